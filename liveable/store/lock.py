"""One writer at a time: an operating-system lock beside the project file.

The lock is the system's, so it ends with its process, however that ends. What is written in the
lock file (who, where, since when) is only information, for the sentence a second writer gets.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from liveable.core.moments import on_our_clock
from liveable.errors import ProjectBusy, ReadOnly
from liveable.store.history import now


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds, or held, a project."""

    name: str
    host: str
    since: str

    def __str__(self) -> str:
        return f"{self.name} on {self.host}, since {on_our_clock(self.since)}"


class Lock:
    """A project's lock, held until ``release``.

    ``left_behind`` is who held it last without letting go: a process that died or, in a synced
    folder, another machine.
    """

    def __init__(self, project: Path, name: str) -> None:
        """Take the lock, or raise ProjectBusy saying who has it (ReadOnly where no lock file can be
        made).
        """
        self._file = lock_file(project)
        self._handle = _opened(project, self._file)
        if not _lock(self._handle):
            holder = _read(self._handle)
            os.close(self._handle)
            who = f" ({holder})" if holder else ""
            raise ProjectBusy(
                f"{project.name} is open in another Liveable{who}; close it there, then try again."
            )
        self.left_behind = _read(self._handle)
        _write(self._handle, Holder(name, socket.gethostname(), now()))

    def release(self) -> None:
        """Let the project go and take the lock file away."""
        if sys.platform == "win32":  # pragma: no cover - Windows removes only closed files
            os.close(self._handle)
            with contextlib.suppress(OSError):
                self._file.unlink()
            return
        with contextlib.suppress(OSError):
            self._file.unlink()  # still locked: whoever waits finds another file and tries again
        os.close(self._handle)


def lock_file(project: Path) -> Path:
    """The lock file's place: hidden beside the project."""
    return project.with_name(f".{project.name}.lock")


def _opened(project: Path, file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise ReadOnly(
            f"{project.name}: its folder cannot be written to; copy the project elsewhere."
        ) from error


if sys.platform == "win32":  # pragma: no cover - tried on Windows only
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            os.lseek(handle, 1 << 20, os.SEEK_SET)  # beyond the words, so that others can read them
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _read(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return Holder(**json.loads(os.read(handle, 4096)))
    except (ValueError, TypeError):
        return None


def _write(handle: int, holder: Holder) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    with contextlib.suppress(OSError):  # a full disk must not keep anybody from their project
        os.truncate(handle, 0)
        os.write(handle, json.dumps(asdict(holder)).encode())
