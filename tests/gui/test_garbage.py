"""Parts of a window are destroyed on the main thread, whoever else asks for memory."""

from __future__ import annotations

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from liveable.gui.garbage import Sweeper


class _Part(QObject):
    """Holds itself, as parts do whose methods somebody listens to."""

    def __init__(self, gone: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(lambda: gone.append(threading.get_ident()))


def _ask_for_memory(kept: list[list[Any]]) -> None:
    kept += ([] for _ in range(200_000))


def test_parts_go_on_the_main_thread(qtbot: QtBot) -> None:
    """Not while another thread works, and soon after."""
    sweeper = Sweeper()
    gone: list[int] = []
    for _ in range(50):
        _Part(gone)
    kept: list[list[Any]] = []
    worker = threading.Thread(target=_ask_for_memory, args=(kept,))
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: len(gone) == 50)
    assert set(gone) == {threading.get_ident()}
    assert not gc.isenabled()
    sweeper.stop()
