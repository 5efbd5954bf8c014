"""What a person puts right in a Transcript, before it is kept and after: who speaks, and when
entries were written. The words themselves are never touched.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from liveable.core import dates, labels, parts, told
from liveable.core.dates import Written
from liveable.core.kinds import kind_of
from liveable.core.transcript import Entry, Precision, Role, Speaker, Transcript

# How an entry's date is known: its day is written, or told by the entries before it; "week" is one
# that was only counted, "weekday" one that fell on another day than is written beside it.
Sure = Literal["written", "neighbours", "week", "weekday", "nothing"]
_HEAD_LONGEST = 60
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


def apart(transcript: Transcript) -> Transcript:
    """Turns and entries that two people divided a text into, each for themselves, as one division:
    of two that begin together the first stays, and each stops where the next one begins.
    """
    text = transcript.text
    turns = {turn.start: turn for turn in reversed(transcript.turns)}
    spoken = []
    for start, after in _followed(turns):
        turn = turns[start]
        if turn.stop > after:
            stop = start + len(text[start:after].rstrip())
            turn = replace(turn, stop=stop, speech=min(turn.speech, stop))
        if turn.stop > start:
            spoken.append(turn)
    entries = {entry.start: entry for entry in reversed(transcript.entries)}
    dated = tuple(
        replace(entries[start], stop=min(entries[start].stop, after))
        for start, after in _followed(entries)
    )
    return told.with_turns(replace(transcript, entries=dated), spoken, {})


def _followed(starts: Iterable[int]) -> list[tuple[int, int]]:
    """Places in order, each with the next one."""
    ordered = sorted(starts)
    return list(zip(ordered, [*ordered[1:], sys.maxsize], strict=False))


def cast_as_before(found: Transcript, before: Transcript) -> Transcript:
    """What was found anew, with the roles that its speakers had before, where they had one."""
    known = {labels.key(speaker.label): speaker.role for speaker in before.speakers}
    roles = {s.label: known.get(labels.key(s.label)) or s.role for s in found.speakers}
    return cast(found, roles)


def found_anew(transcript: Transcript) -> Transcript:
    """Look for speakers, turns and entries in a text again, as a reader does; where that would make
    it another kind of document than it is said to be, as for one of its kind, with less evidence.
    Who speaks under a label that was there before keeps the role.
    """
    bold, italic = told.marked(transcript, "bold"), told.marked(transcript, "italic")
    end, kind = told.reach(transcript), transcript.kind
    spoken, entries = parts.find(transcript.text, bold, end, None, italic)
    if kind_of(() if entries else spoken.speakers, entries, spoken.turns) != kind:
        spoken, entries = parts.find(transcript.text, bold, end, kind, italic)
    found = replace(transcript, speakers=spoken.speakers, turns=spoken.turns, entries=entries)
    return cast_as_before(_with_first_date(found), transcript)


def _with_first_date(transcript: Transcript) -> Transcript:
    """The date of a diary is that of its first entry, where its year is known."""
    first = transcript.entries[0].date if transcript.entries else None
    whole = first is not None and not first.startswith("--")
    return replace(transcript, date=first) if whole else transcript


def dated(transcript: Transcript, corrected: Mapping[int, Dated | None]) -> Transcript:
    """Give entries, by where they begin, other dates; None for a place where none begins after
    all. A date at a place where none began begins one. The document's date goes with its first
    entry's.
    """
    if not corrected:
        return transcript
    before = {entry.start: entry for entry in transcript.entries}
    wanted: dict[int, Dated | None] = {e.start: Dated(e.date, e.precision) for e in before.values()}
    wanted |= corrected
    starts = sorted(start for start, date in wanted.items() if date is not None)
    if len(starts) == len(before.keys() & starts) == len(before):
        stops = [entry.stop for entry in transcript.entries]
    else:
        stops = [*starts[1:], told.reach(transcript)][: len(starts)]
    entries = []
    for start, stop in zip(starts, stops, strict=True):
        date = wanted[start]
        assert date is not None
        label = before[start].label if start in before else head_of(transcript.text, start)
        entries.append(Entry(start, stop, label, date.date, date.precision))
    found = replace(transcript, entries=tuple(entries))
    same = before and entries and transcript.entries[0].date == entries[0].date
    return found if same else _with_first_date(found)


def head_of(text: str, start: int) -> str:
    """The date that a line begins with as it is written there, else the line, shortened."""
    stop = text.find("\n", start)
    line = text[start : stop if stop >= 0 else len(text)].strip()
    written = dates.at(line)
    return line[: written.length] if written else line[:_HEAD_LONGEST].rstrip()


def day_of(text: str, start: int) -> Dated | None:
    """The date that a line begins with, as an entry beginning there would have it; None for
    none.
    """
    line = text[start : start + _HEAD_LONGEST].lstrip()
    written = dates.at(line)
    found = dates.iso(written.year, written.month, written.day) if written else None
    if found is None:
        return None
    return Dated(found, "month" if found.count("-") == 1 else "day")


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


def in_year(entries: Sequence[Entry], year: int) -> dict[int, Dated | None]:
    """The dates of the entries whose year nobody wrote, by where they begin, the first of them in
    ``year``; each later one follows the one before, into the next year where need be.
    """
    found: dict[int, Dated | None] = {}
    last = ""
    for entry in entries:
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
        found[entry.start] = Dated(f"{year:04}-{day}", entry.precision)
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
