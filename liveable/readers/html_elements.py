"""What the elements of a page are: blocks, parts of tables, shown or left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NOTES = re.compile(r"mso-element:\s*(?:foot|end)note-list")
_NOTES_ID = re.compile(r"(?:sd(?:foot|end)note|ftn|edn|fn|footnotes?|endnotes?)[-_:]?\d*")
_COMMENT_STYLE = re.compile(r"mso-element:\s*comment\b(?!-)")

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "dir", "menu"))
KEPT = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))
BLOCKS = (
    frozenset(HEADINGS)
    | LISTS
    | KEPT
    | {"address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "li"}
    | {"legend", "main", "nav", "noframes", "p", "search", "section", "summary", "caption"}
)
TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"))
VOID = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input"}
    | {"keygen", "link", "meta", "param", "source", "track", "wbr"}
)
RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed"))
# Elements that close another of their kind instead of lying in it.
ALIKE = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}
RUBY = frozenset(("rt", "rp", "rb", "rtc"))
# Elements that end where their end tag is, whatever was opened in between.
FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt"}
    | {"u", "sup", "sub", "span"}
)
# Elements whose words are left out, and what they are counted as ("": not at all).
_MUTE = {
    **dict.fromkeys(("noscript", "template", "datalist", "rp", "annotation", "xml"), ""),
    **dict.fromkeys(("svg", "canvas", "audio", "video"), ""),
    "nav": "menu",
    "select": "control",
    "button": "control",
    "rt": "reading",
}
COUNTED = {
    **dict.fromkeys(("img", "svg", "canvas"), "picture"),
    **dict.fromkeys(("audio", "video"), "recording"),
    **dict.fromkeys(("iframe", "embed"), "embedded"),
}


def muted(tag: str, says: Mapping[str, str], *, hidden: bool = False) -> str | None:
    """What an element's words are counted as when they are left out ("": as nothing), and None
    where they are shown; ``hidden`` is whether its style hides it.
    """
    kind = _MUTE.get(tag)
    if tag == "dialog" and "open" not in says:
        kind = "hidden"
    if kind is None and says:
        kind = _said(tag, says)
    return "hidden" if kind is None and hidden else kind


def _said(tag: str, says: Mapping[str, str]) -> str | None:
    style, role, classes = says.get("style", ""), says.get("role"), says.get("class", "")
    if "hidden" in says:
        return "hidden"
    if role == "navigation":
        return "menu"
    if tag == "div" and says.get("title") in ("header", "footer"):  # of a printed page
        return says["title"]
    if tag == "del" and changed(says):
        return "deletion"
    if _COMMENT_STYLE.search(style):
        return "comment"
    if tag == "a" and (says.get("href", "").startswith("#cmnt") or "msocom" in classes.lower()):
        return ""  # the sign of a comment
    if role == "doc-backlink" or "footnote-back" in classes or "mso-list:Ignore" in style:
        return ""
    return None


def changed(says: Mapping[str, str]) -> bool:
    """Whether a change is a tracked one: a word processor says who made it or when."""
    return "cite" in says or "datetime" in says


def are_notes(says: Mapping[str, str]) -> bool:
    """Whether a block holds notes to the text before it."""
    kinds = f"{says.get('epub:type', '')} {says.get('role', '')} {says.get('class', '')}".split()
    named = {"footnotes", "endnotes", "rearnotes", "doc-endnotes", "doc-footnote", "footnote"}
    return (
        not named.isdisjoint(kinds)
        or _NOTES.search(says.get("style", "")) is not None
        or _NOTES_ID.fullmatch(says.get("id", "")) is not None
    )
