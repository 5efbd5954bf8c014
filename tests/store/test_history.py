"""The history: every act recorded, taken back, done again, and proved."""

from __future__ import annotations

import ast
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import liveable.ops
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.errors import Conflict, Damaged, NotFound
from liveable.ops import codebook, coders, codings, documents, memos, suggestions
from liveable.store import check, connection, history, queries
from liveable.store.project import Person, Project, open_project
from tests import acts
from tests.conftest import ANN, BEN, Add, original, transcript

COMMON = ("documents.add", "codebook.create", "codings.code_passage")
STEPS = st.lists(
    st.tuples(st.sampled_from([*acts.ACTS, *COMMON * 4]), st.integers(0, 2**32)),
    min_size=5,
    max_size=40,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, _empty_project: Path) -> Path:
    return _empty_project


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, restarts=st.sets(st.integers(0, 60), max_size=4))
def test_undo_to_the_beginning_and_redo_to_the_end(
    empty: Path, steps: list[tuple[str, int]], restarts: set[int]
) -> None:
    """Random acts of every kind: undo leads back through every state and redo forward, also
    restarted.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.liveable"
        shutil.copyfile(empty, path)
        desk = Restarted(path, restarts)
        states = [state(desk.project)]
        latest = desk.project.next_undo()
        for name, seed in steps:
            acts.act(desk.project, name, seed, ANN.uid)
            if desk.project.next_undo() != latest:
                latest = desk.project.next_undo()
                states.append(state(desk.project))
            desk.go_on()
        for before in reversed(states[:-1]):
            act = desk.project.next_undo()
            assert act is not None
            desk.project.undo(ANN.uid, act.coder)
            assert state(desk.project, before) == before
            desk.go_on()
        assert desk.project.next_undo() is None
        for after in states[1:]:
            desk.project.redo(ANN.uid)
            assert state(desk.project, after) == after
            desk.go_on()
        assert desk.project.next_redo() is None
        assert check.check(desk.project).faults == []
        desk.project.close()


State = dict[str, list[tuple[Any, ...]]]


def state(project: Project, then: State | None = None) -> State:
    """All rows that undo answers for: no marks of reading, nor coders who joined since ``then``."""
    found = {name: rows for name, rows in acts.rows_of(project).items() if name != "reading"}
    if then is not None:
        known = {row[0] for row in then["coder"]}
        found["coder"] = [row for row in found["coder"] if row[0] in known]
    return found


class Restarted:
    """A project that is closed and opened again at given steps."""

    def __init__(self, path: Path, steps: set[int]) -> None:
        self.project = open_project(path, ANN)
        self._path, self._steps, self._step = path, steps, 0

    def go_on(self) -> None:
        self._step += 1
        if self._step in self._steps:
            self.project.close()
            self.project = open_project(self._path, ANN)


def test_the_law_covers_every_act() -> None:
    """Every public function of ops that takes a project is among the random acts."""
    found = set()
    for path in Path(liveable.ops.__path__[0]).glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                first = node.args.args[:1]
                if first and first[0].arg == "project":
                    found.add(f"{path.stem}.{node.name}")
    assert found == set(acts.ACTS)


@pytest.fixture
def passage(project: Project, add: Add) -> tuple[str, str]:
    """A document and a code."""
    return add("M01", "Ann: I never asked him."), codebook.create(project, "Help", ANN.uid)


def test_a_deleted_code_comes_back_with_all_below_it(project: Project, add: Add) -> None:
    """Deleting a code with all below it is one act, and undo restores every row."""
    document = add("M01", "Ann: " + "words " * 50)
    top = codebook.create(project, "Top", ANN.uid)
    below = [codebook.create(project, f"Code {i}", ANN.uid, top) for i in range(10)]
    for number, code in enumerate(below):
        coding = codings.code_passage(project, document, Span(number, number + 9), code, ANN.uid)
        memos.write(project, "why", ANN.uid, coding=coding)
    before = acts.rows_of(project)
    codebook.delete(project, top, ANN.uid)
    assert not acts.rows_of(project)["coding"]
    project.undo(ANN.uid)
    assert acts.rows_of(project) == before


def test_reals_come_back_exactly(project: Project, passage: tuple[str, str]) -> None:
    """A score is the same number after undo and redo, to the last bit."""
    document, code = passage
    for score in (0.1, 1 / 3, 0.30000000000000004, 5e-324, 1.7976931348623157e308, 1e22):
        reason = Reason("phrase", "never asked", 7, 18, score)
        made = Suggestion(document, Span(5, 23), code, score, "cue", (reason,), "cues/1")
        suggestions.judge(project, made, "later", ANN.uid)
        project.undo(ANN.uid)
        project.redo(ANN.uid)
        with project.reading() as session:
            kept = session.execute(text("SELECT score FROM verdict ORDER BY rowid DESC")).scalar()
        assert kept == score


def test_undo_takes_ones_own_latest_act(project: Project, passage: tuple[str, str]) -> None:
    """What another coder did since is passed over."""
    document, code = passage
    ben = coders.present(project, BEN)
    mine = codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    codings.code_passage(project, document, Span(5, 9), code, ben)
    project.undo(ANN.uid)
    with project.reading() as session:
        left = {c.uid: c.coder for c in queries.codings(session)}
    assert mine not in left
    assert list(left.values()) == [ben]


def test_undo_does_not_run_over_others_work(project: Project, passage: tuple[str, str]) -> None:
    """An import that somebody has coded since is not taken back; the sentence says who and what."""
    document, code = passage
    ben = coders.present(project, BEN)
    codings.code_passage(project, document, Span(5, 9), code, ben)
    before = acts.rows_of(project)
    codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    project.undo(ANN.uid)
    with pytest.raises(Conflict, match=r"Create code ‘Help’.*Ben.*Code ‘Help’"):
        project.undo(ANN.uid)
    assert acts.rows_of(project) == before


def test_work_goes_on_after_a_refused_undo(project: Project) -> None:
    """Ben brought a document into the folder that Ann made: it stays, and both go on."""
    ben = coders.present(project, BEN)
    folder = documents.add_folder(project, "Wave 2", ANN.uid)
    file = original("M01.txt", b"It was a good day.")
    found = transcript("It was a good day.")
    document = documents.add(project, found, file, ben, folder=folder)
    with pytest.raises(Conflict):
        project.undo(ANN.uid)
    documents.mark_read(project, document, ANN.uid)
    project.undo(ben)
    assert check.check(project).sound


def test_an_edit_made_since_bars_the_undo(project: Project, passage: tuple[str, str]) -> None:
    """A row that is no longer as the act left it is a conflict, not overwritten."""
    _, code = passage
    codebook.edit(project, code, ANN.uid, brief="mine")
    ben = coders.present(project, BEN)
    codebook.edit(project, code, ben, brief="Ben's")
    with pytest.raises(Conflict):
        project.undo(ANN.uid)


def test_redo_is_gone_after_a_new_act(project: Project, passage: tuple[str, str]) -> None:
    """Undone work cannot be redone on top of something else."""
    document, code = passage
    codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    project.undo(ANN.uid)
    codings.code_passage(project, document, Span(5, 9), code, ANN.uid)
    with pytest.raises(NotFound):
        project.redo(ANN.uid)


def test_reading_marks_are_recorded_but_not_undone(project: Project, add: Add) -> None:
    """Undo passes a mark over, and a mark does not keep an import from being taken back."""
    document = add("M01", "Ann: words")
    documents.mark_read(project, document, ANN.uid)
    act = project.undo(ANN.uid)
    assert act.label == "Import ‘M01’"
    project.redo(ANN.uid)
    with project.reading() as session:
        assert [row.read for row in queries.documents(session)] == [True]


def test_joining_is_recorded_but_not_undone(project: Project, add: Add) -> None:
    """A coder who joined stays, whoever undoes what, and joining costs nobody their redo."""
    document = add("M01", "Ann: words")
    project.undo(ANN.uid)
    ben = coders.present(project, BEN)
    assert project.next_undo() is None
    project.redo(ANN.uid)
    code = codebook.create(project, "Help", ben)
    documents.mark_read(project, document, ben)
    assert project.undo(ben).label == "Create code ‘Help’"
    with pytest.raises(NotFound):
        project.undo(ben)
    project.redo(ben)
    with project.reading() as session:
        assert queries.coder_name(session, ben) == "Ben"
        assert [row.uid for row in queries.codes(session)] == [code]
        assert "join" in {row.kind for row in queries.history(session)}


def test_undo_stops_at_a_handout(project: Project, passage: tuple[str, str]) -> None:
    """What went out in a copy can no longer be taken back here."""
    with project.operation("Hand out a copy", ANN.uid, "handout") as session:
        session.execute(
            text(
                "INSERT INTO handout (uid, copy, coder, scope, blind, head) "
                "VALUES ('h', 'c', :ann, '{}', 0, 'x')"
            ),
            {"ann": ANN.uid},
        )
    with pytest.raises(NotFound):
        project.undo(ANN.uid)


def test_a_write_outside_an_operation_fails(project_file: Path) -> None:
    """Other programs cannot change historical rows behind the history's back."""
    with sqlite3.connect(project_file) as db:
        connection.prepare(db)
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL constraint failed: change"):
            db.execute("UPDATE coder SET name = 'x'")
    db.close()


def test_an_act_that_changes_nothing_leaves_no_trace(
    project: Project, passage: tuple[str, str]
) -> None:
    """Renaming a code to its own name is no operation."""
    with project.reading() as session:
        before = queries.history(session)
    codebook.rename(project, passage[1], "Help", ANN.uid)
    with project.reading() as session:
        assert queries.history(session) == before


def test_a_failed_act_leaves_no_trace(project: Project) -> None:
    """An exception inside an operation rolls all of it back."""
    before = acts.rows_of(project)

    def fail() -> None:
        with project.operation("Fail", ANN.uid) as session:
            session.execute(text("UPDATE coder SET name = 'x'"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert acts.rows_of(project) == before


def test_listeners_hear_what_changed(project: Project, passage: tuple[str, str]) -> None:
    """After an operation, and after its undo, the tables and rows touched are told."""
    document, code = passage
    heard: list[history.Changed] = []
    project.changed.append(heard.append)
    coding = codings.code_passage(project, document, Span(0, 5), code, ANN.uid)
    project.undo(ANN.uid)
    assert [c.rows for c in heard] == [{"coding": frozenset({coding})}] * 2
    assert heard[1].operation.undoes == heard[0].operation.uid


# --- the proof


DAMAGE = {
    "image": ("UPDATE change SET after = replace(after, 'Help', 'Hemp') WHERE seq = ?", "change"),
    "digest of an image": ("UPDATE change SET after_digest = zeroblob(32) WHERE seq = ?", "change"),
    "row named by a change": ("UPDATE change SET row = row || 'x' WHERE seq = ?", "change"),
    "label": ("UPDATE operation SET label = label || '.' WHERE seq = ?", "operation"),
    "time": ("UPDATE operation SET at = '2020-01-01T00:00:00.000Z' WHERE seq = ?", "operation"),
    "coder": ("UPDATE operation SET coder = 'x' WHERE seq = ?", "operation"),
    "coder that is not text": (
        "UPDATE operation SET coder = CAST(x'ff' AS TEXT) WHERE seq = ?",
        "operation",
    ),
    "kind": ("UPDATE operation SET kind = 'mark' WHERE seq = ?", "operation"),
    "digest": ("UPDATE operation SET digest = zeroblob(32) WHERE seq = ?", "operation"),
    "bytes that are not text": (
        "UPDATE change SET after = CAST(CAST(after AS BLOB) || x'ff' AS TEXT) WHERE seq = ?",
        "change",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_changed_byte_is_found_and_its_operation_named(project_file: Path, damage: str) -> None:
    """Whatever is altered in the history, check names the operation."""
    with open_project(project_file, ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        codebook.create(project, "Trust", ANN.uid)
    sql, table = DAMAGE[damage]
    with sqlite3.connect(project_file) as db:
        seq = db.execute(
            "SELECT seq FROM operation WHERE label = 'Create code ‘Help’'"
            if table == "operation"
            else "SELECT seq FROM change WHERE after LIKE '%Help%'"
        ).fetchone()
        assert db.execute(sql, seq).rowcount == 1
    db.close()
    with open_project(project_file, ANN, write=False, verify=False) as project:
        report = check.check(project)
    assert any("Operation 2 (‘Create code ‘Help’" in fault for fault in report.faults)


def test_a_withheld_image_keeps_the_proof_whole(project_file: Path) -> None:
    """Images set to NULL leave their digests: check passes and counts them; their act cannot be
    undone.
    """
    with open_project(project_file, ANN) as project:
        code = codebook.create(project, "Help", ANN.uid)
        codebook.edit(project, code, ANN.uid, brief="secret")
    with sqlite3.connect(project_file) as db:
        db.execute("UPDATE change SET before = NULL, after = NULL WHERE operation = 3")
    db.close()
    with open_project(project_file, ANN) as project:
        report = check.check(project)
        assert (report.faults, report.withheld) == ([], 2)
        with pytest.raises(Conflict, match="left out of this copy"):
            project.undo(ANN.uid)


def test_rows_changed_past_the_history_are_found(project_file: Path) -> None:
    """A row altered, added or removed with the triggers out of the way does not pass."""
    with open_project(project_file, ANN) as project:
        for name in ("Help", "Trust", "Gone"):
            codebook.create(project, name, ANN.uid)
    with sqlite3.connect(project_file) as db:
        kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("UPDATE code SET brief = 'forged' WHERE name = 'Help'")
        db.execute("DELETE FROM code WHERE name = 'Gone'")
        for _, sql in kept:
            db.execute(sql)
    db.close()
    with open_project(project_file, ANN, write=False) as project:
        faults = "\n".join(check.check(project).faults)
    assert "changed behind the history's back" in faults
    assert "is missing though nobody deleted it" in faults


def test_a_removed_operation_is_found(project_file: Path) -> None:
    """Cutting an operation out of the history breaks the chain."""
    with open_project(project_file, ANN) as project:
        codebook.create(project, "Help", ANN.uid)
        codebook.create(project, "Trust", ANN.uid)
    with sqlite3.connect(project_file) as db:
        db.execute("DELETE FROM operation WHERE seq = 2")
    db.close()
    with open_project(project_file, ANN, write=False, verify=False) as project:
        faults = check.check(project).faults
    assert any(fault.startswith("Operation 3 ") for fault in faults)
    assert any("belong to no operation" in fault for fault in faults)


def test_a_damaged_last_act_is_noticed_on_opening(project_file: Path) -> None:
    """A project whose last digest is wrong is not opened for work, but can be looked at and
    checked.
    """
    with sqlite3.connect(project_file) as db:
        db.execute("UPDATE operation SET label = 'x'")
    db.close()
    with pytest.raises(Damaged, match="changed from outside"):
        open_project(project_file, ANN)
    with open_project(project_file, ANN, write=False, verify=False) as project:
        assert not check.check(project).sound


def test_altered_texts_and_originals_are_found(project_file: Path) -> None:
    """Texts and files must still be what their hashes say."""
    from tests.conftest import original, transcript

    with open_project(project_file, ANN) as project:
        body = transcript("Ann: words")
        documents.add(project, body, original("M01.txt", b"Ann: words"), ANN.uid)
    with sqlite3.connect(project_file) as db:
        db.execute("UPDATE text SET body = 'Ann: swords'")
        db.execute("UPDATE blob SET packed = x'00'")
    db.close()
    with open_project(project_file, ANN, write=False) as project:
        faults = check.check(project).faults
    assert faults == ["M01: the text was changed.", "M01: the original file was changed."]


def test_reports_of_what_undo_would_take(project: Project, add: Add) -> None:
    """The next act to undo and to redo can be asked for without doing it."""
    assert project.next_undo(ANN.uid) is None
    add("M01", "Ann: words")
    upcoming = project.next_undo(ANN.uid)
    assert upcoming is not None
    assert upcoming.label == "Import ‘M01’"
    project.undo(ANN.uid)
    redo = project.next_redo(ANN.uid)
    assert redo is not None
    assert redo.label == "Undo: Import ‘M01’"


def test_person_joins_once(project: Project) -> None:
    """Whoever acts again is the coder they were."""
    ben = Person("ben", "Ben")
    assert coders.present(project, ben) == coders.present(project, ben) == "ben"
