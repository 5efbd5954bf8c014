"""What was made of suggestions so far."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session


class Record(NamedTuple):
    """How often a code's suggestions were right, of those that were judged; and how much was coded
    with it so far, in how many documents.
    """

    right: int
    judged: int
    codings: int
    documents: int


def record(session: Session, code: str, last: int = 40) -> Record:
    """How good a code's suggestions were: of the last so many that anybody accepted or rejected."""
    verdicts = session.scalars(_JUDGED, {"code": code, "last": last}).all()
    coded = session.execute(_CODED, {"code": code}).one()
    return Record(sum(verdict == "accepted" for verdict in verdicts), len(verdicts), *coded)


_JUDGED = text(
    "SELECT verdict FROM verdict WHERE code = :code AND verdict IN ('accepted', 'rejected') "
    "ORDER BY created DESC, uid DESC LIMIT :last"
)
_CODED = text("SELECT count(*), count(DISTINCT document) FROM coding WHERE code = :code")
