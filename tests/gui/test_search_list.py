"""Searching as one types, and coding what is found."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from liveable.core.query import Query
from liveable.core.sentences import sentences
from liveable.core.spans import Span
from liveable.gui import search_list, searching
from liveable.gui.search_list import SearchList
from liveable.gui.searching import Place
from liveable.gui.work import Work
from liveable.ops import codebook, memos
from liveable.store import queries, search
from liveable.store.queries import CodingRow
from liveable.store.search import Hit
from tests.gui.desk import Desk
from tests.gui.hands import shown

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot: QtBot, work: Work) -> Iterator[SearchList]:
    """The search, its field ready to be typed in."""
    made = SearchList(work)
    window = shown(qtbot, work, made)
    qtbot.keyClick(window, Key.Key_F, Mod.ControlModifier | Mod.ShiftModifier)
    yield made
    window.close()


@pytest.fixture
def code(work: Work, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new code, which is what anybody picks who is asked."""
    made = codebook.create(work.project, "Doors", work.coder)
    monkeypatch.setattr(search_list, "pick_code", lambda w, p, t, done, **how: done(made))
    return made


def idle(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.tasks.running)


def places(panel: SearchList) -> list[Place]:
    return panel.list.rows.grouped.items()


def in_texts(panel: SearchList) -> list[tuple[str, Span | None]]:
    return [(p.document, p.span) for p in places(panel) if p.span is not None]


def coded(work: Work, code: str) -> list[CodingRow]:
    return work.look(queries.codings, Query(codes=frozenset({code})))


def words(work: Work, row: CodingRow) -> str:
    return work.look(queries.text_body, row.text_sha)[row.start : row.stop]


def type_all(qtbot: QtBot, panel: SearchList, query: str) -> None:
    qtbot.keyClicks(panel.field, query)
    qtbot.keyClick(panel.field, Key.Key_Return)
    idle(qtbot, panel.work)


def searched(qtbot: QtBot, panel: SearchList) -> SearchList:
    qtbot.waitUntil(lambda: bool(in_texts(panel)))
    idle(qtbot, panel.work)
    return panel


def test_places_come_while_typing(qtbot: QtBot, panel: SearchList, work: Work) -> None:
    """The last word may go on; the hint gives way to the count, the title has it too."""
    assert panel.field.hasFocus()
    assert "-without" in panel.told.text()
    qtbot.keyClicks(panel.field, "neighb")
    qtbot.waitUntil(lambda: bool(places(panel)))
    idle(qtbot, work)
    hits = work.look(search.search, "neighb", typing=True)
    assert in_texts(panel) == [(h.document, Span(h.start, h.stop)) for h in hits]
    assert panel.told.text().startswith(f"{len(hits)} places in")
    assert panel.title() == f"Search {len(places(panel))}"


def test_the_found_words_are_marked_in_their_context(
    qtbot: QtBot, panel: SearchList, work: Work
) -> None:
    """Each row's mark is the hit itself, and its head the document."""
    type_all(qtbot, panel, "door OR stair")
    for place in places(panel):
        assert {place.words[m.start : m.stop].casefold() for m in place.marks} <= {"door", "stair"}
        assert place.marks
    names = {d.uid: d.name for d in work.look(queries.documents)}
    assert all(p.head == names[p.document] for p in places(panel) if p.document)
    said = panel.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert places(panel)[0].head in said
    assert "¶" in said


@given(st.text("ab é\n😀", max_size=300), st.integers(0, 300), st.integers(1, 9))
def test_the_mark_is_the_hit_wherever_it_stands(text: str, start: int, length: int) -> None:
    """Also near the beginning of a text, and where the context begins inside a word."""
    hit = Span(start, min(start + length, len(text)))
    if hit.start < hit.stop:
        before = max(0, start - search.CONTEXT)
        context = text[before : hit.stop + search.CONTEXT].replace("\n", " ")
        made = Hit("d", "D", hit.start, hit.stop, hit.of(text), context)
        place = searching._hit(made, 0, {"d": 0}, {})
        (mark,) = place.marks
        assert place.words[mark.start : mark.stop] == hit.of(text).replace("\n", " ")


def test_enter_finds_all_and_leads_into_the_list(
    qtbot: QtBot, panel: SearchList, work: Work
) -> None:
    """What typing cut short is whole after Enter; Enter again jumps into the text."""
    qtbot.keyClicks(panel.field, "the")
    qtbot.waitUntil(lambda: bool(places(panel)))
    idle(qtbot, work)
    assert len(in_texts(panel)) == 200
    assert "Enter finds all" in panel.told.text()
    assert panel.title().endswith("+")
    qtbot.keyClick(panel.field, Key.Key_Return)
    idle(qtbot, work)
    assert len(in_texts(panel)) == len(work.look(search.search, "the"))
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Key.Key_Down)
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.keyClick(panel.list, Key.Key_Return)
    assert heard.args == [places(panel)[1].document, places(panel)[1].span]


def test_memos_and_definitions_stand_under_their_own_heads(
    qtbot: QtBot, panel: SearchList, work: Work
) -> None:
    """Enter on a code chooses it, on a memo shows what it is about; neither can be coded."""
    made = codebook.create(work.project, "Zyzzyva", work.coder, definition="A zyzzyva.")
    document = work.look(queries.documents)[2].uid
    memos.write(work.project, "Ask about the zyzzyva.", work.coder, document=document)
    type_all(qtbot, panel, "zyzzyva")
    assert [(p.head, p.span) for p in places(panel)] == [("Memos", None), ("Codebook", None)]
    assert not panel.code_every.isEnabled()
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert work.document == document
    qtbot.keyClick(panel.list, Key.Key_Down)
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert work.code == made


def test_all_places_are_coded_as_one_act(
    qtbot: QtBot, panel: SearchList, work: Work, code: str
) -> None:
    """Each found word once, marked as found by search; one undo takes all back."""
    type_all(qtbot, panel, "door")
    qtbot.keyClick(panel.list, Key.Key_C, Mod.ShiftModifier)
    idle(qtbot, work)
    found = coded(work, code)
    assert len(found) == len(in_texts(panel)) > 10
    assert {(r.document, Span(r.start, r.stop)) for r in found} == set(in_texts(panel))
    assert {r.origin for r in found} == {"search"}
    work.project.undo(work.coder)
    assert coded(work, code) == []


@pytest.mark.parametrize(("number", "unit"), [(1, "sentence"), (2, "turn")])
def test_whole_sentences_or_turns_are_coded(
    qtbot: QtBot, panel: SearchList, work: Work, code: str, number: int, unit: str
) -> None:
    """Two places in one sentence make one coding."""
    type_all(qtbot, panel, "door")
    panel.unit.setCurrentIndex(number)
    with qtbot.waitSignal(work.said) as said:
        qtbot.mouseClick(panel.code_every, Qt.MouseButton.LeftButton)
    found = coded(work, code)
    assert 0 < len(found) <= len(in_texts(panel))
    assert said.args[0].undo
    assert f"{len(found)} passage" in said.args[0].text
    assert all("door" in words(work, row).casefold() for row in found)
    if unit == "sentence":
        for row in found[:5]:
            body = work.look(queries.document_text, row.document)
            assert Span(row.start, row.stop) in sentences(body)


def test_only_the_ticked_are_coded(qtbot: QtBot, panel: SearchList, work: Work, code: str) -> None:
    """Space ticks, a click on the box too; C codes those, and no others."""
    type_all(qtbot, panel, "door")
    first, _, third = places(panel)[:3]
    qtbot.keyClick(panel.list, Key.Key_Space)
    row = panel.list.rows.grouped.row(third.uid)
    assert row is not None
    box = panel.list.visualRect(panel.list.rows.index(row))
    qtbot.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(18, box.center().y())
    )
    assert "2" in panel.code_ticked.text()
    states = [panel.list.rows.index(r).data(Qt.ItemDataRole.CheckStateRole) for r in (1, row)]
    assert states == [Qt.CheckState.Checked] * 2
    qtbot.keyClick(panel.list, Key.Key_C)
    idle(qtbot, work)
    spans = {Span(r.start, r.stop) for r in coded(work, code)}
    assert spans == {first.span, third.span}
    assert "2" not in panel.code_ticked.text()


def test_what_was_not_shown_yet_is_coded_too(
    qtbot: QtBot, panel: SearchList, work: Work, code: str
) -> None:
    """'Code all' means all, beyond the first 200, and then writes beside the window."""
    qtbot.keyClicks(panel.field, "the")
    qtbot.waitUntil(lambda: len(in_texts(panel)) == 200)
    qtbot.mouseClick(panel.code_every, Qt.MouseButton.LeftButton)
    whole = len(work.look(search.search, "the"))
    qtbot.waitUntil(lambda: len(coded(work, code)) == whole)
    idle(qtbot, work)


def test_what_has_the_code_already_is_said(
    qtbot: QtBot, panel: SearchList, work: Work, code: str
) -> None:
    """Coding twice adds nothing, and offers no undo of nothing."""
    type_all(qtbot, panel, "door")
    for undo in (True, False):
        with qtbot.waitSignal(work.said) as said:
            qtbot.keyClick(panel.list, Key.Key_C, Mod.ShiftModifier)
        assert said.args[0].undo is undo
    assert "had it already" in said.args[0].text


def test_words_from_the_text_are_searched_together(
    qtbot: QtBot, panel: SearchList, work: Work
) -> None:
    """Several words become a phrase, whatever breaks lie between them."""
    panel.set_query("the\n stair")
    idle(qtbot, work)
    assert panel.field.text() == "“the stair”"
    assert all("the stair" in p.words.casefold() for p in places(panel) if p.span)
    panel.set_query("door")
    assert panel.field.text() == "door"


def test_what_was_found_is_not_lost_to_a_selection(
    qtbot: QtBot, panel: SearchList, work: Work
) -> None:
    """Selected words are searched, but never over ticks, nor where a panel selected them."""
    panel.suggest_query("stair", Span(3, 8))
    assert panel.field.text() == "stair"
    document, span = next(place for place in in_texts(searched(qtbot, panel)) if place[1])
    assert span is not None
    work.reveal(document, span)
    panel.suggest_query("one quote", span)
    assert panel.field.text() == "stair"
    panel.list.setFocus()
    panel.list.go_first()
    qtbot.keyClick(panel.list, Key.Key_Space)
    panel.suggest_query("door", Span(1, 5))
    assert panel.field.text() == "stair"
    assert "1" in panel.code_ticked.text()
    qtbot.keyClick(panel.list, Key.Key_Space)
    panel.suggest_query("door", Span(1, 5))
    assert panel.field.text() == "door"


def test_a_search_is_as_it_was_left_after_reading_an_excerpt(sample: Desk) -> None:
    """The excerpt's words are selected in the text, and take no place of the query."""
    page = sample.page
    sample.press("Ctrl+Shift+F")
    sample.letters("door")
    sample.press("Return")
    sample.until(lambda: page.search.list.hasFocus() and not sample.work.tasks.running)
    sample.press("Space")
    sample.work.choose_code(sample.codings()[0].code)
    sample.press("Ctrl+Shift+E")
    sample.until(lambda: len(page.excerpts.list.rows.grouped))
    page.excerpts.list.go_first()
    page.excerpts.list.setFocus()
    sample.press("Return")
    sample.until(lambda: page.view.selection() is not None)
    page.search.field.setFocus()
    sample.press("Ctrl+Shift+F")
    sample.until(page.search.isVisible)
    assert page.search.field.text() == "door"
    assert "1" in page.search.code_ticked.text()


def test_only_the_last_query_is_shown(qtbot: QtBot, panel: SearchList, work: Work) -> None:
    """Answers to what stood in the field before are thrown away; an empty field shows nothing."""
    chance = random.Random(4)
    for _ in range(12):
        panel.field.setText(chance.choice(["door", "the", "stair", "xyzzy"]))
    panel.field.setText("stair")
    idle(qtbot, work)
    assert in_texts(panel) == [
        (h.document, Span(h.start, h.stop)) for h in work.look(search.search, "stair", typing=True)
    ]
    qtbot.keyClick(panel.field, Key.Key_Escape)
    assert places(panel) == []
    panel.field.setText("xyzzy")
    idle(qtbot, work)
    assert "Fewer words" in panel.list.accessibleDescription()


def test_new_memos_are_found_at_once(qtbot: QtBot, panel: SearchList, work: Work) -> None:
    """The list follows what is written while it is open."""
    type_all(qtbot, panel, "xyzzy")
    memos.write(work.project, "Say xyzzy.", work.coder)
    qtbot.waitUntil(lambda: len(places(panel)) == 1)
