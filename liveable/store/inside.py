"""What passes conditions on attributes: which cases, which documents, and who of them speaks where.

A place is a case's where its speaker is that case's, else where its document is; an attribute is
the case's or, where it has no value, the document's.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.query import AttributeTest, meets

TABLES = frozenset({"attribute", "case", "document", "speaker", "value"})  # that it depends on
Pass = Callable[[str | None, str], bool]


@dataclass(frozen=True, slots=True)
class Inside:
    """The cases and documents that pass, of how many. ``partly`` names, for documents in which only
    some are heard, the cases whose words pass (None: of nobody known).
    """

    cases: frozenset[str]
    documents: frozenset[str]
    partly: Mapping[str, frozenset[str | None]]
    all_cases: int
    all_documents: int


def passing(session: Session, tests: Iterable[AttributeTest]) -> Pass:
    """Whether what a case says in a document passes all tests; each pair is worked out once."""
    checks = [_passing(session, test) for test in tests]

    @cache
    def passes(case: str | None, document: str) -> bool:
        return all(check(case, document) for check in checks)

    return passes


def _passing(session: Session, test: AttributeTest) -> Pass:
    """Whether a case or, where it has no such value, a document passes a test."""
    kind = session.execute(_ATTRIBUTE_TYPE, {"attribute": test.attribute}).scalar() or "text"
    rows = session.execute(_VALUES, {"attribute": test.attribute}).all()
    by_case = {row.case: row.value for row in rows if row.case is not None}
    by_document = {row.document: row.value for row in rows if row.document is not None}

    def passes(case: str | None, document: str) -> bool:
        value = by_case.get(case) if case in by_case else by_document.get(document)
        return meets(test, kind, value)

    return passes


_ATTRIBUTE_TYPE = text("SELECT type FROM attribute WHERE uid = :attribute")
_VALUES = text('SELECT "case", document, value FROM value WHERE attribute = :attribute')


def inside(session: Session, tests: Sequence[AttributeTest]) -> Inside:
    """What passes all tests. A document does with its case or that of any of its speakers; a case
    by itself or in any document of its.
    """
    passes = passing(session, tests)
    people = set(session.scalars(_CASES))
    cases = {case for case in people if passes(case, "")}
    heard: dict[str, set[str | None]] = {}
    for document, case in session.execute(_HEARD):
        heard.setdefault(document, set()).add(case)
    documents, partly = set(), {}
    for document, whose in heard.items():
        passed = frozenset(case for case in whose if passes(case, document))
        cases |= passed & people
        if passed:
            documents.add(document)
        if passed and passed != whose:
            partly[document] = passed
    return Inside(frozenset(cases), frozenset(documents), partly, len(people), len(heard))


_CASES = text('SELECT uid FROM "case"')
_HEARD = text(
    'SELECT uid, "case" FROM document UNION '
    'SELECT d.uid, coalesce(s."case", d."case") FROM speaker s '
    "JOIN document d ON d.uid = s.document"
)


def hearing(session: Session, within: Inside) -> Callable[[str, int], bool]:
    """Whether a place, a document and a code point, passes. Turns are read where it depends on who
    speaks, once for each document.
    """

    @cache
    def voices(document: str) -> tuple[list[int], list[tuple[int, str | None]], str | None]:
        turns = session.execute(_TURNS, {"document": document}).all()
        own = session.execute(_OWN, {"document": document}).scalar()
        return [t.start for t in turns], [(t.stop, t.case) for t in turns], own

    def heard(document: str, start: int) -> bool:
        whose = within.partly.get(document)
        if whose is None:
            return document in within.documents
        starts, turns, own = voices(document)
        at = bisect_right(starts, start) - 1
        case = turns[at][1] if at >= 0 and start < turns[at][0] else None
        return (case or own) in whose

    return heard


_TURNS = text(
    'SELECT t.start, t.stop, s."case" FROM turn t LEFT JOIN speaker s ON s.uid = t.speaker '
    "WHERE t.document = :document ORDER BY t.start"
)
_OWN = text('SELECT "case" FROM document WHERE uid = :document')


def memos_outside(session: Session, memos: Iterable[str], within: Inside) -> frozenset[str]:
    """Those of some memos that are about a case, a document or a coding that does not pass."""
    heard = hearing(session, within)
    rows = session.execute(_MEMOS, {"memos": json.dumps(list(memos))})
    return frozenset(
        row.uid
        for row in rows
        if (row.case is not None and row.case not in within.cases)
        or (row.document is not None and row.document not in within.documents)
        or (row.coded is not None and not heard(row.coded, row.start))
    )


_MEMOS = text(
    'SELECT m.uid, m.document, m."case", c.document AS coded, c.start FROM memo m '
    "LEFT JOIN coding c ON c.uid = m.coding WHERE m.uid IN (SELECT value FROM json_each(:memos))"
)


def known_attributes(session: Session) -> frozenset[str]:
    """All attributes, by uid."""
    return frozenset(session.scalars(text("SELECT uid FROM attribute")))
