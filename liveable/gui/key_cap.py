"""Keys in sight: what is written on a command's key cap, as a person has it now."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from liveable.gui.commands import BY_NAME
from liveable.gui.kept import Kept
from liveable.gui.keys import keys_of, shown
from liveable.settings import Settings


class Keys(QObject):
    """The first key of each command: the usual one, or with ``kept`` the one a person chose.

    ``changed`` is emitted when any of them is another now.
    """

    changed = Signal()

    def __init__(self, kept: Kept | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._settings = kept.now if kept else Settings(person_uid="")
        if kept is not None:
            kept.changed.connect(self._take)

    def _take(self) -> None:
        assert self._kept is not None
        before, self._settings = self._settings.keys, self._kept.now
        if self._settings.keys != before:
            self.changed.emit()

    def sequences(self, command: str) -> list[QKeySequence]:
        """A command's keys, as a person chose them."""
        return keys_of(BY_NAME[command], self._settings)

    def __call__(self, command: str) -> str:
        """A command's key as it is written on this system's keyboards, "" if it has none."""
        found = keys_of(BY_NAME[command], self._settings)
        return shown(found[0]) if found else ""


class KeyCap(QLabel):
    """A command's key. Without one it is gone, and so is ``about``, the words that explain it.

    ``changed`` is emitted when another key stands on it.
    """

    changed = Signal()

    def __init__(self, keys: Keys, command: str, about: QWidget | None = None) -> None:
        super().__init__()
        self._keys, self._command, self._about = keys, command, about
        self.setProperty("t", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._show()
        keys.changed.connect(self._show)

    def show_command(self, command: str) -> None:
        """Show the key of another command."""
        self._command = command
        self._show()

    def _show(self) -> None:
        self.setText(self._keys(self._command))
        for part in (self, self._about):
            if part is not None and (part.parent() is not None or not self.text()):
                part.setVisible(bool(self.text()))  # one without a parent would be a window
        self.changed.emit()
