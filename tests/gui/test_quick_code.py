"""The popup that codes a passage: what it offers, and where it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.quick_code import QuickCode, placed
from liveable.gui.work import Work
from liveable.ops import codebook
from liveable.store.schema import Code

Key = Qt.Key


class Popup:
    """The popup over an empty window of the usual size, and what came of it."""

    def __init__(self, qtbot: QtBot, work: Work, height: int = 900) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1440, height)
        self.text, self.elsewhere = QWidget(self.window), QLineEdit(self.window)
        self.window.show()
        self.popup = QuickCode(work, self.text)
        self.chosen: list[tuple[str, bool]] = []
        self.made: list[tuple[str, str, bool]] = []
        self.popup.chosen.connect(lambda *a: self.chosen.append(a))
        self.popup.made.connect(lambda *a: self.made.append(a))

    def open(self, top: int = 200, below: int = 240, here: frozenset[str] = frozenset()) -> None:
        corner = self.window.mapToGlobal(QPoint(0, 0))
        self.popup.open_at(corner + QPoint(300, below), corner.y() + top, here)

    def rows(self) -> list[str]:
        chooser = self.popup.chooser
        return [chooser.line(i).text for i in range(len(chooser.lines.items))]

    def new_rows(self) -> list[str]:
        lines = self.popup.chooser.pinned
        return [lines.line(i).text for i in range(lines.rowCount())]

    def type(self, letters: str) -> None:
        self.popup.chooser.field.clear()
        self.qtbot.keyClicks(self.popup.chooser.field, letters)


@pytest.fixture
def popup(qtbot: QtBot, work: Work) -> Popup:
    return Popup(qtbot, work)


def test_recent_codes_first_with_their_keys(popup: Popup, work: Work) -> None:
    """Then the rest in tree order; only codes that can be coded with."""
    usable = [uid for uid, row in work.codes.items() if row.codable]
    work.recent = [usable[9], usable[4]]
    codebook.retire(work.project, usable[6], work.coder)
    popup.open()
    wanted = [usable[9], usable[4], *usable[:4], usable[5], *usable[7:9], *usable[10:]]
    assert popup.rows() == [work.codes[uid].name for uid in wanted]
    assert [popup.popup.chooser.line(i).key for i in range(3)] == ["1", "2", ""]
    assert popup.popup.chooser.line(0).said.endswith("key 1")
    assert popup.new_rows() == []


def test_letters_narrow_the_list_and_offer_a_new_code(popup: Popup, work: Work) -> None:
    """The new code is always in sight, below the list, and says its key."""
    popup.open()
    popup.type("favour")
    assert popup.rows() == ["Returning the favour"]
    assert popup.new_rows() == ["New code “favour”"]
    assert popup.popup.chooser.pinned.line(0).key == "Shift+Enter"
    assert popup.popup.chooser.line(0).marks == tuple(range(14, 20))
    field = popup.popup.chooser.field
    assert field.accessibleDescription().startswith("Returning the favour, ")
    popup.qtbot.keyClick(field, Key.Key_Down)
    popup.qtbot.keyClick(field, Key.Key_Return)
    assert popup.made == [("favour", "", False)]


def test_a_branch_chosen_in_the_codebook_is_offered_as_parent(popup: Popup, work: Work) -> None:
    """Only a branch, and only where it has no such code yet."""
    branch = next(row for row in work.codes.values() if row.children)
    child = next(row for row in work.codes.values() if row.parent == branch.uid)
    work.choose_code(branch.uid)
    popup.open()
    popup.type("Zinc")
    assert popup.new_rows() == ["New code “Zinc”", f"New code “Zinc” under {branch.name}"]
    popup.type(child.name.upper())
    assert popup.new_rows() == [f"New code “{child.name.upper()}”"]
    popup.type(branch.name)
    assert popup.new_rows() == [f"New code “{branch.name}” under {branch.name}"]


def test_the_highlighted_code_is_explained(popup: Popup, work: Work) -> None:
    """In its short words; so one codes consistently."""
    uid = next(uid for uid, row in work.codes.items() if row.name == "Not overstepping")
    codebook.edit(work.project, uid, work.coder, brief="Keeping help light 👵")
    popup.open()
    popup.type("overstep")
    assert popup.popup.gist.text() == "Keeping help light 👵"
    codebook.edit(work.project, uid, work.coder, brief="", definition="")
    assert popup.popup.gist.text() == "Not defined yet."


def test_why_a_code_is_not_offered(popup: Popup, work: Work) -> None:
    """Its name typed in full, a code that cannot be used says why."""
    holder = next(row for row in work.codes.values() if not row.codable)
    retired = next(row for row in work.codes.values() if row.codable)
    codebook.retire(work.project, retired.uid, work.coder)
    popup.open()
    popup.type(holder.name.lower())
    assert popup.popup.gist.text() == f"“{holder.name}” only holds other codes."
    popup.type(retired.name)
    assert popup.popup.gist.text() == f"“{retired.name}” is retired: no new codings are made."


def test_a_click_applies_and_a_click_elsewhere_closes(popup: Popup, work: Work) -> None:
    """The popup never stays behind; only by keyboard does it give the text the keyboard back."""
    closed: list[bool] = []
    popup.popup.closed.connect(closed.append)
    popup.open()
    view = popup.popup.chooser.list
    spot = view.visualRect(view.model().index(1, 0)).center()
    popup.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    usable = [uid for uid, row in work.codes.items() if row.codable]
    assert popup.chosen == [(usable[1], False)]
    popup.open()
    popup.qtbot.mouseClick(popup.elsewhere, Qt.MouseButton.LeftButton)
    popup.elsewhere.setFocus()
    assert not popup.popup.isVisible()
    assert closed == [True, False]


def test_it_goes_when_the_text_goes(popup: Popup) -> None:
    """A project closed under it takes it along."""
    popup.open()
    popup.text.hide()
    assert not popup.popup.isVisible()
    assert popup.popup.parent() is popup.text


def test_below_the_passage_or_above_it(popup: Popup) -> None:
    """It keeps its side while the list grows and shrinks, and never covers the passage."""
    popup.open(top=200, below=240)
    shown = popup.popup.geometry()
    assert shown.top() > 240
    assert shown.left() == 300
    popup.type("favour")
    assert popup.popup.geometry().top() == shown.top()
    assert popup.popup.height() < shown.height()
    popup.popup.dismiss()
    popup.open(top=760, below=860)
    bottom = popup.popup.geometry().bottom()
    assert bottom < 760
    popup.type("favour")
    assert popup.popup.geometry().bottom() == bottom


def test_a_small_window_shortens_the_list(qtbot: QtBot, work: Work) -> None:
    """Rather than covering what is being coded."""
    small = Popup(qtbot, work, height=560)
    small.open(top=200, below=240)
    assert small.popup.geometry().top() > 240
    assert small.popup.geometry().bottom() < 560
    assert small.popup.chooser.list.height() < 8 * 30


def test_a_thousand_codes_are_made_into_rows_only_where_seen(popup: Popup, work: Work) -> None:
    """The list is virtual: what is not in sight is not made."""
    with work.project.operation("Many", work.coder) as session:
        session.add_all(
            Code(uid=f"uid-{n}", position=100 + n, name=f"Code {n:04}", colour="#1b6491")
            for n in range(1_000)
        )
    popup.open()
    popup.type("code")
    lines = popup.popup.chooser.lines
    popup.popup.grab()
    assert len(lines.items) >= 1_000
    assert len(lines._made) < 40


sizes = st.integers(10, 400)


@given(st.integers(0, 900), st.integers(0, 300), sizes, sizes, st.booleans())
def test_it_is_inside_and_beside(top: int, height: int, width: int, tall: int, above: bool) -> None:
    """Inside the window always; over the passage only where it fits on neither side of it."""
    area = QRect(0, 0, 1000, 800)
    passage = QRect(300, top, 200, height + 1)
    box = placed(area, passage, QRect(0, 0, width, tall), above=above)
    assert area.contains(box)
    fits = top >= tall if above else top + height + 1 + tall <= 800
    if fits:
        assert not box.intersects(passage)
    else:
        assert box.right() == area.right()
