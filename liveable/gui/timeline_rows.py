"""The rows of the timeline below each other: one for each case, or one case's and one for each code
on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from liveable.core.timeline import Line, Piece
from liveable.gui import time_axis, timeline_places
from liveable.gui.time_axis import Axis
from liveable.gui.timeline_places import Gap, Mark, Sign

LANE = 14  # pixels from one mark to one stacked on it
ABOVE, BELOW = 7, 5  # pixels over the uppermost mark, and below the last signs
UNDER = 4  # pixels between marks and signs
CODE = 22  # pixels of the row of one code
LOWEST = 46  # pixels of any other row: for a name, and what there is

Px = Callable[[float], float]


@dataclass
class Row:
    """A line with all its marks or, with ``code``, with that code's signs alone.

    ``branches`` says in which of the rows of signs below the marks each code is.
    """

    line: Line
    code: str
    placed: list[Mark]
    branches: Mapping[str, int]
    axis: Axis
    px: Px
    top: float = 0.0

    @cached_property
    def high(self) -> float:
        """How tall it is."""
        if self.code:
            return self.px(CODE)
        signs = max(self.branches.values(), default=-1) + 1
        below = self.px(UNDER) + signs * self.px(timeline_places.SIGN) if signs else 0
        return max(self.base + below + self.px(BELOW), self.px(LOWEST))

    @cached_property
    def base(self) -> float:
        """How far below its top the marks stand."""
        return self.px(ABOVE) + timeline_places.lanes(self.placed) * self.px(LANE)

    @cached_property
    def signs(self) -> list[Sign]:
        """The signs of its codes."""
        rows = {self.code: 0} if self.code else self.branches
        return timeline_places.signs(self.line, self.placed, rows, self.px)

    @cached_property
    def gaps(self) -> list[Gap]:
        """The gaps between its marks."""
        return [] if self.code else timeline_places.gaps(self.line, self.placed, self.axis)

    @cached_property
    def there(self) -> list[int]:
        """The pieces one can go to in it."""
        pieces = enumerate(self.line.pieces)
        return [n for n, piece in pieces if not self.code or self.code in piece.codes]

    def beside(self, number: int) -> Piece:
        """A piece by its number."""
        return self.line.pieces[number]


@dataclass
class Rows:
    """All rows on one axis, the first at 0."""

    axis: Axis
    rows: list[Row] = field(default_factory=list)
    wide: float = 0.0

    @property
    def high(self) -> float:
        """How tall they are together."""
        return self.rows[-1].top + self.rows[-1].high if self.rows else 0.0

    def between(self, top: float, bottom: float) -> Iterable[Row]:
        """Those in sight between two heights."""
        first = max(0, bisect_right(self.rows, top, key=lambda row: row.top) - 1)
        for row in self.rows[first:]:
            if row.top >= bottom:
                return
            yield row

    def at(self, y: float) -> int | None:
        """The number of the row at a height."""
        found = bisect_right(self.rows, y, key=lambda row: row.top) - 1
        return found if found >= 0 and y < self.rows[found].top + self.rows[found].high else None


def laid(
    lines: Sequence[Line],
    codes: Sequence[str],
    branches: Mapping[str, int],
    room: float,
    zoom: float,
    px: Px,
) -> Rows:
    """The rows of these lines or, with ``codes``, of the only line and of these codes on it."""
    undated = timeline_places.end(lines, Axis((), 0, 0), px)
    behind = undated + px(timeline_places.UNDATED) if undated else 0
    days = [piece.days for line in lines for piece in line.pieces if piece.days is not None]
    axis = time_axis.axis(days, max(room - behind, room / 2), zoom, px)
    made = Rows(axis, wide=timeline_places.end(lines, axis, px))
    for line in lines:
        placed = timeline_places.marks(line, axis, px)
        made.rows.append(Row(line, "", placed, {} if codes else branches, axis, px))
        made.rows += [Row(line, code, placed, {}, axis, px) for code in codes]
    top = 0.0
    for row in made.rows:
        row.top = top
        top += row.high
    return made
