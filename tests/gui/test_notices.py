"""Quiet notices: one at a time, gone by themselves, with their Undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QDesktopServices, QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui import notices
from liveable.gui.notices import Notices
from liveable.gui.theme import Theme
from liveable.gui.work import Work
from liveable.ops import codebook


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit())
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "SECONDS", 0.02)
    monkeypatch.setattr(notices, "BAD_SECONDS", 0.02)
    monkeypatch.setattr(notices, "HEARD_SECONDS", 0.02)


def test_what_is_said_is_shown_at_the_bottom_right_and_takes_no_focus(
    qtbot: QtBot, work: Work, over: QWidget
) -> None:
    field = over.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    shown = Notices(work, over)
    work.say("Coded “Not overstepping”", undo=True)
    card = shown.card
    assert card.words.text() == "Coded “Not overstepping”"
    assert card.undo.isVisible()
    assert card.key.text() == "Ctrl+Z"
    assert over.rect().contains(card.geometry())
    assert card.geometry().center().x() > over.width() / 2
    assert card.geometry().center().y() > over.height() / 2
    assert field.hasFocus()
    over.resize(700, 400)
    assert over.rect().contains(card.geometry())


def test_a_lasting_notice_stays_as_long_as_a_bad_one(work: Work, over: QWidget) -> None:
    """Much was taken away: there is time to see it."""
    card = Notices(work, over).card
    work.say("Deleted ‘M01’, with 35 codings", undo=True, lasting=True)
    assert card._clock.interval() == round(notices.BAD_SECONDS * 1000)
    work.say("Coded “Help”", undo=True)
    assert card._clock.interval() == round(notices.SECONDS * 1000)


def test_a_second_notice_takes_the_place_of_the_first(work: Work, over: QWidget) -> None:
    shown = Notices(work, over)
    work.say("First", undo=True)
    work.say("Second", bad=True)
    assert shown.card.words.text() == "Second"
    assert not shown.card.undo.isVisible()
    assert shown.card.shut.isVisible()


def test_undo_is_wanted_by_click_and_the_notice_goes(
    qtbot: QtBot, work: Work, over: QWidget
) -> None:
    shown = Notices(work, over)
    work.say("Coded", undo=True)
    with qtbot.waitSignal(shown.undo_wanted):
        qtbot.mouseClick(shown.card.undo, Qt.MouseButton.LeftButton)
    assert not shown.card.isVisible()


def test_undo_is_withdrawn_when_something_else_was_done_since(work: Work, over: QWidget) -> None:
    shown = Notices(work, over)
    work.say("Coded", undo=True)
    codebook.create(work.project, "Soup", work.coder)
    assert shown.card.isVisible()
    assert not shown.card.undo.isVisible()


@pytest.mark.usefixtures("quick")
def test_a_notice_goes_by_itself(qtbot: QtBot, work: Work, over: QWidget) -> None:
    shown = Notices(work, over)
    for bad in (False, True):
        work.say("Coded", bad=bad)
        assert shown.card.isVisible()
        qtbot.waitUntil(lambda: not shown.card.isVisible())


@pytest.mark.usefixtures("quick")
def test_a_notice_stays_while_the_mouse_or_the_keys_are_on_it(
    qtbot: QtBot, work: Work, over: QWidget
) -> None:
    shown = Notices(work, over)
    card = shown.card
    work.say("Coded", undo=True)
    card.undo.setFocus()
    assert not card._clock.isActive()
    over.findChild(QLineEdit).setFocus()  # type: ignore[union-attr]
    assert card._clock.isActive()
    still, moved = QCursor.pos().toPointF(), QCursor.pos().toPointF() + QPointF(3, 0)
    QApplication.sendEvent(card, QEnterEvent(still, still, still))
    assert card._clock.isActive()
    QApplication.sendEvent(card, QEnterEvent(moved, moved, moved))
    assert not card._clock.isActive()
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not card.isVisible())


def test_bad_news_stay_longer(work: Work, over: QWidget) -> None:
    shown = Notices(work, over)
    work.say("Coded")
    brief = shown.card._clock.interval()
    work.say("Refused", bad=True)
    assert shown.card._clock.interval() > brief


def test_a_long_sentence_is_whole_and_stays_within(work: Work, over: QWidget) -> None:
    shown = Notices(work, over)
    over.resize(420, 500)
    work.say("This cannot be done, because " + "something stands in the way, and " * 12, bad=True)
    card = shown.card
    assert over.rect().contains(card.geometry())
    assert card.words.height() >= card.words.heightForWidth(card.words.width())
    assert card.words.height() > 2 * card.words.fontMetrics().height()


def test_escape_sends_it_away_and_gives_the_keys_back(
    qtbot: QtBot, work: Work, over: QWidget
) -> None:
    shown = Notices(work, over)
    work.say("Refused", bad=True)
    shown.card.shut.setFocus()
    qtbot.keyClick(shown.card.shut, Qt.Key.Key_Escape)
    assert not shown.card.isVisible()


def test_the_folder_of_a_file_that_was_written_can_be_opened(
    qtbot: QtBot, work: Work, over: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    shown = Notices(work, over)
    work.say("Wrote quotes.docx", file=tmp_path / "quotes.docx")
    qtbot.mouseClick(shown.card.folder, Qt.MouseButton.LeftButton)
    assert [Path(each) for each in opened] == [tmp_path]


def test_a_window_without_a_project_can_say_things(over: QWidget, theme: Theme) -> None:
    shown = Notices(None, over, theme)
    shown.say("There is no such file.", bad=True)
    assert shown.card.isVisible()
    shown.hide()
    assert not shown.card.isVisible()


def test_a_notice_is_said_to_a_screen_reader(
    work: Work, over: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(notices, "announce", lambda _widget, text: heard.append(text))
    Notices(work, over)
    work.say("Coded")
    assert heard == ["Coded"]


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_notice_is_as_high_and_wide_as_its_own_lines(
    qapp: QApplication, work: Work, over: QWidget, zoom: int
) -> None:
    work.theme.set_zoom(zoom)
    qapp.setStyleSheet(work.theme.style_sheet())
    try:
        shown = Notices(work, over)
        work.say("Coded", undo=True)
        small = shown.card.size()
        work.say("Imported 2 documents\nOne was refused\nAnother was refused\nAnd a third")
        large = shown.card.size()
        assert large.height() > small.height()
        work.say("Coded", undo=True)
        assert shown.card.size() == small
        for part in (shown.card.words, shown.card.undo, shown.card.key):
            assert shown.card.rect().contains(part.geometry())
        work.say("All of one line")
        line = shown.card.words.fontMetrics().horizontalAdvance("All of one line")
        assert shown.card.words.width() <= line + 8
    finally:
        qapp.setStyleSheet("")
        work.theme.set_zoom(100)
