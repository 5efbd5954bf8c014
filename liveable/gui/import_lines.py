"""The first lines of a file as they will be kept, under their speakers or dates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from liveable.core.intake import Line
from liveable.gui.theme import Theme
from liveable.gui.words import tr


class FirstLines(QTextEdit):
    """Plain words in two columns, read-only; they can be selected and read aloud."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(tr("First lines, as they will be kept"))
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._write)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        if list(lines) != list(self._lines):
            self._lines = lines
            self._write()

    def _write(self) -> None:
        self.clear()
        if not self._lines:
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()  # laid out once, not after every piece
        heads = any(line.head for line in self._lines)
        table = cursor.insertTable(len(self._lines), 2 if heads else 1, self._frame(heads))
        block = QTextBlockFormat()
        block.setLineHeight(
            self._theme.px(23), QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        )
        for number, line in enumerate(self._lines):
            if heads:
                head = table.cellAt(number, 0).firstCursorPosition()
                self._put(head, line.head, self._cap(), block)
            words = table.cellAt(number, int(heads)).firstCursorPosition()
            self._put(words, line.words, self._reading(), block)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _put(
        self, cursor: QTextCursor, words: str, look: QTextCharFormat, block: QTextBlockFormat
    ) -> None:
        cursor.setBlockFormat(block)
        cursor.insertText(words.replace("\n", "\u2028"), look)  # one block, its lines kept

    def _frame(self, heads: bool) -> QTextTableFormat:
        frame = QTextTableFormat()
        frame.setBorder(0)
        frame.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        frame.setCellSpacing(0)
        frame.setCellPadding(self._theme.px(4))
        frame.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shares = (24, 76) if heads else (100,)
        frame.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share) for share in shares]
        )
        return frame

    def _cap(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font("small", bold=True))
        look.setForeground(self._theme["ink3"])
        return look

    def _reading(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font("excerpt", reading=True))
        look.setForeground(self._theme["ink"])
        return look
