"""Key caps show the keys in force, and follow a change of them at once."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.commands import COMMANDS
from liveable.gui.kept import Kept
from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.parts import row
from tests.gui.desk import Desk


def caps(within: QWidget) -> list[str]:
    """What stands on the caps that can be seen."""
    seen = [cap for cap in within.findChildren(QLabel) if cap.isVisibleTo(within)]
    return [cap.text() for cap in seen if cap.property("t") == "key"]


def test_a_cap_follows_the_persons_keys(qtbot: QtBot) -> None:
    """The usual key, then a chosen one; with none, the cap and its words are gone."""
    kept, words = Kept(), QLabel("Next document")
    keys = Keys(kept)
    cap = KeyCap(keys, "document.next", words)
    page = row(words, cap)
    qtbot.addWidget(page)
    page.show()
    assert cap.text() == "Alt+↓"
    kept.change(keys={"document.next": "Ctrl+B; F4"})
    assert cap.text() == "Ctrl+B"
    kept.change(keys={"document.next": ""})
    assert not cap.isVisible()
    assert not words.isVisible()
    kept.change(keys={})
    assert cap.isVisible()
    assert words.isVisible()
    cap.show_command("find.sentence")
    assert cap.text() == "Enter"


def test_nothing_is_told_while_no_key_changes(qtbot: QtBot) -> None:
    """Another setting is none of the caps' business."""
    kept = Kept()
    keys = Keys(kept)
    with qtbot.assertNotEmitted(keys.changed):
        kept.change(zoom=120)


def test_every_command_has_the_key_it_declares() -> None:
    """Without a person's own, the declared ones are shown."""
    keys = Keys()
    for command in COMMANDS:
        assert bool(keys(command.name)) == bool(command.keys)


def test_the_whole_window_shows_the_keys_in_force(sample: Desk) -> None:
    """Every cap of a command that is in sight changes with its key."""
    page, kept = sample.page, sample.window.kept
    sample.until(lambda: page.corpus.count.text())
    own = {
        "document.next": "Ctrl+F2",
        "document.import": "Ctrl+F3",
        "find.document": "Ctrl+F4",
        "find.code": "Ctrl+F5",
        "find.command": "Ctrl+F6",
        "suggest.code": "Ctrl+F7",
        "view.corpus": "Ctrl+F8",
    }
    kept.change(keys=own)
    written = {QKeySequence(key).toString() for key in own.values()}
    assert written <= set(caps(sample.window))
