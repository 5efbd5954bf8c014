"""Digits of codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.code_keys import DIGITS, digits

CODES = [("a", "2"), ("b", ""), ("c", "2"), ("d", "x"), ("e", "")]


def test_own_keys_stand_and_recent_codes_fill_the_rest() -> None:
    """The first of two with one key has it; what is no digit or no code is passed over."""
    found = digits(CODES, ["b", "gone", "a", "d", "b", "c"])
    assert found == {"a": "2", "b": "1", "d": "3", "c": "4"}
    assert digits(CODES, []) == {"a": "2"}


def test_without_keys_of_their_own_codes_count_by_use() -> None:
    """The latest is 1, and there are nine at most."""
    codes = [(str(n), "") for n in range(20)]
    found = digits(codes, [str(n) for n in range(19, -1, -1)])
    assert found == {str(20 - n): str(n) for n in range(1, 10)}


KEYS = st.sampled_from(["", "x", *DIGITS])


@given(st.lists(KEYS, max_size=15), st.lists(st.integers(0, 20), max_size=20))
def test_no_digit_means_two_codes(keys: list[str], recent: list[int]) -> None:
    """And a code's own digit is never given away."""
    codes = [(str(n), key) for n, key in enumerate(keys)]
    found = digits(codes, [str(n) for n in recent])
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(DIGITS)
    for key in set(keys) & set(DIGITS):
        assert found[str(keys.index(key))] == key
