"""Why a passage is suggested for a code: words with their exact shares, and passages like it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Near, Why
from liveable.core.spans import Span
from liveable.core.suggestion import Reason
from liveable.suggest import words
from liveable.suggest.alike import likeness, near
from liveable.suggest.arrays import Floats
from liveable.suggest.grains import Grains, grains
from liveable.suggest.learn import Learned
from liveable.suggest.passages import Passages, overlaps
from liveable.suggest.phrases import places
from liveable.suggest.prior import phrases
from liveable.suggest.ridge import pulls
from liveable.suggest.shares import Weights, around, shares, weights, without

CARRIED = 3  # words whose share of the positive evidence is told
SHOWN = 12  # words named
NEAREST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the words of some passages add to the scores of one code; misleading ones are left out,
    for they weigh nothing.
    """

    known: Passages
    by: Grains
    of_code: Weights
    share: Floats

    @classmethod
    def of(cls, learned: Learned, column: int, by: Grains, *, alone: bool = True) -> Told:
        """For one of the codes. Not ``alone``: what the other passages learned from make of these,
        which they themselves are left out of.
        """
        codes = learned.material.codes
        of = weights(learned.features, learned.model, codes, column)
        if not alone:
            of = _of_others(learned, column, of, by.rows)
        share = shares(learned.features, of, by)
        misleading = {w for entry in codes[column].cues.misleading for w in words.words(entry)}
        if misleading:
            share[[text in misleading for text in by.text]] = 0
        return cls(learned.passages, by, of, share)

    def words(
        self, rows: Sequence[int], within: Span | None = None, beside: Collection[Span] = ()
    ) -> list[Reason]:
        """The words of these passages of one document (those inside a span, and in none of those
        that they are ``beside``), in order, each where it first stands, with all it adds wherever
        it stands in them.
        """
        first: dict[str, tuple[int, int, int]] = {}
        weight: dict[str, float] = {}
        for row in rows:
            number = self.by.rows.searchsorted(row)
            here = slice(*self.by.passage.searchsorted((number, number + 1)).tolist())
            begin = int(self.known.start[row])
            for word, start, stop, share in zip(
                self.by.text[here],
                (self.by.start[here] + begin).tolist(),
                (self.by.stop[here] + begin).tolist(),
                self.share[here].tolist(),
                strict=True,
            ):
                place = Span(start, stop)
                inside = within is None or within.contains(place)
                if inside and not any(one.contains(place) for one in beside):
                    first.setdefault(word, (row, start, stop))
                    weight[word] = weight.get(word, 0.0) + share
        return [
            Reason("word", self._text(row, start, stop), start, stop, weight[word])
            for word, (row, start, stop) in first.items()
        ]

    def _text(self, row: int, start: int, stop: int) -> str:
        begin = int(self.known.start[row])
        return self.known.texts[row][start - begin : stop - begin]


def _of_others(learned: Learned, column: int, of: Weights, rows: NDArray[np.int64]) -> Weights:
    taught = np.flatnonzero(np.isin(learned.rows, rows))
    if not len(taught):
        return of
    features, model, some = learned.features, learned.model, learned.rows[taught]
    labels, noise = learned.labels[taught, column], learned.noise[taught]
    pull = pulls(features, learned.prior, model, some, labels, noise, column)
    return without(of, features, model.read, some, pull)


def strongest(reasons: Iterable[Reason], most: int) -> list[Reason]:
    """The words that speak most for a code."""
    speaking = [reason for reason in reasons if reason.weight > 0]
    return sorted(speaking, key=lambda reason: (-reason.weight, reason.start))[:most]


def carried(reasons: Iterable[Reason]) -> float:
    """The share of all that words say for a code that the three strongest say; 1 if nothing is."""
    return _first(sorted(reasons, key=lambda reason: -reason.weight))


def _first(reasons: Iterable[Reason]) -> float:
    """The share of all that is said for a code that the first three of what speaks for it say."""
    speaking = [reason.weight for reason in reasons if reason.weight > 0]
    return sum(speaking[:CARRIED]) / sum(speaking) if speaking else 1.0


def why(learned: Learned, document: str, span: Span, code: str) -> Why:
    """Why a passage is suggested for a code, or would be.

    The words are those with the largest shares of the score, for and against, after the cue phrases
    found, whose weight is what their words add together and which are not named again by
    themselves. Of a passage of several sentences the shares are added up. What is carried is what
    the first three say of those for the code.
    """
    known = learned.passages
    column = [one.code for one in learned.material.codes].index(code)
    rows = rows_of(known, document, span)
    told = Told.of(learned, column, grains(learned.features, rows))
    beside = around(learned.features, learned.model, told.of_code, column, told.by)
    cues, places_of_cues = _cues(learned, column, rows, span, told)
    reasons = told.words(rows.tolist(), span, places_of_cues)
    shown = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.start))
    found = (*cues, *(r for r in shown[:SHOWN] if r.weight))
    coders = frozenset(learned.material.coders)
    examples = {
        (one.document, one.span)
        for one in learned.material.examples
        if one.code == code and one.coder in coders
    }
    return Why(
        found,
        float(beside.sum()),
        _first((*cues, *shown)),
        _nearest(learned, column, rows),
        _from_book(learned, column, rows),
        len(examples),
        learned.version,
    )


def rows_of(known: Passages, document: str, span: Span) -> NDArray[np.int64]:
    """The passages that a span covers: those that share half of the shorter of the two with it, or
    any of their words if none does.
    """
    if document not in known.documents:
        return np.zeros(0, np.int64)
    rows, _, common = overlaps(known, [(known.documents.index(document), span)])
    shorter = np.minimum(known.stop[rows] - known.start[rows], span.stop - span.start)
    covered = rows[2 * common >= shorter]
    return np.asarray(covered if len(covered) else rows, np.int64)


def _cues(
    learned: Learned, column: int, rows: NDArray[np.int64], span: Span, told: Told
) -> tuple[list[Reason], list[Span]]:
    """The cue phrases found, each where it first stands with all it adds, and all their places. One
    inside a longer one is not told, and of words that two share the longer has the weight.
    """
    known = learned.passages
    written: dict[Span, tuple[int, str]] = {}
    for phrase in phrases(learned.material.codes[column]):
        for row in rows.tolist():
            text, begin = known.texts[row], int(known.start[row])
            for place in places(text, phrase, learned.material.dialect):
                there = Span(begin + place.start, begin + place.stop)
                if span.contains(there):
                    written[there] = row, place.of(text)
    taken: list[Span] = []
    found: dict[str, Reason] = {}
    for there in sorted(written, key=lambda one: (one.start - one.stop, one.start)):
        if any(one.contains(there) for one in taken):
            continue
        row, text = written[there]
        weight = sum(reason.weight for reason in told.words([row], there, taken))
        first = found.setdefault(text.casefold(), Reason("phrase", text, *there, 0.0))
        found[text.casefold()] = replace(first, weight=first.weight + weight)
        taken.append(there)
    return sorted(found.values(), key=lambda reason: (-reason.weight, reason.start)), taken


def _nearest(learned: Learned, column: int, rows: NDArray[np.int64]) -> tuple[Near, ...]:
    """The passages coded with a code that are most like some others; of those as much alike to two
    places after the point, the ones in other documents first.
    """
    known = learned.passages
    coded = learned.rows[(learned.labels[:, column] > 0) & learned.known[:, column]]
    coded = np.setdiff1d(coded, rows)
    if not len(coded) or not len(rows):
        return ()
    like = likeness(learned.features, coded, rows).max(axis=1)
    elsewhere = known.document[coded] != known.document[rows[0]]
    order = np.lexsort((coded, ~elsewhere, -np.round(like, 2)))[:NEAREST]
    return tuple(near(known, int(coded[n]), float(like[n])) for n in order)


def _from_book(learned: Learned, column: int, rows: NDArray[np.int64]) -> float:
    """How much of the score comes from the definition and the cues: |d| / (|d| + |s - d|), where s
    is the score and d the prior's part in it; the mean of the passages.
    """
    if not len(rows):
        return 1.0
    score = learned.scores[rows, column]
    told = learned.prior[rows, column] * learned.model.beta[column]
    return float((np.abs(told) / np.maximum(np.abs(told) + np.abs(score - told), 1e-12)).mean())
