"""Half-open stretches of a text, ``[start, stop)`` in Unicode code points."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: ``start`` inclusive, ``stop`` exclusive, both in code points."""

    start: int
    stop: int

    def __str__(self) -> str:
        return f"{self.start}:{self.stop}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.stop and other.start < self.stop

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.stop]


def parse(written: str) -> Span:
    """Read ``START:STOP``; raises ValueError unless 0 <= START < STOP."""
    start, colon, stop = written.partition(":")
    if not (colon and start.isascii() and start.isdigit() and stop.isascii() and stop.isdigit()):
        raise ValueError(f"{written!r} is not START:END")
    span = Span(int(start), int(stop))
    if span.start >= span.stop:
        raise ValueError(f"{written!r} is empty")
    return span


def trimmed(span: Span, text: str) -> Span:
    """The span without white space at its ends; an all-white span comes back as it was."""
    words = span.of(text)
    kept = words.strip()
    if not kept:
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(kept))
