"""Passages like a given one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.errors import Refused
from liveable.suggest.alike import likeness
from liveable.suggest.explain import rows_of
from liveable.suggest.grains import Grains, kept_grains
from liveable.suggest.learn import Learned
from liveable.suggest.measure import measures, probabilities
from liveable.suggest.offer import REASONS, settled

MODEL = "like/1"
MOST = 50


def similar(
    learned: Learned, document: str, span: Span, code: str, most: int = MOST
) -> list[Suggestion]:
    """The passages most like a given one, as suggestions of a code, the most alike first and then
    in reading order; the score is the likeness (``alike.likeness``), at most 1.

    Of several sentences, to the one that is most alike. Passages that may be suggested, read or
    not, other than those the span covers and those of which it is said already whether they have
    the code. The reasons are the words that stand in both, with what each adds to the cosine of
    words.
    """
    known = learned.passages
    to = rows_of(known, document, span)
    column = [one.code for one in learned.material.codes].index(code)
    free = known.offered & ~settled(learned)[:, column]
    free[to] = False
    rows = np.flatnonzero(free)
    if not len(rows) or not len(to):
        return []
    each = likeness(learned.features, rows, to)
    like, nearest = each.max(axis=1), to[each.argmax(axis=1)]
    best = np.argsort(-np.round(like, 6), kind="stable")[:most]
    best = best[like[best] > 0]
    words = kept_grains(learned.features, np.concatenate([rows[best], to]))
    return [
        Suggestion(
            known.documents[known.document[row]],
            known.span(row),
            code,
            min(1.0, float(like[n])),
            "similar",
            _shared(learned, words, int(rows[n]), int(nearest[n])),
            MODEL,
        )
        for n, row in zip(best.tolist(), rows[best].tolist(), strict=True)
    ]


def code_of(learned: Learned, document: str, span: Span) -> str:
    """The code of a passage: the one with which those who are learned from coded it last, else, of
    the codes that are ready and would be suggested for it, the most probable. Raises Refused where
    there is none.
    """
    coders = frozenset(learned.material.coders)
    codings = [
        (one.created, one.code)
        for one in learned.material.examples
        if one.document == document and one.coder in coders and one.span.overlaps(span)
    ]
    if codings:
        return max(codings)[1]
    rows = rows_of(learned.passages, document, span)
    likely = probabilities(learned)[rows].max(axis=0, initial=0)
    offered = [
        (float(likely[column]), one.code)
        for column, one in enumerate(measures(learned))
        if one.cutoff is not None and likely[column] >= one.cutoff
    ]
    if not offered:
        raise Refused(
            "Say for which code: this passage is not coded, and nothing learned so far suggests a "
            "code for it. Code it first, then ask again."
        )
    return max(offered)[1]


def _shared(learned: Learned, words: Grains, row: int, other: int) -> tuple[Reason, ...]:
    """The words of a passage that make it like another in words, and stand in that too."""
    first, last = _words_of(words, row)
    there = frozenset(words.text[slice(*_words_of(words, other))])
    theirs = learned.features.word_rows[other].toarray().ravel()
    share: NDArray[np.float32] = words.words[first:last] @ theirs
    text, begin = learned.passages.texts[row], int(learned.passages.start[row])
    found: dict[str, Reason] = {}
    for at in np.argsort(-share, kind="stable").tolist():
        start, stop = int(words.start[first + at]), int(words.stop[first + at])
        if share[at] > 0 and words.text[first + at] in there:
            reason = Reason("word", text[start:stop], begin + start, begin + stop, float(share[at]))
            found.setdefault(words.text[first + at], reason)
    return tuple(found.values())[:REASONS]


def _words_of(words: Grains, row: int) -> tuple[int, int]:
    """Where a passage's words begin and end among those of several."""
    number = int(np.searchsorted(words.rows, row))
    first, last = np.searchsorted(words.passage, (number, number + 1)).tolist()
    return first, last
