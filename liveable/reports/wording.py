"""How reports of every form put counts, names and paths into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

_LINE = re.compile(r"\r\n?|\n")
_SHOWN = 8


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 quote", "1,204 quotes"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(names: Sequence[str], last: str = "and") -> str:
    """Names as a sentence lists them: "Ana, Ben and Cem"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def some(names: Sequence[str]) -> str:
    """The same, with only the number of those that would make it too long."""
    if len(names) <= _SHOWN:
        return joined(names)
    return joined([*names[: _SHOWN - 1], f"{len(names) - _SHOWN + 1} more"])


def acts_by(whose: Iterable[tuple[str, int]]) -> str:
    """How many acts are whose: "34 acts by Ana, 2 by Ben"."""
    (first, acts), *others = whose
    said = [f"{number(acts, 'act')} by {first or 'somebody'}"]
    return ", ".join(said + [f"{n:,} by {name or 'somebody'}" for name, n in others])


def path_name(path: Sequence[str]) -> str:
    """A code by its path."""
    return " › ".join(path)


def path_tail(path: Sequence[str], deepest: int) -> str:
    """What a heading says of a code: its name, and below ``deepest`` the path from there."""
    return path_name(path[min(len(path), deepest) - 1 :])


def day(moment: str) -> str:
    """The day of an ISO 8601 time, as in "3 March 2026"."""
    found = date.fromisoformat(moment[:10])
    return f"{found.day} {found:%B} {found.year}"


def lines(text: str) -> list[str]:
    """The paragraphs of a text: its lines that are not blank."""
    return [line for line in _LINE.split(text) if line.strip()]


def one_line(text: str) -> str:
    """A name or the like without line breaks."""
    return _LINE.sub(" ", text)
