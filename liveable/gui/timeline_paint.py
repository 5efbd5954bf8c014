"""How the timeline is drawn: names at the left, dates above, marks and signs on their lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from liveable.core.timeline import Piece
from liveable.gui import time_axis, timeline_words
from liveable.gui.parts import draw_icon
from liveable.gui.theme import CodeLook, Theme, draw_mark
from liveable.gui.time_axis import Tick, Unit
from liveable.gui.timeline_places import SIGN, Mark, Sign
from liveable.gui.timeline_rows import LANE, UNDER, Row, Rows
from liveable.gui.words import MONTHS, tr
from liveable.store.queries import CodeRow

HEADER = 38  # pixels that the dates above take
PAD = 10  # pixels before the first day and after the last
_TICK = 26  # pixels between two dates at the least
_TALLEST, _LOWEST = 11, 4  # pixels of the longest entry, and of the shortest
_ICON = 13  # pixels of a document's icon
_SIZES = (5, 6, 8)  # pixels of a sign for one coding, two, and more
_FAINT = 0.35  # of what is not of the code that was chosen
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ONE_LINE = Qt.TextFlag.TextSingleLine


@dataclass
class Picture:
    """What is painted with: ``chosen`` are the codes that stand out, none for all alike;
    ``names`` is how wide the names are, ``x`` and ``y`` how far it is scrolled.
    """

    theme: Theme
    rows: Rows
    codes: Mapping[str, CodeRow]
    chosen: frozenset[str]
    longest: int
    names: float
    x: float
    y: float
    wide: float
    high: float
    current: tuple[int, int] | None
    focus: bool

    @property
    def left(self) -> float:
        """Where the first day is."""
        return self.names + self.theme.px(PAD) - self.x

    @property
    def header(self) -> float:
        """How much the dates take above the rows."""
        return self.theme.px(HEADER)


def paint(painter: QPainter, picture: Picture) -> None:
    """Draw all that is in sight."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    header, wide, high = picture.header, picture.wide, picture.high
    painter.save()
    painter.setClipRect(QRectF(picture.names, 0, wide - picture.names, high))
    _lines_of_dates(painter, picture)
    painter.setClipRect(QRectF(0, header, wide, high - header))
    shown = list(picture.rows.between(picture.y, picture.y + high - header))
    for row in shown:
        _row(painter, picture, row, header + row.top - picture.y)
    painter.fillRect(QRectF(0, header, picture.names, high), picture.theme["panel"])
    for row in shown:
        _name(painter, picture, row, header + row.top - picture.y)
    painter.restore()
    painter.fillRect(QRectF(picture.names, 0, 1, high), picture.theme["line"])
    painter.fillRect(QRectF(0, header - 1, wide, 1), picture.theme["line"])


# --- the dates above


def _lines_of_dates(painter: QPainter, picture: Picture) -> None:
    theme, axis, px = picture.theme, picture.rows.axis, picture.theme.px
    unit = time_axis.finest(axis.day, px(_TICK))
    above: Unit | None = "month" if unit in ("day", "week") else None if unit == "year" else "year"
    half = picture.header / 2
    painter.setFont(theme.font("tiny"))
    for stretch in axis.stretches:
        if stretch.cut:
            box = QRectF(picture.left + stretch.x, 0, stretch.wide, picture.high)
            _cut(painter, picture, box, stretch.last - stretch.first + 1)
    if (x := _here(picture)) is not None:
        painter.fillRect(QRectF(picture.left + x, half, 1, picture.high), theme["hover"])
    ticks = list(axis.ticks(unit))
    measure = QFontMetricsF(painter.font())
    for tick, end in zip(ticks, _ends(ticks, picture), strict=True):
        x, said = picture.left + tick.x, _tick(tick, unit)
        painter.fillRect(QRectF(x, picture.header - px(6), 1, px(6)), theme["edge"])
        box = QRectF(x + px(3), half - px(2), measure.horizontalAdvance(said) + 1, half)
        if box.right() <= picture.left + end:
            painter.setPen(theme["ink3"])
            painter.drawText(box, int(_LEFT | _ONE_LINE), said)
    if above is not None and axis.stretches:
        _above(painter, picture, above)
    if picture.rows.wide > axis.wide:
        x = picture.left + (axis.wide + px(PAD) if axis.stretches else 0)
        painter.setPen(theme["ink3"])
        painter.setFont(theme.font("tiny"))
        box = QRectF(x + px(6), half - px(2), px(90), half)
        painter.drawText(box, int(_LEFT | _ONE_LINE), tr("No date"))
        if axis.stretches:
            painter.fillRect(QRectF(x, 0, 1, picture.high), theme["line"])


def _here(picture: Picture) -> float | None:
    """Where what was gone to is."""
    if picture.current is None:
        return None
    number, piece = picture.current
    return picture.rows.rows[number].placed[piece].middle


def _tick(tick: Tick, unit: Unit) -> str:
    day = date.fromordinal(tick.day)
    if unit == "year":
        return str(day.year)
    return str(day.day) if unit in ("day", "week") else timeline_words.short_month(day.month)


def _above(painter: QPainter, picture: Picture, unit: Unit) -> None:
    """Months or years in the upper line; the one that is scrolled through stays in sight."""
    theme, axis, px = picture.theme, picture.rows.axis, picture.theme.px
    font = theme.font("tiny", bold=True)
    measure = QFontMetricsF(font)
    painter.setFont(font)
    starts = list(axis.ticks(unit))
    begun = {tick.day for tick in starts}
    starts += [
        Tick(stretch.first, stretch.x)
        for stretch in axis.stretches
        if not stretch.cut and stretch.first not in begun
    ]
    starts.sort()
    edge = picture.names + px(4)
    for tick, end in zip(starts, _ends(starts, picture), strict=True):
        left, right = picture.left + tick.x + px(3), picture.left + end - px(6)
        if tick.day in begun:
            for top, high in ((0, picture.header / 2), (picture.header, picture.high)):
                painter.fillRect(QRectF(left - px(3), top, 1, high), theme["line"])
        for said in _forms(date.fromordinal(tick.day), unit):
            long = measure.horizontalAdvance(said)
            at = max(left, min(edge, right - long))
            if at + long <= right and right > edge:
                painter.setPen(theme["ink2"])
                box = QRectF(at, px(2), long + 1, picture.header / 2)
                painter.drawText(box, int(_LEFT | _ONE_LINE), said)
                break


def _ends(ticks: Sequence[Tick], picture: Picture) -> list[float]:
    """How far the room of each tick reaches: to the next one, to what is cut, to what has no date,
    or, behind the last day, to the edge.
    """
    axis, wide = picture.rows.axis, picture.rows.wide
    last = axis.wide if wide > axis.wide else max(axis.wide, picture.wide - picture.left)
    cuts = [stretch.x for stretch in axis.stretches if stretch.cut]
    edges = sorted([*cuts, *(tick.x for tick in ticks), last])
    return [edges[bisect_right(edges, tick.x)] if tick.x < last else tick.x for tick in ticks]


def _forms(day: date, unit: Unit) -> tuple[str, ...]:
    """What may be written of a month or a year, the longest first."""
    year, few = str(day.year), f"’{day.year % 100:02}"
    if unit == "year":
        return year, few
    month, short = tr(MONTHS[day.month - 1]), timeline_words.short_month(day.month)
    return f"{month} {year}", f"{short} {year}", f"{short} {few}", short


def _cut(painter: QPainter, picture: Picture, box: QRectF, days: int) -> None:
    """A stretch that is cut short: paler, torn at both sides, with how long it is."""
    theme, px = picture.theme, picture.theme.px
    inner = box.adjusted(px(5), 0, -px(5), 0)
    painter.fillRect(inner, theme["hover"])
    painter.setPen(QPen(theme["edge"], 1))
    step, side = px(4), px(2)
    for x in (inner.left(), inner.right()):
        torn = [QPointF(x + (side if n % 2 else -side), n * step) for n in range(20)]
        painter.drawPolyline([point for point in torn if point.y() < picture.header])
    painter.setPen(theme["ink2"])
    words = timeline_words.length(days)
    number, _, unit = words.partition(" ")
    measure = QFontMetricsF(painter.font())
    lines = (words,) if measure.horizontalAdvance(words) <= inner.width() else (number, unit)
    high = picture.header / 2
    for at, said in enumerate(lines):
        top = at * high if len(lines) > 1 else high / 2
        painter.drawText(
            QRectF(box.left(), top, box.width(), high),
            int(Qt.AlignmentFlag.AlignCenter | _ONE_LINE),
            said,
        )


# --- the rows


def _row(painter: QPainter, picture: Picture, row: Row, top: float) -> None:
    theme, px = picture.theme, picture.theme.px
    if not row.code:
        painter.fillRect(QRectF(0, top + row.high - 1, picture.wide, 1), theme["line"])
    painter.save()
    painter.setClipRect(
        QRectF(picture.names, max(top, picture.header), picture.wide, row.high),
        Qt.ClipOperation.IntersectClip,
    )
    painter.translate(picture.left, top)
    first, last = picture.x - px(PAD) - px(40), picture.x + picture.wide
    if row.code:
        middle = row.high / 2
        for sign in row.signs:
            if first <= sign.x <= last:
                _sign(painter, picture, sign, middle, px(9), alone=True)
                _count(painter, picture, row, sign, middle)
    else:
        _base(painter, picture, row, first, last)
        for mark in row.placed:
            if mark.x <= last and mark.x + mark.wide >= first:
                _mark(painter, picture, row, mark)
        for sign in row.signs:
            if first <= sign.x <= last:
                y = row.base + px(UNDER) + (sign.row + 0.5) * px(SIGN)
                _sign(painter, picture, sign, y, px(_SIZES[min(sum(sign.codes.values()), 3) - 1]))
    _current(painter, picture, row)
    painter.restore()


def _base(painter: QPainter, picture: Picture, row: Row, first: float, last: float) -> None:
    """The line things stand on, broken where there is a gap worth a word."""
    theme, px = picture.theme, picture.theme.px
    dated = row.placed[: len(row.line.gaps)]
    if not dated:
        return
    y = row.base + 0.5
    x = dated[0].x
    firm, open_ = QPen(theme["edge"], 1), QPen(theme["ink3"], 1, Qt.PenStyle.DotLine)
    font = theme.font("tiny")
    measure = QFontMetricsF(font)
    painter.setFont(font)
    for gap in row.gaps:
        if gap.x + gap.wide < first or gap.x > last:
            continue
        painter.setPen(firm)
        painter.drawLine(QPointF(x, y), QPointF(gap.x, y))
        painter.setPen(open_)
        painter.drawLine(QPointF(gap.x, y), QPointF(gap.x + gap.wide, y))
        x = gap.x + gap.wide
        for said in timeline_words.gap_forms(gap.days):
            if measure.horizontalAdvance(said) + px(4) <= gap.wide:
                painter.setPen(theme["ink3"])
                box = QRectF(gap.x, y - px(15), gap.wide, px(14))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | _ONE_LINE), said)
                break
    painter.setPen(firm)
    painter.drawLine(QPointF(x, y), QPointF(max(m.x + m.wide for m in dated), y))


def _mark(painter: QPainter, picture: Picture, row: Row, mark: Mark) -> None:
    """An entry, the longer the taller; a document by its icon; a week or a month as a bar."""
    theme, px = picture.theme, picture.theme.px
    piece = row.beside(mark.piece)
    box = box_of(row, mark, picture)
    painter.save()
    if picture.chosen and not picture.chosen & piece.codes.keys():
        painter.setOpacity(_FAINT if theme.name != "contrast" else 0.5)
    if piece.entry and not _is_bar(piece):
        share = sqrt((piece.stop - piece.start) / max(1, picture.longest))
        box.setTop(box.bottom() - px(_LOWEST) - share * (px(_TALLEST) - px(_LOWEST)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["ink3"])
        painter.drawRoundedRect(box, 1.5, 1.5)
    elif not _is_bar(piece):
        side = px(_ICON)
        y = box.bottom() - side
        draw_icon(painter, piece.kind, box.center().x() - side / 2, y, theme["ink"], side)
    else:
        painter.setPen(QPen(theme["ink3"], 1))
        painter.setBrush(theme["paper"])
        painter.drawRoundedRect(box.adjusted(0.5, px(3), -0.5, -0.5), 2, 2)
    painter.restore()


def _is_bar(piece: Piece) -> bool:
    return piece.days is not None and piece.days.last > piece.days.first


def box_of(row: Row, mark: Mark, picture: Picture) -> QRectF:
    """The room of a mark in its row."""
    px = picture.theme.px
    bottom = row.base - mark.lane * px(LANE)
    return QRectF(mark.x, bottom - px(_TALLEST), mark.wide, px(_TALLEST))


def _sign(
    painter: QPainter, picture: Picture, sign: Sign, y: float, size: float, *, alone: bool = False
) -> None:
    """The mark of the code that is there most; one ``alone`` in its row is as strong as all."""
    theme, chosen = picture.theme, picture.chosen
    meant = {code: n for code, n in sign.codes.items() if code in chosen} or sign.codes
    look = _look(picture, max(meant, key=lambda code: meant[code]))
    colour = QColor(look.colour)
    if chosen and not alone:
        if meant is sign.codes:
            colour.setAlphaF(_FAINT if theme.name != "contrast" else 0.5)
        else:
            size = theme.px(_SIZES[-1])
    draw_mark(painter, look.mark, sign.x, y, colour, size)


def _count(painter: QPainter, picture: Picture, row: Row, sign: Sign, y: float) -> None:
    """How often a code is there, where that is more than once and there is room to say so."""
    px, count = picture.theme.px, sum(sign.codes.values())
    if count > 1 and row.axis.day >= px(20):
        painter.setPen(picture.theme["ink3"])
        painter.setFont(picture.theme.font("tiny"))
        box = QRectF(sign.x + px(6), y - px(8), px(16), px(16))
        painter.drawText(box, int(_LEFT | _ONE_LINE), f"{count}")


def _look(picture: Picture, code: str) -> CodeLook:
    found = picture.codes.get(code)
    return picture.theme.code(found.colour if found else "#808080")


def _current(painter: QPainter, picture: Picture, row: Row) -> None:
    """The frame around what was gone to."""
    at = picture.current
    if at is None or picture.rows.rows[at[0]] is not row or at[1] >= len(row.placed):
        return
    theme, px = picture.theme, picture.theme.px
    mark = row.placed[at[1]]
    box = box_of(row, mark, picture).adjusted(-px(3), -px(3), px(3), px(2))
    if row.code:
        box = QRectF(mark.middle - px(8), row.high / 2 - px(8), px(16), px(16))
    painter.setPen(QPen(theme["accent"], px(2) if picture.focus else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, px(4), px(4))


def _name(painter: QPainter, picture: Picture, row: Row, top: float) -> None:
    """Whose row it is, and how much there is."""
    theme, px = picture.theme, picture.theme.px
    here = picture.current is not None and picture.rows.rows[picture.current[0]] is row
    box = QRectF(px(12), top, picture.names - px(20), row.high)
    if here:
        painter.fillRect(QRectF(0, top, picture.names, row.high - 1), theme["chosen"])
        if picture.theme.name == "contrast":
            painter.fillRect(QRectF(0, top, px(4), row.high - 1), theme["accent"])
    if row.code:
        _code_name(painter, picture, row, box)
        return
    font = theme.font("body", bold=True)
    painter.setFont(font)
    painter.setPen(theme["ink"])
    high = QFontMetricsF(font).height()
    _elided(painter, QRectF(box.left(), top + px(6), box.width(), high), row.line.name)
    painter.setFont(theme.font("small"))
    painter.setPen(theme["ink3"])
    below = QRectF(box.left(), top + px(6) + high, box.width(), high)
    if below.bottom() <= top + row.high:
        _elided(painter, below, timeline_words.counts(row.line))


def _code_name(painter: QPainter, picture: Picture, row: Row, box: QRectF) -> None:
    theme, px = picture.theme, picture.theme.px
    code, look = picture.codes[row.code], _look(picture, row.code)
    strong = row.code in picture.chosen
    draw_mark(painter, look.mark, box.left() + px(5), box.center().y(), look.colour, px(9))
    font = theme.font("small")
    painter.setFont(font)
    painter.setPen(theme["ink3"])
    count = f"{sum(piece.codes.get(row.code, 0) for piece in row.line.pieces):,}"
    painter.drawText(box, int(_RIGHT | _ONE_LINE), count)
    long = QFontMetricsF(font).horizontalAdvance(count) + px(8)
    painter.setFont(theme.font("small", bold=strong))
    painter.setPen(look.text)
    _elided(painter, box.adjusted(px(16), 0, -long, 0), code.name)


def _elided(painter: QPainter, box: QRectF, words: str) -> None:
    """Words in one line, cut where there is no room; those written from the right stay left."""
    measure = QFontMetricsF(painter.font())
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(_LEFT | Qt.AlignmentFlag.AlignAbsolute | _ONE_LINE), shown)
