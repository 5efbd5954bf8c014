"""Fitting a span to its text: made whole to its sentence or turn, or with what is around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from liveable.core.sentences import sentences
from liveable.core.spans import Span, trimmed

Unit = Literal["words", "sentence", "turn"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_SPACE = re.compile(r"\s")


def around(text: str, span: Span, most: int) -> Span:
    """The span with at most so many code points more on either side, cut between words."""
    start = max(0, span.start - most)
    if start > 0:
        cut = _SPACE.search(text, start, span.start)
        start = cut.end() if cut else span.start
    stop = min(len(text), span.stop + most)
    if stop < len(text):
        while stop > span.stop and not text[stop].isspace():
            stop -= 1
    return Span(start, stop)


def fitted(text: str, spans: Iterable[Span], unit: Unit, turns: Sequence[Span] = ()) -> list[Span]:
    """Each span as it is, or made whole to the sentences or turns it touches; each once, in order.

    ``turns`` are the words of the document's turns, in order. A span in none of them is made whole
    to its sentence.
    """
    if unit == "words":
        return sorted(set(spans))
    said = sentences(text)
    found = set()
    for span in spans:
        whole = _touching(span, turns) if unit == "turn" else None
        found.add(trimmed(whole or _touching(span, said) or span, text))
    return sorted(found)


def _touching(span: Span, pieces: Sequence[Span]) -> Span | None:
    """From the first to the last of the pieces that a span shares something with, and the span."""
    first = bisect_right(pieces, span.start, key=lambda piece: piece.stop)
    last = bisect_left(pieces, span.stop, key=lambda piece: piece.start) - 1
    if first > last:
        return None
    return Span(min(span.start, pieces[first].start), max(span.stop, pieces[last].stop))
