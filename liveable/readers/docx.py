"""Word documents (WordprocessingML, ECMA-376 part 1), walked so that nothing readable is skipped.

Kept: every paragraph with its soft line breaks (``\\n``) and tabs, content controls, hyperlinks,
smart tags, results of fields, insertions and moved-to text, the letters of equations, the base text
of ruby; no-break hyphens as U+2011, soft hyphens as U+00AD. Text boxes follow the paragraph they
are anchored in. The cells of a table row stand on one line, divided by tabs, and are marked;
further paragraphs of a cell follow on lines of their own. Notes follow the body, numbered ``[1]``
in one series, as are the places they belong to.

Left out and counted in the warnings: deletions, moved-from text, comments, hidden text, pictures,
readings of ruby, page headers and footers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from liveable.readers.body import Body, Draft, Unreadable
from liveable.readers.package import Package, parse
from liveable.readers.pen import PLAIN, Pen
from liveable.readers.symbols import symbol
from liveable.readers.word_styles import (
    NO_STYLE,
    NamedStyle,
    Styles,
    W,
    child,
    heading_level,
    look_of,
)

Element = etree._Element

MAX_PARAGRAPHS = 200_000
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
# A file saved as "strict" names the same things otherwise.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _A),
)
_PPR = W + "pPr"
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[ />]")
_BREAKS = re.compile(r"[\r\n]+")

# What says nothing to us and makes up most of a document; taken out at once it need not be walked.
_QUIET = (
    "sz szCs rFonts color lang bCs iCs kern shd spacing proofErr bookmarkStart bookmarkEnd jc ind "
    "lastRenderedPageBreak tabs keepNext keepLines widowControl noProof commentRangeStart u rtl "
    "commentRangeEnd highlight textAlignment contextualSpacing autoSpaceDE autoSpaceDN pBdr bidi "
    "adjustRightInd eastAsianLayout snapToGrid suppressAutoHyphens"
)
_NOISE = tuple(W + name for name in _QUIET.split())


def read_docx(data: bytes) -> Body:
    """A Word document's words; raises Unreadable for damaged, protected or suspicious files."""
    package = Package(data)
    main = _main_part(package)
    xml = package.read(main)
    if sum(1 for _ in _PARAGRAPH.finditer(xml)) > MAX_PARAGRAPHS:
        raise Unreadable(f"has more than {MAX_PARAGRAPHS:,} paragraphs")
    walk = _Walk(package, main)
    walk.children(_root(xml))
    end = walk.draft.length
    walk.notes()
    walk.heads_and_feet()
    walk.draft.strip("\n")
    draft = walk.draft
    end = min(end, draft.length)
    return Body(draft.text(), draft.sorted_marks(), None, walk.warnings(), end)


def _main_part(package: Package) -> str:
    for relation in package.relations().values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise Unreadable("is a Word file without a document inside; ask for the file again")


def _usual(xml: bytes) -> bytes:
    """A part with the usual names of things, if it was saved with the strict ones."""
    if b"http://purl.oclc.org/ooxml/" in xml[:4096]:
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual[1:-1].encode())
    return xml


def _root(xml: bytes) -> Element:
    root = parse(_usual(xml))
    etree.strip_elements(root, *_NOISE, with_tail=False)
    return root


class _Walk(Pen):
    """One walk through a document: the text so far, and what was met on the way."""

    def __init__(self, package: Package, main: str) -> None:
        super().__init__()
        self.package = package
        self.relations = package.relations(main)
        self._styles: Styles | None = None
        self.base = PLAIN
        self.boxes: list[Element] = []  # text boxes waiting for their paragraph to end
        self.noted: list[tuple[str, str, str]] = []  # part, id and label of each note met

    def children(self, node: Element) -> None:
        """Act on each child in turn; one that nothing is known of is looked into."""
        for item in node:
            act = _ACTS.get(item.tag)
            if act is None:
                self.children(item)
            else:
                act(self, item)

    def style(self, name: str) -> NamedStyle:
        """A named style by id; the part that holds the styles is read when first asked for one."""
        if self._styles is None:
            self._styles = Styles(self.part("styles") or b"")
        return self._styles.named(name)

    def part(self, kind: str) -> bytes | None:
        """The first part of this kind that the document refers to and holds."""
        for relation in self.relations.values():
            if relation.kind == kind and relation.target in self.package:
                return _usual(self.package.read(relation.target))
        return None

    def notes(self) -> None:
        """Add the notes that were referred to, each a paragraph with its label."""
        parts: dict[str, dict[str, Element]] = {}
        if self.noted and self.draft.pieces and not self.draft.pieces[-1].endswith("\n"):
            self.draft.write("\n")
        for kind, name, label in tuple(self.noted):
            if kind not in parts:
                xml = self.part(kind)
                parts[kind] = {n.get(W + "id", ""): n for n in _root(xml)} if xml else {}
            note = parts[kind].get(name)
            if note is not None:
                self.label = label
                self.children(note)
                self.label = ""

    def heads_and_feet(self) -> None:
        """Count the page headers and footers that hold words."""
        for relation in self.relations.values():
            if relation.kind in ("header", "footer") and relation.target in self.package:
                root = _root(self.package.read(relation.target))
                if any(words.text and words.text.strip() for words in root.iter(W + "t")):
                    self.counts[relation.kind] += 1


def _paragraph(walk: _Walk, node: Element) -> None:
    start = walk.draft.length
    properties = child(node, _PPR)
    if properties is None or not len(properties):
        walk.base = PLAIN
        walk.children(node)
        walk.end_line()
    else:
        named = child(properties, W + "pStyle")
        style = NO_STYLE if named is None else walk.style(named.get(W + "val", ""))
        walk.base = style.look.over(PLAIN)
        walk.children(node)
        walk.close()
        _mark_paragraph(walk.draft, start, properties, style)
        if not _end_deleted(properties):
            walk.end_line()
    boxes, walk.boxes = walk.boxes, []
    for box in boxes:
        walk.children(box)


def _mark_paragraph(draft: Draft, start: int, properties: Element, style: NamedStyle) -> None:
    level = heading_level(properties) or style.heading
    if level:
        draft.mark("heading", start, level)
    numbering = child(properties, W + "numPr")
    if numbering is not None or style.listed:
        depth = None if numbering is None else child(numbering, W + "ilvl")
        written = "0" if depth is None else depth.get(W + "val", "0")
        draft.mark("list", start, int(written) if written.isdecimal() else 0)


def _end_deleted(properties: Element) -> bool:
    """Whether the paragraph's end is a tracked deletion, so that the next one goes on with it."""
    marks = child(properties, W + "rPr")
    return marks is not None and child(marks, W + "del") is not None


def _run(walk: _Walk, node: Element) -> None:
    walk.look = walk.base
    walk.children(node)


def _run_properties(walk: _Walk, node: Element) -> None:
    if not len(node):
        return
    look = look_of(node, walk.style).over(walk.base)
    walk.look = walk.shown if look == walk.shown else look


def _words(walk: _Walk, node: Element) -> None:
    text = node.text
    if text:
        walk.write(_BREAKS.sub(" ", text) if "\n" in text or "\r" in text else text)


def _row(walk: _Walk, node: Element) -> None:
    properties = child(node, W + "trPr")
    if properties is not None and child(properties, W + "del") is not None:
        walk.counts["deletion"] += 1
        return
    walk.begin_row()
    walk.children(node)
    walk.end_row()


def _cell(walk: _Walk, node: Element) -> None:
    if not walk.rows or walk.in_cell:  # a cell without a row: take it for text
        walk.children(node)
        return
    walk.begin_cell()
    walk.children(node)
    walk.end_cell()


def _alternatives(walk: _Walk, node: Element) -> None:
    """The same content for newer and older programs: the first that holds anything is read."""
    for choice in node:
        before = walk.draft.length, len(walk.boxes), walk.counts.total()
        walk.children(choice)
        if before != (walk.draft.length, len(walk.boxes), walk.counts.total()):
            return


def _text_box(walk: _Walk, node: Element) -> None:
    walk.boxes.append(node)


def _insertion(walk: _Walk, node: Element) -> None:
    walk.counts["insertion"] += 1
    walk.children(node)


def _symbol(walk: _Walk, node: Element) -> None:
    shown = symbol(node.get(W + "font", ""), node.get(W + "char", ""))
    walk.counts["symbol"] += shown is None
    walk.write(shown or "\ufffd")


def _note(part: str) -> Callable[[_Walk, Element], None]:
    def act(walk: _Walk, node: Element) -> None:
        own = node.get(W + "customMarkFollows") not in (None, "0", "false")
        label = "" if own else f"[{len(walk.noted) + 1}]"
        if label:
            walk.write(label)
        walk.noted.append((part, node.get(W + "id", ""), label and label + " "))

    return act


def _left_out(what: str) -> Callable[[_Walk, Element], None]:
    def act(walk: _Walk, node: Element) -> None:
        walk.counts[what] += 1

    return act


def _write(text: str) -> Callable[[_Walk, Element], None]:
    def act(walk: _Walk, node: Element) -> None:
        walk.write(text)

    return act


def _nothing(walk: _Walk, node: Element) -> None:
    pass


_ACTS: dict[str, Callable[[_Walk, Element], None]] = {
    W + "p": _paragraph,
    W + "r": _run,
    W + "rPr": _run_properties,
    W + "t": _words,
    _M + "t": _words,
    _A + "t": _words,
    W + "tab": _write("\t"),
    W + "ptab": _write("\t"),
    W + "br": _write("\n"),
    W + "cr": _write("\n"),
    W + "noBreakHyphen": _write("\u2011"),
    W + "softHyphen": _write("\u00ad"),
    W + "sym": _symbol,
    W + "tr": _row,
    W + "tc": _cell,
    _MC + "AlternateContent": _alternatives,
    W + "txbxContent": _text_box,
    W + "ins": _insertion,
    W + "footnoteReference": _note("footnotes"),
    W + "endnoteReference": _note("endnotes"),
    W + "del": _left_out("deletion"),
    W + "moveFrom": _left_out("moved"),
    W + "commentReference": _left_out("comment"),
    W + "rt": _left_out("reading"),
    W + "altChunk": _left_out("embedded"),
    W + "subDoc": _left_out("embedded"),
    _A + "blip": _left_out("picture"),
    _VML + "imagedata": _left_out("picture"),
    _CHART: _left_out("picture"),
    _DIAGRAM: _left_out("picture"),
    **dict.fromkeys(
        (
            W + name
            for name in (
                "pPr",
                "tblPr",
                "tblPrEx",
                "tblGrid",
                "trPr",
                "tcPr",
                "sectPr",
                "sdtPr",
                "sdtEndPr",
                "rubyPr",
                "instrText",
                "delInstrText",
                "delText",
                "ffData",
                "proofErr",
            )
        ),
        _nothing,
    ),
}
