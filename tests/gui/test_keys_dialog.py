"""Seeing and changing keys."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable import settings
from liveable.gui import keys
from liveable.gui.commands import BY_NAME, COMMANDS
from liveable.gui.kept import Kept
from liveable.gui.keys_dialog import KeysDialog
from liveable.gui.theme import Theme

Key: TypeAlias = Qt.Key
Held: TypeAlias = Qt.KeyboardModifier
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


class Page:
    """The dialog, and what is kept of it."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.qtbot, self.kept = qtbot, Kept()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.dialog = KeysDialog(self.kept, theme, self.window)
        self.dialog.show()

    def press(self, key: Key, held: Held = Held.NoModifier) -> None:
        self.qtbot.keyClick(self.dialog.list, key, held)

    def set(self, name: str, key: Key, held: Held = Held.NoModifier) -> None:
        self.dialog.filter.clear()
        self.dialog.choose(name)
        self.press(Key.Key_Return)
        self.press(key, held)

    def keys(self, name: str) -> list[str]:
        return [keys.shown(k) for k in keys.keys_of(BY_NAME[name], settings.load())]

    def note(self) -> str:
        return self.dialog.note.text()

    def rows(self) -> list[str]:
        lines = self.dialog.lines
        return [lines.line(i).text for i in range(lines.rowCount()) if not lines.line(i).head]


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Page:
    return Page(qtbot, theme)


def test_every_command_is_there_with_its_keys(page: Page) -> None:
    """In the groups of the menus, each saying where its keys are heard."""
    assert sorted(page.rows()) == sorted(c.text for c in COMMANDS)
    said = [page.dialog.lines.line(i).said for i in range(page.dialog.lines.rowCount())]
    assert "Star, S, In the text" in said
    assert "Redo, Ctrl+Shift+Z, Ctrl+Y" in said
    assert QAccessible.queryAccessibleInterface(page.dialog.list) is not None


def test_a_command_is_found_by_name_or_key(page: Page) -> None:
    """Letters of its name, or the key itself."""
    page.qtbot.keyClicks(page.dialog.filter, "snap")
    assert page.rows()[:2] == ["Take a snapshot now", "Restore a snapshot…"]
    page.dialog.filter.clear()
    page.qtbot.keyClicks(page.dialog.filter, "ctrl+k")
    assert page.rows()[0] == "Find a text, a code or a command"


def test_a_key_is_changed_by_pressing_it(page: Page) -> None:
    """Enter, the key; it is kept at once and marked as one's own."""
    page.qtbot.keyClicks(page.dialog.filter, "star")
    page.qtbot.keyClick(page.dialog.filter, Key.Key_Return)
    assert page.note() == "Press the key for “Star”, or Esc."
    page.press(Key.Key_Control, Held.ControlModifier)
    page.press(Key.Key_8, Held.ControlModifier)
    assert page.keys("code.star") == ["Ctrl+8"]
    assert settings.load().keys == {"code.star": "Ctrl+8"}
    line = page.dialog.lines.line(page.dialog.list.currentIndex().row())
    assert (line.key, line.facts) == ("Ctrl+8", "In the text · yours")


def test_escape_leaves_the_key_and_then_the_page(page: Page) -> None:
    """While a key is waited for, Escape only ends the waiting."""
    page.set("code.star", Key.Key_Escape)
    assert page.dialog.isVisible()
    assert page.note() == ""
    page.press(Key.Key_Escape)
    assert not page.dialog.isVisible()
    assert settings.load().keys == {}


def test_another_commands_key_is_taken_only_on_purpose(page: Page) -> None:
    """It is said whose it is; Enter takes it from there, Escape leaves it."""
    page.set("code.star", Key.Key_M)
    assert page.note().startswith("M is “Memo on this coding” (in the text).")
    page.press(Key.Key_Escape)
    assert settings.load().keys == {}
    page.set("code.star", Key.Key_M)
    page.press(Key.Key_Return)
    assert (page.keys("code.star"), page.keys("code.memo")) == (["M"], [])
    page.dialog.choose("code.memo")
    page.dialog.reset()
    assert page.note() == "M is “Star” (in the text)."
    page.dialog.choose("code.star")
    page.dialog.reset()
    page.dialog.choose("code.memo")
    page.dialog.reset()
    assert settings.load().keys == {}


def test_keys_that_cannot_be_had_are_refused_in_words(page: Page) -> None:
    """And another may be pressed at once."""
    page.set("find.all", Key.Key_Q)
    assert page.note() == "Q alone would be typed as text: hold Ctrl or Alt too."
    page.press(Key.Key_Return, Held.ControlModifier | Held.ShiftModifier)
    assert page.keys("find.all") == ["Ctrl+Shift+Enter"]
    assert page.dialog.isVisible()


def test_keys_are_added_and_removed(page: Page) -> None:
    """A command may have several keys, or none."""
    page.dialog.choose("code.star")
    page.dialog.change(adding=True)
    page.press(Key.Key_F9)
    assert page.keys("code.star") == ["S", "F9"]
    page.press(Key.Key_Delete)
    assert page.keys("code.star") == []
    assert page.note() == "Star: no key"
    page.dialog.reset_all()
    assert page.keys("code.star") == ["S"]


def test_moving_on_in_the_list_ends_the_waiting(page: Page) -> None:
    """A click on another command is not followed by a surprise."""
    page.dialog.choose("code.star")
    page.dialog.change()
    page.dialog.choose("code.memo")
    page.press(Key.Key_F9)
    assert settings.load().keys == {}
