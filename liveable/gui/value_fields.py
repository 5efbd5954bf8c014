"""Fields for one value of an attribute, and for one choice of a few: quiet until something is
entered, safe from the wheel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit

from liveable.gui.combo import Combo
from liveable.gui.words import tr

HINTS = {"number": "a number", "date": "a date, as 2025-03-18"}


class Choice(Combo):
    """One of a few. ``entered`` carries the value a person picked, never one that was shown."""

    entered = Signal(str)

    def __init__(self, options: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for value, name in options:
            self.addItem(name, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda _row: self.entered.emit(str(self.currentData() or "")))

    def show_value(self, value: str) -> None:
        """Show a value; one that is none of the options is put among them."""
        at = self.findData(value)
        if at < 0:
            self.addItem(value, value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page that is scrolled must not change what it passes over


class ValueLine(QLineEdit):
    """A value to type. ``entered`` carries it when the field is left or Enter is pressed; Escape
    brings back what was shown.
    """

    entered = Signal(str)

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self._shown = ""
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self._enter)

    def show_value(self, value: str) -> None:
        """Show a value, unless another is being typed."""
        self._shown = value
        if not (self.hasFocus() and self.isModified()):
            self.setText(value)
            self.setCursorPosition(0)

    def _enter(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.entered.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


YES_OR_NO: Sequence[tuple[str, str]] = (("", "–"), ("yes", "yes"), ("no", "no"))
ValueField = ValueLine | Choice


def value_field(name: str, type_: str) -> ValueField:
    """A field for an attribute of a type."""
    field: ValueField
    if type_ == "boolean":
        field = Choice([(value, tr(said)) for value, said in YES_OR_NO])
    else:
        field = ValueLine(tr(HINTS[type_]) if type_ in HINTS else "")
    field.setProperty("quiet", "1")
    field.setAccessibleName(name)
    return field
