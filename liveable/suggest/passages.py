"""Passages: the sentences of a project in reading order, each with what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liveable.core.learning import Heard
from liveable.core.progress import SILENT, Progress
from liveable.core.sentences import sentences
from liveable.core.spans import Span
from liveable.suggest.arrays import Bools, Ints

Divide = Callable[[str], Iterable[Span]]  # a stretch's text into its sentences
_QUESTIONS = frozenset("?؟？⁇⁈⁉")


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Every sentence of every stretch, the interviewers' too, which are context and not offered.

    A row is a sentence. ``document`` numbers ``documents``; ``start`` and ``stop`` are code points
    of its text; ``prev``, ``next`` and ``question`` (the last question before it, an interviewer's
    if one has asked) are rows of the same document, or -1; ``speaker`` numbers the speakers, -1
    where there is none; ``person`` numbers ``persons``; ``offered`` may be suggested; ``read`` has
    been read.
    """

    documents: tuple[str, ...]
    document: Ints
    start: Ints
    stop: Ints
    texts: list[str]
    prev: Ints
    next: Ints
    question: Ints
    speaker: Ints
    person: Ints
    persons: tuple[str, ...]
    offered: Bools
    read: Bools

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, row: int) -> Span:
        """Where a passage stands in its document."""
        return Span(int(self.start[row]), int(self.stop[row]))


def passages(
    heard: Sequence[Heard], *, divide: Divide = sentences, progress: Progress = SILENT
) -> Passages:
    """The passages of the documents, in their order.

    ``divide`` finds the sentences of a stretch, by places in it.
    """
    documents, starts, stops, texts = [], [], [], list[str]()
    speakers, persons = dict[str, int](), dict[str, int]()
    speaker, person, offered, question = [], [], [], list[int]()
    for number, one in enumerate(progress.each(heard, len(heard), "Finding sentences")):
        asked = last = -1  # the last question of an interviewer, of anybody
        for stretch in one.stretches:
            first = stretch.span.start
            name, whose = stretch.speaker, stretch.person
            talks = -1 if name is None else speakers.setdefault(name, len(speakers))
            is_from = persons.setdefault(whose, len(persons))
            for start, stop in divide(stretch.span.of(one.text)):
                text = one.text[first + start : first + stop]
                question.append(asked if asked >= 0 else last)
                if not _QUESTIONS.isdisjoint(text):
                    last = len(texts)
                    asked = asked if stretch.offered else len(texts)
                documents.append(number)
                starts.append(first + start)
                stops.append(first + stop)
                texts.append(text)
                speaker.append(talks)
                person.append(is_from)
                offered.append(stretch.offered)
    document = _ints(documents)
    rows = np.arange(len(texts), dtype=np.int32)
    same = document[1:] == document[:-1]
    before, after = np.full((2, len(texts)), -1, np.int32)
    before[1:][same] = rows[:-1][same]
    after[:-1][same] = rows[1:][same]
    found = Passages(
        tuple(one.document for one in heard),
        document,
        _ints(starts),
        _ints(stops),
        texts,
        before,
        after,
        _ints(question),
        _ints(speaker),
        _ints(person),
        tuple(persons),
        np.array(offered, bool),
        np.zeros(len(texts), bool),
    )
    return reading(found, heard)


def reading(known: Passages, heard: Sequence[Heard]) -> Passages:
    """The same passages with what is read by now: those of which at least half is."""
    number = {document: row for row, document in enumerate(known.documents)}
    spans = [(number[one.document], span) for one in heard for span in _joined(one.read)]
    shared = np.zeros(len(known), np.int64)
    rows, _, common = overlaps(known, spans)
    np.add.at(shared, rows, common)
    return replace(known, read=2 * shared >= np.maximum(known.stop - known.start, 1))


def overlaps(
    known: Passages, spans: Sequence[tuple[int, Span]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Which passages share words with which spans (document by number, place): the passage's row,
    the span's number and the code points they share, for every pair that does; in order of spans.
    """
    if not spans or not len(known):
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    document = np.array([d for d, _ in spans], np.int64)
    start = np.array([s.start for _, s in spans], np.int64)
    stop = np.array([s.stop for _, s in spans], np.int64)
    far = int(max(stop.max(), known.stop.max())) + 1  # documents one after another on one line
    starts = known.document.astype(np.int64) * far + known.start
    stops = known.document.astype(np.int64) * far + known.stop
    first = np.searchsorted(stops, document * far + start, "right")
    last = np.searchsorted(starts, document * far + stop, "left")
    many = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(spans)), many)
    rows = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + first[which]
    common = np.minimum(known.stop[rows], stop[which]) - np.maximum(known.start[rows], start[which])
    return rows, which, common


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].stop:
            found[-1] = Span(found[-1].start, max(found[-1].stop, span.stop))
        else:
            found.append(span)
    return found


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)
