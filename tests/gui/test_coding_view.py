"""Coding in the document view itself: the passage, the popup beside it, the coding just made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.gui.coding import Coding
from liveable.gui.document_view import DocumentView
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.queries import CodingRow

Key = Qt.Key


class Text:
    """A document in the real view, in a window."""

    def __init__(self, qtbot: QtBot, work: Work) -> None:
        self.qtbot, self.work = qtbot, work
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.view = DocumentView(work)
        box = QHBoxLayout(self.window)
        box.setContentsMargins(250, 60, 300, 200)
        box.addWidget(self.view)
        self.window.resize(1440, 900)
        self.window.show()
        self.coding = Coding(work, self.view)
        document = next(d for d in work.look(queries.documents) if d.kind == "interview")
        work.show_document(document.uid)
        self.document = document.uid

    def do(self, name: str) -> None:
        doers = self.view.doers() | self.coding.doers()
        doers[name]()

    def mine(self) -> list[CodingRow]:
        query = Query(documents=frozenset({self.document}), coders=frozenset({self.work.coder}))
        return self.work.look(queries.codings, query)

    def sentence(self, number: int) -> Span:
        """A sentence in the middle of the text, selected."""
        dots = [i for i, c in enumerate(self.view.body) if c == "."]
        place = dots[number] + 3
        self.view.select(Span(place, place))
        self.do("find.sentence")
        span = self.view.selection()
        assert span is not None
        return span


@pytest.fixture
def text(qtbot: QtBot, work: Work) -> Text:
    return Text(qtbot, work)


@pytest.mark.parametrize("number", [3, 30, 90])
def test_the_popup_lies_beside_the_passage(text: Text, number: int) -> None:
    """Below or above its lines, inside the window, never over them."""
    span = text.sentence(number)
    text.do("code.quick")
    popup = text.coding.quick_code
    page = text.view.page
    top, bottom = page.height_of(span.start)[0], page.height_of(span.stop - 1)[1]
    corner = page.viewport().mapTo(text.window, QPoint(0, 0))
    lines = QRect(corner.x(), corner.y() + round(top), page.viewport().width(), round(bottom - top))
    assert not popup.geometry().intersects(lines)
    assert text.window.rect().contains(popup.geometry())
    popup.dismiss()
    assert page.hasFocus()


def test_the_passage_stays_selected_for_the_next_code(text: Text) -> None:
    """Several codes by digits, one after the other, on exactly the same words."""
    usable = [uid for uid, row in text.work.codes.items() if row.codable]
    text.work.recent = usable[:3]
    span = text.sentence(30)
    for name in ("code.recent1", "code.recent2", "code.recent3"):
        text.do(name)
        assert text.view.selection() == span
    assert {(r.start, r.stop, r.code) for r in text.mine()} == {(*span, u) for u in usable[:3]}


def test_the_coding_just_made_is_the_one_that_is_changed(text: Text) -> None:
    """Star, edges and removal take it, also where another's coding lies there already."""
    usable = [uid for uid, row in text.work.codes.items() if row.codable]
    text.work.recent = usable[:1]
    span = text.sentence(30)
    text.do("code.recent1")
    assert "coding" in text.view.offers()
    text.do("code.star")
    for name in ("code.start_right", "code.start_right", "code.stop_left"):
        text.do(name)
        assert "coding" in text.view.offers()
    (row,) = text.mine()
    assert row.star
    words = text.view.body[span.start : span.stop].split()
    assert text.view.body[row.start : row.stop].split() == words[2:-1]
    text.do("code.remove")
    assert text.mine() == []


def test_edges_are_followed_by_the_caret(text: Text) -> None:
    """Without a selection the caret goes with the edge, so the same key works again and again."""
    usable = [uid for uid, row in text.work.codes.items() if row.codable]
    text.work.recent = usable[:1]
    span = text.sentence(30)
    text.do("code.recent1")
    text.view.select(Span(span.start, span.start))
    (row,) = text.mine()
    text.work.choose_coding(row.uid)
    for _ in range(3):
        text.do("code.start_right")
        assert "coding" in text.view.offers()
    (row,) = text.mine()
    words = text.view.body[span.start : span.stop].split()
    assert text.view.body[row.start : row.stop].split() == words[3:]


def test_several_codes_from_the_popup(text: Text) -> None:
    """Tab stays; when it is left, the text has the keyboard and the passage is still selected."""
    span = text.sentence(30)
    text.do("code.quick")
    field = text.coding.quick_code.chooser.field
    for letters in ("overstep", "reserved"):
        text.qtbot.keyClicks(field, letters)
        text.qtbot.keyClick(field, Key.Key_Tab)
    text.qtbot.keyClick(field, Key.Key_Escape)
    assert len(text.mine()) == 2
    assert {(r.start, r.stop) for r in text.mine()} == {tuple(span)}
    assert text.view.page.hasFocus()
    assert text.view.selection() == span
