"""With which codebook a project begins: none, a ready-made one, or one from a file."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QRadioButton, QVBoxLayout, QWidget

from liveable.core.codebook import Codebook
from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.exchange import codebook as codebook_file
from liveable.exchange.new_project import read_codebook
from liveable.gui.dialog import Problem
from liveable.gui.parts import button, label, row
from liveable.gui.tasks import Tasks
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr

_LONGEST = 240  # characters of a codebook's description
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.S)


class CodebookChoice(QWidget):
    """Radio buttons, each with what the codebook is; these are read beside the window."""

    changed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.file: Path | None = None
        self._group = QButtonGroup(self)
        self._about: dict[QRadioButton, QLabel] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.none = self._add(tr("None"), tr("Begin without codes and make them as you read."))
        self.shipped: dict[str, QRadioButton] = {}
        for name in codebook_file.shipped():
            title = name.replace("_", " ").capitalize()
            self.shipped[name] = self._add(title, "")
            self._read(name, self.shipped[name])
        self.own = self._add(tr("From a file"), tr("A codebook in YAML or a table in CSV."))
        self.browse = button(tr("Choose a file…"))
        self.browse.clicked.connect(self.ask)
        self._box.addWidget(row(self.browse, None, edges=(28, 0, 0, 0)))
        self.problem = Problem(theme)
        self._box.addWidget(self.problem)
        self.none.setChecked(True)
        self._group.buttonToggled.connect(self._turned)

    def _add(self, name: str, about: str) -> QRadioButton:
        choice = QRadioButton(name)
        choice.setAccessibleName(name)
        choice.setProperty("t", "strong")
        words = label(about, "small", wrap=True)
        words.setContentsMargins(28, 0, 0, 0)
        words.setMinimumWidth(1)
        words.setVisible(bool(about))
        choice.setAccessibleDescription(about)
        self._group.addButton(choice)
        self._about[choice] = words
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(choice)
        box.addWidget(words)
        self._box.addWidget(part)
        return choice

    def _read(self, which: str | Path, choice: QRadioButton) -> None:
        def read(_progress: Progress) -> Codebook | None:
            return read_codebook(which)

        self._tasks.run(
            tr("Reading a codebook"),
            read,
            partial(self._tell, which, choice),
            partial(self._refuse, which),
            quiet=True,
        )

    def _tell(self, which: str | Path, choice: QRadioButton, book: Codebook | None) -> None:
        if book is None or (isinstance(which, Path) and which != self.file):
            return
        codes = counted(len(book.codes), "code", "codes")
        name = book.name or (which.name if isinstance(which, Path) else which)
        choice.setText(f"{name} · {codes}")
        choice.setAccessibleName(f"{name}, {codes}")
        about = " ".join((_opening(book.description), *book.warnings)).strip()
        if isinstance(which, Path):
            about = f"{which}\n{about}".strip()
        words = self._about[choice]
        words.setText(about)
        words.setVisible(bool(about))
        choice.setAccessibleDescription(about)

    def _refuse(self, which: str | Path, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        if which == self.file:
            self.file = None
            self.problem.show_text(str(error))
            self.changed.emit()

    def chosen(self) -> str | Path | None:
        """The codebook chosen: a ready-made one's name, a file, or None for none."""
        if self.own.isChecked():
            return self.file
        return next((name for name, choice in self.shipped.items() if choice.isChecked()), None)

    def complete(self) -> bool:
        """Whether what was chosen can be had: a file was named where one is wanted."""
        return self.file is not None or not self.own.isChecked()

    def ask(self) -> None:
        """Ask for a file."""
        found, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a codebook"), "", tr("Codebooks") + " (*.yaml *.yml *.csv)"
        )
        if found:
            self.take(Path(found))

    def take(self, file: Path) -> None:
        """Choose a file."""
        self.file = file
        self.problem.show_text("")
        self.own.setChecked(True)
        self._read(file, self.own)
        self.changed.emit()

    def _turned(self, _choice: object, on: bool) -> None:
        if on:
            if not self.own.isChecked():
                self.problem.show_text("")
            self.changed.emit()


def _opening(text: str) -> str:
    """The first sentences of a description, as many as a few lines hold."""
    said = ""
    for sentence in _SENTENCE.findall(text.split("\n")[0]):
        if said and len(said) + len(sentence) > _LONGEST:
            break
        said += sentence
    return said.strip() if len(said) <= 2 * _LONGEST else f"{said[:_LONGEST].strip()}…"
