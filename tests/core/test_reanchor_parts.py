"""Turns and entries after their text was edited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.reanchor import Anchors
from liveable.core.reanchor_parts import Part, entries, turns
from liveable.core.spans import Span
from tests.conftest import transcript

SAID = st.sampled_from(["Yes.", "No.", "I never asked 😀", "שָׁלוֹם", "", "why?", "\nstill me", " "])
LINES = st.lists(st.tuples(st.sampled_from(["Ann: ", "Int: ", ""]), SAID, SAID).map("".join))
TEXTS = LINES.map("\n".join)


def found_in(text: str) -> list[Part]:
    """The turns of a text."""
    said = transcript(text, ("Ann", None), ("Int", None)).turns
    return [Part(turn.start, turn.speech, turn.stop) for turn in said]


@given(TEXTS)
def test_an_unchanged_text_keeps_its_parts(text: str) -> None:
    """But for white space at the ends of lines, which a turn may leave out."""
    parts = found_in(text)
    there = turns(Anchors(text, text), parts)
    assert list(there.values()) == parts
    days = [Span(part.start, part.stop) for part in parts]
    assert list(entries(Anchors(text, text), days).values()) == days


@given(TEXTS, TEXTS)
def test_parts_never_overlap(old: str, new: str) -> None:
    """They are in order and inside the text, and none is empty, whatever became of the text."""
    anchors, parts = Anchors(old, new), found_in(old)
    there = list(turns(anchors, parts).values())
    assert all(0 <= t.start <= t.speech <= t.stop <= len(new) and t.start < t.stop for t in there)
    assert all(one.stop <= other.start for one, other in pairwise(there))
    days = list(entries(anchors, [Span(part.start, part.stop) for part in parts]).values())
    assert all(0 <= day.start < day.stop <= len(new) for day in days)
    assert all(one.stop <= other.start for one, other in pairwise(days))


@given(
    st.lists(st.integers(0, 9), min_size=1, unique=True),
    st.dictionaries(st.integers(0, 9), st.sampled_from(["", "more of it", "other words"])),
)
def test_who_says_what_survives_an_edit(numbers: list[int], edits: dict[int, str]) -> None:
    """Turns edited at their end and turns taken out: those that are left are whole lines."""
    lines = [f"{'AI'[n % 2]}: number {n} said {n * n} things" for n in sorted(numbers)]
    left = [
        f"{line} {edits[n]}" if edits.get(n) else line
        for n, line in zip(sorted(numbers), lines, strict=True)
        if edits.get(n, "x")
    ]
    old, new = ("\n".join([*said, "The end."]) for said in (lines, left))
    parts = [
        Part(t.start, t.speech, t.stop) for t in transcript(old, ("A", None), ("I", None)).turns
    ]
    there = turns(Anchors(old, new), parts).values()
    assert [new[part.start : part.stop] for part in there] == left
    assert all(new[part.start : part.speech] in ("A: ", "I: ") for part in there)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ann: Yes.", "Ann: Well, yes.", ["Ann: |Well, yes."]),
        ("Ann: Yes.", "Moira: Yes.", ["Moira: |Yes."]),
        ("Ann: Yes.", "  Dr Ann: Yes. \n", ["Dr Ann: |Yes."]),
        ("Ann: Yes.\nInt: Why?", "Ann: Yes. Int: Why?", ["Ann: |Yes.", "Int: |Why?"]),
        ("Ann: Yes.\nInt: Why?", "Ann: Yes.\nA door.\nInt: Why?", ["Ann: |Yes.", "Int: |Why?"]),
        ("Ann: Yes.\nInt: Why?", "Int: Why?\nAnn: Yes.", ["Int: |Why?", "Ann: |Yes."]),
        ("Ann: Yes.\nInt: Why?", "Ann: Yes.\nInt:", ["Ann: |Yes.", "Int:|"]),
        ("Ann: Yes.\nInt: Why?", "nothing at all", []),
    ],
)
def test_what_becomes_of_turns(old: str, new: str, expected: list[str]) -> None:
    """Each rule by an example; the bar stands where the words begin."""
    there = turns(Anchors(old, new), found_in(old)).values()
    assert [f"{new[t.start : t.speech]}|{new[t.speech : t.stop]}" for t in there] == expected
