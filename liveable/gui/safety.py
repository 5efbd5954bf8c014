"""The project as a file: snapshots of it, by hand and as time goes, and whether it is sound."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.gui.commands import Doers
from liveable.gui.kept import Kept
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import backup, check

_SNAPSHOT_EVERY = 60_000  # ms between looks whether a snapshot is due


class Safety(QObject):
    """Keeps snapshots until it is told to ``stop``."""

    def __init__(self, work: Work, kept: Kept, parent: QObject) -> None:
        super().__init__(parent)
        self.work, self.kept = work, kept
        self._acted = False  # since the project was opened
        self._snapshots = QTimer(self)
        self._snapshots.timeout.connect(self._every_minute)
        self._snapshots.start(_SNAPSHOT_EVERY)
        work.changed.connect(self._note_act)

    def doers(self) -> Doers:
        """The commands on the project as a file."""
        return {"project.snapshot": self.take_snapshot, "project.check": self.check}

    def _note_act(self) -> None:
        self._acted = True

    def take_snapshot(self) -> None:
        """Make a copy of the project in its folder of snapshots, now."""
        work, folder = self.work, self.kept.now.snapshot_folder

        def job(_progress: Progress) -> backup.Snapshot:
            return backup.take(work.project.path, tr("by hand"), folder)

        work.compute(
            tr("Taking a snapshot"),
            job,
            lambda made: work.say(tr("Snapshot kept: {name}", name=made.path.name)),
        )

    def _every_minute(self) -> None:
        mine, path = self.kept.now, self.work.project.path
        if mine.snapshots and self.work.project.writable:
            self.work.compute(
                tr("Keeping a snapshot"),
                lambda _progress: backup.keep(path, mine.snapshot_minutes, mine.snapshot_folder),
                lambda _made: None,
                quiet=True,
            )

    def check(self) -> None:
        """Prove the project sound, and say so."""
        work = self.work

        def told(report: check.Report) -> None:
            if report.sound:
                acts = counted(report.operations, "act", "acts")
                work.say(tr("Sound: {acts}, each as it was written.", acts=acts))
            else:
                work.say(" ".join(report.faults[:3]), bad=True)

        work.compute(tr("Checking"), lambda p: check.check(work.project, p), told)

    def stop(self) -> None:
        """Keep no more."""
        self._snapshots.stop()

    def keep_last(self) -> None:
        """After the project was closed, keep a last snapshot of what was done in it."""
        path, mine = self.work.project.path, self.kept.now
        if mine.snapshots and self._acted:
            # The program ends when the copy is whole, but nobody has to look on.
            threading.Thread(
                target=_keep_snapshot,
                args=(path, mine.snapshot_minutes, mine.snapshot_folder),
                name="liveable-snapshot",
            ).start()


def _keep_snapshot(path: Path, minutes: int, folder: str) -> None:
    with contextlib.suppress(Refused, OSError):  # the project is safe; the next time tries again
        backup.keep(path, minutes, folder)
