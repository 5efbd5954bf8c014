"""A document is read with what queries know of it."""

from __future__ import annotations

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.ops import cases, codebook, codings, documents
from liveable.store import queries, reading
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add

WORDS = "A note.\n\nINT: How? 🧡\nM07: It was fine.\nStill fine.\nINT: Why?"


def coded(project: Project, add: Add) -> tuple[str, list[str]]:
    document = add("M07", WORDS, ("INT", "interviewer"), ("M07", "participant"))
    code = codebook.create(project, "Fine", ANN.uid)
    case = cases.create(project, "Moira", ANN.uid)
    cases.assign_documents(project, [document], case, ANN.uid)
    uids = [
        codings.code_passage(project, document, Span(start, stop), code, ANN.uid, memo=memo)
        for start, stop, memo in ((0, 6, ""), (10, 40, "so she says"), (30, 60, ""))
    ]
    return document, uids


def test_codings_are_the_rows_that_queries_give(project: Project, add: Add) -> None:
    document, uids = coded(project, add)
    with project.reading() as session:
        page = reading.opened(session, document)
        assert page is not None
        wanted = queries.codings(session, Query(documents=frozenset({document})))
        found = reading.codings(session, page)
        some = reading.codings(session, page, [*uids[:1], "no such uid"])
        assert reading.noted(session, document) == {uids[1]}
        assert reading.memos(session, uids[1]) == ["so she says"]
    assert sorted(found.values()) == sorted(wanted)
    assert {type(row.star) for row in found.values()} == {type(row.star) for row in wanted}
    assert some == {uids[0]: found[uids[0]]}


def test_the_page_tells_who_speaks_and_the_facts_how_far_it_is_read(
    project: Project, add: Add
) -> None:
    document, _ = coded(project, add)
    with project.reading() as session:
        page = reading.opened(session, document)
        assert page is not None
        assert page.body == WORDS
        assert [(t.speaker, t.asks) for t in page.turns] == [
            ("INT", True),
            ("M07", False),
            ("INT", True),
        ]
        facts = reading.facts(session, document, ANN.uid)
        assert facts is not None
        assert (facts.read_to, facts.read, facts.paragraphs) == (0, False, 5)
    documents.mark_read(project, document, ANN.uid, 12)
    with project.reading() as session:
        mine = reading.facts(session, document, ANN.uid)
        theirs = reading.facts(session, document, BEN.uid)
    assert mine is not None
    assert theirs is not None
    assert (mine.read_to, theirs.read_to) == (12, 0)


def test_what_is_gone_is_none(project: Project, add: Add) -> None:
    document, _ = coded(project, add)
    documents.delete(project, [document], ANN.uid)
    with project.reading() as session:
        assert reading.opened(session, document) is None
        assert reading.facts(session, document, ANN.uid) is None
