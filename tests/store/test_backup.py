"""Snapshots are whole, seen, thinned with age, and lead back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.errors import NotFound, ProjectBusy, Refused
from liveable.ops import codebook
from liveable.store import backup, check, queries
from liveable.store.backup import Snapshot
from liveable.store.project import Project, create, open_project
from tests.conftest import ANN

NOW = datetime(2025, 6, 1, 12)


def codes(path: Path) -> list[str]:
    with open_project(path, ANN, write=False) as project, project.reading() as session:
        return [code.name for code in queries.codes(session)]


def test_a_snapshot_is_a_whole_project_under_another_name(project: Project) -> None:
    """It is taken while the project is open, into a folder beside it, and is sound."""
    codebook.create(project, "Help", ANN.uid)
    made = backup.take(project.path, "before the merge", at=NOW)
    assert made.path.name == "kindness 2025-06-01 12.00.00 before the merge.snapshot"
    assert made.path.parent == project.path.with_name("kindness snapshots")
    with open_project(made.path, ANN, write=False) as copy:
        assert check.check(copy).sound
    assert codes(made.path) == ["Help"]
    assert backup.snapshots(project.path) == [made]


def test_the_routine_snapshot_waits_for_time_and_work(project: Project) -> None:
    """None is made while the last is young, nor when nothing has happened since."""
    assert backup.keep(project.path, 30, now=NOW) is not None
    codebook.create(project, "Help", ANN.uid)
    assert backup.keep(project.path, 30, now=NOW + timedelta(minutes=29)) is None
    assert backup.keep(project.path, 30, now=NOW + timedelta(minutes=31)) is not None
    assert backup.keep(project.path, 30, now=NOW + timedelta(days=3)) is None
    assert len(backup.snapshots(project.path)) == 2


def test_snapshots_of_a_neighbour_are_not_ours(tmp_path: Path, project: Project) -> None:
    """Two projects may share a folder chosen for all."""
    chosen = str(tmp_path / "backups")
    backup.take(project.path, chosen=chosen, at=NOW)
    other = tmp_path / "kindness 2.liveable"
    create(other, "Other", ANN).close()
    backup.take(other, chosen=chosen, at=NOW)
    assert len(backup.snapshots(project.path, chosen)) == 1
    assert len(backup.snapshots(other, chosen)) == 1


@given(st.lists(st.integers(0, 3 * 365 * 24 * 60), min_size=1, max_size=200))
def test_thinning_keeps_the_last_of_each_stretch(minutes: list[int]) -> None:
    """The last day stays; then days, weeks and months keep their latest; it settles at once."""
    found = [Snapshot(Path(str(m)), NOW - timedelta(minutes=m)) for m in set(minutes)]
    gone = backup.superfluous(found, NOW)
    left = [s for s in found if s not in gone]
    assert all(s in left for s in found if NOW - s.at <= timedelta(days=1))
    assert max(found, key=lambda s: s.at) in left
    assert len(left) <= 24 * 60 + 32 + 54 + 37
    for day in {s.at.date() for s in found if NOW - s.at <= timedelta(days=31)}:
        assert any(s.at.date() == day for s in left)
    assert backup.superfluous(left, NOW) == []


def test_snapshots_made_for_a_reason_are_never_thinned() -> None:
    """What was kept before a merge or a migration stays until the user deletes it."""
    found = [Snapshot(Path(str(i)), NOW - timedelta(days=900, hours=i), "why") for i in range(5)]
    assert backup.superfluous(found, NOW) == []


def test_restore_leads_back_and_puts_the_present_aside(project_file: Path) -> None:
    """The file as it was before restoring is a snapshot too, so that restoring loses nothing."""
    with open_project(project_file, ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        snapshot = backup.take(project.path)
        codebook.create(project, "Trust", ANN.uid)
    aside = backup.restore(project_file, snapshot.path, "Ann")
    assert codes(project_file) == ["Help"]
    assert aside is not None
    assert codes(aside.path) == ["Help", "Trust"]
    assert aside.note == "before restoring"


def test_restore_refuses_what_would_lose_work(project: Project, tmp_path: Path) -> None:
    """Not over an open project, not from another project, not from damage or nothing."""
    snapshot = backup.take(project.path)
    with pytest.raises(ProjectBusy):
        backup.restore(project.path, snapshot.path, "Ann")
    project.close()
    other = tmp_path / "other.liveable"
    create(other, "Other", ANN).close()
    foreign = backup.take(other)
    with pytest.raises(Refused, match="a snapshot of another project"):
        backup.restore(project.path, foreign.path, "Ann")
    snapshot.path.write_bytes(snapshot.path.read_bytes()[:5000])
    with pytest.raises(Refused, match="is damaged; choose another"):
        backup.restore(project.path, snapshot.path, "Ann")
    with pytest.raises(NotFound):
        backup.restore(project.path, tmp_path / "none.snapshot", "Ann")
    assert codes(project.path) == []


def test_a_damaged_project_is_restored_and_its_bytes_are_kept(project_file: Path) -> None:
    """Even a file SQLite cannot read is put aside before the snapshot takes its place."""
    with open_project(project_file, ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        snapshot = backup.take(project.path)
    damaged = project_file.read_bytes()[:3000] + b"\0" * 5000
    project_file.write_bytes(damaged)
    aside = backup.restore(project_file, snapshot.path, "Ann")
    assert codes(project_file) == ["Help"]
    assert aside is not None
    assert aside.path.read_bytes() == damaged


def test_a_snapshot_that_cannot_be_made_is_a_sentence(project: Project, tmp_path: Path) -> None:
    """A folder that is a file cannot take snapshots; nothing half-made stays."""
    (tmp_path / "kindness snapshots").write_text("in the way")
    with pytest.raises(Refused, match="no snapshot could be made there"):
        backup.take(project.path)
