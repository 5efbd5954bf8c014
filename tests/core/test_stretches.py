"""Words, sentences and turns are selected as a reader means them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.index import Lines
from liveable.core.spans import Span
from liveable.core.stretches import Said, Stretches

TEXT = "INT: How was it?\nM07: It was fine. I didn't go in.\nNot my place.\nINT: Why?\nM07: 🧡 Aye."
TURNS = [
    Said(0, 5, 16, "INT", True),
    Said(17, 22, 64, "M07"),
    Said(65, 70, 74, "INT", True),
    Said(75, 80, 86, "M07"),
]
TALK = Stretches(Lines(TEXT), TURNS)
DIARY = "3 March\n\nRose at six. Rain.\n\nNothing else,\nreally."


def at(words: str, text: str = TEXT) -> int:
    return text.index(words)


@pytest.mark.parametrize(
    ("place", "word"),
    [("didn't", "didn't"), (" fine", "was"), ("🧡", "Aye"), ("M07", "M07"), (": How", "INT")],
)
def test_a_word_is_the_one_at_the_place_or_beside_it(place: str, word: str) -> None:
    found = TALK.word(at(place))
    assert found is not None
    assert found.of(TEXT) == word


def test_there_may_be_no_word() -> None:
    assert Stretches(Lines("…\n—")).word(0) is None


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("M07: It", "It was fine."),
        ("fine", "It was fine."),
        (" I didn't", "It was fine."),
        ("go in", "I didn't go in."),
        ("place.", "Not my place."),
        ("INT: Why", "Why?"),
        ("Aye", "🧡 Aye."),
    ],
)
def test_a_sentence_leaves_the_label_out(place: str, sentence: str) -> None:
    found = TALK.sentence(at(place))
    assert found is not None
    assert found.of(TEXT) == sentence


def test_a_turn_is_all_that_was_said_in_it() -> None:
    found = TALK.whole(at("my place"))
    assert found is not None
    assert found.of(TEXT) == "It was fine. I didn't go in.\nNot my place."


def test_where_nobody_speaks_a_paragraph_is_the_whole() -> None:
    diary = Stretches(Lines(DIARY))
    found = diary.whole(at("Rain", DIARY))
    assert found is not None
    assert found.of(DIARY) == "Rose at six. Rain."
    assert diary.whole(at("\nRose", DIARY)) is None


def test_longer_goes_to_the_end_of_the_sentence_and_then_on() -> None:
    span = Span(at("was fine"), at(" fine"))
    grown = []
    for _ in range(5):
        span = TALK.longer(span)
        grown.append(span.of(TEXT).split()[-1])
    assert grown == ["fine.", "in.", "place.", "Why?", "Aye."]
    assert TALK.longer(span) == span


def test_sentences_are_counted_within_their_paragraph() -> None:
    assert [TALK.number(at(w)) for w in ("It was", "I didn't", "Not my", "Aye")] == [1, 2, 1, 1]
    assert Stretches(Lines(DIARY)).number(at("\nRose", DIARY)) in (0, 1)


def test_what_participants_said_without_a_coding_is_open() -> None:
    open_ = [s.of(TEXT) for s in TALK.open_places(lambda s: s.contains(Span(70, 71)))]
    assert open_ == ["It was fine. I didn't go in.\nNot my place.", "🧡 Aye."]
    assert not list(TALK.open_places(lambda _: True))
    paragraphs = [s.of(DIARY) for s in Stretches(Lines(DIARY)).open_places(lambda _: False)]
    assert paragraphs == ["3 March", "Rose at six. Rain.", "Nothing else,", "really."]


@given(st.text(alphabet="ab.? \n\u2028\U0001f9e1", max_size=80), st.data())
def test_growing_ends_at_the_end_and_never_shrinks(text: str, data: st.DataObject) -> None:
    stretches = Stretches(Lines(text))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    span = Span(start, min(len(text), start + 1))
    for _ in range(len(text) + 1):
        longer = stretches.longer(span)
        assert longer.start == span.start
        assert span.stop <= longer.stop <= len(text)
        if longer == span:
            break
        span = longer
    assert not text[span.stop :].strip()


def test_long_text_without_turns_is_read_near_the_place() -> None:
    body = "\n".join(f"Line {n} says this. And that." for n in range(3_000))
    stretches = Stretches(Lines(body))
    middle = body.index("Line 1500")
    found = stretches.sentence(middle + 3)
    assert found is not None
    assert found.of(body) == "Line 1500 says this."
    assert stretches.number(middle + 25) == 2
