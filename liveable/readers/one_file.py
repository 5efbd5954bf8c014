"""One file from its path to its outcome, and the life of a worker process that reads such files."""

from __future__ import annotations

import hashlib
import logging
import zlib
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from liveable.core import worker
from liveable.core.transcript import Kind, Original, Sheet, Transcript
from liveable.errors import FileRefused
from liveable.readers import log, read, read_sheet

_ZIP = b"PK\x03\x04"
MAX_FILE = 200_000_000
MAX_MEMORY = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: where it came from, its bytes, its words."""

    path: Path
    original: Original
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A table that was read: where it came from, and its cells."""

    path: Path
    sheet: Sheet


def read_file(
    path: Path, *, kind: Kind | None = None, encoding: str | None = None
) -> ReadFile | FileRefused:
    """Read the file at ``path``; whatever stands in the way comes back as a FileRefused."""
    try:
        data = read_bytes(path)
        transcript = read(data, str(path), encoding=encoding, kind=kind)
    except FileRefused as refused:
        return FileRefused(refused.file, refused.cause)  # without the frames it was raised in
    return ReadFile(path, pack(path, data), transcript)


def pack(path: Path, data: bytes) -> Original:
    """A file's bytes as a project keeps them."""
    effort = 0 if data.startswith(_ZIP) else -1  # what is packed already gets no smaller
    packed = zlib.compress(data, effort)
    return Original(path.name, hashlib.sha256(data).hexdigest(), len(data), packed)


def read_table(path: Path, *, encoding: str | None = None) -> ReadSheet | FileRefused:
    """Read the table at ``path``; whatever stands in the way comes back as a FileRefused."""
    try:
        return ReadSheet(path, read_sheet(read_bytes(path), str(path), encoding=encoding))
    except FileRefused as refused:
        return FileRefused(refused.file, refused.cause)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises FileRefused when it is missing, no file, locked or too large."""
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise FileRefused(str(path), "is a folder")
        if not S_ISREG(mode):
            raise FileRefused(str(path), "is not an ordinary file")
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise FileRefused(str(path), "is not there") from None
    except PermissionError:
        raise FileRefused(str(path), "may not be read by you") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise FileRefused(str(path), f"cannot be opened: {reason}") from None
    if len(data) > MAX_FILE:
        raise FileRefused(str(path), f"is larger than {MAX_FILE // 1_000_000} MB")
    return data


def serve() -> None:
    """In a worker: read what is asked for, each as ``(path, kind, encoding)`` with the kind
    "attributes" for a table, and say what is logged meanwhile.
    """
    _limit_memory()
    log.setLevel(logging.DEBUG)
    worker.serve(_answer)


def _answer(asked: tuple[Path, Any, str | None], say: worker.Say) -> Any:
    path, kind, encoding = asked
    saying = _Saying(say)
    log.addHandler(saying)
    try:
        if kind == "attributes":
            return read_table(path, encoding=encoding)
        return read_file(path, kind=kind, encoding=encoding)
    finally:
        log.removeHandler(saying)


class _Saying(logging.Handler):
    """Says what is logged."""

    def __init__(self, say: worker.Say) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        """Say one message with its traceback."""
        self._say(self.format(record))


def _limit_memory() -> None:
    """Bound what this process may ask for, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
