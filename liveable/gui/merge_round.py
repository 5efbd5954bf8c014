"""Copies taken in, one after the other: compared beside the window, laid open, then written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from liveable.core.merging import MergeReport
from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.exchange.team.values import Decision, MergePlan
from liveable.gui import merge_reports
from liveable.gui import merge_words as words
from liveable.gui.actions import Actions
from liveable.gui.commands import Doers, Need
from liveable.gui.kept import Kept
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.history import Changed
from liveable.store.project import SUFFIX

if TYPE_CHECKING:
    from liveable.gui.merge_page import MergePage

_SETTLED = 400  # ms without another act before a copy is compared again


class MergeRound(QObject):
    """``page`` is the merge that is laid open, None while there is none; ``page_changed`` follows.

    A copy that cannot be taken in costs a sentence, and the others go on.
    """

    page_changed = Signal()
    offers_changed = Signal()

    def __init__(self, work: Work, kept: Kept, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.work, self.kept, self._actions, self._parent = work, kept, actions, parent
        self.page: MergePage | None = None
        self._waiting: list[Path] = []
        self._dropped = False
        self._back: QWidget | None = None  # what had the keys before the page
        self._number = self._whole = 0
        self._reports: list[MergeReport] = []
        self._said: list[str] = []  # of copies that bring nothing new
        self._refused: list[str] = []
        self._stale = False  # the project changed since the page's plan was made
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLED)
        self._again.timeout.connect(self._compare_again)
        work.changed.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether copies are being taken in."""
        return self._whole > 0

    def doers(self) -> Doers:
        """The commands of merging; those of the review do nothing without one."""

        def of_page(name: str) -> Callable[[], object]:
            return lambda: getattr(self.page, name)() if self.page is not None else None

        return {
            "team.merge": self.ask,
            "team.reports": lambda: merge_reports.ask_which(self.work, self._window()),
            "merge.next": of_page("next"),
            "merge.previous": of_page("previous"),
            "merge.decide": of_page("decide"),
            "merge.alike": of_page("decide_alike"),
            "merge.write": of_page("start"),
        }

    def offers(self) -> frozenset[Need]:
        """What there is to do while a merge is laid open."""
        return self.page.offers() if self.page is not None else frozenset()

    def _window(self) -> QWidget:
        return self._parent.window()

    # --- which copies

    def ask(self) -> None:
        """Ask for the copies to take in."""
        work = self.work
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window(),
            tr("Merge copies of this project"),
            str(work.looked_in),
            tr("Liveable projects") + f" (*{SUFFIX})",
        )
        if chosen:
            work.looked_in = Path(chosen[0]).parent
            self.begin([Path(name) for name in chosen])

    def offer(self, paths: list[Path]) -> None:
        """Take in what was dropped on the window, where it is of this project."""
        self.begin(paths, dropped=True)

    def begin(self, copies: list[Path], *, dropped: bool = False) -> None:
        """Take in some copies, in the order of their names; ``dropped`` ones only where they have
        a history in common with the project.
        """
        if self.busy:
            self.work.say(tr("Copies are being merged already."), bad=True)
            return
        self._waiting, self._dropped = sorted(copies), dropped
        self._number, self._whole = 0, len(copies)
        self._reports, self._said, self._refused = [], [], []
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        self._number += 1
        path = self._waiting.pop(0)
        task = self.work.tasks.run(
            tr("Comparing {name}", name=path.name),
            partial(self._plan, path),
            self.lay_open,
            self._refuse,
        )
        task.cancelled.connect(self._stop)

    def _plan(self, path: Path, progress: Progress) -> MergePlan:
        from liveable.exchange.team import plan as planning

        project = self.work.project
        if path.exists() and path.samefile(project.path):
            raise Refused(tr("{name} is the project that is open.", name=path.name))
        return planning.plan(project, path, progress)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._refused.append(tr("A copy could not be compared: {cause}", cause=str(error)))
            logging.getLogger("liveable").error("a copy could not be compared", exc_info=error)
        else:
            self._refused.append(str(error))
        self._next()

    # --- laid open

    def lay_open(self, plan: MergePlan) -> None:
        """Show what a copy would bring; one that brings nothing new costs a sentence."""
        if self._dropped and not plan.copy.shared:
            self._refused.append(
                tr("{name} is another project. Team ▸ Merge a copy… can bring it in all the same, "
                   "Project ▸ Open a project… opens it.", name=plan.copy.path.name)
            )  # fmt: skip
            self._next()
            return
        if plan.empty:
            said = tr("{copy} brings nothing new.", copy=words.called(plan.copy))
            self._said.append(said[:1].upper() + said[1:])
            self._next()
            return
        from liveable.gui.merge_page import MergePage

        place = ""
        if self._whole > 1:
            place = tr("copy {n} of {all}", n=self._number, all=self._whole)
        me = self.work.look(queries.coder_name, self.work.coder) or self.kept.now.name
        self._back = QApplication.focusWidget()
        self.page = page = MergePage(self.work, plan, self.work.project.path.stem, me, place)
        page.merge_wanted.connect(self._write)
        page.left.connect(self.leave)
        page.offers_changed.connect(self.offers_changed)
        self._actions.do({}, {"review": page})
        self._stale = False
        self.page_changed.emit()
        page.take_focus()
        if self._refused:
            self.work.say("\n".join(self._refused), bad=True)
            self._refused = []

    def _shut(self) -> None:
        self._again.stop()
        page, self.page = self.page, None
        self.page_changed.emit()
        if page is not None:
            page.hide()
            page.deleteLater()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    def _hear(self, _changed: Changed) -> None:
        if self.page is not None and self.page.body.isEnabled():
            self._again.start()

    def _compare_again(self) -> None:
        """The project went on, for instance by an import that was under way: so does the plan."""
        page = self.page
        if page is None or not page.body.isEnabled():
            return

        def show(plan: MergePlan) -> None:
            if self.page is page and page.body.isEnabled():
                page.show_plan(plan)

        self.work.compute(
            tr("Comparing {name} again", name=page.plan.copy.path.name),
            partial(self._plan, page.plan.copy.path),
            show,
        )

    # --- leaving

    @property
    def undone(self) -> int:
        """How many decisions were made of a merge that is not written."""
        return len(self.page.choices.decisions) if self.page is not None else 0

    def leave(self) -> None:
        """Leave the merge, and the copies after it, unwritten; ask where decisions were made."""
        self.ask_to_leave(self._stop)

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Go on at once where nothing was decided; else only when a person says so."""
        if not self.undone:
            then()
            return
        from liveable.gui.question import Question

        said = tr("Nothing of it has been written. What you decided ({number}) is kept, and is "
                  "here when you compare this copy again.")  # fmt: skip
        if not self.work.project.writable:
            said = tr("Nothing of it has been written, and {number} would be lost.")
        number = counted(self.undone, "decision", "decisions")
        Question(
            self._window(),
            tr("Leave this merge?"),
            said.format(number=number),
            tr("Leave"),
            tr("Go on deciding"),
            then,
        ).open()

    def _stop(self) -> None:
        rest = [path.name for path in self._waiting]
        self._waiting = []
        if rest:
            self._said.append(tr("Not looked at: {names}.", names=", ".join(rest)))
        if self.page is not None:
            self._shut()
        self._end()

    def close(self) -> None:
        """Let the page go with the project."""
        self._waiting, self._whole = [], 0
        self._again.stop()
        if self.page is not None:
            self.page.deleteLater()
            self.page = None

    # --- written

    def _write(self, decisions: dict[str, Decision]) -> None:
        page, work = self.page, self.work
        if page is None:
            return
        plan, folder = page.plan, self.kept.now.snapshot_folder

        def job(progress: Progress) -> MergeReport:
            from liveable.exchange.team import apply as applying

            return applying.apply(
                work.project, plan, decisions, work.coder, progress, snapshots=folder
            )

        page.set_busy(True)
        self._again.stop()
        title = tr("Merging {copy}", copy=words.called(plan.copy))
        task = work.tasks.run(title, job, self._wrote, self._failed, lane="write")
        task.cancelled.connect(lambda: self._resume(page))

    def _resume(self, page: MergePage) -> None:
        if self.page is page:
            page.set_busy(False)

    def _failed(self, error: Exception) -> None:
        if self.page is not None:
            self._resume(self.page)
        self.work.failed(error)

    def _wrote(self, report: MergeReport) -> None:
        self._reports.append(report)
        self._shut()
        self._next()

    def _end(self) -> None:
        """Say what became of all the copies."""
        reports, refused = self._reports, self._refused
        lines = [words.told(report) for report in reports] + self._said + refused
        self._number = self._whole = 0
        if not lines:
            return
        last = reports[-1] if len(reports) == 1 else None
        self.work.say(
            "\n".join(lines),
            undo=bool(reports),
            bad=bool(refused),
            lasting=True,
            more=tr("Save the report…") if last else "",
            do=lambda: merge_reports.save(self.work, self._window(), last) if last else None,
        )
