"""What is known of the document shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.document_facts import DocumentFacts
from liveable.gui.theme import Theme
from liveable.gui.value_fields import Choice, ValueLine
from liveable.gui.words import said_date
from liveable.gui.work import Notice, Work
from liveable.ops import cases, documents, reread
from liveable.store import corpus, queries
from liveable.store.corpus import Facts
from liveable.store.project import Project
from tests.conftest import ANN, original, transcript

KEYS = Qt.Key


@pytest.fixture
def facts(qtbot: QtBot, work: Work) -> DocumentFacts:
    """The panel, shown with Elspeth Drummond's interview."""
    made = DocumentFacts(work)
    qtbot.addWidget(made)
    made.resize(260, 600)
    made.show()
    qtbot.waitExposed(made)
    show(qtbot, made, "K01 Elspeth Drummond")
    return made


def test_where_nothing_else_is_known_the_names_are_seen(
    qtbot: QtBot, project: Project, theme: Theme
) -> None:
    """Of a plain text in a project without attributes, nobody speaking."""
    uid = documents.add(project, transcript("Rain."), original("Notes.txt", b"Rain."), ANN.uid)
    work = Work(project, ANN.uid, theme)
    panel = DocumentFacts(work)
    qtbot.addWidget(panel)
    panel.resize(260, 600)
    panel.show()
    work.show_document(uid)
    qtbot.waitUntil(lambda: panel.facts is not None)
    for name in ("Kind", "Case", "Date", "Language", "Codings", "File"):
        shown = next(label for label in panel.findChildren(QLabel) if label.text() == name)
        assert shown.width() >= shown.fontMetrics().horizontalAdvance(name), name
    work.close()


def show(qtbot: QtBot, panel: DocumentFacts, name: str) -> None:
    work = panel.work
    uid = next(row.uid for row in work.look(queries.documents) if row.name == name)
    work.show_document(uid)
    qtbot.waitUntil(lambda: panel.facts is not None and panel.facts.name == name)


def words(panel: QWidget) -> set[str]:
    """Everything that can be read in it."""
    return {label.text() for label in panel.findChildren(QLabel)}


def named(panel: QWidget, name: str) -> QWidget:
    """The field of a name."""
    return next(w for w in panel.findChildren(QWidget) if w.accessibleName() == name)


def known(work: Work) -> Facts:
    found = work.look(corpus.facts, work.document)
    assert found is not None
    return found


def value(work: Work, name: str) -> tuple[str, str]:
    """An attribute of the document shown: its own, and its case's."""
    return next((a.of_document, a.of_case) for a in known(work).attributes if a.name == name)


def test_everything_known_is_shown(qtbot: QtBot, facts: DocumentFacts) -> None:
    """Dates and languages in words, speakers with turns and roles, warnings."""
    said = words(facts)
    assert {"ED", "29 turns ·", "K01 Elspeth Drummond.docx"} <= said
    date, language = named(facts, "Date"), named(facts, "Language")
    assert isinstance(date, ValueLine)
    assert isinstance(language, Choice)
    assert (date.text(), language.currentText()) == ("24 March 2025", "English")
    assert date.placeholderText().startswith("e.g. ")  # no date of a document without one
    assert named(facts, "ED: Participant")
    assert named(facts, "IR: Interviewer")
    assert named(facts, "ED: K01")
    assert named(facts, "Case: K01")
    show(qtbot, facts, "M01 Moira Tennant")
    assert "1 deleted passage was left out." in words(facts)


def test_the_kind_is_changed_in_its_place(qtbot: QtBot, work: Work, facts: DocumentFacts) -> None:
    """By keyboard; the wheel changes nothing."""
    field = named(facts, "Kind")
    assert isinstance(field, Choice)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert known(work).kind == "interview"
    field.setFocus()
    qtbot.keyClick(field, KEYS.Key_Down)
    assert known(work).kind == "diary"


def test_another_kind_offers_to_look_for_its_parts(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """What was an interview may be a diary, whose entries are looked for when that is asked."""
    show(qtbot, facts, "M01 Moira diary")
    entries = work.look(reread.as_transcript, work.document).entries
    said: list[Notice] = []
    work.said.connect(said.append)
    for kind in ("interview", "diary"):
        field = named(facts, "Kind")
        assert isinstance(field, Choice)
        field.entered.emit(kind)
        notice = said.pop()
        assert (notice.undo, notice.more) == (True, "Find speakers and dates anew")
        assert notice.do is not None
        notice.do()
        qtbot.waitUntil(lambda: bool(said))
        assert said.pop().text.startswith("Found ")
        found = work.look(reread.as_transcript, work.document).entries
        assert found == (entries if kind == "diary" else ())


def test_date_and_language_are_changed_in_their_places(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """As people write them; what is none is refused and not shown."""
    said: list[Notice] = []
    work.said.connect(said.append)
    field, language = named(facts, "Date"), named(facts, "Language")
    assert isinstance(field, ValueLine)
    assert isinstance(language, Choice)
    for written, kept in (("25/3/2025", "2025-03-25"), ("soon", "2025-03-25"), ("", None)):
        field.selectAll()
        qtbot.keyClicks(field, written) if written else qtbot.keyClick(field, KEYS.Key_Delete)
        qtbot.keyClick(field, KEYS.Key_Return)
        assert known(work).date == kept
        assert field.text() == said_date(kept)
    (refused,) = said
    assert refused.text == "‘soon’ is no date with its year; write 2025-03-18, or 2025-03."
    language.entered.emit("gd")
    assert known(work).language == "gd"
    qtbot.waitUntil(lambda: language.currentText() == "Scottish Gaelic")


def is_there(panel: QWidget, name: str) -> bool:
    """Whether something of that name can be seen."""
    found = [w for w in panel.findChildren(QWidget) if w.accessibleName() == name]
    return any(widget.isVisible() for widget in found)


def roles(facts: DocumentFacts, label: str) -> QMenu:
    """The menu of what a speaker does."""
    link = next(
        w for w in facts.findChildren(QPushButton) if w.accessibleName().startswith(f"{label}: ")
        and w.text() in ("Interviewer", "Participant", "Role not told")
    )  # fmt: skip
    link.click()
    menu = next(m for m in facts.findChildren(QMenu) if m.isVisible())
    assert isinstance(menu, QMenu)
    return menu


def test_what_a_speaker_does_is_changed_in_its_place(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """One act each, codings untouched; everything else is put right in a dialog."""
    codings = work.look(queries.codings)

    def speakers() -> dict[str, str | None]:
        return {speaker.label: speaker.role for speaker in known(work).speakers}

    menu = roles(facts, "ED")
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Participant"]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: is_there(facts, "ED: Interviewer"))
    assert speakers()["ED"] == "interviewer"
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: is_there(facts, "ED: Participant"))
    menu = roles(facts, "IR")
    with qtbot.waitSignal(facts.speakers_wanted):
        next(
            action for action in menu.actions() if action.text() == "Speakers and dates…"
        ).trigger()
    with qtbot.waitSignal(work.said, timeout=20_000):
        next(action for action in menu.actions() if action.text() == "Not a person").trigger()
    menu.close()
    assert list(speakers()) == ["ED"]
    assert [c[:12] for c in work.look(queries.codings)] == [c[:12] for c in codings]


def test_an_attribute_of_the_case_is_edited(qtbot: QtBot, work: Work, facts: DocumentFacts) -> None:
    """The case's where there is a case; the next field keeps the focus meanwhile."""
    field, after = named(facts, "Age"), named(facts, "Place")
    assert isinstance(field, ValueLine)
    assert isinstance(after, ValueLine)
    assert field.text() == "79"
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "80")
    qtbot.keyClick(field, KEYS.Key_Tab)
    assert value(work, "Age") == ("", "80")
    assert after.hasFocus()
    facts.refresh()
    assert after.hasFocus()
    qtbot.keyClicks(after, "x")
    qtbot.keyClick(after, KEYS.Key_Escape)
    assert after.text() == "Kirkton Park"


def test_a_value_of_another_type_is_refused_plainly(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """The sentence names the value; what was there stays."""
    said: list[Notice] = []
    work.said.connect(said.append)
    field = named(facts, "Age")
    assert isinstance(field, ValueLine)
    field.selectAll()
    qtbot.keyClicks(field, "old")
    qtbot.keyClick(field, KEYS.Key_Return)
    assert said == [Notice("‘old’ is not a number, as ‘Age’ asks for.", bad=True)]
    assert field.text() == "79"


def test_a_document_of_nobody_has_values_of_its_own(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """Until it is said whose it is."""
    show(qtbot, facts, "Harbour Rise group")
    field = named(facts, "Lives alone")
    assert isinstance(field, Choice)
    field.setFocus()
    qtbot.keyClick(field, KEYS.Key_Down)
    assert value(work, "Lives alone") == ("yes", "")


def pick(qtbot: QtBot, link: QWidget, text: str) -> None:
    """Press a link and answer the question."""
    assert isinstance(link, QPushButton)
    qtbot.keyClick(link, KEYS.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, KEYS.Key_Return)


def test_documents_and_speakers_are_given_to_cases(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """By typing a part of the case's name; or to nobody."""
    link = named(facts, "IR: No case")
    pick(qtbot, link, "h03")
    qtbot.waitUntil(lambda: link.accessibleName() == "IR: H03")
    pick(qtbot, named(facts, "Case: K01"), "no case")
    qtbot.waitUntil(lambda: known(work).case is None)


def test_it_is_folded_to_its_head(qtbot: QtBot, work: Work, facts: DocumentFacts) -> None:
    """And while folded nothing is asked of the project."""
    qtbot.mouseClick(facts.head, Qt.MouseButton.LeftButton)
    assert facts.folded
    assert facts.maximumHeight() < 60
    before = facts.facts
    cases.create(work.project, "New", work.coder)
    facts.refresh()
    assert facts.facts is before
    qtbot.mouseClick(facts.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: facts.facts is not before)


def test_with_no_document_it_says_so(qtbot: QtBot, work: Work, facts: DocumentFacts) -> None:
    """One sentence, and no fields."""
    work.show_document("")
    qtbot.waitUntil(lambda: facts.facts is None)
    assert "Choose a document to see what is known of it." in words(facts)


def test_what_is_typed_is_kept_with_its_own_document(
    qtbot: QtBot, work: Work, facts: DocumentFacts
) -> None:
    """Another document fills the same fields, and takes nothing that was meant for the first."""
    first, field = work.document, named(facts, "Date")
    assert isinstance(field, ValueLine)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1 May 2025")
    show(qtbot, facts, "M01 Moira Tennant")
    assert named(facts, "Date") is field
    kept = work.look(corpus.facts, first)
    assert kept is not None
    assert (kept.date, field.text()) == ("2025-05-01", said_date(known(work).date))
    assert known(work).date != kept.date


def test_many_speakers_come_in_pieces(qtbot: QtBot, work: Work, facts: DocumentFacts) -> None:
    """All of them in the end, and Tab goes through them before the attributes."""
    labels = [f"P{n:02}" for n in range(1, 31)]
    said = transcript("\n".join(f"{label}: Aye." for label in labels), *((p, None) for p in labels))
    uid = documents.add(work.project, said, original("Many.txt", b"many"), work.coder)
    work.show_document(uid)
    qtbot.waitUntil(lambda: is_there(facts, "P30: No case"))
    assert all(is_there(facts, f"{label}: Role not told") for label in labels)
    named(facts, "P30: Role not told").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab)
    assert QApplication.focusWidget() is named(facts, known(work).attributes[0].name)
    show(qtbot, facts, "M01 Moira Tennant")
    assert not is_there(facts, "P30: No case")
