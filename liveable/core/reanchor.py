"""Where the places of a text are after it was edited.

A span keeps its words wherever they are still together: where the difference of the two texts
leaves them, or where the passage was moved to. Where its words changed, it covers what became of
them: words put in between become part of it, words put in at its edges do not, an edge that was
taken out draws in. A span of which nothing is left goes to what stands in its place, or else to the
word next to it. None is lost, and each is told apart from those whose words are the same.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from liveable.core.spans import Span, trimmed
from liveable.core.textdiff import WORD, Change, changes, joined, shortened

_SOLID = re.compile(r"\S")
_JOINER = "\u200d"  # makes one picture of two emoji
_ONE_BY_ONE = 8  # words that stand for as many others, the first for the first and so on
_NEIGHBOURS = 40  # code points on either side that tell two places with the same words apart
_ENOUGH = 20  # code points, of words and neighbours, by which a passage moved elsewhere is known
_LOOKED_AT = 500  # places a moved passage is looked for at
_LOOKED_THROUGH = 2000  # code points of a passage in which its rarest word is looked for
_WORD_LONGEST = 24  # code points on either side that a span goes on to for the sake of a whole word


class Anchored(NamedTuple):
    """A span of the new text, and whether it covers exactly the words it covered in the old one."""

    span: Span
    same: bool


class Anchors:
    """The places of an old text in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._reworded = changes(old, new)
        self._changes = _by_letters(self._reworded, old, new)
        self._starts = [change.old.start for change in self._changes]
        self._stops = [change.old.stop for change in self._changes]

    @cached_property
    def come(self) -> list[Span]:
        """What of the new text the old one has not, in order."""
        return [change.new for change in self._changes if change.new.start < change.new.stop]

    def of(self, span: Span) -> Anchored:
        """Where a span of the old text is; never empty, unless the new text is."""
        there = self.kept(span) or self._near(span)
        return Anchored(there, there.of(self.new) == span.of(self.old))

    def kept(self, span: Span) -> Span | None:
        """The same for a span of which something is left, or something stands for all of it; else
        None.
        """
        first, last = self._touching(span)
        if first == last:
            by = self._offset(first)
            return Span(span.start + by, span.stop + by)
        return self._beside(span, first, last) or self._elsewhere(span) or self._image(span)

    def point(self, position: int) -> int:
        """Where a place between two code points is; what was put in there comes after it."""
        n = bisect_left(self._stops, position)
        if n == len(self._changes) or position <= self._starts[n]:
            return position + self._offset(n)
        change = self._changes[n]
        return change.new.stop if position == change.old.stop else change.new.start

    def _touching(self, span: Span) -> tuple[int, int]:
        """The changes that touch the inside of a span, from the first up to, not with, the last."""
        return bisect_right(self._stops, span.start), bisect_left(self._starts, span.stop)

    def _offset(self, n: int) -> int:
        """How far what is the same before change ``n`` was moved."""
        return self._changes[n - 1].new.stop - self._changes[n - 1].old.stop if n else 0

    # --- together as they were

    def _beside(self, span: Span, first: int, last: int) -> Span | None:
        """Where the words stand unchanged next to what stands next to them in the old text too.

        Where words repeat, the difference may be told in several ways, and it was told in one.
        """
        words = span.of(self.old)
        found: dict[int, int] = {}
        for n in range(max(0, first - 1), min(last + 1, len(self._changes)) + 1):
            by = self._offset(n)
            if by in found or span.start + by < 0:
                continue
            if self.new.startswith(words, span.start + by) and self._reaches(span, n, by):
                found[by] = self._agreement(span, span.start + by)
        if not found:
            return None
        by = max(found, key=lambda by: (found[by], -abs(by), by))
        return Span(span.start + by, span.stop + by)

    def _reaches(self, span: Span, n: int, by: int) -> bool:
        """Whether all from a span to what is the same before change ``n`` moves with the span."""
        until = self._starts[n] if n < len(self._starts) else len(self.old)
        since = self._stops[n - 1] if n else 0
        between = Span(until, span.start) if until < span.start else Span(span.stop, since)
        return between.start + by >= 0 and self.new.startswith(
            between.of(self.old), between.start + by
        )

    def _elsewhere(self, span: Span) -> Span | None:
        """Where the words stand unchanged in what is new: the one place with the most of their
        neighbours.
        """
        words = span.of(self.old)
        found: list[tuple[int, int]] = []
        for start in self._places(span):
            if start < 0 or not self.new.startswith(words, start):
                continue
            if self._is_new(start, span):
                found.append((self._agreement(span, start), start))
        found.sort(reverse=True)
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        agreement, start = found[0]
        known = len(words) + agreement >= _ENOUGH or self._in_same_lines(span, start)
        return Span(start, start + len(words)) if known else None

    def _in_same_lines(self, span: Span, start: int) -> bool:
        """Whether the words stand at a place of the new text in whole lines of the old one."""
        begin, end = self.old.rfind("\n", 0, span.start) + 1, self.old.find("\n", span.stop)
        lines = self.old[begin : end if end >= 0 else len(self.old)]
        at = start - span.start + begin
        alone = self.new[at - 1 : at] in ("", "\n") and self.new[at + len(lines) :][:1] in (
            "",
            "\n",
        )
        return alone and at >= 0 and self.new.startswith(lines, at) and " " in lines.strip()

    def _agreement(self, span: Span, start: int) -> int:
        """How many neighbours the words have in common with those at a place of the new text."""
        stop = start + span.stop - span.start
        before = self.old[max(0, span.start - _NEIGHBOURS) : span.start]
        after = self.old[span.stop : span.stop + _NEIGHBOURS]
        there = self.new[max(0, start - _NEIGHBOURS) : start]
        return _alike(before[::-1], there[::-1]) + _alike(
            after, self.new[stop : stop + _NEIGHBOURS]
        )

    def _places(self, span: Span) -> list[int]:
        """Where the words could begin, by the places of their rarest word in what is new."""
        begin = max(0, span.start - _WORD_LONGEST)
        end = min(span.stop + _WORD_LONGEST, span.start + _LOOKED_THROUGH)
        rarest: list[int] = []
        by = 0
        for word in WORD.finditer(self.old, begin, end):
            if word.start() < span.stop and word.end() > span.start:
                at = self._new_words.get(word.group(), [])
                if at and (not rarest or len(at) < len(rarest)):
                    rarest, by = at, span.start - word.start()
        return [place + by for place in rarest] if len(rarest) <= _LOOKED_AT else []

    @cached_property
    def _new_words(self) -> dict[str, list[int]]:
        """Where the words stand that the difference takes for new."""
        found: dict[str, list[int]] = {}
        done = 0
        for change in self._reworded:
            if change.new.start < change.new.stop:
                begin = _whole(self.new, change.new, done, len(self.new)).start
                for word in WORD.finditer(self.new, begin):
                    if word.start() >= change.new.stop:
                        break
                    found.setdefault(word.group(), []).append(word.start())
                    done = word.end()
        return found

    def _is_new(self, start: int, span: Span) -> bool:
        """Whether at least half of what stands there is nothing that the old text has there too."""
        stop = start + span.stop - span.start
        n, new = bisect_right(self._new_stops, start), 0
        while n < len(self._reworded) and self._reworded[n].new.start < stop:
            change = self._reworded[n].new
            new += min(stop, change.stop) - max(start, change.start)
            n += 1
        return 2 * new >= stop - start

    @cached_property
    def _new_stops(self) -> list[int]:
        return [change.new.stop for change in self._reworded]

    # --- no longer together

    def _image(self, span: Span) -> Span | None:
        """What became of a span that changed; None where nothing but white space is left of it."""
        first, last = self._touching(span)
        one, other = self._changes[first], self._changes[last - 1]
        start, stop = one.new.stop, other.new.start
        if one.old.start >= span.start:
            start = span.start + self._offset(first)
        if other.old.stop <= span.stop:
            stop = span.stop + self._offset(last)
        words = span.of(self.old)
        while start < stop and self.new[start].isspace() and not words[0].isspace():
            start += 1
        while start < stop and self.new[stop - 1].isspace() and not words[-1].isspace():
            stop -= 1
        if start >= stop or (self._blank(start, stop) and words.strip()):
            return None
        return _unbroken(self.new, start, stop)

    def _near(self, span: Span) -> Span:
        """What stands in the place of a span that is gone, or else the nearest word."""
        first, last = self._touching(span)
        one, other = self._changes[first], self._changes[last - 1]
        (start, stop), (new_start, new_stop) = (
            Span(one.old.start, other.old.stop),
            Span(one.new.start, other.new.stop),
        )
        if self._blank(new_start, new_stop):
            return self._nearest(new_start)
        size, room = stop - start, new_stop - new_start
        before, through = max(span.start, start) - start, min(span.stop, stop) - start
        share = Span(new_start + before * room // size, new_start - -through * room // size)
        if self._blank(*share):
            return self._nearest(share.start)
        return trimmed(_whole(self.new, trimmed(share, self.new), new_start, new_stop), self.new)

    def _nearest(self, at: int) -> Span:
        """The word nearest to a place; in a text of nothing but white space, the white space."""
        text = self.new
        right, left = at, at - 1
        while right < len(text) and text[right].isspace():
            right += 1
        while left >= 0 and text[left].isspace():
            left -= 1
        if left < 0 and right == len(text):
            return Span(0, len(text))
        if right == len(text) or (left >= 0 and at - 1 - left < right - at):
            right = left
        return _whole(text, Span(right, right + 1), 0, len(text))

    def _blank(self, start: int, stop: int) -> bool:
        return _SOLID.search(self.new, start, stop) is None


def _by_letters(found: list[Change], old: str, new: str) -> list[Change]:
    """The same changes, of words that stand for each other only the letters that differ."""
    return joined([part for change in found for part in _parts(change, old, new)])


def _parts(change: Change, old: str, new: str) -> Iterator[Change]:
    words = list(WORD.finditer(old, *change.old))
    others = list(WORD.finditer(new, *change.new))
    whole = shortened(change, old, new)
    if not (words and len(words) == len(others) <= _ONE_BY_ONE):
        exact = not (whole.old.of(old) and whole.new.of(new))
        yield whole if exact else change
        return
    done, new_done = change.old.start, change.new.start
    edges = [(m.span(), o.span()) for m, o in zip(words, others, strict=True)]
    end = (change.old.stop, change.old.stop), (change.new.stop, change.new.stop)
    for (start, stop), (new_start, new_stop) in [*edges, end]:
        for part in (
            Change(Span(done, start), Span(new_done, new_start)),
            Change(Span(start, stop), Span(new_start, new_stop)),
        ):
            if part.old.of(old) != part.new.of(new):
                yield shortened(part, old, new)
        done, new_done = stop, new_stop


def _alike(a: str, b: str) -> int:
    """How many code points two short texts begin with alike."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _whole(text: str, span: Span, least: int, most: int) -> Span:
    """The span with the words it cuts into, as far as they are not very long."""
    start, stop = span
    while start > max(least, span.start - _WORD_LONGEST) and not text[start - 1].isspace():
        start -= 1
    while stop < min(most, span.stop + _WORD_LONGEST) and not text[stop].isspace():
        stop += 1
    return _unbroken(text, start, stop)


def _unbroken(text: str, start: int, stop: int) -> Span:
    """A span that does not part a letter from its marks, nor what makes one picture."""
    while _clings(text, start):
        start -= 1
    while _clings(text, stop):
        stop += 1
    return Span(start, stop)


def _clings(text: str, at: int) -> bool:
    """Whether the character at a place is one with the character before it."""
    if not 0 < at < len(text):
        return False
    mark = unicodedata.category(text[at]).startswith("M") or text[at] == _JOINER
    return mark or text[at - 1] == _JOINER or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
