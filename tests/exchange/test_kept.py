"""What was decided of a merge waits in the project until the merge is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from liveable.errors import Refused
from liveable.exchange.handout import hand_out
from liveable.exchange.team import kept
from liveable.exchange.team.apply import apply
from liveable.exchange.team.kept import Before
from liveable.exchange.team.plan import plan
from liveable.exchange.team.values import Decision, MergePlan
from liveable.ops import codebook, coders
from liveable.store import check
from liveable.store.project import Project, open_project
from tests.conftest import ANN, BEN

NAMES = ("Help", "Trust", "Keys")
MINE = Decision("written", "Both, in my words", "agreed in May")


@dataclass
class Team:
    """Ann's project with three codes, and the copy of Ben, who defined each anew, as she did."""

    project: Project
    path: Path
    codes: dict[str, str]

    def compared(self) -> MergePlan:
        """The copy, compared now; its conflicts are in the order of the names."""
        found = plan(self.project, self.path)
        found.conflicts.sort(key=lambda c: NAMES.index(c.what))
        return found

    def before(self, found: MergePlan) -> Before:
        """What is brought back for a plan."""
        with self.project.reading() as session:
            return kept.before(session, found)

    def define(self, name: str, text: str) -> None:
        """Let Ben define a code once more."""
        with open_project(self.path, BEN) as copy:
            codebook.edit(copy, self.codes[name], BEN.uid, definition=text)


@pytest.fixture
def team(project: Project, tmp_path: Path) -> Team:
    coders.present(project, BEN)
    codes = {name: codebook.create(project, name, ANN.uid, definition="Old") for name in NAMES}
    made = Team(project, tmp_path / "ben.liveable", codes)
    hand_out(project, made.path, BEN.uid, ANN.uid)
    for name in NAMES:
        codebook.edit(project, codes[name], ANN.uid, definition=f"Ann's {name}")
        made.define(name, f"Ben's {name}")
    return made


def rows(path: Path) -> int:
    """How many decisions a file has."""
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("SELECT count(*) FROM decided").fetchone()[0])


def test_decisions_are_brought_back_when_the_copy_is_compared_again(team: Team) -> None:
    """With what was written and why; what was taken back is not."""
    found = team.compared()
    help_, trust, keys = (conflict.key for conflict in found.conflicts)
    kept.keep(team.project, found, {help_: Decision("theirs"), trust: MINE})
    kept.keep(team.project, found, {keys: Decision("ours"), help_: Decision("ours")})
    kept.keep(team.project, found, {keys: None, trust: Decision("theirs")})
    kept.keep(team.project, found, {trust: MINE})
    assert team.before(team.compared()) == Before({help_: Decision("ours"), trust: MINE}, 0)
    assert rows(team.project.path) == 2
    assert check.check(team.project).faults == []


def test_what_is_another_question_now_is_asked_again(team: Team) -> None:
    """A side said something else since; what nobody asks any more is not spoken of."""
    found = team.compared()
    help_, trust, keys = (conflict.key for conflict in found.conflicts)
    kept.keep(team.project, found, {key: Decision("theirs") for key in (help_, trust, keys)})
    team.define("Help", "Ben's second thought")
    codebook.edit(team.project, team.codes["Trust"], ANN.uid, definition="Ben's Trust")
    assert team.before(team.compared()) == Before({keys: Decision("theirs")}, 1)
    team.define("Help", "Ben's Help")  # as it was when it was decided
    assert team.before(team.compared()).decisions.keys() == {help_, keys}


def test_another_copys_decisions_are_not_brought_back(team: Team, tmp_path: Path) -> None:
    """Each copy has its own."""
    found = team.compared()
    kept.keep(team.project, found, {found.conflicts[0].key: MINE})
    other = Team(team.project, tmp_path / "second.liveable", team.codes)
    hand_out(team.project, other.path, BEN.uid, ANN.uid)
    other.define("Help", "Ben's Help")
    codebook.edit(team.project, team.codes["Help"], ANN.uid, definition="Ann's third")
    assert other.before(other.compared()) == Before({}, 0)


def test_a_merge_that_is_written_takes_its_decisions_with_it(team: Team) -> None:
    """In the same transaction: one that fails leaves them."""
    found = team.compared()
    decisions = {conflict.key: MINE for conflict in found.conflicts}
    kept.keep(team.project, found, decisions)
    codebook.create(team.project, "Made meanwhile", ANN.uid)
    with pytest.raises(Refused, match="worked in since"):
        apply(team.project, found, decisions, ANN.uid)
    assert rows(team.project.path) == 3
    apply(team.project, team.compared(), decisions, ANN.uid)
    assert rows(team.project.path) == 0
    assert team.project.undo(ANN.uid).label == "Merge Ben's copy"
    assert team.before(team.compared()) == Before({}, 0)
    assert check.check(team.project).faults == []


@pytest.mark.parametrize("blind", [False, True])
def test_copies_handed_out_hold_no_decisions(team: Team, tmp_path: Path, blind: bool) -> None:
    """They are the lead's own, on other people's work."""
    found = team.compared()
    kept.keep(team.project, found, {conflict.key: MINE for conflict in found.conflicts})
    path = tmp_path / "next.liveable"
    hand_out(team.project, path, BEN.uid, ANN.uid, blind=blind)
    assert rows(path) == 0
    assert MINE.text is not None
    assert MINE.text.encode() not in path.read_bytes()
