"""Whom copies are for: coders of the project to tick, and new ones to name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from liveable.core.faces import faces
from liveable.core.folding import alike
from liveable.exchange.handouts import Receiver
from liveable.gui.dialog import Problem
from liveable.gui.parts import label
from liveable.gui.theme import Theme
from liveable.gui.tick_list import Tick, TickList
from liveable.gui.words import day, tr
from liveable.store.copies import CopyOut
from liveable.store.queries import CoderRow

_LINES = 3  # of names that are seen at once


class Receivers(QWidget):
    """``changed`` follows every tick and every letter of a name."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._coders: Sequence[CoderRow] = ()
        self.ticks = TickList(theme, tr("Coders"), none=tr("Untick all"))
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(tr("New coders, one name on each line"))
        self.names.setTabChangesFocus(True)
        self.names.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        head = label(tr("New coders, one name on each line"), "small", wrap=True)
        head.setBuddy(self.names)
        self.problem = Problem(theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.ticks, head, self.names, self.problem):
            box.addWidget(part)
        box.insertSpacing(1, 4)
        self.ticks.changed.connect(self._change)
        self.names.textChanged.connect(self._change)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = self._theme.font().pixelSize() * 1.5
        self.names.setFixedHeight(round(_LINES * line) + self._theme.px(14))

    def show_coders(self, coders: Sequence[CoderRow], me: str, out: Iterable[CopyOut]) -> None:
        """Offer these coders, each with what is known of copies they have; ``me`` is a uid."""
        shown = faces(((coder.uid, coder.name, coder.colour) for coder in coders), me)
        since: dict[str, str] = {}
        for copy in out:
            if copy.returned is None:
                since.setdefault(copy.coder, copy.at)
        self._coders = coders
        now = datetime.now().astimezone()

        def note(coder: CoderRow) -> str:
            at = since.get(coder.uid)
            has = tr("has a copy since {day}", day=day(at, now)) if at else ""
            return " · ".join(filter(None, (tr("you") if coder.uid == me else "", has)))

        self.ticks.set_rows(Tick(c.uid, shown[c.uid].name, note(c)) for c in coders)
        self._change()

    def _change(self) -> None:
        self.problem.show_text("")
        self.changed.emit()

    def chosen(self) -> list[Receiver]:
        """Who is ticked, in the order of the list, then who was named; nobody twice."""
        ticked = self.ticks.ticks.ticked
        found = {c.uid: Receiver(c.name, c.uid) for c in self._coders if c.uid in ticked}
        for name in self._named():
            known = self._called(name)
            key = known[0].uid if known else alike(name)
            found.setdefault(key, Receiver(known[0].name, key) if known else Receiver(name))
        return list(found.values())

    def _named(self) -> list[str]:
        lines = self.names.toPlainText().split("\n")
        return [name for line in lines if (name := " ".join(line.split()))]

    def _called(self, name: str) -> list[CoderRow]:
        """The coders of a name, whatever its case, spaces and accents."""
        return [coder for coder in self._coders if alike(coder.name) == alike(name)]

    def at_fault(self) -> QWidget | None:
        """The field something is wrong with, after saying what."""
        for name in self._named():
            if len(self._called(name)) > 1:
                said = tr("Several coders are called {name}; tick the one you mean.", name=name)
                self.problem.show_text(said)
                return self.names
        if not self.chosen():
            self.problem.show_text(tr("Tick a coder, or write the name of a new one."))
            return self.ticks.view if self._coders else self.names
        return None
