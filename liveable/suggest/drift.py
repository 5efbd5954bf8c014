"""Drift: whether a code is used late as it was early."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Drift, Near, Used
from liveable.core.learning import Example
from liveable.suggest.alike import likeness
from liveable.suggest.learn import Learned, covered
from liveable.suggest.mine import keyness
from liveable.suggest.words import telling, words

FEWEST, MOST = (
    6,
    400,
)  # codings: with fewer nothing is said; with more some are taken, spread evenly
SHOWN, WORDS = 5, 10
_SHUFFLES, _SEED = 999, 0
_BLOCKS = 8  # stretches of coding in one document, from which on they are shuffled whole
_TELLING = 1.92  # nats: half of 3.84, the 95 % point of χ² with one degree of freedom

_Likeness = NDArray[np.float64]
_Halves = NDArray[np.bool_]  # shuffles x codings: which are early


def drift(learned: Learned, code: str) -> Drift:
    """The early half of a code's codings against the late half, by when they were made; empty with
    fewer than six.

    Passages are compared (``alike.likeness``) only with those of other documents: what one person
    says is alike anyway, and most codings of a document are made in one go. ``likeness`` is the
    mean between the halves over the mean within them. ``chance`` is from a permutation test (999
    shuffles, always the same): whole stretches of coding in one document are shuffled, so that
    documents that differ are not taken for drift; where there are fewer than eight of those,
    codings one by one. Shown are the passages that are most like their own half and unlike the
    other, and the words whose numbers of codings differ most (log-likelihood, Dunning 1993, above
    what of a single word is left to chance once in twenty times).
    """
    codings = _codings(learned, code)
    rows, which = _passages(learned, codings)
    kept = np.unique(which)
    if len(kept) < FEWEST:
        return Drift(code, (), (), (), 1.0, 1.0)
    chosen = [codings[n] for n in kept]
    alike = _alike(learned, rows, np.searchsorted(kept, which), len(kept))
    documents = [one.document for one in chosen]
    of = np.unique(documents, return_inverse=True)[1]
    apart = (of[:, None] != of).astype(np.float64)
    if not apart.any():
        apart = 1 - np.eye(len(chosen))
    early = np.arange(len(chosen)) < len(chosen) // 2
    halves = np.vstack([early, _shuffled(documents, early)])
    ratios = _between(alike, apart, halves)
    chance = float((ratios <= ratios[0] + 1e-12).mean())
    texts = [_text(learned, one) for one in chosen]
    own = _to_half(alike, apart, early)
    other = _to_half(alike, apart, ~early)
    first = _typical(chosen, texts, own, own - other, np.flatnonzero(early))
    last = _typical(chosen, texts, other, other - own, np.flatnonzero(~early))
    return Drift(code, first, last, _words(texts, early), float(ratios[0]), chance)


def _codings(learned: Learned, code: str) -> list[Example]:
    """A code's codings as they were made, one for each place."""
    coders, there = frozenset(learned.material.coders), frozenset(learned.passages.documents)
    found = {
        (one.document, one.span): one
        for one in reversed(learned.material.examples)
        if one.code == code and one.coder in coders and one.document in there
    }
    order = sorted(found.values(), key=lambda one: (one.created, one.document, one.span))
    at = np.linspace(0, len(order) - 1, min(len(order), MOST)).astype(int)
    return [order[n] for n in at]


def _passages(
    learned: Learned, codings: Sequence[Example]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The passages that codings cover, and whose each is."""
    known = learned.passages
    number = {document: n for n, document in enumerate(known.documents)}
    return covered(known, [(number[one.document], one.span) for one in codings])


def _alike(
    learned: Learned, rows: NDArray[np.int32], of: NDArray[np.integer], codings: int
) -> _Likeness:
    """How alike codings are: the mean over their passages."""
    distinct, place = np.unique(rows, return_inverse=True)
    each = likeness(learned.features, distinct, distinct)
    share = np.zeros((codings, len(distinct)))
    share[of, place] = 1
    share /= share.sum(axis=1, keepdims=True)
    found: _Likeness = share @ each @ share.T
    return found


def _between(alike: _Likeness, apart: _Likeness, early: _Halves) -> _Likeness:
    """For each division, the mean likeness between its halves over the mean within them."""
    late = ~early
    across = _total(alike * apart, early, late) / np.maximum(_total(apart, early, late), 1)
    sums = sum(_total(alike * apart, half, half) for half in (early, late))
    pairs = sum(_total(apart, half, half) for half in (early, late))
    within = sums / np.maximum(pairs, 1)
    ratio: _Likeness = across / np.maximum(within, 1e-9)
    return ratio


def _total(of: _Likeness, some: _Halves, others: _Halves) -> _Likeness:
    """The sum over pairs of one of some and one of the others, for each division."""
    found: _Likeness = ((some @ of) * others).sum(axis=1)
    return found


def _shuffled(documents: Sequence[str], early: NDArray[np.bool_]) -> _Halves:
    lot = np.random.default_rng(_SEED)
    runs = [list(run) for _, run in groupby(range(len(documents)), key=documents.__getitem__)]
    if len(runs) < _BLOCKS:
        runs = [[n] for n in range(len(documents))]
    found = np.zeros((_SHUFFLES, len(documents)), bool)
    for number in range(_SHUFFLES):
        order = [n for at in lot.permutation(len(runs)) for n in runs[at]]
        found[number, order] = early
    return found


def _to_half(alike: _Likeness, apart: _Likeness, half: NDArray[np.bool_]) -> _Likeness:
    """How alike each coding is to those of a half, itself and its document left out."""
    weights = apart * half
    found: _Likeness = (alike * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
    return found


def _typical(
    codings: Sequence[Example],
    texts: Sequence[str],
    own: _Likeness,
    worth: _Likeness,
    half: NDArray[np.intp],
) -> tuple[Near, ...]:
    best = half[np.argsort(-worth[half], kind="stable")[:SHOWN]]
    return tuple(Near(codings[n].document, codings[n].span, texts[n], float(own[n])) for n in best)


def _text(learned: Learned, coding: Example) -> str:
    heard = next(one for one in learned.material.heard if one.document == coding.document)
    return coding.span.of(heard.text)


def _words(texts: Sequence[str], early: NDArray[np.bool_]) -> tuple[Used, ...]:
    """The words that are in more early than late codings, or fewer, the surest first."""
    bags = [{word for word in words(text) if telling(word)} for text in texts]
    names = sorted(set().union(*bags))
    there = np.array([[name in bag for name in names] for bag in bags], bool)
    first, last = there[early].sum(axis=0), there[~early].sum(axis=0)
    of = int(early.sum()), int((~early).sum())
    sure = np.abs(keyness(first.astype(float), of[0], last.astype(float), of[1]))
    best = [n for n in np.argsort(-sure, kind="stable")[:WORDS] if sure[n] >= _TELLING]
    return tuple(Used(names[n], int(first[n]), int(last[n])) for n in best)
