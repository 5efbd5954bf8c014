"""How the corpus is drawn and edited: the tree's rows, their hover, their opening, their names."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from liveable.gui.corpus_model import CorpusModel, Index
from liveable.gui.drags import files_in
from liveable.gui.parts import Icon, draw_icon
from liveable.gui.theme import Theme
from liveable.gui.words import tr
from liveable.store.corpus import CorpusRow

_ROW, _STEP, _ICON, _BAR = 28, 20, 16, 40
_WIDE = 300  # from here on there is room for counts of codings
_KIND_ICONS: dict[str, Icon] = {
    "interview": "interview",
    "diary": "diary",
    "focus-group": "focus-group",
    "field-notes": "field-notes",
    "survey": "survey",
}


class CorpusRows(QTreeView):
    """The tree. ``wanted`` is emitted for a document clicked or entered, ``typed`` with letters
    typed into it, ``files_dropped`` with paths from outside.
    """

    wanted = Signal(str)
    typed = Signal(str)
    files_dropped = Signal(list)

    def __init__(self, theme: Theme, model: CorpusModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.corpus = model
        self.shown = ""  # the document in the middle: its name is bold
        self._hover = ""
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)  # rows are drawn by hand, with an indentation of their own
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.names = NameDelegate(self)
        self.setItemDelegate(self.names)

    # --- drawing

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        self._ground(painter, rect, index)
        uid = self.corpus.uid(index)
        row = self.corpus.whole.documents.get(uid)
        if row is None:
            self._folder(painter, rect, index, uid)
        else:
            self._document(painter, rect, index, row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        selection = self.selectionModel()
        chosen = selection.isSelected(index)
        if chosen or self.corpus.uid(index) == self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme["chosen" if chosen else "hover"])
            painter.drawRoundedRect(rect, self.theme.px(6), self.theme.px(6))
        several = len(selection.selectedRows()) != 1 or not chosen
        outlined = several and self.hasFocus() and index == self.currentIndex()
        if outlined or (chosen and self.theme.name == "contrast"):
            painter.setPen(QPen(self.theme["accent" if outlined else "edge"], 2 if outlined else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), self.theme.px(6), self.theme.px(6))

    def _folder(self, painter: QPainter, rect: QRect, index: Index, uid: str) -> None:
        px = self.theme.px
        side = px(_ICON)
        sign: Icon = "open" if self.isExpanded(index) else "shut"
        middle = rect.center().y() + 1 - side / 2
        if self.corpus.rowCount(index):
            draw_icon(painter, sign, self._left(index), middle, self.theme["ink2"], side)
        some, all_ = self.corpus.shares.get(uid, (0, 0))
        right = rect.right() - px(8)
        if all_:
            said = tr("{n} of {all}", n=some, all=all_)
            right = self._facts(painter, rect, right, said) - px(8)
        name = self.corpus.whole.folders[uid].name
        self._name(painter, self.name_rect(index, right), name, bold=True)

    def _document(self, painter: QPainter, rect: QRect, index: Index, row: CorpusRow) -> None:
        px, side = self.theme.px, self.theme.px(_ICON)
        middle = rect.center().y() + 1 - side / 2
        sign = _KIND_ICONS.get(row.kind, "field-notes")
        draw_icon(painter, sign, self._left(index), middle, self.theme["ink2"], side)
        right = rect.right() - px(8)
        if row.done:
            draw_icon(painter, "done", right - side, middle, self.theme["good"], side)
        else:
            bar = QRectF(right - px(_BAR), rect.center().y(), px(_BAR), px(3))
            self._progress(painter, bar, row, chosen=self.selectionModel().isSelected(index))
        bold = row.uid == self.shown
        right -= (side if row.done else px(_BAR)) + px(8)
        name = self.name_rect(index, right)
        if rect.width() >= px(_WIDE) and (codings := self.corpus.codings(row.uid)):
            font = self.theme.font("body", bold=bold)
            end = rect.right() - px(_BAR + 16)  # in one column, whether ticked or barred
            wide = QFontMetrics(font).horizontalAdvance(row.name) + name.left() + px(64)
            if wide < end:
                self._facts(painter, rect, end, f"{codings:,}")
        self._name(painter, name, row.name, bold=bold)

    def _progress(self, painter: QPainter, bar: QRectF, row: CorpusRow, *, chosen: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        radius = bar.height() / 2
        ground = self.theme["edge" if chosen else "line"]
        ground.setAlphaF(0.35 if chosen else 1)
        self._bar(painter, bar, ground, radius)
        if row.share > 0:
            read = QRectF(bar)
            read.setWidth(max(bar.height() + 1, bar.width() * row.share))
            self._bar(painter, read, self.theme["ink2"], radius)

    @staticmethod
    def _bar(painter: QPainter, bar: QRectF, colour: QColor, radius: float) -> None:
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, radius, radius)

    def _facts(self, painter: QPainter, rect: QRect, right: int, said: str) -> int:
        """Words that end at ``right``; returns where they begin."""
        font = self.theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(said)
        painter.setFont(font)
        painter.setPen(self.theme["ink3"])
        box = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), said)
        return right - width

    def _name(self, painter: QPainter, box: QRect, name: str, *, bold: bool) -> None:
        font = self.theme.font("body", bold=bold)
        painter.setFont(font)
        painter.setPen(self.theme["ink"])
        said = " ".join(name.split())  # a name may hold line breaks
        shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown
        )

    def _left(self, index: Index) -> int:
        return self.theme.px(4 + _STEP * self.corpus.depth(index))

    def name_rect(self, index: Index, right: int | None = None) -> QRect:
        """Where the name of a row stands, up to ``right``."""
        rect = self.visualRect(index)
        is_folder = self.corpus.uid(index) in self.corpus.whole.folders
        left = self._left(index) + self.theme.px(_ICON + (4 if is_folder else 8))
        right = self.viewport().width() if right is None else right
        return QRect(left, rect.top(), max(0, right - left), rect.height())

    # --- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._on_arrow(index, event.position()):
            if event.button() == Qt.MouseButton.LeftButton:
                self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and not (plain and index.isValid()):
            self._pressed = ""
        else:
            self._pressed = self.corpus.uid(index)

    _pressed = ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        uid = self.corpus.uid(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and uid and uid == self._pressed:
            self._want(uid)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.corpus.uid(index) in self.corpus.whole.folders:
            self.setExpanded(index, not self.isExpanded(index))

    def _on_arrow(self, index: Index, at: QPointF) -> bool:
        if self.corpus.uid(index) not in self.corpus.whole.folders:
            return False
        return 0 <= at.x() - self._left(index) <= self.theme.px(_ICON + 2)

    def _want(self, uid: str) -> None:
        if uid in self.corpus.whole.documents:
            self.wanted.emit(uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() == QAbstractItemView.State.EditingState:
                return  # the field has taken it, and lets it through
            index = self.currentIndex()
            if self.corpus.uid(index) in self.corpus.whole.folders:
                self.setExpanded(index, not self.isExpanded(index))
            self._want(self.corpus.uid(index))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)  # letters go to the filter, which finds them anywhere in a name

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_at(None)
        super().leaveEvent(event)

    def _hover_at(self, at: QPoint | None) -> None:
        uid = "" if at is None else self.corpus.uid(self.indexAt(at))
        if uid != self._hover:
            self._hover = uid
            self.viewport().update()

    # --- files from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if files_in(event):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if files := files_in(event):
            event.acceptProposedAction()
            self.files_dropped.emit(files)
        else:
            super().dropEvent(event)


class NameDelegate(QStyledItemDelegate):
    """Edits a name in its place. ``renamed`` carries a uid and the name typed."""

    renamed = Signal(str, str)

    def __init__(self, rows: CorpusRows) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._rows.theme.px(80), self._rows.theme.px(_ROW))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Name"))
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
        return editor

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """What is typed stays, whatever changes in the model meanwhile."""

    def setModelData(self, editor: QWidget, _model: QObject, index: Index) -> None:
        name = cast(QLineEdit, editor).text().strip()
        if name and name != index.data(Qt.ItemDataRole.EditRole):
            self.renamed.emit(self._rows.corpus.uid(index), name)

    def updateEditorGeometry(
        self, editor: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = self._rows.name_rect(index)
        pad = self._rows.theme.px(9)  # the field's own border and padding, so that the text stays
        editor.setGeometry(box.adjusted(-pad, 0, 0, 0))
