"""Whose codings the text shows, in which colours; and for the lead, whether all are to see all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from liveable.core.faces import Face
from liveable.gui.dialog import Dialog
from liveable.gui.parts import Elided, button, label, row
from liveable.gui.swatches import Swatches
from liveable.gui.tick_list import ROW, Tick, TickList
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import coders
from liveable.store import lead, queries
from liveable.store.history import Changed
from liveable.store.project import Project

Show = Callable[[frozenset[str] | None], object]


class CodersShown(Dialog):
    """What is ticked, chosen or handed on takes effect at once; nothing ticked shows everybody's
    codings.
    """

    def __init__(
        self,
        work: Work,
        shown: frozenset[str] | None,
        show: Show,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            work.theme,
            tr("Coders shown"),
            tr("Tick whose codings the text shows. With none ticked, it shows everybody's."),
            tr("Done"),
            parent,
        )
        self.work = work
        self.ticks = TickList(work.theme, tr("Coders"))
        self.whose = Elided("", "cap")
        self.swatches = Swatches(work.theme, for_coders=True)
        self.hand_on = button("", link=True)
        self.hide_others = QCheckBox(tr("Hide others' codings until I open them"))
        self.hide_others.setAccessibleName(self.hide_others.text())
        self.hidden = label("", "quiet", wrap=True)
        self._fill()
        self.ticks.ticks.tick(shown or ())
        self.ticks.changed.connect(lambda: show(self.ticks.chosen()))
        self.ticks.view.selectionModel().currentChanged.connect(self._show_one)
        self.swatches.chosen.connect(self._recolour)
        self.hand_on.clicked.connect(self._hand_on)
        self.hide_others.clicked.connect(self._hide)
        work.changed.connect(self._hear)
        work.theme.changed.connect(self._fill)
        for part in (
            self.ticks, row(self.whose, self.hand_on), self.swatches, self.hide_others, self.hidden
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cancel.hide()
        self.wanted.connect(self.accept)
        self.fit(440, 480)
        self.ticks.view.setFocus()

    # --- what is shown

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"coder", "coding", "project"}:
            self._fill()

    def _fill(self) -> None:
        work, theme = self.work, self.work.theme
        counts = {coder.uid: coder.codings for coder in work.look(queries.coders)}
        leads = work.look(lead.lead_of)
        faces = [face for face in work.faces.values() if work.only in (None, face.uid)]
        at = self._one().uid
        self.ticks.set_rows(
            Tick(
                face.uid,
                face.name,
                ", ".join(_facts(face, work, leads, counts[face.uid])),
                look=theme.code(face.colour),
            )
            for face in faces
        )
        places = [n for n, face in enumerate(faces) if face.uid == at]
        self.ticks.view.setCurrentIndex(self.ticks.ticks.index(places[0] if places else 0))
        hidden = work.look(lead.are_hidden)
        self.hide_others.setVisible(work.leads)
        self.hide_others.setChecked(hidden)
        self.hidden.setVisible(work.only is not None)
        self.hidden.setText(_sentence(work, leads))
        self._show_one()

    def _one(self) -> Face:
        """The coder whose row is the current one, else oneself."""
        tick = self.ticks.view.currentIndex().data(ROW)
        faces = self.work.faces
        return faces[tick.uid if tick is not None else self.work.coder]

    def _show_one(self) -> None:
        face, work = self._one(), self.work
        self.whose.set_text(tr("Colour of {name}", name=face.name))
        with QSignalBlocker(self.swatches):
            self.swatches.show_colour(face.colour)
        taken = {other.colour: other.name for other in work.faces.values() if other != face}
        spare = len(work.faces) <= len(self.swatches.swatches)
        self.swatches.show_taken(taken if spare else {})
        self.hand_on.setText(tr("Make {name} the lead", name=_short(face.name)))
        self.hand_on.setVisible(work.leads and face.uid != work.coder)

    # --- doing

    def _recolour(self, colour: str) -> None:
        face = self._one()
        if self._act(lambda p: coders.recolour(p, face.uid, colour, self.work.coder)):
            self.work.say(tr("{name} has another colour", name=face.name), undo=True)

    def _hide(self, hidden: bool) -> None:
        if self._act(lambda p: coders.hide_others(p, hidden, self.work.coder)):
            said = (
                tr("Everybody but you sees only their own codings and memos now")
                if hidden
                else tr("Everybody sees everybody’s codings and memos again")
            )
            self.work.say(said, undo=True)

    def _hand_on(self) -> None:
        """Make the current coder the lead; what else there is here may not be ours any more."""
        face = self._one()
        if self._act(lambda p: coders.make_lead(p, face.uid, self.work.coder)):
            self.work.say(tr("{name} is the lead now", name=face.name), undo=True)
            self.accept()

    def _act(self, act: Callable[[Project], object]) -> bool:
        return bool(self.work.act(lambda project: (act(project), True)))


def _facts(face: Face, work: Work, leads: str, codings: int) -> list[str]:
    facts = [tr("you")] if face.uid == work.coder else []
    facts += [tr("lead")] if face.uid == leads else []
    return [*facts, counted(codings, "coding", "codings")]


def _sentence(work: Work, leads: str) -> str:
    name = work.faces[leads].name if leads in work.faces else tr("the lead")
    return tr("What others coded and wrote is hidden until {name} opens it.", name=name)


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19].rstrip()}…"
