"""The middle of the window: one document, read and coded in place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liveable.core.index import Index
from liveable.core.spans import Span, trimmed
from liveable.core.stretches import Stretches
from liveable.gui import underlay
from liveable.gui.caret import Caret
from liveable.gui.coded import NOTHING, Coded, innermost
from liveable.gui.commands import Doers, Need
from liveable.gui.document_head import DocumentHead, Empty
from liveable.gui.find_bar import FindBar
from liveable.gui.margin import Margin, Numbers
from liveable.gui.overview import Overview
from liveable.gui.page import Page
from liveable.gui.parts import announce, rule, say
from liveable.gui.underlay import Shown
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import codings, documents
from liveable.store import queries, reading
from liveable.store.history import Changed
from liveable.store.queries import CodingRow
from liveable.store.reading import Opened

_RECAST = 400  # turns up to which a text is mended where somebody's role changes


class DocumentView(QWidget):
    """Header, text, margin, overview and find bar.

    ``moved``: the caret or the selection moved, or what is coded there changed.
    ``offers_changed``: other commands make sense. ``menu_wanted``: a context menu, at a point of
    the screen.
    """

    offers_changed = Signal()
    moved = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.opened: Opened | None = None
        self._coded = Coded(work)
        self.stretches = Stretches(NOTHING)
        self._places: dict[str, tuple[int, int]] = {}  # per document: first in sight, caret
        self._offered: frozenset[Need] = frozenset()
        self._announced: tuple[str, ...] = ()
        self._caret = Caret(self)
        self._lay_out()
        self._connect()
        self.show_document(work.document)

    # --- made of

    def _lay_out(self) -> None:
        theme = self.work.theme
        self.head = DocumentHead(theme)
        self.page = Page(theme)
        self.numbers = Numbers(self.page)
        self.margin = Margin(self.page)
        self.overview = Overview(self.page)
        self.find_bar = FindBar(self.work.keys)
        self._empty = Empty(self.work.keys)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, rule(), self.find_bar, self.page):
            column.addWidget(part)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(sheet)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say(self, ground="paper")
        self.setMinimumWidth(360)
        self.page.under = self._paint_under
        self.page.over = self._paint_over
        self.page.tip = self._coded.tips
        self.page.target = self._target
        self.margin.said = self._coded.said
        self.margin.tip = self._coded.tip
        self.margin.heads = self._coded.heads
        self.overview.shade = self._coded.shade

    def _connect(self) -> None:
        work, page = self.work, self.page
        work.changed.connect(self._hear)
        work.document_shown.connect(self.show_document)
        work.where_changed.connect(self._show_passing)
        work.revealed.connect(self._reveal)
        work.coding_chosen.connect(self._repaint)
        work.theme.changed.connect(self._dress)
        page.placed.connect(self._moved)
        page.scrolled.connect(self._settle)
        page.clicked.connect(self._click)
        page.dropped.connect(self._drop)
        page.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(page.viewport().mapToGlobal(at))
        )
        self.margin.chosen.connect(self._choose)
        self.find_bar.wanted.connect(self.select)
        self.find_bar.found.connect(self._show_matches)
        self.find_bar.closed.connect(lambda: page.setFocus())

    def _dress(self) -> None:
        first = self.page.top()
        self.page.wanted = self.margin.wanted(self.index)
        self.page.restyle()
        self._settle()
        self.page.show_from(first)
        self.overview.renew()
        self._repaint()

    def _settle(self) -> None:
        """Put what stands beside the words in its place."""
        parts = (self.numbers, self.margin, self.overview)
        for part, area in zip(parts, self.page.beside(), strict=True):
            if part.geometry() != area:
                part.setGeometry(area)

    # --- what is open

    def show_document(self, uid: str) -> None:
        """Show a document where it was left; "" for none."""
        self._leave()
        opened = self.work.look(reading.opened, uid) if uid else None
        self.opened = opened
        if opened is None:
            self._show_nothing()
            return
        self._coded.read(opened)
        self.stretches = Stretches(opened.lines, opened.turns)
        self.page.wanted = self.margin.wanted(self.index)
        self.page.show_text(opened)
        self.find_bar.show_text(opened.body)
        self._show_facts()
        self._stack.setCurrentIndex(1)
        self._settle()
        self._show_index()
        first, caret = self._places.get(uid, (0, 0))
        self.page.put(Span(min(caret, len(opened.body)), min(caret, len(opened.body))))
        self.page.show_from(min(first, len(opened.body)))
        self._offer()

    def _leave(self) -> None:
        if self.opened is not None:
            self._places[self.opened.uid] = (self.page.top(), self.page.caret())

    def _show_nothing(self) -> None:
        self._coded.read(None)
        self.stretches = Stretches(NOTHING)
        self._empty.show_for(self.work.look(queries.any_documents))
        self._stack.setCurrentIndex(0)
        self._offer()
        self.moved.emit()

    def _show_facts(self) -> None:
        if self.opened is None:
            return
        facts = self.work.look(reading.facts, self.opened.uid, self.work.coder)
        if facts is not None:
            read_to = self.opened.lines.number(max(0, facts.read_to - 1))
            self.head.show_facts(facts, read_to, len(self.opened.body))
            self._show_passing()

    def _show_passing(self) -> None:
        if self.opened is not None:
            inside = self.work.inside
            self.head.show_passing(inside is None or self.opened.uid in inside.documents)

    def _show_index(self, *, soon: bool = False) -> None:
        self.margin.show_index(self.index)
        self.overview.show_index(self.index, soon=soon)
        self._repaint()

    def hide_codes(self, shown: frozenset[str] | None) -> None:
        """Show only the codings of these codes; None for all."""
        self._coded.codes = shown
        self._filter()

    def hide_coders(self, shown: frozenset[str] | None) -> None:
        """Show only the codings of these coders; None for all."""
        self._coded.coders = shown
        self._filter()

    def show_by_coder(self, on: bool) -> None:
        """Let colours and lanes tell coders apart rather than codes, or codes again."""
        if on != self._coded.by_coder:
            self._coded.by_coder = on
            self._filter()

    def _filter(self) -> None:
        self._coded.build()
        self._make_room()
        self._show_index(soon=True)
        self._moved()

    def _make_room(self) -> None:
        """Give the margin the room it needs; the line at the top stays there."""
        wanted = self.margin.wanted(self.index)
        if wanted != self.page.wanted:
            first, self.page.wanted = self.page.top(), wanted
            self.page.fit()
            self._settle()
            self.page.show_from(first)

    # --- hearing

    def _hear(self, changed: Changed) -> None:
        rows = changed.rows
        if self.opened is None:
            if "document" in rows:
                self._show_nothing()
            return
        here = self.opened.uid
        if here in rows.get("document", ()) or rows.keys() & {"turn", "speaker", "coder", "case"}:
            self._reopen()
            return
        if rows.keys() & {"reading", "folder"}:
            self._show_facts()
        if "coding" in rows and self._coded.renew(rows["coding"]):
            self._show_index()
        if "memo" in rows:
            self._coded.read_notes()
        if rows.keys() & {"coding", "code"}:
            self.overview.renew_soon()
        if rows.keys() & {"coding", "memo", "code"}:
            self._repaint()
            self._moved()

    def _reopen(self) -> None:
        """Read the document again; where only what is known of it changed, its place is kept."""
        assert self.opened is not None
        before, opened = self.opened, self.work.look(reading.opened, self.opened.uid)
        if opened is None:
            self.opened = None
            self.work.show_document("")
            self._show_nothing()
        elif opened.sha != before.sha or not _much_the_same(opened, before):
            self.show_document(opened.uid)
        else:
            self.opened = opened
            self.page.take(opened)
            self.stretches = Stretches(opened.lines, opened.turns)
            self._coded.read(opened)
            self._show_facts()
            self._show_index()
            self._moved()

    def _reveal(self, document: str, span: Span) -> None:
        if self.opened is not None and self.opened.uid == document:
            self.select(span)

    # --- where the person is

    @property
    def index(self) -> Index[CodingRow]:
        """The codings that are shown."""
        return self._coded.index

    @property
    def body(self) -> str:
        """The canonical text of the open document."""
        return self.opened.body if self.opened else ""

    def selection(self) -> Span | None:
        """What is selected, without white space at its edges; None when that is nothing."""
        span = self.page.span()
        if self.opened is None or not span.of(self.body).strip():
            return None
        return trimmed(span, self.body)

    def caret(self) -> int:
        """The code point at the caret."""
        return self.page.caret() if self.opened else 0

    def select(self, span: Span) -> None:
        """Select a span and bring it into sight; an empty one puts the caret there."""
        if self.opened is not None:
            length = len(self.body)
            self.page.put(Span(min(span.start, length), min(span.stop, length)))

    def codings_here(self) -> list[CodingRow]:
        """The codings at the caret, or over any of the selection, the innermost last."""
        span = self.selection()
        if span is not None:
            return self.index.within(*span)
        return self.index.at(self.caret())

    def coding_here(self) -> CodingRow | None:
        """The active coding: the chosen one where the caret is at it, else the innermost there."""
        span = self.page.span()
        chosen = self.index.get(self.work.coding)
        if chosen is not None and chosen.start <= span.stop and span.start <= chosen.stop:
            return chosen
        here = self.codings_here()
        return innermost(here) if here else None

    def where(self) -> str:
        """The place of the caret in words: "¶ 12, sentence 3"."""
        if self.opened is None:
            return ""
        start = self.page.span().start
        number = self.opened.lines.number(start)
        sentence = self.stretches.number(start)
        if not number or not sentence:
            return tr("¶ {number}", number=f"{number:,}") if number else ""
        return tr("¶ {number}, sentence {sentence}", number=f"{number:,}", sentence=sentence)

    def place_below(self, span: Span) -> QPoint:
        """The point of the screen at the left of the text, below a span's last line."""
        bottom = self.page.height_of(max(span.start, span.stop - 1))[1]
        view = self.page.viewport()
        bottom = max(0, min(bottom, view.height()))
        return view.mapToGlobal(QPoint(0, bottom + self.work.theme.px(6)))

    def keys_at(self) -> QWidget:
        """Where the keys of the text are listened for."""
        return self.page

    def offers(self) -> frozenset[Need]:
        """What there is to work on here."""
        return self._offered

    def _offer(self) -> None:
        there: tuple[tuple[Need, bool], ...] = (
            ("document", self.opened is not None),
            ("words", self.opened is not None),
            ("selection", self.selection() is not None),
            ("coding", self.coding_here() is not None),
        )
        offered = frozenset(need for need, is_there in there if is_there)
        if offered != self._offered:
            self._offered = offered
            self.offers_changed.emit()

    def _moved(self) -> None:
        here = self.coding_here()
        self.work.choose_coding(here.uid if here else "")
        self._repaint()
        self._offer()
        self._announce()
        self.moved.emit()

    def _announce(self) -> None:
        """Tell who cannot see the colours which codes the caret came to."""
        names = tuple(dict.fromkeys(self._coded.told(c) for c in self.codings_here()))
        if names == self._announced:
            return
        self._announced = names
        said = tr("Codes here: {names}", names=", ".join(names)) if names else tr("No codes here")
        self.page.setAccessibleDescription(said)
        if self.page.hasFocus():
            announce(self.page, said)

    def take(self, coding: CodingRow) -> None:
        """Make a coding the active one, and its code the chosen one."""
        self.work.choose_coding(coding.uid)
        self.work.choose_code(coding.code)
        self._moved()

    def _choose(self, uid: str) -> None:
        coding = self.index.get(uid)
        if coding is not None:
            if not coding.start <= self.caret() <= coding.stop or self.selection():
                self.page.put(Span(coding.start, coding.start))
            self.take(coding)
            self.page.setFocus()

    def _click(self, point: int) -> None:
        here = self.index.at(point) if point >= 0 else []
        if here:
            self.take(innermost(here))

    # --- painting

    def _repaint(self) -> None:
        active = self.coding_here()
        self.margin.active = active.uid if active else ""
        self.page.viewport().update()
        self.margin.update()

    def _paint_under(self, painter: QPainter, shown: list[Shown]) -> None:
        theme = self.work.theme
        found = underlay.washes(shown, self.index, self.margin.active)
        underlay.paint(painter, found, self._coded.colour, theme)
        if self.find_bar.matches and shown and self.opened is not None:
            lines = self.opened.lines
            first, last = lines.span(shown[0].line), lines.span(shown[-1].line)
            for match in self.find_bar.near(first.start, last.stop):
                for paragraph in shown:
                    for box in underlay.boxes(paragraph.rows, match):
                        underlay.fill(painter, box, theme["select"], theme.px(3))
                        below = QRectF(box.x, box.y + box.height, box.width, 1)
                        painter.fillRect(below, theme["ink2"])

    def _paint_over(self, painter: QPainter, shown: list[Shown]) -> None:
        """Outline the match that the find bar is at: it may look like all the others."""
        bar = self.find_bar
        if 0 <= bar.current < len(bar.matches):
            painter.setPen(QPen(self.work.theme["accent"], 2))
            for paragraph in shown:
                for box in underlay.boxes(paragraph.rows, bar.matches[bar.current]):
                    painter.drawRoundedRect(QRectF(*box), 3, 3)

    def _show_matches(self) -> None:
        self.overview.show_matches(self.find_bar.matches)
        self.page.viewport().update()

    # --- doing

    def doers(self) -> Doers:
        """What can be done here, by the commands' names."""
        return self._caret.doers() | {
            "find.text": self.open_find,
            "find.next": lambda: self.find_next(1),
            "find.previous": lambda: self.find_next(-1),
            "document.read": self._read,
            "document.read_to": self._read_to,
        }

    def open_find(self) -> None:
        """Open the find bar, with the selected words if they are few."""
        if self.opened is None:
            return
        span = self.selection()
        words = span.of(self.body) if span and span.stop - span.start < 80 else ""
        start = span.start if span else self.caret()
        self.find_bar.open_at(start, words if "\n" not in words else "")

    def find_next(self, way: int) -> None:
        """Go to the next place of the words that are sought (1), or the one before (-1)."""
        if self.opened is None:
            return
        if not self.find_bar.line.text().strip():
            self.open_find()
        elif way > 0:
            self.find_bar.next(self.page.span().start)
        else:
            self.find_bar.previous(self.page.span().start)

    def _read(self) -> None:
        if self.opened is not None:
            self.work.act(documents.mark_read, self.opened.uid, self.work.coder)

    def _read_to(self) -> None:
        """Mark as read to the end of the paragraph the caret is in."""
        if self.opened is not None:
            lines = self.opened.lines
            stop = lines.span(lines.at(self.page.span().stop)).stop
            self.work.act(documents.mark_read, self.opened.uid, self.work.coder, stop)

    def _target(self, point: int) -> Span | None:
        """What a code that is let fall would lie on: the selection, else the sentence there."""
        return self.selection() or (self.stretches.sentence(point) if point >= 0 else None)

    def _drop(self, code: str, point: int) -> None:
        span = self._target(point)
        if span is None or self.opened is None or code not in self.work.codes:
            return
        made = self.work.act(codings.code_passage, self.opened.uid, span, code, self.work.coder)
        if made is not None:
            self.work.used(code)
            self.page.put(Span(span.stop, span.stop))
            self.work.choose_coding(made)
            words = tr("Coded “{name}”", name=self.work.codes[code].name)
            self.work.say(words, undo=True)


def _much_the_same(now: Opened, before: Opened) -> bool:
    """Whether all turns lie where they did, and few of them are to be set in another colour: Qt
    lays out a text it is given anew only as far as it is seen, but at once all that was changed.
    """
    if [turn[:3] for turn in now.turns] != [turn[:3] for turn in before.turns]:
        return False
    return sum(a.asks != b.asks for a, b in zip(now.turns, before.turns, strict=True)) <= _RECAST
