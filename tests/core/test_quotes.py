"""Finding a passage by its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import quotes

TEXT = "Ann: “It’s nothing\u2028really” – she said.\nIt's nothing really. aaa (x.y)"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("It’s nothing", ["It’s nothing"]),
        ("It's nothing", ["It's nothing"]),
        ('"It\'s nothing really"', ["“It’s nothing\u2028really”"]),
        ("really” - she  said. It's", ["really” – she said.\nIt's"]),
        (" (x.y) ", ["(x.y)"]),
        ("aa", ["aa", "aa"]),
        ("x-y", []),
        (" ", []),
        ("", []),
    ],
)
def test_exact_words_go_before_forgiven_ones(quote: str, found: list[str]) -> None:
    """Quotation marks, dashes and white space are forgiven only where the exact words are not
    there.
    """
    assert [span.of(TEXT) for span in quotes.find(TEXT, quote)] == found


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_every_passage_is_found_at_its_place(text: str, start: int, length: int) -> None:
    """What stands in a text is found where it stands."""
    passage = text[start : start + length]
    if passage.strip():
        assert (start, start + len(passage)) in quotes.find(text, passage)
