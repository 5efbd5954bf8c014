"""Getting about in a text by keyboard: what each command selects or goes to."""

from __future__ import annotations

from typing import Protocol

from liveable.core.index import Index
from liveable.core.index import place as order
from liveable.core.spans import Span
from liveable.core.stretches import Stretches
from liveable.gui.commands import Doers
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store.queries import CodingRow


class Text(Protocol):
    """What is needed of the view: its text, its codings, its caret."""

    work: Work
    stretches: Stretches

    @property
    def index(self) -> Index[CodingRow]:
        """The codings that are shown."""

    def caret(self) -> int:
        """The code point at the caret."""

    def selection(self) -> Span | None:
        """What is selected."""

    def select(self, span: Span) -> None:
        """Select a span; an empty one puts the caret there."""

    def take(self, coding: CodingRow) -> None:
        """Make a coding the active one, and its code the chosen one."""


class Caret:
    """Moves and selections, each one command."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def doers(self) -> Doers:
        """The commands, by name."""
        return {
            "find.word": self.word,
            "find.sentence": self.sentence,
            "find.turn": self.turn,
            "find.longer": self.longer,
            "find.next_coding": self.next_coding,
            "find.previous_coding": self.previous_coding,
            "find.next_uncoded": self.next_uncoded,
        }

    def _start(self) -> int:
        """Where the caret is, or where the selection begins."""
        selected = self._text.selection()
        return selected.start if selected else self._text.caret()

    def _select(self, span: Span | None) -> None:
        if span is not None:
            self._text.select(span)

    def word(self) -> None:
        """Select the word at the caret."""
        self._select(self._text.stretches.word(self._start()))

    def sentence(self) -> None:
        """Select the sentence at the caret."""
        self._select(self._text.stretches.sentence(self._start()))

    def turn(self) -> None:
        """Select all that was said in the turn at the caret, else the paragraph."""
        self._select(self._text.stretches.whole(self._start()))

    def longer(self) -> None:
        """Select the sentence at the caret; what is selected already grows by one."""
        selected = self._text.selection()
        if selected is None:
            self.sentence()
        else:
            self._select(self._text.stretches.longer(selected))

    def next_coding(self) -> None:
        """Go to where the next coding begins."""
        self._step(1)

    def previous_coding(self) -> None:
        """Go to where the coding before begins."""
        self._step(-1)

    def _step(self, way: int) -> None:
        ordered = self._text.index.ordered()
        if not ordered:
            self._text.work.say(tr("Nothing is coded in this text."))
            return
        active = self._text.index.get(self._text.work.coding)
        here = self._text.caret()
        if active is not None and active.start <= here <= active.stop:
            after = [c for c in ordered if way * _after(order(c), order(active)) > 0]
        else:
            after = [c for c in ordered if way * (c.start - here) >= (0 if way > 0 else 1)]
        if not after:
            said = tr("No coding after this one.") if way > 0 else tr("No coding before this one.")
            self._text.work.say(said)
            return
        coding = after[0] if way > 0 else after[-1]
        self._text.select(Span(coding.start, coding.start))
        self._text.take(coding)

    def next_uncoded(self) -> None:
        """Go to the next turn of a participant in which nothing is coded; from the last to the
        first.
        """
        text = self._text
        places = list(text.stretches.open_places(lambda s: bool(text.index.within(*s))))
        if not places:
            text.work.say(tr("Every turn has a coding."))
            return
        here = self._start()
        span = next((place for place in places if place.start > here), places[0])
        text.select(Span(span.start, span.start))


def _after(one: tuple[int, int, str], other: tuple[int, int, str]) -> int:
    return (one > other) - (one < other)
