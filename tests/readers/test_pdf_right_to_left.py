"""Hebrew and Arabic on PDF pages: the order of reading out of the order of places."""

from __future__ import annotations

import textwrap

import pytest

from liveable.readers import read
from liveable.readers.pdf_right_to_left import in_reading_order
from liveable.readers.pdf_text import Piece
from tests.readers.builders import LEADING, TOP, at, pdf

_LETTERS = [chr(code) for code in range(0x5D0, 0x5EB)]
_NAMES = " ".join(f"/afii{57664 + number}" for number in range(len(_LETTERS)))
# A font in which the places of À, Á, Â ... are Hebrew.
FONT = (
    "<< /Type /Font /Subtype /TrueType /BaseFont /Plain /FirstChar 32 /LastChar 255 "
    f"/Widths [{' '.join(['500'] * 224)}] /Encoding << /Type /Encoding /BaseEncoding "
    f"/WinAnsiEncoding /Differences [192 {_NAMES}] >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /Plain >> >>"
)
RIGHT, LETTER = 520.0, 6.0  # the right margin, and the width of every letter
SAID = (
    "תוכלי לספר לי איך הגעת לשכונה הזאת ומתי זה היה בערך",
    "כן הגענו לכאן בשנת שבעים ושלוש מיד אחרי המלחמה עם שלושה ילדים קטנים ומזוודה אחת וגרנו אצל "
    "דודה שלי בקומה השלישית עד שמצאנו דירה משלנו ברחוב הזה",
)


def drawn(line: str, top: float, right: float = RIGHT) -> str:
    """One line as programs draw it, the letters from left to right."""
    visual = line[::-1].translate(str.maketrans("()", ")("))
    return at(right - LETTER * len(line), top, _encoded(visual))


def _encoded(text: str) -> str:
    return "".join(chr(192 + _LETTERS.index(c)) if c in _LETTERS else c for c in text)


def conversation() -> tuple[list[str], list[str]]:
    """Turns, and the lines they fill."""
    turns = [f"{('מראיינת', 'שרה')[n % 2]}: {SAID[n % 2]}" for n in range(8)]
    return turns, [line for turn in turns for line in textwrap.wrap(turn, 60)]


def test_lines_are_read_from_the_right() -> None:
    """Paragraphs, speakers and turns as in any other transcript."""
    turns, lines = conversation()
    page = "".join(drawn(line, TOP - LEADING * n) for n, line in enumerate(lines))
    found = read(pdf(page, extra={3: FONT}), "x.pdf")
    assert found.text.split("\n") == turns
    assert {s.label: (s.turns, s.role) for s in found.speakers} == {
        "מראיינת": (4, "interviewer"),
        "שרה": (4, "participant"),
    }
    assert found.language == "he"


def test_letters_placed_one_by_one_come_in_order() -> None:
    """Some programs draw them as they are read, each to the left of the last."""
    page = "".join(
        at(RIGHT - LETTER * (n + 1), TOP, _encoded(letter))
        for n, letter in enumerate(SAID[0])
        if letter != " "
    )
    assert read(pdf(page, extra={3: FONT}), "x.pdf").text == SAID[0]


def test_the_right_column_comes_first() -> None:
    """Of two."""
    lines = textwrap.wrap(f"{SAID[1]} {SAID[0]} " * 4, 30)[:24]
    page = "".join(
        drawn(line, TOP - LEADING * (n % 12), RIGHT - 250 * (n // 12))
        for n, line in enumerate(lines)
    )
    assert read(pdf(page, extra={3: FONT}), "x.pdf").text == " ".join(lines)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1973 תנשב", "בשנת 1973"),
        ("Tel Aviv-ב", "ב-Tel Aviv"),
        ("12.5 ךרעב", "בערך 12.5"),
        ("(1973) לוכ", "כול (1973)"),
    ],
)
def test_words_and_numbers_from_the_left_stay(seen: str, meant: str) -> None:
    """In a line that is read from the right."""
    right = Piece(0, 100, 0, 12, "הזה ברחוב")
    (found, _) = in_reading_order([Piece(0, 100, 20, 12, seen), right])
    assert found.text == meant
    assert (found.x0, found.x1) == (-100, 0)


def test_words_from_the_right_are_turned_within_a_line_from_the_left() -> None:
    """The line itself stays where it is; one without them is not touched."""
    pieces = [Piece(10, 200, 20, 12, "She said םולש to all of them, and (הדות)")]
    (found,) = in_reading_order(pieces)
    assert (found.text, found.x0) == ("She said שלום to all of them, and (תודה)", 10)
    plain = [Piece(10, 200, 20, 12, "She said (hello)")]
    assert in_reading_order(plain) == plain


@pytest.mark.parametrize("seen", ["(רמוא) ןכ", ")רמוא( ןכ"])
def test_brackets_open_before_they_close(seen: str) -> None:
    """Whether a program wrote down their shape or their meaning."""
    (found,) = in_reading_order([Piece(0, 100, 20, 12, seen)])
    assert found.text == "כן (אומר)"


def test_letters_as_they_are_drawn_are_letters() -> None:
    """The forms that Arabic letters take within a word."""
    (found,) = in_reading_order([Piece(0, 100, 20, 12, "\ufee1\ufefc\ufeb3")])
    assert found.text == "سلام"
