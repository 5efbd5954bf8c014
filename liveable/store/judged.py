"""What was made of suggestions so far."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

Passage = tuple[str, str, int, int]  # document, code, start, stop


class Record(NamedTuple):
    """How often a code's suggestions were right, of those that were judged."""

    right: int
    judged: int


def record(session: Session, code: str, last: int = 40) -> Record:
    """How good a code's suggestions were: of the last so many that anybody accepted or rejected."""
    verdicts = session.scalars(_JUDGED, {"code": code, "last": last}).all()
    return Record(sum(verdict == "accepted" for verdict in verdicts), len(verdicts))


_JUDGED = text(
    "SELECT verdict FROM verdict WHERE code = :code AND verdict IN ('accepted', 'rejected') "
    "ORDER BY created DESC, uid DESC LIMIT :last"
)


def put_off(session: Session, coder: str, codes: Iterable[str]) -> set[Passage]:
    """The passages of these codes' suggestions that a coder put off and has not judged since."""
    rows = session.execute(_VERDICTS, {"coder": coder, "codes": json.dumps(sorted(codes))})
    latest = {(r.document, r.code, r.start, r.stop): r.verdict for r in rows}
    return {passage for passage, verdict in latest.items() if verdict == "later"}


_VERDICTS = text(
    "SELECT document, code, start, stop, verdict FROM verdict WHERE coder = :coder "
    "AND code IN (SELECT value FROM json_each(:codes)) ORDER BY created, uid"
)
