"""Passages about which coders disagree, or for which the learner is torn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Torn
from liveable.core.learning import Example
from liveable.core.spans import Span
from liveable.suggest.arrays import Bools, Floats
from liveable.suggest.learn import Learned, covered
from liveable.suggest.measure import measures, probabilities

MOST = 200
_EVEN = 0.1  # from one half, or of two codes from each other
_TOGETHER = 0.25  # codes of which more of the rarer one's passages carry both are no alternatives

_Numbers = NDArray[np.int64]


class _Split(NamedTuple):
    """Codings of one code that overlap: the longest, whose they are, and who read it without."""

    coding: Example
    coders: frozenset[str]
    others: frozenset[str]


def torn(learned: Learned) -> list[Torn]:
    """What to talk about or to look at, where it helps most first: at most 200.

    First the passages that one coder coded with a code and another, who has read them, did not:
    the more even the split, then the less sure the learner, the earlier. Anybody's codings count,
    learned from or not. Who has coded something further on in the same document has read it so far;
    of a single coder who is learned from it is known what was read.

    Then those unread that the learner is torn about: a code that is ready is as likely as not (0.4
    to 0.6), or two that are ready and seldom go together are both likely enough to be suggested and
    within 0.1 of each other. Where both are many, each has half of the places.
    """
    seen = probabilities(learned)
    people = list(_people(learned, seen))
    machine = _machine(learned, seen)
    half = MOST // 2
    kept = people[: max(half, MOST - len(machine))]
    return kept + machine[: MOST - len(kept)]


def _people(learned: Learned, seen: Floats) -> Iterator[Torn]:
    known, splits = learned.passages, list(_splits(learned))
    number = {document: n for n, document in enumerate(known.documents)}
    column = {code.code: n for n, code in enumerate(measures(learned))}
    ready = {code.code for code in measures(learned) if code.cutoff is not None}
    rows, which = covered(known, [(number[s.coding.document], s.coding.span) for s in splits])
    likely = np.zeros(len(splits))
    of = np.array([column[split.coding.code] for split in splits], np.int64)
    np.maximum.at(likely, which, seen[rows, of[which]])
    sure = [
        abs(likely[n] - 0.5) if split.coding.code in ready else 0.5
        for n, split in enumerate(splits)
    ]

    def worth(n: int) -> tuple[float, float, int, Span]:
        split = splits[n]
        sides = len(split.coders), len(split.others)
        coding = split.coding
        return -min(sides) / max(sides), sure[n], number[coding.document], coding.span

    for n in sorted(range(len(splits)), key=worth):
        coding, coders, others = splits[n]
        codes = ((coding.code, float(likely[n])),)
        sides = tuple(sorted(coders)), tuple(sorted(others))
        yield Torn(coding.document, coding.span, "coders", codes, sides)


def _splits(learned: Learned) -> Iterator[_Split]:
    """Where somebody's coding is missing among somebody else's."""
    there = frozenset(learned.passages.documents)
    codes = frozenset(code.code for code in learned.material.codes)
    of: dict[tuple[str, str], list[Example]] = defaultdict(list)
    reach: dict[str, dict[str, int]] = defaultdict(dict)
    for one in learned.material.examples:
        if one.document in there and one.code in codes:
            of[one.document, one.code].append(one)
            far = reach[one.document]
            far[one.coder] = max(far.get(one.coder, 0), one.span.stop)
    read = {heard.document: heard.read for heard in learned.material.heard}
    for (document, _), codings in sorted(of.items()):
        for together in _overlapping(codings):
            longest = max(
                together, key=lambda one: (one.span.stop - one.span.start, -one.span.start)
            )
            coders = frozenset(one.coder for one in together)
            readers = _readers(learned, reach[document], read[document], longest.span)
            if readers - coders:
                yield _Split(longest, coders, readers - coders)


def _readers(
    learned: Learned, reach: Mapping[str, int], read: Sequence[Span], span: Span
) -> frozenset[str]:
    """Who has read a passage of a document."""
    found = {coder for coder, far in reach.items() if far >= span.stop}
    if len(learned.material.coders) == 1:
        known = any(part.contains(span) for part in read)
        (alone,) = learned.material.coders
        found = found | {alone} if known else found - {alone}
    return frozenset(found)


def _overlapping(codings: Sequence[Example]) -> Iterator[list[Example]]:
    together: list[Example] = []
    stop = 0
    for one in sorted(codings, key=lambda one: (one.span, one.coder)):
        if together and one.span.start >= stop:
            yield together
            together = []
        together.append(one)
        stop = max(one.span.stop, stop)
    if together:
        yield together


def _machine(learned: Learned, seen: Floats) -> list[Torn]:
    known = learned.passages
    cutoffs = {n: code.cutoff for n, code in enumerate(measures(learned)) if code.cutoff}
    unread = np.flatnonzero(known.offered & ~known.read)
    if not cutoffs or not len(unread):
        return []
    columns = np.array(list(cutoffs), np.int64)
    told = np.zeros(seen.shape, bool)
    told[learned.rows] = learned.known
    likely = np.where(told, 0, seen)[unread][:, columns]
    one = likely.copy()
    one[np.abs(likely - 0.5) > _EVEN] = 0
    single = 4 * one * (1 - one)
    pair, worth = _pairs(learned, likely, columns, np.array(list(cutoffs.values())))
    best = np.maximum(single.max(axis=1), worth)
    found = []
    for n in np.argsort(-best, kind="stable")[:MOST].tolist():
        if best[n] <= 0:
            break
        chosen = pair[n] if worth[n] >= single[n].max() else single[n].argmax()[None]
        codes = tuple(
            (learned.material.codes[columns[at]].code, float(likely[n, at])) for at in chosen
        )
        row = int(unread[n])
        document = known.documents[known.document[row]]
        found.append(Torn(document, known.span(row), "model", codes))
    return found


def _pairs(
    learned: Learned, likely: Floats, columns: _Numbers, cutoffs: NDArray[np.float64]
) -> tuple[_Numbers, Floats]:
    """The two likeliest codes of each passage (by their number among ``columns``), and how much it
    would help to know which: 0 where it is clear, or where they go together.
    """
    many = len(columns)
    if many < 2:
        return np.zeros((len(likely), 2), np.int64), np.zeros(len(likely), np.float32)
    shown = np.where(likely >= cutoffs.astype(np.float32), likely, 0)
    pair = np.argsort(-shown, axis=1, kind="stable")[:, :2]
    first, second = np.take_along_axis(shown, pair, axis=1).T
    coded = learned.labels[:, columns]
    both, alone = coded.T @ coded, coded.sum(axis=0)
    apart: Bools = both < _TOGETHER * np.maximum(np.minimum(alone[:, None], alone), 1)
    close = (second > 0) & (first - second <= _EVEN) & apart[pair[:, 0], pair[:, 1]]
    share = first / np.maximum(first + second, 1e-9)
    worth: Floats = np.where(close, 4 * share * (1 - share) * first, 0)
    return pair, worth
