"""A new project from its dialog, and the sample project."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from liveable import demo, paths, settings
from liveable.core.progress import Cancelled, Progress
from liveable.gui import sample
from liveable.gui.new_project import NewProject
from liveable.gui.tasks import Tasks
from liveable.gui.theme import Theme
from liveable.store import queries
from liveable.store.project import Person, open_project
from tests.conftest import ANN

_BOOK = "schema: liveable-codebook/1\nname: Mine\ncodes:\n  - name: Soup\n  - name: Bread\n"
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, tmp_path: Path, parent: QWidget) -> NewProject:
    made = NewProject(theme, parent)
    made.place.setText(str(tmp_path))
    made.open()
    qtbot.waitExposed(made)
    return made


def test_typing_a_name_and_ctrl_enter_makes_the_project(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path
) -> None:
    qtbot.keyClicks(dialog.name, "Stairs: wave 2")
    assert dialog.file.text().endswith("Stairs wave 2.liveable")
    dialog.person.clear()
    qtbot.keyClicks(dialog.person, "Moira Reid")
    dialog.codebook.shipped["liveable_lives"].click()
    with qtbot.waitSignal(dialog.created) as made:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return, _CTRL)
    path = tmp_path / "Stairs wave 2.liveable"
    assert made.args == [path, "liveable_lives", "Moira Reid"]
    assert not dialog.isVisible()
    with open_project(path, ANN) as project, project.reading() as session:
        assert len(queries.codes(session)) == 78
        assert queries.coder_name(session, settings.load().person_uid) == "Moira Reid"


def test_enter_alone_makes_nothing(qtbot: QtBot, dialog: NewProject, tmp_path: Path) -> None:
    qtbot.keyClicks(dialog.name, "Stairs")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert list(tmp_path.glob("*.liveable")) == []
    assert dialog.isVisible()


@pytest.mark.parametrize("name", ["", "   ", "///"])
def test_a_project_without_a_usable_name_is_refused_beside_the_field(
    qtbot: QtBot, dialog: NewProject, name: str
) -> None:
    dialog.name.setText(name)
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.name_problem.isVisible()
    assert dialog.name.hasFocus()
    qtbot.keyClicks(dialog.name, "x")
    assert not dialog.name_problem.isVisible()


def test_a_file_that_is_there_already_is_said_while_typing(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path
) -> None:
    (tmp_path / "Stairs.liveable").write_text("mine")
    qtbot.keyClicks(dialog.name, "Stairs")
    assert "already" in dialog.place_problem.text()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return, _CTRL)
    assert (tmp_path / "Stairs.liveable").read_text() == "mine"
    qtbot.keyClicks(dialog.name, " 2")
    assert not dialog.place_problem.isVisible()


def test_a_folder_that_is_not_there_and_a_missing_person_are_refused(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path
) -> None:
    qtbot.keyClicks(dialog.name, "Stairs")
    dialog.place.setText(str(tmp_path / "nowhere"))
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "no folder" in dialog.place_problem.text()
    dialog.place.setText(str(tmp_path))
    dialog.person.setText(" ")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.person_problem.isVisible()
    assert list(tmp_path.glob("*.liveable")) == []


def test_a_refusal_while_making_is_said_and_can_be_put_right(
    qtbot: QtBot, dialog: NewProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveable.gui.new_project.why_not", lambda _path: "")
    dialog.name.setText("Stairs")
    path = dialog.path()
    assert path is not None
    path.write_text("came meanwhile")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "already" in dialog.place_problem.text())
    assert dialog.main.isEnabled()
    assert dialog.name.isEnabled()


def test_a_codebook_of_ones_own_is_read_and_used(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "mine.yaml"
    book.write_text(_BOOK, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(book), ""))
    qtbot.mouseClick(dialog.codebook.browse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 codes" in dialog.codebook.own.text())
    dialog.name.setText("Stairs")
    with qtbot.waitSignal(dialog.created) as made:
        qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert made.args is not None
    assert made.args[1] == book


def test_a_codebook_that_cannot_be_read_is_said_and_keeps_the_project_from_being_made(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path
) -> None:
    book = tmp_path / "mine.yaml"
    book.write_text("nothing of the sort", encoding="utf-8")
    dialog.codebook.take(book)
    qtbot.waitUntil(lambda: "mine.yaml" in dialog.codebook.problem.text())
    dialog.name.setText("Stairs")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert list(tmp_path.glob("*.liveable")) == []
    dialog.codebook.none.click()
    assert not dialog.codebook.problem.isVisible()
    with qtbot.waitSignal(dialog.created):
        qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)


def test_each_ready_made_codebook_says_what_it_is(qtbot: QtBot, dialog: NewProject) -> None:
    choices = dialog.codebook.shipped.values()
    qtbot.waitUntil(lambda: all("codes" in choice.text() for choice in choices))
    assert all(choice.accessibleDescription() for choice in choices)


def test_escape_makes_nothing(qtbot: QtBot, dialog: NewProject, tmp_path: Path) -> None:
    qtbot.keyClicks(dialog.name, "Stairs")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert list(tmp_path.glob("*.liveable")) == []


# --- the sample project


def _made(folder: Path, _progress: Progress, _maker: Person) -> object:
    folder.mkdir(parents=True)
    (folder / demo.PROJECT).write_text("project")
    (folder / demo.REPORT).write_text("report")
    return type("Made", (), {"project": folder / demo.PROJECT, "report": folder / demo.REPORT})


def test_the_sample_is_made_once_and_then_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "make", _made)
    paths.documents().mkdir(parents=True)
    tasks = Tasks()
    got: list[Path] = []
    failed: list[Exception] = []
    assert sample.open_sample(tasks, got.append, failed.append) is not None
    qtbot.waitUntil(lambda: bool(got or failed))
    assert failed == []
    assert got == [sample.sample_file()]
    assert got[0].is_relative_to(paths.documents())
    assert {p.name for p in got[0].parent.iterdir()} == {"Liveable sample.liveable", "report.docx"}
    assert [p.name for p in paths.documents().iterdir()] == ["Liveable sample"]
    got[0].write_text("worked in")
    assert sample.open_sample(tasks, got.append, failed.append) is None
    assert got[0] == got[1]
    assert got[1].read_text() == "worked in"
    tasks.close()


def test_a_sample_asked_for_twice_does_not_run_over_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def meanwhile(folder: Path, progress: Progress, maker: Person) -> object:
        sample.sample_file().parent.mkdir(parents=True)
        sample.sample_file().write_text("worked in")
        return _made(folder, progress, maker)

    monkeypatch.setattr(demo, "make", meanwhile)
    paths.documents().mkdir(parents=True)
    assert sample.make_sample().read_text() == "worked in"
    assert [p.name for p in paths.documents().iterdir()] == ["Liveable sample"]


def test_a_sample_that_was_stopped_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(folder: Path, progress: Progress, maker: Person) -> object:
        _made(folder, progress, maker)
        raise Cancelled

    monkeypatch.setattr(demo, "make", stopped)
    paths.documents().mkdir(parents=True)
    with pytest.raises(Cancelled):
        sample.make_sample()
    assert list(paths.documents().iterdir()) == []


def test_without_a_folder_of_documents_the_sample_lies_beside_the_settings() -> None:
    assert sample.sample_file().is_relative_to(paths.config())
