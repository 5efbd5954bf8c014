"""Word documents: everything readable is read, everything left out is said."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK

from liveable.readers import package
from liveable.readers.body import Body, Unreadable
from liveable.readers.docx import read_docx
from tests.readers.builders import docx, packed, paragraph, part, run, table

P = paragraph
HIDE = "<w:vanish/>"
BOLD = "<w:b/>"


def read(body: str, **parts: str) -> Body:
    """A document of this XML, read."""
    return read_docx(docx(body, parts))


def marks(body: Body) -> list[tuple[str, str, int]]:
    """Every mark's words, style and level."""
    return [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (P("One") + P("Two"), "One\nTwo"),
        (P("One") + "<w:p/>" + P("Two"), "One\n\nTwo"),
        (f"<w:sdt><w:sdtContent>{P('in a block')}</w:sdtContent></w:sdt>", "in a block"),
        (f"<w:p><w:sdt><w:sdtContent>{run('in a run')}</w:sdtContent></w:sdt></w:p>", "in a run"),
        (f'<w:p><w:hyperlink w:anchor="a">{run("link")}</w:hyperlink></w:p>', "link"),
        (f'<w:p><w:smartTag w:element="place">{run("Leith")}</w:smartTag></w:p>', "Leith"),
        (f'<w:p><w:fldSimple w:instr="AUTHOR">{run("Ann")}</w:fldSimple></w:p>', "Ann"),
        (f"<w:p><w:customXml>{run('custom')}</w:customXml></w:p>", "custom"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        ("<w:p><w:r><w:t>no</w:t><w:noBreakHyphen/><w:t>break</w:t></w:r></w:p>", "no\u2011break"),
        ("<w:p><w:r><w:t>soft</w:t><w:softHyphen/><w:t>er</w:t></w:r></w:p>", "soft\u00ader"),
        ("<w:p><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath></w:p>", "E=mc"),
        ("<w:p><w:r><w:t>two\nlines</w:t></w:r></w:p>", "two lines"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>', "→"),
        ('<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>', "α"),
        ('<w:p><w:r><w:sym w:font="Arial" w:char="2022"/></w:r></w:p>', "•"),
        (P("👩‍👩‍👧 e\u0301 \u202e\u2028"), "👩‍👩‍👧 e\u0301 \u202e\u2028"),
    ],
)
def test_text_is_found_wherever_it_stands(body: str, text: str) -> None:
    """In controls, links, fields, equations; breaks, hyphens and symbols are characters."""
    assert read(body).text == text


def test_results_of_fields_are_read_and_their_instructions_are_not() -> None:
    """Between the field's separator and its end."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PAGEREF x</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>12</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    assert read(f"<w:p>{run('page ')}{field}</w:p>").text == "page 12"


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions and what was moved here stay, deletions and what was moved away are counted."""
    deleted = "<w:del><w:r><w:delText>little</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo>"
    lost = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{P('lost')}</w:tc></w:tr>"
    found = read(
        f"<w:p>{run('so ')}<w:ins>{run('much')}</w:ins>{deleted}{moved}</w:p>"
        f"<w:tbl><w:tr><w:tc>{P('kept')}</w:tc></w:tr>{lost}</w:tbl>"
    )
    assert found.text == "so much here\nkept"
    assert found.warnings == (
        "2 deleted passages were left out.",
        "1 passage that was moved elsewhere was left out.",
        "1 tracked insertion was accepted.",
    )


def test_a_deleted_end_of_paragraph_joins_two() -> None:
    """As it does when the change is accepted."""
    joined = paragraph("One ", "<w:rPr><w:del/></w:rPr>") + P("two")
    assert read(joined).text == "One two"


def test_cells_of_a_row_stand_on_one_line() -> None:
    """Divided by tabs and marked, so that a transcript set as a table can be read and told."""
    found = read(
        P("Title")
        + table(
            [P("No."), P("Speaker"), P("Text")],
            [P("1"), P("INT"), P("Why?") + P("And how?")],
            [P("2"), P("Ann"), "<w:p/>" + P("Because.") + "<w:p/>"],
            ["<w:p/>", "<w:p/>", "<w:p/>"],
        )
        + P("End")
    )
    assert found.text == "Title\nNo.\tSpeaker\tText\n1\tINT\tWhy?\nAnd how?\n2\tAnn\tBecause.\nEnd"
    assert [words for words, style, _ in marks(found) if style == "cell"] == [
        *("No.", "Speaker", "Text"),
        *("1", "INT", "Why?\nAnd how?"),
        *("2", "Ann", "Because."),
    ]


def test_tables_inside_tables_are_read() -> None:
    """Row by row, where they stand; cells in controls too."""
    inner = table([P("a"), P("b")], [P("c"), P("d")])
    controlled = f"<w:sdt><w:sdtContent><w:tc>{P('y')}</w:tc></w:sdtContent></w:sdt>"
    found = read(f"<w:tbl><w:tr><w:tc>{P('x')}{inner}</w:tc>{controlled}</w:tr></w:tbl>")
    assert found.text == "x\na\tb\nc\td\ty"


def test_cells_without_a_row_are_text() -> None:
    """No program writes them, but a damaged file may hold them."""
    cell = f"<w:tc>{P('b')}</w:tc>"
    found = read(cell + table([P("a") + cell + P("c")]))
    assert found.text == "b\na\nb\nc"
    assert marks(found) == [("a\nb\nc", "cell", 0)]


def test_notes_follow_the_body_with_their_numbers() -> None:
    """In one series, where they are referred to; the body ends before them."""
    note = '<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p>'
    found = read(
        f'<w:p>{run("Well")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" then")}'
        f'<w:r><w:endnoteReference w:id="1"/></w:r></w:p>{P("Last")}',
        footnotes=part(
            "footnotes",
            '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
            f'<w:footnote w:id="1">{note.format("unused")}</w:footnote>'
            f'<w:footnote w:id="2">{note.format("laughs")}</w:footnote>',
        ),
        endnotes=part("endnotes", f'<w:endnote w:id="1">{note.format("the end")}</w:endnote>'),
    )
    assert found.text == "Well[1] then[2]\nLast\n[1] laughs\n[2] the end"
    assert found.text[: found.end] == "Well[1] then[2]\nLast\n"


def test_text_boxes_follow_their_paragraph_once() -> None:
    """Though the file holds them twice, for newer and for older programs."""
    box = f"<w:txbxContent>{P('in the box')}</w:txbxContent>"
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    found = read(f"<w:p>{run('be')}<w:r>{twice}</w:r>{run('fore')}</w:p>{P('after')}")
    assert found.text == "before\nin the box\nafter"
    older = (
        '<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>'
        f"{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(f"<w:p><w:r>{older}</w:r></w:p>").text.strip() == "in the box"


def test_what_is_left_out_is_counted() -> None:
    """Hidden text, comments, pictures, readings of characters, headers and footers."""
    found = read(
        f"<w:p>{run('seen')}{run('unseen', HIDE)}<w:r><w:commentReference w:id='0'/></w:r>"
        "<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>"
        f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>"
        "<w:r><w:sym w:font='Odd' w:char='F0FF'/></w:r></w:p><w:altChunk/>",
        header1=part("hdr", P("Secret study")),
        header2=part("hdr", "<w:p/>"),
        footer1=part("ftr", P("page 1")),
    )
    assert found.text == "seen漢字\ufffd"
    assert found.warnings == (
        "1 comment was left out.",
        "1 stretch of hidden text was left out.",
        "1 picture or drawing was left out.",
        "1 reading above a word was left out.",
        "1 embedded document was left out.",
        "1 page header was left out.",
        "1 page footer was left out.",
        "1 symbol not known here, shown as \ufffd.",
    )


STYLES = part(
    "styles",
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Sub"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="L"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="Out"><w:name w:val="O"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    '<w:style w:styleId="Who"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="No"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Li"><w:name w:val="List"/><w:pPr><w:numPr/></w:pPr></w:style>',
)


def styled(name: str, text: str) -> str:
    """A paragraph in a named style."""
    return paragraph(text, f'<w:pStyle w:val="{name}"/>')


def test_headings_are_told_by_their_style_in_any_language() -> None:
    """By the style's English name, by what it is based on, by its outline level."""
    body = "".join(
        styled(name, name) for name in ("berschrift2", "T", "Sub", "Loop", "Out", "Unknown")
    )
    found = read(body + paragraph("x", '<w:outlineLvl w:val="0"/>'), styles=STYLES)
    assert marks(found) == [
        ("berschrift2", "heading", 2),
        ("T", "heading", 1),
        ("Sub", "heading", 2),
        ("Out", "heading", 4),
        ("x", "heading", 1),
    ]


def test_lists_are_marked_with_their_level() -> None:
    """By the paragraph's own numbering or its style's."""
    numbered = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    found = read(paragraph("deep", numbered) + styled("Li", "item"), styles=STYLES)
    assert marks(found) == [("deep", "list", 2), ("item", "list", 0)]


def test_bold_and_italic_run_over_runs() -> None:
    """Switched on by a run, a style or a character style, off again by a run."""
    char, off = '<w:rStyle w:val="Who"/>', '<w:b w:val="0"/>'
    found = read(
        f"<w:p>{run('An', BOLD)}{run('n:', BOLD)}{run(' so ')}{run('it', '<w:i/>')}"
        f"{run('both', '<w:b/><w:i/>')}{run(' end', char)}</w:p>"
        f"{styled('Who', 'INT')}<w:p><w:pPr><w:pStyle w:val='Who'/></w:pPr>"
        f"{run('not', off)}</w:p>{styled('No', 'hidden')}",
        styles=STYLES,
    )
    assert found.text == "Ann: so itboth end\nINT\nnot"
    assert marks(found) == [
        ("Ann:", "bold", 0),
        ("itboth", "italic", 0),
        ("both end", "bold", 0),
        ("INT", "bold", 0),
    ]


def test_marks_end_with_the_text() -> None:
    """Also where a line break after the last words was taken away, in a cell or at the end."""
    broken = f"<w:p><w:r><w:rPr>{BOLD}</w:rPr><w:t>INT:</w:t><w:br/><w:br/></w:r></w:p>"
    found = read(table([broken, P("Why?")]) + broken)
    assert found.text == "INT:\tWhy?\nINT:"
    assert marks(found) == [
        ("INT:", "bold", 0),
        ("INT:", "cell", 0),
        ("Why?", "cell", 0),
        ("INT:", "bold", 0),
    ]


def test_documents_saved_as_strict_are_read() -> None:
    """Which name everything otherwise."""
    data = docx(P("strict"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_docx(packed(files)).text == "strict"


def test_what_word_processors_write_is_read() -> None:
    """A document made by python-docx, with styles, a table, breaks."""
    made = python_docx.Document()
    made.add_heading("Interview", 1)
    line = made.add_paragraph()
    line.add_run("INT: ").bold = True
    line.add_run("Why?").add_break(WD_BREAK.LINE)
    line.add_run("And how?")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Ann", "Because."
    out = io.BytesIO()
    made.save(out)
    found = read_docx(out.getvalue())
    assert found.text == "Interview\nINT: Why?\nAnd how?\nAnn\tBecause."
    assert {("Interview", "heading", 1), ("INT: ", "bold", 0)} <= set(marks(found))


def test_references_that_lead_nowhere_do_not_matter() -> None:
    """Pictures lost on the way, pages on the web, styles that are not there."""
    data = docx(styled("x", "words"), {"styles": "", "image1": ""})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {n: archive.read(n) for n in archive.namelist() if "image" not in n}
    rels = files["word/_rels/document.xml.rels"].decode()
    outside = (
        '<Relationship Id="w" TargetMode="External" Type="x/header" Target="http://127.0.0.1:9/"/>'
    )
    files["word/_rels/document.xml.rels"] = rels.replace("</Rel", outside + "</Rel", 1).encode()
    assert read_docx(packed(files)).text == "words"


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "damaged"),
        (docx(P("x"))[:-30], "damaged"),
        (docx(P("x")).replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
        (packed({"[Content_Types].xml": ""}), "without a document"),
        (packed({"word/document.xml": "<broken"}), "not well formed"),
        (docx(P("x"), head=ENTITY), "entities"),
        (docx(P("x"), head="<!DOCTYPE w>"), "entities"),
        (docx("<w:tbl><w:tr><w:tc>" * 300 + P("x") + "</w:tc></w:tr></w:tbl>" * 300), "too deeply"),
        (docx("<w:p/>" * 200_001), "more than 200,000 paragraphs"),
        (docx(f"<w:p><w:r><w:t>{'A' * 9_000_000}</w:t></w:r></w:p>"), "200 times its size"),
    ],
)
def test_damaged_and_hostile_packages_are_refused(data: bytes, cause: str) -> None:
    """Before anything is unpacked beyond measure, and nothing declared is looked up."""
    with pytest.raises(Unreadable, match=cause):
        read_docx(data)


def test_packages_that_are_too_large_say_how_large_they_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a sentence that holds whatever their size."""
    monkeypatch.setattr(package, "MAX_PART", 1_000_000)
    with pytest.raises(Unreadable, match="unpacks to more than 1 MB; no transcript is that large"):
        read_docx(docx("".join(P(f"{n}") for n in range(30_000))))


def test_packages_of_too_many_files_are_refused() -> None:
    """Or of more than could be unpacked."""
    many = packed({f"f{n}": "" for n in range(10_001)})
    with pytest.raises(Unreadable, match="more than 10,000 files"):
        read_docx(many)
