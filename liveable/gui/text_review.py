"""An edited text before it is kept: what is different, and which codings cover other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from liveable.core.hunks import Hunk, hunks
from liveable.core.query import Query
from liveable.core.reanchor import Anchors
from liveable.core.spans import Span
from liveable.gui.diff_view import DiffView, told
from liveable.gui.merge_list import TwoLineList, TwoLines
from liveable.gui.parts import L, M, Pouring, S, label, rule
from liveable.gui.text_editor import Covered
from liveable.gui.version import Version, pieces
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import texts
from liveable.ops.edition import NewVersion, Reworded
from liveable.store import queries
from liveable.store.project import Project
from liveable.store.queries import CodingRow

_SIDE = 340  # logical pixels
_BESIDE = 760  # logical pixels: below, the list stands over the differences


class Look(NamedTuple):
    """What an edited text would come to: all that is different, and the codings whose words are
    others, with who made them; ``whose`` says that only one coder's are told.
    """

    body: str
    hunks: Sequence[Hunk]
    done: NewVersion
    reworded: Sequence[tuple[Reworded, CodingRow]]
    whose: bool


def look(project: Project, document: str, body: str, only: str | None) -> Look:
    """Work out what an edited text would come to; of codings only those of one coder are told,
    where others' are hidden.
    """
    with project.reading() as session:
        old = queries.document_text(session, document)
        done = texts.preview(session, document, body)
        uids = [told.coding for told in done.reworded]
        rows = {row.uid: row for row in queries.codings(session, among=uids)}
    told = [(each, rows[each.coding]) for each in done.reworded]
    if only is not None:
        told = [(each, row) for each, row in told if row.coder == only]
    return Look(body, hunks(old, body), done, told, only is not None)


def covered(
    project: Project, document: str, body: str, only: str | None
) -> tuple[list[Covered], int]:
    """Where what is coded in a document would be in an edited text, and how many codings would
    cover other words.
    """
    with project.reading() as session:
        old = queries.document_text(session, document)
        coders = None if only is None else frozenset((only,))
        chosen = Query(documents=frozenset((document,)), coders=coders)
        rows = queries.codings(session, chosen)
    if old == body:
        found = [Covered(Span(row.start, row.stop), True) for row in rows]
        return joined(found), 0
    anchors = Anchors(old, body)
    anchored = [anchors.of(Span(row.start, row.stop)) for row in rows]
    other = sum(not same for _, same in anchored)
    return joined([Covered(*each) for each in anchored]), other


def joined(found: Sequence[Covered]) -> list[Covered]:
    """The same, stretches that overlap made one as long as they are alike."""
    kept: list[Covered] = []
    for each in sorted(found, key=lambda each: (each.same, each.span)):
        last = kept[-1] if kept else None
        if last is not None and last.same == each.same and each.span.start <= last.span.stop:
            span = Span(last.span.start, max(last.span.stop, each.span.stop))
            kept[-1] = Covered(span, each.same)
        else:
            kept.append(each)
    return sorted(kept, key=lambda each: (not each.same, each.span))  # what is underlined, last


class TextReview(QWidget):
    """The differences, and beside them the codings whose words are others."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work, self._theme = work, work.theme
        theme = work.theme
        self.diff = DiffView(theme)
        self.list = TwoLineList(theme, tr("Codings whose words change"))
        self.list.moved.connect(self._show)
        self.count = label("", "strong", wrap=True)
        self.more = label("", "quiet", wrap=True)
        self.before = Version(theme, tr("Before"))
        self.after = Version(theme, tr("After"))
        self.said = label("", "quiet", wrap=True)
        content = Pouring()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(L, S, L, L)
        inner.setSpacing(S)
        for part in (self.before, self.after):
            inner.addWidget(part)
        inner.addStretch(1)
        self.card = QScrollArea()
        self.card.setWidgetResizable(True)
        self.card.setFrameShape(QFrame.Shape.NoFrame)
        self.card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card.setWidget(content)
        self.side = QWidget()
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side.setProperty("ground", "panel")
        left = QVBoxLayout(self.side)
        left.setContentsMargins(0, M, 0, 0)
        left.setSpacing(S)
        for each in (self.count, self.more):
            each.setContentsMargins(18, 0, 18, 0)
            left.addWidget(each)
        left.addWidget(self.list, 3)
        self._line = rule()
        left.addWidget(self._line)
        left.addWidget(self.card, 4)
        self._rest = QWidget()
        left.addWidget(self._rest, 1)
        self.said.setContentsMargins(L, M, L, S)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.diff, 1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.side)
        self._across.addWidget(right, 1)
        theme.changed.connect(self._fit)

    def show_look(self, found: Look) -> None:
        """Show what an edited text would come to."""
        number = len(found.reworded)
        self.diff.show_hunks(found.hunks)
        self.said.setText(
            told(found.hunks) + ". " + tr("Put in is underlined, taken out struck through.")
        )
        heads = counted(number, "coding covers other words", "codings cover other words")
        self.count.setText(heads if number else tr("No coding covers other words"))
        self.more.setText(_also(found))
        self.more.setVisible(bool(self.more.text()))
        self.list.show_items(found.reworded, lambda each: each[0].coding, self._picture)
        self.list.setVisible(number > 0)
        self._rest.setVisible(not number)
        self.list.setAccessibleDescription(f"{self.count.text()}. {_also(found)}")
        self.diff.setAccessibleDescription(f"{self.said.text()} {_also(found)}")
        if number:
            self._show(found.reworded[0])
        self._fit()

    def take_focus(self) -> None:
        """Put the keys where there is most to see."""
        (self.list if self.list.isVisibleTo(self) else self.diff).setFocus()

    def _picture(self, item: tuple[Reworded, CodingRow]) -> TwoLines:
        reworded, row = item
        code = self._work.codes.get(row.code)
        name = code.name if code is not None else ""
        who, now = row.coder_name, " ".join(reworded.after.split())
        said = tr("{code} by {coder}, now {words}", code=name, coder=who, words=now)
        return TwoLines(name, f"{who} · {now}", said, "alert", "warn")

    def _show(self, item: tuple[Reworded, CodingRow] | None) -> None:
        if item is None:
            return
        reworded, row = item
        who = row.coder_name
        self.before.show_pieces(pieces(None, reworded.before), who)
        self.after.show_pieces(pieces(reworded.before, reworded.after))
        self.card.verticalScrollBar().setValue(0)
        self.diff.show_place(reworded.place.start)

    def _fit(self) -> None:
        px = self._theme.px
        beside = self.width() >= px(_BESIDE)
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        most = 16_777_215
        self.side.setMinimumWidth(px(_SIDE) if beside else 0)
        self.side.setMaximumWidth(px(_SIDE) if beside else most)
        for part in (self._line, self.card):  # else the list and the differences need the room
            part.setVisible(beside and self.list.rows.rowCount() > 0)
        self.side.setMaximumHeight(most if beside else max(self.height() // 2, px(160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _also(found: Look) -> str:
    """What else becomes of what stands on the text."""
    done = found.done
    said = []
    if done.same and not found.whose:
        said.append(f"{counted(done.same, 'other goes with its', 'others go with their')} words.")
    for number, one, many in (
        (done.new_turns, "turn is new", "turns are new"),
        (done.turns, "turn is gone", "turns are gone"),
        (done.new_entries, "entry is new", "entries are new"),
        (done.entries, "entry is gone", "entries are gone"),
    ):
        if number:
            said.append(f"{counted(number, one, many)}.")
    for old, new in sorted(done.renamed.items()):
        said.append(tr("‘{old}’ is called ‘{new}’.", old=old, new=new))
    return " ".join(said)
