"""Code points and UTF-16 units: the one place where Qt's way of counting meets the text's."""

from __future__ import annotations

import re
from bisect import bisect_left

from liveable.core.spans import Span

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts places in one text between code points and UTF-16 units.

    Only the characters that take two units are kept, so that a text without any costs nothing. A
    unit inside such a character belongs to its start: a place never falls between its halves.
    """

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]
        self._points = wide
        self._units = [point + before for before, point in enumerate(wide)]

    def units(self, point: int) -> int:
        """The UTF-16 units before a code point."""
        return point + bisect_left(self._points, point)

    def point(self, units: int) -> int:
        """The code points before a UTF-16 unit."""
        before = bisect_left(self._units, units)
        if before and self._units[before - 1] + 1 == units:
            return self._points[before - 1]
        return units - before

    def span(self, start: int, stop: int) -> Span:
        """The span in code points of a stretch of UTF-16 units."""
        return Span(self.point(start), self.point(stop))
