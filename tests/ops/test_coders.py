"""Coders."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from liveable.errors import Refused
from liveable.ops import coders
from liveable.store.project import Project
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
