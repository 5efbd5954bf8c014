"""Memos as lists show them: what each is about, who wrote it, and what it says."""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.spans import Span
from liveable.store import search

Kind = Literal["project", "document", "code", "coding", "case"]


class Subject(NamedTuple):
    """What a memo is about, or what memos are asked for; the project has no uid here."""

    kind: Kind
    uid: str = ""


PROJECT = Subject("project")


class MemoRow(NamedTuple):
    """A memo. ``about`` is a readable name of its subject.

    For a memo on a coding ``document`` and ``start`` to ``stop`` say where that is, ``code`` what
    it is coded with, and ``about`` names the code; ``colour`` is that of the code in question.
    """

    uid: str
    text: str
    coder: str
    coder_name: str
    created: str
    subject: Subject
    about: str
    document: str | None
    document_name: str | None
    start: int
    stop: int
    code: str | None
    colour: str | None

    @property
    def span(self) -> Span | None:
        """Where the coding it is about is, for a memo on a coding."""
        return Span(self.start, self.stop) if self.subject.kind == "coding" else None

    @property
    def first_line(self) -> str:
        """Its first line with words."""
        lines = (line.strip() for line in self.text.split("\n"))
        return next((line for line in lines if line), "")


def memos(
    session: Session,
    about: Subject | None = None,
    wanted: str = "",
    typing: bool = False,
    only: str | None = None,
) -> list[MemoRow]:
    """Memos, latest first: on one subject (None: on anything), with all the words wanted, by one
    coder ``only`` or by anybody.

    Memos on a document's codings count as being about it, and those on a code's codings about that
    code.
    """
    condition, values = _condition(about, only)
    if wanted.strip():
        hits = search.search_notes(session, wanted, typing=typing, only=only)
        condition += " AND m.uid IN (SELECT value FROM json_each(:found))"
        values["found"] = json.dumps([hit.row for hit in hits if hit.tbl == "memo"])
    rows = session.execute(text(f"{_MEMOS} WHERE {condition} {_ORDER}"), values)
    return [_row(row) for row in rows]


def count(session: Session, about: Subject | None = None, only: str | None = None) -> int:
    """How many memos there are on a subject, or (None) at all, by one coder ``only`` or anybody."""
    condition, values = _condition(about, only)
    found = session.execute(text(f"SELECT count(*) {_FROM} WHERE {condition}"), values)
    number: int = found.scalar_one()
    return number


def memo(session: Session, uid: str) -> MemoRow | None:
    """One memo; None where there is none of that uid."""
    found = session.execute(text(f"{_MEMOS} WHERE m.uid = :uid"), {"uid": uid}).first()
    return None if found is None else _row(found)


class Name(NamedTuple):
    """How a subject is called: its name, the colour of its code, and for a coding its words and
    where they are.
    """

    name: str
    colour: str | None = None
    words: str = ""
    document: str = ""
    start: int = 0
    stop: int = 0


def name_of(session: Session, subject: Subject) -> Name | None:
    """How a subject is called; None where it is gone."""
    found = session.execute(text(_NAMES[subject.kind]), {"uid": subject.uid}).first()
    return None if found is None else Name(*found)


_NAMES: dict[Kind, str] = {
    "project": "SELECT name FROM project",
    "document": "SELECT name FROM document WHERE uid = :uid",
    "code": "SELECT name, colour FROM code WHERE uid = :uid",
    "case": 'SELECT name FROM "case" WHERE uid = :uid',
    # A coding of a million characters need not be read to be named.
    "coding": "SELECT k.name, k.colour, substr(t.body, c.start + 1, min(c.stop - c.start, 400)), "
    "c.document, c.start, c.stop FROM coding c JOIN code k ON k.uid = c.code "
    "JOIN text t ON t.sha = c.text_sha WHERE c.uid = :uid",
}
_ABOUT: dict[Kind, str] = {
    "project": 'coalesce(m.document, m.code, m.coding, m."case") IS NULL',
    "document": "m.uid IN (SELECT uid FROM memo WHERE document = :uid UNION ALL SELECT n.uid "
    "FROM memo n JOIN coding d ON d.uid = n.coding WHERE d.document = :uid)",
    "code": "m.uid IN (SELECT uid FROM memo WHERE code = :uid UNION ALL SELECT n.uid "
    "FROM memo n JOIN coding d ON d.uid = n.coding WHERE d.code = :uid)",
    "coding": "m.coding = :uid",
    "case": 'm."case" = :uid',
}


def _condition(about: Subject | None, only: str | None) -> tuple[str, dict[str, Any]]:
    subject = "1" if about is None else _ABOUT[about.kind]
    values = {"uid": about.uid if about else None, "only": only}
    return (subject if only is None else f"m.coder = :only AND {subject}"), values


_FROM = (
    "FROM memo m JOIN coder who ON who.uid = m.coder "
    "LEFT JOIN coding g ON g.uid = m.coding "
    "LEFT JOIN document d ON d.uid = coalesce(m.document, g.document) "
    "LEFT JOIN code k ON k.uid = coalesce(m.code, g.code) "
    'LEFT JOIN "case" s ON s.uid = m."case"'
)
_MEMOS = (
    "SELECT m.uid, m.text, m.coder, who.name AS coder_name, m.created, m.document AS on_document, "
    'm.code AS on_code, m.coding AS on_coding, m."case" AS on_case, d.uid AS document, '
    "d.name AS document_name, k.uid AS code, k.name AS code_name, k.colour, s.name AS case_name, "
    f"coalesce(g.start, 0) AS start, coalesce(g.stop, 0) AS stop {_FROM}"
)
_ORDER = "ORDER BY m.created DESC, m.uid DESC"


def _row(row: Any) -> MemoRow:
    subject, about = PROJECT, ""
    if row.on_coding:
        subject, about = Subject("coding", row.on_coding), row.code_name
    elif row.on_code:
        subject, about = Subject("code", row.on_code), row.code_name
    elif row.on_document:
        subject, about = Subject("document", row.on_document), row.document_name
    elif row.on_case:
        subject, about = Subject("case", row.on_case), row.case_name
    return MemoRow(
        uid=row.uid,
        text=row.text,
        coder=row.coder,
        coder_name=row.coder_name,
        created=row.created,
        subject=subject,
        about=about,
        document=row.document,
        document_name=row.document_name,
        start=row.start,
        stop=row.stop,
        code=row.code,
        colour=row.colour,
    )
