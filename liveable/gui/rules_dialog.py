"""What was said of speakers and holds for all files brought in, to be seen and forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from liveable.gui import import_words
from liveable.gui.dialog import Dialog
from liveable.gui.import_rows import Cell, Column, Rows
from liveable.gui.parts import announce, label
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import import_rules
from liveable.ops.import_rules import Kept

_LEAST, _SEEN = 4, 10  # rows without scrolling


class RulesDialog(Dialog):
    """The rules of a project. ``forgotten`` is emitted after one was taken back."""

    forgotten = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Remembered of speakers"),
            tr("What was put right for all documents is done again in those brought in later. What "
               "is forgotten here stays as it is in the documents that are there."),
            tr("Done"),
            parent,
        )  # fmt: skip
        self.work = work
        self.rules: list[Kept] = []
        self.rows = Rows(
            work.theme, tr("Remembered of speakers"), (Column(tr("Label"), 168), Column(""))
        )
        self.rows.keys = {Qt.Key.Key_Delete: self.forget}
        self.rows.clicked_cell = lambda number, at: self.forget(number) if at == 1 else None
        self.none = label(tr("Nothing is remembered yet."), "quiet", wrap=True)
        self.card = QFrame()
        self.card.setProperty("box", "card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, 4)
        inside.addWidget(self.rows)
        self.body.addWidget(self.none)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.cancel.hide()
        self.wanted.connect(self.accept)
        work.theme.changed.connect(self._fit)
        self._refresh()
        self.fit(560, 460)
        (self.rows if self.rules else self.main).setFocus()

    def _fit(self) -> None:
        px, shown = self.theme.px, min(max(len(self.rules), _LEAST), _SEEN)
        self.rows.setFixedHeight(px(36) * (shown + 1) + px(8))

    def _refresh(self) -> None:
        self.rules = self.work.look(import_rules.listed)
        self.none.setVisible(not self.rules)
        self.card.setVisible(bool(self.rules))
        self._fit()
        self.rows.show_rows(len(self.rules), self._cell, self._said)
        if self.rules and self.rows.row() < 0:
            self.rows.go_to(0)

    def _cell(self, number: int, at: int) -> Cell:
        rule = self.rules[number]
        if at == 0:
            return Cell(rule.label, bold=True)
        return Cell(said_of(rule), ink="ink2", act=tr("Forget"), key=tr("Del"))

    def _said(self, number: int) -> str:
        return f"{self.rules[number].label}, {said_of(self.rules[number])}"

    def forget(self, number: int) -> None:
        """Let a rule hold no more."""
        self.work.act(import_rules.forget, [self.rules[number].uid], self.work.coder)
        self._refresh()
        announce(self.rows, tr("Forgotten"))
        self.forgotten.emit()


def said_of(rule: Kept) -> str:
    """What a rule says of its label."""
    if rule.kind == "role":
        role = next((name for role, name in import_words.ROLES.items() if role == rule.said), "")
        return tr(role or import_words.ROLES[None])
    if rule.kind == "join":
        return tr("The same person as {label}", label=rule.said)
    return tr("Not a person") if rule.kind == "not_person" else tr("A person")
