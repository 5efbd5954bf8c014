"""The rows of a long list: items under heads, each pictured when it comes into sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveable.core.grouped import Grouped, Head
from liveable.core.spans import Span
from liveable.gui.theme import CodeLook
from liveable.gui.words import counted

Index = QModelIndex | QPersistentModelIndex
_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """How one row looks: what was said or done, with facts above or beside it.

    ``lead`` stands before the words, ``marks`` are stretches of them in code points; ``ticked`` is
    None where there is nothing to tick. ``said`` is the whole row in words.
    """

    words: str
    said: str
    facts: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()
    lead: str = ""
    look: CodeLook | None = None
    starred: bool = False
    struck: bool = False
    ticked: bool | None = None


class RowModel(QAbstractListModel):
    """Items of any kind, grouped, and how each is to look."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grouped: Grouped[Any] = Grouped((), str, lambda _: (0, ""), lambda _: 0)
        self._row: Callable[[Any], Row] = lambda _: Row("", "")
        self._made: dict[str, Row] = {}
        self._uid: Callable[[Any], str] = str

    def show(
        self, grouped: Grouped[Any], uid: Callable[[Any], str], row: Callable[[Any], Row]
    ) -> None:
        """Show other items."""
        self.beginResetModel()
        self.grouped, self._uid, self._row = grouped, uid, row
        self._made.clear()
        self.endResetModel()

    def put(self, item: Any) -> None:
        """Show a new item, or one that changed, in its place."""
        uid = self._uid(item)
        self._made.pop(uid, None)
        if uid in self.grouped and self.grouped.stays(item):
            self.grouped.replace(item)
            self._renew(self.grouped.row(uid))
            return
        self.drop(uid)
        slot = self.grouped.coming(item)
        self.beginInsertRows(QModelIndex(), slot.first, slot.last)
        self.grouped.add(item)
        self.endInsertRows()
        self._renew(slot.head)

    def append(self, items: list[Any]) -> None:
        """Show more items, all of which come after those there are."""
        first, more = len(self.grouped), len(items) + self.grouped.new_heads(items)
        if items:
            self.beginInsertRows(QModelIndex(), first, first + more - 1)
            self.grouped.append(items)
            self.endInsertRows()
            heads = self.grouped.heads()
            self._renew(next((at for at in reversed(heads) if at < first), None))

    def drop(self, uid: str) -> None:
        """Show an item no longer, if it is there."""
        if uid not in self.grouped:
            return
        slot = self.grouped.leaving(uid)
        self._made.pop(uid, None)
        self.beginRemoveRows(QModelIndex(), slot.first, slot.last)
        self.grouped.remove(uid)
        self.endRemoveRows()
        if slot.head < slot.first:
            self._renew(slot.head)

    def renew(self, uid: str) -> None:
        """Look at an item again."""
        self._made.pop(uid, None)
        self._renew(self.grouped.row(uid))

    def renew_all(self) -> None:
        """Look at all items again."""
        self._made.clear()
        if len(self.grouped):
            self.dataChanged.emit(self.index(0), self.index(len(self.grouped) - 1))

    def _renew(self, row: int | None) -> None:
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def item(self, row: int) -> Any | None:
        """The item in a row; None for a head, and outside."""
        if not 0 <= row < len(self.grouped) or self.grouped.is_head(row):
            return None
        return self.grouped.at(row)

    def picture(self, row: int) -> Row | Head:
        """How a row looks."""
        found = self.grouped.at(row)
        if isinstance(found, Head):
            return found
        uid = self._uid(found)
        made = self._made.get(uid)
        if made is None:
            if len(self._made) > _REMEMBERED:
                self._made.clear()
            made = self._made[uid] = self._row(found)
        return made

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.grouped)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.picture(index.row())
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.CheckStateRole,
        ):
            return None
        picture = self.picture(index.row())
        if isinstance(picture, Head):
            return None if role == Qt.ItemDataRole.CheckStateRole else _said(picture)
        if role == Qt.ItemDataRole.CheckStateRole:
            if picture.ticked is None:
                return None
            return Qt.CheckState.Checked if picture.ticked else Qt.CheckState.Unchecked
        return picture.said if role == Qt.ItemDataRole.AccessibleTextRole else picture.words

    def headerData(self, *_asked: object) -> None:
        """Nothing: else a screen reader hears Qt's numbers as heads."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.grouped.is_head(index.row()):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren


def _said(head: Head) -> str:
    return f"{head.name}, {counted(head.size, 'row', 'rows')}"
