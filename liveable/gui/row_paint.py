"""How rows of long lists are drawn: heads, words with their marks, facts above or beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from liveable.core.grouped import Head
from liveable.core.spans import Span
from liveable.gui.parts import draw_icon
from liveable.gui.row_model import Index, Row
from liveable.gui.theme import Size, Theme, draw_mark

_BREAKS = re.compile("[\n\r\u2028\u2029\t\v\f\x85\x00]")
_LONGEST = 800  # code points of a row's words that are looked at
_NARROW = 300  # logical pixels at 100 %: below, facts have no room beside the words
TICK = 28  # logical pixels that a box to tick takes at the left


@dataclass(frozen=True, slots=True)
class Anatomy:
    """How the rows of one list are built: lines of words, their size and face, room for ``lead``;
    the facts in one line ``above`` the words, or at the right in as many lines as words.
    """

    lines: int = 1
    size: Size = "body"
    reading: bool = False
    above: bool = False
    lead: int = 0


def units(text: str) -> int:
    """How many UTF-16 units a text has: what Qt counts in."""
    return len(text) + sum(c > "\uffff" for c in text)


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of one list."""

    def __init__(self, theme: Theme, anatomy: Anatomy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._anatomy = theme, anatomy

    @property
    def _font(self) -> QFont:
        return self._theme.font(self._anatomy.size, reading=self._anatomy.reading)

    def row_height(self) -> int:
        """The height of every row but the heads."""
        px, anatomy = self._theme.px, self._anatomy
        words = anatomy.lines * _line_height(self._font)
        small = _line_height(self._theme.font("small"))
        if anatomy.above:
            return words + small + px(8)
        return max(words, anatomy.lines * small) + px(10)

    def head_height(self) -> int:
        """The height of a head."""
        return _line_height(self._theme.font("small")) + self._theme.px(12)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(Qt.ItemDataRole.UserRole), Head)
        return QSize(self._theme.px(120), self.head_height() if head else self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        picture: Row | Head = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        if isinstance(picture, Head):
            self._head(painter, rect, picture)
        else:
            self._ground(painter, rect, option.state)
            self.row(painter, rect, picture)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        px = self._theme.px
        box = rect.adjusted(px(12), px(6), -px(12), 0)
        count = f"{head.size:,}"
        plain, bold = self._theme.font("small"), self._theme.font("small", bold=True)
        room = box.width() - QFontMetrics(plain).horizontalAdvance(count) - px(12)
        name = QFontMetrics(bold).elidedText(_flat(head.name), Qt.TextElideMode.ElideRight, room)
        painter.setPen(self._theme["ink3"])
        painter.setFont(bold)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(plain)
        if not self._anatomy.above:  # a wide list: the count stays near its name
            box.setLeft(box.left() + QFontMetrics(bold).horizontalAdvance(name) + px(12))
        side = Qt.AlignmentFlag.AlignRight if self._anatomy.above else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), count)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        theme, px = self._theme, self._theme.px
        inner = QRectF(rect).adjusted(px(4), 0.5, -px(4), -0.5)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["chosen" if chosen else "hover"])
            painter.drawRoundedRect(inner, px(6), px(6))
        current = bool(state & QStyle.StateFlag.State_HasFocus) and not chosen
        if current or (chosen and theme.name == "contrast"):  # a ground alone is too faint there
            painter.setPen(QPen(theme["accent" if current else "edge"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), px(5), px(5))

    def row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """Draw what a row says, on its ground."""
        px, anatomy = self._theme.px, self._anatomy
        box = rect.adjusted(px(12), px(4), -px(12), -px(4))
        if row.ticked is not None:
            self._tick(painter, box, row.ticked)
            box.setLeft(box.left() + px(TICK))
        if row.look is not None:
            side = px(16)
            first = self._theme.font("small") if anatomy.above else self._font
            middle = box.top() + _line_height(first) / 2
            draw_mark(painter, row.look.mark, box.left() + side / 2, middle, row.look.colour, px(9))
            if not anatomy.above:
                box.setLeft(box.left() + side + px(4))
        if anatomy.above:
            self._facts_above(painter, box, row)
        else:
            box = self._facts_beside(painter, box, row)
        if anatomy.lead:
            lead = QRect(box.left(), box.top(), px(anatomy.lead), box.height())
            self._fact(painter, lead, row.lead, Qt.AlignmentFlag.AlignLeft)
            box.setLeft(lead.right() + px(8))
        self._words(painter, box, row)

    def _tick(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        px, theme = self._theme.px, self._theme
        side = px(16)
        square = QRectF(box.left() + 0.5, box.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(QPen(theme["accent" if ticked else "edge"], 1))
        painter.setBrush(theme["accent" if ticked else "paper"])
        painter.drawRoundedRect(square, px(4), px(4))
        if ticked:
            draw_icon(painter, "done", square.left(), square.top(), theme["on_accent"], side)

    def _facts_above(self, painter: QPainter, box: QRect, row: Row) -> None:
        px, font = self._theme.px, self._theme.font("small")
        line = QRect(box.left(), box.top(), box.width(), _line_height(font))
        if row.look is not None:
            line.setLeft(line.left() + px(20))
        facts = [_flat(fact) for fact in row.facts]
        rest = "".join(f" · {fact}" for fact in facts[1:])
        if rest:  # the first of several gives way, down to a few letters
            metrics, cut = QFontMetrics(font), Qt.TextElideMode.ElideRight
            room = max(line.width() - metrics.horizontalAdvance(rest), px(48))
            facts[0] = metrics.elidedText(facts[0], cut, room)
        self._fact(painter, line, "".join(facts[:1]) + rest, Qt.AlignmentFlag.AlignLeft)
        box.setTop(line.bottom() + 1)

    def _facts_beside(self, painter: QPainter, box: QRect, row: Row) -> QRect:
        """Draw the facts at the right; what is left for the words."""
        px, font = self._theme.px, self._theme.font("small")
        if not (row.facts or row.starred) or box.width() < px(_NARROW):
            return box
        widest = max((QFontMetrics(font).horizontalAdvance(f) for f in row.facts), default=0)
        width = min(max(widest + px(2), px(140)), box.width() // 3)
        height, first = _line_height(font), _line_height(self._font)
        top = box.top() + (first - height) // 2 + (0 if self._anatomy.lines > 1 else px(1))
        for fact in row.facts:
            line = QRect(box.right() - width + 1, top, width, height)
            self._fact(painter, line, fact, Qt.AlignmentFlag.AlignRight)
            top += height
        left = box.right() - width - px(12)
        if row.starred:
            left -= px(20)
            star_top = box.top() + (first - px(16)) / 2
            draw_icon(painter, "star", left + px(8), star_top, self._theme["ink2"], px(16))
        return QRect(box.left(), box.top(), left - box.left(), box.height())

    def _fact(self, painter: QPainter, line: QRect, fact: str, side: Qt.AlignmentFlag) -> None:
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setPen(self._theme["ink3"])
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        mode = middle if self._anatomy.above else right  # the place at the end stays in sight
        shown = QFontMetrics(font).elidedText(_flat(fact), mode, line.width())
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _words(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme, font = self._theme, self._font
        painter.setPen(theme["ink3" if row.struck else "ink"])
        words, marks = _flat(row.words[:_LONGEST]), row.marks
        if self._anatomy.lines == 1:
            words, marks = in_sight(words, marks, QFontMetricsF(font), box.width())
        marked = QTextCharFormat()
        marked.setFontUnderline(True)
        marked.setBackground(theme["select"])
        font.setStrikeOut(row.struck)
        draw_text(painter, box, words, marks, font, marked, self._anatomy.lines)


def _flat(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _line_height(font: QFont) -> int:
    return round(QFontMetricsF(font).height() * 1.06)


def in_sight(
    words: str, marks: tuple[Span, ...], metrics: QFontMetricsF, width: float
) -> tuple[str, tuple[Span, ...]]:
    """A line and its marks, begun later where the first mark would fall off its end."""
    if not marks or metrics.horizontalAdvance(words[: marks[0].stop]) < 0.9 * width:
        return words, marks
    kept = int(0.35 * width / max(metrics.averageCharWidth(), 1))
    start = max(0, marks[0].start - kept)
    space = words.find(" ", start, marks[0].start)
    start = space + 1 if space >= 0 else start
    by = start - 1  # an ellipsis stands before
    shifted = (Span(m.start - by, m.stop - by) for m in marks if m.start >= start)
    return "…" + words[start:], tuple(shifted)


def draw_text(
    painter: QPainter,
    box: QRect,
    text: str,
    marks: Sequence[Span],
    font: QFont,
    marked: QTextCharFormat,
    lines: int,
) -> None:
    """A text in at most so many lines, the last one cut with an ellipsis."""
    places = [(units(text[: m.start]), units(text[: m.stop])) for m in marks if m.start < len(text)]
    height = _line_height(font)
    layouts: list[tuple[QTextLayout, int]] = []
    whole = _layout(text, font, places, marked)
    whole.beginLayout()
    for number in range(lines):
        line = whole.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, number * height))
        if number == lines - 1 and line.textStart() + line.textLength() < units(text):
            layouts.append((_cut(text, line.textStart(), box, font, places, marked), number))
            line.setNumColumns(0)
    whole.endLayout()
    count = min(whole.lineCount(), lines)
    top = box.top() + (0 if lines > 1 else (box.height() - height) / 2)
    cut = bool(layouts)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    for number in range(count - cut):
        whole.lineAt(number).draw(painter, QPointF(box.left(), top))
    for layout, number in layouts:
        layout.draw(painter, QPointF(box.left(), top + number * height))
    painter.restore()


def _cut(
    text: str,
    start: int,
    box: QRect,
    font: QFont,
    places: Sequence[tuple[int, int]],
    marked: QTextCharFormat,
) -> QTextLayout:
    """The last line that has room: what is left of the text from ``start``, cut."""
    rest = text.encode("utf-16-le", "replace")[2 * start :].decode("utf-16-le", "replace")
    shown = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
    end = units(shown) - 1
    moved = [(max(a - start, 0), min(b - start, end)) for a, b in places if b > start]
    layout = _layout(shown, font, [(a, b) for a, b in moved if a < b], marked)
    layout.beginLayout()
    layout.createLine().setLineWidth(box.width() * 2)
    layout.endLayout()
    return layout


def _layout(
    text: str, font: QFont, places: Sequence[tuple[int, int]], marked: QTextCharFormat
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats = []
    for start, stop in places:
        run = QTextLayout.FormatRange()
        run.start, run.length, run.format = start, stop - start, marked
        formats.append(run)
    layout.setFormats(formats)
    return layout
