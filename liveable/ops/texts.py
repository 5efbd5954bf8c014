"""Texts: keeping one, and giving a document another version of its own.

A document's former texts stay in the project. Whatever stood on the one before is brought to where
its words are now (core/reanchor.py), whoever's it is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from liveable.core import reanchor_parts
from liveable.core.reanchor import Anchors
from liveable.core.reanchor_parts import Part
from liveable.core.spans import Span
from liveable.core.text import canonical, paragraphs, word_count
from liveable.core.transcript import Mark
from liveable.errors import NotFound, Refused
from liveable.store import search
from liveable.store.connection import add_many, driver_cursor
from liveable.store.project import Project
from liveable.store.queries import text_body
from liveable.store.schema import Display, Text


@dataclass(frozen=True, slots=True)
class Reworded:
    """A coding (its uid) whose words an edit changed: what it covered, and what it covers now."""

    coding: str
    before: str
    after: str


@dataclass(slots=True)
class NewVersion:
    """What an edited text meant for what stood on it.

    ``reworded`` are the codings whose words changed, in order of place; ``same`` counts those that
    cover the same words, wherever these are now; ``turns`` and ``entries`` count those that went
    with their words.
    """

    reworded: list[Reworded] = field(default_factory=list)
    same: int = 0
    turns: int = 0
    entries: int = 0


def new_version(project: Project, document: str, body: str, coder: str) -> NewVersion:
    """Give a document an edited text and bring all that stands on it along, as one act.

    Raises Refused where the text is blank or as it was.
    """
    with project.reading() as session:
        name = _document(session, document)[0]
    with project.operation(f"Edit the text of ‘{name}’", coder) as session:
        return edit_within(session, document, body)


def edit_within(session: Session, document: str, body: str) -> NewVersion:
    """The same within an open operation."""
    name, before = _document(session, document)
    body = canonical(body)
    if not body.strip():
        raise Refused(f"‘{name}’ cannot be left without words; delete the document instead.")
    if _sha(body) == before:
        raise Refused(f"The text of ‘{name}’ is as it was.")
    versions = _Versions(session, body)
    anchors = versions.since(before)
    sha = keep(session, body, _marks(session, before, anchors))
    cursor = driver_cursor(session.connection())
    cursor.execute("UPDATE document SET text_sha = ? WHERE uid = ?", (sha, document))
    done = NewVersion()
    done.turns = _move_turns(cursor, document, anchors)
    done.entries = _move_entries(cursor, document, anchors)
    _move_readings(cursor, document, anchors)
    _move_codings(cursor, document, sha, versions, done)
    _move_verdicts(cursor, document, sha, versions)
    return done


def bring_forward(session: Session) -> NewVersion:
    """Bring codings and verdicts that lie in a former text of their document to the one it has,
    within an open operation: rows that come back from elsewhere may name any text.
    """
    done = NewVersion()
    cursor = driver_cursor(session.connection())
    for document, sha in cursor.execute(_BEHIND).fetchall():
        versions = _Versions(session, text_body(session, sha))
        _move_codings(cursor, document, sha, versions, done)
        _move_verdicts(cursor, document, sha, versions)
    return done


_BEHIND = " UNION ".join(
    f"SELECT d.uid, d.text_sha FROM {table} r JOIN document d ON d.uid = r.document "
    "WHERE r.text_sha <> d.text_sha"
    for table in ("coding", "verdict")
)


def keep(session: Session, body: str, marks: Iterable[Mark]) -> str:
    """Keep a canonical text (once, whoever has it) with its paragraphs, its search index and its
    formatting. Returns its hash.
    """
    sha = _sha(body)
    cursor = driver_cursor(session.connection())
    if cursor.execute("SELECT 1 FROM text WHERE sha = ?", (sha,)).fetchone():
        return sha
    lines = paragraphs(body)
    counts = {"length": len(body), "words": word_count(body), "paragraphs": len(lines)}
    add_many(session, Text, [{"sha": sha, "body": body} | counts])
    search.add_text(session.connection(), sha, body, lines)
    levels = {(m.start, m.stop, m.style): m.level for m in marks}
    add_many(
        session,
        Display,
        [
            {"text_sha": sha, "start": start, "stop": stop, "style": style, "level": level}
            for (start, stop, style), level in levels.items()
        ],
    )
    return sha


def keep_edited(session: Session, body: str, before: str) -> str:
    """Keep an edited text with the formatting of the one before it (its hash). Returns its hash."""
    anchors = _Versions(session, body).since(before)
    return keep(session, body, _marks(session, before, anchors))


def _sha(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _document(session: Session, document: str) -> tuple[str, str]:
    """The name of a document and the hash of its text."""
    asked = "SELECT name, text_sha FROM document WHERE uid = ?"
    row = session.connection().exec_driver_sql(asked, (document,)).first()
    if row is None:
        raise NotFound(f"There is no document {document}.")
    return row[0], row[1]


class _Versions:
    """The way from each former text to the one that is to stand."""

    def __init__(self, session: Session, body: str) -> None:
        self._session, self._body = session, body
        self._since: dict[str, Anchors] = {}

    def since(self, sha: str) -> Anchors:
        """The way from one of them."""
        if sha not in self._since:
            self._since[sha] = Anchors(text_body(self._session, sha), self._body)
        return self._since[sha]


# --- what stands on the text


def _marks(session: Session, sha: str, anchors: Anchors) -> list[Mark]:
    asked = "SELECT start, stop, style, level FROM display WHERE text_sha = ?"
    rows = session.connection().exec_driver_sql(asked, (sha,))
    found = [(anchors.kept(Span(start, stop)), style, level) for start, stop, style, level in rows]
    return [Mark(*span, style, level) for span, style, level in found if span]


def _move_turns(cursor: sqlite3.Cursor, document: str, anchors: Anchors) -> int:
    """Returns how many are gone."""
    asked = "SELECT uid, start, speech, stop FROM turn WHERE document = ? ORDER BY start"
    rows = cursor.execute(asked, (document,)).fetchall()
    found = reanchor_parts.turns(anchors, [Part(*row[1:]) for row in rows])
    cursor.executemany(
        "UPDATE turn SET start = ?, speech = ?, stop = ? WHERE uid = ?",
        [(*there, rows[n][0]) for n, there in found.items()],
    )
    gone = [(row[0],) for n, row in enumerate(rows) if n not in found]
    cursor.executemany("DELETE FROM turn WHERE uid = ?", gone)
    return len(gone)


def _move_entries(cursor: sqlite3.Cursor, document: str, anchors: Anchors) -> int:
    """Returns how many are gone."""
    asked = "SELECT uid, start, stop FROM entry WHERE document = ? ORDER BY start"
    rows = cursor.execute(asked, (document,)).fetchall()
    found = reanchor_parts.entries(anchors, [Span(*row[1:]) for row in rows])
    cursor.executemany(
        "UPDATE entry SET start = ?, stop = ? WHERE uid = ?",
        [(*there, rows[n][0]) for n, there in found.items()],
    )
    gone = [(row[0],) for n, row in enumerate(rows) if n not in found]
    cursor.executemany("DELETE FROM entry WHERE uid = ?", gone)
    return len(gone)


def _move_readings(cursor: sqlite3.Cursor, document: str, anchors: Anchors) -> None:
    """What was put in where a coder had got to is not read; elsewhere it does not unread the
    rest.
    """
    asked = "SELECT uid, up_to, done FROM reading WHERE document = ?"
    now = []
    for uid, up_to, done in cursor.execute(asked, (document,)).fetchall():
        point = anchors.point(min(up_to, len(anchors.old)))
        if done and not anchors.new[point:].strip():
            point = len(anchors.new)
        now.append((point, point == len(anchors.new), uid))
    cursor.executemany("UPDATE reading SET up_to = ?, done = ? WHERE uid = ?", now)


def _move_codings(
    cursor: sqlite3.Cursor, document: str, sha: str, versions: _Versions, done: NewVersion
) -> None:
    asked = (
        "SELECT uid, text_sha, start, stop FROM coding WHERE document = ? AND text_sha <> ? "
        "ORDER BY start, uid"
    )
    now = []
    for uid, before, start, stop in cursor.execute(asked, (document, sha)).fetchall():
        anchors, span = versions.since(before), Span(start, stop)
        there, same = anchors.of(span)
        now.append((sha, *there, uid))
        if same:
            done.same += 1
        else:
            told = Reworded(uid, span.of(anchors.old), there.of(anchors.new))
            done.reworded.append(told)
    cursor.executemany("UPDATE coding SET text_sha = ?, start = ?, stop = ? WHERE uid = ?", now)


def _move_verdicts(cursor: sqlite3.Cursor, document: str, sha: str, versions: _Versions) -> None:
    """With the places of their reasons; the words of a reason stay those it was given for."""
    asked = (
        "SELECT uid, text_sha, start, stop, reasons FROM verdict WHERE document = ? "
        "AND text_sha <> ?"
    )
    now = []
    for uid, before, start, stop, written in cursor.execute(asked, (document, sha)).fetchall():
        anchors = versions.since(before)
        reasons = json.loads(written)
        for reason in reasons:
            there = anchors.of(Span(reason["start"], reason["stop"])).span
            reason["start"], reason["stop"] = there
        said = json.dumps(reasons, ensure_ascii=False)
        now.append((sha, *anchors.of(Span(start, stop)).span, said, uid))
    cursor.executemany(
        "UPDATE verdict SET text_sha = ?, start = ?, stop = ?, reasons = ? WHERE uid = ?", now
    )
