"""Documents and folders together."""

from __future__ import annotations

import pytest

from liveable.errors import NotFound, Refused
from liveable.ops import corpus, documents
from liveable.store import corpus as store
from liveable.store.project import Project
from tests.acts import rows_of
from tests.conftest import ANN, Add


def test_documents_and_folders_move_as_one_act(project: Project, add: Add) -> None:
    """One undo takes both back."""
    a, b = (documents.add_folder(project, name, ANN.uid) for name in "ab")
    one = add("one", "Some words")
    before = rows_of(project)
    corpus.move(project, [one], [a], b, ANN.uid)
    with project.reading() as session:
        found = store.corpus(session, ANN.uid)
    assert found.children[b] == (a, one)
    assert project.undo(ANN.uid).label == "Move 1 document and 1 folder"
    assert rows_of(project) == before


def test_a_folder_is_not_put_into_itself(project: Project) -> None:
    """Neither directly nor below."""
    a = documents.add_folder(project, "a", ANN.uid)
    b = documents.add_folder(project, "b", ANN.uid, a)
    for into in (a, b):
        with pytest.raises(Refused, match="itself"):
            corpus.move(project, [], [a], into, ANN.uid)
    with pytest.raises(NotFound):
        corpus.move(project, ["nobody"], [], None, ANN.uid)


def test_deleting_folders_takes_all_that_is_in_them_and_undo_brings_it_back(
    project: Project, add: Add
) -> None:
    """A document named and held by a deleted folder goes once."""
    a = documents.add_folder(project, "a", ANN.uid)
    b = documents.add_folder(project, "b", ANN.uid, a)
    one, two, three = add("one", "1"), add("two", "2"), add("three", "3")
    documents.move(project, [one, two], b, ANN.uid)
    before = rows_of(project)
    corpus.delete(project, [one], [b, a], ANN.uid)
    with project.reading() as session:
        found = store.corpus(session, ANN.uid)
    assert found.order == (three,)
    assert found.folders == {}
    project.undo(ANN.uid)
    assert rows_of(project) == before
