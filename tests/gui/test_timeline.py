"""Going about on the timeline, and from it to the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from liveable.core.query import AttributeTest
from liveable.core.spans import Span
from liveable.gui.theme import Choice
from liveable.gui.timeline import Timeline
from liveable.gui.timeline_view import Spot
from liveable.gui.work import Work
from liveable.ops import codings, documents
from liveable.store import cases, queries
from tests.gui.desk import Desk
from tests.gui.hands import shown

Key = Qt.Key
Mod = Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot: QtBot, work: Work) -> Iterator[Timeline]:
    """The timeline of the sample project, in front."""
    made = Timeline(work)
    window = shown(qtbot, work, made)
    qtbot.waitUntil(lambda: bool(made.lines))
    qtbot.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    yield made
    window.close()


def here(panel: Timeline) -> Spot:
    spot = panel.view.spot()
    assert spot is not None
    return spot


def press(qtbot: QtBot, panel: Timeline, *keys: Key, held: Mod = Mod.NoModifier) -> Spot:
    for key in keys:
        qtbot.keyClick(panel.view, key, held)
    return here(panel)


def names(panel: Timeline) -> list[str]:
    return [row.line.name for row in panel.view.rows.rows]


def code(work: Work, name: str) -> str:
    return next(uid for uid, row in work.codes.items() if row.name == name)


def test_every_case_has_a_line(panel: Timeline) -> None:
    """And the group, which is no case's."""
    assert names(panel) == [
        "H01", "H02", "H03", "H04", "H05", "K01", "K02", "K03", "M01", "M02", "M03",
        "Harbour Rise group",
    ]  # fmt: skip
    assert panel.view.hasFocus()
    assert (here(panel).line.name, here(panel).piece.name) == ("H01", "Harbour Rise group")


def test_the_arrows_go_from_day_to_day_and_from_case_to_case(qtbot: QtBot, panel: Timeline) -> None:
    """To what is nearest in time; the ends stay where they are."""
    assert press(qtbot, panel, Key.Key_Right).piece.name == "H01 Tomasz Wilk"
    assert press(qtbot, panel, Key.Key_Right).piece.name == "H01 Tomasz Wilk"
    assert press(qtbot, panel, Key.Key_Down).piece.name == "Harbour Rise group"
    assert press(qtbot, panel, Key.Key_Left).piece.label == "16 March 2025, 21:50"
    assert press(qtbot, panel, Key.Key_Home).piece.label == "3 March 2025, 23:40"
    assert press(qtbot, panel, Key.Key_Home).gap is None
    assert press(qtbot, panel, Key.Key_End).gap == 10
    assert press(qtbot, panel, Key.Key_End, held=Mod.ControlModifier).line.name.endswith("group")
    assert press(qtbot, panel, Key.Key_Home, held=Mod.ControlModifier).line.name == "H01"


def test_all_that_is_known_is_said(
    qtbot: QtBot, panel: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the picture, to a screen reader, and by the mark when it is pointed at."""
    heard: list[str] = []
    monkeypatch.setattr("liveable.gui.timeline.announce", lambda _widget, said: heard.append(said))
    press(qtbot, panel, Key.Key_Down, Key.Key_Home, Key.Key_Right, Key.Key_Right)
    facts = ("Thursday, 6 March 2025", "122 words", "after a gap of 1 day", "Risk and burden 2")
    assert panel.told.text() == " · ".join(facts)
    assert panel.words.text().startswith("Late shift, then the bus took its own scenic route.")
    assert heard[-1].startswith("Thursday, 6 March 2025, 122 words, after a gap of 1 day, Risk")
    assert heard[-1].endswith(panel.words.text())
    assert panel.view.accessibleDescription() == f"H02, H02 Grace diary, {heard[-1]}"
    press(qtbot, panel, Key.Key_Up)
    assert heard[-1].startswith("H01, Harbour Rise group, Thursday, 27 March 2025, 2,685 words")
    assert panel.told.text().startswith("Harbour Rise group · Thursday, 27 March 2025 · 2,685")
    press(qtbot, panel, Key.Key_Down, Key.Key_Home, Key.Key_Right, Key.Key_Right)
    assert panel.tip(here(panel)).startswith("H02 · H02 Grace diary\nThursday, 6 March 2025\n")


def test_enter_goes_to_the_text(qtbot: QtBot, panel: Timeline, work: Work) -> None:
    """To the head of the entry; and so does a click."""
    press(qtbot, panel, Key.Key_Down, Key.Key_Home, Key.Key_Right)
    piece = here(panel).piece
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.keyClick(panel.view, Key.Key_Return)
    assert heard.args == [piece.document, Span(piece.start, piece.start)]
    assert work.document == piece.document
    view = panel.view
    number, at = view.current or (0, 0)
    row = view.rows.rows[number]
    picture = view._picture()
    mark = row.placed[at + 1]
    spot = QPoint(round(picture.left + mark.middle), round(picture.header + row.top + row.base - 4))
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard.args == [piece.document, Span(here(panel).piece.start, here(panel).piece.start)]
    assert here(panel).piece.label == "6 March 2025, 02:10"


def test_one_case_alone_has_a_row_for_each_code(qtbot: QtBot, panel: Timeline, work: Work) -> None:
    """In the order of the codebook; the arrows go along one code, Enter to its first coding."""
    press(qtbot, panel, Key.Key_Down)
    press(qtbot, panel, Key.Key_Return, held=Mod.ControlModifier)
    assert set(names(panel)) == {"H02"}
    assert panel.whose.currentText() == "H02"
    rows = panel.view.rows.rows
    used = {code for piece in rows[0].line.pieces for code in piece.codes}
    assert [row.code for row in rows] == ["", *(uid for uid in work.codes if uid in used)]
    overstepping = code(work, "Not overstepping")
    while here(panel).code != overstepping:
        press(qtbot, panel, Key.Key_Down)
    dates = [press(qtbot, panel, key).piece.date for key in (Key.Key_Home, Key.Key_Right)]
    assert dates == ["2025-03-04", "2025-03-10"]
    assert "Not overstepping" in panel.told.text()
    assert "Bumping into people" not in panel.told.text()
    qtbot.keyClick(panel.view, Key.Key_Return)
    chosen = next(row for row in work.look(queries.codings) if row.uid == work.coding)
    assert (chosen.code, chosen.document_name) == (overstepping, "H02 Grace diary")
    work.choose_code(overstepping)
    panel.coded.click()
    assert [row.code for row in panel.view.rows.rows] == ["", overstepping]
    panel.coded.click()
    press(qtbot, panel, Key.Key_Escape)
    assert len(names(panel)) == 12
    panel.whose.setFocus()
    qtbot.keyClick(panel.whose, Key.Key_Down)  # chooses the next one
    assert set(names(panel)) == {"H01"}
    qtbot.keyClick(panel.whose, Key.Key_Home)
    assert len(names(panel)) == 12


def test_the_month_is_named_above_a_single_day(qtbot: QtBot, panel: Timeline) -> None:
    """Where all there is was said on one day, which is narrower than the name of its month."""
    press(qtbot, panel, Key.Key_Down, Key.Key_Down, Key.Key_End)
    assert here(panel).line.name == "H03"
    press(qtbot, panel, Key.Key_Return, held=Mod.ControlModifier)
    axis = panel.view.rows.axis
    assert len(axis.stretches) == 1
    assert axis.wide < panel.work.theme.px(40)
    seen = panel.view.viewport().grab().toImage()
    dates = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(2, 18)}
    assert panel.work.theme["ink2"].name() in dates


def test_only_what_has_the_chosen_code(qtbot: QtBot, panel: Timeline, work: Work) -> None:
    """It follows the codebook, with the codes below one."""
    assert not panel.coded.isEnabled()
    work.choose_code(code(work, "Not overstepping"))
    panel.coded.click()
    some = names(panel)
    assert "H02" in some
    assert len(some) < 12
    chosen = {code(work, "Not overstepping")}
    assert all(any(chosen & p.codes.keys() for p in r.line.pieces) for r in panel.view.rows.rows)
    work.choose_code(code(work, "Unobligated help"))
    assert len(names(panel)) > len(some)


def test_days_grow_and_what_was_gone_to_stays(qtbot: QtBot, panel: Timeline) -> None:
    """Plus and minus; nought shows them all again."""
    press(qtbot, panel, Key.Key_Down, Key.Key_Home, Key.Key_Right, Key.Key_Right)
    view = panel.view

    def seen() -> float:
        assert view.current is not None
        row, at = view.current
        return view.rows.rows[row].placed[at].middle - view.horizontalScrollBar().value()

    day, before = view.rows.axis.day, seen()
    press(qtbot, panel, Key.Key_Plus, Key.Key_Plus)
    assert view.rows.axis.day == pytest.approx(day * 2.25)
    assert seen() == pytest.approx(before, abs=2) or view.horizontalScrollBar().value() == 0
    press(qtbot, panel, Key.Key_Minus)
    assert view.rows.axis.day == pytest.approx(day * 1.5)
    press(qtbot, panel, Key.Key_0, Key.Key_Minus)
    assert view.rows.axis.day == pytest.approx(day)
    panel.grab()


def test_it_follows_what_is_coded(qtbot: QtBot, panel: Timeline, work: Work) -> None:
    """And stays where it was."""
    spot = press(qtbot, panel, Key.Key_Down, Key.Key_Home)
    piece = spot.piece
    uid = next(u for u, row in work.codes.items() if row.codable and u not in piece.codes)
    work.act(codings.code_passage, piece.document, Span(piece.start, piece.stop), uid, work.coder)
    qtbot.waitUntil(lambda: uid in here(panel).piece.codes)
    assert here(panel).piece.label == piece.label
    panel.grab()


def test_conditions_on_attributes_hold_here_too(qtbot: QtBot, panel: Timeline, work: Work) -> None:
    """As in every list."""
    place = next(a for a in work.look(cases.sheet).attributes if a.name == "Place")
    work.only_where((AttributeTest(place.uid, "is", "Millbrae"),))
    qtbot.waitUntil(lambda: names(panel) == ["M01", "M02", "M03"])
    work.only_where((AttributeTest(place.uid, "is", "Nowhere"),))
    qtbot.waitUntil(lambda: not panel.lines)
    assert said_instead(panel) == "Nothing here passes the filters."
    work.only_where(())
    qtbot.waitUntil(lambda: len(names(panel)) == 12)
    assert panel.pages.currentWidget() is panel.view


def said_instead(panel: Timeline) -> str:
    assert panel.pages.currentWidget() is not panel.view
    return next(part.text() for part in panel.findChildren(QLabel) if part.wordWrap())


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_it_is_drawn_in_every_look(qtbot: QtBot, panel: Timeline, work: Work, look: Choice) -> None:
    """Small and large, alone and together, and scrolled."""
    work.choose_code(code(work, "Not overstepping"))
    work.theme.choose(look)
    before = panel.view.rows.high
    for zoom in (80, 200):
        work.theme.set_zoom(zoom)
        press(qtbot, panel, Key.Key_End, held=Mod.ControlModifier)
        assert not panel.grab().toImage().isNull()
        assert (panel.view.rows.high > before) == (zoom == 200)
    press(qtbot, panel, Key.Key_Return, held=Mod.ControlModifier)
    assert not panel.grab().toImage().isNull()


def test_without_dates_it_says_what_to_do(qtbot: QtBot, work: Work) -> None:
    """Whose documents have none, or who has no documents."""
    everything = [row.uid for row in work.look(queries.documents) if row.kind != "diary"]
    diaries = [row.uid for row in work.look(queries.documents) if row.kind == "diary"]
    work.act(documents.delete, [*everything[1:], *diaries], work.coder)
    kept = everything[0]
    work.act(documents.change_date, kept, None, work.coder)
    panel = Timeline(work)
    window = shown(qtbot, work, panel)
    qtbot.waitUntil(lambda: len(panel.lines) == 1)
    assert said_instead(panel).startswith("No document here has a date yet.")
    work.act(documents.delete, [kept], work.coder)
    qtbot.waitUntil(lambda: not panel.lines)
    assert said_instead(panel).startswith("No documents yet.")
    window.close()


def test_the_window_has_it(sample: Desk) -> None:
    """Its key brings it to the front, and Enter shows the entry in the text."""
    sample.press("Ctrl+Shift+L")
    timeline = sample.page.timeline
    assert sample.page.drawer.panel is timeline
    sample.until(lambda: timeline.view.spot())
    sample.press("Down", "Home", "Right", "Return")
    sample.until(lambda: sample.page.view.body)
    piece = here(timeline).piece
    assert sample.page.view.body[sample.page.view.caret() :].startswith("4 March 2025, 21:15")
    assert sample.work.document == piece.document
    sample.press("Right")
    assert here(timeline).piece.date == "2025-03-06"
