"""One list of commands: names, keys and menus that can all be used."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.actions import Actions
from liveable.gui.commands import COMMANDS, MENUS, Command


def _keys(command: Command) -> list[QKeySequence]:
    return [QKeySequence(key) for key in command.keys]


def test_names_are_unique_and_menus_known() -> None:
    """A name means one thing, for settings keep keys under it."""
    assert [n for n, times in Counter(c.name for c in COMMANDS).items() if times > 1] == []
    assert {c.menu for c in COMMANDS} <= {None, *MENUS}


@pytest.mark.parametrize("where", sorted({c.where for c in COMMANDS} - {"window"}))
def test_a_key_does_one_thing_wherever_one_is(where: str) -> None:
    """The keys of a part are neither given twice in it nor used by the whole window."""
    heard = [key for c in COMMANDS if c.where in ("window", where) for key in c.keys]
    assert [key for key, times in Counter(heard).items() if times > 1] == []


def test_keys_are_keys(qtbot: QtBot) -> None:
    """Each is one Qt can read, in its portable spelling."""
    for command in COMMANDS:
        for key in command.keys:
            sequence = QKeySequence(key)
            assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == key


def test_letters_alone_are_heard_only_where_nothing_is_typed() -> None:
    """A key without Ctrl or Alt belongs to a part, for in the window it would be typed anywhere."""
    plain = [c.name for c in COMMANDS if c.where == "window" for k in c.keys if len(k) == 1]
    assert plain == []


def test_a_command_needs_a_doer_and_its_need(qtbot: QtBot) -> None:
    """Nothing can be chosen that would do nothing."""
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window, _keys)
    star = actions.by_name["code.star"]
    done: list[str] = []
    assert not star.isEnabled()
    actions.do({"code.star": lambda: done.append("star")}, {})
    assert not star.isEnabled()
    actions.offer(frozenset({"coding"}))
    assert star.isEnabled()
    star.trigger()
    assert done == ["star"]
    actions.forget({"code.star": lambda: None})
    assert not star.isEnabled()


def test_the_keys_of_a_part_work_there_and_nowhere_else(qtbot: QtBot) -> None:
    """``S`` stars a coding while the text has focus; in a field beside it, it is a letter."""
    window = QMainWindow()
    qtbot.addWidget(window)
    whole = QWidget()
    window.setCentralWidget(whole)
    text, field = QWidget(whole), QLineEdit(whole)
    actions = Actions(window, _keys)
    done: list[str] = []
    actions.do({"code.star": lambda: done.append("star")}, {"text": text})
    actions.offer(frozenset({"coding"}))
    bar = QMenuBar()
    actions.fill(bar)
    window.setMenuBar(bar)
    text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.show()
    window.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    qtbot.keyClick(text, "s")
    assert done == ["star"]
    field.setFocus()
    qtbot.keyClick(field, "s")
    assert done == ["star"]
    assert field.text() == "s"


def test_menus_hold_every_command_with_a_menu(qtbot: QtBot) -> None:
    """The menus are the list, in its order."""
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window, _keys)
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.fill(bar)
    shown = [
        action.objectName()
        for menu in bar.actions()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
        if action.objectName()
    ]
    assert sorted(shown) == sorted(c.name for c in COMMANDS if c.menu)
