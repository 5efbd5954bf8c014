"""Paragraphs and tables of a Word document, written as XML straight into its body.

python-docx looks a style up for each paragraph and copies for each cell; a report has thousands.
Source: ECMA-376 part 1, §17.3 (paragraphs) and §17.4 (tables), whose order of elements is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

# What XML 1.0 (§2.2) cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"(\t|\r\n?|\n)")
RULED = "Quote"  # the style whose rule stands where its lines begin
_STEP = 220  # twentieths of a point
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Run(NamedTuple):
    """Words of a paragraph, in a character style by its id ("" for none)."""

    text: str
    style: str = ""


class Row(NamedTuple):
    """A table's row; its first cell is indented by ``depth`` steps."""

    cells: Sequence[str]
    depth: int = 0


class Body:
    """Where paragraphs go: before an element (the section's properties), or into a cell.

    ``replaced`` counts the characters that XML cannot hold and that became U+FFFD.
    """

    def __init__(self, end: Any) -> None:
        self._end = end
        self.replaced = 0

    def paragraph(
        self,
        style: str,
        *runs: Run | str,
        new_page: bool = False,
        follows: bool = False,
        stays: bool = False,
    ) -> None:
        """Add a paragraph; it runs from right to left if its first letter does.

        With ``follows`` it goes on with the one before, close to it; with ``stays`` no page ends
        between it and the next.
        """
        marks = ["keepNext"] * stays + ["pageBreakBefore"] * new_page
        tight = {"before": "0"} if follows else None
        self._end.addprevious(self._paragraph(style, runs, marks, spacing=tight))

    def table(
        self,
        style: str,
        widths: Sequence[int],
        rows: Sequence[Row],
        *,
        words: int = 1,
        total: bool = True,
    ) -> None:
        """Add a table whose first row is its header, said again on each page, and whose last is,
        with ``total``, a sum.

        ``widths`` are in twentieths of a point; the first ``words`` columns hold no figures.
        """
        table = etree.Element(_w("tbl"))
        self._end.addprevious(table)
        _table_properties(table, style, sum(widths), total)
        grid = _add(table, "tblGrid")
        for width in widths:
            _add(grid, "gridCol", w=str(width))
        for number, row in enumerate(rows):
            self._row(_add(table, "tr"), row, widths, words, is_header=number == 0)

    def _row(
        self, element: Any, row: Row, widths: Sequence[int], words: int, is_header: bool
    ) -> None:
        properties = _add(element, "trPr")
        _add(properties, "cantSplit")
        if is_header:
            _add(properties, "tblHeader")
        for column, (text, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell = _add(element, "tc")
            _add(_add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
            style = "TableText" if column < words else "TableFigure"
            indent = {"left": str(row.depth * _STEP)} if row.depth and not column else None
            cell.append(self._paragraph(style, [text], indent=indent))

    def _paragraph(
        self,
        style: str,
        runs: Iterable[Run | str],
        marks: Iterable[str] = (),
        *,
        spacing: dict[str, str] | None = None,
        indent: dict[str, str] | None = None,
    ) -> Any:
        paragraph = etree.Element(_w("p"))
        properties = _add(paragraph, "pPr")
        _add(properties, "pStyle", val=style)
        for mark in marks:
            _add(properties, mark)
        written = [run if isinstance(run, Run) else Run(run) for run in runs]
        is_rtl = runs_from_right("".join(run.text for run in written))
        if is_rtl:
            _turn(properties, style)
        if spacing:
            _add(properties, "spacing", **spacing)
        if indent:
            _add(properties, "ind", **indent)
        for run in written:
            self._run(paragraph, run, is_rtl)
        return paragraph

    def _run(self, paragraph: Any, run: Run, is_rtl: bool) -> None:
        element = _add(paragraph, "r")
        if run.style or is_rtl:
            properties = _add(element, "rPr")
            if run.style:
                _add(properties, "rStyle", val=run.style)
            if is_rtl:
                _add(properties, "rtl")
        text = held(run.text)
        self.replaced += text.count("\ufffd") - run.text.count("\ufffd")
        for piece in filter(None, _BREAKS.split(text)):
            if _BREAKS.fullmatch(piece):
                _add(element, "tab" if piece == "\t" else "br")
            else:
                words = _add(element, "t")
                words.text = piece
                words.set(_SPACE, "preserve")


def _turn(properties: Any, style: str) -> None:
    """Let a paragraph begin at the right, and its rule, whose side is of the page, stand there."""
    if style == RULED:
        border = _add(properties, "pBdr")
        _add(border, "left", val="nil")
        rule(border, "right")
    _add(properties, "bidi")


def held(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def rule(border: Any, side: str) -> None:
    """Draw the rule of quotes at a side of the page, in a paragraph's borders."""
    _add(border, side, val="single", sz="18", space="10", color="C5D3E2")


def field(paragraph: Any, instruction: str) -> None:
    """Add a field to a paragraph (§17.16.5), such as PAGE, that Word works out."""
    _add(_add(_add(paragraph, "fldSimple", instr=instruction), "r"), "t").text = "1"


def runs_from_right(text: str) -> bool:
    """Whether the first letter with a direction is of a script written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _table_properties(table: Any, style: str, width: int, total: bool) -> None:
    properties = _add(table, "tblPr")
    _add(properties, "tblStyle", val=style)
    _add(properties, "tblW", w=str(width), type="dxa")
    _add(properties, "tblLayout", type="fixed")
    look = {"firstRow": "1", "lastRow": "1", "val": "0060"}
    _add(properties, "tblLook", **(look if total else look | {"lastRow": "0", "val": "0020"}))


def _add(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _w(name), {_w(key): v for key, v in attributes.items()})


@cache
def _w(name: str) -> str:
    return qn(f"w:{name}")
