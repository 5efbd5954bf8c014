"""Controls that stand in one row where there is room, and in two where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from liveable.gui.parts import Edges, L, S
from liveable.gui.theme import Theme


class TwoRows(QWidget):
    """A field, and what stands beside it or, in less than ``wide`` logical pixels, below it."""

    def __init__(
        self,
        theme: Theme,
        field: QWidget,
        beside: QWidget,
        wide: int,
        edges: Edges = (L, S, L, S),
    ) -> None:
        super().__init__()
        self._theme, self._wide = theme, wide
        self._parts = (field, beside)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(*edges)
        self._box.setSpacing(S)
        self._box.addWidget(field, 1)
        self._box.addWidget(beside)
        theme.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        """What two rows need: one is only made where there is room for it."""
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest + 2 * L, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = self.width() >= self._theme.px(self._wide)
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if room else directions.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
