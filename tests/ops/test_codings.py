"""Coding passages."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.errors import NotFound, Refused
from liveable.ops import codebook, coders, codings, memos
from liveable.ops.codings import Passage
from liveable.store import queries
from liveable.store.project import Project
from liveable.store.queries import CodingRow
from tests.conftest import ANN, BEN, Add

BODY = "Ann: 👩‍👩‍👧 I never asked him\u2028שלום — he just appeared."


def listed(project: Project) -> list[CodingRow]:
    with project.reading() as session:
        return queries.codings(session)


@pytest.fixture
def document(add: Add) -> str:
    return add("M01", BODY, ("Ann", "participant"))


@pytest.fixture
def code(project: Project) -> str:
    return codebook.create(project, "Help", ANN.uid)


def test_a_coding_keeps_exactly_its_words(project: Project, document: str, code: str) -> None:
    """Positions are code points, whatever stands before: emoji, U+2028, right-to-left text."""
    start = BODY.index("he just")
    codings.code_passage(project, document, Span(start, len(BODY)), code, ANN.uid, memo="how?")
    with project.reading() as session:
        ((coding, words),) = queries.excerpts(session)
        assert queries.coding_memos(session) == {coding.uid: "how?"}
    assert words == "he just appeared."
    assert (coding.coder_name, coding.origin, coding.speaker) == ("Ann", "hand", "Ann")


@pytest.mark.parametrize("span", [Span(0, 0), Span(-1, 3), Span(5, 4), Span(0, len(BODY) + 1)])
def test_a_span_outside_the_text_is_refused(
    project: Project, document: str, code: str, span: Span
) -> None:
    """Nothing is written for a passage that is not there."""
    with pytest.raises(Refused, match="is not inside the text"):
        codings.code_passage(project, document, span, code, ANN.uid)
    assert listed(project) == []


def test_the_same_coding_is_made_once_by_each(project: Project, document: str, code: str) -> None:
    """The same coder does not code a passage twice with one code; another coder may."""
    ben = coders.present(project, BEN)
    codings.code_passage(project, document, Span(0, 9), code, ANN.uid)
    with pytest.raises(Refused, match="has that code from you already"):
        codings.code_passage(project, document, Span(0, 9), code, ANN.uid)
    codings.code_passage(project, document, Span(0, 9), code, ben)
    assert [c.coder for c in listed(project)] in ([ANN.uid, ben], [ben, ANN.uid])


def test_many_passages_are_one_act(project: Project, document: str, code: str) -> None:
    """Coding all hits of a search is taken back by one undo; doubles are listed, not made."""
    passages = [Passage(document, Span(i, i + 5), code) for i in range(4)]
    done = codings.code_passages(project, [*passages, passages[0]], ANN.uid, origin="search")
    assert (len(done.codings), done.already) == (4, [passages[0]])
    assert {c.origin for c in listed(project)} == {"search"}
    again = codings.code_passages(project, passages, ANN.uid)
    assert (again.codings, again.already) == ([], passages)
    project.undo(ANN.uid)
    assert listed(project) == []


def test_heads_and_retired_codes_are_not_coded_with(project: Project, document: str) -> None:
    """Each is refused in a sentence that says why."""
    head = codebook.create(project, "Families", ANN.uid, codable=False)
    old = codebook.create(project, "Old", ANN.uid)
    codings.code_passage(project, document, Span(0, 3), old, ANN.uid)
    codebook.retire(project, old, ANN.uid)
    for code, words in ((head, "only holds other codes"), (old, "is retired"), ("x", "no code x")):
        with pytest.raises(Refused, match=words):
            codings.code_passage(project, document, Span(1, 3), code, ANN.uid)
    assert len(listed(project)) == 1


def test_a_coding_keeps_the_wording_it_was_made_under(
    project: Project, document: str, code: str
) -> None:
    """After a definition is edited, old codings still lead to the old wording."""
    codebook.edit(project, code, ANN.uid, definition="first")
    codings.code_passage(project, document, Span(0, 3), code, ANN.uid)
    codebook.edit(project, code, ANN.uid, definition="second")
    codings.code_passage(project, document, Span(1, 4), code, ANN.uid)
    codings.code_passage(project, document, Span(2, 5), code, ANN.uid)
    with project.reading() as session:
        wordings = session.execute(
            text(
                "SELECT wording FROM coding JOIN code_version ON sha = code_version ORDER BY start"
            )
        ).scalars()
        definitions = [json.loads(w)["definition"] for w in wordings]
        assert session.execute(text("SELECT count(*) FROM code_version")).scalar() == 2
    assert definitions == ["first", "second", "second"]


def test_uncoding_takes_memos_along(project: Project, document: str, code: str) -> None:
    """A coding goes with its memos; undo brings both back."""
    uid = codings.code_passage(project, document, Span(0, 3), code, ANN.uid, memo="why")
    codings.uncode(project, [uid], ANN.uid)
    with project.reading() as session:
        assert queries.coding_memos(session) == {}
    project.undo(ANN.uid)
    with project.reading() as session:
        assert queries.coding_memos(session) == {uid: "why"}
    with pytest.raises(NotFound):
        codings.uncode(project, ["x"], ANN.uid)


def test_recoding_joins_what_would_be_double(project: Project, document: str, code: str) -> None:
    """A coding that becomes the same as another hands its memos to it."""
    other = codebook.create(project, "Trust", ANN.uid)
    kept = codings.code_passage(project, document, Span(0, 3), other, ANN.uid)
    gone = codings.code_passage(project, document, Span(0, 3), code, ANN.uid, memo="why")
    moved = codings.code_passage(project, document, Span(1, 3), code, ANN.uid)
    codings.recode(project, [gone, moved], other, ANN.uid)
    assert {(c.uid, c.code) for c in listed(project)} == {(kept, other), (moved, other)}
    with project.reading() as session:
        assert queries.coding_memos(session) == {kept: "why"}


def test_edges_star_and_weight(project: Project, document: str, code: str) -> None:
    """A coding can be resized, starred and weighed, within bounds."""
    uid = codings.code_passage(project, document, Span(0, 3), code, ANN.uid)
    codings.resize(project, uid, Span(2, 8), ANN.uid)
    codings.star(project, [uid], True, ANN.uid)
    codings.weigh(project, uid, 70, ANN.uid)
    (row,) = listed(project)
    assert (row.start, row.stop, row.star, row.weight) == (2, 8, True, 70)
    with pytest.raises(Refused, match="between 0 and 100"):
        codings.weigh(project, uid, 101, ANN.uid)
    with pytest.raises(Refused, match="not inside the text"):
        codings.resize(project, uid, Span(2, 999), ANN.uid)


def test_memos_need_words_and_one_subject(project: Project, document: str, code: str) -> None:
    """An empty memo, or one about something that is not there, is refused."""
    with pytest.raises(Refused, match="needs some words"):
        memos.write(project, " \n", ANN.uid)
    with pytest.raises(NotFound, match="no code x"):
        memos.write(project, "hm", ANN.uid, code="x")
    with pytest.raises(ValueError, match="about one thing"):
        memos.write(project, "hm", ANN.uid, code=code, document=document)
    first = memos.write(project, "about a code", ANN.uid, code=code)
    second = memos.write(project, "about the study", ANN.uid)
    link = memos.link(project, second, ANN.uid, other=first)
    memos.unlink(project, link, ANN.uid)
    memos.delete(project, first, ANN.uid)
    with pytest.raises(NotFound):
        memos.edit(project, first, "too late", ANN.uid)


def test_labels_name_the_code(project: Project, document: str, code: str) -> None:
    """What undo offers says what it is about: the code of one passage, the number of several."""
    long = codebook.create(project, "A very long name " * 5, ANN.uid)
    first = codings.code_passage(project, document, Span(0, 4), code, ANN.uid)
    passages = [Passage(document, Span(n, n + 3), code) for n in (5, 6)]
    more = codings.code_passages(project, passages, ANN.uid).codings
    codings.star(project, [first], True, ANN.uid)
    codings.weigh(project, first, 50, ANN.uid)
    codings.resize(project, first, Span(0, 5), ANN.uid)
    codings.recode(project, [first], long, ANN.uid)
    codings.uncode(project, more, ANN.uid)
    codings.uncode(project, [first], ANN.uid)
    with project.reading() as session:
        labels = [row.label for row in queries.history(session)]
    assert labels[:8] == [
        "Remove ‘A very long name A very long name A ver…’",
        "Remove 2 codings",
        "Recode ‘Help’ as ‘A very long name A very long name A ver…’",
        "Move the edges of ‘Help’",
        "Weigh ‘Help’",
        "Star ‘Help’",
        "Code 2 passages",
        "Code ‘Help’",
    ]
