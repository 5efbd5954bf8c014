"""The questions that are answered about a material, in a process of its own.

Between questions it is remembered what was learned last: the features of the texts, which take
long and depend on them alone, and what was learned from the codings. It is found again by being
equal to what is asked about, so that no answer depends on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from liveable.core.learned import (
    CodeMeasure,
    Drift,
    NextReading,
    Proposal,
    SecondReading,
    Torn,
    Why,
)
from liveable.core.learning import Encoded, Material
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.suggest import drift as drifting
from liveable.suggest import engine, explain, measure, next_reading, second
from liveable.suggest import mine as mining
from liveable.suggest import similar as likening
from liveable.suggest import torn as tearing
from liveable.suggest.features import Features
from liveable.suggest.learn import Learned, learn
from liveable.suggest.meanings import Keep, Meanings, source
from liveable.suggest.offer import join, offers
from liveable.suggest.passages import passages
from liveable.suggest.pipelines import divider

T = TypeVar("T")


class Memory(Generic[T]):
    """What was made last, by what it was made of: ``most`` of them."""

    def __init__(self, most: int = 2) -> None:
        self._most = most
        self._kept: list[tuple[Any, T]] = []

    def recall(self, of: object, make: Callable[[], T]) -> T:
        """What was made of the same; made now, if it is not remembered."""
        found = next((kept for kept in self._kept if kept[0] == of), None)
        if found is None:
            del self._kept[self._most - 1 :]  # before there is one more
            found = (of, make())
        self._kept = [found, *(kept for kept in self._kept if kept is not found)]
        return found[1]

    def clear(self) -> None:
        """Remember nothing."""
        self._kept.clear()


LARGE = 40_000  # passages, of which there is room for what was learned last alone
_FEATURES = Memory[Features](1)
_TAUGHT = Memory[Learned]()
_LEARNED = Memory[Learned]()
_MEANINGS = Meanings()


def know(told: Encoded, *, keep: Keep, progress: Progress = SILENT) -> None:
    """Take what is known of an encoder, and who is to keep what is made besides."""
    _MEANINGS.know(told, keep)


def queue(
    material: Material,
    codes: Sequence[str] | None = None,
    documents: Sequence[str] | None = None,
    *,
    progress: Progress = SILENT,
) -> list[Suggestion]:
    """The passages in which a code may have been missed, of some codes (None: all) in some
    documents (None: all), best first, then in the order of the documents.

    Cues point at passages that were read as well as at others, what was learned only at those
    that nobody read or judged, and only for codes whose suggestions are good enough. Of a passage
    that both point at there is one suggestion.
    """
    cued = [one for one in material.cued if codes is None or one.code in codes]
    texts = [heard.listened for heard in material.heard]
    found = engine.suggest(
        texts, cued, dialect=material.dialect, pipeline=material.pipeline, progress=progress
    )
    if documents is not None:
        among = frozenset(documents)
        found = [suggestion for suggestion in found if suggestion.document in among]
    return join(found, _offers(material, codes, documents, progress), [t.document for t in texts])


def _offers(
    material: Material,
    codes: Sequence[str] | None,
    documents: Sequence[str] | None,
    progress: Progress,
) -> list[Suggestion]:
    if measure.too_few(material) is not None:
        return []
    known = learned(material, progress)
    likely = measure.probabilities(known)
    return offers(known, likely, measure.measures(known), codes, documents)


def measures(material: Material, *, progress: Progress = SILENT) -> list[CodeMeasure]:
    """How good the suggestions of each code are on text that was held out."""
    few = measure.too_few(material)
    return measure.measures(learned(material, progress)) if few is None else few


def why(material: Material, suggestion: Suggestion, *, progress: Progress = SILENT) -> Why:
    """Why a passage is suggested for a code, or would be."""
    of = suggestion.document, suggestion.span, suggestion.code
    return explain.why(learned(material, progress), *of)


def second_reading(
    material: Material, document: str | None = None, *, progress: Progress = SILENT
) -> SecondReading:
    """What may be missed in a document (None: anywhere) that was read, and what looks doubtful."""
    return second.second_reading(learned(material, progress), document)


def torn(material: Material, *, progress: Progress = SILENT) -> list[Torn]:
    """Passages about which coders disagree, or for which the learner is torn."""
    return tearing.torn(learned(material, progress))


def similar(
    material: Material,
    document: str,
    span: Span,
    code: str | None = None,
    *,
    progress: Progress = SILENT,
) -> list[Suggestion]:
    """Passages like one of a document, as suggestions of a code (None: the one it was coded with
    last or, where it was not coded, the most probable of those that would be suggested for it).
    Raises Refused where there is no such code.
    """
    if not material.codes:
        return []
    known = learned(material, progress)
    return likening.similar(known, document, span, code or likening.code_of(known, document, span))


def drift(material: Material, code: str, *, progress: Progress = SILENT) -> Drift:
    """The early codings of a code against the late ones."""
    return drifting.drift(learned(material, progress), code)


def next_to_read(material: Material, *, progress: Progress = SILENT) -> NextReading:
    """What of the text that nobody has read is worth reading next."""
    return next_reading.next_to_read(learned(material, progress))


def mine(material: Material, code: str, *, progress: Progress = SILENT) -> list[Proposal]:
    """Phrases that tell a code's codings from the rest, as cues to choose from."""
    return mining.mine(learned(material, progress), code)


def learned(material: Material, progress: Progress = SILENT) -> Learned:
    """What is learned from a material: the same object for the same material, while it is
    remembered.
    """

    taught = replace(material, attributes={}, threshold=0.0)  # which teach nothing

    def teach() -> Learned:
        features = _features(material, progress)
        if len(features) > LARGE:
            _TAUGHT.clear()
            _LEARNED.clear()
        return learn(taught, features=features, progress=progress)

    def make() -> Learned:
        return replace(_TAUGHT.recall(taught, teach), material=material)

    return _LEARNED.recall(material, make)


def _features(material: Material, progress: Progress) -> Features:
    heard = tuple((h.document, h.language, h.text, h.stretches) for h in material.heard)
    of = heard, material.dialect, material.encoder, material.pipeline

    def make() -> Features:
        _TAUGHT.clear()  # they hold the features of other texts, and there is no room for both
        _LEARNED.clear()
        divide = divider(material.pipeline, progress)
        found = passages(material.heard, divide=divide, progress=progress)
        meant = source(material)
        vectors = None if meant is None else _MEANINGS.of(found.texts, meant, progress)
        return Features(found, vectors, dialect=material.dialect, progress=progress)

    return _FEATURES.recall(of, make)
