"""Everything that was done, latest first: who, when, what came of it, and the way back."""

from __future__ import annotations

from datetime import datetime
from itertools import takewhile

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from liveable.core.grouped import Grouped
from liveable.core.progress import Progress
from liveable.gui.combo import Combo
from liveable.gui.commands import Doers
from liveable.gui.merge_acts import MergeActs, whose
from liveable.gui.parts import Elided, L, S, button, label, rule
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.search_list import show
from liveable.gui.words import counted, full_day, tr
from liveable.gui.work import Work
from liveable.store import merges, trail
from liveable.store.history import Changed
from liveable.store.trail import TrailRow, WentBack

_PAGE = 200
_MANY = 500  # rows above which going back is done in the writer's thread
# Kinds of act by the tables they touch.
_KINDS: dict[str, frozenset[str]] = {
    "Coding": frozenset({"coding"}),
    "The codebook": frozenset({"code"}),
    "Documents": frozenset({"document", "folder", "speaker", "turn", "entry"}),
    "Cases": frozenset({"case", "attribute", "value"}),
    "Memos": frozenset({"memo", "memo_link"}),
    "Suggestions": frozenset({"verdict"}),
    "Reading": frozenset({"reading", "passage_read"}),
    "Copies and merges": frozenset({"handout", "merged"}),
}
_NAMES: dict[str, tuple[str, str]] = {
    "coding": ("coding", "codings"),
    "code": ("code", "codes"),
    "document": ("document", "documents"),
    "folder": ("folder", "folders"),
    "speaker": ("speaker", "speakers"),
    "turn": ("turn", "turns"),
    "entry": ("entry", "entries"),
    "case": ("case", "cases"),
    "attribute": ("attribute", "attributes"),
    "value": ("value", "values"),
    "memo": ("memo", "memos"),
    "memo_link": ("link", "links"),
    "verdict": ("judgement", "judgements"),
    "reading": ("reading mark", "reading marks"),
    "passage_read": ("passage read", "passages read"),
    "coder": ("coder", "coders"),
    "query": ("saved query", "saved queries"),
}
_TURNS = ("undo", "redo")  # kinds of operation that are folded into the acts they are about
_MINE = ("act", "merge")  # kinds of operation that a person can undo
_SEEN = 5_000  # rows from the top that are counted for going back
_SAID = 3  # kinds of row an act is said to have touched


class HistoryList(QWidget):
    """Read page by page as one scrolls; new acts come in at the top."""

    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.person = _combo(tr("Whose acts"))
        self.person.addItem(tr("Everybody"), "")
        self.kind = _combo(tr("Which acts"))
        self.kind.addItem(tr("All acts"), "")
        for name in _KINDS:
            self.kind.addItem(tr(name), name)
        self.turns = QCheckBox(tr("Show undo and redo"))
        self.back = button(tr("Undo to here"))
        self.why = Elided("", "small")
        anatomy = Anatomy(lead=148)
        self.list = RowList(work.theme, tr("History"), anatomy)
        self._task: object = None
        self._stale = True
        self._more = False  # whether there are older acts than those shown
        self._lay_out()
        self.list.opened.connect(self.jump)
        self.list.moved.connect(lambda _row: self._enable())
        self.list.installEventFilter(self)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.person.activated.connect(self.reload)
        self.kind.activated.connect(self.reload)
        self.turns.toggled.connect(self.reload)
        self.back.clicked.connect(self.undo_to_here)
        work.changed.connect(self._hear)
        self._enable()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(L, S, L, S)
        top.setSpacing(S)
        for part in (self.person, self.kind, self.turns):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(label("Backspace", "key"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        below = QHBoxLayout()
        below.setContentsMargins(L, 0, L, S)
        below.addWidget(self.why)
        box.addLayout(top)
        box.addLayout(below)
        box.addWidget(rule())
        box.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the history."""
        return {"project.history": self._begin}

    def title(self) -> str:
        """The tab's name."""
        return tr("History")

    def _begin(self) -> None:
        self.list.setFocus()

    # --- what is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Read the latest page anew."""
        self._stale = False
        self._fetch(None)

    def _fetch(self, before: int | None) -> None:
        """Read a page: the latest, or the one before an act."""
        work, token = self.work, object()
        self._task = token
        coder = work.only or self.person.currentData() or None
        tables = _KINDS.get(self.kind.currentData())
        without = () if self.turns.isChecked() else _TURNS

        def job(_progress: Progress) -> list[TrailRow]:
            return work.look(
                trail.page, _PAGE, before=before, coder=coder, tables=tables, without=without
            )

        def done(page: list[TrailRow]) -> None:
            if token is self._task:
                self._task = None
                self._more = len(page) == _PAGE
                self._name(page)
                if before is None:
                    self._show(page)
                else:
                    self.list.rows.append(page)

        work.glance(job, done)

    def _name(self, rows: list[TrailRow]) -> None:
        for row in rows:
            if self.person.findData(row.coder) < 0:
                self.person.addItem(row.coder_name or tr("somebody"), row.coder)

    def _show(self, rows: list[TrailRow]) -> None:
        sight = self._sight()
        self.list.show_items(
            Grouped(rows, lambda r: r.uid, _day, lambda r: -r.seq), lambda r: r.uid, self._row
        )
        if self.list.current() is None:
            self.list.go_first()
        self.list.say_empty(tr("Nothing of this kind was done yet."))
        self._enable()
        self._keep_sight(*sight)

    def _sight(self) -> tuple[bool, bool]:
        """Whether the list is at its top, and whether the row gone to is in sight."""
        rect = self.list.visualRect(self.list.currentIndex())
        at_top = self.list.verticalScrollBar().value() == 0
        return at_top, self.list.viewport().rect().contains(rect.center())

    def _keep_sight(self, at_top: bool, chosen: bool) -> None:
        """At the top, stay there; the row gone to stays in sight too."""
        if at_top:
            self.list.scrollToTop()
        if chosen and self.list.current() is not None:
            self.list.scrollTo(self.list.currentIndex())

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if self._more and self._task is None and value > bar.maximum() - bar.pageStep():
            last = self.list.rows.item(len(self.list.rows.grouped) - 1)
            self._fetch(None if last is None else last.seq)

    def _hear(self, changed: Changed) -> None:
        if not self.isVisible():
            self._stale = True
        elif (
            self._task is not None
            or changed.others
            or self.person.currentData()
            or self.kind.currentData()
        ):
            self.reload()
        else:
            self._take_in(changed)

    def _take_in(self, changed: Changed) -> None:
        """Put a new act at the top; what it undid, or brought back, is marked so."""
        act, grouped = changed.operation, self.list.rows.grouped
        at_top, chosen = self._sight()
        touched, undone = act.undoes, act.kind == "undo"
        while touched is not None:
            row: TrailRow | None = grouped.item(touched)
            if row is not None:
                self.list.rows.put(row._replace(undone=undone if row.kind != "undo" else True))
            elif (row := self._folded(touched)) is None:
                break
            touched = row.undoes
            undone = False
        tables = {tbl: len(rows) for tbl, rows in sorted(changed.rows.items())}
        name = self.person.itemText(max(self.person.findData(act.coder), 0))
        if self.person.findData(act.coder) < 0:
            self.reload()  # a new name
            return
        turn = act.kind in _TURNS
        if self.turns.isChecked() or not turn:
            merged = self.work.look(merges.brought, (act.uid,)) if act.kind == "merge" else {}
            row = TrailRow(*act[:5], name, act.at, act.undoes, False, tables)
            self.list.rows.put(row._replace(merged=merged.get(act.uid, ())))
        self._keep_sight(at_top, chosen and (turn or not at_top))
        self._enable()

    def _folded(self, uid: str) -> TrailRow | None:
        """An operation that is not shown."""
        return next(iter(self.work.look(trail.page, 1, among=(uid,))), None)

    def _row(self, row: TrailRow) -> Row:
        at = _local(row.at)
        who = row.coder_name or tr("somebody")
        lead = f"{at:%H:%M} · {who}"
        came = _came(row)
        undone = tr("undone") if row.undone else ""
        facts = " · ".join(filter(None, (came, undone)))
        words = " · ".join(filter(None, (row.label, whose(row.merged))))
        said = (words, who, f"{full_day(at)} {at:%H:%M}", came, undone)
        return Row(
            words=words,
            said=", ".join(filter(None, said)),
            facts=(facts,) if facts else (),
            lead=lead,
            struck=row.undone,
        )

    def _enable(self) -> None:
        rows, row = self._down_to_here(), self.list.current()
        mine = sum(self._is_mine(each) for each in rows)
        stays = "" if row is None else self._why_it_stays(row, rows)
        self.back.setEnabled(mine > 0)
        if mine == 1 and not stays:
            self.back.setText(tr("Undo this act"))
        elif mine:
            self.back.setText(tr("Undo {n} of your acts, back to here", n=mine))
        else:
            self.back.setText(tr("Undo to here"))
        said = ""
        if stays:
            said = (
                tr("The one chosen stays: {why}.") if mine else tr("Nothing to undo here: {why}.")
            )
        elif mine > 1:
            said = tr("The one chosen is undone too; what others did in between stays.")
        self.why.set_text(said.format(why=stays))
        self.back.setAccessibleDescription(self.why.text())

    def _why_it_stays(self, row: TrailRow, rows: list[TrailRow]) -> str:
        """Why an act would not be undone, "" if it would."""
        if row.kind in _TURNS:
            return tr("it is an undo or a redo; choose the act that it is about")
        if row.undone:
            return tr("it is undone already")
        if row.coder != self.work.coder:
            return tr("{who} did it", who=row.coder_name or tr("somebody else"))
        if row.kind not in _MINE:
            return tr("an act of this kind cannot be undone")
        return "" if row in rows else tr("it has been handed out in a copy since")

    def _down_to_here(self) -> list[TrailRow]:
        """The latest acts down to the one gone to, as far as one can see and undo."""
        at, rows = min(self.list.currentIndex().row(), _SEEN), self.list.rows
        found = (rows.item(row) for row in range(at + 1))
        acts = (row for row in found if row is not None)
        return list(takewhile(lambda row: row.kind != "handout", acts))

    def _is_mine(self, row: TrailRow) -> bool:
        return row.coder == self.work.coder and row.kind in _MINE and not row.undone

    # --- doing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Backspace and plain:
                self.undo_to_here()
                return True
        return super().eventFilter(watched, event)

    def jump(self, row: TrailRow) -> None:
        """Show what an act touched, where it still is; of a merge, the acts that came with it."""
        if row.merged:
            MergeActs(self.work, row, self.window()).open()
            return
        target = self.work.look(trail.touched, row.seq)
        if target is None:
            self.work.say(tr("What this act touched is no longer there, or has no place."))
        else:
            show(self.work, target)

    def undo_to_here(self) -> None:
        """Undo one's own acts, latest first, down to and with the one gone to."""
        row: TrailRow | None = self.list.current()
        if row is None or not self.back.isEnabled():
            return
        work, seq = self.work, row.seq
        mine = [r for r in self._down_to_here() if self._is_mine(r)]
        touched = sum(sum(r.tables.values()) for r in mine)

        def done(went: WentBack | None) -> None:
            if went is not None:
                self._told(went)

        if touched > _MANY or len(mine) > 20:
            work.act_large(
                tr("Undoing"), lambda p: trail.undo_to(work.project, seq, work.coder, p), done
            )
        else:
            done(work.act(trail.undo_to, seq, work.coder))

    def _told(self, went: WentBack) -> None:
        if went.acts:
            acts = counted(went.acts, "act", "acts")
            said = tr("{acts} undone; Redo brings them back one by one.", acts=acts)
        else:
            said = tr("Nothing was undone.")
        self.work.say(f"{said} {went.stopped}".strip(), bad=bool(went.stopped))


def _combo(name: str) -> QComboBox:
    made = Combo()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()


def _day(row: TrailRow) -> tuple[int, str]:
    at = _local(row.at)
    return -at.toordinal(), full_day(at)


def _came(row: TrailRow) -> str:
    """What an act touched, in words: "1 coding, 2 memos"."""
    known = [(tbl, n) for tbl, n in row.tables.items() if tbl in _NAMES]
    known.sort(key=lambda pair: list(_NAMES).index(pair[0]))
    return ", ".join(counted(n, *_NAMES[tbl]) for tbl, n in known[:_SAID])
