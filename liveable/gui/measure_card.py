"""How good one code's suggestions are, laid out: its state, what was measured, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from liveable.core.learned import CodeMeasure, Estimate, Group, Measured, Share
from liveable.core.learning import Material
from liveable.gui.combo import Combo
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.measure_rows import LEAST, ROLES, Measure
from liveable.gui.parts import (
    L,
    M,
    Part,
    Pouring,
    S,
    Sign,
    button,
    clear,
    label,
    row,
    say,
    scrolled,
)
from liveable.gui.share_bar import ShareBar, between, percent, said
from liveable.gui.why_card import said_of
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.judged import Record

Held = Literal["people", "documents", "both"]
_HELD: Mapping[Held, tuple[str, str]] = {
    "people": ("participant was", "participants were"),
    "documents": ("document was", "documents were"),
    "both": ("participant or document was", "participants and documents were"),
}
_BEST = 20  # passages of a code of which it is known where their scores come from
_FEW = 10  # coded passages of a group, below which its numbers say little


@dataclass(frozen=True, slots=True)
class Around:
    """What goes for all codes, and whether this one has cues: the precision asked for (``least``),
    whose words are ``held`` out, and whether only one's own codings teach (``mine``).
    """

    least: float
    held: Held = "people"
    mine: bool = True
    cued: bool = True


def whose(material: Material) -> Held:
    """Whose words are held out in turn: those of people or, where no case is known, of documents;
    "both" where only some documents have a case.
    """
    cases = [
        part.person != heard.document
        for heard in material.heard
        if heard.read
        for part in heard.stretches
        if part.offered
    ]
    if all(cases):
        return "people"
    return "both" if any(cases) else "documents"


class MeasureCard(QWidget):
    """``do`` are the commands its buttons stand for, by name."""

    def __init__(self, work: Work, do: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._work, self._do = work, do
        self._measure: CodeMeasure | None = None
        self._sign = Sign(work.theme, "find")
        self.name = label("", "title", wrap=True)
        self._path = label("", "small", wrap=True)
        self.state = label("", "quiet", wrap=True)
        self.held = label("", "quiet", wrap=True)
        self._measured = QWidget()
        self._grid = _grid(self._measured)
        self.facts = label("", "quiet", wrap=True)
        self.attribute = Combo()
        self.attribute.setAccessibleName(tr("Groups by"))
        self.attribute.activated.connect(self._show_groups)
        self._by = row(label(tr("By group"), "head"), self.attribute, None, space=S)
        self.groups_said = label("", "quiet", wrap=True)
        self._several = QWidget()
        self._groups = _grid(self._several)
        page = Pouring()
        box = QVBoxLayout(page)
        box.setContentsMargins(28, L, 24, L)
        box.setSpacing(S)
        top = row(self._sign, self.name, space=S)
        for part in (top, self._path, self.state, self._ways()):
            box.addWidget(part)
        self._head = label(tr("On text held out"), "head")
        box.addSpacing(M)
        for part in (self._head, self.held, self._measured, self.facts):
            box.addWidget(part)
        box.addSpacing(M)
        for part in (self._by, self.groups_said, self._several):
            box.addWidget(part)
        box.addStretch(1)
        top.layout().setStretch(1, 1)  # type: ignore[union-attr]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(page))

    def _ways(self) -> QWidget:
        pairs = []
        for name, text in (
            ("suggest.code", "Suggest passages"),
            ("code.cues", "Find cue phrases"),
            ("suggest.drift", "Early and late uses"),
        ):
            each = button(tr(text))
            each.clicked.connect(partial(self._press, name))
            pairs.append(row(each, KeyCap(self._work.keys, name), space=6))
        return flowing(*pairs, space=M)

    def _press(self, name: str) -> None:
        self._do[name]()

    # --- what is shown

    def show_measure(
        self, one: Measure, around: Around, record: Record, estimate: Estimate | None
    ) -> None:
        """Show a code; ``record`` is what was made of its suggestions so far, ``estimate`` what
        the passages drawn by lot say.
        """
        least = around.least
        self._measure = measure = one.measure
        self._sign.set_sign(self._work.theme.code(one.code.colour))
        self.name.setText(one.code.name)
        path = " / ".join(one.code.path[:-1])
        self._path.setText(path)
        self._path.setVisible(bool(path))
        parts: dict[str, Part] = {"ready": "good", "too weak": "warn", "too few": "quiet"}
        self.state.setText(state_said(measure, least, cued=around.cued))
        say(self.state, t=parts[measure.state])
        clear(self._grid)
        held = measure.measured
        for part in (self._head, self.held, self._measured):
            part.setVisible(held is not None)
        if held is not None:
            self.held.setText(held_said(held, around.held))
            role = ROLES[measure.state]
            shares = ((tr("Precision"), held.precision, least), (tr("Recall"), held.recall, 0.0),
                      (tr("F1"), held.f1, 0.0))  # fmt: skip
            for number, (name, share, mark) in enumerate(shares):
                self._share(self._grid, number, 0, name, share, role, mark)
        self.facts.setText("\n".join(facts(measure, record, estimate, mine=around.mine)))
        self._show_attributes(measure.groups)

    def _share(
        self,
        grid: QGridLayout,
        line: int,
        column: int,
        name: str,
        share: Share | None,
        role: str,
        least: float = 0.0,
    ) -> None:
        """A name, a bar, a number and its interval, in four columns from ``column`` on."""
        value = percent(share.value) if share is not None else tr("not known")
        theme = self._work.theme
        number, around = label(value, "strong"), label(between(share) if share else "", "small")
        number.setAccessibleName(f"{name}: {said(share)}")
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(label(name), line, column)
        grid.addWidget(ShareBar(theme, share, role, least), line, column + 1, middle)
        grid.addWidget(number, line, column + 2, middle | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(around, line, column + 3)

    # --- groups

    def _show_attributes(self, groups: Sequence[Group]) -> None:
        times = Counter(group.attribute for group in groups)
        names = sorted(times, key=lambda name: times[name] < 2)  # what can be compared comes first
        was = self.attribute.currentText()
        self.attribute.clear()
        self.attribute.addItems(names)
        self.attribute.setCurrentIndex(max(self.attribute.findText(was), 0))
        measured = self._measure is not None and self._measure.measured is not None
        self._by.setVisible(measured)
        self.attribute.setVisible(bool(names))
        self._show_groups()

    def _show_groups(self) -> None:
        clear(self._groups)
        measure, chosen = self._measure, self.attribute.currentText()
        groups = [g for g in measure.groups if g.attribute == chosen] if measure else []
        shown = measure is not None and measure.measured is not None
        self.groups_said.setVisible(shown)
        self._several.setVisible(bool(groups))
        self.groups_said.setText(groups_in_words(groups))
        if not groups or measure is None:
            return
        role = ROLES[measure.state]
        for line, group in enumerate(groups):
            held = group.measured
            few = counted(held.coded, "coded passage", "coded passages")
            name = label(group.value, "strong", wrap=True)
            name.setMinimumWidth(1)
            name.setContentsMargins(0, S if line else 0, 0, 0)
            self._groups.addWidget(name, 3 * line, 0, 1, 3)
            about = label(few, "small")
            self._groups.addWidget(about, 3 * line, 3, Qt.AlignmentFlag.AlignBottom)
            for at, (what, share) in enumerate(
                ((tr("Precision"), held.precision), (tr("Recall"), held.recall)), 1
            ):
                faint = role if held.coded >= _FEW else "ink3"
                self._share(self._groups, 3 * line + at, 0, what, share, faint)


def _grid(over: QWidget) -> QGridLayout:
    grid = QGridLayout(over)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 1)
    return grid


def state_said(measure: CodeMeasure, least: float, *, cued: bool = True) -> str:
    """What the state of a code means, in a few sentences; ``cued``: whether it has cues."""
    if measure.state == "ready":
        return _ready_said(measure, least)
    alone = (
        tr("Only its cue phrases suggest passages.")
        if cued
        else tr("Nothing suggests passages for it yet, for it has no cue phrases: find some.")
    )
    return f"{_kept_back(measure, least)} {alone}"


def _kept_back(measure: CodeMeasure, least: float) -> str:
    """Why nothing learned of a code is shown."""
    held = measure.measured
    if measure.state == "too few" and measure.examples >= LEAST:
        n = counted(measure.examples, "coding", "codings")
        return tr("Too little to measure by: its {n} are one person's, or stand in text that is "
                  "not marked as read, or too few passages of held-out text were found to tell.",
                  n=n)  # fmt: skip
    if measure.state == "too few":
        return tr("Too few codings: {n} of {least}.", n=f"{measure.examples:,}", least=LEAST)
    if held is None or held.precision is None:
        return tr("Too weak: in text held out it finds nothing it could be sure of.")
    return tr("Too weak: of what it would show, {value} carry the code; {least} are asked for.",
              value=percent(held.precision.value), least=percent(least))  # fmt: skip


def _ready_said(measure: CodeMeasure, least: float) -> str:
    held = measure.measured
    ready = tr("Ready: what is learned from its codings is shown.")
    if held is not None and held.precision is not None and held.precision.low < least:
        low, high = round(100 * held.precision.low), round(100 * held.precision.high)
        more = tr("How much of it is right is not certain yet: {low} to {high} %.",
                  low=low, high=high)  # fmt: skip
        return f"{ready} {more}"
    return ready


def held_said(held: Measured, whose: Held = "people") -> str:
    """What was counted, in words, where these are held out."""
    return tr(
        "{folds} held out, one after the other. Right: {right} of {shown} that would be shown. "
        "Found: {right} of {coded} coded with it. The whisker is the 95 % interval.",
        folds=counted(held.folds, *_HELD[whose]),
        shown=counted(held.shown, "passage", "passages"),
        right=f"{held.right:,}",
        coded=counted(held.coded, "passage", "passages"),
    )


def facts(
    measure: CodeMeasure, record: Record, estimate: Estimate | None, *, mine: bool = True
) -> list[str]:
    """What else is known of a code, a sentence each; ``mine``: only one's own codings teach."""
    found = [tr("Suggestions so far: {record}.", record=said_of(record).lower())]
    if measure.state != "too few":
        n = counted(measure.examples, "coding", "codings")
        found.append(
            tr("Over its {best} best passages, {share} of the score comes from its definition and "
               "its cues; the rest was learned from {whose} {n}.",
               best=_BEST, share=percent(measure.definition), n=n,
               whose=tr("your") if mine else tr("everybody's"))
        )  # fmt: skip
    if estimate is not None and estimate.recall is not None:
        found.append(tr("By the passages drawn by lot, {recall} of all that carry it are found "
                        "({coded} among those read).", recall=said(estimate.recall),
                        coded=f"{estimate.coded:,}"))  # fmt: skip
    return found


def groups_in_words(groups: Sequence[Group]) -> str:
    """Whether the groups fare alike, as far as their intervals tell."""
    if len(groups) < 2:
        return tr("There are no two groups with enough coded passages to compare.")
    apart = []
    precisions = [(g.measured.precision, g.value) for g in groups]
    recalls = [(g.measured.recall, g.value) for g in groups]
    for name, shares in ((tr("precision"), precisions), (tr("recall"), recalls)):
        known = [(share, value) for share, value in shares if share is not None]
        if len(known) > 1:
            (worst, one), (best, other) = min(known), max(known)
            if worst.high < best.low:
                apart.append(tr("{name} is lower for ‘{one}’ than for ‘{other}’", name=name,
                                one=one, other=other))  # fmt: skip
    if not apart:
        return tr("No difference between the groups is surer than chance: their intervals overlap.")
    sentence = tr("; ").join(apart)
    return tr("{said}: more than chance explains. Read with care what is shown of them.",
              said=sentence[:1].upper() + sentence[1:])  # fmt: skip
