"""One cue phrase laid out: its numbers, places where it is found, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveable.gui import spot_words
from liveable.gui.flow import Flow, flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.mining import SHOWN, CueRow, Kind, Known, Place
from liveable.gui.parts import (
    L,
    M,
    Pouring,
    S,
    announce,
    button,
    clear,
    column,
    label,
    row,
    rule,
    scrolled,
)
from liveable.gui.place_card import PlaceCard
from liveable.gui.words import counted, tr
from liveable.gui.work import Work

KINDS: Mapping[Kind, str] = {
    "proposed": "Proposed",
    "phrase": "Cue phrase of this code",
    "lemma": "Single word that lends weight",
    "banned": "Banned: not proposed, and no cue",
    "misleading": "Misleading: weighs nothing for this code",
}
_KNOWN: Mapping[Known, str] = {
    "coded": "coded with it",
    "otherwise": "read, and not coded with it",
    "unread": "not read yet",
}
# What taking, banning and changing come to for each kind; "" where there is no such thing.
_TAKE: Mapping[Kind, str] = {
    "proposed": "Take as a cue",
    "phrase": "",
    "lemma": "Make it a cue phrase",
    "banned": "Allow again",
    "misleading": "Let it weigh again",
}
_BAN: Mapping[Kind, str] = {
    "proposed": "Ban",
    "phrase": "Ban",
    "lemma": "Ban",
    "banned": "",
    "misleading": "",
}
_CHANGE: Mapping[Kind, str] = {
    "proposed": "Change",
    "phrase": "Change",
    "lemma": "Change",
    "banned": "",
    "misleading": "",
}


class CueCard(QWidget):
    """``place_wanted`` carries a place that is to be shown in its text. ``do`` are the commands its
    buttons stand for, by name; ``body`` gives a document's text. The buttons are ``answers``, to be
    put below.
    """

    place_wanted = Signal(object)

    def __init__(
        self, work: Work, do: Mapping[str, Callable[[], object]], body: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._work, self._do, self._body = work, do, body
        self._row: CueRow | None = None
        self.cards = [PlaceCard(work) for _ in range(SHOWN)]
        self.at = 0  # the place that the keys speak of
        self._kind = label("", "cap")
        self.phrase = label("", "title", wrap=True)
        self._numbers = QWidget()
        self._counts = Flow(self._numbers, space=20)
        self._where = label(tr("Where it is found"), "head")
        self._turning = row(
            KeyCap(work.keys, "cues.previous_place"), KeyCap(work.keys, "cues.next_place"), space=4
        )
        self._page = Pouring()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(28, L, 24, L)
        page.setSpacing(S)
        for part in (self._kind, self.phrase, self._numbers):
            page.addWidget(part)
        page.addSpacing(S)
        page.addWidget(row(self._where, None, self._turning))
        for at, card in enumerate(self.cards):
            card.wanted.connect(partial(self._wanted, at))
            page.addWidget(card)
        page.addStretch(1)
        self._area = scrolled(self._page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        self.answers = self._made_answers()

    def _made_answers(self) -> QWidget:
        made = {}
        for name, main in (("cues.take", True), ("cues.ban", False), ("cues.change", False)):
            each = button("", main=main)
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the list
            each.clicked.connect(partial(self._press, name))
            made[name] = each
        self.take, self.ban, self.change = made.values()
        self._pairs = {
            name: row(each, KeyCap(self._work.keys, name), space=6) for name, each in made.items()
        }
        answers = flowing(*self._pairs.values(), space=M)
        return column(rule(), row(answers, edges=(28, 10, 24, 10)), space=0)

    def _press(self, name: str) -> None:
        self._do[name]()

    # --- what is shown

    def show_row(self, row: CueRow, marked: int) -> None:
        """Show one phrase; ``marked`` is how many are marked, for which the answers stand then."""
        if self._row is None or self._row != row:
            self._show(row)
        texts = {
            "cues.take": (self.take, _TAKE[row.kind]),
            "cues.ban": (self.ban, _BAN[row.kind]),
            "cues.change": (self.change, _CHANGE[row.kind]),
        }
        if marked:
            texts["cues.take"] = (self.take, "Take {n} marked as cues")
            texts["cues.ban"] = (self.ban, "Ban {n} marked")
            texts["cues.change"] = (self.change, "")
        for name, (each, text) in texts.items():
            said = tr(text, n=f"{marked:,}") if marked and text else tr(text) if text else ""
            each.setText(said)
            each.setAccessibleName(said)
            self._pairs[name].setVisible(bool(text))

    def _show(self, cue: CueRow) -> None:
        self._row, self.at = cue, 0
        self._kind.setText(tr(KINDS[cue.kind]))
        self.phrase.setText(cue.phrase)
        clear(self._counts)
        said = numbers(cue)
        for number, what in said:
            each = row(label(number, "head"), label(what), space=6)
            each.setAccessibleName(f"{number} {what}")
            self._counts.addWidget(each)
        self._numbers.setVisible(bool(said))
        places = self.places
        for place, card in zip(places, self.cards, strict=False):
            where, known = spot_words.where(place.spot), tr(_KNOWN[place.known])
            card.show_place(where, known, self._body(place.document), place.span, place.marks)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(places))
        self._where.setText(tr("Where it is found") if places else tr("Found nowhere"))
        self._where.setVisible(cue.look is not None)
        self._turning.setVisible(len(places) > 1)
        self._choose(0)
        self._area.verticalScrollBar().setValue(0)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the phrase is found, as far as that is shown."""
        look = self._row.look if self._row is not None else None
        return look.places if look is not None else ()

    def turn(self, by: int) -> None:
        """Go to another of the places."""
        if self.places:
            self._choose((self.at + by) % len(self.places))
            card = self.cards[self.at]
            self._area.ensureWidgetVisible(card, 0, S)
            announce(card, card.accessibleName())

    def _choose(self, number: int) -> None:
        self.at = number
        for at, card in enumerate(self.cards):
            card.choose(at == number)

    def _wanted(self, number: int) -> None:
        self._choose(number)
        self.show_place()

    def show_place(self) -> None:
        """Ask for the place gone to, in its text."""
        if self.places:
            self.place_wanted.emit(self.places[self.at])


def numbers(cue: CueRow) -> list[tuple[str, str]]:
    """What is known of a phrase, as numbers and what they are of."""
    look = cue.look
    if look is None:
        return []
    found = [
        _number(look.inside, "passage coded with it", "passages coded with it"),
        _number(look.outside, "read and not so coded", "read and not so coded"),
        _number(look.unread, "not read yet", "not read yet"),
    ]
    if look.judged:
        what = tr("of {n} right", n=counted(look.judged, "suggestion", "suggestions"))
        found.append((f"{look.right:,}", what))
    return found


def _number(number: int, one: str, many: str) -> tuple[str, str]:
    return f"{number:,}", tr(one if number == 1 else many)
