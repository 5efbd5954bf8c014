"""Files read in processes of their own: fast on every core, and a file that kills its reader costs
only itself.

Each worker is a fresh interpreter that loads the readers and nothing else of the program, whatever
program started it (``multiprocessing`` would load the caller's main module into each). It takes
paths on its standard input and answers on its standard output, both as pickles. It ends by itself
when its input ends, so none is left behind even by a caller that was killed.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from liveable.core.progress import Progress
from liveable.core.transcript import Kind
from liveable.errors import FileRefused
from liveable.readers import log
from liveable.readers.one_file import ReadFile, ReadSheet

__all__ = ["ReadFile", "ReadSheet", "read_files", "read_sheets"]

MAX_SECONDS = 300.0
_AHEAD = 4  # files in hand for each worker, read or being read
_POLL = 0.05  # seconds between looks whether to stop
_START = "import sys; sys.path[:] = {path!r}; from liveable.readers.one_file import serve; serve()"

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
            yield _outcome(future, progress, done, len(paths), path.name)
        progress.step(len(paths), len(paths))
    finally:
        crew.dismiss()
        pool.shutdown(cancel_futures=True)


def _outcome(future: Future[Any], progress: Progress, done: int, total: int, note: str) -> Any:
    """Wait for one file, looking now and then whether to stop."""
    while True:
        try:
            return future.result(_POLL)
        except NotYet:
            progress.step(done, total, note)


class _Crew:
    """The workers of one call, one to each thread that asks for files to be read."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._dismissed = False

    def read(self, path: Path, kind: Asked, encoding: str | None) -> Any:
        """Have this thread's worker read a file; a worker that died is replaced at the next one."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                if self._dismissed:
                    return FileRefused(str(path), "was not read: reading was stopped")
                try:
                    worker = self._own.worker = _Worker()
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


class _Worker:
    """One process, reading one file at a time."""

    def __init__(self) -> None:
        code = _START.format(path=[entry for entry in sys.path if entry])
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the caller
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.alive = True

    def read(self, path: Path, kind: Asked, encoding: str | None) -> Any:
        """The outcome of one file; a worker that dies or takes too long over it refuses it."""
        alarm = threading.Timer(MAX_SECONDS, self._process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            return self._ask(path, kind, encoding)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            late = not alarm.is_alive()
            self.end()
            cause = (
                "takes too long to read" if late else "made its reader fail and could not be read"
            )
            return FileRefused(str(path), cause)
        finally:
            alarm.cancel()

    def _ask(self, path: Path, kind: Asked, encoding: str | None) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump((path, kind, encoding), self._process.stdin)
        self._process.stdin.flush()
        outcome, said = pickle.load(self._process.stdout)
        for message in said:
            log.debug("%s: %s", path, message)
        return outcome

    def end(self) -> None:
        """Kill the process and wait for it to be gone."""
        self.alive = False
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
