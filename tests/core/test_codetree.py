"""The hierarchy of codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import codetree, colours
from liveable.core.codetree import Branch

ROWS = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        *(
            st.builds(
                Branch,
                st.just(f"u{i}"),
                st.none() | st.sampled_from([*(f"u{k}" for k in range(n)), "gone"]),
                st.integers(0, 3),
                st.sampled_from("abc"),
            )
            for i in range(n)
        )
    )
)


@given(ROWS)
def test_no_code_falls_out_of_sight(rows: tuple[Branch, ...]) -> None:
    """Every code has one place, after its parent, whatever circles or gaps the rows have."""
    tree = codetree.build(rows)
    assert sorted(tree.order) == sorted(row.uid for row in rows)
    for uid in tree.order:
        parent = tree.parent[uid]
        if parent is not None:
            assert tree.order.index(parent) < tree.order.index(uid)
            assert tree.path[uid][:-1] == tree.path[parent]
            assert uid in tree.subtree(parent)
        assert tree.root(uid) in tree.children[None]
    assert tree.within(tree.children[None]) == frozenset(tree.order)


def test_siblings_stand_by_position_then_name() -> None:
    """A missing parent makes a root; order is the researcher's."""
    tree = codetree.build(
        [
            Branch("b", None, 1, "B"),
            Branch("a", None, 1, "A"),
            Branch("z", None, 0, "Z"),
            Branch("low", "b", 0, "Low"),
            Branch("lost", "gone", 2, "Lost"),
        ]
    )
    assert tree.order == ("z", "a", "b", "low", "lost")
    assert tree.path["low"] == ("B", "Low")
    assert list(tree.subtree("b")) == ["b", "low"]


@pytest.mark.parametrize(("text", "sound"), [("#1b6491", True), ("#12345", False), ("red", False)])
def test_colours_are_hexadecimal(text: str, sound: bool) -> None:
    """Only #rrggbb is a colour to us."""
    assert colours.is_colour(text) is sound
