"""How an OpenDocument text says that something is bold, hidden or a heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from liveable.readers.pen import Look

Element = etree._Element
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE = (_ODF % name for name in ("office", "style", "text", "table"))
DRAW = _ODF % "drawing"
_FO = _ODF % "xsl-fo-compatible"
_BOLD = ("bold", "600", "700", "800", "900")
_UPRIGHT = ("normal", "100", "200", "300", "400", "500")


class NamedStyle(NamedTuple):
    """A style with all it takes from its parents: its look, and its level of heading (0: none)."""

    look: Look = Look()
    heading: int = 0


NO_STYLE = NamedStyle()


class Styles:
    """The styles of a document by family and name, each worked out when it is first asked for."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """``roots`` are of the parts that hold styles; what a later one says goes."""
        self._elements: dict[tuple[str, str], Element] = {}
        for root in roots:
            for group in ("styles", "automatic-styles"):
                for style in root.iterfind(f"{OFFICE}{group}/{STYLE}style"):
                    key = style.get(STYLE + "family", ""), style.get(STYLE + "name", "")
                    self._elements[key] = style
        self._done: dict[tuple[str, str], NamedStyle] = {}

    def named(self, family: str, name: str) -> NamedStyle:
        """A style; NO_STYLE for one that is not there."""
        key = family, name
        if key not in self._done:
            self._done[key] = NO_STYLE  # for a chain of styles that bites its own tail
            element = self._elements.get(key)
            if element is not None:
                self._done[key] = self._worked_out(family, name, element)
        return self._done[key]

    def _worked_out(self, family: str, name: str, element: Element) -> NamedStyle:
        below = self.named(family, element.get(STYLE + "parent-style-name", ""))
        properties = child(element, STYLE + "text-properties")
        look = Look() if properties is None else _look_of(properties)
        written = element.get(STYLE + "default-outline-level", "")
        level = int(written) if written in set("123456789") else int(name == "Title")
        return NamedStyle(look.over(below.look), level or below.heading)


def child(node: Element, tag: str) -> Element | None:
    """The first child with this tag."""
    return next(node.iterchildren(tag), None)


def _look_of(properties: Element) -> Look:
    weight, slant = properties.get(_FO + "font-weight"), properties.get(_FO + "font-style")
    display = properties.get(TEXT + "display")
    return Look(
        True if weight in _BOLD else False if weight in _UPRIGHT else None,
        slant in ("italic", "oblique") if slant else None,
        display == "none" if display else None,
    )
