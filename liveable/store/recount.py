"""The codebook's counts after an act on a few codings, without counting all of them again."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from liveable.store import queries
from liveable.store.history import CHANGES, Changed
from liveable.store.queries import CodeRow

_MOST = 500  # changed codings; for more, counting afresh is no dearer
# What comes and goes with codings and moves no code and no document.
_WITH_CODINGS = frozenset(("coding", "memo", "memo_link", "verdict"))


def counted(session: Session) -> tuple[dict[str, CodeRow], int]:
    """All codes in tree order, and the number of the operation up to which they are counted."""
    head = session.connection().exec_driver_sql("SELECT max(seq) FROM operation").scalar_one()
    return {row.uid: row for row in queries.codes(session)}, head


def recounted(
    session: Session, rows: dict[str, CodeRow], changed: Changed
) -> dict[str, CodeRow] | None:
    """The codes with their counts as an operation left them; None where it did more than code."""
    touched = changed.rows.keys()
    if not touched <= _WITH_CODINGS or len(changed.rows.get("coding", ())) > _MOST:
        return None
    own: Counter[str] = Counter()
    for before, after in session.connection().exec_driver_sql(_CODES, (changed.operation.seq,)):
        if before != after:
            own.update({after: 1} if after else {})
            own.subtract({before: 1} if before else {})
    below: Counter[str] = Counter()
    for code, number in own.items():
        above: str | None = code
        while above is not None:
            below[above] += number
            above = rows[above].parent
    counted = {
        uid: rows[uid]._replace(
            codings=rows[uid].codings + own[uid],
            subtree_codings=rows[uid].subtree_codings + number,
        )
        for uid, number in below.items()
    }
    return rows | counted


_CODES = (
    "SELECT json_extract(\"before\", '$.code'), json_extract(\"after\", '$.code') FROM change "
    f"WHERE {CHANGES} AND tbl = 'coding'"
)
