"""A passage in a page that is laid open: where it stands, its words, and the way to its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liveable.core.spans import Span
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import M, S, button, label, say
from liveable.gui.passage import PassageView, Weighed
from liveable.gui.words import tr
from liveable.gui.work import Work


class PlaceCard(QWidget):
    """``wanted``: it is to be shown in its text, by its button or where it is chosen by the key of
    ``cues.show``.
    """

    wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._chosen: bool | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.go = button(tr("Show in the text"), link=True)
        self.go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go.clicked.connect(self.wanted)
        self._key = KeyCap(work.keys, "cues.show")
        self._place = label("", "small", wrap=True)
        self._place.setMinimumWidth(1)  # else Qt keeps a wrapped label from becoming narrow
        self.words = PassageView(work.theme)
        # It is as high as its words; a bar that came and went would wrap them anew each time.
        self.words.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._place, 1)
        top.addWidget(self.go)
        top.addWidget(self._key)
        box = QVBoxLayout(self)
        box.setContentsMargins(M, S, M, S)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self.words)
        self.choose(False)

    def show_place(
        self, where: str, about: str, body: str, span: Span, marks: Sequence[Span] = ()
    ) -> None:
        """Show a passage of a text, some words of it marked."""
        said = f"{', '.join(filter(None, (where, about)))}: {span.of(body)}"
        self.setAccessibleName(said)
        self.words.setAccessibleName(said)
        self.go.setAccessibleName(tr("Show {where} in the text", where=where))
        self._place.setText(" · ".join(filter(None, (where, about))))
        self.words.show_passage(body, span, [Weighed(mark, 1.0) for mark in marks])

    def choose(self, chosen: bool) -> None:
        """Be the one that the keys speak of, or not."""
        if chosen != self._chosen:
            self._chosen = chosen
            say(self, box="chosen" if chosen else "card")
        self._key.setVisible(chosen and bool(self._key.text()))
