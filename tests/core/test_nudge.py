"""Stepping over words, and names made of what was said."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.index import Lines
from liveable.core.nudge import Edge, name_of, nudged, nudged_in_speech
from liveable.core.spans import Span
from liveable.core.stretches import Said, Stretches

TEXT = "I never “asked” him.\u2028He just 👩‍👩‍👧 appeared 助け合い there."


def words(text: str, edge: Edge, step: int, passage: str) -> str | None:
    start = text.index(passage)
    moved = nudged(text, Span(start, start + len(passage)), edge, 1 if step > 0 else -1)
    return moved.of(text) if moved else None


@pytest.mark.parametrize(
    ("passage", "edge", "step", "wanted"),
    [
        ("asked” him.", "start", -1, "“asked” him."),
        ("“asked” him.", "start", -1, "never “asked” him."),
        ("“asked” him.", "start", 1, "him."),
        ("sked” him.", "start", 1, "him."),
        ("him.", "start", 1, None),
        ("I never", "start", -1, None),
        ("him", "stop", 1, "him."),
        ("him.", "stop", 1, "him.\u2028He"),
        ("just", "stop", 1, "just 👩‍👩‍👧"),
        ("just 👩‍👩‍👧", "stop", -1, "just"),
        ("just 👩‍👩‍👧 app", "stop", -1, "just 👩‍👩‍👧"),
        ("just", "stop", -1, None),
        ("appeared", "stop", 1, "appeared 助"),
        ("助け", "stop", -1, "助"),
        ("there.", "stop", 1, None),
    ],
)
def test_one_edge_steps_over_one_word(
    passage: str, edge: Edge, step: int, wanted: str | None
) -> None:
    """The other edge stays; a passage never becomes empty and never leaves the text."""
    assert words(TEXT, edge, step, passage) == wanted


texts = st.text(st.sampled_from("ab .\n👵助け"), min_size=1, max_size=30)


@given(texts, st.data(), st.sampled_from(["start", "stop"]), st.sampled_from([-1, 1]))
def test_every_step_is_a_step(text: str, data: st.DataObject, edge: Edge, step: int) -> None:
    """The edge moves the way it was sent, to where a word begins or ends; it can be sent back."""
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    moved = nudged(text, Span(start, stop), edge, 1 if step > 0 else -1)
    if moved is None:
        return
    assert 0 <= moved.start < moved.stop <= len(text)
    if edge == "start":
        assert moved.stop == stop
        assert (moved.start - start) * step > 0
        assert not text[moved.start].isspace()
    else:
        assert moved.start == start
        assert (moved.stop - stop) * step > 0
        assert not text[moved.stop - 1].isspace()
    back = nudged(text, moved, edge, -1 if step > 0 else 1)
    if back is not None:
        there = nudged(text, back, edge, 1 if step > 0 else -1)
        assert there == moved


SPOKEN = "Head\nTom B: oh no. \nAnn: well \nTom B:it is"
SAID = [Said(5, 12, 20), Said(20, 25, 31), Said(31, 37, 42)]


@pytest.mark.parametrize(
    ("passage", "edge", "step", "wanted"),
    [
        ("oh no.", "start", -1, None),
        ("oh", "stop", 1, "oh no."),
        ("oh no.", "stop", 1, None),
        ("well", "stop", 1, None),
        ("is", "start", -1, "it is"),
        ("it is", "start", -1, None),
        ("Head", "stop", 1, None),
        ("no. \nAnn: well", "start", 1, "well"),
        ("no. \nAnn: well", "stop", -1, "no."),
        ("Tom B: oh", "start", 1, "oh"),
    ],
)
def test_who_speaks_is_no_word(passage: str, edge: Edge, step: int, wanted: str | None) -> None:
    """A passage does not grow out of what is said, and no edge comes to lie in a label."""
    start = SPOKEN.index(passage)
    span = Span(start, start + len(passage))
    turn = Stretches(Lines(SPOKEN), SAID).turn
    moved = nudged_in_speech(SPOKEN, span, edge, 1 if step > 0 else -1, turn)
    assert (moved.of(SPOKEN) if moved else None) == wanted


@given(texts, st.data(), st.sampled_from(["start", "stop"]), st.sampled_from([-1, 1]))
def test_without_turns_every_word_counts(
    text: str, data: st.DataObject, edge: Edge, step: int
) -> None:
    """As ``nudged`` has it."""
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    way: Literal[-1, 1] = 1 if step > 0 else -1
    found = nudged_in_speech(text, span, edge, way, lambda _place: None)
    assert found == nudged(text, span, edge, way)


def test_a_very_long_word_is_stepped_over_whole() -> None:
    """Also where the word before is longer than what is looked at first."""
    text = "so " + "a" * 5_000 + " b"
    assert nudged(text, Span(len(text) - 1, len(text)), "start", -1) == Span(3, len(text))
    assert nudged(" " * 5_000 + "b", Span(5_000, 5_001), "start", -1) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("“not my place,”", "not my place"),
        ("  like a\n wee\u2028holiday… ", "like a wee holiday"),
        ("he's no' bad", "he's no' bad"),
        ("?!", ""),
        ("👵 → 👴", "👵 → 👴"),
        ("word " * 20, "word word word word word word word word word word word word…"),
        ("x" * 100, "x" * 60 + "…"),
    ],
)
def test_a_name_in_somebodys_words(said: str, wanted: str) -> None:
    """One line, no punctuation at its ends, cut between words where it is long."""
    assert name_of(said) == wanted
