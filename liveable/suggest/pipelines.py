"""Trained spaCy pipelines that the user has installed: which there are, and what is used of them.

Nothing is ever fetched; without one, sentences and forms of words are found by rule.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from liveable.core.progress import SILENT, Progress
from liveable.core.sentences import sentences
from liveable.core.spans import Span, trimmed
from liveable.errors import Refused

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
_GROUP = "spacy_models"  # under which packages of pipelines make themselves known
_MOST = 4 << 20  # bytes of a meta.json
_DIVIDES = ("senter", "sentencizer", "parser")  # the fastest first
# What is of no use here, and would take most of the time.
_LEFT_OUT = (
    "ner", "entity_linker", "entity_ruler", "span_ruler", "spancat", "span_finder", "textcat",
    "textcat_multilabel", "coref", "merge_entities", "merge_noun_chunks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An installed pipeline, and what it can do: divide into sentences, give words their
    dictionary forms, tell what words mean.
    """

    name: str
    language: str
    version: str
    sentences: bool
    lemmas: bool
    vectors: bool


def installed() -> list[Pipeline]:
    """The pipelines that are installed, by name, as their packages tell of them; nothing is loaded.

    A package that tells nothing is passed over.
    """
    found = {}
    for point in entry_points(group=_GROUP):
        meta = _meta(point.value)
        if meta is not None:
            found[point.name] = _pipeline(point.name, meta)
    return [found[name] for name in sorted(found)]


def _meta(package: str) -> dict[str, Any] | None:
    """What a package says of its pipeline, without importing it."""
    try:
        spec = find_spec(package.partition(".")[0])
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(folder) / "meta.json"
            if path.is_file() and path.stat().st_size <= _MOST:
                meta = json.loads(path.read_bytes())
                return meta if isinstance(meta, dict) else None
    except (OSError, ValueError, ImportError):
        pass
    return None


def _pipeline(name: str, meta: dict[str, Any]) -> Pipeline:
    parts = [str(p) for key in ("components", "pipeline") for p in _listed(meta.get(key))]
    vectors = meta.get("vectors")
    width = vectors.get("width") if isinstance(vectors, dict) else 0
    return Pipeline(
        name,
        str(meta.get("lang", "")),
        str(meta.get("version", "")),
        any(part in _DIVIDES for part in parts),
        any(part.endswith("lemmatizer") for part in parts),
        isinstance(width, int) and width > 0,
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def load(name: str) -> Language:
    """A pipeline with what divides into sentences and what gives words their forms, and what these
    need. Raises Refused, in one sentence, where it is not installed or cannot be loaded.
    """
    nlp = _loaded(name, _LEFT_OUT)
    nlp.max_length = sys.maxsize
    divide = next((part for part in _DIVIDES if part in nlp.component_names), None)
    for part in nlp.component_names:
        if part in _DIVIDES and part != divide:
            nlp.remove_pipe(part)
    if divide is not None and divide not in nlp.pipe_names:
        nlp.enable_pipe(divide)
    return nlp


def divides(nlp: Language) -> bool:
    """Whether a pipeline divides texts into sentences."""
    return any(part in _DIVIDES for part in nlp.pipe_names)


class Read(NamedTuple):
    """What a pipeline made of a text: its sentences, and its words by their places with their
    dictionary forms in small letters ("": none).
    """

    sentences: list[Span]
    words: list[Span]
    lemmas: list[str]


class Reader(NamedTuple):
    """A pipeline reading texts of its language."""

    name: str
    language: str
    read: Callable[[str], Read]


@lru_cache(maxsize=1)
def reader(name: str) -> Reader:
    """What reads texts with a pipeline; sentences are found by rule where it finds none. Raises
    Refused as ``load``.
    """
    nlp = load(name)
    divided = divides(nlp)

    def read(text: str) -> Read:
        doc = nlp(text)
        words = [token for token in doc if not token.is_space]
        return Read(
            _sentences(doc) if divided else sentences(text),
            [Span(token.idx, token.idx + len(token)) for token in words],
            [token.lemma_.casefold() for token in words],
        )

    return Reader(name, nlp.lang or "xx", read)


def _sentences(doc: Doc) -> list[Span]:
    text = doc.text
    spans = (trimmed(Span(sent.start_char, sent.end_char), text) for sent in doc.sents)
    return [span for span in spans if span.start < span.stop]


@lru_cache(maxsize=1)
def words_of(name: str) -> Language:
    """A pipeline's words and their vectors alone. Raises Refused as ``load``, and where it has no
    vectors.
    """
    nlp = _loaded(name, ())
    if not nlp.vocab.vectors_length:
        raise Refused(f"The spaCy pipeline {name} has no word vectors; choose a larger one.")
    return nlp


def _loaded(name: str, left_out: tuple[str, ...]) -> Language:
    if all(one.name != name for one in installed()):
        raise Refused(f"There is no installed spaCy pipeline called ‘{name}’.")
    import spacy

    try:
        return spacy.load(name, exclude=left_out)
    except Exception as error:  # whatever a package of another version stumbles over
        raise Refused(
            f"The spaCy pipeline {name} cannot be loaded; it may be for another version of spaCy "
            f"than {version('spacy')}."
        ) from error


def found(name: str | None, progress: Progress = SILENT) -> Reader | None:
    """What reads texts with a pipeline (None: nothing); where it cannot be loaded, that is told as
    a step, and nothing does.
    """
    return _or_told(reader, name, progress)


def divider(name: str | None, progress: Progress = SILENT) -> Callable[[str], list[Span]]:
    """What divides a text into the sentences that a pipeline finds, by places in it, without the
    space around them; by rule, where there is none, it finds none or it cannot be loaded, which is
    told as a step.
    """
    nlp = _or_told(load, name, progress)
    if nlp is None or not divides(nlp):
        return sentences
    wanted = (*_DIVIDES, "tok2vec", "transformer")
    nlp.select_pipes(enable=[part for part in nlp.pipe_names if part in wanted])
    return lambda text: _sentences(nlp(text))


def _or_told(make: Callable[[str], T], name: str | None, progress: Progress) -> T | None:
    if not name:
        return None
    try:
        return make(name)
    except Refused as refused:
        progress.step(0, 1, str(refused))
        return None
