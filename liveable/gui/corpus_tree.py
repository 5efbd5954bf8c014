"""The left panel: folders and documents, how far each is read, and what can be done with them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from liveable.gui.commands import Doers, Need
from liveable.gui.corpus_model import CorpusModel
from liveable.gui.corpus_rows import CorpusRows
from liveable.gui.drags import files_in
from liveable.gui.filter_field import FilterField
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Elided, M, Pouring, S, button, column, label, row, rule, scrolled
from liveable.gui.pick import ask_line, pick_folder
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import corpus as acts
from liveable.ops import documents
from liveable.store import corpus
from liveable.store.corpus import Corpus
from liveable.store.history import Changed
from liveable.store.project import Project

_LARGE = 500  # rows from which on an act is left to the writer's thread
_SETTLE = 300  # ms until codings are counted anew
_FOCUS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class CorpusTree(QWidget):
    """The documents of a project. Enter or a click brings one into the middle."""

    files_dropped = Signal(list)
    menu_wanted = Signal(QPoint)
    offers_changed = Signal()
    add_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.model = CorpusModel(lambda: work.look(corpus.coding_counts, work.only), self)
        self.rows = CorpusRows(work.theme, self.model)
        self.rows.setAccessibleName(tr("Documents"))
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.field = FilterField(
            work.theme, tr("Filter documents"), KeyCap(work.keys, "find.document")
        )
        self.count = label("", "small")
        self.add = button(tr("Add documents…"), main=True)
        self.add.clicked.connect(self.add_wanted)
        self._shut: set[str] = set()  # folders folded up by hand
        self._went = ""  # the document that was shown when it was deleted
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._lay_out()
        self._connect()
        self.refresh()

    # --- looks

    def _lay_out(self) -> None:
        keys = self.work.keys
        head = row(label(tr("Documents"), "head"), None, self.count, edges=(M, M, M, 6))
        nothing = Pouring()
        box = QVBoxLayout(nothing)
        box.setContentsMargins(6, S, 6, 0)
        box.addWidget(
            label(tr("No documents yet. Drop files here, or add some."), "quiet", wrap=True)
        )
        box.addWidget(flowing(self.add, KeyCap(keys, "document.import"), space=S))
        box.addStretch(1)
        self._unfound = label("", "quiet", wrap=True)
        self.pages = QStackedWidget()
        for page in (self.rows, scrolled(nothing), column(self._unfound, None, edges=(6, S, 6, 0))):
            self.pages.addWidget(page)
        following, adding = Elided(tr("Next document"), "small"), Elided(tr("Add"), "small")
        for words in (following, adding):
            words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        foot = row(
            following,
            KeyCap(keys, "document.next", following),
            None,
            adding,
            KeyCap(keys, "document.import", adding),
            edges=(M, S, M, S),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(row(self.field, edges=(M, 2, M, S)))
        box.addWidget(row(self.pages, edges=(6, 0, 6, 0)), 1)
        box.addWidget(rule())
        box.addWidget(foot)
        QWidget.setTabOrder(self.field, self.rows)

    def _fit(self) -> None:
        """Take up a changed theme or text size."""
        self.rows.scheduleDelayedItemsLayout()
        self.rows.viewport().update()

    # --- wiring

    def _connect(self) -> None:
        work = self.work
        work.changed.connect(self._hear)
        work.document_shown.connect(self._follow)
        work.where_changed.connect(lambda: self._show(self.model.whole))
        work.theme.changed.connect(self._fit)
        self.rows.wanted.connect(work.show_document)
        self.rows.typed.connect(self._type)
        self.rows.files_dropped.connect(self.files_dropped)
        self.rows.customContextMenuRequested.connect(self._menu)
        self.rows.collapsed.connect(lambda index: self._fold(self.model.uid(index), True))
        self.rows.expanded.connect(lambda index: self._fold(self.model.uid(index), False))
        self.rows.selectionModel().currentChanged.connect(lambda: self.offers_changed.emit())
        # Both come from within the view's own handling of an event, which must end first.
        queued = Qt.ConnectionType.QueuedConnection
        self.rows.names.renamed.connect(self._rename, queued)
        self.model.move_wanted.connect(self._move, queued)
        self.field.textChanged.connect(lambda: self._show(self.model.whole))
        self.field.down.connect(self._into_rows)
        self.field.entered.connect(self._take_first)
        self.field.left.connect(self.rows.setFocus)
        self._settle.timeout.connect(self._count_codings)

    def doers(self) -> Doers:
        """The commands on documents and folders."""
        return {
            "document.next": lambda: self.step(1),
            "document.previous": lambda: self.step(-1),
            "document.rename": self.rename,
            "document.folder": self.add_folder,
            "document.move": self.ask_folder,
            "document.delete": self.delete,
            "find.document": self.filter,
            "view.corpus": self.rows.setFocus,
        }

    def offers(self) -> frozenset[Need]:
        """A document or folder, where one is current."""
        return frozenset({"listed"} if self.rows.currentIndex().isValid() else ())

    def take_focus(self) -> None:
        """Put the keys into the tree, or onto what would fill it."""
        (self.rows if self.model.whole.children else self.add).setFocus()

    def keys_at(self) -> QWidget:
        """Where the keys of documents are heard."""
        return self.rows

    # --- showing

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"document", "folder", "reading"}:
            self.refresh()
            if changed.operation.kind == "undo" and self._went in self.model.whole.documents:
                went, self._went = self._went, ""
                self.work.show_document(went)  # it is back where it was
        if "coding" in changed.rows or "document" in changed.rows:
            self._settle.start()

    def _count_codings(self) -> None:
        self.model.forget_counts()
        self.rows.viewport().update()

    def refresh(self) -> None:
        """Show the corpus as it is now; what is open, in sight and current stays so."""
        self._show(self.work.look(corpus.corpus, self.work.coder))

    def _show(self, whole: Corpus) -> None:
        before = self.model.whole.order
        inside = self.work.inside
        among = inside.documents if inside is not None else None
        shown = corpus.narrowed(whole, self.field.text(), among)
        current = self.model.uid(self.rows.currentIndex())
        chosen = self._chosen()
        scrolled = self.rows.verticalScrollBar().value()
        shut = frozenset(self._shut)
        if self.model.show(whole, shown):
            self._choose([uid for uid in chosen if uid != current], current)
            self._open_folders(shut)  # last, for what is made current is brought into sight
            self.rows.verticalScrollBar().setValue(scrolled)
        self.rows.viewport().update()
        self._say_counts()
        if self.work.document and self.work.document not in whole.documents:
            self._went = self.work.document
            self.work.show_document(_neighbour(before, self.work.document, whole))

    def _say_counts(self) -> None:
        whole, shown = self.model.whole, self.model.corpus
        done, all_ = whole.read(None)
        found, inside = f"{len(shown.order):,}", self.work.inside
        if inside is not None:
            self.count.setText(tr("{n} of {all}", n=found, all=f"{inside.all_documents:,}"))
        elif shown is not whole:
            self.count.setText(tr("{n} found", n=found))
        else:
            self.count.setText(
                tr("{done} of {all} read", done=f"{done:,}", all=f"{all_:,}") if all_ else ""
            )
        name = self.field.text().strip()
        if inside is None:
            unfound = tr("No document is called “{name}”.", name=name)
        elif name:
            unfound = tr("No document that passes the filter is called “{name}”.", name=name)
        else:
            unfound = tr("No document passes the filter.")
        self._unfound.setText(unfound)
        empty = not whole.children
        self.pages.setCurrentIndex(1 if empty else 0 if shown.children else 2)
        self.field.setEnabled(not empty)

    def _open_folders(self, shut: frozenset[str]) -> None:
        """Open all folders but these; all of them while names are looked for."""
        self.rows.expandAll()
        if not self.field.text().strip():
            for uid in shut & self.model.whole.folders.keys():
                self.rows.collapse(self.model.index_of(uid))
        self._shut = set(shut)

    def _fold(self, uid: str, shut: bool) -> None:
        if not self.field.text().strip():
            (self._shut.add if shut else self._shut.discard)(uid)

    def _choose(self, uids: Iterable[str], current: str) -> None:
        selection = self.rows.selectionModel()
        index = self.model.index_of(current)
        if index.isValid():
            selection.setCurrentIndex(index, _FOCUS)
        for uid in uids:
            if (also := self.model.index_of(uid)).isValid():
                selection.select(also, QItemSelectionModel.SelectionFlag.Select)

    def _follow(self, uid: str) -> None:
        """Make the document that is shown the current row, and bring it into sight."""
        self.rows.shown = uid
        index = self.model.index_of(uid)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self._shut.discard(self.model.uid(above))
                self.rows.expand(above)
                above = above.parent()
            if index != self.rows.currentIndex() or len(self._chosen()) != 1:
                self.rows.selectionModel().setCurrentIndex(index, _FOCUS)
            self.rows.scrollTo(index)
        self.rows.viewport().update()

    # --- finding

    def filter(self) -> None:
        """Go to the filter."""
        self.field.setFocus()
        self.field.selectAll()

    def _type(self, letters: str) -> None:
        if letters.strip():
            self.field.setFocus()
            self.field.setText(letters)

    def _take_first(self) -> None:
        """Show the first document found."""
        if self.field.text().strip() and self.model.corpus.order:
            self.work.show_document(self.model.corpus.order[0])
        self._into_rows()

    def _into_rows(self) -> None:
        self.rows.setFocus()
        if not self.rows.currentIndex().isValid():
            self.rows.selectionModel().setCurrentIndex(self.model.index(0), _FOCUS)

    def step(self, by: int) -> None:
        """Show the next document of those in the tree (-1: the one before)."""
        order = self.model.corpus.order
        if not order:
            self.work.say(tr("There is no document to go to."))
        elif self.work.document not in order:
            self.work.show_document(order[0 if by > 0 else -1])
        elif 0 <= (place := order.index(self.work.document) + by) < len(order):
            self.work.show_document(order[place])
        else:
            last = tr("This is the last document.") if by > 0 else tr("This is the first document.")
            self.work.say(last)

    # --- acting

    def _chosen(self) -> list[str]:
        return [self.model.uid(index) for index in self.rows.selectionModel().selectedRows()]

    def rename(self) -> None:
        """Edit the name of the current row in its place."""
        index = self.rows.currentIndex()
        if index.isValid():
            self.rows.setFocus()
            self.rows.scrollTo(index)
            self.rows.edit(index)

    def _rename(self, uid: str, name: str) -> None:
        act = documents.rename_folder if uid in self.model.whole.folders else documents.rename
        self.work.act(act, uid, name, self.work.coder)

    def add_folder(self) -> None:
        """Ask for a name and make a folder where the current row is."""
        current, whole = self.model.uid(self.rows.currentIndex()), self.model.whole
        if current in whole.folders:
            parent: str | None = current
        else:
            parent = whole.documents[current].folder if current in whole.documents else None
        title = tr("New folder")
        if parent is not None:
            title = tr("New folder in ‘{folder}’", folder=whole.folders[parent].name)
        ask_line(self, title, tr("Name"), lambda name: self._add_folder(name, parent))

    def _add_folder(self, name: str, parent: str | None) -> None:
        made = self.work.act(documents.add_folder, name, self.work.coder, parent)
        index = self.model.index_of(made)
        if index.isValid():
            self.rows.expand(index.parent())
            self.rows.selectionModel().setCurrentIndex(index, _FOCUS)
            self.rows.scrollTo(index)

    def ask_folder(self) -> None:
        """Ask where the chosen documents and folders are to go."""
        chosen = self._chosen()
        if not chosen:
            return
        without = {below for uid in chosen for below in self._folders_from(uid)}
        pick_folder(
            self.work,
            self,
            tr("Move to a folder"),
            lambda into: self._move(chosen, into),
            without=frozenset(without),
            top=tr("No folder, at the top"),
        )

    def _folders_from(self, uid: str) -> list[str]:
        """A folder and all folders below it; none for a document."""
        whole = self.model.whole
        found = [uid] if uid in whole.folders else []
        for each in found:
            found += [below for below in whole.children.get(each, ()) if below in whole.folders]
        return found

    def _move(self, uids: list[str], into: str) -> None:
        found, folders = self.model.whole.apart(uids)
        self.work.act(acts.move, found, folders, into or None, self.work.coder)

    def delete(self) -> None:
        """Delete the chosen documents and folders at once; the notice offers to take it back."""
        found, folders = self.model.whole.apart(self._chosen())
        if not found and not folders:
            return
        work = self.work
        weight = work.look(corpus.weight, found, folders)
        said, lasting = self._deletion(found, folders, weight), weight.codings > 0

        def delete(project: Project) -> bool:
            acts.delete(project, found, folders, work.coder)
            return True

        if weight.rows <= _LARGE:
            if work.act(delete):
                work.say(said, undo=True, lasting=lasting)
        else:
            work.act_large(
                tr("Deleting"),
                lambda _progress: delete(work.project),
                lambda _done: work.say(said, undo=True, lasting=lasting),
            )

    def _deletion(self, found: list[str], folders: list[str], weight: corpus.Weight) -> str:
        """What a deletion took along, in words."""
        whole = self.model.whole
        if len(found) + len(folders) == 1:
            (uid,) = found + folders
            what = f"‘{' '.join((whole.folders.get(uid) or whole.documents[uid]).name.split())}’"
        else:
            some = (counted(len(found), "document", "documents") if found else "",
                    counted(len(folders), "folder", "folders") if folders else "")  # fmt: skip
            what = tr(" and ").join(filter(None, some))
        went = []
        if folders and weight.documents > len(found):
            inside = weight.documents - len(found)
            went.append(counted(inside, "document", "documents"))
        if weight.codings:
            went.append(counted(weight.codings, "coding", "codings"))
        if went:
            return tr("Deleted {what}, with {went}", what=what, went=tr(" and ").join(went))
        return tr("Deleted {what}", what=what)

    # --- mouse

    def _menu(self, at: QPoint) -> None:
        uid = self.model.uid(self.rows.indexAt(at))
        if uid in self.model.whole.documents and len(self._chosen()) == 1:
            self.work.show_document(uid)  # so that all the menu's commands speak of the same one
        self.menu_wanted.emit(self.rows.viewport().mapToGlobal(at))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := files_in(event):
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def _neighbour(order: tuple[str, ...], gone: str, whole: Corpus) -> str:
    """The document that comes to stand where one was: the next that is left, else the last."""
    place = order.index(gone) if gone in order else 0
    left = [uid for uid in (*order[place:], *reversed(order[:place])) if uid in whole.documents]
    return left[0] if left else ""
