"""Who leads a project, and whether the others see each other's codings."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_MOST = 100  # joins of one person with another that are followed


def lead_of(session: Session) -> str:
    """The uid of the coder who leads: the one the project's settings name, else who made it."""
    return kept_as(session, session.execute(_LEAD).scalar() or "")


def kept_as(session: Session, coder: str) -> str:
    """A coder's uid or, where a merge found that this was one person under two, the one left."""
    for _ in range(_MOST):
        kept = session.execute(_KEPT, {"uid": coder}).scalar()
        if kept is None:
            break
        coder = kept
    return coder


_LEAD = text(
    "SELECT coalesce((SELECT json_extract(settings, '$.lead') FROM project), "
    "(SELECT coder FROM operation WHERE kind = 'create' ORDER BY seq LIMIT 1))"
)
_KEPT = text("SELECT kept FROM alias WHERE tbl = 'coder' AND gone = :uid")


def are_hidden(session: Session) -> bool:
    """Whether everybody but the lead is to see only their own codings and memos."""
    return bool(session.execute(_HIDDEN).scalar())


_HIDDEN = text("SELECT json_extract(settings, '$.hidden') FROM project")


def hidden_from(session: Session, coder: str) -> bool:
    """Whether others' codings and memos are hidden from a coder: the lead sees everybody's.

    In a blind copy they are not there at all; what is hidden then is who did what in the history.
    """
    blind = bool(session.execute(_BLIND).scalar())
    return (blind or are_hidden(session)) and coder != lead_of(session)


_BLIND = text("SELECT h.blind FROM copy c JOIN handout h ON h.uid = c.handout")
