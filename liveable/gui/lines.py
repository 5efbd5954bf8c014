"""Lists of one-line rows: a mark, a name with its matched letters, facts at the right, a key.

The rows are made as they come into sight, so a thousand of them cost no more than ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from liveable.gui.parts import Icon, draw_icon, draw_key
from liveable.gui.row_paint import units
from liveable.gui.theme import CodeLook, Theme, draw_mark

Index = QModelIndex | QPersistentModelIndex
_BREAKS = re.compile("[\n\r\u2028\u2029\t\v\f\x85]")
_LONGEST = 400  # characters of a row that are looked at: it has one line


@dataclass(frozen=True, slots=True)
class Line:
    """How one row looks. ``marks`` are places in ``text``, in code points; ``more`` further keys.

    ``said`` is what a screen reader says of it; a ``head`` stands over a group and cannot be
    chosen, nor can what is ``off``.
    """

    text: str
    said: str
    sign: CodeLook | Icon | str = ""
    facts: str = ""
    key: str = ""
    more: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    head: bool = False
    off: bool = False
    done: bool = False


class Lines(QAbstractListModel):
    """Rows of any kind of item, and how each is to look."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[Any] = ()
        self._line: Callable[[Any], Line] = lambda _item: Line("", "")
        self._made: dict[int, Line] = {}

    def show(self, items: Sequence[Any], line: Callable[[Any], Line]) -> None:
        """Show these items instead."""
        self.beginResetModel()
        self.items, self._line = items, line
        self._made.clear()
        self.endResetModel()

    def renew(self) -> None:
        """Look at the same items again."""
        self._made.clear()
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))

    def line(self, row: int) -> Line:
        """How one row looks."""
        line = self._made.get(row)
        if line is None:
            line = self._made[row] = self._line(self.items[row])
        return line

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line(index.row()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.line(index.row()).said
        if role == Qt.ItemDataRole.UserRole:
            return self.line(index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self.line(index.row())
        if line.head or line.off:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren


class LineDelegate(QStyledItemDelegate):
    """Draws a ``Line``."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(120), row_height(self._theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        self._ground(painter, rect, state, line)
        self._write(painter, rect, line)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, line: Line) -> None:
        if line.head or line.off:
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["chosen" if chosen else "hover"])
        radius = self._theme.px(6)
        painter.drawRoundedRect(rect, radius, radius)
        if chosen and self._theme.name == "contrast":  # a ground alone is too faint there
            painter.setPen(QPen(self._theme["edge"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    def _write(self, painter: QPainter, rect: QRect, line: Line) -> None:
        px = self._theme.px
        left, right = rect.left() + px(8), rect.right() - px(8)
        for key in reversed((line.key, *line.more)):
            if key:
                right = self._key(painter, rect, right, key) - px(8)
        if line.done:
            side = px(16)
            icon_top = rect.center().y() - side / 2 + 1
            draw_icon(painter, "done", right - side, icon_top, self._theme["good"], side)
            right -= side + px(8)
        if not line.head:
            self._sign(painter, rect, left, line)
            left += px(24)
        font = self._theme.font("small" if line.head else "body", bold=line.head)
        wanted = QFontMetrics(font).horizontalAdvance(line.text[:_LONGEST]) + px(12)
        if line.facts:
            room = max(right - left - wanted, (right - left) * 2 // 5)
            right = self._facts(painter, rect, right, room, line.facts) - px(12)
        role = "ink3" if line.head or line.off else "ink"
        painter.setPen(self._theme[role])
        shown = QFontMetrics(font).elidedText(
            _BREAKS.sub(" ", line.text[:_LONGEST]),
            Qt.TextElideMode.ElideRight,
            max(right - left, 0),
        )
        layout = laid_out(shown, line.marks, line.text, font)
        top = rect.center().y() - layout.boundingRect().height() / 2 + 1
        layout.draw(painter, QPointF(left, top))

    def _sign(self, painter: QPainter, rect: QRect, left: int, line: Line) -> None:
        theme, side = self._theme, self._theme.px(16)
        middle = rect.center().y() + 1
        if isinstance(line.sign, CodeLook):
            look = line.sign
            draw_mark(painter, look.mark, left + side / 2, middle, look.colour, side * 0.62)
        elif line.sign == "+":
            painter.setPen(QPen(theme["ink2"], 1.3))
            reach = side * 0.22
            painter.drawLine(
                QPointF(left + side / 2 - reach, middle), QPointF(left + side / 2 + reach, middle)
            )
            painter.drawLine(
                QPointF(left + side / 2, middle - reach), QPointF(left + side / 2, middle + reach)
            )
        elif line.sign:
            icon: Icon = line.sign  # type: ignore[assignment]
            draw_icon(painter, icon, left, middle - side / 2, theme["ink2"], side)

    def _facts(self, painter: QPainter, rect: QRect, right: int, room: int, facts: str) -> int:
        font = self._theme.font("small")
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(_BREAKS.sub(" ", facts), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(self._theme["ink3"])
        box = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        return right - width

    def _key(self, painter: QPainter, rect: QRect, right: int, key: str) -> int:
        """A key in its cap, ending at ``right``; returns where it begins."""
        at = QPoint(right, rect.center().y())
        return draw_key(painter, self._theme, key, at, ends=True).left()


def row_height(theme: Theme) -> int:
    """The height of every row."""
    return theme.px(30)


def laid_out(shown: str, marks: Iterable[int], whole: str, font: Any) -> QTextLayout:
    """One line of text, the letters at ``marks`` (places in the whole text) bold and underlined.

    ``shown`` may be the beginning of the whole text with an ellipsis.
    """
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    kept = len(whole) if len(shown) >= len(whole) else len(shown) - 1
    strong = QTextCharFormat()
    strong.setFontWeight(font.Weight.Bold)
    strong.setFontUnderline(True)
    formats = []
    for start, stop in _runs([mark for mark in marks if mark < kept]):
        run = QTextLayout.FormatRange()
        run.start = units(shown[:start])
        run.length = units(shown[start:stop])
        run.format = strong
        formats.append(run)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
