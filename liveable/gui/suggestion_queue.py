"""Suggestions to be judged, one after the other: the queue, and beside it the one in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liveable.core import nudge
from liveable.core.grouped import Grouped
from liveable.core.nudge import Edge
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.stretches import Stretches
from liveable.core.suggestion import Source, Suggestion, Verdict
from liveable.gui import spot_words, suggesting
from liveable.gui.commands import Doers, Need
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.suggesting import Asked, Found, Waiting
from liveable.gui.suggestion_card import SuggestionCard, coded_already, why
from liveable.gui.tasks import Task
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import suggestions
from liveable.store import judged, queries, reading
from liveable.store.history import Changed
from liveable.store.reading import Opened

_SOURCES: dict[Source, str] = {
    "learned": "Learned from your codings",
    "cue": "Cue phrases",
    "similar": "Like a passage you chose",
}
_REVEAL_AFTER = 80  # ms: who runs down the list is not shown every text on the way


class SuggestionQueue(QWidget):
    """What waits to be judged. Nothing is suggested before somebody asks."""

    offers_changed = Signal()
    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self._asked: Asked | None = None
        self._state: Literal["unasked", "looking", "answered"] = "unasked"
        self._found: tuple[Suggestion, ...] = ()
        self._cued = 0  # how many of the codes asked for have phrases to look for
        self._several = False
        self._task: Task[Found] | None = None
        self._look: object = None
        self._outside = 0  # of those that wait, how many do not pass the conditions of the window
        self._fitted: dict[str, Span] = {}
        self._opened: Opened | None = None  # the document of the suggestion in hand
        self._offered: frozenset[Need] = frozenset()
        self._titled = ""
        doers = self.doers()
        self.list = RowList(work.theme, tr("Suggestions"), Anatomy(above=True))
        self.card = SuggestionCard(work, doers)
        self._beside = QStackedWidget()
        self._beside.addWidget(QWidget())
        self._beside.addWidget(self.card)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._beside)
        split.setStretchFactor(1, 1)
        split.setSizes([work.theme.px(280), work.theme.px(560)])
        self.list.setMinimumWidth(160)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self.setFocusProxy(self.list)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(_REVEAL_AFTER)
        self._reveal.timeout.connect(self._show_in_text)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _item: self._show_in_text())
        work.changed.connect(self._hear)
        work.where_changed.connect(self._narrow)
        work.keys.changed.connect(self._say_why_empty)
        self._say_why_empty()

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the queue."""
        return {
            "suggest.code": self.ask_code,
            "suggest.document": self.ask_document,
            "suggest.all": self.ask_all,
            "suggest.accept": lambda: self._judge("accepted"),
            "suggest.reject": lambda: self._judge("rejected"),
            "suggest.later": lambda: self._judge("later"),
            "suggest.shorter": lambda: self._nudge("stop", -1),
            "suggest.longer": lambda: self._nudge("stop", 1),
            "suggest.start_left": lambda: self._nudge("start", -1),
            "suggest.start_right": lambda: self._nudge("start", 1),
        }

    def offers(self) -> frozenset[Need]:
        """Whether there is a suggestion in hand."""
        return frozenset() if self.list.current() is None else frozenset({"suggestion"})

    def title(self) -> str:
        """The tab's name, with how many wait, and how many of them were put off; where conditions
        hold, of how many.
        """
        items = self.list.rows.grouped.items()
        later = sum(item.later for item in items)
        first = len(items) - later
        counts = [f"{first:,}"] if first else []
        counts += [tr("{n} later", n=f"{later:,}")] if later else []
        if self._outside:
            all_ = f"{len(items) + self._outside:,}"
            counts = [tr("{n} of {all}", n=" + ".join(counts) or "0", all=all_)]
        return " ".join((tr("Suggestions"), " + ".join(counts))).strip()

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
        if self._task is not None:
            self._task.cancel()
        self._asked, self._state, self._found = asked, "looking", ()
        self._outside = 0
        self._look = object()
        self._fitted.clear()
        self._show([])
        self.list.setFocus()
        work = self.work

        def job(progress: Progress) -> Found:
            return suggesting.find(work.project, asked, work.suggester, progress)

        task = work.compute(tr("Looking for passages"), job, self._came_for(asked))
        task.ended.connect(lambda: self._ended(task))
        self._task = task

    def _came_for(self, asked: Asked) -> Callable[[Found], None]:
        def came(found: Found) -> None:
            if asked is self._asked:  # else another question was asked meanwhile
                self._state = "answered"
                self._found, self._cued = found
                self._several = len({s.code for s in found.suggestions}) > 1
                self._refresh()

        return came

    def _ended(self, task: Task[Found]) -> None:
        if task is self._task:
            self._task = None
            if self._state == "looking":  # it was cancelled
                self._state = "unasked"
                self._say_why_empty()

    # --- what waits

    def _hear(self, changed: Changed) -> None:
        if self._found and changed.rows.keys() & {"verdict", "coding", "document", "code"}:
            self._refresh()

    def _narrow(self) -> None:
        if self._found:
            self._refresh()

    def _refresh(self) -> None:
        """See again what waits; undo may have brought something back."""
        work, found, token, inside = self.work, self._found, object(), self.work.inside
        self._look = token

        def job(_progress: Progress) -> tuple[list[Waiting], int]:
            all_ = work.look(suggesting.waiting, found, work.coder, work.only)
            passed = all_ if inside is None else work.look(suggesting.within, all_, inside)
            return passed, len(all_) - len(passed)

        def done(waiting: tuple[list[Waiting], int]) -> None:
            if token is self._look:
                passed, self._outside = waiting
                self._show([item for item in passed if item.suggestion.code in work.codes])

        work.glance(job, done)

    def _show(self, waiting: Sequence[Waiting]) -> None:
        was = self.list.rows.grouped.items()
        if list(waiting) != sorted(was, key=_order):
            started = not was and bool(waiting)
            self.list.show_items(Grouped(waiting, _uid, _group, _order), _uid, self._row)
            if started or self.list.current() is None:
                self.list.go_first()
        if not waiting:
            self._moved(None)
        self._say_why_empty()
        self._tell()

    def _tell(self) -> None:
        if (offered := self.offers()) != self._offered:
            self._offered = offered
            self.offers_changed.emit()
        if (title := self.title()) != self._titled:
            self._titled = title
            self.title_changed.emit()

    def _say_why_empty(self) -> None:
        asked = self._asked
        if asked is None or self._state == "unasked":
            text = tr("Nothing is suggested before you ask. Choose a code and press")
            said = text, self.work.keys("suggest.code")
        elif self._state == "looking":
            said = tr("Looking for passages…"), ""
        elif self._outside:
            left = counted(self._outside, "suggestion", "suggestions")
            said = tr("None of these passes the filter: {left}.", left=left), ""
        elif self._found:
            number = counted(len(self._found), "suggestion", "suggestions")
            said = tr("All judged: {number} and none left.", number=number), ""
        elif self._cued:
            said = tr("Nothing found: no cue phrase stands in what participants said."), ""
        elif asked.codes is not None:
            text = tr("‘{code}’ has no cue phrases. Write some on its card:", code=asked.name)
            said = text, self.work.keys("code.edit")
        else:
            text = tr("No code has cue phrases yet. Write some on a code's card:")
            said = text, self.work.keys("code.edit")
        self.list.say_empty(*said)

    def _row(self, item: Waiting) -> Row:
        where = spot_words.where(item.spot)
        code = self.work.codes.get(item.suggestion.code)
        name = code.name if code else ""
        reasons = "; ".join(said for _, said in why(item.suggestion.reasons))
        others = coded_already(item.others)
        shown = self._several and code is not None
        return Row(
            words=item.words,
            said=f"{name}, {where}: {item.words}. {'; '.join(filter(None, (reasons, others)))}",
            facts=(name, where) if shown else (where,),
            look=self.work.theme.code(code.colour) if shown and code else None,
        )

    # --- the one in hand

    def _moved(self, item: Waiting | None) -> None:
        self._beside.setCurrentIndex(0 if item is None else 1)
        if item is not None:
            self._lay_out(item)
            self._reveal.start()
        else:
            self._reveal.stop()
        self._tell()

    def _lay_out(self, item: Waiting) -> None:
        record = self.work.look(judged.record, item.suggestion.code, only=self.work.only)
        body = self._text_of(item.suggestion.document).body
        self.card.show_suggestion(item.suggestion, self._span(item), body, record, item.others)

    def _text_of(self, document: str) -> Opened:
        if self._opened is None or self._opened.uid != document:
            self._opened = self.work.look(reading.opened, document)
            assert self._opened is not None, "with a document its suggestions go"
        return self._opened

    def _span(self, item: Waiting) -> Span:
        return self._fitted.get(item.uid, item.suggestion.span)

    def _show_in_text(self) -> None:
        item = self.list.current()
        if item is not None:
            self.work.reveal(item.suggestion.document, self._span(item))

    def _nudge(self, edge: Edge, step: Any) -> None:
        item = self.list.current()
        if item is None:
            return
        opened = self._text_of(item.suggestion.document)
        turn = Stretches(opened.lines, opened.turns).turn  # who speaks is no word
        moved = nudge.nudged_in_speech(opened.body, self._span(item), edge, step, turn)
        if moved is not None:
            self._fitted[item.uid] = moved
            self._lay_out(item)
            self._reveal.start()

    def _judge(self, verdict: Verdict) -> None:
        item: Waiting | None = self.list.current()
        if item is None:
            return
        self._look = object()  # what is being looked up no longer holds
        following = self._after(item)
        done = self.work.act(
            suggestions.judge, item.suggestion, verdict, self.work.coder, self._span(item)
        )
        if done is None:
            self._refresh()
            return
        if verdict == "later":
            self.list.rows.put(item._replace(later=True))
        else:
            self.list.rows.drop(item.uid)
        if following:
            self.list.go_to(following)
        else:
            self._moved(self.list.current())
        self._say_why_empty()
        self._tell()
        code = self.work.codes.get(item.suggestion.code)
        said = {
            "accepted": tr("Coded ‘{code}’"),
            "rejected": tr("Rejected for ‘{code}’"),
            "later": tr("Put off: it waits at the end, counted as ‘later’"),
        }[verdict]
        self.work.say(said.format(code=code.name if code else ""), undo=True)

    def _after(self, item: Waiting) -> str:
        """The next one, or the one before the last; those put off come round again."""
        items = self.list.rows.grouped.items()
        at = next(n for n, other in enumerate(items) if other.uid == item.uid)
        beside = items[at + 1 : at + 2] or items[max(at - 1, 0) : at]
        return beside[0].uid if beside else ""


def _uid(item: Waiting) -> str:
    return item.uid


def _order(item: Waiting) -> int:
    return item.order


def _group(item: Waiting) -> tuple[tuple[int, int], str]:
    source = item.suggestion.source
    if item.later:
        return (2, 0), tr("Later")
    if item.others:
        return (1, 0), tr("Coded by somebody else already")
    return (0, list(_SOURCES).index(source)), tr(_SOURCES[source])
