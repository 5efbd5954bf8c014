"""Words as the search knows them: case and accents folded, scripts without spaces cut into pairs.

Folding is done character by character, so that a place in the folded text leads back to its place
in the document. What is neither letter, digit nor mark becomes a space.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from liveable.core.scripts import UNSPACED
from liveable.core.spans import Span

_RUN = re.compile(f"[{UNSPACED}]+")
_ATOM = re.compile(f"[{UNSPACED}]+|[^\\s{UNSPACED}]+")


class _Folds(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = "".join(map(_kept, unicodedata.normalize("NFKD", decomposed)))
        if " " in folded:  # a fraction, say, whose parts are no words
            folded = _kept(chr(code))
        self[code] = folded
        return folded


# Combining classes 7 to 9 are nukta, kana voicing and virama: they make other letters, not accents.
_LETTERS = (0, 7, 8, 9)
# Forms of one sign that word processors put in each other's place.
_SIGNS = str.maketrans("’‘ʼ`´“”„«»‐‑‒–—", "'''''" + '"' * 5 + "-" * 5)


def _kept(character: str) -> str:
    if unicodedata.combining(character) not in _LETTERS:
        return ""
    return character if unicodedata.category(character)[0] in "LNM" else " "


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text with case and accents folded; all but letters, digits and marks made spaces."""
    return text.translate(_FOLDS)


def alike(name: str) -> str:
    """A name as names are compared: case, accents, spaces and the form of apostrophes and dashes
    aside.

    Unlike in the index, other signs count: C++ is not C.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(_SIGNS)
    letters = (c for c in decomposed if unicodedata.combining(c) in _LETTERS)
    return " ".join("".join(letters).split())


def indexed(text: str) -> str:
    """The text as the search index holds it: folded, words divided by spaces, unspaced runs as
    pairs.

    A run of n characters gives its n-1 overlapping pairs and its last character alone.
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    return _RUN.sub(lambda m: f" {' '.join(_pairs(m.group()))} {m.group()[-1]} ", folded)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found one after the other: the pieces of one search term, in order.

    A piece is either a whole word or a run of an unspaced script. With ``prefix`` the last piece
    may go on.
    """

    pieces: tuple[str, ...]
    prefix: bool = False

    def tokens(self) -> list[str]:
        """The words of the search index that make up this phrase."""
        last = len(self.pieces) - 1
        found: list[str] = []
        for i, piece in enumerate(self.pieces):
            if not _RUN.match(piece):
                found.append(piece)
                continue
            found += _pairs(piece)
            if i < last or len(piece) == 1:
                found.append(piece[-1])
        return found

    @property
    def open_ended(self) -> bool:
        """Whether the last token is only the beginning of a word of the index."""
        return self.prefix or (len(self.pieces[-1]) == 1 and bool(_RUN.match(self.pieces[-1])))

    def pattern(self) -> re.Pattern[str]:
        """Finds the phrase in a folded text."""
        end = f"[^\\s{UNSPACED}]*" if self.prefix else f"(?![^\\s{UNSPACED}])"
        parts = [
            re.escape(p) if _RUN.match(p) else f"(?<![^\\s{UNSPACED}]){re.escape(p)}"
            for p in self.pieces
        ]
        gaps = [
            r"\s*" if _RUN.match(a) or _RUN.match(b) else r"\s+"
            for a, b in zip(self.pieces, self.pieces[1:], strict=False)
        ]
        joined = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
        return re.compile(joined + ("" if _RUN.match(self.pieces[-1]) else end))


def phrase(words: str, prefix: bool = False) -> Phrase | None:
    """The phrase for some words as typed; None when nothing in them can be searched for."""
    pieces = tuple(_ATOM.findall(fold(words)))
    return Phrase(pieces, prefix) if pieces else None


def places(text: str, patterns: list[re.Pattern[str]]) -> list[Span]:
    """Where the patterns are found, as spans of ``text``, in order and without repeats."""
    if text.isascii():
        folded, origin = fold(text), None
    else:
        pieces = [_FOLDS[ord(c)] for c in text]
        folded = "".join(pieces)
        origin = [i for i, piece in enumerate(pieces) for _ in piece]
    found = {m.span() for pattern in patterns for m in pattern.finditer(folded)}
    return sorted(_back(text, span, origin) for span in found)


def _back(text: str, folded: tuple[int, int], origin: list[int] | None) -> Span:
    if origin is None:
        return Span(*folded)
    start, stop = origin[folded[0]], origin[folded[1] - 1] + 1
    while stop < len(text) and not _FOLDS[ord(text[stop])]:
        stop += 1  # accents written as characters of their own belong to the letter before
    return Span(start, stop)
