"""Which characters the bytes of a rich-text file mean: code pages, and the fonts that choose them.

A font's charset goes before the file's code page (RTF 1.9.1, "Font Table"). Where the two
contradict each other, the bytes must tell: some programs call every font Western.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cache

from liveable.readers.symbols import symbol

# Code pages Python knows by another name than cp....
_PAGES = {
    936: "gb18030",
    1361: "johab",
    10000: "mac_roman",
    10001: "cp932",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    65001: "utf-8",
}
_BY_CHARSET = {
    0: 1252,
    77: 10000,
    78: 932,
    79: 949,
    80: 936,
    81: 950,
    85: 10006,
    86: 10081,
    87: 874,
    88: 10029,
    89: 10007,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_SYMBOLS = 2
_WESTERN = "cp1252"
_LOW_LETTER = re.compile(rb"[A-Za-z]")
_LOW = re.compile(rb"[\x00-\x7f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]{1,500}")
_PRIVATE = re.compile("[\uf020-\uf0ff]")


@cache
def codec_of(page: int) -> str | None:
    """The codec of a Windows code page; None for one that is not known."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def plain_bytes(data: bytes) -> bytes:
    """The file with escapes for characters that a careless program wrote as they are, in UTF-8."""
    if data.isascii():
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return _BEYOND_ASCII.sub(_escaped, text).encode("ascii")


def _escaped(found: re.Match[str]) -> str:
    escapes = "".join(f"\\u{ord(char)} " for char in found[0])
    return f"{{\\uc0{escapes}}}"


@dataclass(slots=True)
class Font:
    """A line of the font table."""

    charset: int | None = None
    page: int | None = None
    name: str = ""


@dataclass(slots=True)
class Fonts:
    """The fonts of a file by number, and what holds where no font says anything.

    ``unknown`` counts symbols that are not known here, ``broken`` bytes no character has.
    """

    codec: str = _WESTERN
    fonts: dict[int, Font] = field(default_factory=dict)
    unknown: int = 0
    broken: int = 0

    def decode(self, raw: bytes, number: int) -> str:
        """The characters of bytes set in a font."""
        if raw.isascii() and number not in self.fonts:
            return raw.decode("ascii")
        font = self.fonts.get(number, Font())
        if font.charset == _SYMBOLS and font.name.lower() in ("symbol", "wingdings"):
            return "".join(self._symbol(font.name, code) for code in raw)
        codec = self._codec(font, raw)
        text = raw.decode(codec, "replace")
        self.broken += text.count("\ufffd")
        return text

    def shown(self, text: str, number: int) -> str:
        """Characters as they are seen: those a symbol font keeps to itself are replaced."""
        font = self.fonts.get(number)
        if font is None or not _PRIVATE.search(text):
            return text
        return _PRIVATE.sub(lambda found: self._symbol(font.name, ord(found[0]) - 0xF000), text)

    def _symbol(self, font: str, code: int) -> str:
        shown = symbol(font, f"{0xF000 + code:x}")
        if shown is None and (code == 0x20 or (code < 0x7F and font.lower() == "symbol")):
            shown = chr(code)  # figures and stops look the same
        self.unknown += shown is None
        return shown or "\ufffd"

    def _codec(self, font: Font, raw: bytes) -> str:
        page = font.page
        if page is None and font.charset is not None:
            page = _BY_CHARSET.get(font.charset)
        codec = (codec_of(page) if page else None) or self.codec
        doubtful = codec == _WESTERN != self.codec and font.page is None
        return self.codec if doubtful and _foreign(raw) else codec


def _foreign(raw: bytes) -> bool:
    """Whether letters beyond ASCII outnumber those within, as in no Western text."""
    return len(_LOW.sub(b"", raw)) > len(_LOW_LETTER.findall(raw))
