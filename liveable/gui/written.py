"""What people wrote, as it is read: text that wraps however narrow it gets, and tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from liveable.gui.parts import Part, tip
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_BREAKS = re.compile("[\n\r\u2028\u2029\t\v\f\x85]")
_LEAST = 40  # pixels: narrower than this nothing is readable anyway


class Written(QLabel):
    """Plain text that breaks anywhere if it must; ``clicked`` when it is pressed.

    Of more than ``most`` lines (0: any number) the last shown ends in an ellipsis.
    """

    clicked = Signal()

    def __init__(self, t: Part = "body", lines: float = 1.3, most: int = 0) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("t", t)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Show this text, or nothing at all where there is none."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text.strip()))

    def _laid_out(self, width: float) -> tuple[QTextLayout, float]:
        """The lines at a width, and how tall they are together."""
        text = self.text().strip().replace("\n", "\u2028")
        layout, starts, tall = self._broken(text, width)
        if 0 < self._most < len(starts):
            kept = text.encode("utf-16-le")[: starts[self._most] * 2 - 4]  # room for the ellipsis
            shown = kept.decode("utf-16-le", "ignore").rstrip() + "…"
            layout, _, tall = self._broken(shown, width)
        return layout, tall

    def _broken(self, text: str, width: float) -> tuple[QTextLayout, list[int], float]:
        layout = QTextLayout(text, self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        step = round(QFontMetricsF(self.font()).height() * self._lines / 1.21)
        starts, top = [], 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, _LEAST))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            starts.append(line.textStart())
            top += step
        layout.endLayout()
        return layout, starts, top

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1])

    def sizeHint(self) -> QSize:
        width = max(self.width(), _LEAST * 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Tags(QWidget):
    """Phrases side by side, in as many rows as ``most``; how many more there are is said."""

    clicked = Signal()

    def __init__(self, theme: Theme, what: str, most: int = 4) -> None:
        super().__init__()
        self._theme, self._what, self._most = theme, what, most
        self.phrases: Sequence[str] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """Show these phrases, or nothing at all where there are none."""
        self.phrases = phrases
        self.setAccessibleName(f"{self._what}: {', '.join(phrases)}")
        self.setToolTip(tip("\n".join(phrases)))
        self.setVisible(bool(phrases))
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> list[tuple[QRectF, str]]:
        """Each tag's box and words; the last may say how many are left out."""
        metrics, pad = QFontMetrics(self._theme.font("small")), self._theme.px(14)
        sizes = [min(metrics.horizontalAdvance(p) + pad, width) for p in self.phrases]
        boxes = self._flowed(sizes, width)
        fit = sum(box.bottom() <= self._bottom for box in boxes)
        while fit and fit < len(boxes):  # give up tags until the rest's number has room
            more = tr("+ {number}", number=len(boxes) - fit)
            wide = min(metrics.horizontalAdvance(more) + pad, width)
            last = self._flowed([*sizes[:fit], wide], width)[-1]
            if last.bottom() <= self._bottom:
                return [*self._worded(boxes[:fit], metrics, pad), (last, more)]
            fit -= 1
        return self._worded(boxes, metrics, pad)

    def _worded(
        self, boxes: Sequence[QRectF], metrics: QFontMetrics, pad: int
    ) -> list[tuple[QRectF, str]]:
        cut = Qt.TextElideMode.ElideRight
        return [
            (box, metrics.elidedText(_BREAKS.sub(" ", phrase), cut, int(box.width()) - pad + 2))
            for box, phrase in zip(boxes, self.phrases, strict=False)
        ]

    @property
    def _step(self) -> int:
        return QFontMetrics(self._theme.font("small")).height() + self._theme.px(10)

    @property
    def _bottom(self) -> int:
        return self._step * self._most

    def _flowed(self, sizes: Sequence[int], width: int) -> list[QRectF]:
        """Boxes of these widths, from left to right and row below row."""
        gap, step = self._theme.px(6), self._step
        found: list[QRectF] = []
        x, y = 0, 0
        for size in sizes:
            if x and x + size > width:
                x, y = 0, y + step
            found.append(QRectF(x, y, size, step - gap))
            x += size + gap
        return found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(max(width, _LEAST))
        return round(places[-1][0].bottom()) + 1 if places else 0

    def sizeHint(self) -> QSize:
        width = max(self.width(), _LEAST * 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        for box, words in self._places(self.width()):
            painter.setPen(QPen(theme["line"], 1))
            painter.setBrush(theme["paper"])
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
            painter.setPen(theme["ink2"])
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
