"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("Monday 3 March 2025", "2025-03-03"),
        ("Mon 3rd March", "--03-03"),
        ("3 March", "--03-03"),
        ("March 3rd, 2024", "2024-03-03"),
        ("Friday, the 15th of March 1839.", "1839-03-15"),
        ("May 1st, 1668", "1668-05-01"),
        ("1st Dec. 4.5 am", "--12-01"),
        ("12-May-2023", "2023-05-12"),
        ("3/3/24", "2024-03-03"),
        ("3.3.2024", "2024-03-03"),
        ("9.8.14.", "2014-08-09"),
        ("9.8.", "--08-09"),
        ("3/3/98", "1998-03-03"),
        ("12/5", "--05-12"),
        ("March 2024", "2024-03"),
        ("3. März 2024", "2024-03-03"),
        ("lundi 3 mars 2025", "2025-03-03"),
        ("1er mai 1936", "1936-05-01"),
        ("13 de agosto de 2019", "2019-08-13"),
        ("31 February 2024", None),
        ("29 February", "--02-29"),
        ("2024/3/5", "2024-03-05"),
        ("Mo., 3.3.24", "2024-03-03"),
        ("3.III.24", "2024-03-03"),
        ("3. III. 1924", "1924-03-03"),
        ("3 March ’24", "2024-03-03"),
        ("03Mar2024", "2024-03-03"),
        ("May 3d, 1863", "1863-05-03"),
        ("the ninth of August", "--08-09"),
        ("5 марта 1917 года", "1917-03-05"),
        ("5 במרץ 2024", "2024-03-05"),
        ("大正十二年九月一日", "1923-09-01"),
        ("3–5 March 2024", "2024-03-03"),
    ],
)
def test_written_dates_are_read(written: str, iso: str | None) -> None:
    """In words and figures, with or without a year, in four languages."""
    found = dates.at(written)
    assert found is not None
    assert dates.iso(found.year, found.month, found.day) == iso


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("Monday", "weekday"),
        ("Tues.", "weekday"),
        ("2nd", "ordinal"),
        ("Mon 3rd", "ordinal"),
        ("Day 4", "day-number"),
        ("Diary day four", "day-number"),
        ("Week 2", "week-number"),
        ("3.3.24", "dotted"),
        ("3/3/24", "numeric"),
        ("Mon 3", "ordinal"),
        ("Entry 3", "entry-number"),
        ("十日", "ordinal"),
    ],
)
def test_parts_of_dates_are_told_apart(written: str, style: str) -> None:
    """What is missing is inherited from the entries before."""
    found = dates.at(written)
    assert found is not None
    assert (found.style, found.length) == (style, len(written))


@pytest.mark.parametrize(
    "text",
    [
        "3.30 pm",
        "May I say",
        "45/12",
        "Second",
        "Daytime",
        "Mondays are",
        "",
        "1/2024",
        "fr\u0131day",
        "5. I went",
        "12 people",
        "Marching 3",
    ],
)
def test_other_words_are_no_dates(text: str) -> None:
    """Times, verbs, fractions."""
    assert dates.at(text) is None


@pytest.mark.parametrize(
    ("title", "iso"),
    [
        ("12-May-2023 - 10:36 - 1h09m31s – Ana", "2023-05-12"),
        ("Berlin, Dienstag, den 22. Oktober 2013", "2013-10-22"),
        ("Conferencia | Martes 13 de agosto, 2019", "2019-08-13"),
        ("Report of 2024, written in Glasgow on 3 May 2025", "2025-05-03"),
        ("Since 1998 we have met on 3 May", None),
        ("P7 25/11/2021", "2021-11-25"),
        ("11/18/2021 12:31:56", "2021-11-18"),
        ("Taken on 5/11/2021", None),
        ("Am 5.11.2021", "2021-11-05"),
        ("大正十二年九月一日の記", "1923-09-01"),
    ],
)
def test_the_first_whole_date_of_a_title_is_found(title: str, iso: str | None) -> None:
    """A year alone is not enough."""
    assert dates.first_full(title) == iso


def test_a_month_with_its_year_is_found() -> None:
    """As on the cover of a diary."""
    assert dates.month_and_year("My diary, March 2025") == "2025-03"
    assert dates.month_and_year("My diary") is None


def test_a_range_keeps_its_last_day() -> None:
    """In one month; one that runs back is none, and neither is an hour."""
    found = dates.at("3–5 March 2024")
    assert found is not None
    assert (found.day, found.last, found.length) == (3, (None, 5), 14)
    for written in ("March 5 - 3 dogs", "March 5 - 9.30", "March 5 to 9 pm"):
        found = dates.at(written)
        assert found is not None
        assert (found.day, found.last, found.length) == (5, None, 7), written


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    """Written in full, in figures and in words."""
    months = "January February March April May June July August September October November December"
    for written in (
        day.isoformat(),
        f"{day.day} {months.split()[day.month - 1]} {day.year}",
        f"{months.split()[day.month - 1]} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        found = dates.at(written)
        assert found is not None
        assert dates.iso(found.year, found.month, found.day) == day.isoformat()


@given(st.text(max_size=60))
def test_any_text_begins_with_a_date_or_not(text: str) -> None:
    """No words upset it."""
    found = dates.at(text)
    assert found is None or 0 < found.length <= len(text)
    dates.first_full(text)
