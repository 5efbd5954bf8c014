"""Who opens a copy for the first time: the coder it was made for, somebody else, or an onlooker."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from liveable.core.folding import alike
from liveable.gui.choice import Choice
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.parts import XXL, column, label
from liveable.gui.theme import Theme
from liveable.gui.words import counted, day, tr
from liveable.store.copies import ThisCopy


class Answer(NamedTuple):
    """Who somebody says they are: the coder of the copy, ``other`` by their name, or nobody."""

    who: Literal["coder", "other", "onlooker"]
    name: str = ""


class WhoDialog(Dialog):
    """``answered`` carries an ``Answer``. Nothing is chosen at first, unless the person's name
    says who they are; who leaves without an answer opens nothing.
    """

    answered = Signal(object)

    def __init__(
        self, theme: Theme, copy: ThisCopy, person: str, parent: QWidget | None = None
    ) -> None:
        whose = _line(copy.coder_name)
        super().__init__(
            theme,
            tr("This copy was made for {name}. Are you {name}?", name=whose),
            _about(copy),
            tr("Open"),
            parent,
        )
        self.copy = copy
        self.yes, self.no, self.look = (Choice(theme) for _ in range(3))
        self.yes.say(
            tr("Yes, I am {name}", name=whose),
            tr("What you do here is done by {name}, as the project knows them.", name=whose),
            "1",
        )
        self.no.say(
            tr("No, I am somebody else"),
            tr("You work under your own name. When the copy is merged, the lead sees you as a "
               "second person beside {name}.", name=whose),
            "2",
        )  # fmt: skip
        self.look.say(
            tr("I only look"),
            tr("Nothing can be changed and nobody is recorded. You are asked again next time."),
            "3",
        )
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Your name"))
        if alike(person) != alike(whose):
            self.name.setText(person)
        head = label(tr("Your name"), "small")
        head.setBuddy(self.name)
        self.problem = Problem(theme)
        self.named = column(head, self.name, self.problem, space=4, edges=(XXL, 0, 0, 0))
        for part in (self.yes, self.no, self.named, self.look):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for choice in (self.yes, self.no, self.look):
            choice.toggled.connect(self._show)
        self.name.textChanged.connect(self._show)
        self.key.setText("Enter")
        self.wanted.connect(self._answer)
        self._show()
        self.fit(560, 480)
        if alike(person) == alike(whose):
            self.yes.setChecked(True)
        self.yes.setFocus()

    def _show(self) -> None:
        """Say as whom the copy would be opened."""
        self.problem.show_text("")
        self.named.setVisible(self.no.isChecked())
        name = _line(self.name.text())
        said = ""
        if self.yes.isChecked():
            said = tr("Open as {name}", name=_short(_line(self.copy.coder_name)))
        elif self.no.isChecked():
            said = tr("Open as {name}", name=_short(name)) if name else ""
        elif self.look.isChecked():
            said = tr("Open to look")
        self.main.setText(said or tr("Open"))
        self.main.setAccessibleName(self.main.text())
        self.main.setEnabled(any(c.isChecked() for c in (self.yes, self.no, self.look)))

    def _answer(self) -> None:
        if not self.no.isChecked():
            self._give(Answer("coder" if self.yes.isChecked() else "onlooker"))
            return
        name = _line(self.name.text())
        if not name:
            self._refuse(tr("Say who you are; initials will do."))
        elif alike(name) == alike(_line(self.copy.coder_name)):
            said = tr("If you are the {name} this copy was made for, say yes; if not, add what "
                      "tells the two of you apart.", name=name)  # fmt: skip
            self._refuse(said)
        else:
            self._give(Answer("other", name))

    def _give(self, answer: Answer) -> None:
        self.accept()
        self.answered.emit(answer)

    def _refuse(self, sentence: str) -> None:
        self.problem.show_text(sentence)
        self.content.adjustSize()
        self.area.ensureWidgetVisible(self.problem)
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; Enter opens, once something is chosen."""
        choices = {Qt.Key.Key_1: self.yes, Qt.Key.Key_2: self.no, Qt.Key.Key_3: self.look}
        choice = choices.get(Qt.Key(event.key()))
        if choice is not None:
            choice.setChecked(True)
            (self.name if choice is self.no else choice).setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.main.isEnabled():
            self._answer()
        else:
            super().keyPressEvent(event)


def _about(copy: ThisCopy) -> str:
    """When it was handed out, with what in it."""
    inside = (
        tr("all documents")
        if copy.documents is None
        else counted(len(copy.documents), "document", "documents")
    )
    blind = tr(", without the other coders' work") if copy.blind else ""
    now = datetime.now().astimezone()
    return tr("Handed out on {day}, with {inside}{blind}.", day=day(copy.at, now), inside=inside,
              blind=blind)  # fmt: skip


def _line(name: str) -> str:
    return " ".join(name.split())


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
