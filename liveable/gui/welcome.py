"""The first page: the sample project, a new one, one that is there; what was open lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveable.core.progress import Progress
from liveable.errors import NewerProject, NotFound, Refused
from liveable.gui.card import Card
from liveable.gui.coded_picture import CodedPicture
from liveable.gui.drags import files_in
from liveable.gui.fact_list import Fact, FactList
from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.parts import Pouring, announce, button, column, label, row, say
from liveable.gui.tasks import Task, Tasks
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr, when
from liveable.store.glance import Glance, glance
from liveable.store.project import SUFFIX

Shape = Literal["wide", "middle", "narrow"]
_WIDE, _MIDDLE = 940, 760  # logical pixels at 100 %
_ROWS_SHOWN = 8


class Welcome(QWidget):
    """What a start shows. ``forgotten`` asks to take a project off the list of recent ones.

    ``files_dropped`` carries files that are not a project: the window makes one for them.
    ``tasks`` are the jobs of a window without a project.
    """

    command_wanted = Signal(str)
    project_wanted = Signal(Path)
    files_dropped = Signal(list)
    forgotten = Signal(Path)

    def __init__(self, theme: Theme, keys: Keys | None = None) -> None:
        super().__init__()
        self.theme = theme
        self._keys = keys or Keys(parent=self)
        self.tasks = Tasks(self)
        self.destroyed.connect(partial(Tasks.close, self.tasks))
        self._looked = 0
        self.setAcceptDrops(True)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Welcome"))
        self._make_left()
        self._make_right()
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()
        self.set_recent([])

    # --- the parts

    def _make_left(self) -> None:
        self.cards = {
            name: self._card(name, title, about)
            for name, title, about in (
                (
                    "project.sample",
                    tr("Open the sample project"),
                    tr("Eleven invented texts, coded by two people. "
                       "Nothing you do there can go wrong."),
                ),
                (
                    "project.new",
                    tr("New project"),
                    tr("One file holds texts, codes, memos and their history."),
                ),
                (
                    "project.open",
                    tr("Open a project"),
                    tr("A .liveable file, on this machine or a shared drive."),
                ),
                (
                    "project.restore",
                    tr("Restore a snapshot"),
                    tr("Go back to an earlier state; the present one is kept."),
                ),
            )
        }  # fmt: skip
        self.busy = _Busy()
        title = label(tr("Liveable"), "display")
        line = tr("Read closely. Mark what people say. Carry their words into the report.")
        self.left = QWidget()
        box = QVBoxLayout(self.left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(title)
        about = label(line, "quiet", wrap=True)
        about.setMinimumWidth(1)  # else Qt keeps a wrapped label from becoming narrow
        box.addWidget(about)
        box.addSpacing(16)
        for name, card in self.cards.items():
            box.addWidget(card)
            if name == "project.sample":
                box.addWidget(self.busy)
        box.addStretch(1)

    def _card(self, name: str, title: str, about: str) -> Card:
        card = Card(self.theme, title, about, KeyCap(self._keys, name))
        card.clicked.connect(lambda: self.command_wanted.emit(name))
        card.arrow.connect(lambda way: self._go(card, way))
        return card

    def _make_right(self) -> None:
        self.picture = column(CodedPicture(self.theme), edges=(28, 22, 12, 20))
        self.picture.setProperty("box", "card")
        self.recent = FactList(self.theme, tr("Recent projects"), single_click=True)
        self.recent.opened.connect(self.project_wanted)
        self.recent.way_out_taken.connect(self._forget)
        self.recent.left.connect(lambda: self.cards["project.sample"].setFocus())
        self._nothing = label(tr("Projects you open are listed here."), "small", wrap=True)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._listed = column(self.recent, self._nothing, space=0, edges=(1, 1, 1, 1))
        self._listed.setProperty("box", "card")
        self._delete = row(label(tr("Take off the list"), "small"), label("Del", "key"))
        self._enter = row(label(tr("Open"), "small"), label("Enter", "key"), 4, self._delete)
        head = row(label(tr("Recent projects"), "head"), None, self._enter)
        self.right = QWidget()
        box = QVBoxLayout(self.right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.picture)
        self._gap = QWidget()
        self._gap.setFixedHeight(12)
        box.addWidget(self._gap)
        box.addWidget(head)
        box.addWidget(self._listed)
        box.addStretch(1)

    def _lay_out(self) -> None:
        self._pair = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._pair)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.left)
        self._sides.addWidget(self.right)
        self._middle = QWidget()
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._middle)
        across.addStretch(1)
        across.addWidget(self._pair, 100)
        across.addStretch(1)
        inside = Pouring()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(inside)
        self._column.addStretch(2)
        self._column.addWidget(self._middle)
        self._column.addStretch(3)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.foot = label("", "small", wrap=True)
        self.foot.setMinimumWidth(1)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.foot.setContentsMargins(12, 8, 12, 16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.foot)
        self._say_foot("")

    def shape(self) -> Shape:
        """How the page lies for its width and the text size."""
        width = self.width() / self.theme.px(100) * 100
        return "wide" if width >= _WIDE else "middle" if width >= _MIDDLE else "narrow"

    def _fit(self) -> None:
        px, shape = self.theme.px, self.shape()
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.TopToBottom if shape == "narrow" else ways.LeftToRight)
        self._sides.setSpacing({"wide": px(56), "middle": px(24), "narrow": px(28)}[shape])
        self._sides.setStretch(0, 50)
        self._sides.setStretch(1, 68 if shape == "wide" else 50)
        edge = px(40 if shape == "wide" else 24)
        top = edge if self.height() > px(640) else px(12)
        self._column.setContentsMargins(edge, top, edge, px(12))
        self._pair.setMaximumWidth(px(1236 if shape == "wide" else 960))
        self.picture.setVisible(shape == "wide")
        self._gap.setVisible(shape == "wide")
        self._delete.setVisible(shape != "middle")
        # In one column and in the middle shape the two heads begin at one height.
        lead = {"wide": 20, "middle": 12, "narrow": 0}[shape]
        box = self.right.layout()
        assert box is not None
        box.setContentsMargins(0, px(lead), 0, 0)
        self._fit_list()

    def _fit_list(self) -> None:
        rows = min(_ROWS_SHOWN, len(self.recent.facts.rows))
        self.recent.setVisible(rows > 0)
        self.recent.setFixedHeight(rows * self.recent.row_height() + 4)
        self._nothing.setVisible(rows == 0)
        self._enter.setVisible(rows > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self.focusWidget() is None or not self.focusWidget().hasFocus():
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keys where they are likely wanted: the last project, else the sample."""
        if self.recent.facts.rows and self.shape() != "narrow":
            self.recent.setFocus()
        else:
            self.cards["project.sample"].setFocus()

    def _go(self, card: Card, way: str) -> None:
        cards = list(self.cards.values())
        place = cards.index(card) + {"up": -1, "down": 1}.get(way, 0)
        if way == "right" or place == len(cards):
            if self.recent.facts.rows:
                self.recent.setFocus()
                self.area.ensureWidgetVisible(self.recent)
        elif way != "left" and place >= 0:
            cards[place].setFocus()
            self.area.ensureWidgetVisible(cards[place])

    # --- recent projects

    def set_recent(self, projects: list[Path]) -> None:
        """List these projects, latest first; what is in them is read beside the window."""
        self._looked += 1
        self.recent.show_rows([Fact(path, path.stem) for path in projects])
        self._fit_list()
        for path in projects:
            self.tasks.run(
                tr("Looking at {name}", name=path.name),
                partial(_look, path),
                partial(self._show_fact, self._looked, path),
                partial(self._show_fact, self._looked, path),
                quiet=True,
            )

    def _show_fact(self, looked: int, path: Path, seen: Glance | Exception) -> None:
        if looked != self._looked:
            return
        self.recent.facts.set_fact(_fact(path, seen, datetime.now()))
        rows = self.recent.facts.rows
        names = Counter(each.name for each in rows)
        for each in [each for each in rows if names[each.name] > 1]:
            self.recent.facts.set_fact(replace(each, note=each.path.stem))

    def _forget(self, path: Path) -> None:
        self.recent.facts.remove(path)
        self._fit_list()
        if not self.recent.facts.rows:
            self.take_focus()
        self.forgotten.emit(path)

    # --- a job under way

    def follow(self, task: Task[Any]) -> None:
        """Show a job's progress under the first card, which rests until it ends."""
        card = self.cards["project.sample"]
        card.setEnabled(False)
        task.ended.connect(lambda: card.setEnabled(True))
        self.busy.follow(task)
        self.busy.stop.setFocus()

    # --- dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = files_in(event)
        if files:
            event.acceptProposedAction()
            projects = any(path.suffix == SUFFIX for path in files)
            self._say_foot(
                tr("Drop it to open the project.")
                if projects
                else tr("Drop them to begin a project with these texts.")
            )

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._say_foot("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._say_foot("")
        files = files_in(event)
        event.acceptProposedAction()
        if projects := [path for path in files if path.suffix == SUFFIX]:
            self.project_wanted.emit(projects[0])
        elif files:
            self.files_dropped.emit(files)

    def _say_foot(self, text: str) -> None:
        said = text or tr("Everything stays on this machine. No account, no network.")
        self.foot.setText(said)
        say(self.foot, t="strong" if text else "small")
        if text:
            announce(self, text)


class _Busy(QWidget):
    """What is being made, how far it is, and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.what = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.stop = button(tr("Cancel"), link=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 4)
        box.setSpacing(4)
        box.addWidget(row(self.what, None, self.stop))
        box.addWidget(self.bar)
        self._task: Task[Any] | None = None
        self.stop.clicked.connect(self._cancel)
        self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def follow(self, task: Task[Any]) -> None:
        """Show a job until it ends."""
        self._task = task
        self.what.setText(task.title)
        self.bar.setRange(0, 0)
        task.progressed.connect(self._step)
        task.ended.connect(lambda: self._end(task))
        self.show()

    def _step(self, done: int, total: int, note: str) -> None:
        if self._task is not None:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.what.setText(f"{self._task.title}: {note}" if note else self._task.title)

    def _end(self, task: Task[Any]) -> None:
        if self._task is task:
            self._task = None
            self.hide()


def _look(path: Path, _progress: Progress) -> Glance:
    return glance(path)


def _fact(path: Path, seen: Glance | Exception, now: datetime) -> Fact:
    plain = Fact(path, path.stem)
    if isinstance(seen, Glance):
        facts = (
            counted(seen.documents, "document", "documents"),
            counted(seen.codings, "coding", "codings"),
        )
        at = when(seen.at, now) if seen.at else ""
        return Fact(path, seen.name, facts=" · ".join(facts), when=at)
    remove = tr("Remove")
    if isinstance(seen, NotFound):
        return replace(plain, trouble=tr("Not found in its folder"), way_out=remove)
    if isinstance(seen, NewerProject):
        return replace(plain, trouble=tr("Made by a newer Liveable"))
    if isinstance(seen, Refused):
        return replace(plain, trouble=tr("Cannot be read: damaged, or not a project"))
    return replace(plain, trouble=tr("Cannot be read"))
