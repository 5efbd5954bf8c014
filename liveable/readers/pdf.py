"""PDF files with a text layer, read by pdfminer.six and put together as paragraphs.

Running heads, feet, page numbers and numbers in the margin are left out and counted; words divided
at a line's end are joined; footnotes follow the text. A file that is only pictures is refused,
since its words are not in it.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from typing import NamedTuple

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from liveable.core.text import canonical
from liveable.readers.body import Body, Unreadable, counted, left_out
from liveable.readers.pdf_bounds import Document, Parser, Rebuilt
from liveable.readers.pdf_lines import Row, heads_and_feet, lines_of, margin_numbers, rows_of
from liveable.readers.pdf_notes import parted
from liveable.readers.pdf_paragraphs import write, write_notes
from liveable.readers.pdf_right_to_left import in_reading_order
from liveable.readers.pdf_text import Device, Interpreter, Piece

MAX_PAGES = 5_000
MAX_OBJECTS = 200_000  # where there is no table of them, each is looked at
MAX_SECONDS = 300.0
_DAMAGED = "is damaged: no page of it can be read"
_PASSWORD = "is protected by a password; save a copy without the password"
_PICTURES = (
    "has no text layer: it holds only pictures of pages; run text recognition (OCR) on it first"
)
_CATALOG = re.compile(
    rb"(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}obj\b(?:(?!endobj).){0,500}?/Type\s*/Catalog\b", re.S
)

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
log = logging.getLogger("liveable.readers")


class _Pages(NamedTuple):
    """The rows of every page, the device that gathered them, and what there is to say."""

    rows: list[list[Row]]
    device: Device
    said: list[str]


def read_pdf(data: bytes) -> Body:
    """A PDF's words, one paragraph a line; raises Unreadable for what holds or gives none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pages = _pages(data[max(0, data.find(b"%PDF-", 0, 2048)) :])
    if not pages.device.letters:
        raise Unreadable(_PICTURES if pages.device.pictures else "holds no text")
    said = [*pages.said, *_without_text(pages.rows)]
    numbers = margin_numbers(pages.rows)
    heads = heads_and_feet(pages.rows)
    lines = [line for number, rows in enumerate(pages.rows) for line in lines_of(rows, number)]
    running, notes = parted(lines)
    draft = write(running)
    end = draft.length
    write_notes(draft, notes, lines)
    said += _left_out(pages.device, heads, numbers)
    text = canonical(draft.text())
    return Body(text, draft.sorted_marks(), None, tuple(said), end=end if notes else None)


def _without_text(pages: list[list[Row]]) -> list[str]:
    empty = [number for number, rows in enumerate(pages, 1) if not rows]
    if not empty:
        return []
    listed = ", ".join(map(str, empty[:10])) + (" and others" if len(empty) > 10 else "")
    return [f"{counted(len(empty), 'page has', 'pages have')} no text layer: {listed}."]


def _left_out(device: Device, heads: int, numbers: int) -> list[str]:
    """A warning for each kind of thing that was not read."""
    what = (
        (heads, "running head, foot or page number", "running heads, feet and page numbers"),
        (numbers, "number in the margin", "numbers in the margin"),
        (device.pictures, "picture", "pictures"),
        (device.turned, "letter set sideways", "letters set sideways"),
    )
    said = [left_out(number, one, many) for number, one, many in what if number]
    if device.unknown:
        said.append(f"{counted(device.unknown, 'letter')} of unknown meaning, shown as \ufffd.")
    return said


def _on_page(pieces: list[Piece], page: PDFPage) -> list[Piece]:
    """The pieces that can be seen: some programs print a whole document on every page, most of it
    beside the paper.
    """
    x0, y0, x1, y1 = page.mediabox
    width, height = (x1 - x0, y1 - y0) if page.rotate % 180 == 0 else (y1 - y0, x1 - x0)
    seen = [
        piece
        for piece in pieces
        if piece.turned or (-1 <= piece.x0 <= width + 1 and -1 <= piece.y <= height + 1)
    ]
    return seen or pieces  # a page of no size is a slip, not a way to hide


def _pages(data: bytes) -> _Pages:
    """All pages; found anew when the file's own table leads nowhere."""
    if data.count(b" obj") > MAX_OBJECTS:
        raise Unreadable("has more parts than a document can have")
    whole = _attempt(Document, data)
    if whole is not None:
        return whole
    rebuilt = _attempt(Rebuilt, _with_root(data))
    if rebuilt is None:
        raise Unreadable(_DAMAGED)
    said = "The file is damaged; what could be found of it was read."
    return rebuilt._replace(said=[said, *rebuilt.said])


def _attempt(opener: type[Document], data: bytes) -> _Pages | None:
    """What one way of opening the file gives; None when it gives no page."""
    try:
        pages = _run(opener, data)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Unreadable(_PASSWORD) from None
    except (Unreadable, MemoryError):
        raise
    except Exception:  # whatever a broken table made pdfminer stumble over
        log.debug("opening a PDF", exc_info=True)
        return None
    return pages if pages.rows else None


def _with_root(data: bytes) -> bytes:
    """The file with a trailer that names its catalogue, or an empty one where it has none."""
    found = _CATALOG.search(data)
    if found:
        return data + b"\ntrailer\n<< /Root %s %s R >>\n" % (found[1], found[2])
    return data + b"\n999999 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 999999 0 R >>\n"


def _run(opener: type[Document], data: bytes) -> _Pages:
    document = opener(Parser(data))
    resources = PDFResourceManager()
    device = Device(resources)
    interpreter = Interpreter(resources, device)
    pages: list[list[Row]] = []
    said: list[str] = []
    if not document.is_extractable:
        said.append("Its author asks that its text not be copied.")
    deadline = time.monotonic() + MAX_SECONDS
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES or time.monotonic() > deadline:
            said.append(f"Only the first {number - 1:,} pages were read.")
            break
        device.take()
        try:
            interpreter.process_page(page)
        except (Unreadable, MemoryError):
            raise
        except Exception:  # one broken page does not cost the others
            log.debug("page %d", number, exc_info=True)
            said.append(f"Page {number} is damaged; what could be read of it is here.")
        pages.append(rows_of(in_reading_order(_on_page(device.take(), page))))
    return _Pages(pages, device, said)
