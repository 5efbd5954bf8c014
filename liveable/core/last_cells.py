"""Speakers named in the last cell of each row, as NVivo prints a transcript: time, words, speaker.

The rows of a table are lines whose cells are divided by tabs; a cell may hold several lines, of
which the last ends with the tab and the name.
"""

from __future__ import annotations

import re
from collections import Counter

from liveable.core import labels, timestamps
from liveable.core.openings import Opening

_LEAST = 6  # rows
_WORDS = 4  # of a row, on the average
_ROW = re.compile(r"^[^\n]*\t(?P<label>[^\t\n]{1,60}?)[ \t]*$", re.MULTILINE)
_BEFORE = re.compile(rf"(?:\d{{1,5}}\.?[ ]?\t)?[ ]*(?:{timestamps.leading('time')}[ ]*\t)?[ \t]*")


def openings(text: str, end: int) -> list[Opening]:
    """A turn for every row, its label standing at the end of it; none where the last cells are no
    people's, or hardly any come back.
    """
    rows = [row for row in _ROW.finditer(text, 0, end) if labels.shape(row["label"])]
    often = Counter(labels.key(row["label"]) for row in rows)
    found, start = [], rows[0].start() if rows else 0
    for row in rows:
        shape = labels.shape(row["label"])
        if often[labels.key(row["label"])] > 1 and shape != "weak":
            found.append(_opening(text, start, row))
        if found and found[-1].stop < row.end():
            continue  # the first line of a cell of several
        start = row.end() + 1
    people = len({head.key for head in found})
    words = sum(text.count(" ", head.speech, head.stop) + 1 for head in found)
    convincing = (
        len(found) >= max(_LEAST, 0.8 * len(rows), 2 * people)
        and people > 1
        and words >= _WORDS * len(found)
    )
    return found if convincing else []


def _opening(text: str, start: int, row: re.Match[str]) -> Opening:
    """The row from its first cell; its words begin behind number and time."""
    before = _BEFORE.match(text, start, row.start("label"))
    speech = before.end() if before else start
    time = (before["time"] or before["time_"]) if before else None
    label = labels.tidy(row["label"])
    return Opening(
        "tab",
        start,
        row.end(),
        speech,
        label,
        timestamps.first_of(time) if time else None,
        labels.shape(label),
        key=labels.key(label),
    )
