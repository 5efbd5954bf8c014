"""When things were written and said: diary entries and whole documents in the order of their days,
with the days between them on which there is nothing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, date
from functools import lru_cache
from operator import attrgetter
from statistics import median_low
from typing import NamedTuple

from liveable.core.transcript import Kind, Precision

_WEEK = 6  # days from the first of a week to its last


class Days(NamedTuple):
    """From one day to another, both included, as ``date.toordinal`` counts them."""

    first: int
    last: int


class Piece(NamedTuple):
    """A diary entry or (where ``entry`` is "") a whole document, ``[start, stop)`` of its text.

    ``date`` is as it is kept, perhaps in part; ``days`` are None where they cannot be told.
    ``codes`` counts the codings on it, by code, in the order they come in the text.
    """

    document: str
    name: str
    kind: Kind
    text_sha: str
    entry: str
    start: int
    stop: int
    label: str
    date: str | None
    precision: Precision
    days: Days | None
    codes: Mapping[str, int]


class Line(NamedTuple):
    """All there is of one case, or of a document that is no case's: what has a day, in order, then
    what has none, as it stands in the documents.

    For each piece that has a day ``gaps`` is the number of days without anything before it, None
    for the first.
    """

    uid: str
    name: str
    is_case: bool
    pieces: tuple[Piece, ...]
    gaps: tuple[int | None, ...]


def line(uid: str, name: str, is_case: bool, pieces: Iterable[Piece]) -> Line:
    """Put the pieces of a case or document, in the order of its texts, in that of their days, and
    find the gaps between them.
    """
    rows = list(pieces)
    dated = sorted((piece for piece in rows if piece.days is not None), key=attrgetter("days"))
    undated = (piece for piece in rows if piece.days is None)
    gaps: list[int | None] = []
    latest: int | None = None
    for piece in dated:
        assert piece.days is not None
        gaps.append(None if latest is None else max(0, piece.days.first - latest - 1))
        latest = max(piece.days.last, piece.days.last if latest is None else latest)
    return Line(uid, name, is_case, (*dated, *undated), tuple(gaps))


def pauses(of: Line) -> list[bool]:
    """Which of a line's gaps are worth a word: those more than twice as long as is usual from one
    entry of a diary to the next, and all between one document and another.
    """
    dated = of.pieces[: len(of.gaps)]
    before = (None, *dated[:-1]) if dated else ()
    follows = [
        earlier is not None and earlier.document == piece.document
        for earlier, piece in zip(before, dated, strict=True)
    ]
    within = [gap or 0 for gap, same in zip(of.gaps, follows, strict=True) if same]
    usual = median_low(within) if len(within) > 2 else 0  # two tell of no habit
    return [
        bool(gap) and (not same or (gap or 0) > 2 * usual)
        for gap, same in zip(of.gaps, follows, strict=True)
    ]


def spans(written: Sequence[tuple[str | None, Precision]], near: str | None) -> list[Days | None]:
    """The days that dates, in the order of a text, stand for.

    One without a year is the nearest such day to the one before it or, where none before it has a
    year, to the one after it, or to ``near``, the document's own date. Where nothing has a year
    the days are not known.
    """
    found = [days(date_, how) for date_, how in written]
    if None not in found:
        return found
    anchor = next((one for one in found if one), None) or days(near, "day")
    for number, (date_, how) in enumerate(written):
        if found[number] is None and anchor is not None and _is_yearless(date_):
            found[number] = _nearest(date_ or "", how, anchor)
        anchor = found[number] or anchor
    return found


@lru_cache(maxsize=8192)  # many wrote on the same days
def days(written: str | None, precision: Precision) -> Days | None:
    """The days a whole or partial ISO date with a year stands for; None for any other."""
    if not written or _is_yearless(written):
        return None
    try:
        year, month, day, *_ = (*map(int, written.split("-")), 0, 0)
        if not month:
            return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        first = date(year, month, day or 1).toordinal()
        if not day:
            return Days(first, first + monthrange(year, month)[1] - 1)
    except ValueError:
        return None
    return Days(first, min(first + _WEEK, date.max.toordinal()) if precision == "week" else first)


def _is_yearless(written: str | None) -> bool:
    return written is not None and written.startswith("--")


def _nearest(written: str, precision: Precision, anchor: Days) -> Days | None:
    """The day of a date without a year that lies nearest to others."""
    year = date.fromordinal(anchor.first).year
    near = (
        days(f"{y:04}-{written[2:]}", precision)
        for y in range(max(1, year - 1), min(MAXYEAR, year + 1) + 1)
    )
    there = [one for one in near if one is not None]
    return min(there, key=lambda one: abs(one.first - anchor.first), default=None)
