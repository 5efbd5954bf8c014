"""Going back to a snapshot: which there are, what is in each, and where the present file goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.fact_list import Fact, FactList
from liveable.gui.parts import Elided, announce, button, column, label, row
from liveable.gui.tasks import Tasks
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr, when
from liveable.settings import Settings
from liveable.store import backup
from liveable.store.backup import Snapshot
from liveable.store.glance import Glance, glance
from liveable.store.project import SUFFIX

T = TypeVar("T")


class RestoreDialog(Dialog):
    """``restored`` carries the project's file once a snapshot took its place and the page was read.

    The project must not be open: the window closes it first, and opens it again afterwards.
    """

    restored = Signal(Path)

    def __init__(
        self, theme: Theme, project: Path | None, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            tr("Restore a snapshot"),
            tr("The project goes back to what it was then. Its present state is kept as a snapshot "
               "of its own, so you can come back."),
            tr("Restore"),
            parent,
        )  # fmt: skip
        self._tasks = Tasks(self)
        self._settings = settings
        self.project = project
        self._busy = False
        self._restored = False
        self._listed = 0
        self._found: dict[Path, Snapshot] = {}
        self._make_parts()
        self.wanted.connect(self._restore)
        self.fit(760, 560)
        self.show_project(project)

    def _make_parts(self) -> None:
        self.name = Elided("", "head")
        self.present = label("", "small", wrap=True)
        self.choose = button(tr("Choose another project…"))
        self.choose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose.clicked.connect(self.ask)
        self.snapshots = FactList(self.theme, tr("Snapshots"))
        self.snapshots.opened.connect(lambda _path: self._restore())
        self.listed = column(self.snapshots, space=0, edges=(1, 1, 1, 1))
        self.listed.setProperty("box", "card")
        self.nothing = label("", "quiet", wrap=True)
        self.problem = Problem(self.theme)
        self.body.addWidget(row(self.name, self.choose))
        self.body.addSpacing(-8)
        self.body.addWidget(self.present)
        self.body.addWidget(self.listed, 1)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.problem)
        self.body.addStretch(0)

    # --- which project, which snapshots

    def ask(self) -> None:
        """Ask for a project's file."""
        folder = str(self.project.parent) if self.project else ""
        found, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a project"), folder, tr("Liveable projects") + f" (*{SUFFIX})"
        )
        if found:
            self.show_project(Path(found))

    def show_project(self, project: Path | None) -> None:
        """List the snapshots of a project; None asks to choose one."""
        self.project = project
        self._listed += 1
        self.problem.show_text("")
        self.name.set_text(project.name if project else tr("No project chosen"))
        self.present.setText("")
        self._found = {}
        self._show([])
        self.nothing.setText(tr("Looking…") if project else tr("Choose the project to go back in."))
        if project is None:
            self.choose.setFocus()
            return
        chosen = self._settings.snapshot_folder

        def found(_progress: Progress) -> list[Snapshot]:
            return backup.snapshots(project, chosen)

        self._run(found, partial(self._list, self._listed))
        self._run(partial(_look, project), partial(self._tell_present, self._listed))

    def _list(self, listed: int, snapshots: list[Snapshot]) -> None:
        if listed != self._listed or self.project is None:
            return
        self._found = {snapshot.path: snapshot for snapshot in snapshots}
        now = datetime.now()
        self._show([_fact(snapshot, now) for snapshot in snapshots])
        place = backup.folder(self.project, self._settings.snapshot_folder)
        self.nothing.setText(tr("There is no snapshot of this project in {place}.", place=place))
        for snapshot in snapshots:
            self._run(
                partial(_look, snapshot.path),
                partial(self._tell, listed, snapshot),
                partial(self._tell_trouble, listed, snapshot),
            )

    def _show(self, facts: list[Fact]) -> None:
        self.snapshots.show_rows(facts)
        self.listed.setVisible(bool(facts))
        self.nothing.setVisible(not facts)
        self.main.setEnabled(bool(facts))
        if facts:
            self.snapshots.setFocus()

    def _tell(self, listed: int, snapshot: Snapshot, seen: Glance) -> None:
        if listed == self._listed:
            facts = (
                counted(seen.documents, "document", "documents"),
                counted(seen.codings, "coding", "codings"),
                _size(snapshot.path),
            )
            fact = replace(_fact(snapshot, datetime.now()), facts=" · ".join(facts))
            self.snapshots.facts.set_fact(fact)

    def _tell_trouble(self, listed: int, snapshot: Snapshot, _error: Exception) -> None:
        if listed == self._listed:
            fact = replace(_fact(snapshot, datetime.now()), trouble=tr("Cannot be read"))
            self.snapshots.facts.set_fact(fact)

    def _tell_present(self, listed: int, seen: Glance) -> None:
        if listed == self._listed:
            facts = (
                counted(seen.documents, "document", "documents"),
                counted(seen.codings, "coding", "codings"),
                when(seen.at, datetime.now()) if seen.at else "",
            )
            now = " · ".join(fact for fact in facts if fact)
            self.present.setText(tr("Now: {facts}", facts=now))

    # --- going back

    def _restore(self) -> None:
        fact = self.snapshots.current()
        if fact is None or self.project is None or self._busy or self._restored:
            return
        project, mine = self.project, self._settings
        self._turn_busy(True)

        def restore(_progress: Progress) -> Snapshot | None:
            return backup.restore(project, fact.path, mine.name, mine.snapshot_folder)

        self._tasks.run(
            tr("Restoring"), restore, partial(self._restored_to, fact), self._failed, quiet=True
        )

    def _turn_busy(self, busy: bool) -> None:
        self._busy = busy
        self.content.setEnabled(not busy)
        self.main.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.show_note(tr("Restoring…") if busy else "")

    def _restored_to(self, fact: Fact, aside: Snapshot | None) -> None:
        self._turn_busy(False)
        self._restored = True
        self.listed.hide()
        self.choose.hide()
        self.present.hide()
        said = tr("The project is again as it was: {when}.", when=fact.name)
        if aside is not None:
            said += "\n\n" + tr("The state it was in before is kept as {path}.", path=aside.path)
        self.nothing.setText(said)
        self.nothing.show()
        self.problem.show_text("")
        self.cancel.hide()
        self.main.setText(tr("Open the project"))
        self.main.setAccessibleName(tr("Open the project"))
        self.wanted.disconnect(self._restore)
        self.wanted.connect(self.accept)
        self.main.setFocus()
        announce(self, said)

    def _failed(self, error: Exception) -> None:
        self._turn_busy(False)
        if not isinstance(error, Refused):
            raise error
        self.problem.show_text(str(error))
        self.snapshots.setFocus()

    def _run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._tasks.run(tr("Looking at snapshots"), job, done, failed or _nothing, quiet=True)

    def reject(self) -> None:
        """Close; not while a snapshot is being put in place."""
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        self._tasks.close()
        super().done(result)
        if self._restored and self.project is not None:
            self._restored = False
            self.restored.emit(self.project)


def _look(path: Path, _progress: Progress) -> Glance:
    return glance(path)


def _nothing(_error: Exception) -> None:
    """A file that cannot be looked at is listed without its facts."""


def _fact(snapshot: Snapshot, now: datetime) -> Fact:
    moment = when(snapshot.at, now)
    if f"{snapshot.at:%H:%M}" not in moment:
        moment = f"{moment}, {snapshot.at:%H:%M}"
    return Fact(snapshot.path, moment, note=tr(snapshot.note), facts=_size(snapshot.path))


def _size(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    if size < 1_000_000:
        return tr("{n} kB", n=f"{max(1, round(size / 1000)):,}")
    return tr("{n} MB", n=f"{size / 1_000_000:,.1f}")
