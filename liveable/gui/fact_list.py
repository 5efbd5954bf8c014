"""A short list of things with facts about them: recent projects, snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from liveable.gui.parts import draw_icon, tip
from liveable.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NARROW = 460  # logical pixels at 100 %: below, the facts stand under the name


@dataclass(frozen=True, slots=True)
class Fact:
    """One row. ``trouble`` stands in the place of facts; ``way_out`` is a link after it."""

    path: Path
    name: str
    note: str = ""
    facts: str = ""
    when: str = ""
    trouble: str = ""
    way_out: str = ""

    def said(self) -> str:
        """The whole row in words."""
        parts = (self.name, self.note, self.trouble or self.facts, self.when, self.way_out)
        return ", ".join(part for part in parts if part)


class Facts(QAbstractListModel):
    """The rows of a list; ``set_fact`` changes one when more is known of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Fact] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(str(row.path))
        return row if role == ROW else None

    def set_rows(self, rows: list[Fact]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def set_fact(self, fact: Fact) -> None:
        """Put a row in the place of the one of the same path."""
        for number, row in enumerate(self.rows):
            if row.path == fact.path:
                self.rows[number] = fact
                self.dataChanged.emit(self.index(number), self.index(number))

    def remove(self, path: Path) -> None:
        """Take the row of a path out."""
        for number in reversed(range(len(self.rows))):
            if self.rows[number].path == path:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self.rows[number]
                self.endRemoveRows()


class FactList(QListView):
    """The list: Enter or a click chooses, Delete takes out, arrows move.

    ``left`` is emitted when the arrow up or left is pressed where there is nowhere to go.
    """

    opened = Signal(Path)
    way_out_taken = Signal(Path)
    left = Signal()

    def __init__(self, theme: Theme, name: str, *, single_click: bool = False) -> None:
        super().__init__()
        self.theme = theme
        self.facts = Facts(self)
        self.setModel(self.facts)
        self.setAccessibleName(name)
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._single = single_click
        self.doubleClicked.connect(self._double)
        theme.changed.connect(self._fit)

    def current(self) -> Fact | None:
        """The row chosen."""
        index = self.currentIndex()
        return self.facts.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: list[Fact]) -> None:
        """Show these, with the first chosen."""
        self.facts.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.facts.index(0))

    def narrow(self) -> bool:
        """Whether the facts have to stand under the names."""
        return self.viewport().width() < self.theme.px(_NARROW)

    def row_height(self) -> int:
        """How high one row is."""
        return self.theme.px(56 if self.narrow() else 42)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fact, key = self.current(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_PAD:
            if fact is not None:
                self.opened.emit(fact.path)
        elif key == Qt.Key.Key_Delete and fact is not None:
            self.way_out_taken.emit(fact.path)
        elif key == Qt.Key.Key_Left or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        fact = self.facts.rows[index.row()]
        if fact.way_out and self._way_out_at(index, fact).contains(at):
            self.way_out_taken.emit(fact.path)
        elif self._single:
            self.opened.emit(fact.path)

    def _double(self, index: QModelIndex) -> None:
        if not self._single:
            self.opened.emit(self.facts.rows[index.row()].path)

    def _way_out_at(self, index: QModelIndex, fact: Fact) -> QRect:
        return _places(self, self.visualRect(index), fact).way_out


_PAD = Qt.KeyboardModifier.KeypadModifier
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a row stand."""

    name: QRect
    facts: QRect
    when: QRect
    way_out: QRect


def _places(view: FactList, area: QRect, fact: Fact) -> _Places:
    px = view.theme.px
    inner = area.adjusted(px(14), 0, -px(10), 0)
    link = _width(view.theme.font("small", bold=True), fact.way_out) + px(8) if fact.way_out else 0
    way_out = QRect(inner.right() - link, inner.top(), link, inner.height())
    inner.setRight(inner.right() - link)
    small = view.theme.font("small")
    if view.narrow():
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top() + px(5), inner.width(), half - px(4))
        below = QRect(inner.left(), inner.top() + half, inner.width(), half - px(5))
        when = _width(small, fact.when)
        return _Places(
            top.adjusted(0, 0, 0, 0),
            below.adjusted(0, 0, -when - px(12), 0),
            QRect(below.right() - when, below.top(), when + 1, below.height()),
            way_out,
        )
    when = max((_width(small, row.when) for row in view.facts.rows), default=0)
    right = QRect(inner.right() - when, inner.top(), when + 1, inner.height())
    rest = inner.adjusted(0, 0, -(when + px(20) if when else 0), 0)
    name = _width(view.theme.font(bold=True), fact.name) + px(8)
    if fact.note:
        name += _width(view.theme.font(), fact.note) + px(16)
    said = _width(small, fact.trouble or fact.facts) + (px(24) if fact.trouble else 0) + px(4)
    said = min(said, max(rest.width() - name - px(16), rest.width() // 2))
    return _Places(
        rest.adjusted(0, 0, -said - px(16), 0),
        QRect(rest.right() - said, rest.top(), said + 1, rest.height()),
        right,
        way_out,
    )


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


class _Rows(QStyledItemDelegate):
    """Draws a row: its name, its facts to the right, when it was."""

    def __init__(self, view: FactList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(10, self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fact: Fact = index.data(ROW)
        theme, view = self._view.theme, self._view
        area: QRect = option.rect
        state = option.state
        painter.save()
        ground = None
        if state & _SELECTED and (view.hasFocus() or not view._single):
            ground = theme["chosen"]
        elif state & _HOVERED:
            ground = theme["hover"]
        if ground is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 6, 6)
        if index.row() and ground is None:
            painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), theme["line"])
        self._write(painter, fact, _places(view, area, fact))
        painter.restore()

    def _write(self, painter: QPainter, fact: Fact, places: _Places) -> None:
        theme = self._view.theme
        strong, small = theme.font(bold=True), theme.font("small")
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        side = left if self._view.narrow() else right
        ink = "ink3" if fact.way_out else "ink"
        used = self._text(painter, places.name, fact.name, strong, ink, left)
        if fact.note:
            rest = places.name.adjusted(used + theme.px(12), 0, 0, 0)
            self._text(painter, rest, fact.note, theme.font(), "ink2", left)
        if fact.trouble:
            self._trouble(painter, places.facts, fact.trouble)
        else:
            self._text(painter, places.facts, fact.facts, small, "ink3", side)
        self._text(painter, places.when, fact.when, small, "ink3", left)
        if fact.way_out:
            link = theme.font("small", bold=True)
            self._text(painter, places.way_out, fact.way_out, link, "accent", right)

    def _trouble(self, painter: QPainter, area: QRect, text: str) -> None:
        theme = self._view.theme
        size = theme.px(16)
        top = area.center().y() - size // 2
        draw_icon(painter, "alert", area.left(), top, theme["warn"], size)
        words = area.adjusted(size + theme.px(6), 0, 0, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self._text(painter, words, text, theme.font("small"), "warn", left)

    def _text(
        self, p: QPainter, area: QRect, text: str, font: QFont, role: str, side: Qt.AlignmentFlag
    ) -> int:
        p.setFont(font)
        p.setPen(self._view.theme[role])
        line = " ".join(text.split())
        shown = p.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        p.drawText(area, int(side | Qt.TextFlag.TextSingleLine), shown)
        return p.fontMetrics().horizontalAdvance(shown)
