"""Named merges, each a pitfall of other programs: the command says beforehand what it would do, and
does that.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.store import check
from liveable.store.project import Project, open_project
from tests import acts
from tests.cli.conftest import Shell
from tests.conftest import ANN
from tests.exchange.scenario import Scenario
from tests.exchange.scenarios import ALL
from tests.exchange.told import difference, told

_TWICE = re.compile(r"\b(\w+) \1\b")


@pytest.mark.parametrize("scenario", ALL, ids=lambda s: s.name)
def test_a_merge_does_what_its_dry_run_says(scenario: Scenario, here: Path, sh: Shell) -> None:
    """The plan is the one expected and writes nothing; what comes of it, as proposed or settled for
    one side, is what is expected, sound and whole, brings nothing the second time, and one undo
    takes it back to the row.
    """
    copy = scenario.play(here)
    merge = ("merge", here, copy)
    with open_project(here, ANN) as project:
        before = acts.rows_of(project)
        said = sh.json(*merge, "--dry-run")
        _expect_plan(scenario, said)
        for line in sh(*merge, "--dry-run").splitlines():
            assert not _TWICE.search(line), line
        assert acts.rows_of(project) == before
    if said["conflicts"]:
        sh(*merge, code=1)
        assert sh.err.count("Nothing was written: ") == 1
        for side, outcome in (("ours", scenario.if_ours), ("theirs", scenario.if_theirs)):
            outcome = scenario.outcome if outcome is None else outcome
            decided = partial(sh, *merge, "--decide", side)
            _expect_outcome(scenario, here, copy, outcome, decided)
        _expect_outcome(scenario, here, copy, scenario.outcome, partial(_as_proposed, here, copy))
    else:
        _expect_outcome(scenario, here, copy, scenario.outcome, partial(sh, *merge))


def _as_proposed(here: Path, copy: Path) -> None:
    with open_project(here, ANN) as project:
        apply(project, plan(project, copy), {}, ANN.uid)


def _expect_plan(scenario: Scenario, said: dict[str, Any]) -> None:
    """Hold what the command says against what it must say."""
    asked = [(c["kind"], c["what"], c["field"], c["proposed"]) for c in said["conflicts"]]
    expected = [(c.kind, c.what, c.field, c.proposed) for c in scenario.conflicts]
    assert sorted(asked) == sorted(expected)
    for conflict in said["conflicts"]:
        assert conflict["decision"] is None
        assert conflict["proposed"] in conflict["options"]
        assert re.fullmatch(r"\S.*\.", conflict["sentence"])
    assert said["added"] == scenario.added
    assert said["changed"] == scenario.changed
    assert said["deleted"] == scenario.deleted
    assert len(said["reanchored"]) == scenario.reanchored
    assert len(said["doubtful"]) == scenario.doubtful
    assert said["notes"] == list(scenario.notes)


def _expect_outcome(
    scenario: Scenario, here: Path, copy: Path, outcome: str, merge: Callable[[], object]
) -> None:
    """Merge, hold the project against what must come of it, and take the merge back."""
    with open_project(here, ANN) as project:
        rows, lines = acts.rows_of(project), told(project)
    merge()
    with open_project(here, ANN) as project:
        assert difference(lines, told(project)) == textwrap.dedent(outcome).strip()
        assert check.check(project).faults == []
        _expect_whose(project, copy)
        again = plan(project, copy)
        assert again.empty
        assert again.copy.acts == 0
        assert (acts.rows_of(project) == rows) == (not scenario.theirs)
        if scenario.theirs:
            assert project.undo(ANN.uid).kind == "merge"
            assert acts.rows_of(project) == rows


def _expect_whose(project: Project, copy: Path) -> None:
    """Every act of the copy is known as it was done there, and what came in is whose it was."""
    with open_project(copy, ANN, write=False) as theirs:
        done, found = _acts(theirs, "operation"), _made(theirs)
    known = _acts(project, "operation") | _acts(project, "their_operation")
    assert done <= known
    with project.reading() as session:
        rows = session.execute(text("SELECT gone, kept FROM alias WHERE tbl = 'coder'"))
        same = {gone: kept for gone, kept in rows}
    for uid, (coder, created) in _made(project).items():
        if uid in found:
            assert (coder, created) == (same.get(found[uid][0], found[uid][0]), found[uid][1])


def _acts(project: Project, table: str) -> set[tuple[str, str, str, str]]:
    with project.reading() as session:
        rows = session.execute(text(f"SELECT uid, coder, at, label FROM {table}"))
        return {(uid, coder, at, label) for uid, coder, at, label in rows}


def _made(project: Project) -> dict[str, tuple[str, str]]:
    """Who made each coding, memo and verdict, and when."""
    tables = ("coding", "memo", "verdict")
    with project.reading() as session:
        sql = " UNION ALL ".join(f"SELECT uid, coder, created FROM {tbl}" for tbl in tables)
        return {uid: (coder, created) for uid, coder, created in session.execute(text(sql))}


def test_the_table_has_every_pitfall() -> None:
    """Thirty and more scenarios of different names; each pitfall that is about what a merge brings
    is in one of them. (Versions, A 2.2, 10, are in test_merge_files.py; undo and report, 11, in
    every scenario.)
    """
    assert len({scenario.name for scenario in ALL}) == len(ALL) >= 30
    told_of = " ".join(scenario.pitfall for scenario in ALL)
    for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14):
        assert re.search(rf"A 2\.2, (\d+ and )?{number}\b", told_of), number
    assert "B 3, 4" in told_of
