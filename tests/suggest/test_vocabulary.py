"""Texts as rows of numbers, checked against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from liveable.suggest import words
from liveable.suggest.vocabulary import Vocabulary, letter_rows, said, word_rows
from tests.suggest.learning import material

TEXTS = [s for heard in material().heard for s in heard.text.split(". ")]
SOME = st.lists(st.sampled_from([*"ab.?", "the", "3", "it's", "£5", "été", "  ", ""]), max_size=6)


@settings(max_examples=30, deadline=None)
@given(st.lists(SOME.map(" ".join), min_size=1, max_size=8))
def test_words_and_pairs_weigh_what_scikit_learn_makes_of_them(more: list[str]) -> None:
    """Sublinear tf-idf of words and pairs in at least two passages, rows at length 1."""
    texts = [*TEXTS[:20], *more]
    agree(texts, *word_rows(said(texts)), lambda text: words.grams(words.words(text)), 2)


@settings(max_examples=30, deadline=None)
@given(st.lists(SOME.map("".join), min_size=1, max_size=8))
def test_runs_of_letters_weigh_what_scikit_learn_makes_of_them(more: list[str]) -> None:
    """The same of runs of three to five characters within words, in at least three passages."""
    texts = [*TEXTS[:20], *more]
    agree(texts, *letter_rows(texts), words.letters, 3)


@pytest.mark.parametrize("text", ["a bee in a box", "it’s 3 o'clock", "  \n", "é" * 9])
def test_runs_are_those_of_scikit_learn(text: str) -> None:
    """Whose ``char_wb`` they are."""
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()
    assert sorted(words.letters(text)) == sorted(runs(words.folded(text)))


def agree(
    texts: Sequence[str],
    found: Vocabulary,
    rows: Any,
    divide: Callable[[str], Sequence[str]],
    least: int,
) -> None:
    """Whether the vocabulary, its rarities and its rows are scikit-learn's."""
    known = TfidfVectorizer(analyzer=divide, min_df=least, sublinear_tf=True, dtype=np.float32)
    theirs = known.fit_transform(texts)
    assert found.names == known.get_feature_names_out().tolist()
    assert found.idf == pytest.approx(known.idf_, abs=1e-6)
    assert abs(rows - theirs).max() < 1e-6
    assert abs(found.rows(map(divide, texts)) - theirs).max() < 1e-6
