"""The card of the chosen code: what it says, and how it is edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveable.core.codebook import Cues
from liveable.core.suggestion import CodeCues
from liveable.gui.code_card import CodeCard
from liveable.gui.cue_lines import Growing, phrases_of
from liveable.gui.theme import Theme
from liveable.gui.work import Notice, Work
from liveable.gui.written import Tags, Written
from liveable.ops import codebook, memos, suggestions
from liveable.ops.whole_codebook import dialect_of
from liveable.store import queries
from liveable.store.one_code import OneCode, one_code
from liveable.suggest import engine
from tests.gui.desk import Desk

KEY = Qt.Key


def uid(work: Work, name: str) -> str:
    return next(row.uid for row in work.codes.values() if row.name == name)


def kept(work: Work, code: str) -> OneCode:
    found = work.look(one_code, code)
    assert found is not None
    return found


def acts(work: Work) -> int:
    return len(work.look(queries.history))


def texts(card: CodeCard) -> list[str]:
    """Everything that is to be read on the card at rest."""
    return [w.text() for w in card.face.findChildren(QLabel) if w.isVisible() and w.text()]


@pytest.fixture
def card(qtbot: QtBot, work: Work) -> CodeCard:
    made = CodeCard(work)
    qtbot.addWidget(made)
    made.resize(318, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def said(work: Work) -> list[Notice]:
    found: list[Notice] = []
    work.said.connect(found.append)
    return found


@pytest.fixture
def code(work: Work, card: CodeCard) -> str:
    chosen = uid(work, "Not overstepping")
    work.choose_code(chosen)
    return chosen


def editor(card: CodeCard, field: str) -> Growing:
    found = card.form.field(field)
    assert isinstance(found, Growing)
    return found


# --- at rest


def test_without_a_code_it_says_what_to_do(card: CodeCard, work: Work, code: str) -> None:
    """In one sentence, and again when nothing is chosen any more."""
    assert card.face.isVisible()
    work.choose_code("")
    assert not card.face.isVisible()
    assert card._nothing.isVisible()
    assert "Choose a code" in card._nothing.text()
    card.edit()
    assert not card.editing


def test_it_shows_all_that_is_said_of_a_code(card: CodeCard, work: Work, code: str) -> None:
    """Under its name: place, facts, wording, an example in quotes, cues; nothing that is empty."""
    found = kept(work, code)
    shown = texts(card)
    for text in (
        *(found.name, found.brief, found.definition, found.use_when, found.not_when),
        *("Unobligated help / Boundaries and risk", f"“{found.example}”"),
    ):
        assert text in shown
    assert "Draft · 20 codings · HELP.BND.LIMIT" in shown
    assert card.face._cues.phrases == codebook.cues_of(found.cues).phrases
    assert "Definition" in shown
    codebook.edit(work.project, code, work.coder, definition="", status="retired", key="4")
    assert "Definition" not in texts(card)
    assert any(text.startswith("Retired") and text.endswith("key 4") for text in texts(card))


def test_a_code_of_which_nothing_is_said_invites_writing(card: CodeCard, work: Work) -> None:
    """With the key that begins it."""
    work.choose_code(codebook.create(work.project, "Bare", work.coder))
    assert any("Ctrl+E" in text and "Nothing is said" in text for text in texts(card))


def test_memos_are_counted_and_asked_for(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """The link says how many and leads to them."""
    before = kept(work, code).memos
    memos.write(work.project, "Think again.", work.coder, code=code)
    assert card.face.memos.text() == f"{before + 1} memo{'s' if before else ''}"
    with qtbot.waitSignal(card.memo_wanted) as wanted:
        card.face.memos.click()
    assert wanted.args == [code]


# --- editing


def test_the_card_is_edited_by_keyboard_as_one_act(
    qtbot: QtBot, card: CodeCard, work: Work, code: str, said: list[Notice]
) -> None:
    """Into the definition, on with Tab, out with Escape: one act holds what changed, no more."""
    before, count = kept(work, code), acts(work)
    card.doers()["code.edit"]()
    definition = editor(card, "definition")
    assert definition.hasFocus()
    definition.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(definition, " More.")
    qtbot.keyClick(definition, KEY.Key_Tab)
    use_when = editor(card, "use_when")
    assert use_when.hasFocus()
    use_when.selectAll()
    qtbot.keyClicks(use_when, "Now")
    assert acts(work) == count
    qtbot.keyClick(use_when, KEY.Key_Escape)
    after = kept(work, code)
    assert after == before._replace(definition=f"{before.definition} More.", use_when="Now")
    assert acts(work) == count + 1
    assert said[-1] == Notice("Changed ‘Not overstepping’: definition, ‘use when’.", undo=True)
    assert card.face.isVisible()
    work.project.undo(work.coder)
    assert kept(work, code) == before


def test_a_click_on_a_text_edits_it_there(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """Each of the texts, and the cues."""
    for field in ("not_when", "example"):
        _head, words = card.face._sections[field]
        qtbot.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
        assert card.form.field(field).hasFocus()
        qtbot.keyClick(card.form.field(field), KEY.Key_Escape)
        assert not card.editing
    qtbot.mouseClick(card.face._cues, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert card.form.cues.hasFocus()


def test_looking_without_changing_leaves_no_act(
    qtbot: QtBot, card: CodeCard, work: Work, code: str, said: list[Notice]
) -> None:
    """In every code of the sample: what is shown is read back as it was."""
    count = acts(work)
    for row in work.codes:
        work.choose_code(row)
        card.edit()
        assert card.form.changes() == {}
        card.flush()
    assert acts(work) == count
    assert not said


def test_leaving_the_card_keeps_what_was_written(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """By choosing another code, and by going elsewhere with the mouse."""
    card.edit("brief")
    editor(card, "brief").setPlainText("One")
    work.choose_code(uid(work, "Who counts"))
    assert kept(work, code).brief == "One"
    work.choose_code(code)
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    card.edit("brief")
    editor(card, "brief").setPlainText("Two")
    elsewhere.activateWindow()
    elsewhere.setFocus()
    qtbot.waitUntil(lambda: not card.editing)
    assert kept(work, code).brief == "Two"


def test_every_other_field_can_be_changed(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """Name, cues, status, short name, key, colour and kind, in one act."""
    count = acts(work)
    card.edit("name")
    name = card.form.field("name")
    assert isinstance(name, QLineEdit)
    name.setText("  Not\u2028 too near 😀 ")
    card.form.cues.setPlainText("at the door\n\n  at   the door \nתודה\n")
    editor(card, "lemmas").setPlainText("door\nstep")
    status, key = card.form.field("status"), card.form.field("key")
    assert isinstance(status, QComboBox)
    assert isinstance(key, QComboBox)
    status.setFocus()
    qtbot.keyClick(status, KEY.Key_Down)
    key.setCurrentIndex(3)
    short = card.form.field("short")
    assert isinstance(short, QLineEdit)
    short.setText("NEAR")
    swatches = card.form.swatches
    swatches.swatches["#a76f18"].setFocus()
    qtbot.keyClick(swatches.swatches["#a76f18"], KEY.Key_Space)
    head = card.form.field("codable")
    head.setFocus()
    qtbot.keyClick(head, KEY.Key_Space)
    qtbot.keyClick(head, KEY.Key_Escape)
    found = kept(work, code)
    assert found.name == "Not too near 😀"
    assert codebook.cues_of(found.cues) == Cues(("at the door", "תודה"), ("door", "step"))
    assert (found.status, found.short, found.key) == ("agreed", "NEAR", "3")
    assert (found.colour, found.codable) == ("#a76f18", False)
    assert acts(work) == count + 1
    assert code not in work.digits  # it only holds other codes now


def test_a_colour_of_ones_own_is_taken_when_it_is_one(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """Half of one changes nothing."""
    swatches = card.form.swatches
    before = kept(work, code).colour
    card.edit("colour")
    swatches.field.setFocus()
    qtbot.keyClicks(swatches.field, "#12AB")
    assert swatches.colour() == before
    assert swatches.swatches[before].isChecked()
    qtbot.keyClicks(swatches.field, "cd")
    assert swatches.colour() == "#12abcd"
    assert not any(s.isChecked() for s in swatches.swatches.values())
    card.flush()
    assert kept(work, code).colour == "#12abcd"


def test_a_refused_name_loses_nothing_else(
    qtbot: QtBot, card: CodeCard, work: Work, code: str, said: list[Notice]
) -> None:
    """What else was written is kept, and the reason is said."""
    card.edit("name")
    field = card.form.field("name")
    assert isinstance(field, QLineEdit)
    field.setText("Who counts")
    editor(card, "brief").setPlainText("Kept")
    card.flush()
    assert kept(work, code).name == "Not overstepping"
    assert kept(work, code).brief == "Kept"
    assert said[0].bad
    assert "Who counts" in said[0].text


def test_what_changes_elsewhere_meanwhile_is_taken_over(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """Into the fields not touched here; what is written here stays."""
    card.edit("brief")
    editor(card, "brief").setPlainText("Mine")
    codebook.edit(work.project, code, work.coder, brief="Theirs", example="New example")
    assert editor(card, "example").text() == "New example"
    assert editor(card, "brief").text() == "Mine"
    card.flush()
    assert (kept(work, code).brief, kept(work, code).example) == ("Mine", "New example")


def test_a_code_deleted_while_it_is_edited_is_said(
    qtbot: QtBot, card: CodeCard, work: Work, code: str, said: list[Notice]
) -> None:
    """Nothing breaks, and the card is put away."""
    card.edit("brief")
    editor(card, "brief").setPlainText("Lost")
    codebook.delete(work.project, code, work.coder)
    work.choose_code("")
    assert said[-1].bad
    assert not card.editing
    assert not card.face.isVisible()


# --- cue phrases


def test_phrases_are_lines_trimmed_and_each_once() -> None:
    """Blank lines are nothing."""
    assert phrases_of(" a  b\n\nc\na b\n \t\n") == ("a b", "c")


def test_places_are_counted_as_suggestions_are_made(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """While one types, and only what is not yet known; a screen reader hears the line's number."""
    cues = card.form.cues
    cues.counts._pause.setInterval(0)
    card.edit("phrases")
    qtbot.waitUntil(lambda: bool(cues.counts.found), timeout=20_000)
    cues.setPlainText("just left it\nno such words at all\nthe door")
    qtbot.waitUntil(lambda: "the door" in cues.counts.found, timeout=20_000)

    def suggested(phrase: str) -> int:
        heard, dialect = work.look(suggestions.listened), work.look(dialect_of)
        wanted = [CodeCues("c", Cues((phrase,)))]
        return len(engine.suggest(heard, wanted, dialect=dialect))

    assert cues.counts.found["the door"] == suggested("the door") > 1
    assert cues.counts.said("the door") == f"in {suggested('the door')} places"
    assert cues.counts.said("no such words at all") == "nowhere"
    cues.moveCursor(QTextCursor.MoveOperation.End)
    assert cues.accessibleDescription() == cues.counts.said("the door")
    cues.grab()
    card.flush()
    assert cues.counts._task is None


def test_counting_stops_when_the_card_is_left(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """No job is begun for lines nobody looks at."""
    card.edit("phrases")
    assert card.form.cues.counts._pause.isActive()
    qtbot.keyClick(card.form.cues, KEY.Key_Escape)
    assert not card.form.cues.counts._pause.isActive()
    assert not work.tasks.running


def test_what_is_banned_is_shut_away_until_there_is_some(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """A phrase newly banned is no cue any more; one newly written as a cue is banned no more."""
    codebook.edit(work.project, code, work.coder, cues=Cues(("at the door", "not my place")))
    card.edit("phrases")
    unwanted = card.form.unwanted
    assert not unwanted.inside.isVisible()
    unwanted.head.setFocus()
    qtbot.keyClick(unwanted.head, KEY.Key_Space)
    editor(card, "banned").setFocus()
    qtbot.keyClicks(editor(card, "banned"), "At the door")
    qtbot.keyClick(editor(card, "banned"), KEY.Key_Tab)
    qtbot.keyClicks(editor(card, "misleading"), "step")
    qtbot.keyClick(editor(card, "misleading"), KEY.Key_Escape)
    wanted = Cues(("not my place",), (), ("At the door",), ("step",))
    assert codebook.cues_of(kept(work, code).cues) == wanted
    card.edit("misleading")
    assert unwanted.inside.isVisible()
    assert unwanted.said.text() == "2"
    card.form.cues.setPlainText("not my place\nat the door")
    card.flush()
    wanted = Cues(("not my place", "at the door"), (), (), ("step",))
    assert codebook.cues_of(kept(work, code).cues) == wanted


# --- looks


def test_everything_that_takes_focus_has_a_name(
    qtbot: QtBot, card: CodeCard, work: Work, code: str
) -> None:
    """At rest and while editing."""
    card.edit()
    for widget in card.findChildren(QWidget):
        ours = not widget.objectName().startswith("qt_") and widget.parent() is not None
        if ours and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), (widget, widget.parent())


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_long_words_never_widen_the_card(
    qtbot: QtBot, card: CodeCard, work: Work, code: str, choice: str
) -> None:
    """They break, whatever the theme and text size; the card scrolls down, never across."""
    theme: Theme = work.theme
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.choose(choice)  # type: ignore[arg-type]
        theme.set_zoom(200)
        app.setStyleSheet(theme.style_sheet())
        words = "x" * 400 + " שלום 😀\u2028"
        codebook.edit(work.project, code, work.coder, definition=words * 3, name="N" * 300,
                      cues=Cues(tuple("c" * n for n in range(1, 90))))  # fmt: skip
        card.grab()
        assert card.face.width() <= card.width()
        shown = [label for label in card.face.findChildren(Written) if label.isVisible()]
        assert all(label.width() <= card.width() for label in shown)
        qtbot.waitUntil(
            lambda: all(one.height() >= one.heightForWidth(one.width()) for one in shown)
        )
        card.edit()
        card.grab()
        assert card.form.width() <= card.width()
    finally:
        theme.set_zoom(100)  # not without a sheet: Qt falls over when a window brings it back
        app.setStyleSheet(theme.style_sheet())


def test_tags_that_do_not_fit_are_counted(qtbot: QtBot, theme: Theme) -> None:
    """Shown and left out make all; each row stays inside, and one alone is never left out."""
    for number in (0, 1, 2, 7, 40, 400):
        for width in (40, 200, 318, 2000):
            tags = Tags(theme, "Cue phrases")
            qtbot.addWidget(tags)
            phrases = [f"phrase {n}" * (1 + n % 3) for n in range(number)]
            tags.show_phrases(phrases)
            places = tags._places(width)
            words = [word for _, word in places]
            left = int(words[-1].removeprefix("+ ")) if words and words[-1][:2] == "+ " else 0
            assert len(words) - bool(left) + left == number
            assert all(box.right() <= max(width, 40) for box, _ in places)
            assert len({box.top() for box, _ in places}) <= max(4, bool(number))


# --- beside the codebook


@pytest.mark.parametrize("way", ["Escape", "elsewhere", "another", "filter", "flush"])
def test_what_is_written_is_kept_whatever_way_out_is_taken(sample: Desk, way: str) -> None:
    """Also where the card was opened from its own Edit button, which goes when the fields come."""
    page, work = sample.page, sample.work
    code = sample.code("Not overstepping")
    work.choose_code(code)
    page.card.face.edit.setFocus()
    assert page.card.face.edit.hasFocus()
    sample.press("Ctrl+E", "Ctrl+A")
    assert editor(page.card, "definition").hasFocus()
    sample.letters("Mine now")
    assert page.card.editing
    if way == "Escape":
        sample.press("Escape")
        assert page.card.face.edit.hasFocus()
    elif way == "elsewhere":
        page.view.keys_at().setFocus()
    elif way == "another":
        work.choose_code(sample.code("Who counts"))
    elif way == "filter":
        page.codebook.field.setText("zzz")
        page.codebook.to_filter()
    else:
        page.card.flush()
    assert page.card.face.isVisible()
    assert kept(work, code).definition == "Mine now"


def test_a_code_renamed_out_of_the_filter_is_still_edited_and_kept(sample: Desk) -> None:
    """It stays where it was until the filter changes, and so does the focus."""
    page, work = sample.page, sample.work
    code = sample.code("Small civilities")
    sample.read(sample.documents()[0].name)
    sample.press("/")
    sample.letters("civil")
    sample.press("Down", "F2", "Ctrl+A")
    sample.letters("Nods")
    sample.press("Return")
    assert work.codes[code].name == "Nods"
    assert page.codebook.rows.hasFocus()
    assert page.codebook.model.index_of(code).isValid()
    sample.press("Ctrl+E", "Ctrl+A")
    sample.letters("Said at the gate")
    sample.press("Escape")
    assert kept(work, code).definition == "Said at the gate"
    assert page.codebook.rows.hasFocus()
    page.codebook.field.setText("civi")
    assert not page.codebook.model.index_of(code).isValid()
