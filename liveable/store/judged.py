"""What was made of suggestions so far."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion


class Record(NamedTuple):
    """How often a code's suggestions were right, of those that were judged; and how much was coded
    with it so far, in how many documents.
    """

    right: int
    judged: int
    codings: int
    documents: int


def record(session: Session, code: str, last: int = 40, only: str | None = None) -> Record:
    """How good a code's suggestions were: of the last so many that anybody accepted or rejected, or
    one coder ``only``.
    """
    asked = {"code": code, "last": last, "only": only}
    verdicts = session.scalars(_JUDGED, asked).all()
    coded = session.execute(_CODED, asked).one()
    return Record(sum(verdict == "accepted" for verdict in verdicts), len(verdicts), *coded)


_JUDGED = text(
    "SELECT verdict FROM verdict WHERE code = :code AND verdict IN ('accepted', 'rejected') "
    "AND (:only IS NULL OR coder = :only) ORDER BY created DESC, uid DESC LIMIT :last"
)
_CODED = text(
    "SELECT count(*), count(DISTINCT document) FROM coding "
    "WHERE code = :code AND (:only IS NULL OR coder = :only)"
)


class Verdict(NamedTuple):
    """What was made of one suggestion that a code's phrases pointed at: the ``words`` they were in
    its passage, each once.
    """

    words: tuple[str, ...]
    accepted: bool


def by_phrase(session: Session, code: str, only: str | None = None) -> list[Verdict]:
    """What anybody, or one coder ``only``, accepted or rejected of the suggestions that a code's
    phrases made, the oldest first.
    """
    found = []
    for verdict, reasons in session.execute(_REASONS, {"code": code, "only": only}):
        told = (each["text"] for each in json.loads(reasons) if each["kind"] == "phrase")
        if words := tuple(dict.fromkeys(told)):
            found.append(Verdict(words, verdict == "accepted"))
    return found


_REASONS = text(
    "SELECT verdict, reasons FROM verdict WHERE code = :code "
    "AND verdict IN ('accepted', 'rejected') AND (:only IS NULL OR coder = :only) "
    "ORDER BY created, uid"
)


def coded_by_others(
    session: Session, found: Sequence[Suggestion], coder: str
) -> list[tuple[str, ...]]:
    """For each suggestion, the names of the others whose codings with its code touch its passage,
    in the order of the alphabet.
    """
    there: dict[tuple[str, str], list[tuple[Span, str]]] = {}
    codes = json.dumps(sorted({s.code for s in found}))
    for row in session.execute(_OTHERS, {"coder": coder, "codes": codes}):
        coding = (Span(row.start, row.stop), row.name)
        there.setdefault((row.document, row.code), []).append(coding)
    return [
        tuple(
            sorted(
                {n for span, n in there.get((s.document, s.code), ()) if s.span.overlaps(span)},
                key=str.casefold,
            )
        )
        for s in found
    ]


_OTHERS = text(
    "SELECT c.document, c.code, c.start, c.stop, coalesce(p.name, 'somebody') AS name "
    "FROM coding c LEFT JOIN coder p ON p.uid = c.coder "
    "WHERE c.coder <> :coder AND c.code IN (SELECT value FROM json_each(:codes))"
)
