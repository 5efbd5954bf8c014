"""The drawer's list of copies: who has one, what is in it, how far they are, whether it came
back.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liveable.core.progress import Progress
from liveable.gui import merge_reports
from liveable.gui.combo import Combo
from liveable.gui.commands import Doers
from liveable.gui.copies_model import HEADS, CopiesModel
from liveable.gui.copies_rows import CopiesRows
from liveable.gui.parts import Elided, L, M, S, button, column, label, row
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store.copies import CopyOut, copies_out, documents_now
from liveable.store.history import Changed
from liveable.store.merges import merges

_ALWAYS = frozenset({"handout", "merged"})  # what is counted in the tab
_SHOWN = _ALWAYS | {"reading", "coder", "document", "alias"}
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class CopiesOut(QWidget):
    """``command_wanted`` carries a command's name; ``title_changed`` also says that there are
    copies now, or none any more.
    """

    title_changed = Signal()
    command_wanted = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = CopiesModel(self)
        self.rows = CopiesRows(work.theme, self.model)
        self.rows.setAccessibleName(tr("Copies out"))
        self._stale = False
        self._asked = object()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.hand_out = button(tr("Hand out…"), link=True)
        self.hand_out.setAccessibleName(tr("Hand out copies…"))
        self.merge = button(tr("Merge their copy…"), link=True)
        self.report = button(tr("Report…"), link=True)
        self.report.setAccessibleName(tr("Save the report of the latest merge of this copy…"))
        self.report.setToolTip(self.report.accessibleName())
        self.order = Combo()
        self.order.setAccessibleName(tr("Sorted by"))
        for head in HEADS:
            self.order.addItem(tr("Sorted by: {column}", column=tr(head)))
        self.order.setProperty("quiet", "1")
        self._bar = row(
            self.hand_out, S, self.merge, label(tr("Enter"), "key"), S, self.report, None,
            space=4, edges=(S, 4, M, 2),
        )  # fmt: skip
        self.more = Elided("", "small")
        self._below = row(self.more, self.order, edges=(L, 2, M, 4))
        below = self._below.layout()
        assert isinstance(below, QHBoxLayout)
        below.setStretch(0, 1)
        self.first = button(tr("Hand out copies…"), main=True)
        empty = column(
            label(tr("No copy is out. Hand one out to each coder, and see here who has one, how "
                     "far they are, and whose is still to be merged."), "quiet", wrap=True),
            row(self.first, None),
            None,
            edges=(L, M, L, S),
        )  # fmt: skip
        self.pages = QStackedWidget()
        self.pages.addWidget(row(self.rows, edges=(4, 0, 4, 0)))
        self.pages.addWidget(empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._bar)
        box.addWidget(self.pages, 1)
        box.addWidget(self._below)

    def _connect(self) -> None:
        for part in (self.hand_out, self.first):
            part.clicked.connect(lambda: self.command_wanted.emit("team.hand_out"))
        self.merge.clicked.connect(lambda: self.command_wanted.emit("team.merge"))
        self.rows.opened.connect(lambda _copy: self.command_wanted.emit("team.merge"))
        self.report.clicked.connect(self.save_report)
        self.rows.moved.connect(self._follow)
        self.rows.horizontalHeader().sectionClicked.connect(self.sort)
        self.order.activated.connect(self.sort)
        self.work.changed.connect(self._hear)

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the list."""
        return {"team.copies": self.focus}

    def title(self) -> str:
        """The words of its tab, with how many copies did not come back."""
        out = sum(copy.returned is None for copy in self.model.copies)
        return tr("Copies out {n}", n=out) if out else tr("Copies out")

    def focus(self) -> None:
        """Go into the list."""
        (self.rows if self.model.copies else self.first).setFocus()

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _ALWAYS or (changed.rows.keys() & _SHOWN and self.isVisible()):
            self.refresh()
        elif changed.rows.keys() & _SHOWN:
            self._stale = True

    def refresh(self) -> None:
        """Look again, beside the window."""
        work, self._stale = self.work, False
        asked = self._asked = object()

        def look(_progress: Progress) -> tuple[list[CopyOut], int]:
            return work.look(copies_out), work.look(documents_now)

        def show(found: tuple[list[CopyOut], int]) -> None:
            if asked is self._asked:
                self._show(*found)

        work.glance(look, show)

    def _show(self, copies: list[CopyOut], documents: int) -> None:
        at, keys = self.rows.current(), self.first.hasFocus() or self.rows.hasFocus()
        faces = self.work.faces  # who tell apart two of one name
        named = [
            replace(copy, coder_name=faces[copy.coder].name) if copy.coder in faces else copy
            for copy in copies
        ]
        self.model.show(named, documents)
        self._go_back_to(at)
        self.pages.setCurrentIndex(0 if copies else 1)
        self._bar.setVisible(bool(copies))
        self._below.setVisible(bool(copies))
        if keys:
            self.focus()
        self.order.setCurrentIndex(self.model.sorted_by[0])
        self._follow()
        self.title_changed.emit()

    def _go_back_to(self, copy: CopyOut | None) -> None:
        again = self.model.index_of(copy.copy) if copy is not None else None
        if again is None or not again.isValid():
            again = self.model.index(0, 0)
        self.rows.setCurrentIndex(again)

    def _follow(self) -> None:
        copy = self.rows.current()
        self.merge.setEnabled(copy is not None)
        self.report.setEnabled(copy is not None and copy.merges > 0)
        self.more.set_text(self.model.more(copy) if copy is not None else "")

    def sort(self, column_: int) -> None:
        """Put the copies in order of a column; once more turns the order round."""
        by, order = self.model.sorted_by
        copy = self.rows.current()
        self.model.sort(column_, _DOWN if column_ == by and order == _UP else _UP)
        self.order.setCurrentIndex(column_)
        self._go_back_to(copy)

    # --- the report

    def save_report(self) -> None:
        """Ask for a file, and write the report of the latest merge of the copy gone to."""
        copy = self.rows.current()
        if copy is None:
            return
        made = (merge for merge in self.work.look(merges) if merge.copy == copy.copy)
        latest = next(made, None)
        if latest is not None:
            merge_reports.save(self.work, self.window(), latest.report)
