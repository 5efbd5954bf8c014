"""The shadow text in which cues are looked for, and the way back from it."""

from __future__ import annotations

import unicodedata
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.codebook import Respelling
from liveable.core.shadow import Shadow, shadow
from liveable.core.spans import Span

SCOTS = (
    Respelling("didnae", "didn't"),
    Respelling("wee", "small"),
    Respelling("messages", "shopping", after=("get", "got", "for", "the")),
    Respelling("chap", "knock", before=("door", "the door")),
    Respelling("how no", "why not"),
)
LETTERS = ["abc", "I", "x01", "é", "e\u0301", "ﬁ", "ß", "İ", "½", "שָׁ", "각", "か\u3099", "हि", "🙂"]
MARKS = [
    "\u0301",
    "\u05b8",
    "\u1161",
    "\u00ad",
    "\u200d",
    "\u200b",
    "\ufe0f",
    "\ufeff",
    "\U0001f3fd",
]
GAPS = [" ", ".", "'", "’", "-", "…", "\n", "\u00a0", "\u2028", " wee "]
SPOKEN = ["didn’t", "didnae ", "the messages", "she's "]
PIECES = st.sampled_from([*LETTERS, *MARKS, *GAPS, *SPOKEN])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=30)


def back(text: str, words: str, seen: Shadow) -> str:
    """The stretch of ``text`` behind some words of its shadow."""
    start = seen.text.index(words)
    return seen.span(start, start + len(words)).of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She DIDN'T", "she did not"),
        ("she didn’t", "she did not"),
        ("she didnt", "she did not"),
        ("she did n't", "she did  not"),
        ("I can't, cannot, cant, won’t", "i can not, can not, can not, will not"),
        ("we'll say they're who I'm", "we will say they are who i am"),
        ("it’s what she's seen", "it is what she is seen"),
        ("you wouldn't've; let's", "you would not have; let us"),
        ("her neighbour's dog, she’d", "her neighbour's dog, she'd"),
        ("Café NAÏVE", "cafe naive"),
        ("“so” — ‘well’ – «oui»", '"so" - \'well\' - "oui"'),
        ("a\u00a0b\u2009c\u2028d\te\nf", "a b c d e f"),
        ("co\u00adoperate\u200b \ufeffnow", "cooperate now"),
        ("ﬁne … Ⅳ ＡＢＣ", "fine ... iv abc"),
        ("Straße", "strasse"),
    ],
)
def test_folds_what_is_only_spelling(text: str, expected: str) -> None:
    """Case, quotes, dashes, spaces, invisible characters and English contractions are folded."""
    assert shadow(text).text == expected


def test_other_languages_keep_accents_and_apostrophes() -> None:
    """Outside English accents tell words apart and nothing is a contraction, but NFC meets NFD."""
    assert shadow("schön, im l’ami", english=False).text == "schön, im l'ami"
    assert shadow("scho\u0308n", english=False).text == "schön"


def test_pointed_hebrew_meets_plain() -> None:
    """Hebrew and Arabic are found with and without their optional pointing."""
    assert shadow("שָׁלוֹם").text == shadow("שלום").text
    assert shadow("كِتَابٌ").text == shadow("كتاب").text


def test_letters_made_by_marks_stay_apart() -> None:
    """Marks that make another letter (Cyrillic, kana, Devanagari vowels) are not dropped."""
    for one, other in [("мой", "мои"), ("が", "か"), ("कि", "का")]:
        assert shadow(one).text != shadow(other).text


def test_skin_tones_and_picture_selectors_are_folded() -> None:
    """An emoji is found whatever its tone, and the tone belongs to its span."""
    text = "ok 👍🏽 ❤\ufe0f"
    assert shadow(text).text == "ok 👍 ❤"
    assert back(text, "👍", shadow(text)) == "👍🏽"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She didnae hae a WEE dog", "she did not hae a small dog"),
        ("sweep, weed, wee-ish", "sweep, weed, small-ish"),
        ("I got the messages", "i got the shopping"),
        ("I got messages from the bank", "i got shopping from the bank"),
        ("her messages. The. messages", "her messages. the. messages"),
        ("chap the door; chap door; the old chap", "knock the door; knock door; the old chap"),
        ("How no, then?", "why not, then?"),
    ],
)
def test_respells_dialect_by_whole_word(text: str, expected: str) -> None:
    """A respelling holds for whole words, and with conditions only beside the words it names."""
    assert shadow(text, SCOTS).text == expected


def test_first_fitting_respelling_wins() -> None:
    """Of several respellings of one word the first whose neighbours fit is made."""
    dialect = (Respelling("close", "stairwell", after=("the",)), Respelling("close", "near"))
    assert shadow("the close was close by", dialect).text == "the stairwell was near by"


def test_open_ends_respell_where_a_neighbour_may_be() -> None:
    """At the end of a cue a condition may be met by the words it is found among."""
    assert shadow("messages", SCOTS, open_ends=True).text == "shopping"
    assert shadow("my messages", SCOTS, open_ends=True).text == "my messages"
    assert shadow("he will chap", SCOTS, open_ends=True).text == "he will knock"


def test_leads_back_to_whole_words() -> None:
    """Any part of a respelled or opened word leads back to all of it, as it was written."""
    text = "🙂 She did\u00adn’t fetch\u00a0THE messages\u2028e\u0301h"
    seen = shadow(text, SCOTS)
    assert back(text, "not fetch", seen) == "did\u00adn’t fetch"
    assert back(text, "the shopping", seen) == "THE messages"
    assert back(text, "shop", seen) == "messages"
    assert back(text, "eh", seen) == "e\u0301h"
    assert back(text, "🙂", seen) == "🙂"


def test_words_leave_punctuation_out() -> None:
    """Words end at punctuation; symbols and unspaced characters stand alone, marks do not split."""
    seen = shadow("Self-service, isn’t it?! 5 £ ok🙂 図書館 हिन्दी", english=False)
    found = [seen.text[a:b] for a, b in seen.words()]
    assert found == [
        *("self", "service", "isn", "t", "it", "5", "£", "ok", "🙂", "図", "書", "館", "हिन्दी")
    ]


@pytest.mark.parametrize(("start", "stop"), [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_refuses_what_is_no_stretch(start: int, stop: int) -> None:
    """An empty stretch, or one outside the shadow, has no span."""
    with pytest.raises(ValueError, match="not a stretch"):
        shadow("abc").span(start, stop)


@given(TEXTS, st.booleans())
def test_every_stretch_leads_to_whole_characters_in_order(text: str, english: bool) -> None:
    """Every span lies in the text, splits no letter from its marks, and order is kept."""
    seen = shadow(text, SCOTS, english=english)
    size = len(seen.text)
    ends = [seen.span(i, i + 1) for i in range(size)]
    assert all(a.start <= b.start and a.stop <= b.stop for a, b in pairwise(ends))
    for i, j in combinations(range(size + 1), 2):
        span = seen.span(i, j)
        assert 0 <= span.start < span.stop <= len(text)
        assert span == (ends[i].start, ends[j - 1].stop)
        assert span.start == 0 or not unicodedata.combining(text[span.start])
        assert span.stop == len(text) or not unicodedata.combining(text[span.stop])


@given(st.text("abcxyz .,-\"'?019", max_size=60).filter(lambda t: "'" not in t))
def test_plain_text_is_its_own_shadow(text: str) -> None:
    """What needs no folding is left alone, and every stretch leads to itself."""
    seen = shadow(text)
    assert seen == Shadow(text)
    assert all(
        seen.span(i, j) == Span(i, j) for i in range(len(text)) for j in range(i + 1, len(text) + 1)
    )


@given(TEXTS, st.booleans())
def test_composed_and_decomposed_meet(text: str, english: bool) -> None:
    """One text in NFC and in NFD has one shadow."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert shadow(composed, english=english).text == shadow(decomposed, english=english).text


@given(TEXTS, TEXTS)
def test_words_are_found_wherever_they_stand(before: str, after: str) -> None:
    """A cue between line breaks is found behind and before anything, at its exact place."""
    text = f"{before}\nout of the blue\n{after}"
    seen = shadow(text)
    stretch = "out of the blue"
    spans = [
        seen.span(i, i + len(stretch))
        for i in range(len(seen.text))
        if seen.text.startswith(stretch, i)
    ]
    assert Span(len(before) + 1, len(before) + 1 + len(stretch)) in spans
