"""How coders are shown beside what they coded: a name, initials and a colour for each."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from liveable.core import colours, folding


class Face(NamedTuple):
    """One coder; no two have the same name, initials or place. ``place`` counts from 0, which is
    oneself, the others following by name; ``colour`` is ``#rrggbb``.
    """

    uid: str
    name: str
    initials: str
    colour: str
    place: int


def faces(coders: Iterable[tuple[str, str, str]], me: str) -> dict[str, Face]:
    """The faces of coders, each given as uid, name and stored colour, by uid, in order of place."""
    rows = sorted(coders)  # as they came into being: their uids tell the time
    said = [" ".join(name.split()) for _, name, _ in rows]
    shades = colours.for_coders([colour for _, _, colour in rows])
    known = zip(rows, _unique(said, "{} ({})"), initials(said), shades, strict=True)
    found = [(uid, name, short, shade) for (uid, _, _), name, short, shade in known]
    found.sort(key=lambda face: (face[0] != me, folding.fold(face[1]), face[0]))
    return {face[0]: Face(*face, place) for place, face in enumerate(found)}


def initials(names: Sequence[str]) -> list[str]:
    """Initials for each name, as short as may be, of which no two are the same."""
    words = [unicodedata.normalize("NFC", name).split() or ["?"] for name in names]
    found = [_initials(name, 1 if len(name) > 1 else 2) for name in words]
    for letters in (2, 3):
        known = Counter(short.casefold() for short in found)
        found = [
            short if known[short.casefold()] == 1 else _initials(name, letters)
            for short, name in zip(found, words, strict=True)
        ]
    return _unique(found, "{}{}")


def _initials(name: Sequence[str], letters: int) -> str:
    """The first so many letters of the first name, and the first of the last."""
    first, last = name[0], name[-1][:1] if len(name) > 1 else ""
    return first[:1].upper() + first[1:letters] + last.upper()


def _unique(wanted: Iterable[str], form: str) -> list[str]:
    """Each as wanted or, where one before it is called so, with a number."""
    found: list[str] = []
    taken: set[str] = set()
    for name in wanted:
        given, number = name, 1
        while given.casefold() in taken:
            number += 1
            given = form.format(name, number)
        taken.add(given.casefold())
        found.append(given)
    return found
