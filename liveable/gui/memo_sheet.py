"""One memo: what it is about, who wrote it and when, and its words to read or to write."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from liveable.gui.parts import Elided, M, S, Sign, button, label, row, say
from liveable.gui.words import tr, when
from liveable.gui.work import Work
from liveable.ops import memos as acts
from liveable.store import memos
from liveable.store.memos import PROJECT, MemoRow, Subject
from liveable.store.project import Project


def moment(at: str) -> str:
    """A stored time as people say it."""
    local = datetime.fromisoformat(at).astimezone().replace(tzinfo=None)
    return when(local, datetime.now())


class Pad(QPlainTextEdit):
    """Plain text. ``left`` is emitted when the focus goes, ``done`` for Ctrl+Enter, ``escaped``."""

    left = Signal()
    done = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Memo"))

    def words(self) -> str:
        """What is written, every character as it was typed: ``toPlainText`` alters some spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu is no leaving
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class MemoSheet(QWidget):
    """Shows a memo or takes a new one. What is written is kept as one act when the focus leaves,
    when another memo is shown, and by ``flush``. ``kept`` carries the memo's uid; ``left`` is
    emitted when the memo is deleted under one's hands, ``escaped`` when one is done with it.
    """

    kept = Signal(str)
    wanted = Signal(object)
    left = Signal()
    escaped = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.memo: MemoRow | None = None
        self.subject: Subject | None = None  # what the memo here is about, or is to be about
        self._saved = ""
        self.about = Elided("", "strong")
        self._sign = Sign(work.theme, "memo")
        self.who = label("", "small")
        self.quote = Elided("", "reading")
        self.go = button(tr("Go to it"), link=True)
        self.drop = button(tr("Delete"), link=True)
        for link in (self.go, self.drop):
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.pad = Pad()
        self.state = label("", "small")
        self._key = label("Ctrl+Enter", "key")
        box = QVBoxLayout(self)
        box.setContentsMargins(M, S, M, S)
        box.setSpacing(4)
        box.addWidget(row(self._sign, self.about, self.go, self.drop))
        box.addWidget(self.quote)
        box.addWidget(self.pad, 1)
        box.addWidget(row(self.who, None, self.state, self._key))
        self.go.clicked.connect(lambda: self.wanted.emit(self.subject))
        self.drop.clicked.connect(self.delete)
        self.pad.left.connect(self.flush)
        self.pad.done.connect(self.flush)
        self.pad.escaped.connect(self.escaped)
        self.pad.textChanged.connect(self._say_state)
        work.theme.changed.connect(lambda: self._name(self.subject))
        self.clear()

    # --- what is shown

    @property
    def unsaved(self) -> bool:
        """Whether there is something written that is not kept yet."""
        return self.subject is not None and self.pad.words() != self._saved

    @property
    def drafting(self) -> bool:
        """Whether a new memo is open here."""
        return self.subject is not None and self.memo is None

    def clear(self) -> None:
        """Show nothing."""
        self._put(None, None)

    def show_memo(self, memo: MemoRow) -> None:
        """Show a memo; what was being written is kept first."""
        if self.memo is not None and memo.uid == self.memo.uid:
            self.memo = memo
            self._dress()
            return
        self.flush()
        self._put(memo.subject, memo)

    def begin(self, subject: Subject) -> None:
        """Open an empty memo about something, ready to be written."""
        self.flush()
        self._put(subject, None)
        self.pad.setFocus()

    def _put(self, subject: Subject | None, memo: MemoRow | None) -> None:
        """Show a memo, or an empty one about something, or nothing."""
        self.subject, self.memo = subject, memo
        self._saved = memo.text if memo is not None else ""
        with QSignalBlocker(self.pad):
            self.pad.setPlainText(self._saved)
        self._dress()

    def _dress(self) -> None:
        """Show what is known of the memo around its words."""
        subject, memo = self.subject, self.memo
        self.pad.setReadOnly(not self._may_change())
        say(self.pad, quiet="0" if self._may_change() else "1")
        for part in (self.pad, self.about, self._sign, self.who, self.state):
            part.setVisible(subject is not None)
        self.drop.setVisible(memo is not None and self._may_change())
        self._name(subject)
        self._say_state()

    def _mine(self) -> bool:
        return self.memo is None or self.memo.coder == self.work.coder

    def _may_change(self) -> bool:
        return self._mine() or self.work.leads

    def _name(self, subject: Subject | None) -> None:
        named = self.work.look(memos.name_of, subject) if subject is not None else None
        name = " ".join(named.name.split()) if named else ""
        new = subject is not None and self.memo is None
        self.about.set_text(tr("New memo on ‘{name}’", name=name) if new else name)
        self.pad.setAccessibleDescription(tr("on ‘{name}’", name=name) if name else "")
        words = " ".join(named.words.split()) if named else ""
        self.quote.set_text(f"“{words}”" if words else "")
        self.quote.setVisible(bool(words))
        colour = named.colour if named else None
        self._sign.set_sign(self.work.theme.code(colour) if colour else "memo")
        self.go.setVisible(subject is not None and subject.kind not in ("project", "case"))
        if self.memo is None:
            self.who.setText("")
        else:
            who = tr("You") if self._mine() else self.memo.coder_name
            self.who.setText(f"{who} · {moment(self.memo.created)}")

    def _say_state(self) -> None:
        said = ""
        if self.memo is not None and not self._may_change():
            said = tr("Only {name} or the lead can change it", name=self.memo.coder_name)
        elif self.unsaved:
            said = tr("Kept when you go on, or now:")
        elif self.memo is not None and not self._mine():
            said = tr("{name}’s; as the lead you may change it", name=self.memo.coder_name)
        elif self.memo is not None:
            said = tr("Kept")
        self.state.setText(said)
        self._key.setVisible(self.unsaved)

    # --- keeping

    def flush(self) -> bool:
        """Keep what is written, as one act; says whether nothing is left to be kept."""
        if not self.unsaved or self.subject is None:
            return True
        work, text, memo = self.work, self.pad.words(), self.memo
        if not text.strip():
            if memo is None:
                return True  # nothing was written: the sheet stays open
            return self.delete()
        if memo is None:
            uid = work.act(_write, self.subject, text, work.coder)
        else:
            uid = work.act(_edit, memo.uid, text, work.coder)
        if uid is None:
            return False  # it was refused, and said why; the words stay in the field
        found = work.look(memos.memo, uid)
        if found is not None:  # the field is left alone: its person may go on writing
            self.subject, self.memo, self._saved = found.subject, found, text
            self._dress()
            self.kept.emit(uid)
        return True

    def delete(self) -> bool:
        """Delete the memo; the notice offers to take it back."""
        memo, work = self.memo, self.work
        if memo is None or not self._may_change() or not work.act(_delete, memo.uid, work.coder):
            return False
        at_hand = self.isAncestorOf(QApplication.focusWidget() or self)
        self.clear()
        work.say(tr("Deleted the memo"), undo=True)
        if at_hand:
            self.left.emit()
        return True

    def look_again(self) -> None:
        """Take up what became of the memo elsewhere; words being written are never lost."""
        if self.subject is None:
            return
        found = self.work.look(memos.memo, self.memo.uid) if self.memo is not None else None
        is_there = self.work.look(memos.name_of, self.subject) is not None
        if self.memo is not None and found is None:
            subject = self.subject if is_there else PROJECT
            words = self.pad.words() if self.unsaved else ""
            self.clear()
            if words:  # the memo is gone, what was added to it is not
                self._put(subject, None)
                self.pad.setPlainText(words)
        elif found is not None and self.memo is not None and found.text != self.memo.text:
            if not self.unsaved:
                self._put(found.subject, found)
        elif found is None and not is_there:
            if self.unsaved:
                self.subject = PROJECT
                self._name(PROJECT)
            else:
                self.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()


def _write(project: Project, subject: Subject, text: str, coder: str) -> str:
    about = {} if subject == PROJECT else {str(subject.kind): subject.uid}
    return acts.write(project, text, coder, **about)


def _edit(project: Project, memo: str, text: str, coder: str) -> str:
    acts.edit(project, memo, text, coder)
    return memo


def _delete(project: Project, memo: str, coder: str) -> bool:
    acts.delete(project, memo, coder)
    return True
