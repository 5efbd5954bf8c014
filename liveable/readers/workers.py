"""Files read in processes of their own: fast on every core, and a file that kills its reader costs
only itself.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal

from liveable.core.progress import Progress
from liveable.core.transcript import Kind
from liveable.core.worker import Failed, Lost, Worker, attend
from liveable.errors import FileRefused
from liveable.readers import log
from liveable.readers.one_file import ReadFile, ReadSheet

__all__ = ["ReadFile", "ReadSheet", "read_files", "read_sheets"]

MAX_SECONDS = 300.0
_AHEAD = 4  # files in hand for each worker, read or being read
_START = "from liveable.readers.one_file import serve; serve()"

Asked = Kind | Literal["attributes"] | None


def read_files(
    paths: Sequence[Path],
    *,
    kind: Kind | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Generator[ReadFile | FileRefused, None, None]:
    """Read files in workers and give the outcomes in the order of ``paths``, each as soon as it and
    those before it are there.

    What cannot be read comes as a FileRefused. ``progress`` is stepped per file and may cancel:
    then, as when the iterator is closed, the workers end at once.
    """
    return _read(paths, kind, encoding, progress)


def read_sheets(
    paths: Sequence[Path], *, encoding: str | None = None, progress: Progress | None = None
) -> Generator[ReadSheet | FileRefused, None, None]:
    """Read tables in the same way."""
    return _read(paths, "attributes", encoding, progress)


def _read(
    paths: Sequence[Path], kind: Asked, encoding: str | None, progress: Progress | None
) -> Generator[Any, None, None]:
    progress = progress or Progress()
    count = min(os.cpu_count() or 1, len(paths))
    if not count:
        return
    crew = _Crew()
    pool = ThreadPoolExecutor(count, thread_name_prefix="reader")
    waiting: deque[tuple[Path, Future[Any]]] = deque()
    rest = iter(paths)
    try:
        for done in range(len(paths)):
            while len(waiting) < count * _AHEAD and (path := next(rest, None)) is not None:
                waiting.append((path, pool.submit(crew.read, path, kind, encoding)))
            path, future = waiting.popleft()
            progress.step(done, len(paths), path.name)
            yield attend(future, partial(progress.step, done, len(paths), path.name))
        progress.step(len(paths), len(paths))
    finally:
        crew.dismiss()
        pool.shutdown(cancel_futures=True)


class _Crew:
    """The workers of one call, one to each thread that asks for files to be read."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: set[_Reader] = set()
        self._dismissed = False

    def read(self, path: Path, kind: Asked, encoding: str | None) -> Any:
        """Have this thread's worker read a file; a worker that died is replaced at the next one."""
        worker: _Reader | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                if self._dismissed:
                    return FileRefused(str(path), "was not read: reading was stopped")
                try:
                    worker = self._own.worker = _Reader(_START)
                except OSError as error:
                    cause = f"was not read: no process could be started for it ({error.strerror})"
                    return FileRefused(str(path), cause)
                self._all.add(worker)
        outcome = worker.read(path, kind, encoding)
        if not worker.alive:
            with self._lock:
                self._all.discard(worker)
            self._own.worker = None
        return outcome

    def dismiss(self) -> None:
        """End all workers at once."""
        with self._lock:
            self._dismissed = True
            for worker in self._all:
                worker.end()


class _Reader(Worker):
    """One process, reading one file at a time."""

    def read(self, path: Path, kind: Asked, encoding: str | None) -> Any:
        """The outcome of one file; a reader that dies or takes too long over it refuses it."""
        alarm = threading.Timer(MAX_SECONDS, self.kill)
        alarm.daemon = True
        alarm.start()
        try:
            return self.ask((path, kind, encoding), partial(log.debug, "%s: %s", path))
        except (Lost, Failed):
            late = not alarm.is_alive()
            self.end()
            cause = (
                "takes too long to read" if late else "made its reader fail and could not be read"
            )
            return FileRefused(str(path), cause)
        finally:
            alarm.cancel()
