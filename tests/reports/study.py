"""A small study that the tests of reports share, made through the ordinary acts."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from liveable.core.spans import Span
from liveable.core.transcript import Entry, Kind, Original, Speaker, Transcript, Turn
from liveable.ops import cases, codebook, coders, codings, documents, memos
from liveable.store.project import Person, Project, create

ANA, BEN = Person("ana", "Ana"), Person("ben", "Ben")
_TURN = re.compile(r"^(?P<label>\w+):(?: \[(?P<time>[\d:]+)\])? ?", re.MULTILINE)
_HEAD = re.compile(r"^(?P<label>\w+day) (?P<day>\d+) March$", re.MULTILINE)


@dataclass
class Study:
    """A project with the uids of what is in it, by name, and the text of each document."""

    project: Project
    codes: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def code(self, name: str, parent: str | None = None, **fields: object) -> str:
        """Make a code, under another by name."""
        above = self.codes[parent] if parent else None
        self.codes[name] = codebook.create(self.project, name, ANA.uid, above, **fields)
        return self.codes[name]

    def document(self, name: str, text: str, kind: Kind = "interview", date: str = "") -> str:
        """Bring in a text: ``Label: [0:10] words`` is a turn, ``Monday 3 March`` heads an entry."""
        body = text.encode()
        original = Original(
            f"{name}.txt", hashlib.sha256(body).hexdigest(), len(body), zlib.compress(body)
        )
        turns = _turns(text)
        labels = dict.fromkeys(t.speaker for t in turns if t.speaker)
        transcript = Transcript(
            text=text,
            format="txt",
            kind=kind,
            date=date or None,
            speakers=tuple(Speaker(label, 1) for label in labels),
            turns=turns,
            entries=_entries(text) if kind == "diary" else (),
        )
        uid = documents.add(self.project, transcript, original, ANA.uid, name=name)
        self.documents[name], self.texts[name] = uid, text
        return uid

    def case(self, name: str, *documents: str, **values: str) -> str:
        """Make a case of documents by name, with values of attributes (made as text if new)."""
        uid = self.cases[name] = cases.create(self.project, name, ANA.uid)
        cases.assign_documents(self.project, [self.documents[d] for d in documents], uid, ANA.uid)
        for attribute, value in values.items():
            self.value(attribute, value, case=uid)
        return uid

    def value(self, attribute: str, value: str, **of: str) -> None:
        """Set an attribute of a case or document by uid."""
        if attribute not in self.attributes:
            named = attribute.replace("_", " ")
            self.attributes[attribute] = cases.define(self.project, named, "text", ANA.uid)
        cases.set_value(self.project, self.attributes[attribute], value, ANA.uid, **of)

    def passage(self, document: str, words: str, code: str, memo: str = "") -> codings.Passage:
        """The first place of these words in a document, under a code by name."""
        start = self.texts[document].index(words)
        span = Span(start, start + len(words))
        return codings.Passage(self.documents[document], span, self.codes[code], memo)

    def coded(self, document: str, words: str, code: str, who: Person = ANA, memo: str = "") -> str:
        """Code these words. Returns the coding's uid."""
        passage = self.passage(document, words, code)
        return codings.code_passage(
            self.project, passage.document, passage.span, passage.code, who.uid, memo=memo
        )


def _turns(text: str) -> tuple[Turn, ...]:
    return tuple(
        Turn(m.start(), m.end(), stop, m["label"], m["time"]) for m, stop in _stretches(_TURN, text)
    )


def _entries(text: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(m.start(), stop, m.group(), f"2025-03-{int(m['day']):02}", "day")
        for m, stop in _stretches(_HEAD, text)
    )


def _stretches(head: re.Pattern[str], text: str) -> list[tuple[re.Match[str], int]]:
    """Each head with where the next one begins."""
    found = list(head.finditer(text))
    stops = [*(m.start() for m in found[1:]), len(text)]
    return list(zip(found, stops, strict=False))  # a text without heads has one end and no stretch


DIARY = """Moira's diary

Monday 3 March
The lift was out again. Somebody carried my bag up four flights.

Friday 7 March
Nobody about.
I made soup for the stair.
They ate it standing up."""

INTERVIEW = """I: [0:10] Who would you ask?
P: [0:25] Danny, across the landing. He has my spare key.
I: [1:02] And he asks you?
P: [1:10] He does not need to. I hear the pram."""

GROUP = """Sal: We all know each other's bins.
Rab: We do not.
Sal: You know mine, Rab."""


def build(folder: Path) -> Study:
    """Two coders, three cases, four documents, a codebook of two families, seven quotes."""
    study = Study(create(folder / "study.liveable", "The stair", ANA))
    coders.present(study.project, BEN)
    study.code("Help", codable=False, brief="Help nobody could demand.")
    study.code(
        "Practical help",
        "Help",
        short="HELP.PRAC",
        brief="A task done for someone.",
        definition="Hands on.\nTime given.",
        use_when="Lifts, keys, soup.",
        not_when="Advice alone.",
        example="She took my parcel in.",
    )
    study.code("Listening", "Help")
    study.code("Home")
    study.code("Belonging", "Home", definition="Feeling part of a place.")
    study.code("Unused")
    study.document("Interview 10", INTERVIEW, date="2025-02-01")
    study.document("Interview 2", "P: I keep myself to myself.")
    study.document("Moira diary", DIARY, kind="diary")
    study.document("Group", GROUP, kind="focus-group")
    study.case("P10", "Interview 10", gender="man", Years_in_area="40")
    study.case("P9", "Interview 2", gender="woman")
    study.case("Moira", "Moira diary", gender="woman", place="Millbrae")
    key = "Danny, across the landing. He has my spare key."
    study.coded("Interview 10", key, "Practical help", memo="A key is trust.\n\nAsk about it.")
    study.coded("Interview 10", key, "Practical help", BEN)
    study.coded("Interview 10", "He has my spare key.", "Practical help", BEN)
    study.coded("Interview 10", INTERVIEW[INTERVIEW.index("I: [1:02]") :], "Belonging")
    study.coded("Interview 2", "I keep myself to myself.", "Home")
    soup = study.coded(
        "Moira diary", "I made soup for the stair.\nThey ate it standing up.", "Practical help"
    )
    codings.star(study.project, [soup], True, ANA.uid)
    study.coded("Group", "We all know each other's bins.", "Belonging", BEN)
    memos.write(study.project, "Not on a coding.", ANA.uid, case=study.cases["Moira"])
    return study
