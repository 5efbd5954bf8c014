"""Times of a recording as transcripts write them: ``0:30``, ``[00:12:05]``, ``(1:02:03.4)``,
``-00:00:00:03`` (days first), ``0:1:42.3 --> 0:1:44.7``, ``[00:12 – 00:15]``, ``#00:00:12-5#``,
``1h02m03s``, ``2:05 PM``, ``12/05/24, 14:05``.
"""

from __future__ import annotations

import re

# Two, three or four numbers divided by colons; only the first may be of one digit, save in h:m:s.
_COLONS = (
    r"-?\d{1,3}:(?:\d{2}(?::\d{2}){0,2}|\d{1,2}:\d{1,2})(?:[.,;]\d{1,3}|-\d(?=#))?(?![\d:])"
    r"(?:[ \u202f]?[AaPp]\.?[Mm]\b\.?)?"
)
_LETTERS = (
    r"\d{1,2}h[ ]?\d{1,2}m(?:in)?(?:[ ]?\d{1,2}s)?(?!\w)|\d{1,3}m(?:in)?[ ]?\d{1,2}s(?:ec)?(?!\w)"
    r"|\d{1,3}['′’][ ]?\d{2}(?:''|[\"″”])"
)
TIME = rf"(?:{_COLONS}|{_LETTERS})"
DATED = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,|[ ]at)?[ T\u202f]"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:Z\b|[+-]\d{2}:?\d{2}|[ \u202f]?[AaPp]\.?[Mm]\b\.?)?"
)
_RANGE = rf"(?:[ \t]*(?:-->|→|➝|[-–—]|(?<=\t))[ \t]*{TIME})?"
_RANGE_INSIDE = rf"(?:[ \t]*(?:-->|→|➝|[-–—~〜～]|to\b)[ \t]*{TIME})?"

_BETWEEN = re.compile(r"[ \t]*(?:\t|-->|→|➝|[–—~〜～]|\bto\b|(?<=\d)[ \t]*-[ \t]*(?=\d+:))")
_NUMBER = re.compile(r"\d+")
_UNITS = re.compile(r"(?:(\d+)h)?[ ]?(?:(\d+)(?:m(?:in)?|['′’]))?[ ]?(?:(\d+)(?:s|''|[\"″”]))?")
_OF_DAY = re.compile(r"[AaPp]\.?[Mm]\b")


def bracketed(group: str) -> str:
    """A pattern for a time in brackets (Markdown's ``\\[04:09\\]`` too) or between ``#``, in
    ``group``.
    """
    return (
        rf"(?:\\?[\[(<{{（［【]|#)[ ]?(?P<{group}>{DATED}|{TIME}{_RANGE_INSIDE})[ ]?"
        r"\\?(?:[\])>}）］】]|#)"
    )


def leading(group: str) -> str:
    """A pattern for a time before words, in ``group`` when bracketed, else in ``group_``."""
    return rf"(?:{bracketed(group)}|(?P<{group}_>{DATED}|{TIME}{_RANGE}))"


def first_of(written: str) -> str:
    """The time at which a range begins; the time itself, where it is none."""
    return _BETWEEN.split(written, maxsplit=1)[0].strip()


def milliseconds(written: str) -> int | None:
    """From the start of the recording; None for a time of day and for what is no time.

    Two numbers are minutes and seconds, three hours first, four days first.
    """
    first = first_of(written)
    if re.match(DATED, first) or _OF_DAY.search(first):
        return None
    if ":" not in first:
        return _of_units(first)
    whole, _, fraction = re.sub("[,;]", ".", first).lstrip("-").replace("-", ".").partition(".")
    parts = [int(part) for part in _NUMBER.findall(whole)]
    if not 2 <= len(parts) <= 4 or any(part > 59 for part in parts[1:]):
        return None
    seconds = 0
    for part, scale in zip(reversed(parts), (1, 60, 3600, 86400), strict=False):
        seconds += part * scale
    value = seconds * 1000 + int(fraction.ljust(3, "0") or 0)
    return -value if first.startswith("-") else value


def _of_units(written: str) -> int | None:
    """``1h02m03s``, ``12'30''``."""
    found = _UNITS.fullmatch(written)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 3600 + minutes * 60 + seconds) * 1000
