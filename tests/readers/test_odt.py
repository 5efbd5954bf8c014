"""OpenDocument texts: everything readable is read, everything left out is said."""

from __future__ import annotations

import pytest

from liveable.errors import FileRefused
from liveable.readers import odt as reader
from liveable.readers import read as read_file
from liveable.readers.body import Body, Unreadable
from liveable.readers.odt import read_odt
from tests.readers.builders import flat_odt, odt, packed


def p(words: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def span(words: str, style: str) -> str:
    """Words in a style."""
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def text_style(name: str, properties: str, parent: str = "", family: str = "text") -> str:
    """A style of letters."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


def table(*rows: str) -> str:
    """A table of rows of cells."""
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return (
        f'<table:table><table:table-column table:number-columns-repeated="3"/>{lines}</table:table>'
    )


def cell(content: str, attributes: str = "") -> str:
    """A cell of a table."""
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def box(content: str) -> str:
    """A text box in its frame."""
    return f"<draw:frame><draw:text-box>{content}</draw:text-box></draw:frame>"


def read(body: str, **parts: str) -> Body:
    """A document of this XML, read."""
    return read_odt(odt(body, **parts))


def marks(body: Body) -> list[tuple[str, str, int]]:
    """Every mark's words, style and level."""
    return [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("One") + p("Two"), "One\nTwo"),
        (p("One") + "<text:p/>" + p("Two"), "One\n\nTwo"),
        (f"<text:section>{p('in a section')}</text:section>", "in a section"),
        (p('<text:a text:href="http://x">link</text:a>'), "link"),
        (p('on <text:date text:date-value="2024-03-05">5 March</text:date>'), "on 5 March"),
        (p("a<text:tab/>b<text:line-break/>c"), "a\tb\nc"),
        (p('a <text:s text:c="3"/>b<text:s/>c'), "a    b c"),
        (p("\n  two\n   lines "), "two lines "),
        (p(f"one {span(' two', 'T1')} three"), "one two three"),
        (p("a<text:tab/> b"), "a\t b"),
        (p("a<text:soft-page-break/>b<text:bookmark text:name='x'/>c"), "abc"),
        (p("👩‍👩‍👧 e\u0301 \u202e\u00ad\u2011"), "👩‍👩‍👧 e\u0301 \u202e\u00ad\u2011"),
        (
            "<text:table-of-content><text:table-of-content-source>no</text:table-of-content-source>"
            f"<text:index-body>{p('Contents')}</text:index-body></text:table-of-content>",
            "Contents",
        ),
        (p(f"before{box(p('inside') + p('too'))} after"), "before after\ninside\ntoo"),
        (box(p("alone")) + p("after"), "alone\nafter"),
        (p(f"a<draw:rect>{p('shape')}</draw:rect>"), "a\nshape"),
        (box(p(f"outer{box(p('inner'))}")), "outer\ninner"),
    ],
)
def test_text_is_found_wherever_it_stands(body: str, text: str) -> None:
    """In sections, links, fields, boxes and shapes; breaks and spaces are as they are seen."""
    assert read(body).text == text


def test_looks_come_from_styles_and_their_parents() -> None:
    """Automatic and named ones, of paragraphs and of words; a lighter one may undo a bold one."""
    found = read(
        p(f"{span('Ann:', 'T1')} so {span('very', 'T2')}") + p(f"all {span('not', 'T3')}", "P1"),
        automatic=text_style("T1", "", "Strong")
        + text_style("T2", 'fo:font-style="italic" fo:font-weight="700"')
        + text_style("T3", 'fo:font-weight="normal"')
        + text_style("P1", "", "Loud", "paragraph"),
        named="<office:styles>"
        + text_style("Strong", 'fo:font-weight="bold"')
        + text_style("Loud", 'fo:font-weight="bold"', "Loud", "paragraph")
        + "</office:styles>",
    )
    assert found.text == "Ann: so very\nall not"
    assert marks(found) == [
        ("Ann:", "bold", 0),
        ("very", "bold", 0),
        ("very", "italic", 0),
        ("all ", "bold", 0),
    ]


def test_headings_and_lists_are_marked() -> None:
    """By their level; a title by its style; the numbers of a list are not its words."""
    items = (
        f"<text:list-item><text:number>1.</text:number>{p('one')}"
        f"<text:list><text:list-item>{p('deeper')}</text:list-item></text:list></text:list-item>"
    )
    found = read(
        p("Study", "P1")
        + '<text:h text:outline-level="2">Part</text:h>'
        + f"<text:list>{items}</text:list>",
        automatic=text_style("P1", "", "Title", "paragraph"),
        named=f"<office:styles>{text_style('Title', '', '', 'paragraph')}</office:styles>",
    )
    assert found.text == "Study\nPart\none\ndeeper"
    assert marks(found) == [
        ("Study", "heading", 1),
        ("Part", "heading", 2),
        ("one", "list", 0),
        ("deeper", "list", 1),
    ]


def test_cells_of_a_row_stand_on_one_line() -> None:
    """Divided by tabs and marked; cells merged with others keep their place."""
    inner = table(cell(p("a")) + cell(p("b")))
    found = read(
        table(
            cell(p("INT")) + cell(p("Why?") + p("And how?")),
            "<table:covered-table-cell/>" + cell(p("Because.")) + cell("<text:p/>"),
            cell("", 'table:number-columns-repeated="2"') + cell(p("far")),
            cell("<text:p/>") + cell("<text:p/>"),
            cell(p("x") + inner) + cell(p("y")),
        )
        + p("End")
    )
    assert found.text == "INT\tWhy?\nAnd how?\n\tBecause.\n\t\tfar\nx\na\tb\ty\nEnd"
    assert [words for words, style, _ in marks(found) if style == "cell"] == [
        *("INT", "Why?\nAnd how?", "Because.", "far"),
        *("x\na\tb", "a", "b", "y"),
    ]


def test_cells_without_a_row_are_text() -> None:
    """No program writes them, but a damaged file may hold them."""
    found = read(cell(p("x")) + table(cell(p("a") + cell(p("b")) + p("c"))))
    assert found.text == "x\na\nb\nc"
    assert marks(found) == [("a\nb\nc", "cell", 0)]


def test_notes_follow_the_body_with_their_numbers() -> None:
    """In one series, where they are referred to; the body ends before them."""
    note = (
        '<text:note text:note-class="{}"><text:note-citation>i</text:note-citation>'
        "<text:note-body>{}</text:note-body></text:note>"
    )
    first = note.format("footnote", p("laughs") + p("long"))
    second = note.format("endnote", p("the end"))
    found = read(p(f"Well{first} then{second}") + p("Last"))
    assert found.text == "Well[1] then[2]\nLast\n[1] laughs\nlong\n[2] the end"
    assert found.text[: found.end] == "Well[1] then[2]\nLast\n"


def test_what_is_left_out_is_counted() -> None:
    """Deletions, comments, hidden text, pictures, readings, heads and feet of pages."""
    region = "<text:changed-region><text:{0}>{1}</text:{0}></text:changed-region>"
    found = read(
        "<text:tracked-changes>"
        + region.format("deletion", p("DELETED"))
        + region.format("insertion", "")
        + "</text:tracked-changes>"
        + p(
            "so <text:change-start/>much<text:change-end/>"
            f"<office:annotation>{p('COMMENT')}</office:annotation> noted<office:annotation-end/>"
        )
        + p(f"{span('HIDDEN<text:tab/>HIDDEN', 'T1')}seen")
        + f'<text:section text:display="none">{p("HIDDEN")}</text:section>'
        + p('<text:hidden-text text:is-hidden="true">HIDDEN</text:hidden-text>')
        + p('<text:hidden-paragraph text:is-hidden="true"/>HIDDEN')
        + p("<draw:frame><draw:image/><draw:image/><svg:title>ALT</svg:title></draw:frame>pic")
        + p("<draw:frame><draw:object/><draw:image/></draw:frame>")
        + p(
            "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text>"
            "</text:ruby>"
        ),
        automatic=text_style("T1", 'text:display="none"'),
        named="<office:master-styles><style:master-page>"
        f"<style:header>{p('HEAD')}</style:header><style:footer>{p('')}</style:footer>"
        f'<style:footer-left style:display="false">{p("FOOT")}</style:footer-left>'
        "</style:master-page></office:master-styles>",
    )
    assert found.text == "so much noted\nseen\n\npic\n\n漢"
    assert found.warnings == (
        "1 deleted passage was left out.",
        "1 comment was left out.",
        "4 stretches of hidden text were left out.",
        "1 picture or drawing was left out.",
        "1 reading above a word was left out.",
        "1 embedded document was left out.",
        "1 page header was left out.",
        "1 tracked insertion was accepted.",
    )


def test_deletions_that_stand_in_the_text_are_left_out() -> None:
    """Where they end; one without an end takes nothing away."""
    changes = (
        "<text:tracked-changes>"
        '<text:changed-region text:id="c1"><text:deletion/></text:changed-region>'
        '<text:changed-region text:id="c2"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    body = p(
        'one<text:change-start text:change-id="c1"/> two<text:tab/><text:change-end '
        'text:change-id="c1"/><text:change-start text:change-id="c2"/> three<text:change-end '
        'text:change-id="c2"/>'
    )
    found = read(changes + body)
    assert found.text == "one three"
    assert "1 deleted passage was left out." in found.warnings
    endless = changes + p('one<text:change-start text:change-id="c1"/> two')
    assert read(endless).text == "one two"


def test_a_flat_document_is_read_as_well() -> None:
    """The same words in a single XML file."""
    found = read_file(flat_odt(p("INT: Why?") + p("ANN: Because.")), "x.fodt")
    assert (found.text, found.format) == ("INT: Why?\nANN: Because.", "odt")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (odt(p("x"), manifest="<manifest:encryption-data/>"), "password"),
        (packed({"mimetype": "opendocument.text", "encrypted-package": "x"}), "password"),
        (packed({"mimetype": "opendocument.text"}), "content.xml"),
        (packed({"mimetype": "opendocument.text", "content.xml": "<x/>"}), "without a text"),
        (packed({"mimetype": "opendocument.text", "content.xml": "<x>"}), "well formed"),
        (odt(p("&x;"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (odt("<text:section>" * 9_000), "nested too deeply"),
        (odt("<text:p/>" * 200_001), "200,000 paragraphs"),
        (odt(p("A" * 60_000_000)), "200 times"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, cause: str) -> None:
    """Protected, damaged and hostile files, in a sentence."""
    with pytest.raises(Unreadable, match=cause):
        read_odt(data)


def test_repeated_spaces_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number in a file does not make a text of it."""
    assert len(read(p('a<text:s text:c="999999999"/>b')).text) == 202
    monkeypatch.setattr(reader, "MAX_TEXT", 1_000)
    with pytest.raises(Unreadable, match="longer"):
        read(p('<text:s text:c="200"/>' * 10))


def test_a_text_without_words_is_refused() -> None:
    """And a spreadsheet is told from a text."""
    with pytest.raises(FileRefused, match="no words"):
        read_file(odt("<text:p/>"), "x.odt")
    sheet = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    with pytest.raises(FileRefused, match="spreadsheet"):
        read_file(sheet, "x.ods")
