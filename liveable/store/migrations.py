"""Bringing a project file of an older version up to date, one ordered step after another.

The file is put aside first; all steps then run in one transaction. Files of a newer version are
refused: an old program cannot know what it would lose.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from liveable.errors import NewerProject, NotAProject
from liveable.store import history, search
from liveable.store.connection import driver_cursor
from liveable.store.schema import APPLICATION_ID, HISTORICAL, VERSION, Row


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: ``alter`` changes tables, ``rows`` what is in them.

    ``rows`` runs as an operation of its own, so that the history stays whole.
    """

    label: str
    alter: Callable[[Connection], None]
    rows: Callable[[Connection], None] | None = None


def _team(connection: Connection) -> None:
    """What copies and merges need: who a copy is for, what was joined, whose acts were taken in,
    what was decided of a merge under way.
    """
    for statement in (
        "ALTER TABLE handout ADD COLUMN file VARCHAR DEFAULT '' NOT NULL",
        "ALTER TABLE handout ADD COLUMN at VARCHAR DEFAULT '' NOT NULL",
        "ALTER TABLE merged ADD COLUMN report VARCHAR DEFAULT '{}' NOT NULL",
        "CREATE TABLE alias (uid VARCHAR NOT NULL, tbl VARCHAR NOT NULL, gone VARCHAR NOT NULL, "
        "kept VARCHAR NOT NULL, PRIMARY KEY (uid))",
        "CREATE INDEX alias_gone ON alias (tbl, gone)",
        "CREATE TABLE copy (uid VARCHAR NOT NULL, handout VARCHAR NOT NULL, "
        "coder VARCHAR NOT NULL, person VARCHAR, PRIMARY KEY (uid))",
        "CREATE TABLE their_operation (uid VARCHAR NOT NULL, copy VARCHAR NOT NULL, "
        "merge VARCHAR NOT NULL, seq INTEGER NOT NULL, kind VARCHAR NOT NULL, "
        "label VARCHAR NOT NULL, coder VARCHAR NOT NULL, at VARCHAR NOT NULL, undoes VARCHAR, "
        '"before" BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (uid))',
        "CREATE INDEX their_operation_merge ON their_operation (merge)",
        "CREATE TABLE their_change (operation VARCHAR NOT NULL, number INTEGER NOT NULL, "
        'tbl VARCHAR NOT NULL, "row" VARCHAR NOT NULL, before_digest BLOB, after_digest BLOB, '
        "PRIMARY KEY (operation, number)) WITHOUT ROWID",
        'CREATE TABLE decided (copy VARCHAR NOT NULL, "key" VARCHAR NOT NULL, '
        "option VARCHAR NOT NULL, text VARCHAR, why VARCHAR NOT NULL, asked VARCHAR NOT NULL, "
        'PRIMARY KEY (copy, "key")) WITHOUT ROWID',
    ):
        connection.exec_driver_sql(statement)


def _passages(connection: Connection) -> None:
    """Passages read by themselves, and what an encoder made of passages."""
    for statement in (
        "CREATE TABLE passage_read (uid VARCHAR NOT NULL, document VARCHAR NOT NULL, "
        "text_sha VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, "
        "coder VARCHAR NOT NULL, created VARCHAR NOT NULL, PRIMARY KEY (uid), "
        "CHECK (0 <= start AND start < stop), "
        "FOREIGN KEY(document) REFERENCES document (uid) ON DELETE CASCADE "
        "DEFERRABLE INITIALLY DEFERRED, "
        "FOREIGN KEY(text_sha) REFERENCES text (sha) DEFERRABLE INITIALLY DEFERRED, "
        "FOREIGN KEY(coder) REFERENCES coder (uid) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE INDEX passage_read_document ON passage_read (document, start)",
        "CREATE TABLE vector (model VARCHAR NOT NULL, passage BLOB NOT NULL, "
        "vector BLOB NOT NULL, PRIMARY KEY (model, passage))",
    ):
        connection.exec_driver_sql(statement)


STEPS: Mapping[int, Step] = {  # by the version they start from
    1: Step("Keep what teams need", _team),
    2: Step("Keep what suggestions need", _passages),
}


def build(connection: Connection) -> None:
    """Create all tables, indexes and triggers of the present version in an empty file."""
    Row.metadata.create_all(connection)
    # One open operation at a time, found at once by the triggers: all sealed ones have a digest.
    connection.exec_driver_sql(
        "CREATE UNIQUE INDEX operation_open ON operation (digest IS NULL) WHERE digest IS NULL"
    )
    for statement in search.TABLES:
        connection.exec_driver_sql(statement)
    for sql in triggers(connection).values():
        connection.exec_driver_sql(sql)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def triggers(connection: Connection) -> dict[str, str]:
    """The SQL, by name, of all triggers a file with these tables has; read off the tables
    themselves.
    """
    found: dict[str, str] = {}
    for table in HISTORICAL:
        fields = history.fields(driver_cursor(connection), table)
        found |= history.triggers(table, fields) if fields else {}
    return found


def present_triggers(connection: Connection) -> dict[str, str]:
    """The SQL, by name, of the triggers a file really has."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    return {name: sql for name, sql in rows}


def version_of(path: Path, connection: sqlite3.Connection) -> int:
    """The schema version of a file; raises NotAProject or NewerProject where it is none of ours to
    open.
    """
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID:
        raise NotAProject(f"{path.name} is not a Liveable project.")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise NewerProject(
            f"{path.name} was made by a newer Liveable (file version {version}, this program "
            f"knows {VERSION}); update the program to open it."
        )
    return version


def migrate(
    engine: Engine, version: int, steps: Mapping[int, Step] = STEPS, to: int = VERSION
) -> None:
    """Take a file from ``version`` to ``to`` in one transaction."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for number in range(version, to):
            _take(connection, steps[number])
        connection.exec_driver_sql(f"PRAGMA user_version = {to}")


def _take(connection: Connection, step: Step) -> None:
    for name in present_triggers(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    step.alter(connection)
    for sql in triggers(connection).values():
        connection.exec_driver_sql(sql)
    if step.rows is not None:
        act = history.begin(connection, step.label, "", "migration")
        step.rows(connection)
        search.refresh(connection, history.seal(connection, act).rows)
