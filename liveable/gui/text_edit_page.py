"""A document's text laid open to be edited: written, looked through, and only then kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui.commands import Need
from liveable.gui.key_cap import KeyCap
from liveable.gui.notices import Notices
from liveable.gui.parts import M, Sign, announce, button, label, row, rule
from liveable.gui.replace_bar import ReplaceBar
from liveable.gui.status import Job
from liveable.gui.text_editor import Covered, TextEditor
from liveable.gui.text_review import Look, TextReview, covered, look
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.reading import Opened

_PAUSE = 350  # ms after the last key before it is looked where the codings are now


class TextEditPage(QWidget):
    """``keep_wanted`` carries the new text; ``left`` follows Cancel and Escape.

    ``opened`` is the document as it was when its editing began.
    """

    keep_wanted = Signal(str)
    left = Signal()
    offers_changed = Signal()

    def __init__(self, work: Work, opened: Opened, caret: int = 0) -> None:
        super().__init__()
        self.work, self.opened = work, opened
        self._busy = False
        self._read_for: str | None = None  # the text that the review shows
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.setAccessibleName(tr("Editing the text of ‘{name}’", name=opened.name))
        self.editor = TextEditor(work.theme)
        self.replacing = ReplaceBar(work.keys, lambda: (self.editor.body, self.editor.span()))
        self.review = TextReview(work)
        self._lay_out()
        self.notices = Notices(work, self.stack)
        self._connect()
        self.editor.set_body(opened.body)
        self.editor.put(Span(caret, caret))
        self._show_stage()
        self._look_at_codings()

    # --- looks

    def _lay_out(self) -> None:
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.replacing)
        column.addWidget(self.editor, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(writing)
        self.stack.addWidget(self.review)
        self.title = label(self.accessibleName(), "title", wrap=True)
        self.about = label("", "quiet", wrap=True)
        head = QWidget()
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("box", "where")
        box = QVBoxLayout(head)
        box.setContentsMargins(28, 14, 24, 12)
        box.setSpacing(4)
        named = QHBoxLayout()
        named.setSpacing(M)
        named.addWidget(Sign(self.work.theme, "memo", "accent"))
        named.addWidget(self.title, 1)
        box.addLayout(named)
        box.addWidget(self.about)
        self.state = label("", "small", wrap=True)
        self.cancel = button(tr("Cancel"))
        self.back = button(tr("Back to editing"))
        self.main = button("", main=True)
        self.job = Job()
        buttons = row(
            self.job, None, self.cancel, self.back, self.main, KeyCap(self.work.keys, "edit.go_on"),
            space=M,
        )  # fmt: skip
        foot = TwoRows(self.work.theme, self.state, buttons, 760, (28, 10, 24, 10))
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("ground", "window")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (head, self.stack, rule(), foot):
            whole.addWidget(part, 1 if part is self.stack else 0)

    def _connect(self) -> None:
        editor, replacing = self.editor, self.replacing
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._look_at_codings)
        editor.textChanged.connect(self._soon.start)
        editor.textChanged.connect(replacing.text_changed)
        editor.undoAvailable.connect(lambda _on: self.offers_changed.emit())
        editor.redoAvailable.connect(lambda _on: self.offers_changed.emit())
        replacing.wanted.connect(editor.put)
        replacing.replaced.connect(editor.replace)
        replacing.closed.connect(lambda: editor.setFocus())
        self.cancel.clicked.connect(self.left)
        self.back.clicked.connect(self.edit_on)
        self.main.clicked.connect(self.go_on)
        self.work.tasks.started.connect(self.job.follow)
        around = Qt.ShortcutContext.WidgetWithChildrenShortcut
        escape = QShortcut(QKeySequence("Escape"), self, context=around)
        escape.activated.connect(self._escape)

    # --- writing

    @property
    def writing(self) -> bool:
        """Whether the text is written in; else what changed is looked at."""
        return self.stack.currentIndex() == 0

    @property
    def typed(self) -> bool:
        """Whether the text is another than it was."""
        return self.editor.body != self.opened.body

    def take_focus(self) -> None:
        """Put the keys where one works."""
        if self.writing:
            self.editor.setFocus()
        else:
            self.review.take_focus()

    def open_find(self) -> None:
        """Open the bar that finds and replaces, with the selected words if they are few."""
        if self.writing and not self._busy:
            span = self.editor.span()
            words = span.of(self.editor.body) if span.stop - span.start < 80 else ""
            self.replacing.open_at(span.start, words if "\n" not in words else "")

    def find_next(self, way: int) -> None:
        """Go to the next place that is sought (1), or the one before (-1)."""
        if not self.replacing.isVisible():
            self.open_find()
        elif way > 0:
            self.replacing.next()
        else:
            self.replacing.previous()

    def undo(self) -> None:
        """Take back the last thing that was typed."""
        if self.writing:
            self.editor.undo()

    def redo(self) -> None:
        """Type again what was taken back."""
        if self.writing:
            self.editor.redo()

    def offers(self) -> frozenset[Need]:
        """What there is to do: nothing while the text is kept."""
        if self._busy:
            return frozenset()
        found: set[Need] = {"editing"}
        if self.writing:
            found.add("words")
            document = self.editor.document()
            if document.isUndoAvailable():
                found.add("undo")
            if document.isRedoAvailable():
                found.add("redo")
        return frozenset(found)

    def _look_at_codings(self) -> None:
        """Find where the codings are by now, beside the window."""
        job = partial(_covered, self.work, self.opened.uid, self.editor.body)
        self.work.glance(job, self._show_covered)

    def _show_covered(self, found: tuple[str, list[Covered], int]) -> None:
        body, coded, other = found
        if body == self.editor.body:  # else it is looked again
            self.editor.show_covered(coded)
            self._show_state(len(coded), other)

    def _show_state(self, coded: int, other: int) -> None:
        if other:
            said = counted(
                other, "coding would cover other words", "codings would cover other words"
            )
            self.state.setText(tr("{codings}: underlined.", codings=said))
        elif not self.typed:
            self.state.setText(tr("Nothing is changed yet."))
        else:
            self.state.setText(tr("All codings keep their words.") if coded else "")

    # --- looking

    def go_on(self) -> None:
        """From writing on to what changed; from there on to keeping it."""
        if self._busy:
            return
        if not self.writing:
            assert self._read_for is not None
            self.keep_wanted.emit(self._read_for)
        elif not self.typed:
            self.work.say(tr("Nothing is changed yet."))
        else:
            self._set_busy(True)
            work, body = self.work, self.editor.body
            job = partial(_look, work, self.opened.uid, body)
            task = work.tasks.run(tr("Looking at the changes"), job, self._show_look, self._refused)
            task.cancelled.connect(self._stopped)

    def _show_look(self, found: Look) -> None:
        self._read_for = found.body
        self.review.show_look(found)
        self.stack.setCurrentIndex(1)
        self.set_busy(False)
        announce(self, self.review.said.text())

    def _stopped(self) -> None:
        self.set_busy(False)

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        self.work.failed(error)

    def edit_on(self) -> None:
        """Go back from what changed to writing."""
        self.stack.setCurrentIndex(0)
        self.set_busy(False)

    def _show_stage(self) -> None:
        writing = self.writing
        about = tr(
            "Nothing is written before you have seen what changes. Coded words are tinted; "
            "codings go where their words go."
        )
        if not writing:
            about = tr(
                "This is what changes. Nothing is written yet; one undo takes the new text back."
            )
        self.about.setText(about)
        self.back.setVisible(not writing)
        self.main.setText(tr("Look at the changes") if writing else tr("Keep the new text"))
        self.main.setAccessibleName(self.main.text())
        self.state.setVisible(writing)
        self.offers_changed.emit()

    def set_busy(self, busy: bool) -> None:
        """While something is worked out or written nothing can be typed."""
        self._set_busy(busy)
        if not busy:
            self._show_stage()
            self.take_focus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self.setFocus()  # it would go anywhere
        for part in (self.stack, self.cancel, self.back, self.main):
            part.setEnabled(not busy)
        self.offers_changed.emit()

    def _escape(self) -> None:
        if self._busy:
            return
        if not self.writing:
            self.edit_on()
        elif self.replacing.isVisible():
            self.replacing.leave()
        else:
            self.left.emit()


def _covered(
    work: Work, document: str, body: str, _progress: Progress
) -> tuple[str, list[Covered], int]:
    return body, *covered(work.project, document, body, work.only)


def _look(work: Work, document: str, body: str, _progress: Progress) -> Look:
    return look(work.project, document, body, work.only)
