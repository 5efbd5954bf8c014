"""Beside the words: numbers of the paragraphs on the left, brackets with their names on the right.

Both paint only what is in sight, from geometry that is plain data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from liveable.core.index import Index
from liveable.gui import underlay
from liveable.gui.page import Page
from liveable.gui.parts import draw_icon
from liveable.gui.theme import draw_mark
from liveable.gui.underlay import Box, Shown
from liveable.gui.words import tr
from liveable.store.queries import CodingRow

LANES = 8  # columns; what is deeper shares the last
STEP = 20  # pixels from name to name
LEAST = 56  # pixels a name needs to be worth its while
REACH = 6  # names between a bracket and its own, at most


class Bracket(NamedTuple):
    """From a coding's first line to its last; ``opens`` and ``closes`` where those are in sight.

    ``middle`` is the height its name would like to stand at.
    """

    uid: str
    lane: int
    top: float
    bottom: float
    opens: bool
    closes: bool
    middle: float


class Name(NamedTuple):
    """Where a name stands; without a uid it says how many more there are, ``hidden`` ones."""

    uid: str
    y: float
    hidden: tuple[str, ...] = ()


def brackets(
    shown: Sequence[Shown], index: Index[CodingRow], height: float, inset: float = 4
) -> list[Bracket]:
    """The brackets in sight, from the top down."""
    if not shown:
        return []
    rows = [row for paragraph in shown for row in paragraph.rows]
    found = []
    for coding in index.between(shown[0].line, shown[-1].line):
        first = next((r for r in rows if r.start <= coding.start < max(r.stop, r.start + 1)), None)
        last = next((r for r in reversed(rows) if r.start < coding.stop), None)
        past = coding.stop > rows[-1].stop + 1
        top = first.top + inset if first else -inset
        bottom = height + inset if past or last is None else last.top + last.height - inset
        if bottom < 0 or top > height:
            continue
        middle = first.top + first.height / 2 if first else 0.0
        found.append(
            Bracket(
                coding.uid,
                min(index.lane(coding.uid), LANES - 1),
                max(top, -inset),
                min(bottom, height + inset),
                top >= 0,
                bottom <= height,
                max(middle, min(inset * 3, bottom)),
            )
        )
    return found


def names(
    found: Sequence[Bracket],
    height: float,
    step: float = STEP,
    reach: float = REACH,
    active: str = "",
) -> list[Name]:
    """Each bracket's name at its height, pushed down where that is taken.

    One that would stand too far from its bracket, or below what is in sight, is counted instead;
    never the active one.
    """
    placed: list[Name] = []
    waiting: list[str] = []
    free, lowest = step / 2, height - step / 2

    def count() -> None:
        nonlocal free
        if waiting:
            placed.append(Name("", free, tuple(waiting)))
            waiting.clear()
            free += step

    for bracket in sorted(found, key=lambda b: (b.middle, b.lane)):
        if bracket.middle >= free:  # room again: say what was passed over
            count()
        y = max(bracket.middle, free)
        far = y - bracket.middle > reach * step or y > lowest
        if far and bracket.uid != active:
            waiting.append(bracket.uid)
        else:
            placed.append(Name(bracket.uid, y))
            free = y + step
    count()
    return _raised(placed, lowest, step, active)


def _raised(placed: list[Name], lowest: float, step: float, active: str) -> list[Name]:
    """The names moved up as far as the lowest of them lie below what is in sight; where there is
    no room for all, the last ones are counted with those that are.
    """
    fit = max(2, int((lowest - step / 2) / step) + 1)
    while len(placed) > fit:
        hidden = placed.pop().hidden if not placed[-1].uid else ()
        spare = max(n for n, name in enumerate(placed) if name.uid != active)
        gone = placed.pop(spare)
        hidden = (*(gone.hidden or (gone.uid,)), *hidden)
        placed.append(Name("", placed[-1].y + step if placed else step / 2, hidden))
    ceiling = lowest
    for n in reversed(range(len(placed))):
        placed[n] = placed[n]._replace(y=min(placed[n].y, ceiling))
        ceiling = placed[n].y - step
    return placed


class Numbers(QWidget):
    """The numbers of the paragraphs in sight, as search and reports give them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        page.scrolled.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        page, theme = self._page, self._page.theme
        if page.opened is None:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme["ink3"])
        lines, width = page.opened.lines, self.width() - theme.px(16)
        for paragraph in page.shown():
            if paragraph.rows and not lines.blank(paragraph.line):
                row = paragraph.rows[0]
                painter.drawText(
                    QRectF(0, row.top, width, row.height),
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                    str(lines.numbers[paragraph.line]),
                )


class Said(NamedTuple):
    """What the margin writes of a coding: its code's name and colour, and its signs."""

    name: str
    colour: str
    star: bool
    memo: bool


class Margin(QWidget):
    """Brackets and names of the codings in sight. ``chosen`` carries the uid of one clicked."""

    chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.index: Index[CodingRow] | None = None
        self.active = ""
        self.said: Callable[[str], Said] = lambda _uid: Said("", "#000000", False, False)
        self.tip: Callable[[str], str] = lambda _uid: ""
        self._areas: list[tuple[QRectF, str, tuple[str, ...]]] = []
        self.setAccessibleName(tr("Codings beside the text"))
        page.scrolled.connect(self.update)

    def show_index(self, index: Index[CodingRow]) -> None:
        """Show these codings."""
        self.index = index
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._areas = []
        if self.index is None or not len(self.index):
            return
        theme, height = self._page.theme, self.height()
        found = brackets(self._page.shown(), self.index, height, theme.px(4))
        lanes = max(3, min(LANES, self.index.lanes))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = theme.px(16)
        at = left + lanes * theme.px(9) + theme.px(8)
        x = {b.uid: left + b.lane * theme.px(9) for b in found}
        for bracket in sorted(found, key=lambda b: b.uid == self.active):
            self._bracket(painter, bracket, x[bracket.uid])
        if self.width() - at < theme.px(LEAST):
            return  # no room for any name: hovering and the caret still tell them
        by_uid = {bracket.uid: bracket for bracket in found}
        for name in names(found, height, theme.px(STEP), REACH, self.active):
            if name.uid:
                self._leader(painter, by_uid[name.uid], x[name.uid], at, name.y)
                self._name(painter, name, at)
            else:
                self._more(painter, name, at)

    def _bracket(self, painter: QPainter, bracket: Bracket, x: float) -> None:
        theme, active = self._page.theme, bracket.uid == self.active
        colour = theme.code(self.said(bracket.uid).colour).colour
        pen = QPen(colour, theme.px(24 if active else 16) / 10)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        tick, line = theme.px(4), []
        if bracket.opens:
            line.append(QPointF(x - tick, bracket.top))
        line += [QPointF(x, bracket.top), QPointF(x, bracket.bottom)]
        if bracket.closes:
            line.append(QPointF(x - tick, bracket.bottom))
        painter.drawPolyline(line)
        near = QRectF(x - tick, bracket.top, 2 * tick, bracket.bottom - bracket.top)
        self._areas.append((near, bracket.uid, ()))

    def _leader(self, painter: QPainter, bracket: Bracket, x: float, at: float, y: float) -> None:
        theme = self._page.theme
        faint = QColor(theme.code(self.said(bracket.uid).colour).colour)
        faint.setAlphaF(0.45)
        painter.setPen(QPen(faint, 1))
        start = max(bracket.top + 1, min(y, bracket.bottom - 1))
        bend = at - theme.px(8)
        painter.drawPolyline(
            [QPointF(x + 1, start), QPointF(bend, start), QPointF(at - theme.px(3), y)]
        )

    def _name(self, painter: QPainter, name: Name, at: float) -> None:
        theme, said = self._page.theme, self.said(name.uid)
        active, look = name.uid == self.active, theme.code(said.colour)
        px = theme.px
        font = theme.font("small", bold=active)
        measure = QFontMetricsF(font)
        signs = [icon for icon, there in (("star", said.star), ("memo", said.memo)) if there]
        room = self.width() - at - px(24) - len(signs) * px(17)
        shown = measure.elidedText(said.name, Qt.TextElideMode.ElideRight, room)
        long = measure.horizontalAdvance(shown)
        half = px(10)
        area = QRectF(at - px(3), name.y - half, px(26) + long + len(signs) * px(17), 2 * half)
        if active:
            underlay.fill(
                painter,
                Box(area.x(), area.y(), area.width(), area.height()),
                theme.tint(said.colour),
                px(4),
            )
        draw_mark(painter, look.mark, at + px(6), name.y, look.colour, px(8))
        painter.setFont(font)
        painter.setPen(look.text)
        words = QRectF(at + px(16), name.y - half, long + 1, 2 * half)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        for i, icon in enumerate(signs):
            across = words.right() + px(4) + i * px(17)
            draw_icon(painter, icon, across, name.y - px(7), look.text, px(14))  # type: ignore[arg-type]
        self._areas.append((area, name.uid, ()))

    def _more(self, painter: QPainter, name: Name, at: float) -> None:
        theme = self._page.theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme["ink3"])
        half = theme.px(10)
        area = QRectF(at + theme.px(16), name.y - half, self.width() - at, 2 * half)
        words = tr("+{number} more", number=len(name.hidden))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        self._areas.append((area, "", name.hidden))

    def at(self, place: QPoint) -> tuple[str, tuple[str, ...]]:
        """The coding whose bracket or name is there, or those counted there."""
        for area, uid, hidden in reversed(self._areas):
            if area.contains(place):
                return uid, hidden
        return "", ()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        uid, hidden = self.at(event.position().toPoint())
        if uid or hidden:
            self.chosen.emit(uid or hidden[0])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            uid, hidden = self.at(event.pos())
            said = self.tip(uid) if uid else "<br>".join(self.tip(u) for u in hidden[:12])
            if said:
                QToolTip.showText(event.globalPos(), said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
