"""Reading what was done, and going back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.gui import history_list
from liveable.gui.history_list import HistoryList
from liveable.gui.row_model import Row
from liveable.gui.work import Work
from liveable.ops import codebook, codings
from liveable.store import queries
from liveable.store.trail import TrailRow
from tests.gui.hands import shown

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot: QtBot, work: Work) -> Iterator[HistoryList]:
    """The history of the sample project, in front."""
    made = HistoryList(work)
    window = shown(qtbot, work, made)
    qtbot.waitUntil(lambda: bool(rows(made)))
    qtbot.keyClick(window, Key.Key_H, Mod.ControlModifier)
    yield made
    window.close()


def rows(panel: HistoryList) -> list[TrailRow]:
    return panel.list.rows.grouped.items()


def pictures(panel: HistoryList) -> list[Row]:
    found = (panel.list.rows.picture(row) for row in range(len(panel.list.rows.grouped)))
    return [picture for picture in found if isinstance(picture, Row)]


def idle(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.tasks.running)


def pick(combo: QComboBox, data: str) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def names(work: Work) -> list[str]:
    return [code.name for code in work.codes.values() if code.name in "ABCD"]


def test_the_latest_is_first_with_what_came_of_it(panel: HistoryList, work: Work) -> None:
    """Who, what and how much, in words also for a screen reader."""
    every = work.look(queries.history)
    assert [row.seq for row in rows(panel)] == [row.seq for row in every]
    many = next(r for r in pictures(panel) if "18 codings" in r.facts[0])
    assert many.facts == ("18 codings, 2 memos",)
    assert "Tom Baird" in many.lead
    assert all(part in many.said for part in ("Tom Baird", many.words, "18 codings", "20"))


def test_new_acts_come_in_at_the_top(panel: HistoryList, work: Work) -> None:
    """What is undone is struck through and says so; redo makes it stand again."""
    before = len(rows(panel))
    codebook.create(work.project, "A", work.coder)
    assert len(rows(panel)) == before + 1
    assert pictures(panel)[0].facts == ("1 code",)
    work.project.undo(work.coder)
    act = pictures(panel)[0]
    assert act.struck
    assert "undone" in act.facts[0]
    assert "undone" in act.said
    work.project.redo(work.coder)
    assert len(rows(panel)) == before + 1
    assert not pictures(panel)[0].struck


def test_undo_and_redo_are_shown_only_where_wanted(
    qtbot: QtBot, panel: HistoryList, work: Work
) -> None:
    """Else they would bury the acts; on such a row it is said why it cannot be undone."""
    before = len(rows(panel))
    codebook.create(work.project, "A", work.coder)
    panel.turns.click()
    idle(qtbot, work)
    work.project.undo(work.coder)
    undo, act = pictures(panel)[:2]
    assert (undo.struck, act.struck) == (False, True)
    work.project.redo(work.coder)
    assert [picture.struck for picture in pictures(panel)[:3]] == [False, True, False]
    panel.list.go_first()
    assert not panel.back.isEnabled()
    assert "an undo or a redo" in panel.why.text()
    panel.turns.click()
    idle(qtbot, work)
    assert len(rows(panel)) == before + 1
    work.project.undo(work.coder)  # of an act whose undo and redo are out of sight
    work.project.redo(work.coder)
    assert not pictures(panel)[0].struck


def test_where_one_looks_stays_in_sight(qtbot: QtBot, panel: HistoryList, work: Work) -> None:
    """New acts are seen at the top; elsewhere, and after an undo, the chosen row is."""
    panel.turns.click()
    idle(qtbot, work)

    def seen(row: int) -> bool:
        rect = panel.list.visualRect(panel.list.rows.index(row))
        return panel.list.viewport().rect().contains(rect.center())

    panel.list.go_first()
    for number in range(60):
        codebook.create(work.project, f"Code {number}", work.coder)
    assert seen(1)
    panel.list.go_to(rows(panel)[9].uid)
    for _ in range(30):
        work.project.undo(work.coder)
        assert seen(panel.list.currentIndex().row())
    assert not seen(1)


def test_the_list_taken_in_piece_by_piece_is_the_one_read_anew(
    qtbot: QtBot, panel: HistoryList, work: Work
) -> None:
    """After acts, undos and redos in any order."""
    for name in "ABC":
        codebook.create(work.project, name, work.coder)
    for step in "uururruua":
        if step == "a":
            codebook.create(work.project, "D", work.coder)
        else:
            (work.project.undo if step == "u" else work.project.redo)(work.coder)
    taken = rows(panel)
    panel.reload()
    idle(qtbot, work)
    assert rows(panel) == taken


def test_the_history_is_filtered(qtbot: QtBot, panel: HistoryList, work: Work) -> None:
    """By who did it and by what it touched, both at once."""
    every = work.look(queries.history)
    tom = next(row.coder for row in every if row.coder_name == "Tom Baird")
    pick(panel.person, tom)
    idle(qtbot, work)
    assert [r.seq for r in rows(panel)] == [r.seq for r in every if r.coder == tom]
    pick(panel.kind, "Memos")
    idle(qtbot, work)
    wanted = [r.seq for r in every if r.coder == tom and "memo" in r.tables]
    assert [r.seq for r in rows(panel)] == wanted != []
    pick(panel.kind, "Cases")
    idle(qtbot, work)
    assert "Nothing of this kind" in panel.list.accessibleDescription()


def test_pages_come_as_one_scrolls(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page is short; running to the end again and again reads all of it."""
    monkeypatch.setattr(history_list, "_PAGE", 12)
    panel = HistoryList(work)
    shown(qtbot, work, panel)
    qtbot.waitUntil(lambda: len(rows(panel)) == 12)
    every = [row.seq for row in work.look(queries.history)]
    panel.list.setFocus()

    def further() -> bool:
        qtbot.keyClick(panel.list, Key.Key_End)
        return len(rows(panel)) == len(every)

    qtbot.waitUntil(further)
    assert [row.seq for row in rows(panel)] == every


def test_going_back_undoes_ones_own_acts_down_to_one(
    qtbot: QtBot, panel: HistoryList, work: Work
) -> None:
    """Backspace on the second of three; the button says how many; redo brings them back."""
    for name in "ABC":
        codebook.create(work.project, name, work.coder)
    panel.list.go_first()
    qtbot.keyClick(panel.list, Key.Key_Down)
    assert rows(panel)[1] == panel.list.current()
    assert panel.back.text() == "Undo 2 of your acts, back to here"
    assert "The one chosen is undone too" in panel.why.text()
    with qtbot.waitSignal(work.said) as said:
        qtbot.keyClick(panel.list, Key.Key_Backspace)
    assert "2 acts undone" in said.args[0].text
    assert names(work) == ["A"]
    work.project.redo(work.coder)
    assert names(work) == ["A", "B"]


def test_going_back_far_is_done_beside_the_window(
    qtbot: QtBot, panel: HistoryList, work: Work
) -> None:
    """Many acts show progress and leave the window alive."""
    for number in range(25):
        codebook.create(work.project, f"Code {number}", work.coder)
    panel.list.go_first()
    for _ in range(24):
        qtbot.keyClick(panel.list, Key.Key_Down)
    with qtbot.waitSignal(work.tasks.started):
        qtbot.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    idle(qtbot, work)
    assert not [code for code in work.codes.values() if code.name.startswith("Code ")]


def test_going_back_leaves_what_others_did_and_says_so(
    qtbot: QtBot, panel: HistoryList, work: Work
) -> None:
    """Where only others' acts stand there is nothing to press."""
    tom = next(row.coder for row in rows(panel) if row.coder_name == "Tom Baird")
    for name, who in (("A", work.coder), ("B", tom), ("C", work.coder)):
        codebook.create(work.project, name, who)
    panel.list.go_to(rows(panel)[2].uid)
    assert panel.back.text() == "Undo 2 of your acts, back to here"
    assert "what others did in between stays" in panel.why.text()
    with qtbot.waitSignal(work.said) as said:
        qtbot.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    assert "2 acts undone" in said.args[0].text
    assert names(work) == ["B"]
    assert "undone already" in panel.why.text()
    pick(panel.person, tom)
    idle(qtbot, work)
    panel.list.go_first()
    assert not panel.back.isEnabled()
    assert panel.why.text() == "Nothing to undo here: Tom Baird did it."


def test_enter_shows_what_was_touched(qtbot: QtBot, panel: HistoryList, work: Work) -> None:
    """A coding in its text, a code in the codebook; what is gone is said to be gone."""
    document = work.look(queries.documents)[4].uid
    code = codebook.create(work.project, "A", work.coder)
    coding = codings.code_passage(work.project, document, Span(3, 9), code, work.coder)
    panel.list.go_to(rows(panel)[0].uid)
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.keyClick(panel.list, Key.Key_Return)
    assert heard.args == [document, Span(3, 9)]
    assert (work.coding, work.code) == (coding, code)
    work.choose_code("")
    qtbot.keyClick(panel.list, Key.Key_Down)
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert work.code == code
    codebook.delete(work.project, code, work.coder)
    with qtbot.waitSignal(work.said) as said:
        qtbot.keyClick(panel.list, Key.Key_Return)
    assert "no longer there" in said.args[0].text
    assert work.look(queries.codings, Query(codes=frozenset({code}))) == []


def test_a_hidden_history_reads_nothing(qtbot: QtBot, work: Work) -> None:
    """It catches up when it is seen."""
    panel = HistoryList(work)
    window = shown(qtbot, work, panel)
    idle(qtbot, work)
    window.hide()
    before = len(rows(panel))
    codebook.create(work.project, "A", work.coder)
    assert len(rows(panel)) == before
    assert not work.tasks.running
    window.show()
    qtbot.waitUntil(lambda: len(rows(panel)) == before + 1)
