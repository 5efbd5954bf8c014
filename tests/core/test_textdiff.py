"""The difference of two texts, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.textdiff import changes, differences

SAID = ("the", "a", "cat", "dog", "sat", "I", "never", "asked", ".", "\n", "😀", "שָׁלוֹם", "東京")
WORDS = st.lists(st.sampled_from(SAID)).map(" ".join)
TEXTS = WORDS | st.text(alphabet="ab é\u0301\u2028\n😀א東.")


def shown(old: str, new: str) -> str:
    """The difference in one line: what is gone in brackets, what is new in braces."""
    marks = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    return "".join(marks[kind].format(text) for kind, text in differences(old, new))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    """Same and gone give the old text, same and new the new one, and nothing is empty."""
    found = differences(old, new)
    assert "".join(s.text for s in found if s.kind != "new") == old
    assert "".join(s.text for s in found if s.kind != "gone") == new
    assert all(s.text for s in found)
    assert [s.kind for s in differences(old, old)] == ["same"] * bool(old)


@given(TEXTS, TEXTS)
def test_changes_do_not_touch_each_other(old: str, new: str) -> None:
    """They are in order in both texts, with something that is the same between them."""
    found = changes(old, new)
    for one, other in pairwise(found):
        assert one.old.stop < other.old.start
        assert one.new.stop < other.new.start
        assert old[one.old.stop : other.old.start] == new[one.new.stop : other.new.start]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Trust in neighbours.", "Trust in close neighbours.", "Trust in {close }neighbours."),
        ("teh dog, wrnog", "the dog, wrong", "[teh]{the} dog, [wrnog]{wrong}"),
        ("I went. I asked. I slept.", "I went. I slept.", "I went. [I asked. ]I slept."),
        ("the cat sat. the dog ran.", "the dog ran.", "[the cat sat. ]the dog ran."),
        (
            "Ann: Yes.\nInt: Why?",
            "Ann: Yes.\nInt: Go on.\nInt: Why?",
            "Ann: Yes.\n{Int: Go on.\n}Int: Why?",
        ),
        ("one\ntwo\nthree", "two\none\nthree", "[one\n]two\n{one\n}three"),
        ("東京に行った", "東京へ行った", "東京[に]{へ}行った"),
        ("שָׁלוֹם לך", "שלום לך", "[שָׁלוֹם]{שלום} לך"),
        ("a 😀 b", "a 😀😀 b", "a [😀]{😀😀} b"),
        ("didn't", "didn’t", "[didn't]{didn’t}"),
    ],
)
def test_what_people_see(old: str, new: str, expected: str) -> None:
    """Whole words are compared, and what was put in or taken out begins where a sentence does."""
    assert shown(old, new) == expected


def test_long_texts_are_compared_by_what_is_rare_in_them() -> None:
    """A word changed here and there in a long paragraph is found, without any line to go by."""
    words = [f"w{n} and" for n in range(5000)]
    edited = list(words)
    for n in range(100, 5000, 300):
        edited[n] = "changed"
    found = changes(" ".join(words), " ".join(edited))
    assert len(found) == len(range(100, 5000, 300))
    assert all(change.new.stop - change.new.start == len("changed") for change in found)


def test_a_long_stretch_with_nothing_in_common_is_replaced() -> None:
    """Where no three words in a row are the same, nothing is made of chance."""
    old = " ".join(f"a{n} the" for n in range(2000))
    new = " ".join(f"b{n} the" for n in range(2000))
    assert shown(f"x\n{old}\ny", f"x\n{new}\ny") == f"x\n[{old[:-4]}]{{{new[:-4]}}} the\ny"
