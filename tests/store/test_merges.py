"""What was merged, whose acts came with it, and the proof of both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from liveable.core.merging import MergeReport
from liveable.ops import codebook, coders
from liveable.store import check, merges
from liveable.store.merges import Brought
from liveable.store.project import Person, Project, create
from tests.conftest import ANN, BEN
from tests.merged import copied, taken_in

CEM = Person("00000000-0000-7000-8000-00000000000c", "Cem")


def report(copy: str, acts: int = 3) -> MergeReport:
    return MergeReport("Kindness", copy, "kindness Ben.liveable", "Ann", "", "", acts)


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy of Ann's project, made after her first code, in which Ben and Cem work."""
    codebook.create(project, "Help", ANN.uid)
    with copied(project, tmp_path / "kindness Ben.liveable", BEN) as made:
        for person in (BEN, CEM):
            coders.present(made, person)
            codebook.create(made, f"Code of {person.name}", person.uid)
        codebook.create(made, "Trust", BEN.uid)
        yield made


def found(project: Project) -> list[merges.Merge]:
    with project.reading() as session:
        return merges.merges(session)


def brought(project: Project, *among: str) -> dict[str, tuple[Brought, ...]]:
    with project.reading() as session:
        return merges.brought(session, among or None)


def test_merges_that_stand_are_listed_latest_first(project: Project, copy: Project) -> None:
    """With who merged, when, and the report that was kept; one that was undone is not."""
    first = taken_in(project, copy, ANN.uid, report("Ben"))
    codebook.create(copy, "Later", BEN.uid)
    second = taken_in(project, copy, BEN.uid, report("Ben", 1))
    assert [merge.operation for merge in found(project)] == [second, first]
    later, earlier = found(project)
    assert (earlier.by, later.by, later.copy) == ("Ann", "Ben", "copy")
    assert later.report == report("Ben", 1)
    assert (later.at, later.seq) > (earlier.at, earlier.seq)
    project.undo(BEN.uid)
    assert found(project) == [earlier]
    project.redo(BEN.uid)
    assert found(project) == [later, earlier]


def test_acts_that_came_are_their_coders(project: Project, copy: Project) -> None:
    """Each act with who did it and when, latest first, and how many are whose."""
    merge = taken_in(project, copy, ANN.uid, report("Ben"))
    with project.reading() as session:
        acts = merges.their_acts(session, merge)
    assert [(act.name, act.label) for act in acts] == [
        ("Ben", "Create code ‘Trust’"),
        ("Cem", "Create code ‘Code of Cem’"),
        ("Cem", "New coder: Cem"),
        ("Ben", "Create code ‘Code of Ben’"),
        ("Ben", "New coder: Ben"),
    ]
    assert [act.at for act in acts] == sorted((act.at for act in acts), reverse=True)
    assert [act.seq for act in acts] == [7, 6, 5, 4, 3]
    assert brought(project) == {merge: (Brought("Ben", 3), Brought("Cem", 2))}
    assert brought(project, "another") == {}


def test_who_was_joined_with_another_goes_by_the_others_name(
    project: Project, copy: Project
) -> None:
    """A coder who is not here under the uid of the copy is the one a merge joined them with."""
    merge = taken_in(project, copy, ANN.uid, report("Ben"))
    with project.operation("Join coders", ANN.uid) as session:
        run = session.connection().exec_driver_sql
        run("INSERT INTO alias VALUES ('1', 'coder', ?, 'between')", (CEM.uid,))
        run("INSERT INTO alias VALUES ('2', 'coder', 'between', ?)", (BEN.uid,))
        run("DELETE FROM coder WHERE uid = ?", (CEM.uid,))
    assert brought(project, merge) == {merge: (Brought("Ben", 5),)}
    with project.reading() as session:
        assert {act.name for act in merges.their_acts(session, merge)} == {"Ben"}
    with project.operation("Join in a circle", ANN.uid) as session:
        run = session.connection().exec_driver_sql
        run("UPDATE alias SET kept = ? WHERE uid = '2'", (CEM.uid,))
    assert brought(project, merge) == {merge: (Brought("Ben", 3), Brought("", 2))}


def test_a_report_that_cannot_be_read_leaves_the_merge_in_the_list(project: Project) -> None:
    """What another version wrote there is passed over."""
    with project.operation("Merge", ANN.uid, "merge") as session:
        run = session.connection().exec_driver_sql
        run(
            "INSERT INTO merged SELECT '1', 'copy', '', uid, '[]' FROM operation "
            "WHERE digest IS NULL"
        )
    assert [merge.report.copy for merge in found(project)] == [""]


def test_acts_that_came_are_proved(project: Project, copy: Project) -> None:
    """Over several rounds, and when the merge was undone; they are counted."""
    taken_in(project, copy, ANN.uid, report("Ben"))
    codebook.create(copy, "Later", BEN.uid)
    taken_in(project, copy, ANN.uid, report("Ben"))
    proved = check.check(project)
    assert (proved.faults, proved.theirs) == ([], 6)
    project.undo(ANN.uid)
    assert check.check(project).faults == []


DAMAGE = {
    "a label": "UPDATE their_operation SET label = 'Nothing' WHERE seq = 6",
    "no text": "UPDATE their_operation SET label = CAST(x'ff' AS TEXT) WHERE seq = 6",
    "whose it is": "UPDATE their_operation SET coder = 'x' WHERE seq = 6",
    "a digest": "UPDATE their_operation SET digest = x'00' WHERE seq = 6",
    "a digest of another type": "UPDATE their_operation SET digest = 5 WHERE seq = 6",
    "what came before": "UPDATE their_operation SET before = 'x' WHERE seq = 6",
    "a row": "UPDATE their_change SET row = 'x' WHERE operation IN "
    "(SELECT uid FROM their_operation WHERE seq = 6)",
    "an image's digest": "UPDATE their_change SET after_digest = 'x' WHERE operation IN "
    "(SELECT uid FROM their_operation WHERE seq = 6)",
    "a change less": "DELETE FROM their_change WHERE operation IN "
    "(SELECT uid FROM their_operation WHERE seq = 6)",
    "a change more": "INSERT INTO their_change SELECT uid, 9, 'code', 'x', NULL, NULL "
    "FROM their_operation WHERE seq = 6",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_altered_act_of_a_copy_is_named(project: Project, copy: Project, damage: str) -> None:
    """Whatever of it is altered."""
    taken_in(project, copy, ANN.uid, report("Ben"))
    faults = damaged(project, DAMAGE[damage])
    assert len(faults) in (1, 2)
    assert faults[0].startswith("Operation 6 (‘")
    assert "which came with a merge, is not as it was written." in faults[0]


def test_an_act_missing_from_a_copy_is_noticed(project: Project, copy: Project) -> None:
    """The one after it has nothing to follow, and its changes have no act."""
    taken_in(project, copy, ANN.uid, report("Ben"))
    faults = damaged(project, "DELETE FROM their_operation WHERE seq = 6")
    assert len(faults) == 2
    assert faults[0].startswith("What came before Operation 7 (‘Create code ‘Trust’’")
    assert faults[1] == "1 changes of merged copies belong to no act: one was removed."


def test_a_project_with_a_history_of_its_own_begins_with_nothing(
    project: Project, tmp_path: Path
) -> None:
    """Its first act follows none."""
    with create(tmp_path / "other.liveable", "Other", BEN) as other:
        taken_in(project, other, ANN.uid, report("other"))
    proved = check.check(project)
    assert (proved.faults, proved.theirs) == ([], 1)


def damaged(project: Project, sql: str) -> list[str]:
    """The faults found after a statement run behind the project's back."""
    with closing(sqlite3.connect(project.path)) as db, db:
        assert db.execute(sql).rowcount == 1
    return check.check(project).faults
