"""Panels in a window of their own, with the keys of their commands, as hands would find them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.actions import Actions
from liveable.gui.commands import Need
from liveable.gui.work import Work
from liveable.suggest.suggester import Suggester
from tests.gui.desk import Desk


def shown(qtbot: QtBot, work: Work, panel: Any, **places: str) -> QWidget:
    """Show a panel in an active window where the keys of all its commands are heard.

    ``places`` names where the panel's own keys belong: ``keys="queue"``.
    """
    window = QWidget()
    window.resize(900, 320)
    QVBoxLayout(window).addWidget(panel)
    actions = Actions(window, lambda command: [QKeySequence(key) for key in command.keys])
    heard: dict[Any, QWidget] = {places["keys"]: panel.keys_at()} if "keys" in places else {}
    actions.do(panel.doers(), heard)

    def offer() -> None:
        needs: set[Need] = {"project"}
        if work.code:
            needs.add("code")
        if work.document:
            needs.add("document")
        actions.offer(frozenset(needs) | (panel.offers() if hasattr(panel, "offers") else set()))

    for signal in (getattr(panel, "offers_changed", None), work.code_chosen, work.document_shown):
        if signal is not None:
            signal.connect(offer)
    offer()
    window.actions_kept = actions  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@contextmanager
def asking(desk: Desk, suggester: Suggester) -> Iterator[None]:
    """Let the open project ask a suggester whose process runs: to start one takes a second."""
    desk.work.suggester = suggester
    yield
    desk.until(lambda: not desk.work.tasks.running)
    desk.work.suggester = Suggester()  # so that closing leaves the other one to the next test
