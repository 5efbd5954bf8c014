"""The spaCy component that points at what was learned.

Importing this module imports spaCy and registers the factory ``liveable_ranker``, so that a
pipeline with it can be built, saved and loaded with plain spaCy:

    nlp = spacy.blank("en")
    nlp.add_pipe("liveable_sentences")
    nlp.add_pipe("liveable_ranker").learn(material)
    nlp.to_disk("suggestions")
    ...
    doc = spacy.load("suggestions")("Nobody asked me. I could not pay the bills.")
    doc.spans["liveable_learned"][0].label_, doc.spans["liveable_learned"].attrs["scores"][0]
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as Tokens

from liveable.core.learning import Material
from liveable.core.spans import Span
from liveable.suggest.learn import Learned, learn
from liveable.suggest.portable import Portable, from_bytes, portable

RANKER = "liveable_ranker"
_FILE = "learned.npz"


class Ranker:
    """Points at the sentences that are likely to carry a code.

    ``doc.spans[spans_key]`` gets a span for each sentence and code, labelled with the code, whose
    probability is at or above the code's cut-off; a code that is not ready (it has too few codings,
    or was too weak on people held out) points at nothing. The group's ``attrs`` hold the
    probabilities as ``scores``, span by span, and the model's ``version``. With ``least`` all codes
    point, from that probability on, ready or not.

    Nothing is pointed at before ``learn``. A plain Doc does not say who speaks, so speakers weigh
    nothing; and a model that learned with a sentence encoder cannot be taken along.
    """

    def __init__(self, spans_key: str = "liveable_learned", least: float | None = None) -> None:
        self.spans_key = spans_key
        self.least = least
        self.model: Portable | None = None

    def learn(self, found: Material | Learned) -> Ranker:
        """Learn from a project's codings, without a sentence encoder; or take over what was learned
        from them, unless it was with one (Refused).
        """
        self.model = portable(found if isinstance(found, Learned) else learn(found))
        return self

    def __call__(self, doc: Doc) -> Doc:
        spans, scores = list[Tokens](), list[float]()
        if self.model and len(doc):
            model = self.model
            marked = doc.has_annotation("SENT_START")
            sentences = list(doc.sents) if marked else [doc[:]]
            places = [Span(one.start_char, one.end_char) for one in sentences]
            likely = model.probabilities(model.scores(doc.text, places))
            least = model.cutoff if self.least is None else np.float32(self.least)
            for row, column in np.argwhere(likely >= least).tolist():
                one = sentences[row]
                spans.append(Tokens(doc, one.start, one.end, label=model.codes[column]))
                scores.append(float(likely[row, column]))
        version = self.model.version if self.model else ""
        attrs = {"scores": scores, "version": version}
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, attrs=attrs, spans=spans)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model, as arrays and JSON; nothing where there is none yet."""
        return self.model.to_bytes() if self.model else b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Ranker:
        """Point at what ``to_bytes`` wrote. Raises Refused where it is something else."""
        self.model = from_bytes(data) if data else None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write ``learned.npz`` in the component's folder of a saved pipeline."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Ranker:
        """Point at what ``to_disk`` wrote."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


@Language.factory(
    RANKER,
    assigns=["doc.spans"],
    default_config={"spans_key": "liveable_learned", "least": None},
)
def ranker(nlp: Language, name: str, spans_key: str, least: float | None) -> Ranker:
    """The component ``liveable_ranker``: a Ranker that has learned nothing yet."""
    return Ranker(spans_key, least)
