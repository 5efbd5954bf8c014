"""Proportions of passages and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.suggest.proportions import Counts, measured, spread, usual_effects, wilson

NOTHING_KNOWN = (1.25, 1.25, 1.25)
PEOPLE = st.lists(st.tuples(*(st.integers(0, 30),) * 3), min_size=1, max_size=12)


def counts(people: list[tuple[int, int, int]]) -> Counts:
    """Right, wrongly shown and missed, by person."""
    right, wrong, missed = np.array(people, float).T
    return Counts(right, right + wrong, right + missed)


def test_wilson_is_as_published() -> None:
    """The example of Newcombe (1998, table I): 81 of 263, and 0 of 20."""
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson(0, 0) == (0, 1)


@given(PEOPLE)
def test_shares_lie_in_their_intervals(people: list[tuple[int, int, int]]) -> None:
    """Between 0 and 1, the interval about the value, and F1 the harmonic mean of the two."""
    found = measured(counts(people), NOTHING_KNOWN, len(people))
    for share in (found.precision, found.recall, found.f1):
        assert (
            share is None or 0 <= share.low <= share.value + 1e-9 <= share.high + 2e-9 <= 1 + 1e-8
        )
    assert (found.precision is None) == (found.shown == 0)
    assert (found.recall is None) == (found.coded == 0)
    if found.precision and found.recall and found.right:
        p, r = found.precision.value, found.recall.value
        assert found.f1
        assert found.f1.value == pytest.approx(2 * p * r / (p + r))


def test_people_who_differ_make_the_interval_wide() -> None:
    """The same sums say less when all that is right comes from half of the people."""
    alike = counts([(5, 5, 5)] * 12)
    unlike = counts([(10, 0, 5), (0, 10, 5)] * 6)
    narrow, wide = (measured(c, NOTHING_KNOWN, 12).precision for c in (alike, unlike))
    assert narrow
    assert wide
    assert narrow.value == wide.value
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)


def test_few_people_make_the_interval_wide() -> None:
    """Sixty passages of three people say less than sixty of thirty."""
    few, many = (
        measured(counts([(10 * share, 10 * share, 0)] * people), NOTHING_KNOWN, people).precision
        for people, share in ((3, 10), (30, 1))
    )
    assert few
    assert many
    assert few.high - few.low > 1.4 * (many.high - many.low)


def test_a_code_learns_how_people_differ_from_the_others() -> None:
    """What all codes say of the design effect counts where one says little."""
    unlike = counts([(10, 0, 5), (0, 10, 5)] * 6)
    usual = usual_effects([unlike] * 5)
    assert usual[0] > 2.5
    assert usual_effects([]) == NOTHING_KNOWN
    small = counts([(8, 4, 2), (6, 3, 2), (7, 5, 1), (6, 4, 1)])
    alone, among = (measured(small, which, 4).precision for which in (NOTHING_KNOWN, usual))
    assert alone
    assert among
    assert among.high - among.low > alone.high - alone.low


def test_the_interval_holds_what_is_found_in_other_people() -> None:
    """Of 400 pairs of studies, precision in the second lies in the first's interval as often as
    promised; people differ as much as in real interviews, or not at all.
    """
    for concentration in (8.0, 1e6):
        lot = np.random.default_rng(1)
        inside = []
        for _ in range(400):
            p = lot.uniform(0.5, 0.9)
            likely = lot.beta(p * concentration, (1 - p) * concentration, (2, 10))
            shown = lot.poisson(4, (2, 10)) + 0.0
            right = lot.binomial(shown.astype(int), likely) + 0.0
            here = measured(Counts(right[0], shown[0], right[0]), (1.4, 1.0, 1.0), 10).precision
            there = right[1].sum() / max(shown[1].sum(), 1)
            assert here
            inside.append(here.low <= there <= here.high)
        assert 0.92 <= np.mean(inside) <= 0.995


def test_persons_without_any_count_for_nothing() -> None:
    """Who was shown nothing does not widen or narrow."""
    some = counts([(3, 2, 1), (4, 1, 1), (2, 2, 2)])
    more = counts([(3, 2, 1), (4, 1, 1), (2, 2, 2), (0, 0, 0), (0, 0, 0)])
    assert spread(*some.ratios[0]) == spread(*more.ratios[0])
    assert measured(some, NOTHING_KNOWN, 5) == measured(more, NOTHING_KNOWN, 5)
