"""A new project: its name, its place, who works in it, its codebook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from liveable import paths, settings
from liveable.core.progress import Progress
from liveable.errors import FileRefused, Refused
from liveable.exchange.new_project import file_name, make_project, why_not
from liveable.gui.codebook_choice import CodebookChoice
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.parts import button, label, row
from liveable.gui.tasks import Tasks
from liveable.gui.theme import Theme
from liveable.gui.words import tr
from liveable.store.project import Person


class NewProject(Dialog):
    """``created`` carries the new project's file, its codebook (a name, a file or None) and the
    name its maker works under, for the settings; the project is made and closed by then.
    """

    created = Signal(Path, object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            tr("New project"),
            tr("One file holds texts, codes, memos and their history. It stays where you put it."),
            tr("Create project"),
            parent,
        )
        self._tasks = Tasks(self)
        self._mine = settings.load()
        self._busy = False
        documents = paths.documents()
        self.folder = documents if documents.is_dir() else Path.home()
        self._make_fields()
        self.wanted.connect(self._create)
        self.name.textChanged.connect(self._check)
        self.person.textChanged.connect(lambda: self.person_problem.show_text(""))
        self._check()
        self.fit(680, 760)
        self.name.setFocus()

    def _make_fields(self) -> None:
        self.name = _line(tr("Project name"), tr("Everyday help, three areas"))
        self.name_problem = Problem(self.theme)
        self.place = _line(tr("Folder"), "")
        self.place.setText(str(self.folder))
        self.place.textChanged.connect(self._move)
        self.browse = button(tr("Browse…"))
        self.browse.setAccessibleName(tr("Choose the folder"))
        self.browse.clicked.connect(self._ask_folder)
        self.file = label("", "small", wrap=True)
        self.file.setMinimumWidth(1)
        self.place_problem = Problem(self.theme)
        self.person = _line(tr("Your name"), "")
        self.person.setText(self._mine.name)
        self.person_problem = Problem(self.theme)
        who = label(tr("Your codings and memos are kept under this name."), "small", wrap=True)
        self.codebook = CodebookChoice(self.theme, self._tasks)
        self.codebook.changed.connect(self._check)
        self._group(self.name, self.name_problem)
        self.place_row = row(self.place, self.browse)
        self._group(self.place, self.file, self.place_problem, within=self.place_row)
        self._group(self.person, who, self.person_problem)
        self.body.addWidget(label(tr("Codebook"), "cap"))
        self.body.addWidget(self.codebook)
        self.body.addStretch(1)

    def _group(self, field: QLineEdit, *below: QWidget, within: QWidget | None = None) -> None:
        head = label(field.accessibleName(), "cap")
        head.setBuddy(field)
        self.body.addWidget(head)
        self.body.addSpacing(-8)
        self.body.addWidget(within or field)
        for part in below:
            self.body.addSpacing(-4)
            self.body.addWidget(part)

    # --- what will be made

    def path(self) -> Path | None:
        """The project's file as it will be; None while the name makes none."""
        name = file_name(self.name.text())
        return self.folder / name if name else None

    def _move(self, text: str) -> None:
        self.folder = Path(text.strip()).expanduser()
        self._check()

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Choose the folder"), str(self.folder))
        if found:
            self.place.setText(found)

    def _check(self) -> None:
        path = self.path()
        self.name_problem.show_text("")
        self.file.setText(tr("Will be saved as {path}", path=path) if path else "")
        self.file.setVisible(path is not None)
        self.place_problem.show_text(why_not(path) if path else "")

    def _problems(self) -> QWidget | None:
        """The first field something is wrong with, after saying what."""
        if not self.name.text().strip():
            self.name_problem.show_text(tr("A project needs a name."))
            return self.name
        if self.path() is None:
            self.name_problem.show_text(tr("Give it a name with a letter or a digit in it."))
            return self.name
        self._check()
        if self.place_problem.text():
            return self.place
        if not self.person.text().strip():
            self.person_problem.show_text(tr("Say who you are; initials will do."))
            return self.person
        if not self.codebook.complete():
            self.codebook.problem.show_text(tr("Choose the codebook's file."))
            return self.codebook.browse
        return None

    # --- making it

    def _create(self) -> None:
        if self._busy:
            return
        at_fault = self._problems()
        path = self.path()
        if at_fault is not None or path is None:
            if at_fault is not None:
                at_fault.setFocus()
                self.area.ensureWidgetVisible(at_fault)
            return
        self._turn_busy(True)
        name, codebook = " ".join(self.name.text().split()), self.codebook.chosen()
        person = Person(self._mine.person_uid, " ".join(self.person.text().split()))

        def make(_progress: Progress) -> object:
            return make_project(path, name, person, codebook, self._mine.journal)

        self._tasks.run(
            tr("Making the project"),
            make,
            partial(self._made, path, codebook, person.name),
            self._failed,
            quiet=True,
        )

    def _turn_busy(self, busy: bool) -> None:
        self._busy = busy
        self.content.setEnabled(not busy)
        self.main.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.show_note(tr("Making the project…") if busy else "")

    def _made(self, path: Path, codebook: str | Path | None, person: str, _warned: object) -> None:
        self._turn_busy(False)
        self.created.emit(path, codebook, person)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._turn_busy(False)
        if isinstance(error, FileRefused):
            self.codebook.problem.show_text(str(error))
            self.codebook.browse.setFocus()
        elif isinstance(error, Refused):
            self.place_problem.show_text(str(error))
            self.place.setFocus()
        else:
            raise error

    def reject(self) -> None:
        """Close without making anything; not while it is being made."""
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        self._tasks.close()
        super().done(result)


def _line(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(example)
    return field
