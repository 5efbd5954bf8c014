"""A document taken out as a Transcript, and its speakers, turns and entries put back as others."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveable.core.spans import Span
from liveable.core.transcript import Entry, Mark, Role, Speaker, Transcript, Turn
from liveable.errors import NotFound
from liveable.ops import cases, codebook, codings, documents, reread
from liveable.store.history import Changed
from liveable.store.project import Project, open_project
from tests.acts import rows_of
from tests.conftest import ANN, Add, original, transcript

TEXT = "Int: Why?\nAnn: Because.\nBen: Well.\nAnn: So."
SPEAKERS = (("Int", "interviewer"), ("Ann", "participant"), ("Ben", None))


def put(project: Project, document: str, parts: Transcript) -> None:
    with project.operation("Put right", ANN.uid) as session:
        reread.put_parts(session, document, parts)


def found(project: Project, document: str) -> Transcript:
    with project.reading() as session:
        return reread.as_transcript(session, document)


def test_a_document_comes_out_as_it_was_read(project: Project) -> None:
    """Text, parts, formatting, warnings: all that a project keeps of a transcript."""
    read = replace(
        transcript(TEXT, *SPEAKERS),
        language="en",
        date="2025-03-03",
        entries=(Entry(0, 24, "3 March", "2025-03-03", "day"), Entry(24, 42, "?", None, "unknown")),
        marks=(Mark(0, 4, "bold"), Mark(0, 9, "heading", 2)),
        warnings=("2 comments were left out.",),
    )
    uid = documents.add(project, read, original("a.txt", b"a"), ANN.uid)
    assert found(project, uid) == read


def test_what_is_not_there_is_said(project: Project) -> None:
    """A document that does not exist is named."""
    with pytest.raises(NotFound):
        found(project, "nobody")


def test_the_same_speaker_keeps_its_case(project: Project, add: Add) -> None:
    """Rows stay where the thing is the same; only what changed is in the history."""
    uid = add("M01", TEXT, *SPEAKERS)
    case = cases.create(project, "M01", ANN.uid)
    before = rows_of(project)
    ann = next(row[0] for row in before["speaker"] if row[2] == "Ann")
    cases.assign_speaker(project, ann, case, ANN.uid)
    kept = found(project, uid)
    less = replace(
        kept,
        speakers=(Speaker("Ann", 2, "interviewer"), Speaker("Zoë", 1)),
        turns=(
            replace(kept.turns[1], start=0, timestamp="0:30", milliseconds=30_000),
            replace(kept.turns[2], speaker="Zoë"),
            kept.turns[3],
        ),
    )
    touched: list[Changed] = []
    project.changed.append(touched.append)
    put(project, uid, less)
    assert found(project, uid) == less
    (change,) = touched
    assert {table: len(uids) for table, uids in change.rows.items()} == {"speaker": 4, "turn": 3}
    after = rows_of(project)
    assert (ann, uid, "Ann", "interviewer", case) in after["speaker"]
    places = {row[2]: row[0] for row in before["turn"]}
    assert {row[0] for row in after["turn"]} == {places[n] for n in (0, 24, 35)}


def test_what_is_as_it_was_is_not_written(project: Project, add: Add) -> None:
    """Putting back what was taken out is no act at all."""
    uid = add("M01", TEXT, *SPEAKERS)
    touched: list[Changed] = []
    project.changed.append(touched.append)
    put(project, uid, found(project, uid))
    assert touched == []


def test_another_text_is_none_of_ours(project: Project, add: Add) -> None:
    """The parts of one text are never put on another."""
    uid = add("M01", TEXT, *SPEAKERS)
    with pytest.raises(ValueError, match="another text"):
        put(project, uid, transcript("Int: Why?", *SPEAKERS))


def test_what_a_merge_brought_in_twice_becomes_one(project: Project, add: Add) -> None:
    """Two speakers of one label, two turns at one place: one of each is left."""
    uid = add("M01", TEXT, *SPEAKERS)
    with project.operation("Twice", ANN.uid) as session:
        documents._turns(session, uid, transcript(TEXT, *SPEAKERS), None)
    taken = found(project, uid)
    assert [(s.label, s.turns) for s in taken.speakers] == [("Int", 2), ("Ann", 4), ("Ben", 2)]
    put(project, uid, transcript(TEXT, *SPEAKERS))
    assert found(project, uid) == transcript(TEXT, *SPEAKERS)
    assert len(rows_of(project)["speaker"]) == 3
    assert len(rows_of(project)["turn"]) == 4


LABELS = ("Int", "Ann", "Zoë")


@st.composite
def parts(draw: st.DrawFn) -> Transcript:
    """Any division of one text, with the counts and order that a reader gives."""
    each: st.SearchStrategy[Role | None] = st.sampled_from(("interviewer", "participant", None))
    role = {label: draw(each) for label in LABELS}
    edges = draw(st.lists(st.integers(0, len(TEXT)), unique=True, max_size=9).map(sorted))
    turns, entries = [], []
    for start, stop in pairwise(edges):
        speaker = draw(st.sampled_from((*LABELS, None)))
        turns.append(Turn(start, draw(st.integers(start, stop)), stop, speaker))
        date: str | None = draw(st.sampled_from(("2025-03-03", None)))
        entries.append(Entry(start, stop, TEXT[start:stop], date, "day" if date else "unknown"))
    named = [turn.speaker for turn in turns if turn.speaker]
    speakers = [Speaker(who, named.count(who), role[who]) for who in dict.fromkeys(named)]
    return replace(
        transcript(TEXT), speakers=tuple(speakers), turns=tuple(turns), entries=tuple(entries)
    )


@pytest.fixture(scope="module")
def empty(_empty_project: Path) -> Path:
    return _empty_project


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=parts(), other=parts())
def test_whatever_is_put_comes_out_and_undo_gives_the_rows_back(
    empty: Path, one: Transcript, other: Transcript
) -> None:
    """Any parts after any others: the document is as told, codings untouched, undo exact."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.liveable"
        shutil.copyfile(empty, path)
        with open_project(path, ANN) as project:
            uid = documents.add(project, one, original("a.txt", b"a"), ANN.uid)
            code = codebook.create(project, "Kindness", ANN.uid)
            codings.code_passage(project, uid, Span(3, 30), code, ANN.uid)
            before = rows_of(project)
            put(project, uid, other)
            after = rows_of(project)
            assert found(project, uid) == other
            same = ("speaker", "turn", "entry")
            assert {k: v for k, v in before.items() if k not in same} == {
                k: v for k, v in after.items() if k not in same
            }
            if before != after:
                project.undo(ANN.uid)
                assert rows_of(project) == before
                project.redo(ANN.uid)
                assert rows_of(project) == after
