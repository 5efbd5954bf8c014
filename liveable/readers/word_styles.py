"""How Word says that something is bold, hidden or a heading: run properties and named styles."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from liveable.readers.body import Unreadable
from liveable.readers.package import parse
from liveable.readers.pen import Look

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_ROOT = re.compile(rb"<((?:\w+:)?)styles\b[^>]*>")
_HEADING_NAME = re.compile(r"heading (\d)$", re.I)
_OFF = ("0", "false", "off")
_BOLD, _ITALIC, _HIDDEN, _RUN_STYLE = W + "b", W + "i", W + "vanish", W + "rStyle"


class NamedStyle(NamedTuple):
    """A style of the document: its look, and which level of heading it is (0: none)."""

    look: Look = Look()
    heading: int = 0
    listed: bool = False


NO_STYLE = NamedStyle()


class Styles:
    """The named styles of a document by id, each cut out and parsed when it is first asked for: the
    part that holds them is often five times as long as the text, and three of them are in use.
    """

    def __init__(self, xml: bytes = b"") -> None:
        """``xml`` is the document's ``styles.xml``."""
        root = _ROOT.search(xml)
        self._xml = xml if root else b""
        self._root, self._prefix = (root[0], root[1]) if root else (b"", b"")
        self._done: dict[str, NamedStyle] = {}

    def named(self, name: str) -> NamedStyle:
        """A style with all it takes from those it is based on; NO_STYLE for an unknown id."""
        if name not in self._done:
            self._done[name] = NO_STYLE  # for a chain of styles that bites its own tail
            element = self._element(name)
            if element is not None:
                self._done[name] = self._worked_out(element)
        return self._done[name]

    def _element(self, name: str) -> Element | None:
        at = self._xml.find(b'styleId="%s"' % html.escape(name, quote=False).encode())
        start = self._xml.rfind(b"<", 0, max(at, 0))
        stop = self._xml.find(b"</%sstyle>" % self._prefix, max(at, 0))
        if at < 0 or start < 0 or stop < 0:
            return None
        ends = b"</%sstyle></%sstyles>" % (self._prefix, self._prefix)
        try:
            root = parse(self._root + self._xml[start:stop] + ends)
        except Unreadable:  # how a text looks is no reason not to read it
            return None
        return child(root, W + "style")

    def _worked_out(self, element: Element) -> NamedStyle:
        based = child(element, W + "basedOn")
        below = NO_STYLE if based is None else self.named(based.get(_VAL, ""))
        properties = child(element, W + "rPr")
        look = Look() if properties is None else look_of(properties, self.named)
        paragraph = child(element, W + "pPr")
        listed = paragraph is not None and child(paragraph, W + "numPr") is not None
        level = _named_level(element) or heading_level(paragraph) or below.heading
        return NamedStyle(look.over(below.look), level, listed or below.listed)


def child(node: Element, tag: str) -> Element | None:
    """The first child with this tag; several times faster than ``find``."""
    return next(node.iterchildren(tag), None)


def look_of(properties: Element, named_style: Callable[[str], NamedStyle]) -> Look:
    """What a run's properties say, its character style included."""
    bold = italic = hidden = None
    named = NO_STYLE
    for item in properties:
        tag = item.tag
        if tag == _BOLD:
            bold = _on(item)
        elif tag == _ITALIC:
            italic = _on(item)
        elif tag == _HIDDEN:
            hidden = _on(item)
        elif tag == _RUN_STYLE:
            named = named_style(item.get(_VAL, ""))
    return Look(bold, italic, hidden).over(named.look)


def _on(toggle: Element) -> bool:
    return toggle.get(_VAL) not in _OFF


def _named_level(style: Element) -> int:
    """Headings keep their English names inside a file, whatever language Word speaks."""
    named = child(style, W + "name")
    name = "" if named is None else named.get(_VAL, "")
    heading = _HEADING_NAME.match(name)
    return int(heading[1]) if heading else int(name.lower() == "title")


def heading_level(properties: Element | None) -> int:
    """The outline level a paragraph's properties give, from 1; 0 for running text."""
    outline = None if properties is None else child(properties, W + "outlineLvl")
    written = "" if outline is None else outline.get(_VAL, "")
    return int(written) + 1 if written.isdecimal() and int(written) < 9 else 0
