"""What is shown of a version: all of a short text, of a long one what is different."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.gui.version import pieces

texts = st.lists(st.sampled_from(["a", "bb", "ccc", "d.", "ee,"]), max_size=20).map(" ".join)


@given(texts, texts)
def test_a_short_version_is_shown_whole(old: str, new: str) -> None:
    """What is the same and what is new are its words; only without anything new what is gone."""
    found = pieces(old, new)
    marks = {piece.mark for piece in found}
    assert not {"new", "gone"} <= marks
    if "gone" not in marks:
        assert "".join(piece.text for piece in found) == new
    else:
        assert "".join(p.text for p in found) == old


def test_spaces_around_words_are_not_marked() -> None:
    """A line under nothing says nothing."""
    assert pieces("light; fear", "light; or so fear") == [
        ("same", "light; "),
        ("new", "or so"),
        ("same", " fear"),
    ]


def test_a_long_version_is_shown_around_its_differences() -> None:
    """And cut, where there is nothing to compare it with."""
    old = " ".join(f"word{n}" for n in range(900)) + " "
    found = pieces(old, f"First. {old}Last.")
    assert [piece.text for piece in found if piece.mark == "new"] == ["First.", "Last."]
    assert sum(len(piece.text) for piece in found) < 1000
    assert any("…" in piece.text for piece in found)
    (only,) = pieces(None, old)
    assert only.mark == "same"
    assert len(only.text) < len(old)


def test_very_long_texts_cost_no_comparison() -> None:
    """They are shown from their beginning."""
    (only,) = pieces("x " * 20_000, "y " * 20_000)
    assert only.text.startswith("y y")
