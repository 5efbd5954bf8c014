"""Coders are told from one another by name, initials and colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.colours import BRANCHES, CODERS, for_coders, same_hue
from liveable.core.faces import faces, initials

names = st.lists(st.text(alphabet="abA -é東\u0301(2)", max_size=8), max_size=12)


@given(names, st.integers(0, 11))
def test_no_two_are_called_the_same_and_one_comes_first_oneself(given: list[str], me: int) -> None:
    found = faces([(f"{n:02}", name, "") for n, name in enumerate(given)], f"{me:02}")
    assert set(found) == {f"{n:02}" for n in range(len(given))}
    assert [face.place for face in found.values()] == list(range(len(given)))
    assert len({face.name.casefold() for face in found.values()}) == len(given)
    assert len({face.initials.casefold() for face in found.values()}) == len(given)
    if me < len(given):
        assert next(iter(found)) == f"{me:02}"


def test_initials_are_as_short_as_they_can_be() -> None:
    """Of the first and the last name; more letters, then numbers, where others have the same."""
    people = ["Isla Reid", "Tom Baird", "Ann", "Maria del Pilar Ros"]
    assert initials(people) == ["IR", "TB", "An", "MR"]
    assert initials(["Ann", "Anna", "Bo"]) == ["Ann", "Ann2", "Bo"]
    assert initials(["Isla Reid", "Ian Ross", "Zoë"]) == ["IsR", "IaR", "Zo"]
    assert initials(["Ann Ross", "Ann Ross", ""]) == ["AnnR", "AnnR2", "?"]


colours = st.lists(st.sampled_from(["", "#123456", *CODERS, BRANCHES[0][3]]), max_size=8)


@given(colours)
def test_as_long_as_there_are_enough_no_two_have_one_colour(stored: list[str]) -> None:
    """And who is the first to have a colour keeps it."""
    found = for_coders(stored)
    assert len(found) == len(stored)
    for n, colour in enumerate(found):
        assert not any(same_hue(colour, other) for other in found[:n])
        if stored[n] and not any(same_hue(stored[n], other) for other in stored[:n]):
            assert colour == stored[n]


def test_more_coders_than_colours_are_told_by_their_initials() -> None:
    """Then colours come again."""
    assert set(for_coders([""] * 20)) == set(CODERS)
