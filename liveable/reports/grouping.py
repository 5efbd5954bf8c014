"""Passages put under headings: by the codebook's order, or by the names of cases or documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from liveable.core.codetree import CodeTree
from liveable.reports.definitions import Definition
from liveable.reports.facts import Facts
from liveable.reports.wording import number
from liveable.store import queries
from liveable.store.queries import CodingRow, Excerpt

GroupBy = Literal["code", "case", "document"]
Key = TypeVar("Key")
NO_CASE = "No case"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many quotes there are, made by how many codings, out of how much, by how many coders."""

    quotes: int
    codings: int
    documents: int
    cases: int
    coders: int


class Passage(NamedTuple):
    """A stretch of text under one code (by uid and path) with all its codings."""

    text: str
    code: str
    path: tuple[str, ...]
    codings: tuple[CodingRow, ...]

    @property
    def first(self) -> CodingRow:
        """The earliest of its codings."""
        return self.codings[0]


def gathered(found: Iterable[Excerpt], tree: CodeTree) -> list[Passage]:
    """The excerpts with the same words under the same code made one, still in order of place."""
    together: dict[tuple[str, str, int, int, str], list[Excerpt]] = {}
    for excerpt in found:
        c = excerpt.coding
        together.setdefault((c.document, c.text_sha, c.start, c.stop, c.code), []).append(excerpt)
    return [
        Passage(
            same[0].text,
            same[0].coding.code,
            tree.path[same[0].coding.code],
            tuple(sorted((e.coding for e in same), key=lambda c: (c.created, c.uid))),
        )
        for same in together.values()
    ]


def tally(passages: Sequence[Passage]) -> Counts:
    """How much passages come to; what several share is counted once."""
    codings = [coding for passage in passages for coding in passage.codings]
    return Counts(
        quotes=len(passages),
        codings=len(codings),
        documents=len({c.document for c in codings}),
        cases=len({c.case for c in codings} - {None}),
        coders=len({c.coder for c in codings}),
    )


class Sources(NamedTuple):
    """What grouping leans on."""

    facts: Facts
    tree: CodeTree
    book: dict[str, Definition]


class Outline(NamedTuple):
    """A group to be: its own passages, and these with all those below it."""

    path: tuple[str, ...]
    about: str
    own: Sequence[Passage]
    within: Sequence[Passage]


def by_code(passages: Sequence[Passage], sources: Sources) -> Iterator[Outline]:
    """The codes in order, where there is a passage under them or under one below."""
    tree, book = sources.tree, sources.book
    own: dict[str, list[Passage]] = {}
    within: dict[str, list[Passage]] = {}
    for passage in passages:
        own.setdefault(passage.code, []).append(passage)
        above: str | None = passage.code
        while above is not None:
            within.setdefault(above, []).append(passage)
            above = tree.parent[above]
    for code in tree.order:
        if code in within:
            yield Outline(tree.path[code], book[code].gist, own.get(code, []), within[code])


def _by_case(passages: Sequence[Passage], sources: Sources) -> Iterator[Outline]:
    facts = sources.facts
    found = _grouped(passages, sources.tree, lambda coding: coding.case)
    for case in sorted(found, key=lambda uid: _last_if_none(uid, facts.cases)):
        about = _about(facts, case) if case else ""
        name = facts.cases[case] if case else NO_CASE
        yield Outline((name,), about, found[case], found[case])


def _last_if_none(case: str | None, names: dict[str, str]) -> tuple[object, ...]:
    return (0, queries.natural(names[case]), case) if case else (1,)


def _by_document(passages: Sequence[Passage], sources: Sources) -> Iterator[Outline]:
    facts = sources.facts
    for uid, own in _grouped(passages, sources.tree, lambda coding: coding.document).items():
        document = facts.documents[uid]
        case = facts.cases.get(document.case or "", "")
        words = number(document.words, "word")
        known = (case, document.kind, document.folder, document.date, words, _about(facts, uid))
        yield Outline((document.name,), " · ".join(filter(None, known)), own, own)


GROUPINGS: dict[GroupBy, Callable[[Sequence[Passage], Sources], Iterator[Outline]]] = {
    "code": by_code,
    "case": _by_case,
    "document": _by_document,
}


def _grouped(
    passages: Sequence[Passage], tree: CodeTree, key: Callable[[CodingRow], Key]
) -> dict[Key, list[Passage]]:
    """The passages by a key; those on the very same words in the codebook's order."""
    codes = {code: place for place, code in enumerate(tree.order)}
    named = dict.fromkeys(passage.first.document for passage in passages)
    documents = {document: place for place, document in enumerate(named)}

    def order(passage: Passage) -> tuple[int, int, int, int]:
        first = passage.first
        return documents[first.document], first.start, first.stop, codes[passage.code]

    found: dict[Key, list[Passage]] = {}
    for passage in sorted(passages, key=order):
        found.setdefault(key(passage.first), []).append(passage)
    return found


def _about(facts: Facts, whose: str) -> str:
    """The attributes of a case or document that have a value."""
    known = ((name, facts.values.get((uid, whose))) for uid, name in facts.attributes.items())
    return " · ".join(f"{name}: {value}" for name, value in known if value)
