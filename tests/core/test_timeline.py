"""Days, order and gaps of what was written and said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import timeline
from liveable.core.timeline import Days, Line, Piece
from liveable.core.transcript import Precision


def day(written: str) -> int:
    return date.fromisoformat(written).toordinal()


def piece(
    written: str | None, precision: Precision = "day", start: int = 0, document: str = "diary"
) -> Piece:
    days = timeline.days(written, precision)
    return Piece(
        document, document, "diary", "", "e", start, start + 1, "", written, precision, days, {}
    )


def line(*written: str | None) -> Line:
    pieces = [piece(one, start=number) for number, one in enumerate(written)]
    return timeline.line("case", "M01", True, pieces)


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        ("2024-03-05", "day", "2024-03-05", "2024-03-05"),
        ("2024-03-04", "week", "2024-03-04", "2024-03-10"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2023-12", "month", "2023-12-01", "2023-12-31"),
        ("2024", "unknown", "2024-01-01", "2024-12-31"),
        ("9999-12-30", "week", "9999-12-30", "9999-12-31"),
    ],
)
def test_the_days_a_date_stands_for(
    written: str, precision: Precision, first: str, last: str
) -> None:
    """A week and a month are as long as they are."""
    assert timeline.days(written, precision) == Days(day(first), day(last))


@pytest.mark.parametrize("written", [None, "", "--03-05", "2023-02-29", "2023-13", "March"])
def test_what_has_no_days(written: str | None) -> None:
    """What has no year, or is no date of the calendar."""
    assert timeline.days(written, "day") is None


def spans(near: str | None, *written: str | None) -> list[str | None]:
    found = timeline.spans([(one, "day") for one in written], near)
    return [None if one is None else date.fromordinal(one.first).isoformat() for one in found]


def test_a_year_is_told_by_the_date_before() -> None:
    """The nearest such day, over the turn of the year too."""
    assert spans(None, "2023-12-30", "--12-31", None, "--01-02") == [
        "2023-12-30", "2023-12-31", None, "2024-01-02",
    ]  # fmt: skip


def test_a_year_is_told_by_the_date_after_or_of_the_document() -> None:
    """Where none before it has one."""
    assert spans(None, "--12-31", "2024-01-02") == ["2023-12-31", "2024-01-02"]
    assert spans("2024-01", "--12-31", "--01-01") == ["2023-12-31", "2024-01-01"]
    assert spans("2024-03-01", "--02-29") == ["2024-02-29"]


def test_without_any_year_nothing_is_made_up() -> None:
    """And a day that no year near has is none."""
    assert spans("--03-01", "--03-01", "--03-02", None) == [None, None, None]
    assert spans("2022-03-01", "--02-29") == [None]


def test_order_and_gaps() -> None:
    """By days; what has none comes last as it stood; gaps are the days without anything."""
    found = line("2024-03-05", None, "2024-03-01", "2024-03-01", "--03-09", "2024-03-02")
    assert [one.start for one in found.pieces] == [2, 3, 5, 0, 1, 4]
    assert found.gaps == (None, 0, 0, 2)


def test_a_gap_begins_where_the_last_thing_ends() -> None:
    """A day within a week that is there already is no gap, nor does it end the week."""
    pieces = [piece("2024-03-04", "week"), piece("2024-03-06"), piece("2024-03-12")]
    assert timeline.line("c", "M01", True, pieces).gaps == (None, 0, 1)


def test_pauses_are_longer_than_usual() -> None:
    """One day missed tells something of a daily diary, six nothing of a weekly one."""
    daily = line("2024-03-01", "2024-03-02", "2024-03-04", "2024-03-05", "2024-03-09")
    assert timeline.pauses(daily) == [False, False, True, False, True]
    weekly = line("2024-03-01", "2024-03-08", "2024-03-15", "2024-04-05", "2024-04-12")
    assert timeline.pauses(weekly) == [False, False, False, True, False]


def test_every_gap_between_documents_is_a_pause() -> None:
    """However far apart a diary's entries are."""
    pieces = [*weekly("diary"), piece("2024-04-03", document="interview")]
    assert timeline.pauses(timeline.line("c", "M01", True, pieces))[-1]
    assert timeline.pauses(line()) == []


def weekly(document: str) -> list[Piece]:
    return [piece(f"2024-03-{d:02}", document=document) for d in (1, 8, 15, 22)]


some_dates = st.one_of(
    st.none(),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(date.isoformat),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(lambda d: d.isoformat()[:7]),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(lambda d: f"--{d.isoformat()[5:]}"),
)


@given(st.lists(some_dates, max_size=12))
def test_nothing_vanishes_and_gaps_fill_what_is_empty(written: list[str | None]) -> None:
    """Every piece is there once, in order, and gaps with what lies between them are the range."""
    found = line(*written)
    assert sorted(one.start for one in found.pieces) == list(range(len(written)))
    dated = [one.days for one in found.pieces if one.days is not None]
    assert dated == sorted(dated)
    assert len(found.gaps) == len(dated) == len(timeline.pauses(found))
    undated = [one.start for one in found.pieces[len(dated) :]]
    assert undated == sorted(undated)
    covered = {d for one in dated for d in range(one.first, one.last + 1)}
    if dated:
        whole = max(one.last for one in dated) - dated[0].first + 1
        assert sum(gap or 0 for gap in found.gaps) == whole - len(covered)
