"""All that is kept about one code, for its card."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session


class OneCode(NamedTuple):
    """A code with every field; ``cues`` as its column holds them, ``memos`` how many are on it."""

    uid: str
    name: str
    short: str
    brief: str
    definition: str
    use_when: str
    not_when: str
    example: str
    cues: str
    status: str
    codable: bool
    colour: str
    key: str
    memos: int


def one_code(session: Session, uid: str, only: str | None = None) -> OneCode | None:
    """A code by its uid, with the memos of one coder ``only`` counted or everybody's; None where it
    is gone.
    """
    row = session.execute(_CODE, {"uid": uid, "only": only}).first()
    if row is None:
        return None
    return OneCode._make(row)._replace(codable=bool(row.codable))


_CODE = text(
    "SELECT uid, name, short, brief, definition, use_when, not_when, example, cues, status, "
    "codable, colour, key, (SELECT count(*) FROM memo WHERE code = c.uid "
    "AND (:only IS NULL OR coder = :only)) AS memos FROM code c WHERE uid = :uid"
)
