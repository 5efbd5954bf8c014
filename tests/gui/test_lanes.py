"""Lanes of coders beside the text: where they stand, and what is painted and said of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.spans import Span
from liveable.gui import lanes
from liveable.gui.lanes import Bracket
from liveable.gui.theme import ThemeName
from liveable.ops import coders, codings
from liveable.store.project import Person
from liveable.store.queries import CodingRow
from tests.gui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
TEXT = "M03 Saima Iqbal"
many = st.dictionaries(st.integers(0, 9), st.integers(1, 20), min_size=1, max_size=9)


@given(many, st.sampled_from([1.0, 1.1, 2.0]))
def test_each_coder_has_columns_of_their_own_in_order(deep: dict[int, int], zoom: float) -> None:
    """None reaches into another's; those of one are apart, at least two where they are needed."""
    deep = dict(sorted(deep.items()))
    across = lanes.tracks(deep, True, lambda pixels: round(pixels * zoom))
    assert list(across) == list(deep)
    for one, other in pairwise(across.values()):
        assert one.left + one.wide < other.left
    for group, track in across.items():
        assert min(deep[group], 2) <= track.lanes <= deep[group]
        places = [track.x(lane) for lane in range(deep[group])]
        assert track.left < places[0] <= places[-1] < track.left + track.wide
        assert len(set(places)) == track.lanes
    last = list(across.values())[-1]
    assert lanes.end(across) > last.left + last.wide


@given(many, st.integers(110, 400))
def test_in_little_room_every_coder_still_has_a_lane(deep: dict[int, int], room: int) -> None:
    """However narrow the window and large the letters."""
    across = lanes.tracks(dict(sorted(deep.items())), True, room=room)
    assert len(across) == len(deep)
    assert lanes.end(across) <= room
    for one, other in pairwise(across.values()):
        assert one.left + one.wide < other.left
    for group, track in across.items():
        assert all(
            track.left <= track.x(lane) <= track.left + track.wide for lane in range(deep[group])
        )


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=12))
def test_codings_of_one_code_that_begin_together_have_one_name(
    made: list[tuple[str, int]],
) -> None:
    """That of the active one, where it is among them; nobody is left out."""
    found = [Bracket(f"{n}", n, 0, 9, True, True, line) for n, (_, line) in enumerate(made)]
    code = {f"{n}": code for n, (code, _) in enumerate(made)}
    together = lanes.alike(found, code.__getitem__, "3")
    assert sorted(uid for some in together.values() for uid in some) == sorted(code)
    assert len(together) == len(set(made))
    for uid, some in together.items():
        assert uid == ("3" if "3" in some else some[0])
        assert len({(code[each], made[int(each)][1]) for each in some}) == 1


def test_names_stand_below_the_heads() -> None:
    """However many there are."""
    found = [Bracket(f"{n}", 0, 0, 9, True, True, 3) for n in range(40)]
    assert lanes.names(found, 400, top=22)[0].y >= 22 + lanes.STEP / 2


@pytest.fixture
def both(sample: Desk) -> Desk:
    """A text that Isla and Tom coded, and Ann at one place, coloured by coder."""
    (uid,) = [d.uid for d in sample.documents() if d.name == TEXT]
    theirs = next(row for row in sample.codings() if row.document == uid)
    _code_as(sample, theirs)
    sample.read(TEXT)
    sample.window.actions_.by_name["view.by_coder"].trigger()
    return sample


def _code_as(desk: Desk, other: CodingRow) -> str:
    span = Span(other.start, other.stop)
    work = desk.work
    return codings.code_passage(work.project, other.document, span, other.code, work.coder)


def painted(desk: Desk) -> list[str]:
    """Whose lanes there are, as they stand, each seen in the coder's colour."""
    margin = desk.page.view.margin
    image = margin.grab().toImage()
    for area, face in margin._heads:
        at = area.center().toPoint()
        wanted = desk.work.theme.code(face.colour).colour.rgb()
        assert wanted in {image.pixelColor(at.x(), y).rgb() for y in range(int(area.bottom()))}
    return [face.name for _, face in margin._heads]


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_brackets_stand_under_their_coders_initials_ones_own_first(
    both: Desk, look: ThemeName
) -> None:
    """In the coder's colour, as are the words, the strip at the edge, and the names' marks."""
    both.work.theme.choose(look)
    view = both.page.view
    names = painted(both)
    assert names[0] == "Ann"
    assert set(names) == {row.coder_name for row in view.index}
    across = lanes.tracks(view.index.lanes, True, both.work.theme.px)
    faces = both.work.faces
    for bracket in lanes.brackets(view.page.shown(), view.index, view.height(), across):
        row = view.index.get(bracket.uid)
        assert row is not None
        track = across[faces[row.coder].place]
        assert track.left < bracket.x < track.left + track.wide
    for row in view.index:
        said = view.margin.said(row.uid)
        assert said.colour == faces[row.coder].colour == view.overview.shade(row)
        assert said.coder == ("you" if row.coder == both.work.coder else row.coder_name)


def test_the_caret_hears_whose_codings_it_is_at(both: Desk) -> None:
    """No colour needs to be seen; switched off, it hears of codes alone, and all is as before."""
    view = both.page.view
    row = next(row for row in view.index if row.coder == both.work.coder)
    code = both.work.codes[row.code].name
    view.select(Span(row.start, row.start))
    assert f"{code} by Ann" in view.page.accessibleDescription()
    assert " by " in view.page.accessibleDescription().removeprefix(f"Codes here: {code} by Ann")
    both.window.actions_.by_name["view.by_coder"].trigger()
    assert " by " not in view.page.accessibleDescription()
    assert painted(both) == []
    assert view.margin.said(row.uid).colour == both.work.codes[row.code].colour


def test_lanes_come_and_go_with_what_is_coded(sample: Desk) -> None:
    """A coder's first coding in a text opens their lane; undo closes it."""
    sample.read(TEXT)
    sample.window.actions_.by_name["view.by_coder"].trigger()
    before = painted(sample)
    assert "Ann" not in before
    made = _code_as(sample, next(iter(sample.page.view.index)))
    assert painted(sample) == ["Ann", *before]
    codings.uncode(sample.work.project, [made], sample.work.coder)
    assert painted(sample) == before


def test_hovering_over_initials_says_who_it_is(both: Desk) -> None:
    """And a name that stands for several codings tells of each."""
    margin = both.page.view.margin
    painted(both)
    for area, face in margin._heads:
        assert margin._said_at(area.center().toPoint()) == face.name
    row = next(row for row in both.page.view.index if row.coder == both.work.coder)
    both.page.view.select(Span(row.start, row.start))
    both.page.view.take(row)
    painted(both)
    area, _, uids = next(each for each in margin._areas if each[1] == row.uid and len(each[2]) > 1)
    assert {both.page.view.index.get(uid).code for uid in uids} == {row.code}  # type: ignore[union-attr]
    tip = margin._said_at(area.center().toPoint())
    assert "Ann" in tip
    assert "Isla Reid" in tip or "Tom Baird" in tip


def test_a_new_colour_is_seen_at_once(both: Desk) -> None:
    """Everywhere in the text."""
    work = both.work
    coders.recolour(work.project, work.coder, "#6f1a93", work.coder)
    assert work.faces[work.coder].colour == "#6f1a93"
    assert painted(both)[0] == "Ann"


def test_it_stays_when_another_project_is_opened_and_holds_for_many_coders(both: Desk) -> None:
    """The menu says what is seen; the words make room for a lane for each, until it is over."""
    work = both.work
    narrow = both.page.view.margin.width()
    other = next(iter(both.page.view.index))
    for number in range(5):
        uid = coders.present(work.project, Person(f"new-{number}", f"New {number}"))
        span = Span(other.start, other.stop - number)
        codings.code_passage(work.project, other.document, span, other.code, uid)
    both.open(work.project.path)
    assert both.window.actions_.by_name["view.by_coder"].isChecked()
    both.read(TEXT)
    assert len(painted(both)) == 5 + len({"Ann", "Isla Reid"})
    assert both.page.view.margin.width() > narrow
    both.window.actions_.by_name["view.by_coder"].trigger()
    assert both.page.view.margin.width() == narrow
    assert painted(both) == []
