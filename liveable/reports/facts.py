"""What a report says of documents, cases and coders, looked up when it is first asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.reports.attribution import normal
from liveable.store import queries
from liveable.store.queries import CodingRow


class DocumentFacts(NamedTuple):
    """A document as its heading and its quotes' attributions name it."""

    name: str
    kind: str
    folder: str
    case: str | None
    date: str
    words: int


class Stretch(NamedTuple):
    """Part of a document with what it is called and its date, if it has one."""

    start: int
    stop: int
    label: str
    date: str


class Facts:
    """The facts of one project, as they are while the session looks at it; the memos of one coder
    ``only``, or everybody's.
    """

    def __init__(self, session: Session, only: str | None = None) -> None:
        self._session, self._only = session, only
        self._of: dict[tuple[str, str], dict[str, str]] = {}

    @cached_property
    def project(self) -> str:
        """The project's name."""
        return str(self._rows("SELECT name FROM project")[0].name)

    @cached_property
    def as_of(self) -> str:
        """The time of the last operation, ISO 8601 in UTC."""
        return str(self._rows("SELECT at FROM operation ORDER BY seq DESC LIMIT 1")[0].at)

    @cached_property
    def documents(self) -> dict[str, DocumentFacts]:
        """The documents by uid."""
        folders = queries.folder_paths(self._session)
        rows = self._rows(
            'SELECT d.uid, d.name, d.kind, d.folder, d."case", d.date, t.words '
            "FROM document d JOIN text t ON t.sha = d.text_sha"
        )
        return {
            row.uid: DocumentFacts(
                name=row.name,
                kind=row.kind.replace("-", " "),
                folder="/".join(folders.get(row.folder, ())),
                case=row.case,
                date=row.date or "",
                words=row.words,
            )
            for row in rows
        }

    @cached_property
    def cases(self) -> dict[str, str]:
        """The names of cases by uid."""
        return {row.uid: row.name for row in self._rows('SELECT uid, name FROM "case"')}

    @cached_property
    def coders(self) -> dict[str, str]:
        """The names of coders by uid; namesakes are numbered, the earliest being the first."""
        names: dict[str, str] = {}
        same: Counter[str] = Counter()
        for row in self._rows("SELECT uid, name FROM coder ORDER BY uid"):
            same[row.name] += 1
            names[row.uid] = row.name if same[row.name] == 1 else f"{row.name} ({same[row.name]})"
        return names

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The names of attributes by uid, in their order."""
        rows = self._rows("SELECT uid, name FROM attribute ORDER BY position, name, uid")
        return {row.uid: row.name for row in rows}

    @cached_property
    def values(self) -> dict[tuple[str, str], str]:
        """The value of an attribute (by uid) of a case or document (by uid)."""
        rows = self._rows('SELECT attribute, coalesce("case", document) AS whose, value FROM value')
        return {(row.attribute, row.whose): row.value for row in rows}

    @cached_property
    def memos(self) -> dict[str, list[tuple[str, str]]]:
        """The memos on a coding (by uid): what each says, and the coder who wrote it, by uid."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows(
            "SELECT coding, text, coder FROM memo WHERE coding IS NOT NULL ORDER BY created, uid"
        ):
            if self._only in (None, row.coder):
                found.setdefault(row.coding, []).append((row.text, row.coder))
        return found

    def of(self, coding: CodingRow) -> dict[str, str]:
        """The attributes, by uid, of a coding's case or, where that has none, of its document."""
        key = coding.case or "", coding.document
        if key not in self._of:
            self._of[key] = {
                uid: self.values.get((uid, key[0])) or self.values.get((uid, key[1]), "")
                for uid in self.attributes
            }
        return self._of[key]

    def known(self, attribute: str, coding: CodingRow) -> str:
        """One of these by its normal name; empty where the project has no such attribute."""
        return self.of(coding).get(self._by_normal_name.get(attribute, ""), "")

    @cached_property
    def _by_normal_name(self) -> dict[str, str]:
        return {normal(name): uid for uid, name in reversed(list(self.attributes.items()))}

    def timestamp(self, coding: CodingRow) -> str:
        """The time written at the turn a coding begins in."""
        turn = _at(self._turns.get(coding.document, []), coding.start)
        return turn.label if turn else ""

    def entry(self, coding: CodingRow) -> Stretch | None:
        """The diary entry a coding begins in."""
        return _at(self._entries.get(coding.document, []), coding.start)

    @cached_property
    def _turns(self) -> dict[str, list[Stretch]]:
        return _by_document(self._rows("SELECT document, start, stop, timestamp, '' FROM turn"))

    @cached_property
    def _entries(self) -> dict[str, list[Stretch]]:
        return _by_document(self._rows("SELECT document, start, stop, label, date FROM entry"))

    def _rows(self, sql: str) -> Any:
        return self._session.execute(text(sql)).all()


def _by_document(rows: Iterable[Any]) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for document, start, stop, label, date in rows:
        found.setdefault(document, []).append(Stretch(start, stop, label or "", date or ""))
    for stretches in found.values():
        stretches.sort()
    return found


def _at(stretches: list[Stretch], place: int) -> Stretch | None:
    """The last stretch that begins no later than a place, if it goes on beyond it."""
    index = bisect_right(stretches, place, key=lambda s: s.start) - 1
    found = stretches[index] if index >= 0 else None
    return found if found and found.stop > place else None
