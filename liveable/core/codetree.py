"""A codebook's hierarchy, built in one go from its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Branch(NamedTuple):
    """What the hierarchy needs to know of a code."""

    uid: str
    parent: str | None
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class CodeTree:
    """Codes in tree order. ``path`` holds the names from the root down; ``children`` of None are
    the roots.
    """

    order: tuple[str, ...]
    path: dict[str, tuple[str, ...]]
    children: dict[str | None, tuple[str, ...]]
    parent: dict[str, str | None]

    def subtree(self, uid: str) -> Iterator[str]:
        """The code itself and all below it, in tree order."""
        yield uid
        for child in self.children.get(uid, ()):
            yield from self.subtree(child)

    def within(self, uids: Iterable[str]) -> frozenset[str]:
        """These codes and all below them."""
        return frozenset(below for uid in uids for below in self.subtree(uid))

    def root(self, uid: str) -> str:
        """The top of the branch a code is in."""
        while (parent := self.parent[uid]) is not None:
            uid = parent
        return uid


def build(rows: Iterable[Branch]) -> CodeTree:
    """Put codes in order: siblings by position, then name.

    A code whose parent is missing, or that is its own ancestor, becomes a root: no code may fall
    out of sight.
    """
    known = {row.uid: row for row in sorted(rows, key=lambda r: (r.position, r.name, r.uid))}
    parent = {uid: _sound_parent(uid, known) for uid in known}
    children: dict[str | None, list[str]] = {}
    for uid, above in parent.items():
        children.setdefault(above, []).append(uid)
    path: dict[str, tuple[str, ...]] = {}
    stack = list(reversed(children.get(None, [])))
    while stack:
        uid = stack.pop()
        above = parent[uid]
        path[uid] = (*(path[above] if above else ()), known[uid].name)
        stack += reversed(children.get(uid, []))
    return CodeTree(tuple(path), path, {k: tuple(v) for k, v in children.items()}, parent)


def _sound_parent(uid: str, known: dict[str, Branch]) -> str | None:
    parent = known[uid].parent
    seen = {uid}
    above = parent
    while above is not None and above in known:
        if above in seen:
            return None if above == uid else parent
        seen.add(above)
        above = known[above].parent
    return parent if parent in known else None
