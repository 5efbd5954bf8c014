"""A part of a page that opens under its heading, which says in short what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from liveable.gui.parts import Elided, icon
from liveable.gui.theme import Theme
from liveable.gui.words import tr


class Fold(QWidget):
    """The heading is a button; ``opened`` is emitted with whether the part is now to be seen."""

    opened = Signal(bool)

    def __init__(self, theme: Theme, name: str, inside: QWidget) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self.inside = inside
        self.head = QPushButton(name)
        self.head.setProperty("fold", "1")
        self.head.setCheckable(True)
        self.head.setAutoDefault(False)
        self.head.toggled.connect(self._turn)
        self.said = Elided("", "small")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.head)
        line.addWidget(self.said, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(line)
        box.addWidget(inside)
        theme.changed.connect(self._fit)
        self._turn(False)
        self.say("")

    def say(self, summary: str) -> None:
        """What is chosen, in short."""
        self.said.set_text(summary)
        state = tr("open") if self.head.isChecked() else tr("shut")
        self.head.setAccessibleName(", ".join(p for p in (self._name, summary, state) if p))

    def unfold(self, shown: bool = True) -> None:
        """Open it, or shut it."""
        self.head.setChecked(shown)

    def _turn(self, shown: bool) -> None:
        self.inside.setVisible(shown)
        self._fit()
        self.say(self.said.text())
        self.opened.emit(shown)

    def _fit(self) -> None:
        side = self._theme.px(16)
        self.head.setIcon(icon(self._theme, "open" if self.head.isChecked() else "shut"))
        self.head.setIconSize(QSize(side, side))
