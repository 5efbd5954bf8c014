"""The names of files that will be written, with a sign at those that are there already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from liveable.gui.parts import icon, tip
from liveable.gui.theme import Theme
from liveable.gui.words import tr


class FileNames(QListView):
    """A list to look through; there is nothing to choose in it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._paths: list[tuple[Path, bool]] = []
        self.files = QStandardItemModel(self)
        self.setModel(self.files)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # where it begins, and whose it is
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fill)

    def show_files(self, paths: list[Path]) -> None:
        """Name these files, and see which are there."""
        self._paths = [(path, path.exists()) for path in paths]
        self._fill()

    def _fill(self) -> None:
        side = self._theme.px(14)
        self.setIconSize(QSize(side, side))
        self.setSpacing(self._theme.px(2))
        self.files.clear()
        sign = icon(self._theme, "alert", "bad")
        for path, there in self._paths:
            item = QStandardItem(path.name)
            item.setToolTip(tip(str(path)))
            said = f"{path.name}, {tr('is there already')}" if there else path.name
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
            if there:
                item.setIcon(sign)
            self.files.appendRow(item)
