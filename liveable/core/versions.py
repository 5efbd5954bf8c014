"""How much of two texts is the same, by their words: whether one is the other, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from liveable.core.folding import fold
from liveable.core.textdiff import WORD

ENOUGH = 0.5  # of the longer text, for one to be taken for a version of the other
_IN_A_ROW = 3  # words: singly, two talks on one subject would be much alike


def share(one: str, other: str) -> float:
    """How much of the longer text the other one has too, from 0 to 1: words three in a row, case
    and accents aside; of texts of a few words, the words.
    """
    words, others = _words(one), _words(other)
    in_a_row = _IN_A_ROW if min(len(words), len(others)) >= 3 * _IN_A_ROW else 1
    runs, more = _runs(words, in_a_row), _runs(others, in_a_row)
    most = max(runs.total(), more.total())
    return (runs & more).total() / most if most else 0.0


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _runs(words: list[str], in_a_row: int) -> Counter[tuple[str, ...]]:
    runs: Iterable[tuple[str, ...]] = zip(*(words[n:] for n in range(in_a_row)), strict=False)
    return Counter(runs)
