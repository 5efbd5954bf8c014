"""What was learned, used and kept from plain spaCy."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from liveable.core.codebook import Cues
from liveable.core.learning import Material
from liveable.errors import Refused
from liveable.suggest.arrays import Floats, unit
from liveable.suggest.cues import SENTENCES
from liveable.suggest.features import Features, Vectors
from liveable.suggest.learn import Learned, learn
from liveable.suggest.passages import passages
from liveable.suggest.portable import from_bytes, portable
from liveable.suggest.ranker import RANKER, Ranker
from tests.suggest.learning import CODES, material


def unnamed(found: Material) -> Material:
    """The same, all of it one person's words after another, as in a plain text."""
    return replace(
        found,
        heard=tuple(
            replace(h, stretches=tuple(s._replace(speaker=None) for s in h.stretches))
            for h in found.heard
        ),
    )


@pytest.fixture(scope="module")
def learned() -> Learned:
    """Enough read that letters count too, and a misleading word."""
    found = unnamed(material(20, 30))
    money = replace(CODES[0], cues=Cues(("pay the bills",), misleading=("village",)))
    return learn(replace(found, codes=(money, *CODES[1:])))


@pytest.fixture
def nlp(learned: Learned) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(SENTENCES)
    ranker = nlp.add_pipe(RANKER)
    assert isinstance(ranker, Ranker)
    ranker.learn(learned)
    return nlp


def shown(doc: Doc) -> list[tuple[str, str, float]]:
    group = doc.spans["liveable_learned"]
    scores = group.attrs["scores"]
    return [(s.label_, s.text, round(p, 5)) for s, p in zip(group, scores, strict=True)]


def test_scores_of_the_corpus_are_those_that_were_learned(learned: Learned) -> None:
    """Text by text, the model taken out of its corpus says what it said there."""
    model = portable(learned)
    known = learned.passages
    assert "letters self" in model.places
    for number, heard in enumerate(learned.material.heard):
        rows = np.flatnonzero(known.document == number)
        found = model.scores(heard.text, [known.span(int(row)) for row in rows])
        quiet = ["village" not in known.texts[row] for row in rows]
        # The question before an answer is an interviewer's there, which nothing says here.
        asked = known.question[rows] == min(rows)
        same = np.array(quiet) & (asked | (known.question[rows] < 0))
        assert np.abs(found - learned.scores[rows])[same].max() < 1e-3
        misled = np.array([not q for q in quiet])
        assert np.abs(found - learned.scores[rows])[misled].max(initial=0) < 0.05


def test_sentences_of_a_new_text_are_pointed_at(nlp: Language) -> None:
    """Labelled with codes by uid, with their probabilities; a code that is not ready is silent."""
    doc = nlp("We had tea. I could not pay the bills that year. The bus was on time.")
    assert ("money", "I could not pay the bills that year.") in [s[:2] for s in shown(doc)]
    assert all(0 < score <= 1 for *_, score in shown(doc))
    assert str(doc.spans["liveable_learned"].attrs["version"]).startswith("ridge/1-")
    ranker = nlp.get_pipe(RANKER)
    assert isinstance(ranker, Ranker)
    ranker.least = 0.0
    assert len(shown(nlp("We had tea."))) == 3
    assert shown(nlp("")) == []


def test_a_saved_pipeline_points_at_the_same(nlp: Language, tmp_path: Path) -> None:
    """Through plain spaCy's own saving and loading, to a folder and to bytes."""
    text = "She gave me a hand at the time. We worried about the winter. Rent is dear, you know."
    before = shown(nlp(text))
    assert before
    nlp.to_disk(tmp_path / "saved")
    assert shown(spacy.load(tmp_path / "saved")(text)) == before
    other = spacy.blank("en")
    other.add_pipe(SENTENCES)
    other.add_pipe(RANKER)
    assert shown(other(text)) == []
    assert shown(other.from_bytes(nlp.to_bytes())(text)) == before


def test_a_damaged_or_hostile_file_is_refused(learned: Learned) -> None:
    """No pickle is opened, and no index points out of an array."""
    data = portable(learned).to_bytes()
    with np.load(io.BytesIO(data)) as file:
        arrays = dict(file)
    hostile = [b"nothing", data[: len(data) // 2]]
    beyond = arrays["weights.indices"].copy()
    beyond[0] = 10_000
    names = json.loads(bytes(arrays["names"]))
    wrong = json.dumps({**names, "codes": names["codes"][:1]}).encode()
    for change in (
        {"weights.indices": beyond},
        {"cue": arrays["cue"][:1]},
        {"turned": arrays["turned"] - 5},
        {"beta": np.array([{}], object)},
        {"names": np.frombuffer(wrong, np.uint8)},
    ):
        file = io.BytesIO()
        np.savez(file, **(arrays | change))
        hostile.append(file.getvalue())
    for one in hostile:
        with pytest.raises(Refused):
            from_bytes(one)


def test_what_was_learned_with_an_encoder_stays_where_it_is() -> None:
    """Its vectors cannot be taken along, and it is said so."""
    found = material(3, 4)
    known = passages(found.heard)

    def encode(texts: Sequence[str]) -> Floats:
        rows = [[len(text), 1 + text.count("a"), 2] for text in texts]
        return unit(np.array(rows, np.float32))

    features = Features(known, Vectors(encode(known.texts), encode))
    with pytest.raises(Refused, match="encoder"):
        portable(learn(found, features=features))
