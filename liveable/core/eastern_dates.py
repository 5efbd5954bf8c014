"""Dates with signs for year, month and day, as written in East Asia.

``大正十二年九月一日``, ``2024年3月5日（火）``, ``十日``, ``2024년 3월 5일``. Figures may be
Chinese, full-width or plain; eras are Japan's, and the Republic's in Taiwan.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# The year before an era's first.
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "中華民國": 1911,
    "中华民国": 1911,
    "民國": 1911,
    "民国": 1911,
    "西暦": 0,
    "公元": 0,
}
_FIGURES = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_DIGITS = r"[0-9０-９〇零一二三四五六七八九十廿卅]"
_WEEKDAYS = {sign: value for value, sign in enumerate("月火水木金土日")} | {
    sign: value for value, sign in enumerate("一二三四五六天")
}
_WEEKDAYS |= {sign: value for value, sign in enumerate("월화수목금토일")}

_YEAR = rf"(?P<era>{'|'.join(_ERAS)})?\s*(?P<year>{_DIGITS}{{1,4}}|元)\s*[年년]"
_MONTH = rf"(?P<month>{_DIGITS}{{1,3}}|正)\s*[月월]"
_DAY = rf"(?P<day>{_DIGITS}{{1,3}}|元)\s*[日號号일]"
_WEEKDAY = (
    r"(?:[\s,，、]*(?:[（(]\s*(?P<inside>[月火水木金土日월화수목금토일])(?:曜日?|요일)?\s*[）)]"
    r"|(?P<japanese>[月火水木金土日])曜日?"
    r"|(?:星期|礼拜|禮拜|週|周)(?P<chinese>[一二三四五六天日])|(?P<korean>[월화수목금토일])요일))?"
)
# A further day of a range: another date, or a day alone.
_TO = r"(?:\s*(?:[―－–—ー~〜～-]+|至|から|到|、|・|及)\s*|[\s\u3000]+)"
_UNTIL = (
    rf"(?:{_TO}(?:(?P<last_month>{_DIGITS}{{1,3}})[月월])?\s*(?P<last_day>{_DIGITS}{{1,3}})[日號号일]"
    r"(?![\w]))?"
)
_FORMS = (
    re.compile(rf"(?:{_YEAR}\s*)?{_MONTH}\s*{_DAY}{_UNTIL}{_WEEKDAY}"),
    re.compile(rf"{_DAY}{_UNTIL}{_WEEKDAY}"),
    re.compile(rf"{_YEAR}\s*{_MONTH}(?!{_DIGITS})"),
)
# "第一天", "3日目", "2일차", "第1週": so many days or weeks since something began.
_COUNTED = re.compile(
    rf"(?:第\s*(?P<count>{_DIGITS}{{1,3}})\s*(?:[日天]|(?P<week>[週周]))目?"
    rf"|(?P<count_>{_DIGITS}{{1,3}})\s*(?:日目|일\s?차|(?P<week_>週目|주\s?차)))(?!\w)"
)
_WHOLE = re.compile(rf"{_YEAR}\s*{_MONTH}\s*{_DAY}")
_YEAR_ALONE = re.compile(_YEAR)


class EasternDate(NamedTuple):
    """A date as far as it is written; ``length`` is how many characters it takes, ``last`` the
    month and day on which a range ends.
    """

    length: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    last: tuple[int | None, int] | None


def at(text: str) -> EasternDate | None:
    """The date a line begins with, if it begins with one of these."""
    for form in _FORMS:
        found = form.match(text)
        if found:
            return _read(found)
    return None


def counted(text: str) -> tuple[int, bool, int] | None:
    """How long the words are, whether they count weeks, and to what: ``3日目``, ``第一天``."""
    found = _COUNTED.match(text)
    count = _number(found["count"] or found["count_"]) if found else None
    if found is None or count is None:
        return None
    return found.end(), bool(found["week"] or found["week_"]), count


def month_alone(text: str) -> int | None:
    """The month, where the text is nothing else."""
    found = re.fullmatch(_MONTH, text)
    number = _number(found["month"]) if found else None
    return number if number and number <= 12 else None


def first_full(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of the first complete date in a text."""
    for found in _WHOLE.finditer(text):
        year, month, day = _year(found), _number(found["month"]), _number(found["day"])
        if year and month and day:
            return year, month, day
    return None


def first_year(text: str) -> int | None:
    """The first year of an era, or of four figures, in a text."""
    return next(filter(None, map(_year, _YEAR_ALONE.finditer(text))), None)


def year_alone(text: str) -> int | None:
    """The year, where the text is nothing else."""
    found = _YEAR_ALONE.fullmatch(text)
    return _year(found) if found else None


def _read(found: re.Match[str]) -> EasternDate | None:
    part = {name: value for name, value in found.groupdict().items() if value}
    year = _year(found) if "year" in part else None
    month = _number(part.get("month", ""))
    day = _number(part.get("day", ""))
    if ("year" in part and year is None) or not (month or day):
        return None
    if (month or 1) > 12 or (day or 1) > 31:
        return None
    sign = part.get("inside") or part.get("japanese") or part.get("chinese") or part.get("korean")
    last_day = _number(part.get("last_day", ""))
    last = (_number(part.get("last_month", "")), last_day) if last_day else None
    return EasternDate(found.end(), year, month, day, _WEEKDAYS.get(sign or ""), last)


def _year(found: re.Match[str]) -> int | None:
    number = _number(found["year"])
    if number is None:
        return None
    if found["era"]:
        return number + _ERAS[found["era"]]
    return number if 1500 <= number <= 2099 else None


def _number(written: str) -> int | None:
    """``31`` for ``三十一``, ``三一``, ``卅一`` and ``３１``; None for no number."""
    if written in ("正", "元"):  # the first month, the first day
        return 1
    value = 0
    tens = False
    for sign in written:
        if sign in _TENS:
            value = (value or 1) * 10 if sign == "十" else _TENS[sign]
            tens = True
        else:
            figure = _FIGURES.get(sign)
            if figure is None:
                figure = unicodedata.digit(sign, -1)
            value = value + figure if tens else value * 10 + figure
            tens = False
    return value or None
