"""Which codes a filter leaves in sight: those whose name holds what was typed, and those above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from liveable.core import folding


class Filed(NamedTuple):
    """A code as the filter knows it: ``words`` are its name and short name, folded."""

    uid: str
    parent: str | None
    words: str


class Left(NamedTuple):
    """What a filter leaves: the codes that fit, and those shown, ancestors included."""

    fitting: frozenset[str]
    shown: frozenset[str]


def filed(uid: str, parent: str | None, name: str, short: str) -> Filed:
    """A code, made ready to be filtered once for many letters."""
    return Filed(uid, parent, f" {folding.fold(name)} {folding.fold(short)}")


def wanted(query: str) -> tuple[str, ...]:
    """What was typed as the pieces that must all be found; case and accents are no matter."""
    return tuple(folding.fold(query).split())


def left(codes: Iterable[Filed], pieces: tuple[str, ...]) -> Left:
    """What the pieces leave of some codes; a parent may stand anywhere among them."""
    parents = {}
    fitting = set()
    for code in codes:
        parents[code.uid] = code.parent
        if all(piece in code.words for piece in pieces):
            fitting.add(code.uid)
    shown: set[str] = set()
    for uid in fitting:
        above: str | None = uid
        while above is not None and above in parents and above not in shown:
            shown.add(above)
            above = parents[above]
    return Left(frozenset(fitting), frozenset(shown))


def marked(name: str, pieces: tuple[str, ...]) -> tuple[int, ...]:
    """Which characters of a name the pieces are found at, in code points, in order."""
    origin = []
    folded = ""
    for place, character in enumerate(name):
        piece = folding.fold(character)
        origin += [place] * len(piece)
        folded += piece
    found: set[int] = set()
    for piece in pieces:
        at = folded.find(piece)
        if at >= 0:
            found.update(range(origin[at], origin[at + len(piece) - 1] + 1))
    return tuple(sorted(found))
