"""Full-text search over paragraphs, memos and definitions.

Two FTS5 tables: ``search_text`` (one row a paragraph, without a copy of the text) and
``search_note`` (one row a memo or code). Both hold words as core/folding.py cuts them, so that FTS5
itself has only to split at spaces. Texts never change, so their rows stay; notes are brought up to
date at the end of each operation (``refresh``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from liveable.core import folding
from liveable.core.folding import Phrase
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.store.connection import driver_cursor
from liveable.store.inside import Inside, hearing, memos_outside

TABLES = (
    "CREATE VIRTUAL TABLE search_text USING fts5(words, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_note USING fts5(words, tokenize='ascii')",
)
NOTES: Mapping[str, tuple[str, ...]] = {
    "memo": ("text",),
    "code": ("name", "brief", "definition", "use_when", "not_when", "example"),
}
CONTEXT = 60  # characters shown on either side of a hit


class Hit(NamedTuple):
    """A place found in a document, in code points, with the words around it."""

    document: str
    document_name: str
    start: int
    stop: int
    text: str
    context: str


class NoteHit(NamedTuple):
    """A memo or code whose words fit: its table, its uid, and all its words."""

    tbl: str
    row: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A query taken apart: every group must be met by one of its phrases, no exclusion by any."""

    groups: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[Phrase, ...]

    def match(self) -> str:
        """The query in FTS5's own syntax."""
        wanted = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in self.groups)
        return " NOT ".join([f"({wanted})", *map(_quoted, self.excluded)])

    def patterns(self) -> list[re.Pattern[str]]:
        """What to mark in a folded paragraph."""
        return [phrase.pattern() for group in self.groups for phrase in group]


def _quoted(phrase: Phrase) -> str:
    star = " *" if phrase.open_ended else ""
    return f'"{" ".join(phrase.tokens())}"{star}'


_TERM = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:["“„«](?P<quoted>[^"“”„«»]*)["”“»]|(?P<bare>[^\s"“”„«»]+))'
)


def understand(query: str, typing: bool = False) -> Terms | None:
    """Take a query apart; whatever is not understood is text, so no query is an error.

    Words must all be in one paragraph; ``"…"`` is a phrase, ``word*`` a beginning, ``-word`` an
    exclusion, ``OR`` between two offers a choice. While the user is ``typing`` the last word may go
    on. None: nothing to look for, or only exclusions.
    """
    groups: list[tuple[Phrase, ...]] = []
    excluded: list[Phrase] = []
    choice = False
    for m in _TERM.finditer(query):
        if m["bare"] == "OR":
            choice = bool(groups)
            continue
        goes_on = typing and m.end() == len(query) and m["quoted"] is None
        words = m["quoted"] if m["quoted"] is not None else m["bare"]
        phrase = folding.phrase(words, goes_on or (m["quoted"] is None and words.endswith("*")))
        if phrase is None:
            continue
        if m["minus"]:
            excluded.append(phrase)
        elif choice:
            groups[-1] = (*groups[-1], phrase)
        else:
            groups.append((phrase,))
        choice = False
    return Terms(tuple(groups), tuple(excluded)) if groups else None


def search(
    session: Session,
    query: str,
    *,
    limit: int | None = None,
    typing: bool = False,
    within: Inside | None = None,
    progress: Progress = SILENT,
) -> list[Hit]:
    """Places in documents (of all, or ``within`` what passes), in order of import and reading; at
    most ``limit`` of them.

    ``progress`` hears how many there are so far, in a total that is not known (0).
    """
    terms = understand(query, typing)
    if terms is None:
        return []
    patterns = terms.patterns()
    hits: list[Hit] = []
    body, sha = "", None
    heard = hearing(session, within) if within is not None else None
    documents = None if within is None else json.dumps(sorted(within.documents))
    most = limit if limit is not None and not (within and within.partly) else -1
    values = {"match": terms.match(), "limit": most, "documents": documents}
    for row in session.execute(_PARAGRAPHS, values):
        if row.text_sha != sha:
            progress.step(len(hits), 0, "Searching")
            sha = row.text_sha
            body = session.execute(_BODY, {"sha": sha}).scalar_one()
        for place in folding.places(body[row.start : row.stop], patterns):
            start = row.start + place.start
            if heard is None or heard(row.uid, start):
                hits.append(_hit(row.uid, row.name, body, start, row.start + place.stop))
        if limit is not None and len(hits) >= limit:
            return hits[:limit]
    return hits


_PARAGRAPHS = text(
    "SELECT document.uid, document.name, p.text_sha, p.start, p.stop FROM search_text "
    "JOIN paragraph p ON p.id = search_text.rowid JOIN document ON document.text_sha = p.text_sha "
    "WHERE search_text MATCH :match AND (:documents IS NULL OR +document.uid IN "
    "(SELECT value FROM json_each(:documents))) ORDER BY search_text.rowid LIMIT :limit"
)
_BODY = text("SELECT body FROM text WHERE sha = :sha")


def _hit(document: str, name: str, body: str, start: int, stop: int) -> Hit:
    before = max(0, start - CONTEXT)
    context = body[before : stop + CONTEXT].replace("\n", " ")
    return Hit(document, name, start, stop, body[start:stop], context)


def search_notes(
    session: Session,
    query: str,
    *,
    typing: bool = False,
    only: str | None = None,
    within: Inside | None = None,
) -> list[NoteHit]:
    """Memos (by one coder ``only`` or by anybody; on nothing outside ``within``) and codes whose
    words fit, oldest first.
    """
    terms = understand(query, typing)
    if terms is None:
        return []
    rows = session.execute(
        text(
            "SELECT noted.tbl, noted.row FROM search_note "
            "JOIN noted ON noted.id = search_note.rowid "
            "WHERE search_note MATCH :match AND (:only IS NULL OR noted.tbl <> 'memo' "
            "OR EXISTS (SELECT 1 FROM memo WHERE uid = noted.row AND coder = :only)) "
            "ORDER BY search_note.rowid"
        ),
        {"match": terms.match(), "only": only},
    ).all()
    if within is not None:
        outside = memos_outside(session, (r.row for r in rows if r.tbl == "memo"), within)
        rows = [r for r in rows if r.row not in outside]
    return [NoteHit(r.tbl, r.row, _note(session.connection(), r.tbl, r.row) or "") for r in rows]


def add_text(connection: Connection, sha: str, body: str, lines: Sequence[Span]) -> None:
    """Number a new text's paragraphs and put them into the index; within an open operation."""
    if not lines:
        return
    cursor = driver_cursor(connection)
    (first,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM paragraph").fetchone()
    cursor.executemany(
        "INSERT INTO paragraph (id, text_sha, number, start, stop) VALUES (?, ?, ?, ?, ?)",
        [(first + i, sha, i + 1, line.start, line.stop) for i, line in enumerate(lines)],
    )
    cursor.executemany(
        "INSERT INTO search_text (rowid, words) VALUES (?, ?)",
        [(first + i, folding.indexed(line.of(body))) for i, line in enumerate(lines)],
    )


def refresh(connection: Connection, changed: Mapping[str, Iterable[str]]) -> None:
    """Bring the index of notes up to date with the rows an operation changed."""
    for tbl in NOTES:
        for row in changed.get(tbl, ()):
            _forget(connection, tbl, row)
            words = _note(connection, tbl, row)
            if words is not None:
                _remember(connection, tbl, row, words)


def _forget(connection: Connection, tbl: str, row: str) -> None:
    known = connection.exec_driver_sql(
        "SELECT id FROM noted WHERE tbl = ? AND row = ?", (tbl, row)
    ).scalar()
    if known is not None:
        connection.exec_driver_sql("DELETE FROM search_note WHERE rowid = ?", (known,))
        connection.exec_driver_sql("DELETE FROM noted WHERE id = ?", (known,))


def _remember(connection: Connection, tbl: str, row: str, words: str) -> None:
    made = connection.exec_driver_sql("INSERT INTO noted (tbl, row) VALUES (?, ?)", (tbl, row))
    connection.exec_driver_sql(
        "INSERT INTO search_note (rowid, words) VALUES (?, ?)",
        (made.lastrowid, folding.indexed(words)),
    )


def _note(connection: Connection, tbl: str, row: str) -> str | None:
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(NOTES[tbl])} FROM {tbl} WHERE uid = ?", (row,)
    ).first()
    return None if found is None else "\n".join(filter(None, found))
