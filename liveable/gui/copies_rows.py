"""How the table of copies is drawn and walked through."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from liveable.gui.copies_model import BACK, COPY, READ, WHAT, WHO, CopiesModel, Index, is_known
from liveable.gui.heads import Heads
from liveable.gui.theme import Theme
from liveable.store.copies import CopyOut

_Move = QAbstractItemView.CursorAction
_ROW, _LEAST, _NARROW, _WIDE, _BAR = 30, 64, 100, 240, 72


class CopiesRows(QTableView):
    """The table; ``opened`` carries the copy that Enter was pressed on or that was clicked twice,
    ``moved`` says that another is gone to.
    """

    opened = Signal(object)
    moved = Signal()

    def __init__(self, theme: Theme, model: CopiesModel) -> None:
        super().__init__()
        self.theme, self.copies = theme, model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setProperty("rows", "1")  # their grounds are drawn by the delegate
        heads = Heads(theme, model, self)
        self.setHorizontalHeader(heads)
        heads.sectionPressed.disconnect()  # a head sorts; it does not choose its column
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # where the scroll bars meet
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.fit)
        model.modelReset.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take up the theme's heights; columns get what they hold, and one of them the rest."""
        px = self.theme.px
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        widths = [self._width(column) for column in range(self.copies.columnCount())]
        rest = self.viewport().width() - sum(widths)
        widths[WHAT] += max(rest, 0)
        for column in (WHO, WHAT):  # which give way where there is no room
            less = max(min(-rest, widths[column] - px(_NARROW)), 0)
            widths[column], rest = widths[column] - less, rest + less
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.viewport().update()

    def _width(self, column: int) -> int:
        """The widest of the first rows and the head, within bounds."""
        px = self.theme.px
        metrics = QFontMetrics(self.theme.font("body", bold=column == WHO))
        widest = 0
        for copy in self.copies.copies[:200]:
            bar = px(_BAR + 10) if column == READ and is_known(copy) else 0
            said = self.copies.said(copy, column)[:60]
            widest = max(widest, bar + metrics.horizontalAdvance(said))
        head = self.horizontalHeader().sectionSizeFromContents(column).width()
        return max(px(_LEAST), min(px(_WIDE), max(widest + px(20), head)))

    def current(self) -> CopyOut | None:
        """The copy gone to."""
        return self.copies.at(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.moved.emit()

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row; there is nothing to choose in one."""
        ends = {_Move.MoveHome: 0, _Move.MoveEnd: self.copies.rowCount() - 1}
        if action in ends:
            return self.copies.index(ends[action], WHO)
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copy = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and copy is not None:
            self.opened.emit(copy)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        copy = self.copies.at(self.indexAt(event.position().toPoint()))
        if copy is not None:
            self.opened.emit(copy)


class _Cells(QStyledItemDelegate):
    """Draws one cell: words, and how far a copy is read as a bar beside its number."""

    def __init__(self, rows: CopiesRows) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._rows.theme.px(_NARROW), self._rows.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self._rows.theme, self._rows.theme.px
        rect: QRect = option.rect
        copy: CopyOut = index.data(COPY)
        column = index.column()
        painter.save()
        self._ground(painter, rect, option.state)
        box = rect.adjusted(px(8), 0, -px(8), 0)
        if column == READ and is_known(copy):
            self._bar(painter, box, copy)
            box.setLeft(box.left() + px(_BAR + 10))
        out = copy.returned is None
        font = theme.font("body", bold=column == WHO)
        painter.setFont(font)
        quiet = (column == READ and not is_known(copy)) or (column == BACK and out)
        painter.setPen(theme["ink2" if quiet else "ink"])
        said = " ".join(str(index.data()).split())
        shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._rows.theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["chosen" if chosen else "hover"])
        if chosen and theme.name == "contrast":  # a ground alone is too faint there
            painter.setPen(QPen(theme["edge"], 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _bar(self, painter: QPainter, box: QRect, copy: CopyOut) -> None:
        theme, px = self._rows.theme, self._rows.theme.px
        whole = QRectF(box.left(), box.center().y() - px(2), px(_BAR), px(5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["edge"], 1))
        painter.setBrush(theme["paper"])
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), px(2), px(2))
        if copy.read > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["accent"])
            done = QRectF(whole)
            done.setWidth(max(px(3), whole.width() * min(copy.read, 1)))
            painter.drawRoundedRect(done, px(2), px(2))
