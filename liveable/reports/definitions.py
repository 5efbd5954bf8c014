"""The codebook as a report's appendix: what the codes in its scope mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.codetree import CodeTree
from liveable.core.query import Query

_PARTS = {
    "brief": "In brief",
    "definition": "Definition",
    "use_when": "Use when",
    "not_when": "Not when",
    "example": "Example",
}
_RETIRED = ("Retired", "kept for what was coded with it, and no longer used")


@dataclass(frozen=True, slots=True)
class Definition:
    """A code with what its codebook says of it, as labels and words; ``gist`` is the shortest of
    these, ``short`` the codebook's own short name.
    """

    path: tuple[str, ...]
    short: str
    gist: str
    parts: tuple[tuple[str, str], ...]


def all_of(session: Session, tree: CodeTree) -> dict[str, Definition]:
    """The definitions of all codes by uid, in tree order."""
    rows = session.execute(
        text(f"SELECT uid, short, status, {', '.join(_PARTS)} FROM code")
    ).mappings()
    by_uid = {row["uid"]: row for row in rows}
    found = {}
    for uid in tree.order:
        row = by_uid[uid]
        parts = [(label, row[name].strip()) for name, label in _PARTS.items() if row[name].strip()]
        retired = [_RETIRED] if row["status"] == "retired" else []
        gist = row["brief"].strip() or row["definition"].strip()
        found[uid] = Definition(tree.path[uid], row["short"], gist, (*parts, *retired))
    return found


def in_scope(book: dict[str, Definition], query: Query, tree: CodeTree) -> tuple[Definition, ...]:
    """The codes a query chooses from, with those above them."""
    if query.codes is None:
        return tuple(book.values())
    chosen = query.codes & book.keys()
    shown = set(tree.within(chosen) if query.subtree else chosen)
    shown.update(_above(shown, tree))
    return tuple(definition for uid, definition in book.items() if uid in shown)


def _above(codes: Iterable[str], tree: CodeTree) -> set[str]:
    found: set[str] = set()
    for code in codes:
        above = tree.parent[code]
        while above is not None and above not in found:
            found.add(above)
            above = tree.parent[above]
    return found
