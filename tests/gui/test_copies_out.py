"""The copies that are out: who has one, how far they are, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget

from liveable.core.spans import Span
from liveable.exchange.handouts import Receiver, hand_out_all
from liveable.exchange.team import apply as applying
from liveable.exchange.team import plan as planning
from liveable.gui.copies_model import (
    BACK,
    HEADS,
    READ,
    SINCE,
    WHAT,
    WHO,
    CopiesModel,
    is_known,
    percent,
)
from liveable.gui.copies_out import CopiesOut
from liveable.gui.handout_dialog import HandOutDialog
from liveable.ops import coders, codings, documents
from liveable.store import queries
from liveable.store.copies import CopyOut
from liveable.store.project import Person, open_project
from tests.conftest import ANN
from tests.gui.desk import Desk
from tests.gui.test_accessible import NAME, Role, of

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
ANA = Person("00000000-0000-7000-8000-0000000000aa", "Ana's laptop")
NOW = datetime.now(UTC)
OUT = CopyOut(
    copy="a",
    coder="u",
    coder_name="Ana",
    file="K – Ana.liveable",
    at=(NOW - timedelta(hours=2)).isoformat(),
    documents=None,
    names=(),
    blind=False,
    returned=None,
    merges=0,
    read=0.0,
    documents_done=0,
    documents_total=40,
)
BACK_AGAIN = replace(
    OUT,
    copy="b",
    coder_name="Bo",
    at=(NOW - timedelta(days=300)).isoformat(),
    documents=("d1", "d2"),
    names=("M01", "M02"),
    blind=True,
    returned=(NOW - timedelta(days=3)).isoformat(),
    merges=2,
    read=0.451,
    documents_done=1,
    documents_total=2,
)


@pytest.fixture
def handed(sample: Desk) -> list[Path]:
    """The sample project open, with copies for Ana and Bo of one document, blind, by the lead."""
    project = sample.work.project
    (document,) = [d.uid for d in sample.documents() if d.name == "M03 Saima Iqbal"]
    both = (Receiver("Ana"), Receiver("Bo"))
    done = hand_out_all(project, project.path.parent, both, ANN, documents=[document], blind=True)
    return [copy.path for copy in done.made]


def panel(desk: Desk) -> CopiesOut:
    """The list, in front and read."""
    desk.window.actions_.by_name["team.copies"].trigger()
    desk.until(lambda: not desk.work.tasks.running)
    return desk.page.copies


def told(copies: CopiesOut) -> list[list[str]]:
    """All cells, row by row."""
    model = copies.model
    return [
        [str(model.index(row, column).data()) for column in range(len(HEADS))]
        for row in range(model.rowCount())
    ]


def tab(desk: Desk) -> tuple[QTabBar, int]:
    """The tab of the list."""
    bar = desk.page.drawer.bar
    (at,) = [n for n in range(bar.count()) if bar.tabText(n).startswith("Copies out")]
    return bar, at


def work_in(copy: Path) -> None:
    """What Ana does in her copy: she reads it half, and codes a passage."""
    with open_project(copy, ANA) as project:
        me = coders.claim(project, ANA)
        with project.reading() as session:
            (document,) = [row.uid for row in queries.documents(session)]
            half = len(queries.document_text(session, document)) // 2
            code = next(row.uid for row in queries.codes(session) if row.codable)
        documents.mark_read(project, document, me, half)
        codings.code_passage(project, document, Span(10, 30), code, me)


def test_a_copy_that_was_merged_says_so(sample: Desk, handed: list[Path]) -> None:
    """Those that did not come back stand first, and nothing is known of how far they are."""
    copies = panel(sample)
    rows = told(copies)
    assert [row[WHO] for row in rows] == ["Ana", "Bo"]
    assert {row[WHAT] for row in rows} == {"1 of 11 documents · blind"}
    assert {row[READ] for row in rows} == {"not known yet"}
    assert {row[BACK] for row in rows} == {"not yet"}
    assert not copies.report.isEnabled()
    bar, at = tab(sample)
    assert bar.isTabVisible(at)
    assert bar.tabText(at) == "Copies out 2"
    work_in(handed[0])
    project = sample.work.project
    applying.apply(project, planning.plan(project, handed[0]), {}, ANN.uid)
    sample.until(lambda: bar.tabText(at) == "Copies out 1")
    first, second = told(copies)
    assert (first[WHO], first[BACK]) == ("Bo", "not yet")
    assert (second[WHO], second[READ]) == ("Ana", "50 %")
    assert second[BACK].startswith("Today, ")
    assert second[SINCE].startswith("Today, ")
    current = copies.rows.current()
    assert current is not None
    assert current.coder_name == "Ana"  # where one was, one stays
    assert copies.more.text().startswith("sample – Ana.liveable · 0 of 1 document read to the end")
    assert copies.report.isEnabled()
    sample.press("Ctrl+Z")
    sample.until(lambda: bar.tabText(at) == "Copies out 2")
    assert told(copies)[0][WHO] == "Ana"
    assert not copies.report.isEnabled()


@pytest.mark.parametrize("ending", [".docx", ".md", ".csv"])
def test_the_report_of_the_latest_merge_is_saved(
    sample: Desk, handed: list[Path], tmp_path: Path, ending: str
) -> None:
    """As Word, Markdown or a table, as its ending says."""
    work_in(handed[0])
    project = sample.work.project
    applying.apply(project, planning.plan(project, handed[0]), {}, ANN.uid)
    copies = panel(sample)
    sample.press("Down")
    target = tmp_path / f"report{ending}"
    sample.answer_files(target)
    copies.report.click()
    sample.until(lambda: "Wrote report" in sample.page.notices.card.words.text())
    assert target.stat().st_size > 100


def test_enter_asks_for_their_file_and_merges_it(sample: Desk, handed: list[Path]) -> None:
    """By the command that merges: what would come in is laid open."""
    work_in(handed[0])
    copies = panel(sample)
    assert sample.focus is copies.rows
    sample.answer_files(handed[0])
    sample.press("Return")
    assert "Ana" in sample.review.plan.copy.name


def test_a_screen_reader_hears_each_row_and_what_can_be_done(
    sample: Desk, handed: list[Path]
) -> None:
    """The list by its name, its first cell with the whole row, and everything that has the keys."""
    copies = panel(sample)
    table = of(sample.focus)
    assert (table.role(), table.text(NAME)) == (Role.Table, "Copies out")
    assert table.state().focused
    cells = [table.child(n) for n in range(table.childCount())]
    said = [cell.text(NAME) for cell in cells if cell is not None and cell.role() == Role.Cell]
    assert said[0].startswith("Ana, Since: Today, ")
    assert said[3] == "Read: not known yet"
    heads = [cell.text(NAME) for cell in cells if cell and cell.role() == Role.ColumnHeader]
    assert heads == list(HEADS)
    dialog = sample.ask_to_hand_out()
    for whole in (copies, dialog):
        for part in whole.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible():
                assert of(part).text(NAME), part
    dialog.reject()


def test_who_works_alone_sees_no_tab_until_they_ask(sample: Desk) -> None:
    """Then it says what copies are for, and its button hands them out."""
    bar, at = tab(sample)
    sample.until(lambda: not sample.work.tasks.running)
    assert not bar.isTabVisible(at)
    copies = panel(sample)
    assert bar.isTabVisible(at)
    assert bar.tabText(at) == "Copies out"
    assert sample.focus is copies.first
    sample.press("Space")
    sample.dialog(HandOutDialog).reject()
    sample.hand_out("Ana")
    sample.until(lambda: copies.model.copies)
    assert [row[WHAT] for row in told(copies)] == ["everything"]


def test_a_round_trip_through_the_window(sample: Desk) -> None:
    """Handed out, opened by Ana, coded, and back with the lead: it is hers, and half is read."""
    (file,) = sample.hand_out("Ana", documents=["M03 Saima Iqbal"], blind=True)
    lead, home = sample.work.project.path, sample.window.kept
    home.change(person_uid=ANA.uid, person_name="Laptop")
    sample.open_copy(file)
    with sample.qtbot.waitSignal(sample.window.opened):
        sample.press("1", "Return")
    sample.read("M03 Saima Iqbal")
    sample.select("You grew up")
    sample.quick_code("small civ")
    sample.press("Ctrl+R")
    home.change(person_uid=ANN.uid, person_name="Ann")
    sample.open(lead)
    sample.merge(file)
    assert sample.review.plan.added["coding"] == 1
    sample.press("Ctrl+M")
    sample.until(lambda: not sample.window.reviewing)
    (row,) = told(panel(sample))
    assert row[READ] == "100 %"
    assert max(sample.codings(), key=lambda coding: coding.created).coder_name == "Ana"


def test_cells_say_what_is_known(sample: Desk) -> None:
    """In a table, in full for a screen reader, and whatever they are sorted by."""
    model = CopiesModel()
    model.show([BACK_AGAIN, OUT], 40)
    assert [copy.coder_name for copy in model.copies] == ["Ana", "Bo"]
    assert model.said(OUT, WHAT) == "everything"
    assert model.said(replace(OUT, documents_total=38), WHAT) == (
        "everything then: 38 of 40 documents"
    )
    assert model.said(BACK_AGAIN, WHAT) == "2 of 40 documents · blind"
    assert model.said(BACK_AGAIN, READ) == "45 %"
    assert model.said(BACK_AGAIN, BACK).endswith("day, 2 times")
    assert model.said(replace(OUT, coder_name=""), WHO) == "somebody"
    assert model.said(replace(OUT, at="long ago"), SINCE) == "long ago"
    assert model.more(OUT) == "K – Ana.liveable"
    assert model.more(BACK_AGAIN) == (
        "K – Ana.liveable · 1 of 2 documents read to the end · M01, M02"
    )
    spoken = model.index(0, WHO).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Ana, Since: Today, ")
    assert spoken.endswith("What is in it: everything, Read: not known yet, Came back: not yet")
    assert model.index(1, READ).data(Qt.ItemDataRole.AccessibleTextRole) == "Read: 45 %"
    head = model.headerData(BACK, Qt.Orientation.Horizontal)
    assert head == "Came back"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize(
    ("read", "shown"), [(0.0, 0), (0.001, 1), (0.5, 50), (0.9999, 99), (1.0, 100)]
)
def test_all_and_nothing_are_said_only_where_they_are_true(read: float, shown: int) -> None:
    """A little that is read is 1 %, a little that is not is 99 %."""
    copy = replace(BACK_AGAIN, read=read)
    assert percent(copy) == shown
    assert is_known(copy)
    assert is_known(OUT) is False


def test_many_copies_are_sorted_by_keys_and_by_their_heads(desk: Desk, sample: Desk) -> None:
    """1,000 of them; the one gone to is kept."""
    copies = panel(sample)
    many = [
        replace(OUT, copy=str(n), coder_name=f"Coder {n}", read=n / 1000) for n in range(1, 1000)
    ]
    copies._show([*many, BACK_AGAIN], 40)
    assert sample.focus is copies.rows
    sample.press("End")
    assert copies.rows.current() == BACK_AGAIN
    copies.order.setFocus()
    sample.press("Home")
    names = [copy.coder_name for copy in copies.model.copies]
    assert names[:3] == ["Bo", "Coder 1", "Coder 2"]
    assert names[-1] == "Coder 999"
    assert copies.rows.current() == BACK_AGAIN
    copies.rows.horizontalHeader().sectionClicked.emit(WHO)
    assert copies.model.copies[0].coder_name == "Coder 999"
    assert copies.order.currentIndex() == WHO
    copies.sort(READ)
    assert copies.model.copies[0].coder_name == "Coder 1"
    copies.sort(WHAT)
    assert copies.model.copies[0] == BACK_AGAIN
    copies.sort(SINCE)
    assert copies.model.copies[0] == BACK_AGAIN
