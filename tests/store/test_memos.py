"""Memos as lists show them."""

from __future__ import annotations

from liveable.core.spans import Span
from liveable.ops import cases, codebook, codings, memos
from liveable.store import memos as store
from liveable.store.memos import PROJECT, MemoRow, Subject
from liveable.store.project import Project
from tests.conftest import ANN, Add


def texts(project: Project, about: Subject | None = None, wanted: str = "") -> set[str]:
    with project.reading() as session:
        rows = store.memos(session, about, wanted, typing=True)
        if not wanted:
            assert store.count(session, about) == len(rows)
        assert all(store.memo(session, row.uid) == row for row in rows)
    return {row.text for row in rows}


def test_memos_are_found_by_what_they_are_about(project: Project, add: Add) -> None:
    """A document's include those on its codings, and so do a code's."""
    document = add("M03", "It's no my place. 😀 You chap the door.")
    code = codebook.create(project, "Not overstepping", ANN.uid)
    coded = codings.code_passage(project, document, Span(18, 37), code, ANN.uid)
    case = cases.create(project, "Ann Ross", ANN.uid)
    memos.write(project, "on the project", ANN.uid)
    memos.write(project, "on the document", ANN.uid, document=document)
    memos.write(project, "on the code", ANN.uid, code=code)
    memos.write(project, "\n  on the coding  \nmore", ANN.uid, coding=coded)
    memos.write(project, "on the case", ANN.uid, case=case)
    assert len(texts(project)) == 5
    assert texts(project, PROJECT) == {"on the project"}
    assert texts(project, Subject("case", case)) == {"on the case"}
    coding = "  on the coding  \nmore"
    assert texts(project, Subject("coding", coded)) == {coding}
    assert texts(project, Subject("document", document)) == {"on the document", coding}
    assert texts(project, Subject("code", code)) == {"on the code", coding}
    assert texts(project, None, "coding mor") == {coding}
    assert texts(project, Subject("case", case), "coding") == set()

    with project.reading() as session:
        (row,) = store.memos(session, Subject("coding", coded))
        named = store.name_of(session, row.subject)
        assert store.name_of(session, Subject("document", document)) == ("M03", None, "", "", 0, 0)
        assert store.name_of(session, Subject("case", case)) == ("Ann Ross", None, "", "", 0, 0)
        assert store.name_of(session, PROJECT) == ("Kindness", None, "", "", 0, 0)
        assert store.name_of(session, Subject("code", "gone")) is None
    assert named is not None
    assert (named.name, named.words) == ("Not overstepping", "😀 You chap the door"[:19])
    assert (named.document, named.start, named.stop) == (document, 18, 37)
    expect_coding(row, document, code)


def expect_coding(row: MemoRow, document: str, code: str) -> None:
    assert (row.about, row.document, row.document_name) == ("Not overstepping", document, "M03")
    assert (row.code, row.span, row.first_line) == (code, Span(18, 37), "on the coding")
    assert (row.coder, row.coder_name) == (ANN.uid, "Ann")
