"""Bringing files in, by hand."""

from __future__ import annotations

import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from liveable import paths
from liveable.core.intake import Rules
from liveable.core.progress import Progress
from liveable.core.transcript import Sheet, Transcript
from liveable.errors import DiskFull, Refused
from liveable.gui import import_words, import_writing
from liveable.gui.import_dialog import ImportDialog, begin_import
from liveable.gui.import_roles import RoleMenu
from liveable.gui.import_writing import Brought, Order, Piece, bring_in
from liveable.gui.notices import Details, Notices
from liveable.gui.theme import Theme
from liveable.gui.work import Notice, Work
from liveable.ops import documents, import_rules, reread
from liveable.readers import encodings, letters
from liveable.store import queries
from tests.conftest import ANN, original, transcript

TALK = "".join(
    f"INT: Why was that, number {n}?\n{'HO9' if n % 7 == 3 else 'H09'}: Because it was so.\n"
    for n in range(20)
)
DIARY = (
    "Sun 3rd March: Quiet one. The fella in the next garden passed a bag of leeks over the hedge.\n"
    "Monday: Took the leeks round to my sister as soup, and she ate it all, boiler man or no.\n"
    "5/3: Held the close door for the lassie with the buggy. She said I was a gent, daft as that.\n"
    "Weds: Rain. Nobody about. Chapped next door about the bins and got a cup of tea out of it.\n"
    "Thur 14th: Helped carry the pram up again and we had a blether about nothing at all.\n"
)
SHEET = "Case,Age\nH09,71\nM12,38\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of an interview with a slip, a diary without its year, a sheet, and a picture."""
    folder = tmp_path / "Maryhill"
    folder.mkdir()
    (folder / "H09.txt").write_bytes((TALK + "INT: “So”, then – £5?\n").encode("cp1252"))
    (folder / "M12 diary.txt").write_text(DIARY, "utf-8")
    (folder / "people.csv").write_text(SHEET, "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 50)
    return folder


@pytest.fixture
def window(qtbot: QtBot, work: Work) -> QWidget:
    """What the dialog opens over."""
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    return shown


Open = Callable[..., ImportDialog]


@pytest.fixture
def bring(qtbot: QtBot, work: Work, window: QWidget) -> Iterator[Open]:
    """Open the dialog with files and wait until they are read."""
    opened: list[ImportDialog] = []

    def brought(*files: Path, folder: str | None = None) -> ImportDialog:
        dialog = begin_import(work, window, files, folder)
        assert isinstance(dialog, ImportDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        opened.append(dialog)
        rested(qtbot, dialog)
        return dialog

    yield brought
    for dialog in opened:
        dialog.reject()


def rested(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until every file is read."""
    files = dialog.intake.files
    qtbot.waitUntil(lambda: bool(files) and not any(f.reading for f in files), timeout=20_000)
    qtbot.waitUntil(lambda: dialog._reading._task is None, timeout=20_000)


def done(qtbot: QtBot, work: Work, act: Callable[[], object]) -> Notice:
    """Do something and wait for what is said of it."""
    with qtbot.waitSignal(work.said, timeout=20_000) as said:
        act()
    notice: Notice = said.args[0]
    return notice


def cells(dialog: ImportDialog, number: int) -> list[str]:
    """A row of the files' table."""
    return [dialog.files.cells.index(number, at).data() for at in range(5)]


def voices(dialog: ImportDialog) -> list[list[str]]:
    """The speakers' table."""
    model = dialog.speakers.cells
    return [[model.index(n, at).data() for at in range(4)] for n in range(model.rowCount())]


def ctrl_enter(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def rows(work: Work, sql: str) -> list[tuple[object, ...]]:
    with work.project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_what_was_found_is_shown_before_anything_is_written(
    work: Work, bring: Open, source: Path
) -> None:
    """Formats, speakers, dates, words, states; in the table and to a screen reader."""
    before = work.look(queries.history)
    dialog = bring(*sorted(source.iterdir()))
    assert cells(dialog, 0) == [
        "H09.txt", "Text, Windows-1252", "3 speakers · 41 turns", "225", "2 speakers look alike",
    ]  # fmt: skip
    words = str(len(DIARY.split()))
    assert cells(dialog, 1)[1:] == [
        "Text, UTF-8", "5 entries", words, "1 date to check · no year",
    ]  # fmt: skip
    assert cells(dialog, 2) == ["people.csv", "Table, UTF-8", "2 rows of attributes", "–", "Ready"]
    assert cells(dialog, 3)[2:] == [
        "It is a picture; its words would have to be typed or recognised first.", "–", "Left out",
    ]  # fmt: skip
    assert dialog.title.text() == "Bring in 4 files"
    assert dialog.about.text() == (
        "3 can be read, 1 is left out. 3 things are worth a look before you go on."
    )
    assert dialog.main.text() == "Import 3 files"
    said = dialog.files.cells.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "H09.txt, Text, Windows-1252, 3 speakers · 41 turns, 225 words, 2 speakers look alike"
    )
    dialog.reject()
    assert work.look(queries.history) == before


def test_a_folder_becomes_a_folder_and_its_first_document_is_shown(
    qtbot: QtBot, work: Work, bring: Open, source: Path
) -> None:
    """Each file is an act of its own, one notice says what was done, undo takes back the last."""
    with_more = source / "more"
    with_more.mkdir()
    shutil.copyfile(source / "M12 diary.txt", with_more / "M13.txt")
    (with_more / "M13.txt").write_text(DIARY.replace("leeks", "onions"), "utf-8")
    (source / ".hidden.txt").write_text("no")
    (source / "old.liveable").write_text("no")
    dialog = bring(source)
    assert "1 project was passed over." in dialog.about.text()
    notice = done(qtbot, work, lambda: ctrl_enter(qtbot, dialog))
    assert not dialog.isVisible()
    assert notice.text.splitlines()[0] == (
        "Imported 3 documents and 1 sheet of attributes. Undo takes back the last one"
    )
    assert notice.undo
    found = {d.name: d for d in work.look(queries.documents)}
    folders = work.look(queries.folder_paths)
    assert folders[found["H09"].folder or ""] == ("Maryhill",)
    assert folders[found["M13"].folder or ""] == ("Maryhill", "more")
    assert work.document == found["H09"].uid
    labels = [row.label for row in work.look(queries.history, 4)]
    assert labels[0].startswith("Import attributes")
    assert labels[1:] == ["Import ‘M13’", "Import ‘M12 diary’", "Import ‘H09’"]


def test_slips_are_joined_and_roles_said_by_keyboard(
    qtbot: QtBot, work: Work, bring: Open, source: Path
) -> None:
    """J joins and takes apart; what was said is there again for the next file."""
    dialog = bring(source / "H09.txt")
    assert voices(dialog)[1:] == [
        ["H09", "17", "Participant", "H09"],
        ["HO9", "3", "Participant", "Same person as H09?"],
    ]
    dialog.speakers.setFocus()
    dialog.speakers.go_to(2)
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_J)
    assert voices(dialog)[2][3] == "Joined with H09"
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_J)
    assert voices(dialog)[2][3] == "Same person as H09?"
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_J)
    say_role(qtbot, dialog, 0, "Not told")
    assert voices(dialog)[0][2] == "Not told"
    assert cells(dialog, 0)[4] == "Ready"
    done(qtbot, work, lambda: ctrl_enter(qtbot, dialog))
    speakers = rows(
        work,
        "SELECT s.label, s.role, count(*) FROM speaker s JOIN turn t ON t.speaker = s.uid "
        "JOIN document d ON d.uid = s.document WHERE d.name = 'H09' GROUP BY s.uid ORDER BY 1",
    )
    assert speakers == [("H09", "participant", 20), ("INT", None, 21)]
    assert work.look(import_rules.known) == Rules({"int": None}, {"ho9": "H09"})
    (source / "H09 again.txt").write_text(TALK, "utf-8")
    again = bring(source / "H09 again.txt")
    assert [row[2:] for row in voices(again)] == [
        ["Not told", "H09 again · as last time"],
        ["Participant", "H09 again"],
        ["Participant", "Joined with H09, as last time"],
    ]


def say_role(qtbot: QtBot, dialog: ImportDialog, number: int, *path: str) -> None:
    """Press Enter on a speaker and choose from the menu that comes."""
    dialog.speakers.go_to(number)
    qtbot.keyClick(dialog.speakers, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, RoleMenu)
    actions = {a.text(): a for a in menu.actions()}
    for name in path[:-1]:
        inner = actions[name].menu()
        actions = {a.text(): a for a in inner.actions()}  # type: ignore[attr-defined]
    actions[path[-1]].trigger()
    menu.close()


def test_a_role_may_be_said_of_one_file_alone(qtbot: QtBot, bring: Open, source: Path) -> None:
    """And any two labels may be one person."""
    (source / "M1.txt").write_text(TALK.replace("H09", "M1").replace("HO9", "M1"), "utf-8")
    dialog = bring(source / "H09.txt", source / "M1.txt")
    dialog.files.go_to(1)
    say_role(qtbot, dialog, 0, "Participant in M1.txt only")
    assert [row[:1] + row[2:] for row in voices(dialog)][:2] == [
        ["INT", "Interviewer", "H09"],
        ["INT", "Participant", "M1"],
    ]
    at = next(n for n, row in enumerate(voices(dialog)) if row[0] == "M1")
    say_role(qtbot, dialog, at, "Same person as", "H09")
    corrected = dialog.intake.corrected(1)
    assert corrected is not None
    assert {s.label: s.role for s in corrected.speakers} == {
        "INT": "participant", "H09": "participant",
    }  # fmt: skip


def test_who_is_no_person_gives_way_and_who_is_one_is_told(
    qtbot: QtBot, work: Work, bring: Open, source: Path
) -> None:
    """From the role's menu and from the labels that open lines; known again at the next import."""
    said = TALK.replace("INT: Why was that, number 5?", "Tape: a dog barks.\nINT: Why was that?")
    said = said.replace("INT: Why was that, number 9?", "Tape: it stops.\nINT: Why was that?")
    (source / "M1.txt").write_text(said.replace("HO9", "H09"), "utf-8")
    dialog = bring(source / "M1.txt")
    assert [row[0] for row in voices(dialog)] == ["INT", "H09"]
    dialog.ask_who_else()
    asked = QApplication.activeModalWidget()
    assert asked is not None
    field = asked.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "tape")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert ["Tape", "2"] in [row[:2] for row in voices(dialog)]
    say_role(qtbot, dialog, 0, "Not a person")
    assert voices(dialog)[0] == ["INT", "20", "Not a person", "Words of the turn before"]
    assert done(qtbot, work, dialog.bring_in).text == "Imported 1 document"
    found = work.look(reread.as_transcript, work.document)
    assert sorted(speaker.label for speaker in found.speakers) == ["H09", "Tape"]
    (source / "M2.txt").write_text(said.replace("HO9", "H09") + "H09: Aye.\n", "utf-8")
    then = bring(source / "M2.txt")
    assert [(row[0], row[2]) for row in voices(then)] == [
        ("INT", "Not a person"), ("H09", "Participant"), ("Tape", "Participant"),
    ]  # fmt: skip
    assert voices(then)[0][3] == "Words of the turn before, as last time"
    say_role(qtbot, then, 0, "Interviewer")
    assert voices(then)[0][2] == "Interviewer"


def test_dates_are_put_right_and_the_year_said(
    qtbot: QtBot, work: Work, bring: Open, source: Path
) -> None:
    """The doubtful entry is gone to first; Enter leads to its date."""
    dialog = bring(source / "M12 diary.txt")
    dates = dialog.preview.dates
    assert dates.isVisible()
    assert dates.rows.row() == 3
    said = dates.rows.cells.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Weds, not known, please say when"
    dates.rows.setFocus()
    qtbot.keyClick(dates.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(dates.date.hasFocus)
    qtbot.keyClicks(dates.date, "the day after")
    qtbot.keyClick(dates.date, Qt.Key.Key_Return)
    assert dates.problem.isVisible()
    dates.date.clear()
    qtbot.keyClicks(dates.date, "6 March")
    qtbot.keyClick(dates.date, Qt.Key.Key_Return)
    assert not dates.problem.isVisible()
    assert cells(dialog, 0)[4] == "no year"
    qtbot.keyClicks(dates.year, "2024")
    qtbot.keyClick(dates.year, Qt.Key.Key_Return)
    assert cells(dialog, 0)[2:] == ["5 entries, 3–14 March", str(len(DIARY.split())), "Ready"]
    assert not dates.year_row.isVisible()
    dialog.reject()
    corrected = dialog.intake.corrected(0)
    assert corrected is not None
    assert [e.date for e in corrected.entries] == [
        "2024-03-03", "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-14",
    ]  # fmt: skip
    assert corrected.date == "2024-03-03"


def test_space_says_that_a_doubtful_date_is_right(qtbot: QtBot, bring: Open, source: Path) -> None:
    """And it is doubtful no more."""
    dialog = bring(source / "M12 diary.txt")
    assert dialog.preview.dates.right.isVisible()
    qtbot.keyClick(dialog.preview.dates.rows, Qt.Key.Key_Space)
    assert cells(dialog, 0)[4] == "no year"
    assert not dialog.preview.dates.right.isVisible()


def test_the_same_bytes_are_left_out_unless_asked_for(
    qtbot: QtBot, work: Work, bring: Open
) -> None:
    """The sample has this diary; Space takes it in all the same."""
    sample = paths.resources() / "sample" / "H02 Grace diary.txt"
    dialog = bring(sample)
    assert cells(dialog, 0)[4] == "Left out: here already"
    assert not dialog.main.isEnabled()
    ctrl_enter(qtbot, dialog)
    assert dialog.isVisible()
    assert "‘H02 Grace diary’" in dialog.preview._reason.text()
    qtbot.keyClick(dialog.files, Qt.Key.Key_Space)
    assert cells(dialog, 0)[4] == "Ready"
    assert dialog.main.isEnabled()
    qtbot.mouseClick(dialog.preview.out, Qt.MouseButton.LeftButton)
    assert not dialog.main.isEnabled()


def test_kind_and_encoding_are_read_anew(qtbot: QtBot, bring: Open, source: Path) -> None:
    """With a glimpse at the first lines before; what is wrong can be put right again."""
    dialog = bring(source / "H09.txt", source / "M12 diary.txt")
    preview = dialog.preview
    at = preview.encoding.findData("utf-16-le")
    preview.encoding.highlighted.emit(at)
    assert "Why was that" not in preview.lines.toPlainText()
    preview.encoding.activated.emit(preview.encoding.currentIndex())
    assert "Why was that" in preview.lines.toPlainText()
    preview.encoding.activated.emit(preview.encoding.findData("mac_roman"))
    assert cells(dialog, 0)[4] == "Reading…"
    rested(qtbot, dialog)
    assert cells(dialog, 0)[1] == "Text, Mac Roman"
    dialog.files.go_to(1)
    assert preview.kind.currentText() == "Diary"
    preview.kind.activated.emit(preview.kind.findData("field-notes"))
    rested(qtbot, dialog)
    assert cells(dialog, 1)[2] == "Text without speakers"
    found = dialog.intake.files[1].found
    assert isinstance(found, Transcript)
    assert found.kind == "field-notes"
    assert not preview.dates.isVisible()


def test_an_encoding_that_does_not_fit_can_be_taken_back(
    qtbot: QtBot, bring: Open, source: Path
) -> None:
    """The file is refused, its choice of encoding stays."""
    dialog = bring(source / "people.csv")
    preview = dialog.preview
    assert preview.table.isVisible()
    assert preview.table.cells.index(1, 0).data() == "M12"
    preview.encoding.activated.emit(preview.encoding.findData("utf-16-le"))
    rested(qtbot, dialog)
    assert preview.encoding.isVisible()
    preview.encoding.activated.emit(preview.encoding.findData("utf-8"))
    rested(qtbot, dialog)
    assert cells(dialog, 0)[4] == "Ready"


def test_a_table_that_names_no_cases_is_left_out_at_once(bring: Open, tmp_path: Path) -> None:
    """Not only when it is to be kept."""
    (tmp_path / "sums.csv").write_text("a,b\n1,2\n1,2\n1,2\n", "utf-8")
    dialog = bring(tmp_path / "sums.csv")
    assert cells(dialog, 0)[2].startswith("It is a table in which no column names the cases;")
    assert cells(dialog, 0)[4] == "Left out"


ANSWERS = (
    "Respondent,Age,What helped you most?\n"
    "R1,71,My neighbour came by every day with some soup.\n"
    "R2,38,Nothing at all helped me that whole long winter.\n"
)


def test_a_survey_comes_as_documents(qtbot: QtBot, bring: Open, work: Work, tmp_path: Path) -> None:
    """One for each respondent, in one act; the same file again is left out."""
    (tmp_path / "help.csv").write_text(ANSWERS, "utf-8")
    dialog = bring(tmp_path / "help.csv")
    assert cells(dialog, 0)[2] == "2 rows of answers to 1 question"
    assert cells(dialog, 0)[4] == "Ready"
    assert dialog.preview.sheet_note.text().startswith(
        "A document is made for each respondent, with the answers to ‘What helped you most?’."
    )
    notice = done(qtbot, work, lambda: ctrl_enter(qtbot, dialog))
    assert notice.text == "Imported 2 documents"
    names = [found.name for found in work.look(queries.documents)]
    assert [name for name in names if name.endswith("help")] == ["R1 help", "R2 help"]
    assert work.look(queries.history, 1)[0].label == "Import survey ‘help’"
    again = bring(tmp_path / "help.csv")
    assert cells(again, 0)[4] == "Left out: here already"


def test_what_the_tables_say_holds_at_every_size(bring: Open, work: Work, source: Path) -> None:
    """No column is wider than the table when the text grows: spare ones are left out before the
    names of files and people, and what is to be done about them, become unreadable.
    """
    dialog = bring(*sorted(source.iterdir()))
    for zoom in (80, 100, 200):
        work.theme.set_zoom(zoom)
        for rows in (dialog.files, dialog.speakers):
            count = rows.cells.columnCount()
            shown = [at for at in range(count) if not rows.isColumnHidden(at)]
            widths = [rows.columnWidth(at) for at in shown]
            assert {0, count - 1} <= set(shown)
            assert min(widths) > work.theme.px(40)
            assert sum(widths) <= rows.viewport().width()
    assert dialog.files.isColumnHidden(1)
    work.theme.set_zoom(100)
    dialog.resize(1360, 800)
    assert not any(dialog.files.isColumnHidden(at) for at in range(5))


def test_more_files_may_be_dropped(qtbot: QtBot, bring: Open, source: Path) -> None:
    """Those that are there already are not taken twice; doubles by bytes are left out."""
    dialog = bring(source / "H09.txt")
    shutil.copyfile(source / "H09.txt", source / "copy.txt")
    dropped = QMimeData()
    names = ("H09.txt", "copy.txt", "M12 diary.txt")
    dropped.setUrls([QUrl.fromLocalFile(str(source / name)) for name in names])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    qtbot.waitUntil(lambda: len(dialog.intake.files) == 3)
    rested(qtbot, dialog)
    assert [cells(dialog, n)[0] for n in range(3)] == ["H09.txt", *names[1:]]
    assert cells(dialog, 1)[4] == "Left out: here already"


def test_files_go_into_the_folder_chosen_or_a_new_one(
    qtbot: QtBot, work: Work, bring: Open, source: Path
) -> None:
    """A folder asked for at the start is chosen; another name makes one."""
    there = documents.add_folder(work.project, "Hillhead", ANN.uid)
    dialog = bring(source / "H09.txt", folder=there)
    assert dialog.into.currentText() == "Hillhead"
    done(qtbot, work, lambda: ctrl_enter(qtbot, dialog))
    dialog = bring(source / "M12 diary.txt")
    dialog.into.setFocus()
    qtbot.keyClicks(dialog.into, "Bearsden")
    done(qtbot, work, lambda: ctrl_enter(qtbot, dialog))
    found = {d.name: d.folder for d in work.look(queries.documents)}
    assert found["H09"] == there
    folders = work.look(queries.folder_paths)
    assert folders[found["M12 diary"] or ""] == ("Bearsden",)


def test_files_are_asked_for_when_there_are_none(
    qtbot: QtBot, work: Work, window: QWidget, source: Path
) -> None:
    """And read when they are chosen."""
    asking = begin_import(work, window)
    assert isinstance(asking, QFileDialog)
    asking.filesSelected.emit([str(source / "H09.txt")])
    asking.close()
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    rested(qtbot, dialog)
    assert cells(dialog, 0)[0] == "H09.txt"
    dialog.close()


def test_files_that_cannot_be_read_are_chosen_too_and_told_why(
    qtbot: QtBot, work: Work, window: QWidget, source: Path
) -> None:
    """None typed into the file dialog is dropped for its ending; it opens where one was last."""
    (source / "cues.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nAye.\n", "utf-8")
    (source / "old.odt").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    asking = begin_import(work, window)
    assert isinstance(asking, QFileDialog)
    assert asking.directory().path() == str(work.project.path.parent)
    asking.setDirectory(str(source))
    field = asking.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, '"cues.vtt" "H09.txt" "old.odt" "photo.jpg"', delay=5)
    qtbot.waitUntil(lambda: len(asking.selectedFiles()) == 4)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    rested(qtbot, dialog)
    assert dialog.title.text() == "Bring in 4 files"
    told = {cells(dialog, n)[0]: cells(dialog, n)[2::2] for n in range(4)}
    assert told["old.odt"][0].startswith("It ")
    assert told["old.odt"][1] == told["photo.jpg"][1] == "Left out"
    dialog.close()
    again = begin_import(work, window)
    assert isinstance(again, QFileDialog)
    assert again.directory().path() == str(source)
    again.close()


def test_the_state_takes_what_it_needs_and_no_more(
    qtbot: QtBot, bring: Open, theme: Theme, source: Path
) -> None:
    """What was found has the rest, to which its own words are cut."""
    dialog = bring(source)
    dialog.resize(1360, 800)
    qtbot.waitUntil(lambda: dialog.files.viewport().width() > 700)
    head = dialog.files.header()
    state = dialog.files.itemDelegate()
    needed = [state.needed(dialog.files.cells.cell(n, 4)) for n in range(4)]  # type: ignore[attr-defined]
    assert max(needed) <= head.sectionSize(4) <= theme.px(204)
    assert head.sectionSize(2) >= head.sectionSize(0) > 0


def test_what_a_sheet_leaves_open_is_told_in_short_and_can_be_read_whole(
    qtbot: QtBot, work: Work, window: QWidget
) -> None:
    """Two sentences at most in the notice, which stays; all names behind its link."""
    people = tuple((f"Nobody {n}", str(n)) for n in range(15))
    brought = Brought()
    sheet = Sheet(("Case", "Age"), people, "csv")
    order = Order((Piece(Path("/there/people.csv"), (), sheet),))
    bring_in(work.project, order, ANN.uid, brought, Progress())
    said, details = import_writing.said(brought), import_writing.details(brought)
    assert said.splitlines()[1:] == [
        "15 cases are kept that no document or speaker is called after: "
        "Nobody 0, Nobody 1, Nobody 2 and 12 more."
    ]
    assert all(name in details for name, _ in people)
    shown = Notices(work, window)
    work.say(said, details=details)
    assert not shown.card._clock.isActive()
    qtbot.mouseClick(shown.card.details, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(Details) is not None)
    whole = window.findChild(Details)
    assert whole is not None
    assert whole.text.toPlainText() == details
    whole.accept()


def test_closing_while_reading_leaves_nothing_behind(
    qtbot: QtBot, work: Work, window: QWidget, tmp_path: Path
) -> None:
    """Neither a job nor a row."""
    many = [tmp_path / f"M{n}.txt" for n in range(60)]
    for n, path in enumerate(many):
        path.write_text(TALK.replace("so", f"so {n}"), "utf-8")
    dialog = begin_import(work, window, many)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: any(not f.reading for f in dialog.intake.files), timeout=20_000)
    dialog.reject()
    qtbot.waitUntil(lambda: not work.tasks.running, timeout=20_000)
    assert "M0" not in {d.name for d in work.look(queries.documents)}


def test_reading_may_be_stopped_and_what_is_read_kept(
    qtbot: QtBot, work: Work, window: QWidget, tmp_path: Path
) -> None:
    """The rest is left out, and says why."""
    many = [tmp_path / f"M{n}.txt" for n in range(80)]
    for n, path in enumerate(many):
        path.write_text(TALK.replace("so", f"so {n}"), "utf-8")
    dialog = begin_import(work, window, many)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: any(f.goes for f in dialog.intake.files), timeout=20_000)
    assert dialog.bar.isVisible()
    assert not dialog.main.isEnabled()
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    rested(qtbot, dialog)
    going = dialog.intake.going()
    assert 0 < len(going) < 80
    assert cells(dialog, 79)[2] == "It was not read: reading was stopped."
    left = len(dialog._unread)
    assert (dialog.again.isVisible(), dialog.again.text()) == (True, f"Read {left} files again")
    dialog._unread = {79, 78}  # two are enough
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    rested(qtbot, dialog)
    assert len(dialog.intake.going()) == len(going) + 2
    assert not dialog.again.isVisible()
    assert dialog.main.isEnabled()
    dialog.reject()


def test_two_hundred_files_leave_the_window_free(
    qtbot: QtBot, work: Work, window: QWidget, tmp_path: Path
) -> None:
    """No look at them takes long, and all speakers are there."""
    many = [tmp_path / f"M{n:03}.txt" for n in range(200)]
    for n, path in enumerate(many):
        path.write_text(TALK.replace("H09", f"P{n:03}").replace("HO9", f"P{n:03}"), "utf-8")
    dialog = begin_import(work, window, many)
    assert isinstance(dialog, ImportDialog)
    rested(qtbot, dialog)
    assert dialog.speakers.cells.rowCount() == 201
    start = time.perf_counter()
    dialog._refresh()
    assert time.perf_counter() - start < 0.1
    dialog.reject()


# --- keeping, without a window


def piece(name: str, words: str = "INT: Why?") -> Piece:
    return Piece(
        Path(f"/there/{name}"),
        (),
        transcript(words, ("INT", "interviewer")),
        original(name, words.encode()),
    )


def test_what_is_refused_does_not_stop_the_rest(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each refusal is one sentence that names the file."""
    add = documents.add

    def fails(*args: object, **how: object) -> str:
        if args[2].name == "b.txt":  # type: ignore[attr-defined]
            raise Refused("It cannot be.")
        return add(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "add", fails)
    brought = Brought()
    order = Order(tuple(piece(name, f"INT: {name}") for name in ("a.txt", "b.txt", "c.txt")))
    bring_in(work.project, order, ANN.uid, brought, Progress())
    assert (len(brought.documents), brought.refused) == (2, ["b.txt: It cannot be."])
    assert import_writing.said(brought) == (
        "Imported 2 documents. Undo takes back the last one\nb.txt: It cannot be."
    )
    assert import_writing.details(brought) == ""


def test_a_full_disk_stops_it_with_one_sentence(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one for each file."""

    def full(*_args: object, **_how: object) -> str:
        raise DiskFull("There is no room.")

    monkeypatch.setattr(documents, "add", full)
    brought = Brought()
    bring_in(work.project, Order((piece("a.txt"), piece("b.txt"))), ANN.uid, brought, Progress())
    assert import_writing.said(brought) == "Nothing imported; stopped there\nThere is no room."


def test_cancel_keeps_what_is_done(work: Work) -> None:
    """The rest is not begun."""
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 1 else None)
    brought = Brought()
    order = Order(tuple(piece(f"{n}.txt", f"INT: {n}") for n in range(5)))
    bring_in(work.project, order, ANN.uid, brought, progress)
    assert len(brought.documents) in (1, 2)
    assert brought.stopped
    assert "; stopped there" in import_writing.said(brought)


def test_an_original_that_was_not_held_is_read_again(work: Work, tmp_path: Path) -> None:
    """And refused where it has changed since."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"INT: Why?")
    whole = piece("a.txt")
    assert whole.original is not None
    bare = Piece(path, (), whole.found, replace(whole.original, packed=b""))
    brought = Brought()
    bring_in(work.project, Order((bare,)), ANN.uid, brought, Progress())
    (uid,) = brought.documents
    kept = rows(
        work,
        f"SELECT packed FROM blob JOIN document ON original_sha = sha WHERE uid = '{uid}'",
    )
    assert zlib.decompress(kept[0][0]) == b"INT: Why?"  # type: ignore[arg-type]
    path.write_bytes(b"INT: Why not?")
    brought = Brought()
    bring_in(work.project, Order((bare,)), ANN.uid, brought, Progress())
    assert brought.refused == ["a.txt was changed since it was looked at; import it again."]


# --- other people's files


@pytest.mark.parametrize("folder", ["dev", "bad"])
def test_other_peoples_files(
    qtbot: QtBot, work: Work, window: QWidget, shared: Path, folder: str
) -> None:
    """All are read or refused in a sentence, and what is shown of each can be drawn."""
    files = sorted(p for p in (shared / "corpus" / folder).iterdir() if p.is_file())
    dialog = begin_import(work, window, files)
    assert isinstance(dialog, ImportDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(
        lambda: bool(dialog.intake.files) and not any(f.reading for f in dialog.intake.files),
        timeout=240_000,
    )
    for number, file in enumerate(dialog.intake.files):
        dialog.files.go_to(number)
        dialog.grab()
        shown = cells(dialog, number)
        assert file.found is not None or (shown[2].startswith("It ") and shown[2].endswith("."))
    dialog.reject()


def test_every_encoding_that_may_be_found_is_offered_by_name() -> None:
    """In the list from which another one is chosen."""
    found = [*letters._LATIN, *letters._FREQUENT, *encodings._MULTIBYTE, *encodings._WIDE]
    assert {import_words.codec(name) for name in found} <= {*import_words.ENCODINGS}
