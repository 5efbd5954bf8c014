"""Why PySide6 is pinned: on Python 3.11 a version that gives away references to None ends the
program after a few thousand paints. PySide6 6.12.0 does; the versions we allow must not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import PySide6
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

_TIMES = 500


def _lost(act: Callable[[], object]) -> int:
    before = sys.getrefcount(None)
    for _ in range(_TIMES):
        act()
    return before - sys.getrefcount(None)


class _Text(QPlainTextEdit):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)


def test_the_version_is_below_the_one_that_crashes() -> None:
    """The pin of pyproject.toml holds."""
    version = tuple(int(part) for part in PySide6.__version__.split(".")[:2])
    assert (6, 8) <= version < (6, 12)


def test_painting_gives_no_reference_to_none_away(qtbot: QtBot) -> None:
    """Overridden paint and scroll, and the calls every paint makes, leave None's count alone."""
    text = _Text("\n".join("x" * 50 for _ in range(1000)))
    qtbot.addWidget(text)
    text.show()
    places = iter(range(_TIMES))

    def scroll() -> None:
        text.verticalScrollBar().setValue(next(places))
        text.viewport().repaint()

    picture = QPixmap(20, 20)
    painter = QPainter(picture)
    red = QColor("red")
    losses = {
        "scroll and paint": _lost(scroll),
        "fillRect": _lost(lambda: painter.fillRect(QRectF(0, 0, 1, 1), red)),
        "setPen": _lost(lambda: painter.setPen(Qt.PenStyle.NoPen)),
        "setFormat": _lost(lambda: QTextCharFormat().setBackground(red)),
        "update": _lost(lambda: text.viewport().update()),
    }
    painter.end()
    assert {what: lost for what, lost in losses.items() if lost > _TIMES // 10} == {}
