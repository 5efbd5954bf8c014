"""The menu of what a speaker does, and with whom it is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from liveable.core.intake import Intake, Voice
from liveable.gui import import_words
from liveable.gui.words import tr

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
        menu.put(menu, tr(name), partial(intake.cast, voice, role), role == voice.role)
    if file in voice.files and len(voice.files) > 1:
        menu.addSeparator()
        where = intake.files[file].path.name
        for role, name in import_words.ROLES.items():
            if role != voice.role:
                text = tr("{role} in {file} only", role=tr(name), file=where)
                menu.put(menu, text, partial(intake.cast, voice, role, file))
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
