"""How a page says that something is bold or not to be seen: by elements, attributes and CSS.

Of CSS, what an element says itself, and rules for one element or class (``.c3 { ... }``), as
word processors write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from liveable.readers.pen import Look

_LONGEST = 500_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BLOCK = re.compile(r"@[\w-]+[^{};]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")  # @media and the like
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:\.[\w-]+)?", re.IGNORECASE)
_HEAVY = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_LIGHT = frozenset(("normal", "lighter", "100", "200", "300", "400", "500"))
_SLANTED = frozenset(("italic", "oblique"))
_UNSEEN = {("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")}
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite", "var", "dfn", "address"))


class Css(NamedTuple):
    """What is said of how words look, whether they are seen, and whether white space is kept."""

    look: Look = Look()
    hidden: bool = False
    pre: bool = False

    def over(self, below: Css) -> Css:
        """This, with what it leaves open taken from another."""
        look = self.look.over(below.look)
        return Css(look, self.hidden or below.hidden, self.pre or below.pre)


PLAIN_CSS = Css()


def css(written: str) -> Css:
    """What some CSS properties say."""
    bold: bool | None = None
    italic: bool | None = None
    hidden = pre = False
    for declaration in written.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, values = name.strip(), frozenset(value.replace("!important", " ").split())
        if name in ("font-weight", "font") and values & _HEAVY:
            bold = True
        elif name == "font-weight" and values & _LIGHT:
            bold = False
        if name in ("font-style", "font") and values & _SLANTED:
            italic = True
        elif name == "font-style" and "normal" in values:
            italic = False
        hidden |= any((name, each) in _UNSEEN for each in values)
        pre |= name == "white-space" and any(v.startswith(("pre", "break-s")) for v in values)
    return Css(Look(bold, italic), hidden, pre)


class Styles:
    """The style sheet of a page, as far as it is understood."""

    def __init__(self) -> None:
        self._rules: dict[str, Css] = {}

    def read(self, sheet: str) -> None:
        """Add the rules of a ``style`` element."""
        sheet = _BLOCK.sub("", _COMMENT.sub("", sheet[:_LONGEST].replace("<!--", "")))
        for rule in sheet.split("}"):
            selectors, _, written = rule.partition("{")
            said = css(written)
            if said != PLAIN_CSS:
                for selector in map(str.strip, selectors.split(",")):
                    if selector and _SELECTOR.fullmatch(selector):
                        key = selector.lower()
                        self._rules[key] = said.over(self._rules.get(key, PLAIN_CSS))

    def of(self, tag: str, says: Mapping[str, str]) -> Css:
        """What holds for an element: its own style, its classes, its kind."""
        own = says.get("style")
        found = css(own) if own else PLAIN_CSS
        if self._rules:
            for key in self._keys(tag, says.get("class", "")):
                rule = self._rules.get(key)
                if rule is not None:
                    found = found.over(rule)
        if tag in _BOLD:
            return found.over(_SAYS_BOLD)
        return found.over(_SAYS_ITALIC) if tag in _ITALIC else found

    def _keys(self, tag: str, classes: str) -> Iterator[str]:
        for name in dict.fromkeys(classes.lower().split()[:20]):
            yield f"{tag}.{name}"
            yield f".{name}"
        yield tag


_SAYS_BOLD = Css(Look(bold=True))
_SAYS_ITALIC = Css(Look(italic=True))
