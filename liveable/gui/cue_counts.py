"""In how many places phrases are found, counted beside the window as somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from liveable.core.progress import Progress
from liveable.gui.tasks import Task
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import suggestions
from liveable.ops.whole_codebook import dialect_of
from liveable.store.history import Changed

_PAUSE = 500  # ms after the last key before counting begins


class CueCounts(QObject):
    """``found`` are the numbers that are known, by phrase. ``counted``: others have come in;
    ``forgotten``: none holds any more, for the texts or the dialect changed.
    """

    counted = Signal()
    forgotten = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self.work = work
        self.found: dict[str, int] = {}
        self._asked: tuple[str, ...] = ()
        self._task: Task[dict[str, int]] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        work.changed.connect(self._hear)

    def ask(self, phrases: Iterable[str]) -> None:
        """Count these once nobody has asked for others for a moment."""
        self._asked = tuple(phrases)
        if self._wanted():
            self._pause.start()

    def said(self, phrase: str) -> str:
        """How many places a phrase is found in, in words; "" while that is not known."""
        number = self.found.get(phrase)
        if number is None:
            return tr("…") if self._task is not None else ""
        if number == 0:
            return tr("nowhere")
        return tr("in 1 place") if number == 1 else tr("in {n} places", n=f"{number:,}")

    def stop(self) -> None:
        """Count no further."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"document", "turn", "speaker", "project"}:
            self.found.clear()
            self.forgotten.emit()

    def _wanted(self) -> tuple[str, ...]:
        return tuple(phrase for phrase in self._asked if phrase not in self.found)

    def _count(self) -> None:
        self.stop()
        wanted, work = self._wanted(), self.work
        if not wanted:
            return

        def job(progress: Progress) -> dict[str, int]:
            with work.project.reading() as session:
                texts, dialect = suggestions.listened(session), dialect_of(session)
            return work.suggester.places(texts, wanted, dialect=dialect, progress=progress)

        task = work.compute(tr("Counting places"), job, self._take, quiet=True)
        task.ended.connect(lambda: self._ended(task))
        self._task = task

    def _take(self, found: dict[str, int]) -> None:
        self.found |= found
        self.counted.emit()

    def _ended(self, task: Task[dict[str, int]]) -> None:
        if self._task is task:
            self._task = None
