"""Bounds that pdfminer does not set itself, and documents that come through damage.

A few hundred bytes of PDF can ask for billions: a packed stream, a range of letters, a reference to
itself. Importing this module bounds them for the whole process.
"""

from __future__ import annotations

import io
import zlib
from types import SimpleNamespace
from typing import Any, NoReturn

from pdfminer import cmapdb, pdfdocument, pdffont, pdftypes
from pdfminer.pdfdocument import PDFDocument, PDFNoPageLabels, PDFNoValidXRef
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef
from pdfminer.psparser import PSBaseParser

from liveable.readers.body import Unreadable

MAX_STREAM = 50_000_000
MAX_RANGE = 1_000_000
MAX_SIGNS = 1_000_000
MAX_WORD = 2_000_000  # bytes


def _inflate(data: bytes) -> bytes:
    """A stream unpacked as far as it is whole; raises Unreadable when it swells beyond reason.

    pdfminer unpacks without bound, and byte by byte where a stream is damaged.
    """
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        parts: list[bytes] = []
        size = 0
        try:
            for at in range(0, len(data), 65536):
                parts.append(unpacker.decompress(data[at : at + 65536], MAX_STREAM))
                size += len(parts[-1])
                if size >= MAX_STREAM:
                    raise Unreadable(f"unpacks to more than {MAX_STREAM // 1_000_000} MB a page")
        except zlib.error:
            pass
        if size:
            return b"".join(parts)
    return b""


def _range(*bounds: int) -> range:
    return range(*bounds)[:MAX_RANGE]


# pdfminer puts a string together bracket by bracket and any other word piece by piece, each time in
# a copy of what it has: a string of a megabyte would take minutes, and a word of fifty.
_parse_string, _add_token, _fill = (
    PSBaseParser._parse_string,
    PSBaseParser._add_token,
    PSBaseParser.fillbuf,
)


def _grow(self: Any, buffer: bytes, at: int) -> int:
    if type(self._curtoken) is bytes:
        self._curtoken = bytearray(self._curtoken)  # which grows in place
    return _parse_string(self, buffer, at)


def _add(self: Any, token: Any) -> None:
    _add_token(self, bytes(token) if isinstance(token, bytearray) else token)


def _bounded(self: Any) -> bool:
    if self.charpos >= len(self.buf) and len(self._curtoken) > MAX_WORD:
        raise Unreadable("has more parts than a document can have")
    return _fill(self)


vars(pdftypes)["zlib"] = SimpleNamespace(decompress=_inflate, error=zlib.error)
for _module in (cmapdb, pdffont, pdfdocument):
    vars(_module)["range"] = _range


for _name, _method in (("_parse_string", _grow), ("_add_token", _add), ("fillbuf", _bounded)):
    setattr(PSBaseParser, _name, _method)


class Parser(PDFParser):
    """Reads the objects of a file, the same ones over and over where they are damaged; raises
    Unreadable when that takes more words and signs than a document has outside its pages.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._left = MAX_SIGNS

    def nexttoken(self) -> Any:
        """The next word or sign."""
        self._left -= 1
        if self._left < 0:
            raise Unreadable("has more parts than a document can have")
        return super().nexttoken()


class Document(PDFDocument):
    """A document without page labels, which nobody asks for and which may be broken."""

    def get_page_labels(self) -> NoReturn:
        """Say that there are none."""
        raise PDFNoPageLabels

    def getobj(self, objid: int) -> object:
        """An object, however many references lead to it; raises when they lead in a circle."""
        seen = {objid}
        found = super().getobj(objid)
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise PDFObjectNotFound(objid)
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found


class Rebuilt(Document):
    """A document whose table of objects is not believed but made anew from those it holds."""

    def find_xref(self, parser: PDFParser) -> int:
        """Say that there is none."""
        raise PDFNoValidXRef("not asked for")
