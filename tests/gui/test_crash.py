"""Faults of our own: written down, told once, nothing of a project in them."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from liveable import logs, paths
from liveable.core.progress import Cancelled
from liveable.gui import crash
from liveable.gui.crash_dialog import CrashDialog, said_at_start
from liveable.gui.theme import Theme

_SECRET = "She never asked me in"
Told = list[tuple[str, Path | None]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What a window would be told; hooks and logging are put back afterwards."""
    monkeypatch.setattr(crash, "_watch_hard_crashes", lambda: None)  # pytest watches already
    monkeypatch.setattr(logging.getLogger("liveable"), "propagate", False)
    before = sys.excepthook, threading.excepthook
    heard: Told = []
    crash.install(lambda report, file: heard.append((report, file)))
    yield heard
    crash.uninstall()
    sys.excepthook, threading.excepthook = before


def _fault(error: BaseException) -> None:
    try:
        raise error
    except BaseException:
        sys.excepthook(*sys.exc_info())


def test_a_fault_is_told_and_kept_without_anybodys_words(qtbot: QtBot, told: Told) -> None:
    _fault(ValueError(f"cannot place “{_SECRET}” in '{_SECRET}'\n{_SECRET}"))
    qtbot.waitUntil(lambda: len(told) == 1)
    report, file = told[0]
    assert "builtins.ValueError: cannot place … in …" in report
    assert "test_crash.py" in report
    assert "Python 3" in report
    assert _SECRET not in report
    assert str(Path.home()) not in report.replace("/root/", "")
    assert file is not None
    assert file.read_text(encoding="utf-8") == report


def test_a_fault_carries_what_caused_it(qtbot: QtBot, told: Told) -> None:
    try:
        try:
            dict[str, str]()[_SECRET]
        except KeyError as error:
            raise RuntimeError("lost") from error
    except RuntimeError as error:
        _fault(error)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "RuntimeError: lost" in told[0][0]
    assert "caused by" in told[0][0]
    assert "KeyError" in told[0][0]
    assert _SECRET not in told[0][0]


def test_names_of_the_program_are_kept(qtbot: QtBot, told: Told) -> None:
    _fault(AttributeError("'Work' object has no attribute 'wrk'"))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "no attribute 'wrk'" in told[0][0]


def test_a_fault_in_another_thread_comes_to_the_main_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    def work() -> None:
        raise OSError("from beside")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == []  # not in the other thread
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "from beside" in told[0][0]


def test_the_same_fault_again_and_again_is_told_once(qtbot: QtBot, told: Told) -> None:
    for _ in range(100):
        _fault(ValueError("while painting"))
    _fault(TypeError("another"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert len(list(logs.file().parent.glob("crash-*.txt"))) == 2


def test_one_dialog_at_a_time(qtbot: QtBot, told: Told) -> None:
    during: list[str] = []

    def show(report: str, _file: Path | None) -> None:
        during.append(report)
        _fault(TypeError("while it is shown"))
        qtbot.waitUntil(lambda: len(list(logs.file().parent.glob("crash-*.txt"))) == 2)
        QGuiApplication.processEvents()

    crash.install(show)
    _fault(ValueError("first"))
    qtbot.waitUntil(lambda: len(during) == 1)
    QGuiApplication.processEvents()
    assert len(during) == 1


def test_what_was_stopped_as_asked_is_no_fault(told: Told) -> None:
    _fault(Cancelled())
    QGuiApplication.processEvents()
    assert told == []
    assert list(logs.file().parent.glob("crash-*.txt")) == []


def test_a_fault_that_cannot_be_kept_is_told_all_the_same(
    qtbot: QtBot, told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(paths.CONFIG_VARIABLE, str(tmp_path / "file" / "below"))
    _fault(ValueError("nowhere to write"))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0][1] is None


def test_only_so_many_reports_are_kept(told: Told) -> None:
    for number in range(30):
        crash._keep(f"report {number}")
    assert len(list(logs.file().parent.glob("crash-*.txt"))) == 20


def test_the_next_start_says_so_once(told: Told) -> None:
    assert said_at_start() == ""
    _fault(ValueError("lost"))
    assert len(crash.unread_crashes()) == 1
    assert str(logs.file().parent) in said_at_start()
    assert said_at_start() == ""


def test_a_crash_of_the_whole_program_is_found_at_the_next_start() -> None:
    code = (
        "from liveable.gui import crash\n"
        "crash.install(lambda report, file: None)\n"
        "import faulthandler; faulthandler._sigsegv()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode != 0
    found = crash.unread_crashes()
    assert len(found) == 1
    assert "Segmentation fault" in found[0].read_text(encoding="utf-8")


def test_a_program_that_ends_as_it_should_leaves_nothing() -> None:
    code = (
        "from liveable.gui import crash\n"
        "crash.install(lambda report, file: None)\n"
        "crash.uninstall()"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert crash.unread_crashes() == []
    assert list(logs.file().parent.glob("hard-*")) == []


def test_the_report_can_be_copied_and_saved(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CrashDialog(theme, "Liveable\nValueError", None, parent)
    dialog.open()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Liveable\nValueError"
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert target.read_text() == "Liveable\nValueError"
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert not dialog.quits


def test_quitting_can_be_chosen(qtbot: QtBot, theme: Theme) -> None:
    dialog = CrashDialog(theme, "Liveable", None)
    QTimer.singleShot(0, lambda: qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton))
    dialog.exec()
    assert dialog.quits
