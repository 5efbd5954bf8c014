"""The only threads of the window: a job runs off the main thread, its value comes back on it.

Three lanes, each one job at a time: ``look`` answers what a list asks, ``work`` computes for
longer, neither writes; ``write`` is the project's single writer for acts too large for the main
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from liveable.core.progress import Cancelled, Progress

T = TypeVar("T")
Lane = Literal["look", "work", "write"]
# How long (in seconds) a job may keep Python to itself while the window waits for it; Python's own
# 5 ms add up to a stall when painting asks for it a dozen times.
TURN = 0.0005


class Task(QObject, Generic[T]):
    """One job under way. ``ended`` is emitted last, whatever came of it."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _settled = Signal(object)

    def __init__(self, title: str) -> None:
        # No child of the Tasks: who listens often holds those, so that they would be let go, with
        # all their children, in the midst of letting this go.
        super().__init__(QCoreApplication.instance())
        self.title = title
        self.dropped = False  # nobody is there any more to take what comes of it
        self.progress = Progress(self.progressed.emit)
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self.progress.cancel()

    def settle(self, future: Future[T]) -> None:
        """Hand over what came of the job; called in the worker's thread."""
        self._settled.emit(future)

    def _deliver(self, future: Future[T]) -> None:
        stopped = self.dropped or future.cancelled()
        error = None if stopped else future.exception()
        if stopped or isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.succeeded.emit(future.result())
        self.ended.emit()


class Tasks(QObject):
    """The jobs of a window. ``started`` is emitted with every task that should show progress."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "look": ThreadPoolExecutor(1, thread_name_prefix="liveable-look"),
            "work": ThreadPoolExecutor(1, thread_name_prefix="liveable-work"),
            "write": ThreadPoolExecutor(1, thread_name_prefix="liveable-write"),
        }
        self._closed = False
        self.running: set[Task[Any]] = set()
        if parent is not None:
            # Gone without having been closed. No method of this very object: going itself, with its
            # parent, it may not be found any more.
            parent.destroyed.connect(lambda: self._drop())

    def run(
        self,
        title: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        lane: Lane = "work",
        quiet: bool = False,
    ) -> Task[T]:
        """Queue a job; ``done`` or ``failed`` is called on the main thread, neither when cancelled.

        A ``quiet`` job shows no progress. After ``close`` every job is cancelled at once.
        """
        task: Task[T] = Task(title)
        task.succeeded.connect(done)
        task.failed.connect(failed)
        task.ended.connect(lambda: self._forget(task))
        self.running.add(task)
        if not quiet:
            self.started.emit(task)
        if self._closed:
            nothing: Future[T] = Future()
            nothing.cancel()
            task.settle(nothing)
        else:
            self._lanes[lane].submit(job, task.progress).add_done_callback(task.settle)
        return task

    def _forget(self, task: Task[Any]) -> None:
        self.running.discard(task)
        task.deleteLater()

    def _drop(self) -> None:
        """Ask everything to stop, and take nothing that still comes of it."""
        self._closed = True
        for task in self.running:
            task.dropped = True
            task.cancel()

    def close(self) -> None:
        """Stop everything and wait for it; what a job had not committed is undone."""
        self._drop()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
