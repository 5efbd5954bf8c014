"""The dialog on coders: whose codings are shown, in which colours, and what the lead may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liveable.core.colours import CODERS
from liveable.gui.coders_shown import CodersShown
from liveable.gui.window import Window
from liveable.gui.work import Notice
from liveable.ops import coders
from liveable.store import lead, queries
from liveable.store.project import open_project
from tests.conftest import ANN, BEN
from tests.gui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
Key = Qt.Key


def opened(desk: Desk) -> CodersShown:
    """The dialog, opened from its menu."""
    desk.window.actions_.by_name["view.coders"].trigger()
    return desk.dialog(CodersShown)


def rows(dialog: CodersShown) -> dict[str, str]:
    """What is said of each coder."""
    return {tick.name: tick.note for tick in dialog.ticks.ticks.all}


def go_to(dialog: CodersShown, name: str) -> None:
    """Go to a coder's row by key."""
    QTest.keyClick(dialog.ticks.view, Key.Key_Home)
    for _ in range(list(rows(dialog)).index(name)):
        QTest.keyClick(dialog.ticks.view, Key.Key_Down)


def test_what_is_ticked_is_shown_and_nothing_ticked_shows_all(sample: Desk) -> None:
    """Oneself comes first; each has a mark in their colour."""
    toms = next(row for row in sample.codings() if row.coder_name == "Tom Baird")
    sample.read(toms.document_name)
    before = {row.coder_name for row in sample.page.view.index}
    assert before == {"Isla Reid", "Tom Baird"}
    dialog = opened(sample)
    assert list(rows(dialog)) == ["Ann", "Isla Reid", "Tom Baird"]
    assert rows(dialog)["Ann"] == "you, lead, 0 codings"
    marks = [tick.look for tick in dialog.ticks.ticks.all]
    faces = sample.work.faces.values()
    assert marks == [sample.work.theme.code(face.colour) for face in faces]
    go_to(dialog, "Tom Baird")
    QTest.keyClick(dialog.ticks.view, Key.Key_Space)
    assert {row.coder_name for row in sample.page.view.index} == {"Tom Baird"}
    QTest.keyClick(dialog.ticks.view, Key.Key_Space)
    left = sample.closed(dialog)
    QTest.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    sample.until(left)
    assert {row.coder_name for row in sample.page.view.index} == before


def test_a_coder_is_given_a_colour_that_nobody_else_has(sample: Desk) -> None:
    """Those that are taken cannot be chosen, and say whose they are; undo takes it back."""
    said: list[Notice] = []
    sample.work.said.connect(said.append)
    dialog = opened(sample)
    go_to(dialog, "Isla Reid")
    assert dialog.whose.text() == "Colour of Isla Reid"
    taken = {colour for colour, swatch in dialog.swatches.swatches.items()
             if not swatch.isEnabled()}  # fmt: skip
    others = {f.colour: f.name for f in sample.work.faces.values() if f.name != "Isla Reid"}
    assert taken == set(others)
    tips = {colour: dialog.swatches.swatches[colour].toolTip() for colour in others}
    assert all(tips[colour].endswith(f": {name}") for colour, name in others.items())
    free = next(c for c in CODERS if c not in others and c != dialog.swatches.colour())
    QTest.mouseClick(dialog.swatches.swatches[free], Qt.MouseButton.LeftButton)
    colours = {face.name: face.colour for face in sample.work.faces.values()}
    assert colours["Isla Reid"] == free
    assert dialog.whose.text() == "Colour of Isla Reid"  # the row stays the current one
    assert said[-1] == Notice("Isla Reid has another colour", undo=True)
    dialog.reject()
    sample.press("Ctrl+Z")
    assert {f.name: f.colour for f in sample.work.faces.values()}["Isla Reid"] != free


def test_the_lead_hides_what_others_did_and_opens_it(sample: Desk) -> None:
    """One tick each way, and each an act of its own."""
    dialog = opened(sample)
    for hidden in (True, False):
        QTest.mouseClick(dialog.hide_others, Qt.MouseButton.LeftButton,
                         pos=dialog.hide_others.rect().center() / 8)  # fmt: skip
        assert dialog.hide_others.isChecked() == hidden
        assert sample.work.look(lead.are_hidden) == hidden
    labels = [row.label for row in sample.work.look(queries.history, 2)]
    assert labels == ["Open everybody's codings", "Hide others' codings"]
    dialog.reject()


def test_the_lead_hands_the_project_on(sample: Desk) -> None:
    """Then it is another's to hide anything, and the dialog is done."""
    dialog = opened(sample)
    assert not dialog.hand_on.isVisible()
    go_to(dialog, "Tom Baird")
    assert dialog.hand_on.text() == "Make Tom Baird the lead"
    left = sample.closed(dialog)
    QTest.mouseClick(dialog.hand_on, Qt.MouseButton.LeftButton)
    sample.until(left)
    assert not sample.work.leads
    again = opened(sample)
    assert rows(again)["Tom Baird"].startswith("lead, ")
    go_to(again, "Tom Baird")
    assert not again.hand_on.isVisible()
    assert not again.hide_others.isVisible()
    again.reject()


def test_from_whom_others_are_hidden_is_told_so(
    window: Window, desk: Desk, sample_file: Path
) -> None:
    """They see who will open it, and nobody's numbers but their own."""
    with open_project(sample_file, ANN) as project:
        coders.hide_others(project, True, ANN.uid)
    window.kept.change(person_uid=BEN.uid, person_name=BEN.name)
    desk.open(sample_file)
    dialog = opened(desk)
    assert rows(dialog) == {"Ben": "you, 0 codings"}
    assert dialog.hidden.isVisible()
    assert dialog.hidden.text() == "What others coded and wrote is hidden until Ann opens it."
    assert not dialog.hide_others.isVisible()
    dialog.reject()
