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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

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
from liveable.suggest.inflect import inflections
from liveable.suggest.weigh import LEMMA, strength, together

SENTENCES = "liveable_sentences"
CUES = "liveable_cues"
_Words = tuple[str, ...]


@Language.component(SENTENCES, assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Begin a sentence where ``core.sentences`` does."""
    starts = [sentence.start for sentence in sentences(doc.text)]
    tokens = np.searchsorted(doc.to_array(IDX), starts)
    begins: Any = np.full((len(doc), 1), -1, dtype="int64")
    begins[tokens[tokens < len(doc)]] = 1
    return doc.from_array([SENT_START], begins.astype("uint64"))


class Cue(NamedTuple):
    """What is looked for: the words as they are in the shadow, and their weight by themselves."""

    kind: Literal["phrase", "lemma"]
    words: str
    weight: float

    @property
    def name(self) -> str:
        """``phrase out of the blue``: unique, and the key of matchers and counts."""
        return f"{self.kind} {self.words}"


class Hit(NamedTuple):
    """A cue (by its name) found at ``[start, stop)`` of a document's text, in code points."""

    kind: Literal["phrase", "lemma"]
    cue: str
    start: int
    stop: int
    weight: float


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
        self._cues: dict[int, Cue] = {}
        self._codes: dict[int, dict[str, None]] = defaultdict(dict)  # in order, each once
        spelt: dict[Cue, set[_Words]] = defaultdict(set)
        for code, cue, spellings in self._wanted():
            key = self.vocab.strings.add(cue.name)
            self._cues[key] = cue
            self._codes[key][code] = None
            spelt[cue].update(spellings)
        phrases = {cue: forms for cue, forms in spelt.items() if cue.kind == "phrase"}
        lemmas = {cue: forms for cue, forms in spelt.items() if cue.kind == "lemma"}
        inflected = {cue: self._inflected_forms(forms) for cue, forms in lemmas.items()}
        self._phrases = self._matcher(phrases)
        self._inflected = self._matcher(inflected)
        self._lemmas = self._matcher(lemmas, "LEMMA")

    def _wanted(self) -> Iterator[tuple[str, Cue, list[_Words]]]:
        """Every code with each of its cues and the ways to spell it, shadows without words left
        out.
        """
        for wanted in self.cues:
            for phrase in wanted.cues.phrases:
                if forms := self._spellings(phrase):
                    yield wanted.code, self._phrase(forms[0]), forms
            for lemma in wanted.cues.lemmas:
                if forms := self._spellings(lemma):
                    forms.append(_words(lemma, english=self.english))
                    yield wanted.code, Cue("lemma", " ".join(forms[0]), LEMMA), forms

    def _phrase(self, words: _Words) -> Cue:
        function = sum(self.vocab[word].is_stop for word in words)
        weight = strength(len(words) - function, function)
        return Cue("phrase", " ".join(words), weight)

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # spaCy puts it together anew each time it is asked for
        sents = _sentences(doc)
        found: dict[str, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        heard = set()
        for sentence, key, start, stop in _inside(sents, self._places(doc, text)):
            cue = self._cues[key]
            heard.add((sentence, cue.name))
            for code in self._codes[key]:
                hit = Hit(cue.kind, cue.name, start, stop, cue.weight)
                found[code][sentence].append(hit)
        group = _group(doc, self.spans_key, _passages(text, sents, found))
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

    def _matcher(self, cues: dict[Cue, set[_Words]], attr: str = "ORTH") -> PhraseMatcher:
        matcher = PhraseMatcher(self.vocab, attr=attr)
        for cue, forms in cues.items():
            words = map(list, sorted(forms))
            matcher.add(cue.name, [Doc(self.vocab, words=w, lemmas=w) for w in words])
        return matcher

    def _spellings(self, cue: str) -> list[_Words]:
        """The cue's words in the shadow: as they are, as they may be respelled among other words,
        and without their apostrophes.
        """
        found = {
            _words(cue, self.dialect, english=self.english): None,
            _words(cue, self.dialect, english=self.english, open_ends=True): None,
        }
        if self.english:
            found[_words(_unmarked(cue), self.dialect)] = None
        return [words for words in found if words]

    def _inflected_forms(self, lemmas: set[_Words]) -> set[_Words]:
        if not self.english:
            return lemmas
        return {tuple(f.split()) for words in lemmas for f in inflections(" ".join(words))}

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


def _words(text: str, dialect: Sequence[Respelling] = (), **how: bool) -> _Words:
    seen = shadow(text, dialect, **how)
    return tuple(seen.text[a:b] for a, b in seen.words())


def _unmarked(cue: str) -> str:
    return shadow(cue, english=False).text.replace("'", "")


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


class _Passage(NamedTuple):
    """A run of sentences by its tokens ``[first, last)``, the code it is for, and why."""

    first: int
    last: int
    code: str
    reasons: list[Hit]


def _group(doc: Doc, name: str, passages: Iterable[_Passage]) -> SpanGroup:
    found = sorted(passages)
    spans = [Span(doc, p.first, p.last, label=p.code) for p in found]
    scores = [together(hit.weight for hit in p.reasons) for p in found]
    attrs = {"scores": scores, "reasons": [p.reasons for p in found]}
    return SpanGroup(doc, name=name, attrs=attrs, spans=spans)


def _passages(
    text: str, sents: Sequence[Span], found: dict[str, dict[int, list[Hit]]]
) -> Iterator[_Passage]:
    for code, by_sentence in found.items():
        fired = {n: _distinct(hits) for n, hits in by_sentence.items() if _has_phrase(hits)}
        for run in _runs(text, sents, sorted(fired)):
            hits = [hit for n in run for hit in fired[n]]
            yield _Passage(sents[run[0]].start, sents[run[-1]].end, code, _reasons(hits))


def _has_phrase(hits: Iterable[Hit]) -> bool:
    return any(hit.kind == "phrase" for hit in hits)


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Each cue once, without those found inside a longer one ("allowed" in "not allowed")."""
    kept: dict[str, Hit] = {}
    longest = sorted(hits, key=lambda h: (h.kind != "phrase", h.start - h.stop, h.start, h.cue))
    for hit in longest:
        within = any(k.start <= hit.start and hit.stop <= k.stop for k in kept.values())
        if not within:
            kept.setdefault(hit.cue, hit)
    return list(kept.values())


def _runs(text: str, sents: Sequence[Span], fired: Sequence[int]) -> Iterator[list[int]]:
    """Neighbouring sentences together, unless a blank line parts them."""
    run: list[int] = []
    for n in fired:
        if run and (n > run[-1] + 1 or _parted(text, sents[n - 1], sents[n])):
            yield run
            run = []
        run.append(n)
    if run:
        yield run


def _parted(text: str, before: Span, after: Span) -> bool:
    words = text[before.start_char : after.start_char]
    return words.count("\n", len(words.rstrip())) > 1


def _reasons(hits: Iterable[Hit]) -> list[Hit]:
    """Strongest first; a cue weighs where it first stands and nothing where it is repeated."""
    said: set[str] = set()
    found = []
    for hit in sorted(hits, key=lambda h: h.start):
        found.append(hit._replace(weight=0.0) if hit.cue in said else hit)
        said.add(hit.cue)
    return sorted(found, key=lambda h: (-h.weight, h.start))
