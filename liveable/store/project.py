"""A project file, open: acts go in through ``operation``, readers look through ``reading``."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Session  # what reading and operation hand out

from liveable.core.uid import mint
from liveable.errors import Conflict, Damaged, NotAProject, NotFound, ReadOnly, Refused
from liveable.store import backup, connection, history, migrations, places, schema, search
from liveable.store.connection import driver_cursor
from liveable.store.history import Act, Changed, Kind
from liveable.store.lock import Holder, Lock

SUFFIX = ".liveable"


@dataclass(frozen=True, slots=True)
class Person:
    """Who works: a uid kept in their own settings, and a name."""

    uid: str
    name: str


class Project:
    """One open project. ``changed`` holds what is told of every operation once it is committed.

    ``notices`` are sentences for the user: an unclean close, a conflict copy beside the file.
    """

    def __init__(self, path: Path, engine: Engine, lock: Lock | None) -> None:
        self.path = path
        self.changed: list[Callable[[Changed], None]] = []
        self.notices: list[str] = []
        self._engine = engine
        self._lock = lock
        self._writing = threading.RLock()

    @property
    def writable(self) -> bool:
        """Whether this process may write to the project."""
        return self._lock is not None

    @property
    def left_behind(self) -> Holder | None:
        """Who had the project last without closing it."""
        return self._lock.left_behind if self._lock else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees the project as it was when it began to look."""
        with connection.said_plainly(self.path), Session(self._engine) as session:
            yield session

    @contextmanager
    def operation(
        self, label: str, coder: str, kind: Kind = "act", undoes: str | None = None
    ) -> Iterator[Session]:
        """One named act of ``coder`` (a uid) in one transaction: all of it is kept, or nothing.

        An act that changed nothing leaves no trace. May be used from any thread, one at a time.
        """
        if not self.writable:
            raise ReadOnly(f"{self.path.name} is open for reading only.")
        changed = None
        with self._writing, connection.said_plainly(self.path), self._transaction(kind) as bound:
            act = history.begin(bound, label, coder, kind, undoes)
            with Session(bound, join_transaction_mode="rollback_only") as session:
                yield session
                session.flush()
            changed = history.seal(bound, act)
            if changed.rows:
                search.refresh(bound, changed.rows)
            else:
                bound.rollback()
        if changed is not None and changed.rows:
            for tell in list(self.changed):
                tell(changed)

    @contextmanager
    def _transaction(self, kind: Kind) -> Iterator[Connection]:
        bound = self._engine.connect().execution_options(writes=True)
        try:
            with bound:
                bound.begin()
                yield bound
                if bound.in_transaction():
                    bound.commit()
        except IntegrityError as error:
            if kind not in ("undo", "redo"):
                raise
            raise Conflict(
                "That cannot be taken back: other work was built on it since."
            ) from error

    @contextmanager
    def outside_history(self) -> Iterator[Session]:
        """A transaction on the tables that are no part of the history; others cannot be written."""
        if not self.writable:
            raise ReadOnly(f"{self.path.name} is open for reading only.")
        with self._writing, connection.said_plainly(self.path), Session(self._engine) as session:
            session.connection(execution_options={"writes": True})
            yield session
            session.commit()

    def next_undo(self, coder: str | None = None) -> Act | None:
        """What ``undo`` would take back: the latest standing act of a coder, or of anybody."""
        with self.reading() as session:
            return history.next_undo(session.connection(), coder)

    def next_redo(self, coder: str | None = None) -> Act | None:
        """The undo that ``redo`` would take back."""
        with self.reading() as session:
            return history.next_redo(session.connection(), coder)

    def undo(self, coder: str, whose: str | None = None) -> Act:
        """Take back the latest act of ``whose`` (of ``coder``, if not given); says which it was.

        Raises NotFound when there is none, and Conflict when work was built on it since.
        """
        act = self.next_undo(whose or coder)
        if act is None:
            raise NotFound("There is nothing to undo.")
        self._invert(act, coder, f"Undo: {act.label}", "undo")
        return act

    def redo(self, coder: str, whose: str | None = None) -> Act:
        """Do again what the latest undo took back; says which undo that was."""
        undo = self.next_redo(whose or coder)
        if undo is None:
            raise NotFound("There is nothing to redo.")
        self._invert(undo, coder, f"Redo: {undo.label.removeprefix('Undo: ')}", "redo")
        return undo

    def _invert(self, act: Act, coder: str, label: str, kind: Kind) -> None:
        with self.operation(label, coder, kind, undoes=act.uid) as session:
            history.invert(session.connection(), act)

    def close(self) -> None:
        """Fold the write-ahead log back into the one file and let the project go."""
        self._engine.dispose()
        if self._lock is not None:
            with contextlib.suppress(Refused), connection.said_plainly(self.path):
                _fold(self.path)
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def create(path: Path, name: str, person: Person, journal: str = "auto") -> Project:
    """Make a new, empty project file and open it; its first operation is its own creation.

    The file is built aside and appears whole. Raises Refused where something of that name is there
    already.
    """
    if path.suffix != SUFFIX:
        raise Refused(f"{path.name}: a project's file name ends in {SUFFIX}.")
    if not path.parent.is_dir():
        raise Refused(f"{path.name}: there is no folder {path.parent}.")
    lock = Lock(path, person.name)
    try:
        if path.exists():
            what = "folder" if path.is_dir() else "file"
            raise Refused(f"{path.name}: there is a {what} of that name already.")
        with connection.said_plainly(path):
            _build(path, name, person)
        return _opened(path, lock, journal)
    except BaseException:
        lock.release()
        raise


def _build(path: Path, name: str, person: Person) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    aside.touch()
    engine = connection.engine(aside, "write")
    try:
        with engine.connect().execution_options(writes=True) as bound, bound.begin():
            migrations.build(bound)
            act = history.begin(bound, "Create project", person.uid, "create")
            with Session(bound, join_transaction_mode="rollback_only") as session:
                session.add(schema.Project(uid=mint(), name=name))
                session.add(schema.Coder(uid=person.uid, name=person.name))
                session.flush()
            history.seal(bound, act)
        engine.dispose()
        os.replace(aside, path)
    finally:
        engine.dispose()
        aside.unlink(missing_ok=True)


def open_project(
    path: Path, person: Person, *, write: bool = True, journal: str = "auto", verify: bool = True
) -> Project:
    """Open a project file, for writing (then nobody else can) or for reading beside a writer.

    ``journal`` is "auto" (by the place the file lies in), "wal" or "rollback". With ``verify`` the
    history's last digest and its triggers must be right; without, a damaged project can be looked
    at and checked.
    """
    _expect_database(path)
    if not write:
        return _opened(path, None, journal, verify)
    if not os.access(path, os.W_OK):
        raise ReadOnly(f"{path.name} cannot be written to; copy the project to a folder of yours.")
    lock = Lock(path, person.name)
    try:
        return _opened(path, lock, journal, verify)
    except BaseException:
        lock.release()
        raise


def _expect_database(path: Path) -> None:
    if not path.exists():
        raise NotFound(f"{path}: there is no such file.")
    if path.is_dir():
        raise NotAProject(f"{path} is a folder, not a project.")
    # Only SQLite may open the file: where this process has the project open already, closing it in
    # any other way would let go of SQLite's locks, and the next reader would remove the log.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as looked_at:
            looked_at.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError as error:
        if "unable to open" in str(error):
            raise NotAProject(f"{path.name}: the file cannot be read.") from error
        if "not a database" in str(error):
            raise NotAProject(f"{path.name} is not a Liveable project.") from error


def _opened(path: Path, lock: Lock | None, journal: str, verify: bool = True) -> Project:
    with connection.said_plainly(path):
        engine = connection.engine(path, _mode(path, lock is not None))
        try:
            _prepare(path, engine, journal if lock else None)
            project = Project(path, engine, lock)
            if verify:
                _verify(project)
        except BaseException:
            engine.dispose()
            raise
    project.notices += _notices(project)
    return project


def _mode(path: Path, write: bool) -> connection.Mode:
    if write:
        return "write"
    follows = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    log = path.with_name(path.name + "-wal")
    return "read" if follows or log.exists() else "immutable"


def _prepare(path: Path, engine: Engine, journal: str | None) -> None:
    """Look at the version, bring an older file up to date, set the journal (None: look only)."""
    raw = engine.raw_connection()
    try:
        driver = raw.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        version = migrations.version_of(path, driver)
        if version < schema.VERSION and journal is None:
            raise ReadOnly(f"{path.name} is of an older version; open it once for writing.")
        if version < schema.VERSION:
            backup.put_aside(path, f"before version {schema.VERSION}")
            migrations.migrate(engine, version)
        if journal is not None:
            driver.execute(f"PRAGMA journal_mode = {places.journal_mode(path, journal)}")
    finally:
        raw.close()


def _verify(project: Project) -> None:
    with project.reading() as session:
        bound = session.connection()
        if not history.last_is_sound(bound):
            raise Damaged(
                f"{project.path.name}: its history was changed from outside; run `liveable check`, "
                "and restore a snapshot if need be."
            )
        if project.writable and migrations.present_triggers(bound) != migrations.triggers(bound):
            raise Damaged(
                f"{project.path.name}: the guards of its history were changed from outside; "
                "restore a snapshot."
            )


def _notices(project: Project) -> list[str]:
    found = []
    if project.left_behind is not None:
        found.append(
            f"{project.path.name} was not closed properly ({project.left_behind}). Everything "
            "committed is here; `liveable check` proves it."
        )
    for copy in places.conflict_names(project.path):
        if copy_of(project, copy):
            found.append(
                f"{copy.name} beside this project is a conflict copy left by a sync program. "
                "Neither file was changed; Team → Merge a copy… brings them together."
            )
    return found


def copy_of(project: Project, other: Path) -> bool:
    """Whether another file holds the same project (perhaps at another point of its history), and is
    not a copy of it that was handed out.
    """
    with project.reading() as session:
        mine = _which(driver_cursor(session.connection()))
    try:
        uri = f"{other.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as looked_at:
            return _which(looked_at.cursor()) == mine
    except sqlite3.Error:
        return False


def _which(cursor: sqlite3.Cursor) -> list[str]:
    """Which project a file holds and, where it is one, which copy of it."""
    copies = "SELECT 1 FROM sqlite_schema WHERE name = 'copy'"  # files of version 1 know of none
    tables = ("project", "copy") if cursor.execute(copies).fetchone() else ("project",)
    return [uid for table in tables for (uid,) in cursor.execute(f"SELECT uid FROM {table}")]


def _fold(path: Path) -> None:
    """Make one file of the project again; where others still read, SQLite leaves it for the last
    one.
    """
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as last:
        last.execute("PRAGMA journal_mode = DELETE")
