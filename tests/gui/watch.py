"""Counts how often the window stands still: a pulse on the main thread, looked at from another."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_PULSE = 5  # ms
_SCHEDULED = "/proc/self/task/{}/schedstat"
_LOOK = 0.02  # seconds between looks at what the main thread is doing


@dataclass(frozen=True, slots=True)
class Stall:
    """A stretch of time in which the window heard nothing, and what it was at meanwhile."""

    seconds: float
    doing: str

    def __str__(self) -> str:
        return f"{self.seconds * 1000:.0f} ms{self.doing}"


class Watch(QObject):
    """Notes every time between two pulses in which the window computed, or was held up by anything
    but a busy machine, for longer than ``limit`` seconds.
    """

    def __init__(self, limit: float = 0.05) -> None:
        super().__init__()
        self.stalls: list[Stall] = []
        self._limit = limit
        self._main = threading.get_ident()
        self._last = time.perf_counter()
        self._queued, self._worked = _queued(), time.thread_time()
        self._computed = time.process_time()
        self._seen = ""
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._eye = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Watch:
        self._last, self._queued = time.perf_counter(), _queued()
        self._worked, self._computed = time.thread_time(), time.process_time()
        self._timer.start(_PULSE)
        self._eye.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._beat()
        self._timer.stop()
        self._over.set()
        self._eye.join()

    def _beat(self) -> None:
        now, queued, worked = time.perf_counter(), _queued(), time.thread_time()
        computed = time.process_time()
        held_up = now - self._last - (queued - self._queued)
        if not self._seen and computed - self._computed < held_up / 2:
            held_up = (
                0.0  # the eye slept as well, and nobody computed: the whole machine stood still
            )
        gap = max(worked - self._worked, held_up)
        if gap > self._limit:
            self.stalls.append(Stall(gap, self._seen))
        self._last, self._queued, self._worked = now, queued, worked
        self._computed, self._seen = computed, ""

    def _look_on(self) -> None:
        while not self._over.wait(_LOOK):
            if not self._seen and time.perf_counter() - self._last > self._limit:
                self._seen = _where(self._main)

    def longer(self, seconds: float) -> list[Stall]:
        """The stalls longer than this."""
        return [stall for stall in self.stalls if stall.seconds > seconds]


def _queued() -> float:
    """For how many seconds our threads have stood in the queue for a processor that others used, as
    far as the system tells: that is no fault of the window's, nor when it waits for one of them.
    """
    waited = 0
    for thread in threading.enumerate():
        with suppress(OSError):
            waited += int(Path(_SCHEDULED.format(thread.native_id)).read_bytes().split()[1])
    return waited / 1e9


def _where(thread: int) -> str:
    """Where in the program a thread is, innermost first."""
    frame = sys._current_frames().get(thread)
    stack = traceback.StackSummary.extract(traceback.walk_stack(frame), lookup_lines=False)
    places = [
        f"\n    {Path(at.filename).name}:{at.lineno} {at.name}"
        for at in stack
        if "liveable" in at.filename or "tests" in at.filename
    ]
    return "".join(places[:6])
