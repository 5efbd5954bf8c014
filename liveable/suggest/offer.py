"""The passages that what was learned points at, as suggestions, beside those that cues point at."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import CodeMeasure
from liveable.core.learning import Heard
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.suggest.arrays import Bools, Floats
from liveable.suggest.explain import Told, strongest
from liveable.suggest.grains import kept_grains
from liveable.suggest.learn import Learned, covered
from liveable.suggest.passages import Passages

MOST = 500  # passages offered of one code
REASONS = 5  # words given as reasons
TOGETHER = (
    5  # neighbouring sentences in one suggestion; more are more than a coder looks at at once
)

_Rows = NDArray[np.int64]


def offers(
    learned: Learned,
    probabilities: Floats,
    measures: Sequence[CodeMeasure],
    codes: Collection[str] | None = None,
    documents: Collection[str] | None = None,
) -> list[Suggestion]:
    """What is suggested of the codes that are ready, among some codes and in some documents (None:
    all), the most probable first, then in reading order.

    Passages that may be suggested, that nobody who is learned from has read, coded or judged, and
    whose probability reaches the code's cut-off; of one code no more than the 500 most probable.
    Neighbouring sentences are one suggestion (``runs``), with the probability of the best.
    """
    wanted = within(learned.passages, documents) & ~learned.passages.read
    return pointed_at(learned, probabilities, measures, wanted, codes)


def within(known: Passages, documents: Collection[str] | None) -> Bools:
    """The passages that may be suggested, in some documents (None: all)."""
    if documents is None:
        return known.offered
    inside: Bools = np.array([name in documents for name in known.documents], bool)
    return known.offered & inside[known.document]


def pointed_at(
    learned: Learned,
    probabilities: Floats,
    measures: Sequence[CodeMeasure],
    wanted: Bools,
    codes: Collection[str] | None = None,
) -> list[Suggestion]:
    """The same among the passages ``wanted``, read or not."""
    known = learned.passages
    open_still = ~settled(learned)
    chosen: list[tuple[int, _Rows]] = []
    for column, measure in enumerate(measures):
        if measure.cutoff is None or not (codes is None or measure.code in codes):
            continue
        likely = probabilities[:, column] >= measure.cutoff
        rows = np.flatnonzero(wanted & open_still[:, column] & likely)
        best = np.argsort(-probabilities[rows, column], kind="stable")[:MOST]
        chosen.append((column, np.sort(rows[best])))
    every = np.unique(np.concatenate([np.zeros(0, np.int64), *(rows for _, rows in chosen)]))
    words = kept_grains(learned.features, every)
    found: list[tuple[float, int, Suggestion]] = []
    for column, rows in chosen:
        told = Told.of(learned, column, words)
        code = learned.material.codes[column].code
        for run in runs(rows, known, learned.material.heard):
            score = float(probabilities[list(run), column].max())
            reasons = tuple(strongest(told.words(run), REASONS))
            document = known.documents[known.document[run[0]]]
            span = spanned(run, known)
            made = Suggestion(document, span, code, score, "learned", reasons, learned.version)
            found.append((-score, run[0], made))
    return [made for *_, made in sorted(found, key=lambda one: (*one[:2], one[2].code))]


def settled(learned: Learned) -> Bools:
    """Where those who are learned from have said, by a coding or a verdict, whether a passage has a
    code: passages x codes.
    """
    column = {code.code: n for n, code in enumerate(learned.material.codes)}
    number = {name: n for n, name in enumerate(learned.passages.documents)}
    coders = frozenset(learned.material.coders)
    said = [
        (number[document], span, column[code])
        for some in (learned.material.examples, learned.material.judged)
        for document, span, code, coder, *_ in some
        if coder in coders and document in number and code in column
    ]
    rows, which = covered(learned.passages, [(document, span) for document, span, _ in said])
    found = np.zeros(learned.scores.shape, bool)
    found[rows, np.array([code for *_, code in said], np.int64)[which]] = True
    return found


def runs(rows: Iterable[int], known: Passages, heard: Sequence[Heard]) -> Iterator[tuple[int, ...]]:
    """Passages (rows, in order) as a coder would mark them: neighbouring sentences of one stretch
    and one paragraph (a line: the next may be somebody else's answer) together, five at most.
    ``heard`` are the documents in their order.
    """
    run: list[int] = []
    for row in map(int, rows):
        if run and (len(run) == TOGETHER or not _goes_on(run[-1], row, known, heard)):
            yield tuple(run)
            run = []
        run.append(row)
    if run:
        yield tuple(run)


def _goes_on(before: int, row: int, known: Passages, heard: Sequence[Heard]) -> bool:
    if int(known.prev[row]) != before:
        return False
    one = heard[known.document[row]]
    start, until = int(known.start[before]), int(known.start[row])
    stretches = [stretch.span.start for stretch in one.stretches]
    if bisect_right(stretches, start) != bisect_right(stretches, until):
        return False
    return "\n" not in one.text[int(known.stop[before]) : until]


def spanned(run: Sequence[int], known: Passages) -> Span:
    """The place of a run of passages in their document."""
    return Span(int(known.start[run[0]]), int(known.stop[run[-1]]))


def join(
    cued: Iterable[Suggestion], learned: Iterable[Suggestion], documents: Sequence[str]
) -> list[Suggestion]:
    """What cues and what was learned point at, best first, then in the order of the documents.

    Where both point at the same words for the same code there is one suggestion, a learned one, for
    all of those words, with the cues before the words among its reasons.
    """
    of: dict[tuple[str, str], list[Suggestion]] = defaultdict(list)
    for one in (*cued, *learned):
        of[one.document, one.code].append(one)
    found = [one for some in of.values() for one in _united(some)]
    order = {document: n for n, document in enumerate(documents)}
    return sorted(found, key=lambda one: (-one.score, order[one.document], one.span, one.code))


def _united(some: list[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions of one document and code, those that overlap made one."""
    together: list[Suggestion] = []
    stop = 0
    for one in sorted(some, key=lambda one: (one.span, one.source)):
        if together and one.span.start >= stop:
            yield _one_of(together)
            together, stop = [], 0
        together.append(one)
        stop = max(stop, one.span.stop)
    if together:
        yield _one_of(together)


def _one_of(together: list[Suggestion]) -> Suggestion:
    if len(together) == 1:
        return together[0]
    learned = [one for one in together if one.source == "learned"]
    best = max(learned or together, key=lambda one: one.score)
    span = Span(min(one.span.start for one in together), max(one.span.stop for one in together))
    reasons = dict.fromkeys(reason for one in together for reason in one.reasons)
    ordered = sorted(
        reasons, key=lambda reason: (reason.kind == "word", -reason.weight, reason.start)
    )
    return replace(best, span=span, reasons=tuple(ordered))
