"""The word, the sentence and the turn at a place in a text, and how a selection grows."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from liveable.core.index import Lines
from liveable.core.scripts import UNSPACED
from liveable.core.sentences import sentences
from liveable.core.spans import Span, trimmed

_CHUNK = re.compile(rf"[{UNSPACED}]|[^\s—–…/{UNSPACED}]+")
_BLANK = re.compile(r"\n\s*\n")
_REACH = 10_000  # code points around a place in which sentences are looked for


class Said(NamedTuple):
    """One turn: from its label on, the words alone from ``speech``; ``asks`` for an interviewer's.

    ``speaker`` is the label of who speaks, None where only a time is known.
    """

    start: int
    speech: int
    stop: int
    speaker: str | None = None
    asks: bool = False


class Stretches:
    """What can be selected in one text. A label is never part of what a speaker said."""

    def __init__(self, lines: Lines, turns: Sequence[Said] = ()) -> None:
        self._lines, self._text = lines, lines.text
        self.turns = [turn for turn in turns if turn.start < turn.stop]
        self._starts = [turn.start for turn in self.turns]
        self._last: tuple[Span, list[Span]] = (Span(0, 0), [])

    def turn(self, point: int) -> Said | None:
        """The turn at a place."""
        before = bisect_right(self._starts, point) - 1
        if before < 0 or point > self.turns[before].stop:
            return None
        return self.turns[before]

    def word(self, point: int) -> Span | None:
        """The word at a place, or right before it, else the next one in its line."""
        line = self._line(point)
        words = [_bare(self._text, *m.span()) for m in _CHUNK.finditer(self._text, *line)]
        return next((word for word in words if word and point <= word.stop), None)

    def words(self, span: Span) -> Span | None:
        """A stretch without the space at its ends; None when it is nothing else."""
        found = trimmed(span, self._text)
        return found if found.of(self._text).strip() else None

    def whole(self, point: int) -> Span | None:
        """All that is said in the turn at a place; where nobody speaks, the paragraph."""
        turn = self.turn(point)
        if turn is not None:
            return self.words(Span(turn.speech, turn.stop))
        return self.words(self._line(point))

    def sentence(self, point: int) -> Span | None:
        """The sentence at a place; between two, the one before it."""
        found = self._sentences(point)
        before = bisect_right([s.start for s in found], point) - 1
        return found[max(0, before)] if found else None

    def longer(self, span: Span) -> Span:
        """The span with a sentence more: first up to the end of the sentence it stops in."""
        here = self.sentence(span.stop - 1)
        if here is not None and here.start < span.stop < here.stop:
            return Span(span.start, here.stop)
        following = self._next(span.stop)
        return Span(span.start, following.stop) if following else span

    def number(self, point: int) -> int:
        """Which sentence of its paragraph a place is in, counted from 1; 0 where there is none."""
        line = self._line(point)
        found = [s for s in self._sentences(point) if s.start < line.stop and line.start < s.stop]
        return max(1, bisect_right([s.start for s in found], point)) if found else 0

    def open_places(self, coded: Callable[[Span], bool]) -> Iterable[Span]:
        """What was said and has no coding, in order: participants' turns, else paragraphs."""
        if self.turns:
            spans = (Span(t.speech, t.stop) for t in self.turns if not t.asks)
        else:
            spans = (self._lines.span(i) for i in range(len(self._lines)))
        for span in spans:
            words = self.words(span)
            if words is not None and not coded(words):
                yield words

    def _next(self, point: int) -> Span | None:
        """The first sentence that begins at a place or later."""
        length = len(self._text)
        while point < length:
            stretch = self._stretch(point)
            found = [s for s in self._within(stretch) if s.start >= point]
            if found:
                return found[0]
            point = max(stretch.stop, point) + 1
        return None

    def _sentences(self, point: int) -> list[Span]:
        return self._within(self._stretch(point))

    def _within(self, stretch: Span) -> list[Span]:
        if self._last[0] != stretch:
            found = sentences(stretch.of(self._text))
            moved = [Span(s.start + stretch.start, s.stop + stretch.start) for s in found]
            self._last = (stretch, moved)
        return self._last[1]

    def _stretch(self, point: int) -> Span:
        """What one person says, or the text between two turns, around a place.

        Where that is long it goes from one blank line to the next, and never far.
        """
        before = bisect_right(self._starts, point) - 1
        start, stop = 0, len(self._text)
        if before >= 0:
            turn = self.turns[before]
            if point <= turn.stop:
                return self._near(Span(turn.speech, turn.stop), max(point, turn.speech))
            start = turn.stop
        if before + 1 < len(self.turns):
            stop = self.turns[before + 1].start
        return self._near(Span(start, stop), point)

    def _near(self, stretch: Span, point: int) -> Span:
        if stretch.stop - stretch.start <= _REACH:
            return stretch
        start, stop = _around(stretch, point)
        before = [m.end() for m in _BLANK.finditer(self._text, start, point)]
        start = before[-1] if before else max(stretch.start, self._line(start).start)
        after = _BLANK.search(self._text, point, stop)
        stop = after.start() if after else min(stretch.stop, self._line(stop).stop)
        return Span(start, max(stop, start))

    def _line(self, point: int) -> Span:
        return self._lines.span(self._lines.at(point))


def _around(stretch: Span, point: int) -> Span:
    return Span(max(stretch.start, point - _REACH // 2), min(stretch.stop, point + _REACH // 2))


def _bare(text: str, start: int, stop: int) -> Span | None:
    """A run of ink without the punctuation at its ends; None when it is nothing else."""
    while start < stop and unicodedata.category(text[start])[0] in "PSZC":
        start += 1
    while start < stop and unicodedata.category(text[stop - 1])[0] in "PSZC":
        stop -= 1
    return Span(start, stop) if start < stop else None
