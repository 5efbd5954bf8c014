"""Hebrew and Arabic on PDF pages, which hold letters as they stand from left to right.

What is read from the right comes back in the order of reading. A page written mostly so is mirrored
too, so that its lines begin, and its first column stands, where those of other pages do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from liveable.readers.pdf_text import Piece

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # the scripts written from the right
_ANY = re.compile(f"[{_RIGHT}]")
_LETTER = re.compile(r"[^\W\d_]")
# What goes from the left within a line from the right: words of other scripts, numbers.
_FROM_LEFT = re.compile(rf"[^\W_{_RIGHT}](?:[^{_RIGHT}\n]*[^\W_{_RIGHT}])?")
# The same the other way round, with what stands between two such words.
_FROM_RIGHT = re.compile(rf"[{_RIGHT}](?:[^A-Za-z\u00c0-\u058f\d\n]*[{_RIGHT}])?")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»")
_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")  # letters as they are drawn


def in_reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page as they are read; a page without such scripts as it is."""
    right = sum(len(_ANY.findall(piece.text)) for piece in pieces)
    if not right:
        return list(pieces)
    mostly = right * 2 > sum(len(_LETTER.findall(piece.text)) for piece in pieces)
    turn = _turned if mostly else _with_turned_words
    texts = [turn(piece.text) for piece in pieces]
    mirrored = [turn(piece.text.translate(_MIRRORED)) for piece in pieces]
    if _enclosed(mirrored) > _enclosed(texts):
        texts = mirrored
    if not mostly:
        return [piece._replace(text=text) for piece, text in zip(pieces, texts, strict=True)]
    return [
        piece._replace(x0=-piece.x1, x1=-piece.x0, text=text)
        for piece, text in zip(pieces, texts, strict=True)
    ]


def _enclosed(texts: Sequence[str]) -> int:
    """How many brackets open before they close: by their shape or by their meaning, as the program
    that made the page saw fit.
    """
    return sum(len(_BRACKETS.findall(text)) for text in texts)


def _turned(text: str) -> str:
    """A line read from the right; words and numbers from the left within it stay as they are."""
    turned = _FROM_LEFT.sub(lambda run: run.group()[::-1], text[::-1])
    return _FORMS.sub(lambda run: unicodedata.normalize("NFKC", run.group()), turned)


def _with_turned_words(text: str) -> str:
    """A line read from the left, in which words stand that are read from the right."""
    return _FROM_RIGHT.sub(lambda run: _turned(run.group()), text)
