"""The entries of a diary, found by the dates at their heads.

A head is a line that begins with a date and holds little else, or goes on after a dash, colon or
full stop. Heads are believed together: they must be several, run forward in time, have words
between them and reach through the text. Year and month are inherited from the head before; a bare
weekday is the next such day. The printed date is taken as it stands, whatever weekday is written
beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from liveable.core import dates
from liveable.core.dates import Written
from liveable.core.transcript import Entry, Precision

_LINE = re.compile(r"[^\n]+")
_BEFORE = re.compile(
    r"[ \t\u00a0\u3000#*_>•–—(\"“-]*(?:\[[^\]\n]{1,40}\][ \t]*|\[)?"
    r"(?P<prefix>(?:diary[ \t]+)?(?:entry|date)[ \t]*(?:no\.?[ \t]*)?\d{0,3}[ \t]*[:.–—-]?[ \t]*"
    r"|w/[ce]:?[ \t]+|week[ \t]+(?:beginning|commencing|starting|ending|of)[ \t]+)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[,;]?[ \t]*(?:(?:at|um|à|a las)[ \t]+)?\d{1,2}"
    r"(?:(?:[:.]\d{1,2})?[ \t]*(?:[ap]\.?m\b\.?|h\b|hrs\b|uhr\b)|[:.]\d{2}(?!\d))"
    r"|[,;]?[ \t]*(?:in the[ \t]+)?(?:early |late )?"
    r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime|eve|[ap]m)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[ \t]*(?:[:–—|)\]\t]|-[ \t]|\.(?:[ \t]|$)|\(|\*\*|[-*_]+$)")
_ASIDE = re.compile(r"[ \t]*\([^()\n]{1,40}\)")  # 3rd (Lord's day)
_SHORT = 6
_LABEL_LONGEST = 80
_LEAP = 2000  # stands for a year nobody wrote
_DATED = ("full", "numeric", "dotted", "month")


@dataclass(slots=True)
class _Head:
    """A line that begins with a date: where it starts, its label, and what is made of it."""

    start: int
    label: str
    written: Written
    counted: Written | None = None  # "Day 4", which may have a date beside it
    week: bool = False
    day: date | None = None
    dated: bool = False  # the year is known


def find(text: str, end: int | None = None, *, sure: bool = False) -> tuple[Entry, ...]:
    """The entries of a diary, none for another text; ``end`` is where the diary stops at the
    latest.

    With ``sure`` someone has said that it is a diary, and one dated head will do.
    """
    end = len(text) if end is None else end
    heads = _styled(list(_heads(text, end)), sure)
    if not heads:
        return ()
    _day_or_month_first(heads)
    _resolve(heads, text[: heads[0].start])
    heads = _forward(heads, sure)
    if heads:
        heads = _without_titles(heads, text)
    if not _convincing(heads, text, end, sure):
        return ()
    stops = [*(head.start for head in heads[1:]), end]
    return tuple(_entry(head, stop) for head, stop in zip(heads, stops, strict=True))


def _heads(text: str, end: int) -> Iterator[_Head]:
    for line in _LINE.finditer(text, 0, end):
        start, stop = line.span()
        head = text[start : min(stop, start + 160)]
        before = _BEFORE.match(head)
        at = before.end() if before else 0
        written = dates.at(head[at:]) if head[at : at + 1].isalnum() else None
        if written is None:
            continue
        length = at + written.length
        counted = written if written.count is not None else None
        if counted or written.style == "weekday":
            written, length = _second_date(head, length, written)
        taken = _label_end(head, length, stop - start > len(head))
        if taken is not None:
            week = bool(before and (before["prefix"] or "").lower().startswith("w"))
            label = head[:taken].strip(" \t\u00a0\u3000#*_>:–—-|").rstrip(".")
            yield _Head(start, label, written, counted, week)


def _second_date(head: str, length: int, first: Written) -> tuple[Written, int]:
    """``Day 4 - Tuesday 5 March``: the date that says more, behind the one that says less."""
    gap = re.compile(r"[ \t]*[,:(–—-]?[ \t]*").match(head, length)
    at = gap.end() if gap else length
    second = dates.at(head[at:])
    if second is not None and second.style in _DATED:
        return second, at + second.length
    return first, length


def _label_end(head: str, length: int, cut: bool) -> int | None:
    """Where the label ends in a line that is a head; None when the line only begins with a date."""
    clock = _CLOCK.match(head, length)
    if clock:
        length = clock.end()
    aside = _ASIDE.match(head, length)
    if aside:
        length = aside.end()
    rest = head[length:].strip(" \t*_")
    if not rest:
        return len(head)
    short = not cut and len(head) <= _LABEL_LONGEST and len(rest.split()) <= _SHORT
    if short and not rest.endswith((".", "!", "?", "…")) and not rest[0].islower():
        return len(head)
    if head[length - 1] == "." and head[length : length + 1] == " " and rest[0].isupper():
        return length
    return length if _PARTED.match(head, length) else None


def _styled(heads: list[_Head], sure: bool) -> list[_Head]:
    """Drop the styles of date that do not come back; an ordinal needs a fuller date before it, or
    others with their weekdays.
    """
    counts = Counter(_kind(head) for head in heads)
    kept: list[_Head] = []
    for head in heads:
        kind = _kind(head)
        needed = {"dated": 1, "counted": 2}.get(kind, 2 if sure else 3)
        if any(one.written.month for one in kept):
            needed = 1
        elif kind == "ordinal" and head.written.weekday is None:
            continue
        if counts[kind] >= needed:
            kept.append(head)
    return kept


def _kind(head: _Head) -> str:
    if head.written.style in _DATED:
        return "dated"
    return "counted" if head.counted else head.written.style


def _day_or_month_first(heads: Sequence[_Head]) -> None:
    """Decide which of two numbers is the month, where they are divided by strokes: the one never
    above 12, else the one that suits the weekdays, or makes days follow one another where the other
    would make them months apart; else the second.
    """
    numeric = [head.written for head in heads if head.written.style == "numeric"]
    month_first = any((w.month or 0) > 12 for w in numeric)
    if numeric and not month_first and not any((w.day or 0) > 12 for w in numeric):
        usual, close = _suits(numeric)
        swapped, swapped_close = _suits([_swapped(w) for w in numeric])
        steps = len(numeric) - 1
        month_first = swapped > usual or (usual == swapped and close == 0 < swapped_close == steps)
    for head in heads:
        written = head.written
        if (written.style == "numeric" and month_first) or (written.month or 0) > 12:
            head.written = _swapped(written)


def _swapped(written: Written) -> Written:
    return Written(
        written.style, written.length, written.year, written.day, written.month, written.weekday
    )


def _suits(numeric: Sequence[Written]) -> tuple[int, int]:
    """How many dates fall on the weekday written with them, how many follow closely."""
    days = [_date(written, written.year or _LEAP) for written in numeric]
    right = sum(
        day is not None and written.year is not None and written.weekday == day.weekday()
        for day, written in zip(days, numeric, strict=True)
    )
    close = sum(1 for a, b in pairwise(days) if a and b and 0 < (b - a).days <= 14)
    return right, close


def _date(written: Written, year: int) -> date | None:
    try:
        return date(year, written.month or 0, written.day or 1)
    except ValueError:
        return None


def _resolve(heads: Sequence[_Head], preamble: str) -> None:
    """Give every head a day, as far as it and those before it tell."""
    last = _anchor(preamble)
    first: dict[str, _Head] = {}  # of each way of counting, the first with a day
    for head in heads:
        counted = head.counted
        if head.written.month is not None or head.written.style == "ordinal":
            _resolve_written(head, last)
        elif counted and counted.count is not None and counted.style in first:
            _resolve_counted(head, counted, first[counted.style])
        elif last is not None and last.day is not None:
            _resolve_weekday(head, last)
        if head.day is not None:
            last = head
            if counted:
                first.setdefault(counted.style, head)


def _resolve_counted(head: _Head, counted: Written, first: _Head) -> None:
    """``Day 4``, so many days after the ``Day 1`` that had a date."""
    assert first.day is not None
    assert first.counted is not None
    steps = (counted.count or 0) - (first.counted.count or 0)
    head.day = first.day + timedelta(days=steps * (7 if counted.style == "week-number" else 1))
    head.dated = first.dated


def _resolve_written(head: _Head, last: _Head | None) -> None:
    written = head.written
    before = last.day if last is not None else None
    if written.style == "ordinal":
        if before is None:
            return
        month, year = before.month, before.year
        if written.day is not None and written.day < before.day:
            month, year = (1, year + 1) if month == 12 else (month + 1, year)
        full = Written("full", written.length, None, month, written.day, written.weekday)
        head.day, head.dated = _date(full, year), bool(last and last.dated)
        return
    if written.year is not None:
        head.day, head.dated = _date(written, written.year), True
        return
    year = before.year if before else _LEAP
    head.day, head.dated = _date(written, year), bool(last and last.dated)
    if before and head.day and (before - head.day).days > 180:
        head.day = _date(written, year + 1)


def _resolve_weekday(head: _Head, last: _Head) -> None:
    """The next such day after the last; without a year the weekdays written must tell."""
    assert last.day is not None
    wanted = head.written.weekday
    known = last.day.weekday() if last.dated else last.written.weekday
    if wanted is None or known is None:
        return
    head.day = last.day + timedelta(days=(wanted - known - 1) % 7 + 1)
    head.dated = last.dated


def _anchor(preamble: str) -> _Head | None:
    """What the title says of the year: ``Diary, March 2024``."""
    first = dates.first_full(preamble[-3000:])
    if first:
        return _Head(0, "", Written("full", 0), day=date.fromisoformat(first), dated=True)
    month = dates.month_and_year(preamble[-3000:])
    if month:
        return _Head(0, "", Written("full", 0), day=date.fromisoformat(f"{month}-01"), dated=True)
    found = re.search(r"(?<!\d)((?:1[89]|20)\d\d)(?![\d/-])", preamble[-3000:])
    if found:
        return _Head(0, "", Written("full", 0), day=date(int(found[1]), 1, 1), dated=True)
    return None


def _forward(heads: list[_Head], sure: bool) -> list[_Head]:
    """The heads that run forward in time; none when too many do not."""
    known = [head for head in heads if head.day is not None]
    kept = _longest_rising([head.day for head in known if head.day is not None])
    if len(kept) < 0.8 * len(known) and not sure:
        return []
    rising = {id(known[index]) for index in kept}
    return [head for head in heads if head.day is None or id(head) in rising]


def _longest_rising(days: Sequence[date]) -> list[int]:
    """The places of the longest run of days that never goes back (patience sorting)."""
    tops: list[date] = []
    places: list[int] = []
    before: list[int] = []
    for place, day in enumerate(days):
        pile = bisect_right(tops, day)
        before.append(places[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(day)
            places.append(place)
        else:
            tops[pile], places[pile] = day, place
    run = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _without_titles(heads: Sequence[_Head], text: str) -> list[_Head]:
    """Leave out a month that only stands above its first day: ``May 1668``, ``May 1st``."""
    following = [*(head.start for head in heads[1:]), len(text)]
    return [
        head
        for head, stop in zip(heads, following, strict=True)
        if head.written.style != "month" or "\n" in text[head.start : stop].strip()
    ]


def _convincing(heads: Sequence[_Head], text: str, end: int, sure: bool) -> bool:
    if sure or len(heads) < 2:
        return sure and bool(heads)
    words = len(text[heads[0].start : end].split()) / len(heads)
    reach = (end - heads[0].start) * 2 >= end and (heads[-1].start - heads[0].start) * 4 >= end
    return words >= (10 if len(heads) > 2 else 20) and (reach or len(heads) > 9)


def _entry(head: _Head, stop: int) -> Entry:
    written, day = head.written, head.day
    precision: Precision = "day"
    if head.week or (head.counted and head.counted.style == "week-number"):
        precision = "week"
    elif day is None:
        precision = "unknown"
    elif written.style == "month":
        precision = "month"
    shown = None
    if day is not None:
        whole = dates.iso(day.year if head.dated else None, day.month, day.day)
        shown = whole[:7] if whole and precision == "month" else whole
    return Entry(head.start, stop, head.label, shown, precision)
