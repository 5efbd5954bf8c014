"""How a project file is spoken to: the engine, what every connection is told, and faults as
sentences.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from liveable.errors import Damaged, DiskFull, ProjectBusy, ProjectRefused, ReadOnly
from liveable.store.schema import Row

Mode = Literal["write", "read", "immutable"]
BUSY_SECONDS = 10


def sha256(value: str | None) -> bytes | None:
    """The digest of an image; the history's triggers call it as an SQL function."""
    return None if value is None else hashlib.sha256(value.encode()).digest()


def engine(path: Path, mode: Mode) -> Engine:
    """An engine on a file that exists.

    ``immutable`` reads a file that nobody can write, on a read-only medium; the others follow a
    writer's changes.
    """
    query = {"write": "mode=rw", "read": "mode=rw", "immutable": "mode=ro&immutable=1"}[mode]
    uri = f"{path.absolute().as_uri()}?{query}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4)

    @event.listens_for(made, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        prepare(connection)
        if mode != "write":
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(made, "checkin")
    def _let_go(connection: sqlite3.Connection | None, _record: object) -> None:
        """A commit that SQLite refuses, as for a reference to nothing, leaves its transaction open,
        and SQLAlchemy takes it for closed: every later act would find the project locked.
        """
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return made


def prepare(connection: sqlite3.Connection) -> None:
    """Tell a connection what every connection of ours is told."""
    connection.create_function("sha256", 1, sha256, deterministic=True)
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "synchronous = FULL",
        "trusted_schema = ON",  # the history's triggers call sha256(); they are compared on opening
        "cache_size = -16000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn the database's faults that are the world's into one sentence naming the project."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        refused = _refusal(path, error)
        if refused is None:
            raise
        raise refused from error


def _refusal(path: Path, error: Exception) -> ProjectRefused | None:
    if isinstance(error, IntegrityError | sqlite3.IntegrityError):
        return None
    if not isinstance(error, OperationalError | DatabaseError | sqlite3.DatabaseError):
        return None
    words = str(error).lower()
    for sign, kind, cause in _FAULTS:
        if sign in words:
            return kind(f"{path.name}: {cause}")
    return None


_FAULTS: tuple[tuple[str, type[ProjectRefused], str], ...] = (
    ("is full", DiskFull, "there is no room left on the disk; nothing of this change was written."),
    ("readonly", ReadOnly, "the file cannot be written to."),
    ("is locked", ProjectBusy, "another program is using the file; try again in a moment."),
    (
        "unable to open",
        ReadOnly,
        "the file cannot be opened; check that it is there and that you may write to its folder.",
    ),
    ("disk i/o", Damaged, "the disk reported an error; nothing of this change was written."),
    ("malformed", Damaged, "the file is damaged; restore the last snapshot."),
    ("not a database", Damaged, "the file is damaged; restore the last snapshot."),
)


def driver_cursor(connection: Connection) -> sqlite3.Cursor:
    """The driver's own cursor, for statements that run thousands of times or touch as many rows."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.cursor()


def add_many(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows of one kind at once; each mapping has a value for the same columns.

    Goes to the driver directly: for 100,000 codings SQLAlchemy's share would be a third of the
    time.
    """
    if values:
        names = list(values[0])
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        driver_cursor(session.connection()).executemany(
            f'INSERT INTO "{row.__tablename__}" ({columns}) VALUES ({marks})',
            map(itemgetter(*names), values),
        )
