"""Proportions of passages counted in several people's words, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from liveable.core.learned import Measured, Share

Z = 1.959964  # of 95 %
_USUAL, _IMAGINED = 1.25, 8.0  # the design effect where nothing is known, and what it weighs
_AGAIN = (
    2.0  # variance of what is measured and of what will be found, over that of what is measured
)


class Counts(NamedTuple):
    """Per person: passages shown that carry the code, shown at all, and carrying it at all. Where
    rows were sampled, a row counts for those it stands for.
    """

    right: NDArray[np.float64]
    shown: NDArray[np.float64]
    coded: NDArray[np.float64]

    def of(self, persons: NDArray[np.bool_]) -> Counts:
        """Those of some of the persons."""
        return Counts(*(counts[persons] for counts in self))

    @property
    def ratios(self) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
        """What is divided by what, per person, for precision, for recall, and for what is shown and
        coded of all that is shown or coded (Jaccard), of which F1 is a function.
        """
        right, shown, coded = self
        return (right, shown), (right, coded), (right, shown + coded - right)


def wilson(share: float, number: float, z: float = Z) -> tuple[float, float]:
    """The interval of a proportion found in so many things (Wilson 1927); 0 to 1 of none."""
    if number <= 0:
        return 0.0, 1.0
    middle = share + z * z / (2 * number)
    half = z * sqrt(max(share * (1 - share), 0) / number + z * z / (4 * number * number))
    whole = 1 + z * z / number
    return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)


class Spread(NamedTuple):
    """Σ of squared deviations of persons' counts from the common proportion, and what it would be
    if passages did not keep to persons.
    """

    found: float
    expected: float

    def effect(self, usual: float) -> float:
        """The design effect, drawn towards the ``usual`` one the more the less is counted."""
        return max(1.0, (self.found + _IMAGINED * usual) / (self.expected + _IMAGINED))


def spread(part: NDArray[np.float64], whole: NDArray[np.float64]) -> Spread:
    """How far persons differ in a proportion (linearised ratio, Kish 1965)."""
    persons, number = int((whole > 0).sum()), float(whole.sum())
    if persons < 2:
        return Spread(0.0, 0.0)
    share = float(part.sum()) / number
    off = part - share * whole
    return Spread(float(off @ off) * persons / (persons - 1), number * share * (1 - share))


def usual_effects(codes: Sequence[Counts]) -> tuple[float, ...]:
    """The design effects of precision, recall and Jaccard over all codes of a project."""
    effects = []
    for kind in range(3):
        each = [spread(*counts.ratios[kind]) for counts in codes]
        all_of_it = Spread(sum(s.found for s in each), sum(s.expected for s in each))
        effects.append(all_of_it.effect(_USUAL))
    return tuple(effects)


def _few(persons: int) -> float:
    """What a design effect is to be multiplied by for having been learned from few persons: the
    square of Student's t over the normal's (Korn & Graubard 1998), of three persons at least.
    """
    return float(stdtrit(max(persons - 1, 2), 0.975) / Z) ** 2


def measured(counts: Counts, usual: Sequence[float], folds: int) -> Measured:
    """Precision, recall and F1 with their intervals.

    The interval is where the share is to be expected in as much text again of other people: both
    what was measured and what will be found are samples, so the variance is twice that of the
    measured share (a prediction interval; Spence & Stanley 2016). It is Wilson's (1927) with an
    effective number of passages, as Franco, Little, Louis & Slud (2019) advise where things come in
    clusters: the number over the design effect, which says how far passages of one person are
    alike. A code has few persons to learn it from, so it is drawn towards that of all codes of the
    project (``usual``), and Student's t stands for the normal deviate (Korn & Graubard 1998). What
    will be found comes in whole passages: half of one is added at either end. F1 is 2J/(1+J), where
    J is a proportion of distinct passages; so its interval is J's, so transformed.

    On five public sets, with 100 to 800 passages coded, the precision found in the text not read
    lay in the interval 97 times of 100, and below it hardly ever.
    """
    shares: list[Share | None] = []
    for (part, whole), common in zip(counts.ratios, usual, strict=True):
        number = float(whole.sum())
        if number <= 0:
            shares.append(None)
            continue
        share = min(float(part.sum()) / number, 1.0)
        effect = spread(part, whole).effect(common) * _few(int((whole > 0).sum()))
        low, high = wilson(share, number / effect / _AGAIN)
        step = 0.5 / number
        shares.append(Share(share, max(low - step, 0.0), min(high + step, 1.0)))
    precision, recall, jaccard = shares
    f1 = Share(*(2 * j / (1 + j) for j in jaccard)) if jaccard else None
    right, shown, coded = (round(float(c.sum())) for c in counts)
    return Measured(right, shown, coded, precision, recall, f1, folds)
