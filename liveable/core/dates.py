"""Dates as people write them at the head of a diary entry or a transcript.

Written out, numeric (``3/3/24``, ``3.3.2024``, ``2024-03-03``, ``3.III.24``), with the signs of
East Asia, or in part: a day and month, a weekday, an ordinal (``2nd``), ``Day 4``, ``Week 2``. A
range (``3–5 March``) is dated by its first day and keeps its last. The names are those of
``core/calendar_words.py``.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from liveable.core import eastern_dates
from liveable.core.calendar_words import (
    MONTHS,
    ORDINALS,
    ROMAN,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    either,
)

# What a written date says by itself; "full" and "numeric" may still lack the year.
Style = Literal[
    "full",
    "numeric",
    "dotted",
    "month",
    "weekday",
    "ordinal",
    "day-number",
    "week-number",
    "entry-number",
]

_ANY_WEEKDAY = either([*WEEKDAYS, *SHORT_WEEKDAYS])
_END = r"(?![^\W_])\.?"  # of a word, even before an underscore
_BESIDE = (
    rf"(?:(?:(?:the|le|el|am|on)\s+)?(?P<weekday>{_ANY_WEEKDAY}){_END}[_*]*,?"
    r"(?:\s+[(\[_*]*|\s*[(\[]))"
)
_MONTH_NAME = rf"(?P<month>{either(MONTHS)})"
_MONTH = rf"{_MONTH_NAME}{_END}"
_ORDINAL_WORD = rf"(?P<word>{either(ORDINALS)})\b"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)(?:(?:st|nd|rd|th|d|er|e|te[nr]?)(?![^\W_])|[º°ª.])?"
_NO_HOUR = r"(?![.:]?\d|\s*(?:[ap]\.?m\b|h\b|hrs\b|uhr\b|o['’]clock))"
_TO = r"\s*(?:[-–—/&+]|to\b|and\b|bis\b|und\b|au\b|al?\b|y\b|et\b|e\b|i\b|do\b|tot\b|en\b|по\b)\s*"
_UNTIL = (
    rf"(?:{_TO}(?:the\s+)?(?P<until>[12]\d|3[01]|0?[1-9])(?!\d)"
    rf"(?:(?:st|nd|rd|th|d)(?![^\W_])|[º.])?{_NO_HOUR})"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d|['’]?\d\d)(?!\d)"
_THE = r"(?:the\s+|den\s+|d\.\s*|am\s+|on\s+|le\s+|el\s+|il\s+)?"
_OF = r"(?:\s*[-/]\s*|\s+(?:of\s+|de\s+|di\s+|d['’])?ב?-?|(?<=\.)\s*)"
_THEN_YEAR = (
    rf"(?:(?:[_*]*,?\s+(?:de\s+|del\s+)?|\s*[-/]\s*){_YEAR}"
    r"(?:[-–/]\d{1,2}(?![\d/-]))?"  # 1667/8, as long as years began in March
    r"(?:\s?г\b\.?|\s?года\b|\s?r\.)?"
)
# Two figures are a year only where nothing else may follow: "9 Aug 10 am".
_SHORT_AFTER = (
    r"|,?\s+(?P<year_>['’]\d\d)(?!\d)"
    r"|(?:\s*[-/]\s*|\s+)(?P<year__>\d\d)(?=\s*(?:$|[\t,;)\]–—]|\.(?:\s|$)))"
)
_WRITTEN = tuple(
    pattern
    for until in (_UNTIL, "")
    for pattern in (
        rf"{_BESIDE}?{_THE}{_DAY}{until}{_OF}{_MONTH}{_THEN_YEAR}{_SHORT_AFTER})?",
        rf"{_BESIDE}?{_THE}{_MONTH}\s+{_THE}{_DAY}{until}{_THEN_YEAR})?",
    )
)
_IN_WORDS = (
    rf"{_BESIDE}?{_THE}{_ORDINAL_WORD}\s+(?:of\s+|de\s+)?{_MONTH}{_THEN_YEAR})?",
    rf"{_BESIDE}?{_MONTH}\s+{_THE}{_ORDINAL_WORD}{_THEN_YEAR})?",
    rf"{_YEAR}[,.]?\s+{_BESIDE}?{_DAY}{_OF}{_MONTH}",
    rf"{_YEAR}[,.]?\s+{_BESIDE}?{_MONTH}\s+{_DAY}",
    rf"(?P<day>\d{{1,2}}){_MONTH_NAME}{_SHORT_YEAR}",
    rf"{_BESIDE}?(?P<day>\d{{1,2}})(?:[./]\s?|\s)(?P<roman>(?-i:{either(ROMAN).upper()}))"
    rf"(?:[./]\s?(?:{_SHORT_YEAR}|(?=\s|$))|\s+(?P<year_>(?:1[5-9]|20)\d\d)(?!\d)|(?=\s*$))",
    rf"(?P<day>\d{{1,2}})\.(?P<roman>{either(ROMAN)})\.{_SHORT_YEAR}",
    # The Friends' "3d mo. 4th, 1824".
    rf"(?P<figure>\d{{1,2}})(?:st|nd|rd|th|d)?\s+mo(?:nth\b|\b)\.?,?\s+(?:the\s+)?{_DAY}{_THEN_YEAR})?",
)
_ISO = (
    r"(?P<year>(?:1[5-9]|20)\d\d)(?P<mark>[-/_]|\.\s?)(?P<month>0?[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)"
)
# Without a year a slash says enough, a full stop only when another follows: 3.30 is a time.
_NUMERIC = (
    rf"{_BESIDE}?(?P<first>\d{{1,2}})"
    rf"(?:(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark){_SHORT_YEAR}"
    rf"|\.\s(?P<second___>\d{{1,2}})\.\s(?P<year_>(?:1[5-9]|20)\d\d)(?!\d)"
    r"|(?P<mark_>/)(?P<second_>\d{1,2})"
    r"(?:\s(?P<year__>(?:1[5-9]|20)\d\d)(?!\d)|(?=\s|$|[,:)]))"
    r"|\.(?P<second__>\d{1,2})\.(?=\s|$|[,:)]))"
)
_NUMERIC_RANGE = (
    r"(?P<first>\d{1,2})\.?\s*[-–—/]\s*(?P<until>\d{1,2})(?P<mark>\.)(?P<second>\d{1,2})"
    rf"\.(?:{_SHORT_YEAR})?"
)
_COUNTED = r"(?:no\.?\s*|#)?(?P<count>\d{1,3}|[a-z]{3,8})\b"
_PATTERNS: tuple[tuple[Style, str], ...] = (
    ("full", _ISO),
    ("full", r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\w)"),
    *(("full", pattern) for pattern in (*_WRITTEN, *_IN_WORDS)),
    ("numeric", _NUMERIC_RANGE),
    ("numeric", _NUMERIC),
    ("month", rf"{_MONTH},?\s+{_YEAR}"),
    (
        "day-number",
        r"(?:diary\s+)?(?:day|tag|jour|día|dia|giorno|dag|dzień|день"
        rf"|päivä|gün|ziua|יום|اليوم)\s+{_COUNTED}",
    ),
    (
        "week-number",
        r"(?:week|woche|semaine|semana|settimana|неделя|vecka|uge|uke|tydzień|týden|viikko|hafta"
        rf"|שבוע)\s+{_COUNTED}",
    ),
    (
        "entry-number",
        r"(?:diary\s+)?(?:entry|eintrag|entrada|entrée|voce|wpis|запись)\s+(?:no\.?\s*|#)?(?P<count>\d{1,3})\b",
    ),
    ("ordinal", rf"(?:{_BESIDE}{_THE})?(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th|d)(?![^\W_])"),
    ("ordinal", r"(?:(?:den|am)\s+|d\.\s*)?(?P<day>[12]\d|3[01]|[1-9])te[nr]\b"),
    ("ordinal", r"(?:den\s+|d\.\s*)(?P<day>[12]\d|3[01]|[1-9])\.(?![^\W_])"),
    ("ordinal", rf"{_BESIDE}{_THE}{_DAY}{_NO_HOUR}(?![/:])"),
    ("weekday", rf"(?P<weekday>{either(WEEKDAYS)}){_END}"),
)
_MONTH_YEAR = rf"(?<!\w){_MONTH},?\s+{_YEAR}"
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NUMERIC_ANYWHERE = (
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
)
_PATTERNS_ANYWHERE: tuple[tuple[Style, str], ...] = (
    ("full", _ISO),
    *(("full", pattern) for pattern in _WRITTEN[2:]),
    ("numeric", _NUMERIC_ANYWHERE),
)
# What a date may begin with; nothing else need be looked at closely.
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
_FIGURES = re.compile(
    r"20\d{6}\b|\d{1,4}(?:[./_-]\s?[\dIVXivx]|(?:st|nd|rd|th|d|te[nr])(?![^\W_])|\smo\b|\.?\s?[-–—/]\s*\d|\s[IVX]+\b)"
)
_EASTERN = re.compile("[月日號号天週周월일주]")
_OTHER_FIRST_WORDS = (
    "the den d am on le el il day tag jour día dia giorno dag dzień день diary week woche semaine "
    "semana settimana неделя entry eintrag entrada entrée voce wpis запись päivä gün ziua "
    "יום اليوم vecka uge uke tydzień týden viikko hafta שבוע"
)
_FIRST_WORDS = frozenset(
    name.split()[0].split("-")[0].split("'")[0]
    for name in (*MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *ORDINALS, *_OTHER_FIRST_WORDS.split())
)
# The Hebrew months stand behind a letter, others behind an apostrophe.
_MONTH_WORDS = frozenset((*MONTHS, *(f"ב{name}" for name in MONTHS)))
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), 1)}


Forms = tuple[tuple[Style, re.Pattern[str]], ...]


@cache
def _forms() -> Forms:
    """The patterns of a date at the head of a line, compiled when first needed: it takes long."""
    return tuple((style, re.compile(pattern, re.IGNORECASE)) for style, pattern in _PATTERNS)


@cache
def _forms_of_figures() -> Forms:
    """Those that need no month's name."""
    return tuple(form for form in _forms() if _MONTH_NAME not in form[1].pattern)


@cache
def _forms_anywhere() -> Forms:
    return tuple(
        (style, re.compile(rf"(?<![\w/.-]){pattern}", re.IGNORECASE))
        for style, pattern in _PATTERNS_ANYWHERE
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A date as far as it is written; ``length`` is how many characters it takes.

    A numeric date is taken to have its day first; unless it is dotted, ``day`` may prove to be the
    month. ``last`` is the month (None for the same) and day on which a range ends; ``two_figures``
    says that the century was not written.
    """

    style: Style
    length: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    count: int | None = None
    last: tuple[int | None, int] | None = None
    two_figures: bool = False


def at(text: str) -> Written | None:
    """The date that a line begins with, if it begins with one."""
    counted = eastern_dates.counted(text) if _EASTERN.search(text, 0, 8) else None
    if counted is not None:
        length, week, count = counted
        return Written("week-number" if week else "day-number", length, count=count)
    eastern = eastern_dates.at(text) if _EASTERN.search(text, 0, 40) else None
    if eastern is not None:
        length, year, month, day, weekday, last = eastern
        style: Style = "full" if month and day else "month" if month else "ordinal"
        return Written(style, length, year, month, day, weekday, last=last)
    for style, pattern in _may_begin(text):
        found = pattern.match(text)
        if found:
            written = _read(style, found)
            if written is not None:
                return written
    return None


def _may_begin(text: str) -> Forms:
    """The patterns worth trying, by the first word or sign: none of most lines."""
    words = [word.casefold() for word in _WORD.findall(text, 0, 40)]
    if text[:1].isdigit():
        names_month = not _MONTH_WORDS.isdisjoint(words)
        if not names_month and not _FIGURES.match(text):
            return ()
    elif words and words[0] in _FIRST_WORDS:
        names_month = True
    else:
        return ()
    return _forms() if names_month else _forms_of_figures()


def first_full(text: str) -> str | None:
    """The first complete date written out in a text, in ISO 8601.

    Figures divided by strokes are believed only where they leave no doubt which is the month.
    """
    for year in _ANY_YEAR.finditer(text):
        around = text[max(0, year.start() - 40) : year.end() + 12]
        for style, pattern in _forms_anywhere():
            for found in pattern.finditer(around):
                written = _read(style, found)
                if written and written.year == int(year[0]):
                    date = _certain(written)
                    if date:
                        return date
    eastern = eastern_dates.first_full(text)
    return iso(*eastern) if eastern else None


def _certain(written: Written) -> str | None:
    month, day = written.month or 0, written.day or 0
    if written.style == "numeric" and month != day:
        if month > 12:
            month, day = day, month
        elif day <= 12:
            return None
    return iso(written.year, month, day)


def month_and_year(text: str) -> str | None:
    """The first month with its year, ``2024-03``: ``Diary, March 2024``."""
    found = re.search(_MONTH_YEAR, text, re.IGNORECASE)
    return iso(int(found["year"]), MONTHS.get(found["month"].casefold()), None) if found else None


def month_alone(text: str) -> int | None:
    """The number of a month, where the text is nothing else."""
    found = re.fullmatch(_MONTH, text, re.IGNORECASE)
    return MONTHS.get(found["month"].casefold()) if found else None


def _read(style: Style, found: re.Match[str]) -> Written | None:
    part = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
    name = part.get("weekday", "").casefold()
    weekday = WEEKDAYS.get(name, SHORT_WEEKDAYS.get(name))
    year = _year(part.get("year"))
    two = len(part.get("year", "").lstrip("'’")) == 2
    length = found.end()
    if style == "numeric":
        first, second = int(part["first"]), int(part["second"])
        if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
            return None
        style = "dotted" if part.get("mark", ".") == "." else "numeric"
        until = int(part.get("until", 0))
        if "until" in part and not first < until <= 31:
            return None
        last = (None, until) if until else None
        return Written(style, length, year, second, first, weekday, None, last, two)
    if style in ("day-number", "week-number", "entry-number"):
        word = part["count"].casefold()
        count = int(word) if word.isdecimal() else _NUMBER_WORDS.get(word)
        return None if count is None else Written(style, length, count=count)
    number = _month(part)
    if (number is None and style in ("full", "month")) or (weekday is None and style == "weekday"):
        return None
    day = int(part["day"]) if "day" in part else ORDINALS.get(part.get("word", "").casefold())
    until = int(part.get("until", 0))
    if until and (day is None or until <= day):
        return None
    last = (None, until) if until else None
    return Written(style, length, year, number, day, weekday, None, last, two)


def _month(part: dict[str, str]) -> int | None:
    month = part.get("month", "").casefold()
    if "figure" in part:
        return int(part["figure"]) if 0 < int(part["figure"]) < 13 else None
    if "roman" in part:
        return ROMAN.get(part["roman"].casefold())
    return int(month) if month.isdecimal() else MONTHS.get(month)


def _year(written: str | None) -> int | None:
    """Two figures are of this century up to 49, of the last one above."""
    if written is None:
        return None
    number = int(written.lstrip("'’"))
    if number > 99:
        return number
    return number + (2000 if number < 50 else 1900)


def iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """``2024-03-05``, ``2024-03``, ``--03-05``: as much as is known; None for no date at all."""
    if month is None or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}" if year else None
    try:
        datetime.date(year or 2000, month, day)  # 2000 had a 29th of February
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
