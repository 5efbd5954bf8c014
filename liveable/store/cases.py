"""What the table of cases shows, and who in the corpus the cases are."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core import folding
from liveable.store.queries import natural


class AttributeRow(NamedTuple):
    """A column of the table."""

    uid: str
    name: str
    type: str


class CaseRow(NamedTuple):
    """A case with its values by attribute, and how many documents and speakers are its."""

    uid: str
    name: str
    kind: str
    documents: int
    speakers: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """All cases by name as people count, and all attributes in their order."""

    attributes: tuple[AttributeRow, ...]
    cases: tuple[CaseRow, ...]


def sheet(session: Session) -> CaseSheet:
    """The whole table."""
    attributes = tuple(AttributeRow(*row) for row in session.execute(_ATTRIBUTES))
    values = {case: json.loads(known) for case, known in session.execute(_VALUES)}
    cases = [CaseRow._make((*row, values.get(row.uid, {}))) for row in session.execute(_CASES)]
    cases.sort(key=lambda row: (natural(row.name), row.uid))
    return CaseSheet(attributes, tuple(cases))


def narrowed(whole: CaseSheet, wanted: str, among: Container[str] | None = None) -> CaseSheet:
    """The table with only the cases whose name and values have all these words (or parts of them),
    perhaps only ``among`` these.
    """
    words = folding.fold(wanted).split()

    def fits(row: CaseRow) -> bool:
        said = folding.fold(" ".join((row.name, *row.values.values())))
        return (among is None or row.uid in among) and all(word in said for word in words)

    if not words and among is None:
        return whole
    return CaseSheet(whole.attributes, tuple(filter(fits, whole.cases)))


_ATTRIBUTES = text("SELECT uid, name, type FROM attribute ORDER BY position, name, uid")
# One row a case: of a large table they are read in a third of the time.
_VALUES = text(
    'SELECT "case", json_group_object(attribute, value) FROM value WHERE "case" IS NOT NULL '
    'GROUP BY "case"'
)
_CASES = text(
    'SELECT uid, name, kind, (SELECT count(*) FROM document WHERE "case" = k.uid), '
    '(SELECT count(*) FROM speaker WHERE "case" = k.uid) FROM "case" k'
)


class NameRow(NamedTuple):
    """A case by its name."""

    uid: str
    name: str


def names(session: Session) -> list[NameRow]:
    """All cases by name as people count."""
    rows = [NameRow(*row) for row in session.execute(text('SELECT uid, name FROM "case"'))]
    return sorted(rows, key=lambda row: (natural(row.name), row.uid))


class Belonging(NamedTuple):
    """A document, or (with ``speaker``) somebody speaking in it, and the case it belongs to."""

    document: str
    document_name: str
    speaker: str | None
    label: str
    role: str | None
    case: str | None
    case_name: str | None


def belongings(session: Session) -> list[Belonging]:
    """Every document, each followed by its speakers, with whose they are."""
    rows = [Belonging(*row) for row in session.execute(_BELONGINGS)]

    def place(row: Belonging) -> tuple[object, ...]:
        speaker = row.speaker is not None
        return natural(row.document_name), row.document, speaker, natural(row.label), row.speaker

    return sorted(rows, key=place)


_BELONGINGS = text(
    "SELECT d.uid, d.name, NULL, '', NULL, d.\"case\", k.name FROM document d "
    'LEFT JOIN "case" k ON k.uid = d."case" UNION ALL '
    'SELECT d.uid, d.name, s.uid, s.label, s.role, s."case", k.name FROM speaker s '
    'JOIN document d ON d.uid = s.document LEFT JOIN "case" k ON k.uid = s."case"'
)


def sorting_key(value: str, type_: str) -> tuple[int, float, tuple[tuple[int, int | str], ...]]:
    """How a value of an attribute sorts among others; what is missing comes last."""
    if not value:
        return (2, 0.0, ())
    if type_ == "number":
        try:
            return (0, float(value), ())
        except ValueError:
            return (1, 0.0, natural(value))
    return (0, 0.0, natural(value))
