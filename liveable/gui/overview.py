"""The whole text in one strip: where codings are and what is in sight; a click goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from liveable.core.index import Index
from liveable.core.spans import Span
from liveable.gui.page import Page
from liveable.gui.words import tr
from liveable.store.queries import CodingRow

_SOON = 60  # ms until codings that changed are drawn again


class Stroke(NamedTuple):
    """Some rows of pixels in one colour."""

    y: int
    height: int
    colour: str


def strokes(
    codings: Iterable[CodingRow], length: int, height: int, colour: Callable[[CodingRow], str]
) -> list[Stroke]:
    """Where codings are in a strip so high; of several in one row of pixels, the last one shows."""
    rows: dict[int, str] = {}
    share = height / max(1, length)
    for coding in codings:
        first, shade = int(coding.start * share), colour(coding)
        for row in range(first, max(first + 2, int(coding.stop * share))):
            rows[row] = shade
    found: list[Stroke] = []
    for row in sorted(rows):
        if found and found[-1].colour == rows[row] and found[-1].y + found[-1].height == row:
            found[-1] = found[-1]._replace(height=found[-1].height + 1)
        else:
            found.append(Stroke(row, 1, rows[row]))
    return found


class Overview(QWidget):
    """The strip at the right edge; it stands in the place of a scroll bar."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.index: Index[CodingRow] | None = None
        self._matches: list[Span] = []
        self._ticks: tuple[int, list[int]] = (0, [])  # rows of pixels with a match, for a height
        self.shade: Callable[[CodingRow], str] = lambda _coding: ""
        self._picture: QPixmap | None = None
        self._held: float | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.renew)
        self.setAccessibleName(tr("Where codings are in the text"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        page.scrolled.connect(self.update)

    def show_index(self, index: Index[CodingRow], *, soon: bool = False) -> None:
        """Show these codings, now or when the present act is painted."""
        self.index = index
        (self.renew_soon if soon else self.renew)()

    def show_matches(self, matches: list[Span]) -> None:
        """Show where the find bar found something."""
        self._matches, self._ticks = matches, (0, [])
        self.update()

    def renew_soon(self) -> None:
        """Draw the codings again when the present act is painted."""
        self._soon.start(_SOON)

    def renew(self) -> None:
        """Draw the codings again."""
        self._picture = None
        self.update()

    def _length(self) -> int:
        return max(1, len(self._page.opened.body)) if self._page.opened else 1

    def sight(self) -> tuple[float, float]:
        """The part of the strip that is in sight: its top and its height."""
        page = self._page
        bar = page.verticalScrollBar()
        if bar.maximum() <= bar.minimum():
            return 0.0, float(self.height())
        shown = [row for paragraph in page.shown() for row in paragraph.rows]
        seen = [row for row in shown if row.top + row.height > 0 and row.top < page.height()]
        if not seen:
            return 0.0, 0.0
        share = self.height() / self._length()
        top, bottom = seen[0].start * share, seen[-1].stop * share
        high = max(bottom - top, self._page.theme.px(14))
        return min(top, self.height() - high), high

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page.opened is None:
            return
        theme = self._page.theme
        painter = QPainter(self)
        top, high = self.sight()
        painter.fillRect(0, 0, 1, self.height(), theme["line"])
        if high < self.height():
            painter.fillRect(QRectF(1, top, self.width() - 1, high), theme["hover"])
            painter.fillRect(QRectF(1, top, 2, high), theme["edge"])
        if self._picture is None or self._picture.deviceIndependentSize() != self.size().toSizeF():
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)
        if self._ticks[0] != self.height():
            share = self.height() / self._length()
            rows = {int(match.start * share) // 2 * 2 for match in self._matches}
            self._ticks = (self.height(), sorted(rows))
        for y in self._ticks[1]:
            painter.fillRect(QRectF(1, y, theme.px(5), 2), theme["accent"])

    def _drawn(self) -> QPixmap:
        scale = self.devicePixelRatio()
        picture = QPixmap(round(self.width() * scale), round(self.height() * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        if self.index is not None:
            painter = QPainter(picture)
            theme, px = self._page.theme, self._page.theme.px
            for stroke in strokes(self.index, self._length(), self.height(), self.shade):
                colour = theme.code(stroke.colour).colour
                painter.fillRect(
                    QRectF(px(6), stroke.y, self.width() - px(8), stroke.height), colour
                )
            painter.end()
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        top, high = self.sight()
        y = event.position().y()
        self._held = y - top if top <= y <= top + high else high / 2
        self._go(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._go(event.position().y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._page.wheelEvent(event)

    def _go(self, y: float) -> None:
        share = (y - (self._held or 0.0)) / max(1, self.height())
        point = round(share * self._length())
        self._page.show_from(max(0, min(point, self._length() - 1)))
