"""What stands over a text: its name, what it is, how far it is read. And what stands there when
there is none.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.page import GUTTER
from liveable.gui.page_style import EDGE
from liveable.gui.parts import Elided, M, S, label
from liveable.gui.theme import Theme
from liveable.gui.words import KINDS, counted, said_date, tr
from liveable.store.reading import Facts

_WIDE = 480  # logical pixels at 100 %: below, there is one line for the name alone


def said_facts(facts: Facts) -> str:
    """The line of facts under the name."""
    words = (
        tr(KINDS.get(facts.kind, facts.kind)),
        " / ".join(facts.folder),
        said_date(facts.date),
        counted(facts.words, "word", "words"),
        counted(facts.paragraphs, "paragraph", "paragraphs"),
    )
    return " · ".join(word for word in words if word)


class DocumentHead(QWidget):
    """Name and facts on the left, the reading progress on the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said = ""
        self._passes = True
        self.name = Elided("", "title")
        self.name.setAccessibleName(tr("Name of the document"))
        self.facts = Elided("", "small")
        self.facts.setAccessibleName(tr("Facts of the document"))
        self.progress = label("", "small")
        self.progress.setAccessibleName(tr("How far you have read"))
        self._bar = Bar(theme)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.name, 1)
        top.addWidget(self.progress)
        top.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(1)
        self._box.addLayout(top)
        self._box.addWidget(self.facts)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self._share()
        self._box.setContentsMargins(px(GUTTER) + EDGE, px(M), px(20), px(10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Where it is narrow the name has the line to itself, and progress goes to the facts."""
        wide = self.width() >= self._theme.px(_WIDE)
        self.progress.setVisible(wide)
        self._bar.setVisible(wide)
        said = [
            "" if self._passes else tr("Left out by the filter"),
            "" if wide else self.progress.text(),
            self._said,
        ]
        self.facts.set_text(" · ".join(filter(None, said)))

    def show_passing(self, passes: bool) -> None:
        """Say so where the document is open though the lists leave it out."""
        if passes != self._passes:
            self._passes = passes
            self._share()

    def show_facts(self, facts: Facts, read_to: int, length: int) -> None:
        """Show a document's facts; ``read_to`` is the paragraph read up to, 0 for none."""
        self.name.set_text(" ".join(facts.name.split()))
        if facts.read:
            said = tr("Read")
        elif facts.read_to:
            said = tr("Read to ¶ {number}", number=f"{read_to:,}")
        else:
            said = tr("Not read yet")
        self._said = said_facts(facts)
        self.progress.setText(said)
        self._share()
        self._bar.show_share(1.0 if facts.read else facts.read_to / max(1, length))


class Bar(QWidget):
    """A thin line that fills from the left; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(self._theme.px(88), self._theme.px(16))

    def show_share(self, share: float) -> None:
        """Fill this much of it, from 0 to 1."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._theme.px(3)
        for share, role in ((1.0, "line"), (self._share, "ink2")):
            path = QPainterPath()
            area = QRectF(0, (self.height() - high) / 2, self.width() * share, high)
            path.addRoundedRect(area, high / 2, high / 2)
            painter.fillPath(path, self._theme[role])


class Empty(QWidget):
    """What the middle says while no document is open, with the key that changes that."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._words = label("", "quiet")
        self._key = KeyCap(keys, "view.corpus")
        box = QHBoxLayout(self)
        box.setSpacing(S)
        box.addStretch(1)
        box.addWidget(self._words)
        box.addWidget(self._key)
        box.addStretch(1)

    def show_for(self, any_documents: bool) -> None:
        """Say what to do next: choose a document, or bring the first one in."""
        words = tr("Choose a document on the left") if any_documents else tr("Add documents")
        self._words.setText(words)
        self._key.show_command("view.corpus" if any_documents else "document.import")
