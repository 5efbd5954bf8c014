"""Finding words in the text that is open: a line, how many there are, and the way from one on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from liveable.core.matches import Folded
from liveable.core.spans import Span
from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.parts import L, S, button, label
from liveable.gui.words import tr


class FindBar(QWidget):
    """``found``: other places are the matches now; ``wanted``: one of them, to be brought into
    sight; ``closed``: the person is done.
    """

    found = Signal()
    wanted = Signal(object)
    closed = Signal()

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.matches: list[Span] = []
        self.current = -1
        self._text = ""
        self._folded: Folded | None = None
        self._from = 0
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find in this text"))
        self.line.setAccessibleName(tr("Find in this text"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._search)
        self.count = label("", "small")
        self.previous_button = button(tr("Previous"), link=True)
        self.next_button = button(tr("Next"), link=True)
        self.close_button = button(tr("Close"), link=True)
        self.previous_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.close_button.clicked.connect(self.leave)
        box = QHBoxLayout(self)
        box.setContentsMargins(L, S, L, S)
        box.setSpacing(S)
        box.addWidget(self.line, 1)
        box.addWidget(self.count)
        for way, command in (
            (self.previous_button, "find.previous"),
            (self.next_button, "find.next"),
        ):
            box.addWidget(way)
            box.addWidget(KeyCap(keys, command))
        box.addWidget(self.close_button)
        box.addWidget(label("Esc", "key"))
        self.hide()

    def show_text(self, text: str) -> None:
        """Search another text from now on."""
        self._text, self._folded = text, None
        self._from = 0
        if self.isHidden():
            self.matches, self.current = [], -1
        else:
            self._search()

    def open_at(self, point: int, typed: str = "") -> None:
        """Come into sight; the first match from ``point`` on will be the current one."""
        self._from = point
        self.show()
        if typed:
            self.line.setText(typed)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._search()

    def leave(self) -> None:
        """Go out of sight; the words stay, for the next time."""
        self.hide()
        self.matches, self.current = [], -1
        self.found.emit()
        self.closed.emit()

    def next(self, point: int | None = None) -> None:
        """Go to the match after the current one, or after ``point``; from the last to the first."""
        self._refind()
        if self.matches:
            place = bisect_right(self._starts(), point) if point is not None else self.current + 1
            self._go(place % len(self.matches))

    def previous(self, point: int | None = None) -> None:
        """Go to the match before."""
        self._refind()
        if self.matches:
            here = max(self.current, 0)
            place = here if point is None else bisect_left(self._starts(), point)
            self._go((place - 1) % len(self.matches))

    def near(self, first: int, last: int) -> list[Span]:
        """The matches that begin in a stretch of the text."""
        starts = self._starts()
        return self.matches[bisect_left(starts, first) : bisect_right(starts, last)]

    def _starts(self) -> list[int]:
        return [match.start for match in self.matches]

    def _refind(self) -> None:
        if not self.matches and self.line.text().strip():
            self.matches = self._found()
            self.found.emit()

    def _found(self) -> list[Span]:
        if self._folded is None:
            self._folded = Folded(self._text)
        return self._folded.places(self.line.text())

    def _search(self) -> None:
        self.matches, self.current = self._found(), -1
        self.found.emit()
        if self.matches:
            self._go(bisect_left(self._starts(), self._from) % len(self.matches))
        self._say()

    def _go(self, match: int) -> None:
        self.current = match
        self._from = self.matches[match].start
        self._say()
        self.wanted.emit(self.matches[match])

    def _say(self) -> None:
        if not self.line.text().strip():
            said = ""
        elif not self.matches:
            said = tr("Not in this text")
        else:
            said = tr("{one} of {all}", one=f"{self.current + 1:,}", all=f"{len(self.matches):,}")
        self.count.setText(said)
        self.line.setAccessibleDescription(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous if back else self.next)()
        else:
            super().keyPressEvent(event)
