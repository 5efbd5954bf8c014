"""The entries of a diary, found by the dates at their heads.

A head is a line that begins with a date and holds little else, or goes on after a dash, colon or
full stop (``core/entry_heads.py``). Heads are believed together: they must be several, run forward
in time (or backward throughout, the newest first), have words between them and reach through the
text. Year and month are inherited from the head before, or from a line that holds nothing else; a
bare weekday is the next such day. The printed date is taken as it stands, whatever weekday is
written beside it; a range is dated by its first day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise, zip_longest

from liveable.core import dates
from liveable.core.entry_days import put_days
from liveable.core.entry_heads import Head, heads
from liveable.core.transcript import Entry, Precision

_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FEW = 5  # entries
_WEEKDAY_LEAST = 6  # letters, below which a weekday may be a word: "Sun"
_LONGEST = 3000  # words that a few entries have at most


def find(text: str, end: int | None = None, *, sure: bool = False) -> tuple[Entry, ...]:
    """The entries of a diary, none for another text; ``end`` is where the diary stops at the
    latest.

    With ``sure`` someone has said that it is a diary, and one dated head will do.
    """
    end = len(text) if end is None else end
    found = _styled(list(heads(text, end)), sure)
    months = all(head.kind == "context" for head in found)
    if months:
        found = _months(found)
    if not found:
        return ()
    put_days(found, text)
    if months and not all(head.dated for head in found):
        return ()
    found = _in_order([head for head in found if head.kind != "context"], sure)
    found = _once_each(_without_titles(found, text))
    if not _convincing(found, text, end, sure):
        return ()
    stops = [*(head.start for head in found[1:]), end]
    return tuple(_entry(head, stop) for head, stop in zip(found, stops, strict=True))


def _styled(found: list[Head], sure: bool) -> list[Head]:
    """Drop the kinds of head that do not come back; an ordinal needs a fuller date before it, or
    others with their weekdays. Numbers alone need it too; they are pages where they exceed 31, and
    where no stop follows them unless a month stood above. So are ``1/5``, ``2/5`` ...
    """
    found = _without_sections(_without_pages(found))
    counts = Counter(head.kind for head in found)
    pages = any(head.kind == "bare" and not 0 < (head.written.day or 0) < 32 for head in found)
    kept: list[Head] = []
    for head in found:
        kind = head.kind
        needed = {"dated": 1, "context": 1, "counted": 2, "placed": 2}.get(kind, 2 if sure else 3)
        dated = any(one.written.month for one in kept)
        if kind == "bare":
            ordinal = head.label.endswith(".") or any(one.kind == "context" for one in kept)
            needed = 2 if dated and ordinal and not pages else len(found) + 1
        elif kind == "placed" and counts["dated"] > 1:
            needed = 1
        elif dated:
            needed = 2 if kind == "weekday" and len(head.label) < _WEEKDAY_LEAST else 1
        elif kind == "ordinal" and head.written.weekday is None:
            continue
        if counts[kind] >= needed:
            kept.append(head)
    return kept


def _months(found: Sequence[Head]) -> list[Head]:
    """Where nothing but months and years are written, the months head the entries."""
    months = [head for head in found if head.written.month]
    for head in months:
        head.kind = "dated"
    return list(found) if len(months) > 2 else []


def _without_pages(found: list[Head]) -> list[Head]:
    fractions = [head.written for head in found if _is_fraction(head)]
    whole = {written.month or 0 for written in fractions}
    if (
        len(whole) == 1
        and len(fractions) > 1
        and all((w.day or 0) <= min(whole) for w in fractions)
    ):
        return [head for head in found if not _is_fraction(head)]
    return found


def _without_sections(found: list[Head]) -> list[Head]:
    """Without ``1.1.``, ``1.2.``, ``2.1.``: sections of a report, in which the second number rises
    while the first stays; of days, the first would.
    """
    numbers = [head.written for head in found if _is_section(head)]
    steps = [(b.day == a.day, (b.month or 0) - (a.month or 0)) for a, b in pairwise(numbers)]
    if 3 * steps.count((True, 1)) >= max(1, len(steps)):
        return [head for head in found if not _is_section(head)]
    return found


def _is_section(head: Head) -> bool:
    return head.written.style == "dotted" and head.written.year is None


def _is_fraction(head: Head) -> bool:
    written = head.written
    return written.style == "numeric" and written.year is None and "/" in head.label


def _in_order(found: list[Head], sure: bool) -> list[Head]:
    """The heads that run forward in time, or backward where every year is written (the newest
    first); none when too many do not.
    """
    known = [head for head in found if head.day is not None]
    days = [head.day.toordinal() for head in known if head.day is not None]
    kept = _longest_rising(days)
    if len(kept) < 0.8 * len(known) and len(known) > 2 and all(h.written.year for h in known):
        falling = _longest_rising([-day for day in days])
        kept = falling if len(falling) >= 0.8 * len(known) else kept
    if len(kept) < 0.8 * len(known) and not sure:
        return []
    kept_heads = {id(known[index]) for index in kept}
    return [head for head in found if head.day is None or id(head) in kept_heads]


def _longest_rising(days: Sequence[int]) -> list[int]:
    """The places of the longest run of days that never goes back (patience sorting)."""
    tops: list[int] = []
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


def _without_titles(found: Sequence[Head], text: str) -> list[Head]:
    """Leave out a head that only stands above another's: a month or week (``May 1668``), or a
    weekday, a number or the same date again, where the one below begins.
    """
    kept: list[Head] = []
    start: int | None = None
    for head, below in zip_longest(found, found[1:]):
        words = text[head.start : below.start if below else len(text)].strip()
        title = head.week or head.written.style == "month"
        if "\n" not in words and (title or (below and _says_less(head, below, words))):
            start = head.start if start is None and not title else start
            continue
        if start is not None:
            head.start, start = start, None
        kept.append(head)
    return kept


def _says_less(head: Head, below: Head, words: str) -> bool:
    """Whether a line is nothing but a head, of the day the one below it dates."""
    if words.strip(" \t#*_>:–—-.") != head.label:
        return False
    dated = below.kind == "dated" and head.written.month is None and head.kind != "dated"
    return dated or (head.day is not None and head.day == below.day)


def _once_each(found: list[Head]) -> list[Head]:
    """The first of each day, where an edition gives every entry again, in another reading or
    language: every day has as many heads, each time below the same captions or dated in the same
    different ways.
    """
    runs = [list(run) for _, run in groupby(found, key=lambda head: head.day)]
    again = len(runs[0]) if runs else 1
    if again == 1 or len(runs) == 1 or any(len(run) != again for run in runs):
        return found
    for way in (_caption, _way):
        ways = {tuple(map(way, run)) for run in runs}
        if len(ways) == 1 and len(set(ways.pop())) == again:
            return [run[0] for run in runs]
    return found


def _caption(head: Head) -> str:
    return head.above


def _way(head: Head) -> str:
    """How a date is written, whichever it is: ``a 9, 9`` for ``March 5, 2024``."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", head.label))


def _convincing(found: Sequence[Head], text: str, end: int, sure: bool) -> bool:
    if sure or len(found) < 2:
        return sure and bool(found)
    if len({head.label if head.day is None else head.day for head in found}) < 2:
        return False  # the date of a session, on every page
    start = found[0].start
    words = _word_count(text[start:end]) / len(found)
    if len(found) < _FEW and words > _LONGEST:
        return False  # a few dates far apart
    reach = (end - start) * 2 >= end and (found[-1].start - start) * 4 >= end
    return words >= (10 if len(found) > 2 else 20) and (reach or len(found) > 9)


def _word_count(text: str) -> int:
    """The words of a text; where they are not divided, two signs are taken for one."""
    return len(text.split()) + sum(1 for _ in _EASTERN.finditer(text)) // 2


def _entry(head: Head, stop: int) -> Entry:
    written, day = head.written, head.day
    precision: Precision = "day"
    if head.week or _is_range(head) or (head.counted and head.counted.style == "week-number"):
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


def _is_range(head: Head) -> bool:
    """Whether a head stands for more than two days."""
    if head.day is None or head.last is None:
        return False
    month, day = head.last
    return day - head.day.day > 1 or (month or head.day.month) != head.day.month
