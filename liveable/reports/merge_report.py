"""The report of a merge as a file: for Word, Markdown or a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liveable.core.files import write_whole
from liveable.core.merging import MergeReport
from liveable.errors import Refused
from liveable.reports import merge_to_csv, merge_to_markdown
from liveable.reports.wording import joined


def _docx(report: MergeReport) -> bytes:
    from liveable.reports import merge_to_docx  # python-docx takes longer to load than all the rest

    return merge_to_docx.write(report)


def _markdown(report: MergeReport) -> bytes:
    return merge_to_markdown.write(report).encode("utf-8", "replace")


WRITERS: dict[str, Callable[[MergeReport], bytes]] = {
    ".docx": _docx,
    ".md": _markdown,
    ".csv": merge_to_csv.write,
}


def write(report: MergeReport, path: Path) -> None:
    """Write the report of a merge in the form its file's ending says, in place of a file of that
    name.

    The file appears whole or not at all. Raises Refused for another ending, and FileRefused where
    the file cannot be written.
    """
    writer = writer_for(path)
    write_whole(path, writer(report))


def writer_for(path: Path) -> Callable[[MergeReport], bytes]:
    """What makes the bytes of a file with this ending; raises Refused where nothing does."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        endings = joined(list(WRITERS), "or")
        raise Refused(f"{path}: the name of a merge's report ends in {endings}.")
    return writer
