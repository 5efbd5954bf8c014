"""What coding by keyboard asks about codes: what one means in short, which were used last."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_LOOKED_AT = 2_000  # codings, latest first: far more than a day's work


def gist(session: Session, code: str) -> str:
    """What a code means, in its own short words, else in its definition's; "" where it has none."""
    row = session.execute(_WORDING, {"code": code}).first()
    return "" if row is None else (row.brief or row.definition).strip()


_WORDING = text("SELECT brief, definition FROM code WHERE uid = :code")


def last_used(session: Session, coder: str, most: int = 9) -> list[str]:
    """The codes somebody coded with last, latest first."""
    found = session.execute(_LAST, {"coder": coder, "limit": _LOOKED_AT}).scalars()
    return list(dict.fromkeys(found))[:most]


_LAST = text("SELECT code FROM coding WHERE coder = :coder ORDER BY rowid DESC LIMIT :limit")
