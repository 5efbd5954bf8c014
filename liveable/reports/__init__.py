"""What goes out of a project: quotes gathered, attributed and counted, as files people can use."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from liveable.core.uid import mint
from liveable.errors import FileRefused, Refused
from liveable.reports import to_csv, to_markdown
from liveable.reports.excerpts import Report
from liveable.reports.wording import joined


def _docx(report: Report) -> bytes:
    from liveable.reports import to_docx  # python-docx takes longer to load than all the rest

    return to_docx.write(report)


def _markdown(report: Report) -> bytes:
    return to_markdown.write(report).encode()


WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".docx": _docx,
    ".md": _markdown,
    ".csv": to_csv.write,
}


def write(report: Report, path: Path) -> None:
    """Write a report in the form its file's ending says, in place of a file of that name.

    The file appears whole or not at all. Raises Refused for another ending, and FileRefused where
    the file cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused(f"{path.name}: a report's name ends in {joined(list(WRITERS), 'or')}.")
    _replace(path, writer(report))


def _replace(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{mint()}.new")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise FileRefused(path.name, f"cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
