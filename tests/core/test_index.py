"""The index of codings by lines says what looking at every coding would say."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.index import Index, Lines
from liveable.core.text import paragraphs

TEXT = "\n".join(("One two three.", "", "  ", "Four five six seven eight.", "Nine.", "Ten ten."))
APART = 5


class Mark(NamedTuple):
    """The least a coding is."""

    uid: str
    start: int
    stop: int


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 1), max_size=25))
    lengths = [draw(st.integers(1, len(TEXT) - start)) for start in starts]
    return [
        Mark(f"{n}", s, s + length)
        for n, (s, length) in enumerate(zip(starts, lengths, strict=True))
    ]


def deepest(codings: list[Mark]) -> int:
    return max((sum(c.start <= p < c.stop for c in codings) for p in range(len(TEXT))), default=0)


def sound(index: Index[Mark]) -> bool:
    """No two that overlap share a depth; none in one lane stand nearer than allowed in a line."""
    for a, b in combinations(index.ordered(), 2):
        overlap = a.start < b.stop and b.start < a.stop
        if overlap and index.depth(a.uid) == index.depth(b.uid):
            return False
        same_line = index.lines.at(a.stop - 1) == index.lines.at(b.start)
        near = overlap or (same_line and b.start - a.stop < APART)
        if near and places(index, a) == places(index, b):
            return False
    return True


def counted(index: Index[Mark]) -> dict[int, int]:
    """How many lanes each group has, counted anew."""
    groups = sorted({index.group(c.uid) for c in index})
    lanes = {c.uid: (index.group(c.uid), index.lane(c.uid)) for c in index}
    return {g: max(lane for group, lane in lanes.values() if group == g) + 1 for g in groups}


def places(index: Index[Mark], mark: Mark) -> tuple[int, int]:
    return index.group(mark.uid), index.lane(mark.uid)


@given(marks(), st.data())
def test_it_answers_as_a_look_at_all_codings_would(
    codings: list[Mark], data: st.DataObject
) -> None:
    index = Index(Lines(TEXT), codings, APART)
    point = data.draw(st.integers(0, len(TEXT) - 1))
    assert {c for c in codings if c.start <= point < c.stop} == set(index.at(point))
    stop = data.draw(st.integers(point + 1, len(TEXT)))
    assert {c for c in codings if c.start < stop and point < c.stop} == set(
        index.within(point, stop)
    )
    first, last = sorted((index.lines.at(point), index.lines.at(stop - 1)))
    begin, end = index.lines.span(first).start, index.lines.span(last).stop + 1
    assert {c for c in codings if c.start < end and begin < c.stop} == set(
        index.between(first, last)
    )


@given(marks())
def test_lanes_are_apart_and_no_more_than_needed(codings: list[Mark]) -> None:
    index = Index(Lines(TEXT), codings, APART)
    assert sound(index)
    assert max((index.depth(c.uid) for c in codings), default=-1) + 1 == deepest(codings)


groupings = st.sampled_from([1, 3])


@given(marks(), groupings)
def test_each_group_has_lanes_of_its_own(codings: list[Mark], many: int) -> None:
    """As few as it would need if the others were not there."""
    index = Index(Lines(TEXT), codings, APART, lambda c: int(c.uid) % many)
    assert sound(index)
    for group, lanes in index.lanes.items():
        alone = Index(Lines(TEXT), [c for c in codings if index.group(c.uid) == group], APART)
        assert alone.lanes == {0: lanes}
        assert all(index.lane(c.uid) == alone.lane(c.uid) for c in alone)
    assert list(index.lanes) == sorted({int(c.uid) % many for c in codings})


@given(marks(), st.lists(st.integers(0, 30), max_size=30), groupings)
def test_in_place_it_holds_what_building_anew_would_hold(
    codings: list[Mark], taken: list[int], many: int
) -> None:
    index: Index[Mark] = Index(Lines(TEXT), (), APART, lambda c: int(c.uid) % many)
    left = {c.uid: c for c in codings}
    for coding in codings:
        index.add(coding)
        assert sound(index)
        assert index.lanes == counted(index)
    for number in taken:
        assert index.remove(f"{number}") == left.pop(f"{number}", None)
        assert index.lanes == counted(index)
    assert sound(index)
    assert set(index) == set(left.values())
    anew = Index(Lines(TEXT), left.values(), APART)
    for line in range(len(index.lines)):
        assert set(index.on(line)) == set(anew.on(line))


@given(marks())
def test_adding_moves_no_bracket(codings: list[Mark]) -> None:
    index = Index(Lines(TEXT), codings[:-1], APART)
    before = {c.uid: (index.lane(c.uid), index.depth(c.uid)) for c in codings[:-1]}
    for coding in codings[-1:]:
        index.add(coding)
    assert {uid: (index.lane(uid), index.depth(uid)) for uid in before} == before


@given(st.text(alphabet="ab \n\u2028", max_size=40))
def test_lines_count_paragraphs_as_the_text_does(text: str) -> None:
    lines = Lines(text)
    assert "\n".join(lines.span(i).of(text) for i in range(len(lines))) == text
    numbered = [lines.span(i) for i in range(len(lines)) if not lines.blank(i)]
    assert numbered == paragraphs(text)
    assert [lines.number(s.start) for s in numbered] == list(range(1, len(numbered) + 1))
