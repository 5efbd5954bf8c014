"""A look at a project file that may be anything."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from liveable.errors import Damaged, NewerProject, NotAProject, NotFound, Refused
from liveable.store.glance import glance
from liveable.store.project import open_project
from tests.conftest import ANN, Add


def test_a_glance_tells_the_name_the_counts_and_the_last_act(project_file: Path) -> None:
    seen = glance(project_file)
    assert (seen.name, seen.documents, seen.codings) == ("Kindness", 0, 0)
    assert seen.label == "Create project"
    assert seen.at is not None
    assert seen.at.tzinfo is None


def test_a_project_that_is_open_and_written_to_can_be_looked_at(
    project_file: Path, project: object, add: Add
) -> None:
    add("M01", "I made a pot of soup.")
    assert glance(project_file).documents == 1


def test_looking_leaves_the_file_and_its_folder_as_they_were(project_file: Path) -> None:
    before = project_file.read_bytes(), sorted(project_file.parent.iterdir())
    glance(project_file)
    assert (project_file.read_bytes(), sorted(project_file.parent.iterdir())) == before


def test_a_file_that_is_gone_or_a_folder_is_said_to_be(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.liveable", tmp_path):
        with pytest.raises(NotFound):
            glance(path)


@pytest.mark.parametrize("content", [b"", b"hello\n" * 400, b"SQLite format 3\0" + b"\xff" * 900])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.liveable"
    path.write_bytes(content)
    with pytest.raises(Refused):
        glance(path)


def test_another_programs_database_is_not_a_project(tmp_path: Path) -> None:
    path = tmp_path / "other.liveable"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE project (name TEXT)")
    with pytest.raises(NotAProject):
        glance(path)


def test_a_newer_file_says_so(project_file: Path) -> None:
    with contextlib.closing(sqlite3.connect(project_file)) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerProject):
        glance(project_file)


def test_a_damaged_file_says_so(project_file: Path) -> None:
    with contextlib.closing(sqlite3.connect(project_file)) as db:
        db.execute("DROP TABLE coding")
    with pytest.raises(Damaged):
        glance(project_file)


def test_a_project_can_be_opened_after_a_glance_at_it(project_file: Path) -> None:
    glance(project_file)
    with open_project(project_file, ANN) as project:
        assert project.writable
