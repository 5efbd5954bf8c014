"""Turns and entries, which divide a text among them, after it was edited.

They are brought along like any span (reanchor.py). Besides, one that began or ended with its line
still does, so that a sentence put in at the end of what somebody said is theirs; none overlaps
another; and one of which nothing is left is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from liveable.core.reanchor import Anchors
from liveable.core.spans import Span


class Part(NamedTuple):
    """A turn, its words alone being ``[speech, stop)``; in an entry all is words."""

    start: int
    speech: int
    stop: int


def turns(anchors: Anchors, parts: Sequence[Part]) -> dict[int, Part]:
    """Where the turns are, by their indexes, in order of place; without those that are gone."""
    placed = _apart(anchors, parts)
    found: dict[int, Part] = {}
    least = 0
    for (n, there), following in zip_longest(placed, placed[1:]):
        most = following[1].start if following else len(anchors.new)
        found[n] = _by_line(anchors, parts[n], there, least, most)
        least = found[n].stop
    return found


def entries(anchors: Anchors, spans: Sequence[Span]) -> dict[int, Span]:
    """The same for entries; where one went on to the next, or to the end, it still does."""
    found = list(turns(anchors, [Part(start, start, stop) for start, stop in spans]).items())
    edges = {span.start for span in spans} | {len(anchors.old)}
    kept: dict[int, Span] = {}
    for (n, there), following in zip_longest(found, found[1:]):
        stop = there.stop
        if spans[n].stop in edges:
            stop = following[1].start if following else len(anchors.new)
        kept[n] = Span(there.start, stop)
    return kept


def _apart(anchors: Anchors, parts: Sequence[Part]) -> list[tuple[int, Part]]:
    """The parts by place, each cut where the next begins. Of two that begin at one place the one
    whose words are the same stays.
    """
    found = []
    for n, part in enumerate(parts):
        there = anchors.kept(Span(part.start, part.stop))
        if there is not None:
            same = there.of(anchors.new) == anchors.old[part.start : part.stop]
            found.append((there.start, not same, n, _brought(anchors, part, there, same)))
    placed: list[tuple[int, Part]] = []
    for _, _, n, here in sorted(found):
        if placed and here.start < placed[-1][1].stop:
            last, before = placed[-1]
            if before.start == here.start:
                continue
            stop = solid_end(anchors.new, before.start + 1, here.start)
            placed[-1] = last, Part(before.start, min(before.speech, stop), stop)
        placed.append((n, here))
    return placed


def _brought(anchors: Anchors, part: Part, there: Span, same: bool) -> Part:
    if same:
        return Part(*(place + there.start - part.start for place in part))
    if part.speech == part.start:
        return Part(there.start, there.start, there.stop)
    speech = anchors.point(part.speech) if part.speech < part.stop else there.stop
    return Part(there.start, max(there.start, min(speech, there.stop)), there.stop)


def _by_line(anchors: Anchors, before: Part, there: Part, least: int, most: int) -> Part:
    """A part that reaches to the edges of its lines, if it did."""
    old, new = anchors.old, anchors.new
    start, speech, stop = there
    if not old[old.rfind("\n", 0, before.start) + 1 : before.start].strip():
        start = max(least, new.rfind("\n", 0, start) + 1)
        while start < there.start and new[start].isspace():
            start += 1
        if before.speech == before.start:
            speech = start
    if not old[before.stop : _line_end(old, before.stop)].strip():
        stop = solid_end(new, stop, min(_line_end(new, stop), most))
    return Part(start, speech, stop)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def solid_end(text: str, least: int, most: int) -> int:
    """Where the words before a place end, not before another."""
    while most > least and text[most - 1].isspace():
        most -= 1
    return max(least, most)
