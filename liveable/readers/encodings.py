"""From bytes to text: which encoding a plain file is in, tried from the surest sign to the weakest.

1. what the user said; 2. a byte order mark; 3. strict UTF-8; 4. UTF-16 or UTF-32 without a mark, by
where its zero bytes lie; 5. UTF-8 with a few broken bytes; 6. a declared encoding; 7. single-byte
Cyrillic, Hebrew, Greek or Arabic, by its letters; 8. Japanese, Chinese or Korean, by a detector
that is asked about nothing else (it misreads Windows-1252); 9. the single-byte encoding in which
Latin letters make the likeliest words (``letters.py``), Windows-1252 above all.

A byte that cannot be decoded becomes one U+FFFD and is counted in a warning, so nothing shifts. A
guess that little speaks for is said in one, too.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from liveable.core.text import canonical
from liveable.readers import letters
from liveable.readers.body import Unreadable, counted

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_MULTIBYTE = ["cp932", "euc_jp", "gb18030", "big5", "euc_kr"]
_DECLARED = re.compile(
    rb"""(?:-\*-.{0,80}?coding:\s*|<\?xml[^>]{1,80}?encoding=["']|charset=["']?)([\w.:-]{2,40})""",
    re.I,
)
# What a declared name means in practice (encoding.spec.whatwg.org), where Python takes it narrowly
# or does not know it.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "windows-874": "cp874",
    "iso-8859-8-i": "cp1255",
    "iso8859-8": "cp1255",
    "x-mac-cyrillic": "mac_cyrillic",
}
# Characters beyond U+FFFF written as two halves of three bytes each (CESU-8), and stray halves.
_SURROGATES = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
_REPLACEMENT = "\ufffd".encode()
_SAMPLE = 65536
_GLIMPSE = 4096
_DECLARATION = 4096  # bytes at the beginning that may hold one
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# What a text in UTF-16 hardly holds; two ASCII letters taken for one character often look like it.
_UNLIKELY = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f\u2040-\u2dff\ud800-\uf8ff\ufffd]")


class Decoded(NamedTuple):
    """Canonical text, the encoding's Python name, and what had to be put right."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, words: bytes | None = None) -> Decoded:
    """The text of a plain file; raises Unreadable for bytes that are no text, and for an unknown
    ``encoding``. ``words`` are the bytes without what is no language, if that is much.
    """
    if encoding is not None:
        return _forced(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    guessed = _guess(data, data if words is None else words)
    decoded = _decoded(data, guessed.encoding)
    _refuse_binary(decoded.text)
    return decoded._replace(warnings=(*decoded.warnings, *_doubts(data, guessed, decoded.text)))


def _doubts(data: bytes, guessed: letters.Told, text: str) -> Iterator[str]:
    declared, zeros = _declaration(data), text.count("\x00")
    if declared and declared != guessed.encoding and not _valid(data, declared):
        yield f"It says that it is in {declared}, which it is not."
    if not guessed.sure:
        yield f"Its encoding is a guess ({guessed.encoding}); if letters look wrong, say another."
    if zeros:
        kept = "was" if zeros == 1 else "were"
        yield f"{counted(zeros, 'zero byte')}, as a damaged file has them, {kept} kept."


def beginning(data: bytes, size: int) -> bytes:
    """The first bytes of a plain file: in UTF-8, if it is in an encoding of two or four bytes."""
    known = [(mark, name) for mark, name in _BOMS if data.startswith(mark)]
    mark, name = known[0] if known else (b"", _wide(data[:_SAMPLE]) or "utf-8")
    start = data[len(mark) : len(mark) + (4 * size if name in _WIDE else size)]
    if name in _WIDE:
        return start.decode(name, "ignore").encode("utf-8", "ignore")[:size]
    return start


def glimpse(packed: bytes, encoding: str) -> str:
    """The first lines of a zlib-compressed file as they would read in an encoding, at once; ""
    where it cannot be read so.
    """
    head = zlib.decompressobj().decompress(packed, _GLIMPSE)
    try:
        text = _forced(head, encoding).text
    except (Unreadable, UnicodeError):
        return ""
    cut = text.rfind("\n") + 1 if len(head) == _GLIMPSE else len(text)
    return text[:cut] or text


def known(encoding: str) -> str:
    """The Python name of an encoding somebody said; raises Unreadable for one that is not known."""
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise Unreadable(
            f"is to be read as {encoding!r}, which is no encoding known here"
        ) from None
    if not _of_text(codec.name):
        raise Unreadable(f"is to be read as {encoding!r}, which is not an encoding of text")
    return codec.name


def _forced(data: bytes, encoding: str) -> Decoded:
    codec = known(encoding)
    for mark, name in _BOMS:
        if data.startswith(mark) and name.startswith(codec.removesuffix("-sig")):
            return _decoded(data[len(mark) :], name)
    return _decoded(data, codec)


def _of_text(encoding: str) -> bool:
    """Whether the codec turns bytes into characters, one stretch after another."""
    try:
        b"a".decode(encoding)  # no bytes at all are not even looked up
    except LookupError:
        return False
    except UnicodeError:
        pass  # half a character of a wide encoding
    return encoding not in ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")


def _guess(data: bytes, words: bytes) -> letters.Told:
    sure = _unicode(data) or _declared(data)
    if sure is None and letters.in_words(words):
        sure = letters.script(words) or _multibyte(words)
    return letters.latin(words) if sure is None else letters.Told(sure, True)


def _unicode(data: bytes) -> str | None:
    valid = _valid(data, "utf-8")
    if valid and not _suspect(data):
        return "iso2022_jp" if b"\x1b$" in data and _valid(data, "iso2022_jp") else "utf-8"
    wide = _wide(data)
    return wide or ("utf-8" if valid or _mostly_utf8(data) else None)


def _valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _suspect(data: bytes) -> bool:
    """Whether zero bytes and other controls are too common for one byte a character."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(code) for code in b"\x00\x01\x02\x03\x04\x05\x06\x07\x0e\x0f")
    return controls > len(sample) * 0.02


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: its zero bytes keep to certain places and the result reads
    as text.
    """
    if b"\x00" not in data[:_SAMPLE]:
        return None
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        sample = data[: min(_SAMPLE, len(data)) // width * width]
        if not sample or not _zeros_in_place(sample, encoding, width):
            continue
        text = sample.decode(encoding, "replace")
        unlikely = len(_UNLIKELY.findall(text))
        if unlikely * 50 <= len(text) and any(space in text for space in " \n\u3000"):
            return encoding
    return None


def _zeros_in_place(sample: bytes, encoding: str, width: int) -> bool:
    """The high byte of a space or newline is zero, the low byte hardly ever is."""
    high = width - 1 if encoding.endswith("le") else 0
    low = width - 1 - high
    zeros = sample[high::width].count(0)
    stray = sample[low::width].count(0)
    if width == 4:
        return zeros == len(sample) // 4 and stray * 10 <= zeros
    return zeros * 50 >= len(sample) // 2 and stray * 3 <= zeros  # Korean has letters like U+AC00


def _mostly_utf8(data: bytes) -> bool:
    """More characters of two to four bytes that are right than bytes that are wrong: chance does
    not make those.
    """
    text = data.decode("utf-8", "liveable.one-for-one")
    broken = text.count("\ufffd") - data.count(_REPLACEMENT)
    right = len(text) - len(text.encode("ascii", "ignore")) - broken
    return right >= broken


def _declared(data: bytes) -> str | None:
    codec = _declaration(data)
    return codec if codec and _valid(data, codec) else None


def _declaration(data: bytes) -> str | None:
    """The encoding that a file says it is in, if that has one byte for a letter of ASCII."""
    found = _DECLARED.search(data[:_DECLARATION])
    if not found:
        return None
    name = found.group(1).decode("ascii", "replace").lower()
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name
    except (LookupError, ValueError):
        return None
    codec = _MEANT.get(codec, codec)
    wide = codec.startswith(("utf-16", "utf-32"))  # then the declaration could not be read
    return codec if not wide and _of_text(codec) else None


def _multibyte(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # only asked here, and slow to load

    lines = b"\n".join(line for line in data[:_SAMPLE].split(b"\n") if not line.isascii())
    best = from_bytes(lines, cp_isolation=_MULTIBYTE).best()
    return best.encoding if best and _mostly(data, best.encoding) else None


def _mostly(data: bytes, encoding: str) -> bool:
    return data.decode(encoding, "replace").count("\ufffd") * 50 <= len(data)


def _one_for_one(error: UnicodeError) -> tuple[str, int]:
    """Decode a broken unit as U+FFFD: one for each byte, or each two or four of a wide encoding."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding == "utf-8" and (pair := _SURROGATES.match(error.object, error.start)):
        return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode(
            "utf-16", "replace"
        ), pair.end()
    width = 4 if "32" in error.encoding else 2 if "16" in error.encoding else 1
    return "\ufffd" * -((error.start - error.end) // width), error.end


codecs.register_error("liveable.one-for-one", _one_for_one)


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(canonical(data.decode(encoding)), encoding)
    except UnicodeError:
        pass
    try:
        text = canonical(data.decode(encoding, "liveable.one-for-one"))
    except UnicodeError:
        raise Unreadable(f"cannot be read as {encoding}") from None
    genuine = data.count(_REPLACEMENT) if encoding == "utf-8" else 0
    broken = text.count("\ufffd") - genuine
    unit = "character" if encoding in _WIDE else "byte"
    shown = "is shown as \ufffd" if broken == 1 else "are each shown as \ufffd"
    return Decoded(text, encoding, (f"{counted(broken, unit)} not valid in {encoding} {shown}.",))


def _refuse_binary(text: str) -> None:
    """Zero bytes may have strayed into a text; other controls and a quarter of zeros have not."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > len(sample) * 0.02 or sample.count("\x00") * 4 > len(sample):
        raise Unreadable("is not text: it holds bytes that no text has")
