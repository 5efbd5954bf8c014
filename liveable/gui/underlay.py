"""Codings under the words: where each one's colour lies, for the lines on screen alone.

The geometry is plain data made from plain data; a painter only fills it. The first three layers are
tints that add up; what lies deeper is a thin stripe below the line, so that six codings over one
word can still be told apart and the word be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from liveable.core.index import Index
from liveable.core.spans import Span
from liveable.gui.theme import Theme
from liveable.store.queries import CodingRow

TINTS = 3  # layers; more would hide the words
STRIPES = 3


class Row(NamedTuple):
    """One line of a paragraph as it is laid out, in the view's pixels.

    ``strips`` says from where to where a stretch of the text goes across it (in several pieces
    where directions of writing meet), ``at`` which code point is at an x, None beside the words.
    """

    start: int
    stop: int
    top: float
    height: float
    strips: Callable[[int, int], list[tuple[float, float]]]
    at: Callable[[float], int | None]


class Shown(NamedTuple):
    """A paragraph on screen: the index of its line in the text, and its rows."""

    line: int
    rows: tuple[Row, ...]


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


class Wash(NamedTuple):
    """A coding's colour under some words. ``layer`` 0 to 2 is a tint, above it a stripe."""

    uid: str
    box: Box
    layer: int
    active: bool


def washes(shown: Iterable[Shown], index: Index[CodingRow], active: str = "") -> list[Wash]:
    """What lies under the lines on screen, the active coding last.

    The active coding is always a tint; where it lies too deep, it changes places with the third.
    """
    found = []
    chosen_one = index.get(active)
    deep = index.depth(active) if chosen_one else 0
    for paragraph in shown:
        for coding in index.on(paragraph.line):
            layer, chosen = index.depth(coding.uid), coding.uid == active
            if chosen_one is not None and deep >= TINTS and _overlap(coding, chosen_one):
                layer = {deep: TINTS - 1, TINTS - 1: deep}.get(layer, layer)
            for box in boxes(paragraph.rows, Span(coding.start, coding.stop)):
                found.append(Wash(coding.uid, box, layer, chosen))
    return sorted(found, key=lambda wash: (wash.active, wash.layer))


def _overlap(one: CodingRow, other: CodingRow) -> bool:
    return one.start < other.stop and other.start < one.stop


def boxes(rows: Sequence[Row], span: Span) -> list[Box]:
    """The rectangles of a span on these rows; a gap stays between neighbours."""
    found = []
    for row in rows:
        start, stop = max(span.start, row.start), min(span.stop, row.stop)
        if start < stop:
            for left, right in row.strips(start, stop):
                found.append(Box(left - 1, row.top + 2, right - left + 2, row.height - 4))
    return found


def stripe(box: Box, layer: int) -> Box | None:
    """The line that stands for a coding too deep for a tint; None for one deeper than that."""
    which = layer - TINTS
    if which >= STRIPES:
        return None
    bottom = box.y + box.height
    y = bottom + 0.5 if not which else bottom - 1.5 - 2 * which
    return Box(box.x, y, box.width, 1.25)


def paint(
    painter: QPainter, found: Iterable[Wash], colour: Callable[[str], str], theme: Theme
) -> None:
    """Fill them; ``colour`` is a coding's stored colour by its uid."""
    for wash in found:
        stored = colour(wash.uid)
        look = theme.code(stored)
        if wash.layer < TINTS:
            fill(painter, wash.box, theme.tint(stored, wash.active), theme.px(3))
        elif (line := stripe(wash.box, wash.layer)) is not None:
            painter.fillRect(QRectF(*line), look.colour)
        if wash.active:
            x, y, width, height = wash.box
            painter.fillRect(QRectF(x, y + height - 1.5, width, 1.5), look.colour)


def fill(painter: QPainter, box: Box, colour: QColor, radius: float) -> None:
    """A rounded rectangle."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(*box), radius, radius)
    painter.fillPath(path, colour)
