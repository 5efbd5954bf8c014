"""Copies that come back more than once, that took in each other, or the project itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.exchange.team.plan import plan
from liveable.store import check
from liveable.store.project import open_project
from tests import acts
from tests.cli.conftest import Shell
from tests.conftest import ANN, BEN
from tests.exchange.team import CEM, codes, copy_for, makes, notes, uncodes, words, work
from tests.exchange.told import brought


def test_what_is_deleted_here_stays_deleted_though_the_copy_took_it_in(
    here: Path, sh: Shell
) -> None:
    """Ben brings his copy up to date from the project; what he has from there is none of his."""
    ben = copy_for(here, BEN, codes("her bins down", "Help"))
    work(here, ANN, codes("now and then", "Lifts"), makes("Debt", definition="Money owed."))
    sh("merge", ben, here, "--coder", "Ben")
    work(here, ANN, uncodes("now and then", "Lifts"), words("Debt", definition="Owing."))
    work(ben, BEN, codes("I never ask", "Debt"))
    assert sh.json("merge", here, ben, "--dry-run")["conflicts"] == []
    assert brought(here, lambda: sh("merge", here, ben)) == (
        "+ “I never ask” is Debt (Ben)\n+ “her bins down” is Help (Ben)"
    )


def test_what_is_deleted_here_stays_deleted_though_another_copy_took_it_in(
    here: Path, sh: Shell
) -> None:
    """Cem has Ben's coding from Ben, and brings it along after the team deleted it."""
    ben = copy_for(here, BEN, codes("her bins down", "Help", memo="why?"))
    cem = copy_for(here, CEM, codes("the landing", "Keys"))
    sh("merge", cem, ben, "--coder", "Cem")
    sh("merge", here, ben)
    work(here, ANN, uncodes("her bins down", "Help"))
    assert brought(here, lambda: sh("merge", here, cem)) == "+ “the landing” is Help/Keys (Cem)"
    again = brought(here, lambda: sh("merge", here, ben))
    assert (again, sh.out) == ("", "ben.liveable: nothing new in it.\n")


@pytest.mark.parametrize("first", ["ben", "cem"])
def test_it_does_not_matter_by_which_copy_work_comes(here: Path, sh: Shell, first: str) -> None:
    """Ben's work comes in his own copy, and by Cem's, which took in some of it: once, and his."""
    ben = copy_for(here, BEN, codes("her bins down", "Help"))
    cem = copy_for(here, CEM, codes("the landing", "Keys"))
    sh("merge", cem, ben, "--coder", "Cem")
    work(ben, BEN, codes("I never ask", "Help"))
    order = (ben, cem) if first == "ben" else (cem, ben)
    assert brought(here, lambda: sh("merge", here, *order)) == (
        "+ “I never ask” is Help (Ben)\n"
        "+ “her bins down” is Help (Ben)\n"
        "+ “the landing” is Help/Keys (Cem)"
    )


def test_somebody_works_on_in_an_old_copy_beside_a_new_one(here: Path, sh: Shell) -> None:
    """Both come back, in whatever order, and nothing comes twice."""
    old = copy_for(here, BEN, codes("her bins down", "Help"))
    sh("merge", here, old)
    old = old.rename(old.with_name("old.liveable"))
    new = copy_for(here, BEN, codes("I never ask", "Help"))
    work(old, BEN, codes("the landing", "Keys"), uncodes("her bins down", "Help"))
    assert brought(here, lambda: sh("merge", here, new, old)) == (
        "- “her bins down” is Help (Ben)\n"
        "+ “I never ask” is Help (Ben)\n"
        "+ “the landing” is Help/Keys (Ben)"
    )
    assert brought(here, lambda: sh("merge", here, old, new)) == ""


def test_a_merge_can_be_taken_back_and_done_again(here: Path, sh: Shell) -> None:
    """Redo brings the rows back as they were; then the copy has nothing new, and after undo it has
    everything.
    """
    ben = copy_for(here, BEN, codes("her bins down", "Help"), notes("A thought."))
    sh("merge", here, ben)
    with open_project(here, ANN) as project:
        merged = acts.rows_of(project)
        project.undo(ANN.uid)
        assert plan(project, ben).added == {"coding": 1, "memo": 1}
        assert check.check(project).faults == []
        project.redo(ANN.uid)
        assert acts.rows_of(project) == merged
        assert check.check(project).faults == []
        assert plan(project, ben).copy.acts == 0
    assert sh("undo", here) == "Undone: Merge Ben's copy.\n"
    assert brought(here, lambda: sh("merge", here, ben)) == (
        "+ memo by Ben on the project: A thought.\n+ “her bins down” is Help (Ben)"
    )
