"""What a format's reader hands on: words and marks, before speakers and dates are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from liveable.core.text import each_paragraph
from liveable.core.transcript import Kind, Mark, Style
from liveable.core.turns import Conversation

MAX_TEXT = 20_000_000  # characters: some seven thousand pages
MAX_PARAGRAPHS = 200_000
MAX_PARAGRAPH = 500_000  # characters: the window lays a paragraph out as a whole, in a second


class Unreadable(Exception):
    """A file that cannot be read; ``str()`` ends a sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Body:
    """A file's words in canonical form, their formatting, and what to say about them.

    ``end`` is where the running text stops and notes gathered from elsewhere begin (None: at the
    end). ``spoken`` and ``kind`` are for formats that say themselves who speaks where and what they
    hold; None has them looked for in the words. ``rows`` are a table's.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    end: int | None = None
    spoken: Conversation | None = None
    kind: Kind | None = None
    rows: int | None = None


@dataclass(slots=True)
class Draft:
    """Text and marks as they grow, piece by piece."""

    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> None:
        """Add text at the end."""
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def strip(self, char: str, start: int = 0) -> None:
        """Take this character away from the end, as often as it stands there, back to ``start``."""
        while self.length > start and self.pieces[-1].endswith(char):
            self.shorten(1)

    def shorten(self, by: int) -> None:
        """Take so many characters off the end of the last piece, and off the marks over them."""
        self.pieces[-1] = self.pieces[-1][:-by]
        self.length -= by
        if not self.pieces[-1]:
            self.pieces.pop()
        for place in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[place]
            if mark.stop <= self.length:
                break
            self.marks[place] = Mark(mark.start, self.length, mark.style, mark.level)

    def mark(self, style: Style, start: int, level: int = 0) -> None:
        """Give everything written since ``start`` a style; nothing written, no mark."""
        if start < self.length:
            self.marks.append(Mark(start, self.length, style, level))

    def text(self) -> str:
        """All that was written."""
        return "".join(self.pieces)

    def sorted_marks(self) -> tuple[Mark, ...]:
        """The marks from first to last, an outer one before those inside it; none over nothing."""
        marks = [mark for mark in self.marks if mark.start < mark.stop]
        return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.stop)))


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 comment``, ``1,200 comments``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def left_out(number: int, one: str, many: str | None = None) -> str:
    """A warning: ``3 comments were left out.``"""
    return f"{counted(number, one, many)} {'was' if number == 1 else 'were'} left out."


def refuse_beyond_measure(text: str) -> None:
    """Raise Unreadable for a text that nobody could have said, and no window could show."""
    if len(text) > MAX_TEXT:
        raise Unreadable(
            f"holds more than {MAX_TEXT:,} characters, as no transcript does; divide it into "
            "several files"
        )
    if len(text) <= min(MAX_PARAGRAPHS, MAX_PARAGRAPH):
        return
    for number, line in enumerate(each_paragraph(text)):
        if number == MAX_PARAGRAPHS:
            raise Unreadable(f"has more than {MAX_PARAGRAPHS:,} paragraphs")
        if line.stop - line.start > MAX_PARAGRAPH:
            raise Unreadable(
                f"has a paragraph of more than {MAX_PARAGRAPH:,} characters, too long to be shown; "
                "divide it into paragraphs"
            )
