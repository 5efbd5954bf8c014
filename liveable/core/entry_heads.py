"""The lines of a diary that may head an entry: those that begin with a date and hold little else.

Whether they are believed, and what day each is, is told in ``core/entries.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from liveable.core import dates, eastern_dates
from liveable.core.calendar_words import WEEKDAYS, either
from liveable.core.dates import Written

DATED = ("full", "numeric", "dotted", "month")
# How a head stands: with a date, a number, a weekday, a day of a month named above; alone with a
# day's number; behind a place. Or it is no entry's but says the month or year of what follows.
KINDS = ("dated", "counted", "weekday", "ordinal", "bare", "placed", "context")


@dataclass(slots=True)
class Head:
    """A line that begins with a date: where it starts, its label, and what is made of it.

    ``above`` is the line before that is not blank, where it is short.
    """

    start: int
    label: str
    written: Written
    kind: str = "dated"
    counted: Written | None = None  # "Day 4", which may have a date beside it
    week: bool = False
    last: tuple[int | None, int] | None = None  # month and day on which a range ends
    above: str = ""
    day: date | None = None
    dated: bool = False  # the year is known


_LONGEST = 160
_LABEL_LONGEST = 80
_SHORT = 6  # words after a date that still belong to the head
_SHORT_EAST = 24  # the same in signs, where words are not divided
_CAPTION_LONGEST = 40
_LINE = re.compile(r"[^\n]+")
_SPACE = " \t\u00a0\u3000"
# Bullets, signs of emphasis, pictures; Aozora's notes on the form of a heading.
_MARKS = re.compile(r"(?:_|［＃[^］\n]{1,40}］|[^\w\[(<【（［\n])*")
_NUMBER = re.compile(r"\d{1,3}[.)][ \t]+")
_FIELD = re.compile(
    r"(?:[a-z]{1,4}\d{1,4}[ \t]*[-–—:,|]?[ \t]+"
    r"|timestamp:?[ \t]+|(?:(?:diary|entry|today['’]s|response|start)[ \t]+)?"
    r"(?:entry|date(?:[ \t]+of[ \t]+\w+)?|datum|fecha|data|dato|дата|תאריך|日付)\b"
    r"(?:[ \t]*(?:&|and|/)[ \t]*\w+)?(?:[ \t]*(?:no\.?[ \t]*)?\d{1,3}(?=[ \t]*[:：.–—-][ \t]))?"
    r"[ \t]*[:：.–—*-]*[ \t]*"
    r"|day:[ \t]+|(?:posted|written|published|recorded|created|dated)(?:[ \t]+on)?:?[ \t]+"
    r"|(?:\d{1,2}[:.]\d{2}(?:[ \t]*[ap]\.?m\.?)?|\d{1,2}[ \t]*[ap]\.?m\.?)"
    r"[ \t]*(?:,|[-–—]|uhr)?[ \t]+"
    r"|(?P<week>w/[ce]:?[ \t]+"
    r"|(?:the[ \t]+)?week[ \t]+(?:beginning|commencing|starting|ending|of)[ \t]+))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[[^\]\n]{1,40}\][ \t]*")
_OPENED = re.compile(r"[\[(<【]")
_DIGIT = re.compile(r"\d")
_PLACE = re.compile(r"(?:,|—|–|--)[ \t]*|\.[ \t]+|[ \t]-[ \t]")
_NO_PLACE = re.compile(r"[\d<>@/=]")
_CLOCK = re.compile(
    r"[,;]?[ \t]*(?:(?:at|um|à|a las|kl\.?)[ \t]+|T)?\d{1,2}"
    r"(?:(?:[:.]\d{1,2}){0,2}[ \t\u202f]*(?:[ap]\.?m\b\.?|h\b|hrs\b|uhr\b)"
    r"|[:.]\d{2}(?:[:.]\d{2})?(?!\d))"
    r"(?:[ \t]*(?:[A-Z]{3,4}\b|Z\b|[+-]\d{4}\b))?"
    r"|[,;]?[ \t]*(?:in the[ \t]+)?(?:early |late )?"
    r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime|eve|[ap]m)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"[*_]*[.,]?[*_]*[ \t]*(?:[:–—|)\]>\t]|--|-[ \t]|\.(?:[ \t]|$)|\(|\*\*|[-*_]+$)"
    r"|[*_]*(?:\.|(?<=\.))[*_]+[ \t]"
)
_WEEKDAY_AFTER = re.compile(
    rf"[ \t]*[,(]?[ \t]*(?P<weekday>{either(WEEKDAYS)})(?![^\W_])[.)]*", re.IGNORECASE
)
_PARTED_EAST = re.compile(rf"$|[{_SPACE}:：|)\]】>（(〔\[［。．]|[，、](?=.{{0,12}}$)")
_ASIDE = re.compile(r"[ \t]*\([^()\n]{1,40}\)")  # 3rd (Lord's day)
_TO = re.compile(r"[.]?[ \t]*(?:[-–—/&+―~〜～]+|to\b|until\b|till\b|and\b|bis\b|至|から)[ \t]*")
_DAY = re.compile(r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|d|\.)?(?![\w:.])")
_GAP = re.compile(
    rf"(?:[{_SPACE}]+(?:morning|afternoon|evening|night)\b)?[{_SPACE}]*[,:(–—|-]?"
    rf"[{_SPACE}]*(?:date:?[ \t]*)?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)\.?|(?P<number>\d{1,4})\.?")
_AROUND = f"{_SPACE}#*_>:–—|-"


def heads(text: str, end: int) -> Iterator[Head]:
    """Every line that may head an entry, in order."""
    above = ""
    for line in _LINE.finditer(text, 0, end):
        start, stop = line.span()
        head = text[start : min(stop, start + _LONGEST)]
        found = _head(head, stop - start > len(head))
        if found is not None:
            found.start, found.above = start, above
            yield found
        if not head.isspace():
            above = head.strip() if stop - start <= _CAPTION_LONGEST else ""


def _head(head: str, cut: bool) -> Head | None:
    at = _MARKS.match(head).end()  # type: ignore[union-attr]
    first = head[at : at + 1]
    if not first or not (first.isalnum() or first in "[(<【"):
        return None
    alone = None if cut or len(head) > 30 else _alone(head.strip(_AROUND))
    if alone is not None:
        return alone
    field = _FIELD.match(head, at)
    tried = [field.end()] if field else []
    tried.append(at)
    for before in (_NUMBER, _BRACKETED, _OPENED):
        found = before.match(head, at)
        if found:
            tried.append(found.end())
    for place in tried:
        written = dates.at(head[place:]) if head[place : place + 1].isalnum() else None
        opened = place > at and head[place - 1] in "[(<【"
        if written is not None and not (opened and written.style == "weekday"):
            return _dated(head, place, written, cut, bool(field and field["week"]))
    return _placed(head, at, cut)


def _alone(line: str) -> Head | None:
    """A line that holds nothing but a year, a month or a number."""
    found = _ALONE.fullmatch(line)
    if found and found["number"]:
        number = int(found["number"])
        return Head(0, line, Written("ordinal", len(line), day=number), "bare")
    year = int(found["year"]) if found else eastern_dates.year_alone(line)
    name = line.rstrip(".,")
    month = None if year else dates.month_alone(name) or eastern_dates.month_alone(name)
    if not year and not month:
        return None
    return Head(0, line, Written("month", len(line), year, month), "context")


def _dated(head: str, at: int, written: Written, cut: bool, week: bool) -> Head | None:
    length = at + written.length
    counted = written if written.count is not None else None
    if counted or written.style == "weekday":
        written, length = _second_date(head, length, written)
    written, last, length = _until(head, length, written)
    after = _WEEKDAY_AFTER.match(head, length) if written.day and written.weekday is None else None
    if after:
        length = after.end()
        written = replace(written, weekday=WEEKDAYS[after["weekday"].casefold()])
    taken = _label_end(head, length, written, cut)
    if taken is None:
        return None
    label = head[:taken].strip(_AROUND).rstrip(".")
    if label.startswith("[") and "]" not in label:
        label = label.lstrip("[")
    kind = "dated" if written.style in DATED else "counted" if counted else written.style
    return Head(0, label, written, kind, counted, week, last)


def _second_date(head: str, length: int, first: Written) -> tuple[Written, int]:
    """``Day 4 - Tuesday 5 March``: the date that says more, behind the one that says less."""
    gap = _GAP.match(head, length)
    at = gap.end() if gap else length
    second = dates.at(head[at:])
    if second is not None and second.style in DATED:
        return second, at + second.length
    return first, length


def _until(
    head: str, length: int, written: Written
) -> tuple[Written, tuple[int | None, int] | None, int]:
    """The end of a range that goes on behind its first date, whose year may be written there."""
    to = _TO.match(head, length) if written.last is None else None
    if to is None or written.style == "month":
        return written, written.last, length
    second = dates.at(head[to.end() :])
    if second is not None and second.day and (second.month or second.style == "ordinal"):
        if written.year is None and second.year is not None:
            before = (second.month or 0) < (written.month or 0)
            written = replace(written, year=second.year - before)
        return written, (second.month, second.day), to.end() + second.length
    day = _DAY.match(head, to.end())
    if day and written.day and int(day["day"]) > written.day:
        return written, (None, int(day["day"])), day.end()
    return written, None, length


def _label_end(head: str, length: int, written: Written, cut: bool) -> int | None:
    """Where the label ends in a line that is a head; None when the line only begins with a date."""
    if (length and head[length - 1] > "\u2e80") or head[length : length + 1] > "\u2e80":
        return _label_end_east(head, length, cut)
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
    if short and not rest.endswith((".", "!", "?", "…")) and not _goes_on(rest):
        return len(head)
    if head[length - 1] == "." and head[length : length + 1] == " " and rest[0].isupper():
        return length
    if _PARTED.match(head, length):
        return length
    says_much = written.weekday is not None and written.day is not None
    return length if says_much and head[length] == " " and rest[0].isupper() else None


def _goes_on(rest: str) -> bool:
    """Whether a sentence goes on behind the date: ``3 March was cold``."""
    return rest[0].islower() and rest.split()[0] not in ("by", "at", "in", "from")


def _label_end_east(head: str, length: int, cut: bool) -> int | None:
    rest = head[length:].strip(_SPACE)
    short = not cut and len(rest) <= _SHORT_EAST and not rest.endswith("。")
    if not _PARTED_EAST.match(head, length) and not (short and head[length - 1] in "）)"):
        return None
    return len(head) if short else length


def _placed(head: str, at: int, cut: bool) -> Head | None:
    """``Glasgow, 9th August 1914.``: a short line that ends with a date, a place before it; or any
    line, where the place is in capitals and a dash follows (``GENEVA, April 20, 1849.--It is``).
    """
    if not _DIGIT.search(head):
        return None
    if head[at] == "[":
        at += 1
    for gap in _PLACE.finditer(head, at, _LABEL_LONGEST):
        place_words = head[at : gap.start()]
        place = place_words.split()
        if not 0 < len(place) < 5 or not place[0][0].isupper() or _NO_PLACE.search(place_words):
            return None
        written = dates.at(head[gap.end() :])
        if written is None or written.style not in DATED or written.day is None:
            continue
        stop = gap.end() + written.length
        clock = _CLOCK.match(head, stop)
        rest = head[clock.end() if clock else stop :]
        if not cut and len(head) <= _LABEL_LONGEST and not rest.strip(" .,:;)]*_-—–"):
            return Head(0, head.strip(_AROUND).rstrip("."), written, "placed")
        if place_words.isupper() and rest.lstrip("._*").startswith(("--", "—", "–")):
            return Head(0, head[at:stop].strip(_AROUND).rstrip("."), written, "placed")
    return None
