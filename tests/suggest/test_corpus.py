"""Cues looked for in many documents at once, against the spaCy component for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.codebook import Cues, Respelling
from liveable.core.shadow import shadow
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened
from liveable.suggest import corpus
from liveable.suggest.cues import CUES, CueFinder
from liveable.suggest.engine import pipeline, suggest
from liveable.suggest.hits import Words
from liveable.suggest.spoken import Names, find, joined, spoken

DIALECT = (Respelling("didnae", "did not", before=("ask",)), Respelling("wee", "little"))
CODES = (
    CodeCues("unasked", Cues(("out of the blue", "did not ask", "ask"), ("ring", "little"))),
    CodeCues("talk", Cues(("we talked", "café talk"))),
)
_SAID = """She rang out of the blue He didnae ask me . ! ? DIDN'T ring we talked wee little café
cafe “talk” 🧡 o' don’t Dr. ﬁne it's asked"""
_WORDS = [*_SAID.split(), "asked\n", "\n\n"]
_NLP = pipeline("en")


def whole(text: str, document: str = "d") -> Listened:
    return Listened(document, text, (Span(0, len(text)),), "en")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_a_corpus_is_searched_as_a_doc_is(words: list[str]) -> None:
    """The same passages, scores apart from rarity, and the same words as reasons."""
    text = " ".join(words)
    finder = _NLP.get_pipe(CUES)
    assert isinstance(finder, CueFinder)
    finder.look_for(CODES, DIALECT)
    doc = _NLP(text)
    group = doc.spans["liveable"]
    by_spacy = {
        (span.label_, span.text.strip()): {(hit.kind, hit.start, hit.stop) for hit in hits}
        for span, hits in zip(group, group.attrs["reasons"], strict=True)
    }
    found = {
        (s.code, s.span.of(text)): {(r.kind, r.start, r.stop) for r in s.reasons}
        for s in suggest([whole(text)], CODES, dialect=DIALECT)
    }
    assert found == by_spacy


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_words_lead_back_to_their_places(words: list[str]) -> None:
    """As the shadow of the sentence by itself leads back."""
    text = " ".join(words)
    names = Names()
    said = spoken(text, [Span(0, len(text))], names, english=True, dialect=DIALECT)
    name = list(names.number)
    found = list(zip(said.ids.tolist(), said.start.tolist(), said.stop.tolist(), strict=True))
    expected = []
    for begin, end in zip(said.begin.tolist(), said.end.tolist(), strict=True):
        seen = shadow(text[begin:end], DIALECT)
        for a, b in seen.words():
            start, stop = seen.span(a, b)
            expected.append((seen.text[a:b], begin + start, begin + stop))
    assert [(name[number], start, stop) for number, start, stop in found] == expected


def test_a_phrase_does_not_reach_into_another_sentence() -> None:
    """Nor into another part or document."""
    names = Names()
    parts = [Span(0, 8), Span(9, 20)]
    first = spoken("one two. three four.", parts, names, english=True)
    second = spoken("five", [Span(0, 4)], names, english=True)
    within = joined([first, second])
    wanted: dict[str, list[Words]] = {
        "inside": [("one", "two"), ("three", "four")],
        "across": [("two", "three"), ("four", "five")],
        "unheard": [("six",)],
    }
    assert [(key, at.first.tolist()) for key, at in find(within, wanted, names)] == [
        ("inside", [0, 2])
    ]
    assert within.row.tolist() == [0, 0, 1, 1, 2]
    assert within.part.tolist() == [0, 1, 2]


def test_only_what_changed_is_heard_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another cue asks for no text again; another text only for its own."""
    heard: list[str] = []

    def counted(text: str, *args: object, **how: object) -> object:
        heard.append(text)
        return spoken(text, *args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus, "spoken", counted)
    texts = [whole(f"Number {n}. She rang out of the blue.", f"memory {n}") for n in range(3)]
    once = suggest(texts, CODES)
    assert heard == [text.text for text in texts]
    assert suggest(texts, CODES) == once
    assert len(suggest(texts, [CodeCues("new", Cues(("she rang",)))])) == 3
    assert len(heard) == 3
    texts[1] = whole("We talked.", "memory 1")
    suggest(texts, CODES)
    suggest(texts[:1], CODES)
    suggest(texts, CODES)
    assert heard[3:] == ["We talked."]


def test_what_was_not_asked_about_for_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the process does not grow for ever; the answers stay the same."""
    monkeypatch.setattr(corpus, "MOST", 10)
    texts = [whole(f"Number {n}. She rang out of the blue.", f"many {n}") for n in range(4)]
    assert len(suggest(texts, CODES)) == 4
    kept = corpus._KEPT
    assert list(kept) == ["many 3"]
    assert len(suggest(texts, CODES)) == 4
