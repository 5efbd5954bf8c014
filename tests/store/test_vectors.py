"""What an encoder made of passages is kept beside the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from liveable.core.learning import Encoded, digest
from liveable.errors import ReadOnly
from liveable.exchange.handout import hand_out
from liveable.store import check, vectors
from liveable.store.project import Project, open_project
from tests.conftest import ANN

MADE = {digest(words): bytes([number, 60]) for number, words in enumerate(("she", "he", "nähe"))}


def test_vectors_are_kept_by_their_passages(project: Project) -> None:
    """Some of them, or all; one model at a time, and the history knows nothing of it."""
    with project.reading() as session:
        assert vectors.get(session, "m 1") == Encoded("m 1", {})
    vectors.put(project, Encoded("m 1", MADE))
    vectors.put(project, Encoded("m 1", {digest("he"): b"\2<"}))
    many = [digest(str(number)) for number in range(1_200)]
    with project.reading() as session:
        assert vectors.get(session, "m 1").found == MADE | {digest("he"): b"\2<"}
        some = vectors.get(session, "m 1", [*many, digest("she"), digest("she"), digest("none")])
        assert some.found == {digest("she"): b"\0<"}
        assert vectors.get(session, "m 1", []).found == {}
    vectors.put(project, Encoded("m 2", {digest("she"): b"\7<"}))
    with project.reading() as session:
        assert vectors.get(session, "m 1").found == {}
        assert vectors.get(session, "m 2").found == {digest("she"): b"\7<"}
        assert session.execute(text("SELECT count(*) FROM operation")).scalar() == 1
    assert check.check(project).sound


def test_vectors_stay_at_home(project: Project, tmp_path: Path) -> None:
    """They are in no copy; who only reads a project keeps none."""
    vectors.put(project, Encoded("m 1", MADE))
    copy = hand_out(project, tmp_path / "copy.liveable", ANN.uid, ANN.uid).path
    with open_project(copy, ANN) as other, other.reading() as session:
        assert vectors.get(session, "m 1").found == {}
    with (
        open_project(project.path, ANN, write=False) as beside,
        pytest.raises(ReadOnly, match="open for reading only"),
    ):
        vectors.put(beside, Encoded("m 1", MADE))


def test_whoever_makes_vectors_is_given_a_place(project: Project) -> None:
    """What is kept comes back whole, of whichever model; where nothing may be written, nothing is
    kept, and that is no error.
    """
    known, keep = vectors.keeping(project)
    assert known() is None
    keep(Encoded("m 1", MADE))
    assert known() == Encoded("m 1", MADE)
    with open_project(project.path, ANN, write=False) as other:
        known, keep = vectors.keeping(other)
        keep(Encoded("m 2", MADE))
        assert known() == Encoded("m 1", MADE)
