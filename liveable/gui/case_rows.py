"""How the table of cases is drawn, walked through, edited, copied and pasted into."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
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

from liveable.gui.case_model import NAME, CaseModel, Index
from liveable.gui.heads import Heads
from liveable.gui.theme import Theme
from liveable.gui.value_fields import Choice, ValueLine, value_field
from liveable.gui.words import tr

_ROW, _NARROW, _WIDE = 28, 72, 220


class CaseRows(QTableView):
    """The table. ``cleared`` is emitted for Delete, ``new_wanted`` for Insert, ``pasted`` with the
    cells of a spreadsheet, ``led_on`` for Enter on what belongs to a case, ``filter_wanted`` for /.
    """

    cleared = Signal()
    new_wanted = Signal()
    pasted = Signal(list)
    led_on = Signal()
    filter_wanted = Signal()

    def __init__(self, theme: Theme, model: CaseModel) -> None:
        super().__init__()
        self.theme, self.cases = theme, model
        self.setModel(model)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.heads = heads = Heads(theme, model, self, held=True)
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
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take up the theme's heights, and give columns the width of what they hold."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.theme.px(_ROW))
        for column in range(self.cases.columnCount()):
            self.setColumnWidth(column, self._width(column))
        self.viewport().update()

    def _width(self, column: int) -> int:
        """The widest of the first rows and the head, within bounds."""
        metrics = QFontMetrics(self.theme.font("body", bold=column == NAME))
        words = {self.cases.said(case, column)[:60] for case in self.cases.cases[:200]}
        widest = max(map(metrics.horizontalAdvance, words), default=0)
        head = self.heads.sectionSizeFromContents(column).width()
        px = self.theme.px
        return max(px(_NARROW), min(px(_WIDE), max(widest + px(20), head)))

    # --- the names stay in sight

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self.heads.held()
        if not width:
            return
        view, panel = self.viewport(), self.theme["panel"]
        painter = QPainter(view)
        painter.fillRect(QRect(0, 0, width, view.height()), panel)
        last = self.rowAt(view.height() - 1)
        stop = last + 1 if last >= 0 else len(self.cases.cases)
        for row in range(max(0, self.rowAt(0)), stop):
            index = self.cases.index(row, NAME)
            option = QStyleOptionViewItem()
            option.rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            self.cells.paint(painter, option, index)
        painter.setPen(QPen(self.theme["edge"], 1))
        painter.drawLine(width - 1, 0, width - 1, view.height())
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the names were scrolled along

    def indexAt(self, pos: QPoint) -> QModelIndex:
        if pos.x() < self.heads.held():
            return self.cases.index(self.rowAt(pos.y()), NAME)
        return super().indexAt(pos)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        under = self.heads.held() - self.columnViewportPosition(index.column())
        if index.column() != NAME and under > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.text() == "/":
            self.filter_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.new_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if self.state() == QAbstractItemView.State.EditingState:
                return  # the field has taken it, and lets it through
            if index.isValid() and index.column() == self.cases.columnCount() - 1:
                self.led_on.emit()
            elif index.isValid():
                self.edit(index)
        else:
            super().keyPressEvent(event)

    def chosen(self) -> list[QModelIndex]:
        """The chosen cells, row by row; the current one where none is chosen."""
        found = self.selectionModel().selectedIndexes()
        if not found and self.currentIndex().isValid():
            found = [self.currentIndex()]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as spreadsheets take them."""
        rows: dict[int, list[str]] = {}
        for index in self.chosen():
            said = str(index.data() or "")
            rows.setdefault(index.row(), []).append(" ".join(said.split()))
        text = "\n".join("\t".join(cells) for cells in rows.values())
        if text:
            QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Tell of the cells on the clipboard."""
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").replace("\r", "\n")
        block = [line.split("\t") for line in text.strip("\n").split("\n")]
        if text.strip():
            self.pasted.emit(block)


class CellDelegate(QStyledItemDelegate):
    """Draws and edits one cell."""

    def __init__(self, rows: CaseRows) -> None:
        super().__init__(rows)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows, theme, px = self._rows, self._rows.theme, self._rows.theme.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["chosen" if chosen else "hover"])
        current = index == rows.currentIndex()
        if current:
            focused = rows.hasFocus()
            painter.setPen(QPen(theme["accent" if focused else "edge"], 2 if focused else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        last = index.column() == rows.cases.columnCount() - 1
        font = theme.font("small" if last else "body", bold=index.column() == NAME)
        painter.setFont(font)
        painter.setPen(theme["ink3" if last else "ink"])
        box = rect.adjusted(px(8), 0, -px(8), 0)
        said = " ".join(str(index.data() or "").split())
        if rows.cases.attribute(index.column()) and said in ("yes", "no"):
            said = tr(said)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._rows.theme.px(_NARROW), self._rows.theme.px(_ROW))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        attribute = self._rows.cases.attribute(index.column())
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        editor = value_field(name, attribute.type if attribute else "text")
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        if isinstance(editor, Choice):
            editor.entered.connect(lambda _value: self._keep(editor))
        return editor

    def _keep(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice | ValueLine) and not editor.property("begun"):
            editor.setProperty("begun", True)  # what is typed stays, whatever changes meanwhile
            editor.show_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            if isinstance(editor, ValueLine):
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.currentData() or "")
        elif isinstance(editor, ValueLine):
            model.setData(index, editor.text().strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)
