"""Early against late uses of a code, laid open: their words, their passages, how alike they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from liveable.core.grouped import Grouped
from liveable.core.learned import Drift, Near, Used
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui import spot_words
from liveable.gui.aside import Aside
from liveable.gui.codebook_acts import called
from liveable.gui.parts import L, Pouring, S, label, scrolled
from liveable.gui.place_card import PlaceCard
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.share_bar import percent
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store import spots
from liveable.store.history import Changed
from liveable.store.project import Session
from liveable.store.spots import Spot
from liveable.suggest.suggester import Suggester

_CHANCE = 0.05  # below, a difference is surer than chance is usually held to be
_WIDE = 860  # logical pixels from which late passages stand beside early ones, not below


class DriftPage(Aside):
    """The word gone to in the list is marked in the passages."""

    SIDE, BESIDE = 240, 600

    def __init__(self, work: Work, code: str, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.code = code
        self.drift: Drift | None = None
        self._spots: Mapping[tuple[str, int], Spot] = {}
        self._bodies: dict[str, str] = {}
        self.list = RowList(
            work.theme, tr("Words"), Anatomy(size="excerpt", reading=True, above=True)
        )
        self._page = Pouring()
        self.found = label("", wrap=True)
        box = QVBoxLayout(self._page)
        box.setContentsMargins(28, L, 24, L)
        box.setSpacing(L)
        box.addWidget(self.found)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(L)
        box.addLayout(self._halves, 1)
        self._columns: list[QVBoxLayout] = []
        self._heads: list[QLabel] = []
        for title in (tr("Early"), tr("Late")):
            half = QVBoxLayout()
            half.setSpacing(S)
            head = label(title, "head")
            head.hide()
            half.addWidget(head)
            self._heads.append(head)
            half.addStretch(1)
            self._columns.append(half)
            self._halves.addLayout(half, 1)
        self.passages: tuple[list[PlaceCard], list[PlaceCard]] = ([], [])
        self.about.setText(tr("The first and the second half of your codings with it, by when "
                              "they were made. Choose a word to see it marked in the "
                              "passages."))  # fmt: skip
        self.lay_out(self.list, scrolled(self._page))
        self._name()
        self.list.moved.connect(self._mark)
        work.changed.connect(self._hear)
        work.learning.failed.connect(self._stopped)
        work.theme.changed.connect(self._name)
        self._ask()

    def _name(self) -> None:
        code = self.work.codes.get(self.code)
        if code is not None:
            title = tr("Early and late uses of ‘{code}’", code=called(code))
            self.show_head(title, self.work.theme.code(code.colour))

    def keys_at(self) -> QWidget:
        """Where letters alone are heard."""
        return self.list

    # --- asking

    def _ask(self) -> None:
        code = self.code

        def ask(
            suggester: Suggester, material: Material, progress: Progress
        ) -> tuple[Drift, Material]:
            return suggester.drift(material, code, progress=progress), material

        self.found.setText(tr("Comparing early and late uses…"))
        self.list.say_empty("")
        self.work.learning.question(
            "drift", ask, lambda found: self.show_drift(*found), title=tr("Comparing uses")
        )

    def show_drift(self, drift: Drift, material: Material) -> None:
        """Show what was found in a material."""
        self.drift = drift
        self._bodies = {heard.document: heard.text for heard in material.heard}
        shown = [*drift.early, *drift.late]
        self._spots = self.work.look(_where, shown)
        words = Grouped(drift.words, lambda used: used.word, _group, _place)
        self.found.setText(in_words(drift))
        self.list.show_items(words, lambda used: used.word, _row)
        self.list.say_empty(tr("No word is used more early than late, or the other way round."))
        self._show(None)
        if self.isAncestorOf(self.focusWidget() or self):
            self.list.go_first()

    def _stopped(self) -> None:
        if self.drift is None:
            self.found.setText(tr("Early and late uses could not be compared."))

    def _hear(self, changed: Changed) -> None:
        if self.code not in self.work.codes:
            if "code" in changed.rows:
                self.left.emit()
        elif changed.rows.keys() & {"coding", "document", "code"}:
            self._name()
            self._ask()

    # --- what is shown

    def _mark(self, used: Used | None) -> None:
        self._show(used.word if used is not None else None)

    def _show(self, word: str | None) -> None:
        if self.drift is None:
            return
        for half, head, column, some in zip(
            self.passages, self._heads, self._columns, (self.drift.early, self.drift.late),
            strict=True,
        ):  # fmt: skip
            head.setVisible(bool(some))
            while len(half) < len(some):
                card = PlaceCard(self.work)
                card.wanted.connect(partial(self._wanted, half, len(half)))
                half.append(card)
                column.insertWidget(len(half), card)
            for number, card in enumerate(half):
                card.setVisible(number < len(some))
                if number < len(some):
                    self._show_place(card, some[number], word)

    def _show_place(self, card: PlaceCard, near: Near, word: str | None) -> None:
        body = self._bodies.get(near.document, "")
        spot = self._spots.get((near.document, near.span.start))
        where = spot_words.where(spot) if spot is not None else ""
        card.show_place(where, "", body, near.span, marked(body, near.span, word) if word else ())

    def _wanted(self, half: list[PlaceCard], number: int) -> None:
        if self.drift is not None:
            shown = self.drift.early if half is self.passages[0] else self.drift.late
            self.place_wanted.emit(shown[number].document, shown[number].span)

    def fit(self) -> None:
        """Late beside early, or below it where there is little room."""
        super().fit()
        beside = self.width() * 100 // self.work.theme.zoom >= _WIDE
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def stop(self) -> None:
        self.work.learning.forget("drift")


def in_words(drift: Drift) -> str:
    """What was found, in plain words, with what the permutation test says."""
    if not drift.early or not drift.late:
        return tr("Too few of your codings to compare the early with the late ones.")
    sure = drift.chance < _CHANCE
    said = [
        tr("Signs of drift.") if sure else tr("No sign of drift."),
        tr("Early and late passages are {like} as alike as passages of the same half.",
           like=percent(drift.likeness)),
        tr("Chance alone makes halves so unlike in {times} random divisions.",
           times=_times(drift.chance)),
    ]  # fmt: skip
    if sure:
        said.append(tr("Perhaps the code has come to mean something else; its definition can say "
                       "which is meant."))  # fmt: skip
    return " ".join(said)


def _times(chance: float) -> str:
    """How many of so many: "1 of 25", "4 of 10"."""
    if chance < 0.01:
        return tr("fewer than 1 of 100")
    if chance < 0.15:
        return tr("1 of {n}", n=round(1 / chance))
    return tr("{n} of 10", n=round(10 * chance))


def marked(body: str, span: Span, word: str) -> tuple[Span, ...]:
    """Where a word stands in a passage, whatever its case."""
    found = re.finditer(rf"\b{re.escape(word)}\b", span.of(body), re.IGNORECASE)
    return tuple(Span(span.start + m.start(), span.start + m.end()) for m in found)


def _where(session: Session, shown: Sequence[Near]) -> Mapping[tuple[str, int], Spot]:
    return spots.spots(session, [(near.document, near.span.start) for near in shown])


def _group(used: Used) -> tuple[int, str]:
    if used.early > used.late:
        return 0, tr("More in early uses")
    return 1, tr("More in late uses")


def _place(used: Used) -> tuple[int, str]:
    return -abs(used.early - used.late), used.word


def _row(used: Used) -> Row:
    early, late = tr("{n} early", n=used.early), tr("{n} late", n=used.late)
    return Row(words=used.word, said=f"{used.word}: {early}, {late}", facts=(early, late))
