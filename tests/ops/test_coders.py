"""Coders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from liveable.errors import ReadOnly, Refused
from liveable.exchange.handout import hand_out
from liveable.ops import coders
from liveable.store import check, find
from liveable.store.project import Project, open_project
from liveable.store.team_tables import Alias
from tests import acts
from tests.conftest import ANN, BEN


def test_coders_join_by_name_and_have_colours(project: Project) -> None:
    """A new name joins once, with a colour of its own."""
    zoe = coders.named(project, "Zoë", ANN)
    assert coders.named(project, "Zoë", BEN) == zoe
    assert coders.named(project, zoe, ANN) == zoe
    assert coders.named(project, "Ann", ANN) == ANN.uid
    assert coders.named(project, "Ben", BEN) == BEN.uid
    with project.reading() as session:
        found = session.execute(text("SELECT colour FROM coder WHERE uid <> :a"), {"a": ANN.uid})
        assert len(set(found.scalars())) == 2


def test_coders_are_found_however_their_name_is_typed(project: Project) -> None:
    """Case, accents and spaces make no second person; an empty name makes none at all."""
    zoe = coders.named(project, "Zoë  Reid", ANN)
    assert coders.named(project, " zoe reid ", ANN) == zoe
    assert coders.named(project, "ANN", ANN) == ANN.uid
    assert coders.named(project, "ben", BEN) == BEN.uid
    for empty in ("", "  "):
        with pytest.raises(Refused, match="A coder needs a name"):
            coders.named(project, empty, ANN)
    with project.reading() as session:
        names = set(session.execute(text("SELECT name FROM coder")).scalars())
    assert names == {"Ann", "Ben", "Zoë Reid"}


def test_names_and_colours_are_checked(project: Project) -> None:
    """A coder keeps a name, and a colour is a colour."""
    coders.rename(project, ANN.uid, "Ann Reid", ANN.uid)
    coders.recolour(project, ANN.uid, "#00ff00", ANN.uid)
    with project.reading() as session:
        row = session.execute(text("SELECT name, colour FROM coder")).one()
    assert tuple(row) == ("Ann Reid", "#00ff00")
    with pytest.raises(Refused, match="A coder needs a name"):
        coders.rename(project, ANN.uid, " ", ANN.uid)
    with pytest.raises(Refused, match="is not a colour"):
        coders.recolour(project, ANN.uid, "green", ANN.uid)


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy handed out to somebody whom Ann calls Benjamin, opened by Ben."""
    theirs = coders.named(project, "Benjamin", ANN)
    hand_out(project, tmp_path / "copy.liveable", theirs, ANN.uid)
    with open_project(tmp_path / "copy.liveable", BEN) as opened:
        yield opened


def _benjamin(project: Project) -> str:
    with project.reading() as session:
        return find.coder(session, "Benjamin")


def test_who_claims_a_copy_is_the_coder_it_is_for(copy: Project, tmp_path: Path) -> None:
    """From then on they act as that coder, by their own name as well, and are not asked again."""
    asked = coders.unclaimed(copy, BEN)
    assert asked is not None
    assert (asked.coder_name, asked.person) == ("Benjamin", None)
    assert coders.here(copy, BEN) == BEN.uid
    before = len(acts.rows_of(copy)["coder"])
    assert coders.claim(copy, BEN) == _benjamin(copy)
    assert coders.unclaimed(copy, BEN) is None
    assert coders.here(copy, BEN) == coders.present(copy, BEN) == _benjamin(copy)
    assert coders.named(copy, "ben", BEN) == coders.named(copy, "Benjamin", BEN) == _benjamin(copy)
    assert len(acts.rows_of(copy)["coder"]) == before
    assert check.check(copy).faults == []
    copy.close()
    with open_project(tmp_path / "copy.liveable", BEN, write=False) as again:
        assert coders.here(again, BEN) == _benjamin(again)
        with pytest.raises(ReadOnly):
            coders.claim(again, ANN)


def test_who_is_somebody_else_in_a_copy_is_not_asked_again(copy: Project) -> None:
    """The lead, who is in it anyway, is not asked; nor is who has joined as themselves."""
    assert coders.unclaimed(copy, ANN) is None
    assert coders.present(copy, BEN) == BEN.uid
    assert coders.unclaimed(copy, BEN) is None
    assert coders.here(copy, BEN) == BEN.uid


def test_a_project_that_is_no_copy_cannot_be_claimed(project: Project) -> None:
    """Nobody is asked, and everybody is themselves."""
    assert coders.unclaimed(project, BEN) is None
    assert coders.here(project, BEN) == BEN.uid
    with pytest.raises(Refused, match=r"kindness.liveable is not a copy that was handed out\."):
        coders.claim(project, BEN)


def test_who_was_joined_with_another_uid_acts_under_the_one_that_is_left(project: Project) -> None:
    """A merge found that Ben is Zoë; his old uid means her, and he does not join again."""
    zoe = coders.named(project, "Zoë", ANN)
    with project.operation("Join", ANN.uid, "merge") as session:
        session.add(Alias(uid="a", tbl="coder", gone=BEN.uid, kept=zoe))
    assert coders.present(project, BEN) == zoe
    assert coders.named(project, "Ben", BEN) == zoe


def test_what_is_outside_the_history_leaves_it_alone(copy: Project) -> None:
    """Tables of the history refuse to be written there."""
    with pytest.raises(IntegrityError), copy.outside_history() as session:
        session.execute(text("UPDATE coder SET name = 'Zoë'"))
    assert check.check(copy).faults == []
