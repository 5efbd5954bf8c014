"""Proportions with their intervals: a bar, a whisker over it, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveable.core.learned import Share
from liveable.gui.theme import Theme
from liveable.gui.words import tr


def percent(value: float) -> str:
    """A share of 1 in words: "78 %"."""
    return tr("{n} %", n=round(100 * value))


def between(share: Share) -> str:
    """Where a share lies with 95 % certainty: "70–85 %"."""
    return tr("{low}–{high} %", low=round(100 * share.low), high=round(100 * share.high))


def said(share: Share | None) -> str:
    """A share with its interval for a screen reader: "78 %, between 70 and 85 %"."""
    if share is None:
        return tr("not known")
    low, high = round(100 * share.low), round(100 * share.high)
    return tr("{value}, between {low} and {high} %", value=percent(share.value), low=low, high=high)


def draw_share(
    painter: QPainter, theme: Theme, box: QRectF, share: Share | None, role: str, least: float = 0
) -> None:
    """A bar as high as ``box``, filled in a colour of the theme; a whisker from end to end of its
    interval; and where ``least`` is above 0, a mark there.
    """
    px = theme.px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = min(box.height(), px(7))
    track = QRectF(box.left(), box.center().y() - high / 2, box.width(), high)
    painter.setPen(QPen(theme["edge"], 1) if theme.name == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(theme["paper" if theme.name == "contrast" else "line"])
    painter.drawRoundedRect(track, high / 2, high / 2)
    if share is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme[role])
        filled = QRectF(track.left(), track.top(), track.width() * share.value, high)
        painter.drawRoundedRect(filled, min(high, filled.width()) / 2, high / 2)
    if least:
        x = track.left() + track.width() * least
        painter.setPen(QPen(theme["ink2"], px(1.2)))
        painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
    if share is not None:
        low, top = (track.left() + track.width() * end for end in (share.low, share.high))
        middle, half = box.center().y(), high * 0.75
        for width, colour in ((3.0, theme["paper"]), (1.4, theme["ink"])):
            painter.setPen(QPen(colour, px(1) * width, Qt.PenStyle.SolidLine))
            painter.drawLine(QLineF(low, middle, top, middle))
            for end in (low, top):
                painter.drawLine(QLineF(end, middle - half, end, middle + half))
    painter.restore()


class ShareBar(QWidget):
    """One such bar; what it shows is said by the words beside it."""

    def __init__(
        self, theme: Theme, share: Share | None, role: str = "accent", least: float = 0
    ) -> None:
        super().__init__()
        self._theme, self._share, self._role, self._least = theme, share, role, least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(60))
        self.setMaximumWidth(theme.px(260))
        self.setAccessibleName(said(share))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(2, 1, -2, -1)
        draw_share(painter, self._theme, box, self._share, self._role, self._least)
        painter.end()
