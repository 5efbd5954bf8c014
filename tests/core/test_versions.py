"""Which texts are versions of one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.versions import ENOUGH, share

TALK = " ".join(
    f"Ann: and then on day {n} I went over to the door of number {n * 7} and left soup{n}."
    for n in range(60)
)
OTHER = " ".join(
    f"Bo: my sister rang {n} times about the garden, so we {n} of us dug beds{n} till dark."
    for n in range(60)
)


@pytest.mark.parametrize(
    ("one", "other", "is_version"),
    [
        (TALK, TALK, True),
        (TALK, TALK.replace("Ann", "P1").replace("soup", "bread"), True),
        (TALK, TALK[: len(TALK) * 2 // 3], True),
        (TALK, TALK + OTHER[: len(OTHER) // 2], True),
        (TALK, OTHER, False),
        (TALK, TALK[:200] + OTHER, False),
        (TALK, " ".join(sorted(TALK.split())), False),
        ("Not my place.", "Not our place.", True),
        ("Not my place.", "Somebody knocked.", False),
        ("", TALK, False),
    ],
)
def test_a_version_has_most_words_of_the_other(one: str, other: str, is_version: bool) -> None:
    """Names changed, words put right, a part added or left out; not another talk."""
    assert (share(one, other) >= ENOUGH) == is_version


@given(st.text(), st.text())
def test_it_is_the_same_from_both_sides(one: str, other: str) -> None:
    """A share of the longer text, never more than all of it."""
    assert share(one, other) == share(other, one)
    assert 0 <= share(one, other) <= 1
