"""What day each head of a diary is, as far as it and those before it tell.

The century of years in two figures, day or month first, and all that a head leaves out: the year,
the month, the date itself where only a weekday is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from liveable.core import dates, eastern_dates
from liveable.core.dates import Written
from liveable.core.entry_heads import Head

_LEAP = 2000  # stands for a year nobody wrote
_PREAMBLE = 3000
_SAMPLE = 200_000
_LATER = 30  # years at most between two headings that name a year
_YEARS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?![\d/-])")
_DAYS_OF_MONTH = ("día", "dia", "dì")  # "Día 10" after a date is the tenth


def put_days(found: Sequence[Head], text: str) -> None:
    """Give every head its day, where it can be told."""
    _put_in_its_century(found, text)
    _day_or_month_first(found)
    _resolve(found, text[: found[0].start][-_PREAMBLE:])


def _put_in_its_century(found: Iterable[Head], text: str) -> None:
    """Where years are written with two figures, find the century that suits the weekdays beside
    them, or the years that the title or the text writes out.
    """
    short = [head for head in found if head.written.two_figures]
    if not short:
        return None
    years = {(head.written.year or 0) % 100 for head in short}
    usual = _fitting(short, 0)
    for back in (-100, -200):
        if _fitting(short, back) == len(short) > max(1, usual):
            return _move(short, back)
    title = text[: short[0].start][-_PREAMBLE:]
    for words in (title, text[:_SAMPLE]):
        written = Counter(int(year) for year in _YEARS.findall(words) if int(year) % 100 in years)
        if written:
            usual_year = short[0].written.year or 0
            return _move(short, written.most_common(1)[0][0] // 100 * 100 - usual_year // 100 * 100)
    return None


def _fitting(short: Iterable[Head], back: int) -> int:
    """How many dates fall on the weekday written with them, so many years off."""
    days = ((head.written, _date(head.written, (head.written.year or 0) + back)) for head in short)
    return sum(day is not None and day.weekday() == written.weekday for written, day in days)


def _move(short: Iterable[Head], years: int) -> None:
    for head in short:
        head.written = replace(head.written, year=(head.written.year or 0) + years)


def _day_or_month_first(found: Sequence[Head]) -> None:
    """Decide which of two numbers is the month, where they are divided by strokes: the one never
    above 12, else the one that suits the weekdays, or makes days follow one another where the other
    would make them months apart; else the second.
    """
    numeric = [head.written for head in found if head.written.style == "numeric"]
    month_first = any((w.month or 0) > 12 for w in numeric)
    if numeric and not month_first and not any((w.day or 0) > 12 for w in numeric):
        usual, close = _suits(numeric)
        swapped, swapped_close = _suits([_swapped(w) for w in numeric])
        steps = len(numeric) - 1
        month_first = swapped > usual or (usual == swapped and close == 0 < swapped_close == steps)
    for head in found:
        written = head.written
        if (written.style == "numeric" and month_first) or (written.month or 0) > 12:
            head.written = _swapped(written)


def _swapped(written: Written) -> Written:
    return replace(written, month=written.day, day=written.month)


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


def _resolve(found: Sequence[Head], preamble: str) -> None:
    last = _anchor(preamble)
    first: dict[str, Head] = {}  # of each way of counting, the first with a day
    for head in found:
        counted = head.counted
        if head.kind == "context":
            last = _context(head, last)
            continue
        if counted and last and not head.written.month and counted.style not in first:
            _day_of_the_month(head, counted)
        if head.written.month is not None or head.written.style == "ordinal":
            _resolve_written(head, last)
        elif counted and counted.count is not None and counted.style in first:
            _resolve_counted(head, counted, first[counted.style])
        elif last is not None and last.day is not None:
            _resolve_weekday(head, last)
        if head.day is not None:
            last = head
            if counted and head.counted:
                first.setdefault(counted.style, head)


def _context(head: Head, last: Head | None) -> Head | None:
    """What a line says that holds nothing but a year or a month: the first day of it."""
    before = last.day if last else None
    year, month = head.written.year, head.written.month
    if year is not None:
        if last and last.dated and before and not before.year <= year <= before.year + _LATER:
            return last
        return replace(head, day=date(year, 1, 1), dated=True)
    assert month is not None
    later = before is not None and month < before.month
    day = date((before.year if before else _LEAP) + later, month, 1)
    return replace(head, day=day, dated=bool(last and last.dated))


def _day_of_the_month(head: Head, counted: Written) -> None:
    if head.label.casefold().startswith(_DAYS_OF_MONTH):
        head.written = replace(counted, style="ordinal", day=counted.count, count=None)
        head.counted = None


def _resolve_counted(head: Head, counted: Written, first: Head) -> None:
    """``Day 4``, so many days after the ``Day 1`` that had a date."""
    assert first.day is not None
    assert first.counted is not None
    steps = (counted.count or 0) - (first.counted.count or 0)
    head.day = first.day + timedelta(days=steps * (7 if counted.style == "week-number" else 1))
    head.dated = first.dated


def _resolve_written(head: Head, last: Head | None) -> None:
    written = head.written
    before = last.day if last is not None else None
    if written.style == "ordinal":
        if before is not None:
            head.day, head.dated = _next_such_day(written, before, last), bool(last and last.dated)
        return
    if written.year is not None:
        head.day, head.dated = _date(written, written.year), True
        return
    year = before.year if before else _LEAP
    head.day, head.dated = _date(written, year), bool(last and last.dated)
    if before and head.day and (before - head.day).days > 180:
        head.day = _date(written, year + 1)


def _next_such_day(written: Written, before: date, last: Head | None) -> date | None:
    """The next day with this number; where a weekday is written and the year known, the next on
    which both fall, unless the writer's weekdays are other than the calendar's.
    """
    found = None
    strict = last is not None and last.dated and last.written.weekday in (None, before.weekday())
    for ahead in range(12):
        month = before.month - 1 + ahead
        full = replace(written, month=month % 12 + 1)
        day = _date(full, before.year + month // 12)
        if day is None or day < before:
            continue
        found = found or day
        if not strict or written.weekday in (None, day.weekday()):
            return day
    return found


def _resolve_weekday(head: Head, last: Head) -> None:
    """The next such day after the last, or in the week that one begins; without a year the weekdays
    written must tell.
    """
    assert last.day is not None
    wanted = head.written.weekday
    known = last.written.weekday
    if known is None and last.dated:
        known = last.day.weekday()
    if wanted is None or known is None:
        return
    head.day = last.day + timedelta(days=(wanted - known - (not last.week)) % 7 + (not last.week))
    head.dated = last.dated


def _anchor(preamble: str) -> Head | None:
    """What the title says of the year: ``Diary, March 2024``."""
    first = dates.first_full(preamble)
    if first is None:
        month = dates.month_and_year(preamble)
        year = _YEARS.search(preamble)
        eastern = None if year else eastern_dates.first_year(preamble)
        if month:
            first = f"{month}-01"
        elif year or eastern:
            first = f"{year[0] if year else eastern}-01-01"
    if first is None:
        return None
    # A weekday below it may be that very day.
    return Head(0, "", Written("full", 0), week=True, day=date.fromisoformat(first), dated=True)
