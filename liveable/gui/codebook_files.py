"""Whole codebooks in and out of the project: a ready-made one or a file in, YAML or CSV out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from liveable.core.codebook import Codebook
from liveable.errors import FileRefused, Refused
from liveable.exchange import codebook as files
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.parts import Elided, S, button, clear, label, row, rule
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import whole_codebook
from liveable.ops.whole_codebook import Applied

_LARGE = 300  # codes above which they come in beside the window
_KINDS = "(*.yaml *.yml *.csv *.tsv *.txt)"


class BringIn(Dialog):
    """Ready-made codebooks and files to choose from; what is chosen is described before it is
    taken.
    """

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Bring in a codebook"),
            tr("Codes that are here already take its wording; your other codes stay as they are."),
            tr("Bring in"),
            parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work = work
        self.book: Codebook | None = None
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for name in files.shipped():
            self.choices[name] = self._choice(name)
        self.file = button(tr("Choose a file…"))
        self.file.clicked.connect(self._ask_for_file)
        self._from = Elided("", "quiet")
        self.body.addWidget(label(tr("Ready-made"), "cap"))
        for choice in self.choices.values():
            self.body.addWidget(choice)
        self.body.addWidget(label(tr("Or a file of your own: YAML or CSV"), "cap"))
        chosen = row(self.file, space=S)
        chosen.layout().addWidget(self._from, 1)  # type: ignore[union-attr, call-arg]
        self.body.addWidget(chosen)
        self.body.addWidget(rule())
        self.problem = Problem(work.theme)
        self.body.addWidget(self.problem)
        self._about = QVBoxLayout()
        self._about.setSpacing(S)
        self.body.addLayout(self._about)
        self.body.addStretch(1)
        self.wanted.connect(self._take)
        self.main.setEnabled(False)
        self.fit(560, 560)

    def _choice(self, name: str) -> QRadioButton:
        book = files.load_shipped(name)
        choice = QRadioButton(f"{book.name}  ·  {counted(len(book.codes), 'code', 'codes')}")
        choice.setAccessibleName(choice.text())
        choice.toggled.connect(lambda on: self._show(book) if on else None)
        self._group.addButton(choice)
        return choice

    def _ask_for_file(self) -> None:
        asked = QFileDialog(self, tr("Choose a codebook"), "", f"{tr('Codebooks')} {_KINDS}")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda name: self.read(Path(name)))
        asked.open()

    def read(self, path: Path) -> None:
        """Read a file and describe what is in it; what is wrong with it is said."""
        self._group.setExclusive(False)
        for choice in self.choices.values():
            choice.setChecked(False)
        self._group.setExclusive(True)
        self._from.set_text(path.name)
        try:
            data = path.read_bytes()
            book = files.read(data, path.name)
        except FileRefused as refused:
            self._show(None, str(refused))
        except OSError as error:
            self._show(None, f"{path.name}: {error.strerror}.")
        else:
            self._show(book)

    def _show(self, book: Codebook | None, problem: str = "") -> None:
        self.book = book
        clear(self._about)
        self.problem.show_text(problem)
        self.main.setEnabled(book is not None and bool(book.codes))
        if book is None:
            self.show_note("")
            return
        number = counted(len(book.codes), "code", "codes")
        self.show_note(tr("{codes} will be brought in as one act.", codes=number))
        self._about.addWidget(label(book.name, "head", wrap=True))
        for text in book.description.split("\n"):
            if text.strip():
                self._about.addWidget(label(text, "quiet", wrap=True))
        for warning in book.warnings:
            self._about.addWidget(label(warning, "warn", wrap=True))

    def _take(self) -> None:
        if self.book is not None:
            take(self.work, self.book)
            self.accept()


def bring_in(work: Work, parent: QWidget) -> BringIn:
    """Ask which codebook to bring in, and do it."""
    dialog = BringIn(work, parent)
    dialog.open()
    return dialog


def take(work: Work, book: Codebook) -> None:
    """Bring a codebook in as one act, and say what came of it."""

    def done(applied: Applied) -> None:
        work.say(_said(applied, book), undo=bool(applied.added or applied.changed))

    if len(book.codes) > _LARGE:
        work.act_large(
            tr("Bringing in a codebook"),
            lambda _progress: whole_codebook.apply(work.project, book, work.coder),
            done,
        )
        return
    applied = work.act(whole_codebook.apply, book, work.coder)
    if applied is not None:
        done(applied)


def _said(applied: Applied, book: Codebook) -> str:
    parts = []
    if applied.added:
        parts.append(counted(len(applied.added), "code added", "codes added"))
    if applied.changed:
        parts.append(counted(len(applied.changed), "changed", "changed"))
    if applied.unchanged:
        parts.append(counted(applied.unchanged, "as it was", "as they were"))
    return " ".join([f"{', '.join(parts)}.", *book.warnings])


def save(work: Work, parent: QWidget) -> QFileDialog:
    """Ask for a file and write the codebook to it."""
    asked = QFileDialog(parent, tr("Save the codebook"))
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setNameFilters([tr("Codebook, everything kept (*.yaml)"), tr("Table (*.csv)")])
    asked.setDefaultSuffix("yaml")
    asked.filterSelected.connect(
        lambda chosen: asked.setDefaultSuffix("csv" if "csv" in chosen else "yaml")
    )
    asked.selectFile(f"{work.project.path.stem} codebook.yaml")
    asked.fileSelected.connect(lambda name: write(work, Path(name)))
    asked.open()
    return asked


def write(work: Work, path: Path) -> None:
    """Write the codebook to a file, YAML or CSV by its ending; say what could not be kept."""
    try:
        lost = files.write(work.look(whole_codebook.to_codebook), path)
    except Refused as refused:
        work.say(str(refused), bad=True)
        return
    number = counted(len(work.codes), "code", "codes")
    work.say(" ".join([tr("Saved {codes} in {file}.", codes=number, file=path.name), *lost]))
