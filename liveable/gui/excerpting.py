"""Which excerpts a list shows and in what order: plain values, no window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

from liveable.core.grouped import Grouped
from liveable.core.query import Query
from liveable.gui.words import tr
from liveable.reports.facts import Facts
from liveable.store import queries
from liveable.store.project import Session
from liveable.store.queries import CodeRow, CodingRow, natural

By = Literal["document", "code", "case", "coder"]
Order = Literal["place", "newest", "longest"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list of excerpts shows, and how it is arranged."""

    query: Query = field(default_factory=Query)
    starred: bool = False
    by: By = "document"
    order: Order = "place"


def load(
    session: Session, choice: Choice, codes: Mapping[str, CodeRow]
) -> tuple[Grouped[CodingRow], Facts]:
    """All that a choice holds, in order, and the names to show beside it (already looked up)."""
    facts = Facts(session)
    cases, coders = facts.cases, facts.coders
    group = _group(choice.by, codes, cases, coders)
    return Grouped(chosen(session, choice), _uid, group, _PLACES[choice.order]), facts


def chosen(session: Session, choice: Choice, among: Iterable[str] | None = None) -> list[CodingRow]:
    """The codings of a choice, perhaps only among these."""
    rows = queries.codings(session, choice.query, among)
    return [row for row in rows if row.star] if choice.starred else rows


def _uid(row: CodingRow) -> str:
    return row.uid


_natural = cache(natural)


def _by_place(row: CodingRow) -> Any:
    return _natural(row.document_name), row.document, row.start, row.stop


def _by_date(row: CodingRow) -> Any:
    return -datetime.fromisoformat(row.created).timestamp(), *_by_place(row)


def _by_length(row: CodingRow) -> Any:
    return row.start - row.stop, *_by_place(row)


_PLACES: dict[Order, Callable[[CodingRow], Any]] = {
    "place": _by_place,
    "newest": _by_date,
    "longest": _by_length,
}


def _group(
    by: By, codes: Mapping[str, CodeRow], cases: Mapping[str, str], coders: Mapping[str, str]
) -> Callable[[CodingRow], tuple[Any, str]]:
    places = {uid: number for number, uid in enumerate(codes)}

    def code(row: CodingRow) -> tuple[Any, str]:
        known = codes.get(row.code)
        return (places.get(row.code, -1), row.code), " / ".join(known.path) if known else ""

    def document(row: CodingRow) -> tuple[Any, str]:
        return (_natural(row.document_name), row.document), row.document_name

    def case(row: CodingRow) -> tuple[Any, str]:
        name = cases.get(row.case or "", "")
        return (not name, _natural(name), row.case or ""), name or tr("No case")

    def coder(row: CodingRow) -> tuple[Any, str]:
        name = coders.get(row.coder, row.coder_name)
        return (_natural(name), row.coder), name

    return {"code": code, "document": document, "case": case, "coder": coder}[by]


def nothing() -> Grouped[CodingRow]:
    """An empty list."""
    return Grouped((), _uid, lambda _: (0, ""), _by_place)
