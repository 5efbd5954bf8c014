"""A talk without labels, whose questions are set in bold or italics.

Whole paragraphs that are emphasised, most of them questions, must stand between paragraphs that are
not, be several and reach through the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from liveable.core.spans import Span
from liveable.core.transcript import Speaker, Turn
from liveable.core.turns import Conversation

ASKS, ANSWERS = "Interviewer", "Participant"
_LEAST = 5  # questions
_SHARE = 0.6  # of the emphasised paragraphs are questions
_WORDS = 3
_LINE = re.compile(r"[^\n]+")
_ASKED = re.compile(r"[?？؟][\s\"”’»)\]*_]*$")


class _Run(NamedTuple):
    """Paragraphs that follow each other and are all emphasised, or none of them."""

    start: int
    stop: int
    emphasised: bool


def find(text: str, *styles: Sequence[Span], end: int | None = None) -> Conversation:
    """Questions and answers by turns; none where the first style that has questions convinces not.

    ``styles`` are the places set in bold, those set in italics.
    """
    end = len(text) if end is None else end
    for spans in styles:
        runs = list(_runs(text, spans, end)) if len(spans) >= _LEAST else []
        while runs and not runs[0].emphasised:
            runs.pop(0)
        if _convincing(runs, text, end):
            return _conversation(runs)
    return Conversation()


def _runs(text: str, spans: Sequence[Span], end: int) -> Iterator[_Run]:
    starts = [span.start for span in spans]

    def emphasised(line: re.Match[str]) -> bool:
        words = line.group().strip()
        start = line.start() + line.group().index(words[0])
        at = bisect_right(starts, start) - 1
        return at >= 0 and spans[at].stop >= start + len(words)

    lines = (line for line in _LINE.finditer(text, 0, end) if not line.group().isspace())
    for is_so, some in groupby(lines, emphasised):
        found = list(some)
        yield _Run(found[0].start(), found[-1].end(), is_so)


def _convincing(runs: Sequence[_Run], text: str, end: int) -> bool:
    asked = [run for run in runs if run.emphasised]
    questions = sum(
        _ASKED.search(text, max(run.start, run.stop - 200), run.stop) is not None
        and len(text[run.start : run.stop].split()) >= _WORDS
        for run in asked
    )
    if questions < _LEAST or questions < _SHARE * len(asked):
        return False
    said = sum(run.stop - run.start for run in runs if not run.emphasised)
    reach = (runs[-1].stop - runs[0].start) * 2 >= end
    return reach and said > sum(run.stop - run.start for run in asked)


def _conversation(runs: Sequence[_Run]) -> Conversation:
    turns = tuple(
        Turn(run.start, run.start, run.stop, ASKS if run.emphasised else ANSWERS) for run in runs
    )
    asks = sum(run.emphasised for run in runs)
    speakers = (
        Speaker(ASKS, asks, "interviewer"),
        Speaker(ANSWERS, len(runs) - asks, "participant"),
    )
    return Conversation(speakers, turns)
