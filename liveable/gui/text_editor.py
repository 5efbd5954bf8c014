"""The text of a document while it is edited: plain words, with what is coded tinted under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from liveable.core.offsets import Offsets
from liveable.core.spans import Span
from liveable.gui.page import MEASURE
from liveable.gui.theme import Theme
from liveable.gui.whole_text import WholeText
from liveable.gui.words import tr

_LETTERS = "I would hand it in at the door, and never go in and sit down."
_LINE, _GAP = 112, 8  # per cent of a line's height; logical pixels between paragraphs
_EDGE = 36  # logical pixels beside the words at the least


class Covered(NamedTuple):
    """A stretch of the text that is coded, and whether its words are those that were coded."""

    span: Span
    same: bool


class TextEditor(QTextEdit):
    """``body`` is the canonical text as it is written now; all places are its code points."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._whole = WholeText("")
        self._covered: list[tuple[QTextCursor, bool]] = []  # they go where their words go
        self._body: str | None = ""
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("passage", "1")
        self.setProperty("writing", "1")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(tr("Text being edited"))
        self.document().contentsChange.connect(self._forget)
        theme.changed.connect(self._dress)
        self._dress()

    # --- the words

    def set_body(self, text: str) -> None:
        """Begin with a text; nothing before it can be undone."""
        self._whole, self._covered = WholeText(text), []
        self.setUndoRedoEnabled(False)
        self.setPlainText(self._whole.shown(text))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(self._theme.px(_GAP))
        cursor.mergeBlockFormat(shape)
        self.setUndoRedoEnabled(True)

    @property
    def body(self) -> str:
        """The text as it is written now."""
        if self._body is None:
            self._body = self._whole.text(self.document().toRawText())
        return self._body

    def _forget(self) -> None:
        self._body = None

    def span(self) -> Span:
        """What is selected, empty at the caret when nothing is."""
        cursor = self.textCursor()
        return Offsets(self.body).span(cursor.selectionStart(), cursor.selectionEnd())

    def put(self, span: Span) -> None:
        """Select a span, or put the caret where an empty one is, and bring it into sight."""
        self.setTextCursor(self._cursor(span, Offsets(self.body)))
        self.ensureCursorVisible()

    def replace(self, spans: Sequence[Span], words: str) -> None:
        """Write other words in the place of each of these, as one step of undo."""
        offsets, shown = Offsets(self.body), self._whole.pasted(words)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for span in sorted(spans, reverse=True):
            cursor.setPosition(offsets.units(span.start))
            cursor.setPosition(offsets.units(span.stop), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(shown)
        cursor.endEditBlock()

    def _cursor(self, span: Span, offsets: Offsets) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(offsets.units(span.start))
        cursor.setPosition(offsets.units(span.stop), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # --- what is coded

    def show_covered(self, covered: Sequence[Covered]) -> None:
        """Tint what is coded; where its words are others now, it is underlined too."""
        offsets = Offsets(self.body)
        self._covered = [(self._cursor(span, offsets), same) for span, same in covered]
        self._tint()

    def _tint(self) -> None:
        theme = self._theme
        coded, other = QTextCharFormat(), QTextCharFormat()
        coded.setBackground(theme["chosen"])
        other.setBackground(theme["chosen"])
        other.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        other.setUnderlineColor(theme["warn"])
        found = []
        for cursor, same in self._covered:
            part = QTextEdit.ExtraSelection()
            part.cursor, part.format = cursor, coded if same else other
            found.append(part)
        self.setExtraSelections(found)

    # --- looks

    def _dress(self) -> None:
        theme = self._theme
        self.setCursorWidth(max(2, theme.px(2)))
        frame = QTextFrameFormat(self.document().rootFrame().frameFormat())
        frame.setTopMargin(theme.px(20))
        frame.setBottomMargin(theme.px(120))
        if frame != self.document().rootFrame().frameFormat():
            self._quietly(frame)
        self._fit()
        self._tint()

    def _quietly(self, frame: QTextFrameFormat) -> None:
        """Change the margins without a step of undo, unless there are some that would be lost."""
        if not self.document().isUndoAvailable() and not self.document().isRedoAvailable():
            self.setUndoRedoEnabled(False)
            self.document().rootFrame().setFrameFormat(frame)
            self.setUndoRedoEnabled(True)

    def _fit(self) -> None:
        """Give the words a comfortable measure in the middle."""
        face = QFontMetricsF(self._theme.font("reading", reading=True))
        measure = round(face.horizontalAdvance(_LETTERS) / len(_LETTERS) * MEASURE)
        beside = max(self._theme.px(_EDGE), (self.width() - measure) // 2)
        self.setViewportMargins(beside, 0, beside, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    # --- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.textCursor().insertText("\n")  # a line of a text ends in one way
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self._whole.text(self.textCursor().selectedText()))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(self._whole.pasted(source.text()))
        self.ensureCursorVisible()
