"""Footnotes of PDF pages, out of the way of the text."""

from __future__ import annotations

import textwrap

import pytest

from liveable.readers.pdf import read_pdf
from tests.readers.builders import LEADING, LEFT, TOP, at, lines, pdf

_ONCE = (
    "When I was wee everybody had their key on a string through the letterbox, and I am not saying "
    "that it was better, for there was plenty went on behind those doors that nobody lifted a "
    "finger about. "
)
SAID = (_ONCE * 3).strip()
NOTE = "A letterbox is a slot in a door through which the post comes, and sometimes an eye or two."


def page(said: list[str], small: list[str], size: float = 8) -> str:
    """Lines of text, and smaller ones at the foot."""
    foot = "".join(at(LEFT, 80 - 10 * n, line, size=size) for n, line in enumerate(small))
    return lines(*said, top=TOP) + foot


def halves() -> tuple[list[str], list[str]]:
    """The lines of a paragraph that goes over to the next page."""
    wrapped = textwrap.wrap(SAID, 60)
    return wrapped[:5], wrapped[5:]


def test_notes_follow_the_text() -> None:
    """Each in one paragraph; the sentence goes on over the page."""
    first, second = halves()
    notes = [textwrap.wrap(f"{number} {NOTE}", 70) for number in (1, 2, 3)]
    body = read_pdf(pdf(page(first, notes[0] + notes[1]), page(second, notes[2])))
    assert body.text.split("\n") == [SAID, *(" ".join(note) for note in notes)]
    assert body.end is not None
    assert body.text[: body.end] == SAID


def test_notes_may_begin_anew_on_every_page() -> None:
    """Or have stars."""
    first, second = halves()
    for signs in (("1 ", "1 "), ("* ", "* ")):
        one, two = (f"{sign}{NOTE[:60]}" for sign in signs)
        body = read_pdf(pdf(page(first, [one]), page(second, [two])))
        assert body.text.split("\n") == [SAID, one, two]


@pytest.mark.parametrize(
    ("foot", "size"),
    [
        (["Photograph: the author."], 8),
        (["1998 was the year."], 8),
        (["7 A number out of order."], 8),
        (["1 As large as the text."], 12),
    ],
)
def test_other_lines_at_the_foot_stay(foot: list[str], size: float) -> None:
    """A source, a year, a number that counts nothing, a list."""
    first, second = halves()
    body = read_pdf(pdf(page(first, foot, size), page(second, [])))
    assert body.end is None
    assert foot[0] in body.text[: len(" ".join(first)) + len(foot[0]) + 1]


def test_a_page_of_small_print_stays() -> None:
    """All of it, numbers or none."""
    first, second = halves()
    small = "".join(
        at(LEFT, TOP - LEADING * n, line, size=8)
        for n, line in enumerate(textwrap.wrap(f"1 {NOTE}", 70))
    )
    body = read_pdf(pdf(page(first, []), small, page(second, [])))
    assert body.end is None
    assert NOTE[:50] in body.text
