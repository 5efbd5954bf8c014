"""Word: read back by python-docx, every quote is in its style under its heading."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.query import Query
from liveable.reports import to_docx
from liveable.reports.definitions import Definition
from liveable.reports.excerpts import Group, Report, gather
from liveable.reports.grouping import GroupBy
from tests.reports.study import Study
from tests.reports.values import ONE, one_quote


def opened(report: Report) -> Document:
    return docx.Document(io.BytesIO(to_docx.write(report)))


def styled(document: Document) -> list[tuple[str, str]]:
    return [(_style(p), p.text) for p in document.paragraphs]


def _style(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def of(document: Document, style: str) -> list[str]:
    return [text for name, text in styled(document) if name == style]


def gathered(study: Study, query: Query | None = None, group_by: GroupBy = "code") -> Report:
    with study.project.reading() as session:
        return gather(session, query or Query(), group_by=group_by)


def test_quotes_stand_under_their_codes(stair: Study) -> None:
    """Headings nest by the codebook; quotes, attributions and memos are in their own styles."""
    found = styled(opened(gathered(stair)))
    start = found.index(("Heading 2", "Practical help"))
    assert found[start - 3 : start + 9] == [
        ("Heading 1", "Help"),
        ("About", "Help nobody could demand."),
        ("Extent", "3 quotes from 2 documents and 2 cases, in the codes under it"),
        ("Heading 2", "Practical help"),
        ("About", "A task done for someone."),
        ("Extent", "3 quotes from 2 documents and 2 cases"),
        ("Quote", "Danny, across the landing. He has my spare key."),
        ("Attribution", "— P10, man, Interview 10, para 2, coded by Ana and Ben"),
        ("Coder's memo", "Memo by Ana: A key is trust."),
        ("Coder's memo", "Ask about it."),
        ("Quote", "He has my spare key."),
        ("Attribution", "— P10, man, Interview 10, para 2, coded by Ben"),
    ]


@pytest.mark.parametrize("group_by", ["code", "case", "document"])
def test_every_quote_is_there(stair: Study, group_by: GroupBy) -> None:
    """Each paragraph of each quote is a paragraph in the Quote style, in order."""
    report = gathered(stair, group_by=group_by)
    words = [line for group in report.groups for q in group.quotes for line in q.text.split("\n")]
    assert of(opened(report), "Quote") == words


def test_front_says_what_it_is(stair: Study) -> None:
    """The first page names the project, how much there is, what was chosen and as of which day."""
    report = dataclasses.replace(gathered(stair), as_of="2026-03-05T10:00:00.000Z")
    assert styled(opened(report))[:4] == [
        ("Title", "The stair"),
        ("Subtitle", "Quotes by code"),
        ("Normal", "6 quotes from 4 documents and 3 cases, in 7 codings by 2 coders."),
        ("Chosen", "Codes: all · Documents: all · Coders: all · Project as of 5 March 2026"),
    ]


def test_counts_are_a_table(stair: Study) -> None:
    """The header comes again on each page; codes are indented by depth, the last row sums."""
    table = opened(gathered(stair)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Code", "Quotes", "Codings", "Documents", "Cases", "Coders"]
    assert rows[2] == ["Practical help", "3", "4", "2", "2", "2"]
    assert rows[-1] == ["All", "6", "7", "4", "3", "2"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert table.rows[1]._tr.find(f".//{qn('w:tblHeader')}") is None
    indents = [row.cells[0].paragraphs[0].paragraph_format.left_indent or 0 for row in table.rows]
    assert indents[1] == 0
    assert indents[2] > 0
    width = sum(column.width or 0 for column in table.columns)
    assert width == pytest.approx(Cm(16), rel=0.01)


def test_codebook_is_an_appendix(stair: Study) -> None:
    """The codebook begins on a new page: a heading for each code, labelled parts under it."""
    document = opened(gathered(stair))
    start = next(p for p in document.paragraphs if p.text == "Codebook")
    assert start.paragraph_format.page_break_before
    found = styled(document)
    appendix = found[found.index(("Heading 1", "Codebook")) + 1 :]
    assert [pair for pair in appendix if pair[0].startswith("Heading")] == [
        ("Heading 2", "Help"),
        ("Heading 3", "Practical help  HELP.PRAC"),
        ("Heading 3", "Listening"),
        ("Heading 2", "Home"),
        ("Heading 3", "Belonging"),
        ("Heading 2", "Unused"),
    ]
    assert ("Definition", "Use when: Lifts, keys, soup.") in appendix
    assert ("Definition", "Time given.") in appendix


def test_nothing_to_quote_is_said(stair: Study) -> None:
    """An empty report is a sentence, not an empty page."""
    document = opened(gathered(stair, Query(codes=frozenset())))
    assert "No coded passage fits what was chosen" in of(document, "Normal")[0]
    assert of(document, "Quote") == []
    assert document.tables == []


def test_page_language_and_properties(stair: Study) -> None:
    """The file is A4 and British English; it names its project and day, and no person."""
    report = dataclasses.replace(gathered(stair), as_of="2026-03-05T10:00:00.000Z")
    document = opened(report)
    section = document.sections[0]
    size = section.page_width, section.page_height
    assert size == pytest.approx((Cm(21), Cm(29.7)), rel=0.001)
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    about = document.core_properties
    assert (about.title, about.subject) == ("The stair", "Quotes by code")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_same_report_same_bytes(stair: Study) -> None:
    """A report of an unchanged project is the same file, byte for byte."""
    assert to_docx.write(gathered(stair)) == to_docx.write(gathered(stair))


def test_no_thumbnail_of_another_page(stair: Study) -> None:
    """The template's preview picture is not carried along."""
    with zipfile.ZipFile(io.BytesIO(to_docx.write(gathered(stair)))) as file:
        assert not any("thumbnail" in name for name in file.namelist())


def test_deep_codes_are_named_by_path() -> None:
    """Below the third level a heading says the path, as no heading goes deeper."""
    report = one_quote("Said.", code=("A", "B", "C", "D"))
    assert of(opened(report), "Heading 3") == ["C › D"]


def test_characters_word_cannot_hold() -> None:
    """Control characters are shown as U+FFFD, and a note says how many there were."""
    document = opened(one_quote("a\x00b\x0bc\ufffe", title="T\x07", code=("K\x01",)))
    assert of(document, "Quote") == ["a\ufffdb\ufffdc\ufffd"]
    note = styled(document)[-1]
    assert note == ("Chosen", "6 characters that Word cannot hold: shown as \ufffd.")
    assert document.core_properties.title == "T\ufffd"


def test_no_note_without_need() -> None:
    """A replacement character that was in the text is not counted."""
    assert not any("cannot hold" in text for _, text in styled(opened(one_quote("a\ufffdb"))))


def test_tabs_and_spaces_are_kept() -> None:
    """Tabs, runs of spaces and spaces at either end stay as they were."""
    assert of(opened(one_quote("  a\tb   c ")), "Quote") == ["  a\tb   c "]


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("שלום world", True),
        ("123 مرحبا", True),
        ("hello שלום", False),
        ("42", False),
        ("今日は", False),
    ],
)
def test_direction_of_the_first_letter(text: str, is_rtl: bool) -> None:
    """A paragraph whose first letter is Hebrew or Arabic runs from right to left."""
    document = opened(one_quote(text))
    quote = next(p for p in document.paragraphs if _style(p) == "Quote")
    assert (quote._p.find(f".//{qn('w:bidi')}") is not None) == is_rtl
    assert (quote._p.find(f".//{qn('w:rtl')}") is not None) == is_rtl
    assert quote.text == text
    rule = quote._p.find(f".//{qn('w:pBdr')}/{qn('w:right')}")
    assert (rule is not None) == is_rtl


@pytest.mark.parametrize(("length", "stays"), [(100, [True] * 3), (1000, [None, None, True])])
def test_quote_stays_with_its_attribution(length: int, stays: list[bool | None]) -> None:
    """A quote of some lines is kept on one page; of a long one, its end with the attribution."""
    document = opened(one_quote("\n".join(["x" * length] * 3)))
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs if _style(p) == "Quote"]
    assert kept == stays


def test_names_beyond_all_measure() -> None:
    """Names of thousands of characters, with or without spaces, make a file that opens."""
    name = "X" * 5000
    document = opened(one_quote("Said.", title=name, code=(name, "y " * 3000), definition=name))
    assert of(document, "Title") == [name]
    assert document.core_properties.title == name[:255]


def test_blank_passage() -> None:
    """A coding on nothing but white space is said to be one."""
    assert of(opened(one_quote(" \n\t")), "Quote") == ["(blank)"]


def test_many_codes() -> None:
    """Three hundred codes on three levels are three hundred headings and rows."""
    base = one_quote("Said.")
    paths = [(f"F{n // 60}", f"G{n // 10}", f"C{n}") for n in range(300)]
    report = dataclasses.replace(
        base,
        groups=tuple(Group(p, "", base.groups[0].quotes, ONE, ONE) for p in paths),
        counts=tuple((p, ONE) for p in paths),
        codebook=tuple(Definition(p, "", "", (("Definition", "Words."),)) for p in paths),
    )
    document = opened(report)
    assert of(document, "Heading 3") == [f"C{n}" for n in range(300)]
    assert len(document.tables[0].rows) == 302


def test_markup_is_text() -> None:
    """What looks like XML is shown as it was said."""
    text = "<w:p/> & <script>alert(1)</script> ]]>"
    assert of(opened(one_quote(text, memo=text)), "Quote") == [text]


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip))
def test_any_words_come_back(text: str) -> None:
    """Whatever letters a passage has, Word has them."""
    assert of(opened(one_quote(text)), "Quote") == [text]
