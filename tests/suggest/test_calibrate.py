"""Probabilities from scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.suggest.arrays import Bools, Floats
from liveable.suggest.calibrate import calibrate


def curves(seed: int, rows: int, codes: int, base: float) -> tuple[Floats, Bools]:
    """Scores, and which rows carry a code when the chance is 1 / (1 + exp(-9 score - base))."""
    lot = np.random.default_rng(seed)
    scores = lot.normal(0.1, 0.15, (rows, codes)).astype(np.float32)
    return scores, lot.random((rows, codes)) < 1 / (1 + np.exp(-9 * scores - base))


def test_probabilities_are_what_they_say() -> None:
    """Of rows given about a probability, about that share carries the code."""
    scores, carry = curves(0, 4_000, 6, -3)
    given = calibrate(scores, carry, np.ones(scores.shape)).probabilities(scores)
    for low in (0.05, 0.1, 0.3, 0.5):
        some = (given >= low) & (given < low * 1.5)
        assert carry[some].mean() == pytest.approx(given[some].mean(), rel=0.15)


@given(st.integers(0, 50), st.integers(2, 60), st.floats(-8, 2))
def test_probabilities_order_as_scores_do(seed: int, rows: int, base: float) -> None:
    """Whatever was seen: strictly between 0 and 1, and never lower for a higher score."""
    scores, carry = curves(seed, rows, 3, base)
    found = calibrate(scores, carry, np.ones(scores.shape))
    line = np.linspace(-1, 2, 200, dtype=np.float32)[:, None].repeat(3, axis=1)
    given = found.probabilities(line)
    assert given.dtype == np.float32
    assert ((given > 0) & (given <= 1)).all()
    assert (np.diff(given, axis=0) >= 0).all()
    assert (found.slope >= 1).all()


def test_few_positives_give_no_extremes() -> None:
    """With one positive, however far above the rest, nothing is certain; with none, little."""
    scores = np.zeros((100, 2), np.float32)
    scores[0] = 1
    carry = np.zeros((100, 2), bool)
    carry[0, 0] = True
    given = calibrate(scores, carry, np.ones(scores.shape)).probabilities(scores)
    assert 0.3 < given[0, 0] < 0.99
    assert given[1, 0] < 0.05
    assert given[0, 1] < 0.6


def test_a_row_stands_for_as_many_as_its_weight() -> None:
    """Rows of weight 3 count as three; rows of weight 0 not at all."""
    scores, carry = curves(3, 200, 2, -2)
    twice = np.vstack([scores, scores[:50], scores[:50]])
    said = np.vstack([carry, carry[:50], carry[:50]])
    weight = np.ones(scores.shape)
    weight[:50] = 3
    once = calibrate(scores, carry, weight)
    assert np.allclose(once.slope, calibrate(twice, said, np.ones(twice.shape)).slope, rtol=1e-4)
    weight[100:] = 0
    half = calibrate(scores[:100], carry[:100], weight[:100])
    assert np.allclose(calibrate(scores, carry, weight).offset, half.offset, rtol=1e-4)


def test_of_what_nothing_is_known_little_is_likely() -> None:
    """Without any row, a passage that says nothing has a small probability."""
    nothing = calibrate(np.zeros((0, 2)), np.zeros((0, 2), bool), np.zeros((0, 2)))
    assert nothing.probabilities(np.zeros((1, 2), np.float32)).max() < 0.06
