"""Why a passage is suggested: words that are in it, and passages like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.codebook import Cues
from liveable.core.learned import Why
from liveable.core.learning import Example, Heard, Material, Stretch
from liveable.core.spans import Span
from liveable.suggest.explain import Told, carried, why
from liveable.suggest.grains import grains
from liveable.suggest.learn import Learned, learn
from tests.suggest.learning import ANN, CODES, material


@pytest.fixture(scope="module")
def learned() -> Learned:
    """From eight people, six of whom have been read."""
    return learn(material(8, 20))


def row_of(learned: Learned, words: str, read: bool) -> int:
    """The first passage with these words."""
    known = learned.passages
    return next(
        row
        for row, text in enumerate(known.texts)
        if words in text and known.offered[row] and known.read[row] == read
    )


def asked(learned: Learned, words: str, code: str, read: bool = False) -> Why:
    """Why the first passage with these words would be suggested for a code."""
    known = learned.passages
    row = row_of(learned, words, read)
    return why(learned, known.documents[known.document[row]], known.span(row), code)


def test_the_words_that_tell_come_first(learned: Learned) -> None:
    """What the passage is about, not how it ends; and the sum is told."""
    found = asked(learned, "frightened me", "worry")
    words = [one.text for one in found.words if one.kind == "word"]
    assert {"frightened", "lot"} <= set(words[:4])
    weights = [abs(one.weight) for one in found.words if one.kind == "word"]
    assert weights == sorted(weights, reverse=True)
    assert 0 < found.carried <= 1
    assert 0 <= found.definition <= 1
    assert found.model == learned.version
    assert found.examples == sum(one.code == "worry" for one in learned.material.examples)


def test_words_speak_against_a_code_too(learned: Learned) -> None:
    """A passage about something else has words with weights below 0."""
    found = asked(learned, "wages were late", "worry")
    assert [one for one in found.words if one.weight < 0]


def test_cue_phrases_found_are_told_first(learned: Learned) -> None:
    """As they stand in the passage, with what their words add together, which are not named again;
    all that is named adds up to what all words add.
    """
    row = row_of(learned, "gave me a hand", False)
    every = Told.of(learned, 1, grains(learned.features, [row])).words([row])
    found = asked(learned, "gave me a hand", "help").words
    first = found[0]
    inside = [one.weight for one in every if one.text in ("gave", "me", "a", "hand")]
    assert (first.kind, first.text) == ("phrase", "gave me a hand")
    assert first.weight == pytest.approx(sum(inside), abs=1e-5)
    for one in found[1:]:
        assert not (first.start <= one.start and one.stop <= first.stop)
    assert sum(one.weight for one in found) == pytest.approx(
        sum(one.weight for one in every), abs=1e-5
    )


def test_what_is_carried_is_said_of_what_is_named() -> None:
    """The first three of what speaks for it, a phrase with all its words and one phrase in another
    not twice; words that stand elsewhere too are named for what they add there.
    """
    cues = Cues(("gave me a hand", "a hand", "hand with"))
    codes = (CODES[0], replace(CODES[1], cues=cues), CODES[2])
    plain = material(8, 20)
    text = "She gave me a hand with the shopping and a hand with a bill, that year, gave me a hand."
    stretch = Stretch(Span(0, len(text)), "P", "person", True)
    more = Heard("more", text, (stretch,), (), "en")
    learned = learn(replace(plain, codes=codes, heard=(*plain.heard, more)))
    found = why(learned, "more", Span(0, len(text)), "help")
    row = len(learned.passages) - 1
    every = Told.of(learned, 1, grains(learned.features, [row])).words([row])
    named = [one.text for one in found.words if one.kind == "phrase"]
    assert sorted(named) == ["a hand", "gave me a hand", "hand with"]
    assert sum(one.weight for one in found.words) == pytest.approx(
        sum(one.weight for one in every), abs=1e-5
    )
    speaking = [one.weight for one in found.words if one.weight > 0]
    assert found.carried == pytest.approx(sum(speaking[:3]) / sum(speaking))
    assert [one.text for one in found.words].count("gave") == 0
    assert [one.text for one in found.words].count("a") == 1  # bill


def test_the_nearest_are_coded_with_the_code_and_not_itself(learned: Learned) -> None:
    """Two passages, the most alike first; of a coded one, others than itself."""
    found = asked(learned, "we were in debt", "money", read=True)
    row = row_of(learned, "we were in debt", True)
    places = {(one.document, one.span) for one in found.nearest}
    known = learned.passages
    assert len(places) == 2
    assert (known.documents[known.document[row]], known.span(row)) not in places
    coded = [e.span for e in learned.material.examples if e.code == "money"]
    for one in found.nearest:
        assert any(one.span.overlaps(span) for span in coded)
        heard = next(h for h in learned.material.heard if h.document == one.document)
        assert one.span.of(heard.text) == one.text
    assert "debt" in found.nearest[0].text


def test_misleading_words_are_not_named() -> None:
    """A word that weighs nothing for the code is no reason for it."""
    plain = material(8, 20)
    codes = tuple(
        replace(c, cues=Cues(misleading=("frightened",))) if c.code == "worry" else c for c in CODES
    )
    found = asked(learn(replace(plain, codes=codes)), "frightened me", "worry")
    assert "frightened" not in [one.text for one in found.words]


def test_three_words_carry_most_of_what_speaks_for_a_passage(learned: Learned) -> None:
    """At least 70 % on average, over the twenty best passages of every code."""
    shares = []
    for column in range(len(CODES)):
        score = learned.scores[:, column] * learned.passages.offered
        best = sorted((-score).argsort(kind="stable")[:20].tolist())
        told = Told.of(learned, column, grains(learned.features, best))
        shares += [carried(told.words([row])) for row in best]
    assert sum(shares) / len(shares) >= 0.7


def test_where_nothing_is_said_there_is_nothing_to_tell() -> None:
    """An empty document, and a code with cues and misleading words."""
    heard = Heard("d", "  ", (Stretch(Span(0, 2), None, "p", True),), (Span(0, 2),))
    codes = (replace(CODES[1], cues=Cues(("gave me a hand",), misleading=("me",))), CODES[0])
    found = why(learn(Material((heard,), codes, coders=(ANN,))), "d", Span(0, 2), codes[0].code)
    assert (found.words, found.nearest, found.rest, found.carried) == ((), (), 0.0, 1.0)


ODD = st.text(st.sampled_from("abİßk'’- 12\n\n🙂é?!שלום.…٣²\u200f"), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(ODD, min_size=1, max_size=5), st.data())
def test_the_words_named_are_in_the_passage(texts: list[str], data: st.DataObject) -> None:
    """Letter for letter at their place, whatever is written and whatever is asked about."""
    heard = []
    examples = []
    for number, text in enumerate(texts):
        stretch = Stretch(Span(0, len(text)), None, f"p{number}", True)
        heard.append(Heard(f"d{number}", text, (stretch,), (Span(0, len(text)),)))
        examples.append(Example(f"d{number}", Span(0, len(text)), "help", ANN))
    cues = Cues((texts[0][:4], "ab 12"), misleading=("k",))
    codes = (CODES[0], replace(CODES[1], cues=cues))
    learned = learn(Material(tuple(heard), codes, tuple(examples[::2]), coders=(ANN,)))
    number = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[number]) - 1))
    stop = data.draw(st.integers(start + 1, len(texts[number])))
    found = why(learned, f"d{number}", Span(start, stop), "help")
    for one in found.words:
        assert start <= one.start < one.stop <= stop
        assert texts[number][one.start : one.stop] == one.text
    for near in found.nearest:
        assert near.span.of(texts[int(near.document[1:])]) == near.text
