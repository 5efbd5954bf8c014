"""Copies: those that were handed out of a project, and which copy a file itself is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CopyOut:
    """A copy that was handed out, and how far its coder is, as this project knows.

    ``documents`` are the uids of those it holds and ``names`` their names, without those deleted
    since; None and () where it holds all there were. ``returned`` is when it was merged last
    (ISO 8601) and ``merges`` how often. ``read`` is the share of its text that its coder has read,
    0 to 1, ``documents_done`` how many of its ``documents_total`` they have read to the end.
    """

    copy: str
    coder: str
    coder_name: str
    file: str
    at: str
    documents: tuple[str, ...] | None
    names: tuple[str, ...]
    blind: bool
    returned: str | None
    merges: int
    read: float
    documents_done: int
    documents_total: int


@dataclass(frozen=True, slots=True)
class ThisCopy:
    """Which copy a file is: for whom, since when, with what in it (``documents`` are uids; None:
    all there were), and which person (a uid) has said that they are this coder.
    """

    copy: str
    coder: str
    coder_name: str
    blind: bool
    documents: tuple[str, ...] | None
    at: str
    person: str | None


def this_copy(session: Session) -> ThisCopy | None:
    """Which copy this file is; None for a project that is nobody's copy."""
    row = session.execute(_THIS).first()
    if row is None:
        return None
    blind, documents = bool(row.blind), _documents(row.scope)
    return ThisCopy(row.uid, row.coder, row.name or "", blind, documents, row.at, row.person)


_THIS = text(
    "SELECT c.uid, c.coder, c.person, k.name, h.scope, h.blind, h.at FROM copy c "
    "JOIN handout h ON h.uid = c.handout LEFT JOIN coder k ON k.uid = c.coder"
)


def copies_out(session: Session) -> list[CopyOut]:
    """All copies that were handed out from this file, in the order in which they were.

    A copy knows of those handed out before it, but they are the lead's to ask back.
    """
    handouts = session.execute(_HANDOUTS).all()
    own = session.execute(_OWN).scalar()
    if own is not None:
        handouts = [row for row in handouts if row.head > own]
    if not handouts:
        return []
    sizes = {row.uid: _Size(row.name, row.length) for row in session.execute(_SIZES)}
    since = _since(session) if any(_documents(row.scope) is None for row in handouts) else {}
    reading: dict[str, dict[str, _Reading]] = {}
    for coder, document, up_to, done in session.execute(_READING):
        reading.setdefault(coder, {})[document] = _Reading(up_to, bool(done))
    found = []
    for row in handouts:
        chosen = _documents(row.scope)
        if chosen is None:
            inside = [uid for uid in sizes if since.get(uid, 0) <= row.head]
        else:
            inside = [uid for uid in chosen if uid in sizes]
        found.append(_copy(row, chosen, inside, sizes, reading.get(row.coder, {})))
    return found


def documents_now(session: Session) -> int:
    """How many documents the project has, to tell how many of them a copy holds."""
    return int(session.execute(_DOCUMENTS_NOW).scalar_one())


_DOCUMENTS_NOW = text("SELECT count(*) FROM document")


class _Size(NamedTuple):
    name: str
    length: int


class _Reading(NamedTuple):
    up_to: int
    done: bool


def _copy(
    row: Any,
    chosen: tuple[str, ...] | None,
    inside: Sequence[str],
    sizes: Mapping[str, _Size],
    reading: Mapping[str, _Reading],
) -> CopyOut:
    known = [(sizes[uid].length, reading.get(uid, _Reading(0, False))) for uid in inside]
    length = sum(whole for whole, _ in known)
    return CopyOut(
        copy=row.copy,
        coder=row.coder,
        coder_name=row.name or "",
        file=row.file,
        at=row.at,
        documents=None if chosen is None else tuple(inside),
        names=() if chosen is None else tuple(sizes[uid].name for uid in inside),
        blind=bool(row.blind),
        returned=row.returned,
        merges=row.merges,
        read=sum(min(r.up_to, whole) for whole, r in known) / length if length else 0.0,
        documents_done=sum(r.done for _, r in known),
        documents_total=len(known),
    )


def _documents(scope: str) -> tuple[str, ...] | None:
    documents = json.loads(scope).get("documents")
    return None if documents is None else tuple(documents)


_HANDOUTS = text(
    "SELECT h.copy, h.coder, k.name, h.file, h.at, h.scope, h.blind, coalesce(o.seq, 0) AS head, "
    "max(m.at) AS returned, count(m.at) AS merges FROM handout h "
    "LEFT JOIN coder k ON k.uid = h.coder LEFT JOIN operation o ON o.uid = h.head "
    "LEFT JOIN (SELECT copy, at FROM merged JOIN operation ON operation.uid = merged.operation) m "
    "ON m.copy = h.copy GROUP BY h.uid ORDER BY head, h.uid"
)
_OWN = text(  # where this file, if it is a copy, was handed out itself
    "SELECT o.seq FROM copy c JOIN handout h ON h.uid = c.handout "
    "JOIN operation o ON o.uid = h.head"
)
_SIZES = text(
    "SELECT d.uid, d.name, t.length FROM document d JOIN text t ON t.sha = d.text_sha "
    "ORDER BY d.name, d.uid"
)
_READING = text("SELECT coder, document, up_to, done FROM reading")


def _since(session: Session) -> dict[str, int]:
    """The operation by which each document came: a copy of everything holds those before it."""
    return {uid: seq for uid, seq in session.execute(_CAME)}


_CAME = text('SELECT "row", min(operation) FROM change WHERE tbl = \'document\' GROUP BY "row"')
