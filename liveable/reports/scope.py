"""What a report can be made of: everything a choice is made from, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.query import EVERYTHING
from liveable.core.values import Type
from liveable.reports.excerpts import FIELDS
from liveable.reports.facts import Facts
from liveable.store import queries
from liveable.store.queries import CodeRow

_MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Named:
    """Something by uid and name, with how many codings it has."""

    uid: str
    name: str
    codings: int


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """An attribute with the values it has, the first so many of them in order."""

    uid: str
    name: str
    type: Type
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes in tree order, the rest by name; ``fields`` are what an attribution may name."""

    codes: tuple[CodeRow, ...]
    documents: tuple[Named, ...]
    cases: tuple[Named, ...]
    coders: tuple[Named, ...]
    attributes: tuple[AttributeRow, ...]
    fields: tuple[str, ...]


def scope(session: Session, only: str | None = None) -> Scope:
    """All that a report of this project can be narrowed to, or of one coder's codings ``only``."""
    facts = Facts(session)
    attributes = known_attributes(session)
    rows = queries.codings(session, EVERYTHING.of_one(only))
    documents: dict[str | None, int] = {}
    cases: dict[str | None, int] = {}
    coders: dict[str | None, int] = {}
    for row in rows:
        documents[row.document] = documents.get(row.document, 0) + 1
        cases[row.case] = cases.get(row.case, 0) + 1
        coders[row.coder] = coders.get(row.coder, 0) + 1
    names = {uid: document.name for uid, document in facts.documents.items()}
    people = {uid: name for uid, name in facts.coders.items() if only in (None, uid)}
    return Scope(
        codes=tuple(queries.codes(session, only)),
        documents=_named(names, documents),
        cases=_named(facts.cases, cases),
        coders=_named(people, coders),
        attributes=attributes,
        fields=(*FIELDS, *(attribute.name for attribute in attributes)),
    )


def _named(names: dict[str, str], counts: dict[str | None, int]) -> tuple[Named, ...]:
    found = [Named(uid, name, counts.get(uid, 0)) for uid, name in names.items()]
    return tuple(sorted(found, key=lambda each: (queries.natural(each.name), each.uid)))


def known_attributes(session: Session) -> tuple[AttributeRow, ...]:
    """All attributes in their order."""
    rows = session.execute(
        text("SELECT uid, name, type FROM attribute ORDER BY position, name, uid")
    ).all()
    values = text(
        "SELECT DISTINCT value FROM value WHERE attribute = :attribute AND value <> '' "
        "ORDER BY value LIMIT :most"
    )
    return tuple(
        AttributeRow(
            uid,
            name,
            type_,
            tuple(session.scalars(values, {"attribute": uid, "most": _MOST_VALUES})),
        )
        for uid, name, type_ in rows
    )
