"""A file in: ``read(bytes, name)`` gives a Transcript, ``read_sheet`` a table.

What a file is, its content decides; its name only tells Markdown and tables from other plain text.
Every file is taken for hostile: sizes are bounded before anything is unpacked, nothing is fetched,
and whatever goes wrong becomes one FileRefused.
"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from liveable.core import dates, language, parts
from liveable.core.kinds import kind_of
from liveable.core.spans import Span
from liveable.core.transcript import Kind, Sheet, Transcript
from liveable.errors import FileRefused
from liveable.readers import encodings
from liveable.readers.body import Body, Unreadable, refuse_beyond_measure
from liveable.readers.sniff import format_of

log = logging.getLogger("liveable.readers")

_PAGES = ("htm", "html", "xhtml", "xht")
_ELEMENT = re.compile(rb"</?[A-Za-z][^<>]*>")
_TOP = 4096
_TITLE = 3000  # characters at the beginning in which a document's date is looked for


def read(
    data: bytes, name: str, *, encoding: str | None = None, kind: Kind | None = None
) -> Transcript:
    """Read a document; ``name`` is the file's, for messages.

    ``encoding`` overrides what is found for plain text, ``kind`` what is found of conversation and
    diary; where someone has said what it is, less evidence is enough. Raises FileRefused only.
    """
    with _refusing(name):
        format = _text_format(data, name) if format_of(data) == "text" else format_of(data)
        if format not in READERS:
            raise Unreadable(_unread(format))
        body = READERS[format](data, encoding)
        if not body.text or body.text.isspace():
            raise Unreadable("holds no words")
        refuse_beyond_measure(body.text)
        return _transcript(body, format, kind, name)


def read_sheet(data: bytes, name: str, *, encoding: str | None = None) -> Sheet:
    """Read a table, csv or xlsx, as text. Raises FileRefused only."""
    from liveable.readers import table

    with _refusing(name):
        format = format_of(data)
        if format == "xlsx":
            return table.read_xlsx(data)
        if format == "text":
            return table.read_csv(data, encoding)
        raise Unreadable(_NO_TABLE.get(format, "is no table; save it as csv or xlsx"))


def glimpse(packed: bytes, name: str, encoding: str) -> Transcript | None:
    """How the beginning of a zlib-compressed text would be read in an encoding, at once; None where
    it cannot be read so.
    """
    try:
        return read(encodings.glimpse(packed, encoding).encode(), name, encoding="utf-8")
    except FileRefused:
        return None


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into one FileRefused."""
    try:
        yield
    except Unreadable as error:
        raise FileRefused(name, str(error)) from None
    except MemoryError:
        raise FileRefused(name, "needs more memory to read than there is") from None
    except RecursionError:
        raise FileRefused(name, "is nested too deeply to be read") from None
    except Exception as error:  # a fault of ours, or of a library fed with something odd
        log.debug("reading %s", name, exc_info=True)
        cause = f"could not be read: something in it is damaged or unknown ({type(error).__name__})"
        raise FileRefused(name, cause) from None


def _text_format(data: bytes, name: str) -> str:
    ending = name.lower().rpartition(".")[2]
    if ending in ("csv", "tsv"):
        from liveable.readers import table

        return "csv" if table.looks_like_csv(data) else "txt"
    if ending in ("vtt", "srt"):
        from liveable.readers import captions

        return ending if captions.looks_like_captions(data) else "txt"
    if ending in _PAGES and _ELEMENT.search(
        encodings.beginning(data, _TOP)
    ):  # without a head, as by hand
        return "html"
    return "md" if ending in ("md", "markdown") else "txt"


def _docx(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.docx import read_docx

    return read_docx(data)


def _odt(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.odt import read_odt

    return read_odt(data)


def _pdf(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.pdf import read_pdf

    return read_pdf(data)


def _rtf(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.rtf import read_rtf

    return read_rtf(data, encoding)


def _captions(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.captions import read_captions

    return read_captions(data, encoding)


def _csv(data: bytes, encoding: str | None) -> Body:
    from liveable.readers import table, turn_table

    return turn_table.read_turns(table.read_csv(data, encoding))


def _xlsx(data: bytes, encoding: str | None) -> Body:
    from liveable.readers import table, turn_table

    return turn_table.read_turns(table.read_xlsx(data))


def _html(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.html import read_html

    return read_html(data, encoding)


def _text(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.text import read_text

    return read_text(data, encoding)


def _markdown(data: bytes, encoding: str | None) -> Body:
    from liveable.readers.text import read_markdown

    return read_markdown(data, encoding)


# The formats read, each by a function that loads what it needs when it is first called.
READERS: dict[str, Callable[[bytes, str | None], Body]] = {
    "txt": _text,
    "md": _markdown,
    "docx": _docx,
    "odt": _odt,
    "rtf": _rtf,
    "html": _html,
    "pdf": _pdf,
    "vtt": _captions,
    "srt": _captions,
    "csv": _csv,
    "xlsx": _xlsx,
}

_SAVE_AS = "save it as docx, pdf or plain text and import that"
# What else a file may be, and what to do with it.
_UNREAD = {
    "empty": "is empty",
    "encrypted": "is protected by a password; save a copy without the password",
    "doc": f"is in the old Word format of before 2007; {_SAVE_AS}",
    "ole": f"is in an old Office format; {_SAVE_AS}",
    "ppt": f"is an old slide show; {_SAVE_AS}",
    "pptx": f"is a slide show; {_SAVE_AS}",
    "epub": f"is an e-book; {_SAVE_AS}",
    "mht": "is a web archive; save the page as HTML and import that",
    "xml": f"is XML of a kind not read here; {_SAVE_AS}",
    "xls": "is an old spreadsheet; save it as xlsx or csv",
    "ods": "is an OpenDocument spreadsheet; save it as xlsx or csv",
    "zip": "is an archive; unpack it and import what is inside",
    "archive": "is an archive; unpack it and import what is inside",
    "broken-zip": "is damaged: it ends too early or its contents are scrambled; ask for it again",
    "picture": "is a picture; its words would have to be typed or recognised first",
    "recording": "is a recording; it would have to be transcribed first",
    "program": "is a program, not a document",
    "database": "is a database; open it as a project instead",
    "qdpx": "is a project of another program (REFI-QDA); export its documents there",
}
_NO_TABLE = {key: _UNREAD[key] for key in ("empty", "encrypted", "xls", "ods", "broken-zip", "zip")}


def _unread(format: str) -> str:
    """Why a format is not read, and what to do about it here."""
    said = _UNREAD.get(format, f"is a file of a kind not read here ({format})")
    if format == "doc" and any(map(shutil.which, ("soffice", "libreoffice"))):
        said += " (LibreOffice, which is on this computer, can do that)"
    return said


def _transcript(body: Body, format: str, kind: Kind | None, name: str) -> Transcript:
    """Look for speakers, turns and dated entries in a text, and say what it is."""
    text = body.text
    bold, italic = (
        [Span(mark.start, mark.stop) for mark in body.marks if mark.style == style]
        for style in ("bold", "italic")
    )
    if body.spoken:
        found = parts.Parts(body.spoken)
    else:
        found = parts.find(text, bold, body.end, kind, italic, name)
    spoken, dated = found
    title = text[: min(_TITLE, spoken.turns[0].speech if spoken.turns else _TITLE)]
    first = dated[0].date if dated else None
    return Transcript(
        text=text,
        format=format,
        kind=kind or body.kind or kind_of(() if dated else spoken.speakers, dated, spoken.turns),
        encoding=body.encoding,
        language=language.guess(text),
        date=first if first and not first.startswith("--") else dates.first_full(title),
        speakers=spoken.speakers,
        turns=spoken.turns,
        entries=dated,
        marks=body.marks,
        warnings=body.warnings,
        rows=body.rows,
    )
