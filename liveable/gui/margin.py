"""Beside the words: numbers of the paragraphs on the left, brackets with their names on the right.

Both paint only what is in sight, from geometry that is plain data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
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

from liveable.core.faces import Face
from liveable.core.index import Index
from liveable.gui import lanes, underlay
from liveable.gui.lanes import Bracket, Name, Track
from liveable.gui.page import Page
from liveable.gui.parts import draw_icon
from liveable.gui.theme import draw_mark
from liveable.gui.underlay import Box
from liveable.gui.words import tr
from liveable.store.queries import CodingRow

HEAD = 20  # pixels that the coders' initials take above their lanes
LEAST = 56  # pixels a name needs to be worth its while
LEAST_WITH = 84  # with its coder
NAMES = 180  # pixels in which most names and coders can be read
_ONE_LINE = Qt.TextFlag.TextSingleLine


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
    """What the margin writes of a coding: its code's name, its colour and signs, and its coder,
    where those are told apart.
    """

    name: str
    colour: str
    star: bool
    memo: bool
    coder: str = ""
    initials: str = ""


class Margin(QWidget):
    """Brackets and names of the codings in sight. ``chosen`` carries the uid of one clicked.

    ``heads`` are the coders who have lanes of their own, in the order of their places.
    """

    chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.index: Index[CodingRow] | None = None
        self.active = ""
        self.said: Callable[[str], Said] = lambda _uid: Said("", "#000000", False, False)
        self.tip: Callable[[str], str] = lambda _uid: ""
        self.heads: Callable[[], tuple[Face, ...]] = tuple
        self._areas: list[tuple[QRectF, str, tuple[str, ...]]] = []
        self._heads: list[tuple[QRectF, Face]] = []
        self.setAccessibleName(tr("Codings beside the text"))
        page.scrolled.connect(self.update)

    def show_index(self, index: Index[CodingRow]) -> None:
        """Show these codings."""
        self.index = index
        self.update()

    def wanted(self, index: Index[CodingRow]) -> int:
        """How wide it would like to be for these codings: more where coders have lanes."""
        px = self._page.theme.px
        if not self.heads() or not len(index):
            return 0
        return round(lanes.end(lanes.tracks(index.lanes, True, px), px)) + px(NAMES)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._areas, self._heads = [], []
        if self.index is None or not len(self.index):
            return
        theme, height, heads = self._page.theme, self.height(), self.heads()
        across = lanes.tracks(self.index.lanes, bool(heads), theme.px, self.width())
        found = lanes.brackets(self._page.shown(), self.index, height, across, theme.px(4))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heads:
            self._name_lanes(painter, heads, across)
            painter.setClipRect(0, theme.px(HEAD), self.width(), height)
        for bracket in sorted(found, key=lambda b: b.uid == self.active):
            self._bracket(painter, bracket)
        at = lanes.end(across, theme.px)
        if self.width() - at >= theme.px(LEAST_WITH if heads else LEAST):
            self._name_codings(painter, found, at, theme.px(HEAD) if heads else 0)
        # else there is no room for any name: hovering and the caret still tell them

    def _name_lanes(
        self, painter: QPainter, heads: Sequence[Face], across: Mapping[int, Track]
    ) -> None:
        """Write above the lanes of each coder whose they are."""
        theme, px = self._page.theme, self._page.theme.px
        font = theme.font("tiny", bold=True)
        measure = QFontMetricsF(font)
        painter.setFont(font)
        for face in heads:
            track = across[face.place]
            box = QRectF(track.left, 0, track.wide, px(HEAD))
            painter.setPen(theme["ink2"])
            centred = Qt.AlignmentFlag.AlignCenter | _ONE_LINE
            letters = face.initials  # as many of them as there is room for
            while len(letters) > 1 and measure.horizontalAdvance(letters) > track.wide + px(3):
                letters = letters[:-1]
            painter.drawText(box.adjusted(-px(2), 0, px(2), -px(4)), centred, letters)
            bar = QRectF(track.left, box.bottom() - px(5), track.wide, px(3))
            painter.fillRect(bar, theme.code(face.colour).colour)
            self._heads.append((box, face))

    def _name_codings(
        self, painter: QPainter, found: Sequence[Bracket], at: float, top: float
    ) -> None:
        """Write the codes' names; where coders are told apart, one name for all who mean it."""
        assert self.index is not None
        px, index = self._page.theme.px, self.index
        together = {bracket.uid: [bracket.uid] for bracket in found}
        if top:
            together = lanes.alike(found, lambda uid: _code(index, uid), self.active)
        by_uid = {bracket.uid: bracket for bracket in found}
        named = [by_uid[uid] for uid in together]
        step, reach = px(lanes.STEP), lanes.REACH
        for name in lanes.names(named, self.height(), step, reach, self.active, top):
            if name.uid:
                for uid in together[name.uid]:
                    self._leader(painter, by_uid[uid], at, name.y)
                self._name(painter, name, at, together[name.uid])
            else:
                self._more(painter, name, at, [u for uid in name.hidden for u in together[uid]])

    def _bracket(self, painter: QPainter, bracket: Bracket) -> None:
        theme, active, x = self._page.theme, bracket.uid == self.active, bracket.x
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

    def _leader(self, painter: QPainter, bracket: Bracket, at: float, y: float) -> None:
        theme, x = self._page.theme, bracket.x
        faint = QColor(theme.code(self.said(bracket.uid).colour).colour)
        faint.setAlphaF(0.45)
        painter.setPen(QPen(faint, 1))
        start = max(bracket.top + 1, min(y, bracket.bottom - 1))
        bend = at - theme.px(8)
        painter.drawPolyline(
            [QPointF(x + 1, start), QPointF(bend, start), QPointF(at - theme.px(3), y)]
        )

    def _name(self, painter: QPainter, name: Name, at: float, uids: Sequence[str]) -> None:
        theme, said = self._page.theme, self.said(name.uid)
        active, look = name.uid == self.active, theme.code(said.colour)
        px = theme.px
        font = theme.font("small", bold=active)
        measure = QFontMetricsF(font)
        every = [self.said(uid) for uid in uids]
        there = (("star", any(s.star for s in every)), ("memo", any(s.memo for s in every)))
        signs = [icon for icon, is_there in there if is_there]
        room = self.width() - at - px(24) - len(signs) * px(17)
        who, far = self._who(every, measure, room - measure.horizontalAdvance(said.name))
        shown = measure.elidedText(said.name, Qt.TextElideMode.ElideRight, room - far)
        long, half = measure.horizontalAdvance(shown), px(10)
        wide = px(26) + long + far + len(signs) * px(17)
        area = QRectF(at - px(3), name.y - half, wide, 2 * half)
        if active:
            underlay.fill(
                painter,
                Box(area.x(), area.y(), area.width(), area.height()),
                theme.tint(said.colour),
                px(4),
            )
        draw_mark(painter, look.mark, at + px(6), name.y, look.colour, px(8))
        painter.setFont(font)
        ink = theme["ink"] if who else look.text
        painter.setPen(ink)
        words = QRectF(at + px(16), name.y - half, long + 1, 2 * half)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | _ONE_LINE, shown)
        if who:
            painter.setFont(theme.font("small"))
            painter.setPen(theme["ink3"])
            beside = words.translated(long + px(6), 0)
            beside.setWidth(far)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | _ONE_LINE, who)
        for i, icon in enumerate(signs):
            across = words.right() + far + px(4) + i * px(17)
            draw_icon(painter, icon, across, name.y - px(7), ink, px(14))  # type: ignore[arg-type]
        self._areas.append((area, name.uid, tuple(uids)))

    def _who(self, every: Sequence[Said], measure: QFontMetricsF, room: float) -> tuple[str, float]:
        """Whose codings these are, in as many letters as there is room for beside their code, and
        how much room that takes.
        """
        if not every[0].coder:
            return "", 0.0
        short = " ".join(said.initials for said in every)
        many = short if len(every) == 1 else f"×{len(every)}"
        for who in (", ".join(said.coder for said in every), short, many):
            far = measure.horizontalAdvance(who) + self._page.theme.px(6)
            if far <= room:
                break
        return who, far

    def _more(self, painter: QPainter, name: Name, at: float, uids: Sequence[str]) -> None:
        theme = self._page.theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme["ink3"])
        half = theme.px(10)
        area = QRectF(at + theme.px(16), name.y - half, self.width() - at, 2 * half)
        words = tr("+{number} more", number=len(uids))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        self._areas.append((area, "", tuple(uids)))

    def at(self, place: QPoint) -> tuple[str, tuple[str, ...]]:
        """The coding whose bracket or name is there, and all that are named or counted there."""
        for area, uid, uids in reversed(self._areas):
            if area.contains(place):
                return uid, uids
        return "", ()

    def _said_at(self, place: QPoint) -> str:
        for area, face in self._heads:
            if area.contains(place):
                return escape(face.name)
        uid, uids = self.at(place)
        return "<br>".join(self.tip(each) for each in (uids or (uid,))[:12] if each)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        uid, uids = self.at(event.position().toPoint())
        if uid or uids:
            self.chosen.emit(uid or uids[0])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if said := self._said_at(event.pos()):
                QToolTip.showText(event.globalPos(), said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _code(index: Index[CodingRow], uid: str) -> str:
    found = index.get(uid)
    return found.code if found else ""
