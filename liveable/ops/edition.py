"""An edition: what an edited text means for all that stands on a document, before it is written.

Planning reads and works out every row; writing puts these rows down, so that what is shown before
is what is done.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from liveable.core.edited import Edited, edited
from liveable.core.reanchor import Anchors
from liveable.core.spans import Span
from liveable.core.text import canonical
from liveable.core.transcript import Mark, Transcript
from liveable.errors import NotFound, Refused
from liveable.ops import reread
from liveable.store.connection import driver_cursor
from liveable.store.queries import text_body
from liveable.store.schema import PLACED


@dataclass(frozen=True, slots=True)
class Reworded:
    """A coding (its uid) whose words an edit changed: what it covered, what it covers now, and
    where that is.
    """

    coding: str
    before: str
    after: str
    place: Span


@dataclass(slots=True)
class NewVersion:
    """What an edited text means for what stood on it.

    ``reworded`` are the codings whose words changed, in order of place; ``same`` counts those that
    cover the same words, wherever these are now; ``turns`` and ``entries`` count those that went
    with their words, ``new_turns`` and ``new_entries`` those that were typed; ``renamed`` are the
    speakers whose label was written otherwise everywhere, with the new one.
    """

    reworded: list[Reworded] = field(default_factory=list)
    same: int = 0
    turns: int = 0
    entries: int = 0
    new_turns: int = 0
    new_entries: int = 0
    renamed: dict[str, str] = field(default_factory=dict)


class _Writing(NamedTuple):
    """One statement, for many rows."""

    sql: str
    rows: list[tuple[Any, ...]]


class Edition(NamedTuple):
    """A document's new text with what is found in it, the rows that go with their words, and what
    all of it comes to.
    """

    document: str
    sha: str
    transcript: Transcript
    writings: list[_Writing]
    done: NewVersion


def plan(session: Session, document: str, body: str, found: Transcript | None = None) -> Edition:
    """Work out what a new text would do to a document. What is ``found`` in it is what a reader
    found in a file; without it, what moved with its words and what was typed.

    Raises Refused where the text is blank or as it was, NotFound where there is no such document.
    """
    name, sha = _document(session, document)
    body = canonical(body)
    if not body.strip():
        raise Refused(f"‘{name}’ cannot be left without words; delete the document instead.")
    before = reread.as_transcript(session, document)
    if body == before.text:
        raise Refused(f"The text of ‘{name}’ is as it was.")
    versions = _Versions(session, body)
    anchors = versions.since(sha)
    now, done = edited(before, anchors), NewVersion()
    cursor = driver_cursor(session.connection())
    writings = [
        *_parts(cursor, document, before, now, found, done),
        _readings(cursor, document, anchors),
        _codings(cursor, document, versions, done),
        _verdicts(cursor, document, versions),
        _passages_read(cursor, document, versions),
    ]
    return Edition(document, versions.sha, found or now.transcript, writings, done)


def write(session: Session, edition: Edition) -> None:
    """Write an edition down within an open operation, its text being kept already."""
    cursor = driver_cursor(session.connection())
    row = (edition.sha, edition.document)
    cursor.execute("UPDATE document SET text_sha = ? WHERE uid = ?", row)
    for sql, rows in edition.writings:
        cursor.executemany(sql, rows)
    reread.put_parts(session, edition.document, edition.transcript)


def bring_forward(session: Session) -> NewVersion:
    """Bring what lies in a former text of its document to the one that this has, within an open
    operation: rows that come back from elsewhere may name any text.
    """
    done = NewVersion()
    cursor = driver_cursor(session.connection())
    for document, sha in cursor.execute(_BEHIND).fetchall():
        versions = _Versions(session, text_body(session, sha))
        for sql, rows in (
            _codings(cursor, document, versions, done),
            _verdicts(cursor, document, versions),
            _passages_read(cursor, document, versions),
        ):
            cursor.executemany(sql, rows)
    return done


_BEHIND = " UNION ".join(
    f"SELECT d.uid, d.text_sha FROM {table} r JOIN document d ON d.uid = r.document "
    "WHERE r.text_sha <> d.text_sha"
    for table in PLACED
)


def digest(body: str) -> str:
    """The name under which a canonical text is kept."""
    return hashlib.sha256(body.encode()).hexdigest()


def name_of(session: Session, document: str) -> str:
    """A document's name; raises NotFound where there is no such document."""
    return _document(session, document)[0]


def text_of(session: Session, document: str) -> str:
    """The hash of the text a document has."""
    return _document(session, document)[1]


def marks(session: Session, sha: str) -> list[Mark]:
    """The formatting of a text."""
    asked = "SELECT start, stop, style, level FROM display WHERE text_sha = ?"
    return [Mark(*row) for row in session.connection().exec_driver_sql(asked, (sha,))]


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
        self.sha = digest(body)

    def since(self, sha: str) -> Anchors:
        """The way from one of them."""
        if sha not in self._since:
            self._since[sha] = Anchors(text_body(self._session, sha), self._body)
        return self._since[sha]


# --- what stands on the text


def _parts(
    cursor: sqlite3.Cursor,
    document: str,
    before: Transcript,
    now: Edited,
    found: Transcript | None,
    done: NewVersion,
) -> Iterator[_Writing]:
    """Rows of turns, entries and speakers that are still there, brought to where they are known
    again; what else is to be told of them is written with all the others.
    """
    moved = {n: (part.start, part.speech, part.stop) for n, part in now.turns.items()}
    yield from _moved(cursor, document, "turn", ("start", "speech", "stop"), moved)
    placed = {n: (span.start, span.stop) for n, span in now.entries.items()}
    yield from _moved(cursor, document, "entry", ("start", "stop"), placed)
    kept = {speaker.label for speaker in (found or now.transcript).speakers}
    done.renamed = {old: new for old, new in now.renamed.items() if new in kept}
    done.turns = len(before.turns) - len(now.turns)
    done.entries = len(before.entries) - len(now.entries)
    done.new_turns = len((found or now.transcript).turns) - len(now.turns)
    done.new_entries = len((found or now.transcript).entries) - len(now.entries)
    asked = "UPDATE speaker SET label = ? WHERE document = ? AND label = ?"
    yield _Writing(asked, [(new, document, old) for old, new in done.renamed.items()])


def _moved(
    cursor: sqlite3.Cursor,
    document: str,
    table: str,
    columns: Sequence[str],
    there: Mapping[int, tuple[int, ...]],
) -> Iterator[_Writing]:
    asked = f"SELECT uid, {', '.join(columns)} FROM {table} WHERE document = ? ORDER BY start, uid"
    rows = cursor.execute(asked, (document,)).fetchall()
    gone = [(uid,) for n, (uid, *_) in enumerate(rows) if n not in there]
    yield _Writing(f"DELETE FROM {table} WHERE uid = ?", gone)
    sets = ", ".join(f"{column} = ?" for column in columns)
    moved = [
        (*there[n], uid)
        for n, (uid, *place) in enumerate(rows)
        if n in there and there[n] != tuple(place)
    ]
    yield _Writing(f"UPDATE {table} SET {sets} WHERE uid = ?", moved)


def _readings(cursor: sqlite3.Cursor, document: str, anchors: Anchors) -> _Writing:
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
    return _Writing("UPDATE reading SET up_to = ?, done = ? WHERE uid = ?", now)


def _codings(
    cursor: sqlite3.Cursor, document: str, versions: _Versions, done: NewVersion
) -> _Writing:
    asked = (
        "SELECT uid, text_sha, start, stop FROM coding WHERE document = ? AND text_sha <> ? "
        "ORDER BY start, uid"
    )
    now = []
    for uid, before, start, stop in cursor.execute(asked, (document, versions.sha)).fetchall():
        anchors, span = versions.since(before), Span(start, stop)
        there, same = anchors.of(span)
        now.append((versions.sha, *there, uid))
        if same:
            done.same += 1
        else:
            told = Reworded(uid, span.of(anchors.old), there.of(anchors.new), there)
            done.reworded.append(told)
    return _Writing("UPDATE coding SET text_sha = ?, start = ?, stop = ? WHERE uid = ?", now)


def _verdicts(cursor: sqlite3.Cursor, document: str, versions: _Versions) -> _Writing:
    """With the places of their reasons; the words of a reason stay those it was given for."""
    asked = (
        "SELECT uid, text_sha, start, stop, reasons FROM verdict WHERE document = ? "
        "AND text_sha <> ?"
    )
    now = []
    rows = cursor.execute(asked, (document, versions.sha)).fetchall()
    for uid, before, start, stop, written in rows:
        anchors = versions.since(before)
        reasons = json.loads(written)
        for reason in reasons:
            there = anchors.of(Span(reason["start"], reason["stop"])).span
            reason["start"], reason["stop"] = there
        said = json.dumps(reasons, ensure_ascii=False)
        now.append((versions.sha, *anchors.of(Span(start, stop)).span, said, uid))
    return _Writing(
        "UPDATE verdict SET text_sha = ?, start = ?, stop = ?, reasons = ? WHERE uid = ?", now
    )


def _passages_read(cursor: sqlite3.Cursor, document: str, versions: _Versions) -> _Writing:
    asked = (
        "SELECT uid, text_sha, start, stop FROM passage_read WHERE document = ? AND text_sha <> ?"
    )
    rows = cursor.execute(asked, (document, versions.sha)).fetchall()
    now = [
        (versions.sha, *versions.since(before).of(Span(start, stop)).span, uid)
        for uid, before, start, stop in rows
    ]
    return _Writing("UPDATE passage_read SET text_sha = ?, start = ?, stop = ? WHERE uid = ?", now)
