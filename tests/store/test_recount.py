"""Counts kept up to date are the counts one would count."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import codebook, codings, documents
from liveable.store import queries
from liveable.store.history import Changed
from liveable.store.project import Project, create
from liveable.store.recount import counted, recounted
from tests.conftest import ANN, Add, original, transcript


def test_only_acts_on_codings_are_followed(project: Project, add: Add) -> None:
    """A new code, say, is a reason to read the codebook again."""
    heard: list[Changed] = []
    project.changed.append(heard.append)
    code = codebook.create(project, "Help", ANN.uid)
    document = add("M01", "Ann: some words to code")
    codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    with project.reading() as session:
        rows, head = counted(session)
        assert head == heard[-1].operation.seq
        assert [recounted(session, rows, c) is not None for c in heard] == [False, False, True]


_KINDS = ("Code ", "Remove ", "Recode ")


@pytest.fixture(scope="module")
def project_of_three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A document and three codes, one below another; kept from one example to the next."""
    path = tmp_path_factory.mktemp("recount") / "p.liveable"
    with create(path, "Three", ANN) as project:
        top = codebook.create(project, "Help", ANN.uid)
        codebook.create(project, "Lifts", ANN.uid, top)
        codebook.create(project, "Doors", ANN.uid)
        made = transcript("Ann: some words to code")
        documents.add(project, made, original("words.txt", b"words"), ANN.uid)
        yield project


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_counts_kept_are_counts_counted(project_of_three: Project, seed: int) -> None:
    """Over coding, removing, recoding, undo and redo in any order."""
    project, chance = project_of_three, random.Random(seed)
    with project.reading() as session:
        kept, _ = counted(session)
        document = queries.documents(session)[0].uid

    def follow(changed: Changed) -> None:
        nonlocal kept
        with project.reading() as session:
            found = recounted(session, kept, changed)
        assert found is not None
        kept = found

    project.changed.append(follow)
    codes = list(kept)
    for _ in range(12):
        with project.reading() as session:
            present = [row.uid for row in queries.codings(session)]
        start = chance.randrange(15)
        try:
            match chance.choice(("code", "uncode", "recode", "undo", "redo")):
                case "code":
                    span = Span(start, start + 3)
                    codings.code_passage(project, document, span, chance.choice(codes), ANN.uid)
                case "uncode" if present:
                    codings.uncode(project, [chance.choice(present)], ANN.uid)
                case "recode" if present:
                    codings.recode(project, [chance.choice(present)], chance.choice(codes), ANN.uid)
                case "undo" if (act := project.next_undo()) and act.label.startswith(_KINDS):
                    project.undo(ANN.uid)
                case "redo" if project.next_redo():
                    project.redo(ANN.uid)
        except Refused:
            continue
    project.changed.remove(follow)
    with project.reading() as session:
        assert list(kept.values()) == queries.codes(session)
