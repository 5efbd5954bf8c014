"""Sentences of talk, diaries and notes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.sentences import LONGEST, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Reid came in.|He sat down.",
        "Dr. Ann McKay, i.e. the doctor.|She knew J. Reid of Byres Rd. well.",
        "Soup, bread etc. and a chat.|Then soup, bread, etc.|It was fine.",
        "At 5 p.m. we ate.|At 9 p.m.|Then home.|It was I.|Aye.",
        "See para. 3 and No. 10.|Say no.|Never.",
        "Well... I suppose so…|Then again... maybe.|“So…” she said.",
        "“Who is it?” she asked.|“It's me.”|“Come in!”|I went (at last.)|Fine?!|Aye!!!",
        "i went there.|then i came back.|really?|aye",
        "£3.50 at www.example.org, version 2.0.|Dear!",
        "昨日、図書館に行きました。|「行く。」と言った。|いいね！|「はい。」|次",
        "שלום.|מה שלומך?|טוב",
        "क्या?|हाँ।|ठीक है।",
        "كيف حالك؟|بخير.",
        "🙂.|Ok.",
    ],
)
def test_marks_end_sentences(marked: str) -> None:
    """Marks with their closing quotes end a sentence; abbreviations and trailing dots do not."""
    spaced = marked.replace("|", "" if "。" in marked else " ")
    assert split(spaced) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "milk|eggs|bread and butter",
        "A heading|Then a line.\n|And another one",
        "- went to the shop with Mrs Reid from next door\n- home again in time for the football",
        "1. Went to the shop.|2. Came home.|12. Slept",
        "One line without a stop\n\nand after a blank one",
    ],
)
def test_line_breaks_end_sentences(marked: str) -> None:
    """Lists, headings and separate lines are sentences each, whether or not they have a mark."""
    text = marked.replace("|", "\n")
    assert split(text) == [line for line in text.split("\n") if line]


def test_wrapped_lines_are_one_text() -> None:
    """Where lines are only filled to a margin, the breaks between them end no sentence."""
    wrapped = (
        "She had been coming to the lunch club since Rab\n"
        "and Jean from the Housing started it, and the\n"
        "Tuesday it closed she cried. We all did. Nobody\n"
        "else in Maryhill would have thought of it at all."
    )
    assert [" ".join(s.split()) for s in split(wrapped)] == [
        "She had been coming to the lunch club since Rab and Jean from the Housing started it, "
        "and the Tuesday it closed she cried.",
        "We all did.",
        "Nobody else in Maryhill would have thought of it at all.",
    ]


def test_a_small_letter_goes_on_after_a_long_line() -> None:
    """A line that goes on with a small letter is one sentence, as in captions."""
    text = "so I went along to the library\nand she knew my name"
    assert split(text) == [text]


def test_talk_without_marks_is_cut_at_pauses() -> None:
    """Where no mark comes for very long, the cut is at a comma, not just anywhere."""
    text = ", ".join(["and then she came in with the soup again"] * 60)
    found = split(text)
    assert max(map(len, found)) <= LONGEST
    assert len(found) < 10
    assert all(sentence.endswith(",") for sentence in found[:-1])


def test_what_has_no_pause_is_left_whole() -> None:
    """A text without any white space or comma is one sentence, however long."""
    assert split("a" * 5000) == ["a" * 5000]


@pytest.mark.parametrize("text", ["", " \n \u2028\t", "\n\n\n"])
def test_nothing_has_no_sentences(text: str) -> None:
    """White space alone is no sentence."""
    assert split(text) == []


PIECES = st.sampled_from(
    ["…", ".", "?", ")", "I", "と", "。」", "-", "1.", "Mr.", "so", "🙂", " ", "\n", "\n\n", '"']
)
LONG = st.sampled_from(["word " * 30, " " * 400, "\u2028", "e\u0301"])


@given(st.lists(PIECES | LONG, max_size=40).map("".join) | st.text(max_size=80))
def test_every_word_is_in_one_sentence(text: str) -> None:
    """Sentences are in order and apart, begin and end with ink, and leave only white space out."""
    spans = sentences(text)
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in spans)
    outside = list(text)
    for span in reversed(spans):
        del outside[span.start : span.stop]
    assert not "".join(outside).strip()
