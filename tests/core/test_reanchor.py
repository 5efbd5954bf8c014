"""Where the places of a text are after it was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.reanchor import Anchors
from liveable.core.spans import Span

SAID = ("the", "a", "cat", "dog", "sat", "I", "never", "asked", ".", "\n", "😀", "שָׁלוֹם", "東京")
WORDS = st.lists(st.sampled_from(SAID)).map(" ".join)
TEXTS = WORDS | st.text(alphabet="ab é\u0301\u2028\n😀א東.")
SOME = TEXTS.filter(bool)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Any stretch of a text."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@given(SOME, st.data())
def test_an_unchanged_text_keeps_everything_in_place(text: str, data: st.DataObject) -> None:
    """Every span and every place is where it was."""
    anchors, span = Anchors(text, text), data.draw(spans(text))
    assert anchors.of(span) == (span, True)
    assert anchors.point(span.start) == span.start


@given(SOME, SOME, st.data())
def test_none_is_lost_and_each_is_told_truly(old: str, new: str, data: st.DataObject) -> None:
    """Whatever became of a text, a span lies in the new one, and the same words are the same."""
    span = data.draw(spans(old))
    there, same = Anchors(old, new).of(span)
    assert 0 <= there.start < there.stop <= len(new)
    assert same == (there.of(new) == span.of(old))
    if new.strip() and span.of(old).strip():
        assert there.of(new).strip()


@given(TEXTS, TEXTS, TEXTS, TEXTS, SOME, TEXTS, st.booleans())
def test_an_edit_outside_a_span_leaves_its_words(
    before: str, gone: str, come: str, between: str, words: str, after: str, first: bool
) -> None:
    """Wherever else something is put in, taken out or rewritten, however often words repeat."""
    if first:
        start = len(before + gone + between)
        old, new = (f"{before}{middle}{between}{words}{after}" for middle in (gone, come))
    else:
        start = len(after)
        old, new = (f"{after}{words}{between}{middle}{before}" for middle in (gone, come))
    there, same = Anchors(old, new).of(Span(start, start + len(words)))
    assert (there.of(new), same) == (words, True)


@given(SOME, TEXTS, st.data())
def test_places_keep_their_order(old: str, new: str, data: st.DataObject) -> None:
    """Of two places in the old text the one that came first does not come after the other."""
    anchors = Anchors(old, new)
    one, other = sorted(data.draw(st.tuples(*[st.integers(0, len(old))] * 2)))
    assert 0 <= anchors.point(one) <= anchors.point(other) <= len(new)


@given(
    st.integers(2, 60),
    st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["", "other", "more words"]))),
    st.data(),
)
def test_spans_keep_their_order_and_their_words(
    count: int, edits: list[tuple[int, str]], data: st.DataObject
) -> None:
    """Among words that stand once: what was not touched is the same, and order is kept."""
    there = [f"word{n}" for n in range(count)]
    edited = {n: words for n, words in edits if n < count}
    left = [edited.get(n, word) for n, word in enumerate(there)]
    old, new = " ".join(there), " ".join(filter(None, left)) or "nothing"
    anchors = Anchors(old, new)
    one, other = sorted(data.draw(st.tuples(*[st.integers(0, count - 1)] * 2)))
    last = data.draw(st.integers(other, count - 1))
    found = anchors.of(_words(there, one, one)), anchors.of(_words(there, other, last))
    assert found[0].span.start <= found[1].span.start
    assert found[1].same == edited.keys().isdisjoint(range(other, last + 1))


def _words(words: list[str], first: int, last: int) -> Span:
    start = len(" ".join(words[:first])) + (first > 0)
    return Span(start, start + len(" ".join(words[first : last + 1])))


@given(st.permutations(range(6)), st.data())
def test_passages_are_found_where_they_were_moved_to(order: list[int], data: st.DataObject) -> None:
    """Paragraphs in any other order: whatever is inside one is with it, word for word. A few
    letters of paragraphs that are nearly alike may not be told apart, but then it is said.
    """
    lines = [
        " ".join(data.draw(st.sampled_from(["yes", "no", "well", "I see"])) for _ in range(4))
        + f" said {n} of them, and so on."
        for n in range(6)
    ]
    old, new = "\n".join(lines), "\n".join(lines[n] for n in order)
    number = data.draw(st.integers(0, 5))
    inner = data.draw(spans(lines[number]).filter(lambda s: s.of(lines[number]).strip(" ,.")))
    start = old.index(lines[number])
    there, same = Anchors(old, new).of(Span(start + inner.start, start + inner.stop))
    assert same == (there.of(new) == inner.of(lines[number]))
    if len(inner.of(lines[number])) > 20:
        assert same
        assert there.start == new.index(lines[number]) + inner.start


def now(old: str, new: str, words: str) -> tuple[str, bool]:
    """What the first passage of the old text with these words is in the new one."""
    start = old.index(words)
    there, same = Anchors(old, new).of(Span(start, start + len(words)))
    return there.of(new), same


@pytest.mark.parametrize(
    ("old", "new", "words", "expected"),
    [
        # put in: inside it becomes part, at the edges it does not
        ("I never asked him.", "I never even asked him.", "never asked", "never even asked"),
        ("I never asked him.", "I have never asked of him.", "never asked", "never asked"),
        ("asked", "“asked”", "asked", "asked"),
        ("a 😀 b", "a 😀😀 b", "😀", "😀"),
        # taken out: the edges draw in
        ("I never asked him.", "I asked him.", "never asked", "asked"),
        ("I never asked him.", "I never him.", "never asked", "never"),
        # other words in their place, inside and at the edges
        ("I never asked him.", "I seldom asked him.", "never asked", "seldom asked"),
        ("teh dog barked", "the dog barked", "teh dog", "the dog"),
        ("teh dog barked", "the dog barked", "dog barked", "dog barked"),
        ("the colour of it", "the color of it", "lour of", "lor of"),
        # all gone: what stands in its place, or the nearest word
        ("I went. I asked. I slept.", "I went. I slept.", "asked.", "I"),
        ("He went home. He slept.", "He went home.", "He slept.", "home."),
        ("one\n\nHelp came.\n\ntwo", "one\n\n\n\ntwo", "Help came", "two"),
        ("x of no use", "y z of no use", "x", "y z"),
        ("a b c d e f", "u v w x", "c d", "v w"),
        # nothing but white space is left
        ("word", " \n ", "word", " \n "),
        # other scripts, and characters of more than one code point
        ("אמרתי שָׁלוֹם לך", "אמרתי לה שָׁלוֹם", "שָׁלוֹם", "שָׁלוֹם"),
        ("昨日東京に行った", "昨日は東京へ行った", "東京に行", "東京へ行"),
        ("one\u2028two three", "one\u2028and two three", "two", "two"),
        ("ane\u0301 x", "ox\u0301 x", "e\u0301", "x\u0301"),
        ("👩‍👩‍👧 und", "oh 👩‍👩‍👧 und", "‍👩‍👧 u", "‍👩‍👧 u"),
    ],
)
def test_what_becomes_of_a_passage(old: str, new: str, words: str, expected: str) -> None:
    """Each rule by an example."""
    assert now(old, new, words) == (expected, words == expected)


TALK = """Int: Right?
Ann: Yes.
Int: Did you ask him for help at all?
Ann: Yes.
Int: And then?
Ann: I never heard from him again."""


def test_a_passage_cut_out_and_put_elsewhere_is_followed() -> None:
    """Also a short one that stands there several times, by what is said around it."""
    first, yes, question, *rest = TALK.split("\n")
    new = "\n".join([question, *rest, first, yes])
    there, same = Anchors(TALK, new).of(Span(17, 20))  # the first yes
    assert (there, same) == (Span(len(new) - 4, len(new) - 1), True)


def test_words_of_others_are_not_taken_for_a_passage_moved() -> None:
    """What was taken out stands elsewhere too, as it always did: that is another passage."""
    new = TALK.replace("Int: And then?\n", "").replace("at all?\nAnn: Yes.", "at all?")
    start = TALK.rindex("Yes.")
    there, same = Anchors(TALK, new).of(Span(start, start + 4))
    assert not same
    assert there.start > new.index("at all")


def test_where_it_cannot_be_told_nothing_is_claimed() -> None:
    """A passage that was cut out and put in twice, between other words, was not moved to either."""
    old = "Start of it.\nI never asked him for anything.\nEnd of it."
    passage = "On.\nI never asked him for anything!"
    new = f"{passage}\nStart of it.\nEnd of it.\n{passage}"
    assert not Anchors(old, new).of(Span(13, 43)).same


def test_places_between_letters() -> None:
    """A place stays behind what was put in at it, and goes with a word that was corrected."""
    anchors = Anchors("teh dog. He ran.", "the dog. It was old. He ran away.")
    assert [anchors.point(n) for n in (0, 3, 9, 15, 16)] == [0, 3, 9, 27, 33]
    appended = Anchors("one two", "one two three")
    assert appended.point(7) == 7
    assert Anchors("one two three", "one").point(13) == 3


def test_spans_of_nothing_but_space() -> None:
    """They may be lost in the space that is left, but not out of the text."""
    assert now("a  \nb", "a b", "  \n")[0] in (" ", "a", "b")
    assert Anchors("a b", "").point(2) == 0
