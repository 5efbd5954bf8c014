"""Files of every format, and ways to spoil them: what ``fuzz`` gives the readers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl

from tests.core.diaries import diary
from tests.core.test_turns import FORMS, talk
from tests.readers.builders import (
    docx,
    flat_odt,
    lines,
    odt,
    packed,
    paragraph,
    part,
    pdf,
    run,
    table,
)
from tests.readers.test_captions import TEAMS, ZOOM
from tests.readers.test_encodings import WRITTEN
from tests.readers.test_rtf import rtf

MOST = 2_000_000  # bytes of a spoilt file


class Seed(NamedTuple):
    """A file to begin from."""

    name: str
    data: bytes


def our_own() -> Iterator[Seed]:
    """Small files of every format that is read."""
    said = talk(FORMS["colon"], 12).split("\n")
    for form, write in FORMS.items():
        yield Seed(f"{form}.md", talk(write, 12).encode())
    for text, encoding in WRITTEN:
        yield Seed(f"{encoding}.txt", text.encode(encoding))
    dated = diary("Monday 3 March 2025", "Tuesday", "7.3.2025", "8th March", sep=" ")
    yield Seed("diary.txt", dated.encode("utf-16"))
    yield Seed("zoom.vtt", ZOOM.encode())
    yield Seed("teams.vtt", TEAMS.encode())
    yield Seed("zoom.srt", ZOOM.removeprefix("WEBVTT\n\n").replace(".", ",").encode())
    yield Seed("plain.pdf", pdf(lines(*said), lines("1", "", "2")))
    yield Seed("packed.pdf", pdf(*(lines(*said, str(n)) for n in range(3)), pack=True))
    yield Seed("two columns.pdf", pdf(lines(*said) + lines(*said, left=320)))
    notes = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = (
        "".join(paragraph(each) for each in said)
        + table(*([paragraph(f"{n}"), paragraph("INT"), paragraph("Why?")] for n in range(9)))
        + f"<w:p><w:ins w:id='1'>{run('in', '<w:b/>')}</w:ins><w:del>{run('out')}</w:del></w:p>"
        + paragraph("Head", '<w:pStyle w:val="Heading1"/>').replace("</w:p>", f"{notes}</w:p>")
        + f"<w:sdt><w:sdtContent>{paragraph('held')}</w:sdtContent></w:sdt>"
    )
    note = part("footnotes", f'<w:footnote w:id="1">{paragraph("a note")}</w:footnote>')
    styles = part("styles", '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>')
    yield Seed("talk.docx", docx(body, {"footnotes": note, "styles": styles}))
    yield Seed("bold.docx", docx("".join(f"<w:p>{run('INT', '<w:b/>')}{run(' x')}</w:p>" * 9)))
    bold = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    paragraphs = "".join(
        f'<text:p><text:span text:style-name="B">{s}</text:span></text:p>' for s in said
    )
    rows = "<table:table>" + "".join(
        f'<table:table-row><table:table-cell><text:p>{s}</text:p></table:table-cell>'
        f'<table:table-cell table:number-columns-repeated="2"/></table:table-row>'
        for s in said
    ) + "</table:table>"  # fmt: skip
    listed = f"<text:list><text:list-item>{paragraphs}</text:list-item></text:list>"
    yield Seed("talk.odt", odt(paragraphs + rows + listed, automatic=bold))
    yield Seed("flat.fodt", flat_odt(rows + paragraphs))
    yield Seed(
        "talk.rtf",
        rtf("".join(rf"{{\b {s[:9]}}}\i {s[9:]}\i0\par\trowd\intbl x\cell\row" for s in said)),
    )
    yield Seed("scripts.rtf", rtf(r"{\f1 \'cf\'f0\par}{\f2 \'f9\'ec}\u1234?\uc2\u-10179\'3f\'3f x"))
    page = "".join(f"<tr><td><b>{s[:9]}</b><td>{s[9:]}&amp;<i>x</i>" for s in said)
    styled = "<style>.a{display:none} b{font-weight:400}</style><ul><li>x<ol><li>y</ul>"
    yield Seed(
        "talk.html", f"<!doctype html><title>t</title>{styled}<table>{page}</table>".encode()
    )
    yield Seed("plain.htm", "".join(f"<p><b>{s}</b><br>x" for s in said).encode("utf-16"))
    cells = [
        ("Id", "Why did you move?", "Age"),
        *((f"M{n}", s, str(n)) for n, s in enumerate(said)),
    ]
    yield Seed(
        "answers.csv",
        "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in cells).encode("cp1252"),
    )
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in cells:
        book.worksheets[0].append(list(row))
    book.save(file)
    yield Seed("answers.xlsx", file.getvalue())


def others(folder: Path, most: int = 300_000) -> Iterator[Seed]:
    """Other people's files below a folder, but for large ones."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".json") and path.stat().st_size < most:
            yield Seed(path.name, path.read_bytes())


# What means something in some format, to be put where nobody expects it.
_SIGNS = rb"""
< > </ <!-- --> <![CDATA[ ]]> <!DOCTYPE &#x110000; &#0; & <b> </b> <table> <tr> </table> <! <?
<td/rowspan=99999> <w:p> </w:p> <w:tbl> <w:tc> <w:del> <w:fldChar/> <w:br/> <text:list> <style>
<text:s/text:c="99999"/> <script> <pre> { } \ \u-1 \' \bin9999 \uc9999 \fonttbl \par \trowd \cell
\row \itap9 \f99 \*\x \pict \field << >> stream endstream obj endobj /Kids[ /Filter[/LZWDecode]
/Parent BT ET Tj ( ) [[[[ /Length q /X1 %%EOF 9999999999 -1 1e99 0.00000001 WEBVTT <v NOTE
99:99:99.999 " "" ; , | A: ** Q. [00:00] - # ``` Day 1.1.1 charset=utf-16 encoding="cp037"
"""
TOKENS = [
    *_SIGNS.split(),
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b$B"),
    *(b"\r", b"\t", b"\n", b"\n\n\n", b"\xc2\xa0", b"\xe2\x80\xae", b"\xe2\x80\xa8"),
    *(b"00:00:01.000 --> 00:00:00.000\n", b"3 March 2024\n", b"1 0 0 1 0 0 cm ", b"2 0 R "),
    *("Ж".encode("cp1251") * 9, "日本".encode("cp932"), "ﷺ".encode(), "𝒜".encode()),
]
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_WORD = re.compile(rb"[A-Za-z:\\/<&]{2,}")
_ODD = [
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483648",
    b"99999999999999999999",
    b"1e308",
    b"-0.5",
    b"NaN",
]


def spoilt(seeds: list[Seed], chance: Random) -> Seed:
    """One of the files with one to six things done to it, or bytes that never were one."""
    if chance.random() < 0.04:
        return Seed("x." + chance.choice(["txt", "md", "csv", "html", "vtt"]), _nonsense(chance))
    ending = chance.choice(sorted({_ending(seed) for seed in seeds}))
    seed = chance.choice([seed for seed in seeds if _ending(seed) == ending])
    if seed.data[:2] == b"PK" and chance.random() < 0.8:
        with_parts = _repacked(seed.data, seeds, chance)
        if with_parts is not None:
            return Seed(seed.name, with_parts)
    return Seed(seed.name, _damaged(seed.data, seeds, chance))


def _ending(seed: Seed) -> str:
    return seed.name.rpartition(".")[2]


def _nonsense(chance: Random) -> bytes:
    some = [chance.choice(TOKENS) for _ in range(chance.randrange(1, 6))]
    if chance.random() < 0.5:
        return b"".join(chance.choice(some) for _ in range(chance.randrange(1, 60_000)))
    return chance.choice([b"", *TOKENS]) + chance.randbytes(chance.randrange(1, 5_000))


def _damaged(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        data = chance.choice(_WAYS)(data, seeds, chance)[:MOST]
    return data


def _repacked(data: bytes, seeds: list[Seed], chance: Random) -> bytes | None:
    """The archive with one of its parts spoilt, lost, renamed or given twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files: dict[str, str | bytes] = {
                name: archive.read(name) for name in archive.namelist() if "/media/" not in name
            }
    except Exception:  # a file of the bad set
        return None
    if not files or sum(map(len, files.values())) > MOST:
        return None
    names = [name for name in files if name.endswith((".xml", ".rels", "mimetype"))] or [*files]
    name, how = chance.choice(names), chance.random()
    content = files[name]
    assert isinstance(content, bytes)
    if how < 0.9:
        files[name] = _damaged(content, seeds, chance)
    elif how < 0.94:
        del files[name]
    else:
        files[chance.choice(names)] = files.pop(name)
    return packed(files)


def _places(data: bytes, chance: Random) -> tuple[int, int]:
    """Where a stretch begins and ends, short ones oftener."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(2 ** chance.uniform(0, 12)))


def _flip(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 2, 8, 64]) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _overwrite(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    start, stop = _places(data, chance)
    return data[:start] + chance.randbytes(stop - start) + data[stop:]


def _lose(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    start, stop = _places(data, chance)
    return data[:start] + data[stop:]


def _cut(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.7 else data[at:]


def _repeat(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    start, stop = _places(data, chance)
    times = min(int(2 ** chance.uniform(1, 16)), MOST // max(1, stop - start))
    return data[:start] + data[start:stop] * times + data[stop:]


def _splice(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    other = chance.choice(seeds).data
    start, stop = _places(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:stop] + data[at:]


def _token(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    times = chance.choice([1, 1, 1, 5, 200, 20_000])
    return data[:at] + chance.choice(TOKENS) * times + data[at:]


def _number(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    """Another number where there is one, or everywhere that one stands."""
    found = list(_NUMBER.finditer(data[:200_000]))
    if not found:
        return data
    one = chance.choice(found)
    new = chance.choice(_ODD)
    if chance.random() < 0.3:
        return data.replace(one[0], new)
    return data[: one.start()] + new + data[one.end() :]


def _swap(data: bytes, seeds: list[Seed], chance: Random) -> bytes:
    """One word of the format for another of the same file, once or everywhere."""
    found = _WORD.findall(data[:200_000])
    if not found:
        return data
    old, new = chance.choice(found), chance.choice(found)
    return data.replace(old, new, chance.choice([1, 3, -1]))


_WAYS: list[Callable[[bytes, list[Seed], Random], bytes]] = [
    _flip, _overwrite, _lose, _cut, _repeat, _repeat, _splice, _token, _token, _number, _swap,
]  # fmt: skip
