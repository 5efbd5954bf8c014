"""The window never stands still: what takes long is done beside it, or in pieces.

A busy machine makes everybody wait now and then; so a few short stalls are let pass, and no long
one. On a quiet machine there are none over 50 ms.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.gui.import_dialog import ImportDialog, begin_import
from liveable.gui.learning import Asked
from liveable.gui.report_dialog import ReportDialog
from liveable.gui.tasks import TURN
from tests.gui.desk import Desk
from tests.gui.watch import Watch

LONGEST = 0.25  # seconds
FEW = 4
TALK = "INT: Why was that, number {n}?\nM07: It was so, and that was that, you know.\n"


@pytest.fixture
def reader(sample: Desk) -> Iterator[Desk]:
    """A document of the sample project open and all first work done, as the program runs."""
    sample.read("M03 Saima Iqbal")
    settle(sample)
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()
    yield sample
    gc.unfreeze()
    sys.setswitchinterval(turn)


def settle(desk: Desk) -> None:
    """Let everything be painted, and wait until no job is under way."""
    QApplication.processEvents()
    desk.until(lambda: not desk.work.tasks.running)


def reading(desk: Desk) -> None:
    """Open every document."""
    for row in desk.documents():
        desk.read(row.name)
        settle(desk)


def coding(desk: Desk) -> None:
    """Code passages, undo, redo, go from coding to coding."""
    for words in ("You grew up round here.", "Saima"):
        desk.select(words)
        before = len(desk.codings())
        desk.quick_code("Not overst")
        assert len(desk.codings()) == before + 1
    desk.press("Ctrl+Z", "Ctrl+Shift+Z", "]", "[", "U", "W", "Return", "T")
    settle(desk)


def filtering(desk: Desk) -> None:
    """Filter the codebook and the documents, walk through codes, show one code only."""
    desk.press("/")
    desk.letters("help")
    desk.press("Escape", "Ctrl+3", "Down", "Down", "Down", "Ctrl+J", "Ctrl+J", "Ctrl+L")
    desk.letters("M0")
    settle(desk)


def turning(desk: Desk) -> None:
    """Show every list of the drawer, with a code to show something of."""
    desk.work.choose_code(desk.code("Not overstepping"))
    bar = desk.page.drawer.bar
    for index in (*range(bar.count()), *range(bar.count())):
        bar.setCurrentIndex(index)
        desk.press("Tab")
    settle(desk)


def searching(desk: Desk) -> None:
    """Search while typing, then for all places."""
    desk.press("Ctrl+Shift+F")
    desk.letters("help someone")
    settle(desk)
    desk.press("Return")
    settle(desk)


def suggesting(desk: Desk) -> None:
    """Suggest passages for all codes; judge some and code while it is learned anew from that."""
    desk.press("Ctrl+Shift+G")
    settle(desk)
    assert desk.page.suggestions.title() == "Suggestions 52"
    desk.work.learning._pause.setInterval(1)
    desk.press("Down", "Return", "X", "L")
    desk.read("M03 Saima Iqbal")
    desk.select("You grew up round here.")
    desk.quick_code("Not overst")
    desk.press("Ctrl+B", "N", "Down", "Down")
    settle(desk)


def judging_thousands(desk: Desk) -> None:
    """Walk through a queue of five thousand, judge some, and show what is new."""
    codes = [row.uid for row in desk.work.codes.values() if row.codable]
    many = [
        Suggestion(row.uid, Span(at, at + 9), codes[at % 7], 0.5, "learned", (), "ridge/1-0")
        for row in desk.documents()
        for at in range(0, 5_000, 10)
    ][:5_000]
    queue = desk.page.suggestions
    desk.press("Ctrl+B")
    queue.to_judge.asked, queue.to_judge.answer = Asked(None, None), tuple(many)
    queue.to_judge.changed.emit()
    settle(desk)
    assert queue.list.rows.grouped.count > 4_800
    desk.press("Down", "PgDown", "X", "End", "X", "Home", "L", "Return", "Ctrl+Z")
    settle(desk)


def going_through_time(desk: Desk) -> None:
    """Along the timeline, closer, one case alone, and to the text."""
    desk.press("Ctrl+Shift+L")
    desk.until(desk.page.timeline.view.spot)
    desk.press("Down", "Home", "Right", "+", "+", "-", "0", "End", "PgDown", "Ctrl+Return")
    desk.press("Down", "Down", "Return", "Escape", "Up", "Left")
    desk.work.choose_code(desk.code("Not overstepping"))
    settle(desk)


ACTS = [
    reading,
    coding,
    filtering,
    turning,
    searching,
    suggesting,
    judging_thousands,
    going_through_time,
]


@pytest.mark.parametrize("act", ACTS)
def test_the_window_stays_awake(reader: Desk, act: Callable[[Desk], None]) -> None:
    """Whatever is done in it."""
    with Watch() as watch:
        act(reader)
    calm(watch)


def test_the_window_stays_awake_while_files_are_brought_in(reader: Desk, tmp_path: Path) -> None:
    """Twenty interviews, read, shown, kept, and the first one opened."""
    files = [tmp_path / f"M{n}.txt" for n in range(50, 70)]
    for n, file in enumerate(files):
        talk = "".join(TALK.format(n=turn) for turn in range(400))
        file.write_text(f"Interview {n}\n{talk}", "utf-8")
    with Watch() as watch:
        begin_import(reader.work, reader.window, files)
        dialog = reader.dialog(ImportDialog)
        reader.until(dialog.main.isEnabled)
        left = reader.closed(dialog)
        reader.press("Ctrl+Return")
        reader.until(left)
        settle(reader)
    assert len(reader.documents()) == 31
    calm(watch)


def test_the_window_stays_awake_while_a_report_is_written(reader: Desk, tmp_path: Path) -> None:
    """Its dialog, its preview, its file."""
    report = tmp_path / "report.docx"
    with Watch() as watch:
        reader.press("Ctrl+P")
        dialog = reader.dialog(ReportDialog)
        reader.until(lambda: "quotes" in dialog.preview.extent.text())
        dialog.write(report)
        reader.until(report.exists)
        settle(reader)
    calm(watch)


def test_a_stall_is_seen_with_what_caused_it(qtbot: QtBot) -> None:
    """Else the other tests would prove nothing."""
    with Watch() as watch:
        qtbot.waitUntil(_loiter)
    stall = max(watch.stalls, key=lambda stall: stall.seconds)
    assert stall.seconds > 0.1
    assert "_loiter" in stall.doing


def _loiter() -> bool:
    over = time.thread_time() + 0.5  # of work: a busy machine's own waiting is not counted
    while time.thread_time() < over:
        pass
    return True


def calm(watch: Watch) -> None:
    """No long stall, and few short ones."""
    said = "\n".join(map(str, watch.stalls))
    assert not watch.longer(LONGEST), said
    assert len(watch.stalls) <= FEW, said
    if said:
        print(said)
