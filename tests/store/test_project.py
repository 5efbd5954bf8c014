"""Opening, locking, refusing and closing project files."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.errors import (
    Conflict,
    DiskFull,
    NewerProject,
    NotAProject,
    NotFound,
    ProjectBusy,
    ReadOnly,
    Refused,
)
from liveable.ops import codebook, coders, codings, documents
from liveable.store import check, lock, queries, schema
from liveable.store.project import Person, Project, create, open_project
from tests.conftest import ANN, BEN, Add

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_project_is_one_file_when_closed(tmp_path: Path) -> None:
    """Nothing lies beside a closed project, and it says what it is."""
    path = tmp_path / "p.liveable"
    with create(path, "P", ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        assert path.with_name("p.liveable-wal").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["p.liveable"]
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()


def test_creating_never_overwrites(project_file: Path) -> None:
    """A file of that name, or a wrong name, is refused and nothing is left behind."""
    before = project_file.read_bytes()
    with pytest.raises(Refused, match="there is a file of that name already"):
        create(project_file, "P", ANN)
    with pytest.raises(Refused, match=r"ends in \.liveable"):
        create(project_file.with_suffix(".db"), "P", ANN)
    with pytest.raises(Refused, match="there is no folder"):
        create(project_file.parent / "no" / "p.liveable", "P", ANN)
    assert project_file.read_bytes() == before
    assert [p.name for p in project_file.parent.iterdir()] == [project_file.name]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (None, NotFound, "there is no such file"),
        (b"", NotAProject, "is not a Liveable project"),
        (b"Interviewer: hello", NotAProject, "is not a Liveable project"),
    ],
)
def test_what_is_no_project_is_refused(
    tmp_path: Path, content: bytes | None, error: type[Exception], words: str
) -> None:
    """A missing, empty or foreign file is refused in a sentence naming it."""
    path = tmp_path / "x.liveable"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=f"x.liveable.*{words}"):
        open_project(path, ANN)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """SQLite alone does not make a project."""
    path = tmp_path / "x.liveable"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    with pytest.raises(NotAProject):
        open_project(path, ANN)
    assert not lock.lock_file(path).exists()


def test_a_newer_file_is_refused_and_left_alone(project_file: Path) -> None:
    """A file from a newer version is not opened, neither to write nor to read."""
    with sqlite3.connect(project_file) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = project_file.read_bytes()
    for write in (True, False):
        with pytest.raises(NewerProject, match=r"made by a newer Liveable.*update the program"):
            open_project(project_file, ANN, write=write)
    assert project_file.read_bytes() == before


def test_a_second_writer_is_told_who_has_it(project: Project) -> None:
    """One writer at a time, here and in another process; readers are let in."""
    with pytest.raises(ProjectBusy, match="open in another Liveable \\(Ann on "):
        open_project(project.path, BEN)
    with open_project(project.path, BEN, write=False) as reader, reader.reading() as session:
        assert queries.history(session)[0].label == "Create project"
        with pytest.raises(ReadOnly), reader.operation("Try", BEN.uid):
            pass


OPEN_AND_DIE = """
import os, signal, sys
from pathlib import Path
from liveable.ops import codebook, coders, codings, documents
from liveable.store.project import Person, open_project
project = open_project(Path(sys.argv[1]), Person("ann", "Ann"))
codebook.create(project, "Committed", "ann")
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_process_loses_nothing_and_is_spoken_of(project_file: Path) -> None:
    """After kill -9 the next opening has what was committed and says the close was not proper."""
    killed = subprocess.run(
        [sys.executable, "-c", OPEN_AND_DIE, str(project_file)], capture_output=True, check=False
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"done\n")
    with open_project(project_file, BEN) as project:
        assert "was not closed properly (Ann on " in project.notices[0]
        with project.reading() as session:
            assert [code.name for code in queries.codes(session)] == ["Committed"]
        assert check.check(project).sound
    with open_project(project_file, BEN) as project:
        assert project.notices == []


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(project: Project) -> None:
    """When the file cannot grow, the act is refused whole and the project goes on."""
    code = codebook.create(project, "Help", ANN.uid)
    engine = project._engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    for raw in _connections(project):
        raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="no room left on the disk; nothing of this change"):
        codebook.edit(project, code, ANN.uid, definition="long " * 100_000)
    for raw in _connections(project):
        raw.execute("PRAGMA max_page_count = 1000000")
    codebook.edit(project, code, ANN.uid, definition="short")
    assert check.check(project).sound


def _connections(project: Project) -> list[sqlite3.Connection]:
    """The driver's connections a project holds in its pool (one, when nobody else works)."""
    raw = project._engine.raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    raw.close()
    return [driver]


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_read_only_folder_is_read_from(project_file: Path) -> None:
    """A project on a read-only medium can be read; writing is refused in a sentence."""
    folder = project_file.parent
    folder.chmod(0o555)
    project_file.chmod(0o444)
    try:
        with pytest.raises(ReadOnly, match="cannot be written to"):
            open_project(project_file, ANN)
        with open_project(project_file, ANN, write=False) as project:
            assert check.check(project).sound
    finally:
        folder.chmod(0o755)
        project_file.chmod(0o644)


def test_a_folder_where_no_lock_can_be_made_is_read_from(
    project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, told by the system's answers instead of its permissions (root has all of them)."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadOnly, match="cannot be written to"):
        open_project(project_file, ANN)
    with open_project(project_file, ANN, write=False) as project:
        assert project._engine.url is not None
        assert check.check(project).sound


def test_two_people_of_one_name_stay_two(project: Project) -> None:
    """Identity is the uid of a person's settings, never the name."""
    from liveable.ops import coders

    twin = Person("another-ann", "Ann")
    assert coders.present(project, twin) == "another-ann"
    with project.reading() as session:
        assert coders.namesakes(session, "another-ann") == 1
    assert coders.named(project, "Ann", twin) == "another-ann"
    with pytest.raises(Refused, match="There are 2 coders called ‘Ann’"):
        coders.named(project, "Ann", BEN)


def test_a_conflict_copy_is_pointed_at(project_file: Path) -> None:
    """A sync program's copy of the same project is named; a stranger's file is not."""
    copy = project_file.with_name("kindness (Ben's conflicted copy 2025-03-04).liveable")
    shutil.copyfile(project_file, copy)
    other = project_file.with_name("kindness (1).liveable")
    create(other, "Another", ANN).close()
    with open_project(project_file, ANN) as project:
        assert len(project.notices) == 1
        assert project.notices[0].startswith(copy.name)
        assert "conflict copy left by a sync program" in project.notices[0]
        assert "Merge a copy…" in project.notices[0]


def test_in_a_synced_folder_there_is_no_log_beside_the_file(
    tmp_path: Path, project_file: Path
) -> None:
    """A rollback journal is used where a sync program might carry off half of a project."""
    synced = tmp_path / "Dropbox" / "study"
    synced.mkdir(parents=True)
    path = synced / "p.liveable"
    shutil.copyfile(project_file, path)
    with open_project(path, ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        assert {p.name for p in synced.iterdir()} == {"p.liveable", ".p.liveable.lock"}
    with open_project(path, ANN, journal="wal") as project:
        codebook.create(project, "Trust", ANN.uid)
        assert path.with_name("p.liveable-wal").exists()


def test_foreign_triggers_are_refused(project_file: Path) -> None:
    """A file whose guards were tampered with is not opened for work."""
    with sqlite3.connect(project_file) as db:
        db.execute("CREATE TRIGGER evil AFTER INSERT ON coding BEGIN DELETE FROM text; END")
    db.close()
    with pytest.raises(Refused, match="guards of its history were changed"):
        open_project(project_file, ANN)


def test_a_writer_in_another_thread_is_waited_for(project: Project) -> None:
    """Acts from several threads queue up; each is whole."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        uids = list(pool.map(lambda i: codebook.create(project, f"Code {i}", ANN.uid), range(24)))
    with project.reading() as session:
        assert {code.uid for code in queries.codes(session)} == set(uids)
        assert session.execute(text("SELECT count(*) FROM operation")).scalar() == 25
    assert check.check(project).sound


@pytest.mark.skipif(sys.platform == "win32", reason="locks are bound to files there")
def test_looking_at_a_project_that_is_open_keeps_its_log(project: Project) -> None:
    """Opened once more in this process (to be compared with itself, say), and then read by another
    program, the project still writes to a log that is there.
    """
    codebook.create(project, "Before", ANN.uid)
    for _ in range(2):
        open_project(project.path, BEN, write=False).close()
    command = [sys.executable, "-m", "liveable", "codes", str(project.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Before" in said
    assert project.path.with_name(f"{project.path.name}-wal").exists()
    codebook.create(project, "After", ANN.uid)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "After" in said


def test_an_undo_that_cannot_be_leaves_the_project_usable(project: Project, add: Add) -> None:
    """Codings cannot come back into a document that somebody deleted since; all else goes on."""
    document, ben = add("M01", "It was not my place."), coders.present(project, BEN)
    code = codebook.create(project, "Help", ANN.uid)
    codings.code_passage(project, document, Span(0, 6), code, ANN.uid)
    codebook.delete(project, code, ANN.uid)
    documents.delete(project, [document], ben)
    for _ in range(2):
        with pytest.raises(Conflict, match="built on it since"):
            project.undo(ANN.uid)
        assert project.next_undo(ANN.uid) is not None
    assert codebook.create(project, "Care", ANN.uid)
    assert check.check(project).faults == []
