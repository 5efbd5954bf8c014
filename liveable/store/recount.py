"""The codebook's counts after an act on a few codings, without counting all of them again."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from liveable.store import queries
from liveable.store.history import CHANGES, Changed
from liveable.store.queries import CodeRow

_MOST = 500  # changed codings; for more, counting afresh is no dearer
# What comes and goes with codings and moves no code and no document.
_WITH_CODINGS = frozenset(("coding", "memo", "memo_link", "verdict", "passage_read"))


def counted(session: Session, only: str | None = None) -> tuple[dict[str, CodeRow], int]:
    """All codes in tree order, and the number of the operation up to which they are counted; with
    ``only`` that coder's codings alone are counted.
    """
    head = session.connection().exec_driver_sql("SELECT max(seq) FROM operation").scalar_one()
    return {row.uid: row for row in queries.codes(session, only)}, head


def recounted(
    session: Session, rows: dict[str, CodeRow], changed: Changed, only: str | None = None
) -> dict[str, CodeRow] | None:
    """The codes with their counts as an operation left them; None where it did more than code."""
    touched = changed.rows.keys()
    if not touched <= _WITH_CODINGS or len(changed.rows.get("coding", ())) > _MOST:
        return None
    own: Counter[str] = Counter()
    asked = (changed.operation.seq, only)
    for before, after in session.connection().exec_driver_sql(_CODES, asked):
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


def _code_of(image: str) -> str:
    """The code in an image of a coding, where it is that of coder ?2, or ?2 is NULL."""
    counts = f"?2 IS NULL OR json_extract(\"{image}\", '$.coder') = ?2"
    return f"CASE WHEN {counts} THEN json_extract(\"{image}\", '$.code') END"


_CODES = (
    f"SELECT {_code_of('before')}, {_code_of('after')} FROM change "
    f"WHERE {CHANGES} AND tbl = 'coding'"
)
