"""Going back to a snapshot from its dialog."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from liveable import settings
from liveable.gui.restore_dialog import RestoreDialog
from liveable.gui.theme import Theme
from liveable.ops import codebook
from liveable.store import backup, queries
from liveable.store.project import open_project
from tests.conftest import ANN


def _codes(path: Path) -> int:
    with open_project(path, ANN, write=False) as project, project.reading() as session:
        return len(queries.codes(session))


@pytest.fixture
def worked_in(project_file: Path) -> Path:
    """A project with two snapshots, and a code made since."""
    now = datetime.now()
    backup.take(project_file, "before version 2", at=now - timedelta(days=40))
    backup.take(project_file, at=now - timedelta(minutes=1))
    with open_project(project_file, ANN) as project:
        codebook.create(project, "Soup", ANN.uid)
    return project_file


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, worked_in: Path, parent: QWidget) -> RestoreDialog:
    made = RestoreDialog(theme, worked_in, settings.load(), parent)
    made.open()
    qtbot.waitUntil(lambda: len(made.snapshots.facts.rows) == 2)
    return made


def test_snapshots_are_listed_with_when_why_and_what_is_in_them(
    qtbot: QtBot, dialog: RestoreDialog
) -> None:
    rows = dialog.snapshots.facts.rows
    qtbot.waitUntil(lambda: all("0 codings" in row.facts for row in rows))
    assert [row.note for row in rows] == ["", "before version 2"]
    assert all("kB" in row.facts or "MB" in row.facts for row in rows)
    qtbot.waitUntil(lambda: "0 documents" in dialog.present.text())


def test_restoring_puts_the_snapshot_in_place_and_keeps_the_present_state(
    qtbot: QtBot, dialog: RestoreDialog, worked_in: Path
) -> None:
    assert _codes(worked_in) == 1
    told: list[Path] = []
    dialog.restored.connect(told.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.main.text() == "Open the project")
    assert _codes(worked_in) == 0
    kept = next(s for s in backup.snapshots(worked_in) if s.note == "before restoring")
    assert str(kept.path) in dialog.nothing.text()
    assert told == []
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert told == [worked_in]
    assert not dialog.isVisible()


def test_the_window_hears_of_it_however_the_page_is_closed(
    qtbot: QtBot, dialog: RestoreDialog, worked_in: Path
) -> None:
    told: list[Path] = []
    dialog.restored.connect(told.append)
    qtbot.keyClick(dialog.snapshots, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.main.text() == "Open the project")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == [worked_in]


def test_a_project_that_is_open_elsewhere_is_refused_in_place(
    qtbot: QtBot, dialog: RestoreDialog, worked_in: Path
) -> None:
    told: list[Path] = []
    dialog.restored.connect(told.append)
    with open_project(worked_in, ANN):
        qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "is open in another" in dialog.problem.text())
    assert dialog.main.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == []
    assert _codes(worked_in) == 1


def test_a_damaged_snapshot_says_so_and_changes_nothing(
    qtbot: QtBot, theme: Theme, worked_in: Path, parent: QWidget
) -> None:
    latest = backup.snapshots(worked_in)[0].path
    latest.write_bytes(latest.read_bytes()[:3000])
    dialog = RestoreDialog(theme, worked_in, settings.load(), parent)
    dialog.open()
    qtbot.waitUntil(lambda: any(row.trouble for row in dialog.snapshots.facts.rows))
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "damaged" in dialog.problem.text())
    assert _codes(worked_in) == 1


def test_a_project_without_snapshots_says_where_they_would_be(
    qtbot: QtBot, theme: Theme, project_file: Path, parent: QWidget
) -> None:
    dialog = RestoreDialog(theme, project_file, settings.load(), parent)
    dialog.open()
    qtbot.waitUntil(lambda: "kindness snapshots" in dialog.nothing.text())
    assert not dialog.main.isEnabled()


def test_without_a_project_one_is_chosen_first(
    qtbot: QtBot, theme: Theme, worked_in: Path, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RestoreDialog(theme, None, settings.load(), parent)
    dialog.open()
    assert not dialog.main.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(worked_in), ""))
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.snapshots.facts.rows) == 2)
    assert dialog.main.isEnabled()
