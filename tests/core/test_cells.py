"""Cells: words that look like a formula stay words, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.cells import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+44 141", "-5", "@ana", "\tx", "\rx", "\nx", "'=1"])
def test_formulas_are_guarded(text: str) -> None:
    """What a spreadsheet would work out begins with an apostrophe."""
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "soup", "'twas", "1-2", " =1", "’=", "a=b"])
def test_words_are_left_alone(text: str) -> None:
    """Other words are not touched."""
    assert guarded(text) == text


@given(st.text(alphabet="'=+-@\t\r\nab ", max_size=6))
def test_guarding_is_taken_back(text: str) -> None:
    """Whatever was written comes back."""
    assert unguarded(guarded(text)) == text
