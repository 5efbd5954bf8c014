"""A look at a project file without opening it as one: for lists of projects and of snapshots."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from liveable.errors import Damaged, NotAProject, NotFound
from liveable.store import connection, migrations

_SECONDS = 2  # to wait for a writer; a list must not hang on one busy file


@dataclass(frozen=True, slots=True)
class Glance:
    """What a project file holds, and its latest operation: what it was and when (local time)."""

    name: str
    documents: int
    codings: int
    label: str
    at: datetime | None


def glance(path: Path) -> Glance:
    """Read a file's own account of itself; nothing is locked, migrated or written.

    Raises NotFound, NotAProject, NewerProject or Damaged as opening it would.
    """
    if not path.is_file():
        raise NotFound(f"{path}: there is no such file.")
    with (
        connection.said_plainly(path),
        contextlib.closing(sqlite3.connect(_uri(path), uri=True, timeout=_SECONDS)) as db,
    ):
        _expect_ours(path, db)
        return _told(path, db)


def _told(path: Path, db: sqlite3.Connection) -> Glance:
    try:
        name = db.execute("SELECT name FROM project").fetchone()
        counts = db.execute("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM coding)")
        documents, codings = counts.fetchone()
        last = db.execute("SELECT label, at FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        raise Damaged(f"{path.name}: the file is damaged; restore the last snapshot.") from error
    label, at = last or ("", "")
    return Glance(name[0] if name else path.stem, documents, codings, label, _local(at))


def _uri(path: Path) -> str:
    log = path.with_name(path.name + "-wal")
    alone = not os.access(path.parent, os.W_OK) and not log.exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _expect_ours(path: Path, db: sqlite3.Connection) -> None:
    try:
        migrations.version_of(path, db)
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise NotAProject(f"{path.name} is not a Liveable project.") from error
        raise


def _local(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at).astimezone().replace(tzinfo=None)
    except ValueError:
        return None
