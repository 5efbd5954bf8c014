"""A report's quotes as a table: one row a quote, UTF-8 with a byte order mark, for spreadsheets."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from liveable.core.cells import guarded
from liveable.reports.excerpts import Group, Quote, Report

COLUMNS = ("group", "code", "text", "attribution", "case", "document", "paragraph", "start",
           "stop", "speaker", "coders", "created", "origin", "memo")  # fmt: skip


def write(report: Report) -> bytes:
    """The file's bytes: the columns above, then one for each attribute of the project.

    Several coders, origins or memos in a cell are divided by "; " and, for memos, by a blank line.
    Without the mark Excel would read UTF-8 as something else. Cells that look like formulas are
    guarded (core/cells.py).
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(map(guarded, (*COLUMNS, *_attribute_columns(report))))
    table.writerows(_rows(report))
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _attribute_columns(report: Report) -> Iterator[str]:
    for name in report.attributes:
        yield f"{name} (attribute)" if name.casefold() in COLUMNS else name


def _rows(report: Report) -> Iterator[list[str]]:
    for group in report.groups:
        for quote in group.quotes:
            yield [guarded(cell) for cell in (*_cells(group, quote), *quote.facts)]


def _cells(group: Group, quote: Quote) -> tuple[str, ...]:
    return (
        "/".join(group.path),
        "/".join(quote.code),
        quote.text,
        quote.attribution,
        quote.case,
        quote.document,
        str(quote.paragraph or ""),
        str(quote.span.start),
        str(quote.span.stop),
        quote.speaker,
        "; ".join(quote.coders),
        quote.created,
        "; ".join(quote.origins),
        "\n\n".join(memo.text for memo in quote.memos),
    )
