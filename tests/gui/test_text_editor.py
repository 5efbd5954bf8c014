"""Editing a text in the window loses no character and puts none in."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.core.text import canonical
from liveable.gui.text_editor import Covered, TextEditor
from liveable.gui.theme import Theme
from liveable.gui.whole_text import WholeText

HARD = (
    "A\u2028b\u2029c\u00a0d\u202fe\ttab 😀👩‍👩‍👧 שָׁלוֹם "
    "\u200f\u00ad\u0085\v\f\0 \ufffc\ufdd0\ufdd1\ufdd2\ue000"
)
TEXTS = st.text(
    st.one_of(
        st.sampled_from("\n\t \u2028\u2029\u00a0\0\ufffc\ufdd0\ufdd1\ufdd2\ue000😀é"),
        st.characters(exclude_categories=["Cs"]),
    )
).map(canonical)


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> TextEditor:
    made = TextEditor(theme)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_a_text_goes_into_a_document_and_comes_back(text: str) -> None:
    """Character by character, whatever characters they are."""
    whole, document = WholeText(text), QTextDocument()
    document.setPlainText(whole.shown(text))
    assert whole.text(document.toRawText()) == text


@pytest.mark.parametrize("text", [HARD, f"{HARD}\n\n{HARD}\n", "", "\n", "\u2029", "a\u2028"])
def test_the_editor_gives_the_text_it_was_given(editor: TextEditor, text: str) -> None:
    """Also after words were typed and taken back."""
    editor.set_body(text)
    assert editor.body == text
    editor.put(Span(len(text), len(text)))
    QTest.keyClicks(editor, "more")
    assert editor.body == f"{text}more"
    editor.undo()
    assert editor.body == text
    assert not editor.document().isUndoAvailable()


def test_places_are_code_points(editor: TextEditor) -> None:
    """Beyond characters that Qt counts twice."""
    editor.set_body("😀😀 ab שלום 😀c")
    editor.put(Span(3, 5))
    assert (editor.textCursor().selectedText(), editor.span()) == ("ab", Span(3, 5))
    QTest.keyClicks(editor, "xyz")
    assert editor.body == "😀😀 xyz שלום 😀c"


def test_what_is_pasted_is_plain_and_whole(editor: TextEditor) -> None:
    """Line ends of one kind, no formatting, every other character as it was copied."""
    editor.set_body("One two")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("a\r\nb\rc\u00a0d\u2029e\u2028f\ufdd2")
    editor.put(Span(4, 7))
    editor.insertFromMimeData(data)
    assert editor.body == "One a\nb\nc\u00a0d\u2029e\u2028f\ufffd"
    assert "bold" not in editor.toHtml()
    editor.put(Span(4, 13))
    copied = editor.createMimeDataFromSelection()
    assert copied.text() == "a\nb\nc\u00a0d\u2029e"
    assert not copied.hasHtml()


def test_enter_ends_a_line_with_or_without_shift(editor: TextEditor) -> None:
    """A text has one kind of line end; nobody sees which one they typed."""
    editor.set_body("ab")
    editor.put(Span(1, 1))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.body == "a\n\nb"


def test_replacing_is_one_step(editor: TextEditor) -> None:
    """All places at once, with any characters, and back with one undo."""
    editor.set_body("Ann 😀 met Ann.")
    editor.replace([Span(0, 3), Span(10, 13)], "[P1]\u2029")
    assert editor.body == "[P1]\u2029 😀 met [P1]\u2029."
    editor.undo()
    assert editor.body == "Ann 😀 met Ann."


def test_coded_words_stay_tinted_where_they_go(editor: TextEditor) -> None:
    """And nothing of it can be undone."""
    editor.set_body("😀 One two three")
    editor.show_covered([Covered(Span(6, 9), True), Covered(Span(10, 15), False)])
    editor.put(Span(0, 0))
    QTest.keyClicks(editor, "Oh ")
    tinted = [part.cursor.selectedText() for part in editor.extraSelections()]
    assert tinted == ["two", "three"]
    editor.undo()
    assert editor.body == "😀 One two three"
    assert not editor.document().isUndoAvailable()


def test_another_look_takes_no_step_back(editor: TextEditor, theme: Theme) -> None:
    """Changing colours or sizes while editing leaves what can be undone as it was."""
    editor.set_body("One")
    QTest.keyClicks(editor, "x")
    theme.set_zoom(150)
    theme.choose("dark")
    assert editor.body == "xOne"
    editor.undo()
    assert editor.body == "One"
    editor.redo()
    assert editor.body == "xOne"


def test_a_long_text_stays_fluent(editor: TextEditor) -> None:
    """100,000 words with 300 coded passages: a key takes no 50 ms, at the head and at the end."""
    line = "Ann: and then I went over to the neighbour's door, as one does. " * 4
    text = "\n".join([line] * 2000)
    editor.set_body(text)
    editor.show_covered([Covered(Span(n * 1000, n * 1000 + 90), True) for n in range(300)])
    QApplication.processEvents()
    took = []
    for place in (0, len(text) // 2, len(text)):
        editor.put(Span(place, place))
        QApplication.processEvents()
        for key in ("a", "b", " ", "\r", "c", "d"):
            start = time.perf_counter()
            QTest.keyClicks(editor, key) if key != "\r" else QTest.keyClick(
                editor, Qt.Key.Key_Return
            )
            QApplication.processEvents()
            took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.02
    assert sorted(took)[-2] < 0.05
