"""The lines of a web page as they are written down: white space, line breaks, rows of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liveable.readers.body import Unreadable
from liveable.readers.pen import PLAIN, Look, Pen

MAX_LINES = 200_000
_LONG_CELL = 12  # lines; a cell that holds more is the layout of a page
_SPACES = re.compile(r"[ \t\n\f]+")
_NOTE_NUMBER = re.compile(r"\d{1,4}|[ivx]{1,6}|[a-z*†‡§]")


@dataclass(slots=True)
class _Cell:
    """Where the tab before a cell is among the pieces, the lines before it, and whether it holds
    what only the layout of a page does.
    """

    tab: int = -1
    lines: int = 0
    wide: bool = False
    broken: bool = False  # one before it in its row was wide


class Page(Pen):
    """The text of a page, one line for each block.

    A table that only lays out a page does not read as rows of cells: what a wide cell holds begins
    a line of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now: Look = PLAIN  # of the words that come
        self.spaced = True  # the next space would be one too many
        self.line = 0  # where the line began
        self._piece = 0  # and its first piece
        self._lines = 0
        self._cells: list[_Cell] = []  # one for each row

    def words(self, text: str) -> None:
        """Words, in which white space divides and nothing more."""
        text = _SPACES.sub(" ", text)
        if self.spaced and text[:1] == " ":
            text = text[1:]
        if text:
            self.spaced = text[-1] == " "
            self.kept(text)

    def kept(self, text: str) -> None:
        """Words with their white space as it is."""
        self.look = self.now
        self.write(text if self.draft.length else text.lstrip("\n"))

    def break_in_line(self) -> None:
        """A line break inside a block."""
        self.draft.strip(" ", self.line)
        if self.draft.length and self.draft.length != self.cell_start:
            self.kept("\n")
        self.spaced = True

    def end_block(self, heading: int, listed: int) -> None:
        """What has been written since the last block is one: a heading of a level, or an item of a
        list so deep (from 0), or else running text (0, -1).
        """
        self.close()
        draft = self.draft
        draft.strip(" ", self.line)
        if draft.length > self.line and draft.pieces[-1].endswith("\n"):
            draft.shorten(1)  # a break at the end of a block is none
            draft.strip(" ", self.line)
        if draft.length > self.line:
            if "".join(draft.pieces[self._piece :]).isspace():
                while draft.length > self.line:
                    draft.shorten(min(len(draft.pieces[-1]), draft.length - self.line))
            elif heading:
                draft.mark("heading", self.line, heading)
            elif listed >= 0:
                draft.mark("list", self.line, listed)
            if draft.length:
                self.end_line()
            self._lines += 1
            if self._lines > MAX_LINES:
                raise Unreadable(f"has more than {MAX_LINES:,} paragraphs")
        self._start_line()

    def _start_line(self) -> None:
        self.line, self._piece = self.draft.length, len(self.draft.pieces)
        self.spaced = True

    def begin_row(self, start: int | None = None) -> None:
        """Begin a row of cells."""
        super().begin_row(start)
        self._cells.append(_Cell())

    def begin_cell(self) -> None:
        """Begin the next cell of the row."""
        before = self.draft.length
        super().begin_cell()
        cell = self._cells[-1]
        tab = len(self.draft.pieces) - 1 if self.draft.length > before else -1
        if cell.broken and tab >= 0:
            self.draft.pieces[tab] = "\n"
        self._cells[-1] = _Cell(tab, self._lines, broken=cell.broken)
        self._start_line()

    def widen(self) -> None:
        """The cell holds what no row of cells does: a heading, or another table."""
        if self.in_cell:
            self._cells[-1].wide = True

    def end_cell(self) -> None:
        """End the cell; a wide one begins a line of its own and is none."""
        cell = self._cells[-1]
        if cell.wide or self._lines - cell.lines > _LONG_CELL:
            self.draft.strip("\n", self.rows[-1].cell)
            self.rows[-1].cell = -1
            cell.broken = True
            if cell.tab >= 0:
                self.draft.pieces[cell.tab] = "\n"
        else:
            super().end_cell()
        self._start_line()

    def end_row(self) -> None:
        """End the row."""
        if self._cells.pop().broken:
            self.draft.strip("\n", self.rows[-1].start)
        super().end_row()
        self._start_line()

    def mark_note(self, piece: int, start: int, *, own: bool) -> None:
        """Put what was written since ``start``, the piece of this number, into brackets, if it is
        the number of a note; ``own`` if the note itself comes.
        """
        draft = self.draft
        text = "".join(draft.pieces[piece:])
        number = text.strip()
        if len(text) == draft.length - start < 10 and _NOTE_NUMBER.fullmatch(number):
            space = text[: text.index(number)]
            written = f"{space}[{number}] " if own else f"{space}[{number}]"
            draft.pieces[piece:] = [written]
            draft.length = start + len(written)
            self.spaced = own
