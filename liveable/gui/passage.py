"""A passage in the reading face, with what is said before and after it and its marked words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from liveable.core.fitting import around
from liveable.core.spans import Span
from liveable.gui.row_paint import units
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_AROUND = 150  # code points shown on either side
_LEAST = 2  # lines
_HALF = 0.5  # of the weight of the strongest word: from there on a word is marked strongly


class Weighed(NamedTuple):
    """Words of a text by how much they weigh; below 0 they speak against something."""

    span: Span
    weight: float


class PassageView(QTextEdit):
    """Read-only; as tall as what it says where there is room, else it scrolls. ``whole``: always
    as tall, for what it lies in scrolls.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._whole = theme, whole
        self._start = 0  # of the passage, in the widget's own units
        self._shown: tuple[str, Span, tuple[Weighed, ...]] | None = None
        self.setReadOnly(True)
        self.setProperty("passage", "1")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Passage, with what is said before and after it"))
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._write)
        self._fit()  # until something is shown it claims no height

    def show_passage(self, body: str, span: Span, marks: Sequence[Weighed]) -> None:
        """Show a span of a text, some of its words marked: those that speak for something on a
        ground and underlined, the weaker ones with dots; those against with a wave alone.
        """
        self._shown = (body, span, tuple(marks))
        self._write()
        self._bring_up()

    def _write(self) -> None:
        if self._shown is None:
            return
        body, span, marks = self._shown
        outer = around(body, span, _AROUND)
        before = "… " if outer.start > 0 and span.start > outer.start else ""
        after = " …" if outer.stop < len(body) and span.stop < outer.stop else ""
        text = before + outer.of(body) + after
        self._start = 0  # while the text is taken in, the old place means nothing
        self.setPlainText(text)
        by = outer.start - len(before)
        self._start = units(text[: span.start - by])

        def format_(stretch: Span, form: QTextCharFormat) -> None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(units(text[: stretch.start - by]))
            cursor.setPosition(units(text[: stretch.stop - by]), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(form)

        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setLineHeight(self.line(), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        whole.mergeBlockFormat(shape)
        plain = QTextCharFormat()
        plain.setFont(self._theme.font("excerpt", reading=True))
        plain.setForeground(self._theme["ink2"])
        whole.setCharFormat(plain)
        format_(span, _coloured(self._theme["ink"]))
        strongest = max((abs(mark.weight) for mark in marks), default=0.0)
        for mark, weight in sorted(marks, key=lambda mark: abs(mark.weight)):
            inside = Span(max(mark.start, outer.start), min(mark.stop, outer.stop))
            if inside.start < inside.stop:
                format_(inside, self._marked(weight, strongest))
        self._fit()

    def _marked(self, weight: float, strongest: float) -> QTextCharFormat:
        form, lines = QTextCharFormat(), QTextCharFormat.UnderlineStyle
        form.setUnderlineColor(self._theme["ink"])
        if weight < 0:
            form.setUnderlineStyle(lines.WaveUnderline)
            return form
        strong = weight >= _HALF * strongest
        form.setUnderlineStyle(lines.SingleUnderline if strong else lines.DotLine)
        ground = QColor(self._theme["select"])
        ground.setAlphaF(1.0 if strong else 0.45)
        form.setBackground(ground)
        return form

    def top(self) -> int:
        """How far down the passage itself begins."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._start)
        return self.cursorRect(cursor).top() + self.verticalScrollBar().value()

    def line(self) -> int:
        """The height of a line."""
        return self._theme.px(24)

    def _bring_up(self) -> None:
        """Scroll to the passage, a line of what is said before it above."""
        if self._whole:
            self.verticalScrollBar().setValue(0)
        elif self._shown is not None:
            self.verticalScrollBar().setValue(self.top() - self.line())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._whole and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # what it lies in scrolls
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _fit(self) -> None:
        tall = round(self.document().size().height()) + self._theme.px(8)
        least = tall if self._whole else self.line() * _LEAST + self._theme.px(8)
        self.setMinimumHeight(min(tall, least))
        self.setMaximumHeight(tall)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.maximumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
        self._bring_up()


def _coloured(colour: QColor) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(colour)
    return form
