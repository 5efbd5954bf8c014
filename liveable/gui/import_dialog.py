"""Bringing files in: what each is, who speaks in them, what is doubtful, before anything is
written.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from liveable.core.intake import Candidate, Intake
from liveable.core.transcript import Kind, Transcript
from liveable.gui import import_words
from liveable.gui.combo import Combo
from liveable.gui.drags import files_in
from liveable.gui.flow import flowing
from liveable.gui.import_model import Listing
from liveable.gui.import_preview import Preview
from liveable.gui.import_reading import Came, Reading
from liveable.gui.import_roles import ask_who_else, role_menu
from liveable.gui.import_rows import Column, Rows
from liveable.gui.import_sheet import read_as
from liveable.gui.import_writing import Bringing, order
from liveable.gui.parts import (
    Elided,
    L,
    M,
    Pouring,
    S,
    announce,
    button,
    card,
    column,
    label,
    row,
    rule,
)
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import import_rules
from liveable.readers.gathering import Gathering
from liveable.store import queries

_PAUSE = 60  # ms between looks at the files that come
_FREE = 5  # times as long as a look takes, before the next


def begin_import(
    work: Work, parent: QWidget, files: Sequence[Path] = (), folder: str | None = None
) -> QDialog | None:
    """Bring files in, asking for them first when there are none; ``folder`` is where to.

    Returns the dialog that is open now; None where the project cannot be written to, which is said.
    """
    if not work.project.writable:
        work.say(tr("This project is open for reading only."), bad=True)
        return None
    if files:
        return _opened(work, files, parent, folder)
    asking = _file_dialog(work, parent, QFileDialog.FileMode.ExistingFiles)
    asking.filesSelected.connect(
        lambda chosen: _opened(work, [Path(name) for name in chosen], parent, folder)
    )
    asking.open()
    return asking


def _opened(work: Work, files: Sequence[Path], parent: QWidget, folder: str | None) -> ImportDialog:
    dialog = ImportDialog(work, list(files), parent, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _file_dialog(work: Work, parent: QWidget, mode: QFileDialog.FileMode) -> QFileDialog:
    """Ask for files where one looked last. All are offered: names that a filter hides would be
    dropped by Qt without a word when they are typed, and what cannot be read is told why.
    """
    folder = work.looked_in if work.looked_in.is_dir() else work.project.path.parent
    asking = QFileDialog(parent, tr("Add documents"), str(folder))
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.setFileMode(mode)

    def remember(chosen: list[str]) -> None:
        if chosen:
            work.looked_in = Path(chosen[0]).parent

    asking.filesSelected.connect(remember)
    return asking


class ImportDialog(QDialog):
    """The files of one import. Nothing is written before ``bring_in``."""

    def __init__(
        self,
        work: Work,
        files: list[Path],
        parent: QWidget | None = None,
        folder: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._work = work
        self.theme = work.theme
        self.intake = Intake(work.look(import_rules.known))
        self.listing = Listing(self.intake)
        self._passed, self._cut = 0, False
        self._unread: set[int] = set()  # files whose reading was stopped
        self._reading = Reading(work)
        self._reading.gathered.connect(self._gathered)
        self._reading.came.connect(self._came)
        self._reading.rested.connect(self._rested)
        self._soon = QTimer(self)  # one look for many files that come together
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look_again)
        self._pause = _PAUSE
        self._build(folder)
        self._lay_out()
        self.finished.connect(self._reading.close)
        self._refresh()
        if files:
            self.add(files)

    # --- the parts

    def _build(self, folder: str | None) -> None:
        theme = self.theme
        # The outer parts first: whatever is put into another widget is styled anew with all in it.
        self.sides = QSplitter(self)
        self._left = Pouring(self.sides)
        self.title = label("", "title", wrap=True)
        self.about = label("", "quiet", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Files read"))
        self.progress = Elided("", "small")
        self.stop = button(tr("Stop reading"), link=True)
        self.stop.clicked.connect(self._reading.stop)
        self.busy = row(self.progress, self.stop)
        self.files = Rows(
            theme,
            tr("Files"),
            (
                Column(tr("File")),
                Column(tr("Format"), 148, fits=True, spare=True),
                Column(tr("What was found"), spare=True),
                Column(tr("Words"), 72, right=True, spare=True),
                Column(tr("State"), 204, fits=True),
            ),
            least=192,
        )
        self.files.moved_to = lambda _at: self._show()
        self.files.keys = {Qt.Key.Key_Space: self.toggle}
        self.speakers = Rows(
            theme,
            tr("Speakers in these files"),
            (
                Column(tr("Speaker"), 168),
                Column(tr("Turns"), 64, right=True, spare=True),
                Column(tr("Role"), 136),
                Column(tr("Where")),
            ),
        )
        self.speakers.keys = {
            Qt.Key.Key_J: self.join,
            Qt.Key.Key_Space: self.choose_role,
            Qt.Key.Key_Return: self.choose_role,
            Qt.Key.Key_Enter: self.choose_role,
        }
        self.speakers.clicked_cell = self._speaker_clicked
        self.more = button(tr("Somebody else speaks too…"), link=True)
        self.more.clicked.connect(self.ask_who_else)
        self.preview = Preview(theme, self.sides)
        self.preview.sheet.attend(self._work, self.intake)
        self.preview.kind_said.connect(self._kind_said)
        self.preview.encoding_said.connect(self._encoding_said)
        self.preview.toggled.connect(lambda: self.toggle(self.files.row()))
        self.preview.corrected.connect(self._refresh)
        self.add_files = button(tr("Add files…"))
        self.add_files.clicked.connect(lambda: self._ask(QFileDialog.FileMode.ExistingFiles))
        self.again = button("", link=True)
        self.again.clicked.connect(self.read_again)
        self.add_folder = button(tr("Add a folder…"))
        self.add_folder.clicked.connect(lambda: self._ask(QFileDialog.FileMode.Directory))
        self.into = Combo()
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.into.setAccessibleName(tr("Into folder"))
        field = self.into.lineEdit()
        assert field is not None
        field.setPlaceholderText(tr("no folder"))
        field.setAccessibleName(tr("Into folder"))
        self._fill_folders(folder)
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.main = button("", main=True)
        self.main.clicked.connect(self.bring_in)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.main.click)

    def _fill_folders(self, folder: str | None) -> None:
        self.into.addItem("", None)
        paths = sorted(self._work.look(queries.folder_paths).items(), key=lambda each: each[1])
        for uid, names in paths:
            self.into.addItem(" / ".join(names), uid)
        self.into.setCurrentIndex(max(0, self.into.findData(folder)) if folder else 0)

    def _lay_out(self) -> None:
        head = column(self.title, self.about, space=4)
        said = tr("Interviewer turns are never suggested for coding")
        hint = Elided("" if self._work.choices.off else said, "small")
        self._speakers_head = row(label(tr("Speakers"), "head"), hint, space=M)
        box = self._speakers_head.layout()
        assert isinstance(box, QHBoxLayout)
        box.setStretch(1, 1)
        box.addWidget(self.more)
        self._speakers_card = card(self.speakers)
        left = self._left
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setProperty("ground", "panel")
        box = QVBoxLayout(left)
        box.setContentsMargins(28, L + 4, 20, L)
        box.setSpacing(S)
        box.addWidget(head)
        box.addWidget(self.bar)
        box.addWidget(self.busy)
        box.addSpacing(4)
        box.addWidget(card(self.files), 5)
        drop = label(tr("or drop them here"), "small")
        box.addWidget(flowing(self.add_files, self.add_folder, drop, self.again, space=S))
        box.addSpacing(S)
        box.addWidget(self._speakers_head)
        box.addWidget(self._speakers_card, 4)
        self.sides.setHandleWidth(1)
        self.sides.setChildrenCollapsible(False)
        self.sides.setStretchFactor(0, 2)
        self.sides.setStretchFactor(1, 1)
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("ground", "window")
        across = QHBoxLayout(foot)
        across.setContentsMargins(28, M, 24, M)
        across.setSpacing(M)
        promise = tr("The originals are kept inside the project. Texts are not altered.")
        across.addWidget(Elided(promise, "quiet"), 1)
        across.addWidget(label(tr("Into folder"), "small"))
        across.addWidget(self.into)
        across.addWidget(self.cancel)
        across.addWidget(self.main)
        across.addWidget(label("Ctrl+Enter", "key"), 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sides, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)
        self.theme.changed.connect(self._fit)
        self._fit()
        wanted = QSize(self.theme.px(1360), self.theme.px(800))
        room = self.screen().availableSize() * 0.95
        self.resize(wanted.boundedTo(room))
        self.sides.setSizes([self.width() * 64 // 100, self.width() * 36 // 100])

    def _fit(self) -> None:
        self.into.setMinimumWidth(self.theme.px(128))
        self.into.setMaximumWidth(self.theme.px(240))

    # --- files come

    def add(self, paths: Sequence[Path]) -> None:
        """Take more files and folders to those that are here."""
        self._reading.add(paths)
        self._set_busy(tr("Looking at the files…"))

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        asking = _file_dialog(self._work, self, mode)
        asking.filesSelected.connect(lambda chosen: self.add([Path(name) for name in chosen]))
        asking.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(files_in(event))

    def _gathered(self, found: Gathering) -> None:
        for file in found.files:
            self.intake.add(file.path, file.folders)
        self._passed += found.projects
        self._cut = self._cut or found.cut
        self._refresh()

    def _came(self, came: Came) -> None:
        if came.found is None:
            self.intake.refuse(came.number, came.refusal)
        else:
            self.intake.take(came.number, came.found, came.words, came.original, came.twin)
            self.intake.files[came.number].other = came.other
            self.intake.know_former(came.number, came.former)
        if not self._soon.isActive():
            self._soon.start(self._pause)

    def _look_again(self) -> None:
        """Show what came; of thousands of files, seldom enough for the window to be free."""
        begun = time.perf_counter()
        self._refresh()
        self._pause = max(_PAUSE, int(_FREE * 1000 * (time.perf_counter() - begun)))

    def _rested(self) -> None:
        for number, file in enumerate(self.intake.files):
            if file.reading:
                self.intake.refuse(number, tr("was not read: reading was stopped"))
                self._unread.add(number)
        self._refresh()
        announce(self, f"{self.title.text()}. {self.about.text()}")

    # --- what is shown

    def _refresh(self) -> None:
        """Show everything as it is known now."""
        intake = self.intake
        self.listing.renew()
        voices = self.listing.voices
        unread = sum(file.reading for file in intake.files)
        self.title.setText(import_words.title(intake))
        self.setWindowTitle(self.title.text())
        about = import_words.about(intake, self.listing.things, self._passed, self._cut)
        self.about.setText("" if unread else about)
        self.files.show_rows(len(intake.files), self.listing.file, self.listing.file_said)
        self.speakers.cells.show(len(voices), self.listing.voice, self.listing.voice_said)
        for widget in (self._speakers_head, self._speakers_card):
            widget.setVisible(bool(voices) or not intake.files or bool(unread))
        if self.files.row() < 0 and intake.files:
            self.files.go_to(0)
        self._show()
        self._show_busy(unread)
        self.again.setText(
            tr("Read {files} again", files=counted(len(self._unread), "file", "files"))
        )
        self.again.setVisible(bool(self._unread))
        going = len(intake.going())
        files = counted(going, "file", "files")
        self.main.setText(tr("Import {files}", files=files) if going else tr("Import"))
        self.main.setAccessibleName(self.main.text())
        self.main.setEnabled(going > 0 and not unread)

    def _show(self) -> None:
        file = self.chosen()
        right = self.intake.corrected(self.files.row()) if file is not None else None
        self.preview.show_file(file, right)
        self.more.setEnabled(file is not None and file.goes and file.transcript is not None)

    def _show_busy(self, unread: int) -> None:
        if unread:
            total = len(self.intake.files)
            reading = next(file for file in self.intake.files if file.reading)
            self.bar.setRange(0, total)
            self.bar.setValue(total - unread)
            self._set_busy(
                tr(
                    "Reading {n} of {total}: {name}",
                    n=total - unread + 1,
                    total=total,
                    name=reading.path.name,
                )
            )
        else:
            self.progress.set_text("")
            self.bar.hide()
            self.busy.hide()

    def _set_busy(self, text: str) -> None:
        self.progress.set_text(text)
        self.bar.show()
        self.busy.show()

    def chosen(self) -> Candidate | None:
        """The file gone to."""
        at = self.files.row()
        return self.intake.files[at] if 0 <= at < len(self.intake.files) else None

    # --- what the person says

    def toggle(self, number: int) -> None:
        """Leave a file out, or take it in again."""
        file = self.intake.files[number] if 0 <= number < len(self.intake.files) else None
        if file is not None and file.found is not None and not file.reading:
            file.out = not file.out
            self._refresh()
            announce(self.files, self.listing.file_said(number))

    def join(self, number: int) -> None:
        """Make a speaker one with the one it looks like, or take them apart again."""
        voice = self.listing.voices[number]
        if voice.joined:
            self.intake.part(voice.label)
        elif voice.alike:
            self.intake.join(voice.label, voice.alike)
        self._said_of(voice.label)

    def _said_of(self, label: str) -> None:
        self._refresh()
        at = next((n for n, voice in enumerate(self.listing.voices) if voice.label == label), -1)
        if at >= 0:
            self.speakers.go_to(at)
            announce(self.speakers, self.listing.voice_said(at))

    def choose_role(self, number: int) -> None:
        """Ask what a speaker does, or with whom it is one."""
        voice = self.listing.voices[number]
        menu = role_menu(self.speakers, self.intake, self.listing.voices, voice, self.files.row())
        menu.said.connect(lambda: self._said_of(voice.label))
        index = self.speakers.cells.index(number, 2)
        corner = self.speakers.visualRect(index).bottomLeft()
        menu.popup(self.speakers.viewport().mapToGlobal(corner))

    def ask_who_else(self) -> None:
        """Ask for a label of the file gone to that is a person's too."""
        if self.more.isEnabled():
            ask_who_else(self.theme, self, self.intake, self.files.row(), self._said_of)

    def _speaker_clicked(self, number: int, at: int) -> None:
        if at == 2:
            self.choose_role(number)
        elif at == 3 and self.listing.voice(number, 3).act:
            self.join(number)

    def _kind_said(self, kind: Kind) -> None:
        file = self.chosen()
        if file is not None and read_as(file, kind):
            self._refresh()
        elif file is not None and isinstance(file.found, Transcript) and file.found.kind != kind:
            file.kind = kind
            self._read_again(file)

    def _encoding_said(self, encoding: str) -> None:
        file = self.chosen()
        if file is not None:
            file.encoding = encoding
            self._read_again(file)

    def _read_again(self, file: Candidate) -> None:
        file.reading = True
        self._unread.discard(self.files.row())
        self._reading.again(self.files.row(), file.path, file.kind, file.encoding)
        self._refresh()

    def read_again(self) -> None:
        """Read what was not read because reading was stopped."""
        numbers, self._unread = sorted(self._unread), set()
        for number in numbers:
            file = self.intake.files[number]
            file.reading = True
            self._reading.again(number, file.path, file.kind, file.encoding)
        self._refresh()

    # --- the end

    def bring_in(self) -> None:
        """Close, and keep what was chosen: the first document is shown as soon as it is there."""
        if not self.main.isEnabled():
            return
        into, within = self._folder()
        Bringing(self._work, order(self.intake, into, within))
        self.accept()

    def _folder(self) -> tuple[str | None, tuple[str, ...]]:
        """The folder chosen, or the name of a new one."""
        written = " ".join(self.into.currentText().split())
        at = self.into.findText(self.into.currentText())
        if at >= 0:
            return self.into.itemData(at), ()
        return None, (written,) if written else ()
