"""Web pages: the words a browser shows, however carelessly they are marked up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.readers import html as reader
from liveable.readers import html_page
from liveable.readers import read as read_file
from liveable.readers.body import Body, Unreadable
from liveable.readers.html import read_html
from liveable.readers.html_tokens import tokens

HEBREW = "מראיינת: ספרי לי על השכנים שלך. דנה: הם אנשים טובים מאוד ועוזרים לנו תמיד."


def read(page: str) -> Body:
    """A page of these words and tags, read."""
    return read_html(page.encode())


def marks(body: Body) -> list[tuple[str, str, int]]:
    """Every mark's words, style and level."""
    return [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>One<p>Two<div>Three</div>Four", "One\nTwo\nThree\nFour"),
        ("<P>hard\n   wrapped <B>\nlines </B> and\tmore", "hard wrapped lines and more"),
        ("<p>a<br>b<BR/>c<br></p><p>d", "a\nb\nc\nd"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<p>a</p><p>&nbsp;</p><p> </p><p>b</p>", "a\n\nb"),
        ("<br><br>a<hr>b<br>", "a\nb"),
        ("a </p> b </br> c", "a\nb\nc"),
        ("<pre>\n  two\tcells\n    lines\n</pre>x", "  two\tcells\n    lines\nx"),
        ('<p style="white-space: pre-wrap">a\n b</p>', "a\n b"),
        ("<pre>a&#13;b&#xd;&#10;c</pre>", "a\nb\n\nc"),
        ("<textarea>a &lt;b>\nc</textarea>", "a <b>\nc"),
        ("caf&eacute; &amp; &#8212;&#x2014;&#151; caf&eacute &copy2020", "café & ——— café ©2020"),
        ("R&D, a < b > c, <3, AT&T; &no;", "R&D, a < b > c, <3, AT&T; &no;"),
        ("&#99999999; &#xfffffff; &#1114112;", "&#99999999; &#xfffffff; \ufffd"),
        ("a&#9;b&#10;c&nbsp;d&shy;e&#x202e;", "a b c\u00a0d\u00ade\u202e"),
        ("<dl><dt>1 May</dt><dd>Up.<dt>2 May<dd>Rain.</dl>", "1 May\nUp.\n2 May\nRain."),
        ("say <q>so</q>", "say “so”"),
        ("<a href='#x'>link</a>, <span>so</span><span>on</span>", "link, soon"),
        ("<!-- no --><p>a<!-- n<o> -->b<![if !x]>c<![endif]><?x no?>d<!-- e", "abcd<!-- e"),
        ("<!DOCTYPE x [<!ENTITY y 'z'>]><p>&y;", "&y;"),
        ("<p>a<![CDATA[ <b> & ]]>c", "a <b> & c"),
        ("<script>if (a<b) '</p>no'</script>a<style>p{}</style>b<iframe><p>no</iframe>", "ab"),
        ("<noscript>no</noscript><template><p>no</p></template>a", "a"),
        ('<p title="a > b" alt=\'<b>\' x="1">c</p>', "c"),
        ('<p title="not closed>a</p><p>b</p>', "a\nb"),
        ("<p>a<b", "a<b"),
        ("<o:p>word</o:p><st1:place>Leith</st1:place>", "wordLeith"),
        ("<svg><title>no</title><text>no</text></svg>a", "a"),
        ("<math><mi>x</mi><annotation>no</annotation></math>", "x"),
        ("\x00a\x01\x04b" + "b" * 999, "a" + "b" * 1000),
    ],
)  # fmt: skip
def test_the_words_are_those_a_browser_shows(page: str, text: str) -> None:
    """In their lines; white space, entities and broken tags as browsers take them."""
    assert read(page).text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<title/><p/>a<script src='x'/>b<b/>c", "abc"),
        ("<p>a&nbsp;b &eacute;</p><br></br><p>c", "a\u00a0b é\nc"),
    ],
)
def test_xhtml_closes_what_is_empty(page: str, text: str) -> None:
    """And knows HTML's entities without any DTD."""
    head = '<?xml version="1.0"?><!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html>'
    assert read(head + page).text.replace("\n\n", "\n") == text


def test_bold_labels_are_found_in_old_pages() -> None:
    """Closed in any order, or never."""
    found = read(
        "<B><FONT SIZE=2><P>Interview</P></B>\n<P>Aho</B>:&#9;I have.</P>\n"
        "<B><P>MSM</B>: Why?</P><p><strong>Aho<em>!</strong> so</em><p>plain"
    )
    assert found.text == "Interview\nAho: I have.\nMSM: Why?\nAho! so\nplain"
    assert marks(found) == [
        ("Interview", "bold", 0),
        ("MSM", "bold", 0),
        ("Aho!", "bold", 0),
        ("! so", "italic", 0),
    ]


def test_style_sheets_say_what_is_bold_or_hidden() -> None:
    """As pages of word processors do, by class, in the element itself, and not for print only."""
    found = read(
        "<style>.c1, .x{font-weight:700}\n.c2{font-style:italic}p.c3{display:none}"
        "@media print{.c4{display:none}} .c5 b{display:none} /* .c4{display:none} */</style>"
        "<p><span class='c1'>Ann:</span> so <span class='a c2'>very</span></p><p class=c3>no</p>"
        "<p class=c4>seen</p><b style='font-weight:normal'>light</b>"
        "<span style='font: bold 12px x'>heavy</span><span style='Display: None'>no</span>"
    )
    assert found.text == "Ann: so very\nseen\nlightheavy"
    assert marks(found) == [("Ann:", "bold", 0), ("very", "italic", 0), ("heavy", "bold", 0)]
    assert found.warnings == ("2 stretches of hidden text were left out.",)


def test_a_page_that_hides_most_of_its_words_is_read_whole() -> None:
    """A transcript that unfolds at a click is what the page is for."""
    found = read("<p>Podcast 7</p><div style='display:none'><p>INT: Why?<p>ANN: Because.</div>")
    assert found.text == "Podcast 7\nINT: Why?\nANN: Because."
    assert found.warnings == ("Most of the page was hidden; that was kept.",)


def test_headings_and_lists_are_marked() -> None:
    """With their levels; an item may hold paragraphs and lists of its own."""
    found = read(
        "<h2>May</h2><ol><li>one<li><p>two<ul><li>deeper</ul>still two</ol>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>1.</span>Word's</p>"
    )
    assert found.text == "May\none\ntwo\ndeeper\nstill two\nWord's"
    assert marks(found) == [
        ("May", "heading", 2),
        ("one", "list", 0),
        ("two", "list", 0),
        ("deeper", "list", 1),
        ("still two", "list", 0),
        ("Word's", "list", 0),
    ]


def test_cells_of_a_row_stand_on_one_line() -> None:
    """Closed or not; hidden ones leave no gap."""
    found = read(
        "<p>Title<table><caption>Talk</caption><thead><tr><th>Who<th>What</thead> <tbody> "
        "<tr><td>INT</td> <td><p>Why?</p><p>And how?</p></td></tr>"
        "<tr><td hidden>no<td>ANN<td>Because.<td></table>End"
        "<table><td>no row<td>here</table>"
    )
    assert found.text == (
        "Title\nTalk\nWho\tWhat\nINT\tWhy?\nAnd how?\nANN\tBecause.\nEnd\nno row\there"
    )
    assert [words for words, style, _ in marks(found) if style == "cell"] == [
        *("Who", "What", "INT", "Why?\nAnd how?", "ANN", "Because.", "no row", "here"),
    ]


def test_tables_that_lay_out_a_page_are_no_rows() -> None:
    """What is in a cell with headings, tables or many lines begins on a line of its own."""
    lines = "".join(f"<p>INT: {n}</p>" for n in range(20))
    found = read(
        f"<table><tr><td>menu<td>{lines}<td>right</table>"
        "<table><tr><td>a<td><h1>Head</h1>b<table><tr><td>x<td>y</table></td></tr></table>"
    )
    assert found.text.startswith("menu\nINT: 0\nINT: 1\n")
    assert found.text.endswith("INT: 19\nright\na\nHead\nb\nx\ty")
    assert [words for words, style, _ in marks(found) if style == "cell"] == [
        *("menu", "right", "a", "x", "y")
    ]


def test_what_is_left_out_is_counted() -> None:
    """Where it held words, or was a picture or recording."""
    found = read(
        "<nav><a>Home</a></nav><div role=navigation>More</div><nav></nav>"
        "<p>a page of words<span hidden>HIDDEN</span>"
        "<div style='display:none'>HIDDEN<p>HIDDEN</div>"
        "<dialog>HIDDEN</dialog><button>Play</button><select><option>A<option>B</select>"
        "<img src=x><svg></svg><audio>no</audio><iframe src=y></iframe>"
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>"
        "<del datetime=x>DELETED</del><ins cite=x>in</ins><del>struck</del>"
        "<div title=header><p>HEAD</div>"
    )
    assert found.text == "a page of words\n漢字instruck"
    assert found.warnings == (
        "1 deleted passage was left out.",
        "3 stretches of hidden text were left out.",
        "2 menus of links were left out.",
        "2 buttons or form fields were left out.",
        "2 pictures or drawings were left out.",
        "1 recording was left out.",
        "2 readings above words were left out.",
        "1 embedded document was left out.",
        "1 page header was left out.",
        "1 tracked insertion was accepted.",
    )


def test_comments_of_saved_documents_are_left_out() -> None:
    """As word processors put them below the text of a page."""
    found = read(
        "<p>Well<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> then"
        "<a class=msocomanchor href='#x'>[JB1]</a></p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>COMMENT</p><p>COMMENT</p></div>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>COMMENT</div></div>"
    )
    assert found.text == "Well then"
    assert found.warnings == ("2 comments were left out.",)


def test_notes_end_the_text() -> None:
    """With their numbers in brackets where the page raises them."""
    found = read(
        "<p>Well<a href='#fn1'><sup>1</sup></a> then<sup><a href='#fn2'>2</a></sup> x<sup>2</sup>"
        "<section role='doc-endnotes'><ol><li id=fn1>laughs <a href='#r1' role='doc-backlink'>↩</a>"
        "</ol></section><div id='sdfootnote2'><a href='#sdfootnote2anc'>2</a>long</div>"
    )
    assert found.text == "Well[1] then[2] x2\nlaughs\n[2] long"
    assert found.text[: found.end] == "Well[1] then[2] x2\n"
    assert read("<aside class=footnotes>a</aside><p>b").end == 3


def test_the_title_comes_first_where_the_page_does_not_say_it() -> None:
    """If it is more than a name, and no heading says half of it."""
    said = read("<title>Diary of Ann, May 1668</title><p>1st. <b>Up</b>.")
    assert said.text == "Diary of Ann, May 1668\n1st. Up."
    assert marks(said) == [("Diary of Ann, May 1668", "heading", 1), ("Up", "bold", 0)]
    assert said.end == len(said.text)
    assert read("<title>Ann's  diary</title><p>ANN’S DIARY<p>Up.").text == "ANN’S DIARY\nUp."
    assert read("<title>M:</title><p>Up.").text == "Up."
    assert read("<title>Diary of 1668</title><h2>1 May</h2>Up.").text == "Diary of 1668\n1 May\nUp."
    assert read("<title>A talk | Our Site</title><h1>A Talk</h1>Up.").text == "A Talk\nUp."


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("<meta charset=windows-1251><p>Да".encode("cp1251"), "cp1251", "Да"),
        (b"<meta charset='iso-8859-1'><p>\x93so\x94", "cp1252", "“so”"),
        ("<meta charset='Shift_JIS'><p>①日".encode("cp932"), "cp932", "①日"),
        ("<?xml version='1.0' encoding='gb2312'?><html>你".encode("gb18030"), "gb18030", "你"),
        ("\ufeff<html>é".encode("utf-16-le"), "utf-16-le", "é"),
        ("\ufeff<html>é".encode(), "utf-8", "é"),
        ("<meta charset=utf-16><p>é".encode(), "utf-8", "é"),
        (b"<meta charset=utf-8><p>Caf\xe9", "cp1252", "Café"),
        (b"<p>Caf\xe9 na\xefve", "cp1252", "Café naïve"),
        (f"<p class='{'x' * 999}'>{HEBREW}".encode("cp1255"), "cp1255", HEBREW),
    ],
)
def test_the_encoding_is_told(data: bytes, encoding: str, text: str) -> None:
    """By a mark, by what the page says if that fits, by its letters without its markup."""
    found = read_html(data)
    assert (found.encoding, found.text) == (encoding, text)


def test_an_encoding_can_be_said() -> None:
    """Against the page's own word."""
    assert read_html("<meta charset=koi8-r><p>Да".encode("cp1251"), "cp1251").text == "Да"


def test_pages_without_a_head_are_told_by_name_and_content() -> None:
    """And what is no page at all is text."""
    assert read_file(b"<p>Hello<p>you", "x.html").text == "Hello\nyou"
    assert read_file(b"Hello <3 you", "x.html").format == "txt"
    assert read_file(b"<html><p>Hello", "x.docx").format == "html"


# fmt: off
TAGS = [
    "p", "/p", "b", "/b", "table", "/table", "tr", "td", "/td", "ul", "li", "pre", "/pre", "br",
    "div", "/div", "h1", "/h1", "nav", "/nav", "a", "/a", "sup", "/sup", "q", "title", "script",
    "span", "!--", "svg", "div hidden", "rt", "dl", "dt", "del cite=x", "ruby", "i class=c",
    "/ruby", "style", "/style", "a href='#cmnt1' id=cmnt1", "a href='#x'", "x", "/",
]
# fmt: on


@given(
    st.lists(st.sampled_from(TAGS), max_size=60),
    st.sampled_from(["x", " 1 ", "&amp;", "-->", "\n", '"', ""]),
)
def test_any_mixture_of_tags_is_read(tags: list[str], between: str) -> None:
    """Without a fault, and with marks that lie in the text."""
    found = read("".join(f"<{tag}>{between}" for tag in tags))
    assert all(0 <= m.start < m.stop <= len(found.text) for m in found.marks)
    assert found.end is not None
    assert 0 <= found.end <= len(found.text)
    assert found.text == found.text.strip("\n")


@pytest.mark.parametrize(
    "page",
    [
        "<" * 500_000,
        "<!--" * 100_000,
        "<![CDATA[" * 100_000,
        "<?php " * 100_000,
        "<!DOCTYPE [" * 50_000,
        "<a x='>'" * 100_000,
        "<a x=\">\" y='" * 50_000,
        "</script" * 100_000 + "<script>" * 100_000,
        "<title>" * 100_000,
        "<style>" + "@a{" * 100_000,
        "<style>" + "/*" * 200_000,
        "<style>" + "a" * 500_000,
        "<style>" + "{" * 500_000,
        f"<p style='{'font:' * 200_000}'>x",
        "&" * 500_000,
        "&#" + "9" * 500_000,
        "<b>" * 100_000 + "</i>" * 100_000,
        "<div>" * 100_000 + "x" + "</p>" * 100_000,
        "<table><tr><td>" * 50_000,
        "<ruby><rt>" * 50_000,
        "<sup><a href='#x'>1" * 50_000,
        "<p" + " x" * 500_000 + ">x",
        "<p x=" + " " * 500_000 + ">x",
        "\n" * 1_000_000 + "x",
    ],
)  # fmt: skip
def test_time_grows_with_the_page_alone(page: str) -> None:
    """However it is made."""
    begun = time.process_time()
    read(page)
    assert time.process_time() - begun < 5


def test_pictures_within_the_page_do_not_make_it_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no words, and left out before it is measured."""
    monkeypatch.setattr(reader, "MAX_BYTES", 100)
    found = read(f"<p>a<img src='data:image/png;charset=x;base64,{'QUJD' * 1000}'>b")
    assert found.text == "ab"
    assert found.warnings == ("1 picture or drawing was left out.",)


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, tags or lines."""
    with pytest.raises(Unreadable, match="more parts"):
        read("<p>" * 500_001)
    monkeypatch.setattr(html_page, "MAX_LINES", 10)
    with pytest.raises(Unreadable, match="paragraphs"):
        read("<p>x" * 20)
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="MB"):
        read("<p>hello world")


def test_tokens_are_cut_without_loss() -> None:
    """Words between tags stay words."""
    assert [token.text for token in tokens("a<b>c</b>&lt;<")] == ["a", "", "c", "", "<", "<"]
