"""Searching all texts, memos and definitions as one types, and coding what was found."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveable.core.fitting import Unit
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui import searching
from liveable.gui.combo import Combo
from liveable.gui.commands import Doers
from liveable.gui.filter_field import FilterField
from liveable.gui.parts import Elided, L, S, button, label, row, rule
from liveable.gui.pick import pick_code
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.searching import Answer, Place
from liveable.gui.tasks import Task
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codings
from liveable.ops.codings import Coded, Passage
from liveable.store import spots
from liveable.store.history import Changed

_TYPED = 200  # places shown while somebody types
_MANY = 500  # passages above which coding goes to the writer's thread
_UNITS: dict[Unit, str] = {
    "words": "The words",
    "sentence": "The sentence",
    "turn": "The turn",
}
_HINT = "Words of one paragraph · “these words together” · begin* · -without · this OR that"


class SearchList(QWidget):
    """What is found while typing is cut short; Enter finds all."""

    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.field = FilterField(work.theme, tr("Search all texts, memos and codes"), "Enter")
        self.unit = Combo()
        self.unit.setAccessibleName(tr("What is coded around a place"))
        self.unit.addItems([tr(_UNITS[unit]) for unit in get_args(Unit)])
        self.code_ticked = button(tr("Code chosen…"))
        self.code_every = button(tr("Code all…"))
        self.told = Elided(tr(_HINT), "small")
        anatomy = Anatomy(size="strong", reading=True)
        self.list = RowList(work.theme, tr("Places found"), anatomy, many=True)
        self._answer = searching.nothing()
        self._ticked: set[str] = set()
        self._task: Task[Answer] | None = None
        self._whole = False  # whether Enter was pressed for this query
        self._stale = False
        self._revealed: Span | None = None  # what a panel selected in the text last
        self._lay_out()
        self._connect()
        self._tell()

    def _lay_out(self) -> None:
        acts = row(
            self.unit,
            *(self.code_ticked, label("C", "key")),
            *(self.code_every, label("Shift+C", "key")),
            None,
        )
        top = TwoRows(self.work.theme, self.field, acts, 640)
        below = QHBoxLayout()
        below.setContentsMargins(L, 0, L, S)
        below.addWidget(self.told)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addLayout(below)
        box.addWidget(rule())
        box.addWidget(self.list, 1)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.entered.connect(self.find_all)
        self.field.down.connect(self._into_list)
        self.list.opened.connect(self.jump)
        self.list.ticked.connect(self._tick)
        self.list.installEventFilter(self)
        self.list.selectionModel().selectionChanged.connect(self._enable)
        self.code_ticked.clicked.connect(self.code_chosen)
        self.code_every.clicked.connect(self.code_all)
        self.work.changed.connect(self._hear)
        self.work.where_changed.connect(self._find_again)
        self.work.where_changed.connect(self._tell)
        self.work.revealed.connect(self._note_revealed)

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the search."""
        return {"find.all": self._begin}

    def title(self) -> str:
        """The tab's name, with the number of places found."""
        count = self._answer.places.count
        if not count:
            return tr("Search")
        more = "+" if self._answer.cut else ""
        return tr("Search {count}", count=f"{count:,}{more}")

    def set_query(self, words: str) -> None:
        """Search for words as they stand, together."""
        words = " ".join(words.split())
        self.field.setText(f"“{words}”" if " " in words else words)

    def suggest_query(self, words: str, span: Span | None = None) -> None:
        """Search for words selected in the text, unless what is here would be lost: places that
        are ticked, or a query where it was no hand that selected the words at ``span``.
        """
        by_hand = span is None or span != self._revealed
        if not (self.field.text().strip() and (self._ticked or not by_hand)):
            self.set_query(words)

    def _begin(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _into_list(self) -> None:
        if self.list.rows.grouped.count:
            self.list.setFocus()
            if self.list.current() is None:
                self.list.go_first()

    def _note_revealed(self, _document: str, span: Span) -> None:
        self._revealed = span

    # --- searching

    def _typed(self) -> None:
        self._whole = False
        self._find()

    def find_all(self) -> None:
        """Find all places, and go to the first."""
        self._whole = True
        self._find(go=True)

    def _find(self, go: bool = False, then: object = None) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        query, work, whole = self.field.text(), self.work, self._whole
        if not query.strip():
            self._show(searching.nothing())
            return
        limit, inside = searching.MOST if whole else _TYPED, work.inside

        def job(progress: Progress) -> Answer:
            return work.look(searching.find, query, limit, not whole, progress, work.only, inside)

        def done(answer: Answer) -> None:
            if self._task is task:
                self._task = None
                self._show(answer)
                if go:
                    self._into_list()
                if callable(then):
                    then()

        task = work.compute(tr("Searching"), job, done) if whole else work.glance(job, done)
        self._task = task

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        self._ticked = {uid for uid in self._ticked if uid in answer.places}
        self.list.show_items(answer.places, lambda place: place.uid, self._row)
        self._tell()
        self.title_changed.emit()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"document", "memo", "code"}:
            self._find_again()

    def _find_again(self) -> None:
        if self.field.text().strip():
            if self.isVisible():
                self._find()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._find()

    def _row(self, place: Place) -> Row:
        ticked = place.uid in self._ticked if place.span is not None else None
        said = [place.head, place.where, place.words]
        return Row(
            words=place.words,
            said=", ".join(filter(None, said)),
            facts=(place.where,) if place.where else (),
            marks=place.marks,
            ticked=ticked,
        )

    def _tell(self) -> None:
        """Say what was found, or how to ask."""
        answer, query = self._answer, self.field.text().strip()
        if not query:
            said = tr(_HINT)
            self.list.say_empty(tr("What people said, memos, and what codes mean, as you type."))
        elif answer.cut and not self._whole:
            said = tr("The first {n}; Enter finds all", n=counted(answer.texts, "place", "places"))
        else:
            more = tr("The first ") if answer.cut else ""
            said = more + tr(
                "{places} in {documents}",
                places=counted(answer.texts, "place", "places"),
                documents=counted(answer.documents, "document", "documents"),
            )
            if notes := answer.places.count - answer.texts:
                said += tr(", and {n}", n=counted(notes, "memo or code", "memos and codes"))
            self.list.say_empty(tr("No text, memo or code has this. Fewer words find more."))
        if (inside := self.work.inside) is not None:
            n, all_ = f"{len(inside.documents):,}", f"{inside.all_documents:,}"
            said = tr("Only in {n} of {all} documents: {said}", n=n, all=all_, said=said)
            self.list.say_empty(tr("Nothing that passes the filter has this."))
        self.told.set_text(said)
        self._enable()

    def _enable(self) -> None:
        ticked = len(self._ticked)
        able = bool(self._answer.texts)
        self.code_ticked.setText(
            tr("Code chosen: {n}…", n=ticked) if ticked else tr("Code chosen…")
        )
        self.code_ticked.setEnabled(able and (ticked > 0 or self.list.count_chosen() > 0))
        self.code_every.setEnabled(able)
        self.unit.setEnabled(able)

    def _tick(self, places: list[Place]) -> None:
        uids = {place.uid for place in places if place.span is not None}
        self._ticked = self._ticked - uids if uids <= self._ticked else self._ticked | uids
        for uid in uids:
            self.list.rows.renew(uid)
        self._enable()

    # --- doing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_C and plain:
                self.code_chosen()
                return True
            if (
                event.key() == Qt.Key.Key_C
                and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            ):
                self.code_all()
                return True
            if event.key() == Qt.Key.Key_Slash and plain:
                self._begin()
                return True
        return super().eventFilter(watched, event)

    def jump(self, place: Place) -> None:
        """Show what was found where it stands."""
        if place.span is not None:
            self.work.reveal(place.document, place.span)
            return
        target = self.work.look(spots.target, place.tbl, place.row)
        if target is None:
            self.work.say(tr("This memo is not about a document or a code."))
            return
        show(self.work, target)

    def code_chosen(self) -> None:
        """Ask for a code for the ticked places, or where none is ticked, those gone to."""
        items = self._answer.places.items() if self._ticked else self.list.chosen()
        places = [p for p in items if not self._ticked or p.uid in self._ticked]
        self._ask([p for p in places if p.span is not None])

    def code_all(self) -> None:
        """Ask for a code for all places in texts; those not shown yet are found first."""
        if self._answer.cut and not self._whole:
            self._whole = True
            self._find(then=self.code_all)
            return
        self._ask([p for p in self._answer.places.items() if p.span is not None])

    def _ask(self, places: list[Place]) -> None:
        if places:
            title = tr("Code {n} with", n=counted(len(places), "place", "places"))
            pick_code(
                self.work, self.window(), title, lambda code: self._code(places, code), usable=True
            )

    def _code(self, places: list[Place], code: str) -> None:
        work, unit = self.work, get_args(Unit)[self.unit.currentIndex()]

        def job(progress: Progress) -> list[Passage]:
            return work.look(searching.passages, places, unit, code, progress)

        work.compute(tr("Reading the places"), job, lambda found: self._apply(found, code))

    def _apply(self, passages: list[Passage], code: str) -> None:
        work = self.work

        def act(_progress: Progress | None = None) -> Coded:
            return codings.code_passages(work.project, passages, work.coder, origin="search")

        def done(coded: Coded | None) -> None:
            if coded is not None:
                work.used(code)
                self._ticked.clear()
                self.list.rows.renew_all()
                self._enable()
                work.say(self._said(coded, code), undo=bool(coded.codings))

        if len(passages) > _MANY:
            work.act_large(tr("Coding"), act, done)
        else:
            done(work.act(lambda _project: act()))

    def _said(self, coded: Coded, code: str) -> str:
        row = self.work.codes.get(code)
        said = tr(
            "{n} coded ‘{code}’",
            n=counted(len(coded.codings), "passage", "passages"),
            code=row.name if row else "",
        )
        if coded.already:
            said += tr("; {n} had it already", n=f"{len(coded.already):,}")
        return said


def show(work: Work, target: spots.Target) -> None:
    """Bring into sight what a row is about."""
    if target.span is not None:
        work.reveal(target.document, target.span)
        if target.coding:
            work.choose_coding(target.coding)
    elif target.document:
        work.show_document(target.document)
    if target.code:
        work.choose_code(target.code)
