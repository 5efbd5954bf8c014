"""Finding typed words in one text, case and accents aside, as fast as it is typed."""

from __future__ import annotations

import re
from bisect import bisect_right

from liveable.core import folding
from liveable.core.spans import Span


class Folded:
    """A text made ready to be searched again and again.

    Almost every character folds to one; only those that fold to none or several are kept, to lead
    from a place in the folded text back to the place in the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = folding.fold(text)
        odd = {c: len(folding.fold(c)) for c in set(text)} if not text.isascii() else {}
        odd = {c: length for c, length in odd.items() if length != 1}
        self._places: list[int] = []  # of the odd characters in the text
        self._from: list[int] = []  # where each begins in the folded text
        self._lengths: list[int] = []
        grown = 0
        for match in re.finditer(f"[{re.escape(''.join(odd))}]", text) if odd else ():
            length = odd[match.group()]
            self._places.append(match.start())
            self._from.append(match.start() + grown)
            self._lengths.append(length)
            grown += length - 1
        self._silent = {c for c, length in odd.items() if not length}

    def places(self, typed: str) -> list[Span]:
        """Where the typed words are found one after the other, in order; parts of words count."""
        words = folding.fold(typed).split()
        if not words:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = (match.span() for match in pattern.finditer(self._folded))
        if not self._places:
            return [Span(*place) for place in found]
        return [self._back(*place) for place in found]

    def _back(self, start: int, stop: int) -> Span:
        first, last = self._origin(start), self._origin(stop - 1) + 1
        while last < len(self._text) and self._text[last] in self._silent:
            last += 1  # accents written as characters of their own belong to the letter before
        return Span(first, last)

    def _origin(self, folded: int) -> int:
        """The place of the character that a place in the folded text came from."""
        before = bisect_right(self._from, folded) - 1
        if before < 0:
            return folded
        return self._places[before] + max(
            0, folded - self._from[before] - self._lengths[before] + 1
        )
