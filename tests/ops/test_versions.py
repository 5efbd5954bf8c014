"""A file that comes again with other words."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.core.transcript import Mark, Transcript
from liveable.errors import Refused
from liveable.ops import cases, codebook, codings, documents, versions
from liveable.ops.documents import Known
from liveable.store import check, queries, reading
from liveable.store.project import Project
from tests import acts
from tests.conftest import ANN, Add, original, transcript

BODY = (
    "Int: Did you ask him?\nAnn: I never asked him. It was not my place.\nInt: And now?\nAnn: No."
)
SPEAKERS = (("Int", None), ("Ann", None))
NEW = BODY.replace("asked him. It", "asked her. It") + "\nInt: Thanks.\nBo: Bye."


@pytest.fixture
def document(project: Project, add: Add) -> str:
    """An interview in which somebody was named, cast, coded and read to the end."""
    uid = add("M01", BODY, ("Int", "interviewer"), ("Ann", "participant"))
    documents.rename(project, uid, "Moira", ANN.uid)
    code = codebook.create(project, "Help", ANN.uid)
    for words in ("asked him", "my place"):
        start = BODY.index(words)
        codings.code_passage(project, uid, Span(start, start + len(words)), code, ANN.uid)
    documents.mark_read(project, uid, ANN.uid)
    case = cases.create(project, "Ann M", ANN.uid)
    with project.operation("Link", ANN.uid) as session:
        asked = "UPDATE speaker SET \"case\" = :uid WHERE label = 'Ann'"
        session.execute(text(asked), {"uid": case})
    return uid


def newer(body: str = NEW) -> Transcript:
    found = transcript(body, *SPEAKERS, ("Bo", None))
    return Transcript(
        body, "docx", "diary", speakers=found.speakers, turns=found.turns,
        marks=(Mark(0, 3, "bold"),), warnings=("1 comment was left out.",),
    )  # fmt: skip


def test_what_came_of_the_file_is_new_and_what_was_made_of_it_stays(
    project: Project, document: str
) -> None:
    """Words, turns, formatting, warnings and original are the file's; name, kind, codings, roles,
    cases and marks of reading stay, and one undo takes all of it back.
    """
    before = acts.rows_of(project)
    done = versions.bring_in(project, document, newer(), original("M01.txt", b"new"), ANN.uid)
    assert (done.same, [(told.before, told.after) for told in done.reworded]) == (
        1,
        [("asked him", "asked her")],
    )
    with project.reading() as session:
        (row,) = queries.documents(session)
        assert (row.name, row.kind, row.codings, row.read) == ("Moira", "interview", 2, False)
        page = reading.opened(session, document)
        found = session.execute(text("SELECT format, warnings, original_sha, file FROM document"))
        kept = found.one()
        who = session.execute(
            text('SELECT label, role, "case" IS NOT NULL FROM speaker ORDER BY 1')
        )
        speakers = [tuple(each) for each in who]
    assert page is not None
    assert (page.body, page.marks) == (NEW, (Mark(0, 3, "bold"),))
    assert [turn.speaker for turn in page.turns] == ["Int", "Ann", "Int", "Ann", "Int", "Bo"]
    assert speakers == [("Ann", "participant", 1), ("Bo", None, 0), ("Int", "interviewer", 0)]
    assert tuple(kept) == (
        "docx", '["1 comment was left out."]', original("", b"new").sha256, "M01.txt",
    )  # fmt: skip
    assert check.check(project).faults == []
    project.undo(ANN.uid)
    assert acts.rows_of(project) == before
    project.redo(ANN.uid)
    assert check.check(project).faults == []


def test_a_file_saved_anew_with_the_same_words(project: Project, document: str) -> None:
    """Is another original, and nothing moves."""
    done = versions.bring_in(project, document, newer(BODY), original("M01.txt", b"x"), ANN.uid)
    assert (done.same, done.reworded) == (0, [])
    with project.reading() as session:
        assert documents.with_bytes(session, original("", b"x").sha256) == Known(document, "Moira")


def test_a_file_without_words_is_refused(project: Project, document: str) -> None:
    """And nothing of it is kept."""
    before = acts.rows_of(project)
    with pytest.raises(Refused, match="cannot be left without words"):
        versions.bring_in(project, document, newer(" "), original("M01.txt", b""), ANN.uid)
    assert acts.rows_of(project) == before


def test_a_version_is_known_by_its_file_and_its_words(project: Project, add: Add) -> None:
    """Neither a name nor words alone are enough; a document in the same folder comes first."""
    one = add("M01", BODY)
    with project.reading() as session:
        assert versions.former(session, NEW, "M01.txt") == Known(one, "M01")
        assert versions.former(session, NEW, "M02.txt") is None
        assert versions.former(session, "Somebody else said quite other things.", "M01.txt") is None
    folder = documents.add_folder(project, "Wave 2", ANN.uid)
    body = BODY.replace("Did you", "Would you")
    two = documents.add(
        project, transcript(body), original("M01.txt", b"2"), ANN.uid, folder=folder
    )
    with project.reading() as session:
        assert versions.former(session, NEW, "M01.txt") == Known(one, "M01")
        assert versions.former(session, NEW, "M01.txt", ["Wave 2"]) == Known(two, "M01")
