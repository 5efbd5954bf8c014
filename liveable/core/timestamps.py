"""Times of a recording as transcripts write them: ``0:30``, ``[00:12:05]``, ``(1:02:03.4)``,
``-00:00:00:03`` (days first), ``0:1:42.3 --> 0:1:44.7``, ``#00:00:12-5#``, ``12/05/24, 14:05``.
"""

from __future__ import annotations

import re

# Two, three or four numbers divided by colons; only the first may be of one digit, save in h:m:s.
TIME = r"-?\d{1,3}:(?:\d{2}(?::\d{2}){0,2}|\d{1,2}:\d{1,2})(?:[.,]\d{1,3}|-\d(?=#))?(?![\d:])"
_DATED = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ \u202f]"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
)
_RANGE = rf"(?:[ \t]*-->[ \t]*{TIME})?"

_NUMBER = re.compile(r"\d+")


def bracketed(group: str) -> str:
    """A pattern for a time in brackets (Markdown's ``\\[04:09\\]`` too) or between ``#``, in
    ``group``.
    """
    return rf"(?:\\?[\[(<{{]|#)(?P<{group}>{_DATED}|{TIME}{_RANGE})\\?(?:[\])>}}]|#)"


def leading(group: str) -> str:
    """A pattern for a time before words, in ``group`` when bracketed, else in ``group_``."""
    return rf"(?:{bracketed(group)}|(?P<{group}_>{_DATED}|{TIME}{_RANGE}))"


def milliseconds(written: str) -> int | None:
    """From the start of the recording; None for a time of day and for what is no time.

    Two numbers are minutes and seconds, three hours first, four days first.
    """
    first = written.split("-->")[0].strip()
    if re.match(_DATED, first):
        return None
    whole, _, fraction = first.replace(",", ".").lstrip("-").replace("-", ".").partition(".")
    parts = [int(part) for part in _NUMBER.findall(whole)]
    if not 2 <= len(parts) <= 4 or any(part > 59 for part in parts[1:]):
        return None
    seconds = 0
    for part, scale in zip(reversed(parts), (1, 60, 3600, 86400), strict=False):
        seconds += part * scale
    value = seconds * 1000 + int(fraction.ljust(3, "0") or 0)
    return -value if first.startswith("-") else value
