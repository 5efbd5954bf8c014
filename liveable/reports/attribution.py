"""Whose words a quote is: templates such as ``{case}, {gender}, {document}, para {paragraph}``.

A field in braces stands for a fact of the quote; ``{case|speaker}`` for the first of several that
is known. Commas divide a template, and a template's bracketed parts, into segments: one whose
fields are all empty goes with its comma, so that nobody has to write a template for every gap in
the data. Doubled braces mean the character itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from liveable.errors import Refused

DEFAULT_TEMPLATE = "{case|speaker}, {gender}, {age}, {place}, {document}, para {paragraph}"
COMMON = ("gender", "age", "place")  # may be asked for where a project has no such attribute


@dataclass(frozen=True, slots=True)
class Field:
    """Facts by their normal names, of which the first that is known is said."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """Segments in brackets."""

    opening: str
    segments: tuple[Segment, ...]
    closing: str


Segment: TypeAlias = "tuple[str | Field | Bracket, ...]"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read; ``fill`` says it for one quote."""

    segments: tuple[Segment, ...]

    def fill(self, fact: Callable[[str], str]) -> str:
        """The attribution, with ``fact`` giving the text of a field by its normal name."""
        text, _, _ = _listed(self.segments, fact)
        return " ".join(text.split())


def normal(name: str) -> str:
    """A field's name without regard to case, underscores and spaces."""
    return " ".join(name.casefold().replace("_", " ").split())


_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}()\[\],]|[^{}()\[\],]+")
_CLOSING = {"(": ")", "[": "]"}


def parse(template: str, fields: Iterable[str], attributes: Iterable[str]) -> Template:
    """Read a template that may use these fields and the project's attributes.

    Raises Refused, naming the field that is not known and those there are, or the stray brace.
    """
    shown = [*fields, *attributes]
    known = {normal(name) for name in (*shown, *COMMON)}
    tokens: list[str | Field] = [
        _token(written, known, shown, template) for written in _TOKEN.findall(template)
    ]
    return Template(_segments(tokens, _matched(tokens)))


def _token(written: str, known: set[str], shown: Sequence[str], template: str) -> str | Field:
    if written in ("{{", "}}"):
        return written[0]
    if written in ("{", "}"):
        raise Refused(
            f"The template ‘{template}’ has a {written} on its own; a field is written "
            "{case}, and a brace that is meant as such is doubled."
        )
    return _field(written[1:-1], known, shown) if written.startswith("{") else written


def _field(written: str, known: set[str], shown: Sequence[str]) -> Field:
    whole = normal(written)
    names = (whole,) if whole in known else tuple(map(normal, written.split("|")))
    for name in names:
        if name not in known:
            there = ", ".join(dict.fromkeys(shown))
            raise Refused(
                f"There is no field ‘{name}’ to attribute quotes with; there are {there}."
            )
    return Field(names)


def _matched(tokens: Sequence[str | Field]) -> dict[int, int]:
    """Where the bracket opened at a place is closed; one without its other half is a character."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token in ("(", "["):
            opened.append(place)
        elif opened and token == _CLOSING[str(tokens[opened[-1]])]:
            pairs[opened.pop()] = place
    return pairs


def _segments(
    tokens: Sequence[str | Field], pairs: dict[int, int], start: int = 0, stop: int | None = None
) -> tuple[Segment, ...]:
    found: list[list[str | Field | Bracket]] = [[]]
    place, stop = start, len(tokens) if stop is None else stop
    while place < stop:
        token = tokens[place]
        if token == ",":
            found.append([])
        elif isinstance(token, str) and place in pairs:
            end = pairs[place]
            inner = _segments(tokens, pairs, place + 1, end)
            found[-1].append(Bracket(token, inner, _CLOSING[token]))
            place = end
        else:
            found[-1].append(token)
        place += 1
    return tuple(map(tuple, found))


# A text, whether it asked for any fact, and whether it got one.
_Said: TypeAlias = tuple[str, bool, bool]


def _listed(segments: Sequence[Segment], fact: Callable[[str], str]) -> _Said:
    kept, asked, filled = [], False, False
    for segment in segments:
        text, asks, fills = _said(segment, fact)
        asked, filled = asked or asks, filled or fills
        if (fills or not asks) and (words := text.strip()):
            kept.append(words)
    return ", ".join(kept), asked, filled


def _said(segment: Segment, fact: Callable[[str], str]) -> _Said:
    said, asked, filled = "", False, False
    for part in segment:
        if isinstance(part, str):
            said += part
            continue
        text, asks, fills = (
            _first(part, fact) if isinstance(part, Field) else _bracketed(part, fact)
        )
        said, asked, filled = said + text, asked or asks, filled or fills
    return said, asked, filled


def _first(field: Field, fact: Callable[[str], str]) -> _Said:
    for name in field.names:
        if known := fact(name).strip():
            return known, True, True
    return "", True, False


def _bracketed(bracket: Bracket, fact: Callable[[str], str]) -> _Said:
    text, asked, filled = _listed(bracket.segments, fact)
    return bracket.opening + text + bracket.closing if text else "", asked, filled
