"""Asking whose the words are from a line of the open text on."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from liveable.core import told
from liveable.gui.pick import Option, Picker, ask_line
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import reread

_NEW, _BEFORE, _WHO = "new", "before", "who:"


def ask_who_speaks(work: Work, parent: QWidget, place: int) -> QDialog | None:
    """Ask who speaks from the line at a place of the open document on, and write it as one act.

    Returns the question; None where the project cannot be written to, which is said.
    """
    if not work.project.writable:
        work.say(tr("This project is open for reading only."), bad=True)
        return None
    document = work.document
    before = work.look(reread.as_transcript, document)

    def put(label: str | None) -> None:
        right = told.speaks_from(before, place, label)
        if right == before:
            return
        done = work.act(reread.put_right, document, right, work.coder)
        if done is not None:
            who = (
                tr("‘{label}’ speaks from here", label=label)
                if label
                else tr("No turn begins here")
            )
            work.say(who, undo=True)

    def chosen(value: str) -> None:
        if value == _NEW:
            ask_line(parent, title, tr("Name of the speaker"), put)
        else:
            put(None if value == _BEFORE else value.removeprefix(_WHO))

    title = tr("Who speaks from this line on?")
    options = [
        Option(_WHO + speaker.label, speaker.label, counted(speaker.turns, "turn", "turns"))
        for speaker in before.speakers
    ]
    options += [
        Option(_NEW, tr("Somebody new…")),
        Option(_BEFORE, tr("Words of the turn before")),
    ]
    picker = Picker(work.theme, parent, title, options, chosen)
    picker.open()
    return picker
