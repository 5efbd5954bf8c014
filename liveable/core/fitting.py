"""Fitting a span to its text: by a word at either end, to its sentence or turn, with what is around.

A word is what white space divides; in scripts written without spaces, each character is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from liveable.core.scripts import UNSPACED
from liveable.core.sentences import sentences
from liveable.core.spans import Span, trimmed

Unit = Literal["words", "sentence", "turn"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_FAR = 2_000  # code points in which a neighbouring word is looked for


def end_earlier(text: str, span: Span) -> Span:
    """The span without its last word; a span of one word stays as it is."""
    starts = [m.start() for m in _WORD.finditer(text, max(span.start, span.stop - _FAR), span.stop)]
    stop = span.start + len(text[span.start : starts[-1]].rstrip()) if starts else span.start
    return Span(span.start, stop) if stop > span.start else span


def end_later(text: str, span: Span) -> Span:
    """The span with the rest of the word it ends in, or with the next one."""
    found = _WORD.search(text, span.stop)
    return Span(span.start, found.end()) if found else span


def start_later(text: str, span: Span) -> Span:
    """The span without its first word; a span of one word stays as it is."""
    first = _WORD.search(text, span.start, span.stop)
    second = _WORD.search(text, first.end(), span.stop) if first else None
    return Span(second.start(), span.stop) if second else span


def start_earlier(text: str, span: Span) -> Span:
    """The span with the beginning of the word it starts in, or with the word before."""
    before = list(_WORD.finditer(text, max(0, span.start - _FAR), span.start))
    return Span(before[-1].start(), span.stop) if before else span


def around(text: str, span: Span, most: int) -> Span:
    """The span with at most so many code points more on either side, cut between words."""
    start = max(0, span.start - most)
    if start > 0:
        cut = re.compile(r"\s").search(text, start, span.start)
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
