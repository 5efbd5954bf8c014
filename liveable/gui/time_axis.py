"""Days on a line: plain data. Long stretches on which there is nothing are cut short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from liveable.core.timeline import Days

NARROWEST, WIDEST = 0.5, 28  # pixels of a day, where all of them are to be seen
AMPLE = 1  # pixel of a day with which nothing more need be cut
CLOSEST = 96  # pixels of a day at the most
BREAK = 48  # pixels of a stretch that is cut short
NAMED = 46  # pixels between two of them at the least, so that there is room to say when it is
SHORTEST = 14  # days without anything that are worth cutting
_RARE = 8  # times as long as most stretches are: what is cut
WHOLE = 31  # days of a bar that is there on all of them; a longer one on its first and last

Unit = Literal["day", "week", "month", "quarter", "year"]
_LENGTHS: tuple[tuple[Unit, int], ...] = (
    ("day", 1), ("week", 7), ("month", 28), ("quarter", 90), ("year", 365),
)  # fmt: skip


class Stretch(NamedTuple):
    """Some days from ``x`` on, so ``wide`` together; ``cut`` where they have less room than others.

    Both ends are included.
    """

    first: int
    last: int
    x: float
    wide: float
    cut: bool


class Tick(NamedTuple):
    """Where a day, week, month … begins that is worth a line."""

    day: int
    x: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches of days one after another from 0 to ``wide``; what is not cut has days of ``day``
    pixels.
    """

    stretches: tuple[Stretch, ...]
    day: float
    wide: float

    def x(self, day: int) -> float:
        """Where a day begins; one before the first or after the last at the ends."""
        if not self.stretches:
            return 0.0
        at = bisect_right(self.stretches, day, key=lambda stretch: stretch.first) - 1
        stretch = self.stretches[max(at, 0)]
        share = (day - stretch.first) / (stretch.last - stretch.first + 1)
        return stretch.x + stretch.wide * max(0.0, min(share, 1.0))

    def day_at(self, x: float) -> int:
        """Which day is at a place, or nearest to it."""
        at = bisect_right(self.stretches, x, key=lambda stretch: stretch.x) - 1
        stretch = self.stretches[max(at, 0)]
        share = max(0.0, min((x - stretch.x) / stretch.wide, 1.0))
        days = stretch.last - stretch.first + 1
        return stretch.first + min(int(share * days), days - 1)

    def ticks(self, unit: Unit) -> Iterator[Tick]:
        """Where units begin, but for those that begin in what is cut."""
        for stretch in self.stretches:
            if not stretch.cut:
                starts = _starts(stretch.first, stretch.last, unit)
                yield from (Tick(day, self.x(day)) for day in starts)


def axis(
    spans: Iterable[Days], room: float, zoom: float = 1, px: Callable[[float], float] = float
) -> Axis:
    """The days from the first to the last of these spans: all in ``room`` at a ``zoom`` of 1, where
    they would not be too narrow or too wide. ``px`` is how long so many pixels are, exactly.
    """
    taken = _taken(spans)
    if not taken:
        return Axis((), px(WIDEST), 0.0)
    between = [Days(a.last + 1, b.first - 1) for a, b in pairwise(taken) if b.first > a.last + 1]
    whole = Days(taken[0].first, taken[-1].last)
    tried = [
        _cut(whole, [some for some in between if _length(some) > longest], room, px)
        for longest in _longest(taken)
    ]
    axes = [_laid(whole, cut, day, px) for day, cut in tried]
    enough = (n for n, one in enumerate(axes) if one.day >= px(AMPLE) and one.wide < room + 1)
    best = next(enough, min(range(len(axes)), key=lambda n: axes[n].wide))
    day, cut = tried[best]
    return _laid(whole, cut, min(day * zoom, px(CLOSEST)), px)


def _length(days: Days) -> int:
    return days.last - days.first + 1


def _cut(
    whole: Days, cut: list[Days], room: float, px: Callable[[float], float]
) -> tuple[float, list[Days]]:
    """How wide a day may be where stretches are cut, and which of them are: those that would else
    take more than twice the room.
    """
    while True:
        ends = [whole.first - 1, *(some.last for some in cut)]
        starts = [*(some.first for some in cut), whole.last + 1]
        parts = [start - end - 1 for end, start in zip(ends, starts, strict=True)]
        day = _fit(parts, room - len(cut) * px(BREAK), px)
        least = px(NAMED) / max(parts) if cut else 0.0  # no part would be narrower for less
        day = min(max(px(NARROWEST), day, least), px(WIDEST))
        kept = [some for some in cut if _length(some) * day > 2 * px(BREAK)]
        if len(kept) == len(cut):
            return day, cut
        cut = kept


def _fit(parts: Sequence[int], room: float, px: Callable[[float], float]) -> float:
    """How wide a day may be for parts of so many days each, side by side in some room; none of
    several has less than its name needs.
    """
    if len(parts) == 1:
        return room / parts[0]
    day = room / sum(parts)
    while short := [days for days in parts if days * day < px(NAMED)]:
        others = sum(parts) - sum(short)
        fit = (room - len(short) * px(NAMED)) / others if others else day
        if fit >= day:
            break
        day = fit
    return day


def _taken(spans: Iterable[Days]) -> list[Days]:
    """The days on which there is something, in stretches that do not touch."""
    found: list[Days] = []
    parts = []
    for span in set(spans):
        short = span.last - span.first < WHOLE
        parts += [span] if short else [Days(end, end) for end in span]
    for span in sorted(parts):
        if found and span.first <= found[-1].last + 1:
            found[-1] = Days(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def _longest(taken: Sequence[Days]) -> list[int]:
    """How many days without anything need not be cut, the most first: as many as are usual from one
    day with something to the next, and then fewer, should there be no room.
    """
    steps = sorted(
        [b.first - a.last for a, b in pairwise(taken)]
        + [1 for span in taken for _ in range(span.first, span.last)]
    )
    usual = steps[(len(steps) - 1) * 3 // 4] if steps else 1
    return [max(SHORTEST, usual * times) for times in (_RARE, 2, 0)]


def _laid(whole: Days, cut: Sequence[Days], day: float, px: Callable[[float], float]) -> Axis:
    stretches: list[Stretch] = []
    x = 0.0
    first, last = whole
    for gap in (*cut, Days(last + 1, last + 1)):
        wide = (gap.first - first) * day
        stretches.append(Stretch(first, gap.first - 1, x, wide, False))
        x += max(wide, px(NAMED)) if cut else wide
        if gap.first <= last:
            stretches.append(Stretch(gap.first, gap.last, x, px(BREAK), True))
            x += px(BREAK)
        first = gap.last + 1
    return Axis(tuple(stretches), day, x)


def finest(day: float, room: float) -> Unit:
    """The shortest unit whose ticks are at least ``room`` apart, days being so wide."""
    return next((unit for unit, days in _LENGTHS if days * day >= room), "year")


def _starts(first: int, last: int, unit: Unit) -> Iterator[int]:
    """The days from one to another on which a unit begins."""
    if unit in ("day", "week"):
        step = 1 if unit == "day" else 7
        monday = first + (1 - first) % 7  # the first of all days was a Monday
        yield from range(first if unit == "day" else monday, last + 1, step)
        return
    step = {"month": 1, "quarter": 3, "year": 12}[unit]
    day = date.fromordinal(first)
    month = day.year * 12 + day.month - 1 + (day.day > 1)
    month += -month % step
    while month // 12 <= date.max.year:
        start = date(month // 12, month % 12 + 1, 1).toordinal()
        if start > last:
            return
        yield start
        month += step
