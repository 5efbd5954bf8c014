"""A document is read, selected by keys and mouse, and shows what is coded as it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core import corrections
from liveable.core.offsets import Offsets
from liveable.core.spans import Span
from liveable.core.transcript import Role
from liveable.gui import drags, underlay
from liveable.gui.document_view import DocumentView
from liveable.gui.page import shown_text
from liveable.gui.words import said_date
from liveable.gui.work import Work
from liveable.ops import codebook, codings, documents, memos, reread
from liveable.store import queries
from tests.gui.texts import TALK, add, code, codes, place, shown, stored

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier


def words(view: DocumentView) -> str:
    span = view.selection()
    return span.of(view.body) if span else ""


# --- the same places in the text and in the widget


ODD = "ab \n\t\u2028\u2029\u00a0\ufffc\ufdd0\0\x85é\u05d0\U0001f9e1"


@given(st.text(alphabet=ODD, max_size=50))
def test_the_widget_holds_one_unit_for_each_and_one_block_for_each_line(
    qapp: QApplication, text: str
) -> None:
    document = QTextDocument()
    document.setPlainText(shown_text(text))
    assert document.characterCount() - 1 == Offsets(text).units(len(text))
    starts = [document.findBlockByNumber(n).position() for n in range(document.blockCount())]
    lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    assert starts == [Offsets(text).units(line) for line in lines]


@pytest.mark.parametrize(
    "wanted",
    ["just", "the", "You hand", "Away you", "then", "Cafe\u0301", "café", "🧡 It's", "👩‍👧"],
)
def test_real_keys_select_exactly_what_is_on_screen(qtbot: QtBot, work: Work, wanted: str) -> None:
    view = shown(qtbot, work)
    span = place(TALK, wanted)
    qtbot.keyClick(view.page, Key.Key_Home, Control)
    for _ in range(TALK.count("\n", 0, span.start)):
        start = view.caret()
        while view.caret() == start or TALK[view.caret() - 1] != "\n":
            qtbot.keyClick(view.page, Key.Key_Right)
    presses = 0
    while view.caret() < span.start and presses < 200:
        qtbot.keyClick(view.page, Key.Key_Right)
        presses += 1
    assert view.caret() == span.start
    while view.page.span().stop < span.stop:
        qtbot.keyClick(view.page, Key.Key_Right, Shift)
    assert view.selection() == span
    made = code(work, view.selection() or Span(0, 1))
    row = next(row for row in stored(work) if row.uid == made)
    assert TALK[row.start : row.stop] == wanted


def test_hebrew_is_selected_in_the_order_it_is_read(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    span = place(TALK, "המקום")
    view.select(Span(span.start, span.start))
    for _ in range(len("המקום")):
        qtbot.keyClick(view.page, Key.Key_Right, Shift)
    assert view.selection() == span


def test_what_is_copied_and_dragged_is_the_text_itself(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    view.select(place(TALK, "chap\u00a0the door.\u2028You"))
    qtbot.keyClick(view.page, Key.Key_C, Control)
    assert QApplication.clipboard().text() == "chap\u00a0the door.\u2028You"
    dragged = drags.passage(view.page.createMimeDataFromSelection())
    assert dragged == drags.Passage(work.document, place(TALK, "chap\u00a0the door.\u2028You"))


def test_a_selection_has_no_white_space_at_its_edges(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    view.select(Span(place(TALK, " You chap").start, place(TALK, " You chap").stop + 1))
    assert words(view) == "You chap"
    view.select(place(TALK, "\u2028"))
    assert view.selection() is None


def test_undo_and_the_like_stay_the_windows_keys(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    from PySide6.QtGui import QAction, QKeySequence

    pressed = []
    for standard in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        action = QAction(view)
        action.setShortcut(QKeySequence.keyBindings(standard)[0])
        action.triggered.connect(lambda _checked, s=standard: pressed.append(s))
        view.addAction(action)
    view.activateWindow()
    QTest.keySequence(view.page, QKeySequence(QKeySequence.StandardKey.Undo))
    QTest.keySequence(view.page, QKeySequence(QKeySequence.StandardKey.Redo))
    assert pressed == [QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo]


# --- commands


def test_words_sentences_and_turns_are_selected_by_command(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    do, said = view.doers(), TALK.split("\n")[1].removeprefix("M07: ")
    view.select(Span(*[place(TALK, "place").start] * 2))
    for command, selected in (
        ("find.word", "place"),
        ("find.sentence", "🧡 It's just not my place."),
        ("find.longer", "🧡 It's just not my place. You chap\u00a0the door."),
        ("find.longer", said),
        ("find.turn", said),
    ):
        do[command]()
        assert words(view) == selected, command
    assert view.where() == "¶ 2, sentence 1"


def test_going_from_coding_to_coding_makes_each_active(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    outer, inner = place(TALK, "It's just not my place."), place(TALK, "just not my place.")
    uids = [code(work, outer, 0), code(work, inner, 1), code(work, place(TALK, "The end"), 2)]
    same = code(work, inner, 3)
    order = [uids[0], *sorted((uids[1], same)), uids[2]]
    view.select(Span(0, 0))
    seen = []
    for _ in order:
        view.doers()["find.next_coding"]()
        seen.append(work.coding)
        here = view.coding_here()
        assert here is not None
        assert (here.uid, here.code) == (work.coding, work.code)
    assert seen == order
    with qtbot.waitSignal(work.said):
        view.doers()["find.next_coding"]()
    for wanted in reversed(order[:-1]):
        view.doers()["find.previous_coding"]()
        assert work.coding == wanted


def test_uncoded_turns_are_the_participants_ones(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    code(work, place(TALK, "hand"))
    view.select(Span(0, 0))
    view.doers()["find.next_uncoded"]()
    assert view.body[view.caret() :].startswith("זה")
    view.doers()["find.next_uncoded"]()
    assert view.body[view.caret() :] == "The end."
    view.doers()["find.next_uncoded"]()
    assert view.body[view.caret() :].startswith("זה")


def test_reading_is_marked_to_the_end_of_the_paragraph(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    assert view.head.progress.text() == "Not read yet"
    view.select(Span(*[place(TALK, "then?").start] * 2))
    view.doers()["document.read_to"]()
    assert view.head.progress.text() == "Read to ¶ 3"
    view.doers()["document.read"]()
    assert view.head.progress.text() == "Read"
    assert view.head.facts.text() == ("Interview · 37 words · 5 paragraphs")


def test_dates_are_said_as_far_as_they_are_known() -> None:
    said = [said_date(d) for d in ("2024-03-12", "2024-03", "--03-12", "2024", "soon", None)]
    assert said == ["12 March 2024", "March 2024", "12 March", "2024", "soon", ""]


# --- what is coded


def picture(view: DocumentView) -> QImage:
    return view.page.viewport().grab().toImage()


def test_what_is_coded_is_painted_and_undone_with_the_act(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    before = picture(view)
    made = code(work, place(TALK, "not my place"))
    assert made in view.index
    coded = picture(view)
    assert coded != before
    work.project.undo(work.coder)
    assert made not in view.index
    assert picture(view) == before
    work.project.redo(work.coder)
    assert picture(view) == coded


def test_six_codings_over_a_word_all_look_different(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    span = place(TALK, "not my place")
    seen = [picture(view)]
    for number in range(6):
        code(work, Span(span.start - number, span.stop), number)
        view.select(Span(0, 0))
        image = picture(view)
        assert image not in seen
        seen.append(image)


def test_only_what_is_in_sight_is_looked_at(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"M07: Paragraph {n} says this, and that." for n in range(2_000)]
    view = shown(qtbot, work, "\n".join(lines))
    looked: list[int] = []
    real = underlay.washes

    def counting(shown_, index, active=""):  # type: ignore[no-untyped-def]
        looked.append(len(shown_))
        return real(shown_, index, active)

    monkeypatch.setattr(underlay, "washes", counting)
    view.page.viewport().repaint()
    most = view.page.viewport().height() // 26 + 2
    assert 0 < looked[-1] <= most
    looked.clear()
    code(work, Span(40, 60))
    view.repaint()
    assert len(looked) == 1
    assert looked[0] <= most
    view.page.verticalScrollBar().setValue(20_000)
    view.page.viewport().repaint()
    assert looked[-1] <= most
    assert view.page.shown()[0].line > 400


def test_only_the_codings_that_changed_are_read_again(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown(qtbot, work)
    asked: list[object] = []
    from liveable.store import reading

    real = reading.codings

    def watched(session, page, uids=None, only=None):  # type: ignore[no-untyped-def]
        asked.append(uids)
        return real(session, page, uids, only)

    monkeypatch.setattr(reading, "codings", watched)
    made = code(work, place(TALK, "hand"))
    codings.star(work.project, [made], True, work.coder)
    assert asked == [{made}, {made}]
    here = view.index.get(made)
    assert here is not None
    assert here.star


def test_hiding_codes_and_coders_takes_them_off_the_page(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    one, other = code(work, place(TALK, "hand"), 0), code(work, place(TALK, "hand"), 1)
    view.hide_codes(frozenset({codes(work)[0]}))
    assert one in view.index
    assert other not in view.index
    third = code(work, place(TALK, "over"), 1)
    assert third not in view.index
    view.hide_coders(frozenset())
    assert not len(view.index)
    view.hide_codes(None)
    view.hide_coders(None)
    assert {c.uid for c in view.index} == {one, other, third}


def test_a_deleted_code_and_document_go_from_the_page(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    code(work, place(TALK, "hand"), 0)
    view.select(place(TALK, "hand"))
    with qtbot.waitSignal(view.moved):
        codebook.delete(work.project, codes(work)[0], work.coder)
    assert not len(view.index)
    assert view.codings_here() == []
    documents.delete(work.project, [work.document], work.coder)
    assert work.document == ""
    assert view.offers() == frozenset()


def test_codes_at_the_caret_are_told(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    made = code(work, place(TALK, "hand it over"))
    name = work.codes[codes(work)[0]].name
    with qtbot.waitSignal(view.offers_changed):
        view.select(Span(*[place(TALK, "it over").start] * 2))
    assert "coding" in view.offers()
    assert [c.uid for c in view.codings_here()] == [made]
    interface = QAccessible.queryAccessibleInterface(view.page)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Text of the document"
    assert interface.text(QAccessible.Text.Description) == f"Codes here: {name}"
    view.select(Span(0, 0))
    assert interface.text(QAccessible.Text.Description) == "No codes here"
    assert "coding" not in view.offers()


# --- mouse


def centre(view: DocumentView, text: str) -> QPoint:
    span = place(TALK, text)
    for paragraph in view.page.shown():
        for box in underlay.boxes(paragraph.rows, span):
            return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))
    raise AssertionError(text)


@pytest.mark.parametrize("words_", ["hand", "place", "המקום", "👩‍👧"])
def test_a_click_chooses_the_innermost_coding(qtbot: QtBot, work: Work, words_: str) -> None:
    view = shown(qtbot, work)
    paragraph = next(line for line in TALK.split("\n") if words_ in line)
    code(work, place(TALK, paragraph), 0)
    inner = code(work, place(TALK, words_), 1)
    view.select(Span(0, 0))
    qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, words_))
    assert work.coding == inner
    assert work.code == codes(work)[1]


def test_hovering_says_the_coding_and_never_reads_words_as_html(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    made = code(work, place(TALK, "hand"), 0, memo="<b>so</b>\nshe says")
    tip = view.page.tip(place(TALK, "hand").start)
    assert "&lt;b&gt;so&lt;/b&gt;<br>she says" in tip
    assert work.codes[codes(work)[0]].name in tip
    assert "Ann, " in tip
    assert view.page.tip(0) == ""
    assert view.margin.tip(made) == tip


def drop(view: DocumentView, mime_code: str, at: QPoint) -> None:
    data = drags.of_code(mime_code)
    view.page.dropEvent(
        QDropEvent(
            QPointF(at),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_code_let_fall_codes_the_sentence_or_the_selection(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    first, second = codes(work)[:2]
    drop(view, first, centre(view, "place"))
    assert [TALK[c.start : c.stop] for c in stored(work)] == ["🧡 It's just not my place."]
    assert work.recent[0] == first
    view.select(place(TALK, "hand"))
    drop(view, second, centre(view, "place"))
    assert {TALK[c.start : c.stop] for c in stored(work) if c.code == second} == {"hand"}
    drop(view, "no code", centre(view, "place"))
    assert len(stored(work)) == 2


# --- places


def test_a_document_is_found_again_where_it_was_left(qtbot: QtBot, work: Work) -> None:
    long = "\n".join(f"M07: Paragraph {n} says this." for n in range(300))
    view = shown(qtbot, work, long)
    first = work.document
    spot = place(long, "Paragraph 200")
    view.select(Span(spot.start, spot.start))
    top = view.page.top()
    assert top > 0
    work.show_document(add(work, "T02", TALK))
    assert view.page.top() == 0
    work.show_document(first)
    assert view.page.top() == top
    assert view.caret() == spot.start


def test_a_revealed_passage_is_selected_and_in_sight(qtbot: QtBot, work: Work) -> None:
    long = "\n".join(f"M07: Paragraph {n} says this." for n in range(300))
    view = shown(qtbot, work)
    other = add(work, "T02", long)
    spot = place(long, "Paragraph 250")
    work.reveal(other, spot)
    assert view.selection() == spot
    top, bottom = view.page.height_of(spot.start)
    assert 0 <= top < bottom <= view.page.viewport().height()
    below = view.page.viewport().mapFromGlobal(view.place_below(spot))
    assert below.y() >= bottom


def test_a_click_on_the_overview_goes_there(qtbot: QtBot, work: Work) -> None:
    long = "\n".join(f"M07: Paragraph {n} says this." for n in range(300))
    view = shown(qtbot, work, long)
    strip = view.overview
    at = QPoint(strip.width() // 2, strip.height() // 2)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=at)
    middle = (view.page.top() + view.page.shown()[-1].rows[-1].stop) / 2
    assert abs(middle / len(long) - 0.5) < 0.05


def test_the_empty_page_says_what_to_do(qtbot: QtBot, work: Work) -> None:
    view = DocumentView(work)
    qtbot.addWidget(view)
    labels = [child.text() for child in view._empty.children() if hasattr(child, "text")]
    assert labels == ["Choose a document on the left", "Ctrl+1"]
    everything = [d.uid for d in work.look(queries.documents)]
    documents.delete(work.project, everything, work.coder)
    labels = [child.text() for child in view._empty.children() if hasattr(child, "text")]
    assert labels == ["Add documents", "Ctrl+I"]


def test_another_theme_and_size_keep_the_place(qtbot: QtBot, work: Work) -> None:
    long = "\n".join(f"M07: Paragraph {n} says this." for n in range(300))
    view = shown(qtbot, work, long)
    view.page.show_from(place(long, "M07: Paragraph 100").start)
    top = view.page.top()
    work.theme.choose("dark")
    assert view.page.top() == top
    work.theme.set_zoom(200)
    lines = view.opened.lines if view.opened else None
    assert lines is not None
    assert abs(lines.at(view.page.top()) - lines.at(top)) <= 1


def test_a_memo_written_is_shown_by_its_coding(qtbot: QtBot, work: Work) -> None:
    view = shown(qtbot, work)
    made = code(work, place(TALK, "hand"))
    assert not view.margin.said(made).memo
    memos.write(work.project, "so", work.coder, coding=made)
    assert view.margin.said(made).memo


@pytest.mark.parametrize("label", ["INT", "M07"])
def test_who_asks_now_is_set_as_if_it_had_always_been_so(
    qtbot: QtBot, work: Work, label: str
) -> None:
    """Only those turns are set anew, and everything stays in its place."""
    view = shown(qtbot, work)
    view.page.put(Span(20, 24))
    before, cut = view.page.toHtml(), view.page.span()
    found = work.look(reread.as_transcript, work.document)
    other: Role = "participant" if label == "INT" else "interviewer"
    right = corrections.cast(found, {label: other})
    reread.put_right(work.project, work.document, right, work.coder)
    after = view.page.toHtml()
    assert after != before
    assert view.page.span() == cut
    view.show_document(work.document)
    assert view.page.toHtml() == after
    work.project.undo(work.coder)
    assert view.page.toHtml() == before
