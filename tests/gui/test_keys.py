"""Keys of commands: kept, compared and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from liveable.gui import keys
from liveable.gui.commands import BY_NAME, COMMANDS
from liveable.settings import Settings

USUAL = Settings(person_uid="p")
Held = Qt.KeyboardModifier


def spelt(found: list[QKeySequence]) -> list[str]:
    return [key.toString(QKeySequence.SequenceFormat.PortableText) for key in found]


def seq(*written: str) -> list[QKeySequence]:
    return [QKeySequence(key) for key in written]


def test_keys_are_as_declared_until_chosen_otherwise() -> None:
    """No entry means the usual keys, an empty one none, and what is not a key is passed over."""
    redo = BY_NAME["project.redo"]
    assert spelt(keys.keys_of(redo, USUAL)) == ["Ctrl+Shift+Z", "Ctrl+Y"]
    for kept, wanted in (("", []), ("Ctrl+;; F9", ["Ctrl+;", "F9"]), ("Nonsense+Q; F9", ["F9"])):
        own = Settings(person_uid="p", keys={"project.redo": kept})
        assert spelt(keys.keys_of(redo, own)) == wanted


some_keys = st.lists(
    st.sampled_from(["Ctrl+;", ";", "F9", "Alt+[", "Ctrl+Shift+K", "'", "Ctrl+,"]), unique=True
)


@given(some_keys)
def test_what_is_kept_is_what_was_chosen(chosen: list[str]) -> None:
    """Any keys come back as they were, semicolons too, and the usual ones take no room."""
    command = BY_NAME["find.all"]
    own = keys.with_keys({"code.star": "F8"}, command, seq(*chosen))
    assert spelt(keys.keys_of(command, Settings(person_uid="p", keys=own))) == chosen
    assert keys.with_keys(own, command, seq(*command.keys)) == {"code.star": "F8"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_the_usual_keys_can_be_had(command: object) -> None:
    """None of them is refused, and no two get in each other's way."""
    found = BY_NAME[command.name]  # type: ignore[attr-defined]
    for key in keys.keys_of(found, USUAL):
        assert keys.trouble(found, key) == ""
        assert keys.clashes(found, key, USUAL) == []


def test_keys_clash_in_one_part_or_with_the_whole_window() -> None:
    """Delete may mean one thing in the text and another in the codebook."""
    star, find, read = BY_NAME["code.star"], BY_NAME["find.all"], BY_NAME["document.read"]
    (w,) = seq("W")
    assert [c.name for c in keys.clashes(star, w, USUAL)] == ["find.word"]
    assert keys.clashes(BY_NAME["suggest.reject"], w, USUAL) == []
    (control_r,) = seq("Ctrl+R")
    assert [c.name for c in keys.clashes(star, control_r, USUAL)] == ["document.read"]
    assert keys.clashes(read, control_r, USUAL) == []
    moved = Settings(person_uid="p", keys={"document.read": "F9"})
    assert keys.clashes(find, control_r, moved) == []
    (brace,) = seq("Alt+{")  # on most keyboards the same key as Alt+Shift+[
    assert [c.name for c in keys.clashes(star, brace, USUAL)] == ["code.start_right"]


@pytest.mark.parametrize(
    ("name", "key", "able"),
    [
        ("find.all", "Q", False),
        ("find.all", "Shift+Q", False),
        ("find.all", "Delete", False),
        ("find.all", "Ctrl+Q", True),
        ("find.all", "Shift+F5", True),
        ("code.star", "Q", True),
        ("code.star", "Tab", False),
        ("code.star", "Shift+Down", False),
        ("code.star", "Ctrl+C", False),
        ("code.star", "Alt+Down", True),
    ],
)
def test_keys_that_are_needed_otherwise_are_refused(name: str, key: str, able: bool) -> None:
    """A letter alone is text in the whole window; moving and copying keep their keys."""
    assert (keys.trouble(BY_NAME[name], QKeySequence(key)) == "") is able


@pytest.mark.parametrize(
    ("key", "held", "wanted"),
    [
        (Qt.Key.Key_K, Held.ControlModifier, "Ctrl+K"),
        (Qt.Key.Key_K, Held.ShiftModifier, "Shift+K"),
        (Qt.Key.Key_Plus, Held.ControlModifier | Held.ShiftModifier, "Ctrl++"),
        (Qt.Key.Key_BraceLeft, Held.AltModifier | Held.ShiftModifier, "Alt+{"),
        (Qt.Key.Key_5, Held.KeypadModifier, "5"),
        (Qt.Key.Key_Enter, Held.KeypadModifier | Held.ControlModifier, "Ctrl+Return"),
        (Qt.Key.Key_Delete, Held.NoModifier, "Del"),
        (Qt.Key.Key_Shift, Held.ShiftModifier, None),
        (Qt.Key.Key_Control, Held.ControlModifier, None),
    ],
)
def test_a_key_pressed_is_the_key_meant(key: Qt.Key, held: Held, wanted: str | None) -> None:
    """Shift that only makes the sign is no part of it, nor is the number pad."""
    found = keys.pressed(QKeyEvent(QEvent.Type.KeyPress, key, held))
    assert (spelt([found])[0] if found else None) == wanted
