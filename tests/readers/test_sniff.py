"""What a file is, by its content."""

from __future__ import annotations

import pytest

from liveable.readers.sniff import format_of
from tests.readers.builders import docx, flat_odt, packed, paragraph, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CONTENT = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"", "empty"),
        (b"Interviewer: Hello", "text"),
        ("\ufeffHello".encode(), "text"),
        (b"MZ: I was born in Leith.", "text"),
        (b"BM: So was I, in 1950.", "text"),
        (b"We read that %PDF-1.4 is how a PDF begins.", "text"),
        (docx(paragraph("Hello")), "docx"),
        (pdf("BT ET"), "pdf"),
        (b"junk\n" * 50 + pdf("BT ET"), "pdf"),
        (packed({CONTENT: "", "xl/workbook.xml": ""}), "xlsx"),
        (packed({CONTENT: "", "ppt/presentation.xml": ""}), "pptx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (packed({"content.xml": "", "META-INF/manifest.xml": ""}), "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text-template"}), "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "ppt"),
        (flat_odt(""), "odt"),
        (packed({"mimetype": "application/epub+zip"}), "epub"),
        (packed({"readme.txt": "x"}), "zip"),
        (packed({"project.qde": "<Project/>", "Sources/x.txt": "x"}), "qdpx"),
        (docx(paragraph("Hello"))[:300], "broken-zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE, "ole"),
        (rb"{\rtf1\ansi Hello}", "rtf"),
        (b"<!-- x -->\n<!DOCTYPE html><p>Hello", "html"),
        (b'<?xml version="1.0"?><html xmlns="x"/>', "html"),
        (b"<!-- -->" * 500 + b"<html>", "html"),
        (b"<!---->" * 2_000 + b"<p>", "text"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b"<title>Interview</title><p>Hello", "html"),
        (b'<?xml version="1.0"?><TEI><text/></TEI>', "xml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "mht"),
        (b"\xef\xbb\xbfWEBVTT - title\r\n", "vtt"),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nA", "srt"),
        (b"MZ" + b"\0" * 60, "program"),
        (b"\x7fELF\x02", "program"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"BM" + b"\0" * 60, "picture"),
        (b"RIFF\0\0\0\0WAVEfmt ", "recording"),
        (b"\0\0\0\x18ftypM4A ", "recording"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"SQLite format 3\0", "database"),
    ],
)
def test_content_tells_the_format(data: bytes, format: str) -> None:
    """By its first bytes and, of packages, by what is in them."""
    assert format_of(data) == format
