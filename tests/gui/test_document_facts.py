"""What is known of the document shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.document_facts import DocumentFacts
from liveable.gui.value_fields import Choice, ValueLine
from liveable.gui.work import Notice, Work
from liveable.ops import cases
from liveable.store import corpus, queries
from liveable.store.corpus import Facts

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
    assert {"24 March 2025", "English", "K01 Elspeth Drummond.docx"} <= said
    assert {"ED", "Participant · 29 turns", "Interviewer · 29 turns"} <= said
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
