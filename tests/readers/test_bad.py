"""Hostile and broken files: read with warnings, or refused in a sentence; quickly, in little
memory, and without looking anywhere else.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest

from liveable.errors import FileRefused
from liveable.readers import body, read
from tests.readers.builders import docx, lines, odt, packed, paragraph, pdf
from tests.readers.measured import SECONDS, Asked, Reader, Seen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def far_away(rows: int) -> bytes:
    """A workbook whose rows have nothing but a cell in the last column there can be."""
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, rows + 1))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    return packed(parts | {"xl/worksheets/sheet1.xml": sheet})


def look(files: Mapping[str, bytes]) -> dict[str, Seen]:
    """What comes of each file, as a document and as a table; nothing may be wrong with either."""
    reader = Reader()
    found = {}
    for name, data in files.items():
        found[name] = reader.look(Asked(name, data))
        table = reader.look(Asked(name, data, table=True))
        assert not found[name].fault, (name, found[name])
        assert not table.fault, (name, table)
        assert found[name].seconds < SECONDS / 3, name  # a third of what may come
    reader.end()
    return found


@pytest.mark.long
def test_our_own_bad_files_are_read_or_refused() -> None:
    """One of each kind of malice."""
    declared = '<!DOCTYPE w [<!ENTITY x SYSTEM "{}">]>'
    lol = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    files: dict[str, bytes] = {
        "entity.docx": docx(paragraph("&x;"), head=declared.format("file:///etc/hostname")),
        "fetched.docx": docx(paragraph("&x;"), head=declared.format("http://127.0.0.1:9/x")),
        "laughs.docx": docx(paragraph("&a9;"), head=f'<!DOCTYPE w [<!ENTITY a0 "lol">{lol}]>'),
        "bomb.docx": docx(f"<w:p><w:r><w:t>{'A' * 60_000_000}</w:t></w:r></w:p>"),
        "empties.docx": docx("<w:p/>" * 1_000_000),
        "entity.odt": odt("<text:p>&x;</text:p>", head=declared.format("file:///etc/hostname")),
        "laughs.odt": odt("<text:p>&a9;</text:p>", head=f'<!DOCTYPE x [<!ENTITY a0 "lol">{lol}]>'),
        "bomb.odt": odt(f"<text:p>{'A' * 60_000_000}</text:p>"),
        "deep.odt": odt("<text:list><text:list-item>" * 9_000),
        "spaces.odt": odt('<text:p>x<text:s text:c="99999999"/></text:p>' * 100_000),
        "tiny.odt": odt("".join(f"<a>{n}</a>" for n in range(499_000)) + "<text:p>x</text:p>"),
        "deep.rtf": b"{\\rtf1" + b"{" * 500_000,
        "closed.rtf": b"{\\rtf1" + b"}" * 500_000 + b"\\par x",
        "bold.rtf": b"{\\rtf1" + b"\\b1 x\\b0 y" * 40_000,
        "cells.rtf": b"{\\rtf1" + b"\\itap4 x\\itap1 y" * 40_000,
        "codes.rtf": b"{\\rtf1" + b"\\u1234?\\'e9 " * 200_000,
        "bytes.rtf": b"{\\rtf1" + b"\xe9 " * 20_000_000,
        "deep.html": b"<html>" + b"<div>" * 160_000,
        "bold.html": b"<html>" + b"<font><b>x</i>" * 50_000,
        "rows.html": b"<html><table>" + b"<tr><td>x<td>y" * 25_000,
        "sheet.html": b"<html><style>" + b"/*@a{" * 100_000,
        "quotes.html": b"<html>" + b"<a x='y>" * 160_000,
        "emoji.html": b"<html>" + "words é😀 ".encode() * 800_000,
        "declared.html": b'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><p>&amp;<img '
        b'src="http://127.0.0.1:9/x"><iframe src="file:///etc/hostname"></iframe>',
        "comments.html": b"<!---->" * 100_000 + b"<p>x",
        "deep.docx": docx("<w:sdt><w:sdtContent>" * 9_000),
        "spaces.txt": b" " * 450_000 + b"x",
        "one line.txt": b"Respondent: " + b"words without any line break " * 500_000,
        "letters.txt": b"a\n" * 500_000,
        "wide.xlsx": far_away(2_000),
        "rows.csv": b"a,b\n" * 300_000,
        "one row.csv": b"a," * 3_000_000,
        "corner.csv": b"a\n" * 75_000 + b"," * 900 + b"a",
        "cell.csv": b"id,answer\n1," + b"x" * 2_000_000,
        "a long time.srt": b"1\n00:00:01,000 --> " + b"0" * 2_000_000 + b"\nA: x\n",
        "stars.md": b"**a " * 100_000,
        "hashes.md": b"# " + b" " * 1_500_000 + b"x",
        "commas.csv": b"a," * 1_000_000,
        "quotes.csv": b'"' * 1_000_001,
        "objects.pdf": b"%PDF-1.4\n" + b"1 0 obj\n<< >>\nendobj\n" * 210_000,
        "signs.pdf": pdf("BT ET", extra={10: "<< /Type /Page /MediaBox [" + "0 (" * 1_000_000}),
        "brackets.pdf": pdf(lines("words") + "BT /F1 12 Tf (" + "a(" * 400_000),
        "digits.pdf": b"%PDF-1.4\n1 0 obj\n" + b"1" * 2_000_000,
        "loop.pdf": pdf("BT ET", extra={2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
        "itself.pdf": pdf("BT ET", extra={10: "10 0 R"}),
        "times.txt": b"[00:00] " * 200_000,
        "colons.txt": b"A: b\n" * 20_000,
        "dates.txt": b"3 March 2024\n" * 15_000,
        "labels.txt": b"".join(b"Name%d: x\n" % n for n in range(20_000)),
    }
    for name, seen in look(files).items():
        assert "hostname" not in seen.text, name
        words = " ".join(seen.said)
        assert seen.format or re.match(r"(is|has|holds|unpacks|lacks) ", words), (name, words)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"so " * 7_000_000, "holds more than 20,000,000 characters"),
        (b"word\nb\n\n" * 100_001, "has more than 200,000 paragraphs"),
        (b"short\n" + b"x" * 500_001, "has a paragraph of more than 500,000 characters"),
    ],
)
def test_what_no_window_could_show_is_refused(data: bytes, cause: str) -> None:
    """Whatever its format; what is just below is read."""
    with pytest.raises(FileRefused, match=f"x.txt: {cause}"):
        read(data, "x.txt")


def test_what_is_within_measure_is_read() -> None:
    """A very long paragraph."""
    assert len(read(b"x" * body.MAX_PARAGRAPH, "x.txt").text) == body.MAX_PARAGRAPH
