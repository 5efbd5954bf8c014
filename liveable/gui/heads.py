"""The heads of a table that can be sorted: names of columns, their kind, the sign of the order."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from liveable.gui.parts import draw_icon
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_ROW = 28


class Headed(Protocol):
    """A table that names its columns; ``sorted_by`` is the column it is in order of."""

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column, and which way."""
        ...

    def head(self, section: int) -> str:
        """The name of a column."""
        ...

    def kind(self, section: int) -> str:
        """What is in a column, to stand after its name; "" where that goes without saying."""
        ...


class Heads(QHeaderView):
    """A click on one is told by ``sectionClicked``; whoever listens sorts. With ``held`` the first
    one stays in sight when the others are scrolled away, where it leaves room for them.
    """

    def __init__(self, theme: Theme, model: Headed, parent: QWidget, held: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._model = theme, model
        self._held = held
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setAccessibleName(tr("Columns"))

    def sectionSizeFromContents(self, section: int) -> QSize:
        px = self._theme.px
        name, kind = self._words(section)
        bold = QFontMetrics(self._theme.font("small", bold=True)).horizontalAdvance(name)
        plain = QFontMetrics(self._theme.font("small")).horizontalAdvance(kind)
        return QSize(bold + plain + px(20 + 16 + (6 if kind else 0)), px(_ROW))

    def held(self) -> int:
        """How wide the first column lies over the others; 0 where it does not."""
        width = self.sectionSize(0) if self.count() else 0
        return width if self._held and self.offset() and width * 2 < self.width() else 0

    def section_at(self, at: QPoint) -> int:
        """The column whose head is seen at a point; -1 for none."""
        return 0 if at.x() < self.held() else self.logicalIndexAt(at)

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        if self._held:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if width := self.held():
            painter = QPainter(self.viewport())
            box = QRect(0, 0, width, self.viewport().height())
            painter.fillRect(box, self._theme["panel"])
            self.paintSection(painter, box, 0)
            painter.setPen(QPen(self._theme["edge"], 1))
            painter.drawLine(box.topRight(), box.bottomRight())
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.held():
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.sectionClicked.emit(0)

    def _words(self, section: int) -> tuple[str, str]:
        return " ".join(self._model.head(section).split()), self._model.kind(section)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, px = self._theme, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, kind = self._words(section)
        box = rect.adjusted(px(8), 0, -px(8), 0)
        column, order = self._model.sorted_by
        if column == section:
            sign = "open" if order == Qt.SortOrder.DescendingOrder else "up"
            self._arrow(painter, box, sign == "up")
            box.setRight(box.right() - px(16))
        bold, plain = theme.font("small", bold=True), theme.font("small")
        painter.setFont(bold)
        painter.setPen(theme["ink2"])
        metrics = QFontMetrics(bold)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        box.setLeft(box.left() + metrics.horizontalAdvance(shown) + px(6))
        painter.setFont(plain)
        painter.setPen(theme["ink3"])
        if kind and box.width() > px(24):
            said = QFontMetrics(plain).elidedText(kind, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.setPen(QPen(theme["line"], 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _arrow(self, painter: QPainter, box: QRect, up: bool) -> None:
        side = self._theme.px(14)
        painter.save()
        painter.translate(box.right() - side / 2, box.center().y() + 1)
        painter.scale(1, -1 if up else 1)
        draw_icon(painter, "open", -side / 2, -side / 2, self._theme["ink2"], side)
        painter.restore()
