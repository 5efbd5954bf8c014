"""A second reader, who speaks after the coder: what may be missed, and what looks doubtful."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

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
_LITTLE = 0.05  # of what the strongest word says
_FAR = 0.5  # of the cut-off, that a doubtful one must be under


def second_reading(learned: Learned, document: str | None = None) -> SecondReading:
    """What a second reader says of one document, or of all.

    Probabilities are those of somebody who did not learn from the person's own words. Missed are
    passages that were read and neither coded nor rejected for a code that is ready, and reach its
    cut-off. Doubtful are codings of such a code (the best of their passages) that are among the 5 %
    of its codings with the lowest probability and under half of the cut-off; the least probable
    first, with the words against and for them as the other codings have it. Silent are the codes
    that are not ready.
    """
    seen, found = probabilities(learned), measures(learned)
    inside = within(learned.passages, None if document is None else (document,))
    missed = pointed_at(learned, seen, found, inside & learned.passages.read)
    doubtful = _doubtful(learned, seen, [code.cutoff for code in found], document)
    silent = tuple(code.code for code in found if code.cutoff is None)
    return SecondReading(tuple(missed), tuple(doubtful), silent)


def _doubtful(
    learned: Learned, seen: Floats, cutoffs: Sequence[float | None], document: str | None
) -> list[Doubt]:
    column = {code.code: n for n, code in enumerate(learned.material.codes)}
    codings = _codings(learned, frozenset(code for code, n in column.items() if cutoffs[n]))
    number = {name: n for n, name in enumerate(learned.passages.documents)}
    rows, which = covered(learned.passages, [(number[one.document], one.span) for one in codings])
    of = np.array([column[one.code] for one in codings], np.int64)
    best = np.full(len(codings), -1, np.float32)
    np.maximum.at(best, which, seen[rows, of[which]])
    there = best >= 0  # an interviewer's words have none
    found: list[Doubt] = []
    for code in np.unique(of[there]).tolist():
        low = min(np.quantile(best[there & (of == code)], _RARE), (cutoffs[code] or 0) * _FAR)
        odd = [
            n
            for n in np.flatnonzero(there & (of == code) & (best <= low)).tolist()
            if document is None or codings[n].document == document
        ]
        if odd:
            found += _doubts(learned, code, {n: rows[which == n] for n in odd}, codings, best)
    return sorted(found, key=lambda one: (one.probability, one.document, one.span, one.code))


def _doubts(
    learned: Learned,
    column: int,
    rows: Mapping[int, NDArray[np.int32]],
    codings: Sequence[Example],
    best: Floats,
) -> Iterator[Doubt]:
    """Codings of one code, by their number, with their words; ``rows`` are their passages."""
    words = kept_grains(learned.features, np.unique(np.concatenate(list(rows.values()))))
    told = Told.of(learned, column, words, alone=False)
    for n, some in rows.items():
        one = codings[n]
        reasons = _reasons(told.words(some.tolist(), one.span))
        yield Doubt(one.document, one.span, one.code, float(best[n]), reasons)


def _codings(learned: Learned, codes: frozenset[str]) -> list[Example]:
    """The codings of some codes that are learned from, one for each place."""
    coders, there = frozenset(learned.material.coders), frozenset(learned.passages.documents)
    return list(
        {
            one[:3]: one
            for one in learned.material.examples
            if one.code in codes and one.coder in coders and one.document in there
        }.values()
    )


def _reasons(words: Collection[Reason]) -> tuple[Reason, ...]:
    """The words that speak most against a coding, then those that speak most for it; those that say
    next to nothing are left out.
    """
    least = _LITTLE * max((abs(word.weight) for word in words), default=0)
    words = [word for word in words if abs(word.weight) >= least]
    against = sorted((word for word in words if word.weight < 0), key=lambda word: word.weight)
    return (*against[:REASONS], *strongest(words, REASONS))
