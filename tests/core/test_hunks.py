"""Differences with what stands around them: nothing is left out, and nothing made up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.hunks import Hunk, counts, hunks
from liveable.core.textdiff import changes

LINES = [f"Line {n} of a long talk about doors." for n in range(1, 12)]


def written(hunk: Hunk) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[stretch.kind].format(stretch.text) for stretch in hunk.stretches)


def test_a_line_on_either_side_is_shown() -> None:
    """With the number of the paragraph, blank lines not counted."""
    old = "\n\n".join(LINES)
    (hunk,) = hunks(old, old.replace("Line 6 of", "Line six of"))
    assert hunk.paragraph == 6
    assert written(hunk).strip() == "Line [-6-]{+six+} of a long talk about doors."
    (hunk,) = hunks("\n".join(LINES), "\n".join(LINES).replace("Line 6 of", "Line six of"))
    assert (
        written(hunk) == f"{LINES[4]}\nLine [-6-]{{+six+}} of a long talk about doors.\n{LINES[6]}"
    )
    assert counts([hunk]) == (1, 1)


def test_changes_that_stand_close_are_one_and_others_two() -> None:
    """So that nothing is shown twice."""
    old = "\n".join(LINES)
    near = hunks(old, old.replace("Line 3 ", "Line three ").replace("Line 5 ", "Line five "))
    far = hunks(old, old.replace("Line 2 ", "Line two ").replace("Line 9 ", "Line nine "))
    assert ([h.paragraph for h in near], [h.paragraph for h in far]) == ([3], [2, 9])


def test_long_lines_are_cut_between_words() -> None:
    """A text without line breaks is not shown whole."""
    old = "word " * 2000
    (hunk,) = hunks(old, old[:5000] + "NEW " + old[5000:])
    assert len(written(hunk)) < 400
    assert hunk.cut == (True, True)
    assert written(hunk).startswith("word ")


LETTERS = st.text(st.sampled_from("ab \n.😀\u2029"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(LETTERS, LETTERS, st.integers(0, 60), st.integers(0, 60))
def test_hunks_hold_every_change_once(one: str, other: str, start: int, stop: int) -> None:
    """And their words are those of the two texts at the places they name."""
    old, new = one * 5, one[:start] + other + (one * 5)[stop:]
    found = hunks(old, new)
    assert bool(found) == (old != new)
    put_in = sum(len(s.text) for h in found for s in h.stretches if s.kind == "new")
    assert put_in == sum(c.new.stop - c.new.start for c in changes(old, new))
    done = 0
    for hunk in found:
        assert "".join(s.text for s in hunk.stretches if s.kind != "new") == hunk.old.of(old)
        assert "".join(s.text for s in hunk.stretches if s.kind != "gone") == hunk.new.of(new)
        assert hunk.old.start >= done
        done = hunk.old.stop
