"""Random acts of every kind, for laws about histories.

Each act takes a project, a source of chance and the coder, does something that makes sense on what
is there, and does nothing where there is nothing to do it on. What the program refuses is a fair
outcome too.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import select, text

from liveable.core import corrections
from liveable.core.codebook import Codebook, CodeEntry, Cues, Respelling
from liveable.core.intake import Rules
from liveable.core.spans import Span
from liveable.core.suggestion import VERDICTS, Reason, Suggestion
from liveable.core.transcript import KINDS, Entry, Mark, Questions, Role, Sheet, Transcript
from liveable.core.values import TYPES
from liveable.errors import Refused
from liveable.ops import (
    case_sheet,
    case_table,
    cases,
    codebook,
    coders,
    codings,
    corpus,
    cues,
    documents,
    import_rules,
    memos,
    new_code,
    reread,
    suggesting,
    suggestions,
    survey,
    texts,
    versions,
    whole_codebook,
)
from liveable.store.project import Person, Project
from liveable.store.queries import document_text
from liveable.store.schema import (
    HISTORICAL,
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Document,
    Folder,
    ImportRule,
    Memo,
    MemoLink,
    Row,
    Speaker,
)
from liveable.store.suggesting import Choices
from tests.conftest import original, transcript

WORDS = [
    "kindness",
    "😀",
    "nähe\u2028",
    "nähe",
    "שלום",
    "東京",
    "it's",
    "“so”",
    "\xa0wee",
    "=1+1",
    "<b>",
    "\t",
]


def rows_of(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every historical table, in a fixed order."""
    with project.reading() as session:
        return {
            name: sorted(map(tuple, session.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in HISTORICAL
        }


class Chance(random.Random):
    """A source of chance that knows the project's rows."""

    def __init__(self, project: Project, seed: int) -> None:
        super().__init__(seed)
        self.project = project

    def words(self, most: int = 6) -> str:
        """Some words, never none."""
        return " ".join(self.choice(WORDS) for _ in range(self.randint(1, most))).strip() or "word"

    def one(self, kind: type[Row]) -> str:
        """The uid of any row of a kind; raises Refused where there is none."""
        with self.project.reading() as session:
            uids = sorted(session.scalars(select(kind.uid)).all())  # type: ignore[attr-defined]
        if not uids:
            raise Refused("nothing to act on")
        uid: str = self.choice(uids)
        return uid

    def maybe(self, kind: type[Row]) -> str | None:
        """The uid of any row of a kind, or None."""
        try:
            return self.one(kind) if self.random() < 0.7 else None
        except Refused:
            return None

    def body(self, document: str) -> str:
        """A document's text."""
        with self.project.reading() as session:
            return document_text(session, document)

    def cue(self) -> str:
        """A phrase said of a code for its cues, or new words."""
        with self.project.reading() as session:
            written = sorted(session.scalars(select(Code.cues)).all())
        lists = [phrases for cues in written for phrases in json.loads(cues).values()]
        said: list[str] = [one for phrases in lists for one in phrases]
        return self.choice([*said, self.words(2)])

    def span(self, document: str) -> Span:
        """A stretch of a document's text."""
        length = len(self.body(document))
        start = self.randrange(length)
        return Span(start, self.randint(start + 1, length))


Act = Callable[[Project, Chance, str], object]


def _document(project: Project, chance: Chance, coder: str) -> object:
    lines = [
        f"{chance.choice(['Int', 'Ann'])}: {chance.words(12)}" for _ in range(chance.randint(1, 5))
    ]
    body = "\n".join(lines)
    plain = transcript(body, ("Int", "interviewer"), ("Ann", "participant"))
    found = Transcript(
        text=plain.text,
        format="txt",
        kind=chance.choice(KINDS),
        speakers=plain.speakers,
        turns=plain.turns,
        entries=(Entry(0, len(body), "3 March", "--03-03", "day"),),
        marks=(Mark(0, 1, "bold"),),
        warnings=("Something was left out.",),
    )
    source = original(f"{chance.words(2)}.txt", body.encode())
    return documents.add(project, found, source, coder, folder=chance.maybe(Folder))


def _put_right(project: Project, chance: Chance, coder: str) -> object:
    """Another division of a text, here and perhaps everywhere."""
    document = chance.one(Document)
    with project.reading() as session:
        found = reread.as_transcript(session, document)
    labels = [speaker.label for speaker in found.speakers] or ["Ann"]
    rules = Rules(
        {labels[0].casefold(): chance.choice(["interviewer", "participant", None])},
        nobody=frozenset(chance.sample(["int", "ann"], chance.randint(0, 1))),
        people={} if chance.random() < 0.5 else {"ann": "Ann"},
    )
    found = rules.applied(found)
    if found.entries and chance.random() < 0.5:
        found = corrections.dated(found, {found.entries[0].start: None})
    given = {label: chance.choice(["", chance.words(1)]) for label in labels}
    everywhere = chance.choice([rules, Rules()])
    return reread.put_right(project, document, found, coder, cases=given, rules=everywhere)


def _suggestion(project: Project, chance: Chance, coder: str) -> object:
    document = chance.one(Document)
    span = chance.span(document)
    words = span.of(chance.body(document))
    reason = Reason("phrase", words, span.start, span.stop, chance.random())
    made = Suggestion(
        document, span, chance.one(Code), chance.random() / 3, "cue", (reason,), "cues/1"
    )
    return suggestions.judge(project, made, chance.choice(VERDICTS), coder)


def _read_passage(project: Project, chance: Chance, coder: str) -> None:
    document = chance.one(Document)
    documents.read_passage(project, document, chance.span(document), coder)


def _edit_text(project: Project, chance: Chance, coder: str) -> object:
    """Words put in, taken out or replaced, a line moved, or everything written anew."""
    document = chance.one(Document)
    body = chance.body(document)
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(body))
        stop = chance.choice([start, min(len(body), start + chance.randint(0, 20))])
        come = chance.choice(["", chance.words(3), f"\nAnn: {chance.words()}"])
        body = body[:start] + come + body[stop:]
    lines = body.split("\n")
    if chance.random() < 0.3:
        lines.insert(chance.randint(0, len(lines) - 1), lines.pop(chance.randrange(len(lines))))
    if chance.random() < 0.1:
        lines = [chance.words(20)]
    return texts.new_version(project, document, "\n".join(lines), coder)


def _new_file(project: Project, chance: Chance, coder: str) -> object:
    """A document's file comes again, with a line more or less, and read anew."""
    document = chance.one(Document)
    lines = chance.body(document).split("\n")
    lines.insert(chance.randint(0, len(lines)), f"Ann: {chance.words()}")
    if chance.random() < 0.5:
        lines.pop(chance.randrange(len(lines)))
    made = transcript("\n".join(lines), ("Ann", None), ("Int", "interviewer"))
    file = original("again.txt", made.text.encode())
    return versions.bring_in(project, document, made, file, coder)


def _book(project: Project, chance: Chance, coder: str) -> object:
    entries = (
        CodeEntry("A", chance.words(2), codable=False, brief=chance.words()),
        CodeEntry(
            "A.B", chance.words(2), "A", cues=Cues(("not my place",), ("step",)), note="ours"
        ),
        CodeEntry("C", chance.words(2), colour="#123456", status="agreed"),
    )
    book = Codebook("Book", entries, dialect=(Respelling("cannae", "can not"),))
    return whole_codebook.apply(project, book, coder)


def _sheet(project: Project, chance: Chance, coder: str) -> object:
    rows = tuple((name, str(chance.randint(18, 90)), chance.words(1)) for name in ("Ann", "Int"))
    return case_sheet.bring_in(
        project, Sheet(("Case", "Age", "Place"), rows, "csv"), "people.csv", coder
    )


def _survey(project: Project, chance: Chance, coder: str) -> object:
    rows = tuple((name, chance.words(9), chance.words(1)) for name in ("Ann", "Zoë"))
    sheet = Sheet(("Respondent", "Why?", "Place"), rows, "csv")
    source = original(f"{chance.words(1)}.csv", repr(rows).encode())
    return survey.bring_in(project, sheet, Questions(0, (1,), (2,)), source, coder)


def _rules(project: Project, chance: Chance, coder: str) -> None:
    def label() -> str:
        return chance.choice(["int", "ho9", "zoë"])

    roles: tuple[Role | None, ...] = ("interviewer", "participant", None)
    role = chance.choice(roles)
    every = {label(): chance.words(1)}
    rules = Rules({label(): role}, every, frozenset({label()}), {label(): chance.words(1)})
    import_rules.keep(project, rules, coder, Rules(joined={label(): ""}))


def _forget(project: Project, chance: Chance, coder: str) -> None:
    import_rules.forget(project, [chance.one(ImportRule)], coder)


def _memo(project: Project, chance: Chance, coder: str) -> object:
    kind = chance.choice([None, "document", "code", "coding", "case"])
    target = {} if kind is None else {kind: chance.one(memos.TARGETS[kind])}
    return memos.write(project, chance.words(), coder, **target)


def _link(project: Project, chance: Chance, coder: str) -> object:
    kind = chance.choice(list(memos.TARGETS))
    return memos.link(project, chance.one(Memo), coder, **{kind: chance.one(memos.TARGETS[kind])})


def _value(project: Project, chance: Chance, coder: str) -> None:
    kind, row = chance.choice([("case", Case), ("document", Document)])
    value = chance.choice(["", "38", "yes", "2025-03-18", chance.words(1)])
    cases.set_value(
        project,
        chance.one(Attribute),
        value,
        coder,
        **{kind: chance.one(row)},
    )


def _code(p: Project, c: Chance, k: str) -> object:
    document = c.one(Document)
    return codings.code_passage(p, document, c.span(document), c.one(Code), k, memo=c.words(2))


def _code_many(p: Project, c: Chance, k: str) -> object:
    document, code = c.one(Document), c.one(Code)
    passages = [codings.Passage(document, c.span(document), code) for _ in range(4)]
    return codings.code_passages(p, passages, k, origin="search")


def _code_new(p: Project, c: Chance, k: str) -> object:
    document = c.one(Document)
    return new_code.code_as_new(p, document, c.span(document), c.words(2), k, c.maybe(Code))


ACTS: dict[str, Act] = {
    "coders.rename": lambda p, c, k: coders.rename(p, c.one(Coder), c.words(2), k),
    "coders.recolour": lambda p, c, k: coders.recolour(p, c.one(Coder), "#abcdef", k),
    "coders.present": lambda p, c, k: coders.present(p, Person(f"person-{c.randint(1, 3)}", "Zoë")),
    "coders.here": lambda p, c, k: coders.here(p, Person(k, "Zoë")),
    "coders.unclaimed": lambda p, c, k: coders.unclaimed(p, Person(k, "Zoë")),
    "coders.claim": lambda p, c, k: coders.claim(p, Person(k, "Zoë")),
    "coders.named": lambda p, c, k: coders.named(p, c.words(1), Person("person-9", "Zoë")),
    "coders.make_lead": lambda p, c, k: coders.make_lead(p, c.one(Coder), k),
    "coders.hide_others": lambda p, c, k: coders.hide_others(p, c.random() < 0.5, k),
    "documents.add": _document,
    "documents.rename": lambda p, c, k: documents.rename(p, c.one(Document), c.words(2), k),
    "documents.change_kind": lambda p, c, k: documents.change_kind(
        p, c.one(Document), c.choice(KINDS), k
    ),
    "documents.change_date": lambda p, c, k: documents.change_date(
        p, c.one(Document), c.choice([None, "2025-03-18", "March 2025"]), k
    ),
    "documents.change_language": lambda p, c, k: documents.change_language(
        p, c.one(Document), c.choice([None, "en", "pt-BR"]), k
    ),
    "documents.move": lambda p, c, k: documents.move(p, [c.one(Document)], c.maybe(Folder), k),
    "documents.delete": lambda p, c, k: documents.delete(p, [c.one(Document)], k),
    "documents.add_folder": lambda p, c, k: documents.add_folder(p, c.words(2), k, c.maybe(Folder)),
    "documents.rename_folder": lambda p, c, k: documents.rename_folder(
        p, c.one(Folder), c.words(2), k
    ),
    "documents.move_folder": lambda p, c, k: documents.move_folder(
        p, c.one(Folder), c.maybe(Folder), k
    ),
    "documents.delete_folder": lambda p, c, k: documents.delete_folder(p, c.one(Folder), k),
    "documents.mark_read": lambda p, c, k: documents.mark_read(
        p, c.one(Document), k, c.choice([None, 0, 5])
    ),
    "documents.read_passage": _read_passage,
    "codebook.create": lambda p, c, k: codebook.create(
        p, c.words(2), k, c.maybe(Code), brief=c.words(), cues=Cues((c.words(2),))
    ),
    "codebook.edit": lambda p, c, k: codebook.edit(
        p, c.one(Code), k, definition=c.words(), name=c.words(2), cues=Cues(lemmas=("help",))
    ),
    "codebook.rename": lambda p, c, k: codebook.rename(p, c.one(Code), c.words(2), k),
    "codebook.retire": lambda p, c, k: codebook.retire(p, c.one(Code), k),
    "codebook.use_again": lambda p, c, k: codebook.use_again(p, c.one(Code), k),
    "codebook.move": lambda p, c, k: codebook.move(
        p, c.one(Code), c.maybe(Code), k, c.choice([None, 0, 1])
    ),
    "codebook.merge": lambda p, c, k: codebook.merge(p, c.one(Code), c.one(Code), k),
    "codebook.delete": lambda p, c, k: codebook.delete(p, c.one(Code), k),
    "cues.ban_cue": lambda p, c, k: cues.ban_cue(p, c.one(Code), c.cue(), k),
    "cues.unban": lambda p, c, k: cues.unban(p, c.one(Code), c.cue(), k),
    "cues.promote": lambda p, c, k: cues.promote(p, c.one(Code), c.cue(), k),
    "cues.change_cue": lambda p, c, k: cues.change_cue(p, c.one(Code), c.cue(), c.words(2), k),
    "cues.mislead": lambda p, c, k: cues.mislead(p, c.one(Code), c.words(1), k),
    "cues.unmislead": lambda p, c, k: cues.unmislead(p, c.one(Code), c.cue(), k),
    "whole_codebook.apply": _book,
    "codings.code_passage": _code,
    "codings.code_passages": _code_many,
    "new_code.code_as_new": _code_new,
    "codings.uncode": lambda p, c, k: codings.uncode(p, [c.one(Coding)], k),
    "codings.recode": lambda p, c, k: codings.recode(p, [c.one(Coding)], c.one(Code), k),
    "codings.resize": lambda p, c, k: codings.resize(
        p, c.one(Coding), Span(c.randint(0, 3), c.randint(4, 9)), k
    ),
    "codings.star": lambda p, c, k: codings.star(p, [c.one(Coding)], c.random() < 0.5, k),
    "codings.weigh": lambda p, c, k: codings.weigh(p, c.one(Coding), c.choice([None, 0, 100]), k),
    "memos.write": _memo,
    "memos.edit": lambda p, c, k: memos.edit(p, c.one(Memo), c.words(), k),
    "memos.delete": lambda p, c, k: memos.delete(p, c.one(Memo), k),
    "memos.link": _link,
    "memos.unlink": lambda p, c, k: memos.unlink(p, c.one(MemoLink), k),
    "corpus.move": lambda p, c, k: corpus.move(
        p, [c.one(Document)], [c.one(Folder)], c.maybe(Folder), k
    ),
    "corpus.delete": lambda p, c, k: corpus.delete(p, [c.one(Document)], [c.one(Folder)], k),
    "cases.create": lambda p, c, k: cases.create(p, c.words(2), k),
    "cases.rename": lambda p, c, k: cases.rename(p, c.one(Case), c.words(2), k),
    "cases.delete": lambda p, c, k: cases.delete(p, c.one(Case), k),
    "cases.assign_documents": lambda p, c, k: cases.assign_documents(
        p, [c.one(Document)], c.maybe(Case), k
    ),
    "cases.assign_speaker": lambda p, c, k: cases.assign_speaker(
        p, c.one(Speaker), c.maybe(Case), k
    ),
    "cases.define": lambda p, c, k: cases.define(p, c.words(2), c.choice(TYPES), k),
    "cases.delete_attribute": lambda p, c, k: cases.delete_attribute(p, c.one(Attribute), k),
    "cases.set_value": _value,
    "case_sheet.bring_in": _sheet,
    "survey.bring_in": _survey,
    "case_table.fill": lambda p, c, k: case_table.fill(
        p,
        [
            case_table.Cell(c.one(Case), c.one(Attribute), c.choice(["", "38", "yes"])),
            case_table.Cell(1, None, c.words(2)),
            case_table.Cell(1, c.one(Attribute), "38"),
        ],
        k,
    ),
    "case_table.delete": lambda p, c, k: case_table.delete(p, [c.one(Case)], k),
    "case_table.assign": lambda p, c, k: case_table.assign(
        p, [c.one(Document)], [c.one(Speaker)], c.maybe(Case), k
    ),
    "case_table.rename_attribute": lambda p, c, k: case_table.rename_attribute(
        p, c.one(Attribute), c.words(2), k
    ),
    "case_table.retype_attribute": lambda p, c, k: case_table.retype_attribute(
        p, c.one(Attribute), c.choice(TYPES), k
    ),
    "import_rules.keep": _rules,
    "import_rules.forget": _forget,
    "reread.put_right": _put_right,
    "reread.put_speaker_right": lambda p, c, k: reread.put_speaker_right(
        p,
        "Ann",
        Rules({"ann": c.choice(["interviewer", None])}, {"int": "Ann"}),
        k,
        documents=c.choice([None, [c.one(Document)]]),
        case=c.choice([None, "", c.words(1)]),
    ),
    "reread.find_anew": lambda p, c, k: reread.find_anew(p, c.one(Document), k),
    "suggesting.choose": lambda p, c, k: suggesting.choose(
        p, Choices(c.random() < 0.5, c.choice([0.3, 0.5, 0.8]), c.random() < 0.5), k
    ),
    "suggestions.judge": _suggestion,
    "texts.new_version": _edit_text,
    "versions.bring_in": _new_file,
}


def act(project: Project, name: str, seed: int, coder: str) -> bool:
    """Do one act; says whether it was done rather than refused."""
    try:
        ACTS[name](project, Chance(project, seed), coder)
    except Refused:
        return False
    return True
