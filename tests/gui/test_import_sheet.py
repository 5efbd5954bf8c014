"""A table in the import dialog: its columns corrected, and whom it speaks of, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from liveable.core.transcript import Columns, Sheet, Transcript
from liveable.gui.import_dialog import ImportDialog
from liveable.gui.import_sheet import Look, SheetPart
from liveable.gui.work import Work
from liveable.store import cases as stored
from liveable.store import queries

PEOPLE = (
    "Case,Files,Age,Alone\n"
    "H01,,71,yes\n"  # of whom the sample project has an interview
    "T1,,about 60,no\n"  # who speaks in the file beside it
    "Z9,Nowhere,38,no\n"
    ",,40,no\n"
)
TALK = "INT: Why?\nT1: Because.\nINT: And then?\nT1: Then nothing came of it.\n"
TURNS = "Speaker,Text\nAda,I did.\nBen,You did not.\nAda,I did so.\nBen,Never.\n"


def shown(qtbot: QtBot, work: Work, *files: Path) -> ImportDialog:
    """The dialog with files, all read, the last one gone to and looked at."""
    dialog = ImportDialog(work, list(files))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    found = dialog.intake.files
    qtbot.waitUntil(lambda: len(found) == len(files) and not any(f.reading for f in found))
    dialog.files.go_to(len(files) - 1)
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, work: Work, tmp_path: Path) -> ImportDialog:
    """An interview and a sheet of its people."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "who.csv").write_text(PEOPLE, "utf-8")
    return shown(qtbot, work, tmp_path / "talk.txt", tmp_path / "who.csv")


def looked(qtbot: QtBot, part: SheetPart) -> Look:
    """What the table would come to, waited for."""
    qtbot.waitUntil(lambda: part._look is not None and part._look.sheet is not None)
    assert part._look is not None
    return part._look


def choose(qtbot: QtBot, part: SheetPart, column: int, text: str) -> None:
    """Go to a column, press Space, choose from the menu by its first letters, and Enter."""
    part.rows.setFocus()
    part.rows.go_to(column)
    before = part._look
    qtbot.keyClick(part.rows, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == text)
    while menu.activeAction() is not action:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part._look is not before and part._look is not None)


def enter(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Bring everything in, by Ctrl+Enter."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def told(part: SheetPart) -> list[tuple[str, str]]:
    """The lines on whom the table speaks of."""
    cells = part.matches.cells
    return [(cells.index(n, 0).data(), cells.index(n, 1).data()) for n in range(cells.rowCount())]


def test_columns_and_matches_are_told_before_anything_is_written(
    qtbot: QtBot, dialog: ImportDialog
) -> None:
    """What each column becomes, with values; who matched, who did not, and which rows name
    nobody.
    """
    part = dialog.preview.sheet
    found = looked(qtbot, part)
    assert found.uses == ("case", "documents", "text", "boolean")
    assert [part.rows.cells.index(2, at).data() for at in range(3)] == [
        "Age",
        "Text",
        "71 · about 60 · 38 · 40",
    ]
    assert part._head.text() == "2 of 3 cases match documents or speakers"
    lines = told(part)
    assert lines[:2] == [
        ("Z9", "lists ‘Nowhere’, which is not here"),
        ("Z9", "no document or speaker has this name"),
    ]
    h01 = ("H01", "H01 Tomasz Wilk; Tomasz in Harbour Rise group")
    assert lines[2:4] == [h01, ("T1", "talk")]
    assert lines[4] == ("H02 Grace diary", "a document of nobody in this sheet")
    assert part.note.text() == "1 row without a name left out: 5"


def test_what_is_chosen_is_what_comes(qtbot: QtBot, work: Work, dialog: ImportDialog) -> None:
    """A type that does not fit says how many rows; the act takes columns and types as chosen."""
    part = dialog.preview.sheet
    looked(qtbot, part)
    choose(qtbot, part, 2, "Attribute: number")
    assert part.rows.cells.index(2, 2).data() == "1 of 4 not a number: ‘about 60’"
    choose(qtbot, part, 3, "Left out")
    sheet = dialog.intake.files[1].found
    assert isinstance(sheet, Sheet)
    assert sheet.columns == Columns(0, (), 1, (2,), ("number",))
    with qtbot.waitSignal(work.said, timeout=20_000):
        enter(qtbot, dialog)
    table = work.look(stored.sheet)
    age = next(a for a in table.attributes if a.name == "Age")
    assert age.type == "number"
    ages = {case.name: case.values.get(age.uid) for case in table.cases}
    assert (ages["H01"], ages["T1"], ages["Z9"]) == ("71", None, "38")
    (talk,) = [d for d in work.look(queries.documents) if d.name == "talk"]
    assert talk.case == next(case.uid for case in table.cases if case.name == "T1")


def test_cases_always_have_a_column_that_names_them(qtbot: QtBot, dialog: ImportDialog) -> None:
    """It can be another one, but not none."""
    part = dialog.preview.sheet
    looked(qtbot, part)
    part.say(0, "out")
    assert part.lacking.text() == "Choose the column that names the cases."
    assert part.lacking.isVisible()
    choose(qtbot, part, 2, "Names the cases")
    assert looked(qtbot, part).uses == ("text", "documents", "case", "boolean")
    assert not part.lacking.isVisible()


def test_a_sheet_may_be_read_as_a_survey(qtbot: QtBot, work: Work, dialog: ImportDialog) -> None:
    """With its questions chosen; respondents are cases, new or here already."""
    preview = dialog.preview
    looked(qtbot, preview.sheet)
    preview.kind.activated.emit(preview.kind.findData("answers"))
    qtbot.waitUntil(lambda: preview.sheet._head.text().endswith("numbered after the file"))
    assert preview.kind.currentText() == "Survey"
    choose(qtbot, preview.sheet, 3, "Question")
    choose(qtbot, preview.sheet, 0, "Names the cases")
    choose(qtbot, preview.sheet, 1, "Left out")
    assert preview.sheet._head.text() == "3 respondents, 1 of them here already"
    assert told(preview.sheet)[:2] == [
        ("H01", "here already: more is added to it"),
        ("T1", "a new case"),
    ]
    with qtbot.waitSignal(work.said, timeout=20_000):
        enter(qtbot, dialog)
    names = {d.name for d in work.look(queries.documents)}
    assert {"H01 who", "T1 who", "Z9 who", "talk"} <= names


def test_a_table_of_turns_may_be_a_sheet_and_back(qtbot: QtBot, work: Work, tmp_path: Path) -> None:
    """Reading it another way takes no reading."""
    (tmp_path / "talk.csv").write_text(TURNS, "utf-8")
    dialog = shown(qtbot, work, tmp_path / "talk.csv")
    file, preview = dialog.intake.files[0], dialog.preview
    talk = file.found
    assert isinstance(talk, Transcript)
    qtbot.waitUntil(lambda: preview.kind.findData("attributes") >= 0)
    kinds: list[type] = []
    for use in ("attributes", talk.kind):
        preview.kind.activated.emit(preview.kind.findData(use))
        kinds.append(type(file.found))
        assert preview.kind.currentData() == use
        assert preview.sheet.isVisible() == (use == "attributes")
    assert kinds == [Sheet, Transcript]
    assert dialog.intake.files[0].found == talk
