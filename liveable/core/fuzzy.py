"""Names found by a few typed letters, best first, with the letters that were met.

Case and accents are folded. A name that begins with what was typed comes before one in which a
later word does, then words begun one by one ("nov": *N*ot *ov*erstepping), then letters together
anywhere, then words met only by what stands beside the name (its path). Letters with gaps count
only where nothing fits better: then they are an abbreviation or a slip, else they are chance.
Names that fit equally well keep the order they were given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from liveable.core.folding import fold

_APOSTROPHES = frozenset("'`´‘’‛ʹʻʼ′＇")
_BESIDE = 3  # letters typed before what stands beside a name is looked at
_LOOSE = 3  # letters typed before gaps are allowed within words
_WHOLE, _START, _WORD, _WORDS, _INSIDE, _GAPS, _ASIDE = range(7)


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready to be searched: ``origin`` leads from its folded letters to its own."""

    text: str
    folded: str
    origin: tuple[int, ...] | None
    beside: str


class Found(NamedTuple):
    """The place of a name in its list, the places of the letters met in it, in order, and how well
    it fits: 0 is best.
    """

    which: int
    places: tuple[int, ...]
    rank: int = 0


def prepare(names: Iterable[tuple[str, str]]) -> list[Name]:
    """Names ready to be searched, each given with what stands beside it (may be "")."""
    return [Name(name, *_folded(name), f" {_folded(beside)[0]}") for name, beside in names]


def find(names: Sequence[Name], typed: str) -> list[Found]:
    """The names that what was typed fits, best first; all of them when nothing was."""
    if not typed.strip():
        return [Found(i, ()) for i in range(len(names))]
    wanted = _folded(typed)[0].strip()
    if not wanted:
        return _signs(names, typed.strip().casefold())
    several = tuple(wanted.split(" ")) if " " in wanted else ()
    fits = []
    for index, name in enumerate(names):
        fit = _fit(name, wanted, several)
        if fit is not None:
            kind, cost, places = fit
            fits.append((kind, cost, index, places))
    if any(kind < _GAPS for kind, *_ in fits):
        fits = [fit for fit in fits if fit[0] != _GAPS]
    fits.sort(key=lambda fit: fit[:3])
    return [Found(index, _own(names[index], places), kind) for kind, _, index, places in fits]


_Fit = tuple[int, int, Sequence[int]]  # how well, how far apart, places among the folded letters


def _fit(name: Name, wanted: str, several: tuple[str, ...]) -> _Fit | None:
    folded = name.folded
    at = folded.find(wanted)
    if at == 0:
        kind = _WHOLE if len(folded) == len(wanted) else _START
        return kind, 0, range(len(wanted))
    if at > 0:
        begun = folded.find(f" {wanted}")
        if begun >= 0:
            return _WORD, 0, range(begun + 1, begun + 1 + len(wanted))
        return _INSIDE, 0, range(at, at + len(wanted))
    if several:
        return _each(name, several)
    places = _scattered(folded, wanted)
    if places is not None:
        begun_words = _initials(folded, wanted)
        if begun_words is not None:
            return _WORDS, _gaps(begun_words), begun_words
        if len(wanted) >= _LOOSE:
            return _GAPS, _gaps(places), places
    if len(wanted) >= _BESIDE and f" {wanted}" in name.beside:
        return _ASIDE, 0, ()
    return None


def _each(name: Name, words: tuple[str, ...]) -> _Fit | None:
    """Every typed word met by itself, in whatever order; at least one of them in the name."""
    kind, places = _WORDS, list[int]()
    for word in words:
        at = f" {name.folded}".find(f" {word}")
        if at < 0:
            at = name.folded.find(word)
            kind = max(kind, _INSIDE)
        if at >= 0:
            places += range(at, at + len(word))
        elif f" {word}" in name.beside:
            kind = _ASIDE
        else:
            return None
    return (kind, 0, sorted(set(places))) if places else None


def _scattered(folded: str, wanted: str) -> list[int] | None:
    """The letters in order, the first at the beginning of a word, drawn together from the end."""
    start = 0 if folded.startswith(wanted[0]) else folded.find(f" {wanted[0]}") + 1
    if start == 0 and not folded.startswith(wanted[0]):
        return None
    at = start
    for letter in wanted[1:]:
        at = folded.find(letter, at + 1)
        if at < 0:
            return None
    places = [at]
    for letter in reversed(wanted[1:-1]):
        places.append(folded.rfind(letter, start, places[-1]))
    if len(wanted) > 1:
        last = f" {folded}".rfind(f" {wanted[0]}", 0, places[-1] + 1)
        places.append(last)
    return places[::-1]


def _initials(folded: str, wanted: str) -> list[int] | None:
    """The letters in order, each beginning a word or following the one before it at once."""
    starts = [i for i in range(len(folded)) if i == 0 or folded[i - 1] == " "]
    failed: set[tuple[int, int]] = set()
    path: list[int] = []

    def choices(at: int) -> list[int]:
        later = [start for start in starts if start > at]
        return later if at < 0 else [at + 1, *later]

    stack = [iter(choices(-1))]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            if path:
                failed.add((len(path), path.pop()))
            continue
        letter = wanted[len(path)]
        if step >= len(folded) or folded[step] != letter or (len(path) + 1, step) in failed:
            continue
        path.append(step)
        if len(path) == len(wanted):
            return path
        stack.append(iter(choices(step)))
    return None


def _gaps(places: Sequence[int]) -> int:
    return sum(b - a > 1 for a, b in pairwise(places))


def _signs(names: Sequence[Name], typed: str) -> list[Found]:
    """Names that hold signs which are no letters: "+", an arrow, an emoji."""
    found = []
    for index, name in enumerate(names):
        at = name.text.find(typed)
        if at >= 0:
            found.append((at > 0, index, tuple(range(at, at + len(typed)))))
    return [Found(index, places, _INSIDE * inside) for inside, index, places in sorted(found)]


def _folded(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text's letters folded, one space between words, and where each came from (None: as is).

    Apostrophes go, so that "dont" meets "don't".
    """
    if text.isascii() and "'" not in text and "`" not in text:
        plain = fold(text)
        if "  " not in plain and not plain.startswith(" "):
            return plain, None
    letters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        if character in _APOSTROPHES:
            continue
        for letter in fold(character):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            origin.append(place)
    return "".join(letters), tuple(origin)


def _own(name: Name, places: Sequence[int]) -> tuple[int, ...]:
    """Places among the folded letters as places in the name, accents with their letters."""
    if name.origin is None:
        return tuple(places)
    own: list[int] = []
    for place in dict.fromkeys(name.origin[p] for p in places):
        own.append(place)
        while (following := own[-1] + 1) < len(name.text) and not fold(name.text[following]):
            own.append(following)
    return tuple(own)
