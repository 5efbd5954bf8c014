"""Where things stand: what a place in a document is called, and where a row can be looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.spans import Span
from liveable.store.schema import PLACED


class Spot(NamedTuple):
    """A place in a document: its name, the paragraph's number (0 before the first), and in a diary
    the entry's date (see ``core.transcript.Entry``) and its head as written.
    """

    document_name: str
    paragraph: int
    date: str | None = None
    label: str | None = None


def spots(session: Session, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Spot]:
    """What places, each a document and a code point, are called; places in no document are left
    out.
    """
    found: dict[tuple[str, int], Spot] = {}
    by_document: dict[str, list[int]] = {}
    for document, start in places:
        by_document.setdefault(document, []).append(start)
    for document, starts in by_document.items():
        named = session.execute(_DOCUMENT, {"document": document}).first()
        if named is None:
            continue
        paragraphs = list(session.scalars(_PARAGRAPHS, {"sha": named.text_sha}))
        entries = session.execute(_ENTRIES, {"document": document}).all()
        heads = [entry.start for entry in entries]
        for start in starts:
            number = bisect_right(paragraphs, start)
            which = bisect_right(heads, start) - 1
            entry = entries[which] if which >= 0 else None
            said = (entry.date, entry.label) if entry and start < entry.stop else (None, None)
            found[document, start] = Spot(named.name, number, *said)
    return found


_DOCUMENT = text("SELECT name, text_sha FROM document WHERE uid = :document")
_PARAGRAPHS = text("SELECT start FROM paragraph WHERE text_sha = :sha ORDER BY start")
_ENTRIES = text(
    "SELECT start, stop, date, label FROM entry WHERE document = :document ORDER BY start"
)


def turns(session: Session, document: str) -> list[Span]:
    """The words of each turn of a document, in order, without its label."""
    rows = session.execute(_TURNS, {"document": document})
    return [Span(row.speech, row.stop) for row in rows if row.speech < row.stop]


_TURNS = text("SELECT speech, stop FROM turn WHERE document = :document ORDER BY start")


class Target(NamedTuple):
    """What to bring into sight: a document, perhaps a passage of it, a code, a coding; "" where
    there is none.
    """

    document: str = ""
    span: Span | None = None
    code: str = ""
    coding: str = ""


def target(session: Session, tbl: str, uid: str) -> Target | None:
    """Where a row can be looked at; None where it is gone or has no place of its own."""
    if tbl == "memo":
        memo = session.execute(_MEMO, {"uid": uid}).first()
        for name in ("coding", "document", "code"):
            if memo is not None and getattr(memo, name) is not None:
                return target(session, name, getattr(memo, name))
        return None
    asked = _ASKED.get(tbl)
    row = session.execute(asked, {"uid": uid}).first() if asked is not None else None
    if row is None:
        return None
    if tbl in PLACED:
        return Target(row.document, Span(row.start, row.stop), row.code, row.coding or "")
    return Target(code=row.uid) if tbl == "code" else Target(row.uid)


_MEMO = text("SELECT document, code, coding FROM memo WHERE uid = :uid")
_ASKED = {
    "coding": text(
        "SELECT document, start, stop, code, uid AS coding FROM coding WHERE uid = :uid"
    ),
    "verdict": text("SELECT document, start, stop, code, coding FROM verdict WHERE uid = :uid"),
    "passage_read": text(
        "SELECT document, start, stop, '' AS code, '' AS coding FROM passage_read WHERE uid = :uid"
    ),
    "document": text("SELECT uid FROM document WHERE uid = :uid"),
    "code": text("SELECT uid FROM code WHERE uid = :uid"),
    "speaker": text("SELECT document AS uid FROM speaker WHERE uid = :uid"),
    "turn": text("SELECT document AS uid FROM turn WHERE uid = :uid"),
    "reading": text("SELECT document AS uid FROM reading WHERE uid = :uid"),
}
