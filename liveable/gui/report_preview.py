"""The beginning of a report, as it will look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from liveable.gui.parts import L, label, row
from liveable.gui.theme import Theme
from liveable.gui.words import tr
from liveable.reports.preview import Line, Part, Preview


class ReportPreview(QWidget):
    """Paper with the first quotes; ``show_preview`` takes the next one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.extent = label(tr("Gathering…"), "head", wrap=True)
        self.extent.setMinimumWidth(1)
        self.state = label("", "small")
        self.paper = QTextEdit()
        self.paper.setReadOnly(True)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setAccessibleName(tr("Preview"))
        self.paper.setTabChangesFocus(True)
        self.paper.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.paper.document().setDocumentMargin(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, L, 8, 0)
        box.setSpacing(8)
        box.addWidget(row(self.extent, self.state, edges=(0, 0, 16, 0)))
        box.addWidget(self.paper, 1)
        theme.changed.connect(self._write)

    def show_preview(self, preview: Preview) -> None:
        """Show this one, from its beginning unless the beginning is the same."""
        self.extent.setText(preview.extent)
        self.extent.setAccessibleName(preview.extent)
        self.wait(False)
        if preview.lines != self._lines:
            self._lines = preview.lines
            self._write()

    def wait(self, waiting: bool) -> None:
        """Say that what is shown is about to change."""
        self.state.setText(tr("Looking…") if waiting else "")

    def _write(self) -> None:
        self.paper.clear()
        cursor = QTextCursor(self.paper.document())
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            shape, letters = self._form(line, first=not number)
            if number:
                cursor.insertBlock(shape, letters)
            else:
                cursor.setBlockFormat(shape)
            cursor.insertText(line.text, letters)
        cursor.endEditBlock()
        self.paper.moveCursor(QTextCursor.MoveOperation.Start)

    def _form(self, line: Line, *, first: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
        theme, px = self._theme, self._theme.px
        shape, letters = QTextBlockFormat(), QTextCharFormat()
        above, left, font, role = self._look(line)
        shape.setTopMargin(0 if first else px(above))
        shape.setLeftMargin(px(left))
        shape.setRightMargin(px(16))
        if line.part == "quote":
            shape.setLineHeight(px(23), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        letters.setFont(font)
        letters.setForeground(theme[role])
        return shape, letters

    def _look(self, line: Line) -> tuple[int, int, QFont, str]:
        """Distance above, indent, font and colour of a kind of line."""
        theme = self._theme
        heading = ("title", "excerpt", "strong")[min(line.level, 3) - 1] if line.level else "strong"
        looks: dict[Part, tuple[int, int, QFont, str]] = {
            "heading": (24, 0, theme.font(heading, reading=True, bold=line.level > 1), "ink"),  # type: ignore[arg-type]
            "about": (4, 0, theme.font("body"), "ink2"),
            "extent": (4, 0, theme.font("small"), "ink3"),
            "quote": (12, 16, theme.font("excerpt", reading=True), "ink"),
            "attribution": (3, 16, theme.font("small"), "ink2"),
            "details": (2, 16, theme.font("small"), "ink3"),
            "memo": (4, 16, theme.font("small"), "ink2"),
            "more": (20, 0, theme.font("body"), "ink3"),
        }
        return looks[line.part]
