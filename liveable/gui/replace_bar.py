"""Finding words in a text that is edited, and writing others in their place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from liveable.core.spans import Span
from liveable.gui.find_bar import FindBar
from liveable.gui.key_cap import Keys
from liveable.gui.parts import L, S, announce, button, row
from liveable.gui.words import counted, tr

_PAUSE = 250  # ms after the last key before the places are counted again


class _Finding(FindBar):
    """A find bar that passes over parts of words and other spellings, where it is asked to."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.whole = QCheckBox(tr("Whole words"))
        self.exact = QCheckBox(tr("Same capitals and accents"))
        for tick in (self.whole, self.exact):
            tick.toggled.connect(lambda _on: self.look_again())
        self.whole.setChecked(True)

    def look_again(self) -> None:
        """Find again, from the match that was current."""
        if self.isVisible():
            self._search()

    def show_edited(self, text: str, point: int) -> None:
        """Search what was edited meanwhile, without going anywhere."""
        self._text, self._folded, self._from = text, None, point
        self.matches, self.current = self._found(), -1
        self._say()
        self.found.emit()

    def _found(self) -> list[Span]:
        found = super()._found()
        if self.whole.isChecked():
            found = [span for span in found if self._is_whole(span)]
        if self.exact.isChecked():
            typed = self.line.text().split()
            found = [span for span in found if span.of(self._text).split() == typed]
        return found

    def _is_whole(self, span: Span) -> bool:
        text = self._text
        before, after = text[span.start - 1 : span.start], text[span.stop : span.stop + 1]
        first, last = text[span.start], text[span.stop - 1]
        return not (before.isalnum() and first.isalnum()) and not (
            after.isalnum() and last.isalnum()
        )

    def _say(self) -> None:
        super()._say()
        if self.matches and self.current < 0:
            self.count.setText(counted(len(self.matches), "place", "places"))


class ReplaceBar(QWidget):
    """``wanted``: a place to be selected; ``replaced``: places, and the words to stand there;
    ``closed``: the person is done. ``read`` tells the text as it is now, and where the caret is.
    """

    wanted = Signal(object)
    replaced = Signal(list, str)
    closed = Signal()

    def __init__(self, keys: Keys, read: Callable[[], tuple[str, Span]]) -> None:
        super().__init__()
        self._read = read
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._renew)
        self.bar = _Finding(keys)
        self.bar.wanted.connect(self.wanted)
        self.bar.closed.connect(self.leave)
        self.bar.found.connect(self._able)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Write instead"))
        self.line.setAccessibleName(tr("Write instead"))
        self.one = button(tr("Replace"))
        self.all = button(tr("Replace all"))
        self.one.clicked.connect(self.replace)
        self.all.clicked.connect(self.replace_all)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "panel")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, S)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(row(self.line, self.one, self.all, edges=(L, 0, L, 4)))
        box.addWidget(row(self.bar.whole, self.bar.exact, None, edges=(L, 0, L, 0), space=L))
        self.hide()

    def open_at(self, point: int, typed: str = "") -> None:
        """Come into sight; the first match from ``point`` on will be the current one."""
        self.show()
        self.bar.show()
        self.bar.show_edited(self._read()[0], point)
        self.bar.open_at(point, typed)
        self._able()

    def leave(self) -> None:
        """Go out of sight."""
        if self.isVisible():
            self.hide()
            self.bar.hide()
            self.closed.emit()

    def text_changed(self) -> None:
        """The text is another one: places are found again when they are needed."""
        if self.isVisible():
            self._stale = True
            self._soon.start()

    def _renew(self) -> None:
        self._soon.stop()
        if self._stale and self.isVisible():
            self._stale = False
            text, span = self._read()
            self.bar.show_edited(text, span.start)
            self._able()

    def _able(self) -> None:
        for each in (self.one, self.all):
            each.setEnabled(bool(self.bar.matches))

    def next(self) -> None:
        """Go to the next place after the caret."""
        self._renew()
        self.bar.next(self._read()[1].start)

    def previous(self) -> None:
        """Go to the place before the caret."""
        self._renew()
        self.bar.previous(self._read()[1].start)

    def replace(self) -> None:
        """Replace the place that is selected, and go on to the next; else only go there."""
        self._renew()
        span = self._read()[1]
        if span in self.bar.matches:
            self.replaced.emit([span], self.line.text())
            self._stale = True
            self._renew()
            span = self._read()[1]
        if self.bar.matches:
            starts = [match.start for match in self.bar.matches]
            after = next((n for n, at in enumerate(starts) if at >= span.stop), 0)
            self.wanted.emit(self.bar.matches[after])

    def replace_all(self) -> None:
        """Replace every place, and say how many there were."""
        self._renew()
        places = list(self.bar.matches)
        if places:
            self.replaced.emit(places, self.line.text())
            self._stale = True
            self._renew()
            said = tr("Replaced: {places}", places=counted(len(places), "place", "places"))
            self.bar.count.setText(said)
            announce(self.line, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.hasFocus():
            self.replace()
        else:
            super().keyPressEvent(event)
