"""Reading files for the import dialog, in worker processes and beside the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from liveable.core import sheet_columns, survey
from liveable.core.corrections import how_sure
from liveable.core.progress import Progress
from liveable.core.text import word_count
from liveable.core.transcript import Kind, Original, Sheet, Transcript
from liveable.errors import FileRefused
from liveable.gui.tasks import Task
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import case_sheet, documents, versions
from liveable.readers.gathering import Gathered, Gathering, gather
from liveable.readers.one_file import pack, read_bytes
from liveable.readers.workers import ReadFile, read_files, read_sheets

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_NO_CASES = (
    "is a table in which no column names the cases; give it one headed ‘Case’ to bring it in as "
    "attributes"
)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of reading a file; it is numbered by its place among all files gathered. ``other``
    is the sheet of a table that was read as a conversation, ``former`` the document (uid and name)
    whose text it is, changed.
    """

    number: int
    found: Transcript | Sheet | None
    refusal: str = ""
    words: int = 0
    original: Original | None = None
    twin: str = ""
    other: Sheet | None = None
    former: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Again:
    number: int
    path: Path
    kind: Kind | None
    encoding: str | None


class Reading(QObject):
    """Files read one after another. All signals come on the main thread, ``rested`` when nothing
    is left to read; ``gathered`` carries a Gathering without files already known, ``came`` a Came.
    """

    gathered = Signal(object)
    came = Signal(object)
    rested = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__(work)  # outlives the dialog until its job has stopped
        self._work = work
        self._asked: deque[Sequence[Path] | _Again] = deque()
        self._told: deque[Gathering | Came] = deque()
        self._task: Task[None] | None = None
        self._closed = False
        self._known: set[Path] = set()  # these two are the job's own
        self._count = 0

    # --- on the main thread

    def add(self, paths: Sequence[Path]) -> None:
        """Read files, and what lies in folders."""
        self._asked.append(tuple(paths))
        self._start()

    def again(self, number: int, path: Path, kind: Kind | None, encoding: str | None) -> None:
        """Read a file once more, as somebody said it is; before the files still waiting."""
        self._asked.append(_Again(number, path, kind, encoding))
        self._start()

    def stop(self) -> None:
        """Read no more."""
        self._asked.clear()
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop, and be gone."""
        self._closed = True
        if self._task is None:
            self.deleteLater()
        self.stop()

    def _start(self) -> None:
        if self._task is None and not self._closed:
            task = self._work.compute(tr("Reading files"), self._run, self._done, quiet=True)
            task.progressed.connect(self._drain, Qt.ConnectionType.QueuedConnection)
            task.ended.connect(self._ended)
            self._task = task

    def _done(self, _nothing: None) -> None:
        self._drain()

    def _drain(self) -> None:
        while self._told and not self._closed:
            told = self._told.popleft()
            if isinstance(told, Gathering):
                self.gathered.emit(told)
            else:
                self.came.emit(told)

    def _ended(self) -> None:
        self._task = None
        if self._closed:
            self.deleteLater()
            return
        self._drain()
        if self._asked:
            self._start()
        else:
            self.rested.emit()

    # --- in the worker's thread

    def _run(self, progress: Progress) -> None:
        waiting = self._next(progress)
        while waiting:
            batch, waiting = waiting, []
            outcomes = read_files([path for _, path in batch], progress=progress)
            with closing(outcomes):  # a stopped job must not leave its processes behind
                for (number, path), outcome in zip(batch, outcomes, strict=True):
                    self._tell(self._judged(number, path, outcome, None, progress), progress)
                    waiting += self._next(progress)

    def _next(self, progress: Progress) -> list[tuple[int, Path]]:
        """Do what was asked for meanwhile; returns the new files."""
        new: list[tuple[int, Path]] = []
        while self._asked:
            asked = self._asked.popleft()
            if isinstance(asked, _Again):
                self._read_again(asked, progress)
            else:
                new += self._gather(asked, progress)
        return new

    def _gather(self, paths: Sequence[Path], progress: Progress) -> list[tuple[int, Path]]:
        found = gather(paths, lambda: progress.step(0, 0))
        new: list[Gathered] = []
        for file in found.files:
            if (path := file.path.absolute()) not in self._known:
                self._known.add(path)
                new.append(file)
        first, self._count = self._count, self._count + len(new)
        self._tell(found._replace(files=tuple(new)), progress)
        return [(number, file.path) for number, file in enumerate(new, first)]

    def _read_again(self, asked: _Again, progress: Progress) -> None:
        with closing(
            read_files([asked.path], kind=asked.kind, encoding=asked.encoding, progress=progress)
        ) as outcomes:
            for outcome in outcomes:
                came = self._judged(asked.number, asked.path, outcome, asked.encoding, progress)
                self._tell(came, progress)

    def _judged(
        self,
        number: int,
        path: Path,
        outcome: ReadFile | FileRefused,
        encoding: str | None,
        progress: Progress,
    ) -> Came:
        """What is to be known of a file; a table that is no document is a sheet."""
        if isinstance(outcome, ReadFile):
            with self._work.project.reading() as session:
                twin = documents.with_bytes(session, outcome.original.sha256)
                former = None
                if twin is None:
                    text, name = outcome.transcript.text, outcome.original.name
                    former = versions.former(session, text, name)
                elif versions.read_otherwise(session, twin.uid, outcome.transcript):
                    former = twin
            words = word_count(outcome.transcript.text)
            for entry in outcome.transcript.entries:
                how_sure(entry)  # remembered, so that the window need not work it out
            name, other = twin.name if twin else "", None
            if outcome.transcript.format in ("csv", "xlsx"):
                table = self._read_sheet(path, encoding, progress)
                other = table if isinstance(table, Sheet) else None
            original = outcome.original
            return Came(number, outcome.transcript, "", words, original, name, other, former)
        if path.suffix.lower() in _TABLES:
            table = self._read_sheet(path, encoding, progress)
            return self._judged_sheet(number, path, table)
        return Came(number, None, outcome.cause)

    def _read_sheet(
        self, path: Path, encoding: str | None, progress: Progress
    ) -> Sheet | FileRefused:
        with closing(read_sheets([path], encoding=encoding, progress=progress)) as tables:
            table = next(iter(tables))
        return table if isinstance(table, FileRefused) else table.sheet

    def _judged_sheet(self, number: int, path: Path, sheet: Sheet | FileRefused) -> Came:
        """A table of open answers that names nobody here is a survey, any other one of attributes;
        both can be said otherwise.
        """
        if isinstance(sheet, FileRefused):
            return Came(number, None, sheet.cause)
        try:
            original = pack(path, read_bytes(path))
        except FileRefused as refused:
            return Came(number, None, refused.cause)
        questions = survey.choose(sheet)
        if questions is not None and survey.is_plain(sheet, questions):
            with self._work.project.reading() as session:
                twin = documents.with_bytes(session, original.sha256)
                known = twin is None and case_sheet.knows(session, sheet)
            if not known:
                words = sum(word_count(row[n]) for row in sheet.rows for n in questions.open)
                asking = replace(sheet, questions=questions)
                return Came(number, asking, "", words, original, twin.name if twin else "")
        if sheet_columns.choose(sheet, (), ()) is None:
            return Came(number, None, tr(_NO_CASES))
        return Came(number, sheet, "", 0, original)

    def _tell(self, told: Gathering | Came, progress: Progress) -> None:
        self._told.append(told)
        progress.step(0, 0)  # wakes the main thread
