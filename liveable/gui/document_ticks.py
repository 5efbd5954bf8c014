"""Documents to tick, in their folders: a folder ticks all in it that is in sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from liveable.gui.parts import button, label
from liveable.gui.theme import Theme
from liveable.gui.tick_list import Index, Tick, TickList, Ticks
from liveable.gui.words import counted, tr
from liveable.store.corpus import Corpus, narrowed

_NOTHING = Corpus({}, {}, {}, ())


class DocumentTicks(Ticks):
    """The documents of a corpus; ``ticked`` are documents alone."""

    of_parts = True

    def __init__(self) -> None:
        super().__init__()
        self.corpus = self._shown = _NOTHING
        self._inside: dict[str, frozenset[str]] = {}  # of each folder, the documents in sight

    def show(self, corpus: Corpus) -> None:
        """Offer the documents of a corpus."""
        self.corpus = corpus
        self.set_rows(_rows(corpus))
        self.ticked &= set(corpus.documents)
        self._take(corpus)

    def narrow(self, wanted: str) -> None:
        """Show what has these words in its name or in that of a folder it lies in."""
        self.beginResetModel()
        self._take(narrowed(self.corpus, wanted) if wanted.split() else self.corpus)
        self.rows = _rows(self._shown)
        self.endResetModel()

    def _take(self, shown: Corpus) -> None:
        self._shown = shown
        self._inside = {uid: frozenset(shown.within(uid)) for uid in shown.folders}

    def state(self, tick: Tick) -> Qt.CheckState:
        inside = self._inside.get(tick.uid)
        if inside is None:
            return super().state(replace(tick, above=()))
        if not inside or self.ticked.isdisjoint(inside):
            return Qt.CheckState.Unchecked
        whole = inside <= self.ticked
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked

    def said(self, state: Qt.CheckState) -> str:
        if state == Qt.CheckState.PartiallyChecked:
            return tr("partly ticked")
        return super().said(state)

    def note(self, tick: Tick) -> str:
        inside = self._inside.get(tick.uid)
        if inside is None:
            return tick.note
        return tr("{n} of {all}", n=f"{len(inside & self.ticked):,}", all=f"{len(inside):,}")

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        inside = self._inside.get(self.rows[index.row()].uid) if index.isValid() else None
        if inside is None or role != Qt.ItemDataRole.CheckStateRole:
            return super().setData(index, value, role)
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.ticked |= inside
        else:
            self.ticked -= inside
        self._tell()
        return True

    def tick(self, uids: Iterable[str]) -> None:
        """Tick exactly these documents."""
        self.ticked = set(uids) & set(self.corpus.documents)
        self._tell()

    def tick_shown(self) -> None:
        """Tick all that is in sight as well."""
        self.tick(self.ticked | set(self._shown.order))


class DocumentTickList(TickList):
    """The list, with a way to tick all that a filter found."""

    def __init__(self, theme: Theme, name: str) -> None:
        self.documents = DocumentTicks()
        super().__init__(theme, name, self.documents, tr("Untick all"))
        self.all_shown = button("", link=True)
        self.all_shown.clicked.connect(self.documents.tick_shown)
        self.count = label("", "small")
        line = self.foot.layout()
        assert isinstance(line, QHBoxLayout)
        line.insertWidget(0, self.count)
        line.addWidget(self.all_shown)
        for changed in (self.ticks.changed, self.filter.textChanged, theme.changed):
            changed.connect(self._fit_foot)
        self._fit_foot()

    def show_corpus(self, corpus: Corpus) -> None:
        """Offer the documents of a corpus."""
        self.documents.show(corpus)
        if self.documents.rows:
            self.view.setCurrentIndex(self.documents.index(0))
        self._fit()
        self._fit_foot()

    def _fit_foot(self) -> None:
        found = bool(self.filter.text().strip())
        self.all_shown.setText(tr("Tick all found") if found else tr("Tick all"))
        self.all_shown.setAccessibleName(f"{self.all_shown.text()}: {self.view.accessibleName()}")
        ticked, every = len(self.documents.ticked), len(self.documents.corpus.order)
        self.count.setText(tr("{n} of {all} ticked", n=f"{ticked:,}", all=f"{every:,}"))
        self.none.setVisible(ticked > 0)
        self.foot.show()


def _rows(corpus: Corpus) -> list[Tick]:
    """Folders and documents as they follow each other in the tree."""
    found: list[Tick] = []
    above: dict[str | None, tuple[str, ...]] = {None: ()}
    stack = list(reversed(corpus.children.get(None, ())))
    while stack:
        uid = stack.pop()
        folder = corpus.folders.get(uid)
        if folder is not None:
            place = above[folder.parent]
            above[uid] = (*place, uid)
            found.append(Tick(uid, folder.name, above=place, icon="folder"))
            stack += reversed(corpus.children.get(uid, ()))
        else:
            row = corpus.documents[uid]
            words = counted(row.words, "word", "words")
            found.append(Tick(uid, row.name, words, above[row.folder]))
    return found
