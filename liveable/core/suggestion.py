"""Passages a machine points at, as plain values that can cross from a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from liveable.core.codebook import Cues
from liveable.core.spans import Span

Source = Literal["cue", "learned", "similar"]
Verdict = Literal["accepted", "rejected", "later"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Listened:
    """A document's text and the stretches of it that may be suggested: participants' words, prompts
    left out.
    """

    document: str
    text: str
    parts: tuple[Span, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CodeCues:
    """A code (by uid) and what to look for on its behalf."""

    code: str
    cues: Cues


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage is suggested: ``text`` is words of the passage, ``[start, stop)`` their place
    in the document.

    ``kind`` is "phrase" (a cue phrase of the code), "lemma" (a single word, supporting only), with
    a ``weight`` between 0 and 1, or "word" (one that weighs in what was learned), whose weight is
    its exact share of the score and may be below 0.
    """

    kind: Literal["phrase", "lemma", "word"]
    text: str
    start: int
    stop: int
    weight: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One code offered for one span, with a score between 0 and 1 and the reasons, strongest first.

    ``model`` names what made it, with its version, so that a verdict on it can be understood later.
    """

    document: str
    span: Span
    code: str
    score: float
    source: Source
    reasons: tuple[Reason, ...]
    model: str

    def fits(self, text: str) -> bool:
        """Whether the words it was made for still stand where they did."""
        return self.span.stop <= len(text) and all(
            text[reason.start : reason.stop] == reason.text for reason in self.reasons
        )
