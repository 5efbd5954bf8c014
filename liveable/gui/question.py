"""A question before something is lost that nothing would bring back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from liveable.gui.parts import L, M, S, button, label, row


class Question(QDialog):
    """Asks whether to go on; ``then`` is called if so. Escape and Enter both leave all as it is."""

    def __init__(
        self, parent: QWidget, title: str, text: str, yes: str, no: str, then: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._then = then
        self.yes = button(yes)
        self.yes.setAutoDefault(True)  # Enter presses the one that has the keys
        self.yes.clicked.connect(self._go_on)
        self.no = button(no, main=True)
        self.no.setAutoDefault(True)
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(L, M, L, L)
        box.setSpacing(S)
        box.addWidget(label(title, "head", wrap=True))
        box.addWidget(label(text, "quiet", wrap=True))
        box.addSpacing(S)
        box.addWidget(row(None, self.yes, self.no))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.no.setFocus()

    def _go_on(self) -> None:
        self.accept()
        self._then()
