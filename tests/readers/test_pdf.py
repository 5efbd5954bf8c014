"""PDF pages: from places of letters to paragraphs, and through damage and malice."""

from __future__ import annotations

import textwrap
import zlib
from itertools import pairwise
from random import Random

import pytest

from liveable.readers import pdf_text, read
from liveable.readers.body import Body, Unreadable
from liveable.readers.pdf import read_pdf
from tests.readers.builders import LEADING, LEFT, TOP, assembled, at, lines, pdf, stream

STORY = (
    "When I was wee everybody had their key on a string through the letterbox, and I am not saying "
    "that it was better, for there was plenty went on behind those doors that nobody lifted a "
    "finger about. But you knew who everybody was, and they knew you, and if your blind was not up "
    "by nine then somebody would chap the door and ask. That was all, it was never spoken about."
)
MORE = (
    "Now they come and go, a year, two year, and you have just got used to a face when there is a "
    "van at the door and another one in. I still say good morning to all of them, mind, though it "
    "is only a nod with some, and the day you do not get it you feel it all the same, I tell you."
)


def wrapped(text: str, width: int = 60) -> list[str]:
    """The text in lines of this many letters at the most."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def paragraphs(body: Body) -> list[str]:
    """The lines of the text."""
    return body.text.split("\n")


def test_lines_are_joined_into_paragraphs() -> None:
    """Where the next word would still have fitted, one has ended."""
    assert paragraphs(read_pdf(pdf(lines(*wrapped(STORY), *wrapped(MORE))))) == [STORY, MORE]


def test_space_between_lines_divides_paragraphs() -> None:
    """Also after a line that is full."""
    full = STORY[: STORY.index(" That was")]
    first = wrapped(full)
    page = lines(*first, "", *wrapped(MORE))
    assert paragraphs(read_pdf(pdf(page))) == [full, MORE]


def test_lines_set_in_begin_paragraphs() -> None:
    """As in a book; and lines set out as in a play."""
    content, top = [], TOP
    for text in (STORY, MORE, STORY, MORE):
        for n, line in enumerate(wrapped(text)):
            content.append(at(LEFT + (18 if n == 0 else 0), top, line))
            top -= LEADING
    assert paragraphs(read_pdf(pdf("\n".join(content)))) == [STORY, MORE, STORY, MORE]
    content, top = [], TOP
    for text in (STORY, MORE, STORY, MORE):
        for n, line in enumerate(wrapped(text)):
            content.append(at(LEFT + (0 if n == 0 else 18), top, line))
            top -= LEADING
    assert paragraphs(read_pdf(pdf("\n".join(content)))) == [STORY, MORE, STORY, MORE]


def test_speakers_begin_paragraphs() -> None:
    """Even where every line is full or none is."""
    said = [f"{who}: {text}" for who in ("INT", "Moira") for text in (STORY, MORE)] * 2
    found = read(pdf(lines(*(line for text in said for line in wrapped(text)), top=800)), "x.pdf")
    assert paragraphs(Body(found.text)) == said
    assert len(found.turns) == 8
    short = read(
        pdf(lines("INT: Who stays there?", "Moira: Me.", "INT: Alone?", "Moira: Aye.")), "y"
    )
    assert [turn.speaker for turn in short.turns] == ["INT", "Moira", "INT", "Moira"]


def test_two_columns_are_read_one_after_the_other() -> None:
    """Between headings that go across both."""
    left, right = wrapped(STORY, 36), wrapped(MORE, 36)
    page = "\n".join(
        (
            at(LEFT, 800, "A heading that goes across the whole of the page, from side to side"),
            lines(*left, top=770),
            lines(*right, left=320, top=766),
        )
    )
    assert paragraphs(read_pdf(pdf(page)))[1:] == [STORY, MORE]


@pytest.mark.parametrize("lower", range(0, 14, 3))
def test_columns_need_not_stand_on_one_height(lower: int) -> None:
    """Where one begins lower than the other, or ends earlier."""
    left, right = wrapped(STORY * 2, 36), wrapped(MORE, 36)
    page = lines(*left, top=770) + lines(*right, left=320, top=770 - lower)
    assert paragraphs(read_pdf(pdf(page))) == [STORY * 2, MORE]


def test_three_columns_are_read_one_after_the_other() -> None:
    """Below a heading across all of them."""
    texts = (STORY, f"{MORE} Aye, I do.", STORY)
    columns = "".join(
        lines(*wrapped(text, 22), left=left)
        for text, left in zip(texts, (50, 230, 410), strict=True)
    )
    head = at(50, 800, "A heading that goes across the whole of the page, from side to side")
    assert paragraphs(read_pdf(pdf(head + columns)))[1:] == list(texts)


def test_cells_of_several_lines_are_read_row_by_row() -> None:
    """A table of times, speakers and words is no page of columns."""
    content, top = [], TOP
    said = ("Yes.", STORY, MORE, "And then?", MORE, STORY)
    for n, text in enumerate(said):
        who = ("Interviewer", "Moira")[n % 2]
        content += [at(LEFT, top, f"0:0{n}:05"), at(LEFT + 70, top, who)]
        for line in wrapped(text, 40):
            content.append(at(LEFT + 180, top, line))
            top -= LEADING
    found = read(pdf("".join(content)), "x.pdf")
    assert [turn.speaker for turn in found.turns] == ["Interviewer", "Moira"] * 3
    assert [found.text[turn.speech : turn.stop] for turn in found.turns] == list(said)
    assert [turn.timestamp for turn in found.turns] == [f"0:0{n}:05" for n in range(6)]


def test_cells_far_apart_are_divided_by_tabs() -> None:
    """A label to the left of its words."""
    page = "\n".join(
        at(x, TOP - 30 * n, text)
        for n, (who, said) in enumerate([("INT", "Why do you say so?"), ("Ann", STORY[:70])] * 4)
        for x, text in ((LEFT, who), (LEFT + 80, said))
    )
    assert paragraphs(read_pdf(pdf(page)))[:2] == ["INT\tWhy do you say so?", f"Ann\t{STORY[:70]}"]


@pytest.mark.parametrize(
    ("above", "below", "elsewhere", "joined"),
    [
        ("that was an under", "standing we had", "an understanding", "understanding"),
        ("it was a long", "lasting thing", "a long-lasting one", "long-lasting"),
        ("the Secretary", "General of it", "", "Secretary-General"),
        ("she is self", "employed now", "employed people", "self-employed"),
        ("it was a commu", "nity of sorts", "", "community"),
        ("a community", "based project", "", "community-based"),
        ("Wirtschafts", "und Sozialpolitik", "", "Wirtschafts- und"),
    ],
)
def test_words_divided_at_a_lines_end_are_joined(
    above: str, below: str, elsewhere: str, joined: str
) -> None:
    """With or without their hyphen, by how the text writes them elsewhere and by their look."""
    filler = "and so it goes on and on about nothing"
    first = f"{filler} {above}-".rjust(60, "x")
    page = lines(*wrapped(STORY), first, f"{below} {filler}", "", f"Elsewhere {elsewhere}.")
    assert f" {joined} " in read_pdf(pdf(page)).text


WORDS = " ".join(Random(1).choices(f"{STORY} {MORE}".replace(".", "").split(), k=4000))


def book(count: int, *, head: str = "", foot: str = "") -> bytes:
    """Pages whose text runs on over each page's end."""
    text = wrapped(WORDS)[: 50 * count]
    return pdf(
        *(
            "\n".join(
                (
                    at(LEFT, 812, head.format(n=n + 8)) if head else "",
                    lines(*text[50 * n : 50 * n + 50], top=790),
                    at(280, 40, foot.format(n=n + 8)) if foot else "",
                )
            )
            for n in range(count)
        )
    )


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("A study of stairs", "Page {n}"),
        ("March 31, 1998  DEBATES {n}", ""),
        ("", "{n}"),
        ("", "- {n} -"),
        ("The stair", "{n}/12"),
    ],
)
def test_running_heads_and_feet_are_left_out_and_counted(head: str, foot: str) -> None:
    """So that sentences run on over the page."""
    body = read_pdf(book(4, head=head, foot=foot))
    assert body.text == " ".join(wrapped(WORDS)[:200])
    count = 4 * (bool(head) + bool(foot))
    assert f"{count} running heads, feet and page numbers were left out." in body.warnings


def test_what_stands_at_the_top_of_two_pages_only_is_kept() -> None:
    """Two pages may begin alike."""
    body = read_pdf(pdf(*[lines("Faithful transcription", "", *wrapped(STORY))] * 2))
    assert body.text.count("Faithful transcription") == 2


def test_labels_at_the_top_of_pages_are_no_running_heads() -> None:
    """What comes back in the middle of pages too is someone speaking."""
    text = wrapped(WORDS)
    pages = []
    for n in range(5):
        said = text[40 * n : 40 * n + 40]
        pages.append(
            lines(
                f"Moira {n}:05",
                *said[:18],
                f"INT {n}:20",
                *said[18:36],
                f"Moira {n}:40",
                *said[36:],
            )
        )
    found = read(pdf(*pages), "x.pdf")
    assert [turn.speaker for turn in found.turns] == ["Moira", "INT", "Moira"] * 5
    assert found.warnings == ()


def test_numbers_in_the_margin_are_left_out_and_counted() -> None:
    """Of paragraphs, or of every fifth line."""
    content = [lines(*wrapped(STORY + MORE))]
    content += [at(40, TOP - LEADING * n, str(n + 1)) for n in range(0, 10)]
    body = read_pdf(pdf("\n".join(content)))
    assert body.text == " ".join(wrapped(STORY + MORE))
    assert body.warnings == ("10 numbers in the margin were left out.",)


@pytest.mark.parametrize("apart", [True, False])
def test_numbered_lines_of_a_court_lose_their_numbers(apart: bool) -> None:
    """Whether the numbers stand by themselves or were typed with the words, page after page."""
    said = [f"     {who}.  {text}" for who in "QA" for text in (STORY, MORE)] * 3
    typed = [line for text in said for line in wrapped(text, 50)]
    pages = []
    for first in range(0, len(typed), 25):
        page = typed[first : first + 25]
        rows = [
            at(LEFT, TOP - LEADING * n, f"{n + 1:2}") + at(LEFT + 30, TOP - LEADING * n, line)
            if apart
            else at(LEFT, TOP - LEADING * n, f"{n + 1:2}  {line}")
            for n, line in enumerate(page)
        ]
        pages.append("".join(rows))
    found = read(pdf(*pages), "x.pdf")
    assert " ".join(found.text.split()) == " ".join(" ".join(said).split())
    assert {speaker.label: speaker.turns for speaker in found.speakers} == {"Q": 6, "A": 6}
    assert found.warnings == (f"{len(typed)} numbers in the margin were left out.",)


def test_numbers_that_count_nothing_stay() -> None:
    """A list, and sums."""
    listed = [f"{number} households said so" for number in (12, 3, 44, 8, 19, 2, 30, 5, 9, 1)]
    assert "44 households" in read_pdf(pdf(lines(*listed))).text


def test_bold_and_large_letters_are_marked() -> None:
    """A bold label, a heading larger than the rest."""
    page = "\n".join(
        (
            at(LEFT, TOP + 30, "Interview", size=20),
            at(LEFT, TOP, "INT:", font="F2"),
            at(LEFT + 30, TOP, "Why?"),
            lines(*wrapped(STORY), top=TOP - 40),
        )
    )
    body = read_pdf(pdf(page))
    assert [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks] == [
        ("Interview", "heading", 1),
        ("INT:", "bold", 0),
    ]
    assert paragraphs(body)[1] == "INT: Why?"


def test_words_placed_letter_by_letter_come_together() -> None:
    """Spaces nobody wrote, letters printed twice, raised figures, kerning."""
    letters = "\n".join(
        at(LEFT + x, TOP, char) for x, char in zip((0, 6, 12, 24, 30), "abcde", strict=True)
    )
    assert read_pdf(pdf(letters)).text == "abc de"
    assert read_pdf(pdf(at(LEFT, TOP, "bold") + at(LEFT + 0.3, TOP, "bold"))).text == "bold"
    raised = (
        at(LEFT, TOP, "on the 3")
        + at(LEFT + 48, TOP + 4, "rd", size=7)
        + at(LEFT + 61, TOP, "of May")
    )
    assert read_pdf(pdf(raised)).text == "on the 3rd of May"
    kerned = "BT /F1 12 Tf 72 700 Td [(T) 80 (o) -300 (go)] TJ ET"
    assert read_pdf(pdf(kerned)).text == "To go"


def test_pages_on_their_side_are_turned() -> None:
    """The way most of their letters stand; what stands otherwise is counted."""
    turned = "\n".join(
        f"BT /F1 12 Tf 0 1 -1 0 {100 + 14 * n} 80 Tm ({line}) Tj ET"
        for n, line in enumerate(wrapped(STORY))
    )
    body = read_pdf(pdf(turned + "\n" + at(LEFT, TOP, "odd")))
    assert body.text == STORY
    assert body.warnings == ("3 letters set sideways were left out.",)


def test_what_stands_beside_the_paper_is_not_read() -> None:
    """Some programs print all of a document on every page, most of it out of sight."""
    body = read_pdf(pdf(lines("seen") + at(LEFT, -300, "unseen") + at(2000, TOP, "unseen")))
    assert body.text == "seen"


def test_ligatures_are_letters() -> None:
    """As anyone would type them to search."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 1 beginbfchar <66> <FB01> endbfchar endcmap end"
    )
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /LastChar 34 "
        "/ToUnicode 9 0 R /Widths [500 500 500] /Encoding /WinAnsiEncoding >>"
    )
    made = pdf(lines("fnd"), extra={3: font, 9: stream(cmap).decode()})
    assert read_pdf(made).text == "find"


def test_pages_without_a_text_layer_are_named_or_refused() -> None:
    """A file of pictures alone is refused with what to do."""
    entries = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    picture = stream(b"", entries).decode()
    scanned = pdf("q /X1 Do Q", "q /X1 Do Q", extra={5: picture})
    with pytest.raises(Unreadable, match="has no text layer"):
        read_pdf(scanned)
    with pytest.raises(Unreadable, match="holds no text"):
        read_pdf(pdf("BT ET"))
    half = read_pdf(pdf(lines("words"), "q /X1 Do Q", lines("more"), extra={5: picture}))
    assert half.warnings[:2] == ("1 page has no text layer: 2.", "1 picture was left out.")


def test_damaged_files_give_what_can_be_found() -> None:
    """Without a table of objects, a trailer, an end; with junk before; and say so."""
    whole = pdf(lines("INT: Why?", "Ann: Because."), pack=True)
    cut = read_pdf(whole[: whole.index(b"xref")])
    assert paragraphs(cut) == ["INT: Why?", "Ann: Because."]
    assert cut.warnings[0] == "The file is damaged; what could be found of it was read."
    for right, wrong in ((b"startxref\n", b"startxref\n9"), (b"/Root 1 0 R", b"/Root 77 0 R")):
        misled = whole.replace(right, wrong)
        assert paragraphs(read_pdf(misled)) == ["INT: Why?", "Ann: Because."]
    assert read_pdf(b"junk\n" * 50 + whole).text == "INT: Why?\nAnn: Because."
    half = zlib.compress(lines(*wrapped(STORY * 9)).encode())[:300].decode("latin-1")
    entry = f"<< /Length 300 /Filter /FlateDecode >>\nstream\n{half}\nendstream"
    partly = pdf("", extra={11: entry})
    assert read_pdf(partly).text.startswith("When I was wee")


def test_one_broken_page_does_not_cost_the_others() -> None:
    """It is named."""
    fonts = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type0 >> >> >>"
    broken = f"<< /Type /Page /MediaBox [0 0 595 842] /Contents 13 0 R {fonts} >>"
    body = read_pdf(pdf(lines("One."), lines("Two."), lines("Three."), extra={12: broken}))
    assert body.text.split() == ["One.", "Three."]
    assert body.warnings == (
        "Page 2 is damaged; what could be read of it is here.",
        "1 page has no text layer: 2.",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n",
        b"%PDF-1.7 obj" + bytes(range(256)) * 4,
        pdf(lines("words"))[:200],
    ],
)
def test_what_is_not_to_be_read_is_refused(data: bytes) -> None:
    """In a sentence."""
    with pytest.raises(Unreadable, match="damaged"):
        read_pdf(data)


def test_protected_files_are_refused() -> None:
    """With what to do."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    entries = (
        "/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1"
    )
    locked = f"{entries} /O <{'00' * 32}> /U <{'11' * 32}> >>"
    with pytest.raises(Unreadable, match="password"):
        read_pdf(assembled(objects, locked))
    unknown = "/Root 1 0 R /Encrypt << /Filter /Other /V 9 >>"
    with pytest.raises(Unreadable, match="password"):
        read_pdf(assembled(objects, unknown))


def form(content: str, figures: str) -> str:
    """A figure that may draw others."""
    resources = f"/Resources << /XObject << {figures} >> >>"
    return stream(
        content.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"
    ).decode()


def test_a_figure_that_draws_itself_is_left_alone() -> None:
    """And the words beside it are read."""
    body = read_pdf(pdf(lines("words") + " /X1 Do", extra={5: form("/X1 Do", "/X1 5 0 R")}))
    assert body.text == "words"


def test_a_page_that_asks_for_billions_of_figures_is_refused() -> None:
    """Figures that each draw ten of the next."""
    draw = "/X1 Do " * 10
    chain = {20 + n: form(draw, f"/X1 {21 + n} 0 R") for n in range(9)}
    chain[29] = form("", "")
    with pytest.raises(Unreadable, match="figures"):
        read_pdf(pdf("/X1 Do", extra={5: form(draw, "/X1 20 0 R"), **chain}))


def test_streams_that_swell_are_refused() -> None:
    """A bomb of a page's content."""
    bomb = zlib.compress(b" " * 60_000_000).decode("latin-1")
    entry = f"<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n{bomb}\nendstream"
    with pytest.raises(Unreadable, match="unpacks to more than 50 MB"):
        read_pdf(pdf("", extra={11: entry}))


def test_pages_of_countless_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or of countless letters, or that take too long."""
    crowd = "\n".join(at(LEFT + 60 * n, TOP, "x") for n in range(9))
    monkeypatch.setattr(pdf_text, "MAX_PIECES", 5)
    with pytest.raises(Unreadable, match="separate words"):
        read_pdf(pdf(crowd))
    monkeypatch.undo()
    monkeypatch.setattr(pdf_text, "MAX_LETTERS", 5)
    with pytest.raises(Unreadable, match="letters"):
        read_pdf(pdf(crowd))
    monkeypatch.undo()
    monkeypatch.setattr(pdf_text, "PAGE_SECONDS", -1.0)
    with pytest.raises(Unreadable, match="too long"):
        read_pdf(pdf(crowd))


def test_ranges_of_billions_are_bounded() -> None:
    """Widths for four billion letters, letters for as many codes."""
    cmap = b"begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    font = (
        "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [8 0 R] "
        "/ToUnicode 9 0 R >>"
    )
    cid = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 4000000000 500] >>"
    made = pdf(lines("words"), extra={3: font, 8: cid, 9: stream(cmap).decode()})
    assert read_pdf(made).text


def test_references_in_a_circle_come_to_an_end() -> None:
    """An object that is itself, pages that are their own children."""
    made = pdf(lines("words"), extra={11: "8 0 R", 8: "9 0 R", 9: "8 0 R"})
    with pytest.raises(Unreadable):
        read_pdf(made)
    looped = read_pdf(
        pdf(lines("words"), extra={2: "<< /Type /Pages /Kids [2 0 R 10 0 R] /Count 1 >>"})
    )
    assert looped.text == "words"


def test_broken_page_labels_do_not_matter() -> None:
    """Nobody asks for them."""
    catalog = "<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /R /St 0 >>] >> >>"
    assert read_pdf(pdf(lines("words"), extra={1: catalog})).text == "words"


def test_marks_lie_in_the_text() -> None:
    """After words were joined and hyphens taken away."""
    page = lines(*wrapped(STORY + " under-")) + at(LEFT, 300, "standing", font="F2")
    body = read_pdf(pdf(page))
    assert all(0 <= m.start < m.stop <= len(body.text) for m in body.marks)
    assert all(a.start <= b.start for a, b in pairwise(body.marks))
