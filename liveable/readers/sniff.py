"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import io
import re
import zipfile

from liveable.readers.encodings import beginning

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPACE = b" \t\r\n\x00"
_PDF_HEAD = re.compile(rb"%PDF-\d")
# What may come before the first element. Possessive, or nested comments would take for ever.
_PROLOGUE = rb"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*+-->)*+"
_HTML = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|frameset)\b",
    re.I | re.S,
)
_FLAT = re.compile(_PROLOGUE + rb"<office:document\s", re.S)
_ARCHIVED_PAGE = re.compile(rb"(?:From: <Saved by|MIME-Version:).*?multipart/related", re.S)
_CUE = re.compile(rb"(?:\d+\s*\n)?(?:\d+:)?\d\d:\d\d[.,]\d{3} *--> *(?:\d+:)?\d\d:\d\d[.,]\d")
_HEAD = 16_384

# Magic bytes at the start of what nobody should import, and what a researcher would call it.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ID3", "recording"),
    (b"OggS", "recording"),
    (b"fLaC", "recording"),
    (b"\x1aE\xdf\xa3", "recording"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"\x1f\x8b\x08", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
)
# The same, where two letters alone might begin a transcript ("MZ: I was born ...").
_FOREIGN_IF_BINARY: tuple[tuple[bytes, str], ...] = ((b"MZ", "program"), (b"BM", "picture"))
# What a zip says of itself in its part "mimetype".
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "ppt"),
    (b"epub", "epub"),
)
_RIFF = {b"WEBP": "picture", b"WAVE": "recording", b"AVI ": "recording"}


def format_of(data: bytes) -> str:
    """The format's short name: ``docx``, ``pdf``, ``xlsx``, ``rtf``, ``picture`` ...; ``text`` when
    nothing speaks against it, ``empty`` for no bytes at all.
    """
    if not data:
        return "empty"
    head = data[:1024].lstrip(b"\xef\xbb\xbf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data)
    if head.startswith(_OLE):
        return _in_ole(data)
    if _PDF_HEAD.search(head) and b" obj" in data[:65536]:
        return "pdf"
    return _foreign(data) or _in_text(beginning(data, _HEAD))


def _foreign(data: bytes) -> str | None:
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            return what
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "picture" if data[8:11] in (b"hei", b"avi", b"mif") else "recording"
    if b"\x00" in data[:64]:
        for magic, what in _FOREIGN_IF_BINARY:
            if data.startswith(magic):
                return what
    return None


def _in_text(head: bytes) -> str:
    start = head.lstrip(_SPACE)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(start):
        return "html"
    if _FLAT.match(start):
        return "odt"
    if start.startswith(b"<?xml"):
        return "xml"
    if _ARCHIVED_PAGE.match(start):
        return "mht"
    if start.startswith(b"WEBVTT"):
        return "vtt"
    if _CUE.match(start.replace(b"\r", b"")):
        return "srt"
    return "text"


def _in_zip(data: bytes) -> str:
    """Which kind of document a zip holds, by the names in its directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception:  # a damaged directory raises nearly anything; the zip's reader says so
        return "broken-zip"
    for sign, what in _ZIPPED:
        if sign in kind:
            return what
    if "project.qde" in names:
        return "qdpx"
    if "[Content_Types].xml" not in names:
        return "odt" if {"content.xml", "META-INF/manifest.xml"} <= names else "zip"
    for folder, what in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return what
    return "docx"


def _in_ole(data: bytes) -> str:
    """Which kind of old Office file it is: its directory names its streams in UTF-16."""
    for stream, what in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if stream.encode("utf-16-le") in data:
            return what
    return "ole"
