"""The copies that were taken in: what each merge did, and whose acts came with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.merging import MergeReport, from_json


class Merge(NamedTuple):
    """A merge that stands: its row of ``merged``, the operation it was, and what it reports.

    ``by`` is the name of who merged, "" where nobody here is called so.
    """

    uid: str
    copy: str
    operation: str
    seq: int
    at: str
    by: str
    report: MergeReport


class TheirAct(NamedTuple):
    """An act of a copy that was merged, as it was done there; ``name`` is its coder's, or ""."""

    uid: str
    seq: int
    kind: str
    label: str
    coder: str
    name: str
    at: str


class Brought(NamedTuple):
    """How many acts of a coder (by name, or "") came with a merge."""

    coder: str
    acts: int


def merges(session: Session) -> list[Merge]:
    """The merges that nobody undid, latest first."""
    rows = session.execute(_MERGES).all()
    return [Merge._make((*row[:-1], from_json(row[-1]))) for row in rows]


_MERGES = text(
    "SELECT m.uid, m.copy, m.operation, o.seq, o.at, coalesce(c.name, ''), m.report FROM merged m "
    "JOIN operation o ON o.uid = m.operation LEFT JOIN coder c ON c.uid = o.coder "
    "ORDER BY o.seq DESC, m.uid"
)


def their_acts(session: Session, merge: str) -> list[TheirAct]:
    """The acts that came with an operation (by uid), latest first."""
    names = _Names(session)
    rows = session.execute(_THEIR_ACTS, {"merge": merge})
    return [
        TheirAct(uid, seq, kind, label, coder, names.of(coder), at)
        for uid, seq, kind, label, coder, at in rows
    ]


_THEIR_ACTS = text(
    "SELECT uid, seq, kind, label, coder, at FROM their_operation WHERE merge = :merge "
    "ORDER BY at DESC, seq DESC, uid"
)


def brought(
    session: Session, among: Collection[str] | None = None
) -> dict[str, tuple[Brought, ...]]:
    """Whose acts came with each merge (by its operation's uid), who did most first.

    Perhaps only of the operations ``among`` these. That a copy was made or brought up to date is
    nobody's act.
    """
    chosen = None if among is None else json.dumps(sorted(among))
    counts: dict[str, dict[str, int]] = {}
    for merge, coder, acts in session.execute(_BROUGHT, {"among": chosen}):
        counts.setdefault(merge, {})[coder] = acts
    names = _Names(session) if counts else None
    return {merge: _ranked(names, acts) for merge, acts in counts.items() if names}


_BROUGHT = text(
    "SELECT merge, coder, count(*) FROM their_operation "
    "WHERE (:among IS NULL OR merge IN (SELECT value FROM json_each(:among))) "
    "AND kind NOT IN ('create', 'migration', 'handout') GROUP BY merge, coder"
)


def _ranked(names: _Names, acts: Mapping[str, int]) -> tuple[Brought, ...]:
    """By coder, those whom a merge made one person counted together."""
    sums: dict[str, int] = {}
    for coder, count in acts.items():
        one = names.present(coder)
        sums[one] = sums.get(one, 0) + count
    found = (Brought(names.of(coder), count) for coder, count in sums.items())
    return tuple(sorted(found, key=lambda b: (-b.acts, b.coder)))


class _Names:
    """What coders are called here; who was joined with another goes by the other's name."""

    def __init__(self, session: Session) -> None:
        self._names: dict[str, str] = {uid: name for uid, name in session.execute(_CODERS)}
        self._joined: dict[str, str] = {gone: kept for gone, kept in session.execute(_JOINED)}

    def present(self, coder: str) -> str:
        """The coder who stands for a coder today, perhaps themselves."""
        seen = set[str]()
        while coder not in self._names and coder in self._joined and coder not in seen:
            seen.add(coder)
            coder = self._joined[coder]
        return coder

    def of(self, coder: str) -> str:
        """A coder's name, or ""."""
        return self._names.get(self.present(coder), "")


_CODERS = text("SELECT uid, name FROM coder")
_JOINED = text("SELECT gone, kept FROM alias WHERE tbl = 'coder'")
