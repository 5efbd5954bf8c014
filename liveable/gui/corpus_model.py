"""The corpus as an item model: folders and documents, one column, by uid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

from liveable.gui.parts import tip
from liveable.gui.words import KINDS, counted, tr
from liveable.store.corpus import Corpus, CorpusRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MIME = "application/x-liveable-documents"
EMPTY = Corpus({}, {}, {}, ())
_BOTH = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_FOLDER = _BOTH | Qt.ItemFlag.ItemIsDropEnabled
_DOCUMENT = _BOTH | Qt.ItemFlag.ItemNeverHasChildren


class CorpusModel(QAbstractItemModel):
    """Shows a ``Corpus``. ``move_wanted`` is emitted with uids and the folder they are dropped in
    ("" for the top).

    ``codings`` says how many codings each document has; asked only when somebody wants to know.
    """

    move_wanted = Signal(list, str)

    def __init__(
        self, codings: Callable[[], Mapping[str, int]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._codings = codings
        self._counts: Mapping[str, int] | None = None
        self.corpus = self.whole = EMPTY
        self._number: dict[str, int] = {}  # a uid's internal id, for as long as the window lives
        self._uids: list[str] = []
        self._row: dict[str, int] = {}
        self._parent: dict[str, str | None] = {}
        self.shares: dict[str, tuple[int, int]] = {}  # of each folder; see ``narrowed``

    # --- what is shown

    def show(self, whole: Corpus, shown: Corpus) -> bool:
        """Show ``shown``, which is all of ``whole`` or a part; says whether rows came, went or
        moved.
        """
        moved = shown.children != self.corpus.children
        if moved:
            self.beginResetModel()
        before = self.whole
        self.corpus, self.whole = shown, whole
        self._count()
        if moved:
            self._row, self._parent = {}, {}
            for parent, inside in shown.children.items():
                for row, uid in enumerate(inside):
                    self._row[uid], self._parent[uid] = row, parent
            self.endResetModel()
        else:
            for uid, document in whole.documents.items():
                if document != before.documents.get(uid):
                    self._tell(uid)
        return moved

    def _tell(self, uid: str | None) -> None:
        """Say that a row, and the folders it lies in, look different now."""
        while (index := self.index_of(uid)).isValid():
            self.dataChanged.emit(index, index)
            uid = self._parent[self.uid(index)]

    def _count(self) -> None:
        self.shares = {uid: (0, 0) for uid in self.whole.folders}
        shown = set(self.corpus.order)
        for row in self.whole.documents.values():
            counts = row.uid in shown if self.narrowed else row.done
            folder = row.folder
            while folder is not None:
                some, all_ = self.shares[folder]
                self.shares[folder] = some + counts, all_ + 1
                folder = self.whole.folders[folder].parent

    @property
    def narrowed(self) -> bool:
        """Whether folders count what is shown of their documents, not what is read."""
        return self.corpus is not self.whole

    def forget_counts(self) -> None:
        """Count codings anew when next asked."""
        self._counts = None

    def codings(self, document: str) -> int:
        """How many codings a document has."""
        if self._counts is None:
            self._counts = self._codings()
        return self._counts.get(document, 0)

    # --- places

    def uid(self, index: Index) -> str:
        """The folder or document at an index; "" for none."""
        return self._uids[index.internalId()] if index.isValid() else ""

    def index_of(self, uid: str | None) -> QModelIndex:
        """Where a folder or document is; no index when it is not shown."""
        if uid is None or uid not in self._parent:
            return ROOT
        return self.createIndex(self._row[uid], 0, self._id(uid))

    def _id(self, uid: str) -> int:
        if uid not in self._number:
            self._number[uid] = len(self._uids)
            self._uids.append(uid)
        return self._number[uid]

    def index(self, row: int, column: int = 0, parent: Index = ROOT) -> QModelIndex:
        inside = self.corpus.children.get(self.uid(parent) or None, ())
        if column or not 0 <= row < len(inside):
            return ROOT
        return self.createIndex(row, 0, self._id(inside[row]))

    def parent(self, index: Index = ROOT) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self._parent.get(self.uid(index)))

    def rowCount(self, parent: Index = ROOT) -> int:
        return len(self.corpus.children.get(self.uid(parent) or None, ()))

    def columnCount(self, _parent: Index = ROOT) -> int:
        return 1

    def depth(self, index: Index) -> int:
        """How many folders something lies in."""
        depth, above = 0, self._parent.get(self.uid(index))
        while above is not None:
            depth, above = depth + 1, self._parent.get(above)
        return depth

    # --- what is said

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        uid = self.uid(index)
        row = self.whole.documents.get(uid)
        folder = self.whole.folders.get(uid)
        if row is None and folder is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name if row else folder.name if folder else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(self._said(uid, row)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._said(uid, row))
        return None

    def headerData(self, *_asked: object) -> None:
        """Nothing: else a screen reader hears Qt's numbers as heads."""

    def _said(self, uid: str, row: CorpusRow | None) -> list[str]:
        if row is None:
            some, all_ = self.shares[uid]
            name = self.whole.folders[uid].name
            told = tr("{n} of {all} shown") if self.narrowed else tr("{n} of {all} read")
            return [name, tr("Folder"), told.format(n=some, all=all_)]
        said = [row.name, tr(KINDS.get(row.kind, row.kind)), reading(row)]
        said.append(counted(row.words, "word", "words"))
        said.append(counted(self.codings(uid), "coding", "codings"))
        if row.folder is not None:
            said.append(tr("in {folder}", folder=self.whole.folders[row.folder].name))
        return said

    # --- dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # beside everything: at the top
        return _FOLDER if self.uid(index) in self.whole.folders else _DOCUMENT

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, "\n".join(self.uid(index) for index in indexes).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        return data.hasFormat(MIME) and self._takes(_dragged(data), self.uid(parent))

    def _takes(self, uids: list[str], into: str) -> bool:
        above: str | None = into or None
        while above is not None:
            if above in uids:
                return False  # a folder does not go into itself
            above = self._parent.get(above)
        return any(self._parent.get(uid) != (into or None) for uid in uids)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.move_wanted.emit(_dragged(data), self.uid(parent))
        return True


def _dragged(data: QMimeData) -> list[str]:
    return bytes(data.data(MIME).data()).decode().split("\n")


def reading(row: CorpusRow) -> str:
    """How far a document is read, in words."""
    if row.done:
        return tr("read")
    if not row.up_to:
        return tr("not read yet")
    return tr("read to {share} %", share=max(1, int(row.share * 100)))
