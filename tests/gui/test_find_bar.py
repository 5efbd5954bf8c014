"""Words are found as they are typed, and one goes from place to place by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.gui.work import Work
from tests.gui.texts import TALK, add, place, shown

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def test_typing_finds_whatever_the_case_and_accents(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    bar = view.find_bar
    assert bar.isHidden()
    view.doers()["find.text"]()
    qtbot.keyClicks(bar.line, "CAFE")
    assert bar.count.text() == "1 of 2"
    assert view.selection() == place(TALK, "Cafe\u0301")
    qtbot.keyClick(bar.line, Key.Key_Return)
    assert view.selection() == place(TALK, "café")
    qtbot.keyClick(bar.line, Key.Key_Return)
    assert bar.count.text() == "1 of 2"
    qtbot.keyClick(bar.line, Key.Key_Return, Shift)
    assert bar.count.text() == "2 of 2"
    qtbot.keyClicks(bar.line, "x")
    assert bar.count.text() == "Not in this text"


def test_escape_goes_back_to_the_text_and_the_words_stay(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    bar = view.find_bar
    view.doers()["find.next"]()
    assert not bar.isHidden()
    qtbot.keyClicks(bar.line, "you")
    qtbot.keyClick(bar.line, Key.Key_Escape)
    assert bar.isHidden()
    assert view.page.hasFocus()
    assert bar.matches == []
    first = view.selection()
    view.doers()["find.next"]()
    second = view.selection()
    assert first is not None
    assert second is not None
    assert second.start > first.start
    assert view.body[second.start : second.stop].casefold() == "you"
    view.doers()["find.previous"]()
    assert view.selection() == first


def test_the_selected_words_are_what_is_looked_for(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    view.select(place(TALK, "hand"))
    view.doers()["find.text"]()
    assert view.find_bar.line.text() == "hand"
    assert view.selection() == place(TALK, "hand")


def test_another_document_is_searched_from_its_start(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    view.doers()["find.text"]()
    qtbot.keyClicks(view.find_bar.line, "end")
    assert view.find_bar.count.text() == "1 of 1"
    work.show_document(add(work, "T02", "M07: To the end, and the end."))
    assert view.find_bar.count.text() == "1 of 2"
    assert view.find_bar.near(0, len(view.body)) == [Span(12, 15), Span(25, 28)]
