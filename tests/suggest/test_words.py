"""Words, pairs and letters, and the rows of numbers they become."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.suggest import words
from liveable.suggest.vocabulary import letter_rows, said, stem_rows, word_rows

TEXTS = st.lists(
    st.text("ab'’ 1İé?.\n-£字", max_size=12) | st.sampled_from(["", "a", "12 ab", "ab ab ab 1"]),
    min_size=1,
    max_size=8,
)


def test_words_keep_their_places_and_one_kind_of_apostrophe() -> None:
    """Also where small letters would be more than capitals."""
    text = "İT wasn’t £20, was it?"
    assert words.words(text)[-6:] == ["wasn't", "£", "20", "was", "it", "?"]
    assert [text[w.start : w.stop].lower().replace("’", "'") for w in words.placed(text)][
        1:
    ] == words.words(text)[1:]


@given(st.text())
@settings(max_examples=60)
def test_words_are_those_that_have_places(text: str) -> None:
    """Whatever the text, both find the same."""
    assert [word.text for word in words.placed(text)] == words.words(text)
    assert len(words.folded(text)) == len(text)


def test_pairs_know_the_ends_and_numbers() -> None:
    """Any number is the same in a pair; a passage's ends are words of a kind."""
    found = words.grams(["at", "20", "past"])
    assert found == ["at", "20", "past", "#", "^ at", "at #", "# past", "past ."]
    assert words.grams(["at", "20"], ends=False) == ["at", "20", "#", "at #"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [("worries", "worr"), ("worried", "worr"), ("ring", "ring"), ("bills", "bill")],
)
def test_stems_leave_three_letters(word: str, stem: str) -> None:
    """Endings are cut by rule."""
    assert words.stem(word) == stem


def test_runs_of_letters_are_of_parts_with_spaces_around() -> None:
    """A part shorter than a run is one run."""
    assert words.letters("a bit") == [
        " a ", " bi", "bit", "it ", " bit", "bit ", " bit ",
    ]  # fmt: skip


@given(TEXTS)
@settings(max_examples=60)
def test_a_text_by_itself_has_the_row_it_has_in_the_corpus(texts: list[str]) -> None:
    """The corpus is worked out at once, a new text word by word: the same features come of it."""
    spoken = said(texts)
    vocabulary, rows = word_rows(spoken)
    again = vocabulary.rows(words.grams(words.words(text)) for text in texts)
    assert vocabulary.names == sorted(vocabulary.names)
    assert np.allclose(rows.toarray(), again.toarray(), atol=1e-6)
    vocabulary, rows = letter_rows(texts)
    again = vocabulary.rows(map(words.letters, texts))
    assert np.allclose(rows.toarray(), again.toarray(), atol=1e-6)
    stems, there = stem_rows(spoken)
    for text, row in zip(texts, there.toarray(), strict=True):
        assert {stem for stem, column in stems.items() if row[column]} == words.stems(text)
