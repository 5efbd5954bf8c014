"""The texts a document had: what is different in each, and the way back to one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from liveable.core.progress import Progress
from liveable.gui.merge_list import TwoLineList, TwoLines
from liveable.gui.parts import Elided, M, button, label, row, rule
from liveable.gui.tasks import Task
from liveable.gui.text_review import Look, TextReview, look
from liveable.gui.words import tr, when
from liveable.gui.work import Work
from liveable.ops import texts
from liveable.store import former, queries, reading
from liveable.store.former import FormerText
from liveable.store.reading import Opened

_LIST = 300  # logical pixels


def open_former_texts(work: Work, parent: QWidget) -> QDialog | None:
    """Show the texts the document in the middle had; None, and a word, where it had no other."""
    opened = work.look(reading.opened, work.document) if work.document else None
    if opened is None:
        return None
    found = [each for each in work.look(former.texts, opened.uid) if each.sha != opened.sha]
    if not found:
        work.say(tr("‘{name}’ never had another text.", name=opened.name))
        return None
    dialog = FormerTexts(work, opened, found, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class FormerTexts(QDialog):
    """The former texts at the left, the latest first; beside them what going back would change."""

    def __init__(
        self, work: Work, opened: Opened, found: list[FormerText], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._opened = work, opened
        self._task: Task[tuple[str, Look]] | None = None
        self._wanted = ""  # the text gone to, by its hash
        self._look: Look | None = None
        self.setWindowTitle(tr("Former texts of ‘{name}’", name=opened.name))
        self.setAccessibleName(self.windowTitle())
        self.list = TwoLineList(work.theme, tr("Former texts"))
        self.review = TextReview(work)
        self.review.hide()
        self.wait = label(tr("Looking at the differences…"), "quiet")
        self.close_ = button(tr("Close"))
        self.close_.clicked.connect(self.reject)
        self.main = button(tr("Go back to this text"), main=True)
        self.main.setEnabled(False)
        self.main.clicked.connect(self.go_back)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.main.click)
        about = Elided(
            tr("What you see is what going back would change. It is a new act."), "quiet"
        )
        foot = QWidget()
        across = QHBoxLayout(foot)
        across.setContentsMargins(24, 10, 24, 10)
        across.setSpacing(M)
        across.addWidget(about, 1)
        across.addWidget(self.close_)
        across.addWidget(self.main)
        across.addWidget(label("Ctrl+Enter", "key"), 0, Qt.AlignmentFlag.AlignVCenter)
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("ground", "window")
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for part in (self.list, rule(upright=True), self.wait, self.review):
            middle.addWidget(part, int(part in (self.wait, self.review)))
        self.review.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.review.setProperty("ground", "paper")
        self.list.setFixedWidth(work.theme.px(_LIST))
        self.wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(row(label(self.windowTitle(), "title", wrap=True), edges=(24, 16, 24, 12)))
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)
        room = self.screen().availableSize() * 0.95
        wanted = QSize(work.theme.px(1280), work.theme.px(760))
        self.resize(wanted.boundedTo(room))
        self.list.moved.connect(self._show)
        self.list.show_items(found, lambda each: each.sha, _picture)
        self.list.setFocus()

    def _show(self, text: FormerText | None) -> None:
        if self._task is not None:
            self._task.cancel()
        self._look, self._wanted = None, text.sha if text is not None else ""
        self.main.setEnabled(False)
        if text is not None:
            job = partial(_look, self._work, self._opened.uid, text.sha)
            self._task = self._work.glance(job, self._show_look)

    def _show_look(self, came: tuple[str, Look]) -> None:
        sha, found = came
        if sha != self._wanted:
            return
        self._look = found
        self.wait.hide()
        self.review.show()
        self.review.show_look(found)
        self.main.setEnabled(self._work.project.writable)

    def go_back(self) -> None:
        """Give the document this text again, as a new act."""
        work, opened, found = self._work, self._opened, self._look
        if found is None or not self.main.isEnabled():
            return

        def job(_progress: Progress) -> object:
            return texts.new_version(
                work.project, opened.uid, found.body, work.coder, instead_of=opened.sha
            )

        said = tr("‘{name}’ has that text again", name=opened.name)
        title = tr("Keeping the text of ‘{name}’", name=opened.name)
        work.act_large(title, job, lambda _done: work.say(said, undo=True))
        self.accept()


def _look(work: Work, document: str, sha: str, _progress: Progress) -> tuple[str, Look]:
    body = work.look(queries.text_body, sha)
    return sha, look(work.project, document, body, work.only)


def _picture(text: FormerText) -> TwoLines:
    at = _moment(text.at)
    about = " · ".join(part for part in (text.coder_name, at) if part)
    return TwoLines(text.label, about, f"{text.label}, {about}", "memo")


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return at
    return when(moment, datetime.now(moment.tzinfo))
