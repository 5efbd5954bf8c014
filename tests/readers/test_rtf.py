"""Rich text: everything readable is read, everything left out is said."""

from __future__ import annotations

import pytest

from liveable.errors import FileRefused
from liveable.readers import read as read_file
from liveable.readers import rtf_walk
from liveable.readers.body import Body, Unreadable
from liveable.readers.rtf import read_rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0{\*\panose 0202}Times New Roman{\*\falt Times};}"
    r"{\f1\fswiss\fcharset204 Arial Cyr;}{\f2\fnil\fcharset177 David;}{\f3\fcharset128 MS Mincho;}"
    r"{\f4\fcharset2 Symbol;}{\f5\fcharset2 Wingdings;}{\f6\fcharset1 Any;}{\f7\cpg1250 CE;}"
    r"{\f8\fcharset134 SimSun;}{\f9\fcharset2 Other;}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    """A file of these signs, its bytes those of Latin-1."""
    return f"{{\\rtf1{head}{FONTS}{body}}}".encode("latin-1")


def read(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> Body:
    """A file of these signs, read."""
    return read_rtf(rtf(body, head))


def marks(body: Body) -> list[tuple[str, str, int]]:
    """Every mark's words, style and level."""
    return [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"One\par Two\par", "One\nTwo"),
        (r"One\par\par Two", "One\n\nTwo"),
        ("One\\\nTwo\\\r\nThree", "One\nTwo\nThree"),
        ("no \r\nbreak", "no break"),
        (r"a\line b\tab c\page d", "a\nb\tc\nd"),
        (r"a\sect b\par\sect c", "a\nb\nc"),
        (r"\{a\\b\} c\~d e\_f g\-h", "{a\\b} c\u00a0d e\u2011f g\u00adh"),
        (r"\ldblquote so\rdblquote\emdash\lquote\rquote\endash\bullet", "“so”—‘’–•"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"{\field{\fldinst PAGE}{\fldrslt 2}}", "2"),
        (r"a{\*\bkmkstart x}b{\*\unknown {c} d}e{\unknown f}", "abef"),
        (r"{\pard x{\listtext 1.\tab}one}", "xone"),
        (r"a{\pict\pngblip 89504e47{\*\blipuid 12}0a}b", "ab"),
        (r"a\bin3 }{}b", "ab"),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt in\par}}{\shprslt no}}o\par z", "o\nin\nz"),
        (r"{\*\do\dpx0{\dptxbxtext old box\par}}out", "out\nold box"),
        (r"{\object\objemb{\*\objdata 0102}{\result shown}}", "shown"),
        (r"{\upr{no}{\*\ud{yes}}}", "yes"),
        (r"{\*\moMathPara{\*\moMath{\mr x=1}}}", "x=1"),
    ],
)  # fmt: skip
def test_text_is_found_wherever_it_stands(body: str, text: str) -> None:
    """In fields, boxes, objects; breaks, quotes and escapes are characters."""
    assert read(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93so\'94", "café “so”"),
        ("caf\xe9", "café"),
        (r"\f1 \'cf\'f0\'e8\'e2\'e5\'f2\f0  caf\'e9", "Привет café"),
        (r"{\f2 \'f9\'ec\'e5\'ed}", "שלום"),
        (r"{\f3 \'93\'fa\'96\'7b \'83A}", "日本 ア"),
        (r"{\f3 \'93\'fa\'96{\b \'7b}}", "日\ufffd{"),
        (r"{\f8 \'c4\'e3\'ba\'c3}", "你好"),
        (r"{\f7 \'f8}", "ř"),
        (r"{\f6 \'e9}{\f99 \'e9}", "éé"),
        (r"\u1055?\u1088 ?\uc0\u1080\uc2\u1074\'e2x", "Прив"),
        (r"{\uc3\u8364\'80yz}\u8364?x", "€€x"),
        (r"\u8212 \emdash so", "—so"),
        (r"\u-10179?\u-8704?\u128512?", "😀😀"),
        (r"\uc0 \u55357\uc1 \u56832\'3f", "😀"),
        (r"\u-10179?x", "\ufffdx"),
        (r"\u8217\par x", "’\nx"),
        (r"\u13\'0da\u5\'05b\u11?c", "\nab\nc"),
        (r"{\f4 \'61\'b7 \'2e}{\f5 \'e0\'4a}{\f9 text}", "α• .→☺text"),
        (r"{\f4\u-3999?}{\f5 \u-3872?}", "α→"),
        (r"{\f5 \'01}", "\ufffd"),
    ],
)
def test_bytes_are_those_of_their_font(body: str, text: str) -> None:
    """By its charset, its code page or the file's; by number with stand-ins left out; symbols as
    they are seen.
    """
    assert read(body).text == text


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1251", r"\'cf\'f0\'e8\'e2\'e5\'f2, \f6 \'e4\'e0", "Привет, да"),
        (r"\ansi\ansicpg1251\deff0", r"\'cf\'f0\'e8\'e2\'e5\'f2", "Привет"),
        (r"\ansi\ansicpg1251\deff0", r"Caf\'e9", "Café"),
        (r"\mac", r"caf\'8e", "café"),
        (r"\pc", r"caf\'82", "café"),
        (r"\ansi\ansicpg932", r"\'93\'fa", "日"),
        (r"\ansi\ansicpg99999", r"\'e9", "é"),
    ],
)
def test_the_code_page_holds_where_no_font_says_otherwise(head: str, body: str, text: str) -> None:
    """Or where a font is called Western and its letters are not."""
    assert read(body, head).text == text


def test_a_code_page_can_be_said() -> None:
    """By someone who knows better than the file."""
    file = rtf(r"{\f6 \'f9\'ec}")
    assert read_file(file, "x.rtf", encoding="windows-1255").text == "של"
    with pytest.raises(FileRefused, match="no encoding known"):
        read_file(file, "x.rtf", encoding="nonsense")


def test_careless_utf8_is_read() -> None:
    """Some programs write it as it is."""
    assert (
        read_rtf(b"\xef\xbb\xbf" + r"{\rtf1\ansi Привет ‘so’ 😀}".encode()).text == "Привет ‘so’ 😀"
    )


def test_looks_are_marked() -> None:
    """Bold and italic, on and off, ending with their groups; their own of words from right to
    left.
    """
    found = read(
        r"{\b Ann:} so {\i very {\b much}}\b0\par \b B:\plain  no\par"
        r"{\rtlch\ab\f2 \'f9}{\rtlch\ab \ltrch x}"
    )
    assert found.text == "Ann: so very much\nB: no\nשx"
    assert marks(found) == [
        ("Ann:", "bold", 0),
        ("very much", "italic", 0),
        ("much", "bold", 0),
        ("B:", "bold", 0),
        ("ש", "bold", 0),
    ]


def test_headings_and_lists_are_marked() -> None:
    """By the outline or the style's name; the numbers of a list are not its words."""
    found = read(
        r"{\stylesheet{Normal;}{\s1\b heading 1;}{\s2 Title;}{\*\cs3 heading 5;}}"
        r"\pard\s2 Study\par\pard\s1 Part\par\pard\outlinelevel2 Three\par"
        r"\pard\ls1\ilvl1{\listtext 1.\tab}deep\par\pard{\pntext *\tab}{\*\pn\pnlvlblt}old\par"
        r"\pard plain\par"
    )
    assert found.text == "Study\nPart\nThree\ndeep\nold\nplain"
    assert marks(found) == [
        ("Study", "heading", 1),
        ("Part", "heading", 1),
        ("Three", "heading", 3),
        ("deep", "list", 1),
        ("old", "list", 0),
    ]


def test_cells_of_a_row_stand_on_one_line() -> None:
    """Divided by tabs and marked; tables in cells too, in both ways of ending their rows."""
    found = read(
        r"Title\par\trowd\cellx1\cellx2\pard\intbl {\b INT}\cell Why?\par And how?\cell\row"
        r"\trowd\pard\intbl\cell Because.\par\cell\row"
        r"\pard\intbl\cell\cell\row"
        r"\pard\intbl x\par\pard\intbl\itap2 a\nestcell b\nestcell"
        r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\itap1 c\cell y\cell"
        r"{\trowd\row}\pard End\par"
    )
    assert found.text == "Title\nINT\tWhy?\nAnd how?\n\tBecause.\nx\na\tb\nc\ty\nEnd"
    assert [words for words, style, _ in marks(found) if style == "cell"] == [
        *("INT", "Why?\nAnd how?", "Because."),
        *("x\na\tb\nc", "a", "b", "y"),
    ]
    assert read(r"\pard\intbl a\cell b\cell\pard out").text == "a\tb\nout"
    assert read(r"a\cell b\cell\row c").text == "a\tb\nc"


def test_notes_follow_the_body_with_their_numbers() -> None:
    """Where their number stands before them, in them, or a mark of one's own does."""
    found = read(
        r"Well{\super\chftn{\footnote\pard\plain{\super\chftn} {\i laughs}\par long}} then"
        r"{\footnote\ftnalt\chftn  the end}{\super *}{\footnote * by hand}\par Last\par"
    )
    assert found.text == "Well[1] then[2]*\nLast\n[1] laughs\nlong\n[2] the end\n* by hand"
    assert found.text[: found.end] == "Well[1] then[2]*\nLast\n"
    assert marks(found) == [("laughs", "italic", 0)]


def test_what_is_left_out_is_counted() -> None:
    """Deletions, comments, hidden text, pictures, heads and feet of pages."""
    found = read(
        r"{\header HEAD{\pict 00}\par}{\footerf \par}"
        r"so {\revised much}{\deleted DEL}{\deleted\b DEL}{\deleted\par}more{\mvf GONE}"
        r"{\*\atnid JB}{\*\atnauthor Jo}\chatn{\*\annotation\pard COMMENT\par}"
        r"{\v HIDDEN}{\b\v HIDDEN}{\v\v0 seen}"
        r"{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}"
        r"{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict 00}}}}}"
    )
    assert found.text == "so muchmoreseen"
    assert found.warnings == (
        "1 deleted passage was left out.",
        "1 passage that was moved elsewhere was left out.",
        "1 comment was left out.",
        "1 stretch of hidden text was left out.",
        "2 pictures or drawings were left out.",
        "1 page header was left out.",
        "1 tracked insertion was accepted.",
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"{\rtf1 a{b{c", "abc"),
        (rb"{\rtf1 a}}b\par c}}d\par e}", "ab\ncd\ne"),
        (b"{\\rtf1 a}\n\x00 junk", "a"),
        (rb"{\rtf1 a\bin99999999 x", "a"),
        (rb"{\rtf1 a{\pict 00", "a"),
        (rb"{\rtf1 a{\pict\bin4 }}}}00}b}", "ab"),
        (rb"{\rtf1 a\*b\'zz{\*}c" + b"\\", "abzzc"),
        (rb"\rtf1 a", "a"),
        (rb"{\rtf1 \uc-5\u99999999x\f-3\s-1\ls-2 a}", "\ufffdxa"),
    ],
)
def test_broken_groups_lose_no_words(data: bytes, text: str) -> None:
    """Too many brackets, or too few."""
    assert read_rtf(data).text == text


def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bottomless groups, endless signs, endless words."""
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_rtf(b"{\\rtf1" + b"{" * 100_000)
    with pytest.raises(Unreadable, match="more formatting"):
        read_rtf(b"{\\rtf1" + b"\\b" * 1_000_001)
    with pytest.raises(Unreadable, match="more formatting"):
        read_rtf(b"{\\rtf1" + b"\\'e9" * 2_500_001)
    with pytest.raises(Unreadable, match="notes"):
        read_rtf(b"{\\rtf1" + b"{\\footnote x}" * 20_001)
    monkeypatch.setattr(rtf_walk, "MAX_TEXT", 100)
    with pytest.raises(Unreadable, match="longer"):
        read_rtf(b"{\\rtf1" + b"words\\par " * 100)


def test_codes_that_are_no_character_are_counted() -> None:
    """And shown."""
    found = read(r"{\f3 \'81} \'81 {\f5 \'01}")
    assert found.text.count("\ufffd") == 3
    assert found.warnings == (
        "1 symbol not known here, shown as \ufffd.",
        "There are 2 codes that are none, shown as \ufffd.",
    )


def test_content_decides_whatever_the_name() -> None:
    """Rich text is often called .doc."""
    found = read_file(rtf(r"INT: Why?\par ANN: Because.\par"), "x.doc")
    assert (found.format, found.encoding, found.text) == ("rtf", None, "INT: Why?\nANN: Because.")
