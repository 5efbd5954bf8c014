"""The copies that are out as an item model: a row a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveable.gui.parts import tip
from liveable.gui.words import counted, tr, when
from liveable.store.copies import CopyOut
from liveable.store.queries import natural

Index = QModelIndex | QPersistentModelIndex
WHO, SINCE, WHAT, READ, BACK = range(5)
HEADS = ("Coder", "Since", "What is in it", "Read", "Came back")
COPY = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()
_UP = Qt.SortOrder.AscendingOrder


class CopiesModel(QAbstractTableModel):
    """Shows ``CopyOut`` rows, at first those that did not come back, longest out first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.copies: list[CopyOut] = []
        self.documents = 0  # in the project now
        self.sorted_by = (BACK, _UP)

    # --- what is shown

    def show(self, copies: Sequence[CopyOut], documents: int) -> None:
        """Show the copies as they are now, in the order chosen."""
        self.beginResetModel()
        self.copies, self.documents = list(copies), documents
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = _UP) -> None:
        """Put the rows in order of a column."""
        self.beginResetModel()
        self.sorted_by = (column, order)
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self.sorted_by
        self.copies.sort(key=lambda copy: (copy.at, copy.copy))
        self.copies.sort(key=lambda copy: _key(copy, column), reverse=order != _UP)

    def index_of(self, copy: str) -> QModelIndex:
        """Where a copy is; no index when it is not there."""
        row = next((n for n, known in enumerate(self.copies) if known.copy == copy), -1)
        return self.index(row, WHO) if row >= 0 else _NONE

    def at(self, index: Index) -> CopyOut | None:
        """The copy of a row."""
        return self.copies[index.row()] if index.isValid() else None

    def said(self, copy: CopyOut, column: int) -> str:
        """What a cell says."""
        if column == WHO:
            return copy.coder_name or tr("somebody")
        if column == SINCE:
            return _moment(copy.at)
        if column == WHAT:
            return " · ".join(filter(None, (self._extent(copy), tr("blind") if copy.blind else "")))
        if column == READ:
            return tr("{n} %", n=percent(copy)) if is_known(copy) else tr("not known yet")
        if copy.returned is None:
            return tr("not yet")
        times = tr("{n} times", n=copy.merges) if copy.merges > 1 else ""
        return ", ".join(filter(None, (_moment(copy.returned), times)))

    def _extent(self, copy: CopyOut) -> str:
        inside = copy.documents_total
        if copy.documents is None and inside == self.documents:
            return tr("everything")
        said = tr("{n} of {all} documents", n=f"{inside:,}", all=f"{self.documents:,}")
        return tr("everything then: {n}", n=said) if copy.documents is None else said

    def more(self, copy: CopyOut) -> str:
        """What the columns have no room for: the file, how many documents are read, and which."""
        done = ""
        if is_known(copy):
            every = counted(copy.documents_total, "document", "documents")
            done = tr("{n} of {documents} read to the end", n=copy.documents_done, documents=every)
        names = ", ".join(" ".join(name.split()) for name in copy.names)
        return " · ".join(filter(None, (copy.file, done, names)))

    # --- the model

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.copies)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        copy = self.at(index)
        if copy is None:
            return None
        said = self.said(copy, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return said
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.more(copy) if index.column() != WHO else said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == WHO:
                return ", ".join(self._sentence(copy))
            return f"{self.head(index.column())}: {said}"
        return copy if role == COPY else None

    def _sentence(self, copy: CopyOut) -> list[str]:
        """A whole row in words."""
        rest = (f"{self.head(n)}: {self.said(copy, n)}" for n in range(1, len(HEADS)))
        return [self.said(copy, WHO), *rest]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.head(section) if wanted and orientation == Qt.Orientation.Horizontal else None

    def head(self, section: int) -> str:
        """The name of a column."""
        return tr(HEADS[section])

    def kind(self, section: int) -> str:
        """What is in a column goes without saying."""
        return ""


def is_known(copy: CopyOut) -> bool:
    """Whether anything is known of how far a copy is read: it came back, or was read before."""
    return copy.returned is not None or copy.read > 0 or copy.documents_done > 0


def percent(copy: CopyOut) -> int:
    """How much of a copy's text is read; 0 and 100 only where that is so to the letter."""
    if 0 < copy.read < 1:
        return min(99, max(1, round(copy.read * 100)))
    return round(copy.read * 100)


def _key(copy: CopyOut, column: int) -> tuple[Any, ...]:
    keys: dict[int, tuple[Any, ...]] = {
        WHO: natural(copy.coder_name),
        SINCE: (copy.at,),
        WHAT: (copy.documents_total, not copy.blind),
        READ: (is_known(copy), copy.read),
        BACK: (copy.returned is not None, copy.returned or ""),
    }
    return keys[column]


def _moment(at: str) -> str:
    try:
        return when(datetime.fromisoformat(at).astimezone(), datetime.now().astimezone())
    except (ValueError, OverflowError, OSError):
        return at
