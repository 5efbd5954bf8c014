"""Memos, in the drawer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from liveable.gui.memo_pane import MemoPane
from liveable.gui.work import Notice, Work
from liveable.ops import cases, coders, codings, memos
from liveable.store import memos as stored
from liveable.store import queries
from liveable.store.memos import PROJECT, MemoRow, Subject
from liveable.store.queries import CodingRow
from tests.gui.desk import Desk

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(qtbot: QtBot, work: Work) -> MemoPane:
    """The panel, shown and active."""
    made = MemoPane(work)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def heard(work: Work) -> list[Notice]:
    said: list[Notice] = []
    work.said.connect(said.append)
    return said


def document(work: Work) -> str:
    """A document that has memos on its codings."""
    return next(row.uid for row in work.look(queries.documents) if row.name.startswith("K01"))


def coding(work: Work) -> CodingRow:
    """A coding that nobody has written about."""
    taken = work.look(queries.coding_memos)
    return next(row for row in work.look(queries.codings) if row.uid not in taken)


def on(work: Work, subject: Subject | None) -> list[MemoRow]:
    return work.look(stored.memos, subject)


def acts(work: Work) -> int:
    with work.project.reading() as session:
        return queries.history(session, 1)[0].seq


def test_memos_of_what_is_chosen_are_listed(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """The document with its codings, the code with its codings, the coding alone, or all."""
    rows = pane.list.rows
    work.show_document(document(work))
    wanted = len(on(work, Subject("document", document(work))))
    assert wanted
    qtbot.waitUntil(lambda: rows.grouped.count == wanted)
    assert pane.title() == f"Memos {wanted}"
    code = next(row.uid for row in work.codes.values() if row.name == "Practical help")
    work.choose_code(code)
    wanted = len(on(work, Subject("code", code)))
    qtbot.waitUntil(lambda: rows.grouped.count == wanted)
    assert pane.sheet.about.text() == "Practical help"
    work.choose_coding(coding(work).uid)
    qtbot.waitUntil(lambda: rows.grouped.count == 0)
    assert pane.title() == "Memos"
    pane.scope.setFocus()
    qtbot.keyClick(pane.scope, KEYS.Key_Down)
    assert rows.grouped.count == len(on(work, None))
    qtbot.keyClicks(pane.field, "the lett")
    qtbot.waitUntil(lambda: 0 < rows.grouped.count < 20)
    said = str(rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Today" in said


def test_a_memo_is_kept_when_the_focus_leaves(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """As one act, with every character as it was typed; nothing written leaves nothing."""
    work.show_document(document(work))
    before = acts(work)
    pane.doers()["document.memo"]()
    assert pane.sheet.pad.hasFocus()
    pane.list.setFocus()
    assert acts(work) == before
    pane.doers()["document.memo"]()
    qtbot.keyClicks(pane.sheet.pad, "Look again")
    qtbot.keyClick(pane.sheet.pad, KEYS.Key_Return)
    pane.sheet.pad.insertPlainText("at\xa0the <b>door</b> 😀 שלום\u2028here")
    assert acts(work) == before
    pane.list.setFocus()
    assert acts(work) == before + 1
    memo = on(work, Subject("document", document(work)))[0]
    assert memo.text == "Look again\nat\xa0the <b>door</b> 😀 שלום\u2028here"
    assert memo.coder == work.coder
    qtbot.waitUntil(lambda: pane.list.current() is not None)
    assert pane.list.chosen()[0].uid == memo.uid
    assert not pane.sheet.unsaved


def test_ctrl_enter_keeps_and_goes_on(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """What is written after that is another act on the same memo."""
    pane.doers()["project.memo"]()
    qtbot.keyClicks(pane.sheet.pad, "One")
    qtbot.keyClick(pane.sheet.pad, KEYS.Key_Return, CONTROL)
    assert [memo.text for memo in on(work, PROJECT)] == ["One"]
    assert pane.sheet.pad.hasFocus()
    qtbot.keyClicks(pane.sheet.pad, " more")
    qtbot.keyClick(pane.sheet.pad, KEYS.Key_Return)
    pane.flush()
    assert [memo.text for memo in on(work, PROJECT)] == ["One more"]
    assert not pane.sheet.unsaved
    assert pane.sheet.pad.textCursor().position() == 9
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: pane.sheet.pad.words() == "One")


def test_a_memo_on_the_coding_is_gone_on_with(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """One's own, where there is one; without a coding it says what is missing."""
    said = heard(work)
    pane.doers()["code.memo"]()
    assert said[-1].text == "Go to a coding first, then write a memo on it."
    row = coding(work)
    work.choose_coding(row.uid)
    pane.doers()["code.memo"]()
    qtbot.keyClicks(pane.sheet.pad, "She draws a line.")
    pane.list.setFocus()
    pane.doers()["code.memo"]()
    qtbot.keyClicks(pane.sheet.pad, " At the door.")
    pane.flush()
    (memo,) = on(work, Subject("coding", row.uid))
    assert memo.text == "She draws a line. At the door."


def test_memos_on_codes_and_cases(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """Written about whatever is named."""
    code = next(iter(work.codes))
    work.choose_code(code)
    pane.doers()["code.memo_code"]()
    qtbot.keyClicks(pane.sheet.pad, "On a code")
    case = cases.create(work.project, "N01", work.coder)
    pane.write_about(case=case)
    assert pane.sheet.about.text() == "New memo on ‘N01’"
    qtbot.keyClicks(pane.sheet.pad, "On a case")
    pane.flush()
    assert "On a code" in {memo.text for memo in on(work, Subject("code", code))}
    assert [memo.text for memo in on(work, Subject("case", case))] == ["On a case"]


def test_others_memos_are_read_only(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """And it is said why; but the lead may change them."""
    _hand_on_the_lead(work)
    work.show_document(document(work))
    qtbot.waitUntil(lambda: pane.sheet.memo is not None)
    assert pane.sheet.pad.isReadOnly()
    assert pane.sheet.state.text() in (
        "Only Tom Baird or the lead can change it",
        "Only Isla Reid or the lead can change it",
    )
    assert not pane.sheet.drop.isVisible()
    before = acts(work)
    pane.list.setFocus()
    qtbot.keyClick(pane.list, KEYS.Key_Delete)
    assert acts(work) == before


def _hand_on_the_lead(work: Work) -> None:
    other = next(row.uid for row in work.look(queries.coders) if row.uid != work.coder)
    coders.make_lead(work.project, other, work.coder)


def test_the_lead_may_change_others_memos(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """The sheet says whose it is, and the history says whose it was."""
    work.show_document(document(work))
    qtbot.waitUntil(lambda: pane.sheet.memo is not None)
    memo = pane.sheet.memo
    assert memo is not None
    assert pane.sheet.state.text() == f"{memo.coder_name}’s; as the lead you may change it"
    pane.sheet.pad.setFocus()
    qtbot.keyClicks(pane.sheet.pad, "Yes. ")
    pane.flush()
    (edited,) = [each for each in work.look(stored.memos) if each.uid == memo.uid]
    assert (edited.text, edited.coder) == (f"Yes. {memo.text}", memo.coder)
    assert work.look(queries.history)[0].label == f"Edit memo ({memo.coder_name}'s memo)"


def test_a_memo_leads_to_its_coding(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """The document is shown, the passage revealed, the coding chosen."""
    pane.scope.show_value("all")
    pane.refresh()
    memo = next(memo for memo in pane.list.rows.grouped.items() if memo.subject.kind == "coding")
    pane.list.go_to(memo.uid)
    assert pane.sheet.quote.text().startswith("“")
    with qtbot.waitSignal(work.revealed) as told:
        qtbot.keyClick(pane.sheet.go, KEYS.Key_Space)
    assert told.args == [memo.document, memo.span]
    assert work.coding == memo.subject.uid


def test_deleting_can_be_taken_back(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """By the key in the list, by the link, or by emptying it."""
    said = heard(work)

    def write() -> None:
        pane.write_about()
        qtbot.keyClicks(pane.sheet.pad, "For a while")
        pane.list.setFocus()
        qtbot.waitUntil(lambda: pane.list.rows.grouped.count == 1)

    write()
    qtbot.keyClick(pane.list, KEYS.Key_Delete)
    assert said[-1] == Notice("Deleted the memo", undo=True)
    assert on(work, PROJECT) == []
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: pane.sheet.pad.words() == "For a while")
    pane.sheet.pad.setFocus()
    pane.sheet.pad.selectAll()
    qtbot.keyClick(pane.sheet.pad, KEYS.Key_Backspace)
    pane.list.setFocus()
    assert on(work, PROJECT) == []
    assert len(said) == 2


def test_nothing_written_is_lost_when_its_subject_goes(
    qtbot: QtBot, work: Work, pane: MemoPane
) -> None:
    """The words are kept on the project instead."""
    row = coding(work)
    work.choose_coding(row.uid)
    pane.doers()["code.memo"]()
    qtbot.keyClicks(pane.sheet.pad, "Half a thought")
    codings.uncode(work.project, [row.uid], work.coder)
    qtbot.waitUntil(lambda: pane.sheet.subject == PROJECT)
    assert pane.sheet.pad.words() == "Half a thought"
    pane.flush()
    assert [memo.text for memo in on(work, PROJECT)] == ["Half a thought"]


def test_a_memo_that_goes_while_it_is_written_becomes_a_new_one(
    qtbot: QtBot, work: Work, pane: MemoPane
) -> None:
    """As when the act that wrote it is undone."""
    uid = memos.write(work.project, "Begun", work.coder)
    qtbot.waitUntil(lambda: pane.sheet.memo is not None)
    pane.sheet.pad.setFocus()
    pane.sheet.pad.moveCursor(pane.sheet.pad.textCursor().MoveOperation.End)
    qtbot.keyClicks(pane.sheet.pad, " and gone on")
    memos.delete(work.project, uid, work.coder)
    qtbot.waitUntil(lambda: pane.sheet.memo is None)
    pane.flush()
    assert [memo.text for memo in on(work, PROJECT)] == ["Begun and gone on"]


def test_hiding_the_panel_keeps_what_is_written(qtbot: QtBot, work: Work, pane: MemoPane) -> None:
    """Another tab of the drawer, or the window closing."""
    pane.write_about()
    qtbot.keyClicks(pane.sheet.pad, "Kept")
    pane.hide()
    assert [memo.text for memo in on(work, PROJECT)] == ["Kept"]
    memos.write(work.project, "Elsewhere", work.coder)
    qtbot.waitUntil(lambda: pane.title() == "Memos 2")
    pane.show()
    assert pane.list.rows.grouped.count == 2


def test_escape_keeps_a_memo_and_goes_back_to_the_text(sample: Desk) -> None:
    """From where the memo was begun; from the list, one comes back to the list."""
    sample.read(sample.documents()[0].name)
    text, pane = sample.page.view.keys_at(), sample.page.memos
    sample.press("Ctrl+Shift+M")
    assert pane.sheet.pad.hasFocus()
    sample.letters("A thought")
    sample.press("Escape")
    assert text.hasFocus()
    assert "A thought" in {memo.text for memo in on(sample.work, None)}
    pane.list.setFocus()
    sample.press("Return")
    assert pane.sheet.pad.hasFocus()
    sample.press("Escape")
    assert pane.list.hasFocus()
    text.setFocus()
    pane.sheet.pad.setFocus()
    sample.press("Ctrl+A", "Backspace", "Escape")
    assert text.hasFocus()
    assert "A thought" not in {memo.text for memo in on(sample.work, None)}
