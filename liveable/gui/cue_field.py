"""The field in which a cue phrase is written or changed, with its places counted below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveable.core.cues import tidied
from liveable.gui.cue_counts import CueCounts
from liveable.gui.filter_field import FilterField
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import M, S, label
from liveable.gui.words import tr
from liveable.gui.work import Work


class CueField(QWidget):
    """``written`` carries a phrase and the cue it stands instead of, or ""; ``left`` follows Escape
    and the arrow that leads on.
    """

    written = Signal(str, str)
    left = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._instead = ""
        self.line = FilterField(
            work.theme, tr("Write a cue phrase"), KeyCap(work.keys, "cues.write")
        )
        self.counts = CueCounts(work, self)
        self.told = label("", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(M, M, M, S)
        box.setSpacing(4)
        box.addWidget(self.line)
        box.addWidget(self.told)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.down.connect(self.left)
        self.line.left.connect(self.leave)
        self.counts.counted.connect(self._tell)
        self._tell()

    def begin(self, phrase: str = "", instead: str = "") -> None:
        """Let a phrase be written, this one to begin with, perhaps instead of a cue."""
        self._instead = instead
        self.line.setText(phrase)
        self.line.setFocus()
        self.line.end(False)
        self._tell()

    @property
    def busy(self) -> bool:
        """Whether somebody is writing."""
        return self.line.hasFocus() and bool(self.line.text() or self._instead)

    def leave(self) -> None:
        """Write nothing, and let the keys go."""
        self._instead = ""
        self.line.clear()
        self._tell()
        self.left.emit()

    def _enter(self) -> None:
        if phrase := tidied(self.line.text()):
            self.written.emit(phrase, self._instead)

    def _typed(self) -> None:
        if phrase := tidied(self.line.text()):
            self.counts.ask((phrase,))
        self._tell()

    def _tell(self) -> None:
        """Say what Enter does, and in how many places the phrase is found."""
        phrase = tidied(self.line.text())
        found = self.counts.said(phrase) if phrase else ""
        how = ""
        if self._instead:
            how = tr("Enter puts it in the place of ‘{cue}’", cue=short(self._instead))
        elif phrase:
            how = tr("Enter takes it as a cue")
        self.told.setText(" · ".join(part for part in (found, how) if part))
        self.told.setVisible(bool(self.told.text()))
        self.line.setAccessibleDescription(self.told.text())


def short(phrase: str) -> str:
    """A phrase, short enough for a sentence."""
    return phrase if len(phrase) <= 40 else f"{phrase[:39]}…"
