"""What a long job may say while it works, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Report = Callable[[int, int, str], None]


class Cancelled(Exception):
    """The user asked the job to stop; whatever it did not commit is undone."""


def _silent(done: int, total: int, note: str) -> None:
    pass


class Progress:
    """Passed to every long job. The default reports nowhere and never cancels."""

    def __init__(self, report: Report = _silent) -> None:
        self._report = report
        self._cancelled = False

    def cancel(self) -> None:
        """Make the next step raise Cancelled. May be called from another thread."""
        self._cancelled = True

    def step(self, done: int, total: int, note: str = "") -> None:
        """Say that ``done`` of ``total`` is behind us; raises Cancelled when asked to stop."""
        if self._cancelled:
            raise Cancelled
        self._report(done, total, note)

    def each(self, items: Iterable[T], total: int, note: str = "") -> Iterator[T]:
        """Hand on the items, stepping before each and once at the end."""
        done = 0
        for item in items:
            self.step(done, total, note)
            yield item
            done += 1
        self.step(done, total, note)


SILENT = Progress()  # for whoever asks for no reports and cannot be cancelled
