"""Handing out copies: for whom, with what in them, and where the files go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.exchange.handouts import Handed, file_names, hand_out_all, why_not
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.document_ticks import DocumentTickList
from liveable.gui.file_names import FileNames
from liveable.gui.flow import Flow
from liveable.gui.parts import XL, L, button, column, label, row
from liveable.gui.receivers import Receivers
from liveable.gui.tasks import Task
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import corpus, queries
from liveable.store.copies import CopyOut, copies_out
from liveable.store.corpus import Corpus
from liveable.store.project import Person
from liveable.store.queries import CoderRow

_NARROW = 620  # logical pixels at 100 %


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to choose from, and who has a copy already."""

    coders: list[CoderRow]
    corpus: Corpus
    copies: list[CopyOut]


class HandOutDialog(Dialog):
    """Nothing is written before the main button is pressed, and no file is ever written over."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Hand out copies"),
            tr("Each is a project file of its own, for one coder. When it comes back, Team ▸ Merge "
               "a copy… takes in what they did."),
            tr("Hand out copies"),
            parent,
        )  # fmt: skip
        self.work = work
        self._known: _Known | None = None
        self._gone = False
        self._writing: Task[Handed] | None = None
        self.folder = work.project.path.parent
        self._make_who()
        self._make_what()
        self.body.addStretch(1)
        self._make_where()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.hide()
        self.foot_with(self.bar)
        self.wanted.connect(self.hand_out)
        self.main.setEnabled(False)
        self.fit(1040, 720)
        self.whom.ticks.view.setFocus()
        work.glance(self._look, self._know)

    # --- the parts

    def _make_who(self) -> None:
        self.whom = Receivers(self.theme)
        self.whom.changed.connect(self._check)
        self.body.addWidget(label(tr("For whom"), "cap"))
        self.body.addSpacing(-8)
        self.body.addWidget(self.whom)

    def _make_what(self) -> None:
        self.all = QRadioButton(tr("All documents"))
        self.some = QRadioButton(tr("Some documents"))
        group = QButtonGroup(self)
        across = QWidget()
        flow = Flow(across, space=L)
        for choice in (self.all, self.some):
            group.addButton(choice)
            flow.addWidget(choice)
        self.all.setChecked(True)
        self.documents = DocumentTickList(self.theme, tr("Documents in the copies"))
        self._choice = row(self.documents, edges=(XL, 0, 0, 0))
        self._choice.hide()
        self.documents_problem = Problem(self.theme)
        self.blind = QCheckBox(tr("Blind"))
        about = label(
            tr("Nothing is in the file that the other coders coded, noted, judged or marked as "
               "read. Texts, cases and the codebook stay, and so do the names of the others' acts "
               "in the history, like Code ‘Trust’, without the passages."),
            "small",
            wrap=True,
        )  # fmt: skip
        about.setMinimumWidth(1)
        self.blind.setAccessibleName(self.blind.text())
        self.blind.setAccessibleDescription(about.text())
        self.body.addWidget(label(tr("What is in them"), "cap"))
        self.body.addSpacing(-8)
        self.body.addWidget(across)
        self.body.addWidget(self._choice)
        self.body.addWidget(self.documents_problem)
        self.body.addWidget(self.blind)
        self.body.addSpacing(-8)
        self.body.addWidget(row(about, edges=(XL, 0, 0, 0)))
        self.some.toggled.connect(self._turn_some)
        self.documents.changed.connect(self._check)

    def _make_where(self) -> None:
        self.place = QLineEdit(str(self.folder))
        self.place.setAccessibleName(tr("Folder"))
        self.place.textChanged.connect(self._move)
        self.browse = button(tr("Browse…"))
        self.browse.setAccessibleName(tr("Choose the folder"))
        self.browse.clicked.connect(self.ask_folder)
        self.place_problem = Problem(self.theme)
        self.fresh = label(tr("This folder will be made."), "small", wrap=True)
        self.fresh.hide()
        head = label(tr("Folder"), "cap")
        head.setBuddy(self.place)
        self.files = FileNames(self.theme, tr("Files that will be written"))
        self.nothing = label(tr("Choose whom the copies are for."), "quiet", wrap=True)
        self.where = column(
            head, row(self.place, self.browse), self.fresh, self.place_problem, 4,
            label(tr("What will be written"), "cap"), self.files, self.nothing,
            edges=(XL, L, XL, L),
        )  # fmt: skip
        box = self.where.layout()
        assert isinstance(box, QVBoxLayout)
        box.setStretch(box.indexOf(self.files), 1)
        box.addStretch(0)
        self.where.setProperty("ground", "panel")
        self.beside(self.where, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside, the files stand below."""
        super().resizeEvent(event)
        self.area.setMinimumWidth(self.theme.px(300))
        self.fold(self.width() < self.theme.px(_NARROW))

    # --- what there is to choose from

    def _look(self, _progress: Progress) -> _Known:
        look = self.work.look
        return _Known(look(queries.coders), look(corpus.corpus, self.work.coder), look(copies_out))

    def _know(self, known: _Known) -> None:
        if self._gone:
            return
        self._known = known
        self.whom.show_coders(known.coders, self.work.coder, known.copies)
        self.documents.show_corpus(known.corpus)
        every = len(known.corpus.documents)
        self.all.setText(tr("All {n} documents", n=f"{every:,}") if every > 1 else self.all.text())
        self.some.setEnabled(every > 1)
        self.main.setEnabled(True)
        self._check()

    # --- what was chosen

    def chosen(self) -> tuple[str, ...] | None:
        """The documents chosen, in the order of the tree; None for all."""
        if self.all.isChecked() or self._known is None:
            return None
        ticked = self.documents.documents.ticked
        return tuple(uid for uid in self._known.corpus.order if uid in ticked)

    def file_names(self) -> list[str]:
        """The files that would be written."""
        names = [receiver.name for receiver in self.whom.chosen()]
        return file_names(self.work.project.path.stem, names)

    def _turn_some(self, some: bool) -> None:
        self._choice.setVisible(some)
        if some:
            self.documents.view.setFocus()
        self._check()

    def _move(self, text: str) -> None:
        self.folder = Path(text.strip()).expanduser()
        self._check()

    def ask_folder(self) -> None:
        """Ask where to."""
        found = QFileDialog.getExistingDirectory(self, tr("Choose the folder"), str(self.folder))
        if found:
            self.place.setText(found)

    def _check(self) -> None:
        """Say what would be written, and what stands in its way."""
        if self._known is None:
            return
        files = self.file_names()
        self.documents_problem.show_text("")
        self.place_problem.show_text(self._why_not(files))
        self.fresh.setVisible(not self.folder.exists() and not self.place_problem.text())
        self.files.show_files([self.folder / file for file in files])
        self.files.setVisible(bool(files))
        self.nothing.setVisible(not files)
        said = tr("Hand out {n} copies", n=len(files)) if len(files) > 1 else tr("Hand out a copy")
        self.main.setText(said if files else tr("Hand out copies"))
        self.main.setAccessibleName(self.main.text())

    def _why_not(self, files: list[str]) -> str:
        if not self.place.text().strip():
            return tr("Choose the folder.")
        return why_not(self.folder, files)

    def _at_fault(self) -> QWidget | None:
        """The first field something is wrong with, after saying what."""
        if (field := self.whom.at_fault()) is not None:
            return field
        if self.chosen() == ():
            self.documents_problem.show_text(tr("Tick at least one document."))
            return self.documents.view
        self._check()
        return self.place if self.place_problem.text() else None

    # --- writing

    def hand_out(self) -> None:
        """Write the copies, beside the window."""
        if self._writing is not None or self._known is None:
            return
        if (at_fault := self._at_fault()) is not None:
            at_fault.setFocus()
            self.area.ensureWidgetVisible(at_fault)
            return
        work = self.work
        me = Person(work.coder, work.look(queries.coder_name, work.coder) or "")
        job = partial(
            hand_out_all,
            work.project,
            self.folder,
            self.whom.chosen(),
            me,
            documents=self.chosen(),
            blind=self.blind.isChecked(),
        )
        self._turn_busy(True)
        self._writing = work.tasks.run(
            tr("Handing out copies"),
            lambda progress: job(progress=progress),
            self._handed,
            self._failed,
            lane="write",
        )
        self._writing.progressed.connect(self._step)
        self._writing.cancelled.connect(self._stopped)

    def _turn_busy(self, busy: bool) -> None:
        self.content.setEnabled(not busy)
        self.main.setEnabled(not busy)
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.show_note(tr("Writing…") if busy else "")

    def _step(self, done: int, total: int, file: str) -> None:
        if self._gone:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.show_note(tr("Writing {file}…", file=file))

    def _stopped(self) -> None:
        """Stopped before it began, for instance because the window closes."""
        if not self._gone:
            self._writing = None
            self._turn_busy(False)

    def _failed(self, error: Exception) -> None:
        self._stopped()
        if self._gone:
            return
        if not isinstance(error, Refused):
            raise error
        self.place_problem.show_text(str(error))
        self.area.ensureWidgetVisible(self.place_problem)
        self.place.setFocus()

    def _handed(self, handed: Handed) -> None:
        if self._gone:
            return
        self._stopped()
        if not handed.made:
            self.show_note(tr("Nothing was written."))
            return
        self.work.say(
            self._told(handed), bad=bool(handed.refused), file=handed.made[0].path, lasting=True
        )
        self.accept()

    def _told(self, handed: Handed) -> str:
        """What is there now, and what is not."""
        made, wanted = handed.made, len(self.whom.chosen())
        if len(made) == 1 == wanted:
            return tr("{file} is in {folder}", file=made[0].path.name, folder=self.folder)
        are = counted(len(made), "copy is", "copies are")
        if len(made) == wanted:
            return tr("{copies} in {folder}", copies=are, folder=self.folder)
        said = tr("{copies} in {folder}, of {n}.", copies=are, folder=self.folder, n=wanted)
        return f"{said} {handed.refused}".strip()

    def reject(self) -> None:
        """Close; while copies are being written, stop that instead."""
        if self._writing is not None:
            self._writing.cancel()
            self.show_note(tr("Stopping…"))
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._gone = True
        super().done(result)
