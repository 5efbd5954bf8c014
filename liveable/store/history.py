"""The spine: every change to a historical table, who made it, and the way back.

Triggers write one ``change`` per row touched, with images of the row before and after as JSON
objects by column name (reals as text with 20 significant digits, which read back exactly). They
find the operation they belong to by its missing digest, so a write outside an operation fails. When
an act ends, ``seal`` gives it the digest

    SHA-256( digest before | JSON of [seq, uid, kind, label, coder, at, undoes] | each change )

where a change counts as the line ``tbl row before_digest after_digest`` (hexadecimal, ``-`` for
none). An image may later be withheld (set to NULL): its digest stays, and the chain still proves
the rest.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection

from liveable.core.uid import mint
from liveable.errors import Conflict, Damaged
from liveable.store.connection import driver_cursor
from liveable.store.schema import HISTORICAL, PLACED

Kind = Literal["create", "act", "undo", "redo", "mark", "join", "handout", "merge", "migration"]


class Act(NamedTuple):
    """An operation's own fields, in the order of the chain."""

    seq: int
    uid: str
    kind: str
    label: str
    coder: str
    at: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What an operation touched: per table, the uids of its rows. ``others`` of the same kind went
    before it, and are told of together with it.
    """

    operation: Act
    rows: Mapping[str, frozenset[str]]
    others: int = 0


def together(changes: Sequence[Changed]) -> Changed:
    """One or several changes that follow each other, told as one."""
    rows: dict[str, frozenset[str]] = {}
    for changed in changes:
        for tbl, uids in changed.rows.items():
            rows[tbl] = rows.get(tbl, frozenset()) | uids
    return Changed(changes[-1].operation, rows, len(changes) - 1)


def now() -> str:
    """The time in UTC to the millisecond, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# --- recording
# -------------------------------------------------------------------------------------------------


def fields(cursor: sqlite3.Cursor, table: str) -> list[tuple[str, bool]]:
    """The columns a table really has, and whether each is a real."""
    rows = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [(row[1], row[2] == "REAL") for row in rows]


def triggers(table: str, fields: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """The SQL of a historical table's triggers, by name; a field is a column and whether it is a
    real.
    """
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name, _ in fields)
    old, new = _image(fields, "OLD"), _image(fields, "NEW")
    return {
        f"history_{table}_insert": _trigger(table, "INSERT", "", "NEW", "NULL", new),
        f"history_{table}_update": _trigger(table, "UPDATE", f"WHEN {changed} ", "OLD", old, new),
        f"history_{table}_delete": _trigger(table, "DELETE", "", "OLD", old, "NULL"),
    }


def _trigger(table: str, event: str, when: str, side: str, before: str, after: str) -> str:
    fixed = ""
    if event == "UPDATE":
        fixed = "SELECT RAISE(ABORT, 'a uid never changes') WHERE OLD.uid IS NOT NEW.uid; "
    return (
        f'CREATE TRIGGER history_{table}_{event.lower()} AFTER {event} ON "{table}" {when}'
        f"BEGIN {fixed}INSERT INTO change "
        '(operation, tbl, "row", "before", "after", before_digest, after_digest) '
        f"SELECT (SELECT seq FROM operation WHERE digest IS NULL), '{table}', {side}.uid, "
        f"b, a, {_digest(before, 'b')}, {_digest(after, 'a')} "
        f"FROM (SELECT {before} AS b, {after} AS a); END"
    )


def _digest(image: str, name: str) -> str:
    return "NULL" if image == "NULL" else f"sha256({name})"


def _image(fields: Sequence[tuple[str, bool]], side: str) -> str:
    def value(name: str, real: bool) -> str:
        field = f'{side}."{name}"'
        if real:
            return f"CASE WHEN {field} IS NULL THEN NULL ELSE printf('%!.20g', {field}) END"
        return field

    return "json_object(" + ", ".join(f"'{n}', {value(n, real)}" for n, real in fields) + ")"


def begin(
    connection: Connection, label: str, coder: str, kind: Kind = "act", undoes: str | None = None
) -> Act:
    """Open an operation in the connection's transaction; all writes until ``seal`` belong to it."""
    uid, at = mint(), now()
    seq = (
        driver_cursor(connection)
        .execute(
            "INSERT INTO operation (uid, kind, label, coder, at, undoes, first_change) "
            "SELECT ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM change)",
            (uid, kind, label, coder, at, undoes),
        )
        .lastrowid
    )
    assert seq is not None
    return Act(seq, uid, kind, label, coder, at, undoes)


def seal(connection: Connection, act: Act) -> Changed:
    """Close an operation with its digest; says what it changed (nothing, perhaps)."""
    changes = _changes(connection, act.seq)
    rows: dict[str, set[str]] = {}
    for tbl, row, _, _ in changes:
        rows.setdefault(tbl, set()).add(row)
    driver_cursor(connection).execute(
        "UPDATE operation SET digest = ? WHERE seq = ?",
        (chained(digest_before(connection, act.seq), act, changes), act.seq),
    )
    return Changed(act, {tbl: frozenset(uids) for tbl, uids in rows.items()})


Line = tuple[str, str, bytes | None, bytes | None]

# The changes of operation ?1; operations write one at a time, so they follow each other.
CHANGES = (
    "seq >= (SELECT first_change FROM operation WHERE seq = ?1) AND seq < coalesce("
    "(SELECT first_change FROM operation WHERE seq > ?1 ORDER BY seq LIMIT 1), 1 << 62)"
)


def _changes(connection: Connection, seq: int) -> list[Line]:
    cursor = driver_cursor(connection).execute(
        f'SELECT tbl, "row", before_digest, after_digest FROM change WHERE {CHANGES} ORDER BY seq',
        (seq,),
    )
    return cursor.fetchall()


def digest_before(connection: Connection, seq: int) -> bytes:
    """The digest of the operation before ``seq``, empty before the first."""
    row = (
        driver_cursor(connection)
        .execute("SELECT digest FROM operation WHERE seq < ? ORDER BY seq DESC LIMIT 1", (seq,))
        .fetchone()
    )
    return b"" if row is None else row[0] or b""


def chained(before: bytes, act: Act, changes: Iterable[Line]) -> bytes:
    """The digest of an operation, as this module's head defines it."""
    digest = hashlib.sha256(before)
    written = json.dumps(list(act), ensure_ascii=False, separators=(",", ":"))
    lines = (f"{tbl} {row} {_hex(b)} {_hex(a)}\n" for tbl, row, b, a in changes)
    for part in (written, "".join(lines)):
        digest.update(part.encode("utf-8", "surrogateescape"))  # damaged text is no UTF-8
    return digest.digest()


def last_is_sound(connection: Connection) -> bool:
    """Whether the latest operation still has the digest it was sealed with."""
    fields = ", ".join(Act._fields)
    row = connection.exec_driver_sql(
        f"SELECT {fields}, digest FROM operation ORDER BY seq DESC LIMIT 1"
    ).first()
    if row is None:
        return False
    act = Act(*row[:-1])
    found = chained(digest_before(connection, act.seq), act, _changes(connection, act.seq))
    return found == bytes(row[-1] or b"")


def _hex(digest: bytes | None) -> str:
    return "-" if digest is None else digest.hex()


# --- the way back
# ----------------------------------------------------------------------------------------------

_ACTS = "o.kind IN ('act', 'merge')"
# Whether operation ``o`` has effect: nobody undid it, or whoever did was undone.
STANDS = (
    "NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.uid "
    "AND NOT EXISTS (SELECT 1 FROM operation r WHERE r.undoes = u.uid))"
)


def next_undo(connection: Connection, coder: str | None) -> Act | None:
    """The latest act that stands, by ``coder`` (by anybody, for None).

    Marks of reading and people joining are passed over, and what was handed out in a copy can no
    longer be undone.
    """
    handed_out = "(SELECT coalesce(max(seq), 0) FROM operation WHERE kind = 'handout')"
    return _latest(connection, f"{_ACTS} AND {STANDS} AND o.seq > {handed_out}", coder)


def next_redo(connection: Connection, coder: str | None) -> Act | None:
    """The latest undo that stands, by ``coder`` (by anybody, for None), unless they acted since."""
    undo = _latest(connection, f"o.kind = 'undo' AND {STANDS}", coder)
    act = _latest(connection, "o.kind IN ('act', 'merge', 'handout')", coder)
    return undo if undo and (act is None or act.seq < undo.seq) else None


def _latest(connection: Connection, condition: str, coder: str | None) -> Act | None:
    row = connection.exec_driver_sql(
        f"SELECT {', '.join('o.' + f for f in Act._fields)} FROM operation o "
        f"WHERE {condition} AND (?1 IS NULL OR o.coder = ?1) ORDER BY o.seq DESC LIMIT 1",
        (coder,),
    ).first()
    return None if row is None else Act(*row)


_Line = tuple[int, str, str, bytes | None, bytes | None]  # seq, tbl, row, digest before and after
_BEFORE, _AFTER = 3, 4


def invert(connection: Connection, act: Act) -> None:
    """Take back all of ``act``'s changes, latest first, within the operation that is open.

    Raises Conflict, leaving the transaction to be rolled back, where a row is no longer as ``act``
    left it, where others' rows would go with it, where a passage would lie in a text that its
    document does not have, or where an image was withheld. Marks of reading made since stay.
    """
    cursor = driver_cursor(connection)
    if cursor.execute(_WITHHELD, (act.seq,)).fetchone():
        raise Conflict(f"‘{act.label}’ cannot be taken back: part of it was left out of this copy.")
    lines = _but_newer_marks(cursor, cursor.execute(_BACKWARDS, (act.seq,)).fetchall())
    for (tbl, new, gone), run in groupby(
        lines, lambda line: (line[1], line[_BEFORE] is None, line[_AFTER] is None)
    ):
        take_back = _delete if new else _insert if gone else _update
        take_back(cursor, _known(tbl), list(run))
    _compare(connection, act, lines)
    _expect_one_text(connection, act)


def _but_newer_marks(cursor: sqlite3.Cursor, lines: list[_Line]) -> list[_Line]:
    """Changes but for those of marks of reading that were moved on since."""
    if not any(line[1] == "reading" for line in lines):
        return lines
    sql = "SELECT \"row\" FROM change WHERE tbl = 'reading' AND seq > ?"
    newer = {row for (row,) in cursor.execute(sql, (lines[0][0],))}
    return [line for line in lines if line[1] != "reading" or line[2] not in newer]


def _known(tbl: str) -> str:
    """The name of a table that a change speaks of, before it becomes part of a statement."""
    if tbl not in HISTORICAL:
        raise Damaged(f"The history speaks of a table ‘{tbl}’ that no project has.")
    return tbl


_BACKWARDS = (
    f'SELECT seq, tbl, "row", before_digest, after_digest FROM change WHERE {CHANGES} '
    "ORDER BY seq DESC"
)
_JUST_DONE = (
    'SELECT seq, tbl, "row", after_digest, before_digest FROM change '
    "WHERE seq >= (SELECT first_change FROM operation WHERE digest IS NULL) ORDER BY seq"
)
_WITHHELD = (
    f'SELECT 1 FROM change WHERE {CHANGES} AND (("before" IS NULL) <> (before_digest IS NULL) '
    'OR ("after" IS NULL) <> (after_digest IS NULL)) LIMIT 1'
)


def _delete(cursor: sqlite3.Cursor, tbl: str, run: list[_Line]) -> None:
    cursor.executemany(f'DELETE FROM "{tbl}" WHERE uid = ?', [(line[2],) for line in run])


def _insert(cursor: sqlite3.Cursor, tbl: str, run: list[_Line]) -> None:
    names, rows = _rows_before(cursor, tbl, run)
    columns, marks = ", ".join(f'"{n}"' for n in names), ", ".join("?" * len(names))
    cursor.executemany(f'INSERT INTO "{tbl}" ({columns}) VALUES ({marks})', rows)


def _update(cursor: sqlite3.Cursor, tbl: str, run: list[_Line]) -> None:
    names, rows = _rows_before(cursor, tbl, run)
    sets = ", ".join(f'"{n}" = ?' for n in names)
    cursor.executemany(
        f'UPDATE "{tbl}" SET {sets} WHERE uid = ?',
        [(*row, line[2]) for row, line in zip(rows, run, strict=True)],
    )


def _rows_before(
    cursor: sqlite3.Cursor, tbl: str, run: list[_Line]
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns, and the rows as they were before a run of one operation's changes.

    A run's changes follow each other in ``change``, for only one operation writes at a time.
    """
    cursor.execute(
        'SELECT "before" FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq DESC',
        (run[-1][0], run[0][0]),
    )
    images = json.loads("[" + ",".join(image for (image,) in cursor) + "]")
    known = [(name, real) for name, real in fields(cursor, tbl) if name in images[0]]
    for name in [name for name, real in known if real]:
        for image in images:
            if image[name] is not None:
                image[name] = float(image[name])
    names = [name for name, _ in known]
    return names, list(map(itemgetter(*names), images))


def _compare(connection: Connection, act: Act, expected: list[_Line]) -> None:
    """Raise Conflict unless the changes just recorded mirror ``expected`` one for one."""
    done = driver_cursor(connection).execute(_JUST_DONE).fetchall()
    for want, got in zip_longest(_without_marks(expected), _without_marks(done)):
        same = want is not None and got is not None and want[1:] == got[1:]
        if not same and not _mirrors(connection, want, got):
            raise Conflict(_since(connection, act, (got or want)[2]))


# Passages that do not lie in the text of their document, since one of the two was brought back.
_STRAY = (
    'WITH back AS (SELECT tbl, "row" FROM change '
    "WHERE seq >= (SELECT first_change FROM operation WHERE digest IS NULL) "
    f"AND tbl IN {('document', *PLACED)} "
    "AND json_extract(\"before\", '$.text_sha') IS NOT json_extract(\"after\", '$.text_sha')) "
    "SELECT p.uid, d.uid FROM ("
    + " UNION ALL ".join(
        f"SELECT uid, document, text_sha FROM {tbl} "
        f"WHERE uid IN (SELECT \"row\" FROM back WHERE tbl = '{tbl}') "
        "OR document IN (SELECT \"row\" FROM back WHERE tbl = 'document')"
        for tbl in PLACED
    )
    + ") p JOIN document d ON d.uid = p.document WHERE d.text_sha <> p.text_sha LIMIT 1"
)


def _expect_one_text(connection: Connection, act: Act) -> None:
    """Raise Conflict where a document has another text than what was coded in it."""
    stray = driver_cursor(connection).execute(_STRAY).fetchone()
    if stray is not None:
        raise Conflict(_since(connection, act, *stray))


def _without_marks(lines: list[_Line]) -> list[_Line]:
    """Changes but for marks of reading, which come and go with their document and bar no undo."""
    return [line for line in lines if line[1] != "reading"]


def _mirrors(connection: Connection, want: _Line | None, got: _Line | None) -> bool:
    if want is None or got is None or want[1:3] != got[1:3]:
        return False
    sql = 'SELECT "before", "after" FROM change WHERE seq = ?'
    before, after = driver_cursor(connection).execute(sql, want[:1]).fetchone()
    now_before, now_after = driver_cursor(connection).execute(sql, got[:1]).fetchone()
    return _alike(before, now_after) and _alike(after, now_before)


def _alike(old: str | None, new: str | None) -> bool:
    """Equal images, or equal in the columns that both know: a migration may have added some."""
    if old == new or old is None or new is None:
        return old == new
    a, b = json.loads(old), json.loads(new)
    return all(a[name] == b[name] for name in a.keys() & b.keys())


def _since(connection: Connection, act: Act, *rows: str) -> str:
    """Why an act cannot be taken back: what somebody did since to one of some rows."""
    later = connection.exec_driver_sql(
        "SELECT o.label, coalesce(c.name, 'somebody') FROM change "
        "JOIN operation o ON o.seq = change.operation LEFT JOIN coder c ON c.uid = o.coder "
        'WHERE change."row" IN (SELECT value FROM json_each(?)) AND o.seq > ? '
        "AND o.digest IS NOT NULL ORDER BY o.seq DESC LIMIT 1",
        (json.dumps(rows), act.seq),
    ).first()
    cause = f"{later[1]} has built on it since (‘{later[0]}’)" if later else "it was built on since"
    return f"‘{act.label}’ cannot be taken back: {cause}. Undo that first."
