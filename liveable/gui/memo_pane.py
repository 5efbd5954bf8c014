"""The drawer's memos: those about what is chosen, or all; one of them open beside the list."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from liveable.core.grouped import Grouped
from liveable.core.spans import Span
from liveable.gui.commands import Doers
from liveable.gui.filter_field import FilterField
from liveable.gui.memo_sheet import MemoSheet, moment
from liveable.gui.parts import S, button, row, rule
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.value_fields import Choice
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store import memos
from liveable.store.history import Changed
from liveable.store.inside import memos_outside
from liveable.store.memos import PROJECT, Kind, MemoRow, Subject

_TABLES = frozenset({"memo", "coding", "code", "document", "case", "project"})
_ORDER: tuple[Kind, ...] = ("project", "document", "code", "case", "coding")
_HEADS: dict[Kind, str] = {
    "project": "On the project",
    "document": "On documents",
    "code": "On codes",
    "case": "On cases",
    "coding": "On codings",
}
_NONE: dict[Kind, tuple[str, str]] = {
    "project": ("No memo on the project yet.", ""),
    "document": ("No memo on this document or its codings yet.", "document.memo"),
    "code": ("No memo on this code or its codings yet.", ""),
    "case": ("No memo on this case yet.", ""),
    "coding": ("No memo on this coding yet.", "code.memo"),
}
_SETTLE = 200  # ms until what only names a memo's subject is looked at again
_LONGEST = 300  # characters of a first line that are shown and said


class MemoPane(QWidget):
    """Memos in a list, and one of them to read or write. ``subject`` is what "about this" means:
    the coding chosen, else the code or the document that was chosen last.
    """

    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.subject = Subject("document", work.document) if work.document else PROJECT
        self._count = self._all = 0
        self._changed = False
        self._outside: QWidget | None = None  # where the keys last were beside the memos
        self._from_outside = False  # whether the memo was begun, or gone to, from there
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.scope = Choice([("this", tr("About this")), ("all", tr("All memos"))])
        self.scope.setProperty("quiet", "1")
        self.scope.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.scope.setAccessibleName(tr("Which memos"))
        self.field = FilterField(work.theme, tr("Search memos"), "")
        self.new = button(tr("New memo"), link=True)
        self.list = RowList(work.theme, tr("Memos"), Anatomy(above=True))
        self.sheet = MemoSheet(work)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._lay_out()
        self._connect()
        self._later.start(0)

    def _lay_out(self) -> None:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(row(self.scope, None, self.new, edges=(S, 4, S, 0)))
        box.addWidget(row(self.field, edges=(S, 4, S, 4)))
        box.addWidget(rule())
        box.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.sheet)
        split.setStretchFactor(1, 1)
        split.setSizes([self.work.theme.px(280), self.work.theme.px(560)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        work = self.work
        work.document_shown.connect(self._document_shown)
        work.code_chosen.connect(self._code_chosen)
        work.coding_chosen.connect(self._coding_chosen)
        work.changed.connect(self._hear)
        work.where_changed.connect(lambda: self._later.start(0))
        work.keys.changed.connect(lambda: self._say_empty(self.field.text()))
        self._later.timeout.connect(self.refresh)
        self.scope.entered.connect(lambda _scope: self.refresh())
        self.field.textChanged.connect(lambda _text: self._later.start(0))
        self.field.down.connect(self._into_list)
        self.field.entered.connect(self._into_list)
        self.field.left.connect(self.list.setFocus)
        self.new.clicked.connect(lambda: self._write(self.subject))
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _item: self.sheet.pad.setFocus())
        self.sheet.left.connect(self.list.setFocus)
        self.sheet.escaped.connect(self._go_back)
        self.sheet.kept.connect(self._kept)
        self.sheet.wanted.connect(self._go)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def doers(self) -> Doers:
        """The commands on memos."""
        return {
            "document.memo": lambda: self._write_on("document", self.work.document),
            "code.memo": self._write_on_coding,
            "code.memo_code": lambda: self._write_on("code", self.work.code),
            "project.memo": self.write_about,
        }

    def title(self) -> str:
        """The tab's name, with how many memos are shown; where conditions hold, of how many."""
        if self._count < self._all:
            return tr("Memos {n} of {all}", n=f"{self._count:,}", all=f"{self._all:,}")
        return tr("Memos {n}", n=f"{self._count:,}") if self._count else tr("Memos")

    # --- what it is about

    def _document_shown(self, uid: str) -> None:
        self._follow(Subject("document", uid) if uid else PROJECT)

    def _code_chosen(self, uid: str) -> None:
        if uid and not self.work.coding:
            self._follow(Subject("code", uid))
        elif self.subject.kind == "code":
            self._document_shown(self.work.document)

    def _coding_chosen(self, uid: str) -> None:
        if uid:
            self._follow(Subject("coding", uid))
        elif self.subject.kind == "coding":
            self._document_shown(self.work.document)

    def _follow(self, subject: Subject) -> None:
        if subject != self.subject and not self.sheet.pad.hasFocus():
            self.subject = subject
            self._later.start(0)

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _TABLES:
            self._changed = True
            self._later.start(0 if "memo" in changed.rows else _SETTLE)  # coding goes before

    # --- the list

    def refresh(self) -> None:
        """Show the memos as they are now; the one gone to and the words being written stay."""
        self._later.stop()
        work = self.work
        if self.subject != PROJECT and work.look(memos.name_of, self.subject) is None:
            self.subject = Subject("document", work.document) if work.document else PROJECT
        about = self.subject if self.scope.currentData() == "this" else None
        within = work.inside if about is None else None
        if not self.isVisible() and within is None:
            self._say_count(work.look(memos.count, about, work.only))
            return
        wanted = self.field.text()
        rows = work.look(memos.memos, about, wanted, typing=True, only=work.only)
        all_ = len(rows)
        if within is not None:
            outside = work.look(memos_outside, [memo.uid for memo in rows], within)
            rows = [memo for memo in rows if memo.uid not in outside]
        self._say_count(len(rows), all_)
        if not self.isVisible():
            return
        if self._changed:
            self._changed = False
            self.sheet.look_again()
        grouped: Grouped[MemoRow] = Grouped(rows, lambda memo: memo.uid, self._group, _place)
        self.list.show_items(grouped, lambda memo: memo.uid, self._row)
        self._say_empty(wanted)
        if not self.sheet.drafting and not self.sheet.pad.hasFocus():
            shown = self.sheet.memo
            if shown is not None and shown.uid in grouped:
                self.list.go_to(shown.uid)
            elif rows:
                self.list.go_first()
            else:
                self.sheet.flush()
                self.sheet.clear()

    def _say_count(self, count: int, all_: int | None = None) -> None:
        counts = count, count if all_ is None else all_
        if counts != (self._count, self._all):
            self._count, self._all = counts
            self.title_changed.emit()

    def _say_empty(self, wanted: str) -> None:
        if wanted.strip():
            self.list.say_empty(tr("No memo says that."))
        elif self.scope.currentData() == "all":
            self.list.say_empty(tr("No memos yet."))
        else:
            text, command = _NONE[self.subject.kind]
            self.list.say_empty(tr(text), self.work.keys(command) if command else "")

    def _group(self, memo: MemoRow) -> tuple[int, str]:
        kind = memo.subject.kind
        return _ORDER.index(kind), tr(_HEADS[kind])

    def _row(self, memo: MemoRow) -> Row:
        about = memo.about or tr("The project")
        where = memo.document_name if memo.subject.kind == "coding" else None
        who = tr("You") if memo.coder == self.work.coder else memo.coder_name
        facts = tuple(filter(None, (about, where, who, moment(memo.created))))
        words = memo.first_line[:_LONGEST]
        look = self.work.theme.code(memo.colour) if memo.colour else None
        return Row(words, f"{', '.join(facts)}: {words}", facts, look=look)

    def _moved(self, memo: MemoRow | None) -> None:
        if memo is not None and not (self.sheet.drafting and self.sheet.pad.hasFocus()):
            self.sheet.show_memo(memo)

    def _into_list(self) -> None:
        self.list.setFocus()
        if self.list.current() is None:
            self.list.go_first()

    def _kept(self, uid: str) -> None:
        self.refresh()
        self.list.go_to(uid)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed = True
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.sheet.delete()
        else:
            super().keyPressEvent(event)

    # --- writing

    def write_about(self, **target: str) -> None:
        """Open an empty memo on one thing, named by its kind (``code=uid``), or on the project."""
        kinds: dict[str, Kind] = {kind: kind for kind in _ORDER}
        subject = next((Subject(kinds[kind], uid) for kind, uid in target.items()), PROJECT)
        self._write(subject)

    def _write(self, subject: Subject) -> None:
        self.sheet.flush()
        self.subject = subject
        self.scope.show_value("this")
        self.field.clear()
        self.sheet.begin(subject)
        self.refresh()

    def _write_on(self, kind: Kind, uid: str) -> None:
        if uid:
            self._write(Subject(kind, uid))

    def _write_on_coding(self) -> None:
        """Go on with one's own memo on the chosen coding; begin one where there is none."""
        uid, work = self.work.coding, self.work
        if not uid:
            work.say(tr("Go to a coding first, then write a memo on it."))
            return
        rows = work.look(memos.memos, Subject("coding", uid))
        mine = next((memo for memo in rows if memo.coder == work.coder), None)
        if mine is None:
            self._write(Subject("coding", uid))
            return
        self.subject = mine.subject
        self.scope.show_value("this")
        self.field.clear()
        self.sheet.show_memo(mine)
        self.refresh()
        self.sheet.pad.setFocus()
        self.sheet.pad.moveCursor(self.sheet.pad.textCursor().MoveOperation.End)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self.sheet.pad and old is not None:
            self._from_outside = not self.isAncestorOf(old)
        elif now is not None and now.window() is self.window() and not self.isAncestorOf(now):
            self._outside = now

    def _go_back(self) -> None:
        """Keep what is written, and give the keys back to where they came from."""
        back = self._outside if self._from_outside else None  # before the sheet may empty itself
        self.sheet.flush()
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus()
        else:
            self.list.setFocus()

    def flush(self) -> None:
        """Keep what is being written; before closing, and before anything that reads memos."""
        self.sheet.flush()

    def _go(self, subject: Subject) -> None:
        """Bring what a memo is about into sight."""
        work = self.work
        if subject.kind == "document":
            work.show_document(subject.uid)
        elif subject.kind == "code":
            work.choose_code(subject.uid)
        elif (named := work.look(memos.name_of, subject)) is not None and named.document:
            work.reveal(named.document, Span(named.start, named.stop))
            work.choose_coding(subject.uid)


def _place(memo: MemoRow) -> float:
    """Latest first."""
    return -datetime.fromisoformat(memo.created).timestamp()
