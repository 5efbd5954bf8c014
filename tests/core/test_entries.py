"""The entries of a diary, and texts that are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import entries
from tests.core.diaries import WORDS, diary


def dated(text: str, *, sure: bool = False) -> list[str | None]:
    """The dates of all entries found."""
    return [entry.date for entry in entries.find(text, sure=sure)]


MARCH = ["2025-03-03", "2025-03-04", "2025-03-07"]
FORMS = {
    "iso": ("2025-03-03", "2025-03-04", "2025-03-07"),
    "in full": ("Monday 3 March 2025", "Tuesday 4 March 2025", "Friday 7 March 2025"),
    "month first": ("March 3rd, 2025", "March 4th", "March 7th"),
    "strokes": ("3/3/25", "4/3/25", "7/3/25"),
    "stops": ("3.3.25", "4.3.25", "7.3.25"),
    "year once": ("3 March 2025", "4 March", "7 March"),
    "weekdays after one date": ("Monday 3 March 2025", "Tuesday", "Friday"),
    "ordinals after one date": ("March 3rd, 2025", "4th", "7th"),
    "days after one date": ("Day 1 - Monday 3 March 2025", "Day 2", "Day 5"),
    "times": ("3 March 2025, 9.30 pm", "4 March 2025 at 21:15", "7 March 2025, evening"),
    "places": ("3 March 2025, Glasgow", "4 March 2025, at Mum’s", "7 March 2025, Home"),
    "headings": ("## 3 March 2025", "## 4 March 2025", "## 7 March 2025"),
    "bold": ("**3 March 2025**", "**4 March 2025**", "**7 March 2025**"),
    "fields": ("Date: 3 March 2025", "Date: 4 March 2025", "Date: 7 March 2025"),
    "numbered": ("Entry 1 – 3 March 2025", "Entry 2 – 4 March 2025", "Entry 3 – 7 March 2025"),
    "asides": ("3 March 2025 (Lord’s day)", "4 March 2025 (wet)", "7 March 2025 (home)"),
    "German": ("Montag, den 3. März 2025", "Dienstag, den 4. März 2025", "Freitag, den 7. März"),
    "French": ("lundi 3 mars 2025", "mardi 4 mars 2025", "vendredi 7 mars 2025"),
    "Spanish": ("lunes 3 de marzo de 2025", "martes 4 de marzo de 2025", "7 de marzo de 2025"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_head_is_dated(name: str) -> None:
    """Three entries on the right days, whole, with their heads as written."""
    text = diary(*FORMS[name])
    found = entries.find(text)
    assert [entry.date for entry in found] == MARCH
    assert {entry.precision for entry in found} == {"day"}
    for entry in found:
        assert text[entry.start : entry.stop].rstrip().endswith(WORDS)
        assert entry.label in text[entry.start : entry.stop]


@pytest.mark.parametrize("sep", [" – ", ": ", "\t", " - "])
def test_the_words_may_stand_on_the_heads_line(sep: str) -> None:
    """After a dash, a colon, a tab."""
    text = diary("3 March 2025", "4 March 2025", "7 March 2025", sep=sep)
    assert [(entry.date, entry.label) for entry in entries.find(text)] == [
        ("2025-03-03", "3 March 2025"),
        ("2025-03-04", "4 March 2025"),
        ("2025-03-07", "7 March 2025"),
    ]


def test_the_first_entry_begins_at_its_head_and_the_last_ends_the_text() -> None:
    """The title before them belongs to none; each goes on to the next."""
    text = diary("3 March 2025", "4 March 2025", "7 March 2025", title="My diary\n\n")
    found = entries.find(text)
    assert text[: found[0].start] == "My diary\n\n"
    assert all(a.stop == b.start for a, b in pairwise(found))
    assert found[-1].stop == len(text)
    assert entries.find(text, end=len(text) - 5)[-1].stop == len(text) - 5


def test_years_are_inherited() -> None:
    """From the entry before, over New Year, from the title, or they stay open."""
    assert dated(diary("30 December 2024", "31 December", "1 January", "2 January")) == [
        "2024-12-30",
        "2024-12-31",
        "2025-01-01",
        "2025-01-02",
    ]
    assert dated(diary("3 March", "4 March", "9 April", title="Spring 2025\n")) == [
        "2025-03-03",
        "2025-03-04",
        "2025-04-09",
    ]
    assert dated(diary("3 March", "4 March", "7 March")) == ["--03-03", "--03-04", "--03-07"]
    assert dated(diary("Monday 3 March", "Tuesday", "Friday")) == ["--03-03", "--03-04", "--03-07"]


def test_days_that_nothing_dates_are_unknown() -> None:
    """Weekdays alone, days counted from nowhere."""
    for heads in (("Monday", "Tuesday", "Friday"), ("Day 1", "Day 2", "Day 4")):
        found = entries.find(diary(*heads))
        assert [(e.label, e.date, e.precision) for e in found] == [
            (head, None, "unknown") for head in heads
        ]


def test_weeks_and_months_keep_their_precision() -> None:
    """A week by its first day, a month by itself."""
    weeks = entries.find(
        diary("Week beginning 3 March 2025", "Week beginning 10 March 2025", "w/c 17 March 2025")
    )
    assert [(e.date, e.precision) for e in weeks] == [
        ("2025-03-03", "week"),
        ("2025-03-10", "week"),
        ("2025-03-17", "week"),
    ]
    assert {e.precision for e in entries.find(diary("Week 1", "Week 2", "Week 3"))} == {"week"}
    months = entries.find(diary("March 2025", "April 2025", "May 2025"))
    assert [(e.date, e.precision) for e in months] == [
        ("2025-03", "month"),
        ("2025-04", "month"),
        ("2025-05", "month"),
    ]


def test_a_month_above_its_first_day_is_a_title() -> None:
    """It dates what follows and is no entry."""
    text = "May 1668\n\n" + diary("May 1st", "2nd", "3rd (Lord’s day)")
    assert dated(text) == ["1668-05-01", "1668-05-02", "1668-05-03"]


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        (("3/3/24", "4/3/24", "13/3/24"), ["2024-03-03", "2024-03-04", "2024-03-13"]),
        (("3/3/24", "3/14/24", "3/23/24"), ["2024-03-03", "2024-03-14", "2024-03-23"]),
        (("Tue 3/5/24", "Wed 3/6/24", "Thu 3/7/24"), ["2024-03-05", "2024-03-06", "2024-03-07"]),
        (("3/4/24", "3/5/24", "3/6/24"), ["2024-03-04", "2024-03-05", "2024-03-06"]),
        (("3.4.24", "3.5.24", "3.6.24"), ["2024-04-03", "2024-05-03", "2024-06-03"]),
        (("1/3/24", "5/3/24", "9/3/24"), ["2024-03-01", "2024-03-05", "2024-03-09"]),
    ],
)
def test_the_month_is_told_from_the_day(heads: tuple[str, ...], wanted: list[str]) -> None:
    """By numbers above twelve, weekdays, days that follow each other; else the day is first."""
    assert dated(diary(*heads)) == wanted


def test_a_date_that_runs_backwards_is_a_memory() -> None:
    """One stray among many is no head; when they run to and fro there is no diary."""
    text = diary("3 March 2025", "4 March 2025") + "15 August 1969\nwas when we met.\n"
    text += diary("7 March 2025", "8 March 2025", "9 March 2025")
    assert dated(text) == [*MARCH, "2025-03-08", "2025-03-09"]
    assert dated(diary("9 March 2025", "1 March 2025", "7 March 2025", "3 March 2025")) == []


def test_two_entries_on_one_day_are_two() -> None:
    """Morning and evening."""
    assert dated(diary("3 March 2025", "3 March 2025", "4 March 2025")) == [
        "2025-03-03",
        "2025-03-03",
        "2025-03-04",
    ]


NONE = {
    "a timeline": "\n".join(f"{day} March 2020 – step {day}" for day in range(1, 9)),
    "one date": diary("Monday 3 March 2025"),
    "prose": "Monday was fine and we went out.\nMay I say that it was good.\n3 March was cold.\n"
    * 4,
    "references": "Smith (2003) said so.\nRetrieved 3 March 2020 from there.\n" * 5,
    "fractions": "1/2 cup flour\n1/4 cup milk\n3/4 cup sugar\n",
    "a timetable": "9.30 Start\n10.30 Coffee\n11.00 Talk\n",
    "dates at the end": f"{WORDS}\n" * 30 + "3 March 2020\n4 March 2020\n5 March 2020\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", NONE)
def test_other_texts_have_no_entries(name: str) -> None:
    """Dates prove nothing by themselves."""
    assert entries.find(NONE[name]) == ()


def test_a_word_that_it_is_a_diary_is_enough_for_one_entry() -> None:
    """But not for none."""
    assert dated(NONE["one date"], sure=True) == ["2025-03-03"]
    assert dated(diary("Monday", "Tuesday"), sure=True) == [None, None]
    assert dated(WORDS, sure=True) == []


HEADS = """3 March 2025|4 March|Monday|Day 2|Day three – 3/4|2nd|Week 9|31.12.|13/13/13|
29 February 2023|May 2020|Mon 5th| |"""
LINES = st.lists(
    st.one_of(st.sampled_from([*HEADS.split("|"), WORDS]), st.text(max_size=30)), max_size=30
)


@given(LINES, st.booleans())
def test_entries_are_in_order_and_inside_the_text(lines: list[str], sure: bool) -> None:
    """Whatever the lines, entries follow each other to the end, their days in one direction."""
    text = "\n".join(lines).replace("\r", "")
    found = entries.find(text, sure=sure)
    for entry in found:
        assert 0 <= entry.start < entry.stop <= len(text)
        assert (entry.date is None) <= (entry.precision in ("unknown", "week"))
    assert all(a.stop == b.start for a, b in pairwise(found))
    days = [entry.date for entry in found if entry.date and not entry.date.startswith("--")]
    assert days in (sorted(days), sorted(days, reverse=True))
