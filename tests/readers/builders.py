"""Small files made to measure: Word documents and OpenDocument texts from raw XML, PDF from lines
with their places.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text)}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table whose cells hold XML."""
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def docx(body: str, parts: Mapping[str, str] | None = None, head: str = "") -> bytes:
    """A Word document; ``parts`` are further parts by kind (``footnotes``, ``header1`` ...)."""
    parts = parts or {}
    kinds = [(kind, kind.rstrip("0123456789")) for kind in parts]
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(kinds)
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
        ),
        **{f"word/{kind}.xml": xml for kind, xml in parts.items()},
    }
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def part(tag: str, content: str) -> str:
    """The XML of a further part."""
    return f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def odt(
    body: str, *, automatic: str = "", named: str = "", head: str = "", manifest: str = ""
) -> bytes:
    """An OpenDocument text; ``automatic`` and ``named`` are its styles."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": (
                f"{head}<office:document-content {_ODF}>"
                f"<office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {_ODF}>{named}</office:document-styles>",
        }
    )


def flat_odt(body: str) -> bytes:
    """The same in one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_ODF}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


LEFT, TOP, LEADING, SIZE = 72.0, 770.0, 14.0, 12.0
_WIDTHS = " ".join(["500"] * 224)  # every letter half as wide as high, so that places can be told


def at(x: float, y: float, text: str, size: float = SIZE, font: str = "F1") -> str:
    """A content stream's operators for one line of text."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def lines(*texts: str, left: float = LEFT, top: float = TOP) -> str:
    """Lines one below the other; an empty one leaves its space."""
    return "".join(at(left, top - LEADING * n, text) for n, text in enumerate(texts) if text)


def pdf(*pages: str, extra: Mapping[int, str] | None = None, pack: bool = False) -> bytes:
    """A PDF whose pages have these content streams; F1 is upright, F2 bold.

    ``extra`` are further objects by number, or others instead of those made here.
    """
    count = len(pages)
    numbers = [10 + 2 * n for n in range(count)]
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: (
            f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] /Count {count} >>"
        ).encode(),
        3: _font("Plain"),
        4: _font("Plain-Bold"),
    }
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X1 5 0 R /X2 6 0 R >> >> >>"
        ).encode()
        objects[number + 1] = stream(content.encode("cp1252"), pack=pack)
    for number, written in (extra or {}).items():
        objects[number] = written.encode("latin-1")
    return assembled(objects)


def stream(data: bytes, entries: str = "", *, pack: bool = False) -> bytes:
    """A stream object."""
    if pack:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: Mapping[int, bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """Objects by number with a cross-reference table."""
    out = b"%PDF-1.4\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    return out + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding "
        f"/FirstChar 32 /LastChar 255 /Widths [{_WIDTHS}] "
        f"/FontDescriptor << /Type /FontDescriptor /FontName /{name} >> >>"
    ).encode()
