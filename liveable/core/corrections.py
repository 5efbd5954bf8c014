"""What a person puts right in a Transcript before it is kept: who speaks, and when entries were
written. The words themselves are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from liveable.core import dates, labels
from liveable.core.dates import Written
from liveable.core.transcript import Entry, Precision, Role, Speaker, Transcript

# How an entry's date is known: its day is written, or told by the entries before it; "week" is one
# that was only counted, "weekday" one that fell on another day than is written beside it.
Sure = Literal["written", "neighbours", "week", "weekday", "nothing"]
DOUBTFUL: tuple[Sure, ...] = ("week", "weekday", "nothing")
_PARTIAL = re.compile(r"\d{4}-(0[1-9]|1[0-2])|--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_WORD_STARTS = re.compile(r"(?<!\w)\w")


class Dated(NamedTuple):
    """The date of an entry as ``Transcript`` keeps it."""

    date: str | None
    precision: Precision


def joined(transcript: Transcript, into: Mapping[str, str]) -> Transcript:
    """Make speakers one: each label of ``into`` becomes the one it leads to."""
    if not any(speaker.label in into for speaker in transcript.speakers):
        return transcript
    speakers: dict[str, Speaker] = {}
    own = {speaker.label: speaker for speaker in transcript.speakers}
    for speaker in transcript.speakers:
        label = into.get(speaker.label, speaker.label)
        known = speakers.get(label)
        role = known.role if known else own.get(label, speaker).role or speaker.role
        turns = speaker.turns + (known.turns if known else 0)
        speakers[label] = Speaker(label, turns, role or speaker.role)
    turned = tuple(
        replace(turn, speaker=into.get(turn.speaker, turn.speaker)) if turn.speaker else turn
        for turn in transcript.turns
    )
    return replace(transcript, speakers=tuple(speakers.values()), turns=turned)


def cast(transcript: Transcript, roles: Mapping[str, Role | None]) -> Transcript:
    """Give the labels of ``roles`` these roles."""
    speakers = tuple(
        replace(speaker, role=roles[speaker.label]) if speaker.label in roles else speaker
        for speaker in transcript.speakers
    )
    return replace(transcript, speakers=speakers)


def cast_as_before(found: Transcript, before: Transcript) -> Transcript:
    """What was found anew, with the roles that its speakers had before, where they had one."""
    known = {labels.key(speaker.label): speaker.role for speaker in before.speakers}
    roles = {s.label: known.get(labels.key(s.label)) or s.role for s in found.speakers}
    return cast(found, roles)


def dated(transcript: Transcript, corrected: Mapping[int, Dated]) -> Transcript:
    """Give entries, by number, other dates; the document's date goes with its first entry's."""
    if not corrected:
        return transcript
    entries = tuple(
        replace(entry, date=corrected[n].date, precision=corrected[n].precision)
        if n in corrected
        else entry
        for n, entry in enumerate(transcript.entries)
    )
    first = entries[0].date if 0 in corrected else None
    whole = first if first and not first.startswith("--") else transcript.date
    return replace(transcript, entries=entries, date=whole)


def understand_date(written: str, precision: Precision) -> Dated | None:
    """A date as a person types it (``5 March 2024``, ``5/3/24``, ``2024-03``); None for none.

    It is as exact as ``precision`` asks, and no date at all for "unknown".
    """
    if precision == "unknown":
        return Dated(None, "unknown")
    found = _iso(" ".join(written.split()))
    if found is None:
        return None
    if precision == "month":
        return None if found.startswith("--") else Dated(found[:7], "month")
    names_a_day = found.count("-") != 1  # not 2024-03
    return Dated(found, precision) if names_a_day else None


def _iso(written: str) -> str | None:
    if _PARTIAL.fullmatch(written):
        return written
    read = dates.at(written)
    if read is None or read.length != len(written):
        return None
    return dates.iso(read.year, read.month, read.day)


def in_year(entries: Sequence[Entry], year: int) -> dict[int, Dated]:
    """The dates of the entries whose year nobody wrote, the first of them in ``year``; each later
    one follows the one before, into the next year where need be.
    """
    found: dict[int, Dated] = {}
    last = ""
    for number, entry in enumerate(entries):
        if entry.date is None or not entry.date.startswith("--"):
            continue
        day = entry.date[2:]
        if last and day < last:
            year += 1
        last = day
        try:
            date.fromisoformat(f"{year:04}-{day}")
        except ValueError:  # 29 February of a year that had none
            continue
        found[number] = Dated(f"{year:04}-{day}", entry.precision)
    return found


def lacks_year(entries: Sequence[Entry]) -> bool:
    """Whether there is a date without a year."""
    return any(entry.date is not None and entry.date.startswith("--") for entry in entries)


def how_sure(entry: Entry) -> Sure:
    """How an entry's date is known, by what its label says."""
    if entry.date is None:
        return "nothing"
    written = _written(entry.label)
    if entry.precision == "week" and (written is None or written.month is None):
        return "week"
    if written is None:
        return "neighbours"
    if len(entry.date) == len("2024-03-05") and written.weekday is not None:
        day = date.fromisoformat(entry.date)
        if entry.precision == "day" and day.weekday() != written.weekday:
            return "weekday"
    told = written.month if entry.precision == "month" else written.day
    return "neighbours" if told is None else "written"


@lru_cache(maxsize=8192)
def _written(label: str) -> Written | None:
    """The date in a label that says most; before it may stand a place, or ``Entry 3``."""
    found = [dates.at(label[start.start() :]) for start in _WORD_STARTS.finditer(label)]
    known = [written for written in found if written is not None]
    return max(known, key=_says, default=None)


def _says(written: Written) -> int:
    return sum(part is not None for part in (written.day, written.month, written.weekday))
