"""Copies handed out: what is in them, what is not, and what the project knows of them."""

from __future__ import annotations

import dataclasses
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.errors import NotFound, ReadOnly, Refused
from liveable.exchange.handout import HandedOut, hand_out
from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.ops import cases, codebook, coders, codings, documents, memos, suggestions, texts
from liveable.store import check, queries, search
from liveable.store.project import Person, Project, open_project
from liveable.store.schema import Document
from tests import acts
from tests.conftest import ANN, BEN, Add
from tests.merged import copied, taken_in
from tests.reports.merge_values import merge_report

CEM = Person("00000000-0000-7000-8000-00000000000c", "Cem")


@dataclasses.dataclass
class Study:
    """A project of Ann's with two interviews that Ann and Ben have coded; uids."""

    project: Project
    first: str
    second: str
    code: str
    folder: Path

    def copy(self, **how: Any) -> tuple[HandedOut, Path]:
        """A copy for Ben; says what was made, and where."""
        target = self.folder / f"copy{len(list(self.folder.glob('*.liveable')))}.liveable"
        return hand_out(self.project, target, BEN.uid, ANN.uid, **how), target


@pytest.fixture
def study(project: Project, add: Add, tmp_path: Path) -> Study:
    coders.present(project, BEN)
    code = codebook.create(project, "Help", ANN.uid, definition="She helped with the vlorp.")
    speakers = (("Int", "interviewer"), ("Zorbina", "participant"))
    first = add("M01", "Int: What of the frabjous day?\nZorbina: Callooh, said I.", *speakers)
    second = add("M02", "Int: And the xylograph?\nWilhelmina: Quizzical it was.", *speakers[:1])
    return Study(project, first, second, code, tmp_path)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a file answers."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def count(path: Path, table: str) -> int:
    """How many rows a table has."""
    return int(rows(path, f'SELECT count(*) FROM "{table}"')[0][0])


def sound(path: Path) -> check.Report:
    """What check says of a copy, which must be good."""
    with open_project(path, BEN) as copy:
        report = check.check(copy)
    assert report.faults == []
    return report


OPERATIONS = "SELECT seq, uid, label, digest FROM operation ORDER BY seq"


def test_a_whole_copy_is_the_project(study: Study) -> None:
    """Every row is there, the histories are the same to the last act, and the copy knows whose it
    is.
    """
    codings.code_passage(study.project, study.first, Span(5, 9), study.code, ANN.uid, memo="why")
    documents.delete(study.project, [study.second], ANN.uid)
    made, path = study.copy()
    assert (made.path, made.documents, made.left_out) == (path, 1, {})
    assert rows(path, OPERATIONS) == rows(study.project.path, OPERATIONS)
    assert rows(path, OPERATIONS)[-1][2] == "Hand out a copy to Ben"
    assert sound(path).withheld == 0
    with open_project(path, BEN) as copy:
        assert acts.rows_of(copy) == acts.rows_of(study.project)
        with copy.reading() as session:
            assert [hit.text for hit in search.search(session, "FRABJOUS")] == ["frabjous"]
            assert [hit.tbl for hit in search.search_notes(session, "why")] == ["memo"]
    (handout,) = rows(study.project.path, "SELECT uid, copy, coder, blind, file FROM handout")
    assert handout == (handout[0], made.copy, BEN.uid, 0, path.name)
    assert rows(path, "SELECT * FROM copy") == [(made.copy, handout[0], BEN.uid, None)]
    assert count(study.project.path, "copy") == 0
    assert [p.name for p in study.folder.iterdir() if p.name.endswith(".new")] == []


def test_a_blind_copy_holds_ones_own_work_only(study: Study) -> None:
    """Others' codings, memos, verdicts and marks are not in the file, nor what hangs on them."""
    project, code = study.project, study.code
    theirs = codings.code_passage(project, study.first, Span(5, 9), code, ANN.uid, memo="plugh")
    mine = codings.code_passage(project, study.first, Span(8, 20), code, BEN.uid, memo="mine")
    memos.write(project, "on hers, xyzzy", BEN.uid, coding=theirs)
    about = memos.write(project, "Ann on the code: grault", ANN.uid, code=code)
    memos.edit(project, about, "Ann on the code: garply", ANN.uid)
    memos.link(project, memos.write(project, "own", BEN.uid), BEN.uid, coding=theirs)
    documents.mark_read(project, study.first, ANN.uid)
    documents.mark_read(project, study.second, BEN.uid)
    for coder in (ANN.uid, BEN.uid):
        documents.read_passage(project, study.first, Span(5, 12), coder)
    reason = Reason("phrase", "And", 5, 8, 1.0)
    made = Suggestion(study.second, Span(5, 12), code, 0.5, "cue", (reason,), "waldo/1")
    for coder in (ANN.uid, BEN.uid):
        suggestions.judge(project, made, "accepted", coder)
    removed = codings.code_passage(project, study.first, Span(0, 3), code, ANN.uid)
    codings.uncode(project, [removed], ANN.uid)
    done, path = study.copy(blind=True)
    assert done.left_out == {
        "coding": 2, "memo": 3, "memo_link": 1, "reading": 1, "passage_read": 1, "verdict": 1,
    }  # fmt: skip
    assert sound(path).withheld == 13
    with open_project(path, BEN) as copy, copy.reading() as session:
        found = queries.codings(session)
        assert {coding.coder for coding in found} == {BEN.uid}
        assert mine in {coding.uid for coding in found}
        assert sorted(session.execute(text("SELECT text FROM memo")).scalars()) == ["mine", "own"]
        assert search.search_notes(session, "garply") == []
        assert len(search.search_notes(session, "mine")) == 1
        assert len(search.search(session, "frabjous")) == 1
    data = path.read_bytes()
    for word in (b"plugh", b"xyzzy", b"grault", b"garply"):
        assert word not in data
        assert word in study.project.path.read_bytes() + _log(study.project)
    assert data.count(b"waldo/1") == 2  # Ben's own verdict, in its table and in the history
    assert rows(path, OPERATIONS) == rows(study.project.path, OPERATIONS)


def _log(project: Project) -> bytes:
    return project.path.with_name(project.path.name + "-wal").read_bytes()


def test_who_was_found_to_be_the_same_person_is_no_other(study: Study) -> None:
    """A merge joined Ben's two uids: what he did under the other one is in his blind copy."""
    old = coders.named(study.project, "Benjamin", ANN)
    other = coders.named(study.project, "Cem", CEM)
    for start, coder in enumerate((old, other, BEN.uid)):
        codings.code_passage(study.project, study.first, Span(start, 9), study.code, coder)
    with study.project.operation("Join", ANN.uid, "merge") as session:
        session.execute(
            text("INSERT INTO alias VALUES ('a', 'coder', :old, :ben)"),
            {"old": old, "ben": BEN.uid},
        )
        session.execute(
            text("UPDATE coding SET coder = :ben WHERE coder = :old"), {"old": old, "ben": BEN.uid}
        )
    done, path = study.copy(blind=True)
    assert done.left_out == {"coding": 1}
    assert sound(path).withheld == 1
    assert rows(path, "SELECT DISTINCT coder, count(*) FROM coding") == [(BEN.uid, 2)]


def test_a_subset_has_no_trace_of_the_other_documents(study: Study, add: Add) -> None:
    """Neither their words, nor their files, speakers, cases, values, nor what was coded or noted
    there; nor documents that only the history remembers.
    """
    project = study.project
    gone = add("M03", "Wilhelmina: A mimsy borogove.", ("Wilhelmina", "participant"))
    ours, theirs, nobodys = (cases.create(project, name, ANN.uid) for name in ("A", "B", "C"))
    age = cases.define(project, "Age", "text", ANN.uid)
    for case, value in ((ours, "forty-nine"), (theirs, "seventy-eleven"), (nobodys, "unasked")):
        cases.set_value(project, age, value, ANN.uid, case=case)
    cases.set_value(project, age, "galumphing", ANN.uid, document=study.second)
    cases.assign_documents(project, [study.first, study.second], ours, ANN.uid)
    cases.assign_documents(project, [study.second, gone], theirs, ANN.uid)
    memos.write(project, "on theirs: tulgey", BEN.uid, case=theirs)
    memos.write(project, "on ours", BEN.uid, case=ours)
    linked = memos.write(project, "on no document", BEN.uid)
    memos.link(project, linked, BEN.uid, document=study.second)
    for document in (study.first, study.second, gone):
        span = Span(0, 12)
        codings.code_passage(project, document, span, study.code, BEN.uid, memo="mome raths")
        documents.mark_read(project, document, BEN.uid)
    documents.delete(project, [gone], ANN.uid)
    done, path = study.copy(documents=[study.first])
    assert (done.documents, done.left_out["document"]) == (1, 1)
    sound(path)
    with open_project(path, BEN) as copy, copy.reading() as session:
        assert [row.name for row in queries.documents(session)] == ["M01"]
        names = session.execute(text('SELECT name FROM "case" ORDER BY name')).scalars()
        assert list(names) == ["A", "C"]
        noted = session.execute(text("SELECT text FROM memo ORDER BY text")).scalars()
        assert list(noted) == ["mome raths", "on no document", "on ours"]
        assert len(search.search(session, "frabjous")) == 1
        assert search.search(session, "borogove OR xylograph OR quizzical") == []
        assert len(search.search_notes(session, "mome")) == 1
    assert {t: count(path, t) for t in ("text", "blob", "speaker", "memo_link", "reading")} == {
        "text": 1,
        "blob": 1,
        "speaker": 2,
        "memo_link": 0,
        "reading": 1,
    }
    assert rows(path, "SELECT scope FROM handout") == [(f'{{"documents": ["{study.first}"]}}',)]
    data = path.read_bytes().lower()
    words = "xylograph quizzical borogove wilhelmina seventy-eleven galumphing tulgey m02.txt"
    for word in words.encode().split():
        assert word not in data
    for word in b"frabjous zorbina forty-nine unasked m01.txt".split():
        assert word in data
    files = rows(study.project.path, "SELECT packed FROM blob")
    assert [packed in path.read_bytes() for (packed,) in files].count(True) == 1


def test_former_texts_of_a_kept_document_stay(study: Study, add: Add) -> None:
    """They are its history; those of others go."""
    former = {}
    with study.project.operation("Take the edited texts", ANN.uid) as session:
        for uid in (study.first, study.second):
            document = session.get_one(Document, uid)
            former[uid] = document.text_sha
            body = f"Edited {uid}"
            session.execute(
                text("INSERT INTO text VALUES (:sha, :body, 9, 2, 0)"), {"sha": uid, "body": body}
            )
            document.text_sha = uid
    _, path = study.copy(documents=[study.first])
    assert set(rows(path, "SELECT sha FROM text")) == {(study.first,), (former[study.first],)}


def test_a_subset_may_be_blind_and_a_copy_handed_on(study: Study) -> None:
    """Copies of copies are sound, and know which copy they are."""
    for coder in (ANN.uid, BEN.uid):
        for document in (study.first, study.second):
            codings.code_passage(study.project, document, Span(0, 9), study.code, coder)
    done, path = study.copy(documents=[study.second, study.first, study.second], blind=True)
    assert done.left_out == {"coding": 2}
    with open_project(path, BEN) as copy:
        target = study.folder / "again.liveable"
        only = [study.second]
        again = hand_out(copy, target, ANN.uid, BEN.uid, documents=only, blind=True)
    assert again.left_out["coding"] == 2
    sound(again.path)
    assert [copy[0] for copy in rows(again.path, "SELECT uid FROM copy")] == [again.copy]
    assert count(again.path, "handout") == 2


def test_what_merges_tell_stays_out_of_all_but_whole_copies(study: Study) -> None:
    """Their reports quote what was coded, and name whose acts came."""
    with copied(study.project, study.folder / "theirs", BEN) as theirs:
        codebook.create(theirs, "Theirs", BEN.uid)
        taken_in(study.project, theirs, ANN.uid, merge_report(project="Snicker-snack"))
    for how, there in (({}, True), ({"blind": True}, False), ({"documents": [study.first]}, False)):
        _, path = study.copy(**how)
        sound(path)
        tables = ("merged", "their_operation", "their_change")
        assert [count(path, table) > 0 for table in tables] == [there] * 3
        assert (b"Snicker-snack" in path.read_bytes()) is there


def test_a_copy_goes_on_from_the_handout(study: Study) -> None:
    """What was done before can be undone neither here nor there; what is done after can."""
    _, path = study.copy(blind=True)
    assert study.project.next_undo() is None
    with open_project(path, BEN) as copy:
        assert copy.next_undo() is None
        codings.code_passage(copy, study.first, Span(0, 3), study.code, BEN.uid)
        copy.undo(BEN.uid)
        documents.delete(copy, [study.second], BEN.uid)
        assert check.check(copy).faults == []
        copy.undo(BEN.uid)
        assert check.check(copy).faults == []


@pytest.mark.parametrize("journal", ["wal", "rollback"])
def test_who_works_meanwhile_is_in_the_copy_too(
    project_file: Path, tmp_path: Path, journal: str
) -> None:
    """What somebody did while the copy was written is in it, as all that was done before."""
    did: list[str] = []
    with open_project(project_file, ANN, journal=journal) as project:

        def meanwhile(done: int, total: int, _note: str) -> None:
            # With a rollback journal nobody can write before the project has been read.
            if done == (total if journal == "rollback" else 1) and not did:
                did.append(codebook.create(project, "Meanwhile", ANN.uid))

        target = tmp_path / "copy.liveable"
        hand_out(project, target, ANN.uid, ANN.uid, progress=Progress(meanwhile))
        assert rows(target, OPERATIONS) == rows(project.path, OPERATIONS)
    assert rows(target, "SELECT uid FROM code") == [(did[0],)]
    sound(target)


def _nothing(study: Study) -> Any:
    known = sorted(p.name for p in study.folder.iterdir() if "-" not in p.name)
    return known, rows(study.project.path, OPERATIONS)


@pytest.mark.parametrize(
    ("refused", "how", "said"),
    [
        ("copy.txt", {}, "copy.txt: a copy's file name ends in .liveable."),
        ("kindness.liveable", {}, "kindness.liveable: there is a file of that name already."),
        ("no/copy.liveable", {}, "copy.liveable: there is no folder "),
        ("copy.liveable", {"documents": []}, "A copy holds at least one document."),
        ("copy.liveable", {"documents": ["nowhere"]}, "There is no document nowhere."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    study: Study, refused: str, how: dict[str, Any], said: str
) -> None:
    """And leaves no trace."""
    before = _nothing(study)
    with pytest.raises(Refused) as told:
        hand_out(study.project, study.folder / refused, BEN.uid, ANN.uid, **how)
    assert str(told.value).startswith(said)
    assert _nothing(study) == before


def test_nobody_and_a_project_open_for_reading_are_refused(study: Study) -> None:
    """A copy is for a coder of the project, and is an act in it."""
    with pytest.raises(NotFound, match="There is no coder nobody"):
        hand_out(study.project, study.folder / "copy.liveable", "nobody", ANN.uid)
    with (
        open_project(study.project.path, BEN, write=False) as looked_at,
        pytest.raises(ReadOnly, match="is open for reading only; no copy"),
    ):
        hand_out(looked_at, study.folder / "copy.liveable", BEN.uid, ANN.uid)


class _Stopping(Progress):
    """Is cancelled after so many steps; ``steps`` counts them."""

    def __init__(self, after: int) -> None:
        super().__init__(self._count)
        self.after, self.steps = after, 0

    def _count(self, _done: int, _total: int, _note: str) -> None:
        self.steps += 1
        if self.steps == self.after:
            self.cancel()


def test_cancelled_at_any_step_it_leaves_nothing(study: Study) -> None:
    """Neither an act in the project nor a file in the folder."""
    how: dict[str, Any] = {"documents": [study.first], "blind": True}
    whole = _Stopping(0)
    _, path = study.copy(progress=whole, **how)
    path.unlink()
    before = _nothing(study)
    assert whole.steps > 20
    for after in range(1, whole.steps):
        with pytest.raises(Cancelled):
            study.copy(progress=_Stopping(after), **how)
        assert _nothing(study) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_without_room_is_a_sentence_and_leaves_nothing(study: Study, add: Add) -> None:
    """The project goes on as if nothing had been asked."""
    import resource

    add("M09", "Ann: " + "words upon words " * 40_000)
    before = _nothing(study)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, limits[1]))
    try:
        with pytest.raises(Refused) as told:
            study.copy()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(told.value).startswith("copy1.liveable: ")
    assert _nothing(study) == before
    study.copy()


def test_a_name_taken_at_the_last_moment_takes_the_handout_back(study: Study) -> None:
    """Where the file cannot be given its name, the project lists no copy that nobody has."""
    target = study.folder / "copy.liveable"
    take: Callable[[object], None] = lambda _changed: target.mkdir(exist_ok=True)  # noqa: E731
    study.project.changed.append(take)
    with pytest.raises(Refused, match=r"copy.liveable: the copy could not be written \(Is a dir"):
        hand_out(study.project, target, BEN.uid, ANN.uid)
    assert count(study.project.path, "handout") == 0
    assert rows(study.project.path, OPERATIONS)[-1][2] == "Take back: Hand out a copy to Ben"
    assert check.check(study.project).faults == []
    assert not (study.folder / ".copy.liveable.new").exists()


def test_a_copy_beside_its_project_is_no_conflict_copy(study: Study) -> None:
    """Whatever a sync program would call its own: the two know which copy they are."""
    target = study.folder / "kindness-ben.liveable"
    hand_out(study.project, target, BEN.uid, ANN.uid)
    study.project.close()
    with open_project(study.project.path, ANN) as project:
        assert project.notices == []
    target.rename(study.folder / "away")
    (study.folder / "kindness-laptop.liveable").write_bytes(study.project.path.read_bytes())
    with open_project(study.project.path, ANN) as project:
        assert "kindness-laptop.liveable beside this project is a conflict" in project.notices[0]


def test_a_text_edited_in_a_blind_copy_tells_of_ones_own_codings(study: Study) -> None:
    """Others' are not in it; what they coded goes with its words when the copy comes back."""
    for coder, words in ((ANN.uid, "frabjous day"), (BEN.uid, "said I")):
        body = "Int: What of the frabjous day?\nZorbina: Callooh, said I."
        start = body.index(words)
        span = Span(start, start + len(words))
        codings.code_passage(study.project, study.first, span, study.code, coder)
    _, copy = study.copy(blind=True)
    with open_project(copy, BEN) as project:
        with project.reading() as session:
            body = queries.document_text(session, study.first)
        new = body.replace("frabjous", "fine").replace("said I", "say I")
        done = texts.new_version(project, study.first, new, BEN.uid)
        assert [(told.before, told.after) for told in done.reworded] == [("said I", "say I")]
        assert check.check(project).faults == []
    apply(study.project, plan(study.project, copy), {}, ANN.uid)
    with study.project.reading() as session:
        rows = queries.with_words(session, queries.codings(session))
        assert {words for _, words in rows} == {"fine day", "say I"}
    assert check.check(study.project).faults == []
