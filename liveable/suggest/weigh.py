"""How much a cue says: the longer and the rarer, the more, and several together more than one.

Weights and scores are between 0 and 1 and order suggestions; they are not measured probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import pow, prod

LEMMA = 0.1  # what a single word adds to a phrase
_ONE_WORD, _PER_WORD = 0.6, 0.7  # doubt left by a phrase of one word, and kept by each further word
_FUNCTION_WORD = 0.5  # of "out of the blue" only one word carries all of its meaning
_COMMON = 0.02  # share of sentences at which a cue is worth half
_IMAGINED = 200  # sentences without the cue, so that in a short text it does not seem common


def strength(content: int, function: int = 0) -> float:
    """What a phrase says by itself, by its content words and its function words ("of", "have").

    A function word counts for half: .40, .58, .71, .79 … for 1, 2, 3, 4 words so counted.
    """
    words = content + _FUNCTION_WORD * function
    return 1 - _ONE_WORD * pow(_PER_WORD, words - 1)


def rarity(fired: int, sentences: int) -> float:
    """How much of its strength a cue keeps that fired in ``fired`` of so many sentences.

    1 / (1 + p / .02), where p is its share when 200 imagined sentences without it are added; of
    10,000 sentences, firing in 10 keeps .95 of it, in 200 about a half, in 1,000 a sixth.
    """
    return 1 / (1 + fired / (sentences + _IMAGINED) / _COMMON)


def together(weights: Iterable[float]) -> float:
    """Several reasons at once, each taking its share of the doubt left: 1 - (1-a)(1-b)…"""
    return 1 - prod(1 - weight for weight in weights)
