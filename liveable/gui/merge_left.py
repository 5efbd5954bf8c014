"""The left of a merge's review: conflicts with what became of them, and codings that moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from liveable.exchange.team.values import Conflict, Decision, Moved
from liveable.gui import merge_words as words
from liveable.gui.combo import Combo
from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.merge_choices import Choices
from liveable.gui.merge_list import TwoLineList, TwoLines
from liveable.gui.parts import button, column, label, row, rule
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr

_FILTER_FROM = 12  # conflicts: fewer are looked over at once


class ConflictList(QWidget):
    """``moved`` carries the conflict gone to; ``anew`` asks to let the decisions from before go."""

    moved = Signal(object)
    anew = Signal()

    def __init__(self, theme: Theme, keys: Keys, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._rest = False  # what is left is done as proposed
        self._ways: list[Callable[[Conflict], bool]] = []
        self.list = TwoLineList(theme, tr("To decide"))
        self.list.moved.connect(self.moved)
        self.done = label("", "small")
        self.filter = Combo()
        self.filter.setAccessibleName(tr("Which to show"))
        self.filter.setProperty("quiet", "1")
        self.filter.setMinimumContentsLength(4)
        self.filter.setSizeAdjustPolicy(
            Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.done.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.filter.currentIndexChanged.connect(lambda _n: self._narrow())
        self._theme = theme
        self._next = next_ = label("", "small")
        before = label(tr("Previous"), "small")
        foot = row(
            next_, KeyCap(keys, "merge.next", next_), None,
            before, KeyCap(keys, "merge.previous", before), edges=(16, 8, 14, 10),
        )  # fmt: skip
        self._head = row(self.filter, self.done, edges=(18, 8, 18, 8))
        self.before = label("", "small", wrap=True)
        self.start_anew = button(tr("Start anew"), link=True)
        self.start_anew.clicked.connect(self.anew)
        # The link has an edge of its own, for when it has the keys.
        anew = row(self.start_anew, None, edges=(11, 0, 18, 0))
        self._before = column(row(self.before, edges=(18, 0, 18, 0)), anew, space=0)
        self._before.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self._before)
        box.addWidget(self.list, 1)
        box.addWidget(rule())
        box.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() >= self._theme.px(250)
        self._next.setText(tr("Next undecided") if room else tr("Next"))

    # --- what is shown

    def show_choices(self, choices: Choices, at: str) -> None:
        """Show the conflicts of a plan, gone to one of them or, without it, the first undecided."""
        self._choices = choices
        kinds = Counter(words.kind_of(conflict) for conflict in choices.conflicts)
        with QSignalBlocker(self.filter):
            self.filter.clear()
            self.filter.addItem(tr("All"))
            self.filter.addItem(tr("Undecided"))
            self._ways = [lambda _c: True, lambda c: c.key not in self._choices.decisions]
            for kind, number in sorted(kinds.items(), key=lambda each: (-each[1], each[0])):
                self.filter.addItem(f"{kind} ({number:,})")
                self._ways.append(lambda c, kind=kind: words.kind_of(c) == kind)  # type: ignore[misc]
        self.filter.setVisible(len(choices.conflicts) >= _FILTER_FROM)
        self._narrow(at or self._first_open())
        self.renew()

    def say_before(self, kept: int, again: int) -> None:
        """Say how many decisions there are from before, and how many are to be made again."""
        said = []
        if kept:
            one, many = "decision from before is kept.", "decisions from before are kept."
            said.append(counted(kept, one, many))
        if again:
            one = "is asked again, for something changed since."
            many = "are asked again, for something changed since."
            said.append(counted(again, one, many))
        self.before.setText(" ".join(said))
        self.start_anew.setAccessibleDescription(self.before.text())
        self.start_anew.setVisible(kept > 0)
        self._before.setVisible(bool(said))

    def _first_open(self) -> str:
        decisions = self._choices.decisions
        return next((c.key for c in self._choices.conflicts if c.key not in decisions), "")

    def _narrow(self, at: str = "") -> None:
        way = self._ways[max(self.filter.currentIndex(), 0)]
        current = self.list.current()
        shown = [conflict for conflict in self._choices.conflicts if way(conflict)]
        self.list.show_items(
            shown, _key, self._picture, at or (current.key if current is not None else "")
        )

    def show_rest(self, rest: bool) -> None:
        """Say of what is undecided that it is done as proposed, or that it is not."""
        if rest != self._rest:
            self._rest = rest
            self.renew()

    def renew(self) -> None:
        """Look at all again: some were decided, or are open again."""
        whole = len(self._choices.conflicts)
        done = whole - self._choices.left
        self.done.setText(tr("{done} of {all} done", done=f"{done:,}", all=f"{whole:,}"))
        self.list.viewport().update()

    def _picture(self, conflict: Conflict) -> TwoLines:
        decision = self._choices.decisions.get(conflict.key)
        kind, (name, _above) = words.kind_of(conflict), words.names(conflict)
        if decision is not None:
            word = words.decided(conflict, decision)
            said = tr("decided: {how}", how=word)
            return TwoLines(name, kind, _said(conflict, kind, said), "done", "good", word)
        if self._rest:
            word = words.decided(conflict, Decision(conflict.proposed))
            said = tr("as proposed: {how}", how=word)
            return TwoLines(name, kind, _said(conflict, kind, said), word=word)
        return TwoLines(name, kind, _said(conflict, kind, tr("not decided")))

    # --- going about

    def go_to(self, conflict: Conflict | None) -> None:
        """Go to a conflict, showing all again where it is not among those shown."""
        if conflict is not None and not self.list.go_to(conflict.key):
            self.filter.setCurrentIndex(0)
            self.list.go_to(conflict.key)

    def go_next(self) -> bool:
        """Go to the next undecided one, from the end on to the beginning; whether there is one."""
        decisions, shown = self._choices.decisions, self.list.rows.items
        at = self.list.currentIndex().row()
        for row_ in (*range(at + 1, len(shown)), *range(0, at + 1)):
            if shown[row_].key not in decisions:
                self.list.go_to_row(row_)
                return True
        first = self._first_open()
        if first:  # what is left is not among those shown
            self.go_to(self._choices.conflicts[self._choices.place[first]])
        return bool(first)

    def go_previous(self) -> None:
        """Go to the row above."""
        self.list.go_to_row(max(self.list.currentIndex().row() - 1, 0))


def _key(conflict: Conflict) -> str:
    return conflict.key


def _said(conflict: Conflict, kind: str, state: str) -> str:
    return ", ".join((" ".join(conflict.what.split()), kind, state))


class MovedList(QWidget):
    """Codings whose text was edited, those that cover other words now first; ``moved`` carries
    one of them and whether its words are others.
    """

    moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = TwoLineList(theme, tr("Moved with edited text"))
        self.list.moved.connect(self.moved)
        self.count = label("", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(row(self.count, edges=(18, 8, 18, 8)))
        box.addWidget(self.list, 1)

    def show_moved(self, doubtful: Sequence[Moved], reanchored: Sequence[Moved]) -> None:
        """Show these."""
        items = [*((m, True) for m in doubtful), *((m, False) for m in reanchored)]
        self.list.show_items(items, lambda item: item[0].coding, _moved)
        said = counted(len(items), "coding moved with its text", "codings moved with their text")
        if doubtful:
            said += "; " + counted(len(doubtful), "covers other words", "cover other words")
        self.count.setText(said)


def _moved(item: tuple[Moved, bool]) -> TwoLines:
    moved, doubtful = item
    about = " · ".join(part for part in (moved.document, moved.coder) if part)
    said = words.moved(moved, doubtful)
    if doubtful:
        return TwoLines(moved.code, about, said, "alert", "warn", tr("other words"))
    return TwoLines(moved.code, about, said, "done", "good")
