"""What places are called and where rows can be looked at."""

from __future__ import annotations

import itertools

from sqlalchemy import text

from liveable.core.spans import Span
from liveable.core.transcript import Entry, Transcript
from liveable.ops import cases, codebook, codings, documents, memos
from liveable.store import spots
from liveable.store.project import Project
from liveable.store.spots import Spot, Target
from tests.conftest import ANN, Add, original

DIARY = "Notes\n3 March\nI left it.\n\n4 March\nNaw."


def test_places_are_named_by_paragraph_and_entry(project: Project) -> None:
    """A place in an entry has its date and head; one before the first has only its paragraph."""
    heads = [DIARY.index("3 March"), DIARY.index("4 March"), len(DIARY)]
    entries = tuple(
        Entry(start, stop, DIARY[start : start + 7], f"--03-0{n}", "day")
        for n, (start, stop) in enumerate(itertools.pairwise(heads), 3)
    )
    diary = Transcript(DIARY, "txt", "diary", entries=entries)
    uid = documents.add(project, diary, original("d.txt", DIARY.encode()), ANN.uid)
    places = [(uid, 0), (uid, DIARY.index("left")), (uid, DIARY.index("Naw")), ("none", 0)]
    with project.reading() as session:
        name = session.execute(text("SELECT name FROM document")).scalar_one()
        assert spots.spots(session, places) == {
            places[0]: Spot(name, 1),
            places[1]: Spot(name, 3, "--03-03", "3 March"),
            places[2]: Spot(name, 5, "--03-04", "4 March"),
        }


def test_turns_are_their_words(project: Project, add: Add) -> None:
    """Without labels, in order, and none that says nothing."""
    body = "Ann: Aye.\nInt: \nAnn: Naw."
    uid = add("M01", body, ("Ann", None), ("Int", "interviewer"))
    with project.reading() as session:
        assert [t.of(body) for t in spots.turns(session, uid)] == ["Aye.", "Naw."]


def test_a_row_is_looked_at_where_it_is(project: Project, add: Add) -> None:
    """A memo leads to what it is about; what is gone, or has no place, leads nowhere."""
    document = add("M01", "Ann: Aye.", ("Ann", None))
    code = codebook.create(project, "A", ANN.uid)
    coding = codings.code_passage(project, document, Span(5, 9), code, ANN.uid)
    case = cases.create(project, "Moira", ANN.uid)
    about = {"coding": coding, "document": document, "code": code, "case": case}
    notes = {k: memos.write(project, "so", ANN.uid, **{k: v}) for k, v in about.items()}
    place = Target(document, Span(5, 9), code, coding)
    wanted = {"coding": place, "document": Target(document), "code": Target(code=code)}
    with project.reading() as session:
        for kind, uid in about.items():
            assert spots.target(session, kind, uid) == wanted.get(kind)
            assert spots.target(session, "memo", notes[kind]) == wanted.get(kind)
        speaker = session.execute(text("SELECT uid FROM speaker")).scalar_one()
        assert spots.target(session, "speaker", speaker) == Target(document)
        assert spots.target(session, "memo", "gone") is None
    codings.uncode(project, [coding], ANN.uid)
    with project.reading() as session:
        assert spots.target(session, "coding", coding) is None
