"""Where days, marks and signs of the timeline stand, as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import timeline
from liveable.core.timeline import Days, Line, Piece
from liveable.core.transcript import Precision
from liveable.gui import time_axis, timeline_places, timeline_rows
from liveable.gui.time_axis import Axis

ROOM = 600.0


def day(written: str) -> int:
    return date.fromisoformat(written).toordinal()


def span(first: str, last: str = "") -> Days:
    return Days(day(first), day(last or first))


def line(*written: str, codes: Iterable[str] = ()) -> Line:
    """A line of dates: "2024-03-04", a month "2024-03", a week "week 2024-03-04" or ""."""
    pieces = []
    for number, one in enumerate(written):
        how: Precision = "week" if one.startswith("week ") else "day"
        days = timeline.days(one.removeprefix("week "), how)
        counts = dict.fromkeys(codes, 1)
        pieces.append(
            Piece("d", "d", "diary", "", "e", number, number + 1, "", one, how, days, counts)
        )
    return timeline.line("c", "M01", True, pieces)


def of(*lines: Line, room: float = ROOM, zoom: float = 1) -> Axis:
    days = [piece.days for line in lines for piece in line.pieces if piece.days is not None]
    return time_axis.axis(days, room, zoom)


def cut(axis: Axis) -> list[Days]:
    return [Days(s.first, s.last) for s in axis.stretches if s.cut]


def test_days_fill_the_room() -> None:
    """From the first to the last, all equally wide; few days are not drawn out."""
    axis = of(line("2024-03-01", "2024-03-15", "2024-03-30"))
    assert axis.wide == pytest.approx(ROOM)
    assert axis.x(day("2024-03-15")) == pytest.approx(14 * ROOM / 30)
    assert of(line("2024-03-01", "2024-03-03")).day == time_axis.WIDEST


def test_what_is_empty_for_long_is_cut() -> None:
    """A diary in March and an interview in October."""
    diary = [f"2024-03-{d:02}" for d in range(1, 16)]
    axis = of(line(*diary, "2024-10-09"))
    assert cut(axis) == [span("2024-03-16", "2024-10-08")]
    assert axis.x(day("2024-10-09")) == pytest.approx(15 * axis.day + time_axis.BREAK)
    assert axis.wide == axis.x(day("2024-10-09")) + time_axis.NAMED


def test_what_is_usual_is_not_cut() -> None:
    """An interview each month has nothing in between; nor has one a year later."""
    assert cut(of(line(*(f"2024-{m:02}-01" for m in range(1, 13))))) == []
    assert cut(of(line("2023-03-01", "2024-03-01"))) == []


def test_what_takes_little_room_is_not_cut() -> None:
    """Three weeks of a diary of more than a year."""
    days = [day("2024-01-01") + n for n in range(430) if not 100 <= n < 121]
    diary = line(*(date.fromordinal(one).isoformat() for one in days))
    assert cut(of(diary)) == []
    assert cut(of(diary, room=20_000)) == [span("2024-04-10", "2024-04-30")]


def test_where_there_is_no_room_more_is_cut() -> None:
    """An interview each summer for ten years, but not each month: cuts would take more."""
    yearly = [f"20{y}-07-{d:02}" for y in range(10, 20) for d in (1, 2, 3)]
    assert cut(of(line(*yearly), room=8000)) == []
    assert len(cut(of(line(*yearly), room=800))) == 9
    monthly = [f"20{y}-{m:02}-01" for y in range(10, 20) for m in range(1, 13)]
    assert cut(of(line(*monthly), room=800)) == []


def test_a_month_is_there_on_all_its_days_and_a_year_at_its_ends() -> None:
    """A year would else keep everything in it from being cut."""
    daily = [f"2024-03-{d:02}" for d in range(1, 31)]
    assert cut(of(line(*daily, "2024-05"))) == [span("2024-03-31", "2024-04-30")]
    assert len(cut(of(line(*daily, "2024")))) == 2


def test_ticks_are_where_things_begin() -> None:
    """Mondays, months, quarters and years, but not in what is cut."""
    whole = of(line("2023-12-30", "2024-04-02"))
    for unit, first, last, count in (
        ("day", "2023-12-30", "2024-04-02", 95),
        ("week", "2024-01-01", "2024-04-01", 14),
        ("month", "2024-01-01", "2024-04-01", 4),
        ("quarter", "2024-01-01", "2024-04-01", 2),
        ("year", "2024-01-01", "2024-01-01", 1),
    ):
        ticks = list(whole.ticks(unit))  # type: ignore[arg-type]
        days = [tick.day for tick in ticks]
        assert (days[0], days[-1], len(days)) == (day(first), day(last), count)
        assert [tick.x for tick in ticks] == [whole.x(d) for d in days]
    diary = [f"2024-03-{d:02}" for d in range(1, 16)]
    assert [t.day for t in of(line(*diary, "2024-10-09")).ticks("month")] == [day("2024-03-01")]


def test_units_suit_the_room() -> None:
    """The shortest whose ticks do not touch."""
    assert [time_axis.finest(wide, 26) for wide in (30, 12, 2, 0.5, 0.2, 0.01)] == [
        "day", "week", "month", "quarter", "year", "year",
    ]  # fmt: skip


def test_gaps_worth_a_word_reach_from_day_to_day() -> None:
    """From the end of the last day there was something to the next."""
    diary = line("2024-03-01", "2024-03-02", "2024-03-06", "2024-03-07")
    axis = of(diary)
    (gap,) = timeline_places.gaps(diary, timeline_places.marks(diary, axis), axis)
    assert (gap.piece, gap.days) == (2, 3)
    assert gap.x == pytest.approx(axis.x(day("2024-03-03")))
    assert gap.x + gap.wide == pytest.approx(axis.x(day("2024-03-06")))


def test_entries_of_a_day_are_stacked_with_one_sign() -> None:
    """And a week lies below its days."""
    two = line("2024-03-05", "2024-03-05", "week 2024-03-04", codes=["a", "b", "c"])
    placed = timeline_places.marks(two, of(two))
    assert sorted(mark.lane for mark in placed) == [0, 1, 1] or timeline_places.lanes(placed) == 3
    rows = {"a": 0, "b": 0, "c": 1}
    signs = timeline_places.signs(two, placed, rows)
    assert [(sign.row, dict(sign.codes), len(sign.pieces)) for sign in signs] == [
        (0, {"a": 2, "b": 2}, 2),
        (0, {"a": 1, "b": 1}, 1),
        (1, {"c": 2}, 2),
        (1, {"c": 1}, 1),
    ]


def test_rows_lie_below_each_other() -> None:
    """Each found by its height; with codes there is one for each."""
    lines = [line("2024-03-05"), line("2024-03-05", "2024-03-05")]
    made = timeline_rows.laid(lines, (), {"a": 0, "b": 1}, ROOM, 1, float)
    assert made.rows[1].top == made.rows[0].high
    assert made.rows[1].high == made.rows[1].base + 2 * timeline_places.SIGN + 9
    assert made.rows[1].base == made.rows[0].base + timeline_rows.LANE
    assert made.rows[0].high == timeline_rows.LOWEST
    assert [made.at(y) for y in (-1, 0, made.rows[1].top, made.high)] == [None, 0, 1, None]
    assert list(made.between(0, 1)) == made.rows[:1]
    assert list(made.between(made.rows[1].top, 1000)) == made.rows[1:]
    one = timeline_rows.laid(lines[:1], ("a", "b"), {}, ROOM, 1, float)
    assert [row.code for row in one.rows] == ["", "a", "b"]


_DAYS = st.dates(date(2019, 1, 1), date(2025, 1, 1)).map(date.isoformat)
_DATES = st.one_of(_DAYS, _DAYS.map(lambda d: d[:7]), _DAYS.map(lambda d: f"week {d}"), st.just(""))
_NEAR = st.integers(1, 28).map(lambda d: f"2024-02-{d:02}")


@given(
    st.lists(st.one_of(_DATES, _NEAR), max_size=25),
    st.floats(50, 2000),
    st.sampled_from([1.0, 1.5, 20.0]),
)
def test_nothing_is_lost_nor_hides_another(written: list[str], room: float, zoom: float) -> None:
    """Every piece has one mark, in order of its days; no two marks overlap, nor two signs of a row;
    places and days lead to each other.
    """
    made = line(*written, codes=["a", "b"])
    axis = of(made, room=room, zoom=zoom)
    placed = timeline_places.marks(made, axis)
    assert [mark.piece for mark in placed] == list(range(len(written)))
    for lane in range(timeline_places.lanes(placed)):
        stacked = sorted((m for m in placed if m.lane == lane), key=lambda m: m.x)
        assert all(a.x + a.wide <= b.x + 1e-3 for a, b in pairwise(stacked))
    dated = [made.pieces[n].days for n in range(len(made.gaps))]
    starts = [axis.x(days.first) for days in dated if days is not None]
    assert starts == sorted(starts)
    assert all(m.x + m.wide <= axis.wide + 12 for m in placed[: len(made.gaps)])
    signs = timeline_places.signs(made, placed, {"a": 0, "b": 1})
    for row in (0, 1):
        xs = sorted(sign.x for sign in signs if sign.row == row)
        assert all(b - a >= timeline_places.SIGN - 1e-3 for a, b in pairwise(xs))
    assert sum(sum(sign.codes.values()) for sign in signs) == 2 * len(written)
    _stretches_join(axis, [days for days in dated if days is not None])


def _stretches_join(axis: Axis, dated: list[Days]) -> None:
    """No day is left out, none is twice there, and what has a mark is never cut."""
    for a, b in pairwise(axis.stretches):
        assert b.first == a.last + 1
        least = a.wide if a.cut else max(a.wide, time_axis.NAMED)
        assert b.x == pytest.approx(a.x + least)
        assert a.cut != b.cut
    if dated:
        assert axis.stretches[0].first == min(days.first for days in dated)
        assert axis.stretches[-1].last == max(days.last for days in dated)
        last = axis.stretches[-1]
        least = max(last.wide, time_axis.NAMED) if len(axis.stretches) > 1 else last.wide
        assert axis.wide == pytest.approx(last.x + least)
    for stretch in axis.stretches:
        if not stretch.cut:
            assert axis.day_at(axis.x(stretch.first) + axis.day / 2) == stretch.first
        else:
            inside = range(stretch.first, stretch.last + 1)
            assert not any(days.first in inside or days.last in inside for days in dated)
