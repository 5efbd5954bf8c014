"""Below a conflict about a code: what both sides coded with it, looked up beside the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.exchange.team.evidence import TWO_CODES, Coded, Evidence, evidence, helps
from liveable.exchange.team.values import Conflict, MergePlan
from liveable.gui.parts import label
from liveable.gui.tasks import Task
from liveable.gui.version import Piece, Version
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.project import Project

_BESIDE = 464  # logical pixels: below, the two sides stand under each other
_LONG_NAME = 24  # characters of a name that still fits into a card's title
_Found = tuple[str, Evidence | None]  # with the conflict's key


class EvidencePart(QWidget):
    """Takes no room until there is something to show; ``me`` is the name of who merges."""

    def __init__(self, work: Work, me: str) -> None:
        super().__init__()
        self._work, self._me = work, me
        self._known: dict[str, Evidence | None] = {}  # by key, of the plan that is laid open
        self._conflict: Conflict | None = None
        self._task: Task[_Found] | None = None
        self.head = label("", "head", wrap=True)
        self.same = label("", "small", wrap=True)
        self.ours = Version(work.theme, "", apart=6)
        self.theirs = Version(work.theme, "", apart=6)
        self.foot = label("", "small", wrap=True)
        self._heads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heads.addWidget(self.head, 1)
        self._heads.addWidget(self.same)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addWidget(self.ours, 1)
        self._both.addWidget(self.theirs, 1)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._heads)
        self._box.addLayout(self._both)
        self._box.addWidget(self.foot)
        work.theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    # --- looked up

    def forget(self) -> None:
        """Look everything up anew: another plan was made."""
        self._known.clear()
        self._leave()

    def ask(self, plan: MergePlan, conflict: Conflict | None) -> None:
        """Show what was coded with the code of a conflict once it is found, or nothing."""
        if conflict is not None and conflict is self._conflict:
            return
        self._leave()
        if conflict is None or not helps(conflict):
            return
        self._conflict = conflict
        if conflict.key in self._known:
            self._show((conflict.key, self._known[conflict.key]))
        else:
            job = partial(_look, self._work.project, self._work.only, plan, conflict)
            self._task = self._work.glance(job, self._show)

    def _leave(self) -> None:
        """Go from the conflict that was shown; nobody waits for its answer any more."""
        self.hide()
        self._conflict = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _show(self, found: _Found) -> None:
        key, known = found
        if self._conflict is None or key != self._conflict.key:
            return
        self._task = None
        self._known[key] = known
        if known is not None:
            self._write(self._conflict, known)
            self._fit()
            self.show()

    # --- shown

    def _write(self, conflict: Conflict, found: Evidence) -> None:
        two = conflict.kind in TWO_CODES
        self.head.setText(_heading(conflict))
        same = counted(found.same, "passage the same", "passages the same")
        self.same.setText("" if found.empty else same if found.same else tr("no passage the same"))
        apart = bool(found.ours.passages or found.theirs.passages)
        if two:
            titles = tr("Coded only with yours"), tr("Coded only with theirs")
        else:
            titles = self._titles(found)
        for card, title, side in zip(
            (self.ours, self.theirs), titles, (found.ours, found.theirs), strict=True
        ):
            card.setVisible(apart)
            card.call(title)
            _fill(card, side)
        self.foot.setText("\n".join(_said(conflict, found)))
        self.foot.setVisible(bool(self.foot.text()))
        self.setAccessibleName(self.head.text())
        self.setAccessibleDescription(" ".join((self.same.text(), self.foot.text())).strip())

    def _titles(self, found: Evidence) -> tuple[str, str]:
        """Whose passages stand on the cards: one person's where there is but one."""
        mine, theirs = set(found.ours.coders), set(found.theirs.coders)
        ours = tr("Only you coded") if mine <= {self._me} else tr("Coded only here")
        if self._me in theirs:
            return tr("Coded only here"), tr("Coded only in the copy")
        if len(theirs) == 1 and len(name := " ".join(min(theirs).split())) <= _LONG_NAME:
            return ours, tr("Only {name} coded", name=name)
        return ours, tr("Coded only in the copy")

    def _fit(self) -> None:
        px = self._work.theme.px
        self._box.setContentsMargins(0, px(10), 0, 0)
        self._box.setSpacing(px(12))
        self._heads.setSpacing(px(8))
        self._both.setSpacing(px(16))
        ways = QBoxLayout.Direction
        room = self.width() >= px(_BESIDE)
        for box in (self._heads, self._both):
            box.setDirection(ways.LeftToRight if room else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _look(
    project: Project, only: str | None, plan: MergePlan, conflict: Conflict, progress: Progress
) -> _Found:
    try:
        return conflict.key, evidence(project, plan, conflict, progress, only=only)
    except Refused:  # that is said when the copy is to be merged
        return conflict.key, None


def _heading(conflict: Conflict) -> str:
    if conflict.kind in TWO_CODES:
        return tr("What was coded with each")
    if conflict.field == "definition":
        return tr("What the two definitions made of the text")
    if conflict.field in ("brief", "use_when", "not_when", "example"):
        return tr("What the two wordings made of the text")
    return tr("What was coded with it")


def _fill(card: Version, side: Coded) -> None:
    if side.quotes:
        words = "\n".join(tr("“{words}”", words=quote) for quote in side.quotes)
        card.show_pieces([Piece("same", words)], counted(side.passages, "passage", "passages"))
    else:
        card.show_state(tr("Nothing on this side alone"))


def _said(conflict: Conflict, found: Evidence) -> list[str]:
    """The lines below: what there is to know besides."""
    if found.empty:
        return [tr("Nobody coded with it yet.")]
    said = []
    if found.same and not (found.ours.passages or found.theirs.passages):
        said.append(tr("Both sides coded the same passages."))
    if found.elsewhere:
        more = counted(found.elsewhere, "passage is", "passages are")
        said.append(tr("{more} in documents that only one side has.", more=more))
    if conflict.kind == "edited-twice" and conflict.field == "definition":
        said.append(tr("No coding is lost whichever definition you keep."))
    elif conflict.kind != "re-created":
        said.append(tr("No coding is lost whichever you choose."))
    return said
