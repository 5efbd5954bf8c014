"""A draft of two texts has what both wrote, each change once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.from_both import from_both, together

words = st.lists(
    st.sampled_from(["help", "is", "kept", "light", "near", "people", "ask"]), max_size=12
)
texts = words.map(" ".join)

BASE = "Keeping help light; privacy; fear of interfering."


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (
            "Keeping help light and easy; privacy; fear of interfering.",
            "Keeping help light; privacy; fear of interfering or of asking.",
            "Keeping help light and easy; privacy; fear of interfering or of asking.",
        ),
        (
            "Keeping help small; privacy; fear of interfering.",
            "Keeping help hidden; privacy; fear of interfering.",
            "Keeping help small; privacy; fear of interfering.\n"
            "Keeping help hidden; privacy; fear of interfering.",
        ),
        ("Keeping help light.", BASE, "Keeping help light."),
        (
            "Helping is light work; privacy matters; nobody interferes.",
            "Do not interfere; keep help light; mind privacy.",
            "Helping is light work; privacy matters; nobody interferes.\n"
            "Do not interfere; keep help light; mind privacy.",
        ),
        (BASE, BASE, BASE),
        ("", "Theirs", "Theirs"),
        ("Ours", "", "Ours"),
    ],
)
def test_each_change_is_taken_once(ours: str, theirs: str, both: str) -> None:
    """Where both reworded the same, the texts stand one below the other, ours first."""
    assert from_both(BASE, ours, theirs) == both


def test_without_a_beginning_they_stand_one_below_the_other() -> None:
    """Nothing says what in them is the same."""
    assert from_both(None, "Ours.", "Theirs.") == "Ours.\nTheirs."


@given(texts, texts)
def test_what_one_alone_changed_is_theirs(base: str, new: str) -> None:
    """Whichever side it was."""
    if base.strip() and new.strip():
        assert from_both(base, new, base) == new
        assert from_both(base, base, new) == new
        assert from_both(base, new, new) == new


@given(texts, texts, texts)
def test_no_word_of_either_is_lost(base: str, ours: str, theirs: str) -> None:
    """Words that stand in one of the texts but not in the beginning stand in the draft."""
    draft = from_both(base, ours, theirs).split()
    for side in (ours, theirs):
        assert set(side.split()) - set(base.split()) <= set(draft)


def test_edits_come_together_only_where_they_lie_apart() -> None:
    """On another line, or so many letters away, or the same on both sides."""
    base = "ANN: I never ask her.\nBEN: It is not my place to ask, as you may well know, is it."
    far = base.replace("I never", "I never ever")
    assert together(base, far, base.replace("It is", "It's"), 40) == far.replace("It is", "It's")
    assert together(base, base.replace("It is", "It's"), base.replace("not my", "my"), 40) is None
    end = base.replace("is it.", "is it?")
    assert together(base, base.replace("It is", "It's"), end, 40) == end.replace("It is", "It's")
    assert together(base, end, end.replace("well", ""), 40) == end.replace("well", "")
    not_asked = (base.replace("never", "do not"), base.replace("ask her", "asked"))
    assert together(base, *not_asked) == base.replace("never ask her", "do not asked")
    assert together(base, *not_asked, apart=40) is None
