"""Which codings are where in a text: by the lines they touch, with a lane of the margin for each.

Made for painting: what a screen shows is asked line by line at every stroke, so that the cost of
scrolling does not grow with the number of codings, and one more or one less is put in or taken out
in place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Generic, Protocol, TypeVar

from liveable.core.spans import Span


class Placed(Protocol):
    """Anything with a uid that lies on a span."""

    @property
    def uid(self) -> str:
        """Its name."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def stop(self) -> int:
        """The code point after its last."""


T = TypeVar("T", bound=Placed)


class Lines:
    """Where the lines of a text begin and end. Blank ones are lines, but have no number."""

    __slots__ = ("numbers", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.numbers: list[int] = []  # of the paragraph; for a blank line, of the one before it
        start = number = 0
        for line in text.split("\n"):
            number += not (line.isspace() or not line)
            self.starts.append(start)
            self.numbers.append(number)
            start += len(line) + 1

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, point: int) -> int:
        """The index of the line a code point is in."""
        return max(0, bisect_right(self.starts, point) - 1)

    def span(self, line: int) -> Span:
        """A line without its newline."""
        last = line + 1 == len(self.starts)
        return Span(self.starts[line], len(self.text) if last else self.starts[line + 1] - 1)

    def blank(self, line: int) -> bool:
        """Whether there is nothing to read on a line."""
        before = self.numbers[line - 1] if line else 0
        return self.numbers[line] == before

    def number(self, point: int) -> int:
        """The number of the paragraph at a place; 0 before the first."""
        return self.numbers[self.at(point)]

    def end(self, point: int) -> int:
        """Where the line a code point is in ends, its newline included."""
        following = bisect_right(self.starts, point)
        return self.starts[following] if following < len(self.starts) else len(self.text) + 1

    def touched(self, start: int, stop: int) -> range:
        """The indexes of the lines that a span touches."""
        return range(self.at(start), self.at(max(start, stop - 1)) + 1)


class Index(Generic[T]):
    """The codings of one text. ``apart`` is how near two may be in one line of the text and still
    share a lane: with the length of a line on screen, brackets of a lane never touch. ``group``
    puts codings into groups, each with lanes of its own.
    """

    def __init__(
        self,
        lines: Lines,
        codings: Iterable[T] = (),
        apart: int = 75,
        group: Callable[[T], int] = lambda _coding: 0,
    ) -> None:
        self.lines = lines
        self.apart = apart
        self._group_of = group
        self._by_line: list[list[T]] = [[] for _ in range(len(lines))]
        self._all: dict[str, T] = {}
        self._group: dict[str, int] = {}
        self._lane: dict[str, int] = {}
        self._depth: dict[str, int] = {}
        self._lanes: dict[int, int] | None = None  # not counted yet
        ordered = sorted(codings, key=place)
        groups: dict[int, list[T]] = {}
        for coding in ordered:
            self._put(coding)
            groups.setdefault(self._group[coding.uid], []).append(coding)
        for some in groups.values():
            self._lane.update(_coloured(some, [self._room(c.stop) for c in some]))
        self._depth.update(_coloured(ordered, [c.stop for c in ordered]))

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[T]:
        return iter(self._all.values())

    def __contains__(self, uid: object) -> bool:
        return uid in self._all

    def get(self, uid: str) -> T | None:
        """The coding of a uid."""
        return self._all.get(uid)

    def ordered(self) -> list[T]:
        """All codings in order of the text, of two that begin together the longer first."""
        return sorted(self._all.values(), key=place)

    def lane(self, uid: str) -> int:
        """The column of a coding's bracket: none of its group that is beside it has the same."""
        return self._lane[uid]

    def group(self, uid: str) -> int:
        """The group a coding is in."""
        return self._group[uid]

    def depth(self, uid: str) -> int:
        """The layer of a coding under the words: none that it overlaps has the same."""
        return self._depth[uid]

    @property
    def lanes(self) -> Mapping[int, int]:
        """How many lanes each group has that has any, in order of the groups."""
        if self._lanes is None:
            lanes: dict[int, int] = {}
            for uid, lane in self._lane.items():
                number = self._group[uid]
                if lane >= lanes.get(number, 0):
                    lanes[number] = lane + 1
            self._lanes = dict(sorted(lanes.items()))
        return self._lanes

    def add(self, coding: T) -> None:
        """Put a coding in, in the first lane free beside it; the others stay where they are."""
        if coding.uid in self._all:
            self.remove(coding.uid)
        group = self._group_of(coding)
        beside = (c for c in self._beside(coding) if self._group[c.uid] == group)
        lane = self._lane[coding.uid] = _free(self._lane[c.uid] for c in beside)
        if self._lanes is not None and self._lanes.get(group, 0) <= lane:
            self._lanes = dict(sorted({**self._lanes, group: lane + 1}.items()))
        overlapped = self.within(coding.start, coding.stop)
        self._depth[coding.uid] = _free(self._depth[c.uid] for c in overlapped)
        self._put(coding)

    def remove(self, uid: str) -> T | None:
        """Take a coding out; says which it was."""
        coding = self._all.pop(uid, None)
        if coding is not None:
            for line in self.lines.touched(coding.start, coding.stop):
                bucket = self._by_line[line]
                bucket.remove(next(c for c in bucket if c.uid == uid))
            group, lane = self._group.pop(uid), self._lane.pop(uid)
            if self._lanes is not None and self._lanes[group] == lane + 1:
                self._lanes = None  # perhaps there is one lane less
            del self._depth[uid]
        return coding

    def on(self, line: int) -> list[T]:
        """The codings that touch a line."""
        return self._by_line[line]

    def at(self, point: int) -> list[T]:
        """The codings at a place, the innermost last."""
        here = self._by_line[self.lines.at(point)]
        return sorted((c for c in here if c.start <= point < c.stop), key=place)

    def between(self, first: int, last: int) -> list[T]:
        """The codings that touch the lines from ``first`` to ``last``, in order of the text."""
        found = {c.uid: c for line in range(first, last + 1) for c in self._by_line[line]}
        return sorted(found.values(), key=place)

    def within(self, start: int, stop: int) -> list[T]:
        """The codings that a span overlaps, in order of the text."""
        lines = self.lines.touched(start, stop)
        near = self.between(lines.start, lines.stop - 1)
        return [c for c in near if c.start < stop and start < c.stop]

    def _put(self, coding: T) -> None:
        self._all[coding.uid] = coding
        self._group[coding.uid] = self._group_of(coding)
        for line in self.lines.touched(coding.start, coding.stop):
            self._by_line[line].append(coding)

    def _room(self, stop: int) -> int:
        """Where the room for a bracket ends: some words after its coding, in the same line."""
        return max(stop, min(stop + self.apart, self.lines.end(stop - 1)))

    def _beside(self, coding: T) -> list[T]:
        lines, room = self.lines.touched(coding.start, coding.stop), self._room(coding.stop)
        near = self.between(lines.start, lines.stop - 1)
        return [c for c in near if c.start < room and coding.start < self._room(c.stop)]


def place(coding: Placed) -> tuple[int, int, str]:
    """The order of codings in a text: by start, of two that begin together the longer first."""
    return coding.start, -coding.stop, coding.uid


def _free(taken: Iterable[int]) -> int:
    used = set(taken)
    return next(n for n in range(len(used) + 1) if n not in used)


def _coloured(ordered: Sequence[Placed], stops: Sequence[int]) -> dict[str, int]:
    """Greedy interval colouring: of two that overlap when each goes on to its stop, none gets the
    other's number, and there are no more numbers than are needed.
    """
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    numbers: dict[str, int] = {}
    top = 0
    for coding, stop in zip(ordered, stops, strict=True):
        start = coding.start
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            number = heappop(free)
        else:
            number, top = top, top + 1
        heappush(busy, (stop, number))
        numbers[coding.uid] = number
    return numbers
