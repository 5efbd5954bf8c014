"""Spans made whole to sentences and turns, and what is around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core import fitting
from liveable.core.spans import Span

TEXT = "Ann: I left it. On the step,\nnaw.  He'd 😀 come 東京 by."
TEXTS = st.text(alphabet="ab 東京\n.😀\u2028'", min_size=1, max_size=40)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@given(places(), st.integers(0, 20))
def test_what_is_around_is_bounded_and_cut_between_words(
    place: tuple[str, Span], most: int
) -> None:
    """The context holds the span, is no longer than asked for, and never cuts a word."""
    text, was = place
    found = fitting.around(text, was, most)
    assert found.contains(was)
    assert was.start - found.start <= most
    assert found.stop - was.stop <= most
    for edge, own in ((found.start, was.start), (found.stop, was.stop)):
        if edge not in (own, 0, len(text)):
            assert text[edge - 1].isspace() or text[edge].isspace()


def test_hits_become_their_sentences_or_turns_once() -> None:
    """Two hits in one sentence are one passage; without a turn the sentence is taken."""
    hits = [span("left"), span("it."), span("step")]
    turn = Span(TEXT.index("I left"), TEXT.index("\n"))
    assert fitting.fitted(TEXT, hits, "words") == sorted(hits)
    whole = [s.of(TEXT) for s in fitting.fitted(TEXT, hits, "sentence")]
    assert whole == ["Ann: I left it.", "On the step,"]
    assert fitting.fitted(TEXT, hits, "turn", [turn]) == [turn]
    assert fitting.fitted(TEXT, [span("naw")], "turn", [turn])[0].of(TEXT) == "naw."


@given(places(), st.sampled_from(fitting.UNITS))
def test_fitting_never_loses_words(place: tuple[str, Span], unit: fitting.Unit) -> None:
    """What is found with a unit holds every word of the hit."""
    text, was = place
    turns = [Span(0, len(text))]
    (found,) = fitting.fitted(text, [was], unit, turns)
    assert was.of(text).strip() in found.of(text)
