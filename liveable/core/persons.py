"""Whether two labels are one whole name, with and without title, office, party or place.

``Präsident Dr. Norbert Lammert`` and ``Dr. Norbert Lammert (CDU/CSU)``; ``The Minister for Finance
(Mr. Kenneth)`` and ``Mr. Kenneth``; ``MARÍA LÓPEZ, DIRECTORA`` and ``MARÍA LÓPEZ``; ``Lee, Anna``
and ``Anna Lee``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from liveable.core import labels
from liveable.core.label_words import PARTICLES, SPEAKER, TITLED, TITLES

_TITLED = re.compile(TITLED)
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]{1,80})[)\]）]")
_OFFICES = (
    SPEAKER | TITLES | {"the", "deputy", "vice", "senator", "madam", "madame", "señor", "señora"}
)
_TAIL = 2  # words of a name by which labels are brought together
_BEFORE = 3  # words that may stand before it


class _Person(NamedTuple):
    """The words of a name, folded; what stands in brackets beside it."""

    words: tuple[str, ...]
    beside: str


def same(one: str, other: str) -> bool:
    """Whether both labels are one name, as far as they say it whole."""
    a, b = _person(one), _person(other)
    if not a.words or not b.words or (a.beside and b.beside and a.beside != b.beside):
        return False
    short, long = sorted((a.words, b.words), key=len)
    before = long[: len(long) - len(short)]
    if long[len(before) :] != short or len(before) > _BEFORE:
        return False
    return all(word in _OFFICES or word in PARTICLES or _caseless(word) for word in before)


def name_key(label: str) -> str | None:
    """Equal for labels that may be the same: the last words of the name; None without one."""
    return " ".join(_person(label).words[-_TAIL:]) or None


@lru_cache(maxsize=4096)
def _person(label: str) -> _Person:
    """The name a label says; no words where it is no whole name (one word without a title)."""
    beside = _BRACKETED.findall(label)
    titled = next((words for words in beside if _TITLED.match(words)), None)
    if titled:
        bare, beside = titled, []
    else:
        bare = _BRACKETED.sub(" ", label)
    bare = _in_order(labels.tidy(bare))
    if any(char.isdigit() for char in bare):
        return _Person((), "")
    words = [_folded(word) for word in bare.split()]
    titles = [n for n, word in enumerate(words) if word in TITLES]
    name = words[titles[-1] + 1 :] if titles else words
    if len(name) == 1 and titles:
        name = words[titles[-1] :]  # "Mr. Kenneth": there may be others of that name
    whole = len(name) > 1 and not all(word in _OFFICES for word in name)
    return _Person(tuple(name) if whole else (), " ".join(map(str.casefold, beside)))


def _in_order(bare: str) -> str:
    """Without an office behind a comma; the first name before the last."""
    first, _, second = bare.partition(", ")
    if second and len(first.split()) == 1 and len(second.split()) < 3:
        return f"{second} {first}"
    return first


def _folded(word: str) -> str:
    """In small letters, without accents and stops."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in letters if unicodedata.category(char) != "Mn").strip(".,’'")


def _caseless(word: str) -> bool:
    return word[:1].isalpha() and word == word.upper() == word.lower()
