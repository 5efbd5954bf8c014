"""Cue phrases, one a line, each with the number of places it is found in, counted as one types."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from liveable.gui.cue_counts import CueCounts
from liveable.gui.words import tr
from liveable.gui.work import Work


class Growing(QPlainTextEdit):
    """Several lines of plain text that take as much room as they need, up to ``most`` lines."""

    def __init__(self, name: str, least: int = 2, most: int = 12) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What is written, without white space at its end."""
        return self.toPlainText().rstrip()

    def _fit(self) -> None:
        step = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        wanted, most = 0, self._most * step
        block = self.document().firstBlock()
        while block.isValid() and wanted <= most:
            wanted += max(math.ceil(self.blockBoundingRect(block).height()), step)
            block = block.next()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > most else policy.ScrollBarAlwaysOff
        )
        margins = 2 * math.ceil(self.document().documentMargin())
        frame = max(self.height() - self.viewport().height(), 10)
        self.setFixedHeight(max(self._least * step, min(wanted, most)) + margins + frame + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())


def phrases_of(text: str) -> tuple[str, ...]:
    """The phrases of some lines: trimmed, blank ones left out, each once."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


class CueLines(Growing):
    """``counts`` tells the numbers of places."""

    def __init__(self, work: Work, name: str) -> None:
        super().__init__(name, least=3, most=16)
        self.work = work
        self.counts = CueCounts(work, self)
        self._column = _Numbers(self, self._paint_numbers)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._describe)
        self.updateRequest.connect(lambda *_: self._column.update())
        self.setPlaceholderText(tr("One phrase a line"))
        self.counts.counted.connect(self._tell)
        self.counts.forgotten.connect(self._changed)
        work.theme.changed.connect(self._fit_column)
        self._fit_column()

    def phrases(self) -> tuple[str, ...]:
        """The phrases written."""
        return phrases_of(self.toPlainText())

    def show_phrases(self, phrases: tuple[str, ...]) -> None:
        """Write these phrases into the lines."""
        self.setPlainText("\n".join(phrases))

    def go_to(self, phrase: str) -> None:
        """Put the caret at the end of a phrase's line, or on a new line at the end."""
        found = self.document().find(phrase) if phrase else QTextCursor()
        if found.isNull():
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            found.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(found)

    # --- counting

    def _changed(self) -> None:
        self._column.update()
        if self.isVisible():
            self.counts.ask(self.phrases())

    def _tell(self) -> None:
        self._column.update()
        self._describe()

    def stop(self) -> None:
        """Count no further."""
        self.counts.stop()

    def _describe(self) -> None:
        """Let a screen reader tell the number of the line one is on."""
        phrase = " ".join(self.textCursor().block().text().split())
        self.setAccessibleDescription(self.counts.said(phrase) if phrase else "")

    # --- the column of numbers

    def _fit_column(self) -> None:
        metrics = QFontMetrics(self.work.theme.font("small"))
        self._wide = metrics.horizontalAdvance(tr("in {n} places", n="888")) + self.work.theme.px(8)
        self.setViewportMargins(0, 0, self._wide, 0)
        self._place_column()

    def _place_column(self) -> None:
        port = self.viewport().geometry()
        self._column.setGeometry(QRect(port.right() + 1, port.top(), self._wide, port.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_column()

    def _paint_numbers(self, painter: QPainter) -> None:
        theme = self.work.theme
        painter.setFont(theme.font("small"))
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > self._column.height():
                break
            phrase = " ".join(block.text().split())
            painter.setPen(theme["ink" if self.counts.found.get(phrase) else "ink3"])
            line = self.blockBoundingRect(block).height() / max(block.lineCount(), 1)
            place = QRect(0, round(box.top()), self._wide - theme.px(4), round(line))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(place, right, self.counts.said(phrase) if phrase else "")
            block = block.next()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)


class _Numbers(QWidget):
    """The column beside the lines."""

    def __init__(self, lines: QWidget, paint: Callable[[QPainter], None]) -> None:
        super().__init__(lines)
        self._paint = paint
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        painter.end()
