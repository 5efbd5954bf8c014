"""A field that narrows a list, with its key in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import label
from liveable.gui.theme import Theme

# Under X11 Qt would give a field Ctrl+E, Ctrl+K and more, as Emacs has them: here, commands have.
_OURS = frozenset(getattr(Qt.Key, f"Key_{letter}") for letter in "ACVXYZ")


class FilterField(QLineEdit):
    """``down`` is emitted for the arrow that leads into the list, ``entered`` for Enter; Escape
    empties the field, and ``left`` is emitted when it was empty already. Of the keys with Ctrl it
    takes only those by which everybody edits.
    """

    down = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, what: str, key: str | KeyCap) -> None:
        super().__init__()
        self._theme = theme
        self._cap = label(key, "key") if isinstance(key, str) else key
        self._cap.setParent(self)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setPlaceholderText(what)
        self.setAccessibleName(what)
        if isinstance(key, KeyCap):
            key.changed.connect(self._fit)
        self.textChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setAccessibleDescription(self._cap.text())
        self._cap.setVisible(bool(self._cap.text()) and not self.text())
        self._cap.adjustSize()
        edge = self._theme.px(6)
        self._cap.move(
            self.width() - self._cap.width() - edge, (self.height() - self._cap.height()) // 2
        )
        self.setTextMargins(0, 0, self._cap.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z and event.key() not in _OURS:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
