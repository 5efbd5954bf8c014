"""Forms of English words by rule."""

from __future__ import annotations

import pytest

from liveable.suggest.inflect import inflections


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("carry", "carry carries carried carrying"),
        ("notice", "notice notices noticed noticing"),
        ("stop", "stop stops stopped stopping"),
        ("visit", "visits visited visiting"),
        ("watch", "watches watched watching"),
        ("agree", "agrees agreed agreeing"),
        ("die", "dies died dying"),
        ("lend", "lends lent lending"),
        ("enjoy", "enjoys enjoyed enjoying"),
        ("child", "child children"),
        ("bus stop", "bus stops"),
    ],
)
def test_makes_the_forms_people_write(lemma: str, forms: str) -> None:
    """The usual forms of a word are among those made, and the word itself is first."""
    made = inflections(lemma)
    assert made[0] == lemma
    if " " in lemma:
        assert forms in made
    else:
        assert set(forms.split()) <= set(made)


@pytest.mark.parametrize("word", ["", "a", "日", "schön", "1980s", "🙂"])
def test_leaves_other_words_alone(word: str) -> None:
    """What is not an English word in small letters has one form."""
    assert inflections(word) == (word,)
