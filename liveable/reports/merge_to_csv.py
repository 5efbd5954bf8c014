"""The report of a merge as a table for spreadsheets: one row for each thing it says."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from liveable.core.cells import guarded
from liveable.core.merging import MergeReport, Moved
from liveable.reports import merge_parts

COLUMNS = ("section", "kind", "what", "field", "document", "code", "coder", "before", "ours",
           "theirs", "now", "decision", "chosen", "why", "acts", "added", "changed",
           "deleted")  # fmt: skip
Line = dict[str, str | int | None]


def write(report: MergeReport) -> bytes:
    """The file's bytes, UTF-8 with a byte order mark.

    ``section`` says what a row is: ``merge`` (a fact about the whole), ``coder``, ``rows``,
    ``decision``, ``moved`` (a coding whose words stayed the same), ``doubtful`` (whose words
    changed) or ``note``. ``ours`` and ``theirs`` are empty where there was nothing. Texts are
    whole. Cells that look like formulas are guarded (core/cells.py).
    """
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows({key: _cell(value) for key, value in line.items()} for line in _lines(report))
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def _cell(value: str | int | None) -> str:
    return "" if value is None else guarded(str(value))


def _lines(report: MergeReport) -> Iterator[Line]:
    for what, now in _facts(report):
        yield {"section": "merge", "what": what, "now": now}
    for coder, acts, *codings in merge_parts.coders(report):
        yield {"section": "coder", "coder": coder, "acts": acts, **_changes(codings)}
    for what, *changes in merge_parts.rows(report):
        yield {"section": "rows", "what": what, **_changes(changes)}
    for decided in report.decisions:
        yield {
            "section": "decision",
            "kind": merge_parts.heading(decided.kind),
            "what": decided.what,
            "field": merge_parts.field_name(decided.field),
            "before": decided.base,
            "ours": decided.ours,
            "theirs": decided.theirs,
            "now": decided.kept,
            "decision": decided.decision,
            "chosen": merge_parts.settled(decided, report.by),
            "why": decided.why,
        }
    yield from (_moved("moved", moved) for moved in report.reanchored)
    yield from (_moved("doubtful", moved) for moved in report.doubtful)
    for note in report.notes:
        yield {"section": "note", "what": note}


def _facts(report: MergeReport) -> Iterator[tuple[str, str | int]]:
    yield "project", report.project
    yield "copy", report.copy
    yield "file", report.file
    yield "merged by", report.by
    yield "merged at", report.at
    yield "since", report.since
    yield "acts", report.acts
    yield "SHA-256 of the project's history", report.our_head
    yield "SHA-256 of the copy's history", report.their_head


def _changes(figures: list[int]) -> Line:
    return dict(zip(("added", "changed", "deleted"), figures, strict=True))


def _moved(section: str, moved: Moved) -> Line:
    return {
        "section": section,
        "what": moved.coding,
        "document": moved.document,
        "code": moved.code,
        "coder": moved.coder,
        "before": moved.before,
        "now": moved.after,
    }
