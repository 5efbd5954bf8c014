"""How much a cue says."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liveable.suggest.weigh import LEMMA, rarity, strength, together

WEIGHTS = st.lists(st.floats(0, 1), max_size=8)


@given(st.integers(0, 20), st.integers(0, 20))
def test_longer_phrases_say_more(content: int, function: int) -> None:
    """Each further word adds, a content word more than a function word; even "I" beats a lemma."""
    assume(content + function)
    weight = strength(content, function)
    assert LEMMA < weight < strength(content, function + 1) < strength(content + 1, function) < 1


def test_strengths_are_as_documented() -> None:
    """The figures of the documentation."""
    assert [round(strength(n), 2) for n in (1, 2, 3, 4)] == [0.40, 0.58, 0.71, 0.79]
    assert strength(1, 2) == strength(2)


@pytest.mark.parametrize(("fired", "kept"), [(10, 0.95), (200, 0.5), (1_000, 0.17)])
def test_common_cues_say_less(fired: int, kept: float) -> None:
    """The more of 10,000 sentences a cue is found in, the less of its strength it keeps."""
    assert rarity(fired, 10_000) == pytest.approx(kept, abs=0.01)


def test_in_a_short_text_no_cue_is_common() -> None:
    """In a text of three sentences a cue found in one of them keeps nearly all of its strength."""
    assert rarity(1, 3) > 0.75


@given(WEIGHTS, st.floats(0, 1))
def test_reasons_together_say_more_than_each(weights: list[float], another: float) -> None:
    """A further reason never lowers a score, and no number of them passes 1."""
    score = together(weights)
    assert max(weights, default=0) - 1e-9 <= score <= 1
    assert score - 1e-9 <= together([*weights, another]) <= 1
