"""The phrases of passages: runs of words as cues are looked for, and in which passages they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liveable.core.codebook import Respelling
from liveable.core.shadow import Shadow, shadow
from liveable.core.spans import Span
from liveable.suggest.arrays import Bools, Ints
from liveable.suggest.features import Features
from liveable.suggest.vocabulary import Said, said

LONGEST = 4  # words of a phrase


@lru_cache(maxsize=1)
def spoken(features: Features) -> Said:
    """The words of every passage as cues are looked for, kept until another corpus is asked for."""
    lines = features.shadows.text.split("\n") if len(features) else []
    return said(lines, str.split)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Phrases of one length and the passages they are in.

    ``ids`` (phrases x length) number the words; phrase ``which[i]`` is in passage ``row[i]``, and
    these pairs are in order and each there once.
    """

    ids: NDArray[np.int64]
    which: NDArray[np.int64]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, phrase: int) -> NDArray[np.int64]:
        """The passages a phrase is in."""
        first, last = np.searchsorted(self.which, (phrase, phrase + 1))
        return self.row[first:last]

    def count(self, among: Bools) -> NDArray[np.int64]:
        """In how many of the passages marked each phrase is."""
        return np.bincount(self.which[among[self.row]], minlength=len(self))

    def total(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of its passages' weights for each phrase."""
        found: NDArray[np.float64] = np.bincount(
            self.which, weights[self.row], minlength=len(self)
        ).astype(np.float64)
        return found

    def spread(self, group: Ints) -> NDArray[np.int64]:
        """In how many groups of passages each phrase is."""
        many = int(group.max(initial=0)) + 1
        pairs = np.unique(self.which * many + group[self.row])
        return np.bincount(pairs // many, minlength=len(self))


def phrases(words: Said, inside: Bools, among: Bools) -> list[Phrases]:
    """The phrases of one to four words of the passages ``inside``, with all passages ``among``
    which they are in; by their length.
    """
    at = np.flatnonzero(among[words.row]) if len(words.ids) else np.zeros(0, np.int64)
    begun = np.zeros(len(at), np.int64)  # the phrase, a word shorter, that starts at each place
    ids = np.zeros((1, 0), np.int64)
    found: list[Phrases] = []
    for length in range(1, LONGEST + 1):
        last = at + length - 1
        whole = last < len(words.ids)
        whole[whole] = words.row[last[whole]] == words.row[at[whole]]
        at, begun = at[whole], begun[whole]
        keys = begun * len(words.names) + words.ids[at + length - 1]
        wanted = np.unique(keys[inside[words.row[at]]])
        place = np.minimum(np.searchsorted(wanted, keys), max(0, len(wanted) - 1))
        known = wanted[place] == keys if len(wanted) else np.zeros(len(keys), bool)
        at, begun = at[known], place[known]
        before, word = np.divmod(wanted, max(1, len(words.names)))
        ids = np.column_stack([ids[before], word])
        pairs = np.unique(begun * words.count + words.row[at])
        found.append(Phrases(ids, *np.divmod(pairs, max(1, words.count))))
    return found


def places(text: str, phrase: str, dialect: Sequence[Respelling]) -> Iterator[Span]:
    """Where a phrase stands in a text, as cues are looked for."""
    seen = shadow(text, dialect)
    stretches = seen.words()
    written = [seen.text[a:b] for a, b in stretches]
    forms = {_words(shadow(phrase, dialect, open_ends=ends)): None for ends in (False, True)}
    for wanted in forms:
        size = len(wanted)
        for n in range(len(written) - size + 1 if size else 0):
            if tuple(written[n : n + size]) == wanted:
                yield seen.span(stretches[n][0], stretches[n + size - 1][1])


def _words(seen: Shadow) -> tuple[str, ...]:
    return tuple(seen.text[a:b] for a, b in seen.words())
