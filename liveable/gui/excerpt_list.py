"""The excerpts of the chosen code and those below it, to read, jump to, recode, star and copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liveable.core.grouped import Grouped
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui import excerpting
from liveable.gui.bodies import Bodies
from liveable.gui.commands import Doers
from liveable.gui.excerpt_choice import ExcerptChoice, menu_button
from liveable.gui.excerpting import Choice
from liveable.gui.parts import rule
from liveable.gui.pick import pick_code
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.spot_words import paragraph
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codings
from liveable.reports import excerpts
from liveable.reports.facts import Facts
from liveable.store.history import Changed
from liveable.store.project import Project
from liveable.store.queries import CodeRow, CodingRow

_SHOWN = 500  # code points of an excerpt that two lines may show
_FEW = 300  # changed codings up to which the list is mended rather than made anew
_MANY = 500  # rows above which an act goes to the writer's thread
# What these tables say stands in heads or decides what is shown.
_REMADE_FOR = {"code", "document", "case", "coder", "speaker", "turn"}
_KEYS = {
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
    (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier): "star",
    (Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier): "recode",
    (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier): "copy",
    (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier): "filter",
}


class ExcerptList(QWidget):
    """Reads nothing while it is hidden, and only what changed while it is seen."""

    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.choice = ExcerptChoice(work.theme)
        anatomy = Anatomy(lines=2, size="strong", reading=True)
        self.list = RowList(work.theme, tr("Excerpts"), anatomy, many=True)
        self._bodies = Bodies(work)
        self._shown: Choice | None = None
        self._codes: dict[str, CodeRow] = {}
        self._look: object = None
        self._meanwhile: set[str] = set()  # codings changed while the list is being made
        self._stale = True
        self._titled = ""
        self._do: dict[str, Callable[[], object]] = {
            "remove": self.remove,
            "star": self.star,
            "recode": self.recode,
            "copy": self.copy,
            "filter": self.choice.field.setFocus,
        }
        self._menu = self._acts()
        self.acts = menu_button(tr("Chosen"), self._menu)
        self.choice.row.addWidget(self.acts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.choice)
        box.addWidget(rule())
        box.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self._connect()
        self._say_why_empty()
        self._count()

    def _connect(self) -> None:
        self.list.opened.connect(self.jump)
        self.list.installEventFilter(self)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._pop_up)
        self.list.selectionModel().selectionChanged.connect(self._count)
        self.choice.changed.connect(self.reload)
        self.choice.field.down.connect(self._into_list)
        self.choice.field.entered.connect(self._into_list)
        self.choice.field.left.connect(self.list.setFocus)
        self.work.code_chosen.connect(self.reload)
        self.work.where_changed.connect(self.reload)
        self.work.changed.connect(self._hear)
        self.work.keys.changed.connect(self._say_why_empty)

    def _acts(self) -> QMenu:
        menu = QMenu(self)
        for text, name in (
            (tr("Change to another code…\tShift+C"), "recode"),
            (tr("Star, or no longer\tS"), "star"),
            (tr("Copy with attribution\tCtrl+C"), "copy"),
            (tr("Remove the coding\tDel"), "remove"),
        ):
            menu.addAction(text).triggered.connect(self._do[name])
        return menu

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the list."""
        return {"find.excerpts": self._into_list}

    def title(self) -> str:
        """The tab's name with the number of excerpts, and where conditions hold, of how many."""
        code = self.work.codes.get(self.work.code)
        all_ = code.subtree_codings if code else 0
        if self._shown is None or self._stale:
            if self.work.where:
                return tr("Excerpts")  # how many of them are counted when they are looked at
            return tr("Excerpts {count}", count=f"{all_:,}") if all_ else tr("Excerpts")
        count = self.list.rows.grouped.count
        if self.work.where and all_:
            return tr("Excerpts {count} of {all}", count=f"{count:,}", all=f"{all_:,}")
        return tr("Excerpts {count}", count=f"{count:,}") if count else tr("Excerpts")

    def _into_list(self) -> None:
        self.list.setFocus()
        if self.list.current() is None:
            self.list.go_first()

    # --- what is shown

    def reload(self) -> None:
        """Make the list anew, beside the window."""
        if not self.isVisible():
            self._stale = True
            self._tell()
            return
        self._stale = False
        code, work, token = self.work.code, self.work, object()
        self._look = token
        self._meanwhile.clear()
        codes = dict(work.codes)
        choice = self.choice.choice(code, work.only, work.where)

        def job(_progress: Progress) -> tuple[Grouped[CodingRow], Facts]:
            return work.look(excerpting.load, choice, codes)

        def done(found: tuple[Grouped[CodingRow], Facts]) -> None:
            if token is self._look:
                self._look = None
                self._shown, self._codes = choice, codes
                self._show(*found)

        if code:
            work.glance(job, done)
        else:
            self._look, self._shown = None, None
            self._show(excerpting.nothing(), None)

    def _show(self, grouped: Grouped[CodingRow], facts: Facts | None) -> None:
        if facts is not None:
            self.choice.know(facts, self.work.only)
        self.list.show_items(grouped, _uid, self._row)
        meanwhile, self._meanwhile = self._meanwhile, set()
        if meanwhile:
            self._mend(meanwhile)
        self._say_why_empty()
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _hear(self, changed: Changed) -> None:
        touched = changed.rows.get("coding", frozenset())
        remade = bool(changed.rows.keys() & _REMADE_FOR)
        if not self.isVisible():
            self._stale = self._stale or remade or bool(touched)
            self._tell()
        elif remade or len(touched) > _FEW:
            self.reload()
        elif touched and self._look is not None:
            self._meanwhile |= touched
        elif touched and self._shown is not None:
            self._mend(touched)
            self._say_why_empty()
            self._tell()

    def _mend(self, touched: set[str] | frozenset[str]) -> None:
        """Bring only these codings up to date."""
        assert self._shown is not None
        rows = {r.uid: r for r in self.work.look(excerpting.chosen, self._shown, touched)}
        for uid in touched:
            if uid in rows:
                self.list.rows.put(rows[uid])
            else:
                self.list.rows.drop(uid)

    def _row(self, row: CodingRow) -> Row:
        words = self._bodies.of(row.text_sha)[row.start : min(row.stop, row.start + _SHOWN)]
        code = self._codes.get(row.code)
        by = self._shown.by if self._shown else "document"
        where = paragraph(row.paragraph)
        place = where if by == "document" else f"{row.document_name} · {where}"
        name = code.name if code else ""
        other = row.code != self.work.code and by != "code"
        about = [name] if other else []
        about += [row.coder_name] if by != "coder" else []
        star = tr("starred") if row.star else ""
        said = (row.document_name, where, name, row.coder_name, star, words)
        return Row(
            words=words,
            said=", ".join(filter(None, said)),
            facts=(place, " · ".join(about)) if about else (place,),
            look=self.work.theme.code(code.colour) if code and other else None,
            starred=row.star,
        )

    def _say_why_empty(self) -> None:
        keys = self.work.keys
        if not self.work.code:
            self.list.say_empty(
                tr("Choose a code to read what was coded with it:"), keys("view.codes")
            )
        elif self._look is not None:
            self.list.say_empty(tr("Looking…"))
        elif self.work.where or self.choice.narrowed() or self.choice.field.text().strip():
            self.list.say_empty(tr("No excerpt of this code passes the filters."))
        else:
            self.list.say_empty(
                tr("Nothing is coded with this code yet. Select words and press"),
                keys("code.quick"),
            )

    def _tell(self) -> None:
        self._count()
        if (title := self.title()) != self._titled:
            self._titled = title
            self.title_changed.emit()

    def _count(self) -> None:
        number = self.list.count_chosen()
        self.acts.setEnabled(number > 0)
        self.acts.setText(tr("Chosen: {count}", count=number) if number > 1 else tr("Chosen"))

    # --- doing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = _KEYS.get((Qt.Key(event.key()), event.modifiers()))
            if name is not None:
                self._do[name]()
                return True
        return super().eventFilter(watched, event)

    def _pop_up(self, at: QPoint) -> None:
        if self.list.chosen():
            self._menu.popup(self.list.viewport().mapToGlobal(at))

    def jump(self, row: CodingRow) -> None:
        """Show an excerpt in its text."""
        self.work.reveal(row.document, Span(row.start, row.stop))
        self.work.choose_coding(row.uid)

    def remove(self) -> None:
        """Take the codes of the chosen excerpts off."""
        uids, coder = self._uids(), self.work.coder
        said = tr("{codings} removed", codings=counted(len(uids), "coding", "codings"))
        self._act(tr("Removing codings"), uids, lambda p: codings.uncode(p, uids, coder), said)

    def star(self) -> None:
        """Star the chosen excerpts, or none where all of them are starred."""
        rows, coder = self.list.chosen(), self.work.coder
        uids, on = [row.uid for row in rows], not all(row.star for row in rows)
        said = tr("{n} starred") if on else tr("{n} no longer starred")
        self._act(
            tr("Starring"),
            uids,
            lambda p: codings.star(p, uids, on, coder),
            said.format(n=counted(len(uids), "excerpt", "excerpts")),
        )

    def recode(self) -> None:
        """Ask for another code for the chosen excerpts."""
        uids, coder = self._uids(), self.work.coder
        if not uids:
            return

        def done(code: str) -> None:
            name = self.work.codes[code].name
            said = tr("{n} now coded ‘{code}’", n=counted(len(uids), "passage", "passages"),
                      code=name)  # fmt: skip
            self._act(
                tr("Changing codes"), uids, lambda p: codings.recode(p, uids, code, coder), said
            )

        title = tr("Change {n} to", n=counted(len(uids), "coding", "codings"))
        pick_code(self.work, self.window(), title, done, usable=True)

    def copy(self) -> None:
        """Put the chosen excerpts on the clipboard, each with whose words they are."""
        uids = self._uids()
        if not uids:
            return

        def job(_progress: Progress) -> list[excerpts.Quote]:
            return self.work.look(excerpts.quotes, uids)

        def done(quotes: list[excerpts.Quote]) -> None:
            text = "\n\n".join(f"“{quote.text}”\n({quote.attribution})" for quote in quotes)
            QGuiApplication.clipboard().setText(text)
            self.work.say(tr("{n} copied", n=counted(len(quotes), "quote", "quotes")))

        self.work.glance(job, done)

    def _uids(self) -> list[str]:
        return [row.uid for row in self.list.chosen()]

    def _act(self, title: str, uids: list[str], act: Callable[[Project], None], said: str) -> None:
        if not uids:
            return
        work = self.work
        if len(uids) > _MANY:
            work.act_large(
                title, lambda _progress: act(work.project), lambda _: work.say(said, undo=True)
            )
            return

        def whole(project: Project) -> bool:
            act(project)
            return True

        if work.act(whole):
            work.say(said, undo=True)


def _uid(row: CodingRow) -> str:
    return row.uid
