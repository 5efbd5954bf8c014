"""Filtering a codebook: what fits, what stays in sight, what is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core import codefilter
from liveable.core.codefilter import Filed, filed, left, marked, wanted

BOOK = [
    filed("h", None, "Unobligated help", "HELP"),
    filed("a", "h", "Acts of help", "HELP.ACT"),
    filed("p", "a", "Practical help", "HELP.ACT.PRAC"),
    filed("o", "h", "Not overstepping", "HELP.BND.LIMIT"),
    filed("n", None, "Nähe & Café", "NÄH"),
]


def test_what_is_above_a_fitting_code_stays() -> None:
    """A code is found with its way down to it, and nothing else."""
    found = left(BOOK, wanted("practical"))
    assert found.fitting == {"p"}
    assert found.shown == {"p", "a", "h"}


def test_pieces_may_stand_anywhere_in_any_order() -> None:
    """Each piece must be there, none need begin a word, and the short name counts."""
    assert left(BOOK, wanted("step NOT")).fitting == {"o"}
    assert left(BOOK, wanted("limit")).fitting == {"o"}
    assert left(BOOK, wanted("help step")).fitting == {"o"}
    assert not left(BOOK, wanted("helpp")).shown


def test_accents_and_case_are_no_matter() -> None:
    """What people type without accents finds what is written with them."""
    assert left(BOOK, wanted("CAFE nahe")).fitting == {"n"}


def test_nothing_typed_leaves_everything() -> None:
    """White space and punctuation ask for nothing."""
    assert wanted(" – ") == ()
    assert left(BOOK, ()).shown == {"h", "a", "p", "o", "n"}


def test_what_was_found_is_marked() -> None:
    """Places are those of the name as written, overlaps counted once."""
    assert marked("Nähe & Café", wanted("cafe na")) == (0, 1, 7, 8, 9, 10)
    assert marked("Abab", wanted("ab bab")) == (0, 1, 2, 3)
    assert marked("A😀 é", wanted("e")) == (3,)
    assert marked("Name", wanted("HELP")) == ()


@given(st.text(max_size=30), st.text(max_size=6))
def test_a_mark_is_never_outside_its_name(name: str, query: str) -> None:
    """Whatever is written and typed, marks are in order, each once and inside."""
    places = marked(name, wanted(query))
    assert list(places) == sorted(set(places) & set(range(len(name))))


@given(st.lists(st.integers(-1, 30), max_size=30), st.sets(st.integers(0, 29)))
def test_what_is_shown_hangs_together(parents: list[int], named: set[int]) -> None:
    """Each shown code has its parent shown, each fits or has a fitting one below; cycles end."""
    codes = [
        Filed(str(n), str(above) if 0 <= above < len(parents) else None, "x" if n in named else "")
        for n, above in enumerate(parents)
    ]
    found = codefilter.left(codes, ("x",))
    by_uid = {code.uid: code for code in codes}
    assert found.fitting == {str(n) for n in named if n < len(codes)}
    for uid in found.shown:
        above = by_uid[uid].parent
        assert above is None or above in found.shown
    with_children = {code.parent for code in codes if code.uid in found.shown}
    assert found.shown - with_children <= found.fitting
