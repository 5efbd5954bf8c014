"""Editing a text, by keys alone: written, looked through, kept as one act, or left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from liveable.core.spans import Span
from liveable.gui.former_texts import FormerTexts
from liveable.gui.question import Question
from liveable.gui.text_edit_page import TextEditPage
from liveable.gui.theme import Theme
from liveable.ops import codebook, coders, codings, documents, texts
from liveable.store import check, queries
from liveable.store.project import create, open_project
from tests.conftest import ANN, BEN, original, transcript
from tests.gui.desk import Desk

BODY = (
    "Int: Did you ask him?\nAnn: I never asked 😀 him.\nInt: And now?\nAnn: No\u2029no. שלום\u00a0."
)
SPEAKERS = (("Int", "interviewer"), ("Ann", "participant"))


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project of Ann's with one interview, in which Ann and Ben coded."""
    path = tmp_path / "study.liveable"
    with create(path, "Study", ANN) as project:
        made = documents.add(
            project, transcript(BODY, *SPEAKERS), original("M01.txt", BODY.encode()), ANN.uid
        )
        code = codebook.create(project, "Help", ANN.uid)
        ben = coders.present(project, BEN)
        for words, coder in (("asked 😀 him", ben), ("ask him", ANN.uid), ("שלום", ben)):
            start = BODY.index(words)
            span = Span(start, start + len(words))
            codings.code_passage(project, made, span, code, coder)
    return path


@pytest.fixture
def read(desk: Desk, study: Path) -> Desk:
    """That project with its interview in the middle."""
    desk.open(study)
    desk.read("M01")
    return desk


def laid_open(desk: Desk) -> TextEditPage | None:
    """The text that is edited, if one is."""
    return desk.page.editing.page


def begin(desk: Desk) -> TextEditPage:
    """Press the key of editing; the keys are in the text then."""
    desk.press("Ctrl+Shift+T")
    page = laid_open(desk)
    assert page is not None
    desk.until(lambda: desk.focus is page.editor)
    desk.until(page.editor.extraSelections)
    return page


def asked(desk: Desk) -> Question:
    """The question before something is lost, with the keys in it."""
    dialog = desk.dialog(Question)
    desk.until(lambda: dialog.isAncestorOf(desk.focus))
    return dialog


def change(desk: Desk, page: TextEditPage, old: str, new: str) -> None:
    """Put the caret before some words, select them with the keyboard and type others."""
    start = page.editor.body.index(old)
    page.editor.put(Span(start, start))
    for _ in range(len(old)):
        desk.press("Shift+Right")
    desk.letters(new)


def look(desk: Desk, page: TextEditPage) -> None:
    """Go on to what changes."""
    desk.press("Ctrl+Return")
    desk.until(lambda: not page.writing and page.isAncestorOf(desk.focus))


def body(desk: Desk) -> str:
    (document,) = desk.documents()
    return desk.work.look(queries.document_text, document.uid)


def test_a_word_is_put_right_by_keys_alone(read: Desk) -> None:
    """The mode says what it is; the changes are shown with everybody's codings whose words are
    others; what is kept is one act, and one undo takes it back.
    """
    page = begin(read)
    assert page.title.text() == "Editing the text of ‘M01’"
    assert page.editor.body == BODY
    assert len(page.editor.extraSelections()) == 3
    change(read, page, "never asked", "did ask")
    read.until(lambda: "1 coding would cover other words" in page.state.text())
    look(read, page)
    review = page.review
    assert review.said.text().startswith("1 place changed: 2 words put in, 2 words taken out")
    assert review.count.text() == "1 coding covers other words"
    assert "2 others go with their words." in review.more.text()
    (row,) = [review.list.rows.items[n] for n in range(review.list.rows.rowCount())]
    assert (row[0].before, row[0].after) == ("asked 😀 him", "ask 😀 him")
    assert row[1].coder_name == "Ben"
    assert "Help by Ben, now ask" in review.list.model().index(0, 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert body(read) == BODY
    read.press("Ctrl+Return")
    read.until(lambda: not read.window.reviewing)
    now = BODY.replace("never asked", "did ask")
    assert body(read) == read.page.view.body == now
    card = read.page.notices.card
    assert "‘M01’ has its new text; 1 coding covers other words now" in card.words.text()
    assert card.undo.isVisible()
    read.press("Ctrl+Z")
    read.until(lambda: body(read) == BODY)
    assert read.page.view.body == BODY
    assert check.check(read.work.project).faults == []


def test_back_to_editing_and_away(read: Desk) -> None:
    """Escape goes back from the changes, then leaves; it asks only where something was typed."""
    page = begin(read)
    read.press("Escape")
    assert laid_open(read) is None
    page = begin(read)
    change(read, page, "And now?", "So?")
    look(read, page)
    read.press("Escape")
    assert page.stack.currentIndex() == 0
    read.until(lambda: read.focus is page.editor)
    read.press("Escape")
    gone = read.closed(asked(read))
    read.press("Escape")
    read.until(gone)
    assert laid_open(read) is page
    read.press("Ctrl+Z", "Ctrl+Z")
    read.until(lambda: not page.typed)
    read.press("Escape")
    assert laid_open(read) is None
    assert body(read) == BODY
    assert read.focus is read.page.view.keys_at()


def test_what_was_typed_is_lost_only_by_leave(read: Desk) -> None:
    """Closing the window asks too."""
    page = begin(read)
    change(read, page, "And now?", "So?")
    read.window.close()
    gone = read.closed(asked(read))
    read.press("Escape")
    read.until(gone)
    assert read.window.isVisible()
    read.until(lambda: read.focus is page.editor)
    read.press("Escape")
    question = asked(read)
    gone = read.closed(question)
    question.yes.setFocus()
    read.press("Return")
    read.until(gone)
    read.until(lambda: not read.window.reviewing)
    assert body(read) == BODY


def test_undo_and_the_projects_commands_wait(read: Desk) -> None:
    """While a text is edited, undo is of what was typed, and nothing of the project can be done."""
    page = begin(read)
    actions = read.window.actions_.by_name
    assert not actions["project.undo"].isEnabled()
    assert not actions["document.delete"].isEnabled()
    assert not actions["code.quick"].isEnabled()
    read.letters("Oh. ")
    assert actions["project.undo"].isEnabled()
    actions["project.undo"].trigger()
    assert page.editor.body == BODY
    actions["project.redo"].trigger()
    assert page.editor.body == f"Oh. {BODY}"
    assert len(read.codings()) == 3


def test_names_are_replaced_everywhere(read: Desk) -> None:
    """Found as whole words whatever their capitals, replaced one by one or all at once with their
    number; the speaker goes by the new name.
    """
    page = begin(read)
    read.press("Ctrl+F")
    read.until(lambda: read.focus is page.replacing.bar.line)
    read.letters("ann")
    assert page.replacing.bar.count.text() == "1 of 2"
    read.press("Tab")
    page.replacing.line.setFocus()
    read.letters("[P1]")
    read.press("Return")
    assert page.editor.body == BODY.replace("Ann", "[P1]", 1)
    page.replacing.all.setFocus()
    read.press("Space")
    assert page.replacing.bar.count.text() == "Replaced: 1 place"
    assert page.editor.body == BODY.replace("Ann", "[P1]")
    page.replacing.bar.line.setFocus()
    read.press("Escape")
    assert not page.replacing.isVisible()
    read.until(lambda: read.focus is page.editor)
    look(read, page)
    assert "‘Ann’ is called ‘[P1]’." in page.review.more.text()
    read.press("Ctrl+Return")
    read.until(lambda: not read.window.reviewing)
    opened = read.page.view.opened
    assert opened is not None
    assert [turn.speaker for turn in opened.turns] == ["Int", "[P1]", "Int", "[P1]"]


def test_parts_of_words_are_replaced_only_when_asked(read: Desk) -> None:
    """And other spellings not, where the same one is asked for."""
    page = begin(read)
    read.press("Ctrl+F")
    bar = page.replacing.bar
    read.letters("ask")
    assert bar.count.text() == "1 of 1"
    bar.whole.setFocus()
    read.press("Space")
    assert bar.count.text() == "1 of 2"
    bar.line.setFocus()
    read.press("Ctrl+A")
    read.letters("ANN")
    assert bar.count.text() == "1 of 2"
    bar.exact.setFocus()
    read.press("Space")
    assert bar.count.text() == "Not in this text"
    assert not page.replacing.all.isEnabled()


def test_nothing_changed_is_no_act(read: Desk) -> None:
    """Going on with a text as it was says so, and stays."""
    page = begin(read)
    read.press("Ctrl+Return")
    assert page.writing
    assert "Nothing is changed yet" in page.notices.card.words.text()


def test_a_text_emptied_is_refused(read: Desk) -> None:
    """In a sentence, with what was there still to be had by undo."""
    page = begin(read)
    read.press("Ctrl+A", "Backspace", "Ctrl+Return")
    read.until(lambda: "cannot be left without words" in page.notices.card.words.text())
    read.until(lambda: read.focus is page.editor)
    read.press("Ctrl+Z")
    assert page.editor.body == BODY


def test_a_text_edited_elsewhere_meanwhile_is_not_overwritten(read: Desk) -> None:
    """What is kept is refused where the text is no longer the one that was edited."""
    page = begin(read)
    change(read, page, "And now?", "So?")
    look(read, page)
    (document,) = read.documents()
    texts.new_version(read.work.project, document.uid, BODY + " Bye.", ANN.uid)
    read.press("Ctrl+Return")
    read.until(lambda: "edited by somebody else" in page.notices.card.words.text())
    assert body(read) == BODY + " Bye."


def test_who_may_only_look_cannot_edit(desk: Desk, study: Path) -> None:
    """A project open for reading only says so."""
    desk.window.work_in(open_project(study, ANN, write=False), ANN.uid)
    desk.read("M01")
    desk.press("Ctrl+Shift+T")
    assert laid_open(desk) is None
    assert "reading only" in desk.page.notices.card.words.text()


def test_others_codings_stay_hidden(desk: Desk, study: Path) -> None:
    """Where the lead has hidden them neither tints nor the list tell of them; they go along."""
    with open_project(study, ANN) as project:
        coders.hide_others(project, True, ANN.uid)
    desk.window.kept.change(person_uid=BEN.uid, person_name=BEN.name)
    desk.open(study)
    desk.read("M01")
    page = begin(desk)
    assert len(page.editor.extraSelections()) == 2
    change(desk, page, "ask him", "see her")
    look(desk, page)
    assert page.review.count.text() == "No coding covers other words"
    assert not page.review.list.isVisible()
    assert page.review.more.text() == ""
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.window.reviewing)
    with desk.work.project.reading() as session:
        covered = {words for _, words in queries.with_words(session, queries.codings(session))}
    assert covered == {"see her", "asked 😀 him", "שלום"}


def test_a_text_in_other_colours_and_sizes(read: Desk, theme: Theme) -> None:
    """Tints and differences are set again, and nothing that was typed is lost."""
    page = begin(read)
    change(read, page, "And now?", "So?")
    before = [part.cursor.selectedText() for part in page.editor.extraSelections()]
    theme.zoom = 200
    theme.choose("dark")
    assert page.editor.extraSelections()[0].format.background().color() == theme["chosen"]
    assert [part.cursor.selectedText() for part in page.editor.extraSelections()] == before
    look(read, page)
    theme.choose("contrast")
    assert "So" in page.review.diff.toPlainText()
    assert page.editor.document().isUndoAvailable()


def test_a_former_text_comes_back_as_a_new_act(read: Desk) -> None:
    """Chosen in the list by keys, with what that changes beside it; undo takes it back."""
    former = read.window.actions_.by_name["document.former"]
    former.trigger()
    read.until(lambda: "never had another text" in read.page.notices.card.words.text())
    (document,) = read.documents()
    second = BODY.replace("And now?", "So?")
    third = second.replace("never asked", "did ask")
    for new in (second, third):
        texts.new_version(read.work.project, document.uid, new, ANN.uid)
    former.trigger()
    dialog = read.dialog(FormerTexts)
    read.until(dialog.main.isEnabled)
    assert dialog.list.rows.rowCount() == 2
    assert "1 place changed: 2 words put in, 2 words taken out" in dialog.review.said.text()
    read.until(lambda: dialog.isAncestorOf(read.focus))
    read.press("Down")
    read.until(lambda: "2 places changed" in dialog.review.said.text())
    assert dialog.review.count.text() == "1 coding covers other words"
    gone = read.closed(dialog)
    read.press("Ctrl+Return")
    read.until(gone)
    read.until(lambda: body(read) == BODY)
    read.until(lambda: "‘M01’ has that text again" in read.page.notices.card.words.text())
    read.press("Ctrl+Z")
    read.until(lambda: body(read) == third)


def test_leaving_in_the_midst_of_looking_leaves_nothing_behind(read: Desk) -> None:
    """What was being looked up for a page that is gone is let go."""
    for _ in range(3):
        read.press("Ctrl+Shift+T")
        assert laid_open(read) is not None
        read.press("Escape")
        assert laid_open(read) is None
    read.until(lambda: not read.work.tasks.running)
    page = begin(read)
    read.letters("x")
    page.go_on()
    read.window.close_project()
    assert read.window.page is None


def test_one_coding_that_goes_along_is_one(read: Desk) -> None:
    """It goes with its words, where several go with theirs."""
    page = begin(read)
    change(read, page, "never asked", "did ask")
    change(read, page, "ask him?", "tell him?")
    look(read, page)
    assert page.review.count.text() == "2 codings cover other words"
    assert page.review.more.text().startswith("1 other goes with its words.")
