"""Beside the table of cases: which documents and speakers are a case's, to tick and untick."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveable.core import folding
from liveable.core.grouped import Grouped
from liveable.gui.filter_field import FilterField
from liveable.gui.parts import Elided, M, S, row
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import case_table
from liveable.store import cases
from liveable.store.cases import Belonging, CaseRow
from liveable.store.history import Changed
from liveable.store.queries import natural

_TABLES = frozenset({"document", "speaker", "case"})


def _uid(item: Belonging) -> str:
    return item.speaker or item.document


class CaseBelongings(QWidget):
    """All documents, then all speakers; those of the case are ticked and come first. Space or a
    click on the box ticks. ``left`` is emitted by Escape.
    """

    left = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.case: CaseRow | None = None
        self._items: list[Belonging] | None = None
        self.head = Elided("", "strong")
        self.field = FilterField(work.theme, tr("Filter documents and speakers"), "")
        self.rows = RowList(work.theme, tr("Documents and speakers"), Anatomy(), many=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(row(self.head, edges=(M, S, M, 4)))
        box.addWidget(row(self.field, edges=(M, 0, M, 4)))
        box.addWidget(self.rows, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill)
        self.field.textChanged.connect(lambda _text: self._later.start())
        self.field.down.connect(self.rows.setFocus)
        self.field.entered.connect(self.rows.setFocus)
        self.field.left.connect(self.left)
        self.rows.ticked.connect(self._turn)
        self.rows.opened.connect(lambda item: self._turn([item]))
        work.changed.connect(self._hear)

    def show_case(self, case: CaseRow | None) -> None:
        """Speak of another case."""
        if case != self.case:
            moved = case is None or self.case is None or case.uid != self.case.uid
            self.case = case
            if moved:
                self._later.start()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _TABLES:
            self._items = None
            self._later.start()

    def _fill(self) -> None:
        if not self.isVisible():
            self._items = None
            return
        if self._items is None:
            self._items = self.work.look(cases.belongings)
        case = self.case
        name = " ".join(case.name.split()) if case else ""
        self.head.set_text(tr("Belongs to {case}", case=name) if case else tr("No case chosen"))
        words = folding.fold(self.field.text()).split()
        shown = [item for item in self._items if case and _fits(item, words)]
        grouped: Grouped[Belonging] = Grouped(shown, _uid, self._group, self._place)
        self.rows.show_items(grouped, _uid, self._row)
        self.rows.say_empty(
            tr("Nothing of this name.") if words else tr("No documents yet.") if case else ""
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def _group(self, item: Belonging) -> tuple[int, str]:
        return (1, tr("Speakers")) if item.speaker else (0, tr("Documents"))

    def _place(self, item: Belonging) -> tuple[object, ...]:
        name = natural(item.label) if item.speaker else ()
        return not self._is_its(item), name, natural(item.document_name)

    def _is_its(self, item: Belonging) -> bool:
        return self.case is not None and item.case == self.case.uid

    def _row(self, item: Belonging) -> Row:
        words = item.document_name
        if item.speaker:
            words = tr("{label}, in {document}", label=item.label, document=item.document_name)
        other = "" if self._is_its(item) else item.case_name or ""
        said = tr("{what}, of {case}", what=words, case=other) if other else words
        return Row(words, said, (other,) if other else (), ticked=self._is_its(item))

    def _turn(self, items: list[Belonging]) -> None:
        """Give these to the case, or take them off it where all are its already."""
        case, work = self.case, self.work
        if case is None or not items:
            return
        to = None if all(map(self._is_its, items)) else case.uid
        own = [item.document for item in items if item.speaker is None]
        speakers = [item.speaker for item in items if item.speaker is not None]
        work.act(case_table.assign, own, speakers, to, work.coder)


def _fits(item: Belonging, words: list[str]) -> bool:
    said = folding.fold(f"{item.label} {item.document_name} {item.case_name or ''}")
    return all(word in said for word in words)
