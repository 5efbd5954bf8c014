"""Words as the edges of a passage step over them, and as a code's name is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from liveable.core.scripts import UNSPACED
from liveable.core.spans import Span
from liveable.core.stretches import Said

Edge = Literal["start", "stop"]
_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_NEAR = 200  # code points in which the word before is looked for first
_ENDS = " \t\n\r\u2028\u2029\xa0.,;:!?…-–—\"“”„«»‘’'()[]{}"
_NAME = 60  # characters of a name made of what was said


def nudged(text: str, span: Span, edge: Edge, step: Literal[-1, 1]) -> Span | None:
    """The span with one edge a word to the left or right; None where there is no word to step over.

    A word goes from space to space, its punctuation with it; where a script has no spaces it is one
    character.
    """
    start, stop = span
    if edge == "start":
        if step < 0:
            word = _before(text, start)
            return Span(word.start, stop) if word else None
        here = _WORD.search(text, start)
        following = _WORD.search(text, here.end()) if here else None
        if here and here.start() > start:
            following = here
        return Span(following.start(), stop) if following and following.start() < stop else None
    if step > 0:
        word_after = _WORD.search(text, stop)
        if word_after is None:
            return None
        return Span(start, _whole(text, word_after.start()).stop)
    last = _before(text, stop)
    if last is None:
        return None
    if last.stop == stop or last.stop > stop:
        last = _before(text, last.start)
    return Span(start, last.stop) if last and last.stop > start else None


def nudged_in_speech(
    text: str,
    span: Span,
    edge: Edge,
    step: Literal[-1, 1],
    turn: Callable[[int], Said | None],
) -> Span | None:
    """The same where people speak in turns (``turn`` tells whose a place is): a label is no word.

    A passage grows up to the ends of what is said in a turn; shrinking, it may leave the turn.
    """
    moved = nudged(text, span, edge, step)
    if (edge == "start") != (step < 0):
        while moved is not None and _in_label(moved, edge, turn):
            moved = nudged(text, moved, edge, step)
        return moved
    here = turn(span.start if edge == "start" else span.stop - 1)
    if moved is None or here is None or _in_label(span, edge, turn):
        return None if moved is None or _in_label(moved, edge, turn) else moved
    start = max(moved.start, here.speech) if edge == "start" else span.start
    stop = span.stop
    if edge == "stop":
        stop += len(text[span.stop : min(moved.stop, here.stop)].rstrip())
    more = text[start : span.start] + text[span.stop : stop]
    return Span(start, stop) if more.strip() else None


def _in_label(span: Span, edge: Edge, turn: Callable[[int], Said | None]) -> bool:
    place = span.start if edge == "start" else span.stop - 1
    there = turn(place)
    return there is not None and there.start <= place < there.speech


def _before(text: str, place: int) -> Span | None:
    """The last word that begins before a place, whole."""
    reach = _NEAR
    while True:
        start = max(0, place - reach)
        found = [m.start() for m in _WORD.finditer(text, start, place)]
        if found and (found[-1] > start or start == 0):
            return _whole(text, found[-1])
        if start == 0:
            return None
        reach *= 8


def _whole(text: str, start: int) -> Span:
    m = _WORD.match(text, start)
    assert m is not None
    return Span(*m.span())


def name_of(words: str) -> str:
    """A code's name in somebody's words: on one line, without punctuation at its ends, not long."""
    name = " ".join(words.split()).strip(_ENDS)
    if len(name) > _NAME:
        cut = name[:_NAME]
        if not name[_NAME].isspace() and " " in cut[_NAME // 2 :]:
            cut = cut[: cut.rindex(" ")]
        name = f"{cut.rstrip(_ENDS)}…"
    return name
