"""Older files are brought up to date, after a copy was put aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from liveable.errors import ReadOnly
from liveable.ops import codebook
from liveable.store import backup, check, connection, migrations, queries, schema, search
from liveable.store.migrations import Step
from liveable.store.project import open_project
from tests.conftest import ANN


def _alter(bound: Connection) -> None:
    bound.exec_driver_sql("ALTER TABLE code ADD COLUMN mood VARCHAR DEFAULT 'calm'")


def _rows(bound: Connection) -> None:
    bound.exec_driver_sql("UPDATE code SET mood = 'kind'")


STEPS: Mapping[int, Step] = {
    schema.VERSION: Step("Give codes a mood", _alter, _rows),
    schema.VERSION + 1: Step("Nothing to change", lambda bound: None),
}


def test_steps_run_in_order_and_rows_are_an_operation(project_file: Path) -> None:
    """A migration alters tables, records the rows it changes, and leaves guards that know the new
    columns.
    """
    with open_project(project_file, ANN) as project:
        code = codebook.create(project, "Help", ANN.uid)
    engine = connection.engine(project_file, "write")
    migrations.migrate(engine, schema.VERSION, STEPS, schema.VERSION + 2)
    with engine.connect() as bound:
        assert bound.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION + 2
        last = bound.exec_driver_sql(
            "SELECT kind, label, digest IS NULL FROM operation ORDER BY seq DESC LIMIT 1"
        ).one()
        assert tuple(last) == ("migration", "Give codes a mood", 0)
        image = bound.exec_driver_sql("SELECT after FROM change ORDER BY seq DESC").scalar()
        assert '"mood":"kind"' in str(image)
        assert migrations.present_triggers(bound) == migrations.triggers(bound)
        bound.rollback()
        bound.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
        bound.commit()
    engine.dispose()
    with open_project(project_file, ANN) as project:
        assert check.check(project).faults == []
        assert project.undo(ANN.uid).label == "Create code ‘Help’"
        project.redo(ANN.uid)
        with project.reading() as session:
            assert session.execute(text("SELECT uid FROM code")).scalar() == code


def test_a_failing_step_leaves_the_file_as_it_was(project_file: Path) -> None:
    """All steps are one transaction."""

    def fail(bound: Connection) -> None:
        _alter(bound)
        raise ZeroDivisionError

    engine = connection.engine(project_file, "write")
    with pytest.raises(ZeroDivisionError):
        migrations.migrate(
            engine, schema.VERSION, {schema.VERSION: Step("x", fail)}, schema.VERSION + 1
        )
    engine.dispose()
    with open_project(project_file, ANN) as project:
        assert check.check(project).sound


def test_opening_an_older_file_puts_it_aside_first(
    project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file as it was is kept as a snapshot that says before which version."""
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(migrations, "VERSION", schema.VERSION)
    taken: list[int] = []
    monkeypatch.setattr(migrations, "migrate", lambda engine, version: taken.append(version))
    with pytest.raises(ReadOnly, match="of an older version"):
        open_project(project_file, ANN, write=False)
    open_project(project_file, ANN).close()
    assert taken == [schema.VERSION - 1]
    noted = [s.note for s in backup.snapshots(project_file)]
    assert noted == [f"before version {schema.VERSION}"]


VERSION_1 = Path(__file__).with_name("version1.sql")


def _shape(path: Path) -> dict[str, Any]:
    """The tables of a file with their columns, references and indexes, and its triggers."""
    with closing(sqlite3.connect(path)) as file:

        def told(pragma: str, name: str) -> list[tuple[Any, ...]]:
            return file.execute(f'PRAGMA {pragma}("{name}")').fetchall()

        found: dict[str, Any] = {}
        for kind, name, sql in file.execute("SELECT type, name, sql FROM sqlite_schema"):
            if kind == "table":
                found[name] = told("table_xinfo", name), sorted(told("foreign_key_list", name))
            else:
                columns = told("index_xinfo", name) if kind == "index" else []
                found[f"{kind} {name}"] = " ".join((sql or "").split()), columns
        return found


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_file_becomes_one_of_today(
    tmp_path: Path, project_file: Path, version: int
) -> None:
    """Its tables, columns, indexes and guards are those of a new file, and nothing is lost."""
    path = tmp_path / "old.liveable"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(VERSION_1.read_text(encoding="utf-8"))
    engine = connection.engine(path, "write")
    migrations.migrate(engine, 1, to=version)
    engine.dispose()
    with open_project(path, ANN) as project:
        assert check.check(project).faults == []
        with project.reading() as session:
            assert [row.name for row in queries.documents(session)] == ["D01", "M01"]
            words = {excerpt.text for excerpt in queries.excerpts(session)}
            assert words == {"The wee one 😀", "It's not my place.", "It's not my place"}
            assert [hit.text for hit in search.search(session, "landing")] == ["landing"]
            assert len(search.search_notes(session, "wee")) == 1
        while (act := project.next_undo()) is not None:
            project.undo(ANN.uid, act.coder)
        with project.reading() as session:
            assert queries.documents(session) == []
            assert queries.codes(session) == []
        assert check.check(project).faults == []
    assert _shape(path) == _shape(project_file)
    (aside,) = backup.snapshots(path)
    assert aside.note == f"before version {schema.VERSION}"
