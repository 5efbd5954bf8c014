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

from liveable.core import corrections
from liveable.core.intake import Rules
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Mark, Role, Speaker, Transcript, Turn
from liveable.errors import NotFound, Refused
from liveable.ops import cases, codebook, codings, documents, import_rules, reread, texts
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


def test_speakers_dates_and_cases_are_put_right_in_one_act(project: Project, add: Add) -> None:
    """Cases by name, made where there are none; undone together; the same again is no act."""
    uid = add("M01", TEXT, *SPEAKERS)
    cases.create(project, "Ben Smith", ANN.uid)
    before = rows_of(project)
    joined = replace(corrections.joined(found(project, uid), {"Ben": "Ann"}), date="2025-03-03")
    rules = Rules(joined={"ben": "Ann"})
    said = {"Ann": "ben smith", "Int": "Zoë"}
    assert reread.put_right(project, uid, joined, ANN.uid, cases=said, rules=rules) == 1
    after = rows_of(project)
    assert found(project, uid) == joined
    names = {row[0]: row[1] for row in after["case"]}
    assert {row[2]: names[row[4]] for row in after["speaker"]} == {"Ann": "Ben Smith", "Int": "Zoë"}
    with project.reading() as session:
        assert import_rules.known(session) == rules
    last = project.next_undo()
    assert last is not None
    assert last.label == "Put speakers and dates of ‘M01’ right"
    assert reread.put_right(project, uid, joined, ANN.uid, cases=said, rules=rules) == 0
    assert project.next_undo() == last
    project.undo(ANN.uid)
    assert rows_of(project) == before


def test_the_same_is_done_in_all_documents(project: Project, add: Add) -> None:
    """Wherever the label is, and nowhere else; one undo takes all of it back."""
    one, other = add("M01", TEXT, *SPEAKERS), add("M02", "BEN: Hm.\nInt: So?", ("BEN", None))
    third = add("M03", "Zoë: Hm.", ("Zoë", None))
    before = rows_of(project)
    rules = Rules({"ben": "participant"}, people={"int": "Int"})
    right = rules.applied(found(project, one))
    assert reread.put_right(project, one, right, ANN.uid, rules=rules) == 2
    assert found(project, other).speakers == (Speaker("BEN", 1, "participant"),)
    assert found(project, third) == transcript("Zoë: Hm.", ("Zoë", None))
    project.undo(ANN.uid)
    assert rows_of(project) == before


def test_a_text_that_was_changed_meanwhile_is_not_divided(project: Project, add: Add) -> None:
    """Its places are others now."""
    uid = add("M01", TEXT, *SPEAKERS)
    right = found(project, uid)
    texts.new_version(project, uid, f"{TEXT}\nInt: Oh.", ANN.uid)
    with pytest.raises(Refused, match="‘M01’ was changed meanwhile"):
        reread.put_right(project, uid, right, ANN.uid)


def test_a_document_is_looked_through_anew(project: Project, add: Add) -> None:
    """By its kind and by what was said of speakers before; codings stay where they are."""
    days = "".join(f"{day} March 2025\nIt rained and we stayed in, as ever it was.\n" for day in
                   range(3, 8))  # fmt: skip
    uid = add("Days", days)
    code = codebook.create(project, "Rain", ANN.uid)
    codings.code_passage(project, uid, Span(13, 22), code, ANN.uid)
    before = rows_of(project)
    assert reread.find_anew(project, uid, ANN.uid).entries == ()
    assert rows_of(project) == before
    documents.change_kind(project, uid, "diary", ANN.uid)
    assert len(reread.find_anew(project, uid, ANN.uid).entries) == 5
    assert found(project, uid).date == "2025-03-03"
    assert rows_of(project)["coding"] == before["coding"]
    talk = add("Talk", "Ann: How was it, then?\n\nBob: It was well enough, thank you.\n\n" * 4)
    import_rules.keep(project, Rules({"ann": "interviewer"}, {"bob": "Rob"}), ANN.uid)
    reread.find_anew(project, talk, ANN.uid)
    assert found(project, talk).speakers == (Speaker("Ann", 4, "interviewer"), Speaker("Rob", 4))


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
