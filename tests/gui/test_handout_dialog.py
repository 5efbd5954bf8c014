"""Handing out copies from the window: for whom, with what, where to, and what may go wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from liveable.core.progress import Progress
from liveable.gui.tick_list import TickList
from liveable.gui.work import Notice
from liveable.ops import codebook, coders, documents
from liveable.store import queries
from liveable.store.copies import CopyOut, copies_out, this_copy
from liveable.store.project import Person, create, open_project
from tests.conftest import ANN, original, transcript
from tests.gui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def out(desk: Desk) -> list[CopyOut]:
    return desk.work.look(copies_out)


@pytest.fixture
def said(sample: Desk) -> list[Notice]:
    """Every notice from now on."""
    found: list[Notice] = []
    sample.work.said.connect(found.append)
    return found


def shown(ticks: TickList) -> list[str]:
    return [tick.name for tick in ticks.ticks.rows]


def test_two_coders_get_a_blind_copy_of_some_documents(
    sample: Desk, said: list[Notice], sample_file: Path
) -> None:
    """One of them is new; each copy is a file of its own with just that, and nothing else."""
    some = ["H01 Tomasz Wilk", "M03 Saima Iqbal"]
    files = sample.hand_out("isla reid", "Ana", documents=some, blind=True)
    folder = sample_file.parent
    assert files == [folder / f"sample – {name}.liveable" for name in ("Isla Reid", "Ana")]
    assert [(copy.coder_name, copy.names, copy.blind) for copy in out(sample)] == [
        ("Isla Reid", tuple(some), True), ("Ana", tuple(some), True)
    ]  # fmt: skip
    (notice,) = said
    assert (notice.text, notice.file) == (f"2 copies are in {folder}", files[0])
    assert sample.page.notices.card.folder.isVisible()
    for file in files:
        with open_project(file, ANN) as copy, copy.reading() as session:
            known = this_copy(session)
            assert known is not None
            assert [row.name for row in queries.documents(session)] == some
            assert {row.coder for row in queries.codings(session)} <= {known.coder}


def test_one_copy_of_everything_by_keys_alone(sample: Desk, said: list[Notice]) -> None:
    """The keys are in the list of coders when the dialog opens; Enter with Ctrl hands out."""
    dialog = sample.ask_to_hand_out()
    assert sample.focus is dialog.whom.ticks.view
    sample.press("Down", "Space")
    assert dialog.main.text() == "Hand out a copy"
    assert dialog.all.text() == "All 11 documents"
    assert dialog.chosen() is None
    gone = sample.closed(dialog)
    sample.press("Ctrl+Return")
    sample.until(gone)
    (copy,) = out(sample)
    assert (copy.coder_name, copy.documents, copy.blind) == ("Isla Reid", None, False)
    assert said[0].text == f"{copy.file} is in {dialog.folder}"
    assert copy.file == "sample – Isla Reid.liveable"
    again = sample.ask_to_hand_out()
    notes = [again.whom.ticks.ticks.note(tick) for tick in again.whom.ticks.ticks.all]
    assert notes[0] == "you"
    assert notes[1].startswith("has a copy since ")
    assert notes[2] == ""
    again.reject()


def test_files_that_are_there_are_refused_before_anything_is_written(
    sample: Desk, sample_file: Path
) -> None:
    """The sentence comes as soon as it is so; a new folder, which is made, is the way out."""
    there = sample_file.parent / "sample – Ana.liveable"
    there.write_text("Ana's shopping list")
    dialog = sample.ask_to_hand_out()
    dialog.whom.names.setFocus()
    sample.letters("Ana\nBo")
    assert dialog.place_problem.text() == (
        "sample – Ana.liveable is in this folder already; choose another, or write the name of a "
        "new one."
    )
    names = [dialog.files.files.item(row).accessibleText() for row in range(2)]
    assert names == ["sample – Ana.liveable, is there already", "sample – Bo.liveable"]
    sample.press("Ctrl+Return")
    assert sample.focus is dialog.place
    assert out(sample) == []
    assert dialog.main.text() == "Hand out 2 copies"
    sample.press("Ctrl+A")
    sample.letters(str(sample_file.parent / "Round 1"))
    assert dialog.place_problem.text() == ""
    assert dialog.fresh.isVisible()
    gone = sample.closed(dialog)
    sample.press("Ctrl+Return")
    sample.until(gone)
    assert len(list((sample_file.parent / "Round 1").iterdir())) == 2
    assert there.read_text() == "Ana's shopping list"


def test_what_is_missing_is_said_where_it_is_missing(sample: Desk) -> None:
    """Whom it is for, which documents, which folder."""
    dialog = sample.ask_to_hand_out()
    sample.press("Ctrl+Return")
    assert dialog.whom.problem.text() == "Tick a coder, or write the name of a new one."
    assert sample.focus is dialog.whom.ticks.view
    sample.press("Space")
    assert dialog.whom.problem.text() == ""
    dialog.some.click()
    sample.press("Ctrl+Return")
    assert dialog.documents_problem.text() == "Tick at least one document."
    assert sample.focus is dialog.documents.view
    sample.press("Space")
    dialog.place.clear()
    sample.press("Ctrl+Return")
    assert dialog.place_problem.text() == "Choose the folder."
    dialog.place.setText("/no/such/place")
    assert dialog.place_problem.text() == "There is no folder /no/such."
    sample.press("Escape")
    assert out(sample) == []


def test_nobody_gets_two_copies_at_once(sample: Desk) -> None:
    """A name that is ticked as well, or written twice, is one coder; of two of one name, one is to
    be ticked.
    """
    for number in "12":
        coders.present(sample.work.project, Person(f"00000000-0000-7000-8000-{number:>012}", "Zoe"))
    dialog = sample.ask_to_hand_out()
    assert shown(dialog.whom.ticks)[-2:] == ["Zoe", "Zoe (2)"]
    sample.press("Down", "Space")
    dialog.whom.names.setFocus()
    sample.letters("ISLA  Reid\nAna\n\nANA\n")
    assert [receiver.name for receiver in dialog.whom.chosen()] == ["Isla Reid", "Ana"]
    sample.letters("Zoe")
    sample.press("Ctrl+Return")
    assert dialog.whom.problem.text() == "Several coders are called Zoe; tick the one you mean."
    dialog.reject()


def test_a_folder_ticks_what_is_in_it(sample: Desk) -> None:
    """All of it, or what a filter found; it says how many are ticked."""
    dialog = sample.ask_to_hand_out()
    dialog.some.click()
    ticks = dialog.documents
    inside = shown(ticks)[1:5]
    assert shown(ticks)[0] == "Harbour Rise"
    sample.press("Home", "Space")
    corpus = ticks.documents.corpus
    assert {corpus.documents[uid].name for uid in ticks.documents.ticked} == set(inside)
    row = ticks.documents.index(0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Harbour Rise, ticked, 4 of 4"
    sample.press("Down", "Space")
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Harbour Rise, partly ticked, 3 of 4"
    assert row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    ticks.none.click()
    assert (dialog.chosen(), ticks.count.text()) == ((), "0 of 11 ticked")
    ticks.filter.setFocus()
    sample.letters("kirk")
    assert ticks.all_shown.text() == "Tick all found"
    ticks.all_shown.click()
    found = {corpus.documents[uid].name for uid in dialog.chosen() or ()}
    assert found == set(shown(ticks)) - {"Kirkton Park"}
    assert len(found) == 3
    sample.press("Ctrl+A")
    sample.letters("nothing is called so")
    assert shown(ticks) == []
    dialog.all.click()
    assert dialog.chosen() is None
    dialog.reject()


def test_escape_stops_the_writing(sample: Desk, said: list[Notice], sample_file: Path) -> None:
    """What was made by then stays and is told of; a second time it closes the dialog."""
    dialog = sample.ask_to_hand_out()
    dialog.whom.names.setFocus()
    sample.letters("Ana\nBo\nCy")
    handed: list[QDialog] = []

    def stop(done: int, _total: int, file: str) -> None:
        if done == 1 and not handed:
            handed.append(dialog)
            assert file in dialog.note.text()
            assert not dialog.content.isEnabled()
            dialog.reject()

    gone = sample.closed(dialog)
    sample.press("Ctrl+Return")
    assert dialog._writing is not None
    dialog._writing.progressed.connect(stop)
    sample.until(gone)
    made = out(sample)
    assert 0 < len(made) < 3
    assert said[-1].text.startswith(
        f"{len(made)} cop{'y is' if len(made) == 1 else 'ies are'} in {sample_file.parent}, of 3."
    )


def test_what_goes_wrong_is_said_in_the_dialog(sample: Desk, tmp_path: Path) -> None:
    """And everything is as it was, to be put right."""
    dialog = sample.ask_to_hand_out()
    sample.press("Space")
    folder = tmp_path / "new"
    dialog.place.setText(str(folder))
    checked = threading.Event()

    def be_faster(_progress: Progress) -> None:
        assert checked.wait(10)
        folder.touch()

    sample.work.act_large("Somebody else", be_faster, lambda _done: None)
    dialog.hand_out()
    checked.set()
    sample.until(lambda: dialog.content.isEnabled() and dialog.place_problem.text())
    assert dialog.place_problem.text() == "new is a file, not a folder."
    assert sample.focus is dialog.place
    assert out(sample) == []
    dialog.reject()


def test_a_thousand_documents_and_forty_coders(desk: Desk, tmp_path: Path) -> None:
    """Are there to be ticked at once; the files are named as one ticks."""
    path = tmp_path / "large.liveable"
    project = create(path, "Large", ANN)
    codebook.create(project, "Help", ANN.uid)
    for number in range(40):
        coders.named(project, f"Coder {number:02}", ANN)
    for number in range(1000):
        text = f"Words of {number}."
        data = original(f"M{number:04}.txt", text.encode())
        documents.add(project, transcript(text), data, ANN.uid)
    project.close()
    desk.open(path)
    dialog = desk.ask_to_hand_out()
    assert len(dialog.whom.ticks.ticks.all) == 41
    dialog.whom.ticks.ticks.tick(tick.uid for tick in dialog.whom.ticks.ticks.all)
    assert dialog.files.files.rowCount() == 41
    dialog.some.click()
    dialog.documents.all_shown.click()
    assert dialog.documents.count.text() == "1,000 of 1,000 ticked"
    dialog.reject()


def test_there_is_room_for_the_files_below_where_there_is_none_beside(sample: Desk) -> None:
    """They are what one wants to see before they are written."""
    dialog = sample.ask_to_hand_out()
    sample.press("Space")
    dialog.resize(1040, 720)
    assert dialog.where.x() > dialog.area.x()
    assert dialog.where.y() == dialog.area.y()
    dialog.resize(560, 720)
    sample.until(lambda: dialog.where.y() > dialog.area.y())
    assert dialog.files.isVisible()
    dialog.resize(1040, 720)
    sample.until(lambda: dialog.where.y() == dialog.area.y())
    dialog.reject()
