"""Canonical text: how a document's words are fixed at import, and how they are counted.

Newlines become ``\n`` (``\r\n`` and ``\r`` only) and nothing else is altered, so every later
position means the same character for ever. A paragraph is a line of the canonical text that is not
blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from liveable.core.spans import Span

_LINE = re.compile(r"[^\n]+")
_STRETCH = 100_000  # characters
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    """The text as a document keeps it: one kind of newline, and no lone surrogates.

    A lone surrogate is half of a character and cannot be stored as Unicode; it becomes U+FFFD, one
    for one.
    """
    return _LONE_SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(text: str) -> list[Span]:
    """The lines that are not blank, in order; paragraph numbers count them from 1."""
    return list(each_paragraph(text))


def each_paragraph(text: str) -> Iterator[Span]:
    """The same one by one, for who may stop in between."""
    return (Span(*m.span()) for m in _LINE.finditer(text) if not m.group().isspace())


def word_count(text: str) -> int:
    """Words as white space divides them."""
    count = 0
    for start in range(
        0, len(text), _STRETCH
    ):  # all words of a large text at once take ten times it
        count += len(text[start : start + _STRETCH].split())
        if start and not (text[start - 1].isspace() or text[start].isspace()):
            count -= 1  # a word that the border cuts in two
    return count
