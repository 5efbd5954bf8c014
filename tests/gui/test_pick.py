"""Small questions: which code, which folder, one line of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable.gui import pick
from liveable.gui.work import Work
from liveable.ops import codebook, documents

Key = Qt.Key


pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """A window for the dialogs to lie over."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    parent.show()
    return parent


def shown(dialog: pick.Picker) -> list[str]:
    lines = dialog.chooser.lines
    return [lines.line(i).text for i in range(lines.rowCount())]


def test_a_code_is_found_by_a_few_letters(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """Type, Enter: the answer is the code's uid; the dialog is gone before it is given."""
    answers: list[str] = []
    dialog = pick.pick_code(work, over, "Merge into", answers.append)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClicks(dialog.chooser.field, "overst")
        assert len(shown(dialog)) == 1
        qtbot.keyClick(dialog.chooser.field, Key.Key_Return)
    assert [work.codes[uid].name for uid in answers] == ["Not overstepping"]


def test_recent_codes_come_first(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """What was last coded with is at the top, then the codebook's own order."""
    order = list(work.codes)
    work.used(order[7])
    dialog = pick.pick_code(work, over, "Move", lambda _uid: None)
    assert shown(dialog)[:3] == [work.codes[uid].name for uid in (order[7], order[0], order[1])]
    dialog.reject()


def test_codes_that_make_no_sense_are_left_out(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """Not itself, and for coding none that is retired or only holds others."""
    usable = [uid for uid, row in work.codes.items() if row.codable]
    only = next(row for row in work.codes.values() if not row.codable)
    codebook.retire(work.project, usable[0], work.coder)
    dialog = pick.pick_code(
        work, over, "Recode", lambda _uid: None, without=frozenset({usable[1]}), usable=True
    )
    assert len(shown(dialog)) == len(usable) - 2
    dialog.reject()
    dialog = pick.pick_code(work, over, "Move", lambda _uid: None, top="At the top")
    assert shown(dialog)[0] == "At the top"
    assert only.name in shown(dialog)
    dialog.reject()


def test_nothing_of_the_name_is_said(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """Enter does nothing then; Escape leaves without an answer."""
    answers: list[str] = []
    dialog = pick.pick_code(work, over, "Merge", answers.append)
    field = dialog.chooser.field
    qtbot.keyClicks(field, "qqqq")
    assert shown(dialog) == []
    assert "Nothing of this name." in [w.text() for w in dialog.findChildren(type(dialog._nothing))]
    qtbot.keyClick(field, Key.Key_Return)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(field, Key.Key_Escape)
    assert answers == []


def test_arrows_go_round_and_the_highlight_is_said(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """Up from the first is the last; a screen reader hears name, use and place."""
    dialog = pick.pick_code(work, over, "Merge", lambda _uid: None)
    field, names = dialog.chooser.field, shown(dialog)
    qtbot.keyClick(field, Key.Key_Up)
    assert dialog.chooser.current().which == len(names) - 1
    qtbot.keyClick(field, Key.Key_Down)
    qtbot.keyClick(field, Key.Key_Down)
    row = list(work.codes.values())[1]
    assert field.accessibleDescription() == pick.said_of(row)
    assert field.accessibleDescription().startswith(f"{row.name}, {row.codings:,} coding")
    qtbot.keyClick(field, Key.Key_PageDown)
    assert dialog.chooser.current().which == 10
    dialog.reject()


def test_a_click_answers(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """A row clicked is a row chosen."""
    answers: list[str] = []
    dialog = pick.pick_code(work, over, "Merge", answers.append)
    view = dialog.chooser.list
    place = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert answers == [list(work.codes)[2]]


def test_folders_in_order_with_their_place(qtbot: QtBot, work: Work, over: QWidget) -> None:
    """Folders are told apart by what they lie in; a first row means no folder."""
    outer = documents.add_folder(work.project, "Maryhill 10", work.coder)
    inner = documents.add_folder(work.project, "Diaries", work.coder, outer)
    documents.add_folder(work.project, "Maryhill 2", work.coder)
    answers: list[str] = []
    dialog = pick.pick_folder(work, over, "Move to", answers.append, top="No folder")
    names = shown(dialog)
    assert names[0] == "No folder"
    assert names.index("Maryhill 2") < names.index("Maryhill 10") == names.index("Diaries") - 1
    qtbot.keyClicks(dialog.chooser.field, "10/dia")
    assert shown(dialog) == ["Diaries"]
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog.chooser.field, Key.Key_Return)
    assert answers == [inner]


def test_a_line_of_text(qtbot: QtBot, over: QWidget) -> None:
    """The old text is there to be overwritten; blank is no answer; white space at its ends goes."""
    answers: list[str] = []
    dialog = pick.ask_line(over, "Rename", "New name", answers.append, "Old")
    assert dialog.field.selectedText() == "Old"
    qtbot.keyClicks(dialog.field, "   ")
    assert not dialog.keep.isEnabled()
    qtbot.keyClick(dialog.field, Key.Key_Return)
    assert answers == []
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClicks(dialog.field, "New ")
        dialog.field.insert("👵 ")
        qtbot.keyClick(dialog.field, Key.Key_Return)
    assert answers == ["New 👵"]
