"""The values of attributes: what type a column of them has, and each in its one written form.

Numbers are kept as decimal text, booleans as "yes" and "no", dates as ISO 8601; text as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, get_args

Type = Literal["text", "number", "boolean", "date"]
TYPES: tuple[Type, ...] = get_args(Type)
# What a value of each type is called in a sentence.
NAMED: dict[str, str] = {
    "text": "text",
    "number": "a number",
    "boolean": "yes or no",
    "date": "a date",
}

_YES = frozenset({"yes", "y", "true", "1", "ja", "oui", "sí", "si", "sim", "да", "はい", "是"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non", "não", "nao", "нет", "いいえ", "否"})
# Any other comma may divide a half from a whole elsewhere: nobody could be sure of such a number.
_NUMBER = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)([./])(?P<month>\d\d?)\2(?P<year>\d{4})")


def written(value: str, type_: Type) -> str | None:
    """A value in the written form of its type, or None where it is none of that type."""
    value = value.strip()
    if type_ == "text":
        return value
    if type_ == "boolean":
        word = value.casefold()
        return "yes" if word in _YES else "no" if word in _NO else None
    if type_ == "number":
        return value.replace(",", "").removeprefix("+") if _NUMBER.fullmatch(value) else None
    m = _ISO.fullmatch(value) or _DAY_FIRST.fullmatch(value)
    try:
        return str(date(int(m["year"]), int(m["month"]), int(m["day"]))) if m else None
    except ValueError:
        return None


def guess(values: Iterable[str]) -> Type:
    """The narrowest type that all values have; blank ones say nothing.

    Noughts and ones alone are numbers: nothing tells that they mean no and yes.
    """
    known = [v for v in values if v.strip()]
    if known and any(not v.strip().isdecimal() for v in known):
        order: tuple[Type, ...] = ("boolean", "date", "number")
    else:
        order = ("number",)
    for type_ in order:
        if known and all(written(v, type_) is not None for v in known):
            return type_
    return "text"
