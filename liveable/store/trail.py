"""The history as a person reads it: page by page, latest first, and back to a point of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.errors import Conflict
from liveable.store import merges, spots
from liveable.store.history import CHANGES, STANDS
from liveable.store.merges import Brought
from liveable.store.project import Project
from liveable.store.spots import Target


class TrailRow(NamedTuple):
    """An operation with how many rows of each table it touched; ``undone``: it no longer stands.

    ``merged`` says whose acts came with it, where it took in a copy.
    """

    seq: int
    uid: str
    kind: str
    label: str
    coder: str
    coder_name: str | None
    at: str
    undoes: str | None
    undone: bool
    tables: dict[str, int]
    merged: tuple[Brought, ...] = ()


def rows_touched(session: Session, operation: int) -> int:
    """How many rows an operation (its number) touched."""
    sql = f"SELECT count(*) FROM change WHERE {CHANGES}"
    return int(session.connection().exec_driver_sql(sql, (operation,)).scalar_one())


def page(
    session: Session,
    limit: int,
    *,
    before: int | None = None,
    coder: str | None = None,
    tables: Collection[str] | None = None,
    among: Collection[str] | None = None,
    without: Collection[str] = (),
) -> list[TrailRow]:
    """Operations, latest first: at most ``limit`` of those before operation number ``before``.

    Perhaps only one coder's, those that touched one of some tables, those of these uids, or those
    ``without`` some kinds.
    """
    values = {
        "limit": limit,
        "before": before,
        "coder": coder,
        "tables": None if tables is None else json.dumps(sorted(tables)),
        "among": None if among is None else json.dumps(sorted(among)),
        "without": json.dumps(sorted(without)),
    }
    sql = _PAGE.format(among="" if among is None else _AMONG, tables="" if not tables else _TOUCHED)
    rows = session.execute(text(sql), values).all()
    brought = merges.brought(session, [row.uid for row in rows if row.kind == "merge"])
    return [
        TrailRow._make((*row, _tables(session, row.seq), brought.get(row.uid, ()))) for row in rows
    ]


_AMONG = "AND o.uid IN (SELECT value FROM json_each(:among))"
_TOUCHED = (
    "AND EXISTS (SELECT 1 FROM change c WHERE c.seq >= o.first_change AND c.seq < coalesce("
    "(SELECT first_change FROM operation n WHERE n.seq > o.seq ORDER BY n.seq LIMIT 1), 1 << 62) "
    "AND c.tbl IN (SELECT value FROM json_each(:tables)))"
)
_PAGE = (
    "SELECT o.seq, o.uid, o.kind, o.label, o.coder, c.name, o.at, o.undoes, "
    f"NOT {STANDS} "
    "FROM operation o LEFT JOIN coder c ON c.uid = o.coder "
    "WHERE (:before IS NULL OR o.seq < :before) AND (:coder IS NULL OR o.coder = :coder) "
    "AND o.kind NOT IN (SELECT value FROM json_each(:without)) "
    "{among} {tables} ORDER BY o.seq DESC LIMIT :limit"
)


def _tables(session: Session, seq: int) -> dict[str, int]:
    asked = (
        f'SELECT tbl, count(DISTINCT "row") FROM change WHERE {CHANGES} GROUP BY tbl ORDER BY tbl'
    )
    rows = session.connection().exec_driver_sql(asked, (seq,))
    return {row[0]: row[1] for row in rows}


_SHOWN_FIRST = (
    "coding", "verdict", "passage_read", "memo", "document", "code", "speaker", "turn", "reading",
)  # fmt: skip
_LOOKED_AT = 200  # rows of one act


def touched(session: Session, seq: int) -> Target | None:
    """The first thing an operation touched that is still there, codings before other things.

    Of a coding that is gone, its passage, as long as the document has that text.
    """
    asked = f'SELECT tbl, "row", coalesce("after", "before") FROM change WHERE {CHANGES} LIMIT ?2'
    rows = session.connection().exec_driver_sql(asked, (seq, _LOOKED_AT)).all()
    known = [row for row in rows if row[0] in _SHOWN_FIRST]
    for tbl, uid, image in sorted(known, key=lambda row: _SHOWN_FIRST.index(row[0])):
        found = spots.target(session, tbl, uid)
        if found is None and tbl == "coding" and image is not None:
            found = _former(session, json.loads(image))
        if found is not None:
            return found
    return None


def _former(session: Session, coding: dict[str, str | int]) -> Target | None:
    there = session.execute(_SAME_TEXT, {"uid": coding["document"], "sha": coding["text_sha"]})
    if there.first() is None:
        return None
    return Target(str(coding["document"]), Span(int(coding["start"]), int(coding["stop"])))


_SAME_TEXT = text("SELECT 1 FROM document WHERE uid = :uid AND text_sha = :sha")


class WentBack(NamedTuple):
    """How many acts were undone, and why no more were, where the point was not reached."""

    acts: int
    stopped: str = ""


def undo_to(project: Project, seq: int, coder: str, progress: Progress = SILENT) -> WentBack:
    """Undo a coder's own acts, latest first, down to and with operation ``seq``, each on its own.

    What others did in between stays. Stops at an act that work was built on since, and says so.
    """
    done = 0
    while (act := project.next_undo(coder)) is not None and act.seq >= seq:
        progress.step(done, done + act.seq - seq + 1, "Undoing")
        try:
            project.undo(coder)
        except Conflict as conflict:
            return WentBack(done, str(conflict))
        done += 1
    return WentBack(done)
