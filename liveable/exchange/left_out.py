"""What a copy does without, found through everything the history remembers of it.

A copy may be for some documents only, or blind: without what the other coders coded, noted and
read. Whatever refers to a row that is left out, or ever did, is left out with it. ``find`` works
on a connection that has the project attached as ``whole``; it fills two temporary tables,
``left_out`` (tbl, row) and ``kept`` (sha: the texts and files of the documents that stay).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liveable.store.schema import HISTORICAL

PERSONAL = ("coding", "verdict", "memo", "reading", "passage_read")  # each row is one coder's
_OF_DOCUMENTS = ("document", "case")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a copy is to hold: the documents (uids; None for all), and of the coder's own codings,
    memos, verdicts and marks of reading alone (``blind``), or everybody's.
    """

    coder: str
    documents: tuple[str, ...] | None = None
    blind: bool = False

    @property
    def json(self) -> str:
        """The documents as a handout records them."""
        return "{}" if self.documents is None else json.dumps({"documents": self.documents})

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.documents is None and not self.blind


def find(cursor: sqlite3.Cursor, scope: Scope) -> None:
    """Fill ``left_out`` and ``kept`` for a scope."""
    for statement in _TABLES:
        cursor.execute(statement)
    if scope.whole:
        return
    start = (*(PERSONAL if scope.blind else ()), *(_OF_DOCUMENTS if scope.documents else ()))
    cursor.executemany("INSERT INTO reference VALUES (?, ?, ?)", _references(start))
    cursor.execute(_MENTIONS)
    cursor.execute(_MERGED)  # what a merge reports quotes codings
    if scope.blind:
        _others(cursor, scope.coder)
    if scope.documents is not None:
        cursor.execute(_DOCUMENTS, (json.dumps(scope.documents),))
    cursor.execute(_SPREAD)
    if scope.documents is not None:
        cursor.execute(_CASES)
        cursor.execute(_SPREAD)
        for path in ("$.text_sha", "$.original_sha"):
            cursor.execute(_KEPT, (path,))


_TABLES = (
    'CREATE TEMP TABLE left_out (tbl, "row", PRIMARY KEY (tbl, "row")) WITHOUT ROWID',
    "CREATE TEMP TABLE kept (sha PRIMARY KEY NOT NULL) WITHOUT ROWID",
    # Which columns may refer to a row that is left out, and which rows they ever referred to.
    "CREATE TEMP TABLE reference (tbl, path, target, PRIMARY KEY (tbl, path)) WITHOUT ROWID",
    'CREATE TEMP TABLE mention (parent NOT NULL, target, tbl, "row", '
    'PRIMARY KEY (parent, tbl, "row")) WITHOUT ROWID',
)


def _references(start: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The columns (table, JSON path, table referred to) that lead to rows of some tables, to rows
    that refer to those, and so on.
    """
    found = list(start)
    for target in found:
        for tbl, table in HISTORICAL.items():
            for column in table.columns:
                if any(key.column.table.name == target for key in column.foreign_keys):
                    yield tbl, f"$.{column.name}", target
                    if tbl not in found:
                        found.append(tbl)


# An image without the reference gives no parent, and no row. What a row was before a change is what
# it was after an earlier one.
_MENTIONS = (
    "INSERT OR IGNORE INTO mention SELECT json_extract(c.after, r.path), r.target, c.tbl, "
    'c."row" FROM whole.change c CROSS JOIN reference r ON r.tbl = c.tbl WHERE c.after IS NOT NULL'
)
_MERGED = "INSERT INTO left_out SELECT DISTINCT tbl, \"row\" FROM whole.change WHERE tbl = 'merged'"
_DOCUMENTS = (
    "INSERT INTO left_out SELECT DISTINCT tbl, \"row\" FROM whole.change WHERE tbl = 'document' "
    'AND "row" NOT IN (SELECT value FROM json_each(?))'
)
_SPREAD = (
    'INSERT OR IGNORE INTO left_out WITH RECURSIVE gone(tbl, "row") AS ('
    'SELECT tbl, "row" FROM left_out UNION SELECT m.tbl, m."row" FROM gone g '
    'JOIN mention m ON m.parent = g."row" AND m.target = g.tbl) SELECT tbl, "row" FROM gone'
)
_IS_OUT = 'EXISTS (SELECT 1 FROM left_out l WHERE l.tbl = {0}.tbl AND l."row" = {0}."row")'
# Cases of documents and speakers all of which are left out.
_CASES = (
    "INSERT OR IGNORE INTO left_out SELECT 'case', m.parent FROM mention m WHERE m.target = 'case' "
    "AND m.tbl IN ('document', 'speaker') GROUP BY m.parent "
    f"HAVING min({_IS_OUT.format('m')})"
)
_KEPT = (
    "INSERT OR IGNORE INTO kept SELECT json_extract(c.after, ?) FROM whole.change c "
    f"WHERE c.tbl = 'document' AND c.after IS NOT NULL AND NOT {_IS_OUT.format('c')}"
)


def _others(cursor: sqlite3.Cursor, coder: str) -> None:
    """Leave out what belongs to other coders, or once did; who a merge found to be the coder under
    another uid is no other.
    """
    own = json.dumps([uid for (uid,) in cursor.execute(_OWN, (coder,))])
    cursor.execute(_OTHERS, (own,))


_OWN = (
    "WITH RECURSIVE own(uid) AS (VALUES (?) UNION SELECT a.gone FROM whole.alias a "
    "JOIN own ON a.kept = own.uid WHERE a.tbl = 'coder') SELECT uid FROM own"
)
_OTHERS = (
    'INSERT OR IGNORE INTO left_out SELECT c.tbl, c."row" FROM whole.change c '
    f"WHERE c.tbl IN {PERSONAL} AND c.after IS NOT NULL "
    "AND json_extract(c.after, '$.coder') NOT IN (SELECT value FROM json_each(?))"
)
