"""A merge laid open in a window of its own, with the keys of its commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveable.exchange.team.values import Conflict, Decision, MergePlan
from liveable.gui.actions import Actions
from liveable.gui.merge_page import MergePage
from liveable.gui.work import Work

_PATIENCE = 15_000  # ms


class Review:
    """The page, and the hands before it. ``asked`` is every merge that was asked for."""

    def __init__(self, qtbot: QtBot, work: Work, plan: MergePlan) -> None:
        self.qtbot, self.work = qtbot, work
        self.page = MergePage(work, plan, "Everyday help", "Ann")
        self.window = QWidget()
        self.window.resize(1300, 800)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        self.asked: list[dict[str, Decision]] = []
        self.left: list[bool] = []
        self.page.merge_wanted.connect(self.asked.append)
        self.page.left.connect(lambda: self.left.append(True))
        actions = Actions(self.window, lambda command: [QKeySequence(key) for key in command.keys])
        page = self.page
        actions.do(
            {
                "merge.next": page.next,
                "merge.previous": page.previous,
                "merge.decide": page.decide,
                "merge.alike": page.decide_alike,
                "merge.write": page.start,
                "project.undo": page.take_back,
            },
            {"review": page},
        )
        page.offers_changed.connect(lambda: actions.offer(page.offers()))
        actions.offer(page.offers())
        self.actions = actions
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        page.take_focus()

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=_PATIENCE)

    @property
    def focus(self) -> QWidget:
        """What the keys go to."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            QTest.keySequence(self.focus, QKeySequence(key))
            QApplication.processEvents()

    def letters(self, text: str) -> None:
        """Type letters."""
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    @property
    def at(self) -> Conflict:
        """The conflict that is gone to."""
        found = self.page.conflicts.list.current()
        assert isinstance(found, Conflict)
        return found

    def said(self) -> str:
        """What the notice over the page says."""
        return self.page.notices.card.words.text()
