"""What is found in a document's text after the text was edited: the speakers, turns, entries and
formatting that went with their words, and what was typed of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from liveable.core import labels, reanchor_parts, retyped
from liveable.core.reanchor import Anchors
from liveable.core.reanchor_parts import Part
from liveable.core.spans import Span
from liveable.core.transcript import Mark, Role, Speaker, Transcript, Turn


class Edited(NamedTuple):
    """The transcript of the new text. ``turns`` and ``entries`` say where those of the old one that
    are still there lie now, by their indexes; ``renamed`` which labels are written otherwise.
    """

    transcript: Transcript
    turns: dict[int, Part]
    entries: dict[int, Span]
    renamed: dict[str, str]


def edited(before: Transcript, anchors: Anchors) -> Edited:
    """A transcript of the old text as one of the new text."""
    old = [Part(turn.start, turn.speech, turn.stop) for turn in before.turns]
    placed = reanchor_parts.turns(anchors, old)
    written = _labels(before, anchors, placed)
    renamed = _renamed(before, written)
    spoken = {n: written.get(n, before.turns[n].speaker) for n in placed}
    called = {n: renamed.get(label, label) if label else None for n, label in spoken.items()}
    speakers = _speakers(before, written, renamed)
    known = {labels.key(label): label for label in speakers}
    parts, typed = retyped.typed_turns(anchors, placed, old, known)
    turns = [_turn(before.turns[n], anchors, placed[n], parts[n], called[n]) for n in placed]
    turns += [Turn(*t.part, known[t.key], t.timestamp, t.milliseconds) for t in typed]
    counts = Counter(turn.speaker for turn in turns)
    there = reanchor_parts.entries(anchors, [Span(e.start, e.stop) for e in before.entries])
    entries, more = retyped.typed_entries(anchors, there, before.entries)
    transcript = replace(
        before,
        text=anchors.new,
        speakers=tuple(Speaker(label, counts[label], role) for label, role in speakers.items()),
        turns=tuple(sorted(turns, key=lambda turn: turn.start)),
        entries=tuple(sorted([*entries.values(), *more], key=lambda entry: entry.start)),
        marks=marks(before.marks, anchors),
    )
    spans = {n: Span(entry.start, entry.stop) for n, entry in entries.items()}
    return Edited(transcript, parts, spans, renamed)


def marks(before: Sequence[Mark], anchors: Anchors) -> tuple[Mark, ...]:
    """The formatting of what is left of the words it was on."""
    found = [(anchors.kept(Span(mark.start, mark.stop)), mark) for mark in before]
    return tuple(replace(m, start=span.start, stop=span.stop) for span, m in found if span)


def _turn(before: Turn, anchors: Anchors, placed: Part, part: Part, label: str | None) -> Turn:
    old = anchors.old[before.start : before.speech]
    now = anchors.new[placed.start : placed.speech]
    time = before.timestamp, before.milliseconds
    if now != old:
        time = retyped.time_anew(old, now, time)
    return Turn(*part, label, *time)


def _labels(before: Transcript, anchors: Anchors, placed: Mapping[int, Part]) -> dict[int, str]:
    """The label of each turn at whose head it stands, as it is written now; one that speaks in the
    text already as it is kept.
    """
    own = {labels.key(speaker.label): speaker.label for speaker in before.speakers}
    found: dict[int, str] = {}
    for n, part in placed.items():
        turn = before.turns[n]
        old = anchors.old[turn.start : turn.speech]
        if turn.speaker and turn.speaker in old:
            head = anchors.new[part.start : part.speech]
            label = retyped.label_anew(old, head, turn.speaker) or turn.speaker
            found[n] = own.setdefault(labels.key(label), label)
    return found


def _renamed(before: Transcript, written: Mapping[int, str]) -> dict[str, str]:
    """The speakers whose label is written otherwise, and alike, wherever it stands: they are the
    same persons.
    """
    now: dict[str, set[str]] = defaultdict(set)
    for n, label in written.items():
        now[before.turns[n].speaker or ""].add(label)
    own = {speaker.label for speaker in before.speakers}
    found: dict[str, str] = {}
    for old, (label, *more) in now.items():
        if not more and label not in own and label not in found.values():
            found[old] = label
    return found


def _speakers(
    before: Transcript, written: Mapping[int, str], renamed: Mapping[str, str]
) -> dict[str, Role | None]:
    """Who speaks, by label, with what they do; who spoke and has no turn left too, but nobody who
    is called another in all of them.
    """
    other: Collection[str] = {before.turns[n].speaker or "" for n, label in written.items()} - {
        *written.values()
    }
    found: dict[str, Role | None] = {}
    for speaker in before.speakers:
        if speaker.label in renamed or speaker.label not in other:
            found[renamed.get(speaker.label, speaker.label)] = speaker.role
    for label in written.values():
        found.setdefault(label, labels.role(label))
    return found
