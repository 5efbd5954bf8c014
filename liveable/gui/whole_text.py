"""A canonical text in Qt's hands and back, with every character it had.

Qt takes some characters for ends of paragraphs, frames or pictures; in a document that is edited
each has a stand-in that the text has nowhere, one UTF-16 unit as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from liveable.core.text import canonical

_TAKEN = "\u2029\0\ufdd0\ufdd1\ufffc"
# Code points that are no characters, those that nobody has given a meaning, and then any.
_STAND_INS = (range(0xFDD2, 0xFDF0), range(0xE000, 0xF900), range(0x2E80, 0xD800))


class WholeText:
    """The way of one text into a QTextDocument, and of what became of it back."""

    def __init__(self, text: str) -> None:
        there = set(text)
        free: Iterator[str] = (
            letter for letter in map(chr, chain(*_STAND_INS)) if letter not in there
        )
        stand_ins = [next(free) for _ in _TAKEN]
        self._in = str.maketrans(dict(zip(_TAKEN, stand_ins, strict=True)))
        self._out = str.maketrans({"\u2029": "\n", **dict(zip(stand_ins, _TAKEN, strict=True))})
        self._clash = str.maketrans(dict.fromkeys(stand_ins, "\ufffd"))

    def shown(self, text: str) -> str:
        """A canonical text as a QTextDocument may have it."""
        return text.translate(self._in)

    def pasted(self, text: str) -> str:
        """Any text that comes in, as a QTextDocument may have it."""
        return canonical(text).translate(self._clash).translate(self._in)

    def text(self, raw: str) -> str:
        """The canonical text of what ``QTextDocument.toRawText`` gives."""
        return canonical(raw.translate(self._out))
