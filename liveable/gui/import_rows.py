"""The tables of the import dialog: rows of cells, each an icon, words and perhaps an act."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from liveable.gui.parts import Icon, draw_icon, draw_key
from liveable.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_BREAKS = re.compile("[\n\r\u2028\u2029\t\v\f\x85]+")
_SHORT = 24  # characters that need no tooltip
_MEASURED = 200  # rows that a column is made to fit
_LONGEST = 300  # characters of a cell that are looked at


class Cell(NamedTuple):
    """One cell: an icon, words in a colour role, a sign that it opens a choice, an act with its
    key.
    """

    text: str = ""
    icon: Icon | None = None
    ink: str = "ink"
    bold: bool = False
    right: bool = False
    opens: bool = False
    act: str = ""
    key: str = ""
    words: str = ""  # the words' colour role, where it is not the icon's


class Column(NamedTuple):
    """A head, and how wide its cells are at 100 %; 0 takes what is left. One that ``fits`` is no
    wider than its words need; a ``spare`` one is left out where the others would be cut short.
    """

    head: str
    width: int = 0
    right: bool = False
    fits: bool = False
    spare: bool = False


# Asked for thousands of times, and slow to put together.
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Cells(QAbstractTableModel):
    """Rows whose cells are made when they are seen."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count = 0
        self._cell: Callable[[int, int], Cell] = lambda _row, _column: Cell()
        self._said: Callable[[int], str] = lambda _row: ""

    def show(
        self, count: int, cell: Callable[[int, int], Cell], said: Callable[[int], str]
    ) -> None:
        """Show so many rows; those that were there before stay chosen."""
        self._cell, self._said = cell, said
        before = self._count
        if count > before:
            self.beginInsertRows(QModelIndex(), before, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < before:
            self.beginRemoveRows(QModelIndex(), count, before - 1)
            self._count = count
            self.endRemoveRows()
        self.renew(0, min(count, before) - 1)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Take other columns, without rows."""
        self.beginResetModel()
        self.columns, self._count = tuple(columns), 0
        self.endResetModel()

    def renew(self, first: int, last: int) -> None:
        """Look at some rows again."""
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        return self._cell(row, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.cell(index.row(), index.column()).text
            return text if role == Qt.ItemDataRole.DisplayRole else _plain(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            first = index.column() == 0
            return self._said(index.row()) if first else self.cell(*_place(index)).text
        return None

    def headerData(
        self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if side != Qt.Orientation.Horizontal or not section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        return None


def _place(index: Index) -> tuple[int, int]:
    return index.row(), index.column()


def _plain(text: str) -> str:
    """A tooltip that Qt will not take for HTML; none for what is short."""
    return f"<p>{html.escape(text[:2000])}</p>" if len(text) > _SHORT else ""


class Rows(QTreeView):
    """A table of ``Cells``, by keyboard and mouse.

    ``keys`` says what a key does to a row; a click on a cell calls ``clicked_cell`` with row and
    column, a move to another row ``moved_to``.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column],
        *,
        height: int = 36,
        least: int = 120,
        wide: bool = False,
    ) -> None:
        """``height`` is a row's and ``least`` the free columns' at 100 %; a ``wide`` table scrolls
        sideways where others make their columns narrower.
        """
        super().__init__()
        self.theme = theme
        self._least, self._wide = least, wide
        self.cells = Cells(columns, self)
        self.keys: dict[int, Callable[[int], object]] = {}
        self.clicked_cell: Callable[[int, int], object] = lambda _row, _column: None
        self.moved_to: Callable[[int], object] = lambda _row: None
        self.setAccessibleName(name)
        self.setModel(self.cells)
        self._drawn = _CellDelegate(theme, height, self)
        self.setItemDelegate(self._drawn)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        bars = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            bars.ScrollBarAsNeeded if wide else bars.ScrollBarAlwaysOff
        )
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # The delegate draws the whole row's ground; the style's own would lie under it.
        self.setStyleSheet(
            "QTreeView { selection-background-color: transparent; show-decoration-selected: 0 }"
            "QTreeView::item:selected, QTreeView::item:hover { background: transparent }"
        )
        head = self.header()
        head.setSectionsMovable(False)
        head.setSectionsClickable(False)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(8)
        self.clicked.connect(lambda index: self.clicked_cell(index.row(), index.column()))
        theme.changed.connect(self.fit)

    def row(self) -> int:
        """The row gone to, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Go to a row."""
        self.setCurrentIndex(self.cells.index(row, 0))

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.row() != before.row():
            self.moved_to(now.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.keys.get(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or self.row() < 0 or plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        else:
            act(self.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths; where there is little room spare ones are left out, then
        all give way alike, but those that fit their words last.
        """
        columns = self.cells.columns
        wishes = {at: self._wish(at, column) for at, column in enumerate(columns)}
        widths = self._widths(wishes)
        for at, column in enumerate(columns):
            if column.spare and self._cramped(wishes, widths):
                del wishes[at]
                widths = self._widths(wishes)
        for at in range(len(columns)):
            self.setColumnHidden(at, at not in widths)
            if at in widths:
                self.header().resizeSection(at, widths[at])
        self.header().setFixedHeight(self.theme.px(36))
        self.doItemsLayout()

    def _cramped(self, wishes: dict[int, int], widths: dict[int, int]) -> bool:
        """Whether a column is much narrower than it should be."""
        least = self.theme.px(self._least)
        return any(widths[at] < (wish or least) * 3 // 4 for at, wish in wishes.items())

    def _widths(self, wishes: dict[int, int]) -> dict[int, int]:
        """How wide the columns are that stand beside one another, by what they would have."""
        room = self.viewport().width()
        free = sum(not wish for wish in wishes.values())
        least = self.theme.px(self._least) * free
        fitting = {at: self.cells.columns[at].fits for at in wishes}
        first = sum(wish for at, wish in wishes.items() if fitting[at])
        after = sum(wishes.values()) - first
        scales = [1.0, 1.0]  # of the other columns, of those that fit
        if not self._wide:
            scales[1] = min(1.0, room * 3 / 5 / max(first, 1))
            left = room - int(first * scales[1])
            scales[0] = min(1.0, max(left - least, left // 2) / max(after, 1))
        widths = {at: int(wish * scales[fitting[at]]) for at, wish in wishes.items()}
        rest = max(room - sum(widths.values()), 0)
        return {at: widths[at] if wish else rest // free for at, wish in wishes.items()}

    def _wish(self, at: int, column: Column) -> int:
        """How wide a column would be with room enough."""
        width = self.theme.px(column.width)
        if not column.fits:
            return width
        rows = range(min(self.cells.rowCount(), _MEASURED))
        needed = [self._drawn.needed(self.cells.cell(row, at)) for row in rows]
        head = self.header().sectionSizeHint(at)
        return min(width, max(head, *needed)) if needed else width

    def show_rows(
        self, count: int, cell: Callable[[int, int], Cell], said: Callable[[int], str]
    ) -> None:
        """Show so many rows, with columns that fit them."""
        self.cells.show(count, cell, said)
        if any(column.fits for column in self.cells.columns):
            self.fit()


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, height: int, parent: Rows) -> None:
        super().__init__(parent)
        self._theme, self._height, self._rows = theme, height, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        self._write(painter, option.rect, index.data(Qt.ItemDataRole.UserRole))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The whole row's, cut to this cell."""
        rows, px = self._rows, self._theme.px
        chosen = rows.selectionModel().isRowSelected(index.row(), QModelIndex())
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        rect: QRect = option.rect
        width = max(rows.viewport().width(), rows.header().length())
        left = px(4) - rows.horizontalScrollBar().value()
        whole = QRect(left, rect.top(), width - px(8), rect.height())
        painter.setClipRect(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["chosen" if chosen else "hover"])
        painter.drawRoundedRect(whole, px(6), px(6))
        if chosen and self._theme.name == "contrast":  # a ground alone is too faint there
            painter.setPen(QPen(self._theme["edge"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), px(6), px(6))

    def _write(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        px, theme = self._theme.px, self._theme
        painter.setClipRect(rect)
        left, right = rect.left() + px(8), rect.right() - px(8)
        if cell.icon:
            side = px(16)
            top = rect.center().y() - side / 2 + 1
            draw_icon(
                painter,
                cell.icon,
                left,
                top,
                theme["ink2" if cell.ink == "ink" else cell.ink],
                side,
            )
            left += side + px(8)
        font = theme.font("body", bold=cell.bold)
        metrics = QFontMetrics(font)
        after = self._width_after(cell)
        words = _BREAKS.sub(" ", cell.text[:_LONGEST])
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(right - left - after, 0))
        width = metrics.horizontalAdvance(shown)
        across = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(theme[cell.words or cell.ink])
        box = QRect(left, rect.top(), right - left - after, rect.height())
        plain = Qt.TextFlag.TextSingleLine
        painter.drawText(box, int(across | Qt.AlignmentFlag.AlignVCenter | plain), shown)
        self._write_after(painter, rect, left + width, cell)

    def needed(self, cell: Cell) -> int:
        """How wide a cell is that shows all its words."""
        px, font = self._theme.px, self._theme.font("body", bold=cell.bold)
        icon = px(24) if cell.icon else 0
        words = QFontMetrics(font).horizontalAdvance(cell.text[:_LONGEST])
        return px(16) + icon + words + self._width_after(cell) + 2

    def _width_after(self, cell: Cell) -> int:
        px = self._theme.px
        width = px(20) if cell.opens else 0
        if cell.act:
            metrics = QFontMetrics(self._theme.font("body", bold=True))
            width += metrics.horizontalAdvance(cell.act) + px(8)
        if cell.key:
            width += QFontMetrics(self._theme.font("tiny")).horizontalAdvance(cell.key) + px(28)
        return width

    def _write_after(self, painter: QPainter, rect: QRect, left: int, cell: Cell) -> None:
        px, theme = self._theme.px, self._theme
        if cell.opens:
            side = px(16)
            draw_icon(
                painter, "open", left + px(4), rect.center().y() - side / 2 + 1, theme["ink3"], side
            )
            left += side + px(4)
        if cell.act:
            font = theme.font("body", bold=True)
            painter.setFont(font)
            painter.setPen(theme["accent"])
            left += px(8)
            width = QFontMetrics(font).horizontalAdvance(cell.act)
            box = QRect(left, rect.top(), width + 2, rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), cell.act)
            left += width
        if cell.key:
            at = QPoint(left + px(8), rect.center().y())
            draw_key(painter, self._theme, cell.key, at)
