"""Writing the file of a copy: everything of a project but what is left out."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

from liveable.core import folding
from liveable.core.progress import Cancelled, Progress
from liveable.exchange import left_out
from liveable.exchange.left_out import Scope
from liveable.store import connection, migrations
from liveable.store.project import Project
from liveable.store.schema import HISTORICAL, Row


@dataclass(frozen=True, slots=True)
class Cut:
    """A copy's file: its latest operation, how many documents are in it, and how many rows of each
    table are not.
    """

    head: str
    documents: int
    left_out: dict[str, int]


def cut(project: Project, path: Path, scope: Scope, progress: Progress) -> Cut:
    """Write a new file with what a scope lets stay, as the project is now; raises Cancelled.

    It becomes a copy of the project when the operation of handing it out is written in both.
    """
    path.unlink(missing_ok=True)
    path.touch()
    guards = _empty(path)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as opened:
        connection.prepare(opened)
        # The file is nobody's yet: what goes wrong leaves none, and it is synced when it is done.
        for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF"):
            opened.execute(f"PRAGMA {pragma}")
        opened.execute("ATTACH ? AS whole", (f"{project.path.absolute().as_uri()}?mode=ro",))
        with _stoppable(opened, progress) as steps:
            found = _fill(opened.cursor(), scope, steps)
        opened.execute("DETACH whole")
        for sql in guards:
            opened.execute(sql)
        opened.execute("PRAGMA journal_mode = DELETE")
    return found


def _empty(path: Path) -> list[str]:
    """Make a project file with no rows, and without the guards of its history; returns their SQL,
    for rows copied are no changes.
    """
    engine = connection.engine(path, "write")
    try:
        with engine.connect().execution_options(writes=True) as bound, bound.begin():
            migrations.build(bound)
            guards = migrations.present_triggers(bound)
            for name in guards:
                bound.exec_driver_sql(f'DROP TRIGGER "{name}"')
    finally:
        engine.dispose()
    return list(guards.values())


class _Steps:
    """Says how far the work is, also in the midst of a long statement."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._now = (0, 1, "")

    def step(self, done: int, total: int, note: str) -> None:
        self._now = (done, total, note)
        self._progress.step(*self._now)

    def stopped(self) -> bool:
        try:
            self._progress.step(*self._now)
        except Cancelled:
            return True
        return False


_OFTEN = 1_000_000  # steps of SQLite's own machine: a few times a second


@contextmanager
def _stoppable(opened: sqlite3.Connection, progress: Progress) -> Iterator[_Steps]:
    steps = _Steps(progress)
    opened.set_progress_handler(steps.stopped, _OFTEN)
    try:
        yield steps
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise
    finally:
        opened.set_progress_handler(None, 0)


def _fill(cursor: sqlite3.Cursor, scope: Scope, steps: _Steps) -> Cut:
    tables = [t for t in Row.metadata.tables.values() if _stays(t, scope)]
    total = len(tables) + 3
    cursor.execute("BEGIN")  # from the first look on, the project is seen as it is then
    steps.step(0, total, "Finding what is left out")
    left_out.find(cursor, scope)
    for number, table in enumerate(tables, 1):
        steps.step(number, total, "Copying")
        cursor.execute(_copying(table, scope))
    steps.step(total - 2, total, "Indexing")
    cursor.execute(_NOTES)
    _index_texts(cursor, scope, steps, total)
    (head,) = cursor.execute("SELECT uid FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    counts = {tbl: cursor.execute(_COUNTS.format(tbl=tbl)).fetchone() for tbl in HISTORICAL}
    gone = {tbl: was - now for tbl, (now, was) in counts.items() if was > now}
    cursor.execute("COMMIT")
    steps.step(total, total, "Copying")
    return Cut(head, counts["document"][0], gone)


_COUNTS = 'SELECT (SELECT count(*) FROM main."{tbl}"), (SELECT count(*) FROM whole."{tbl}")'


def _stays(table: Table, scope: Scope) -> bool:
    """Whether anything of a table goes into a copy: which copy a file is, what was decided of a
    merge under way and what can be worked out again do not, and whose acts came with merges only
    where all else does.
    """
    if table.name in ("copy", "decided", "vector"):
        return False
    return scope.whole or not table.name.startswith("their_")


def _copying(table: Table, scope: Scope) -> str:
    """The statement that fills a table."""
    names = [f'"{column.name}"' for column in table.columns]
    chosen, where = names, "1"
    if table.name == "change":
        withheld = _OUT.format(tbl="t.tbl", row='"row"')
        images = ('"before"', '"after"')
        chosen = [f"iif({withheld}, NULL, t.{n})" if n in images else n for n in names]
    elif table.name == "noted":
        where = f"NOT {_OUT.format(tbl='t.tbl', row='row')}"
    elif table.name in HISTORICAL:
        where = f"NOT {_OUT.format(tbl=repr(table.name), row='uid')}"
    elif table.name in _BY_SHA and scope.documents is not None:
        where = f"t.{_BY_SHA[table.name]} IN (SELECT sha FROM kept)"
    return (
        f'INSERT INTO main."{table.name}" ({", ".join(names)}) SELECT {", ".join(chosen)} '
        f'FROM whole."{table.name}" t WHERE {where}'
    )


_OUT = 'EXISTS (SELECT 1 FROM left_out l WHERE l.tbl = {tbl} AND l."row" = t.{row})'
_BY_SHA = {"text": "sha", "blob": "sha", "paragraph": "text_sha", "display": "text_sha"}
_NOTES = (
    "INSERT INTO main.search_note (rowid, words) SELECT rowid, words FROM whole.search_note "
    "WHERE rowid IN (SELECT id FROM main.noted)"
)


def _index_texts(cursor: sqlite3.Cursor, scope: Scope, steps: _Steps, total: int) -> None:
    """Fill the search index of texts: as it is where all texts are there, else from their words,
    which it does not hold.
    """
    if scope.documents is None:
        for part in ("config", "data", "docsize", "idx"):
            cursor.execute(f"DELETE FROM main.search_text_{part}")
            cursor.execute(
                f"INSERT INTO main.search_text_{part} SELECT * FROM whole.search_text_{part}"
            )
        return
    texts = cursor.execute(_TEXTS).fetchall()
    for sha, _ in texts:
        steps.step(total - 1, total, "Indexing")
        (body,) = cursor.execute("SELECT body FROM text WHERE sha = ?", (sha,)).fetchone()
        lines = cursor.execute(_LINES, (sha,)).fetchall()
        cursor.executemany(
            "INSERT INTO search_text (rowid, words) VALUES (?, ?)",
            [(number, folding.indexed(body[start:stop])) for number, start, stop in lines],
        )


_TEXTS = "SELECT text_sha, min(id) FROM main.paragraph GROUP BY text_sha ORDER BY min(id)"
_LINES = "SELECT id, start, stop FROM main.paragraph WHERE text_sha = ? ORDER BY id"
