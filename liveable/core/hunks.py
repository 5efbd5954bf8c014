"""The differences of two texts as they are read one after the other: what changed, with what stands
around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from liveable.core.spans import Span
from liveable.core.text import paragraphs
from liveable.core.textdiff import Change, Stretch, changes

_LINES = 1  # before and after a change, besides the one it is in
_LONGEST = 160  # code points shown on either side of a change


class Hunk(NamedTuple):
    """Changes that stand close together, in the order of reading.

    ``paragraph`` is the number of the paragraph of the new text where they begin, ``old`` and
    ``new`` what of both texts the hunk shows; ``cut`` says that a line is not shown from its
    beginning, or not to its end.
    """

    paragraph: int
    old: Span
    new: Span
    stretches: tuple[Stretch, ...]
    cut: tuple[bool, bool]


def hunks(old: str, new: str) -> list[Hunk]:
    """What is different in a new text, with a line before and after."""
    found = changes(old, new)
    starts = [span.start for span in paragraphs(new)] if found else []
    grouped: list[list[Change]] = []
    edges: list[Span] = []  # of the old text, what each group shows
    for change in found:
        shown = _around(old, change.old)
        if grouped and shown.start <= edges[-1].stop:
            grouped[-1].append(change)
            edges[-1] = Span(edges[-1].start, max(edges[-1].stop, shown.stop))
        else:
            grouped.append([change])
            edges.append(shown)
    number = 0
    made = []
    for group, edge in zip(grouped, edges, strict=True):
        while number < len(starts) and starts[number] <= group[0].new.start:
            number += 1
        made.append(_hunk(old, new, group, edge, max(number, 1)))
    return made


def counts(found: Sequence[Hunk]) -> tuple[int, int]:
    """How many words were put in, and how many were taken out."""
    said = {"new": 0, "gone": 0, "same": 0}
    for hunk in found:
        for stretch in hunk.stretches:
            said[stretch.kind] += len(stretch.text.split())
    return said["new"], said["gone"]


def _hunk(old: str, new: str, group: Sequence[Change], edge: Span, number: int) -> Hunk:
    stretches: list[Stretch] = []
    done = edge.start
    for change in group:
        stretches += (
            Stretch("same", old[done : change.old.start]),
            Stretch("gone", change.old.of(old)),
            Stretch("new", change.new.of(new)),
        )
        done = change.old.stop
    stretches.append(Stretch("same", old[done : edge.stop]))
    first, last = group[0], group[-1]
    there = Span(
        first.new.start - (first.old.start - edge.start),
        last.new.stop + edge.stop - last.old.stop,
    )
    cut = (
        edge.start > 0 and old[edge.start - 1] != "\n",
        edge.stop < len(old) and old[edge.stop] != "\n",
    )
    return Hunk(number, edge, there, tuple(s for s in stretches if s.text), cut)


def _around(text: str, span: Span) -> Span:
    """A stretch with the rest of its lines and one more on either side, where they are short."""
    start, stop = span
    for _ in range(_LINES + 1):
        start = text.rfind("\n", 0, max(start - 1, 0)) + 1 if start else 0
    for _ in range(_LINES + 1):
        end = text.find("\n", stop + 1)
        stop = end if end >= 0 else len(text)
    least, most = max(0, span.start - _LONGEST), min(len(text), span.stop + _LONGEST)
    if start < least:
        start = _word(text, least, span.start, 1)
    if stop > most:
        stop = _word(text, most, span.stop, -1)
    return Span(start, stop)


def _word(text: str, at: int, until: int, way: int) -> int:
    """The next place between words on the way to a change; where there is none, where it was."""
    place = at
    while place != until:
        if text[place - 1 if way > 0 else place].isspace():
            return place
        place += way
    return at
