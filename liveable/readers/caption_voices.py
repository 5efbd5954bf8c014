"""Who speaks in captions: ``<v Name>``, or ``Name:`` at the beginning of a cue."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liveable.core import labels, turns

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?(?:[ \t]+(?P<name>[^<>]{0,200}))?>|</v>")
_LABEL = re.compile(
    r"(?:>>+[ \t]*|[-–—][ \t]+)?(?:\[(?P<inner>[^\[\]]{1,60})\]|(?P<name>[^:：\[\]]{1,60}?))"
    r"[ \t]*(?:：|:(?=[ \t\xa0]|$))[ \t\xa0]*"
)
_CHANGE = re.compile(r">>|[-–—][ \t]+\S")  # somebody else speaks, nobody says who
_LABELLED = 0.6  # of the cues begin with a label, where they all do (as Zoom's)


@dataclass(slots=True)
class Cue:
    """One caption: its time as written, from and to in ms where they can be told, its lines."""

    time: str | None
    start: int | None
    end: int | None
    lines: list[str] = field(default_factory=list)


class Piece(NamedTuple):
    """Words of one cue by one speaker; ``begins`` says that another began to speak."""

    speaker: str | None
    words: str
    time: str | None
    start: int | None
    end: int | None
    begins: bool = False


def pieces(cues: Sequence[Cue]) -> list[Piece]:
    """The words of all cues under the names of their speakers, each written in one way."""
    if any("<v" in line for cue in cues for line in cue.lines):
        found = _by_voice(cues)
    else:
        found = _by_label(cues)
    written: dict[str, str] = {}
    result = []
    for piece in found:
        words = " ".join(html.unescape(piece.words).split())
        if words:
            name = labels.tidy(html.unescape(piece.speaker or "")) or None
            speaker = written.setdefault(labels.key(name), name) if name else None
            result.append(piece._replace(speaker=speaker, words=words))
    return result


def _by_voice(cues: Sequence[Cue]) -> Iterator[Piece]:
    """A voice lasts until its end, the next voice or the end of the cue."""
    for cue in cues:
        text, at, speaker = "\n".join(cue.lines), 0, None
        for tag in _VOICE.finditer(text):
            yield Piece(speaker, text[at : tag.start()], cue.time, cue.start, cue.end)
            at, speaker = tag.end(), tag["name"]
        yield Piece(speaker, text[at:], cue.time, cue.start, cue.end)


def _by_label(cues: Sequence[Cue]) -> Iterator[Piece]:
    """A label holds until the next one."""
    heads = _everywhere(cues)
    heads = _some(cues) if heads is None else heads
    speaker = None
    for number, cue in enumerate(cues):
        parts: list[str] = []
        begins = False
        for line_number, line in enumerate(cue.lines):
            head = heads.get((number, line_number))
            changes = _CHANGE.match(line) is not None
            if head or changes:
                if parts:
                    yield Piece(speaker, "\n".join(parts), cue.time, cue.start, cue.end, begins)
                parts, begins = [], changes
            if head:
                speaker, line = head[0], line[head[1] :]
            parts.append(line)
        yield Piece(speaker, "\n".join(parts), cue.time, cue.start, cue.end, begins)


Heads = dict[tuple[int, int], tuple[str, int]]  # by cue and line: the label, where the words begin


def _everywhere(cues: Sequence[Cue]) -> Heads | None:
    """The labels where (nearly) every cue begins with one; None where they do not."""
    found: dict[tuple[int, int], re.Match[str]] = {}
    for number, cue in enumerate(cues):
        for line_number, line in enumerate(cue.lines):
            head = _LABEL.match(line)
            if head:
                found[number, line_number] = head
    first = {place: _name(head) for place, head in found.items() if place[1] == 0}
    if len(first) < _LABELLED * len(cues):
        return None
    times = Counter(map(labels.key, first.values()))
    known = {key for key, count in times.items() if count > 1}
    known |= {labels.key(name) for name in first.values() if labels.shape(name)}
    if len(known) > 3 and len(known) * 2 > len(first):
        return None  # hardly anybody comes back
    return {
        place: (_name(head), head.end())
        for place, head in found.items()
        if labels.key(_name(head)) in known
    }


def _name(head: re.Match[str]) -> str:
    name: str = head["inner"] or head["name"]
    return labels.tidy(html.unescape(name))


def _some(cues: Sequence[Cue]) -> Heads:
    """The labels where they stand only before some cues, as they are believed in any text."""
    places = [(number, n) for number, cue in enumerate(cues) for n in range(len(cue.lines))]
    text = "\n".join(cues[number].lines[n] for number, n in places)
    begun = {turn.start: turn for turn in turns.find(text).turns if turn.speaker}
    heads: Heads = {}
    start = 0
    for number, n in places:
        line = cues[number].lines[n]
        turn = begun.get(start)
        if turn is not None and turn.speaker:
            heads[number, n] = turn.speaker, min(len(line), turn.speech - start)
        start += len(line) + 1
    return heads
