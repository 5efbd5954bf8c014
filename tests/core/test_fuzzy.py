"""Finding names by a few letters."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import folding, fuzzy

CODES = [
    "Unobligated help",
    "Practical help",
    "Looking out for someone",
    "Asking and accepting",
    "Returning the favour",
    "Not overstepping",
    "Thresholds and stairs",
    "Reserved and private",
    "It's not like it was",
    "Café und Nähe",
]


def names(typed: str, codes: list[str] = CODES) -> list[str]:
    prepared = fuzzy.prepare((code, "") for code in codes)
    return [codes[found.which] for found in fuzzy.find(prepared, typed)]


def marked(name: str, typed: str) -> str:
    """The name with what was met in capitals between bars."""
    (found,) = fuzzy.find(fuzzy.prepare([(name, "")]), typed)
    return "".join(f"|{c}|" if i in found.places else c for i, c in enumerate(name)).replace(
        "||", ""
    )


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("re", ["Returning the favour", "Reserved and private", "Thresholds and stairs"]),
        ("help", ["Unobligated help", "Practical help"]),
        ("nov", ["Not overstepping"]),
        ("NOT over", ["Not overstepping"]),
        ("over not", ["Not overstepping"]),
        ("lofs", ["Looking out for someone"]),
        ("ovrst", ["Not overstepping"]),
        ("its not", ["It's not like it was"]),
        ("it’s", ["It's not like it was"]),
        ("cafe", ["Café und Nähe"]),
        ("nahe", ["Café und Nähe"]),
        ("obligated help", ["Unobligated help"]),
        ("zzz", []),
        ("", CODES),
        ("   ", CODES),
    ],
)
def test_the_best_comes_first(typed: str, wanted: list[str]) -> None:
    """Beginnings of names, then of words, then letters together, then letters with gaps."""
    assert names(typed) == wanted


def test_order_of_kinds() -> None:
    """One name of every kind, given in the wrong order."""
    wrong = ["create", "concatenate", "copy a thing", "the cat", "cats", "Cat"]
    wanted = ["Cat", "cats", "the cat", "copy a thing", "concatenate"]
    assert names("cat", wrong) == wanted


def test_scattered_letters_count_only_where_nothing_fits_better() -> None:
    """An abbreviation is understood, chance is not offered."""
    codes = ["Passing it on or paying back later", "Practical help"]
    assert names("pract", codes) == ["Practical help"]
    assert names("prctl", codes) == ["Practical help"]
    assert names("pract", codes[:1]) == codes[:1]


def test_lists_can_be_compared_by_how_well_they_fit() -> None:
    """A whole name is better than a beginning, and that better than letters inside."""
    found = fuzzy.find(fuzzy.prepare((n, "") for n in ("concatenate", "cats", "cat")), "cat")
    assert [f.rank for f in found] == sorted({f.rank for f in found})


def test_names_that_fit_alike_keep_their_order() -> None:
    """What was used last can be given first."""
    assert names("re", ["Rest", "Reserve"]) == ["Rest", "Reserve"]
    assert names("re", ["Reserve", "Rest"]) == ["Reserve", "Rest"]


@pytest.mark.parametrize(
    ("name", "typed", "wanted"),
    [
        ("Reserved", "re", "|Re|served"),
        ("Thresholds", "re", "Th|re|sholds"),
        ("The thresh", "th", "|Th|e thresh"),
        ("Not overstepping", "nov", "|N|ot |ov|erstepping"),
        ("Not overstepping", "over not", "|Not| |over|stepping"),
        ("It’s not", "its", "|It|’|s| not"),
        (unicodedata.normalize("NFD", "Nähe"), "na", f"|Na{chr(0x308)}|he"),
        ("ﬁne", "fi", "|ﬁ|ne"),
        ("👵 help → more", "help", "👵 |help| → more"),
        ("👵 help → more", "→", "👵 help |→| more"),
        ("ovens over", "ovr", "ovens |ov|e|r|"),
        ("שלום bayit", "של", "|של|ום bayit"),
        ("助け合い", "合", "助け|合|い"),
    ],
)
def test_the_letters_met_are_told(name: str, typed: str, wanted: str) -> None:
    """Places are code points of the name as it is written."""
    assert marked(name, typed) == wanted


def test_what_stands_beside_comes_last() -> None:
    """A path is met by a word's beginning, once some letters are typed; nothing is marked then."""
    prepared = fuzzy.prepare([("Not overstepping", "Giving and taking"), ("Taking turns", "")])
    assert [f.which for f in fuzzy.find(prepared, "taking")] == [1, 0]
    assert fuzzy.find(prepared, "taking")[1].places == ()
    assert [f.which for f in fuzzy.find(prepared, "ta")] == [1]
    assert fuzzy.find(prepared, "giving/not")[0][:2] == (0, (0, 1, 2))
    assert fuzzy.find(prepared, "giving taking") == []  # nothing of it in the name


some_text = st.text(st.sampled_from("aAbäÄß ' ’-e\u0301fi😀של助け→"), max_size=12)


@given(st.lists(some_text, max_size=6), some_text)
def test_places_are_in_the_name_and_in_order(codes: list[str], typed: str) -> None:
    """Nothing is found twice, and every place is inside its name."""
    found = fuzzy.find(fuzzy.prepare((c, "") for c in codes), typed)
    assert len({f.which for f in found}) == len(found)
    for index, places, _ in found:
        assert list(places) == sorted(set(places))
        assert all(0 <= place < len(codes[index]) for place in places)


words = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=6), min_size=1, max_size=4)


@given(words, st.data())
def test_a_piece_of_a_name_finds_it(parts: list[str], data: st.DataObject) -> None:
    """Any stretch of a name finds it, and the letters marked are the letters typed."""
    name = " ".join(parts)
    start = data.draw(st.integers(0, len(name) - 1))
    stop = data.draw(st.integers(start + 1, len(name)))
    typed = name[start:stop].strip()
    if not typed:
        return
    (found,) = fuzzy.find(fuzzy.prepare([(name, "")]), typed.upper())
    assert "".join(name[p] for p in found.places) == typed


@given(words, st.data())
def test_letters_in_order_find_a_name(parts: list[str], data: st.DataObject) -> None:
    """Three letters or more in the name's order, from the beginning of a word, find it."""
    name = " ".join(parts)
    letters = [i for i, c in enumerate(name) if c != " "]
    starts = [i for i in letters if i == 0 or name[i - 1] == " "]
    first = data.draw(st.sampled_from(starts))
    later = data.draw(st.sets(st.sampled_from(letters)))
    typed = name[first] + "".join(name[i] for i in sorted(later) if i > first)
    if len(typed) < 3:
        return
    (found,) = fuzzy.find(fuzzy.prepare([(name, "")]), typed)
    assert "".join(name[p] for p in found.places) == typed


def test_folding_is_that_of_the_search() -> None:
    """What the search calls one word is one word here too."""
    for name in ("Straße", "ÉLAN", "Ｆｕｌｌ"):
        assert marked(name, folding.fold(name)) == f"|{name}|"


def test_repeated_letters_do_not_explode() -> None:
    """A name of many short words alike, typed with one letter wrong, is answered at once."""
    prepared = fuzzy.prepare([("a " * 200, ""), ("a" * 400, "")])
    assert fuzzy.find(prepared, "a" * 30 + "b") == []
    assert [f.which for f in fuzzy.find(prepared, "a" * 150)] == [1, 0]
