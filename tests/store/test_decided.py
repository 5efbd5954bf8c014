"""Decisions of a merge that is not written yet are kept in the file, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from liveable.ops import codebook
from liveable.store import check, decided, history
from liveable.store.decided import Kept
from liveable.store.project import Project, open_project
from tests.conftest import ANN

OURS, OWN = Kept("ours", None, "", "1"), Kept("written", "Näh 😀\n'; --", "agreed in May", "2")


def kept(project: Project, copy: str = "copy") -> dict[str, Kept]:
    with project.reading() as session:
        return decided.kept(session, copy)


def test_decisions_are_kept_and_let_go_by_copy_and_key(project: Project) -> None:
    """A later one takes the place of an earlier one; other copies' stay as they are."""
    decided.keep(project, "copy", {"a": OURS, "b": OWN})
    decided.keep(project, "other", {"a": OWN})
    assert kept(project) == {"a": OURS, "b": OWN}
    decided.keep(project, "copy", {"a": OWN})
    assert kept(project) == {"a": OWN, "b": OWN}
    decided.forget(project, "copy", ["b", "nothing of that name"])
    assert kept(project) == {"a": OWN}
    with project.outside_history() as session:
        decided.forget_all(session, "copy")
    assert kept(project) == {}
    assert kept(project, "other") == {"a": OWN}


def test_a_decision_is_no_act(project: Project) -> None:
    """The history does not know of it: undo passes over it, check has nothing to say."""
    codebook.create(project, "Help", ANN.uid)
    heard: list[history.Changed] = []
    project.changed.append(heard.append)
    decided.keep(project, "copy", {"a": OURS})
    assert heard == []
    assert check.check(project).faults == []
    assert project.undo(ANN.uid).label == "Create code ‘Help’"
    assert kept(project) == {"a": OURS}


def test_decisions_are_there_when_the_project_is_opened_again(project_file: Path) -> None:
    """However it was left; for who may only read, nothing is kept and nothing goes."""
    with open_project(project_file, ANN) as project:
        decided.keep(project, "copy", {"a": OURS})
    with open_project(project_file, ANN, write=False) as project:
        decided.keep(project, "copy", {"a": OWN, "b": OWN})
        decided.forget(project, "copy", ["a"])
        assert kept(project) == {"a": OURS}
