"""The window as a researcher has it on the desk: driven by keys, in the field's own verbs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.gui.handout_dialog import HandOutDialog
from liveable.gui.merge_page import MergePage
from liveable.gui.project_page import ProjectPage
from liveable.gui.who_dialog import WhoDialog
from liveable.gui.window import Window
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.queries import CodingRow, DocumentRow

W = TypeVar("W", bound=QWidget)
_PATIENCE = 15_000  # ms


class Desk:
    """One window and the hands before it. Keys go to whatever has the focus, as they would."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        window.show()
        window.activateWindow()
        self.until(window.isActiveWindow)

    # --- hands

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each in Qt's portable spelling (``Ctrl+Shift+N``); the
        window lives between them.
        """
        for key in keys:
            QTest.keySequence(self.focus, QKeySequence(key))
            QApplication.processEvents()

    def letters(self, text: str) -> None:
        """Type letters, and Enter for each line."""
        for letter in text:
            if letter == "\n":
                QTest.keyClick(self.focus, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus, letter)
            QApplication.processEvents()

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; if it never does, say what stood on the desk."""
        try:
            self.qtbot.waitUntil(lambda: bool(holds()), timeout=_PATIENCE)
        except self.qtbot.TimeoutError as waited:
            waited.add_note(self._desk())
            raise

    def _desk(self) -> str:
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        work = self.window.work
        return (
            f"active: {QApplication.activeWindow()!r}; focus: {QApplication.focusWidget()!r}; "
            f"open: {shown!r}; running: {work.tasks.running if work else None!r}"
        )

    def may(self, command: str) -> bool:
        """Whether the window has a command to give now: some are only heard of after an act."""
        return self.window.actions_.by_name[command].isEnabled()

    @property
    def focus(self) -> QWidget:
        """What the keys go to."""
        uppermost = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() in (None, self.window) and not uppermost.isActiveWindow():
            uppermost.activateWindow()  # off screen, no system hands the keys on
            self.until(uppermost.isActiveWindow)
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        assert widget is not None
        return widget

    def dialog(self, kind: type[W]) -> W:
        """The open dialog of a kind, waited for until the keys are in it: one that has just been
        shown after another may not have them yet.
        """
        self.until(lambda: self._open(kind))
        found = self._open(kind)
        assert found is not None
        self.until(lambda: found is self.focus or found.isAncestorOf(self.focus))
        return found

    def _open(self, kind: type[W]) -> W | None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind)]
        return next((w for w in shown if w.isVisible()), None)

    def closed(self, dialog: QDialog) -> Callable[[], bool]:
        """Whether a dialog has been left."""
        gone: list[int] = []
        dialog.finished.connect(gone.append)
        return lambda: bool(gone)

    # --- what is there

    @property
    def page(self) -> ProjectPage:
        """The open project's page."""
        assert isinstance(self.window.page, ProjectPage)
        return self.window.page

    @property
    def work(self) -> Work:
        """The open project."""
        assert self.window.work is not None
        return self.window.work

    def documents(self) -> list[DocumentRow]:
        """All documents."""
        return self.work.look(queries.documents)

    def codings(self) -> list[CodingRow]:
        """All codings."""
        return self.work.look(queries.codings)

    def code(self, name: str) -> str:
        """A code's uid by its name."""
        (uid,) = [uid for uid, row in self.work.codes.items() if row.name == name]
        return uid

    # --- verbs

    def open(self, project: Path) -> None:
        """Open a project, as a double click on its file would."""
        with self.qtbot.waitSignal(self.window.opened, timeout=_PATIENCE):
            self.window.open(project)

    def open_copy(self, copy: Path) -> WhoDialog:
        """Open a copy that nobody has worked in yet; what is asked then."""
        self.window.open(copy)
        return self.dialog(WhoDialog)

    def answer_files(self, *files: Path) -> None:
        """Put names into the file dialog that is about to be asked, and press Enter."""
        names = " ".join(f'"{file}"' for file in files) if len(files) > 1 else str(files[0])
        timer = QTimer(self.window)
        seen: list[QFileDialog] = []

        def answer() -> None:
            asked = self._open(QFileDialog)
            if asked is None:
                if seen:
                    timer.stop()
                return
            seen.append(asked)
            field = asked.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(field, QLineEdit)
            if field.text() != names:
                field.setCompleter(QCompleter(field))  # the usual one takes Return
                field.clear()
                if names.isascii():
                    QTest.keyClicks(field, names)
                else:
                    field.insert(names)  # there are keys for Latin letters alone
            else:
                QTest.keyClick(field, Qt.Key.Key_Return)

        timer.timeout.connect(answer)
        timer.start(20)

    def ask_to_hand_out(self) -> HandOutDialog:
        """Open the dialog that hands out copies, and wait for what there is to choose from."""
        self.window.actions_.by_name["team.hand_out"].trigger()
        dialog = self.dialog(HandOutDialog)
        self.until(dialog.main.isEnabled)
        return dialog

    def hand_out(
        self, *names: str, documents: Collection[str] = (), blind: bool = False
    ) -> list[Path]:
        """Hand out copies to coders, new or known, with some documents or all; says the files."""
        dialog = self.ask_to_hand_out()
        dialog.whom.names.setFocus()
        self.letters("\n".join(names))
        if documents:
            dialog.some.setFocus()
            self.press("Space")
            ticks = dialog.documents
            for name in documents:
                ticks.filter.setFocus()
                self.press("Ctrl+A")
                self.letters(name)
                ticks.view.setFocus()
                self.press("End", "Space")
        if blind:
            dialog.blind.setFocus()
            self.press("Space")
        files = [dialog.folder / file for file in dialog.file_names()]
        gone = self.closed(dialog)
        self.press("Ctrl+Return")
        self.until(gone)
        return files

    def merge(self, *copies: Path) -> None:
        """Ask for copies to be merged, and choose these."""
        self.answer_files(*copies)
        self.window.actions_.by_name["team.merge"].trigger()

    @property
    def review(self) -> MergePage:
        """The merge that is laid open, waited for; the keys are in it."""
        self.until(lambda: self.page.merges.page)
        found = self.page.merges.page
        assert found is not None
        self.until(lambda: found.isAncestorOf(self.focus))
        return found

    def read(self, name: str) -> None:
        """Bring a document into the middle and put the caret into it, by the palette."""
        (uid,) = [d.uid for d in self.documents() if d.name == name]
        self.work.show_document(uid)
        self.page.view.keys_at().setFocus()
        self.until(lambda: self.page.view.body)

    def select(self, words: str, onwards: str = "Right") -> Span:
        """Put the caret before some words of the text and select them with the keyboard.

        ``onwards`` is the arrow that leads on in the text: Left where it is written from the right.
        """
        body = self.page.view.body
        start = body.index(words)
        self.page.view.select(Span(start, start))
        before = self.page.view.caret()
        assert before == start
        for _ in words:
            self.press(f"Shift+{onwards}")
        found = self.page.view.selection()
        assert found is not None
        return found

    def quick_code(self, letters: str) -> None:
        """Press C, type letters, press Enter."""
        self.press("C")
        self.until(self.page.coding.quick_code.isVisible)
        self.letters(letters)
        self.press("Return")
