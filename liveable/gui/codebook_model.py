"""The codebook as a tree for views: virtual, filtered, and changed in place so that what is open,
chosen and in sight stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from liveable.core import codefilter
from liveable.core.codefilter import Filed
from liveable.gui import drags
from liveable.gui.words import counted, tr
from liveable.store.queries import CodeRow

Index = QModelIndex | QPersistentModelIndex
UID = Qt.ItemDataRole.UserRole
ROW = UID + 1
_NONE = QModelIndex()
_IS = Qt.ItemFlag
_WHOLE = (Qt.ItemDataRole.DisplayRole, ROW)


class _Node:
    """A code in the tree: ``number`` names it in indexes, ``place`` is its row as shown."""

    __slots__ = ("children", "number", "parent", "place", "row", "shown")

    def __init__(self, row: CodeRow, number: int) -> None:
        self.row = row
        self.number = number
        self.parent: _Node | None = None
        self.children: list[_Node] = []
        self.shown: list[_Node] = []
        self.place = 0


class CodebookModel(QAbstractItemModel):
    """Codes in tree order. ``renamed`` carries a uid and the name typed; ``moved`` a uid, its new
    parent ("" for none) and the sibling it is to stand before ("" for last); ``passage_dropped`` a
    code's uid and a ``drags.Passage``.
    """

    renamed = Signal(str, str)
    moved = Signal(str, str, str)
    passage_dropped = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pieces: tuple[str, ...] = ()
        self.fitting = 0  # how many codes the filter found
        self._nodes: list[_Node] = []  # by number; those gone stay, so that no number names two
        self._by_uid: dict[str, _Node] = {}
        self._roots: list[_Node] = []
        self._shown_roots: list[_Node] = []
        self._filed: list[Filed] = []
        self._fits: frozenset[str] = frozenset()
        self._keys: dict[str, str] = {}

    # --- filling

    def show_codes(self, rows: Iterable[CodeRow]) -> None:
        """Take the codes as they are now, in tree order, a parent before its children."""
        found = list(rows)
        before = [(node.row.uid, node.row.parent) for node in self._by_uid.values()]
        if before == [(row.uid, row.parent) for row in found]:
            self._update(found)
        else:
            self._rebuild(found)

    def _update(self, rows: list[CodeRow]) -> None:
        """The same codes in the same places: tell only those that differ."""
        renamed = False
        for row in rows:
            node = self._by_uid[row.uid]
            if node.row != row:
                renamed |= (node.row.name, node.row.short) != (row.name, row.short)
                node.row = row
                self._tell(node)
        if renamed:
            self._file()
            if self.pieces:
                self._arrange()

    def _rebuild(self, rows: list[CodeRow]) -> None:
        self.layoutAboutToBeChanged.emit()
        known, self._by_uid, self._roots = self._by_uid, {}, []
        for row in rows:
            node = known.get(row.uid)
            if node is None:
                node = _Node(row, len(self._nodes))
                self._nodes.append(node)
            node.row, node.children = row, []
            self._by_uid[row.uid] = node
        for node in self._by_uid.values():
            node.parent = self._by_uid.get(node.row.parent or "")
            (node.parent.children if node.parent else self._roots).append(node)
        self._file()
        self._sift(self._fits)
        self._lead_back()
        self.layoutChanged.emit()

    def _file(self) -> None:
        self._filed = [
            codefilter.filed(uid, node.row.parent, node.row.name, node.row.short)
            for uid, node in self._by_uid.items()
        ]

    def narrow(self, pieces: tuple[str, ...]) -> None:
        """Show only what these pieces leave (``core.codefilter``); none show everything."""
        self.pieces, self._fits = pieces, frozenset()
        self._arrange()

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sift(self._fits)
        self._lead_back()
        self.layoutChanged.emit()

    def _sift(self, held: frozenset[str]) -> None:
        """Look what the filter leaves; ``held`` stays, for a code must not go under one's hands
        because its name was changed.
        """
        found = codefilter.left(self._filed, self.pieces)
        shown = set(found.shown)
        if self.pieces:
            held &= self._by_uid.keys()
            for uid in held - found.fitting:
                above: _Node | None = self._by_uid[uid]
                while above is not None and above.row.uid not in shown:
                    shown.add(above.row.uid)
                    above = above.parent
        self._fits = found.fitting | held if self.pieces else found.fitting
        self.fitting = len(self._fits)
        for node in self._by_uid.values():
            node.shown = [child for child in node.children if child.row.uid in shown]
            for place, child in enumerate(node.shown):
                child.place = place
        self._shown_roots = [node for node in self._roots if node.row.uid in shown]
        for place, node in enumerate(self._shown_roots):
            node.place = place
        self._shown = shown

    def _lead_back(self) -> None:
        """Lead what the views hold on to, to where the same codes are now."""
        old = self.persistentIndexList()
        new = [self.index_of(self._nodes[index.internalId()].row.uid) for index in old]
        self.changePersistentIndexList(old, new)

    def show_keys(self, keys: dict[str, str]) -> None:
        """Show the digits by which codes can be applied, by uid."""
        before, self._keys = self._keys, keys
        for uid in before.keys() | keys.keys():
            if before.get(uid) != keys.get(uid) and uid in self._by_uid:
                self._tell(self._by_uid[uid])

    def _tell(self, node: _Node) -> None:
        index = self._index(node)
        if index.isValid():
            self.dataChanged.emit(index, index)

    # --- asking

    def uid(self, index: Index) -> str:
        """The code an index stands for, "" for none."""
        return self._nodes[index.internalId()].row.uid if index.isValid() else ""

    def index_of(self, uid: str) -> QModelIndex:
        """Where a code is; invalid where it is not shown."""
        node = self._by_uid.get(uid)
        return QModelIndex() if node is None else self._index(node)

    def _index(self, node: _Node) -> QModelIndex:
        if node.row.uid not in self._shown or self._by_uid.get(node.row.uid) is not node:
            return QModelIndex()
        return self.createIndex(node.place, 0, node.number)

    def row(self, index: Index) -> CodeRow:
        """What is known of a code."""
        return self._nodes[index.internalId()].row

    def key(self, uid: str) -> str:
        """The digit of a code used lately, else ""."""
        return self._keys.get(uid, "")

    def fits(self, uid: str) -> bool:
        """Whether a code itself is what the filter looks for, rather than above one that is."""
        return uid in self._fits

    def beside_branches(self, index: Index) -> bool:
        """Whether a code or a sibling of it has codes below, so that names need one line-up."""
        node = self._nodes[index.internalId()]
        siblings = node.parent.children if node.parent else self._roots
        return any(sibling.children for sibling in siblings)

    def level(self, index: Index) -> int:
        """How deep a code lies; 0 at the top."""
        return len(self.row(index).path) - 1

    def siblings(self, uid: str) -> list[str]:
        """A code and those beside it, in order, whether shown or not."""
        node = self._by_uid[uid]
        return [n.row.uid for n in (node.parent.children if node.parent else self._roots)]

    def branches(self) -> list[str]:
        """All codes with codes below them, in tree order."""
        return [uid for uid, node in self._by_uid.items() if node.children]

    def first_fitting(self) -> str:
        """The first code the filter found, "" for none."""
        return next((uid for uid in self._by_uid if uid in self._fits), "")

    # --- what views ask

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        shown = self._below(parent)
        if column != 0 or not 0 <= row < len(shown):
            return QModelIndex()
        return self.createIndex(row, 0, shown[row].number)

    def parent(self, child: Index = _NONE) -> QModelIndex:  # type: ignore[override]
        above = self._nodes[child.internalId()].parent if child.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.place, 0, above.number)

    def rowCount(self, parent: Index = _NONE) -> int:
        return len(self._below(parent))

    def hasChildren(self, parent: Index = _NONE) -> bool:
        return bool(self._below(parent))

    def columnCount(self, parent: Index = _NONE) -> int:
        return 1

    def _below(self, parent: Index) -> list[_Node]:
        return self._nodes[parent.internalId()].shown if parent.isValid() else self._shown_roots

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == UID:
            return row.uid
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told(row, self.key(row.uid))
        return None

    def headerData(self, *_asked: object) -> None:
        """Nothing: else a screen reader hears Qt's numbers as heads."""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != self.row(index).name:
            self.renamed.emit(self.uid(index), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _IS.ItemIsDropEnabled
        return (
            _IS.ItemIsEnabled | _IS.ItemIsSelectable | _IS.ItemIsEditable
            | _IS.ItemIsDragEnabled | _IS.ItemIsDropEnabled
        )  # fmt: skip

    # --- drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [drags.CODE, drags.PASSAGE]

    def mimeData(self, indexes: Any) -> QMimeData:
        return drags.of_code(self.uid(indexes[0]))

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if drags.passage(data) is not None:
            return parent.isValid() and row < 0 and usable(self.row(parent))
        code = drags.code(data)
        if code not in self._by_uid:
            return False
        above: _Node | None = self._nodes[parent.internalId()] if parent.isValid() else None
        while above is not None:
            if above.row.uid == code:
                return False
            above = above.parent
        return True

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        passage = drags.passage(data)
        if passage is not None:
            self.passage_dropped.emit(self.uid(parent), passage)
            return True
        shown = self._below(parent)
        before = shown[row].row.uid if 0 <= row < len(shown) else ""
        self.moved.emit(drags.code(data), self.uid(parent), before)
        return True


def usable(row: CodeRow) -> bool:
    """Whether passages may be coded with a code."""
    return row.codable and row.status != "retired"


def told(row: CodeRow, key: str = "") -> str:
    """All that the tree shows of a code, in words."""
    parts = [row.name]
    if row.status == "retired":
        parts.append(tr("retired"))
    parts.append(counts(row))
    if len(row.path) > 1:
        parts.append(tr("under {name}", name=row.path[-2]))
    if key:
        parts.append(tr("key {key}", key=key))
    return ", ".join(parts)


def counts(row: CodeRow) -> str:
    """How often a code was used, alone and with all below it."""
    own = counted(row.codings, "coding", "codings")
    if not row.children:
        return own
    whole = counted(row.subtree_codings, "coding", "codings")
    if not row.codable and not row.codings:
        return tr("{whole} in the codes under it", whole=whole)
    return tr("{own} of its own, {whole} with the codes under it", own=own, whole=whole)


def tip(row: CodeRow) -> str:
    """What a row may have no room for: the whole name, its place and both its counts."""
    lines = [" / ".join(row.path), counts(row)]
    if not row.codable:
        lines.append(tr("Holds other codes; not coded with itself"))
    if row.status == "retired":
        lines.append(tr("Retired: its codings stay, no new ones are made"))
    return "\n".join(lines)
