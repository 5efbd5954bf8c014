"""A list to tick things in; nothing ticked means all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QLineF,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from liveable.core import folding
from liveable.gui.parts import Icon, button, draw_icon, row, tip
from liveable.gui.theme import CodeLook, Theme, draw_mark
from liveable.gui.words import tr

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_FILTER_FROM, _ROWS_SHOWN = 12, 8


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to tick. ``above`` are those that bring it in when they are ticked."""

    uid: str
    name: str
    note: str = ""
    above: tuple[str, ...] = ()
    look: CodeLook | None = None
    icon: Icon | None = None


class Ticks(QAbstractListModel):
    """What can be ticked, narrowed by a filter, and what is.

    ``of_parts``: a thing that is partially ticked is one of whose parts some are.
    """

    changed = Signal()
    of_parts = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all: list[Tick] = []
        self.rows: list[Tick] = []
        self.ticked: set[str] = set()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tick = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tick.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.state(tick)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (tick.name, self.said(self.state(tick)), self.note(tick))
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(tick.name)
        return tick if role == ROW else None

    def said(self, state: Qt.CheckState) -> str:
        """A state in words."""
        if state == Qt.CheckState.PartiallyChecked:
            return tr("comes with the one above")
        return tr("ticked") if state == Qt.CheckState.Checked else tr("not ticked")

    def note(self, tick: Tick) -> str:
        """What is said of a thing at the right."""
        return tick.note

    def state(self, tick: Tick) -> Qt.CheckState:
        """Ticked, brought in by one above (partially), or not."""
        if tick.uid in self.ticked:
            return Qt.CheckState.Checked
        if self.ticked.isdisjoint(tick.above):
            return Qt.CheckState.Unchecked
        return Qt.CheckState.PartiallyChecked

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        uid = self.rows[index.row()].uid
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.ticked.add(uid)
        else:
            self.ticked.discard(uid)
        self._tell()
        return True

    def set_rows(self, rows: Iterable[Tick]) -> None:
        """Show other things; ticks of those that are gone go with them."""
        self.beginResetModel()
        self.all = list(rows)
        self.rows = list(self.all)
        self.ticked &= {tick.uid for tick in self.all}
        self.endResetModel()

    def narrow(self, wanted: str) -> None:
        """Show only what has these words in its name."""
        words = folding.fold(wanted).split()
        self.beginResetModel()
        self.rows = [
            tick for tick in self.all if all(word in folding.fold(tick.name) for word in words)
        ]
        self.endResetModel()

    def tick(self, uids: Iterable[str]) -> None:
        """Tick exactly these."""
        self.ticked = set(uids) & {tick.uid for tick in self.all}
        self._tell()

    def _tell(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.changed.emit()


class TickList(QWidget):
    """The list with a filter above it where it is long; Space or a click ticks.

    ``none`` is the word for ticking nothing, which means all where nobody says otherwise.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name: str, ticks: Ticks | None = None, none: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.ticks = ticks or Ticks()
        self.ticks.setParent(self)
        self.view = _View(self)
        self.view.setAccessibleName(name)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter: {name}", name=name))
        self.filter.textChanged.connect(self.ticks.narrow)
        none = none or tr("All again")
        self.none = button(none, link=True)
        self.none.setAccessibleName(f"{none}: {name}")
        self.none.clicked.connect(lambda: self.ticks.tick(()))
        self.foot = row(None, self.none)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.filter)
        box.addWidget(self.view)
        box.addWidget(self.foot)
        self.ticks.changed.connect(self._fit)
        self.ticks.changed.connect(self.changed)
        theme.changed.connect(self._fit)
        self._fit()

    def set_rows(self, rows: Iterable[Tick]) -> None:
        """Show these things to tick."""
        self.ticks.set_rows(rows)
        if self.ticks.rows:
            self.view.setCurrentIndex(self.ticks.index(0))
        self._fit()

    def chosen(self) -> frozenset[str] | None:
        """What is ticked; None for all."""
        return frozenset(self.ticks.ticked) or None

    def _fit(self) -> None:
        self.filter.setVisible(len(self.ticks.all) >= _FILTER_FROM)
        self.foot.setVisible(bool(self.ticks.ticked))
        shown = max(1, min(_ROWS_SHOWN, len(self.ticks.all)))
        self.view.setFixedHeight(shown * self.theme.px(26) + 4)
        self.view.scheduleDelayedItemsLayout()


class _View(QListView):
    def __init__(self, whole: TickList) -> None:
        super().__init__()
        self.setModel(whole.ticks)
        self.setItemDelegate(_Rows(whole, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        whole = self.parent()
        if isinstance(whole, TickList) and whole.ticks.all and not whole.ticks.rows:
            painter, px = QPainter(self.viewport()), whole.theme.px
            painter.setPen(whole.theme["ink2"])
            box = self.viewport().rect().adjusted(px(8), px(4), -px(8), 0)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, tr("Nothing of this name."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._turn(self.indexAt(event.position().toPoint()))

    def _turn(self, index: QModelIndex) -> None:
        if index.isValid():
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self.model().setData(index, wanted, Qt.ItemDataRole.CheckStateRole)


class _Rows(QStyledItemDelegate):
    """Draws a box, a code's mark, a name and a count."""

    def __init__(self, whole: TickList, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole, self._theme = whole, whole.theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(10, self._theme.px(26))

    def editorEvent(self, *_args: object) -> bool:
        return False  # the view ticks, wherever in the row one clicks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self._theme, self._theme.px
        tick: Tick = index.data(ROW)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self.parent()
        focused = isinstance(view, QWidget) and view.hasFocus()
        ground = None
        if option.state & QStyle.StateFlag.State_Selected and focused:
            ground = theme["chosen"]
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = theme["hover"]
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area.adjusted(1, 0, -1, 0), 6, 6)
        x = area.left() + px(6) + px(14) * min(len(tick.above), 6)
        self._box(painter, x, area.center().y() + 0.5, state)
        x += px(22)
        if tick.look is not None:
            look = tick.look
            draw_mark(painter, look.mark, x + px(5), area.center().y() + 0.5, look.colour, px(9))
            x += px(16)
        if tick.icon is not None:
            top = area.center().y() - px(16) / 2 + 0.5
            draw_icon(painter, tick.icon, x, top, theme["ink2"], px(16))
            x += px(20)
        small = theme.font("small")
        painter.setFont(small)
        painter.setPen(theme["ink3"])
        note = self._whole.ticks.note(tick)
        count = painter.fontMetrics().horizontalAdvance(note) + px(8)
        count = min(count, area.width() // 2)
        right = QRect(area.right() - count, area.top(), count - px(6), area.height())
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        note = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, middle | int(Qt.AlignmentFlag.AlignRight), note)
        painter.setFont(theme.font(bold=state == Qt.CheckState.Checked))
        painter.setPen(theme["ink"])
        words = QRect(x, area.top(), right.left() - x - px(8), area.height())
        name = " ".join(tick.name.split())
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)
        painter.restore()

    def _box(self, painter: QPainter, x: float, y: float, state: Qt.CheckState) -> None:
        theme, side = self._theme, self._theme.px(14)
        on = state == Qt.CheckState.Checked
        painter.setPen(QPen(theme["accent" if on else "edge"], 1))
        painter.setBrush(theme["accent" if on else "paper"])
        painter.drawRoundedRect(QRectF(x + 0.5, y - side / 2, side - 1, side - 1), 3, 3)
        if state == Qt.CheckState.PartiallyChecked and self._whole.ticks.of_parts:
            painter.setPen(QPen(theme["ink"], 2))
            painter.drawLine(QLineF(x + side * 0.28, y, x + side * 0.72, y))
        elif state != Qt.CheckState.Unchecked:
            role = "on_accent" if on else "ink3"
            draw_icon(painter, "done", x + 0.5, y - side / 2 - 0.5, theme[role], side)
