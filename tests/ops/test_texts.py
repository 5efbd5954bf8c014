"""Editing the text of a document that was worked on."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.core.transcript import Entry, Mark, Transcript
from liveable.errors import Conflict, NotFound, Refused
from liveable.ops import codebook, coders, codings, documents, edition, memos, suggestions, texts
from liveable.ops.codings import Passage
from liveable.ops.edition import NewVersion
from liveable.store import check, queries, reading, search, trail
from liveable.store.project import Project
from liveable.store.schema import PLACED
from tests import acts
from tests.conftest import ANN, BEN, Add, original

BODY = """Int: Did you ask him?
Ann: I never asked him. It was not my place.
Int: And now?
Ann: No 😀. שָׁלוֹם אמרתי."""
SPEAKERS = (("Int", "interviewer"), ("Ann", "participant"))


@pytest.fixture
def document(add: Add) -> str:
    return add("M01", BODY, *SPEAKERS)


@pytest.fixture
def help_(project: Project) -> str:
    return codebook.create(project, "Help", ANN.uid)


def place(words: str, body: str = BODY) -> Span:
    start = body.index(words)
    return Span(start, start + len(words))


def rows(project: Project, sql: str) -> list[tuple[Any, ...]]:
    with project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def words(project: Project, table: str, columns: str = "start, stop") -> list[tuple[str, ...]]:
    """What the rows of a table cover in the text of their document, in order."""
    pairs = columns.split(", ")
    cut = ", ".join(f"substr(b.body, t.{a} + 1, t.{b} - t.{a})" for a, b in pairwise(pairs))
    return rows(
        project,
        f"SELECT {cut} FROM {table} t JOIN document d ON d.uid = t.document "
        "JOIN text b ON b.sha = d.text_sha ORDER BY t.start, t.stop",
    )


def edit(project: Project, document: str, *edits: tuple[str, str], body: str = BODY) -> NewVersion:
    for old, new in edits:
        assert old in body
        body = body.replace(old, new, 1)
    return texts.new_version(project, document, body, ANN.uid)


def test_codings_of_everybody_go_with_their_words(
    project: Project, document: str, help_: str
) -> None:
    """Those whose words changed are listed with what they were and are, the others counted."""
    ben = coders.present(project, BEN)
    coded = ["asked him", "not my place", "No 😀", "שָׁלוֹם אמרתי", "Did you"]
    made = [
        codings.code_passage(project, document, place(words), help_, coder)
        for words, coder in zip(coded, [ANN.uid, ben] * 3, strict=False)
    ]
    memos.write(project, "why", ANN.uid, coding=made[1])
    done = edit(
        project,
        document,
        ("Did you ask him?\n", "Did you ever ask him 👍🏽?\nNew: A line of its own.\n"),
        ("not my place", "not really my place"),
        ("No 😀. ", ""),
    )
    assert done.same == 3
    assert [(told.coding, told.before, told.after) for told in done.reworded] == [
        (made[1], "not my place", "not really my place"),
        (made[2], "No 😀", "שָׁלוֹם"),
    ]
    with project.reading() as session:
        found = {row.uid: (words, row.coder) for row, words in queries.excerpts(session)}
        page = reading.opened(session, document)
        assert page is not None
        assert reading.codings(session, page).keys() == set(made)
        shown = {uid: row.speaker for uid, row in reading.codings(session, page).items()}
        assert shown == {row.uid: row.speaker for row in queries.codings(session)}
    now = ["asked him", "not really my place", "שָׁלוֹם", "שָׁלוֹם אמרתי", "Did you"]
    assert [found[uid] for uid in made] == list(zip(now, [ANN.uid, ben] * 3, strict=False))
    assert check.check(project).faults == []


def test_what_is_shown_before_is_what_is_done(project: Project, document: str, help_: str) -> None:
    """The preview tells the same as the act, and writes nothing."""
    for said in ("asked him", "not my place"):
        codings.code_passage(project, document, place(said), help_, ANN.uid)
    before = acts.rows_of(project)
    body = BODY.replace("my place", "my own place").replace("Ann: ", "[P1]: ") + "\nInt: Thanks."
    with project.reading() as session:
        shown = texts.preview(session, document, body)
    assert acts.rows_of(project) == before
    assert texts.new_version(project, document, body, ANN.uid) == shown
    assert (shown.same, shown.new_turns, shown.renamed) == (1, 1, {"Ann": "[P1]"})
    assert [told.place.of(body) for told in shown.reworded] == ["not my own place"]
    assert words(project, "turn", "start, speech, stop")[-1] == ("Int: ", "Thanks.")
    assert rows(project, "SELECT label, role FROM speaker ORDER BY label") == [
        ("Int", "interviewer"),
        ("[P1]", "participant"),
    ]
    assert check.check(project).faults == []


def test_undo_restores_the_exact_rows(project: Project, document: str, help_: str) -> None:
    """And redo the new ones; both texts stay in the project, and the document has one of them."""
    codings.code_passage(project, document, place("asked him"), help_, ANN.uid)
    documents.mark_read(project, document, ANN.uid)
    before = acts.rows_of(project)
    edit(project, document, ("I never asked him. ", "I did. "), ("Int: And now?\n", ""))
    after = acts.rows_of(project)
    assert project.undo(ANN.uid).label == "Edit the text of ‘M01’"
    assert acts.rows_of(project) == before
    assert check.check(project).faults == []
    project.redo(ANN.uid)
    assert acts.rows_of(project) == after
    assert check.check(project).faults == []
    assert rows(project, "SELECT count(*) FROM text") == [(2,)]


def test_turns_keep_who_speaks_and_what(project: Project, document: str) -> None:
    """Words belong to the turn they were put into, also at its end; a new line belongs to none; a
    turn without words left is gone, its speaker is not.
    """
    done = edit(
        project,
        document,
        ("Ann: I never", "Dr Ann: Well, I never"),
        ("my place.", "my place. So I left."),
        ("Int: And now?\n", ""),
        ("Ann: No", "A door closes.\nAnn: No"),
    )
    assert words(project, "turn", "start, speech, stop") == [
        ("Int: ", "Did you ask him?"),
        ("Dr Ann: ", "Well, I never asked him. It was not my place. So I left."),
        ("Ann: ", "No 😀. שָׁלוֹם אמרתי."),
    ]
    assert (done.turns, rows(project, "SELECT label FROM speaker ORDER BY label")) == (
        1,
        [("Ann",), ("Int",)],
    )


def test_turns_joined_and_swapped(project: Project, document: str) -> None:
    """Turns on one line still end where the next begins, and a turn moved is where it went."""
    lines = BODY.split("\n")
    body = "\n".join([lines[2], lines[3], f"{lines[0]} {lines[1]}"])
    texts.new_version(project, document, body, ANN.uid)
    found = words(project, "turn", "start, speech, stop")
    assert ["".join(parts) for parts in found] == [lines[2], lines[3], lines[0], lines[1]]


def test_a_text_written_anew(project: Project, document: str, help_: str) -> None:
    """Nothing of it is left: no turns, but every coding, listed and somewhere in it."""
    for said in ("asked him", "not my place"):
        codings.code_passage(project, document, place(said), help_, ANN.uid)
    done = texts.new_version(project, document, "Something else\r\nentirely, and short", ANN.uid)
    assert (done.same, len(done.reworded), done.turns) == (0, 2, 4)
    assert all(told.after.strip() for told in done.reworded)
    assert check.check(project).faults == []
    assert rows(project, "SELECT body FROM text WHERE sha = (SELECT text_sha FROM document)") == [
        ("Something else\nentirely, and short",)
    ]


def diary(project: Project, body: str, heads: list[str], *marks: Mark) -> str:
    """A diary whose entries begin at these heads."""
    starts = [body.index(head) for head in heads]
    found = tuple(
        Entry(start, stop, head, None, "unknown")
        for head, start, stop in zip(heads, starts, [*starts[1:], len(body)], strict=False)
    )
    made = Transcript(text=body, format="txt", kind="diary", entries=found, marks=marks)
    return documents.add(project, made, original("diary.txt", body.encode()), ANN.uid)


def test_entries_reach_to_the_next_one(project: Project) -> None:
    """What is put in after an entry is of its day; an entry that was taken out is gone."""
    body = "Monday\nRain.\nTuesday\nSun.\nWednesday\nSnow.\nThursday\nSleet."
    uid = diary(project, body, ["Monday", "Tuesday", "Wednesday", "Thursday"])
    new = "My diary\nMonday\nRain.\nWednesday\nSnow.\nAll day.\nOn Thursday\nSleet.\nStill."
    done = texts.new_version(project, uid, new, ANN.uid)
    assert words(project, "entry") == [
        ("Monday\nRain.\n",),
        ("Wednesday\nSnow.\nAll day.\n",),
        ("On Thursday\nSleet.\nStill.",),
    ]
    assert (done.entries, rows(project, "SELECT label FROM entry ORDER BY start")) == (
        1,
        [("Monday",), ("Wednesday",), ("Thursday",)],
    )


def test_formatting_goes_with_its_words(project: Project) -> None:
    """Bold words are bold wherever they are, and no others."""
    uid = diary(project, "One two three.", [], Mark(4, 7, "bold"), Mark(0, 14, "heading", 2))
    texts.new_version(project, uid, "Some one, One and two three.", ANN.uid)
    with project.reading() as session:
        page = reading.opened(session, uid)
    assert page is not None
    assert [(page.body[m.start : m.stop], m.style, m.level) for m in page.marks] == [
        ("One and two three.", "heading", 2),
        ("two", "bold", 0),
    ]


def marks_of_reading(project: Project) -> list[tuple[int, int]]:
    return rows(project, "SELECT up_to, done FROM reading")


def test_what_is_added_is_not_read(project: Project, add: Add) -> None:
    """A correction leaves a text read; words after the end do not; white space is not words."""
    uid = add("M01", "One two.")
    documents.mark_read(project, uid, ANN.uid)
    texts.new_version(project, uid, "One too.", ANN.uid)
    assert marks_of_reading(project) == [(8, 1)]
    texts.new_version(project, uid, "One and too.\n\n", ANN.uid)
    assert marks_of_reading(project) == [(14, 1)]
    texts.new_version(project, uid, "One and too.\n\nThree.", ANN.uid)
    assert marks_of_reading(project) == [(14, 0)]


def test_how_far_somebody_read_goes_with_the_words(project: Project, add: Add) -> None:
    """And where all that was left to read is gone, the text is read."""
    uid = add("M01", "One.\nTwo.\nThree.")
    documents.mark_read(project, uid, ANN.uid, 10)
    texts.new_version(project, uid, "Zero.\nOne.\nThree.", ANN.uid)
    assert marks_of_reading(project) == [(11, 0)]
    texts.new_version(project, uid, "Zero.\nOne.\n", ANN.uid)
    assert marks_of_reading(project) == [(11, 1)]


def test_a_mark_made_since_is_not_undone(project: Project, add: Add) -> None:
    """Undoing an edit leaves a mark of reading that was moved on after it; one that lies beyond
    the text that came back is at its end.
    """
    uid = add("M01", "One.\nTwo.")
    documents.mark_read(project, uid, ANN.uid, 4)
    texts.new_version(project, uid, "Zero.\nOne.\nTwo.", ANN.uid)
    documents.mark_read(project, uid, ANN.uid, 11)
    project.undo(ANN.uid)
    assert marks_of_reading(project) == [(11, 0)]
    with project.reading() as session:
        facts = reading.facts(session, uid, ANN.uid)
    assert facts is not None
    assert facts.read_to == len("One.\nTwo.")


def suggested(document: str, code: str) -> Suggestion:
    why = place("not my place")
    reason = Reason("phrase", why.of(BODY), *why, 0.7)
    return Suggestion(document, place("It was not my place."), code, 0.7, "cue", (reason,), "m/1")


def test_verdicts_go_with_their_passages(project: Project, document: str, help_: str) -> None:
    """With the places of their reasons, so that what was judged is not asked again."""
    suggestions.judge(project, suggested(document, help_), "rejected", ANN.uid)
    edit(project, document, ("Did you ask him?", "Did you?"), ("It was", "No, it was"))
    assert words(project, "verdict") == [("No, it was not my place.",)]
    ((written,),) = rows(project, "SELECT reasons FROM verdict")
    with project.reading() as session:
        body = queries.document_text(session, document)
    (reason,) = json.loads(written)
    assert body[reason["start"] : reason["stop"]] == reason["text"] == "not my place"


def test_a_suggestion_for_another_text_cannot_be_judged(
    project: Project, document: str, help_: str
) -> None:
    """Its passage is somewhere else by now; coding it would put a code on the wrong words."""
    made = suggested(document, help_)
    edit(project, document, ("Did you ask him?", "Did you?"))
    with pytest.raises(Refused, match="was edited since"):
        suggestions.judge(project, made, "accepted", ANN.uid)
    with pytest.raises(NotFound):
        suggestions.judge(project, suggested("x", help_), "accepted", ANN.uid)


def test_only_the_present_text_is_found(project: Project, document: str) -> None:
    """Search has no hits in former texts, and has them again after an undo."""

    def hits(wanted: str) -> int:
        with project.reading() as session:
            return len(search.search(session, wanted))

    edit(project, document, ("It was not my place", "It was his turn"))
    assert (hits("place"), hits("turn"), hits("asked")) == (0, 1, 1)
    project.undo(ANN.uid)
    assert (hits("place"), hits("turn"), hits("asked")) == (1, 0, 1)


def test_a_text_that_others_have_stays_theirs(project: Project, add: Add, help_: str) -> None:
    """Of two documents that said the same, the other one keeps its words and codings."""
    one, other = add("M01", BODY), add("M02", BODY)
    for uid in (one, other):
        codings.code_passage(project, uid, place("my place"), help_, ANN.uid)
    edit(project, one, ("my place", "my business"))
    assert sorted(words(project, "coding")) == [("my business",), ("my place",)]
    texts.new_version(project, one, BODY, ANN.uid)
    assert rows(project, "SELECT count(DISTINCT text_sha), count(*) FROM document") == [(1, 2)]
    assert check.check(project).faults == []


def test_what_is_no_edit_is_refused(project: Project, document: str) -> None:
    """Nothing but white space, nothing changed, no such document."""
    with pytest.raises(Refused, match="‘M01’ cannot be left without words"):
        texts.new_version(project, document, " \n\u2028", ANN.uid)
    with pytest.raises(Refused, match="The text of ‘M01’ is as it was"):
        texts.new_version(project, document, BODY.replace("\n", "\r\n"), ANN.uid)
    with pytest.raises(NotFound):
        texts.new_version(project, "x", "words", ANN.uid)


def test_what_was_coded_since_bars_the_undo(project: Project, document: str, help_: str) -> None:
    """An edit cannot be taken back from under a coding made on the edited text."""
    ben = coders.present(project, BEN)
    edit(project, document, ("And now?", "And now, after all these years?"))
    codings.code_passage(project, document, Span(0, 90), help_, ben)
    before = acts.rows_of(project)
    with pytest.raises(Conflict, match="Ben has built on it since"):
        project.undo(ANN.uid)
    assert acts.rows_of(project) == before
    project.undo(ben)
    project.undo(ANN.uid)


def test_what_was_coded_in_a_former_text_does_not_come_back(
    project: Project, document: str, help_: str
) -> None:
    """Undoing a removal would put the coding on other words, once the text was edited."""
    ben = coders.present(project, BEN)
    coding = codings.code_passage(project, document, place("my place"), help_, ben)
    codings.uncode(project, [coding], ben)
    edit(project, document, ("Did you ask him?", "Did you?"))
    with pytest.raises(Conflict, match="Ann has built on it since"):
        project.undo(ben)
    with project.reading() as session:
        removed = next(row for row in trail.page(session, 9) if row.label.startswith("Remove"))
        assert trail.touched(session, removed.seq) is None
    project.undo(ANN.uid)
    project.undo(ben)
    assert words(project, "coding") == [("my place",)]


def test_what_comes_back_in_a_former_text_is_brought_forward(
    project: Project, document: str, help_: str
) -> None:
    """A merge may bring rows of any text; they go to the one that stands, and are told of."""
    made = [
        codings.code_passage(project, document, place(said), help_, ANN.uid)
        for said in ("asked him", "my place")
    ]
    suggestions.judge(project, suggested(document, help_), "later", ANN.uid)
    documents.read_passage(project, document, place("It was not my place."), ANN.uid)
    former = {table: rows(project, f"SELECT * FROM {table}") for table in PLACED}
    edit(project, document, ("Did you ask him?", "Did you?"), ("my place", "my own place"))
    with project.operation("Bring back", ANN.uid) as session:
        for table, kept in former.items():
            session.execute(text(f"DELETE FROM {table}"))
            for row in kept:
                values = {f"v{n}": value for n, value in enumerate(row)}
                marks = ", ".join(f":{name}" for name in values)
                session.execute(text(f"INSERT INTO {table} VALUES ({marks})"), values)
        done = edition.bring_forward(session)
        assert edition.bring_forward(session) == NewVersion()
    (told,) = done.reworded
    assert (done.same, told.coding, told.before, told.after) == (
        1,
        made[1],
        "my place",
        "my own place",
    )
    assert words(project, "coding") == [("asked him",), ("my own place",)]
    assert words(project, "verdict") == [("It was not my own place.",)]
    assert words(project, "passage_read") == [("It was not my own place.",)]
    assert check.check(project).faults == []


def test_many_codings_are_moved_together(project: Project, document: str, help_: str) -> None:
    """All of them, each by its own words."""
    passages = [
        Passage(document, Span(start, stop), help_)
        for start in range(0, 60)
        for stop in range(start + 1, 61, 7)
    ]
    codings.code_passages(project, passages, ANN.uid)
    done = edit(project, document, ("Int: Did", "Interviewer (tired): Did"))
    assert done.same + len(done.reworded) == len(passages)
    with project.reading() as session:
        found = {row.uid: words for row, words in queries.excerpts(session)}
    assert {told.coding: told.after for told in done.reworded}.items() <= found.items()
    assert len(found) == len(passages)
