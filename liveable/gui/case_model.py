"""The table of cases as an item model: a row a case, a column an attribute."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from liveable.gui.parts import tip
from liveable.gui.words import counted, tr
from liveable.store.cases import AttributeRow, CaseRow, CaseSheet, sorting_key
from liveable.store.queries import natural

Index = QModelIndex | QPersistentModelIndex
NAME = 0
TYPES = {"text": "text", "number": "number", "boolean": "yes or no", "date": "date"}
_NONE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CaseModel(QAbstractTableModel):
    """Shows a ``CaseSheet``: the names, the attributes, and at the end what belongs to each case.

    ``entered`` carries a case, an attribute ("" for the name) and what was typed. Rows stay in
    their order until they are sorted; cases that come are put last.
    """

    entered = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.attributes: tuple[AttributeRow, ...] = ()
        self.cases: list[CaseRow] = []
        self.sorted_by = (NAME, Qt.SortOrder.AscendingOrder)

    # --- what is shown

    def show(self, sheet: CaseSheet) -> bool:
        """Show the cases as they are now; says whether rows or columns came, went or moved."""
        place = {row.uid: n for n, row in enumerate(self.cases)}
        found = sorted(sheet.cases, key=lambda row: place.get(row.uid, len(place)))
        same = [row.uid for row in found] == [row.uid for row in self.cases]
        if same and sheet.attributes == self.attributes:
            before, self.cases = self.cases, found
            for number, (old, new) in enumerate(zip(before, found, strict=True)):
                if old != new:
                    last = self.index(number, self.columnCount() - 1)
                    self.dataChanged.emit(self.index(number, 0), last)
            return False
        self.beginResetModel()
        self.attributes, self.cases = sheet.attributes, found
        self.endResetModel()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in order of a column; cases that say nothing there come last."""
        self.beginResetModel()
        self.sorted_by = (column, order)
        down = order == Qt.SortOrder.DescendingOrder
        by_name = sorted(self.cases, key=lambda row: (natural(row.name), row.uid))
        if column == NAME:
            self.cases = by_name[::-1] if down else by_name
        elif (attribute := self.attribute(column)) is not None:
            uid, type_ = attribute.uid, attribute.type
            known = [row for row in by_name if row.values.get(uid)]
            known.sort(key=lambda row: sorting_key(row.values[uid], type_), reverse=down)
            self.cases = known + [row for row in by_name if not row.values.get(uid)]
        else:
            self.cases = sorted(by_name, key=lambda r: r.documents + r.speakers, reverse=down)
        self.endResetModel()

    def attribute(self, column: int) -> AttributeRow | None:
        """The attribute of a column; None for the names and for what belongs to a case."""
        within = 1 <= column <= len(self.attributes)
        return self.attributes[column - 1] if within else None

    def case(self, index: Index) -> CaseRow | None:
        """The case of a row."""
        return self.cases[index.row()] if index.isValid() else None

    def index_of(self, case: str, column: int = NAME) -> QModelIndex:
        """Where a case is; no index when it is not there."""
        row = next((n for n, row in enumerate(self.cases) if row.uid == case), -1)
        return self.index(row, column) if row >= 0 else _NONE

    # --- the model

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.cases)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.attributes) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() > len(self.attributes):
            return _FLAGS
        return _FLAGS | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        case = self.case(index)
        if case is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.said(case, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.said(case, index.column()))
        attribute = self.attribute(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and attribute is not None:
            return _RIGHT if attribute.type == "number" else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.said(case, index.column())
            if attribute is not None:
                return f"{case.name}, {attribute.name}: {said or tr('nothing')}"
            return said if index.column() == NAME else f"{case.name}, {said}"
        return None

    def said(self, case: CaseRow, column: int) -> str:
        """What a cell says."""
        if column == NAME:
            return case.name
        attribute = self.attribute(column)
        if attribute is not None:
            return case.values.get(attribute.uid, "")
        belongs = [counted(case.documents, "document", "documents")] if case.documents else []
        if case.speakers:
            belongs.append(counted(case.speakers, "speaker", "speakers"))
        return " · ".join(belongs) or tr("nothing yet")

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        case = self.case(index)
        if case is None or role != Qt.ItemDataRole.EditRole:
            return False
        attribute = self.attribute(index.column())
        if str(value) != self.said(case, index.column()):
            self.entered.emit(case.uid, attribute.uid if attribute else "", str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        attribute = self.attribute(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = attribute is not None and attribute.type == "number"
            return _RIGHT if right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            known = attribute is not None and attribute.type in TYPES
            type_ = f" ({tr(TYPES[attribute.type])})" if attribute and known else ""
            said = f"{self.head(section)}{type_}"
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return self.head(section) if role == Qt.ItemDataRole.DisplayRole else None

    def head(self, section: int) -> str:
        """The name of a column."""
        if section == NAME:
            return tr("Case")
        attribute = self.attribute(section)
        return attribute.name if attribute is not None else tr("Documents and speakers")

    def kind(self, section: int) -> str:
        """What the values of a column are, where they are not words."""
        attribute = self.attribute(section)
        if attribute is None or attribute.type == "text":
            return ""
        return tr(TYPES.get(attribute.type, ""))
