"""The foot of the window: codes at the caret, the place in the text, and jobs under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from liveable.gui.parts import Elided, L, M, S, Sign, button, label
from liveable.gui.tasks import Task
from liveable.gui.theme import Theme
from liveable.gui.words import day, tr
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.copies import this_copy


class Status(QWidget):
    """One quiet line; it never asks for anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._mark = Sign(theme, "ring")
        self._mark.hide()
        self.codes = Elided("", "body")
        self.codes.setAccessibleName(tr("Codes here"))
        self.place = Elided("", "small")
        both = QSizePolicy.Policy.Preferred  # all its room, where there is so much
        self.place.setSizePolicy(both, both)
        self.place.setAccessibleName(tr("Place in the text"))
        box = QHBoxLayout(self)
        box.setContentsMargins(M, 5, M, 6)
        box.setSpacing(S)
        self._head = label(tr("Codes here"), "small")
        self.job = Job()
        for part in (self._head, self._mark):
            box.addWidget(part)
        box.addWidget(self.codes, 1)
        box.addWidget(self.job)
        box.addSpacing(L)
        box.addWidget(self.place)

    def show_codes(self, names: list[str], colour: str | None) -> None:
        """Name the codes at the caret; ``colour`` is that of the first."""
        self._head.setVisible(bool(names))
        self._mark.setVisible(bool(names) and colour is not None)
        if colour is not None:
            self._mark.set_sign(self._theme.code(colour))
        self.codes.set_text(" · ".join(names))

    def show_place(self, words: list[str]) -> None:
        """Say where the caret is, who codes, and that it is saved."""
        self.place.set_text(" · ".join(word for word in words if word))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place.setMaximumWidth(max(self.width() * 3 // 4, 1))  # the codes have some, too


class Job(QWidget):
    """The job under way with its progress, and a way to stop it; hidden when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: list[Task[Any]] = []
        self._what = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._stop = button(tr("Cancel"), link=True)
        self._stop.clicked.connect(self._cancel)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self._what, self._bar, self._stop):
            box.addWidget(part)
        self.hide()

    def follow(self, task: Task[Any]) -> None:
        """Show a job's progress until it ends."""
        self._tasks.append(task)
        # Methods of this very object: a job may outlive what showed it.
        task.progressed.connect(self._step)
        task.ended.connect(self._end)
        self._show()

    def _step(self, done: int, total: int, _note: str) -> None:
        task = self.sender()
        if self._tasks and self._tasks[-1] is task:
            self._bar.setRange(0, max(total, 0))
            self._bar.setValue(done)
            count = f" {done:,}/{total:,}" if total > 1 else ""
            self._what.setText(f"{task.title}{count}")

    def _end(self) -> None:
        self._tasks = [task for task in self._tasks if task is not self.sender()]
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._tasks))
        if self._tasks:
            task = self._tasks[-1]
            self._bar.setRange(0, 0)
            self._what.setText(task.title)
            self._bar.setAccessibleName(task.title)
            self._stop.setAccessibleName(tr("Cancel: {title}", title=task.title))
            self._stop.setEnabled(True)

    def _cancel(self) -> None:
        self._tasks[-1].cancel()
        self._what.setText(tr("Stopping…"))
        self._stop.setEnabled(False)


def standing(work: Work) -> list[str]:
    """Who somebody is in a project, whose copy it is, and where what they do is kept."""
    name = _line(work.look(queries.coder_name, work.coder) or "")
    copy = work.look(this_copy)
    now = datetime.now().astimezone()
    whose = copy and tr(
        "Copy for {name}, from {day}", name=_line(copy.coder_name), day=day(copy.at, now)
    )
    if not work.project.writable:
        return [tr("Only looking: nothing can be changed"), whose or ""]
    return [tr("Coding as {name}", name=name), whose or "", tr("Saved on this machine")]


def _line(name: str) -> str:
    return " ".join(name.split())
