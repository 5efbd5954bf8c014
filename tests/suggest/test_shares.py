"""What each word adds to a score, and all of it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.codebook import Cues
from liveable.core.learning import Heard, Material, Stretch
from liveable.core.spans import Span
from liveable.suggest import features, prior, ridge
from liveable.suggest.arrays import Floats, unit
from liveable.suggest.grains import grains
from liveable.suggest.learn import Learned, learn
from liveable.suggest.passages import passages
from liveable.suggest.shares import around, shares, weights
from liveable.suggest.words import words
from tests.suggest.learning import material


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores before contrast and rivals, with no limit to what the codebook says."""
    monkeypatch.setattr(prior, "CONTRAST", 0.0)
    monkeypatch.setattr(ridge, "RIVAL", 0.0)
    monkeypatch.setattr(prior, "TOP", 1e9)
    monkeypatch.setattr(prior, "BOTTOM", -1e9)


def total(learned: Learned, column: int) -> Floats:
    """Word by word, and what is around, and the constant: the sum for every passage."""
    every = grains(learned.features, range(len(learned.passages)))
    codes = learned.material.codes
    of = weights(learned.features, learned.model, codes, column)
    found = np.zeros(len(every.rows), np.float32)
    np.add.at(found, every.passage, shares(learned.features, of, every))
    found += around(learned.features, learned.model, of, column, every)
    return np.asarray(found + of.constant, np.float32)


@pytest.mark.usefixtures("alone")
def test_the_words_and_what_is_around_make_up_the_score() -> None:
    """With cues, with a definition only, and with letters learned from."""
    small = learn(material(8, 20))
    large = learn(material(40, 20))
    assert large.model.read > features.LETTERS_FROM > small.model.read
    for learned in (small, large):
        for column in range(len(learned.material.codes)):
            assert total(learned, column) == pytest.approx(learned.scores[:, column], abs=1e-4)


@pytest.mark.usefixtures("alone")
def test_what_an_encoder_sees_is_no_words_share_and_part_of_the_score() -> None:
    """It is among what is around the words."""

    def encode(texts: Sequence[str]) -> Floats:
        seen = [[text.count(letter) + 0.1 for letter in "aeiourstln"] for text in texts]
        return unit(np.array(seen, np.float32))

    asked = material(8, 20)
    said = passages(asked.heard)
    learned = learn(asked, vectors=features.Vectors(encode(said.texts), encode))
    assert learned.features.space
    for column in range(len(asked.codes)):
        assert total(learned, column) == pytest.approx(learned.scores[:, column], abs=1e-3)


ODD = st.text(st.sampled_from("ab'’- 12\n🙂é?!שלום.…İß٣²"), max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(ODD, min_size=1, max_size=6))
def test_every_feature_is_divided_among_words(texts: list[str]) -> None:
    """What the words have of words, letters and stems adds up, whatever is written; and a word is
    the text at its place.
    """
    text = "\n\n".join(texts)
    heard = Heard("d", text, (Stretch(Span(0, len(text)), None, "p", True),))
    known = passages([heard])
    if not len(known):
        return
    made = features.Features(known)
    some = grains(made, range(len(known)))
    add = np.zeros((len(known), len(some.text)), np.float32)
    add[some.passage, np.arange(len(some.text))] = 1
    in_words, in_letters = some.loose
    for of, rows in (
        (add @ some.words + in_words, made.word_rows),
        (add @ some.letters + in_letters, made.letter_rows),
        (add @ some.stems, made.stem_rows),
    ):
        assert np.asarray(of) == pytest.approx(rows.toarray(), abs=1e-5)
    for number, start, stop, word in zip(
        some.passage, some.start, some.stop, some.text, strict=True
    ):
        assert words(known.texts[number][start:stop]) == [word]


def told(found: Material, code: str, cues: Cues) -> Material:
    """The same with other cues of a code."""
    codes = tuple(replace(c, cues=cues) if c.code == code else c for c in found.codes)
    return replace(found, codes=codes)


@pytest.mark.usefixtures("alone")
def test_misleading_words_weigh_nothing() -> None:
    """Their share is gone from every score of that code, held out or not, and the other codes are
    as they were.
    """
    plain = material(8, 20)
    before = learn(told(plain, "help", Cues()))
    after = learn(told(plain, "help", Cues(misleading=("Clinic", "me"))))
    column = [c.code for c in plain.codes].index("help")
    every = grains(after.features, range(len(after.passages)))
    of = weights(after.features, after.model, after.material.codes, column)
    share = shares(after.features, of, every)
    off = np.zeros(len(every.rows), np.float32)
    for word, row, part in zip(every.text, every.passage, share, strict=True):
        if word in ("clinic", "me") and after.passages.offered[row]:
            off[row] += part
    assert off.max() > 0.05
    assert total(after, column) - off == pytest.approx(after.scores[:, column], abs=1e-4)
    holds = np.array(["clinic" in text for text in after.passages.texts])
    assert after.scores[holds, column].mean() < before.scores[holds, column].mean() - 0.05
    learned_from = holds[after.rows]
    drop = before.held[learned_from, column] - after.held[learned_from, column]
    assert drop.mean() > 0.05
    others = [n for n in range(len(plain.codes)) if n != column]
    assert (before.scores[:, others] == after.scores[:, others]).all()
