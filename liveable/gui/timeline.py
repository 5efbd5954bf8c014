"""The timeline: entries and interviews of each case on one line, with their codes, to read."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from liveable.core.progress import Progress
from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.core.text import word_count
from liveable.core.timeline import Line
from liveable.gui import timeline_words
from liveable.gui.bodies import Bodies
from liveable.gui.combo import Combo
from liveable.gui.commands import Doers
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.keys import shown
from liveable.gui.parts import Elided, L, S, announce, button, column, label, row, rule, tip
from liveable.gui.timeline_view import ZOOM, Spot, TimelineView
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries, timeline
from liveable.store.history import Changed
from liveable.store.queries import CodingRow

# What these tables say is on the lines.
_SHOWS = {"document", "entry", "coding", "case", "speaker", "turn", "code", "alias"}
_SETTLE = 150  # ms after an act, in which more may follow


class Timeline(QWidget):
    """Reads nothing while it is hidden."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.lines: list[Line] = []
        self._bodies = Bodies(work)
        self._named: list[tuple[str, str]] = []  # the lines that are offered
        self._alone = ""  # the line that is looked at alone
        self._told_of = ""  # the line of which something was said last
        self._stale = True
        self._look: object = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self.reload)
        self.view = TimelineView(work.theme, self.tip)
        self.whose = Combo()
        self.whose.setAccessibleName(tr("Whose timeline"))
        self.whose.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.setMinimumContentsLength(6)
        self.coded = QCheckBox(tr("Only this code"))
        self.told = Elided("", "small")
        self.words = Elided("", "reading")
        self._lay_out()
        self._connect()
        self._name_code()

    def _lay_out(self) -> None:
        closer, wider, every = button("+"), button("−"), button(tr("All days"))
        for made, name, by in (
            (wider, tr("More days"), 1 / ZOOM),
            (every, "", None),
            (closer, tr("Fewer days"), ZOOM),
        ):
            if name:
                made.setAccessibleName(name)
                made.setToolTip(name)
            made.clicked.connect(lambda _checked=False, by=by: self.view.zoom(by))
        beside = flowing(self.coded, row(wider, every, closer), space=8)
        self.whose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        alone = label(shown(QKeySequence("Ctrl+Return")), "key")
        alone.setToolTip(tr("This one alone with a row for each code, or everybody again"))
        top = TwoRows(self.work.theme, row(self.whose, alone), beside, 580)
        self._why = label("", "quiet", wrap=True)
        self._key = KeyCap(self.work.keys, "document.speakers")
        nothing = column(self._why, row(self._key, None), None, space=S, edges=(L, L, L, L))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(L, 5, L, 6)
        foot.setSpacing(L)
        self.told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        foot.addWidget(self.told)
        foot.addWidget(self.words, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(rule())
        box.addWidget(self.pages, 1)
        box.addWidget(rule())
        box.addLayout(foot)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        work = self.work
        self.view.moved.connect(self._moved)
        self.view.opened.connect(self.read)
        self.view.line_wanted.connect(self.show_line)
        self.whose.activated.connect(self._choose_line)
        self.coded.toggled.connect(self._show)
        work.code_chosen.connect(self._name_code)
        work.where_changed.connect(self.reload)
        work.changed.connect(self._hear)

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the timeline."""
        return {"document.timeline": self._begin}

    def _begin(self) -> None:
        self.view.setFocus()
        self.view.go_first()

    # --- what is shown

    def reload(self) -> None:
        """Read everything anew, beside the window."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        work, token = self.work, object()
        self._look, only, where = token, work.only, work.where

        def job(_progress: Progress) -> list[Line]:
            return work.look(timeline.lines, only, where)

        def done(found: list[Line]) -> None:
            if token is self._look:
                self._look, self.lines = None, found
                self._fill()
                self._show()
                if self.view.hasFocus():
                    self.view.go_first()

        work.glance(job, done)

    def _fill(self) -> None:
        """Offer the lines by name; the one that is alone stays, where it is still there."""
        if self._alone not in {line.uid for line in self.lines}:
            self._alone = ""
        named = [(line.name, line.uid) for line in self.lines]
        if named != self._named:
            self._named = named
            self.whose.clear()
            self.whose.addItem(tr("Everybody"), "")
            for name, uid in named:
                self.whose.addItem(name, uid)
        self.whose.setCurrentIndex(max(0, self.whose.findData(self._alone)))

    def _show(self) -> None:
        lines, chosen = self.lines, self._chosen()
        among = chosen if self.coded.isChecked() and chosen else None
        if self._alone:
            lines = [line for line in lines if line.uid == self._alone]
        elif among:
            lines = [line for line in lines if any(among & p.codes.keys() for p in line.pieces)]
        self.view.show_lines(lines, self.work.codes, apart=bool(self._alone), among=among)
        self.view.show_chosen(chosen)
        dated = any(line.gaps for line in self.lines)
        self.pages.setCurrentIndex(0 if lines and dated else 1)
        self._say_why_empty(dated)
        self._moved(self.view.spot())

    def _say_why_empty(self, dated: bool) -> None:
        if self._look is not None:
            said = tr("Looking…")
        elif not self.lines and self.work.where:
            said = tr("Nothing here passes the filters.")
        elif not self.lines:
            said = tr("No documents yet. Diaries and interviews stand here by their dates.")
        elif not dated:
            said = tr(
                "No document here has a date yet. Open one and give it its date under ‘About this "
                "document’; for the days of a diary, and the year of all of them, press"
            )
        else:
            said = tr("Nothing is coded with this code yet.")
        self._why.setText(said)
        self._key.setVisible(bool(self.lines) and not dated)

    def _chosen(self) -> frozenset[str]:
        """The chosen code and all below it."""
        codes = self.work.codes
        if self.work.code not in codes:
            return frozenset()
        path = codes[self.work.code].path
        return frozenset(uid for uid, row in codes.items() if row.path[: len(path)] == path)

    def _name_code(self) -> None:
        code = self.work.codes.get(self.work.code)
        self.coded.setEnabled(code is not None)
        about = tr("Only where ‘{code}’ is coded", code=code.name) if code is not None else ""
        self.coded.setToolTip(tip(about))
        self.coded.setAccessibleDescription(about)
        if self.isVisible() and not self._stale:
            if self.coded.isChecked():
                self._show()
            else:
                self.view.show_chosen(self._chosen())

    def show_line(self, line: Line | None) -> None:
        """Look at one line alone, with a row for each code; None shows all of them."""
        self._alone = line.uid if line is not None else ""
        self.whose.setCurrentIndex(max(0, self.whose.findData(self._alone)))
        self._show()
        self.view.go_first()

    def _choose_line(self) -> None:
        uid = self.whose.currentData()
        self.show_line(next((line for line in self.lines if line.uid == uid), None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.told.setMaximumWidth(max(1, self.width() * 3 // 5))  # the words have some room, too

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _SHOWS:
            self._stale = True
            if self.isVisible():
                self._settle.start()

    # --- what is said

    def _moved(self, spot: Spot | None) -> None:
        if spot is None:
            self.told.set_text("")
            self.words.set_text("")
            self.view.setAccessibleDescription("")
            return
        body = self._bodies.of(spot.piece.text_sha)
        facts, words = self.facts(spot, body), self._words(spot, body)
        name = () if spot.piece.entry else (spot.piece.name,)
        self.told.set_text(timeline_words.said((*name, *facts)))
        self.words.set_text(words)
        said = ", ".join(filter(None, (*whose(spot), *facts, words)))
        again = self.view.accessibleDescription() == said  # after something else was done
        self.view.setAccessibleDescription(said)
        if self.view.hasFocus() and not again:
            known = spot.line.uid == self._told_of  # along a line its name need not be heard again
            announce(self.view, ", ".join(filter(None, (*name, *facts, words))) if known else said)
        self._told_of = spot.line.uid

    def facts(self, spot: Spot, body: str) -> list[str]:
        """What is known of a piece, in the order it is said."""
        _, code, piece, gap = spot
        codes = piece.codes if not code else {code: piece.codes[code]}
        words = word_count(body[piece.start : piece.stop])
        return [
            timeline_words.when(piece),
            counted(words, "word", "words"),
            timeline_words.gap(gap),
            timeline_words.coded(codes, self.work.codes),
        ]

    def tip(self, spot: Spot) -> str:
        """The same for a mark that is pointed at, below each other."""
        body = self._bodies.of(spot.piece.text_sha)
        words = self._words(spot, body)
        return tip(
            "\n".join(
                filter(None, (timeline_words.said(whose(spot)), *self.facts(spot, body), words))
            )
        )

    def _words(self, spot: Spot, body: str) -> str:
        """The words that were coded, in the row of a code; else the first ones."""
        found = self._codings(spot) if spot.code else []
        if found:
            return timeline_words.beginning(body, found[0].start, found[0].stop)
        return timeline_words.opening(spot.piece, body)

    # --- doing

    def read(self, spot: Spot) -> None:
        """Show a piece in its text or, in the row of a code, its first coding there."""
        piece, work = spot.piece, self.work
        found = self._codings(spot) if spot.code else []
        if found:
            work.reveal(piece.document, Span(found[0].start, found[0].stop))
            work.choose_coding(found[0].uid)
        else:
            work.reveal(piece.document, Span(piece.start, piece.start))

    def _codings(self, spot: Spot) -> list[CodingRow]:
        """The codings of a code on a piece; those in the words of the line's own case, if any."""
        piece = spot.piece
        documents, codes = frozenset({piece.document}), frozenset({spot.code})
        query = Query(documents=documents, codes=codes, subtree=False).of_one(self.work.only)
        rows = self.work.look(queries.codings, query)
        rows = [row for row in rows if piece.start <= row.start < piece.stop] or rows
        return [row for row in rows if row.case == spot.line.uid] or rows


def whose(spot: Spot) -> list[str]:
    """Whose a piece is, and which document it is of, where that has another name."""
    return list(dict.fromkeys((spot.line.name, spot.piece.name)))
