"""The window keeps its shape: at every text size, in narrow places, and while Alt is held."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QStyle, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.combo import Combo
from liveable.gui.menu_bar import MenuBar
from liveable.gui.parts import Elided
from liveable.gui.theme import Theme
from tests.gui.desk import Desk


def underlined(bar: MenuBar) -> bool:
    """Whether the letters that open menus are marked."""
    return bool(bar.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, bar))


def _overlapping(names: list[Elided]) -> list[str]:
    """The names that something else lies over."""
    found = []
    for name in names:
        inside = name.parentWidget()
        assert inside is not None
        beside = inside.children()
        others = [w for w in beside if isinstance(w, QWidget) and w is not name]
        if any(name.geometry().intersects(w.geometry()) for w in others if w.isVisible()):
            found.append(name.text())
    return found


def test_menus_are_plain_until_alt(sample: Desk) -> None:
    """Alt goes into the menus and marks their letters; Alt with a letter opens one at once."""
    bar = sample.window.findChild(MenuBar)
    assert bar is not None
    assert not underlined(bar)
    QTest.keyClick(sample.focus, Qt.Key.Key_Alt)
    sample.until(bar.hasFocus)
    assert underlined(bar)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    sample.until(lambda: not bar.hasFocus())
    assert not underlined(bar)
    QTest.keyClick(sample.focus, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    sample.until(lambda: any(menu.isVisible() for menu in bar.findChildren(QMenu)))
    (shown,) = [menu for menu in bar.findChildren(QMenu) if menu.isVisible()]
    assert shown.title() == "&Code"
    shown.close()


def test_the_menus_take_the_programs_sheet_whenever_it_comes(qtbot: QtBot, theme: Theme) -> None:
    """Also where it is set only after they were made, as at a start."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")
    bar = MenuBar()
    qtbot.addWidget(bar)
    bar.addMenu("&Code")
    bar.resize(300, 30)
    before = bar.grab().toImage()
    app.setStyleSheet(theme.style_sheet())
    assert bar.sizeHint().height() >= theme.px(24)
    assert bar.grab().toImage() != before
    other = MenuBar()
    qtbot.addWidget(other)
    other.addMenu("&Code")
    other.resize(300, 30)
    assert bar.grab().toImage() == other.grab().toImage()


def test_the_sides_grow_with_the_text_and_come_back(sample: Desk) -> None:
    """At 200 % they take no more than about half of the width; at 100 % they are as before."""
    window, page = sample.window, sample.page
    window.resize(1440, 900)
    sample.until(lambda: page.width() == 1440)
    across = page._across
    before = across.sizes()
    window.theme.set_zoom(200)
    sample.until(lambda: across.sizes()[0] > before[0] and across.sizes()[2] > before[2])
    assert across.sizes()[1] >= 0.45 * sum(across.sizes())
    window.theme.set_zoom(100)
    sample.until(lambda: across.sizes() == before)
    across.setSizes([300, 800, 340])
    across.splitterMoved.emit(300, 1)  # what a drag of the line says
    drawn = across.sizes()
    window.theme.set_zoom(150)
    sample.until(lambda: across.sizes()[0] > drawn[0])
    window.theme.set_zoom(100)
    sample.until(lambda: across.sizes() == pytest.approx(drawn, abs=2))


def test_a_narrow_head_gives_its_line_to_the_name(sample: Desk) -> None:
    """How far the text is read is then said with its facts."""
    sample.read("M03 Saima Iqbal")
    head = sample.page.view.head
    sample.until(lambda: head.progress.isVisible())
    assert "Not read yet" not in head.facts.text()
    sample.window.theme.set_zoom(200)
    sample.window.resize(1000, 700)
    sample.until(lambda: not head.progress.isVisible())
    assert head.facts.text().startswith("Not read yet")


def test_nothing_lies_over_the_names_of_facts(sample: Desk) -> None:
    """Names and values of a document stand side by side at every text size."""
    sample.read("M03 Saima Iqbal")
    facts = sample.page.facts
    for zoom in (100, 200):
        sample.window.theme.set_zoom(zoom)
        sample.until(lambda: facts._names and facts._names[0].isVisible())
        sample.until(lambda: not _overlapping(facts._names))


def test_a_choice_too_long_for_its_box_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    """It is drawn otherwise than the same letters cut off would be."""
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItems(["In order of place in the text", "In order of place in the texu"])
    combo.setMinimumContentsLength(1)
    combo.resize(120, 30)
    first = combo.grab().toImage()
    combo.setCurrentIndex(1)
    assert combo.grab().toImage() == first  # what differs is beyond the ellipsis
    combo.resize(1200, 30)
    wide = combo.grab().toImage()
    combo.setCurrentIndex(0)
    assert combo.grab().toImage() != wide


def test_an_empty_projects_first_steps_are_whole_at_every_size(
    desk: Desk, theme: Theme, project_file: Path
) -> None:
    """Their buttons go below one another where there is little room, and none is cut short."""
    desk.open(project_file)
    for zoom in (100, 200):
        theme.set_zoom(zoom)
        desk.window.resize(1000, 700)
        QApplication.processEvents()
        named = {button.text(): button for button in desk.window.findChildren(QPushButton)}
        for name in ("Add documents…", "New code…", "Bring in a codebook…"):
            assert named[name].width() >= named[name].sizeHint().width()
            assert named[name].height() >= named[name].sizeHint().height()
