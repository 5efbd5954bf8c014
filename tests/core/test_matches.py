"""Typed words are found whatever their case and accents, at their places in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import folding
from liveable.core.matches import Folded


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("A cup of tea, a Cup", "cup", ["cup", "Cup"]),
        ("Café cafe\u0301 CAFÉS", "cafe", ["Café", "cafe\u0301", "CAFÉ"]),
        ("shopping", "opp", ["opp"]),
        ("🧡 Straße 🧡 strasse", "strasse", ["Straße", "strasse"]),
        ("I'd  go…", "i’d go", ["I'd  go"]),
        ("שלום לך", "שלום", ["שלום"]),
        ("no words", " … ", []),
        ("x", "", []),
    ],
)
def test_words_are_found_as_typed(text: str, typed: str, found: list[str]) -> None:
    assert [span.of(text) for span in Folded(text).places(typed)] == found


@given(
    st.text(alphabet="aàßﬁ\u0301\U0001f9e1 b", max_size=30),
    st.sampled_from(["a", "ss", "b a", "fi"]),
)
def test_places_are_those_the_search_finds(text: str, typed: str) -> None:
    pattern = re.compile(r"\s+".join(typed.split()))
    assert sorted(Folded(text).places(typed)) == folding.places(text, [pattern])
