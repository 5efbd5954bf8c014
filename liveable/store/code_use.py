"""What coding by keyboard asks: what a code means, what a passage has, what a coding is."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.spans import Span


def gist(session: Session, code: str) -> str:
    """What a code means, in its own short words, else in its definition's; "" where it has none."""
    row = session.execute(_WORDING, {"code": code}).first()
    return "" if row is None else (row.brief or row.definition).strip()


_WORDING = text("SELECT brief, definition FROM code WHERE uid = :code")


def codes_on(session: Session, document: str, span: Span, coder: str) -> frozenset[str]:
    """The codes somebody has put on exactly this span."""
    place = {"document": document, "start": span.start, "stop": span.stop, "coder": coder}
    return frozenset(session.execute(_ON, place).scalars())


_ON = text(
    "SELECT code FROM coding WHERE document = :document AND start = :start AND stop = :stop "
    "AND coder = :coder"
)


class OneCoding(NamedTuple):
    """A coding as one acts on it."""

    uid: str
    document: str
    span: Span
    code: str
    coder: str
    coder_name: str
    star: bool


def one_coding(session: Session, uid: str) -> OneCoding | None:
    """A coding by its uid; None where it is gone."""
    row = session.execute(_ONE, {"uid": uid}).first()
    if row is None:
        return None
    document, start, stop, code, coder, name, star = row
    return OneCoding(uid, document, Span(start, stop), code, coder, name, bool(star))


_ONE = text(
    "SELECT c.document, c.start, c.stop, c.code, c.coder, k.name, c.star FROM coding c "
    "JOIN coder k ON k.uid = c.coder WHERE c.uid = :uid"
)


def given_up(session: Session, operation: int, coder: str) -> frozenset[str]:
    """The codes that an operation took off codings, and that a coder has nowhere any more."""
    values = {"operation": operation, "coder": coder}
    return frozenset(session.execute(_GIVEN_UP, values).scalars())


_GIVEN_UP = text(
    "SELECT DISTINCT json_extract(c.before, '$.code') AS code FROM operation o "
    "JOIN change c ON c.seq >= o.first_change AND c.operation = o.seq "
    "WHERE o.seq = :operation AND c.tbl = 'coding' AND c.before IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM coding WHERE coder = :coder "
    "AND code = json_extract(c.before, '$.code'))"
)
