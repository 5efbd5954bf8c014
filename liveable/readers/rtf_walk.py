"""The text that a rich-text file's signs make, as it grows: groups, words, tables, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from liveable.readers.body import Body, Unreadable, counted
from liveable.readers.pen import PLAIN, Look, Pen
from liveable.readers.rtf_codes import Font, Fonts

MAX_DEPTH = 5_000
MAX_TEXT = 50_000_000
MAX_PARAGRAPHS = 200_000
MAX_MARKS = 400_000
MAX_ASIDES = 20_000
_PIECES = 10_000
_TOO_LONG = "is longer than any transcript"
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")

# What a group that stands aside from the running text is.
Aside = Literal["note", "box", "header", "footer"]


class State(NamedTuple):
    """What a group inherits from the one around it, and what ends with it.

    ``into`` is what its words are for, ``defining`` the font or style they name; ``gone`` how they
    went away. ``beside`` is the look of words from right to left, which ``rtl`` says these are.
    ``skip`` characters stand in for one given by its number. The paragraph is ``cells`` deep in
    tables, and a heading of the level ``outline`` or the style ``style``.
    """

    into: Literal["text", "nothing", "fonts", "styles"] = "text"
    defining: int = -1
    look: Look = PLAIN
    beside: Look = PLAIN
    rtl: bool = False
    gone: Literal["", "deletion", "moved"] = ""
    added: bool = False
    font: int = -1
    skip: int = 1
    cells: int = 0
    style: int = 0
    outline: int = 0
    listed: bool = False
    level: int = 0

    def shown(self) -> Look:
        """How words look: some programs say it of those from right to left in their own way."""
        look, beside = self.look, self.beside
        if not self.rtl or beside == PLAIN:
            return look
        return Look(look.bold or beside.bold, look.italic or beside.italic, look.hidden)


@dataclass(slots=True)
class _Sheet:
    """What is being written on: the running text, or something aside from it that ends with the
    group at ``depth``.
    """

    pen: Pen
    kind: Aside | None = None
    depth: int = 0
    line: int = 0  # where its last paragraph began
    bullet: bool = False  # a number or bullet stood before it
    loose: bool = False  # in a row, though its paragraphs do not say so
    label: str = ""
    late: bool = False  # a note that had to be referred to when it ended


class Walk:
    """One walk through a file: the texts so far, and what was met on the way."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.default_font = -1
        self.state = State()
        self.groups: list[State] = []
        self.sheet = _Sheet(Pen())
        self.skip = 0  # characters that only stand in for the one before
        self.referred = False  # the number of a note has just been written
        self._sheets: list[_Sheet] = []  # around this one
        self._boxes: list[Pen] = []  # waiting for their paragraph to end
        self._notes: list[Pen] = []
        self._asides = self._numbers = self._paragraphs = 0
        self._styles: dict[int, str] = {}
        self._said: list[str] = []
        self._raw = bytearray()
        self._gone_before = ""
        self._added_before = False

    @property
    def pen(self) -> Pen:
        """What writes the present text."""
        return self.sheet.pen

    # --- words

    def codes(self, raw: bytes) -> None:
        """Words as bytes of the font's code page, perhaps only standing in for others."""
        if self.skip:
            skipped = min(self.skip, len(raw))
            self.skip -= skipped
            raw = raw[skipped:]
        self._raw += raw
        if len(self._raw) > MAX_TEXT:
            raise Unreadable(_TOO_LONG)

    def char(self, char: str) -> None:
        """A character that is no byte, unless it only stands in for another."""
        if self.skip:
            self.skip -= 1
            return
        self._say(char)

    def numbered_char(self, number: int) -> None:
        """A character by its number, with others after it for programs that know no better."""
        number += 0x10000 if number < 0 else 0
        self._say(chr(number) if 0 <= number < 0x110000 else "\ufffd")
        self.skip = self.state.skip

    def _say(self, char: str) -> None:
        self._decode()
        self._said.append(char)
        if len(self._said) > _PIECES:
            self._said = ["".join(self._said)]

    def _decode(self) -> None:
        if self._raw:
            self._said.append(self.fonts.decode(bytes(self._raw), self.state.font))
            self._raw.clear()

    def flush(self) -> None:
        """Write down the words that have come, where and how the present state says."""
        self.skip = 0
        self._decode()
        if not self._said:
            return
        text = "".join(self._said)
        self._said.clear()
        if _SURROGATE.search(text):  # the two halves of a character beyond U+FFFF
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if _CONTROL.search(text):
            text = _CONTROL.sub("", _BREAK.sub("\n", text))
        if self.state.into == "text":
            self._write(self.fonts.shown(text, self.state.font))
        elif self.state.into != "nothing":
            self._define(text.partition(";")[0].strip())

    def _write(self, text: str) -> None:
        state, pen = self.state, self.pen
        if state.gone:
            pen.counts[state.gone] += state.gone != self._gone_before
            self._gone_before = state.gone
            return
        self._gone_before = ""
        pen.counts["insertion"] += state.added and not self._added_before
        self._added_before = state.added
        if pen.draft.length + len(text) > MAX_TEXT:
            raise Unreadable(_TOO_LONG)
        if len(pen.draft.marks) > MAX_MARKS:
            raise Unreadable("has more formatting than a document can have")
        self._place(state.cells)
        pen.look = state.shown()
        pen.write(text)
        self.referred = False

    def _define(self, name: str) -> None:
        """A name in the table of fonts or of styles."""
        if self.state.into == "fonts":
            font = self.font()
            font.name = font.name or name
        elif name:
            self._styles.setdefault(self.state.defining, name)

    def font(self) -> Font:
        """The font that is being defined."""
        return self.fonts.fonts.setdefault(self.state.defining, Font())

    # --- groups

    def set(self, **changes: Any) -> None:
        """Change what the group says of what comes."""
        self.flush()
        self.state = self.state._replace(**changes)

    def open(self) -> None:
        """A group begins."""
        self.flush()
        if len(self.groups) >= MAX_DEPTH:
            raise Unreadable("is nested too deeply to be a document")
        self.groups.append(self.state)

    def close(self) -> bool:
        """The innermost group ends; returns whether there was one, and it was not the last."""
        self.flush()
        if not self.groups:
            return False
        while self._sheets and self.sheet.depth == len(self.groups):
            self._back()
        self.state = self.groups.pop()
        return bool(self.groups)

    def aside(self, kind: Aside) -> None:
        """What the group holds is no running text."""
        self.flush()
        self._asides += 1
        if self._asides > MAX_ASIDES:
            raise Unreadable(f"has more than {MAX_ASIDES:,} notes and text boxes")
        self._sheets.append(self.sheet)
        self.sheet = _Sheet(Pen(), kind, len(self.groups))
        if kind == "note" and self.referred:
            self._label()
        self.referred = False
        plain = State(font=self.state.font, skip=self.state.skip)
        self.state = plain._replace(gone=self.state.gone, added=self.state.added)

    def refer(self) -> None:
        """The place of a note's number: where the note belongs, and in the note itself."""
        if self.sheet.kind == "note":
            if not self.sheet.label:
                self._label()
                self.sheet.late = True
        elif self.state.into == "text":
            self.char(f"[{self._numbers + 1}]")
            self.flush()
            self.referred = not self.state.gone

    def _label(self) -> None:
        self._numbers += 1
        self.sheet.label = f"[{self._numbers}]"
        self.pen.label = f"{self.sheet.label} "

    def _back(self) -> None:
        """Keep what was written aside for where it belongs."""
        self._end_rows(0)
        sheet, self.sheet = self.sheet, self._sheets.pop()
        sheet.pen.close()
        words = any(not piece.isspace() for piece in sheet.pen.draft.pieces)
        if sheet.kind in ("header", "footer"):
            self.pen.counts[sheet.kind] += words
            return
        self.pen.counts.update(sheet.pen.counts)
        sheet.pen.draft.strip("\n")
        if sheet.kind == "box":
            self._boxes.extend([sheet.pen] if words else [])
        elif words:
            self._notes.append(sheet.pen)
        if sheet.late:
            self.state = self.groups[-1]
            self._write(sheet.label)

    # --- paragraphs and tables

    def end_paragraph(self) -> None:
        """A paragraph ends, unless its end was deleted and the next one goes on with it."""
        self.flush()
        if self.state.into == "text" and not self.state.gone:
            self._paragraphs += 1
            if self._paragraphs > MAX_PARAGRAPHS:
                raise Unreadable(f"has more than {MAX_PARAGRAPHS:,} paragraphs")
            self._place(self.state.cells)
            self._mark_paragraph()
            self.pen.end_line()
            self._put_boxes()

    def end_section(self) -> None:
        """A section ends, and with it a paragraph that has begun."""
        self.flush()
        if self.pen.draft.length > self.sheet.line:
            self.end_paragraph()

    def end_cell(self, least: int) -> None:
        """A cell ends: of a table, or of one ``least`` deep in others."""
        self.flush()
        if not self.state.cells and not self.pen.rows:
            self.sheet.loose = True
            self.pen.begin_row(self.sheet.line)
        self._place(1 if least == 1 else max(least, self.state.cells))
        self._mark_paragraph()
        if self._boxes:
            self.pen.end_line()
        self._put_boxes()
        self.pen.end_cell()
        self.sheet.line = self.pen.draft.length

    def end_row(self, nested: bool) -> None:
        """A row ends, and those inside it."""
        self.flush()
        self._end_rows(max(1, len(self.pen.rows) - 1) if nested else 0)

    def _place(self, cells: int) -> None:
        """End the rows the paragraph is not in, begin the rows and cells it is in."""
        if not cells and not self.pen.rows:
            return
        cells = max(cells, self.sheet.loose)
        self._end_rows(cells)
        pen = self.pen
        while len(pen.rows) < cells or (cells and not pen.in_cell):
            if pen.in_cell or not pen.rows:
                pen.begin_row()
            pen.begin_cell()
            self.sheet.line = pen.cell_start

    def _end_rows(self, left: int) -> None:
        pen = self.pen
        self.sheet.loose &= left > 0
        while len(pen.rows) > left:
            pen.close()
            if pen.in_cell:
                pen.end_cell()
            pen.end_row()
            self.sheet.line = pen.draft.length

    def _mark_paragraph(self) -> None:
        state, sheet, draft = self.state, self.sheet, self.pen.draft
        self.pen.close()
        style = self._styles.get(state.style, "").lower()
        named = _HEADING.match(style)
        level = state.outline or (int(named[1]) if named else int(style == "title"))
        if level:
            draft.mark("heading", sheet.line, level)
        elif state.listed or sheet.bullet:
            draft.mark("list", sheet.line, state.level)
        sheet.bullet = False

    def _put_boxes(self) -> None:
        """After a paragraph of the running text, the boxes that were anchored in it."""
        if not self._sheets:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.pen.paste(box)
                self.pen.draft.write("\n")
        self.sheet.line = self.pen.draft.length

    # --- the end

    def body(self) -> Body:
        """What was read, with the notes after the rest."""
        while self.groups:
            self.close()
        self.flush()
        self._end_rows(0)
        self._mark_paragraph()
        pen = self.pen
        if pen.draft.length > self.sheet.line:
            pen.draft.write("\n")
        self._put_boxes()
        end = pen.draft.length
        for note in self._notes:
            pen.paste(note)
            pen.draft.write("\n")
        pen.draft.strip("\n")
        pen.counts["symbol"] += self.fonts.unknown
        warnings = pen.warnings()
        if self.fonts.broken:
            said = counted(self.fonts.broken, "code that is no character", "codes that are none")
            warnings = (*warnings, f"There are {said}, shown as \ufffd.")
        draft = pen.draft
        return Body(draft.text(), draft.sorted_marks(), None, warnings, min(end, draft.length))
