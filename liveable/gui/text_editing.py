"""Editing the text of a document: laid open over the project, then kept as one act, or left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from liveable.core.progress import Progress
from liveable.gui.actions import Actions
from liveable.gui.commands import Doers, Need
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import texts
from liveable.ops.edition import NewVersion
from liveable.store import reading

if TYPE_CHECKING:
    from liveable.gui.text_edit_page import TextEditPage


class TextEditing(QObject):
    """``page`` is the text that is laid open, None while there is none; ``page_changed`` follows.

    ``caret`` tells where somebody was in the text they read.
    """

    page_changed = Signal()
    offers_changed = Signal()

    def __init__(
        self, work: Work, actions: Actions, caret: Callable[[], int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.work, self._actions, self._caret, self._parent = work, actions, caret, parent
        self.page: TextEditPage | None = None
        self._back: QWidget | None = None  # what had the keys before the page

    def doers(self) -> Doers:
        """The commands of editing a text."""
        return {
            "document.edit": self.begin,
            "document.former": self._show_former,
            "edit.go_on": lambda: self.page.go_on() if self.page is not None else None,
        }

    def offers(self) -> frozenset[Need]:
        """What there is to do while a text is laid open."""
        return self.page.offers() if self.page is not None else frozenset()

    def begin(self) -> None:
        """Lay the text of the document in the middle open, with the caret where it was."""
        work = self.work
        if not work.project.writable:
            work.say(tr("This project is open for reading only."), bad=True)
            return
        opened = work.look(reading.opened, work.document) if work.document else None
        if opened is None or self.page is not None:
            return
        from liveable.gui.text_edit_page import TextEditPage

        self._back = QApplication.focusWidget()
        self.page = page = TextEditPage(work, opened, self._caret())
        page.keep_wanted.connect(self._keep)
        page.left.connect(self.leave)
        page.offers_changed.connect(self.offers_changed)
        self._actions.do({}, {"editor": page})
        self.page_changed.emit()
        page.take_focus()

    def _show_former(self) -> None:
        from liveable.gui.former_texts import open_former_texts

        open_former_texts(self.work, self._parent.window())

    # --- leaving

    @property
    def unwritten(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.page is not None and self.page.typed

    def leave(self) -> None:
        """Leave the text as it was; ask where something was typed."""
        self.ask_to_leave(self._shut)

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Go on at once where nothing was typed; else only when a person says so."""
        if not self.unwritten:
            then()
            return
        from liveable.gui.question import Question

        Question(
            self._parent.window(),
            tr("Leave the text as it was?"),
            tr("What you changed in it has not been kept, and would be lost."),
            tr("Leave"),
            tr("Go on editing"),
            then,
        ).open()

    def _shut(self) -> None:
        page, self.page = self.page, None
        self.page_changed.emit()
        if page is not None:
            page.hide()
            page.deleteLater()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    def close(self) -> None:
        """Let the page go with the project."""
        if self.page is not None:
            self.page.deleteLater()
            self.page = None

    # --- kept

    def _keep(self, body: str) -> None:
        page, work = self.page, self.work
        if page is None:
            return
        opened = page.opened

        def job(_progress: Progress) -> NewVersion:
            return texts.new_version(
                work.project, opened.uid, body, work.coder, instead_of=opened.sha
            )

        def done(kept: NewVersion) -> None:
            self._shut()
            work.say(_said(opened.name, kept), undo=True)

        page.set_busy(True)
        title = tr("Keeping the text of ‘{name}’", name=opened.name)
        task = work.tasks.run(title, job, done, self._failed, lane="write")
        task.cancelled.connect(lambda: self._resume(page))

    def _resume(self, page: TextEditPage) -> None:
        if self.page is page:
            page.set_busy(False)

    def _failed(self, error: Exception) -> None:
        if self.page is not None:
            self._resume(self.page)
        self.work.failed(error)


def _said(name: str, kept: NewVersion) -> str:
    number = len(kept.reworded)
    if not number:
        return tr("‘{name}’ has its new text", name=name)
    codings = counted(number, "coding covers other words", "codings cover other words")
    return tr("‘{name}’ has its new text; {codings} now", name=name, codings=codings)
