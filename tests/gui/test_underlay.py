"""Where colours lie under the words, and brackets and names beside them, as plain data."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.index import Index, Lines
from liveable.core.spans import Span
from liveable.gui import lanes, underlay
from liveable.gui.lanes import Bracket
from liveable.gui.overview import strokes
from liveable.gui.underlay import Row, Shown
from liveable.store.queries import CodingRow

WIDTH, HIGH, EACH = 10, 26, 8  # characters in a row, a row's height, a character's width
TEXT = "\n".join(("a" * 35, "b" * 8, "c" * 22))
LINES = Lines(TEXT)


def coding(uid: str, start: int, stop: int) -> CodingRow:
    return CodingRow(
        uid, "d", "D", "sha", start, stop, f"code {uid}", "ann", "Ann", "2024-01-01", "hand",
        False, None, None, None, 1,
    )  # fmt: skip


def screen(scrolled: float = 0) -> list[Shown]:
    """The text laid out in rows of ten letters, as many as there are."""
    shown, y = [], -scrolled
    for line in range(len(LINES)):
        span, rows = LINES.span(line), []
        for start in range(span.start, span.stop, WIDTH):
            stop = min(start + WIDTH, span.stop)

            def strips(a: int, b: int, start: int = start) -> list[tuple[float, float]]:
                return [((a - start) * EACH, (b - start) * EACH)]

            rows.append(Row(start, stop, y, HIGH, strips, lambda _x: None))
            y += HIGH
        shown.append(Shown(line, tuple(rows)))
        y += 11
    return [paragraph for paragraph in shown if paragraph.rows[0].top < 4 * HIGH or not scrolled]


spans = st.integers(0, len(TEXT) - 1).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, len(TEXT)))
)


@given(spans)
def test_boxes_cover_every_letter_of_a_span_and_no_other(span: tuple[int, int]) -> None:
    start, stop = span
    found = [
        box for paragraph in screen() for box in underlay.boxes(paragraph.rows, Span(start, stop))
    ]
    letters = sum(c != "\n" for c in TEXT[start:stop])
    assert sum(box.width - 2 for box in found) == letters * EACH
    rows = [row.top for paragraph in screen() for row in paragraph.rows]
    assert all(box.y - 2 in rows and box.height == HIGH - 4 for box in found)


def test_six_layers_are_three_tints_and_three_stripes_apart() -> None:
    index = Index(LINES, [coding(f"{n}", n, 9) for n in range(7)])
    found = underlay.washes(screen()[:1], index)
    layers = {wash.uid: wash.layer for wash in found}
    assert sorted(layers.values()) == list(range(7))
    lines = [underlay.stripe(wash.box, wash.layer) for wash in found if wash.layer >= 3]
    drawn = [line for line in lines if line is not None]
    assert len(drawn) == 3
    for one, other in pairwise(sorted(drawn, key=lambda box: box.y)):
        assert other.y >= one.y + one.height
    assert max(line.y + line.height for line in drawn) < HIGH


def test_the_active_coding_is_last_and_a_tint_however_deep() -> None:
    index = Index(LINES, [coding(f"{n}", n, 9) for n in range(6)])
    for n in range(6):
        found = underlay.washes(screen()[:1], index, f"{n}")
        assert [wash.uid for wash in found if wash.active] == [f"{n}"]
        assert found[-1].active
        assert found[-1].layer < 3
        assert sorted(wash.layer for wash in found) == list(range(6))


def test_brackets_go_from_first_to_last_line_and_stay_open_beyond_the_screen() -> None:
    index = Index(LINES, [coding("whole", 0, len(TEXT)), coding("b", 36, 44), coding("c", 45, 50)])
    across = lanes.tracks(index.lanes, named=False)
    by_uid = {b.uid: b for b in lanes.brackets(screen(HIGH * 2), index, HIGH * 4, across)}
    assert (by_uid["whole"].opens, by_uid["whole"].closes) == (False, False)
    assert (by_uid["b"].opens, by_uid["b"].closes) == (True, True)
    assert by_uid["b"].top == 2 * HIGH + 11 + 4
    assert by_uid["b"].bottom == 3 * HIGH + 11 - 4
    assert by_uid["whole"].x != by_uid["b"].x


def bracket(uid: str, middle: float, bottom: float | None = None) -> Bracket:
    return Bracket(uid, 0, middle - 9, bottom or middle + 9, True, True, middle)


heights = st.lists(st.floats(0, 600), max_size=60)


@settings(max_examples=400)
@given(heights, st.integers(0, 59))
def test_names_never_touch_none_is_lost_and_the_active_one_is_there(
    middles: list[float], active: int
) -> None:
    found = [bracket(f"{n}", middle) for n, middle in enumerate(middles)]
    placed = lanes.names(found, 600, active=f"{active}")
    for one, other in pairwise(placed):
        assert other.y >= one.y + lanes.STEP - 0.001
    assert all(0 < name.y <= 590 for name in placed)
    told = [uid for name in placed for uid in (name.hidden or (name.uid,))]
    assert sorted(told) == sorted(b.uid for b in found)
    if active < len(found):
        assert f"{active}" in [name.uid for name in placed]


def test_names_stand_at_their_line_or_just_below_and_many_are_counted() -> None:
    few = lanes.names([bracket("a", 40), bracket("b", 40), bracket("c", 200)], 600)
    assert [(n.uid, n.y) for n in few] == [("a", 40), ("b", 60), ("c", 200)]
    many = lanes.names([bracket(f"{n}", 40) for n in range(12)] + [bracket("z", 300)], 600)
    assert [name.uid for name in many] == [*(f"{n}" for n in range(7)), "", "z"]
    assert len(many[7].hidden) == 5


@given(st.lists(spans, max_size=20), st.integers(1, 400))
def test_the_overview_shows_every_coding_within_its_height(
    chosen: list[tuple[int, int]], height: int
) -> None:
    rows = [coding(f"{n}", *span) for n, span in enumerate(chosen)]
    found = strokes(rows, len(TEXT), height, lambda row: row.code)
    covered = {y for s in found for y in range(s.y, s.y + s.height)}
    for row in rows:
        assert int(row.start * height / len(TEXT)) in covered
    for one, other in pairwise(found):
        assert one.y + one.height <= other.y
