"""The report of a merge as GitHub-flavoured Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from liveable.core.merging import MergeReport
from liveable.reports import merge_parts, to_markdown
from liveable.reports.merge_parts import Part, Table
from liveable.reports.to_markdown import escaped, heading
from liveable.reports.wording import lines


def write(report: MergeReport) -> str:
    """The text of the file."""
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: MergeReport) -> Iterator[str]:
    yield heading(1, merge_parts.title(report))
    yield f"*{escaped(merge_parts.subtitle(report))}*"
    for part in merge_parts.parts(report):
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield heading(part.level + 1, part.heading)
    for paragraph in part.paragraphs:
        yield from map(escaped, lines(paragraph))
    if part.table is not None:
        yield _table(part.table)


def _table(table: Table) -> str:
    figures = len(table.head) - table.words
    ruler = ["---"] * table.words + ["---:"] * figures
    body = (map(_cell, row) for row in table.rows)
    return "\n".join(map(to_markdown.row, (map(_cell, table.head), ruler, *body)))


def _cell(text: str) -> str:
    return "<br>".join(map(escaped, lines(text)))
