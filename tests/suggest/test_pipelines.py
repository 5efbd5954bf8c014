"""Trained spaCy pipelines that are installed: which there are, and what is used of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from liveable.core.codebook import Cues
from liveable.core.progress import Progress
from liveable.core.sentences import sentences
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.errors import Refused
from liveable.suggest import pipelines
from liveable.suggest.cues import CUES, CueFinder
from liveable.suggest.encoder import encoder
from liveable.suggest.engine import pipeline, suggest
from liveable.suggest.suggester import Suggester
from tests.suggest import tiny

TINY, BROKEN = "en_tiny_trained", "en_of_another_version"
TEXT = "I sat. Tired; she phoned out of the blue."
CODES = (CodeCues("unasked", Cues(("out of the blue",), ("ring",))),)


@pytest.fixture(scope="module", autouse=True)
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two packages, as if pip had installed them."""
    site = tmp_path_factory.mktemp("site")
    tiny.pipeline_package(site, TINY)
    tiny.broken_package(site, BROKEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        yield


def heard(language: str = "en") -> list[Listened]:
    return [Listened("d", TEXT, (Span(0, len(TEXT)),), language)]


def told(found: list[Suggestion]) -> list[tuple[str, list[str]]]:
    return [(s.span.of(TEXT), [reason.text for reason in s.reasons]) for s in found]


def test_installed_pipelines_tell_what_they_can_do() -> None:
    """Nothing of them is loaded for it."""
    ours = [one for one in pipelines.installed() if one.name in (TINY, BROKEN)]
    assert ours == [
        pipelines.Pipeline(BROKEN, "en", "9", sentences=False, lemmas=False, vectors=False),
        pipelines.Pipeline(TINY, "en", "1.2.3", sentences=True, lemmas=True, vectors=True),
    ]


def test_sentences_and_lemmas_are_those_of_the_pipeline() -> None:
    """For texts in its language, and for these alone; everything else of it is left out."""
    by_rule = [("Tired; she phoned out of the blue.", ["out of the blue"])]
    assert told(suggest(heard(), CODES)) == by_rule
    found = suggest(heard(), CODES, pipeline=TINY)
    assert told(found) == [("she phoned out of the blue.", ["out of the blue", "phoned"])]
    assert told(suggest(heard("de"), CODES, pipeline=TINY)) == by_rule
    assert pipelines.load(TINY).pipe_names == ["sentencizer", "lemmatizer"]
    divide = pipelines.divider(TINY)
    assert [span.of(TEXT) for span in divide(TEXT)] == [
        "I sat. Tired;",
        "she phoned out of the blue.",
    ]


def test_the_component_for_spacy_uses_them_too() -> None:
    """As for one's own Python: the same passage, the same words."""
    nlp = pipeline("en", TINY)
    finder = nlp.get_pipe(CUES)
    assert isinstance(finder, CueFinder)
    finder.look_for(CODES)
    doc = nlp(TEXT)
    group = doc.spans["liveable"]
    assert [span.text for span in group] == ["she phoned out of the blue."]
    (hits,) = group.attrs["reasons"]
    assert [TEXT[hit.start : hit.stop] for hit in hits] == ["out of the blue", "phoned"]


def test_the_vectors_of_a_pipeline_are_an_encoder() -> None:
    """The mean of a text's words, at length 1; zeros for one that it knows no word of."""
    found = encoder(TINY)
    assert found.name == f"{TINY} 1.2.3"
    rows = found.encode(["rang", "rang phoned", "unheard"])
    np.testing.assert_allclose(rows, [(0.6, 0.8), (0.2**0.5, 0.8**0.5), (0, 0)], atol=1e-6)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (BROKEN, f"The spaCy pipeline {BROKEN} cannot be loaded; it may be for another version"),
        ("en_nowhere", "There is no installed spaCy pipeline called ‘en_nowhere’."),
    ],
)
def test_one_that_cannot_be_loaded_is_told_and_done_without(name: str, sentence: str) -> None:
    """Suggestions are then as without it."""
    with pytest.raises(Refused, match=sentence):
        pipelines.load(name)
    notes = list[str]()
    report = Progress(lambda done, total, note: notes.append(note))
    assert suggest(heard(), CODES, pipeline=name, progress=report) == suggest(heard(), CODES)
    assert sentence in notes[0]
    assert pipelines.divider(name)(TEXT) == sentences(TEXT) == pipelines.divider(None)(TEXT)
    with pytest.raises(Refused, match=sentence):
        pipeline("en", name)


def test_a_pipeline_without_vectors_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    monkeypatch.setattr(pipelines, "_loaded", lambda name, left_out: spacy.blank("en"))
    with pytest.raises(Refused, match="has no word vectors; choose a larger one"):
        encoder(BROKEN)


def test_the_process_that_looks_for_suggestions_uses_it() -> None:
    with Suggester() as suggester:
        found = suggester.suggest(heard(), CODES, pipeline=TINY)
    assert found == suggest(heard(), CODES, pipeline=TINY)
