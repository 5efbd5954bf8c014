"""What goes out of a project: quotes gathered, attributed and counted, as files people can use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liveable.core.files import write_whole
from liveable.errors import Refused
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
    writer = writer_for(path)
    write_whole(path, writer(report))


def writer_for(path: Path) -> Callable[[Report], bytes]:
    """What makes the bytes of a file with this ending; raises Refused where nothing does."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused(f"{path}: a report's name ends in {joined(list(WRITERS), 'or')}.")
    return writer
