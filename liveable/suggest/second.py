"""A second reader, who speaks after the coder: what may be missed, and what looks doubtful."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from liveable.core.learned import Doubt, SecondReading
from liveable.core.learning import Example
from liveable.core.suggestion import Reason
from liveable.suggest.arrays import Floats
from liveable.suggest.explain import Told, strongest
from liveable.suggest.grains import kept_grains
from liveable.suggest.learn import Learned, covered
from liveable.suggest.measure import measures, probabilities
from liveable.suggest.offer import pointed_at, within

REASONS = 3  # words against a coding, and for it
_RARE = 0.05  # of a code's codings, those least like the others
_FAR = 0.5  # of the cut-off, that a doubtful one must be under


def second_reading(learned: Learned, document: str | None = None) -> SecondReading:
    """What a second reader says of one document, or of all.

    Probabilities are those of somebody who did not learn from the person's own words. Missed are
    passages that were read and neither coded nor rejected for a code that is ready, and reach its
    cut-off. Doubtful are codings of such a code (the best of their passages) that are among the 5 %
    of its codings with the lowest probability and under half of the cut-off; the least probable
    first. Silent are the codes that are not ready.
    """
    seen, found = probabilities(learned), measures(learned)
    inside = within(learned.passages, None if document is None else (document,))
    missed = pointed_at(learned, seen, found, inside & learned.passages.read)
    doubts: list[Doubt] = []
    for column, code in enumerate(found):
        if code.cutoff is not None:
            doubts += _doubtful(learned, seen, column, code.cutoff, document)
    doubts.sort(key=lambda one: (one.probability, one.document, one.span, one.code))
    silent = tuple(code.code for code in found if code.cutoff is None)
    return SecondReading(tuple(missed), tuple(doubts), silent)


def _doubtful(
    learned: Learned, seen: Floats, column: int, cutoff: float, document: str | None
) -> list[Doubt]:
    codings = _codings(learned, column)
    number = {name: n for n, name in enumerate(learned.passages.documents)}
    rows, which = covered(learned.passages, [(number[o.document], o.span) for o in codings])
    best = np.full(len(codings), -1, np.float32)
    np.maximum.at(best, which, seen[rows, column])
    there = best >= 0  # an interviewer's words have none
    if not there.any():
        return []
    low = min(float(np.quantile(best[there], _RARE)), cutoff * _FAR)
    odd = [
        n
        for n in np.flatnonzero(there & (best <= low)).tolist()
        if document is None or codings[n].document == document
    ]
    words = kept_grains(learned.features, np.unique(rows[np.isin(which, odd)]))
    told = Told.of(learned, column, words)
    return [
        Doubt(
            codings[n].document,
            codings[n].span,
            codings[n].code,
            float(best[n]),
            _reasons(told.words(rows[which == n].tolist(), codings[n].span)),
        )
        for n in odd
    ]


def _codings(learned: Learned, column: int) -> list[Example]:
    """A code's codings that are learned from, one for each place."""
    code = learned.material.codes[column].code
    coders, there = frozenset(learned.material.coders), frozenset(learned.passages.documents)
    return list(
        {
            (one.document, one.span): one
            for one in learned.material.examples
            if one.code == code and one.coder in coders and one.document in there
        }.values()
    )


def _reasons(words: Collection[Reason]) -> tuple[Reason, ...]:
    """The words that speak most against a coding, then those that speak most for it."""
    against = sorted((word for word in words if word.weight < 0), key=lambda word: word.weight)
    return (*against[:REASONS], *strongest(words, REASONS))
