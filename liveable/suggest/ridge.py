"""Learning from what was read: a ridge regression with the codebook's word as its prior mean.

For each code the score of a passage is  beta * prior + features . weights + constant,  where the
weights have mean 0 and a variance for each block of features, the constant variance 1 and beta
variance TAU about a mean that fades with the codings. The posterior mean is found over the passages
read, with a kernel that all codes share (Gaussian process regression with a fixed mean function:
Rasmussen and Williams 2006, §2.2 and §2.7); weights follow from it, so that every share of a score
is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import strtri

from liveable.suggest.arrays import Bools, Floats, Ints
from liveable.suggest.features import Features, taken, times

BETA_CUES, BETA_DEFINITION = 0.1, 0.04  # what the prior weighs at first, with cues and without
FADE = 50.0  # codings of a code at which that is halved
TAU = 0.006  # how freely it is learned again
NOISE_PER, NOISE_LEAST, NOISE_MOST = 200, 1.0, 4.0  # noise: passages read / 200, within these
RIVAL = 0.1  # what the best of the other codes takes away
_SLAB = 512
_COMMON = 512  # features in most passages, which are faster multiplied as if in all


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned: ``weights`` for each of ``Features.blocks(read)`` (features x codes),
    ``constant`` and ``beta``, the weight of the prior, for each code; ``read`` is the number of
    passages learned from.
    """

    weights: tuple[Floats, ...]
    constant: Floats
    beta: Floats
    read: int


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The regression over m passages: ``alpha`` (m x codes), ``beta`` (codes), and what held-out
    scores need: ``inverse`` of kernel and noise (m x m, lower half), the residuals from the fading
    ``mean`` (m x codes), ``turned`` = inverse @ prior and the ``step`` that TAU makes of it.
    """

    rows: Ints
    alpha: Floats
    beta: Floats
    factor: Floats
    residual: Floats
    mean: Floats
    turned: Floats
    freedom: Floats


def faded(labels: Floats, with_cues: Bools) -> Floats:
    """What the prior of each code weighs before it is learned again, by its codings so far."""
    first = np.where(with_cues, BETA_CUES, BETA_DEFINITION)
    return np.asarray(first * FADE / (FADE + labels.sum(axis=0)), np.float32)


def noise_of(read: int) -> float:
    """The noise of a label when so many passages are read."""
    return min(NOISE_MOST, max(NOISE_LEAST, read / NOISE_PER))


def gram(features: Features, rows: Ints) -> Floats:
    """The kernel of some passages: the weighed inner products of their features, and 1 for the
    constant; m x m, of which the lower half is true.
    """
    many = len(rows)
    dense, sparse = [np.ones((many, 1), np.float32)], [sp.csr_matrix((many, 0), dtype=np.float32)]
    for block in features.blocks(many):
        some = taken(block, rows) * np.float32(block.weight**0.5)
        (sparse if sp.issparse(some) else dense).append(some)
    wide = sp.hstack(sparse, "csr")
    seen = np.bincount(wide.indices, minlength=wide.shape[1])
    common = np.argsort(-seen, kind="stable")[:_COMMON]
    rare = seen.astype(bool)
    rare[common] = False
    thin, wide = np.hstack([*dense, wide[:, common].toarray()]), wide[:, rare]
    del dense, sparse  # large
    found = np.empty((many, many), np.float32)
    for first in range(0, many, _SLAB):
        part, before = slice(first, first + _SLAB), slice(0, first + _SLAB)
        found[part, before] = thin[part] @ thin[before].T
        found[part, before] += (wide[part] @ wide[before].T).toarray()
    return found


def fit(
    features: Features,
    rows: Ints,
    labels: Floats,
    known: Bools,
    noise: Floats,
    prior: Floats,
    fading: Floats,
) -> Fit:
    """Learn from the passages ``rows`` (m): their ``labels`` (m x codes, 0 or 1) where ``known``,
    each with its ``noise``; ``prior`` is n x codes and ``fading`` what it weighs at first
    (``faded``).

    Where nothing is known of a passage and a code, it counts as being what the prior says.
    """
    said = prior[rows] * known
    mean = np.asarray(said * fading, np.float32)
    residual = np.asarray(labels * known - mean, np.float32)
    kernel = gram(features, rows)
    kernel[np.diag_indices_from(kernel)] += noise
    factor, _ = cho_factor(kernel.T, lower=False, overwrite_a=True, check_finite=False)
    both = np.hstack([residual, said])
    solved = cho_solve((factor, False), both, overwrite_b=True, check_finite=False)
    plain, turned = np.split(np.asarray(solved, np.float32), 2, axis=1)
    # The prior is one more feature of each code, with a variance of its own: a step of rank one.
    freedom = TAU / (1 + TAU * (said * turned).sum(axis=0))
    step = freedom * (said * plain).sum(axis=0)
    alpha = np.asarray(plain - turned * step, np.float32)
    learned = np.asarray(fading + step, np.float32)
    return Fit(
        rows, alpha, learned, factor, residual, mean, turned, np.asarray(freedom, np.float32)
    )


def model(features: Features, fitted: Fit) -> Model:
    """The weights that a fit means for every feature."""
    blocks = features.blocks(len(fitted.rows))
    weights = tuple(
        np.asarray(block.weight * (taken(block, fitted.rows).T @ fitted.alpha), np.float32)
        for block in blocks
    )
    constant = np.asarray(fitted.alpha.sum(axis=0), np.float32)
    return Model(weights, constant, fitted.beta, len(fitted.rows))


def score(features: Features, prior: Floats, learned: Model) -> Floats:
    """The scores of all passages, before rivals: n x codes."""
    found = np.asarray(prior * learned.beta + learned.constant, np.float32)
    blocks = features.blocks(learned.read)
    for block, weights in zip(blocks, learned.weights, strict=True):
        found += times(block, weights)
    return found


def pulls(
    features: Features,
    prior: Floats,
    learned: Model,
    rows: Ints,
    labels: Floats,
    noise: Floats,
    column: int,
) -> Floats:
    """How much some of the passages learned from pull at the weights of one code: alpha of each.

    What a fit leaves over at a passage is its noise times its alpha (Rasmussen and Williams 2006,
    §2.2), so no fit needs to be kept for it; ``labels`` and ``noise`` are those of the rows.
    """
    found = prior[rows, column] * learned.beta[column] + learned.constant[column]
    blocks = features.blocks(learned.read)
    for block, weights in zip(blocks, learned.weights, strict=True):
        found += np.asarray(taken(block, rows) @ weights[:, column], np.float32)
    return np.asarray((labels - found) / noise, np.float32)


def rivals(scores: Floats) -> Floats:
    """The scores, less a little where a passage suits another code better than nothing."""
    if scores.shape[1] < 2:
        return scores
    best = scores.argmax(axis=1)
    there = np.arange(len(scores))
    top = scores[there, best]
    rest = scores.copy()
    rest[there, best] = -np.inf
    second = rest.max(axis=1)
    rest = scores - RIVAL * np.maximum(top, 0)[:, None]
    rest[there, best] = top - RIVAL * np.maximum(second, 0)
    return np.asarray(rest, np.float32)


def held_out(fitted: Fit, groups: Sequence[Ints]) -> Floats:
    """The scores (before rivals) that each group of the fit's own rows would have, had all of it
    been left out: m x codes, nan in no group.

    Worked out from the one fit (Rasmussen and Williams 2006, §5.4.2, for groups): what was learned
    without rows g says of them  y_g - (A_gg)^-1 (A r)_g  with A the inverse of kernel and noise.
    The prior's weight before it is learned again stays as it was. The fit's ``factor`` is used up:
    this is the last that can be asked of it.
    """
    found = np.full(fitted.alpha.shape, np.nan, np.float32)
    if not groups:
        return found
    # Of the inverse only the groups' own blocks are needed: products of rows of U^-1, K = U'U.
    inverse, _ = strtri(fitted.factor, lower=0, overwrite_c=1)
    for group in groups:
        first = group.min()
        rows = inverse[group, first:]
        rows[np.arange(first, inverse.shape[1]) < group[:, None]] = 0  # never set
        part = rows @ rows.T
        turned = fitted.turned[group]
        halves = np.linalg.solve(part, np.hstack([fitted.alpha[group], turned]))
        plain, more = np.split(halves, 2, axis=1)
        step = fitted.freedom * (turned * plain).sum(axis=0)
        step = step / (1 - fitted.freedom * (turned * more).sum(axis=0))
        found[group] = fitted.mean[group] + fitted.residual[group] - (plain + more * step)
    return found
