"""OpenDocument texts (ODF 1.3 part 3), zipped or flat, walked so that nothing readable is skipped.

Kept: every paragraph with its soft line breaks (``\\n``), tabs and repeated spaces, sections,
indexes, fields, links, insertions, the base text of ruby. Text boxes and words in shapes follow the
paragraph they are anchored in. The cells of a table row stand on one line, as in Word documents.
Notes follow the body, numbered ``[1]`` in one series, as are the places they belong to.

Left out and counted in the warnings: deletions, comments, hidden text, pictures, embedded objects,
readings of ruby, page headers and footers. The numbers of numbered lists are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from liveable.readers.body import Body, Unreadable
from liveable.readers.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Styles, child
from liveable.readers.package import Package, parse
from liveable.readers.pen import PLAIN, Pen

Element = etree._Element

MAX_PARAGRAPHS = 200_000
MAX_TEXT = 50_000_000
_MOST_SPACES = 200
_MOST_COLUMNS = 100
_PARAGRAPH = re.compile(rb"<(?:\w+:)?[ph][ />]")
_SPACES = re.compile(r"[ \t\r\n]+")
_PROTECTED = "is password-protected; save a copy without the password"
_FEET = {"header": "header", "footer": "footer"}


def read_odt(data: bytes) -> Body:
    """An OpenDocument text's words; raises Unreadable for what is damaged or suspicious."""
    if data.startswith(b"PK"):
        package = Package(data)
        if _encrypted(package):
            raise Unreadable(_PROTECTED)
        xml = package.read("content.xml")
        named = [parse(package.read("styles.xml"))] if "styles.xml" in package else []
    else:
        xml, named = data, []
    if sum(1 for _ in _PARAGRAPH.finditer(xml)) > MAX_PARAGRAPHS:
        raise Unreadable(f"has more than {MAX_PARAGRAPHS:,} paragraphs")
    root = parse(xml)
    text = next(root.iter(OFFICE + "text"), None)
    if text is None:
        raise Unreadable("is an OpenDocument file without a text inside")
    roots = [*named, root]
    walk = _Walk(Styles(roots))
    walk.blocks(text)
    end = walk.draft.length
    walk.notes()
    walk.heads_and_feet(roots)
    walk.draft.strip("\n")
    draft = walk.draft
    return Body(draft.text(), draft.sorted_marks(), None, walk.warnings(), min(end, draft.length))


def _encrypted(package: Package) -> bool:
    """Whether the package's list of contents says how parts were encrypted, or is for nothing but
    an encrypted package.
    """
    if "encrypted-package" in package:
        return True
    manifest = "META-INF/manifest.xml"
    return manifest in package and b"encryption-data" in package.read(manifest)


class _Walk(Pen):
    """One walk through a document: the text so far, and what was met on the way."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self.styles = styles
        self.spaced = True  # the next space would be one too many
        self.base = PLAIN
        self.depth = 0  # of lists
        self.boxes: list[Element] = []  # what waits for its paragraph to end
        self.noted: list[tuple[str, Element]] = []  # label and body of each note met
        self.deleted: set[str] = set()  # changes whose words stand in the text and are to go
        self.gone: set[str] = set()  # those within which the walk is

    def blocks(self, node: Element) -> None:
        """Act on each child in turn; one that nothing is known of is looked into."""
        for item in node:
            _ACTS.get(item.tag, _Walk.blocks)(self, item)

    def inline(self, node: Element) -> None:
        """Write the words of a node that stands in a paragraph, and act on what is between them."""
        if node.text:
            self.words(node.text)
        for item in node:
            _ACTS.get(item.tag, _Walk.inline)(self, item)
            if item.tail:
                self.words(item.tail)

    def words(self, text: str) -> None:
        """Write words with no more than one space between them."""
        if self.gone:
            return
        text = _SPACES.sub(" ", text)
        if self.spaced and text[0] == " ":
            text = text[1:]
        if text:
            self.spaced = text[-1] == " "
            self.write(text)

    def sign(self, text: str) -> None:
        """Write white space or a label that is meant as it is."""
        if self.gone:
            return
        self.spaced = False
        self.write(text)

    def notes(self) -> None:
        """Add the notes that were met, each a paragraph with its label."""
        if self.noted and self.draft.pieces and not self.draft.pieces[-1].endswith("\n"):
            self.draft.write("\n")
        for label, body in self.noted:
            self.label = f"{label} "
            self.blocks(body)
            self.label = ""

    def heads_and_feet(self, roots: list[Element]) -> None:
        """Count the page headers and footers that hold words."""
        for root in roots:
            for page in root.iter(STYLE + "master-page"):
                for item in page:
                    what = _FEET.get(etree.QName(item).localname.split("-")[0])
                    shown = item.get(STYLE + "display") != "false"
                    if what and shown and any(str(words).strip() for words in item.itertext()):
                        self.counts[what] += 1


def _paragraph(walk: _Walk, node: Element) -> None:
    hidden = child(node, TEXT + "hidden-paragraph")
    if hidden is not None and hidden.get(TEXT + "is-hidden") == "true":
        walk.counts["hidden"] += 1
        return
    start, before, outer = walk.draft.length, walk.spaced, walk.base
    style = walk.styles.named("paragraph", node.get(TEXT + "style-name", ""))
    walk.base = walk.look = style.look.over(PLAIN)
    walk.spaced = True
    walk.inline(node)
    walk.close()
    level = _outline(node) or style.heading
    if level:
        walk.draft.mark("heading", start, level)
    elif walk.depth:
        walk.draft.mark("list", start, walk.depth - 1)
    walk.end_line()
    walk.spaced, walk.base = before, outer
    boxes, walk.boxes = walk.boxes, []
    for box in boxes:
        walk.blocks(box)


def _outline(node: Element) -> int:
    if node.tag != TEXT + "h":
        return 0
    return max(1, min(9, _number(node, TEXT + "outline-level")))


def _number(node: Element, name: str) -> int:
    """A number an attribute gives; 1 when it gives none."""
    written = node.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else 1


def _span(walk: _Walk, node: Element) -> None:
    before = walk.look
    walk.look = walk.styles.named("text", node.get(TEXT + "style-name", "")).look.over(before)
    walk.inline(node)
    walk.look = before


def _spaces(walk: _Walk, node: Element) -> None:
    if walk.draft.length > MAX_TEXT:
        raise Unreadable("is longer than any transcript")
    walk.sign(" " * min(_number(node, TEXT + "c"), _MOST_SPACES))


def _list(walk: _Walk, node: Element) -> None:
    walk.depth += 1
    walk.blocks(node)
    walk.depth -= 1


def _table(walk: _Walk, node: Element) -> None:
    depth, walk.depth = walk.depth, 0
    walk.blocks(node)
    walk.depth = depth


def _row(walk: _Walk, node: Element) -> None:
    walk.begin_row()
    walk.blocks(node)
    walk.end_row()


def _cell(walk: _Walk, node: Element) -> None:
    if not walk.rows or walk.in_cell:  # a cell without a row: take it for text
        walk.blocks(node)
        return
    for _ in range(min(_number(node, TABLE + "number-columns-repeated"), _MOST_COLUMNS)):
        walk.begin_cell()
        if len(node):
            walk.blocks(node)
        walk.end_cell()
        if len(node):  # the same words again and again, cells within cells, have no end
            return


def _section(walk: _Walk, node: Element) -> None:
    display, hidden = node.get(TEXT + "display"), node.get(TEXT + "is-hidden")
    if display == "none" or (display == "condition" and hidden == "true"):
        walk.counts["hidden"] += 1
    else:
        walk.blocks(node)


def _hidden_words(walk: _Walk, node: Element) -> None:
    if node.get(TEXT + "is-hidden") == "true":
        walk.counts["hidden"] += 1
    else:
        walk.inline(node)


def _note(walk: _Walk, node: Element) -> None:
    body = child(node, TEXT + "note-body")
    if body is not None:
        walk.noted.append((f"[{len(walk.noted) + 1}]", body))
        walk.sign(f"[{len(walk.noted)}]")


def _frame(walk: _Walk, node: Element) -> None:
    """A text box, or a picture or object in as many forms as programs may understand."""
    box = child(node, DRAW + "text-box")
    if box is not None:
        _shape(walk, box)
        return
    embedded = any(child(node, DRAW + name) is not None for name in ("object", "object-ole"))
    if embedded or child(node, DRAW + "image") is not None:
        walk.counts["embedded" if embedded else "picture"] += 1


def _shape(walk: _Walk, node: Element) -> None:
    """Words in a shape wait for the paragraph to end; between paragraphs they stand where they
    are.
    """
    walk.boxes.append(node)
    if node.getparent() is not None and not _in_paragraph(node):
        boxes, walk.boxes = walk.boxes, []
        for box in boxes:
            walk.blocks(box)


def _in_paragraph(node: Element) -> bool:
    for above in node.iterancestors():
        if above.tag in (TEXT + "p", TEXT + "h"):
            return True
        if above.tag == DRAW + "text-box":
            return False
    return False


def _tracked(walk: _Walk, node: Element) -> None:
    """The list of changes, which holds what was deleted, unless that stands in the text still."""
    for region in node:
        for change in region:
            name = etree.QName(change).localname
            if name in ("deletion", "insertion"):
                walk.counts[name] += 1
            if name == "deletion":
                walk.deleted.add(region.get(TEXT + "id", ""))
    ends = node.getroottree().iter(TEXT + "change-end")
    walk.deleted &= {end.get(TEXT + "change-id", "") for end in ends} - {""}


def _change_begins(walk: _Walk, node: Element) -> None:
    change = node.get(TEXT + "change-id", "")
    if change in walk.deleted:
        walk.gone.add(change)


def _change_ends(walk: _Walk, node: Element) -> None:
    walk.gone.discard(node.get(TEXT + "change-id", ""))


def _left_out(what: str) -> Callable[[_Walk, Element], None]:
    def act(walk: _Walk, node: Element) -> None:
        walk.counts[what] += 1

    return act


def _write(text: str) -> Callable[[_Walk, Element], None]:
    def act(walk: _Walk, node: Element) -> None:
        walk.sign(text)

    return act


def _nothing(walk: _Walk, node: Element) -> None:
    pass


_SHAPES = "custom-shape rect line polyline polygon regular-polygon path circle ellipse connector"
# What holds words that are not the document's: templates of indexes, declarations, descriptions.
_SILENT = (
    *(TEXT + f"{index}-source" for index in ("table-of-content", "illustration-index")),
    *(TEXT + f"{index}-source" for index in ("table-index", "object-index", "user-index")),
    *(TEXT + f"{index}-source" for index in ("alphabetical-index", "bibliography")),
    *(TEXT + f"{what}-decls" for what in ("sequence", "variable", "user-field", "dde-connection")),
    *(TEXT + name for name in ("script", "number", "alphabetical-index-auto-mark-file")),
    *(OFFICE + name for name in ("forms", "annotation-end", "event-listeners", "binary-data")),
    *(TABLE + name for name in ("title", "desc", "table-source")),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
)
_ACTS: dict[str, Callable[[_Walk, Element], None]] = {
    TEXT + "p": _paragraph,
    TEXT + "h": _paragraph,
    TEXT + "span": _span,
    TEXT + "s": _spaces,
    TEXT + "tab": _write("\t"),
    TEXT + "line-break": _write("\n"),
    TEXT + "list": _list,
    TEXT + "section": _section,
    TABLE + "table": _table,
    TABLE + "table-row": _row,
    TABLE + "table-cell": _cell,
    TABLE + "covered-table-cell": _cell,
    TEXT + "note": _note,
    TEXT + "hidden-text": _hidden_words,
    TEXT + "tracked-changes": _tracked,
    TEXT + "change-start": _change_begins,
    TEXT + "change-end": _change_ends,
    OFFICE + "annotation": _left_out("comment"),
    TEXT + "ruby-text": _left_out("reading"),
    DRAW + "frame": _frame,
    **dict.fromkeys((DRAW + name for name in _SHAPES.split()), _shape),
    **dict.fromkeys(_SILENT, _nothing),
}
