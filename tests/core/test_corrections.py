"""What a person puts right before a document is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import corrections
from liveable.core.corrections import Dated, how_sure
from liveable.core.transcript import Entry, Precision, Speaker, Transcript, Turn
from tests.conftest import transcript

TALK = transcript(
    "INT: Why?\nH09: Because.\nHO9: Aye.\nINT: So?",
    ("INT", "interviewer"),
    ("H09", "participant"),
    ("HO9", None),
)


def diary(*entries: Entry, date: str | None = None) -> Transcript:
    return Transcript(text="x" * 100, format="txt", kind="diary", date=date, entries=entries)


def test_joined_speakers_are_one_and_the_words_stay() -> None:
    """Turns change hands; text and places do not."""
    found = corrections.joined(TALK, {"HO9": "H09"})
    assert found.speakers == (
        Speaker("INT", 2, "interviewer"),
        Speaker("H09", 2, "participant"),
    )
    assert [turn.speaker for turn in found.turns] == ["INT", "H09", "H09", "INT"]
    assert found.text == TALK.text
    assert [(t.start, t.stop) for t in found.turns] == [(t.start, t.stop) for t in TALK.turns]


def test_a_slip_without_its_fellow_is_renamed_and_keeps_its_role() -> None:
    """The file has HO9 alone; H09 is in another."""
    alone = transcript("HO9: Aye.", ("HO9", "participant"))
    assert corrections.joined(alone, {"HO9": "H09"}).speakers == (Speaker("H09", 1, "participant"),)


@given(st.dictionaries(st.sampled_from(["INT", "H09", "HO9"]), st.sampled_from(["A", "B"])))
def test_joining_loses_no_turn(into: dict[str, str]) -> None:
    """However labels are joined, every turn has one of the speakers and the counts agree."""
    found = corrections.joined(TALK, into)
    for speaker in found.speakers:
        assert speaker.turns == sum(turn.speaker == speaker.label for turn in found.turns)
    assert sum(s.turns for s in found.speakers) == len(TALK.turns)


def test_roles_are_given_by_label() -> None:
    """And None takes one away."""
    found = corrections.cast(TALK, {"H09": "interviewer", "INT": None, "nobody": "participant"})
    assert [s.role for s in found.speakers] == [None, "interviewer", None]


def test_two_divisions_of_a_text_become_one() -> None:
    """Of turns that begin together the first stays, and each stops where the next begins."""
    text = "Int: Why?\nAnn: Because.\nNote: So."
    found = Transcript(
        text=text, format="txt", kind="interview",
        speakers=(Speaker("Int", 2), Speaker("Note", 1)),
        turns=(
            Turn(0, 5, 33, "Int"), Turn(0, 5, 9, "Int"), Turn(10, 15, 23, None),
            Turn(24, 30, 33, "Note"),
        ),
        entries=(Entry(0, 33, "a", None, "unknown"), Entry(10, 33, "b", None, "unknown")),
    )  # fmt: skip
    right = corrections.apart(found)
    assert [(t.start, t.stop) for t in right.turns] == [(0, 9), (10, 23), (24, 33)]
    assert [(e.start, e.stop) for e in right.entries] == [(0, 10), (10, 33)]
    assert right.speakers == (Speaker("Int", 1), Speaker("Note", 1))
    assert corrections.apart(right) == right
    assert corrections.apart(TALK) == TALK


def test_speakers_found_anew_keep_the_roles_they_had() -> None:
    """By any way of writing their label; who had none has the one found."""
    before = corrections.cast(TALK, {"INT": "participant", "H09": None})
    again = transcript("Int: Why?\nH09: Aye.\nSue: So?", ("Int", "interviewer"),
                       ("H09", "participant"), ("Sue", None))  # fmt: skip
    found = corrections.cast_as_before(again, before)
    assert [s.role for s in found.speakers] == ["participant", "participant", None]


def test_the_documents_date_goes_with_its_first_entry() -> None:
    """But a date without a year is none."""
    entries = (Entry(0, 9, "3 March", "--03-03", "day"), Entry(9, 20, "Weds", None, "unknown"))
    found = corrections.dated(diary(*entries), {0: Dated("2024-03-03", "day")})
    assert (found.date, found.entries[0].date) == ("2024-03-03", "2024-03-03")
    found = corrections.dated(diary(*entries, date="2020-01-01"), {9: Dated("2024-03-06", "week")})
    assert (found.date, found.entries[1].date, found.entries[1].precision) == (
        "2020-01-01", "2024-03-06", "week",
    )  # fmt: skip


def test_entries_begin_where_they_are_said_to() -> None:
    """Or do not; each reaches to the next, and is named by the date its line begins with."""
    text = "Monday 3 March 2025\nRain.\n4 March: Sun.\nAnd then it was over, all of it."
    start, middle, last = 0, text.index("4 March"), text.index("And then")
    found = Transcript(text=text, format="txt", kind="diary",
                       entries=(Entry(0, len(text), "x", "2025-03-03", "day"),))  # fmt: skip
    assert corrections.day_of(text, middle) == Dated("--03-04", "day")
    assert corrections.day_of(text, last) is None
    more = corrections.dated(
        found, {middle: Dated("2025-03-04", "day"), last: Dated(None, "unknown")}
    )
    assert more.entries == (
        Entry(start, middle, "x", "2025-03-03", "day"),
        Entry(middle, last, "4 March", "2025-03-04", "day"),
        Entry(last, len(text), "And then it was over, all of it.", None, "unknown"),
    )
    assert corrections.dated(more, {middle: None, last: None}) == found
    assert corrections.dated(more, {start: None}).date == "2025-03-04"
    assert corrections.dated(found, {start: None}).entries == ()


def test_a_text_is_looked_through_anew() -> None:
    """As what it is said to be; who was there before keeps the role."""
    lines = "Ann: How was it, then?\n\nBob: It was well enough, thank you.\n\n" * 4
    talk = Transcript(text=lines, format="txt", kind="interview")
    found = corrections.found_anew(talk)
    assert [(s.label, s.turns) for s in found.speakers] == [("Ann", 4), ("Bob", 4)]
    said = corrections.cast(found, {"Ann": "participant", "Bob": "interviewer"})
    assert corrections.found_anew(said) == said
    assert corrections.found_anew(replace(said, turns=(), speakers=said.speakers)) == said
    days = "".join(f"{day} March 2025\nIt rained and we stayed in, as ever it was.\n" for day in
                   range(3, 8))  # fmt: skip
    told = corrections.found_anew(Transcript(text=days, format="txt", kind="diary"))
    assert (len(told.entries), told.date) == (5, "2025-03-03")
    assert not corrections.found_anew(replace(told, kind="interview")).entries


@pytest.mark.parametrize(
    ("written", "precision", "wanted"),
    [
        ("5 March 2024", "day", Dated("2024-03-05", "day")),
        ("  5/3/24 ", "day", Dated("2024-03-05", "day")),
        ("2024-03-11", "week", Dated("2024-03-11", "week")),
        ("5 March", "day", Dated("--03-05", "day")),
        ("--03-05", "day", Dated("--03-05", "day")),
        ("March 2024", "month", Dated("2024-03", "month")),
        ("2024-03", "month", Dated("2024-03", "month")),
        ("5 March 2024", "month", Dated("2024-03", "month")),
        ("nonsense", "unknown", Dated(None, "unknown")),
        ("nonsense", "day", None),
        ("March 2024", "day", None),
        ("5 March", "month", None),
        ("31/31/2024", "day", None),
        ("Friday", "day", None),
        ("", "day", None),
    ],
)
def test_dates_as_people_type_them(
    written: str, precision: Precision, wanted: Dated | None
) -> None:
    """As exact as the precision asks, or refused."""
    assert corrections.understand_date(written, precision) == wanted


def test_a_year_runs_on_into_the_next() -> None:
    """December is followed by January of the next year; what has a year keeps it."""
    entries = [
        Entry(0, 1, "30 Dec", "--12-30", "day"),
        Entry(1, 2, "2 Jan", "--01-02", "day"),
        Entry(2, 3, "?", None, "unknown"),
        Entry(3, 4, "29 Feb", "--02-29", "day"),
        Entry(4, 5, "1 March 2025", "2025-03-01", "day"),
    ]
    assert corrections.lacks_year(entries)
    assert corrections.in_year(entries, 2024) == {
        0: Dated("2024-12-30", "day"), 1: Dated("2025-01-02", "day"),
    }  # fmt: skip
    assert corrections.in_year(entries, 2023)[3] == Dated("2024-02-29", "day")
    assert not corrections.lacks_year(entries[4:])


@pytest.mark.parametrize(
    ("label", "date", "precision", "wanted"),
    [
        ("Monday 3rd March 2025", "2025-03-03", "day", "written"),
        ("Tues 4th", "2025-03-04", "day", "written"),
        ("Wed", "2025-03-05", "day", "neighbours"),
        ("Day 4", "2025-03-05", "day", "neighbours"),
        ("2nd wk", "2024-03-11", "week", "week"),
        ("Week 2", "2024-03-11", "week", "week"),
        ("Week beginning 11 March", "2024-03-11", "week", "written"),
        ("Sunday 3 March 2025", "2025-03-03", "day", "weekday"),
        ("Sunday 3 March", "--03-03", "day", "written"),
        ("[Liberty Jail] Friday, the 15th of March 1839", "1839-03-15", "day", "written"),
        ("March 2024", "2024-03", "month", "written"),
        ("Day 4", None, "unknown", "nothing"),
    ],
)
def test_how_a_date_is_known(
    label: str, date: str | None, precision: Precision, wanted: str
) -> None:
    """By what the label says and what had to be told from elsewhere."""
    assert how_sure(Entry(0, 1, label, date, precision)) == wanted
