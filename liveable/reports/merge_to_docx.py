"""The report of a merge as a Word document, in the styles of all our reports."""

from __future__ import annotations

from datetime import UTC, datetime

from liveable.core.merging import MergeReport
from liveable.reports import merge_parts, word_file
from liveable.reports.merge_parts import Part, Table
from liveable.reports.word_styles import TEXT_WIDTH, style_id
from liveable.reports.word_xml import Body, Row
from liveable.reports.wording import lines, one_line

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def write(report: MergeReport) -> bytes:
    """The file's bytes; the same report gives the same bytes."""
    title, subtitle = one_line(merge_parts.title(report)), merge_parts.subtitle(report)
    made = merge_parts.moment(report.at) or _UNKNOWN
    document = word_file.begun(title, subtitle, made)
    body = Body(document.element.body.sectPr)
    body.paragraph("Title", title)
    body.paragraph("Subtitle", one_line(subtitle))
    for part in merge_parts.parts(report):
        _part(body, part)
    word_file.own_up(body)
    return word_file.packed(document)


def _part(body: Body, part: Part) -> None:
    body.paragraph(style_id(f"Heading {part.level}"), one_line(part.heading))
    for paragraph in part.paragraphs:
        for line in lines(paragraph):
            body.paragraph("Normal", line)
    if part.table is not None:
        _table(body, part.table)


def _table(body: Body, table: Table) -> None:
    whole = sum(table.shares)
    widths = [TEXT_WIDTH * share // whole for share in table.shares]
    rows = [Row(tuple(map(_cell, cells))) for cells in (table.head, *table.rows)]
    body.table("CountsTable", widths, rows, words=table.words, total=table.total)


def _cell(text: str) -> str:
    return "\n".join(lines(text))
