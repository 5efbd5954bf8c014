"""The keys of commands: as declared, or as a person chose them, and whether two get in each other's
way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from liveable.gui.commands import COMMANDS, Command
from liveable.gui.words import tr
from liveable.settings import Settings

_BETWEEN = "; "
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
}
# What the widgets themselves need for moving and leaving, also with Shift, and for copying.
_MOVING = frozenset(
    ("Esc", "Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Space")
)
_COPYING = frozenset(("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A", "Backspace"))
_FUNCTION_KEY = re.compile(r"(Shift\+)?F\d+")
# What stands on the key itself, where Qt has a name for it.
_WRITTEN = {"Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
# Two spellings of one key on the commonest keyboards; elsewhere they are two keys.
_SHIFTED = dict(zip('{}<>?:"_~|', "[],./;'-`\\", strict=True))


def keys_of(command: Command, settings: Settings) -> list[QKeySequence]:
    """The keys of a command: a person's own, which may be none, else the usual ones."""
    own = settings.keys.get(command.name)
    spelt = command.keys if own is None else own.split(_BETWEEN)
    keys = (QKeySequence.fromString(key, _PORTABLE) for key in spelt)
    return [key for key in keys if key.toString(_PORTABLE)]  # one Qt cannot read has no name


def with_keys(
    own: Mapping[str, str], command: Command, keys: Sequence[QKeySequence]
) -> dict[str, str]:
    """A person's own keys with those of one command changed; the usual ones are not kept."""
    spelt = tuple(key.toString(_PORTABLE) for key in keys)
    others = {name: kept for name, kept in own.items() if name != command.name}
    return others if spelt == command.keys else others | {command.name: _BETWEEN.join(spelt)}


def clashes(command: Command, key: QKeySequence, settings: Settings) -> list[Command]:
    """The other commands that listen to a key where this one would: in its part, or everywhere."""
    return [
        other
        for other in COMMANDS
        if other.name != command.name
        and (other.where == command.where or "window" in (other.where, command.where))
        and _plain(key) in map(_plain, keys_of(other, settings))
    ]


def without(held: Sequence[QKeySequence], key: QKeySequence) -> list[QKeySequence]:
    """Some keys without one of them, however it is spelt."""
    return [other for other in held if _plain(other) != _plain(key)]


def trouble(command: Command, key: QKeySequence) -> str:
    """Why a command cannot have a key, "" if it can."""
    spelt = key.toString(_PORTABLE)
    if spelt in _COPYING or spelt.removeprefix("Shift+") in _MOVING:
        return tr("{key} has its own work in every list and text.", key=shown(key))
    held = any(f"{modifier}+" in spelt for modifier in ("Ctrl", "Alt", "Meta"))
    if command.where == "window" and not held and not _FUNCTION_KEY.fullmatch(spelt):
        return tr("{key} alone would be typed as text: hold Ctrl or Alt too.", key=shown(key))
    return ""


def pressed(event: QKeyEvent) -> QKeySequence | None:
    """The key that was pressed, as a shortcut would have it; None while only Shift and its like
    are.
    """
    key, held = Qt.Key(event.key()), event.modifiers() & ~_KEYPAD
    if key in _MODIFIERS:
        return None
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    text = QKeySequence(key).toString(_PORTABLE)
    if len(text) == 1 and not text.isalnum() and not text.isspace():
        held &= ~_SHIFT  # Shift is already in the sign
    return QKeySequence(QKeyCombination(held, key))


def shown(key: QKeySequence) -> str:
    """A key as it is written on this system's keyboards."""
    said = key.toString(QKeySequence.SequenceFormat.NativeText)
    held, plus, last = said.rpartition("+")
    return held + plus + _WRITTEN.get(last, last)


def _plain(key: QKeySequence) -> str:
    spelt = key.toString(_PORTABLE)
    sign = spelt[-1:]
    return f"{spelt[:-1]}Shift+{_SHIFTED[sign]}" if sign in _SHIFTED else spelt
