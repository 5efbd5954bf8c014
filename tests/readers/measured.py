"""Files read in a process of its own, with what that cost and what it touched (Linux). The tests of
hostile files, the fuzz and the benches all look through it.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import liveable
from liveable.core import worker
from liveable.core.transcript import Transcript
from liveable.errors import FileRefused
from liveable.readers import log, one_file, read, read_sheet
from tests.readers.facts import whole

SECONDS, MEGABYTES = 10.0, 400  # what no file may take more of
_UNFORESEEN = "could not be read"  # what a refusal says that no reader meant
_TEXT = 5_000  # characters handed back
_REACHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")
_OUR_OWN = (sys.prefix, sys.base_prefix, os.path.dirname(liveable.__file__), "/proc/self/")


class Seen(NamedTuple):
    """What came of a file: its format, or "" and why it was refused (``said`` holds that or the
    warnings); processor seconds, megabytes at the most; what was wrong, "" for nothing.
    """

    format: str
    said: tuple[str, ...]
    text: str
    seconds: float
    megabytes: int
    fault: str


class Asked(NamedTuple):
    """A file to be read, as a document or as a table."""

    name: str
    data: bytes
    table: bool = False


class Reader(worker.Worker):
    """The process; ``look`` waits for what comes of a file and raises Lost where it dies of it."""

    def __init__(self, memory: int = one_file.MAX_MEMORY) -> None:
        super().__init__(f"from tests.readers.measured import serve; serve({memory})")

    def look(self, asked: Asked) -> Seen:
        """Read one file."""
        seen: Seen = self.ask(asked)
        return seen


def serve(memory: int) -> None:
    """In the process: load every reader, bound the memory and answer."""
    import resource

    import charset_normalizer  # noqa: F401  (all loaded here, to no file's account)
    import openpyxl  # noqa: F401

    from liveable.readers import captions, docx, html, odt, pdf, rtf, table, turn_table  # noqa: F401

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    log.setLevel(logging.DEBUG)
    touched: list[str] = []
    sys.addaudithook(lambda event, arguments: _note(touched, event, arguments))
    worker.serve(lambda asked, _: _seen(asked, touched, resource))


def _note(touched: list[str], event: str, arguments: tuple[Any, ...]) -> None:
    outside = event == "open" and not str(arguments[0]).startswith(_OUR_OWN)
    if event in _REACHED or outside:
        touched.append(f"{event} {arguments[0]!r}")


def _seen(asked: Asked, touched: list[str], resource: Any) -> Seen:
    act: Callable[[bytes, str], Any] = read_sheet if asked.table else read
    Path("/proc/self/clear_refs").write_text("5")  # the most memory, from here
    begun = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(begun + 3 * SECONDS) + 1, hard))
    errors = _Errors()
    log.addHandler(errors)
    touched.clear()
    faults: list[str] = []
    format = text = ""
    said: tuple[str, ...] = ()
    try:
        found = act(asked.data, asked.name)
        if isinstance(found, Transcript):
            whole(found)
            text = found.text[:_TEXT]
        format, said = found.format, found.warnings
    except FileRefused as refused:
        said = (refused.cause,)
        if "\n" in refused.cause or _UNFORESEEN in refused.cause:
            faults.append(f"{refused.cause} {errors.where}")
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        faults.append(f"{type(error).__name__} at {where.filename}:{where.lineno}")
    faults += touched
    log.removeHandler(errors)
    seconds = time.process_time() - begun
    status = Path("/proc/self/status").read_text()
    megabytes = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024
    kind = asked.name.rpartition(".")[2]
    faults += [f"slow: {kind}"] if seconds > SECONDS else []
    faults += [f"large: {kind}"] if megabytes > MEGABYTES else []
    return Seen(format, said, text, seconds, megabytes, " | ".join(faults))


class _Errors(logging.Handler):
    """Keeps where the last error that was logged came from: its own place, and ours nearest it."""

    where = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Note the places."""
        if record.exc_info and record.exc_info[2]:
            places = traceback.extract_tb(record.exc_info[2])
            ours = [place for place in places if "liveable" in place.filename]
            with suppress(IndexError):
                self.where = " < ".join(
                    f"{Path(place.filename).name}:{place.lineno}"
                    for place in (places[-1], ours[-1])
                )


def row(name: str, seen: Seen) -> str:
    """One line of the table that the tests print."""
    outcome = f"read as {seen.format}" if seen.format else "refused"
    cost = f"{seen.seconds:6.2f} s {seen.megabytes:4} MB"
    return f"{name:34}{outcome:14}{cost}  {' '.join(seen.said)}".rstrip()
