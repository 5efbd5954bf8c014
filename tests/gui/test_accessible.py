"""What a screen reader is told: by the interfaces it asks, and by what is announced to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from liveable.core.spans import Span
from liveable.gui import parts
from liveable.gui.row_list import RowList
from tests.gui.desk import Desk

Role = QAccessible.Role
NAME, ABOUT = QAccessible.Text.Name, QAccessible.Text.Description
EMOJI = "🧡"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that is announced from now on; Qt itself is told as well."""
    said: list[str] = []

    def listen(widget: QWidget, text: str) -> object:
        said.append(text)
        return QAccessibleAnnouncementEvent(widget, text)

    monkeypatch.setattr(parts, "QAccessibleAnnouncementEvent", listen)
    active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(active)


def of(widget: QWidget) -> QAccessibleInterface:
    """What stands for a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def settle(desk: Desk) -> None:
    QApplication.processEvents()
    desk.until(lambda: not desk.work.tasks.running)


def test_the_text_is_there_with_caret_and_selection(sample: Desk) -> None:
    """Letter for letter; the caret and what is selected are where they are for everybody."""
    sample.read("M03 Saima Iqbal")
    view = sample.page.view
    told = of(view.keys_at())
    assert told.text(NAME) == "Text of the document"
    assert told.state().readOnly
    text: QAccessibleTextInterface = told.textInterface()
    assert text.text(0, text.characterCount()).rstrip("\n") == view.body.rstrip("\n")
    span = sample.select("You grew up")
    assert text.selectionCount() == 1
    assert text.text(text.cursorPosition() - 11, text.cursorPosition()) == "You grew up"
    sample.press("Left")
    assert text.selectionCount() == 0
    assert text.cursorPosition() == view.page.offsets.units(view.caret())
    assert view.caret() in range(span.start, span.stop + 1)
    text.setCursorPosition(0)
    assert view.caret() == 0


def test_the_codes_at_the_caret_are_said(sample: Desk, heard: list[str]) -> None:
    """When they change, once; they stay to be asked for."""
    sample.read("M03 Saima Iqbal")
    view = sample.page.view
    coding = view.index.at(view.body.index("She didn’t have to do that"))[0]
    name = sample.work.codes[coding.code].name
    view.select(Span(0, 0))
    heard.clear()
    view.select(Span(coding.start + 1, coding.start + 1))
    (said,) = heard
    assert said.startswith("Codes here: ")
    assert name in said
    assert of(view.keys_at()).text(ABOUT) == said
    sample.press("Right")
    assert heard == [said]
    view.select(Span(0, 0))
    assert heard == [said, "No codes here"]


def test_what_was_done_is_said(sample: Desk, heard: list[str]) -> None:
    """Every notice, the refused ones too."""
    sample.work.say("Coded ‘Small civilities’", undo=True)
    sample.work.say("This name is taken", bad=True)
    assert heard == ["Coded ‘Small civilities’", "This name is taken"]


_PLACES: dict[str, tuple[str, str, Role]] = {
    "documents": ("Ctrl+1", "Documents", Role.Tree),
    "text": ("Ctrl+2", "Text of the document", Role.EditableText),
    "codebook": ("Ctrl+3", "Codes", Role.Tree),
    "find in text": ("Ctrl+F", "Find in this text", Role.EditableText),
    "search": ("Ctrl+Shift+F", "", Role.EditableText),
    "history": ("Ctrl+H", "History", Role.Table),
    "excerpts": ("Ctrl+Shift+E", "Excerpts", Role.Table),
    "suggestions": ("Ctrl+Shift+G", "Suggestions", Role.Table),
    "cases": ("Ctrl+Shift+A", "Cases", Role.Table),
    "timeline": ("Ctrl+Shift+L", "Timeline", Role.Client),
    "memos": ("Ctrl+Shift+M", "Memo", Role.EditableText),
}


@pytest.mark.parametrize("place", _PLACES)
def test_where_the_keys_are_has_a_name_and_a_role(sample: Desk, place: str) -> None:
    """In every panel that has a command to go there."""
    keys, name, role = _PLACES[place]
    sample.read("M03 Saima Iqbal")
    sample.work.choose_code(sample.code("Not overstepping"))
    sample.press(keys)
    settle(sample)
    told = of(sample.focus)
    assert told.role() == role
    assert told.text(NAME)
    assert name in told.text(NAME)
    assert told.state().focused


def rows(view: QAbstractItemView) -> list[QAccessibleInterface]:
    """The first rows and cells of a view as they are told."""
    told = of(view)
    found = (told.child(at) for at in range(min(told.childCount(), 40)))
    return [child for child in found if child is not None]


def prepared(sample: Desk) -> Desk:
    """Something in every list."""
    sample.read("M03 Saima Iqbal")
    sample.work.choose_code(sample.code("Not overstepping"))
    sample.press("Ctrl+Shift+G")
    settle(sample)
    sample.page.search.set_query("help")
    settle(sample)
    return sample


def test_rows_give_their_whole_meaning_once(sample: Desk) -> None:
    """A row is named and not described in the same words again; no head is a number of Qt's."""
    desk = prepared(sample)
    bar = desk.page.drawer.bar
    seen: set[str] = set()
    for index in range(bar.count()):
        bar.setCurrentIndex(index)
        settle(desk)
        for view in desk.window.findChildren(QAbstractItemView):
            if not view.isVisibleTo(desk.window) or view.parent() is None:
                continue
            for told in rows(view):
                name, kind = told.text(NAME), told.role()
                where = f"{type(view).__name__} in {bar.tabText(index)}: {kind.name} {name!r}"
                if kind in (Role.TreeItem, Role.ListItem):
                    assert name, where
                    seen.add(name)
                elif kind == Role.Cell and view.accessibleName() != "Cases":
                    assert name, where
                elif kind in (Role.ColumnHeader, Role.RowHeader):
                    assert not name.isdecimal(), where
                assert not name or told.text(ABOUT) != name, where
    assert any(said.startswith("M03 Saima Iqbal, Interview") for said in seen)
    assert any(said.startswith("Practical help, 15 codings, under") for said in seen)


@pytest.mark.parametrize("panel", ["suggestions", "excerpts"])
def test_a_row_of_a_list_says_more_than_its_words(sample: Desk, panel: str) -> None:
    """What it is of, and where it stands."""
    desk = prepared(sample)
    desk.press("Ctrl+Shift+E")
    settle(desk)
    view: RowList = getattr(desk.page, panel).list
    view.go_first()
    item: Any = view.current()
    document = getattr(item, "spot", item).document_name
    cells = [told.text(NAME) for told in rows(view) if told.role() == Role.Cell]
    assert any(document in cell and len(cell) > len(document) + 20 for cell in cells)


def test_the_palette_says_what_is_chosen(sample: Desk, heard: list[str]) -> None:
    """The keys stay in its field; each thing found is announced as one comes to it."""
    sample.press("Ctrl+K")
    heard.clear()
    sample.letters("larger")
    settle(sample)
    assert any("Larger text" in said and "Ctrl++" in said for said in heard)
    assert "Larger text" in of(sample.focus).text(ABOUT)
    sample.press("Escape")
