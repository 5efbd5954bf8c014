"""Codes by how good their suggestions are, in rows: state in words, precision and recall drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liveable.core.folding import alike
from liveable.core.grouped import Grouped
from liveable.core.learned import CodeMeasure, Share, State
from liveable.gui.row_model import Row
from liveable.gui.row_paint import RowDelegate
from liveable.gui.share_bar import draw_share, percent, said
from liveable.gui.theme import draw_mark
from liveable.gui.words import counted, tr
from liveable.store.queries import CodeRow

Order = Literal["state", "name", "precision", "examples"]
ORDERS: dict[Order, str] = {
    "state": "By state",
    "name": "By name",
    "precision": "By precision",
    "examples": "By number of codings",
}
LEAST = 10  # codings from which a code is measured
_STATES: tuple[State, ...] = ("ready", "too weak", "too few")
_HEADS: dict[State, str] = {
    "ready": "Ready: what is learned is shown",
    "too weak": "Too weak: nothing learned is shown",
    "too few": "Too little to go by: nothing learned is shown",
}
ROLES: dict[State, str] = {"ready": "accent", "too weak": "ink3", "too few": "ink3"}
_ROOM = 380  # logical pixels of a row, below which recall and precision have no bars


@dataclass(frozen=True, slots=True)
class Measure:
    """A code in the codebook, where it comes there, and how good its suggestions are."""

    code: CodeRow
    place: int
    measure: CodeMeasure

    @property
    def precision(self) -> Share | None:
        """Of what would be shown, how much carries the code."""
        return self.measure.measured.precision if self.measure.measured is not None else None

    @property
    def recall(self) -> Share | None:
        """Of what carries the code, how much would be shown."""
        return self.measure.measured.recall if self.measure.measured is not None else None


@dataclass(frozen=True, slots=True)
class MeasureRow(Row):
    """How such a code's row looks; ``least`` is the precision asked for."""

    of: Measure | None = None
    least: float = 0.0


def in_words(measure: CodeMeasure) -> str:
    """A code's state in words."""
    if measure.state == "too few" and measure.examples >= LEAST:
        n = counted(measure.examples, "coding", "codings")
        return tr("Too little to measure by · {n}", n=n)
    if measure.state == "too few":
        return tr("Too few codings: {n} of {least}", n=measure.examples, least=LEAST)
    if measure.state == "too weak":
        return tr("Too weak · {n}", n=counted(measure.examples, "coding", "codings"))
    return tr("Ready · {n}", n=counted(measure.examples, "coding", "codings"))


def picture(least: float, look: Callable[[str], Any]) -> Callable[[Measure], MeasureRow]:
    """How a row looks where ``least`` is asked for; ``look`` is of a code's colour."""

    def row(one: Measure) -> MeasureRow:
        path = " / ".join(one.code.path)
        told = [path, in_words(one.measure)]
        if one.measure.measured is not None:
            told += [
                tr("precision {share}", share=said(one.precision)),
                tr("recall {share}", share=said(one.recall)),
            ]
        return MeasureRow(
            words=one.code.name,
            said=", ".join(told),
            facts=(in_words(one.measure), " / ".join(one.code.path[:-1])),
            look=look(one.code.colour),
            of=one,
            least=least,
        )

    return row


def grouped(some: Iterable[Measure], order: Order, filtered: str) -> Grouped[Measure]:
    """The codes whose path holds some letters, in an order."""
    wanted = alike(filtered)
    kept = [one for one in some if wanted in alike(" / ".join(one.code.path))]

    def place(one: Measure) -> tuple[Any, ...]:
        # By what is sure of it: one of which hardly anything is known comes after those known well.
        sharp = -one.precision.low if one.precision is not None else 1.0
        by: dict[Order, tuple[Any, ...]] = {
            "state": (-one.measure.examples,) if one.measure.state == "too few" else (sharp,),
            "name": (one.place,) if not filtered else (alike(one.code.name),),
            "precision": (sharp,),
            "examples": (-one.measure.examples,),
        }
        return (*by[order], alike(one.code.name), one.place)

    def group(one: Measure) -> tuple[int, str]:
        if order == "state":
            return _STATES.index(one.measure.state), tr(_HEADS[one.measure.state])
        return 0, tr("All codes") if not filtered else tr("Codes found")

    return Grouped(kept, lambda one: one.code.uid, group, place)


class MeasureDelegate(RowDelegate):
    """Draws them: name over state at the left, the bars at the right where there is room."""

    def row_height(self) -> int:
        px = self._theme.px
        body = QFontMetrics(self._theme.font("body", bold=True)).height()
        return body + QFontMetrics(self._theme.font("small")).height() + px(18)

    def row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        if not isinstance(row, MeasureRow) or row.of is None:
            super().row(painter, rect, row)
            return
        theme, px = self._theme, self._theme.px
        box = rect.adjusted(px(12), px(6), -px(12), -px(6))
        if box.width() >= px(_ROOM):
            wide = min(box.width() * 9 // 20, px(270))
            right = QRect(box.right() - wide + 1, box.top(), wide, box.height())
            self._shares(painter, right, row)
            box.setRight(right.left() - px(12))
        if row.look is not None:
            first = QFontMetrics(theme.font("body", bold=True)).height()
            middle = box.top() + first / 2
            draw_mark(painter, row.look.mark, box.left() + px(8), middle, row.look.colour, px(9))
            box.setLeft(box.left() + px(22))
        self._line(painter, box, row.words, "ink", bold=True)
        lower = QRect(box)
        lower.setTop(box.bottom() - QFontMetrics(theme.font("small")).height())
        state = row.facts[0]
        ready = row.of.measure.state == "ready"
        used = self._line(painter, lower, state, "good" if ready else "ink2", small=True)
        if row.facts[1]:
            lower.setLeft(lower.left() + used)
            self._line(painter, lower, f" · {row.facts[1]}", "ink3", small=True)

    def _line(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        role: str,
        *,
        bold: bool = False,
        small: bool = False,
    ) -> int:
        """One line at the top of a box, cut where there is no room; how wide it is."""
        font = self._theme.font("small" if small else "body", bold=bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.setFont(font)
        painter.setPen(self._theme[role])
        line = QRect(box.left(), box.top(), box.width(), metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)
        return metrics.horizontalAdvance(shown)

    def _shares(self, painter: QPainter, box: QRect, row: MeasureRow) -> None:
        """Precision over recall; of a code with too few codings, how far it is."""
        assert row.of is not None
        state = row.of.measure.state
        if row.of.measure.measured is None:
            return
        high = box.height() // 2
        lines = (
            (tr("Precision"), row.of.precision, row.least),
            (tr("Recall"), row.of.recall, 0.0),
        )
        for number, (name, share, least) in enumerate(lines):
            line = QRect(box.left(), box.top() + number * high, box.width(), high)
            self._share(painter, line, name, share, least, ROLES[state])

    def _share(
        self,
        painter: QPainter,
        line: QRect,
        name: str,
        share: Share | None,
        least: float,
        role: str,
    ) -> None:
        theme, px = self._theme, self._theme.px
        font = theme.font("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme["ink3"])
        middle = Qt.AlignmentFlag.AlignVCenter
        before = metrics.horizontalAdvance(f"{tr('Precision')}  ")
        after = metrics.horizontalAdvance("100 %  ")
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignLeft), name)
        value = percent(share.value) if share is not None else "–"
        painter.setPen(theme["ink" if share is not None else "ink3"])
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignRight), value)
        bar = QRectF(line).adjusted(before, px(1), -after, -px(1))
        draw_share(painter, theme, bar, share, role, least)
