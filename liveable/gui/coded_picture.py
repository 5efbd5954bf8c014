"""A small picture of coded text, painted from invented words in the colours of the theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from liveable.core.colours import BRANCHES
from liveable.gui.theme import Theme, draw_mark
from liveable.gui.words import tr

_ASKED = ("INT", "Did you do anything back?")
_SAID = (
    "M07",
    "I made a pot of soup on the Sunday and left a tub at his door. I'd hand it in, mind. I would "
    "never go in and sit down. He's got his own life, and I'm not one for living in other folk's "
    "pockets.",
)
# Code, colour, first words and last.
_CODED = (
    ("Returning the favour", BRANCHES[0][4], "I made", "his door."),
    ("Not overstepping", BRANCHES[0][0], "I'd hand", "pockets."),
    ("Reserved and private", BRANCHES[2][1], "I'm not", "pockets."),
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """One coding where it lies: a rectangle to a line, from its first line to its last."""

    name: str
    colour: str
    areas: tuple[QRectF, ...]


class CodedPicture(QWidget):
    """Two turns of an interview with three codings and their brackets in the margin."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._turns: list[QTextLayout] = []
        self._spots: list[_Spot] = []
        self._height = 0.0
        self.setAccessibleName(tr("A passage of an interview with three codings in its margin"))
        theme.changed.connect(self._fit)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _, _, height = self._laid(width)
        return round(height)

    def sizeHint(self) -> QSize:
        width = self._theme.px(600)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        self._turns, self._spots, self._height = self._laid(self.width())
        self.updateGeometry()
        self.update()

    def _margin(self) -> float:
        small = QFontMetricsF(self._theme.font("small"))
        return max(small.horizontalAdvance(name) for name, *_ in _CODED) + self._theme.px(64)

    def _laid(self, width: int) -> tuple[list[QTextLayout], list[_Spot], float]:
        px = self._theme.px
        room = max(float(px(120)), width - self._margin() - px(12))
        y = 0.0
        turns = []
        for who, words in (_ASKED, _SAID):
            turn = self._turn(who, words)
            turn.setPosition(QPointF(0, y))
            turn.beginLayout()
            height = 0.0
            while (line := turn.createLine()).isValid():
                line.setLineWidth(room)
                line.setPosition(QPointF(0, height))
                height += px(26)
            turn.endLayout()
            turns.append(turn)
            y += height + px(10)
        return turns, [self._spot(turns[1], *coded) for coded in _CODED], y - px(6)

    def _turn(self, who: str, words: str) -> QTextLayout:
        theme, asked = self._theme, who == _ASKED[0]
        turn = QTextLayout(f"{who}: {words}", theme.font("reading", reading=True))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        turn.setTextOption(option)
        label, said = QTextCharFormat(), QTextCharFormat()
        label.setFont(theme.font("small", bold=True))
        label.setForeground(theme["ink3" if asked else "ink"])
        said.setForeground(theme["ink2" if asked else "ink"])
        formats = []
        for start, length, form in ((0, len(who) + 1, label), (len(who) + 1, len(words) + 1, said)):
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length, stretch.format = start, length, form
            formats.append(stretch)
        turn.setFormats(formats)
        return turn

    def _spot(self, turn: QTextLayout, name: str, colour: str, first: str, last: str) -> _Spot:
        text, areas = turn.text(), []
        start = text.index(first)
        stop = text.index(last, start) + len(last)
        for number in range(turn.lineCount()):
            line = turn.lineAt(number)
            a = max(start, line.textStart())
            b = min(stop, line.textStart() + line.textLength())
            if a >= b:
                continue
            left, right = _x(line, a), min(_x(line, b), line.naturalTextWidth())
            top = turn.position().y() + line.y()
            areas.append(QRectF(left, top, right - left, self._theme.px(26)))
        return _Spot(name, colour, tuple(areas))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot in self._spots:
            for area in spot.areas:
                path = QPainterPath()
                path.addRoundedRect(area.adjusted(-1, 2, 1, -2), 3, 3)
                painter.fillPath(path, self._theme.tint(spot.colour))
        for turn in self._turns:
            painter.setPen(self._theme["ink"])
            turn.draw(painter, QPointF(0, self._theme.px(2)))
        self._brackets(painter)

    def _brackets(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        left = self.width() - self._margin() + px(10)
        names, free = left + px(32), 0.0
        painter.setFont(theme.font("small"))
        for number, spot in enumerate(self._spots):
            look = theme.code(spot.colour)
            x = left + (px(9) if number == 1 else 0)
            top, bottom = spot.areas[0].top() + 4, spot.areas[-1].bottom() - 4
            y = max(spot.areas[0].center().y(), free)
            free = y + px(22)
            painter.setPen(QPen(look.colour, 1.6, c=Qt.PenCapStyle.FlatCap))
            corners = ((x - 4, top), (x, top), (x, bottom), (x - 4, bottom))
            painter.drawPolyline([QPointF(*corner) for corner in corners])
            faint = QPen(look.colour, 1)
            colour = faint.color()
            colour.setAlphaF(0.45)
            faint.setColor(colour)
            painter.setPen(faint)
            meets = min(y, bottom - 1)
            painter.drawPolyline([QPointF(x + 1, meets), QPointF(names - 8, meets),
                                  QPointF(names - 3, y)])  # fmt: skip
            draw_mark(painter, look.mark, names + px(5), y, look.colour, px(8))
            painter.setPen(look.text)
            words = QRectF(names + px(15), y - px(10), self.width() - names - px(15), px(20))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), spot.name)


def _x(line: object, place: int) -> float:
    found = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)
