"""Where the words of a PDF page stand: what pdfminer's interpreter shows, gathered in pieces.

pdfminer reads the file and runs its pages. Its own device makes an object of every letter; ours
keeps a string for each stretch of letters that follow one another on a line, which is all that
paragraphs need and takes a third of the time.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, literal_name
from pdfminer.utils import mult_matrix

from liveable.readers.body import Unreadable

MAX_LETTERS = 20_000_000
MAX_PIECES = 50_000  # on one page
MAX_FIGURES = 10_000  # on one page; a figure may draw figures, so a small file can ask for billions
PAGE_SECONDS = 20.0

# Gaps between letters, in parts of their size.
_SPACE = 0.11  # a space that nobody wrote
_BREAK = 0.9  # the end of a piece
_BACK = -0.6
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


class Piece(NamedTuple):
    """A stretch of letters on one line, from ``x0`` to ``x1`` at the height ``y``, in points.

    ``turned`` is by how many quarters the page must be turned to the right to read it; the places
    are those after turning.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool = False
    turned: int = 0


class _Open:
    """The piece that letters are being added to."""

    __slots__ = ("bold", "end", "letters", "size", "turned", "x0", "x1", "y")

    def __init__(self, x0: float, y: float, size: float, bold: bool, turned: int) -> None:
        self.x0 = self.x1 = self.end = x0  # ``end`` is that of the last letter, not of a space
        self.y, self.size, self.bold, self.turned = y, size, bold, turned
        self.letters: list[str] = []

    def goes_on(self, x: float, y: float, size: float, bold: bool, turned: int) -> bool:
        """Whether letters at this place follow those of the piece on its line."""
        largest = max(self.size, size)
        gap = x - self.x1
        return (
            self.turned == turned
            and self.bold == bold
            and abs(y - self.y) <= 0.4 * largest
            and _BACK * largest < gap < _BREAK * largest
            and x > self.x0 - 0.05 * largest
            and (abs(y - self.y) <= 0.05 * largest or abs(gap) < 0.3 * largest)
        )


class Device(PDFTextDevice):
    """Gathers the pieces of a page, and counts what cannot be read."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.pieces: list[Piece] = []
        self.letters = self.unknown = self.pictures = self.turned = 0
        self.figures = 0
        self.drawing: set[object] = set()
        self.deadline = math.inf
        self._open: _Open | None = None
        self._glyphs: dict[PDFFont, dict[int, tuple[str, float]]] = {}

    def take(self) -> list[Piece]:
        """The pieces since the last call that read the way most do; a page's bounds begin anew."""
        self._close()
        pieces, self.pieces = self.pieces, []
        self.figures = 0
        self.drawing.clear()
        self.deadline = time.monotonic() + PAGE_SECONDS
        ways = Counter(piece.turned for piece in pieces for _ in piece.text)
        way = ways.most_common(1)[0][0] if ways else 0
        self.turned += ways.total() - ways[way]
        return [piece for piece in pieces if piece.turned == way]

    def render_image(self, name: str, stream: object) -> None:
        """Count a picture."""
        self.pictures += 1

    def check(self) -> None:
        """Stop a page that takes too long or a file that holds too much; raises Unreadable."""
        if time.monotonic() > self.deadline:
            raise Unreadable("has a page that takes too long to read")
        if self.letters > MAX_LETTERS:
            raise Unreadable(f"has more than {MAX_LETTERS:,} letters")
        if len(self.pieces) > MAX_PIECES:
            raise Unreadable(f"has a page of more than {MAX_PIECES:,} separate words")
        if self.figures > MAX_FIGURES:
            raise Unreadable(f"has a page of more than {MAX_FIGURES:,} figures")

    def show(self, state: Any, parts: Sequence[object]) -> None:
        """Add the letters of one text operator, and move the state's point behind them."""
        self.check()
        font, size = state.font, state.fontsize
        assert self.ctm is not None  # set by the interpreter before any operator runs
        a, b, c, d, e, f = mult_matrix(state.matrix, self.ctm)
        vertical = font.is_vertical()
        across, up = (-c, -d) if vertical else (a, b)
        if size < 0:
            across, up = -across, -up
        stretch = math.hypot(across, up) or 1e-9
        turned = _turned(across, up)
        px, py = state.linematrix
        rise = py + state.rise
        x, y = _turn(a * px + c * rise + e, b * px + d * rise + f, turned)
        height = abs(size) * math.hypot(c, d) or stretch
        start = x
        for text, advance in self._letters(font, state, parts, vertical):
            if text:
                self._add(text, x, y, x + advance * stretch, height, font, turned)
            x += advance * stretch
        moved = (x - start) / stretch
        state.linematrix = (px, py - moved) if vertical else (px + moved, py)

    def _letters(
        self, font: PDFFont, state: Any, parts: Sequence[object], vertical: bool
    ) -> list[tuple[str, float]]:
        """Letters with how far each moves the point, in the text's own units."""
        size, scale = abs(state.fontsize), state.scaling * 0.01
        if vertical:
            scale = 1.0
        spacing = state.charspace * scale
        word_spacing = 0.0 if font.is_multibyte() else state.wordspace * scale
        known = self._glyphs.setdefault(font, {})
        width = size * scale
        found: list[tuple[str, float]] = []
        for part in parts:
            if isinstance(part, bytes):
                for cid in font.decode(part):
                    glyph = known.get(cid)
                    if glyph is None:
                        glyph = known[cid] = _glyph(font, cid)
                    advance = glyph[1] * width + spacing
                    found.append((glyph[0], advance + word_spacing if cid == 32 else advance))
            elif isinstance(part, (int, float)):
                found.append(("", -part * 0.001 * width))
        return found

    def _add(
        self, text: str, x0: float, y: float, x1: float, size: float, font: PDFFont, turned: int
    ) -> None:
        bold = "bold" in str(font.fontname).lower()
        piece = self._open
        if piece is None or not piece.goes_on(x0, y, size, bold, turned):
            self._close()
            if text.isspace():
                return
            piece = self._open = _Open(x0, y, size, bold, turned)
        elif (
            x0 - piece.x1 > _SPACE * size and not text.isspace() and not piece.letters[-1].isspace()
        ):
            piece.letters.append(" ")
        self.letters += 1
        self.unknown += text == "\ufffd"
        piece.letters.append(text)
        piece.x1 = x1
        if not text.isspace():
            piece.end = x1

    def _close(self) -> None:
        piece, self._open = self._open, None
        if piece is not None and (text := "".join(piece.letters).rstrip()):
            self.pieces.append(
                Piece(piece.x0, piece.end, piece.y, piece.size, text, piece.bold, piece.turned)
            )


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, run only for what moves and shows text, with bounds on what a page
    may ask for.
    """

    device: Device

    def execute(self, streams: Sequence[object]) -> None:
        """Run content streams, as pdfminer does but for operators that have to do with text."""
        parser = PDFContentParser(streams)
        for number in count():
            if number % 1024 == 0:
                self.device.check()
            try:
                _, found = parser.nextobject()
            except PSEOF:
                return
            if isinstance(found, PSKeyword):
                self._act(found.name)
            else:
                self.push(found)

    def _act(self, operator: object) -> None:
        act = _ACTS.get(operator)
        if act is not None:
            name, wanted = act
            operands = self.pop(wanted)
            if len(operands) == wanted:
                getattr(self, name)(*operands)
        self.argstack = []

    def do_TJ(self, seq: Any) -> None:
        """Show text."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.show(self.textstate, seq)

    def do_EI(self, *_: Any) -> None:
        """Count an inline image."""
        self.device.pictures += 1

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a figure; one that draws itself is left alone."""
        figure = self.xobjmap.get(literal_name(xobjid_arg))
        name = getattr(figure, "objid", id(figure))
        if name in self.device.drawing:
            return
        self.device.figures += 1
        self.device.check()
        self.device.drawing.add(name)
        try:
            super().do_Do(xobjid_arg)
        finally:
            self.device.drawing.discard(name)


# Operators by name: the interpreter's method and how many operands it takes.
_ACTS: dict[object, tuple[str, int]] = {
    b"q": ("do_q", 0),
    b"Q": ("do_Q", 0),
    b"cm": ("do_cm", 6),
    b"BT": ("do_BT", 0),
    b"Tc": ("do_Tc", 1),
    b"Tw": ("do_Tw", 1),
    b"Tz": ("do_Tz", 1),
    b"TL": ("do_TL", 1),
    b"Tf": ("do_Tf", 2),
    b"Ts": ("do_Ts", 1),
    b"Td": ("do_Td", 2),
    b"TD": ("do_TD", 2),
    b"Tm": ("do_Tm", 6),
    b"T*": ("do_T_a", 0),
    b"Tj": ("do_Tj", 1),
    b"TJ": ("do_TJ", 1),
    b"'": ("do__q", 1),
    b'"': ("do__w", 3),
    b"Do": ("do_Do", 1),
    b"EI": ("do_EI", 1),
}


def _turned(across: float, up: float) -> int:
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3


def _turn(x: float, y: float, turned: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turned]


def _glyph(font: PDFFont, cid: int) -> tuple[str, float]:
    """A glyph's letters and its width in parts of the size; U+FFFD when nothing says what it is."""
    width = abs(font.char_width(cid))
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return "\ufffd", width
    text = "".join(_LIGATURES.get(char, char) for char in text)
    if len(text) > 1 and "\u0590" <= text[0] <= "\u08ff":  # Arabic letters drawn as one
        text = text[::-1]
    return "".join(" " if char < " " else char for char in text), width
