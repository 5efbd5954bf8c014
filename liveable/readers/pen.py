"""What writes a formatted document down: looks that begin and end, rows of cells, notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from liveable.core.transcript import Mark
from liveable.readers.body import Draft, counted, left_out

# What is left out and counted, as its warning names it.
_COUNTED = {
    "deletion": ("deleted passage", None),
    "moved": ("passage that was moved elsewhere", "passages that were moved elsewhere"),
    "comment": ("comment", None),
    "hidden": ("stretch of hidden text", "stretches of hidden text"),
    "menu": ("menu of links", "menus of links"),
    "control": ("button or form field", "buttons or form fields"),
    "picture": ("picture or drawing", "pictures or drawings"),
    "recording": ("recording", None),
    "reading": ("reading above a word", "readings above words"),
    "embedded": ("embedded document", None),
    "header": ("page header", None),
    "footer": ("page footer", None),
}


class Look(NamedTuple):
    """Bold, italic, hidden; None where nothing is said and what lies below holds."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, with what it leaves open taken from ``below``."""
        bold, italic, hidden = self
        return Look(
            below.bold if bold is None else bold,
            below.italic if italic is None else italic,
            below.hidden if hidden is None else hidden,
        )


PLAIN = Look(False, False, False)


@dataclass(slots=True)
class _Row:
    """A row being written: where it began, its cells so far, where its cell began."""

    start: int
    cells: int = 0
    cell: int = -1


class Pen:
    """The text so far, what was counted, and how what comes next is to look.

    The cells of a table row stand on one line, divided by tabs, and are marked; further paragraphs
    of a cell follow on lines of their own.
    """

    def __init__(self) -> None:
        self.draft = Draft()
        self.counts: Counter[str] = Counter()
        self.look = self.shown = PLAIN
        self.bold_from = self.italic_from = 0
        self.label = ""  # of a note, to stand before its first words
        self.rows: list[_Row] = []
        self.cell_start = -1
        self._hiding = False  # what came last was hidden

    def write(self, text: str) -> None:
        """Add words in the look of the run they are in."""
        if self.look.hidden:
            self.counts["hidden"] += not self._hiding
            self._hiding = True
            return
        self._hiding = False
        if self.label:
            text, self.label = self.label + text.lstrip(), ""
        if self.look is not self.shown:
            self.show(self.look)
        self.draft.write(text)

    def show(self, look: Look) -> None:
        """Begin and end marks where bold and italic begin and end."""
        draft, before, self.shown = self.draft, self.shown, look
        if look.bold and not before.bold:
            self.bold_from = draft.length
        elif before.bold and not look.bold:
            draft.mark("bold", self.bold_from)
        if look.italic and not before.italic:
            self.italic_from = draft.length
        elif before.italic and not look.italic:
            draft.mark("italic", self.italic_from)

    def close(self) -> None:
        """End whatever look is open."""
        self.look = PLAIN
        if self.shown is not PLAIN:
            self.show(PLAIN)

    def end_line(self) -> None:
        """Close what is open and begin a new line; a cell does not begin with an empty one."""
        self.close()
        if self.draft.length != self.cell_start:
            self.draft.write("\n")

    def begin_row(self, start: int | None = None) -> None:
        """Begin a row of cells, perhaps inside a cell of another; or say that it began earlier, at
        ``start``.
        """
        self.rows.append(_Row(self.draft.length if start is None else start))

    def end_row(self) -> None:
        """End the row, without the empty cells at its end; an empty row leaves nothing."""
        row = self.rows.pop()
        self.cell_start = self.rows[-1].cell if self.rows else -1
        self.draft.strip("\t", row.start)
        if self.draft.length > row.start:
            self.draft.write("\n")

    def begin_cell(self) -> None:
        """Begin the next cell of the row."""
        row = self.rows[-1]
        if row.cells:
            self.draft.write("\t")
        row.cell = self.cell_start = self.draft.length if row.cells else row.start
        row.cells += 1

    def end_cell(self) -> None:
        """End the cell, without the empty lines at its end."""
        row = self.rows[-1]
        self.draft.strip("\n", row.cell)
        self.draft.mark("cell", row.cell)
        row.cell = -1

    @property
    def in_cell(self) -> bool:
        """Whether a cell has begun and not ended."""
        return bool(self.rows) and self.rows[-1].cell >= 0

    def paste(self, other: Pen) -> None:
        """Add what another pen wrote, with its marks."""
        self.close()
        start = self.draft.length
        self.draft.write(other.draft.text())
        for mark in other.draft.marks:
            moved = Mark(start + mark.start, start + mark.stop, mark.style, mark.level)
            self.draft.marks.append(moved)

    def warnings(self) -> tuple[str, ...]:
        """What was left out, and what was taken for granted."""
        said = [
            left_out(self.counts[what], one, many)
            for what, (one, many) in _COUNTED.items()
            if self.counts[what]
        ]
        if self.counts["insertion"]:
            was = "was" if self.counts["insertion"] == 1 else "were"
            said.append(f"{counted(self.counts['insertion'], 'tracked insertion')} {was} accepted.")
        if self.counts["symbol"]:
            said.append(
                f"{counted(self.counts['symbol'], 'symbol')} not known here, shown as \ufffd."
            )
        return tuple(said)
