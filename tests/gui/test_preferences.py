"""Preferences: every setting shown or left out on purpose, and kept as it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveable import settings
from liveable.gui.kept import Kept
from liveable.gui.preferences import HIDDEN, SHOWN, Preferences
from liveable.gui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Iterator[Preferences]:
    """The page over a window; it goes when it is closed."""
    window = QWidget()
    qtbot.addWidget(window)
    made = Preferences(Kept(), theme, window)
    made.show()
    yield made
    window.close()


def write(qtbot: QtBot, page: Preferences, field: str, text: str) -> None:
    line = page.fields[field]
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_every_setting_is_shown_or_left_out_on_purpose() -> None:
    """A new setting needs a label, or a reason."""
    shown = [s.field for s in SHOWN]
    assert len(set(shown)) == len(shown)
    assert {f.name for f in fields(settings.Settings)} == set(shown) | HIDDEN
    assert not set(shown) & HIDDEN


def test_every_choice_can_be_kept() -> None:
    """What is offered is what the settings file takes."""
    for shown in SHOWN:
        for stored, _ in shown.choices:
            settings.save(settings.Settings(person_uid="p", **{shown.field: stored}))  # type: ignore[arg-type]
            assert getattr(settings.load(), shown.field) == stored


def test_fields_are_named_and_show_what_is_kept(page: Preferences) -> None:
    """Each by its label; an empty one says what that means."""
    assert [page.fields[s.field].accessibleName() for s in SHOWN] == [s.label for s in SHOWN]
    name = page.fields["person_name"]
    assert isinstance(name, QLineEdit)
    assert name.placeholderText() == settings.account_name()
    assert name.hasFocus()


def test_a_change_is_saved_at_once(qtbot: QtBot, page: Preferences, theme: Theme) -> None:
    """Colours and size are in force at once too."""
    write(qtbot, page, "person_name", "  Zoe ")
    assert settings.load().person_name == "Zoe"
    qtbot.keyClick(page.fields["theme"], Qt.Key.Key_End)
    assert (theme.name, settings.load().theme) == ("contrast", "contrast")
    qtbot.keyClick(page.fields["zoom"], Qt.Key.Key_Down)
    assert (theme.zoom, settings.load().zoom) == (110, 110)
    qtbot.keyClick(page.fields["snapshot_minutes"], Qt.Key.Key_Up)
    assert settings.load().snapshot_minutes == 20


def test_a_number_set_by_hand_stays(qtbot: QtBot, theme: Theme) -> None:
    """What the file says and the list does not is one choice more."""
    settings.save(settings.Settings(person_uid="p", snapshot_minutes=7))
    page = Preferences(Kept(), theme)
    qtbot.addWidget(page)
    often = page.fields["snapshot_minutes"]
    assert isinstance(often, QComboBox)
    assert (often.currentText(), often.currentData()) == ("7", 7)
    assert settings.load().snapshot_minutes == 7


def test_without_snapshots_their_settings_are_off(qtbot: QtBot, page: Preferences) -> None:
    """They come back with them."""
    box = page.fields["snapshots"]
    assert isinstance(box, QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert settings.load().snapshots is False
    assert not page.fields["snapshot_folder"].isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert page.fields["snapshot_minutes"].isEnabled()


def test_what_cannot_be_is_said_beside_its_field(
    qtbot: QtBot, page: Preferences, tmp_path: Path
) -> None:
    """Nothing wrong is kept, and the page stays until it is put right."""
    write(qtbot, page, "snapshot_folder", str(tmp_path / "nowhere"))
    assert page.problems["snapshot_folder"].text() == f"There is no folder {tmp_path / 'nowhere'}."
    assert settings.load().snapshot_folder == ""
    write(qtbot, page, "report_template", "{case}, {Anything I like|speaker} }")
    assert "has a } on its own" in page.problems["report_template"].text()
    qtbot.mouseClick(page.main, Qt.MouseButton.LeftButton)
    assert page.isVisible()
    write(qtbot, page, "snapshot_folder", str(tmp_path))
    write(qtbot, page, "report_template", "{case}, {Anything I like|speaker}")
    assert settings.load().snapshot_folder == str(tmp_path)
    line = page.fields["person_name"]
    line.setFocus()
    qtbot.keyClicks(line, "Ann")
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.isVisible()
    assert settings.load().person_name == "Ann"
    assert settings.load().report_template == "{case}, {Anything I like|speaker}"
