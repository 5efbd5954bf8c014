"""Whom a participants' sheet speaks of: its cases, and which documents and speakers are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liveable.core.folding import alike
from liveable.core.sheet_columns import Words, names_somebody, owners, words
from liveable.core.transcript import Columns, Sheet


class Voice(NamedTuple):
    """A speaker who is no interviewer, and the key of the case it is known to be."""

    uid: str
    label: str
    case: str | None = None


class Paper(NamedTuple):
    """A document by name and file, the key of its case, and who answers in it."""

    uid: str
    name: str
    file: str
    case: str | None = None
    voices: tuple[Voice, ...] = ()


class Person(NamedTuple):
    """A case of a sheet: its key (a name as ``alike`` compares it), its name, its rows by index."""

    key: str
    name: str
    rows: tuple[int, ...]


class Named(NamedTuple):
    """The cases of a sheet in order, and the numbers of the rows that name none."""

    people: list[Person]
    nameless: list[int]


@dataclass(slots=True)
class Matches:
    """Whose documents and speakers are, by uid and key. ``missing`` are a case's name and a
    document it lists that is not there; ``alone`` the keys of cases that match nothing.
    """

    documents: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)
    missing: list[tuple[str, str]] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


def people(sheet: Sheet, column: int) -> Named:
    """The cases that a column names; rows of one name are one case."""
    found: dict[str, tuple[str, list[int]]] = {}
    nameless = []
    for index, row in enumerate(sheet.rows):
        name = " ".join(row[column].replace("\0", " ").split())
        if names_somebody(name):
            found.setdefault(alike(name), (name, []))[1].append(index)
        else:
            nameless.append(sheet.number(index))
    return Named([Person(key, n, tuple(rows)) for key, (n, rows) in found.items()], nameless)


def match(
    sheet: Sheet, columns: Columns, persons: Sequence[Person], papers: Sequence[Paper]
) -> Matches:
    """Tell whose documents and speakers are.

    A document is a case's that lists it, or whose name or pseudonym its own name holds; a speaker
    by label, full or the first word. The one participant of one's own document is oneself, and the
    document of one participant is theirs.
    """
    done = Matches()
    called = {person.key: _called(sheet, columns, person) for person in persons}
    claims = _claims(sheet, columns, persons, papers, called, done)
    by_label: dict[Words, set[str]] = {}
    for key, names in called.items():
        for name in names:
            for label in (name, name[:1]):
                by_label.setdefault(label, set()).add(key)
    joined = {key for owners_ in claims.values() for key in owners_}
    for paper in papers:
        claimed = claims.get(paper.uid, [])
        if len(claimed) == 1:
            done.documents[paper.uid] = claimed[0]
        joined |= _voices(paper, claimed, by_label, done)
        joined |= {paper.case} if paper.case is not None else set()
    done.alone = [person.key for person in persons if person.key not in joined]
    return done


def _called(sheet: Sheet, columns: Columns, person: Person) -> set[Words]:
    """What a case may be called: its name and its pseudonyms."""
    cells = [sheet.rows[row][column] for row in person.rows for column in columns.names]
    return {words(name) for name in (person.name, *cells) if names_somebody(name)}


def _claims(
    sheet: Sheet,
    columns: Columns,
    persons: Iterable[Person],
    papers: Sequence[Paper],
    called: Mapping[str, set[Words]],
    done: Matches,
) -> dict[str, list[str]]:
    """The cases that claim each document, in the order of the sheet."""
    by_owner: dict[Words, list[str]] = {}
    by_name: dict[Words, list[str]] = {}
    for paper in papers:
        for name in owners(paper.name):
            by_owner.setdefault(name, []).append(paper.uid)
        for name in {words(paper.name), words(paper.file)}:
            by_name.setdefault(name, []).append(paper.uid)
    claims: dict[str, list[str]] = {}
    for person in persons:
        claimed: list[str] = []
        for listed in _listed(sheet, columns, person):
            same = by_name.get(words(listed), [])
            if not same:
                done.missing.append((person.name, listed))
            claimed += same
        for name in called[person.key]:
            claimed += by_owner.get(name, [])
        for uid in dict.fromkeys(claimed):
            claims.setdefault(uid, []).append(person.key)
    return claims


def _listed(sheet: Sheet, columns: Columns, person: Person) -> list[str]:
    """The documents a case lists in its column for them."""
    if columns.documents is None:
        return []
    cells = [sheet.rows[row][columns.documents] for row in person.rows]
    names = filter(names_somebody, re.split(r"[;|\n]", "\n".join(cells)))
    return list(dict.fromkeys(map(str.strip, names)))


def _voices(
    paper: Paper, claimed: Sequence[str], by_label: Mapping[Words, set[str]], done: Matches
) -> set[str]:
    """Say who the speakers of a document are; the keys of those who are somebody."""
    found: set[str] = set()
    for voice in paper.voices:
        likely = by_label.get(words(voice.label), set())
        if claimed:
            likely = likely & set(claimed)
        now = voice.case
        if len(likely) == 1:
            now = done.speakers[voice.uid] = next(iter(likely))
        elif len(paper.voices) == 1 and len(claimed) == 1:
            now = done.speakers[voice.uid] = claimed[0]
        if now is not None:
            found.add(now)
            if len(paper.voices) == 1 and not claimed and paper.case is None:
                done.documents[paper.uid] = now
    return found
