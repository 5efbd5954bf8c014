"""HTML and XHTML cut into words and tags, in one pass and in linear time, whatever stands in them.

Written here because a tree is not wanted: old pages close what they never opened, libxml2 gives up
below a depth of 256, and the standard library's parser has been quadratic. Nothing is fetched and
no DTD is read: a name of a character that HTML does not know stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
# The rest of a tag, in which a quoted value may hold any sign.
_REST = re.compile(r"""(?:[^>"'=]|=\s*"[^"]*"|=\s*'[^']*'|[="'])*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_ENTITY = re.compile(
    r"&(?:#\d{1,7}(?!\d)|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,30});?"
)
_LINE_BREAKS = re.compile(r"\r\n?")
# Elements whose content is no HTML: to their end tag, everything is words.
_RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed"))
_WITH_ENTITIES = ("title", "textarea")
_XHTML = re.compile(r"<\?xml\s|<html\b[^>]{0,2000}?\bxmlns\s*=", re.IGNORECASE)


class Token(NamedTuple):
    """Words, or the start or end of an element ``name`` with what its start tag says, unread."""

    kind: Literal["words", "start", "end"]
    name: str = ""
    text: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The words and tags of a page in order, an element that is empty with its end at once."""
    return _Cutter(text).tokens()


def attributes(written: str) -> dict[str, str]:
    """What a start tag says; a name given twice counts once, as in browsers."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        if value[:1] in ('"', "'"):
            value = value[1:-1]
        found.setdefault(name.lower(), decoded(value) if "&" in value else value)
    return found


def decoded(text: str) -> str:
    """Words with the characters their entities stand for."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: unescape(found[0]), text).replace("\r", "\n")


class _Cutter:
    """Where a page is cut, and what is known not to come any more."""

    def __init__(self, text: str) -> None:
        self.text = _LINE_BREAKS.sub("\n", text) if "\r" in text else text
        self.xhtml = _XHTML.search(text, 0, 5000) is not None
        self._careful = True  # quoted values have been closed so far
        self._missing: set[str] = set()  # ends that were looked for and are not there

    def tokens(self) -> Iterator[Token]:
        """All tokens."""
        text, at = self.text, 0
        while True:
            start = text.find("<", at)
            if start < 0:
                break
            if start > at:
                yield Token("words", text=decoded(text[at:start]))
            tag = _TAG.match(text, start)
            if tag is None:
                at = start + 1
                if text.startswith(("<!", "<?", "</"), start):
                    yield from self._cdata(start)
                    at = self._past(start)
                if at == start + 1:
                    yield Token("words", text="<")
                continue
            stop = self._end_of_tag(tag.end())
            if stop < 0:
                at = start
                break
            at = stop
            name = tag[1].lower()
            if text[start + 1] == "/":
                yield Token("end", name)
                continue
            written = text[tag.end() : stop - 1]
            yield Token("start", name, written)
            if self.xhtml and written.endswith("/"):
                yield Token("end", name)
            elif name in _RAW:
                at = self._raw_end(name, stop)
                words = text[stop:at]
                yield Token("words", text=decoded(words) if name in _WITH_ENTITIES else words)
        if at < len(text):
            yield Token("words", text=decoded(text[at:]))

    def _find(self, sign: str, start: int) -> int:
        """Where a sign comes next, or -1; one that does not come is not looked for again."""
        if sign in self._missing:
            return -1
        found = self.text.find(sign, start)
        if found < 0:
            self._missing.add(sign)
        return found

    def _end_of_tag(self, start: int) -> int:
        """Where the tag ends, or -1."""
        simple = self._find(">", start)
        if simple < 0 or not self._careful:
            return simple + 1 if simple >= 0 else -1
        if self.text.find("=", start, simple) < 0:
            return simple + 1
        rest = _REST.match(self.text, start)
        if rest is None:
            self._careful = False
            return simple + 1
        return rest.end()

    def _cdata(self, start: int) -> Iterator[Token]:
        if self.text.startswith("<![CDATA[", start):
            stop = self._find("]]>", start)
            if stop >= 0:
                yield Token("words", text=self.text[start + 9 : stop])

    def _past(self, start: int) -> int:
        """Behind a comment, declaration or instruction; behind its first sign if it never ends."""
        text = self.text
        for sign, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?php", "?>"), ("<?=", "?>")):
            if text.startswith(sign, start):
                stop = self._find(end, start + 2)
                if stop >= 0:
                    return stop + len(end)
        stop = self._find(">", start)
        inner = text.find("[", start, stop) if text.startswith("<!DOCTYPE", start) else -1
        if inner >= 0:
            closed = self._find("]", inner)
            stop = self._find(">", closed) if closed >= 0 else stop
        return stop + 1 if stop >= 0 else start + 1

    def _raw_end(self, name: str, start: int) -> int:
        """Where the words of a raw element end: at its end tag, or with the page."""
        key = f"</{name}"
        if key in self._missing:
            return len(self.text)
        found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.text, start)
        if found is None:
            self._missing.add(key)
            return len(self.text)
        return found.start()
