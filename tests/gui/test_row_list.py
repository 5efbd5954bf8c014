"""Long lists under heads: virtual, by keyboard, whatever their rows say."""

from __future__ import annotations

import threading
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core.grouped import Grouped
from liveable.core.spans import Span
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy, in_sight
from liveable.gui.theme import Theme
from liveable.gui.work import Work

Key = Qt.Key
NASTY = (
    "שלום עולם " * 40, "😀" * 200, "a\u2028b\n\tc\x00d", "<b>x</b>&amp;", "x" * 5_000, "", " ",
)  # fmt: skip


class Thing(NamedTuple):
    uid: str
    group: int


def filled(qtbot: QtBot, theme: Theme, count: int, groups: int, many: bool = False) -> RowList:
    """A list of so many things; ``asked`` counts the rows that were pictured."""
    made = RowList(theme, "Things", Anatomy(lines=2, reading=True), many=many)
    things = [Thing(f"u{n:06}", n * groups // count) for n in range(count)]
    asked: list[str] = []

    def row(thing: Thing) -> Row:
        asked.append(thing.uid)
        return Row(thing.uid, thing.uid)

    grouped = Grouped(things, lambda t: t.uid, lambda t: (t.group, f"g{t.group}"), lambda t: t.uid)
    made.show_items(grouped, lambda t: t.uid, row)
    made.setProperty("asked", asked)
    made.asked = asked  # type: ignore[attr-defined]
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_only_rows_in_sight_are_pictured(qtbot: QtBot, theme: Theme) -> None:
    """Of 100,000 rows under 1,000 heads, showing and running to the end pictures a few."""
    listed = filled(qtbot, theme, 100_000, 1_000)
    listed.grab()
    qtbot.keyClick(listed, Key.Key_End)
    listed.grab()
    assert listed.current() == Thing("u099999", 999)
    assert 0 < len(set(listed.asked)) < 60  # type: ignore[attr-defined]


def test_keys_pass_over_heads(qtbot: QtBot, theme: Theme) -> None:
    """Down every row, page down and home: always on a thing, never on a head."""
    listed = filled(qtbot, theme, 30, 10)
    listed.go_first()
    for number in range(30):
        assert listed.current().uid == f"u{number:06}"  # type: ignore[union-attr]
        qtbot.keyClick(listed, Key.Key_Down)
    for key in (Key.Key_PageUp, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_PageDown):
        qtbot.keyClick(listed, key)
        assert listed.current() is not None
    qtbot.keyClick(listed, Key.Key_Home)
    assert listed.current() == Thing("u000000", 0)


def test_heads_are_lower_than_rows_also_those_that_come_later(qtbot: QtBot, theme: Theme) -> None:
    """And at every text size."""
    listed = filled(qtbot, theme, 4, 2)
    listed.rows.put(Thing("v", 0))
    listed.rows.put(Thing("w", 7))
    for zoom in (100, 200):
        theme.set_zoom(zoom)
        grouped = listed.rows.grouped
        heights = {listed.rowHeight(r) for r in grouped.heads()}
        others = {listed.rowHeight(r) for r in range(len(grouped)) if not grouped.is_head(r)}
        assert len(heights) == len(others) == 1
        assert max(heights) < min(others)


def test_what_is_chosen_stays_so_while_others_come_and_go(qtbot: QtBot, theme: Theme) -> None:
    """Rows coming above, and the whole list made anew, change neither place nor choice."""
    listed = filled(qtbot, theme, 20, 2, many=True)
    listed.go_to("u000012")
    qtbot.keyClick(listed, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    listed.rows.put(Thing("a", 0))
    listed.rows.drop("u000003")
    chosen = [Thing("u000012", 1), Thing("u000013", 1)]
    assert (listed.chosen(), listed.count_chosen()) == (chosen, 2)
    things = listed.rows.grouped.items()
    anew = Grouped(things, lambda t: t.uid, lambda t: (0, "one"), lambda t: t.uid)
    listed.show_items(anew, lambda t: t.uid, lambda t: Row(t.uid, t.uid))
    assert [t.uid for t in listed.chosen()] == ["u000012", "u000013"]
    qtbot.keyClick(listed, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert listed.count_chosen() == len(listed.chosen()) == 20


@pytest.mark.parametrize("name", ["light", "contrast"])
def test_anything_can_be_drawn(qtbot: QtBot, name: str) -> None:
    """Text from right to left, emoji, line breaks of every kind, markup, very long words."""
    theme = Theme(name)  # type: ignore[arg-type]
    for anatomy in (Anatomy(), Anatomy(lines=2, reading=True), Anatomy(above=True, lead=80)):
        listed = RowList(theme, "Things", anatomy)
        things = [Thing(text, len(text) % 3) for text in NASTY]
        grouped = Grouped(things, lambda t: t.uid, lambda t: (t.group, t.uid), lambda t: t.uid)
        listed.show_items(
            grouped,
            lambda t: t.uid,
            lambda t: Row(
                t.uid, t.uid, facts=(t.uid, t.uid), marks=(Span(1, 3), Span(30, 9_000)),
                lead=t.uid, look=theme.code("#1b6491"), starred=True, struck=True, ticked=True,
            ),
        )  # fmt: skip
        qtbot.addWidget(listed)
        for width in (60, 300, 900):
            listed.resize(width, 900)
            picture = QPixmap(width, 900)
            listed.render(picture, sourceRegion=QRect(0, 0, width, 900))


@given(
    st.text("ab 😀", max_size=200), st.integers(0, 199), st.integers(1, 20), st.integers(30, 900)
)
def test_the_first_mark_comes_into_sight(
    qapp: QApplication, words: str, start: int, length: int, width: int
) -> None:
    """Whatever is cut off before it, the mark stays on the same words and near the beginning."""
    mark = Span(start, min(start + length, len(words)))
    if mark.start < mark.stop:
        metrics = QFontMetricsF(Theme("light").font())
        shown, (now, *_) = in_sight(words, (mark,), metrics, width)
        assert now.of(shown) == mark.of(words)
        assert metrics.horizontalAdvance(shown[: now.start]) < 0.9 * width + 30


def test_a_glance_does_not_wait_behind_long_jobs(qtbot: QtBot, work: Work) -> None:
    """A list is answered while something long is computed, without showing progress."""
    go_on = threading.Event()
    seen: list[int] = []
    shown: list[str] = []
    work.tasks.started.connect(lambda task: shown.append(task.title))
    work.compute("Long", lambda _progress: go_on.wait(20), lambda _done: None)
    work.glance(lambda _progress: 7, seen.append)
    qtbot.waitUntil(lambda: seen == [7])
    assert shown == ["Long"]
    go_on.set()
