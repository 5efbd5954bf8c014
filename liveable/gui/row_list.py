"""A long list of rows under heads: virtual, by keyboard and mouse, never silent when empty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from liveable.core.grouped import Grouped
from liveable.gui.parts import L, S, column, label
from liveable.gui.parts import row as beside
from liveable.gui.row_model import Index, Row, RowModel
from liveable.gui.row_paint import TICK, Anatomy, RowDelegate
from liveable.gui.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction


class RowList(QTableView):
    """Items under heads. ``moved`` carries the item gone to (None for none), ``opened`` the one
    that Enter was pressed on or that was clicked twice, ``ticked`` the items Space was pressed on.
    """

    moved = Signal(object)
    opened = Signal(object)
    ticked = Signal(list)

    def __init__(
        self,
        theme: Theme,
        name: str,
        anatomy: Anatomy,
        *,
        many: bool = False,
        drawn: type[RowDelegate] = RowDelegate,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.rows = RowModel(self)
        self._delegate = drawn(theme, anatomy, self)
        self._uid: Callable[[Any], str] = str
        self.setAccessibleName(name)
        self.setProperty("rows", "1")  # their grounds are drawn by the delegate
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._empty = self._word_for_empty()
        self.rows.rowsInserted.connect(self._came)
        self.rows.rowsRemoved.connect(self._show_empty)
        theme.changed.connect(self._fit)
        self._fit()

    # --- what is shown

    def show_items(
        self, grouped: Grouped[Any], uid: Callable[[Any], str], row: Callable[[Any], Row]
    ) -> None:
        """Show other items; what was gone to and chosen stays so where it is still there."""
        at, chosen = self.current(), [self._uid(item) for item in self.chosen()]
        before = self._uid(at) if at is not None else ""
        top = self.verticalScrollBar().value()
        self._uid = uid
        self.rows.show(grouped, uid, row)
        self._fit()
        kept = before if before in grouped else ""
        if kept:
            self.go_to(kept)
            self.verticalScrollBar().setValue(top)
            if len(chosen) > 1:
                self.choose(chosen)
        elif before:
            self.moved.emit(None)

    def say_empty(self, text: str, key: str = "") -> None:
        """What is said where there are no rows, with the key that would fill the list."""
        self._why.setText(text)
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self.setAccessibleDescription(f"{text} {key}".strip() if not len(self.rows.grouped) else "")
        self._show_empty()

    def _word_for_empty(self) -> QWidget:
        self._why = label("", "quiet", wrap=True)
        self._key = label("", "key")
        empty = column(self._why, beside(self._key, None), None, space=S, edges=(L, L, L, L))
        empty.setParent(self.viewport())
        empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return empty

    def _show_empty(self) -> None:
        none = not len(self.rows.grouped)
        self._empty.setVisible(none)
        self._empty.setGeometry(self.viewport().rect())

    def _fit(self) -> None:
        """Take the theme's heights: one for all rows, another for the heads."""
        down = self.verticalHeader()
        tall, head = self._delegate.row_height(), self._delegate.head_height()
        down.setMinimumSectionSize(1)
        down.setDefaultSectionSize(tall)
        down.blockSignals(True)  # one word for all heads, not one for each
        for at in self.rows.grouped.heads():
            down.resizeSection(at, head)
        down.blockSignals(False)
        self.verticalScrollBar().setSingleStep(tall)
        self.updateGeometries()
        self.viewport().update()
        self._show_empty()

    def _came(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._show_empty()
        if last > first:
            heads = self.rows.grouped.heads()
            for at in heads[bisect_left(heads, first) : bisect_right(heads, last)]:
                self.verticalHeader().resizeSection(at, self._delegate.head_height())

    # --- what is chosen

    def current(self) -> Any | None:
        """The item gone to."""
        return self.rows.item(self.currentIndex().row())

    def chosen(self) -> list[Any]:
        """The chosen items in order."""
        selection = self.selectionModel().selection()
        ranges = sorted((r.top(), r.bottom()) for r in selection)  # type: ignore[attr-defined]
        found = (self.rows.item(at) for top, bottom in ranges for at in range(top, bottom + 1))
        return [item for item in found if item is not None]

    def count_chosen(self) -> int:
        """How many items are chosen, without looking at each."""
        selection, heads = self.selectionModel().selection(), self.rows.grouped.heads()
        return sum(
            r.height() - (bisect_right(heads, r.bottom()) - bisect_left(heads, r.top()))
            for r in selection  # type: ignore[attr-defined]
        )

    def go_to(self, uid: str) -> None:
        """Go to an item by name, if it is there."""
        at = self.rows.grouped.row(uid)
        if at is not None:
            self.setCurrentIndex(self.rows.index(at))

    def go_first(self) -> None:
        """Go to the first item."""
        heads = self.rows.grouped.heads()
        if heads:
            self.setCurrentIndex(self.rows.index(heads[0] + 1))

    def choose(self, uids: list[str]) -> None:
        """Choose these items, besides the one gone to."""
        for uid in uids:
            at = self.rows.grouped.row(uid)
            if at is not None:
                self.selectionModel().select(self.rows.index(at), _Flag.Select)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        at = now.row()
        if at > 0 and self.rows.grouped.is_head(at - 1):  # the first of a group is seen under it
            self.scrollTo(self.rows.index(at - 1))
            self.scrollTo(now)
        self.moved.emit(self.rows.item(at))

    # --- keys and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() is not None and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), _Flag.Select)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        grouped = self.rows.grouped
        if action in (_Move.MoveHome, _Move.MoveEnd) and len(grouped):
            return self.rows.index(1 if action == _Move.MoveHome else len(grouped) - 1)
        found = super().moveCursor(action, modifiers)
        if found.isValid() and grouped.is_head(found.row()):  # a page ends on a head
            step = 1 if action in (_Move.MovePageDown, _Move.MoveDown) else -1
            at = found.row() + step
            return self.rows.index(at if 0 < at < len(grouped) else found.row() + 1)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, plain = (
            self.current(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ),
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and item is not None:
            self.opened.emit(item)
        elif event.key() == Qt.Key.Key_Space and plain and item is not None:
            self.ticked.emit(self.chosen() or [item])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        item = self.rows.item(at.row())
        on_box = event.position().x() < self._theme.px(12 + TICK)
        if item is not None and on_box and event.button() == Qt.MouseButton.LeftButton:
            self.ticked.emit([item])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.rows.item(self.indexAt(event.position().toPoint()).row())
        if item is not None:
            self.opened.emit(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_empty()
