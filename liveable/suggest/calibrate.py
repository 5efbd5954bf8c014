"""From scores to probabilities."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SLOPE, _VARIANCE = (
    9.0,
    10.0,
)  # of one code's scores, before any is seen: the ridge's targets are 0 and 1
_FLATTEST = 1.0
_RARE = 20.0  # a code of which nothing is known is in one passage of so many
_STEPS, _LONGEST, _ENOUGH = 60, 4.0, 1e-6


class Calibration(NamedTuple):
    """Per code, what turns its scores into probabilities: 1 / (1 + exp(-(slope · score + offset))).

    Slopes are above 0, so that probabilities order passages as scores do.
    """

    slope: NDArray[np.float64]
    offset: NDArray[np.float64]

    def probabilities(self, scores: NDArray[np.floating]) -> NDArray[np.float32]:
        """Of scores whose last axis are the codes, in the same shape."""
        given: NDArray[np.float32] = np.asarray(scores, np.float32) * self.slope.astype(np.float32)
        given += self.offset.astype(np.float32)
        np.clip(given, -30, 30, out=given)
        np.exp(-given, out=given)
        given += 1
        return np.reciprocal(given, out=given)


def calibrate(
    scores: NDArray[np.floating], carry: NDArray[np.bool_], weights: NDArray[np.floating]
) -> Calibration:
    """Fit a logistic curve per column to ``scores`` of held-out rows, by which of them ``carry``
    the code (both rows x codes); ``weights`` (the same) say for how many rows one stands, 0 for one
    that does not count.

    Platt (1999), with his targets (N₁+1)/(N₁+2) and 1/(N₀+2) in place of 1 and 0, so that a few
    positives give no extremes, and a normal prior on the slope, so that a code with none or one
    still has the curve of most codes. Newton's method over all codes at once.
    """
    x, w = np.asarray(scores, np.float64), np.asarray(weights, np.float64)
    ones = (w * carry).sum(axis=0)
    zeros = w.sum(axis=0) - ones
    target = np.where(carry, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    slope = np.full(x.shape[1], _SLOPE)
    offset = np.log((ones + 1) / (zeros + _RARE)) - _SLOPE * _mean(x, w)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x * slope + offset, -30, 30)))
        miss, bend = w * (target - p), w * p * (1 - p)
        down = (miss * x).sum(axis=0) - (slope - _SLOPE) / _VARIANCE
        across = miss.sum(axis=0)
        bend_x = bend * x
        aa, ab = (bend_x * x).sum(axis=0) + 1 / _VARIANCE, bend_x.sum(axis=0)
        bb = bend.sum(axis=0) + _ENOUGH
        area = aa * bb - ab * ab
        step = np.clip((bb * down - ab * across) / area, -_LONGEST, _LONGEST)
        rise = np.clip((aa * across - ab * down) / area, -_LONGEST, _LONGEST)
        slope, offset = np.maximum(slope + step, _FLATTEST), offset + rise
        if max(np.abs(step).max(initial=0), np.abs(rise).max(initial=0)) < _ENOUGH:
            break
    return Calibration(slope, offset)


def _mean(x: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = (x * w).sum(axis=0) / np.maximum(w.sum(axis=0), 1)
    return mean
