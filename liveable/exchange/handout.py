"""Handing out a copy of a project: all of it, some documents, or without the others' codings.

The copy is a new file, into which everything is written but what is left out: that never was in
it. Images of rows left out are withheld (NULL) and their digests stay, so that the history is whole
and ``check`` proves the rest. The act of handing out is the last that both files have in common.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.progress import SILENT, Progress
from liveable.core.uid import mint
from liveable.errors import NotFound, ReadOnly, Refused
from liveable.exchange import cutting
from liveable.exchange.left_out import Scope
from liveable.store import connection, history
from liveable.store.connection import driver_cursor, said_plainly
from liveable.store.history import Act
from liveable.store.project import SUFFIX, Project
from liveable.store.schema import Coder, Document
from liveable.store.team_tables import Handout


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A copy that was made: its uid, its file, how many documents are in it, and how many rows of
    each table were left out of it.
    """

    copy: str
    path: Path
    documents: int
    left_out: dict[str, int] = field(default_factory=dict)


def expect_place(project: Project, target: Path) -> None:
    """Raise Refused, in one sentence, where no copy of the project can be made at a place."""
    if not project.writable:
        raise ReadOnly(f"{project.path.name} is open for reading only; no copy can be handed out.")
    if target.suffix != SUFFIX:
        raise Refused(f"{target.name}: a copy's file name ends in {SUFFIX}.")
    if not target.parent.is_dir():
        raise Refused(f"{target.name}: there is no folder {target.parent}.")
    if target.exists():
        what = "folder" if target.is_dir() else "file"
        raise Refused(f"{target.name}: there is a {what} of that name already.")
    if not os.access(target.parent, os.W_OK):
        raise Refused(f"{target.name}: you may not write to the folder {target.parent}.")


def hand_out(
    project: Project,
    target: Path,
    coder: str,
    by: str,
    *,
    documents: Sequence[str] | None = None,
    blind: bool = False,
    progress: Progress = SILENT,
) -> HandedOut:
    """Make a copy for a coder (a uid), of some documents (uids) or of everything.

    ``by`` is the uid of who hands it out. Of codings, verdicts, memos and marks of reading, a
    ``blind`` copy holds the coder's own alone. Raises Refused, or Cancelled; the project and the
    folder are then as they were.
    """
    expect_place(project, target)
    scope = Scope(coder, None if documents is None else tuple(dict.fromkeys(documents)), blind)
    with project.reading() as session:
        label = f"Hand out a copy to {_expected(session, scope)}"
    with _beside(target) as aside:
        cut = cutting.cut(project, aside, scope, progress)
        with project.operation(label, by, "handout") as session:
            if _head(session) != cut.head:  # somebody acted meanwhile: again, while nobody can
                cut = cutting.cut(project, aside, scope, progress)
            row = _record(session, scope, cut.head, target.name)
            _seal(aside, session, row)
            uid, copy = row.uid, row.copy
        try:
            os.replace(aside, target)
        except OSError:
            _take_back(project, uid, label, by)
            raise
    return HandedOut(copy, target, cut.documents, cut.left_out)


def _expected(session: Session, scope: Scope) -> str:
    """Whom a copy is for; raises Refused for a coder or documents that are not there."""
    coder = session.get(Coder, scope.coder)
    if coder is None:
        raise NotFound(f"There is no coder {scope.coder}.")
    if scope.documents is not None:
        if not scope.documents:
            raise Refused("A copy holds at least one document.")
        known = set(session.scalars(select(Document.uid)))
        for uid in scope.documents:
            if uid not in known:
                raise NotFound(f"There is no document {uid}.")
    return " ".join(coder.name.split())


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A hidden file beside the target to write in; gone afterwards. The world's faults are told as
    sentences.
    """
    aside = target.with_name(f".{target.name}.new")
    try:
        with said_plainly(target):
            yield aside
    except OSError as error:
        cause = f"the copy could not be written ({error.strerror})."
        raise Refused(f"{target.name}: {cause}") from error
    finally:
        for name in (aside.name, f"{aside.name}-journal"):
            target.with_name(name).unlink(missing_ok=True)


def _head(session: Session) -> str:
    """The operation before the one that is open."""
    uid: str = session.connection().exec_driver_sql(_HEAD).scalar_one()
    return uid


_HEAD = "SELECT uid FROM operation WHERE digest IS NOT NULL ORDER BY seq DESC LIMIT 1"
_OPEN = "digest IS NULL"


def _record(session: Session, scope: Scope, head: str, file: str) -> Handout:
    row = Handout(
        uid=mint(),
        copy=mint(),
        coder=scope.coder,
        scope=scope.json,
        blind=scope.blind,
        head=head,
        file=file,
        at=session.connection().exec_driver_sql(f"SELECT at FROM operation WHERE {_OPEN}").scalar(),
    )
    session.add(row)
    session.flush()
    return row


def _seal(aside: Path, session: Session, row: Handout) -> None:
    """Write the act that is open in the project in the copy as well, and which copy that is."""
    ours = driver_cursor(session.connection())
    engine = connection.engine(aside, "write")
    try:
        with engine.connect().execution_options(writes=True) as bound, bound.begin():
            theirs = driver_cursor(bound)
            act = _carry(ours, theirs, "operation", _OPEN)
            _carry(ours, theirs, "handout", "uid = ?", row.uid)
            history.seal(bound, Act(*act[: len(Act._fields)]))
            theirs.execute(
                "INSERT INTO copy (uid, handout, coder) VALUES (?, ?, ?)",
                (row.copy, row.uid, row.coder),
            )
    finally:
        engine.dispose()
    with aside.open("rb+") as file:
        os.fsync(file.fileno())


def _carry(
    ours: sqlite3.Cursor, theirs: sqlite3.Cursor, table: str, where: str, *values: str
) -> tuple[Any, ...]:
    """Write a row of one file in another; returns it."""
    ours.execute(f"SELECT * FROM {table} WHERE {where}", values)
    names = ", ".join(f'"{column[0]}"' for column in ours.description)
    row: tuple[Any, ...] = ours.fetchone()
    theirs.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", row)
    return row


def _take_back(project: Project, uid: str, label: str, by: str) -> None:
    with project.operation(f"Take back: {label}", by, "handout") as session:
        session.delete(session.get_one(Handout, uid))
