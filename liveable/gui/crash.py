"""What happens when something of ours goes wrong: it is written down, said once, and work goes on.

A report names the fault and the places in the program it passed through, never a word of anybody's
project. Reports stay on the machine until somebody chooses to send one.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import re
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtCore import qVersion as qt_version

import liveable
from liveable import logs
from liveable.core.progress import Cancelled

_PREFIX, _READ = "crash-", ".read.txt"
_HARD, _EMPTY_DAYS = "hard-", 7
_AGAIN_SECONDS = 60.0
_LONGEST = 200  # characters of an error's own message
_QUOTED = re.compile(r"""(['"‘“«]).*?(?:['"’”»]|$)""", re.S)
_OF_THE_PROGRAM = (AttributeError, NameError, ImportError)  # these quote names of the program
_MOST_KEPT = 20
_log = logging.getLogger("liveable")

Trace = TracebackType | None
Show = Callable[[str, Path | None], None]


class _Crashes(QObject):
    """Brings a fault of any thread to the main one, and shows one at a time."""

    happened = Signal(str, object)

    def __init__(self, show: Show) -> None:
        super().__init__()
        self._show = show
        self._showing = False
        # Queued: a fault while painting must not open a dialog in the midst of the painting.
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def _tell(self, report: str, file: Path | None) -> None:
        if self._showing:
            return  # it is written down; one dialog at a time is enough
        self._showing = True
        try:
            self._show(report, file)
        finally:
            self._showing = False


_crashes: list[_Crashes] = []  # kept alive here; the last one is in force
_hard: list[IO[str]] = []
_inside = threading.local()
_told: dict[str, float] = {}  # when a fault was last told of, by its places


def install(show: Show) -> None:
    """From now on give every unexpected error, of any thread, as a report to ``show``.

    ``show`` is called on the main thread with the report and the file it was kept in, if it could
    be. Qt's own warnings go to the log.
    """
    _told.clear()
    _crashes[:] = [_Crashes(show)]
    sys.excepthook = _unexpected
    threading.excepthook = _unexpected_in_thread
    qInstallMessageHandler(_qt_said)
    _watch_hard_crashes()


def uninstall() -> None:
    """Give errors back to Python and Qt, and let the file for hard crashes go."""
    _crashes.clear()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)
    stop_watching()


def _unexpected(kind: type[BaseException], error: BaseException, trace: Trace) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if issubclass(kind, Cancelled) or getattr(_inside, "busy", False):
        return  # stopped as asked; or a fault in telling of a fault
    _inside.busy = True
    try:
        if _is_again(kind, trace):
            return
        _log.error("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        report = describe(kind, error, trace)
        file = _keep(report)
        if _crashes:
            _crashes[-1].happened.emit(report, file)
    finally:
        _inside.busy = False


def _is_again(kind: type[BaseException], trace: Trace) -> bool:
    """Whether the same fault in the same place was told of just now, as when painting fails."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    fault, now = f"{kind.__name__} {' '.join(places)}", time.monotonic()
    again = now - _told.get(fault, -_AGAIN_SECONDS) < _AGAIN_SECONDS
    if not again:
        _told[fault] = now
    return again


def _unexpected_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _unexpected(args.exc_type, args.exc_value, args.exc_traceback)


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    _log.log(levels.get(kind, logging.WARNING), "Qt: %s", message)


# --- what is written down


def describe(kind: type[BaseException], error: BaseException, trace: Trace) -> str:
    """The report: versions, the kind of the error, and the places it passed through.

    Words in quotation marks are left out of messages: they may be somebody's.
    """
    lines = [
        f"Liveable {liveable.__version__}",
        f"Python {platform.python_version()}, Qt {qt_version()}, SQLite {sqlite3.sqlite_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{datetime.now():%Y-%m-%d %H:%M:%S}",
        "",
    ]
    chain: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        chain.append(_one(type(at), at, trace if at is error else at.__traceback__))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join([*lines, "\n\ncaused by\n\n".join(chain)]) + "\n"


def _one(kind: type[BaseException], error: BaseException, trace: Trace) -> str:
    try:
        message = str(error)
    except Exception:
        message = "(it cannot say what)"
    line = message.split("\n")[0]
    said = (line if isinstance(error, _OF_THE_PROGRAM) else _QUOTED.sub("…", line))[:_LONGEST]
    frames = traceback.extract_tb(trace, limit=-60)
    places = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}: {said}", *places])


def _place(file: str) -> str:
    """A file of the program without the folders above it, which may name a person."""
    parts = Path(file).parts
    for root in ("liveable", "site-packages"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at:])
    return "/".join(parts[-2:])


def _keep(report: str) -> Path | None:
    folder = logs.file().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{_PREFIX}{datetime.now():%Y-%m-%d %H.%M.%S.%f}.txt"
        file.write_text(report, encoding="utf-8")
        _thin(folder)
    except OSError:
        return None
    return file


def _thin(folder: Path) -> None:
    for old in sorted(folder.glob(f"{_PREFIX}*.txt"))[:-_MOST_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()


# --- crashes that take the whole program


def _watch_hard_crashes() -> None:
    """Have the interpreter write where it was if the program is killed by a fault of its own."""
    stop_watching()
    file = logs.file().parent / f"{_HARD}{os.getpid()}.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _set_aside(file.parent)
        _hard.append(file.open("w", encoding="utf-8"))
        faulthandler.enable(_hard[0], all_threads=True)
    except OSError:
        _hard.clear()


def stop_watching() -> None:
    """The program ends as it should: nothing is left for the next start to report."""
    if not _hard:
        return
    faulthandler.disable()
    file = _hard.pop()
    file.close()
    with contextlib.suppress(OSError):
        path = Path(file.name)
        if path.stat().st_size == 0:
            path.unlink()


def _set_aside(folder: Path) -> None:
    """Make crash reports of what earlier runs left; take away what they left empty."""
    for path in folder.glob(f"{_HARD}*.txt"):
        with contextlib.suppress(OSError):
            about = path.stat()
            at = datetime.fromtimestamp(about.st_mtime)
            if about.st_size:
                path.replace(path.with_name(f"{_PREFIX}{at:%Y-%m-%d %H.%M.%S.%f}.txt"))
            elif datetime.now() - at > timedelta(days=_EMPTY_DAYS):
                path.unlink()


# --- at the next start


def unread_crashes() -> list[Path]:
    """Reports nobody has been told of yet, oldest first."""
    folder = logs.file().parent
    with contextlib.suppress(OSError):
        _set_aside(folder)
        return sorted(p for p in folder.glob(f"{_PREFIX}*.txt") if not p.name.endswith(_READ))
    return []


def mark_read(crashes: list[Path]) -> None:
    """Remember that somebody was told of these."""
    for path in crashes:
        with contextlib.suppress(OSError):
            path.rename(path.with_name(path.name.removesuffix(".txt") + _READ))
