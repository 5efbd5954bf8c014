"""Rich text (RTF 1.9.1), taken apart by hand in one pass.

Written here because striprtf gives bare text: no bold to tell labels by and no cells, but deleted
and hidden words among the others.

Kept: paragraphs, line breaks, tabs, results of fields and objects, words in shapes, insertions.
Text boxes follow the paragraph they are anchored in; the cells of a table row stand on one line;
notes follow the body, numbered ``[1]`` in one series, as are the places they belong to.

Left out and counted in the warnings: deletions, passages moved away, comments, hidden text,
pictures, page headers and footers. Numbers and bullets of lists are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from liveable.readers.body import Body, Unreadable
from liveable.readers.encodings import known
from liveable.readers.pen import PLAIN
from liveable.readers.rtf_codes import Fonts, codec_of, plain_bytes
from liveable.readers.rtf_walk import Walk

MAX_SIGNS = 1_000_000  # a hundred thousand words, formatted one by one
MAX_CODES = 2_500_000
_DEEPEST_TABLE = 4
_LONGEST_STAND_IN = 20
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?"
    rb"|(?P<codes>(?:\\'[0-9a-fA-F]{2})++)"
    rb"|\\(?P<symbol>.)"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\x00]+"
    rb"|(?P<text>[^\\{}\r\n\x00]{1,65536})",
    re.DOTALL,
)
_IN_GROUP = re.compile(rb"[{}]|\\(?:bin(\d{1,10}) ?|.)", re.DOTALL)
# What shows, after a group that closed too early, that the text goes on.
_GOES_ON = re.compile(rb"\\(?:par|rtf|line|cell)\b")

_SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\t": "\t"}
_SYMBOLS |= {sign: sign.decode() for sign in (b"\\", b"{", b"}")}
_CHARS = {
    **dict.fromkeys(("line", "lbr", "page", "column"), "\n"),
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
# Groups whose text is none of the document's, and how some of them are counted.
_PASSED = frozenset(
    {"colortbl", "info", "filetbl", "listtable", "listoverridetable", "revtbl", "template"}
    | {"fldinst", "datafield", "bkmkstart", "bkmkend", "xe", "tc", "tcn", "rxe", "txe"}
    | {"nonshppict", "nonesttables", "shprslt", "listtext", "pntext", "pnseclvl"}
    | {"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"}
    | {"objdata", "objclass", "objname", "pict", "annotation"}
)
_COUNTED = {"pict": "picture", "annotation": "comment"}


def read_rtf(data: bytes, encoding: str | None = None) -> Body:
    """A rich-text file's words; ``encoding`` overrides its code page. Raises Unreadable."""
    data = plain_bytes(data.removeprefix(b"\xef\xbb\xbf"))
    codes = data.count(b"\\'") + data.count(b"\\u")
    signs = sum(map(data.count, (b"\\", b"{", b"}")))
    if codes > MAX_CODES or signs - codes > MAX_SIGNS:
        raise Unreadable("has more formatting than a document can have")
    reader = _Reader(data, encoding)
    reader.go()
    return reader.walk.body()


class _Reader:
    """What is read, how far it is read, and the walk that hears of it."""

    def __init__(self, data: bytes, encoding: str | None) -> None:
        self.data = data
        self.walk = Walk(Fonts(known(encoding)) if encoding else Fonts())
        self.fixed = encoding is not None  # someone said who knows
        self._starred = False  # the next word's group may be passed over
        self._more = -1  # so far something is known to come

    def go(self) -> None:
        """Take the file apart, sign by sign."""
        at = 0
        while at < len(self.data):
            at = self._stretch(at)

    def _stretch(self, start: int) -> int:
        """Go on to the end, or to what has to be jumped over; returns where to go on."""
        walk = self.walk
        for token in _TOKEN.finditer(self.data, start):
            kind = token.lastgroup
            if kind == "text":
                walk.codes(token["text"])
            elif kind == "codes":
                walk.codes(bytes.fromhex(token["codes"].replace(b"\\'", b"").decode()))
            elif kind == "brace":
                if token["brace"] == b"{":
                    walk.open()
                elif not walk.close() and not self._goes_on(token.end()):
                    return len(self.data)
            elif kind == "symbol":
                self._symbol(token["symbol"])
            elif kind is not None:
                number = int(token["number"]) if token["number"] else None
                if token["word"] == b"bin":
                    return token.end() + max(0, number or 0)
                if self._word(token["word"].decode(), number):
                    return self._past_group(token.end())
        return len(self.data)

    def _goes_on(self, at: int) -> bool:
        if self._more < at:
            found = _GOES_ON.search(self.data, at)
            self._more = found.start() if found else -1
        return self._more >= at

    def _past_group(self, start: int) -> int:
        """Where the group that has begun ends."""
        depth, at = 1, start
        while depth and (found := _IN_GROUP.search(self.data, at)):
            at = found.end() + (int(found[1]) if found[1] else 0)
            depth += (found[0] == b"{") - (found[0] == b"}")
        self.walk.close()
        return at if not depth else len(self.data)

    def _symbol(self, sign: bytes) -> None:
        """A backslash and a sign."""
        if sign == b"*":
            self._starred = True
        elif sign in (b"\n", b"\r"):
            self.walk.end_paragraph()
        elif sign in _SYMBOLS:
            self.walk.char(_SYMBOLS[sign])

    def _word(self, word: str, number: int | None) -> bool:
        """Act on a control word; returns whether the group it begins is to be passed over."""
        starred, self._starred = self._starred, False
        walk = self.walk
        if word in _CHARS:
            walk.char(_CHARS[word])
            return False
        if word == "u":
            walk.numbered_char(number or 0)
            return False
        walk.skip = 0
        act = _ACTS.get(word)
        if act is not None:
            act(self, number)
            return False
        if word not in _PASSED and not starred:
            return False
        walk.flush()
        walk.sheet.bullet |= word == "pntext"
        if word in _COUNTED:
            walk.pen.counts[_COUNTED[word]] += 1
        return bool(walk.groups)


Act = Callable[[_Reader, int | None], None]


def _setting(**changes: Any) -> Act:
    return lambda reader, number: reader.walk.set(**changes)


def _look(reader: _Reader, number: int | None, *, name: str) -> None:
    walk = reader.walk
    walk.set(look=walk.state.look._replace(**{name: number != 0}))


def _beside(reader: _Reader, number: int | None, *, name: str) -> None:
    walk = reader.walk
    walk.set(beside=walk.state.beside._replace(**{name: number != 0}))


def _plain(reader: _Reader, number: int | None) -> None:
    font = reader.walk.default_font
    reader.walk.set(look=PLAIN, beside=PLAIN, rtl=False, gone="", added=False, font=font)


def _gone(reader: _Reader, number: int | None, *, how: str) -> None:
    reader.walk.set(gone=how if number != 0 else "")


def _added(reader: _Reader, number: int | None) -> None:
    reader.walk.set(added=number != 0)


def _font(reader: _Reader, number: int | None) -> None:
    key = "defining" if reader.walk.state.into == "fonts" else "font"
    reader.walk.set(**{key: number or 0})


def _default_font(reader: _Reader, number: int | None) -> None:
    reader.walk.default_font = number or 0
    reader.walk.set(font=number or 0)


def _charset(reader: _Reader, number: int | None) -> None:
    if reader.walk.state.into == "fonts":
        reader.walk.font().charset = number


def _font_page(reader: _Reader, number: int | None) -> None:
    if reader.walk.state.into == "fonts":
        reader.walk.font().page = number


def _page(reader: _Reader, number: int | None, *, page: int | None = None) -> None:
    codec = codec_of(page or number or 0)
    if codec and not reader.fixed:
        reader.walk.flush()
        reader.walk.fonts.codec = codec


def _stand_ins(reader: _Reader, number: int | None) -> None:
    skip = max(0, min(_LONGEST_STAND_IN, 1 if number is None else number))
    reader.walk.state = reader.walk.state._replace(skip=skip)  # perhaps within a character


def _in_table(reader: _Reader, number: int | None) -> None:
    if number != 0:
        reader.walk.set(cells=max(1, reader.walk.state.cells))


def _table_depth(reader: _Reader, number: int | None) -> None:
    reader.walk.set(cells=max(0, min(_DEEPEST_TABLE, number or 0)))


def _style(reader: _Reader, number: int | None) -> None:
    key = "defining" if reader.walk.state.into == "styles" else "style"
    reader.walk.set(**{key: number or 0})


def _outline(reader: _Reader, number: int | None) -> None:
    reader.walk.set(outline=number + 1 if number is not None and 0 <= number < 9 else 0)


def _listed(reader: _Reader, number: int | None) -> None:
    reader.walk.set(listed=bool(number))


def _level(reader: _Reader, number: int | None) -> None:
    reader.walk.set(level=max(0, min(8, number or 0)))


_ACTS: dict[str, Act] = {
    "par": lambda reader, number: reader.walk.end_paragraph(),
    "sect": lambda reader, number: reader.walk.end_section(),
    "cell": lambda reader, number: reader.walk.end_cell(1),
    "nestcell": lambda reader, number: reader.walk.end_cell(2),
    "row": lambda reader, number: reader.walk.end_row(False),
    "nestrow": lambda reader, number: reader.walk.end_row(True),
    "pard": _setting(cells=0, style=0, outline=0, listed=False, level=0),
    "intbl": _in_table,
    "itap": _table_depth,
    "s": _style,
    "outlinelevel": _outline,
    "ls": _listed,
    "ilvl": _level,
    "plain": _plain,
    "b": partial(_look, name="bold"),
    "i": partial(_look, name="italic"),
    "v": partial(_look, name="hidden"),
    "ab": partial(_beside, name="bold"),
    "ai": partial(_beside, name="italic"),
    "rtlch": _setting(rtl=True),
    "ltrch": _setting(rtl=False),
    "deleted": partial(_gone, how="deletion"),
    "mvf": partial(_gone, how="moved"),
    "revised": _added,
    "f": _font,
    "deff": _default_font,
    "fcharset": _charset,
    "cpg": _font_page,
    "ansicpg": _page,
    "mac": partial(_page, page=10000),
    "pc": partial(_page, page=437),
    "pca": partial(_page, page=850),
    "uc": _stand_ins,
    "fonttbl": _setting(into="fonts"),
    "stylesheet": _setting(into="styles"),
    "chftn": lambda reader, number: reader.walk.refer(),
    "footnote": lambda reader, number: reader.walk.aside("note"),
    "shptxt": lambda reader, number: reader.walk.aside("box"),
    "dptxbxtext": lambda reader, number: reader.walk.aside("box"),
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf"),
        lambda reader, number: reader.walk.aside("header"),
    ),
    **dict.fromkeys(
        ("footer", "footerl", "footerr", "footerf"),
        lambda reader, number: reader.walk.aside("footer"),
    ),
    # Groups that hold others with text in them, or say the same in a better way.
    **dict.fromkeys(
        ("shpinst", "do", "sp", "upr", "nesttableprops", "pn"), _setting(into="nothing")
    ),
    **dict.fromkeys(("shppict", "moMath", "moMathPara"), lambda reader, number: None),
    "ud": _setting(into="text"),
}
