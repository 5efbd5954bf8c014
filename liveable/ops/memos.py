"""Memos: on a document, a code, a coding, a case, or the project as a whole.

A memo is changed by whoever wrote it, or by the lead; the act says whose it was.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops import coders
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.schema import Case, Code, Coding, Document, Memo, MemoLink, Row

TARGETS: dict[str, type[Row]] = {
    "document": Document,
    "code": Code,
    "coding": Coding,
    "case": Case,
    "other": Memo,
}


def write(project: Project, text: str, coder: str, kind: str = "note", **target: str) -> str:
    """Write a memo on one thing, named by its kind (``code=uid``), or on the project. Returns its
    uid.
    """
    uid = mint()
    with project.operation("Write memo", coder) as session:
        _expect(session, target, most=1)
        session.add(
            Memo(uid=uid, kind=kind, text=_clean(text), coder=coder, created=now(), **target)
        )
    return uid


def edit(project: Project, memo: str, text: str, coder: str) -> None:
    """Change what a memo says; what it said before stays in the history."""
    with project.operation(f"Edit memo{_whose(project, memo, coder)}", coder) as session:
        _get(session, memo).text = _clean(text)


def delete(project: Project, memo: str, coder: str) -> None:
    """Delete a memo and its links."""
    with project.operation(f"Delete memo{_whose(project, memo, coder)}", coder) as session:
        session.delete(_get(session, memo))


def _whose(project: Project, memo: str, coder: str) -> str:
    """Whose memo it is, for a label; raises Refused for another's, unless the coder leads."""
    with project.reading() as session:
        return coders.others(session, "memo", [memo], coder)


def link(project: Project, memo: str, coder: str, **target: str) -> str:
    """Say that a memo also speaks of something else (``other`` is another memo). Returns the link's
    uid.
    """
    uid = mint()
    with project.operation("Link memo", coder) as session:
        _get(session, memo)
        _expect(session, target, least=1, most=1)
        session.add(MemoLink(uid=uid, memo=memo, **target))
    return uid


def unlink(project: Project, memo_link: str, coder: str) -> None:
    """Take such a link away."""
    with project.operation("Unlink memo", coder) as session:
        found = session.get(MemoLink, memo_link)
        if found is None:
            raise NotFound(f"There is no memo link {memo_link}.")
        session.delete(found)


def _expect(session: Session, target: dict[str, Any], least: int = 0, most: int = 1) -> None:
    if not least <= len(target) <= most:
        raise ValueError(f"a memo is about one thing, not {sorted(target)}")
    for kind, uid in target.items():
        if session.get(TARGETS[kind], uid) is None:
            raise NotFound(f"There is no {'memo' if kind == 'other' else kind} {uid}.")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        raise Refused("A memo needs some words.")
    return text


def _get(session: Session, uid: str) -> Memo:
    found = session.get(Memo, uid)
    if found is None:
        raise NotFound(f"There is no memo {uid}.")
    return found
