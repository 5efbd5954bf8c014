"""Who speaks and when, put right after the import, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from liveable.core.intake import Rules
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Speaker, Transcript
from liveable.gui.import_roles import RoleMenu
from liveable.gui.rules_dialog import RulesDialog
from liveable.gui.speakers_dialog import SpeakersDialog, open_speakers
from liveable.gui.work import Notice, Work
from liveable.ops import codings, documents, import_rules, reread
from liveable.store import corpus, queries
from tests.conftest import original, transcript
from tests.gui.desk import Desk

TALK = "Int: Why was that?\nHO9: It was so.\nInt: Was it?\nH09: Aye.\nNote: tape ends.\nInt: So?\n"
TALK += "H09: So.\nNote: it goes on.\nH09: And."


def bring(work: Work, name: str, found: Transcript) -> str:
    """A document brought in and shown."""
    source = original(f"{name}.txt", found.text.encode())
    uid = documents.add(work.project, found, source, work.coder)
    work.show_document(uid)
    return uid


@pytest.fixture
def talk(work: Work) -> str:
    found = transcript(TALK, ("Int", "participant"), ("HO9", None), ("H09", None))
    return bring(work, "T01", found)


@pytest.fixture
def dialog(qtbot: QtBot, work: Work, talk: str, parent: object) -> SpeakersDialog:
    return opened(qtbot, work, parent)


def opened(qtbot: QtBot, work: Work, parent: object) -> SpeakersDialog:
    made = open_speakers(work, parent)  # type: ignore[arg-type]
    assert made is not None
    qtbot.waitUntil(made.isVisible)
    return made


def rows(dialog: SpeakersDialog) -> list[tuple[str, ...]]:
    """The speakers' table."""
    cells = dialog.speakers.cells
    return [tuple(cells.index(n, at).data() for at in range(5)) for n in range(cells.rowCount())]


def say_role(qtbot: QtBot, dialog: SpeakersDialog, number: int, name: str) -> None:
    dialog.speakers.go_to(number)
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, RoleMenu)
    next(action for action in menu.actions() if action.text() == name).trigger()
    menu.close()


def answer(qtbot: QtBot, *texts: str) -> None:
    """Type into the questions that come, one after the other, and press Enter."""
    for text in texts:
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        asked = QApplication.activeModalWidget()
        assert asked is not None
        field = asked.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)


def put_right(qtbot: QtBot, work: Work, dialog: SpeakersDialog) -> Notice:
    with qtbot.waitSignal(work.said, timeout=20_000) as said:
        dialog.main.click()
    notice: Notice = said.args[0]
    return notice


def kept(work: Work, document: str) -> Transcript:
    return work.look(reread.as_transcript, document)


def test_everything_is_put_right_in_one_act(
    qtbot: QtBot, work: Work, talk: str, dialog: SpeakersDialog
) -> None:
    """Roles, joins, who is nobody's case, written together and taken back together."""
    code = next(uid for uid, row in work.codes.items() if row.codable)
    codings.code_passage(work.project, talk, Span(19, 34), code, work.coder)
    before = [row[:12] for row in work.look(queries.codings)]
    assert not dialog.main.isEnabled()
    assert (
        rows(dialog)
        == [
            ("Int", "3", "Participant", "No case", ""),
            ("HO9", "1", "Not told", "No case", "Same person as H09?"),
            ("H09", "3", "Not told", "No case", ""),
        ]
        or rows(dialog)[1][0] == "H09"
    )
    say_role(qtbot, dialog, 0, "Interviewer")
    at = next(n for n, row in enumerate(rows(dialog)) if row[0] == "HO9")
    dialog.speakers.go_to(at)
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_J)
    assert next(row for row in rows(dialog) if row[0] == "HO9")[4] == "Joined with H09"
    dialog.speakers.go_to(next(n for n, row in enumerate(rows(dialog)) if row[0] == "H09"))
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_W)
    answer(qtbot, "h03")
    assert ("H09", "3", "Not told", "H03", "") in rows(dialog)
    notice = put_right(qtbot, work, dialog)
    assert notice == Notice("Put speakers and dates of ‘T01’ right", undo=True)
    assert kept(work, talk).speakers == (Speaker("Int", 3, "interviewer"), Speaker("H09", 4, None))
    facts = work.look(corpus.facts, talk)
    assert facts is not None
    assert {s.label: s.case_name for s in facts.speakers} == {"Int": None, "H09": "H03"}
    assert [row[:12] for row in work.look(queries.codings)] == before
    work.project.undo(work.coder)
    assert [s.label for s in kept(work, talk).speakers] == ["Int", "HO9", "H09"]
    assert work.look(import_rules.known) == Rules()


def test_who_was_not_believed_is_told_and_who_is_nobody_too(
    qtbot: QtBot, work: Work, talk: str, dialog: SpeakersDialog
) -> None:
    """A label that opens lines is offered; another may be typed, if it opens any."""
    dialog.ask_who_else()
    answer(qtbot, "note")
    assert ("Note", "2", "Not told", "No case", "") in rows(dialog)
    dialog.ask_who_else()
    answer(qtbot, "Zoe")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)
    asked = QApplication.activeModalWidget()
    assert asked is not None
    assert asked.findChild(QLineEdit).accessibleName().startswith("No line begins with ‘Zoe’")  # type: ignore[union-attr]
    asked.close()
    say_role(qtbot, dialog, 0, "Not a person")
    assert rows(dialog)[0] == ("Int", "3", "Not a person", "", "Words of the turn before")
    put_right(qtbot, work, dialog)
    assert [(s.label, s.turns) for s in kept(work, talk).speakers] == [
        ("HO9", 1), ("H09", 3), ("Note", 2),
    ]  # fmt: skip


def test_the_same_in_all_documents_and_those_to_come(
    qtbot: QtBot, work: Work, talk: str, parent: object
) -> None:
    """Only when that is asked for; said in the notice, remembered for the next import."""
    other = bring(work, "T02", transcript("INT: So?\nAnn: Aye.", ("INT", None), ("Ann", None)))
    work.show_document(talk)
    dialog = opened(qtbot, work, parent)
    assert not dialog.everywhere.isEnabled()
    say_role(qtbot, dialog, 0, "Interviewer")
    dialog.everywhere.setChecked(True)
    notice = put_right(qtbot, work, dialog)
    assert notice.text == "Put speakers and dates of ‘T01’ right, and of 1 other document"
    assert [s.role for s in kept(work, other).speakers] == ["interviewer", None]
    assert work.look(import_rules.known) == Rules({"int": "interviewer"})


def test_what_is_remembered_is_seen_and_forgotten(
    qtbot: QtBot, work: Work, dialog: SpeakersDialog
) -> None:
    """One by one, with Delete; undo brings a rule back."""
    every = Rules({"int": "interviewer"}, {"ho9": "H09"}, frozenset({"b"}), {"note": "Note"})
    import_rules.keep(work.project, every, work.coder)
    dialog.remembered.click()
    shown = dialog.findChild(RulesDialog)
    assert isinstance(shown, RulesDialog)
    cells = shown.rows.cells
    assert [(cells.index(n, 0).data(), cells.index(n, 1).data()) for n in range(4)] == [
        ("b", "Not a person"), ("ho9", "The same person as H09"), ("int", "Interviewer"),
        ("note", "A person"),
    ]  # fmt: skip
    for _ in range(3):
        qtbot.keyClick(shown.rows, Qt.Key.Key_Delete)
    assert work.look(import_rules.known) == Rules(people={"note": "Note"})
    qtbot.keyClick(shown.rows, Qt.Key.Key_Delete)
    assert shown.none.isVisible()
    work.project.undo(work.coder)
    assert work.look(import_rules.known) == Rules(people={"note": "Note"})
    shown.accept()


def test_each_participant_becomes_a_case(
    qtbot: QtBot, work: Work, talk: str, dialog: SpeakersDialog
) -> None:
    """Named by the label where it names somebody; those asked are not."""
    say_role(qtbot, dialog, 0, "Interviewer")
    dialog.join(next(n for n, row in enumerate(rows(dialog)) if row[0] == "HO9"))
    dialog.each.click()
    assert not dialog.each.isVisible()
    put_right(qtbot, work, dialog)
    facts = work.look(corpus.facts, talk)
    assert facts is not None
    assert {s.label: s.case_name for s in facts.speakers} == {"Int": None, "H09": "H09"}


def test_entries_begin_where_they_are_said_to(qtbot: QtBot, work: Work, parent: object) -> None:
    """Dropped with Delete, begun at any other line, found anew."""
    text = "Monday 3 March 2025\nRain.\n4 March: Sun.\nAnd then it was over, all of it."
    found = Transcript(text=text, format="txt", kind="diary",
                       entries=(Entry(0, len(text), "x", "2025-03-03", "day"),))  # fmt: skip
    uid = bring(work, "D01", found)
    dialog = opened(qtbot, work, parent)
    assert dialog.nobody.isVisible()
    dialog.dates.more.click()
    answer(qtbot, "4 March")
    assert [e.label for e in dialog.right().entries] == ["x", "4 March"]
    assert dialog.dates.rows.row() == 1
    dialog.dates.more.click()
    answer(qtbot, "and then")
    assert len(dialog.right().entries) == 3
    dialog.dates.rows.setFocus()
    dialog.dates.rows.go_to(2)
    qtbot.keyClick(dialog.dates.rows, Qt.Key.Key_Delete)
    assert len(dialog.right().entries) == 2
    dialog.again.click()
    qtbot.waitUntil(dialog.again.isEnabled)
    assert [e.date for e in dialog.right().entries] == ["2025-03-03", "2025-03-04"]
    put_right(qtbot, work, dialog)
    assert [e.date for e in kept(work, uid).entries] == ["2025-03-03", "2025-03-04"]


def test_one_line_is_given_to_somebody_else(sample: Desk) -> None:
    """From the caret on, in one act; or it is no turn of its own."""
    work = sample.work
    uid = next(row.uid for row in sample.documents() if row.name == "K01 Elspeth Drummond")
    work.show_document(uid)
    view, before = sample.page.view, kept(work, uid)
    first, second = before.turns[:2]
    view.select(Span(second.speech + 3, second.speech + 3))
    for said, who in (("IR", "IR"), ("before", "IR")):
        sample.page.ask_who_speaks()
        with sample.qtbot.waitSignal(work.said, timeout=20_000):
            answer(sample.qtbot, said)
        now = kept(work, uid)
        assert next(t for t in now.turns if t.start <= second.start < t.stop).speaker == who
        shown = [turn.start for turn in view.opened.turns]  # type: ignore[union-attr]
        assert shown == [turn.start for turn in now.turns]
    assert now.turns[0].stop == second.stop
    for _ in range(2):
        work.project.undo(work.coder)
    assert kept(work, uid) == before
    assert first == before.turns[0]


def test_the_text_shows_its_new_turns_at_once(sample: Desk, tmp_path: Path) -> None:
    """Opened by its keys; the interviewer's turns grow pale, and the codings stay painted."""
    work = sample.work
    uid = next(row.uid for row in sample.documents() if row.name == "K01 Elspeth Drummond")
    work.show_document(uid)
    view = sample.page.view
    before = [(row.start, row.stop) for row in view.index]
    asked = [said.asks for said in view.opened.turns]  # type: ignore[union-attr]
    sample.press("Ctrl+Shift+S")
    dialog = sample.dialog(SpeakersDialog)
    for number, role in ((0, "Participant"), (1, "Interviewer")):
        say_role(sample.qtbot, dialog, number, role)
    with sample.qtbot.waitSignal(work.said, timeout=20_000):
        sample.press("Ctrl+Return")
    now = [said.asks for said in view.opened.turns]  # type: ignore[union-attr]
    assert now == [not one for one in asked]
    assert [(row.start, row.stop) for row in view.index] == before


def test_no_link_is_cut_short_at_any_size(qtbot: QtBot, dialog: SpeakersDialog, work: Work) -> None:
    """Where they do not fit beside one another they stand in lines; hidden ones take no room."""
    links = (dialog.more, dialog.each, dialog.again)
    for zoom in (100, 200):
        work.theme.set_zoom(zoom)
        dialog.resize(1000, 700)
        QApplication.processEvents()
        assert all(link.width() >= link.sizeHint().width() for link in links)
    before = (dialog.again.y(), dialog.again.x())
    dialog.each.hide()
    qtbot.waitUntil(lambda: (dialog.again.y(), dialog.again.x()) < before)
