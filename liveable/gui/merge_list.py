"""A long list at the left of a merge's review: what it is about, what happened, what was decided.

Each row is pictured when it comes into sight, so five thousand cost no more than ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from liveable.gui.parts import Icon, draw_icon
from liveable.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_LONGEST = 200  # characters of a line that are looked at
_TALL = 48  # logical pixels of a row at 100 %


@dataclass(frozen=True, slots=True)
class TwoLines:
    """How a row looks: its state as an icon, two lines, and a word at the right.

    ``said`` is the whole row in words.
    """

    name: str
    about: str
    said: str
    icon: Icon = "ring"
    role: str = "ink3"
    word: str = ""


class TwoLineRows(QAbstractListModel):
    """Things of any kind by key, and how each is to look."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[Any] = ()
        self._picture: Callable[[Any], TwoLines] = lambda _item: TwoLines("", "", "")
        self._rows: dict[str, int] = {}

    def show(
        self,
        items: Sequence[Any],
        key: Callable[[Any], str],
        picture: Callable[[Any], TwoLines],
    ) -> None:
        """Show these things instead."""
        self.beginResetModel()
        self.items, self._picture = items, picture
        self._rows = {key(item): row for row, item in enumerate(items)}
        self.endResetModel()

    def row(self, key: str) -> int:
        """Where a thing stands, -1 where it is not shown."""
        return self._rows.get(key, -1)

    def renew(self, first: int, last: int) -> None:
        """Look at some rows again."""
        self.dataChanged.emit(self.index(first), self.index(last))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _ROW:
            return self._picture(self.items[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._picture(self.items[index.row()]).name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._picture(self.items[index.row()]).said
        return None


class TwoLineList(QListView):
    """``moved`` carries the thing gone to (None for none)."""

    moved = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.rows = TwoLineRows(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLineDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        theme.changed.connect(self._fit)

    def show_items(
        self,
        items: Sequence[Any],
        key: Callable[[Any], str],
        picture: Callable[[Any], TwoLines],
        at: str = "",
    ) -> None:
        """Show these, gone to the one of this key or, where it is not among them, to the first."""
        self.rows.show(items, key, picture)
        if items:
            self.go_to_row(max(self.rows.row(at), 0))
        else:
            self.moved.emit(None)

    def current(self) -> Any | None:
        """The thing gone to."""
        index = self.currentIndex()
        return self.rows.items[index.row()] if index.isValid() else None

    def go_to(self, key: str) -> bool:
        """Go to a thing; whether it is shown."""
        row = self.rows.row(key)
        if row >= 0:
            self.go_to_row(row)
        return row >= 0

    def go_to_row(self, row: int) -> None:
        """Go to a row, with the next ones in sight too."""
        index = self.rows.index(row)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(self.rows.index(min(row + 1, self.rows.rowCount() - 1)))
            self.scrollTo(index)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.moved.emit(self.rows.items[now.row()] if now.isValid() else None)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of commands here."""

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _TwoLineDelegate(QStyledItemDelegate):
    """Draws a ``TwoLines``."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        px = self._theme.px
        lines = sum(QFontMetrics(self._theme.font(size)).height() for size in ("body", "small"))
        return QSize(px(120), max(px(_TALL), lines + px(14)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        picture: TwoLines = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        self._write(painter, rect, picture, chosen)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, chosen: bool, over: bool) -> None:
        if not chosen and not over:
            return
        theme, px = self._theme, self._theme.px
        inner = QRectF(rect).adjusted(px(6), 1, -px(6), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["chosen" if chosen else "hover"])
        painter.drawRoundedRect(inner, px(6), px(6))
        if chosen and theme.name == "contrast":  # a ground alone is too faint there
            painter.setPen(QPen(theme["edge"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), px(5), px(5))

    def _write(self, painter: QPainter, rect: QRect, picture: TwoLines, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        side = px(16)
        left, right = rect.left() + px(17), rect.right() - px(17)
        role = "accent" if chosen and picture.role == "ink3" else picture.role
        top = rect.center().y() - side / 2 + 1
        draw_icon(painter, picture.icon, left, top, theme[role], side)
        left += side + px(8)
        small, name = theme.font("small"), theme.font(bold=chosen)
        if picture.word:
            room = (right - left) * 2 // 5
            right -= self._line(painter, _box(rect, left, right), picture.word, small, room) + px(8)
        height, below = QFontMetrics(name).height(), QFontMetrics(small).height()
        first = rect.top() + (rect.height() - height - below - px(1)) // 2
        painter.setPen(theme["ink"])
        painter.setFont(name)
        box = QRect(left, first, right - left, height)
        painter.drawText(box, _LEFT, _cut(picture.name, QFontMetrics(name), box.width()))
        painter.setPen(theme["ink2" if chosen else "ink3"])
        painter.setFont(small)
        box = QRect(left, first + height + px(1), right - left, below)
        painter.drawText(box, _LEFT, _cut(picture.about, QFontMetrics(small), box.width()))

    def _line(self, painter: QPainter, box: QRect, text: str, font: Any, room: int) -> int:
        """A word at the right; how wide it is."""
        metrics = QFontMetrics(font)
        shown = _cut(text, metrics, room)
        painter.setFont(font)
        painter.setPen(self._theme["ink3"])
        painter.drawText(box, _RIGHT, shown)
        return metrics.horizontalAdvance(shown)


_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def _box(rect: QRect, left: int, right: int) -> QRect:
    return QRect(left, rect.top(), right - left, rect.height())


def _cut(text: str, metrics: QFontMetrics, room: int) -> str:
    line = " ".join(text[:_LONGEST].split())
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room, 0))
