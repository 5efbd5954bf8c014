"""The two sides of a merge: a copy's history since the two last agreed, and rows of either.

Where they last agreed is found by the chain of the histories: an operation with the same uid and
the same digest in both has the same past in both. What a copy brings is what its operations since
then did, never a comparison of states, so that what was left out of a copy is not a deletion.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from liveable.core.progress import SILENT, Progress
from liveable.errors import Damaged, FileRefused, ReadOnly, Refused
from liveable.exchange.team.rows import SHAPES
from liveable.exchange.team.values import CopyFacts, Row
from liveable.store import history
from liveable.store.connection import driver_cursor
from liveable.store.history import Act, Line
from liveable.store.project import Person, Project, open_project
from liveable.store.schema import HISTORICAL

_NOBODY = Person("", "")  # looking only: nobody joins a project by it
_CHUNK = 500
# Changes but those of acts that undid a merge: what it had brought back was gone before.
NO_UNDONE_MERGE = (
    "operation NOT IN (SELECT u.seq FROM operation u JOIN operation o ON o.uid = u.undoes "
    "WHERE o.kind = 'merge')"
)


class Side:
    """One open project or copy, seen as it was when the merge began to look."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.cursor = cursor

    def rows(self, tbl: str, uids: Iterable[str], column: str = "uid") -> dict[str, Row]:
        """Rows by uid: those named, or those whose ``column`` has one of the values."""
        names = SHAPES[tbl].names
        fields = ", ".join(f'"{name}"' for name in names)
        found: dict[str, Row] = {}
        todo = list(uids)
        for at in range(0, len(todo), _CHUNK):
            part = todo[at : at + _CHUNK]
            marks = ", ".join("?" * len(part))
            sql = f'SELECT {fields} FROM "{tbl}" WHERE "{column}" IN ({marks})'
            for values in self.cursor.execute(sql, part):
                row = dict(zip(names, values, strict=True))
                found[row["uid"]] = row
        return found

    def all(self, tbl: str) -> dict[str, Row]:
        """All rows of a (small) table by uid."""
        names = SHAPES[tbl].names
        fields = ", ".join(f'"{name}"' for name in names)
        rows = self.cursor.execute(f'SELECT {fields} FROM "{tbl}"')
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows}

    def body(self, sha: str) -> str | None:
        """A text that this side has."""
        row = self.cursor.execute("SELECT body FROM text WHERE sha = ?", (sha,)).fetchone()
        return None if row is None else row[0]

    def another(self) -> sqlite3.Cursor:
        """A cursor of its own, to read from while this one is used otherwise."""
        return _cursor_like(self.cursor)

    def one(self, sql: str, *values: object) -> tuple[object, ...] | None:
        """The first row of a query."""
        found: tuple[object, ...] | None = self.cursor.execute(sql, values).fetchone()
        return found


class _TheirCursor(sqlite3.Cursor):
    """A cursor on a copy, which says itself that its file is damaged: whoever asks has the project
    open as well, and would take the fault for that one's.
    """

    file = ""

    def execute(self, sql: str, values: Any = ()) -> _TheirCursor:
        with self._plainly():
            return super().execute(sql, values)

    def fetchone(self) -> Any:
        with self._plainly():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self._plainly():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise FileRefused(self.file, _DAMAGED) from error

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise FileRefused(self.file, _DAMAGED) from error


_DAMAGED = "the file is damaged; ask for another copy."


def _cursor_like(cursor: sqlite3.Cursor) -> sqlite3.Cursor:
    if not isinstance(cursor, _TheirCursor):
        return cursor.connection.cursor()
    fresh = cursor.connection.cursor(_TheirCursor)
    fresh.file = cursor.file
    return fresh


class Touched(NamedTuple):
    """A row that a copy's operations touched: as it was where the sides last agreed, and as it is
    now in the copy; None where it was not there. ``seq`` is the latest operation on it, there.
    """

    base: Row | None
    theirs: Row | None
    seq: int


@dataclass(slots=True)
class Since:
    """What a copy's operations did since the sides last agreed: by table and uid."""

    acts: dict[int, Act] = field(default_factory=dict)  # by number
    touched: dict[str, dict[str, Touched]] = field(default_factory=dict)
    withheld: int = 0  # rows whose images the copy itself does not have
    head: bytes = b""


@contextmanager
def open_copy(path: Path) -> Iterator[Side]:
    """A copy to read from. One of an older version is brought up to date beside it, untouched.

    Raises FileRefused, one sentence, where it cannot be read.
    """
    with ExitStack() as stack:
        try:
            project = stack.enter_context(_opened(path, stack))
            session = stack.enter_context(project.reading())
            cursor = driver_cursor(session.connection()).connection.cursor(_TheirCursor)
            cursor.file = path.name
        except FileRefused:
            raise
        except Refused as refused:
            raise FileRefused(path.name, _cause(str(refused), path)) from refused
        yield Side(cursor)


def _opened(path: Path, stack: ExitStack) -> Project:
    # What is taken from its history is proved as it is read (``operations``).
    try:
        return open_project(path, _NOBODY, write=False, verify=False)
    except ReadOnly:  # of an older version: work on a copy of it
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        fresh = Path(folder) / path.name
        shutil.copyfile(path, fresh)
        open_project(fresh, _NOBODY).close()
        return open_project(fresh, _NOBODY, write=False, verify=False)


def _cause(sentence: str, path: Path) -> str:
    """What is wrong with a file that the sentence may name already."""
    for name in (str(path), path.name):
        sentence = sentence.removeprefix(f"{name}: ")
        if sentence.startswith(f"{name} "):
            sentence = f"it{sentence.removeprefix(name)}"
    return sentence.replace("restore the last snapshot", "ask for another copy")


def facts(ours: Side, theirs: Side, path: Path) -> tuple[CopyFacts, int]:
    """What the copy is, and the number of its operation up to which both agree (0: none)."""
    base, again = _agreed(ours, theirs)
    shared = _prefix(ours, theirs) > 0
    copy = theirs.one("SELECT uid, coder FROM copy")
    project = theirs.one("SELECT uid, name FROM project")
    head = theirs.one("SELECT uid, seq FROM operation ORDER BY seq DESC LIMIT 1")
    if project is None or head is None:
        raise FileRefused(path.name, "there is no project in it.")
    at = theirs.one("SELECT at FROM operation WHERE seq = ?", base)
    coders = _coders(theirs, base)
    whose = theirs.one("SELECT name FROM coder WHERE uid = ?", copy[1]) if copy else None
    name = str(whose[0]) if whose else (coders[0] if len(coders) == 1 and shared else path.stem)
    seq = head[1]
    assert isinstance(seq, int)
    found = CopyFacts(
        path=path,
        name=name,
        uid=str(copy[0] if copy else project[0]),
        head=str(head[0]),
        since=str(at[0]) if at else "",
        shared=shared,
        acts=seq - base,
        coders=tuple(coders),
        again=again,
    )
    return found, base


def _coders(theirs: Side, base: int) -> list[str]:
    rows = theirs.cursor.execute(
        "SELECT coder.name FROM operation o JOIN coder ON coder.uid = o.coder WHERE o.seq > ? "
        "AND o.kind <> 'handout' GROUP BY coder.uid ORDER BY count(*) DESC",
        (base,),
    )
    return [name for (name,) in rows]


def _agreed(ours: Side, theirs: Side) -> tuple[int, bool]:
    """The latest operation of theirs that ours already has: shared, or taken in by a merge that
    stands. And whether it is the latter.
    """
    shared, again = _prefix(ours, theirs), False
    for head, digest in ours.cursor.execute(
        "SELECT m.head, o.digest FROM merged m JOIN their_operation o ON o.uid = m.head"
    ).fetchall():
        found = theirs.one("SELECT seq, digest FROM operation WHERE uid = ?", head)
        if found and found[1] == digest and isinstance(found[0], int) and found[0] > shared:
            shared, again = found[0], True
    return shared, again


def _prefix(ours: Side, theirs: Side) -> int:
    """The latest operation that both histories have; each seals all before it."""
    sql = "SELECT uid, digest FROM operation WHERE seq = ?"
    low, high = 0, min(_last(ours), _last(theirs))
    while low < high:
        middle = (low + high + 1) // 2
        mine = ours.one(sql, middle)
        if mine is not None and mine == theirs.one(sql, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _last(side: Side) -> int:
    found = side.one("SELECT max(seq) FROM operation")
    return found[0] if found and isinstance(found[0], int) else 0


def since(
    theirs: Side, base: int, passed_over: frozenset[str], progress: Progress = SILENT
) -> Since:
    """What a copy's operations after ``base`` did; proves their chain and their images on the way.

    Rows of the tables ``passed_over`` are left out. Raises Damaged where the history is not as it
    was written.
    """
    found = Since()
    nets: dict[str, dict[str, list[object]]] = {}
    for act, lines in operations(theirs, base, found, progress):
        for tbl, row, before, after, was, becomes in lines:
            if tbl not in HISTORICAL:
                raise Damaged(f"its history speaks of a table ‘{tbl}’ that no project has.")
            if tbl in passed_over:
                continue
            net = nets.setdefault(tbl, {}).get(row)
            if net is None:
                nets[tbl][row] = [before, after, act.seq, before is None and was is not None]
            else:
                net[1], net[2] = after, act.seq
            if after is None and becomes is not None:
                nets[tbl][row][3] = True
    for tbl, rows in nets.items():
        found.withheld += sum(1 for net in rows.values() if net[3])
        known = {uid: net for uid, net in rows.items() if not net[3]}
        base_rows, their_rows = _parsed(tbl, known, 0), _parsed(tbl, known, 1)
        found.touched[tbl] = {
            uid: Touched(base_rows.get(uid), their_rows.get(uid), int(str(net[2])))
            for uid, net in known.items()
            if uid in base_rows or uid in their_rows
        }
    return found


def _parsed(tbl: str, nets: Mapping[str, list[object]], which: int) -> dict[str, Row]:
    images = {uid: str(net[which]) for uid, net in nets.items() if net[which] is not None}
    rows = dict(zip(images, SHAPES[tbl].rows(images.values()), strict=True))
    for uid, row in rows.items():
        if row["uid"] != uid:
            raise Damaged(f"its history calls one {tbl} by two names.")
    return rows


_Change = tuple[str, str, str | None, str | None, bytes | None, bytes | None]


def operations(
    theirs: Side, base: int, found: Since, progress: Progress = SILENT
) -> Iterator[tuple[Act, list[_Change]]]:
    """The operations after ``base`` with their changes, each proved against the chain.

    Fills the acts and the head of ``found``.
    """
    fields = ", ".join(Act._fields)
    rows = theirs.cursor.execute(
        f"SELECT first_change, digest, {fields} FROM operation WHERE seq > ? ORDER BY seq", (base,)
    ).fetchall()
    before = theirs.one("SELECT digest FROM operation WHERE seq = ?", base)
    chain = before[0] if before else b""
    changes = theirs.another()
    changes.execute(
        'SELECT operation, tbl, "row", "before", "after", before_digest, after_digest '
        "FROM change WHERE seq >= ? ORDER BY seq",
        (rows[0][0] if rows else 1 << 62,),
    )
    grouped = groupby(changes, itemgetter(0))
    following = next(grouped, None)
    for number, row in enumerate(rows):
        if number % 64 == 0:
            progress.step(number, len(rows), "Reading the copy")
        act = Act(*row[2:])
        lines: list[_Change] = []
        if following is not None and following[0] == act.seq:
            lines = [line[1:] for line in following[1]]
            following = next(grouped, None)
        if not isinstance(chain, bytes) or history.chained(chain, act, _sealed(lines)) != row[1]:
            raise Damaged(
                "its history is not as it was written; run `liveable check` on it, and ask for "
                "another copy."
            )
        chain = row[1]
        found.acts[act.seq] = act
        yield act, lines
    found.head = chain if isinstance(chain, bytes) else b""


def _sealed(lines: Iterable[_Change]) -> Iterator[Line]:
    """Changes as the chain knows them, each image held against its digest."""
    for tbl, row, before, after, was, becomes in lines:
        for image, digest in ((before, was), (after, becomes)):
            if image is not None and hashlib.sha256(image.encode()).digest() != digest:
                raise Damaged("an image in its history was changed; run `liveable check` on it.")
        yield tbl, row, was, becomes
