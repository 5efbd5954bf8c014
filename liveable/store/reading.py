"""A document as it is read: its text, who speaks where, its formatting, what was coded in it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.index import Lines
from liveable.core.spans import Span
from liveable.core.stretches import Said
from liveable.core.transcript import Mark
from liveable.store import queries
from liveable.store.queries import CodingRow


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands over a text: ``read_to`` is how far one coder has read it."""

    name: str
    kind: str
    folder: tuple[str, ...]
    date: str | None
    words: int
    paragraphs: int
    text_sha: str
    read_to: int
    read: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's words and what is known of them; ``cases`` are whose the turns are."""

    uid: str
    name: str
    sha: str
    lines: Lines
    turns: tuple[Said, ...]
    cases: tuple[str | None, ...]
    marks: tuple[Mark, ...]
    case: str | None

    @property
    def body(self) -> str:
        """The canonical text."""
        return self.lines.text


def facts(session: Session, document: str, coder: str) -> Facts | None:
    """What is known of a document; None where it is gone."""
    row = session.execute(_FACTS, {"document": document, "coder": coder}).first()
    if row is None:
        return None
    folder = queries.folder_paths(session)[row.folder] if row.folder else ()
    return Facts(
        row.name,
        row.kind,
        folder,
        row.date,
        row.words,
        row.paragraphs,
        row.text_sha,
        row.up_to or 0,
        bool(row.done),
    )


_FACTS = text(
    "SELECT d.name, d.kind, d.folder, d.date, d.text_sha, t.words, t.paragraphs, "
    "min(r.up_to, t.length) AS up_to, r.done "
    "FROM document d JOIN text t ON t.sha = d.text_sha "
    "LEFT JOIN reading r ON r.document = d.uid AND r.coder = :coder WHERE d.uid = :document"
)


def opened(session: Session, document: str) -> Opened | None:
    """A document's text with its turns and formatting; None where it is gone."""
    row = session.execute(_OPENED, {"document": document}).first()
    if row is None:
        return None
    turns = session.execute(_TURNS, {"document": document}).all()
    marks = session.execute(_MARKS, {"sha": row.text_sha})
    return Opened(
        document,
        row.name,
        row.text_sha,
        Lines(row.body),
        tuple(Said(t.start, t.speech, t.stop, t.label, t.role == "interviewer") for t in turns),
        tuple(t.case for t in turns),
        tuple(Mark(*mark) for mark in marks),
        row.case,
    )


_OPENED = text(
    'SELECT d.name, d."case", d.text_sha, t.body FROM document d JOIN text t ON t.sha = d.text_sha '
    "WHERE d.uid = :document"
)
_TURNS = text(
    'SELECT t.start, t.speech, t.stop, s.label, s.role, s."case" FROM turn t '
    "LEFT JOIN speaker s ON s.uid = t.speaker WHERE t.document = :document ORDER BY t.start"
)
_MARKS = text("SELECT start, stop, style, level FROM display WHERE text_sha = :sha ORDER BY start")


def codings(
    session: Session, page: Opened, uids: Iterable[str] | None = None, only: str | None = None
) -> dict[str, CodingRow]:
    """The codings of an opened document, or those of them that have these uids, by uid; by one
    coder ``only`` or by anybody.

    The same rows as ``queries.codings`` gives; speaker and paragraph are told from the page, which
    is some ten times as fast.
    """
    chosen = "c.document = :document AND c.text_sha = :sha"
    values = {"document": page.uid, "sha": page.sha}
    if uids is not None:
        chosen = f"c.uid IN (SELECT value FROM json_each(:uids)) AND +{chosen}"
        values["uids"] = json.dumps(sorted(uids))
    if only is not None:
        chosen, values["only"] = f"{chosen} AND c.coder = :only", only
    starts = [turn.start for turn in page.turns]
    numbers = page.lines
    found = {}
    for row in session.execute(text(_CODINGS + chosen), values):
        uid, start, stop, code, coder, coder_name, created, origin, star, weight = row
        turn = bisect_right(starts, start) - 1
        spoken = turn >= 0 and page.turns[turn].stop > start
        found[uid] = CodingRow(
            uid,
            page.uid,
            page.name,
            page.sha,
            start,
            stop,
            code,
            coder,
            coder_name,
            created,
            origin,
            star,
            weight,
            (page.cases[turn] if spoken else None) or page.case,
            page.turns[turn].speaker if spoken else None,
            numbers.number(start),
        )
    return found


_CODINGS = (
    "SELECT c.uid, c.start, c.stop, c.code, c.coder, k.name, c.created, c.origin, c.star, c.weight "
    "FROM coding c JOIN coder k ON k.uid = c.coder WHERE "
)


def noted(session: Session, document: str, only: str | None = None) -> frozenset[str]:
    """The codings of a document that have a memo, by one coder ``only`` or by anybody."""
    return frozenset(session.scalars(_NOTED, {"document": document, "only": only}))


_NOTED = text(
    "SELECT DISTINCT m.coding FROM memo m JOIN coding c ON c.uid = m.coding "
    "WHERE c.document = :document AND (:only IS NULL OR m.coder = :only)"
)


def memos(session: Session, coding: str, only: str | None = None) -> list[str]:
    """What the memos on one coding say, the oldest first; by one coder ``only`` or by anybody."""
    return list(session.scalars(_MEMOS, {"coding": coding, "only": only}))


_MEMOS = text(
    "SELECT text FROM memo WHERE coding = :coding AND (:only IS NULL OR coder = :only) "
    "ORDER BY created, uid"
)


def passages_read(session: Session, coders: Iterable[str]) -> dict[str, list[Span]]:
    """The passages that any of some coders read by themselves, by document, in order of place."""
    found: dict[str, list[Span]] = {}
    for document, start, stop in session.execute(_READ, {"coders": json.dumps(sorted(coders))}):
        found.setdefault(document, []).append(Span(start, stop))
    return found


_READ = text(
    "SELECT DISTINCT document, start, stop FROM passage_read "
    "WHERE coder IN (SELECT value FROM json_each(:coders)) ORDER BY document, start, stop"
)
