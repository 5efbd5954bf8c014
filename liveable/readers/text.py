"""Plain text and Markdown.

Plain text is taken as it stands. Of Markdown the signs of form are taken off and kept as marks
(``**bold**``, ``*italic*``, ``# heading``, ``<u>``), escapes and entities become the characters
they mean; list bullets, quotes, links and fenced code stay as written, so no word is lost.
"""

from __future__ import annotations

import html
import re

from liveable.core.text import canonical
from liveable.readers.body import Body, Draft
from liveable.readers.encodings import decode

_LONGEST = 2_000_000  # beyond which Markdown is taken as it stands
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_LIST = re.compile(r"([ \t]*)(?:[-*+]|\d{1,4}[.)])[ \t]+")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_SIGNS = re.compile(r"[\\&*_<]")
# Emphasis opens before a word and closes after one, within a few lines' length (longer is a stray).
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|\*\*(?=[^\s*])(?P<bold>.{1,300}?)(?<=\S)\*\*"
    r"|(?<!\w)__(?=[^\s_])(?P<bold_>.{1,300}?)(?<=\S)__(?!\w)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<italic>.{1,300}?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<italic_>.{1,300}?)(?<=[^\s_])_(?!\w)"
    r"|<(?P<heavy>b|strong)>(?P<bold__>[^<>]{1,300})</(?P=heavy)>"
    r"|<(?P<slant>i|em)>(?P<italic__>[^<>]{1,300})</(?P=slant)>"
    r"|(?P<tag></?(?:b|strong|i|em|u|p|br|div|span|small|mark|sup|sub|center)"
    r"(?:\s[^<>]{0,100}=[^<>]{0,200})?\s?/?>)"
)


def read_text(data: bytes, encoding: str | None = None) -> Body:
    """Plain text; raises Unreadable for bytes that are no text."""
    decoded = decode(data, encoding)
    return Body(decoded.text, (), decoded.encoding, decoded.warnings)


def read_markdown(data: bytes, encoding: str | None = None) -> Body:
    """Markdown (CommonMark's emphasis, headings, escapes and entities), as text with marks."""
    decoded = decode(data, encoding)
    if len(decoded.text) > _LONGEST:
        said = "It is too long for Markdown and was read as plain text."
        return Body(decoded.text, (), decoded.encoding, (*decoded.warnings, said))
    draft = Draft()
    fenced = False
    for number, line in enumerate(decoded.text.split("\n")):
        if number:
            draft.write("\n")
        if _FENCE.match(line):
            fenced = not fenced
        if fenced:
            draft.write(line)
        else:
            _line(draft, line)
    return Body(draft.text(), draft.sorted_marks(), decoded.encoding, decoded.warnings)


def _line(draft: Draft, line: str) -> None:
    start = draft.length
    heading = _HEADING.match(line)
    if heading:
        words = line[heading.end() :].rstrip()
        bare = words.rstrip("#")  # "# Title #" may be closed as it is opened
        _inline(draft, bare.rstrip() if bare[-1:] in (" ", "\t", "") else words)
        draft.mark("heading", start, len(heading[1]))
        return
    bullet = _LIST.match(line)
    if bullet:
        draft.write(bullet.group())
        line = line[bullet.end() :]
    _inline(draft, line)
    if bullet:
        draft.mark("list", start, len(bullet[1].expandtabs(4)) // 2)


def _inline(draft: Draft, line: str) -> None:
    if not _SIGNS.search(line):
        draft.write(line)
        return
    done = 0
    for found in _INLINE.finditer(line):
        draft.write(line[done : found.start()])
        done = found.end()
        _sign(draft, found)
    draft.write(line[done:])


def _sign(draft: Draft, found: re.Match[str]) -> None:
    start = draft.length
    if found["escaped"]:
        draft.write(found["escaped"])
    elif found["entity"]:
        draft.write(canonical(html.unescape(found["entity"])))
    elif bold := found["bold"] or found["bold_"] or found["bold__"]:
        _inline(draft, bold)
        draft.mark("bold", start)
    elif italic := found["italic"] or found["italic_"] or found["italic__"]:
        _inline(draft, italic)
        draft.mark("italic", start)
