"""The words of a passage as the learner sees them: with their places, their stems, and the pairs
they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

FIRST, LAST = "^", "."  # stand before the first word and after the last in a pair
NUMBER = "#"  # stands for any number in a pair, and for itself once where there is one

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[?!$€£%]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ＇", "'"))
_SIGNS = "$€£%"
_DASHES = str.maketrans("-_", "  ")

# English words that say nothing of what a passage is about; other languages have none here.
_SMALL = """
    a an the and or but if of to in on for with at by from as is are was were be been being am do
    does did have has had i you he she it we they me him her us them my your his its our their this
    that these those there here what which who whom how when where why not no nor so than then too
    very can will just would could should may might must shall into about over under again out up
    down off only own same s t re ve ll d m also any all some such other more most each few both
    because while until during before after above below between through
"""
_COMMON = frozenset(_SMALL.split())
_SUFFIXES = (
    "ational", "fulness", "ousness", "ization", "ations", "ation", "ments", "ment", "ness", "ings",
    "ing", "edly", "ies", "ied", "ed", "ly", "es", "s", "y", "e",
)  # fmt: skip


class Word(NamedTuple):
    """A word in small letters with its place ``[start, stop)`` in the text, in code points."""

    text: str
    start: int
    stop: int


def folded(text: str) -> str:
    """The text in small letters with one kind of apostrophe, code point for code point."""
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low if low.isascii() else low.translate(_APOSTROPHES)


def words(text: str) -> list[str]:
    """The words of a text in small letters; numbers, and the signs ? ! $ € £ %, are words too."""
    return _WORD.findall(folded(text))


def placed(text: str) -> list[Word]:
    """The same words, each with its place."""
    return [Word(m.group(), *m.span()) for m in _WORD.finditer(folded(text))]


def stem(word: str) -> str:
    """A word without its English ending, cut by rule: three letters at least are left."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def telling(word: str) -> bool:
    """Whether a word says something of what a text is about: neither a common one nor a sign."""
    return word not in _COMMON and word not in _SIGNS


def stems(text: str) -> set[str]:
    """The stems of the telling words of a text."""
    return {stem(word) for word in words(text) if telling(word)}


def grams(found: Sequence[str], *, ends: bool = True) -> list[str]:
    """Words and the pairs of neighbours, joined by a space; any number is ``#`` in a pair, and
    counts once more as ``#``. ``ends``: the first and last word also pair with ``^`` and ``.``.
    """
    classed = [NUMBER if word.isdigit() else word for word in found]
    number = [NUMBER] * (NUMBER in classed)
    line = [FIRST, *classed, LAST] if ends else classed
    return [*found, *number, *(f"{a} {b}" for a, b in pairwise(line))]


def letters(text: str) -> list[str]:
    """The runs of three to five characters inside the text's parts between white space, with a
    space before and after each part.
    """
    return [run for part in folded(text).split() for run in runs(part)]


def runs(part: str) -> Iterator[str]:
    """The runs of characters of one part without white space."""
    part = f" {part} "
    for size in (3, 4, 5):
        yield part[:size]
        for start in range(1, len(part) - size + 1):
            yield part[start : start + size]
        if len(part) <= size:
            return


def spaced(name: str) -> str:
    """A code's name with its hyphens and underscores opened, so that its words are found."""
    return name.translate(_DASHES)
