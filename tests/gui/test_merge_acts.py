"""A merge in the history: whose acts came with it, and the acts themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core.merging import MergeReport
from liveable.gui.history_list import HistoryList
from liveable.gui.merge_acts import MergeActs, whose
from liveable.gui.row_model import Row
from liveable.gui.work import Work
from liveable.ops import codebook, coders
from liveable.store.merges import Brought, TheirAct
from liveable.store.project import Person, Project
from liveable.store.trail import TrailRow
from tests.conftest import ANN, BEN
from tests.gui.hands import shown
from tests.merged import copied, taken_in

Key = Qt.Key
CEM = Person("00000000-0000-7000-8000-00000000000c", "Cem")
REPORT = MergeReport("Kindness", "Ben", "Ben.liveable", "Ann", "", "", 4)


@pytest.fixture
def copy(work: Work, tmp_path: Path) -> Iterator[Project]:
    """A copy of the sample project in which Ben and Cem each made a code."""
    with copied(work.project, tmp_path / "Ben.liveable", BEN) as made:
        for person in (BEN, CEM):
            coders.present(made, person)
            codebook.create(made, f"Code of {person.name}", person.uid)
        yield made


@pytest.fixture
def panel(qtbot: QtBot, work: Work) -> Iterator[HistoryList]:
    """The history of the sample project, in front."""
    made = HistoryList(work)
    window = shown(qtbot, work, made)
    qtbot.waitUntil(lambda: bool(made.list.rows.grouped.items()))
    made.list.setFocus()
    yield made
    window.close()


def first(panel: HistoryList) -> tuple[TrailRow, Row]:
    row = panel.list.rows.grouped.items()[0]
    picture = panel.list.rows.picture(1)
    assert isinstance(picture, Row)
    return row, picture


def opened(qtbot: QtBot, panel: HistoryList, merge: str) -> MergeActs:
    """Press Enter on a merge, and wait for the list that opens."""
    panel.list.go_to(merge)
    qtbot.keyClick(panel.list, Key.Key_Return)
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MergeActs)]
    qtbot.waitUntil(lambda: not panel.work.tasks.running)
    return found


def acts(dialog: MergeActs) -> list[TheirAct]:
    return dialog.list.rows.grouped.items()


def test_a_merge_says_whose_acts_came_with_it(
    qtbot: QtBot, panel: HistoryList, work: Work, copy: Project
) -> None:
    """As soon as it is made, and when the history is read anew; also to a screen reader."""
    taken_in(work.project, copy, ANN.uid, REPORT)
    row, picture = first(panel)
    assert picture.words == "Merge Ben's copy · 2 acts by Ben, 2 by Cem"
    assert picture.said.startswith("Merge Ben's copy · 2 acts by Ben, 2 by Cem, Ann, ")
    panel.reload()
    qtbot.waitUntil(lambda: not work.tasks.running)
    assert first(panel) == (row, picture)
    codebook.create(work.project, "A", work.coder)
    assert first(panel)[1].words == "Create code ‘A’"


def test_acts_are_counted_in_words() -> None:
    """The word is said once; a coder nobody knows is somebody."""
    assert whose([Brought("Ana", 1)]) == "1 act by Ana"
    assert whose([Brought("Ana", 1200), Brought("", 1)]) == "1,200 acts by Ana, 1 by somebody"
    assert whose([]) == ""


def test_enter_on_a_merge_lists_the_acts_that_came(
    qtbot: QtBot, panel: HistoryList, work: Work, copy: Project
) -> None:
    """Who, when and what, latest first under their days; there is nothing to do but to close."""
    merge = taken_in(work.project, copy, ANN.uid, REPORT)
    dialog = opened(qtbot, panel, merge)
    assert dialog.windowTitle() == "Merge Ben's copy"
    assert dialog.about.text() == "2 acts by Ben, 2 by Cem"
    assert [(act.name, act.label) for act in acts(dialog)] == [
        ("Cem", "Create code ‘Code of Cem’"),
        ("Cem", "New coder: Cem"),
        ("Ben", "Create code ‘Code of Ben’"),
        ("Ben", "New coder: Ben"),
    ]
    picture = dialog.list.rows.picture(1)
    assert isinstance(picture, Row)
    assert picture.lead.endswith(" · Cem")
    assert picture.said.startswith("Create code ‘Code of Cem’, Cem, ")
    assert dialog.list.rows.grouped.is_head(0)
    assert dialog.list.current() == acts(dialog)[0]
    qtbot.keyClick(dialog.list, Key.Key_Down)
    assert dialog.list.current() == acts(dialog)[1]
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)


def test_who_may_see_only_their_own_work_reads_only_their_own_acts(
    qtbot: QtBot, panel: HistoryList, work: Work, copy: Project
) -> None:
    """As everywhere while others' work is hidden."""
    merge = taken_in(work.project, copy, BEN.uid, REPORT)
    panel.reload()
    qtbot.waitUntil(lambda: not work.tasks.running)
    work.only = BEN.uid
    dialog = opened(qtbot, panel, merge)
    assert {act.name for act in acts(dialog)} == {"Ben"}
    dialog.close()


def test_many_acts_are_read_beside_the_window_and_scrolled(
    qtbot: QtBot, panel: HistoryList, work: Work, copy: Project
) -> None:
    """20,000 of them, also with a moment nobody can read; closing early is no matter."""
    merge = taken_in(work.project, copy, ANN.uid, REPORT)
    _many(work.project, merge, 20_000)
    dialog = opened(qtbot, panel, merge)
    assert len(acts(dialog)) == 20_004
    qtbot.keyClick(dialog.list, Key.Key_End)
    assert dialog.list.current() == acts(dialog)[-1]
    assert acts(dialog)[-1].at == "-"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    qtbot.keyClick(panel.list, Key.Key_Return)
    (again,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MergeActs)]
    again.reject()
    qtbot.waitUntil(lambda: not work.tasks.running)


def _many(project: Project, merge: str, count: int) -> None:
    """Acts as a copy might bring them; what they changed does not matter here."""
    with project.operation("Note", ANN.uid) as session:
        run = session.connection().exec_driver_sql
        run("UPDATE project SET name = 'Noted'")
        run(
            "INSERT INTO their_operation (uid, copy, merge, seq, kind, label, coder, at, before, "
            "digest) VALUES (?, 'copy', ?, ?, 'act', ?, ?, ?, ?, ?)",
            [
                (f"act {n}", merge, n + 1000, f"Code ‘{n}’", BEN.uid, _at(n), b"", os.urandom(32))
                for n in range(count)
            ],
        )
    project.undo(ANN.uid)


def _at(n: int) -> str:
    return f"2026-01-{n % 28 + 1:02}T10:00:00.000Z" if n else "-"
