"""Copies in which others than here were put right to speak."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from liveable.core.intake import Rules
from liveable.core.transcript import Transcript
from liveable.ops import reread
from liveable.store import check
from liveable.store.project import open_project
from liveable.store.schema import Document
from tests.cli.conftest import Shell
from tests.conftest import ANN, BEN
from tests.exchange.team import Act, codes, copy_for, work

NOBODY = Rules(nobody=frozenset({"moira"}))
A_PERSON = Rules(people={"moira": "MOIRA"})


def says(label: str, rules: Rules) -> Act:
    """Put a speaker right in all documents."""
    return lambda d: reread.put_speaker_right(d.project, label, rules, d.me)


def division(path: Path) -> dict[str, Transcript]:
    """Who speaks where in each document, in a file without a fault."""
    with open_project(path, ANN) as project:
        assert check.check(project).faults == []
        with project.reading() as session:
            names = session.execute(select(Document.uid, Document.name)).all()
            return {name: reread.as_transcript(session, uid) for uid, name in names}


def test_the_same_said_on_both_sides_comes_once(here: Path, sh: Shell) -> None:
    """Speakers and turns that both sides told for themselves are one; undo takes it back."""
    before = division(here)
    work(here, ANN, says("MOIRA", NOBODY))
    ben = copy_for(here, BEN, says("MOIRA", A_PERSON), codes("her bins down", "Help"))
    work(here, ANN, says("MOIRA", A_PERSON))
    assert division(here) == before
    sh("merge", here, ben)
    assert division(here) == before
    assert "Ben  Help" in sh("codings", here)
    sh("undo", here)
    assert division(here) == before


def test_what_each_side_put_right_of_a_text_is_one_division(here: Path, sh: Shell) -> None:
    """No turn lies over another, and every one has words."""
    work(here, ANN, says("MOIRA", NOBODY))
    ben = copy_for(here, BEN, says("MOIRA", A_PERSON))
    work(here, ANN, says("INT", Rules({"int": "participant"})))
    sh("merge", here, ben)
    merged = division(here)["M01"]
    assert [(who.label, who.role, who.turns) for who in merged.speakers] == [
        ("INT", "participant", 2), ("MOIRA", "participant", 2),
    ]  # fmt: skip
    last = 0
    for turn in merged.turns:
        assert last <= turn.start <= turn.speech < turn.stop
        last = turn.stop
