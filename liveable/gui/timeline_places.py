"""Where everything on one line of the timeline stands: plain data, made from plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from liveable.core.timeline import Line, pauses
from liveable.gui.time_axis import WHOLE, Axis

LEAST, MOST = 0.7, 9  # pixels that the mark of one day is wide
WHOLE_DOCUMENT = 11  # pixels that a document's is, for it has an icon
SHARE = 0.75  # of the day that it takes, between those
APART = 2  # pixels between marks that are not as wide as their days
SIGN = 8  # pixels from one code's sign to the next
_NOTHING = 1e-6  # pixels by which sums may be off
UNDATED = 28  # pixels between the last day and what has none


class Mark(NamedTuple):
    """A piece of the line, by its number: from ``x``, so ``wide``, in a lane of those stacked; the
    signs of its codes are at ``middle``.
    """

    piece: int
    x: float
    wide: float
    lane: int
    middle: float


class Gap(NamedTuple):
    """So many days without anything, that are worth showing, before a piece."""

    piece: int
    x: float
    wide: float
    days: int


class Sign(NamedTuple):
    """The codes of one row at a place, with how often each is there and on which pieces."""

    row: int
    x: float
    pieces: tuple[int, ...]
    codes: Mapping[str, int]


def marks(line: Line, axis: Axis, px: Callable[[float], float] = float) -> list[Mark]:
    """The marks of all pieces of a line, in their order: what has a day under it, as many days wide
    as it may be of; the others one after another, behind the last day.
    """
    day, document = axis.day, px(WHOLE_DOCUMENT)
    entry = min(max(day * SHARE, px(LEAST)), px(MOST))
    ends: list[float] = []  # of each lane
    found: list[Mark] = []
    for number, piece in enumerate(line.pieces[: len(line.gaps)]):
        assert piece.days is not None
        first, last = piece.days
        left = axis.x(first)
        middle, wide = left + day / 2, entry if piece.entry else document
        x = middle - wide / 2
        if last > first:
            right = axis.x(last) + day
            wide = max(wide, right - left - px(APART))
            x = (left + right - wide) / 2
            if last - first < WHOLE:
                middle = axis.x((first + last) // 2) + day / 2
        lane = 0
        while lane < len(ends) and ends[lane] > x + _NOTHING:
            lane += 1
        ends[lane : lane + 1] = [x + wide]
        found.append(Mark(number, x, wide, lane, middle))
    x, wide = undated(axis, px), px(WHOLE_DOCUMENT)
    for number in range(len(line.gaps), len(line.pieces)):
        found.append(Mark(number, x, wide, 0, x + wide / 2))
        x += wide + px(APART)
    return found


def undated(axis: Axis, px: Callable[[float], float] = float) -> float:
    """Where what has no day begins."""
    return axis.wide + px(UNDATED) if axis.stretches else 0.0


def end(lines: Sequence[Line], axis: Axis, px: Callable[[float], float] = float) -> float:
    """How far everything reaches."""
    most = max((len(line.pieces) - len(line.gaps) for line in lines), default=0)
    return undated(axis, px) + most * (px(WHOLE_DOCUMENT) + px(APART)) if most else axis.wide


def lanes(placed: Sequence[Mark]) -> int:
    """How many marks are stacked at the most."""
    return max((mark.lane for mark in placed), default=0) + 1


def gaps(line: Line, placed: Sequence[Mark], axis: Axis) -> list[Gap]:
    """The gaps of a line that are worth showing, from the last day before to the first after."""
    found: list[Gap] = []
    right = 0.0
    for number, worth in enumerate(pauses(line)):
        piece, mark = line.pieces[number], placed[number]
        assert piece.days is not None
        left = min(axis.x(piece.days.first), mark.x)
        if worth:
            found.append(Gap(number, right, max(0.0, left - right), line.gaps[number] or 0))
        right = max(right, axis.x(piece.days.last) + axis.day, mark.x + mark.wide)
    return found


def signs(
    line: Line,
    placed: Sequence[Mark],
    rows: Mapping[str, int],
    px: Callable[[float], float] = float,
) -> list[Sign]:
    """One sign for all codes of a row at one place; ``rows`` says in which row a code is, one that
    it does not name is in none. Those that have no room beside each other share the first one's.
    """
    found: list[Sign] = []
    latest: dict[int, tuple[float, list[int], dict[str, int]]] = {}
    for mark in sorted(placed, key=lambda mark: mark.middle):
        for code, count in line.pieces[mark.piece].codes.items():
            row = rows.get(code)
            if row is None:
                continue
            if row not in latest or mark.middle - latest[row][0] < px(SIGN) - _NOTHING:
                _, pieces, codes = latest.setdefault(row, (mark.middle, [], {}))
            else:
                found.append(_sign(row, *latest[row]))
                _, pieces, codes = latest[row] = (mark.middle, [], {})
            if mark.piece not in pieces:
                pieces.append(mark.piece)
            codes[code] = codes.get(code, 0) + count
    found += [_sign(row, *sign) for row, sign in latest.items()]
    return sorted(found, key=lambda sign: (sign.row, sign.x))


def _sign(row: int, x: float, pieces: list[int], codes: dict[str, int]) -> Sign:
    return Sign(row, x, tuple(pieces), codes)
