"""A grouped list that is changed piece by piece is the list that would be made anew."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.grouped import Grouped, Head


class Thing(NamedTuple):
    uid: str
    group: int
    place: int


THINGS = st.builds(Thing, st.sampled_from("abcdefgh"), st.integers(0, 3), st.integers(0, 3))


def grouped(things: list[Thing]) -> Grouped[Thing]:
    unique = {thing.uid: thing for thing in things}
    return Grouped(
        unique.values(), lambda t: t.uid, lambda t: (t.group, f"g{t.group}"), lambda t: t.place
    )


def rows(found: Grouped[Thing]) -> list[Thing | Head]:
    return [found.at(row) for row in range(len(found))]


def test_heads_stand_over_their_items_with_their_counts() -> None:
    """Groups in order, items by place and then name."""
    found = grouped([Thing("b", 1, 0), Thing("a", 1, 0), Thing("c", 0, 5)])
    assert rows(found) == [
        Head(0, "g0", 1),
        Thing("c", 0, 5),
        Head(1, "g1", 2),
        Thing("a", 1, 0),
        Thing("b", 1, 0),
    ]
    assert found.heads() == [0, 2]
    assert (found.row("b"), found.row("z"), found.count) == (4, None, 3)


@given(st.lists(THINGS), st.lists(THINGS))
def test_changing_comes_to_the_same_as_making_anew(first: list[Thing], then: list[Thing]) -> None:
    """After any items came, went or changed, every row is as if it had been so from the start; the
    rows said to come and go are those that did.
    """
    found = grouped(first)
    now = {thing.uid: thing for thing in first}
    for thing in then:
        if thing.uid in found and found.stays(thing):
            found.replace(thing)
        else:
            before = rows(found)
            if thing.uid in found:
                slot = found.leaving(thing.uid)
                found.remove(thing.uid)
                assert [r[:2] for r in rows(found)][slot.first :] == [
                    r[:2] for r in before[slot.last + 1 :]
                ]
            slot = found.coming(thing)
            found.add(thing)
            assert found.row(thing.uid) == slot.last
            assert found.at(slot.head)[:2] == (thing.group, f"g{thing.group}")
        now[thing.uid] = thing
        assert rows(found) == rows(grouped(list(now.values())))
    for uid in now:
        found.remove(uid)
    assert rows(found) == []


@given(st.lists(THINGS, unique_by=lambda t: t.uid), st.integers(0, 8))
def test_appending_what_comes_last_is_making_anew(things: list[Thing], cut: int) -> None:
    """Page after page comes to the whole, with as many new heads as were told."""
    things = sorted(things, key=lambda t: (t.group, t.place, t.uid))
    found = grouped(things[:cut])
    before, new = len(found), found.new_heads(things[cut:])
    found.append(things[cut:])
    assert len(found) == before + new + len(things[cut:])
    assert rows(found) == rows(grouped(things))
