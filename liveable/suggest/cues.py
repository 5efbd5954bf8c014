"""The spaCy components of the suggester's pipeline: sentences, and the passages that cues point at.

Importing this module imports spaCy and registers the factories ``liveable_sentences`` and
``liveable_cues``, so that a pipeline with them can be built, saved and loaded with plain spaCy:

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("liveable_cues").look_for([CodeCues("kindness", Cues(("out of the blue",)))])
    doc = nlp("She rang me out of the blue.")
    doc.spans["liveable"][0].label_, doc.spans["liveable"].attrs["scores"][0]
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.attrs import LEMMA as LEMMA_ATTR
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from liveable.core.codebook import Cues, Respelling
from liveable.core.sentences import sentences
from liveable.core.shadow import shadow
from liveable.core.suggestion import CodeCues
from liveable.suggest.hits import Cue, Hit, Run, Words, inflected, parted, runs, wanted
from liveable.suggest.weigh import together

SENTENCES = "liveable_sentences"
CUES = "liveable_cues"


@Language.component(SENTENCES, assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Begin a sentence where ``core.sentences`` does."""
    starts = [sentence.start for sentence in sentences(doc.text)]
    tokens = np.searchsorted(doc.to_array(IDX), starts)
    begins: Any = np.full((len(doc), 1), -1, dtype="int64")
    begins[tokens[tokens < len(doc)]] = 1
    return doc.from_array([SENT_START], begins.astype("uint64"))


class CueFinder:
    """Points at the sentences that hold a code's cue phrases.

    ``doc.spans[spans_key]`` gets a span for each code and run of neighbouring sentences with a
    phrase of it, labelled with the code. The group's ``attrs`` hold, span by span, ``scores`` and
    ``reasons`` (Hits, strongest first; one that repeats a cue of the same run weighs 0), and
    ``heard``: in how many of the ``sentences`` each cue was found, suggested or not. A single
    lemma adds to a phrase and never makes a span alone. Negation is never looked at: "nobody
    asked" may be the strongest evidence there is.

    Lemmas are the pipeline's own where it has set them, else forms made by rule.
    """

    def __init__(self, vocab: Vocab, spans_key: str = "liveable", english: bool = True) -> None:
        self.vocab = vocab
        self.spans_key = spans_key
        self.english = english
        self.look_for(())

    def look_for(self, cues: Sequence[CodeCues], dialect: Sequence[Respelling] = ()) -> None:
        """Look for these cues, and no longer for those before; one without words is passed over."""
        self.cues, self.dialect = tuple(cues), tuple(dialect)
        found = wanted(self.cues, self.dialect, self.english, lambda word: self.vocab[word].is_stop)
        self._cues = {
            self.vocab.strings.add(cue.name): (cue, codes) for cue, (codes, _) in found.items()
        }
        phrases = {cue: forms for cue, (_, forms) in found.items() if cue.kind == "phrase"}
        lemmas = {cue: forms for cue, (_, forms) in found.items() if cue.kind == "lemma"}
        spoken = {cue: inflected(forms) if self.english else forms for cue, forms in lemmas.items()}
        self._phrases = self._matcher(phrases)
        self._inflected = self._matcher(spoken)
        self._lemmas = self._matcher(lemmas, "LEMMA")

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # spaCy puts it together anew each time it is asked for
        sents = _sentences(doc)
        found: dict[str, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        heard = set()
        for sentence, key, start, stop in _inside(sents, self._places(doc, text)):
            cue, codes = self._cues[key]
            heard.add((sentence, cue.name))
            for code in codes:
                hit = Hit(cue.kind, cue.name, start, stop, cue.weight)
                found[code][sentence].append(hit)

        def joined(before: int, after: int) -> bool:
            return not parted(text, sents[before].start_char, sents[after].start_char)

        group = _group(doc, self.spans_key, sents, runs(found, joined))
        group.attrs["heard"] = dict(Counter(name for _, name in heard))
        group.attrs["sentences"] = len(sents)
        doc.spans[self.spans_key] = group
        return doc

    def _places(self, doc: Doc, text: str) -> Iterator[tuple[int, int, int]]:
        """Every cue found, as (key, start, stop), in code points of the document's text."""
        seen = shadow(text, self.dialect, english=self.english)
        stretches = seen.words()
        words = Doc(self.vocab, words=[seen.text[a:b] for a, b in stretches])
        on_words = self._phrases(words)
        if doc.to_array(LEMMA_ATTR).any():
            for key, first, last in self._lemmas(doc):
                yield key, doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        else:
            on_words += self._inflected(words)
        for key, first, last in on_words:
            yield key, *seen.span(stretches[first][0], stretches[last - 1][1])

    def _matcher(self, cues: Mapping[Cue, Collection[Words]], attr: str = "ORTH") -> PhraseMatcher:
        matcher = PhraseMatcher(self.vocab, attr=attr)
        for cue, forms in cues.items():
            words = map(list, sorted(forms))
            matcher.add(cue.name, [Doc(self.vocab, words=w, lemmas=w) for w in words])
        return matcher

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The cues and the dialect as JSON; the settings are in the pipeline's own config."""
        kept = {
            "cues": [asdict(c) for c in self.cues],
            "dialect": [asdict(r) for r in self.dialect],
        }
        return json.dumps(kept, ensure_ascii=False, indent=1).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CueFinder:
        """Look for what ``to_bytes`` wrote."""
        kept = json.loads(data)
        cues = [CodeCues(c["code"], Cues(**_tuples(c["cues"]))) for c in kept["cues"]]
        self.look_for(cues, [Respelling(**_tuples(r)) for r in kept["dialect"]])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write ``cues.json`` in the component's folder of a saved pipeline."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "cues.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CueFinder:
        """Look for what ``to_disk`` wrote."""
        return self.from_bytes((Path(path) / "cues.json").read_bytes())


@Language.factory(
    CUES,
    assigns=["doc.spans"],
    default_config={"spans_key": "liveable", "english": True},
)
def cue_finder(nlp: Language, name: str, spans_key: str, english: bool) -> CueFinder:
    """The component ``liveable_cues``: a CueFinder that looks for nothing yet."""
    return CueFinder(nlp.vocab, spans_key, english)


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}


def _sentences(doc: Doc) -> list[Span]:
    """As ``doc.sents``, with no Python object for each token; all of it where none are marked."""
    marked = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    bounds = [*dict.fromkeys([0, *marked]), len(doc)]
    return [doc[start:stop] for start, stop in pairwise(bounds)]


def _inside(
    sents: Sequence[Span], places: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """The places that lie in one sentence, with that sentence's number before them."""
    starts = [sent.start_char for sent in sents]
    for key, start, stop in places:
        sentence = bisect_right(starts, start) - 1
        if stop <= sents[sentence].end_char:
            yield sentence, key, start, stop


def _group(doc: Doc, name: str, sents: Sequence[Span], found: Iterable[Run]) -> SpanGroup:
    passages = sorted(found)
    spans = [
        Span(doc, sents[run.first].start, sents[run.last].end, label=run.code) for run in passages
    ]
    scores = [together(hit.weight for hit in run.reasons) for run in passages]
    attrs = {"scores": scores, "reasons": [run.reasons for run in passages]}
    return SpanGroup(doc, name=name, attrs=attrs, spans=spans)
