"""What suggestions are learned from, as plain values that can cross into a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from liveable.core.codebook import Cues, Respelling
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened

THRESHOLD = 0.5  # the precision below which nothing learned is shown, unless a project says else


class Stretch(NamedTuple):
    """The words of one turn, or of a text without turns, by their place.

    ``person`` is whom they are held out with when a code is measured: the case, else the document.
    ``offered`` is whether they may be suggested: a participant's words, no question, no prompt.
    """

    span: Span
    speaker: str | None
    person: str
    offered: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A document as the learner hears it: its turns in order, the questions among them, and what
    of it has been ``read`` by those who are learned from.
    """

    document: str
    text: str
    stretches: tuple[Stretch, ...]
    read: tuple[Span, ...] = ()
    language: str | None = None

    @property
    def listened(self) -> Listened:
        """What of it may be suggested."""
        parts = tuple(s.span for s in self.stretches if s.offered)
        return Listened(self.document, self.text, parts, self.language)


@dataclass(frozen=True, slots=True)
class Described:
    """A code that may be suggested: what the codebook says of it."""

    code: str
    name: str
    definition: str = ""
    cues: Cues = field(default_factory=Cues)


class Example(NamedTuple):
    """One coding. ``suggested``: it came from a suggestion that was accepted, and counts for less;
    ``created`` is its time in ISO 8601, for early against late use.
    """

    document: str
    span: Span
    code: str
    coder: str
    created: str = ""
    suggested: bool = False


class Judged(NamedTuple):
    """What a coder made of a suggestion: a rejected one says that the code is not there, and
    nothing of other codes.
    """

    document: str
    span: Span
    code: str
    coder: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Material:
    """All that is learned from and looked through, in an order that does not change by itself.

    ``examples`` and ``judged`` are everybody's that may be seen; only those of ``coders`` are
    learned from. ``attributes`` are each person's facts by their names ("Gender": "woman").
    ``threshold`` is the precision below which a code's learned suggestions are kept back.
    ``encoder`` is the folder of a sentence encoder; ``pipeline`` the name of an installed spaCy
    pipeline; None: none.
    """

    heard: tuple[Heard, ...]
    codes: tuple[Described, ...]
    examples: tuple[Example, ...] = ()
    judged: tuple[Judged, ...] = ()
    coders: tuple[str, ...] = ()
    dialect: tuple[Respelling, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    threshold: float = THRESHOLD
    encoder: str | None = None
    pipeline: str | None = None

    @property
    def cued(self) -> list[CodeCues]:
        """What cues are looked for; codes without any are left out."""
        found = (CodeCues(code.code, code.cues) for code in self.codes)
        return [one for one in found if one.cues.phrases or one.cues.lemmas]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoder (``model``) made of passages: by the ``digest`` of each, its numbers of 16
    bits (IEEE 754), the lowest byte first, of length 1.
    """

    model: str
    found: Mapping[bytes, bytes]


def digest(passage: str) -> bytes:
    """The name under which the vector of a passage is kept: the SHA-256 of its words in UTF-8."""
    return hashlib.sha256(passage.encode()).digest()
