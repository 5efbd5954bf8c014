"""The window as a whole: every command does something, every part has a name, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from liveable import paths
from liveable.core.progress import Progress
from liveable.gui import doors
from liveable.gui import sample as module
from liveable.gui.commands import COMMANDS
from liveable.gui.crash_dialog import CrashDialog
from liveable.gui.import_dialog import ImportDialog
from liveable.gui.kept import Kept
from liveable.gui.report_dialog import ReportDialog
from liveable.store.project import open_project
from tests.conftest import BEN
from tests.gui.desk import Desk


def test_every_command_is_done_by_somebody(sample: Desk) -> None:
    """Nothing is declared that nobody does, nor done under a name nobody declared."""
    doers = sample.window.doers() | sample.page.doers()
    assert set(doers) == {command.name for command in COMMANDS}


def test_without_a_project_only_what_makes_sense_can_be_chosen(desk: Desk) -> None:
    """The welcome page offers its doors, and no work on a project that is not there."""
    able = {name for name, action in desk.window.actions_.by_name.items() if action.isEnabled()}
    assert able == {command.name for command in COMMANDS if command.need is None}


def test_what_needs_a_text_waits_for_one(sample: Desk) -> None:
    """A row of the documents can be renamed and moved, but nothing be found or coded in it."""
    sample.work.show_document("")
    sample.press("Ctrl+1", "Home")
    able = {name for name, action in sample.window.actions_.by_name.items() if action.isEnabled()}
    assert {"document.rename", "document.move", "document.delete"} <= able
    assert not able & {command.name for command in COMMANDS if command.need == "document"}


def test_a_project_that_cannot_be_opened_costs_a_sentence(desk: Desk, sample_file: Path) -> None:
    """Somebody else has it open: the window says who, and stays as it was."""
    with open_project(sample_file, BEN):
        desk.window.open(sample_file)
    assert desk.window.work is None
    assert "Ben" in desk.window.notices.card.words.text()


def test_undo_and_redo_say_what_they_did(sample: Desk) -> None:
    """Ctrl+Z takes the last act back, Ctrl+Shift+Z does it again; the view follows."""
    sample.read("M03 Saima Iqbal")
    sample.select("You grew up round here.")
    before = len(sample.codings())
    sample.quick_code("Not overst")
    assert len(sample.codings()) == before + 1
    sample.press("Ctrl+Z")
    assert len(sample.codings()) == before
    assert "Not overstepping" in sample.page.notices.card.words.text()
    sample.press("Ctrl+Shift+Z")
    assert len(sample.codings()) == before + 1


def test_a_project_opens_again_as_it_was_left(sample: Desk, sample_file: Path) -> None:
    """What was done is there after the window was closed; the project is on the recent list."""
    sample.read("M03 Saima Iqbal")
    sample.select("You grew up round here.")
    sample.quick_code("Not overst")
    after = len(sample.codings())
    sample.window.close_project()
    assert sample.window.work is None
    assert not sample_file.with_name(sample_file.name + "-wal").exists()
    assert sample.window.kept.now.recent == [str(sample_file)]
    sample.open(sample_file)
    assert len(sample.codings()) == after


def test_the_sample_is_made_beside_the_welcome_page(
    desk: Desk, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is asked for; and closing the window leaves no thread behind."""

    def quick(progress: Progress) -> Path:
        made.append(threading.current_thread())
        return sample_file

    made: list[threading.Thread] = []
    monkeypatch.setattr(paths, "documents", lambda: tmp_path)
    monkeypatch.setattr(module, "make_sample", quick)
    for _ in range(2):
        desk.window.actions_.by_name["project.sample"].trigger()
    desk.until(lambda: desk.window.work and len(made) == 2)
    assert desk.work.project.path == sample_file
    assert made[0] is made[1]
    desk.window.close()
    assert not made[0].is_alive()


def test_showing_one_code_only(sample: Desk) -> None:
    """Ctrl+J leaves the chosen code's brackets and takes the others away, and back again."""
    sample.read("M03 Saima Iqbal")
    view = sample.page.view
    everything = len(view.index)
    sample.work.choose_code(sample.code("Not overstepping"))
    sample.press("Ctrl+J")
    assert 0 < len(view.index) < everything
    sample.press("Ctrl+J")
    assert len(view.index) == everything


def test_text_size_and_colours_reach_every_part(sample: Desk) -> None:
    """They are kept for the next start."""
    size = sample.focus.font().pixelSize()
    sample.press("Ctrl++")
    sample.window.actions_.by_name["view.dark"].trigger()
    sample.until(lambda: sample.window.theme.zoom == 110)
    assert sample.focus.font().pixelSize() > size
    assert Kept().now.theme == "dark"
    assert Kept().now.zoom == 110


def test_the_drawer_goes_and_comes(sample: Desk) -> None:
    """Ctrl+4 hides the lists and shows them again."""
    assert sample.page.drawer.isVisible()
    sample.press("Ctrl+4")
    assert not sample.page.drawer.isVisible()
    sample.press("Ctrl+4")
    assert sample.page.drawer.isVisible()


def test_a_persons_own_keys_are_heard(sample: Desk) -> None:
    """A key chosen in the settings takes the place of the usual one at once."""
    sample.read("M03 Saima Iqbal")
    sample.window.kept.change(keys={"view.drawer": "Ctrl+Alt+D"})
    sample.press("Ctrl+4")
    assert sample.page.drawer.isVisible()
    sample.press("Ctrl+Alt+D")
    assert not sample.page.drawer.isVisible()


# --- accessible names

_Opener = Callable[[Desk], object]
_DIALOGS: dict[str, _Opener] = {
    "new project": lambda d: doors.new_project(d.window),
    "preferences": lambda d: doors.show_preferences(d.window),
    "keys": lambda d: doors.show_keys(d.window),
    "palette": lambda d: doors.find_anything(d.window),
    "manual": lambda d: doors.show_manual(d.window),
    "about": lambda d: doors.show_about(d.window),
    "report": lambda d: doors.show(ReportDialog(d.work, d.window)),
    "import": lambda d: doors.show(ImportDialog(d.work, [], d.window)),
    "crash": lambda d: doors.show(CrashDialog(d.window.theme, "report", None, d.window)),
    "move code": lambda d: d.window.actions_.by_name["code.move"].trigger(),
    "restore": lambda d: doors.restore(d.window),
}


def _nameless(root: QWidget) -> list[str]:
    """The parts that take focus and would be read out as nothing."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not takes or not widget.isVisibleTo(root) or isinstance(widget, QLabel):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not spoken.strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_part_of_the_window_has_a_name(sample: Desk) -> None:
    """A screen reader has a word for everything the keys can reach."""
    sample.read("M03 Saima Iqbal")
    sample.work.choose_code(sample.code("Not overstepping"))
    bar = sample.page.drawer.bar
    for index in range(bar.count()):
        bar.setCurrentIndex(index)
        assert _nameless(sample.window) == [], bar.tabText(index)


def test_every_part_of_the_welcome_page_has_a_name(desk: Desk) -> None:
    """The first thing anybody meets."""
    assert _nameless(desk.window) == []


@pytest.mark.parametrize("name", _DIALOGS)
def test_every_part_of_a_dialog_has_a_name(sample: Desk, name: str) -> None:
    """Each dialog has a title, and each of its parts a name; Escape leaves it."""
    sample.work.choose_code(sample.code("Not overstepping"))
    _DIALOGS[name](sample)
    dialog: QDialog = sample.dialog(QDialog)
    assert dialog.windowTitle()
    assert _nameless(dialog) == []
    unsaid = [b for b in dialog.findChildren(QAbstractButton) if "&&" in b.text()]
    assert unsaid == []
    gone = sample.closed(dialog)
    dialog.reject()
    sample.until(gone)
    QApplication.processEvents()


class _Shown(QObject):
    """Notes every top-level window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_opening_a_project_flashes_no_other_window(desk: Desk, sample_file: Path) -> None:
    """No part shows itself before it has its place; the keys stay with the window."""
    shown = _Shown()
    QApplication.instance().installEventFilter(shown)  # type: ignore[union-attr]
    desk.open(sample_file)
    desk.read("M03 Saima Iqbal")
    QApplication.processEvents()
    assert shown.windows == []
    assert desk.window.isActiveWindow()


def test_a_project_opens_where_one_was(sample: Desk, sample_file: Path) -> None:
    """The document, the caret, the code and the list of the last time are there again."""
    sample.read("M03 Saima Iqbal")
    document, code = sample.work.document, sample.code("Small civilities")
    sample.select("You grew up round here.")
    caret = sample.page.view.caret()
    sample.work.choose_code(code)
    sample.press("Ctrl+H")
    sample.window.close_project()
    sample.open(sample_file)
    assert (sample.work.document, sample.work.code) == (document, code)
    assert sample.page.view.caret() == caret
    assert sample.page.drawer.panel is sample.page.history


def test_presses_for_larger_text_that_follow_each_other_are_one(sample: Desk) -> None:
    """The window is dressed anew once, however often the key was pressed."""
    dressed: list[int] = []
    sample.window.theme.changed.connect(lambda: dressed.append(sample.window.theme.zoom))
    for _ in range(4):
        sample.window.actions_.by_name["view.larger"].trigger()
    sample.until(lambda: dressed)
    assert dressed == [140]
