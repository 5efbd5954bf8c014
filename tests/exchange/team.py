"""A small team at work, in few words: a project with two interviews, what people do in it and in
their copies, and what a project says.

A verb (``renames("Lifts", "Rides")``) is something that can be done to an open project by whoever
sits at it; things are called by the names they have on that side at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liveable.core import quotes
from liveable.core.codebook import Cues
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion, Verdict
from liveable.core.transcript import Entry, Mark, Transcript
from liveable.core.values import Type
from liveable.errors import NotFound
from liveable.exchange.handout import hand_out
from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.ops import (
    case_table,
    cases,
    codebook,
    coders,
    codings,
    documents,
    memos,
    suggestions,
    texts,
)
from liveable.ops.cues import ban_cue
from liveable.store import find
from liveable.store.project import Person, Project, create, open_project
from tests.conftest import ANN, BEN, original, transcript
from tests.merged import copied

CEM = Person("00000000-0000-7000-8000-00000000000c", "Cem")
ADMIN = Person("00000000-0000-7000-8000-0000000000d1", "Admin")
ANOTHER_ADMIN = Person("00000000-0000-7000-8000-0000000000d2", "admin")
BEN_AT_HOME = Person("00000000-0000-7000-8000-0000000000bb", "Ben")
M01 = (
    "INT: Tell me about the stair.\n"
    "MOIRA: I take her bins down. A lift to town now and then.\n"
    "INT: Who has your keys?\n"
    "MOIRA: The wee one across the landing has a spare key.\n"
)
M02 = "INT: And you?\nNEIL: I never ask. It is not my place.\n"
M03 = "INT: And the close?\nOLA: We take turns to wash it.\n"


@dataclass(frozen=True)
class Desk:
    """An open project and who sits at it (a coder's uid)."""

    project: Project
    me: str

    def find(self, kind: str, name: str) -> str:
        """The uid of what is called so (a code by the end of its path)."""
        with self.project.reading() as session:
            found: str = getattr(find, kind)(session, name)
        return found

    def row(self, sql: str, *values: object) -> str:
        """The uid of the one row of ours a query finds."""
        with self.project.reading() as session:
            rows = session.connection().exec_driver_sql(sql, values).fetchall()
        if len(rows) != 1:
            raise NotFound(f"{len(rows)} rows: {sql} {values}")
        return str(rows[0][0])

    def coding(self, words: str, code: str) -> str:
        """The uid of a coding by its words and code."""
        return self.row(_CODING, self.find("code", code), words)

    def memo(self, text: str) -> str:
        """The uid of a memo by what it says."""
        return self.row("SELECT uid FROM memo WHERE text = ?", text)

    def place(self, words: str) -> tuple[str, Span]:
        """The one document and span with some words."""
        with self.project.reading() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT d.uid, t.body FROM document d JOIN text t ON t.sha = d.text_sha"
            )
            found = [(uid, span) for uid, body in rows for span in quotes.find(body, words)]
        if len(found) != 1:
            raise NotFound(f"{len(found)} times: {words}")
        return found[0]


_CODING = (
    "SELECT c.uid FROM coding c JOIN text t ON t.sha = c.text_sha "
    "WHERE c.code = ? AND substr(t.body, c.start + 1, c.stop - c.start) = ?"
)

Act = Callable[[Desk], object]


# --- the codebook
# -------------------------------------------------------------------------------------------------


def makes(name: str, under: str | None = None, **fields: Any) -> Act:
    """Make a code."""
    return lambda d: codebook.create(
        d.project, name, d.me, d.find("code", under) if under else None, **fields
    )


def renames(code: str, name: str) -> Act:
    """Rename a code."""
    return lambda d: codebook.rename(d.project, d.find("code", code), name, d.me)


def moves(code: str, under: str | None) -> Act:
    """Move a code."""
    return lambda d: codebook.move(
        d.project, d.find("code", code), d.find("code", under) if under else None, d.me
    )


def words(code: str, **fields: Any) -> Act:
    """Change fields of a code."""
    return lambda d: codebook.edit(d.project, d.find("code", code), d.me, **fields)


def cues(code: str, *phrases: str) -> Act:
    """Give a code these cue phrases."""
    return lambda d: codebook.edit(d.project, d.find("code", code), d.me, cues=Cues(phrases))


def bans(code: str, phrase: str) -> Act:
    """Ban a phrase as a cue of a code."""
    return lambda d: ban_cue(d.project, d.find("code", code), phrase, d.me)


def retires(code: str) -> Act:
    """Retire a code."""
    return lambda d: codebook.retire(d.project, d.find("code", code), d.me)


def deletes(kind: str, name: str) -> Act:
    """Delete a code, a document, a folder, a case or an attribute."""
    return lambda d: _DELETE[kind](d.project, d.find(kind, name), d.me)


_DELETE: dict[str, Callable[[Project, str, str], None]] = {
    "code": codebook.delete,
    "document": lambda project, uid, me: documents.delete(project, [uid], me),
    "folder": documents.delete_folder,
    "case": cases.delete,
    "attribute": cases.delete_attribute,
}


def merges(code: str, into: str) -> Act:
    """Let a code go up in another."""
    return lambda d: codebook.merge(d.project, d.find("code", code), d.find("code", into), d.me)


# --- codings, memos, marks
# -------------------------------------------------------------------------------------------------


def codes(words: str, code: str, memo: str = "") -> Act:
    """Code the one passage with some words."""
    return lambda d: codings.code_passage(
        d.project, *d.place(words), d.find("code", code), d.me, memo=memo
    )


def uncodes(words: str, code: str) -> Act:
    """Take a coding off."""
    return lambda d: codings.uncode(d.project, [d.coding(words, code)], d.me)


def resizes(words: str, code: str, now: str) -> Act:
    """Let a coding cover other words."""
    return lambda d: codings.resize(d.project, d.coding(words, code), d.place(now)[1], d.me)


def recodes(words: str, code: str, now: str) -> Act:
    """Give a coding another code."""
    return lambda d: codings.recode(d.project, [d.coding(words, code)], d.find("code", now), d.me)


def stars(words: str, code: str) -> Act:
    """Give a coding a star."""
    return lambda d: codings.star(d.project, [d.coding(words, code)], True, d.me)


def weighs(words: str, code: str, weight: int) -> Act:
    """Give a coding a weight."""
    return lambda d: codings.weigh(d.project, d.coding(words, code), weight, d.me)


def notes(text: str, **target: str) -> Act:
    """Write a memo on a thing (``code="Trust"``), or on the project."""
    return lambda d: memos.write(
        d.project, text, d.me, **{kind: d.find(kind, name) for kind, name in target.items()}
    )


def notes_on_coding(text: str, words: str, code: str) -> Act:
    """Write a memo on a coding."""
    return lambda d: memos.write(d.project, text, d.me, coding=d.coding(words, code))


def rewrites(memo: str, text: str) -> Act:
    """Change what a memo says."""
    return lambda d: memos.edit(d.project, d.memo(memo), text, d.me)


def removes_memo(text: str) -> Act:
    """Delete a memo."""
    return lambda d: memos.delete(d.project, d.memo(text), d.me)


def judges(words: str, code: str, verdict: Verdict) -> Act:
    """Say what a suggestion is worth."""

    def done(d: Desk) -> object:
        document, span = d.place(words)
        reason = Reason("phrase", words, span.start, span.stop, 0.5)
        made = Suggestion(document, span, d.find("code", code), 0.5, "cue", (reason,), "cues/1")
        return suggestions.judge(d.project, made, verdict, d.me)

    return done


def reads(document: str, up_to: int | None = None) -> Act:
    """Mark a document as read."""
    return lambda d: documents.mark_read(d.project, d.find("document", document), d.me, up_to)


def reads_passage(words: str) -> Act:
    """Read some words by themselves."""
    return lambda d: documents.read_passage(d.project, *d.place(words), d.me)


# --- documents, cases, attributes
# -------------------------------------------------------------------------------------------------


def brings(
    name: str, text: str, *, marks: tuple[Mark, ...] = (), entries: tuple[Entry, ...] = ()
) -> Act:
    """Bring a text in as a document, its speakers told by their labels."""
    found = spoken(text, marks, entries)
    return lambda d: documents.add(d.project, found, original(f"{name}.txt", text.encode()), d.me)


def spoken(text: str, marks: tuple[Mark, ...] = (), entries: tuple[Entry, ...] = ()) -> Transcript:
    """A transcript of lines ``LABEL: words``; INT asks, the others answer."""
    labels = dict.fromkeys(line.partition(":")[0] for line in text.splitlines() if ": " in line)
    plain = transcript(text, *((n, "interviewer" if n == "INT" else "participant") for n in labels))
    return Transcript(
        text=text,
        format="txt",
        kind="interview",
        speakers=plain.speakers,
        turns=plain.turns,
        marks=marks,
        entries=entries,
    )


def retypes(document: str, was: str, now: str) -> Act:
    """Edit a document's text: put some words in place of others."""

    def done(d: Desk) -> object:
        uid = d.find("document", document)
        with d.project.reading() as session:
            sql = "SELECT t.body FROM document d JOIN text t ON t.sha = d.text_sha WHERE d.uid = ?"
            body: str = session.connection().exec_driver_sql(sql, (uid,)).scalar_one()
        assert body.count(was) == 1
        return texts.new_version(d.project, uid, body.replace(was, now), d.me)

    return done


def calls_document(document: str, name: str) -> Act:
    """Rename a document."""
    return lambda d: documents.rename(d.project, d.find("document", document), name, d.me)


def files(document: str, folder: str) -> Act:
    """Put a document into a folder, which is made if there is none of that name."""

    def done(d: Desk) -> None:
        try:
            into = d.find("folder", folder)
        except NotFound:
            into = documents.add_folder(d.project, folder, d.me)
        documents.move(d.project, [d.find("document", document)], into, d.me)

    return done


def makes_case(name: str) -> Act:
    """Make a case."""
    return lambda d: cases.create(d.project, name, d.me)


def calls_case(case: str, name: str) -> Act:
    """Rename a case."""
    return lambda d: cases.rename(d.project, d.find("case", case), name, d.me)


def gives(document: str, case: str) -> Act:
    """Say whose document it is."""
    return lambda d: cases.assign_documents(
        d.project, [d.find("document", document)], d.find("case", case), d.me
    )


def is_speaker(document: str, label: str, case: str) -> Act:
    """Say who a speaker is."""

    def done(d: Desk) -> None:
        sql = "SELECT uid FROM speaker WHERE document = ? AND label = ?"
        speaker = d.row(sql, d.find("document", document), label)
        cases.assign_speaker(d.project, speaker, d.find("case", case), d.me)

    return done


def defines(attribute: str, type_: Type) -> Act:
    """Make an attribute."""
    return lambda d: cases.define(d.project, attribute, type_, d.me)


def calls_attribute(attribute: str, name: str) -> Act:
    """Rename an attribute."""
    return lambda d: case_table.rename_attribute(
        d.project, d.find("attribute", attribute), name, d.me
    )


def sets(attribute: str, case: str, value: str) -> Act:
    """Set an attribute of a case."""
    return lambda d: cases.set_value(
        d.project, d.find("attribute", attribute), value, d.me, case=d.find("case", case)
    )


# --- people
# -------------------------------------------------------------------------------------------------


def joins(person: Person) -> Act:
    """Somebody joins the project."""
    return lambda d: coders.present(d.project, person)


def as_coder(person: Person, act: Act) -> Act:
    """Something another coder does on this side."""
    return lambda d: act(Desk(d.project, person.uid))


def merges_copy_of(person: Person, *acts: Act) -> Act:
    """Hand a copy out to somebody, who does some things in it, and merge it."""

    def done(d: Desk) -> None:
        path = d.project.path.with_name(f"{person.name}'s.liveable")
        hand_out(d.project, path, person.uid, d.me)
        with open_project(path, person) as theirs:
            for act in acts:
                act(Desk(theirs, person.uid))
        apply(d.project, plan(d.project, path), {}, d.me)

    return done


# --- the study, and how a copy of it comes about
# -------------------------------------------------------------------------------------------------


def study(path: Path) -> None:
    """Ann's project: two interviews, four codes, and what she and Ben did in it."""
    with create(path, "Kindness", ANN) as project:
        for person in (BEN, CEM):
            coders.present(project, person)
        ann, ben = Desk(project, ANN.uid), Desk(project, BEN.uid)
        for act in (
            brings("M01", M01),
            brings("M02", M02),
            makes("Help", definition="Anything done for another."),
            makes("Lifts", "Help"),
            makes("Keys", "Help"),
            makes("Trust", definition="Relying on others."),
            makes_case("Moira"),
            gives("M01", "Moira"),
            defines("Age", "number"),
            sets("Age", "Moira", "71"),
            codes("A lift to town", "Lifts"),
            codes("It is not my place", "Trust"),
            notes("A study of stairs."),
        ):
            act(ann)
        codes("a spare key", "Keys", "Whose key?")(ben)


Copying = Callable[[Project, Path], None]  # how a copy comes about at a path


def handed(
    *, only: tuple[str, ...] | None = None, blind: bool = False, to: Person = BEN
) -> Copying:
    """A copy that is handed out, perhaps of some documents or without the others' work."""

    def done(project: Project, path: Path) -> None:
        found = None if only is None else [Desk(project, "").find("document", d) for d in only]
        hand_out(project, path, to.uid, ANN.uid, documents=found, blind=blind)

    return done


def left_by_sync(project: Project, path: Path) -> None:
    """The file as it is, as a program that synchronises folders copies it."""
    copied(project, path, ANN).close()


def of_its_own(project: Project, path: Path) -> None:
    """A project that Ben made himself, of the same interviews and with the same codebook."""
    with create(path, "Kindness, Ben", BEN) as theirs:
        ben = Desk(theirs, BEN.uid)
        for act in (
            brings("M01", M01),
            brings("Neil", M02),
            makes("Help", definition="Anything done for another."),
            makes("Lifts", "Help"),
            makes("Keys", "Help"),
            makes("Trust", definition="Relying on others."),
        ):
            act(ben)


def work(path: Path, person: Person, *done: Act) -> None:
    """Let somebody do some things in a file."""
    with open_project(path, person) as project:
        for act in done:
            act(Desk(project, person.uid))


def copy_for(here: Path, person: Person, *done: Act) -> Path:
    """A copy for somebody, who did some things in it."""
    path = here.with_name(f"{person.name.lower()}.liveable")
    with open_project(here, ANN) as project:
        handed(to=person)(project, path)
    work(path, person, *done)
    return path
