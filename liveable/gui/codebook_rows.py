"""How the codebook's rows are drawn, edited in place, dragged and dropped on."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from liveable.core.codefilter import marked
from liveable.gui import drags
from liveable.gui.codebook_model import CodebookModel
from liveable.gui.lines import laid_out
from liveable.gui.parts import Icon, draw_icon, draw_key
from liveable.gui.theme import Theme, draw_mark
from liveable.gui.words import tr
from liveable.store.queries import CodeRow

Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _STEP, _PAD = 26, 20, 6
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter)


class DropPlace(NamedTuple):
    """Where something would go: before the ``row``-th shown child of ``parent``, or at -1 on it.
    ``mark`` is what to draw: the ``whole`` row, or a line along its top.
    """

    parent: QModelIndex
    row: int
    mark: QRect
    whole: bool = False


class _Editor(QStyledItemDelegate):
    """The line in which a name is changed where it stands."""

    def __init__(self, tree: CodeRows) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._tree.theme.px(120), self._tree.theme.px(_HEIGHT))

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName(tr("Name of the code"))
        field.setProperty("inrow", "1")
        field.setStyleSheet("padding: 0 4px;")  # a row is lower than a field of its own
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data())
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, CodebookModel)
        model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> None:
        row = self._tree.row_rect(index)
        left = self._tree.name_left(index) - self._tree.theme.px(_PAD)
        editor.setGeometry(QRect(left, row.top(), max(row.right() - left, 60), row.height()))


class CodeRows(QTreeView):
    """The tree itself. ``picked`` is emitted for a click or Enter on a code, ``filter_wanted`` when
    / is pressed, ``left_upward`` when Up leaves the first row, ``menu_wanted`` with a global point.
    """

    picked = Signal()
    filter_wanted = Signal()
    left_upward = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: CodebookModel) -> None:
        super().__init__()
        self.theme = theme
        self.codes = model
        self._hover = QPersistentModelIndex()
        self._drop: DropPlace | None = None
        self.setModel(model)
        self.setItemDelegate(_Editor(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # we draw our own
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setAccessibleName(tr("Codes"))
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setIndentation(self.theme.px(_STEP))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # --- where things are

    def row_rect(self, index: Index) -> QRect:
        """The whole row of a code, in the viewport."""
        rect = self.visualRect(index)
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def _slot(self, index: Index) -> int:
        """Where the mark's column begins: in the chevron's, where no sibling needs one."""
        level = self.codes.level(index) + (1 if self.codes.beside_branches(index) else 0)
        room = self.viewport().width() // 2  # however deep, half the row is left to the name
        return min(level * self.indentation(), room)

    def name_left(self, index: Index) -> int:
        """Where a name begins."""
        return self._slot(index) + self.theme.px(_STEP + 4)

    # --- painting

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        model, px = self.codes, self.theme.px
        row = model.row(index)
        rect: QRect = options.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, index)
        slot, middle = self._slot(index), rect.center().y() + 1
        if model.hasChildren(index):
            side = px(16)
            left = min(model.level(index) * self.indentation(), slot - px(_STEP)) + px(2)
            icon: Icon = "open" if self.isExpanded(index) else "shut"
            draw_icon(painter, icon, left, middle - side / 2, self.theme["ink2"], side)
        look = self.theme.code(row.colour)
        retired = row.status == "retired"
        painter.setOpacity(0.55 if retired else 1.0)
        draw_mark(painter, look.mark, slot + px(_STEP) / 2, middle, look.colour, px(10))
        painter.setOpacity(1.0)
        right = self._count(painter, rect, rect.right() - px(8), row)
        right = self._cap(painter, middle, right, model.key(row.uid))
        if retired:
            right = self._word(painter, rect, right - px(8), tr("retired"))
        self._name(painter, rect, self.name_left(index), right - px(8), row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        chosen = self.selectionModel().isSelected(index)
        if not chosen and self._hover != index:
            return
        radius = self.theme.px(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["chosen" if chosen else "hover"])
        painter.drawRoundedRect(rect, radius, radius)
        if chosen and self.theme.name == "contrast":  # a ground alone is too faint there
            painter.setPen(QPen(self.theme["edge"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    def _count(self, painter: QPainter, rect: QRect, right: int, row: CodeRow) -> int:
        """How often it was used, with all below it; of these its own, where there are any."""
        said = f"{row.subtree_codings:,}"
        if row.children and row.codings:
            said = tr("{own} of {whole}", own=f"{row.codings:,}", whole=said)
        font = self.theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(said)
        painter.setFont(font)
        painter.setPen(self.theme["ink2"])
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), _CENTRE, said)
        return right - max(width, self.theme.px(26))

    def _cap(self, painter: QPainter, middle: int, right: int, key: str) -> int:
        if not key:
            return right
        px, at = self.theme.px, QPoint(right - self.theme.px(8), middle)
        return draw_key(painter, self.theme, key, at, ends=True, least=px(23)).left()

    def _word(self, painter: QPainter, rect: QRect, right: int, word: str) -> int:
        font = self.theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(word)
        painter.setFont(font)
        painter.setPen(self.theme["ink3"])
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), _CENTRE, word)
        return right - width

    def _name(self, painter: QPainter, rect: QRect, left: int, right: int, row: CodeRow) -> None:
        font = self.theme.font("body", bold=not row.codable)
        shown = QFontMetrics(font).elidedText(
            row.name, Qt.TextElideMode.ElideRight, max(right - left, 0)
        )
        pieces = self.codes.pieces
        fits = not pieces or self.codes.fits(row.uid)
        dim = row.status == "retired" or not fits
        painter.setPen(self.theme["ink3" if dim else "ink"])
        places = marked(row.name, pieces) if pieces and fits else ()
        layout = laid_out(shown, places, row.name, font)
        top = rect.center().y() - layout.boundingRect().height() / 2 + 1
        layout.draw(painter, QPointF(left, top))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme["accent"], 2))
        if self._drop.whole:
            radius, rect = self.theme.px(6), self._drop.mark.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(rect, radius, radius)
        else:
            painter.drawLine(self._drop.mark.topLeft(), self._drop.mark.topRight())
        painter.end()

    # --- mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover_over(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover_over(QModelIndex())

    def _hover_over(self, index: QModelIndex) -> None:
        if self._hover != index:
            for old in (self._hover, index):
                if old.isValid():
                    self.viewport().update(self.row_rect(old))
            self._hover = QPersistentModelIndex(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.codes.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.row_rect(self.currentIndex())
            at = self.viewport().mapToGlobal(QPoint(row.width() // 3, row.bottom()))
        else:
            at = event.globalPos()
        self.picked.emit()
        self.menu_wanted.emit(at)

    # --- drag and drop

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(self.codes.mimeData([index]))
        drag.setPixmap(self._picture(index))
        drag.setHotSpot(QPoint(self.theme.px(-8), self.theme.px(-4)))
        drag.exec(supportedActions, Qt.DropAction.MoveAction)

    def _picture(self, index: QModelIndex) -> QPixmap:
        """The code as it hangs at the pointer: its mark and name on a small card."""
        px, row = self.theme.px, self.codes.row(index)
        font = self.theme.font("body")
        name = QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideRight, px(220))
        width = QFontMetrics(font).horizontalAdvance(name) + px(36)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(px(_HEIGHT) * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 0.5, width - 1, px(_HEIGHT) - 1)
        painter.setPen(self.theme["edge"])
        painter.setBrush(self.theme["paper"])
        painter.drawRoundedRect(box, px(6), px(6))
        look = self.theme.code(row.colour)
        draw_mark(painter, look.mark, px(14), box.center().y(), look.colour, px(10))
        painter.setFont(font)
        painter.setPen(self.theme["ink"])
        painter.drawText(box.adjusted(px(26), 0, 0, 0), _CENTRE, name)
        painter.end()
        return picture

    def drop_place(self, at: QPoint, between: bool) -> DropPlace:
        """What would be dropped on at a point: a code, or, where allowed, ``between`` two."""
        index = self.indexAt(at)
        if not index.isValid():
            bottom = self._bottom()
            line = QRect(0, bottom, self.viewport().width(), 1)
            return DropPlace(QModelIndex(), self.codes.rowCount(), line)
        rect = self.row_rect(index)
        edge = max(rect.height() // 4, 3)
        after = at.y() > rect.bottom() - edge
        if not between or (at.y() >= rect.top() + edge and not after):
            return DropPlace(index, -1, rect, whole=True)
        left = self._slot(index)
        if after and self.isExpanded(index) and self.codes.hasChildren(index):
            left = self._slot(self.codes.index(0, 0, index))  # the line is above its first child
            return DropPlace(index, 0, QRect(left, rect.bottom() + 1, rect.width() - left, 1))
        y = rect.bottom() + 1 if after else rect.top()
        line = QRect(left, y, rect.width() - left, 1)
        return DropPlace(index.parent(), index.row() + after, line)

    def _bottom(self) -> int:
        last = self.codes.index(self.codes.rowCount() - 1, 0)
        while last.isValid() and self.isExpanded(last) and self.codes.hasChildren(last):
            last = self.codes.index(self.codes.rowCount(last) - 1, 0, last)
        return self.row_rect(last).bottom() + 1 if last.isValid() else 0

    def _dropped_on(self, event: QDropEvent) -> DropPlace | None:
        data = event.mimeData()
        place = self.drop_place(event.position().toPoint(), drags.passage(data) is None)
        able = self.codes.canDropMimeData(data, event.dropAction(), place.row, 0, place.parent)
        return place if able else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(event.mimeData().hasFormat(kind) for kind in self.codes.mimeTypes()):
            event.acceptProposedAction()
            self.setState(QAbstractItemView.State.DraggingState)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # it scrolls at the edges and opens what is hovered over
        self._show_drop(self._dropped_on(event))
        if self._drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        place = self._dropped_on(event)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._show_drop(None)
        if place is None:
            event.ignore()
            return
        event.acceptProposedAction()
        data = event.mimeData()
        self.codes.dropMimeData(data, event.dropAction(), place.row, 0, place.parent)

    def _show_drop(self, place: DropPlace | None) -> None:
        self._drop = place
        self.viewport().update()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        )  # fmt: skip
        if event.text() == "/":
            self.filter_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.picked.emit()
        elif event.key() == Qt.Key.Key_Up and plain and self._at_top():
            self.left_upward.emit()
        else:
            super().keyPressEvent(event)

    def _at_top(self) -> bool:
        return not self.indexAbove(self.currentIndex()).isValid()
