"""The codebook at the right: a head, a filter, the tree, and what can be done with codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from liveable.core.codefilter import wanted
from liveable.gui.codebook_acts import CodebookActs
from liveable.gui.codebook_files import bring_in, save
from liveable.gui.codebook_model import CodebookModel
from liveable.gui.codebook_rows import CodeRows
from liveable.gui.commands import Doers
from liveable.gui.filter_field import FilterField
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import L, M, Pouring, S, button, label, row, scrolled
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.history import Changed

_ALL_OPEN = 200  # codes up to which every branch is open at first
_LEAST = 200  # pixels that the way to a first code has at any text size
_PAUSE = 90  # ms after which a code reached with the arrows is the chosen one


class CodebookTree(QWidget):
    """``menu_wanted`` is emitted with a global point where a menu on the chosen code is wanted."""

    menu_wanted = Signal(QPoint)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.model = CodebookModel(self)
        self.rows = CodeRows(work.theme, self.model)
        self.field = FilterField(work.theme, tr("Filter codes"), KeyCap(work.keys, "find.code"))
        self.acts = CodebookActs(work, self)
        self._count = label("", "small")
        self._open: set[str] = set()
        self._known: set[str] = set()
        self._arranging = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.setAccessibleName(tr("Codebook"))
        self._lay_out()
        self._connect()
        self._show_all()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "panel")
        self._pages = QStackedWidget()
        self._nothing = label("", "quiet", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(4, S, 4, 0)
        for page in (self.rows, self._nothing, self._empty()):
            self._pages.addWidget(page)
        head = row(label(tr("Codebook"), "head"), None, self._count, edges=(4, 0, 4, 0))
        field = row(self.field, edges=(4, S, 4, S))
        box = QVBoxLayout(self)
        box.setContentsMargins(S, M, S, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(field)
        box.addWidget(self._pages, 1)

    def _empty(self) -> QWidget:
        """What is shown while there are no codes: how to get some."""
        page = Pouring()
        make, take = button(tr("New code…")), button(tr("Bring in a codebook…"))
        make.clicked.connect(self.acts.new)
        take.clicked.connect(lambda: bring_in(self.work, self.window()))
        box = QVBoxLayout(page)
        box.setContentsMargins(4, S, 4, L)
        box.setSpacing(M)
        box.addWidget(label(tr("No codes yet."), "strong"))
        box.addWidget(
            label(tr("Make the first one, or begin with a ready-made book."), "quiet", wrap=True)
        )
        box.addWidget(flowing(make, KeyCap(self.work.keys, "code.new"), space=S))
        box.addWidget(flowing(take))
        box.addStretch(1)
        area = scrolled(page)
        area.setMinimumHeight(_LEAST)
        return area

    def _connect(self) -> None:
        work = self.work
        work.changed.connect(self._hear)
        work.code_chosen.connect(self._show_chosen)
        work.recent_changed.connect(lambda: self.model.show_keys(work.digits))
        self.rows.expanded.connect(lambda index: self._opened(index, True))
        self.rows.collapsed.connect(lambda index: self._opened(index, False))
        self.rows.selectionModel().currentChanged.connect(self._reached)
        self.rows.picked.connect(self.settle)
        self.rows.filter_wanted.connect(self.to_filter)
        self.rows.left_upward.connect(self.to_filter)
        self.rows.menu_wanted.connect(self.menu_wanted)
        self.field.textChanged.connect(self._narrow)
        self.field.down.connect(self._enter_list)
        self.field.entered.connect(self._enter_list)
        self.field.left.connect(self.rows.setFocus)
        self._pause.timeout.connect(self.settle)
        self.model.renamed.connect(self.acts.rename)
        self.model.moved.connect(self.acts.move_before)
        self.model.passage_dropped.connect(self.acts.code_passage)

    # --- showing

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"code", "coding", "document"}:
            self._show_all()

    def _show_all(self) -> None:
        rows = self.work.codes
        with self._arranged():
            self.model.show_codes(rows.values())
            self.model.show_keys(self.work.digits)
            self._open_new(rows.keys() - self._known)
            self._known = set(rows)
            self._restore()
        self._show_count()
        self._show_chosen(self.work.code)

    def _open_new(self, new: set[str]) -> None:
        """Open what appears, but of a large codebook only the tops."""
        codes = self.work.codes
        whole = len(codes) <= _ALL_OPEN
        self._open |= {uid for uid in new if whole or codes[uid].parent is None}

    def _restore(self) -> None:
        """Open the branches that were open; all, while a filter is on."""
        if self.model.pieces:
            self.rows.expandAll()
            return
        for uid in self.model.branches():
            index = self.model.index_of(uid)
            if self.rows.isExpanded(index) != (uid in self._open):
                self.rows.setExpanded(index, uid in self._open)

    @contextmanager
    def _arranged(self) -> Iterator[None]:
        """What opens and moves now is our doing, not the person's."""
        before, self._arranging = self._arranging, True
        bar = self.rows.verticalScrollBar()
        place = bar.value()
        try:
            yield
        finally:
            self._arranging = before
        self.rows.executeDelayedItemsLayout()
        bar.setValue(place)

    def _opened(self, index: QModelIndex, is_open: bool) -> None:
        if not self._arranging and not self.model.pieces:
            (self._open.add if is_open else self._open.discard)(self.model.uid(index))

    def _show_count(self) -> None:
        codes = self.work.codes
        whole = counted(len(codes), "code", "codes")
        if self.model.pieces:
            found = f"{self.model.fitting:,}"
            self._count.setText(tr("{found} of {whole}", found=found, whole=whole))
        else:
            self._count.setText(whole)
        if not codes:
            self._show_page(2)
        elif self.model.pieces and not self.model.fitting:
            self._nothing.setText(tr("No code is called that. Esc shows all codes again."))
            self._show_page(1)
        else:
            self._show_page(0)

    def _show_page(self, number: int) -> None:
        if number and self.rows.isAncestorOf(QApplication.focusWidget() or self):
            self.field.setFocus()  # else Qt would look for a place outside the codebook
        self._pages.setCurrentIndex(number)

    # --- filtering

    def _narrow(self, typed: str) -> None:
        pieces = wanted(typed)
        if pieces == self.model.pieces:
            return
        with self._arranged():
            self.model.narrow(pieces)
            self._restore()
        self._show_count()
        if not pieces:
            self._show_chosen(self.work.code)
            self.rows.scrollTo(self.rows.currentIndex())

    def to_filter(self) -> None:
        """Go to the filter."""
        self.field.setFocus()
        self.field.selectAll()

    def _enter_list(self) -> None:
        """From the filter to the first code it found, and choose it."""
        found = self.model.first_fitting() if self.model.pieces else ""
        index = self.model.index_of(found) if found else self.rows.currentIndex()
        if not index.isValid():
            index = self.model.index(0, 0)
        if index.isValid():
            self.rows.setFocus()
            self.rows.setCurrentIndex(index)
            self.settle()

    # --- choosing

    def _reached(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._arranging and now.isValid():
            self._pause.start()

    def settle(self) -> None:
        """Make the code the caret is on the chosen one, without waiting for a pause."""
        self._pause.stop()
        index = self.rows.currentIndex()
        if index.isValid():
            self.work.choose_code(self.model.uid(index))

    def _show_chosen(self, uid: str) -> None:
        """Bring the chosen code into sight, where the filter shows it."""
        if uid and uid not in self.work.codes:
            self.work.choose_code("")  # it was deleted
            return
        if self._pause.isActive() or self.model.uid(self.rows.currentIndex()) == uid:
            return
        with self._arranged():
            index = self.model.index_of(uid)
            self.rows.setCurrentIndex(index)
        if index.isValid():
            self.rows.scrollTo(index)
        else:
            self.rows.clearSelection()

    # --- commands

    def keys_at(self) -> QWidget:
        """Where the keys of commands on codes are heard."""
        return self.rows

    def focus(self) -> None:
        """Go to the tree, with a code to stand on."""
        if self._pages.currentIndex():
            self.field.setFocus()
            return
        if not self.rows.currentIndex().isValid():
            with self._arranged():
                self.rows.setCurrentIndex(self.model.index(0, 0))
        self.rows.setFocus()

    def edit_name(self) -> None:
        """Change the chosen code's name where it stands."""
        self.settle()
        self._show_chosen(self.work.code)
        index = self.model.index_of(self.work.code)
        if not index.isValid() and self.work.code:
            self.field.clear()
            index = self.model.index_of(self.work.code)
        if index.isValid():
            self.rows.scrollTo(index)
            self.rows.edit(index)

    def doers(self) -> Doers:
        """What can be done with codes and codebooks."""
        return {
            **self.acts.doers(),
            "code.rename": self.edit_name,
            "find.code": self.to_filter,
            "view.codes": self.focus,
            "project.codebook_in": lambda: bring_in(self.work, self.window()),
            "project.codebook_out": lambda: save(self.work, self.window()),
        }
