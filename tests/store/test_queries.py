"""Lists and reports choose codings through one query; it is held against a plain reading of the
rows.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core import folding
from liveable.core.query import TESTS, AttributeTest, Query, meets
from liveable.core.spans import Span
from liveable.ops import cases, codebook, coders, codings, documents, memos
from liveable.store import queries
from liveable.store.project import Project, open_project
from tests import acts
from tests.conftest import ANN, BEN, Add


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, _empty_project: Path) -> Iterator[Project]:
    """A project in which much has happened."""
    path = tmp_path_factory.mktemp("busy") / "busy.liveable"
    shutil.copyfile(_empty_project, path)
    chance = random.Random(7)
    often = ["documents.add", "codebook.create", "codings.code_passages", "codings.code_passage"]
    rare = ["cases.create", "cases.define", "cases.set_value", "cases.assign_speaker"]
    rare += ["cases.assign_documents", "memos.write", "codebook.move", "suggestions.judge"]
    with open_project(path, ANN) as project:
        ben = coders.present(project, BEN)
        for _ in range(400):
            name = chance.choice(often * 2 + rare)
            acts.act(project, name, chance.getrandbits(32), chance.choice([ANN.uid, ben]))
        with project.reading() as session:
            assert len(queries.codings(session)) > 200
        yield project


def rows(session: Session, table: str) -> list[dict[str, Any]]:
    return [dict(r) for r in session.execute(text(f'SELECT * FROM "{table}"')).mappings()]


class Plain:
    """The rows of a project, looked through one by one."""

    def __init__(self, session: Session) -> None:
        self.codings = rows(session, "coding")
        self.documents = {r["uid"]: r for r in rows(session, "document")}
        self.turns = rows(session, "turn")
        self.speakers = {r["uid"]: r for r in rows(session, "speaker")}
        self.values = rows(session, "value")
        self.types = {r["uid"]: r["type"] for r in rows(session, "attribute")}
        self.parents = {r["uid"]: r["parent"] for r in rows(session, "code")}
        self.bodies = {r["sha"]: r["body"] for r in rows(session, "text")}

    def chosen(self, query: Query) -> set[str]:
        return {c["uid"] for c in self.codings if self.passes(c, query)}

    def passes(self, coding: dict[str, Any], query: Query) -> bool:
        case = self.case(coding)
        chain, above = [], coding["code"]
        while above is not None:
            chain.append(above)
            above = self.parents[above] if query.subtree else None
        return (
            (query.codes is None or bool(query.codes & set(chain)))
            and (query.documents is None or coding["document"] in query.documents)
            and (query.coders is None or coding["coder"] in query.coders)
            and (query.origins is None or coding["origin"] in query.origins)
            and (query.cases is None or case in query.cases)
            and all(self.meets(t, case, coding["document"]) for t in query.attributes)
            and (not query.text or self.says(coding, query.text))
        )

    def case(self, coding: dict[str, Any]) -> str | None:
        for turn in self.turns:
            inside = turn["start"] <= coding["start"] < turn["stop"]
            if turn["document"] == coding["document"] and inside and turn["speaker"]:
                found = self.speakers[turn["speaker"]]["case"]
                if found is not None:
                    return str(found)
        owner = self.documents[coding["document"]]["case"]
        return None if owner is None else str(owner)

    def meets(self, test: AttributeTest, case: str | None, document: str) -> bool:
        here = [v for v in self.values if v["attribute"] == test.attribute]
        own = [v["value"] for v in here if case is not None and v["case"] == case]
        its = [v["value"] for v in here if v["document"] == document]
        value = (own or its or [None])[0]
        return meets(test, self.types[test.attribute], value)

    def says(self, coding: dict[str, Any], words: str) -> bool:
        body = self.bodies[coding["text_sha"]][coding["start"] : coding["stop"]]
        phrase = folding.phrase(words)
        return phrase is not None and bool(phrase.pattern().search(folding.fold(body)))


def queries_on(session: Session) -> st.SearchStrategy[Query]:
    def some(table: str) -> st.SearchStrategy[frozenset[str] | None]:
        uids = [r["uid"] for r in rows(session, table)]
        return st.none() | st.frozensets(st.sampled_from([*uids, "no such uid"]), max_size=6)

    attributes = [r["uid"] for r in rows(session, "attribute")]
    tests = st.builds(
        AttributeTest,
        st.sampled_from(attributes),
        st.sampled_from(TESTS),
        st.sampled_from(["", "38", "yes", "2025-03-18", "wee", "kindness"]),
    )
    return st.builds(
        Query,
        codes=some("code"),
        subtree=st.booleans(),
        documents=some("document"),
        cases=some("case"),
        attributes=st.lists(tests, max_size=1).map(tuple),
        coders=some("coder"),
        origins=st.none() | st.frozensets(st.sampled_from(["hand", "search", "cue"])),
        text=st.sampled_from(["", "", "wee", "naher", "東", '"so', "😀", "kindness wee"]),
    )


def test_a_query_chooses_what_reading_row_by_row_would(busy: Project) -> None:
    """Every combination of conditions gives exactly the codings a plain reading gives."""
    with busy.reading() as session:
        plain = Plain(session)
        seen = set()

        @settings(max_examples=150, deadline=None)
        @given(queries_on(session))
        def compare(query: Query) -> None:
            found = queries.codings(session, query)
            assert {row.uid for row in found} == plain.chosen(query)
            assert [e.coding for e in queries.excerpts(session, query)] == found
            assert Query.from_json(query.to_json()) == query
            seen.add(len(found))

        compare()
        assert len(seen) > 5


def test_codings_come_in_reading_order_with_their_words(busy: Project) -> None:
    """By document, then by place; words, paragraph and speaker belong to the place."""
    with busy.reading() as session:
        found = queries.excerpts(session)
        plain = Plain(session)
    keys = [(queries.natural(c.document_name), c.document, c.start, c.stop) for c, _ in found]
    assert keys == sorted(keys)
    for coding, words in found:
        body = plain.bodies[coding.text_sha]
        assert words == body[coding.start : coding.stop]
        lines = body[: coding.start + 1].split("\n")
        assert coding.paragraph == sum(bool(line.strip()) for line in lines)


def test_documents_are_counted_and_ordered_as_people_count(project: Project, add: Add) -> None:
    """M2 comes before M10; words, codings and reading are told."""
    names = ["M10", "m2", "M1", "Éva", "Zoë"]
    for name in names:
        add(name, f"Ann: words of {name} here")
    with project.reading() as session:
        found = queries.documents(session)
    assert [d.name for d in found] == ["Éva", "M1", "m2", "M10", "Zoë"]
    assert {d.words for d in found} == {5}
    code = codebook.create(project, "Help", ANN.uid)
    codings.code_passage(project, found[0].uid, Span(0, 3), code, ANN.uid)
    documents.mark_read(project, found[0].uid, ANN.uid)
    with project.reading() as session:
        first = queries.documents(session)[0]
    assert (first.codings, first.read) == (1, True)


def test_codes_are_counted_alone_and_with_all_below(project: Project, add: Add) -> None:
    """A head's subtree count is the sum of what is under it."""
    document = add("M01", "Ann: some words to code")
    top = codebook.create(project, "Help", ANN.uid, codable=False)
    low = codebook.create(project, "Acts", ANN.uid, top)
    leaf = codebook.create(project, "Lifts", ANN.uid, low)
    for number, code in enumerate((low, leaf, leaf)):
        codings.code_passage(project, document, Span(number, 9), code, ANN.uid)
    with project.reading() as session:
        found = {
            c.name: (c.path, c.children, c.codings, c.subtree_codings)
            for c in queries.codes(session)
        }
    assert found == {
        "Help": (("Help",), 1, 0, 3),
        "Acts": (("Help", "Acts"), 1, 1, 3),
        "Lifts": (("Help", "Acts", "Lifts"), 0, 2, 2),
    }


def test_history_tells_tables_and_rows(project: Project, add: Add) -> None:
    """Latest first; each operation with how many rows it touched in which tables."""
    add("M01", "Ann: words", ("Ann", None))
    cases.create(project, "M01", ANN.uid)
    with project.reading() as session:
        found = queries.history(session)
        assert queries.history(session, 1) == found[:1]
    assert [(h.label, h.tables) for h in found] == [
        ("Add case ‘M01’", {"case": 1}),
        ("Import ‘M01’", {"document": 1, "speaker": 1, "turn": 1}),
        ("Create project", {"coder": 1, "project": 1}),
    ]
    assert {h.coder_name for h in found} == {"Ann"}


def test_memos_of_codings_are_gathered(project: Project, add: Add) -> None:
    """Several memos on one coding are told together, in order."""
    document = add("M01", "Ann: words")
    code = codebook.create(project, "Help", ANN.uid)
    coding = codings.code_passage(project, document, Span(0, 3), code, ANN.uid, memo="first")
    memos.write(project, "second", ANN.uid, coding=coding)
    memos.write(project, "about the code", ANN.uid, code=code)
    with project.reading() as session:
        assert queries.coding_memos(session) == {coding: "first\nsecond"}


def test_folders_have_paths(project: Project) -> None:
    """A folder's path runs from the top."""
    top = documents.add_folder(project, "Millbrae", ANN.uid)
    low = documents.add_folder(project, "Diaries", ANN.uid, top)
    with project.reading() as session:
        assert queries.folder_paths(session) == {top: ("Millbrae",), low: ("Millbrae", "Diaries")}


def test_a_broken_saved_query_is_a_value_error() -> None:
    """What is not a query is said to be none."""
    for broken in ("{}", "[]", '{"attributes": [["a", "nearly", ""]]}'):
        with pytest.raises(ValueError, match="not a"):
            Query.from_json(broken)


def test_coders_are_told_with_their_codings(project: Project, add: Add) -> None:
    """By name, also those who have coded nothing yet."""
    document, code = add("A", "x" * 100), codebook.create(project, "a", ANN.uid)
    coders.named(project, "Ben", ANN)
    codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    with project.reading() as session:
        assert [(c.name, c.codings) for c in queries.coders(session)] == [("Ann", 1), ("Ben", 0)]


def test_recent_codes_are_this_coders_latest_first(project: Project, add: Add) -> None:
    """By last use, each once, and nobody else's."""
    document = add("A", "x" * 100)
    first, second, third = (codebook.create(project, n, ANN.uid) for n in ("a", "b", "c"))
    ben = coders.named(project, "Ben", ANN)
    for start, (code, coder) in enumerate(
        ((first, ANN.uid), (second, ANN.uid), (third, ben), (first, ANN.uid))
    ):
        uid = codings.code_passage(project, document, Span(start, start + 5), code, coder)
        with project.operation("Date it", ANN.uid) as session:
            session.execute(
                text("UPDATE coding SET created = :at WHERE uid = :uid"),
                {"at": f"2026-01-0{start + 1}", "uid": uid},
            )
    with project.reading() as session:
        assert queries.recent_codes(session, ANN.uid) == [first, second]
        assert queries.recent_codes(session, ANN.uid, 1) == [first]
    codebook.retire(project, first, ANN.uid)
    with project.reading() as session:
        assert queries.recent_codes(session, ANN.uid, 1) == [second]


def test_codings_are_chosen_among_given_ones(busy: Project) -> None:
    """What a list asks after a change gives what the whole query would give of those rows."""
    with busy.reading() as session:
        code = queries.codes(session)[0].uid
        for query in (Query(), Query(codes=frozenset({code})), Query(text="kindness")):
            every = queries.codings(session, query)
            some = [row.uid for row in queries.codings(session)][::3]
            assert queries.codings(session, query, some) == [r for r in every if r.uid in some]
        assert queries.codings(session, Query(), []) == []
