"""Jobs beside the window: values come back on the main thread, and any job can be stopped."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.gui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Jobs, stopped at the end."""
    made = Tasks()
    yield made
    made.close()


def _never(error: Exception) -> None:
    raise AssertionError(error)


def test_a_value_comes_back_on_the_main_thread(qtbot: QtBot, tasks: Tasks) -> None:
    """The job runs elsewhere; its value is handed over here."""
    main, listening = threading.get_ident(), threading.Event()

    def job(progress: Progress) -> tuple[int, bool]:
        listening.wait(10)
        return sum(progress.each([1, 2, 3], 3)), threading.get_ident() == main

    seen: list[tuple[int, bool, bool]] = []
    task = tasks.run(
        "Counting", job, lambda v: seen.append((*v, threading.get_ident() == main)), _never
    )
    steps: list[tuple[int, int]] = []
    task.progressed.connect(lambda done, total, _: steps.append((done, total)))
    with qtbot.waitSignal(task.ended):
        listening.set()
    assert seen == [(6, False, True)]
    assert steps[-1] == (3, 3)
    assert tasks.running == set()


def test_a_stopped_job_brings_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    """Neither a value nor a fault comes of it."""
    begun, go_on = threading.Event(), threading.Event()

    def job(progress: Progress) -> int:
        begun.set()
        go_on.wait(10)
        progress.step(1, 2)
        return 1

    seen: list[object] = []
    task = tasks.run("Waiting", job, seen.append, seen.append)
    with qtbot.waitSignals([task.cancelled, task.ended]):
        begun.wait(10)
        task.cancel()
        go_on.set()
    assert seen == []


def test_a_refusal_is_handed_over(qtbot: QtBot, tasks: Tasks) -> None:
    """What the job refuses arrives as it was raised."""

    def job(_progress: Progress) -> None:
        raise Refused("No.")

    seen: list[Exception] = []
    task = tasks.run("Refusing", job, lambda _: None, seen.append)
    with qtbot.waitSignal(task.ended):
        pass
    assert [str(error) for error in seen] == ["No."]


def test_the_writer_does_not_wait_for_the_reader(qtbot: QtBot, tasks: Tasks) -> None:
    """The two lanes are two threads."""
    go_on = threading.Event()
    reading = tasks.run("Reading", lambda _: go_on.wait(10), lambda _: None, _never)
    writing = tasks.run("Writing", lambda _: go_on.set(), lambda _: None, _never, lane="write")
    with qtbot.waitSignals([reading.ended, writing.ended]):
        pass


def test_a_job_may_be_the_last_to_hold_the_jobs(qtbot: QtBot) -> None:
    """Whoever waits for its end holds them; they go with it, and the program lives on."""
    tasks = Tasks()
    gone: list[bool] = []
    weakref.finalize(tasks, gone.append, True)
    task = tasks.run("Counting", lambda progress: 3, lambda _: None, _never)
    task.ended.connect(lambda tasks=tasks: tasks.close())
    with qtbot.waitSignal(task.ended):
        del tasks
    del task
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone


def test_what_is_asked_after_the_end_comes_to_nothing(qtbot: QtBot) -> None:
    """A timer may still fire while a window goes."""
    tasks = Tasks()
    tasks.close()
    done: list[int] = []
    task = tasks.run("Counting", lambda progress: 3, done.append, _never)
    with qtbot.waitSignals([task.cancelled, task.ended]):
        pass
    assert done == []
    assert not tasks.running


def test_nothing_comes_to_a_dialog_that_is_gone(qtbot: QtBot) -> None:
    """Deleted with what it stands in, it was never closed; its job is stopped all the same."""
    dialog = QObject()
    tasks = Tasks(dialog)
    begun, go_on = threading.Event(), threading.Event()

    def job(_progress: Progress) -> None:
        begun.set()
        go_on.wait(10)

    done: list[object] = []
    task = tasks.run("Looking", job, done.append, done.append)
    begun.wait(10)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
    assert done == []
