"""The spaCy components, used from plain spaCy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from liveable.core.codebook import Cues, Respelling
from liveable.core.suggestion import CodeCues
from liveable.suggest.cues import CUES, SENTENCES, CueFinder
from liveable.suggest.engine import pipeline

TEXT = "She rang, out of the blue. He didnae ask. We talked."
CODES = [
    CodeCues("unasked", Cues(("out of the blue", "did not ask"), ("ring",))),
    CodeCues("talk", Cues(("we talked",))),
]
DIALECT = [Respelling("didnae", "did not", before=("ask",))]


def finder(nlp: Language) -> CueFinder:
    found = nlp.get_pipe(CUES)
    assert isinstance(found, CueFinder)
    return found


@pytest.fixture
def nlp() -> Language:
    nlp = pipeline("en")
    finder(nlp).look_for(CODES, DIALECT)
    return nlp


def shown(doc: Doc) -> list[tuple[str, str, float, list[str]]]:
    group = doc.spans["liveable"]
    return [
        (span.label_, span.text, round(score, 6), [doc.text[r.start : r.stop] for r in reasons])
        for span, score, reasons in zip(
            group, group.attrs["scores"], group.attrs["reasons"], strict=True
        )
    ]


def test_passages_are_scored_spans_of_the_doc(nlp: Language) -> None:
    """A run is one span labelled with its code, its scores and reasons beside it."""
    doc = nlp(TEXT)
    assert [(label, text) for label, text, *_ in shown(doc)] == [
        ("unasked", "She rang, out of the blue. He didnae ask."),
        ("talk", "We talked."),
    ]
    assert shown(doc)[0][3] == ["out of the blue", "didnae ask", "rang"]
    assert all(0 < score < 1 for _, _, score, _ in shown(doc))
    attrs = doc.spans["liveable"].attrs
    assert attrs["sentences"] == 3
    assert attrs["heard"] == {
        **{"phrase out of the blue": 1, "phrase did not ask": 1},
        **{"phrase we talked": 1, "lemma ring": 1},
    }


def test_pipeline_comes_back_from_disk(nlp: Language, tmp_path: Path) -> None:
    """A saved pipeline, loaded by plain spaCy, finds the same with the same scores."""
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert finder(loaded).cues == tuple(CODES)
    assert finder(loaded).dialect == tuple(DIALECT)
    assert finder(loaded).english
    assert shown(loaded(TEXT)) == shown(nlp(TEXT))
    assert [s.text for s in loaded("一つ。二つ").sents] == ["一つ。", "二つ"]


def test_pipeline_comes_back_from_bytes(nlp: Language) -> None:
    """The same through bytes, as a worker process gets it."""
    loaded = pipeline("en").from_bytes(nlp.to_bytes())
    assert shown(loaded(TEXT)) == shown(nlp(TEXT))


def test_docs_keep_their_passages_when_saved(nlp: Language) -> None:
    """Spans, scores and reasons survive a Doc's own bytes."""
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s.label_ for s in again.spans["liveable"]] == ["unasked", "talk"]
    before, after = (d.spans["liveable"].attrs for d in (doc, again))
    assert after["scores"] == before["scores"]
    assert [list(map(tuple, hits)) for hits in after["reasons"]] == before["reasons"]


def test_looking_for_other_cues_forgets_the_first(nlp: Language) -> None:
    """Cues can be edited in place."""
    finder(nlp).look_for([CodeCues("new", Cues(("rang",)))])
    assert [(label, text) for label, text, *_ in shown(nlp(TEXT))] == [
        ("new", "She rang, out of the blue.")
    ]


def test_works_in_another_pipeline_without_sentences() -> None:
    """In any pipeline; where no sentences are marked the whole text is one passage."""
    nlp = spacy.blank("en")
    nlp.add_pipe(CUES, config={"spans_key": "mine"})
    finder(nlp).look_for(CODES)
    doc = nlp("We talked. We left.")
    assert [(s.label_, s.text) for s in doc.spans["mine"]] == [("talk", "We talked. We left.")]
    assert not list(nlp("").spans["mine"])


def test_uses_the_lemmas_of_a_trained_pipeline() -> None:
    """Where the pipeline has set lemmas they are matched, not forms made by rule."""
    nlp = spacy.blank("en")
    nlp.add_pipe(SENTENCES)
    nlp.add_pipe(CUES)
    finder(nlp).look_for([CodeCues("c", Cues(("to me",), ("go", "carry")))])
    words = ["She", "went", "and", "carrying", "to", "me"]
    doc = Doc(nlp.vocab, words=words, lemmas=["she", "go", "and", "something", "to", "I"])
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert shown(doc)[0][3] == ["to me", "went"]


def test_a_saved_pipeline_names_what_it_needs(nlp: Language, tmp_path: Path) -> None:
    """Another process finds the factories by importing this module and nothing more."""
    nlp.to_disk(tmp_path)
    program = (
        "import sys, spacy, liveable.suggest.cues\n"
        "doc = spacy.load(sys.argv[1])(sys.argv[2])\n"
        "print(*[span.label_ for span in doc.spans['liveable']])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(tmp_path), TEXT],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["unasked", "talk"]
