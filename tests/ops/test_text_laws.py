"""Whatever is done to a project whose texts are edited, everything stands on the present texts."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import codebook, coders, codings, documents, texts
from liveable.ops.codings import Passage
from liveable.store import check, queries
from liveable.store.project import Project, open_project
from liveable.store.schema import PLACED
from tests import acts
from tests.conftest import ANN, BEN, original, transcript

OFTEN = ("undo", "redo", "texts.new_version", "codings.code_passage", "codings.uncode")
SOMETIMES = (
    "suggestions.judge",
    "documents.mark_read",
    "documents.read_passage",
    "codebook.delete",
)
NAMES = st.sampled_from([*acts.ACTS, *SOMETIMES * 6, *OFTEN * 24])
STEPS = st.lists(st.tuples(NAMES, st.integers(0, 2**32)), min_size=10, max_size=40)
# Rows that lie outside the text their document has, or in another one, or over each other.
ASTRAY = (
    "SELECT r.uid FROM {} r JOIN document d ON d.uid = r.document "
    "JOIN text t ON t.sha = d.text_sha WHERE r.stop > t.length",
    "SELECT r.uid FROM {} r JOIN document d ON d.uid = r.document WHERE r.text_sha <> d.text_sha",
    "SELECT a.uid FROM {0} a JOIN {0} b ON b.document = a.document AND b.uid <> a.uid "
    "AND b.start < a.stop AND a.start < b.stop",
)


@pytest.fixture(scope="module")
def empty(_empty_project: Path) -> Path:
    return _empty_project


def astray(project: Project) -> list[str]:
    """The queries of what must not be that find something."""
    outside, other, over = ASTRAY
    asked = [outside.format(tbl) for tbl in (*PLACED, "turn", "entry")]
    asked += [other.format(tbl) for tbl in PLACED]
    asked += [over.format(tbl) for tbl in ("turn", "entry")]
    asked += ["SELECT uid FROM turn WHERE start > speech OR speech > stop"]
    with project.reading() as session:
        return [sql for sql in asked if session.execute(text(sql)).first() is not None]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_everything_stands_on_the_present_text(empty: Path, steps: list[tuple[str, int]]) -> None:
    """After acts of every kind by two people, who undo and redo their own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.liveable"
        shutil.copyfile(empty, path)
        with open_project(path, ANN) as project:
            ben = coders.present(project, BEN)
            for seed, name in enumerate(["documents.add", "codebook.create"]):
                assert acts.act(project, name, seed, ANN.uid)
            for name, seed in steps:
                coder = random.Random(seed).choice([ANN.uid, ben])
                if name in acts.ACTS:
                    acts.act(project, name, seed, coder)
                else:
                    _take_back(project, name, coder)
                assert astray(project) == []
            assert check.check(project).faults == []


PIECES = st.text(st.sampled_from("ab \n.:😀é\u2029\xa0ש"), max_size=12)
EDITS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 25), PIECES), min_size=1, max_size=5)
SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), min_size=1, max_size=8)
SAID = (
    "Int: Did you ask him? 😀\nAnn: I never\xa0asked him. It was not\u2029my place.\n"
    "Int: שלום?\nAnn: No."
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spans=SPANS, edits=EDITS)
def test_a_coding_covers_the_words_it_covered_or_is_told_of(
    empty: Path, spans: list[tuple[int, int]], edits: list[tuple[int, int, str]]
) -> None:
    """For random passages and edits, in what is shown before as in what is done; one undo brings
    every row back.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.liveable"
        shutil.copyfile(empty, path)
        with open_project(path, ANN) as project:
            found = transcript(SAID, ("Int", "interviewer"), ("Ann", "participant"))
            uid = documents.add(project, found, original("M01.txt", SAID.encode()), ANN.uid)
            code = codebook.create(project, "Help", ANN.uid)
            places = {(at % len(SAID), min(at % len(SAID) + n, len(SAID))) for at, n in spans}
            passages = [Passage(uid, Span(*place), code) for place in places]
            coded = codings.code_passages(project, passages, ANN.uid).codings
            words = dict(zip(coded, (p.span.of(SAID) for p in passages), strict=True))
            body = SAID
            for at, gone, come in edits:
                start = at * (len(body) + 1) // 100
                body = body[:start] + come + body[start + gone :]
            before = acts.rows_of(project)
            try:
                with project.reading() as session:
                    shown = texts.preview(session, uid, body)
                done = texts.new_version(project, uid, body, ANN.uid)
            except Refused:
                assert body == SAID or not body.strip()
                return
            assert shown == done
            listed = {told.coding: (told.before, told.after) for told in done.reworded}
            assert done.same + len(listed) == len(coded)
            with project.reading() as session:
                rows = queries.codings(session)
                now = {row.uid: text for row, text in queries.with_words(session, rows)}
            for coding, was in words.items():
                assert now[coding]
                assert listed.get(coding, (was, was)) == (was, now[coding])
                assert (coding in listed) == (now[coding] != was)
            assert check.check(project).faults == []
            project.undo(ANN.uid)
            assert acts.rows_of(project) == before


def _take_back(project: Project, name: str, coder: str) -> None:
    try:
        project.undo(coder) if name == "undo" else project.redo(coder)
    except Refused:  # nothing to take back, or others built on it
        return
