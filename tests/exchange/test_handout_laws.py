"""Whatever was done in a project: every copy of it is sound, and lets nothing slip out."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveable.core.spans import Span
from liveable.exchange.handout import hand_out
from liveable.exchange.left_out import PERSONAL
from liveable.ops import codebook, coders, codings
from liveable.store import check
from liveable.store.project import Person, Project, open_project
from liveable.store.schema import HISTORICAL
from tests import acts
from tests.cli.test_kill import killed_after
from tests.conftest import ANN, BEN, Add

CEM = Person("00000000-0000-7000-8000-00000000000c", "Cem")
PEOPLE = (ANN, BEN, CEM)
COMMON = ("documents.add", "codebook.create", "codings.code_passage", "memos.write", "cases.create")
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*acts.ACTS, *COMMON * 4, *("undo",) * 6]),
        st.integers(0, 2**32),
        st.sampled_from(PEOPLE),
    ),
    min_size=10,
    max_size=60,
)
SCOPES = st.lists(st.tuples(st.booleans(), st.none() | st.integers(0, 255)), min_size=2, max_size=3)
REFERENCES = {
    name: [
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in HISTORICAL
    ]
    for name, table in HISTORICAL.items()
}


@pytest.fixture(scope="module")
def empty(_empty_project: Path) -> Path:
    return _empty_project


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, scopes=SCOPES)
def test_every_copy_is_sound_and_nothing_in_it_speaks_of_what_is_not(
    empty: Path, steps: list[tuple[str, int, Person]], scopes: list[tuple[bool, int | None]]
) -> None:
    """Check passes, the histories agree to the handout, and no image refers to a row left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.liveable"
        shutil.copyfile(empty, path)
        with open_project(path, ANN) as project:
            for person in PEOPLE:
                coders.present(project, person)
            for name, seed, person in steps:
                _do(project, name, seed, person)
            for number, (blind, chosen) in enumerate(scopes):
                documents = _some(path, chosen)
                target = Path(folder) / f"copy{number}.liveable"
                hand_out(project, target, BEN.uid, ANN.uid, documents=documents, blind=blind)
                _expect_sound(target, path)
                _expect_silence(target, documents, blind)


def _do(project: Project, name: str, seed: int, person: Person) -> None:
    if name != "undo":
        acts.act(project, name, seed, person.uid)
    elif (latest := project.next_undo()) is not None:
        project.undo(person.uid, latest.coder)


def _some(path: Path, chosen: int | None) -> list[str] | None:
    """Some documents of a project, as the bits of a number say; None for all."""
    uids = [uid for (uid,) in _ask(path, "SELECT uid FROM document ORDER BY uid")]
    if chosen is None or not uids:
        return None
    return [uid for n, uid in enumerate(uids) if chosen >> n % 8 & 1] or uids[:1]


def _ask(path: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def _expect_sound(copy: Path, project: Path) -> None:
    with open_project(copy, BEN) as opened:
        assert check.check(opened).faults == []
    sql = "SELECT * FROM operation ORDER BY seq"
    assert _ask(copy, sql) == _ask(project, sql)
    indexed = "SELECT (SELECT count(*) FROM search_text), (SELECT count(*) FROM search_note)"
    there = "SELECT (SELECT count(*) FROM paragraph), (SELECT count(*) FROM noted)"
    assert _ask(copy, indexed) == _ask(copy, there)


def _expect_silence(copy: Path, documents: list[str] | None, blind: bool) -> None:
    withheld, told = set(), []
    for tbl, row, before, after, was, became in _ask(
        copy, 'SELECT tbl, "row", "before", "after", before_digest, after_digest FROM change'
    ):
        images = [json.loads(image) for image in (before, after) if image is not None]
        told += [(tbl, image) for image in images]
        if len(images) < sum(digest is not None for digest in (was, became)):
            withheld.add((tbl, row))
            assert not images
    for tbl, image in told:
        assert (tbl, image["uid"]) not in withheld
        for column, parent in REFERENCES[tbl]:
            assert (parent, image[column]) not in withheld, (tbl, column)
        if blind and tbl in PERSONAL:
            assert image["coder"] == BEN.uid
        if documents is not None and tbl == "document":
            assert image["uid"] in documents
    if documents is None and not blind:
        assert not withheld


COPYING = """
import sys
from pathlib import Path
from liveable.core.progress import Progress
from liveable.exchange.handout import hand_out
from liveable.store.project import Person, open_project
path, document, target, coder = sys.argv[1:]
def told(done, total, note):
    print(done, flush=True)
with open_project(Path(path), Person(coder, "Ann")) as project:
    project.changed.append(lambda changed: print("recorded", flush=True))
    hand_out(project, Path(target), coder, coder, documents=[document], blind=True,
             progress=Progress(told))
    print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment_there_is_a_whole_copy_or_none(
    project: Project, add: Add, tmp_path: Path
) -> None:
    """And whoever has a copy is known to the project, which is sound."""
    document = add("M01", "Ann: " + "words " * 2000)
    code = codebook.create(project, "Help", ANN.uid)
    passages = [codings.Passage(document, Span(n, n + 9), code) for n in range(500)]
    codings.code_passages(project, passages, ANN.uid)
    path = project.path
    project.close()
    kills = 0
    for lines in (1, 2, 12, 22, 30, 34, 36, 37, 38, 99):
        target = tmp_path / f"copy{lines}.liveable"
        said, killed = killed_after(["-c", COPYING, path, document, target, ANN.uid], lines)
        kills += killed
        with open_project(path, ANN) as opened:
            assert check.check(opened).faults == []
        known = [file for (file,) in _ask(path, "SELECT file FROM handout")]
        if target.exists():
            with open_project(target, ANN) as copy:
                assert check.check(copy).faults == []
            assert target.name in known
        assert ("recorded\n" not in said) or target.name in known
    assert target.exists()
    assert said[-1] == "done\n"
    assert kills >= 5
