"""Footnotes of PDF pages, which would else stand in the middle of a sentence.

They are the last lines of a page or column, smaller than the rest, and count upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from liveable.readers.pdf_lines import Line

_SMALLER = 0.9  # at most, in parts of the size of the running text
_SIGN = re.compile(
    r"[\[(]?(?P<number>\d{1,3})[\])]?(?:\.(?!\d))?[ \t]*(?=[^\W\d_]|[“\"‘'(\[])|[*†‡§]+[ \t]*\w"
)


def parted(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The running text of a document, and its footnotes, each as its lines."""
    if not lines:
        return [], []
    sizes = Counter(round(line.size, 1) for line in lines for _ in line.text[::8])
    most = _SMALLER * sizes.most_common(1)[0][0]
    body: list[Line] = []
    notes: list[list[Line]] = []
    last = 0
    for _, column in groupby(lines, key=lambda line: (line.page, line.column)):
        stretch = list(column)
        first = _first_small(stretch, most)
        found, number = _counted(stretch[first:], last)
        if found and first:
            notes += found
            last = number
            stretch = stretch[:first]
        body += stretch
    return body, notes


def _first_small(lines: Sequence[Line], most: float) -> int:
    """Where the small lines at the end of a page or column begin."""
    first = len(lines)
    while first and lines[first - 1].size <= most:
        first -= 1
    return first


def _counted(lines: Sequence[Line], last: int) -> tuple[list[list[Line]], int]:
    """The notes that these lines are, and the last one's number; none where the first is no note,
    or its number neither follows the one before nor begins anew.
    """
    notes: list[list[Line]] = []
    for line in lines:
        sign = _SIGN.match(line.text)
        number = int(sign["number"] or 0) if sign else None
        if number is not None and (number in (0, last + 1) or (number == 1 and not notes)):
            notes.append([line])
            last = number or last
        elif notes:
            notes[-1].append(line)
        else:
            return [], last
    return notes, last
