"""The table of cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveable.gui.case_model import NAME
from liveable.gui.case_table import CaseTable
from liveable.gui.value_fields import Choice, ValueLine
from liveable.gui.work import Notice, Work
from liveable.ops import case_table, cases
from liveable.store import cases as stored
from liveable.store.cases import CaseRow

KEYS = Qt.Key
SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def table(qtbot: QtBot, work: Work) -> CaseTable:
    """The panel, shown and focused."""
    made = CaseTable(work)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.doers()["document.cases"]()
    return made


def go(table: CaseTable, case: str, column: str) -> None:
    """Go to a cell by names."""
    heads = [table.model.head(n) for n in range(table.model.columnCount())]
    row = next(n for n, found in enumerate(table.model.cases) if found.name == case)
    table.rows.setCurrentIndex(table.model.index(row, heads.index(column)))


def known(work: Work, case: str) -> CaseRow:
    return next(row for row in work.look(stored.sheet).cases if row.name == case)


def value(work: Work, case: str, attribute: str) -> str:
    sheet = work.look(stored.sheet)
    uid = next(a.uid for a in sheet.attributes if a.name == attribute)
    return known(work, case).values.get(uid, "")


def names(table: CaseTable) -> list[str]:
    return [case.name for case in table.model.cases]


def heard(work: Work) -> list[Notice]:
    said: list[Notice] = []
    work.said.connect(said.append)
    return said


def editor(table: CaseTable) -> QWidget:
    """The field open in a cell."""
    found = QApplication.focusWidget()
    assert isinstance(found, ValueLine | Choice)
    assert table.rows.viewport().isAncestorOf(found)
    return found


def answer(qtbot: QtBot, text: str) -> None:
    """Type into the question that is open."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)


def test_cases_stand_in_rows_and_attributes_in_columns(work: Work, table: CaseTable) -> None:
    """With types in the heads, and every cell's whole meaning in words."""
    assert names(table)[:3] == ["H01", "H02", "H03"]
    assert table.title() == "Cases 11"
    go(table, "H03", "Age")
    assert table.rows.currentIndex().data(SAID) == "H03, Age: 66"
    age = table.rows.currentIndex().column()
    assert table.model.headerData(age, Qt.Orientation.Horizontal, SAID) == "Age (number)"
    go(table, "H03", "Documents and speakers")
    assert table.rows.currentIndex().data(SAID) == "H03, 1 document · 1 speaker"


def test_cells_are_edited_in_their_place(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """By typing or Enter; each type in its own way; Escape leaves the cell as it was."""
    go(table, "H03", "Age")
    qtbot.keyClicks(table.rows, "6")
    field = editor(table)
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: value(work, "H03", "Age") == "67")
    qtbot.keyClick(table.rows, KEYS.Key_Return)
    field = editor(table)
    qtbot.keyClicks(field, "1")
    qtbot.keyClick(field, KEYS.Key_Escape)
    assert value(work, "H03", "Age") == "67"
    go(table, "H03", "Lives alone")
    qtbot.keyClick(table.rows, KEYS.Key_Return)
    choice = editor(table)
    assert isinstance(choice, Choice)
    assert choice.currentData() == "yes"
    qtbot.keyClick(choice, KEYS.Key_Down)
    qtbot.waitUntil(lambda: value(work, "H03", "Lives alone") == "no")
    go(table, "H03", "Case")
    qtbot.keyClick(table.rows, KEYS.Key_F2)
    field = editor(table)
    assert isinstance(field, ValueLine)
    field.insert("Z9 😀")
    qtbot.keyClick(field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: "Z9 😀" in names(table))
    assert names(table)[2] == "Z9 😀"  # it stays where it was until the table is sorted
    assert table.rows.currentIndex().data() == "Z9 😀"


def test_a_value_of_another_type_is_refused_plainly(
    qtbot: QtBot, work: Work, table: CaseTable
) -> None:
    """And the cell stays as it was."""
    said = heard(work)
    go(table, "H03", "Interviewed")
    before = table.rows.currentIndex().data()
    qtbot.keyClick(table.rows, KEYS.Key_Return)
    qtbot.keyClicks(editor(table), "in spring")
    qtbot.keyClick(editor(table), KEYS.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [Notice("‘in spring’ is not a date, as ‘Interviewed’ asks for.", bad=True)]
    assert table.rows.currentIndex().data() == before


def test_the_table_is_sorted_by_a_column(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """Numbers by size, once more the other way round, and what is missing last both times."""
    cases.create(work.project, "A0", work.coder)
    qtbot.waitUntil(lambda: names(table)[-1] == "A0")
    go(table, "H03", "Age")
    column = table.rows.currentIndex().column()

    def ages() -> list[str]:
        return [str(table.model.index(n, column).data()) for n in range(len(table.model.cases))]

    heads = table.rows.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(column) + 9, 9)
    for reverse in (False, True):
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert ages()[:-1] == sorted(ages()[:-1], key=int, reverse=reverse)
        assert ages()[-1] == ""
        assert table.rows.currentIndex().data(SAID) == "H03, Age: 66"
    table.sort(NAME)
    assert names(table)[0] == "A0"


def test_a_piece_of_a_spreadsheet_is_pasted(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """Names lead to their cases or make new ones; values go down from the cell; it is one act."""
    said = heard(work)
    QGuiApplication.clipboard().setText(
        "Case\tPseudonym\tGender\r\nh03\tA. R.\tman\r\nX1\tNew\t\r\n"
    )
    go(table, "H01", "Case")
    qtbot.keyClick(table.rows, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said[-1] == Notice("Filled in 5 cells, 1 new case among them", undo=True)
    assert value(work, "H03", "Pseudonym") == "A. R."
    assert value(work, "X1", "Pseudonym") == "New"
    work.project.undo(work.coder)
    assert value(work, "H03", "Pseudonym") == "Alec Ross"
    QGuiApplication.clipboard().setText("31\n32")
    qtbot.waitUntil(lambda: "X1" not in names(table))
    go(table, "H02", "Age")
    qtbot.keyClick(table.rows, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (value(work, "H02", "Age"), value(work, "H03", "Age")) == ("31", "32")


def test_cells_are_copied_for_a_spreadsheet(qtbot: QtBot, table: CaseTable) -> None:
    """Rows by lines, cells by tabs."""
    go(table, "H01", "Case")
    for _ in range(2):
        qtbot.keyClick(table.rows, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.rows, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.rows, KEYS.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "H01\tTomasz Wilk\tman\nH02\tGrace Adeyemi\twoman"


def test_delete_empties_cells_and_deletes_cases(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """A case goes where its name is chosen; both can be undone."""
    said = heard(work)
    go(table, "H01", "Age")
    qtbot.keyClick(table.rows, KEYS.Key_Delete)
    assert value(work, "H01", "Age") == ""
    go(table, "H01", "Case")
    qtbot.keyClick(table.rows, KEYS.Key_Delete)
    assert said == [Notice("Deleted ‘H01’", undo=True)]
    qtbot.waitUntil(lambda: names(table)[0] == "H02")
    assert table.rows.currentIndex().data() == "H02"
    assert table.title() == "Cases 10"
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: "H01" in names(table))


def test_cases_and_attributes_are_made_by_keyboard(
    qtbot: QtBot, work: Work, table: CaseTable
) -> None:
    """Insert asks for a case; an attribute gets a name and a type."""
    qtbot.keyClick(table.rows, KEYS.Key_Insert)
    answer(qtbot, "N01")
    qtbot.waitUntil(lambda: table.rows.currentIndex().data() == "N01")
    qtbot.keyClick(table.new_attribute, KEYS.Key_Space)
    answer(qtbot, "Children")
    answer(qtbot, "number")
    qtbot.waitUntil(lambda: table.model.attributes[-1].name == "Children")
    assert table.model.attributes[-1].type == "number"
    assert table.rows.currentIndex().data(SAID) == "N01, Children: nothing"


def test_attributes_are_renamed_retyped_and_deleted(
    qtbot: QtBot, work: Work, table: CaseTable
) -> None:
    """From the menu of their column; a type that does not fit its values is refused."""
    said = heard(work)
    go(table, "H03", "Age")
    column = table.rows.currentIndex().column()

    def choose(text: str) -> None:
        menu = table.menu(column)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    choose("Rename ‘Age’…")
    answer(qtbot, "Years")
    qtbot.waitUntil(lambda: table.model.head(column) == "Years")
    choose("Change its type…")
    answer(qtbot, "yes or no")
    qtbot.waitUntil(lambda: bool(said))
    assert "which are not yes or no: ‘19’ (H05), ‘29’ (H02)" in said[0].text
    choose("Delete ‘Years’")
    assert said[-1] == Notice("Deleted ‘Years’, with 11 values", undo=True)
    qtbot.waitUntil(lambda: table.model.head(column) == "Place")


def test_documents_and_speakers_are_ticked(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """Those of the case stand first; Space gives one to it or takes it off."""
    go(table, "H03", "Documents and speakers")
    rows = table.belongings.rows
    qtbot.waitUntil(lambda: table.belongings.head.text() == "Belongs to H03")
    qtbot.waitUntil(lambda: len(rows.rows.grouped) > 0)
    qtbot.keyClick(table.rows, KEYS.Key_Return)
    assert rows.hasFocus()
    rows.go_first()
    assert [item.document_name for item in rows.chosen()] == ["H03 Alec Ross"]
    qtbot.keyClick(rows, KEYS.Key_Space)
    qtbot.waitUntil(lambda: known(work, "H03").documents == 0)
    qtbot.keyClicks(table.belongings.field, "bernadette")
    qtbot.waitUntil(lambda: rows.rows.grouped.count == 1)
    rows.go_first()
    qtbot.keyClick(rows, KEYS.Key_Space)
    qtbot.waitUntil(lambda: known(work, "H03").speakers == 2)
    assert known(work, "H04").speakers == 0


def test_an_empty_table_says_what_fills_it(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """Making a case, or pasting rows."""
    case_table.delete(work.project, [case.uid for case in table.model.cases], work.coder)
    qtbot.waitUntil(lambda: table.pages.currentIndex() == 1)
    assert table.title() == "Cases"
    table.doers()["document.cases"]()
    assert table.first.hasFocus()
    acts = (table.new_case, table.gone, table.new_attribute)  # together, not all over the line
    needed = sum(act.sizeHint().width() for act in acts)
    assert table.new_attribute.geometry().right() < needed + 120
    QGuiApplication.clipboard().setText("A1\tMoira")
    qtbot.keyClick(table.first, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(table) == ["A1"])
    assert value(work, "A1", "Pseudonym") == "Moira"


def test_what_can_be_done_is_whole_words_in_a_narrow_drawer(
    qtbot: QtBot, work: Work, table: CaseTable
) -> None:
    """In large text it goes on in lines below."""
    acts = (table.new_case, table.gone, table.new_attribute, table.column, table.out)
    for zoom, width in ((100, 900), (100, 400), (200, 400)):
        work.theme.set_zoom(zoom)
        table.resize(width, 500)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: all(act.width() >= act.sizeHint().width() for act in acts))
        assert all(
            table.rect().contains(act.mapTo(table, act.rect().bottomRight())) for act in acts
        )


def test_the_table_is_filtered_by_words(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """In names and values; a case that comes meanwhile is shown, and pasted names find all."""
    qtbot.keyClicks(table.rows, "/")
    assert table.field.hasFocus()
    qtbot.keyClicks(table.field, "woman kirkton")
    assert names(table) == ["K01", "K02"]
    assert table.count.text() == "2 of 11"
    assert table.title() == "Cases 11"
    qtbot.keyClick(table.field, KEYS.Key_Return)
    assert table.rows.hasFocus()
    QGuiApplication.clipboard().setText("H01\tT. W.")
    go(table, "K01", "Case")
    qtbot.keyClick(table.rows, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert value(work, "H01", "Pseudonym") == "T. W."
    assert len(work.look(stored.sheet).cases) == 11
    table.field.setText("nobody at all")
    assert table.pages.currentIndex() == 2
    qtbot.keyClick(table.field, KEYS.Key_Escape)
    assert len(names(table)) == 11
    assert names(table) == sorted(names(table))
    table.field.setText("woman")
    qtbot.keyClick(table.rows, KEYS.Key_Insert)
    answer(qtbot, "N01")
    qtbot.waitUntil(lambda: table.rows.currentIndex().data() == "N01")


def test_the_table_is_saved_as_it_is_shown(
    qtbot: QtBot, work: Work, table: CaseTable, tmp_path: Path
) -> None:
    """In its order and with its filter; what cannot be written is said."""
    said = heard(work)
    table.field.setText("kirkton")
    table.sort(NAME)
    table.write(tmp_path / "cases.csv")
    lines = (tmp_path / "cases.csv").read_text("utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["Case", "K03", "K02", "K01"]
    assert said[-1].text == "Wrote cases.csv: 3 cases"
    assert said[-1].file == tmp_path / "cases.csv"
    table.write(tmp_path / "nowhere" / "cases.csv")
    assert said[-1].bad


def test_the_names_stay_in_sight(qtbot: QtBot, work: Work, table: CaseTable) -> None:
    """When attributes are scrolled: a click on a name is on its case, on its head sorts by it, and
    the cell gone to is never below the names.
    """
    table.resize(700, 300)
    rows, heads = table.rows, table.rows.heads
    assert heads.held() == 0
    rows.setCurrentIndex(table.model.index(0, table.model.columnCount() - 1))
    qtbot.waitUntil(lambda: heads.held() > 0)
    at = QPoint(heads.held() // 2, rows.rowViewportPosition(2) + 5)
    assert rows.indexAt(at) == table.model.index(2, NAME)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert rows.currentIndex() == table.model.index(2, NAME)
    rows.setCurrentIndex(table.model.index(0, table.model.columnCount() - 1))
    for _ in range(4):
        qtbot.keyClick(rows, KEYS.Key_Left)
        left = rows.columnViewportPosition(rows.currentIndex().column())
        assert left >= heads.held() or rows.currentIndex().column() == NAME
    assert heads.held() > 0
    before = names(table)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert names(table) == before[::-1]
