"""Places in code points and in UTF-16 units lead to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.offsets import Offsets
from liveable.core.spans import Span

texts = st.text(alphabet="ab é\u2028\u05d0\U0001f9e1\U0001f600\n", max_size=60)


def units_before(text: str, point: int) -> int:
    return len(text[:point].encode("utf-16-le")) // 2


@given(texts)
def test_every_place_leads_to_units_and_back(text: str) -> None:
    offsets = Offsets(text)
    for point in range(len(text) + 1):
        units = units_before(text, point)
        assert offsets.units(point) == units
        assert offsets.point(units) == point


@given(texts)
def test_a_unit_inside_a_character_belongs_to_its_start(text: str) -> None:
    offsets = Offsets(text)
    for point, character in enumerate(text):
        if character > "\uffff":
            assert offsets.point(units_before(text, point) + 1) == point


@given(st.text(alphabet=st.characters(max_codepoint=0xD7FF)))
def test_without_wide_characters_both_are_the_same(text: str) -> None:
    offsets = Offsets(text)
    assert all(offsets.units(n) == offsets.point(n) == n for n in range(len(text) + 1))


def test_a_stretch_of_units_is_a_span() -> None:
    assert Offsets("a🧡b🧡c").span(1, 4) == Span(1, 3)
