"""The menu of what a speaker does, and with whom it is one; and asking who else speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from liveable.core import told
from liveable.core.intake import Intake, Voice
from liveable.core.transcript import Transcript
from liveable.gui import import_words
from liveable.gui.pick import Option, Picker, ask_line
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr

_MOST = 30  # other speakers offered


class RoleMenu(QMenu):
    """``said`` is emitted after something was said."""

    said = Signal()

    def put(self, menu: QMenu, text: str, act: Callable[[], object], checked: bool = False) -> None:
        """One thing to say, in this menu or in one of it."""
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(checked)
        action.setChecked(checked)
        action.triggered.connect(lambda: act())
        action.triggered.connect(self.said)


def role_menu(
    parent: QWidget, intake: Intake, voices: Sequence[Voice], voice: Voice, file: int
) -> RoleMenu:
    """What can be said of a voice; ``file`` is the one gone to, of which alone it may be said."""
    menu = RoleMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for role, name in import_words.ROLES.items():
        said = role == voice.role and not voice.nobody
        menu.put(menu, tr(name), partial(intake.cast, voice, role), said)
    if not voice.nobody and file in voice.files and len(voice.files) > 1:
        menu.addSeparator()
        where = intake.files[file].path.name
        for role, name in import_words.ROLES.items():
            if role != voice.role:
                text = tr("{role} in {file} only", role=tr(name), file=where)
                menu.put(menu, text, partial(intake.cast, voice, role, file))
    menu.addSeparator()
    say = intake.tell if voice.nobody else intake.dismiss
    menu.put(menu, tr(import_words.NOBODY), partial(say, voice.label), voice.nobody)
    if voice.nobody:
        return menu
    menu.addSeparator()
    if voice.joined:
        text = tr("Take apart from {label}", label=voice.joined)
        menu.put(menu, text, partial(intake.part, voice.label))
        return menu
    others = dict.fromkeys(v.label for v in voices if not v.joined and v.label != voice.label)
    if others:
        same = menu.addMenu(tr("Same person as"))
        for other in list(others)[:_MOST]:
            menu.put(same, other, partial(intake.join, voice.label, other))
    return menu


def ask_who_else(
    theme: Theme, parent: QWidget, intake: Intake, file: int, done: Callable[[str], object]
) -> QDialog:
    """Ask which label is a person's too: one of those that open lines of a file, or another.
    ``done`` gets it once it is told to the intake.
    """

    def take(label: str) -> None:
        if label and intake.says(label):
            intake.tell(label)
            done(label)
        elif label:
            ask(tr("No line begins with ‘{label}’ and a colon, a time or the like.", label=label))
        else:
            ask(tr("The label, as it stands at the head of lines"))

    def ask(question: str) -> QDialog:
        return ask_line(parent, title, question, take)

    title = tr("Who else speaks?")
    found = intake.files[file].found
    offered = told.overlooked(found) if isinstance(found, Transcript) else []
    known = {voice.label for voice in intake.voices({})}
    options = [
        Option(label, label, counted(lines, "line", "lines"))
        for label, lines in offered
        if label not in known
    ]
    if not options:
        return ask(tr("The label, as it stands at the head of lines"))
    options.append(Option("", tr("Another label…")))
    picker = Picker(theme, parent, title, options, take)
    picker.open()
    return picker
