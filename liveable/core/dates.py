"""Dates as people write them at the head of a diary entry or a transcript.

Written out, numeric (``3/3/24``, ``3.3.2024``, ``2024-03-03``), or in part: a day and month, a
weekday, an ordinal (``2nd``), ``Day 4``, ``Week 2``. Month and weekday names are known in English,
German, French and Spanish.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

# What a written date says by itself; "full" and "numeric" may still lack the year.
Style = Literal[
    "full", "numeric", "dotted", "month", "weekday", "ordinal", "day-number", "week-number"
]

_MONTH_NAMES = (
    "jan january januar jänner janvier enero ene",
    "feb february februar février fevrier févr febrero",
    "mar march märz maerz mars marzo",
    "apr april avril avr abril abr",
    "may mai mayo",
    "jun june juni juin junio",
    "jul july juli juillet juil julio",
    "aug august août aout agosto ago",
    "sep sept september septembre septiembre setiembre",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez décembre decembre diciembre dic",
)
_WEEKDAY_NAMES = (
    "mon monday montag lundi lunes",
    "tue tues tuesday dienstag mardi martes",
    "wed weds wednesday mittwoch mercredi miércoles miercoles",
    "thu thur thurs thursday donnerstag jeudi jueves",
    "fri friday freitag vendredi viernes",
    "sat saturday samstag sonnabend samedi sábado sabado",
    "sun sunday sonntag dimanche domingo",
)
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
WEEKDAYS = {name: n for n, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>{_any(WEEKDAYS)})\b\.?"
_MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)(?:st\b|nd\b|rd\b|th\b|er\b|º|\.)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d|['’]?\d\d)(?!\d)"
_THE = r"(?:the\s+|den\s+|le\s+|el\s+)?"
_OF = r"(?:\s*-\s*|\s+(?:of\s+|de\s+)?|(?<=\.)\s*)"
_THEN_YEAR = rf"(?:(?:,?\s+(?:de\s+|del\s+)?|\s*-\s*){_YEAR})?"
_WRITTEN = (
    rf"(?:{_WEEKDAY},?\s+)?{_THE}{_DAY}{_OF}{_MONTH}{_THEN_YEAR}",
    rf"(?:{_WEEKDAY},?\s+)?{_THE}{_MONTH}\s+{_THE}{_DAY}{_THEN_YEAR}",
)
_ISO = r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
# Without a year a slash says enough, a full stop only when another follows: 3.30 is a time.
_NUMERIC = (
    rf"(?:{_WEEKDAY},?\s+)?(?P<first>\d{{1,2}})"
    rf"(?:(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark){_SHORT_YEAR}"
    rf"|(?P<mark_>/)(?P<second_>\d{{1,2}})(?=\s|$|[,:)])|\.(?P<second__>\d{{1,2}})\.(?=\s|$|[,:)]))"
)
_ORDINAL = rf"(?:{_WEEKDAY},?\s+{_THE})?(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b"
_COUNTED = r"(?P<count>\d{1,3}|[a-z]{3,8})\b"
_PATTERNS: tuple[tuple[Style, str], ...] = (
    ("full", _ISO),
    ("full", _WRITTEN[0]),
    ("full", _WRITTEN[1]),
    ("numeric", _NUMERIC),
    ("month", rf"{_MONTH},?\s+{_YEAR}"),
    ("day-number", rf"(?:diary\s+)?(?:day|tag|jour|día)\s+{_COUNTED}"),
    ("week-number", rf"(?:week|woche|semaine|semana)\s+{_COUNTED}"),
    ("ordinal", _ORDINAL),
    ("weekday", _WEEKDAY),
)
_FORMS = tuple((style, re.compile(pattern, re.IGNORECASE)) for style, pattern in _PATTERNS)
_MONTH_YEAR = re.compile(rf"(?<!\w){_MONTH},?\s+{_YEAR}", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ANYWHERE = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}", re.IGNORECASE) for pattern in (_ISO, *_WRITTEN)
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), 1)}


@dataclass(frozen=True, slots=True)
class Written:
    """A date as far as it is written; ``length`` is how many characters it takes.

    A numeric date is taken to have its day first; unless it is dotted, ``day`` may prove to be the
    month.
    """

    style: Style
    length: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    count: int | None = None


def at(text: str) -> Written | None:
    """The date that a line begins with, if it begins with one."""
    for style, pattern in _FORMS:
        found = pattern.match(text)
        if found:
            written = _read(style, found)
            if written is not None:
                return written
    return None


def first_full(text: str) -> str | None:
    """The first complete date written out in a text, in ISO 8601."""
    for year in _ANY_YEAR.finditer(text):
        around = text[max(0, year.start() - 40) : year.end() + 12]
        for pattern in _ANYWHERE:
            for found in pattern.finditer(around):
                written = _read("full", found)
                if written and written.year == int(year[0]):
                    date = iso(written.year, written.month, written.day)
                    if date:
                        return date
    return None


def month_and_year(text: str) -> str | None:
    """The first month with its year, ``2024-03``: ``Diary, March 2024``."""
    found = _MONTH_YEAR.search(text)
    return iso(int(found["year"]), MONTHS.get(found["month"].casefold()), None) if found else None


def _read(style: Style, found: re.Match[str]) -> Written | None:
    part = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
    weekday = WEEKDAYS.get(part.get("weekday", "").casefold())
    year = _year(part.get("year"))
    length = found.end()
    if style == "numeric":
        first, second = int(part["first"]), int(part["second"])
        if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
            return None
        style = "dotted" if part.get("mark", ".") == "." else "numeric"
        return Written(style, length, year, second, first, weekday)
    if style in ("day-number", "week-number"):
        word = part["count"].casefold()
        count = int(word) if word.isdecimal() else _NUMBER_WORDS.get(word)
        return None if count is None else Written(style, length, count=count)
    month = part.get("month", "").casefold()
    number = int(month) if month.isdecimal() else MONTHS.get(month)
    if (number is None and style in ("full", "month")) or (weekday is None and style == "weekday"):
        return None
    day = int(part["day"]) if "day" in part else None
    return Written(style, length, year, number, day, weekday)


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
