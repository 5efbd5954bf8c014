"""Passages to be judged, one after the other, in several ways of working: the list, and beside it
the one in hand.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liveable.core import nudge
from liveable.core.grouped import Grouped
from liveable.core.nudge import Edge
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.stretches import Stretches
from liveable.core.suggestion import Verdict
from liveable.gui import suggesting
from liveable.gui.combo import Combo
from liveable.gui.commands import BY_NAME, Doers, Need
from liveable.gui.cue_acts import CueActs
from liveable.gui.judging import row_of, tab_title, told_of
from liveable.gui.learning import Asked
from liveable.gui.parts import XS, S, column
from liveable.gui.quiet_lines import QuietLine
from liveable.gui.read_next import ReadNext
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.second_reader import SecondReader
from liveable.gui.suggesting import Item, Placed, Waiting, place_of, span_of
from liveable.gui.suggestion_card import SuggestionCard
from liveable.gui.to_judge import Alike, ToJudge
from liveable.gui.torn_list import TornList
from liveable.gui.ways import Said, Way
from liveable.gui.whys import Whys
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import suggestions
from liveable.store import queries, reading
from liveable.store.history import Changed
from liveable.store.reading import Opened

_REVEAL_AFTER = 80  # ms: who runs down the list is not shown every text on the way
_MANY, _REST = 1_000, 400  # of so many, it is looked up what still waits after a rest (ms)
_WHY_AFTER = 160  # ms: nor is it asked why of each
_LISTED = frozenset({"verdict", "coding", "document", "code", "reading", "passage_read"})


class SuggestionQueue(QWidget):
    """What waits to be judged. Nothing is suggested before somebody asks."""

    offers_changed = Signal()
    title_changed = Signal()
    command_wanted = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.to_judge, self.alike = ToJudge(work), Alike(work)
        self.second, self.torn, self.next = SecondReader(work), TornList(work), ReadNext(work)
        self.ways: tuple[Way[Any], ...] = (
            self.to_judge, self.second, self.torn, self.next, self.alike,
        )  # fmt: skip
        self.way: Way[Any] = self.to_judge
        self._look: object = None
        self._outside = 0  # of those that wait, how many do not pass the conditions of the window
        self._fitted: dict[str, Span] = {}
        self._opened: Opened | None = None  # the document of the passage in hand
        self._offered: frozenset[Need] = frozenset()
        self._titled = ""
        self._build()
        self.whys = Whys(work)
        self.whys.came.connect(self._tell_why)
        self.acts = CueActs(work, self, self._said_of_words)
        for way in self.ways:
            way.changed.connect(self._way_changed)
        work.changed.connect(self._hear)
        work.where_changed.connect(self._refresh)
        work.keys.changed.connect(self._say)
        self._say()

    def _build(self) -> None:
        work = self.work
        doers = self.doers()
        self.chooser = Combo()
        self.chooser.setAccessibleName(tr("What is listed"))
        for way in self.ways:
            self.chooser.addItem(tr(way.title))
        self.chooser.activated.connect(lambda at: self.show_way(self.ways[at]))
        self.list = RowList(work.theme, tr("Suggestions"), Anatomy(above=True))
        self.new = QuietLine(work, self._follow)
        self.note = QuietLine(work, self._follow)
        self.card = SuggestionCard(work, doers)
        self._beside = QStackedWidget()
        self._beside.addWidget(QWidget())
        self._beside.addWidget(self.card)
        self.chooser.setProperty("quiet", "1")
        self.chooser.setMinimumContentsLength(6)
        self.chooser.setSizeAdjustPolicy(
            Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        top = column(self.chooser, edges=(S, XS, S, XS))
        left = column(top, self.list, self.new, self.note, space=0)
        left.layout().setStretch(1, 1)  # type: ignore[union-attr]
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._beside)
        split.setStretchFactor(1, 1)
        split.setSizes([work.theme.px(250), work.theme.px(590)])
        left.setMinimumWidth(160)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self.setFocusProxy(self.list)
        self._reveal = QTimer(self, singleShot=True, interval=_REVEAL_AFTER)
        self._reveal.timeout.connect(self._show_in_text)
        self._again = QTimer(self, singleShot=True, interval=_REST)
        self._again.timeout.connect(self._refresh)
        self._wonder = QTimer(self, singleShot=True, interval=_WHY_AFTER)
        self._wonder.timeout.connect(self._ask_why)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _item: self._show_in_text())

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the queue."""
        return {
            "suggest.code": self.ask_code,
            "suggest.document": self.ask_document,
            "suggest.all": self.ask_all,
            "suggest.queue": lambda: self.show_way(self.to_judge),
            "suggest.second": lambda: self.show_way(self.second),
            "suggest.torn": lambda: self.show_way(self.torn),
            "suggest.next": lambda: self.show_way(self.next),
            "suggest.similar": self.ask_similar,
            "suggest.new": lambda: self.way.show_new(),
            "suggest.accept": lambda: self._judge("accepted"),
            "suggest.reject": lambda: self._judge("rejected"),
            "suggest.later": lambda: self._judge("later"),
            "suggest.read": self._read,
            "suggest.near": lambda: self._read_near(0),
            "suggest.nearby": lambda: self._read_near(1),
            "suggest.mislead": lambda: self._about_words("mislead"),
            "suggest.promote": lambda: self._about_words("promote"),
            "suggest.change_cue": lambda: self._about_words("change"),
            "suggest.ban": lambda: self._about_words("ban"),
            "suggest.shorter": lambda: self._nudge("stop", -1),
            "suggest.longer": lambda: self._nudge("stop", 1),
            "suggest.start_left": lambda: self._nudge("start", -1),
            "suggest.start_right": lambda: self._nudge("start", 1),
        }

    def offers(self) -> frozenset[Need]:
        """Whether there is a passage in hand."""
        return frozenset() if self.list.current() is None else frozenset({"suggestion"})

    def title(self) -> str:
        """The tab's name, with how many wait."""
        if self.way is not self.to_judge:
            return tr("Suggestions")
        return tab_title(self.list.rows.grouped.items(), self._outside)

    def keys_at(self) -> QWidget:
        """Where letters alone are heard."""
        return self.list

    # --- asking

    def ask_code(self) -> None:
        """Ask for passages of the chosen code and all below it."""
        code = self.work.codes.get(self.work.code)
        if code is not None:
            below = tuple(
                row.uid
                for row in self.work.codes.values()
                if row.path[: len(code.path)] == code.path
            )
            self._ask(Asked(below, None, code.name))

    def ask_document(self) -> None:
        """Ask for passages of all codes in the document shown."""
        if self.work.document:
            names = {d.uid: d.name for d in self.work.look(queries.documents)}
            self._ask(Asked(None, (self.work.document,), names.get(self.work.document, "")))

    def ask_all(self) -> None:
        """Ask for passages of all codes in all documents."""
        self._ask(Asked(None, None))

    def _ask(self, asked: Asked) -> None:
        self._fitted.clear()
        self.to_judge.ask_for(asked)
        self.show_way(self.to_judge)

    def ask_similar(self) -> None:
        """Ask for passages like the one in hand."""
        item = self.list.current()
        if item is not None:
            code = item.suggestion.code if isinstance(item, Waiting) else None
            self.ask_like(place_of(item)[0], self._span(item), code)
        else:
            self.show_way(self.alike)

    def ask_like(self, document: str, span: Span, code: str | None = None) -> None:
        """Ask for passages like one of a document, which has perhaps a code."""
        self.alike.ask_like(document, span, code)
        self.show_way(self.alike)

    def show_way(self, way: Way[Any]) -> None:
        """Work in another way."""
        if way is not self.way:
            self.second.leave()
            self.way, self._outside = way, 0
            self.chooser.setCurrentIndex(self.ways.index(way))
            self._show(_nothing())
        self.list.setFocus()
        way.open()
        self._refresh()

    # --- what waits

    def _hear(self, changed: Changed) -> None:
        if self.way.answer is not None and changed.rows.keys() & _LISTED:
            if self.list.rows.grouped.count > _MANY:
                self._again.start()
            else:
                self._refresh()

    def _way_changed(self) -> None:
        if self.sender() in (None, self.way):
            self._refresh()

    def _refresh(self) -> None:
        """See again what waits; undo may have brought something back."""
        work, way, token, inside = self.work, self.way, object(), self.work.inside
        self._look = token
        if way.answer is None:
            self._outside = 0
            self._show(_nothing())
            return

        codes = frozenset(work.codes)

        def known(item: Item) -> bool:
            return not isinstance(item, Waiting) or item.suggestion.code in codes

        def job(_progress: Progress) -> tuple[Grouped[Item], int]:
            all_ = list(work.look(way.items))
            passed = all_ if inside is None else work.look(suggesting.within, all_, inside)
            listed = [item for item in passed if known(item)]
            return Grouped(listed, _uid, way.group, _order), len(all_) - len(passed)

        def done(waiting: tuple[Grouped[Item], int]) -> None:
            if token is self._look:
                grouped, self._outside = waiting
                self._show(grouped)

        work.glance(job, done)

    def _show(self, grouped: Grouped[Item]) -> None:
        was, items = self.list.rows.grouped.items(), grouped.items()
        if items != was:
            started = not was
            held, at = self.list.current(), self._where()
            self.list.show_items(grouped, _uid, self._row)
            if started or self.list.current() is None:
                self._go_near(held, 0 if started else at)
        if not items:
            self._moved(None)
            if self.way.answer is not None and not self._outside:
                self.way.show_new()
        self._say()
        self._tell()

    def _where(self) -> int:
        """How many items stand before the one in hand."""
        item = self.list.current()
        items = self.list.rows.grouped.items()
        return items.index(item) if item in items else 0

    def _go_near(self, held: Item | None, at: int) -> None:
        """To what was in hand as it is now, wider or narrower; else to what is in its place."""
        items = self.list.rows.grouped.items()
        if items:
            same = (item for item in items if held is not None and suggesting.meet(item, held))
            self.list.go_to(next(same, items[min(at, len(items) - 1)]).uid)

    def _tell(self) -> None:
        if (offered := self.offers()) != self._offered:
            self._offered = offered
            self.offers_changed.emit()
        if (title := self.title()) != self._titled:
            self._titled = title
            self.title_changed.emit()

    def _say(self) -> None:
        """Why the list is empty, and what is to be said below it."""
        if self._outside:
            n = f"{self._outside:,}"
            said = Said(tr("None of these passes the filter: {n} left out.", n=n))
        else:
            said = self.way.empty()
        key = self.work.keys(said.command) if said.command else ""
        self.list.say_empty(said.text, key)
        self.new.show_said(self.way.new())
        self.note.show_said(self.way.note())

    def _follow(self, command: str) -> None:
        do = self.doers().get(command)
        if do is not None:
            do()
        elif command in BY_NAME:
            self.command_wanted.emit(command)

    def _row(self, item: Item) -> Row:
        if isinstance(item, Placed):
            return self.way.row(item)
        several = self.way is not self.to_judge or self.to_judge.several
        return row_of(self.work, item, several)

    # --- the one in hand

    def _moved(self, item: Item | None) -> None:
        self._beside.setCurrentIndex(0 if item is None else 1)
        self.to_judge.in_hand = item.uid if item is not None else ""
        if item is not None:
            self._lay_out(item)
            self._reveal.start()
            self._wonder.start()
        else:
            self._reveal.stop()
            self._wonder.stop()
        self._tell()

    def _lay_out(self, item: Item) -> None:
        body = self._text_of(place_of(item)[0]).body
        if isinstance(item, Placed):
            self.card.show_told(self.way.told(item, body))
            return
        known = self.whys.of(item.uid)
        why, places = (known.why, known.places) if known is not None else (None, ())
        like, span = self.alike.quote, self._span(item)
        self.card.show_told(told_of(self.work, item, span, body, why, places, like))

    def _ask_why(self) -> None:
        item = self.list.current()
        if isinstance(item, Waiting) and item.suggestion.source != "similar":
            self.whys.ask(item)

    def _tell_why(self, uid: str) -> None:
        item = self.list.current()
        if isinstance(item, Waiting) and item.uid == uid:
            self._lay_out(item)

    def _text_of(self, document: str) -> Opened:
        if self._opened is None or self._opened.uid != document:
            self._opened = self.work.look(reading.opened, document)
            assert self._opened is not None, "with a document its suggestions go"
        return self._opened

    def _span(self, item: Item) -> Span:
        return self._fitted.get(item.uid, span_of(item))

    def _show_in_text(self) -> None:
        item = self.list.current()
        if item is not None:
            self._bring_up(place_of(item)[0], self._span(item))

    def _bring_up(self, document: str, span: Span) -> None:
        self.second.held = True  # it goes on with the document it was asked about
        self.work.reveal(document, span)
        self.second.held = False

    def _read_near(self, which: int) -> None:
        item = self.list.current()
        near = self.whys.near(item.uid, which) if item is not None else None
        if near is not None:
            self._bring_up(*near)

    def _about_words(self, act: str) -> None:
        item = self.list.current()
        if not isinstance(item, Waiting):
            return
        s, told = item.suggestion, self.card.told
        if act == "mislead" and told is not None and "suggest.mislead" not in told.acts:
            self.work.say(tr("No learned word speaks for this passage."), bad=True)
        elif act == "ban":
            self.acts.ban(s)
        elif act == "change":
            self.acts.change(s)
        else:
            known = self.whys.of(item.uid)
            words = known.why.words if known is not None else s.reasons
            body = self._text_of(s.document).body
            ask = self.acts.mislead if act == "mislead" else self.acts.promote
            ask(s, words, self._span(item).of(body))

    def _said_of_words(self) -> None:
        self.whys.forget()
        self.to_judge.look_again()
        if self.way is self.alike:
            self.alike.look_again()

    def _nudge(self, edge: Edge, step: Any) -> None:
        item = self.list.current()
        if not isinstance(item, Waiting):
            return
        opened = self._text_of(item.suggestion.document)
        turn = Stretches(opened.lines, opened.turns).turn  # who speaks is no word
        moved = nudge.nudged_in_speech(opened.body, self._span(item), edge, step, turn)
        if moved is not None:
            self._fitted[item.uid] = moved
            self._lay_out(item)
            self._reveal.start()

    # --- answering

    def _judge(self, verdict: Verdict) -> None:
        item: Item | None = self.list.current()
        if item is None:
            return
        self._look = object()  # what is being looked up no longer holds
        following = self._after(item)
        if isinstance(item, Placed):
            if self.way is self.next and verdict == "accepted":
                self._show_in_text()
                self.command_wanted.emit("view.text")
            elif self.way.judge(item, verdict):
                self._leave(item, following)
                self._refresh()
            return
        done = self.work.act(
            suggestions.judge, item.suggestion, verdict, self.work.coder, self._span(item)
        )
        if done is None:
            self._refresh()
            return
        if verdict == "later":
            self.list.rows.put(item._replace(later=True))
            self._go_on(following)
        else:
            self._leave(item, following)
        code = self.work.codes.get(item.suggestion.code)
        said = {
            "accepted": tr("Coded ‘{code}’"),
            "rejected": tr("Rejected for ‘{code}’"),
            "later": tr("Put off: it waits at the end, counted as ‘later’"),
        }[verdict]
        self.work.say(said.format(code=code.name if code else ""), undo=True)

    def _read(self) -> None:
        item = self.list.current()
        if isinstance(item, Placed) and self.way is self.next:
            following = self._after(item)
            if self.next.read(item):
                self._leave(item, following)

    def _leave(self, item: Item, following: str) -> None:
        self.list.rows.drop(item.uid)
        self._go_on(following)

    def _go_on(self, following: str) -> None:
        if following:
            self.list.go_to(following)
        else:
            self._moved(self.list.current())
        self._say()
        self._tell()

    def _after(self, item: Item) -> str:
        """The next one, or the one before the last; those put off come round again."""
        items = self.list.rows.grouped.items()
        at = next(n for n, other in enumerate(items) if other.uid == item.uid)
        beside = items[at + 1 : at + 2] or items[max(at - 1, 0) : at]
        return beside[0].uid if beside else ""


def _nothing() -> Grouped[Item]:
    return Grouped((), _uid, lambda _: ((0, 0), ""), _order)


def _uid(item: Item) -> str:
    return item.uid


def _order(item: Item) -> int:
    return item.order
