"""The welcome page: cards, recent projects, dropped files."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable.core.progress import Progress
from liveable.gui.tasks import Tasks
from liveable.gui.theme import Theme
from liveable.gui.welcome import Welcome
from liveable.gui.words import when

_NOW = datetime(2024, 3, 14, 10, 0)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Welcome:
    made = Welcome(theme)
    qtbot.addWidget(made)
    made.resize(1440, 858)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def _heard(page: Welcome) -> list[object]:
    heard: list[object] = []
    for signal in (
        page.command_wanted, page.project_wanted, page.files_dropped, page.forgotten
    ):  # fmt: skip
        signal.connect(heard.append)
    return heard


def _known(qtbot: QtBot, page: Welcome) -> None:
    """Wait until every recent project was looked at."""
    qtbot.waitUntil(lambda: all(r.facts or r.trouble for r in page.recent.facts.rows))


def test_every_card_gives_its_command_by_click_and_by_key(qtbot: QtBot, page: Welcome) -> None:
    heard = _heard(page)
    for card in page.cards.values():
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        qtbot.keyClick(card, Qt.Key.Key_Return)
        qtbot.keyClick(card, Qt.Key.Key_Space)
    names = ["project.sample", "project.new", "project.open", "project.restore"]
    assert heard == [name for name in names for _ in range(3)]


def test_a_first_start_has_the_sample_card_under_the_keys(qtbot: QtBot, page: Welcome) -> None:
    qtbot.waitUntil(lambda: page.cards["project.sample"].hasFocus())


def test_arrows_go_through_the_cards_and_over_to_the_projects(
    qtbot: QtBot, page: Welcome, sample_file: Path
) -> None:
    page.set_recent([sample_file])
    first, *_, last = page.cards.values()
    first.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert last.hasFocus()
    qtbot.keyClick(last, Qt.Key.Key_Right)
    assert page.recent.hasFocus()
    qtbot.keyClick(page.recent, Qt.Key.Key_Left)
    assert first.hasFocus()


def test_tab_reaches_every_card_and_the_projects(
    qtbot: QtBot, page: Welcome, sample_file: Path
) -> None:
    page.set_recent([sample_file])
    page.cards["project.sample"].setFocus()
    seen = set()
    for _ in range(6):
        seen.add(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert seen >= {*page.cards.values(), page.recent}


def test_recent_projects_say_what_is_in_them(
    qtbot: QtBot, page: Welcome, sample_file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.liveable"
    bad.write_text("not a database " * 100)
    page.set_recent([sample_file, tmp_path / "gone.liveable", bad])
    _known(qtbot, page)
    good, gone, damaged = page.recent.facts.rows
    assert good.name == "Everyday help in Strathcairn"
    assert good.facts == "11 documents · 360 codings"
    assert good.when.startswith("Today")
    assert (gone.name, bool(gone.trouble), gone.way_out) == ("gone", True, "Remove")
    assert damaged.trouble
    said = page.recent.facts.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "11 documents" in said


def test_projects_of_one_name_are_told_apart_by_their_files(
    qtbot: QtBot, page: Welcome, sample_file: Path, tmp_path: Path
) -> None:
    twin = Path(shutil.copyfile(sample_file, tmp_path / "my copy.liveable"))
    page.set_recent([sample_file, twin])
    qtbot.waitUntil(lambda: [r.note for r in page.recent.facts.rows] == ["sample", "my copy"])


def test_enter_and_a_click_open_the_project(
    qtbot: QtBot, page: Welcome, sample_file: Path, tmp_path: Path
) -> None:
    heard = _heard(page)
    page.set_recent([sample_file, tmp_path / "other.liveable"])
    qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    qtbot.keyClick(page.recent, Qt.Key.Key_Down)
    qtbot.keyClick(page.recent, Qt.Key.Key_Enter)
    spot = page.recent.visualRect(page.recent.facts.index(0)).center()
    qtbot.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [sample_file, tmp_path / "other.liveable", sample_file]


def test_a_missing_project_can_be_taken_off_the_list(
    qtbot: QtBot, page: Welcome, sample_file: Path, tmp_path: Path
) -> None:
    heard = _heard(page)
    gone = tmp_path / "gone.liveable"
    page.set_recent([sample_file, gone])
    _known(qtbot, page)
    row = page.recent.visualRect(page.recent.facts.index(1))
    spot = row.center()
    spot.setX(row.right() - 20)
    qtbot.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [r.path for r in page.recent.facts.rows] == [sample_file]
    qtbot.keyClick(page.recent, Qt.Key.Key_Delete)
    assert heard == [gone, sample_file]
    assert not page.recent.isVisible()
    assert page.cards["project.sample"].hasFocus()


def test_what_was_asked_before_does_not_come_into_a_newer_list(
    qtbot: QtBot, page: Welcome, sample_file: Path, tmp_path: Path
) -> None:
    page.set_recent([sample_file] * 3)
    page.set_recent([tmp_path / "gone.liveable"])
    _known(qtbot, page)
    assert [r.name for r in page.recent.facts.rows] == ["gone"]


def _drop(page: Welcome, files: list[Path]) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(page.rect().center(), *args, none)
    entered.ignore()
    page.dragEnterEvent(entered)
    if entered.isAccepted():
        page.dropEvent(QDropEvent(QPointF(9, 9), *args, none))
    return entered.isAccepted()


def test_a_dropped_project_opens_and_dropped_texts_ask_for_a_new_one(
    page: Welcome, tmp_path: Path
) -> None:
    heard = _heard(page)
    assert _drop(page, [tmp_path / "a.docx", tmp_path / "b.txt"])
    assert _drop(page, [tmp_path / "study.liveable"])
    assert not _drop(page, [])
    assert heard == [[tmp_path / "a.docx", tmp_path / "b.txt"], tmp_path / "study.liveable"]
    assert page.foot.text().startswith("Everything stays")


def test_a_job_shows_its_progress_and_can_be_stopped(
    qtbot: QtBot, page: Welcome
) -> None:  # fmt: skip
    tasks = Tasks()
    stopped: list[bool] = []

    def job(progress: Progress) -> None:
        while True:
            progress.step(1, 4, "reading")

    task = tasks.run("Making the sample project", job, lambda _: None, lambda _: None)
    task.cancelled.connect(lambda: stopped.append(True))
    page.follow(task)
    assert page.busy.isVisible()
    assert not page.cards["project.sample"].isEnabled()
    qtbot.waitUntil(lambda: "reading" in page.busy.what.text())
    qtbot.mouseClick(page.busy.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    assert stopped == [True]
    assert page.cards["project.sample"].isEnabled()
    tasks.close()


@pytest.mark.parametrize("size", [(800, 560), (1024, 700), (1440, 858), (3000, 1600)])
@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_nothing_is_cut_at_any_size(
    qtbot: QtBot, page: Welcome, sample_file: Path, size: tuple[int, int], zoom: int
) -> None:
    page.theme.set_zoom(zoom)
    page.resize(*size)
    page.set_recent([sample_file])
    qtbot.waitUntil(lambda: page.size().toTuple() == size)
    inside = page.area.widget()
    assert inside is not None
    assert inside.width() <= page.area.viewport().width()
    for card in page.cards.values():
        for part in (child for child in card.findChildren(QWidget) if not child.isHidden()):
            area = part.geometry()
            assert area.left() >= 0
            assert area.right() <= card.width()
            assert area.bottom() <= card.height()


def test_cards_tell_a_screen_reader_what_they_do(page: Welcome) -> None:
    card = page.cards["project.new"]
    told = QAccessible.queryAccessibleInterface(card)
    assert told.text(QAccessible.Text.Name) == "New project"
    assert "Ctrl+N" in told.text(QAccessible.Text.Description)
    assert told.role() == QAccessible.Role.Button


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2024, 3, 14, 9, 12), "Today, 09:12"),
        (datetime(2024, 3, 13, 23, 59), "Yesterday, 23:59"),
        (datetime(2024, 3, 12, 9, 0), "Tuesday"),
        (datetime(2024, 2, 28, 9, 0), "28 February"),
        (datetime(2023, 2, 28, 9, 0), "28 February 2023"),
        (datetime(2024, 3, 20, 9, 0), "20 March"),
    ],
)
def test_past_moments_are_said_as_people_do(moment: datetime, said: str) -> None:
    assert when(moment, _NOW) == said
