"""How the words of a document are set: faces, line height, speakers' labels, formatting shown."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)

from liveable.core.offsets import Offsets
from liveable.core.transcript import Mark
from liveable.gui.theme import Theme
from liveable.store.reading import Opened

LINE, GAP, EDGE, ABOVE, BELOW = 26, 11, 4, 12, 120


def style(document: QTextDocument, opened: Opened, offsets: Offsets, theme: Theme) -> None:
    """Set a whole document, shown from ``opened``, in a theme's faces and colours."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_lines(theme))
    words = QTextCharFormat()
    words.setFont(theme.font("reading", reading=True))
    words.setForeground(theme["ink"])
    cursor.setCharFormat(words)
    cursor.setBlockCharFormat(words)
    for mark in opened.marks:
        form = _formatting(mark, theme)
        if form is not None:
            _set_over(cursor, offsets, mark.start, mark.stop, form)
    asked = _coloured(theme, "ink2")
    labels = (_label(theme, "ink"), _label(theme, "ink3"))
    for turn in opened.turns:
        if turn.asks:
            _set_over(cursor, offsets, turn.speech, turn.stop, asked)
        _set_over(cursor, offsets, turn.start, turn.speech, labels[turn.asks])
    cursor.endEditBlock()
    frame = QTextFrameFormat(document.rootFrame().frameFormat())
    frame.setMargin(EDGE)
    frame.setTopMargin(theme.px(ABOVE))
    frame.setBottomMargin(theme.px(BELOW))
    document.rootFrame().setFrameFormat(frame)


def recast(
    document: QTextDocument, before: Opened, opened: Opened, offsets: Offsets, theme: Theme
) -> None:
    """Set the turns anew of whoever asks now and did not, or no longer does; the words and where
    each turn begins are the same as ``before``.
    """
    words = (_coloured(theme, "ink"), _coloured(theme, "ink2"))
    labels = (_coloured(theme, "ink"), _coloured(theme, "ink3"))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for old, turn in zip(before.turns, opened.turns, strict=True):
        if old.asks != turn.asks:
            _set_over(cursor, offsets, turn.speech, turn.stop, words[turn.asks])
            _set_over(cursor, offsets, turn.start, turn.speech, labels[turn.asks])
    cursor.endEditBlock()


def _set_over(
    cursor: QTextCursor, offsets: Offsets, start: int, stop: int, form: QTextCharFormat
) -> None:
    if start < stop:
        cursor.setPosition(offsets.units(start))
        cursor.setPosition(offsets.units(stop), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)


def _lines(theme: Theme) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
    shape.setLineHeight(theme.px(LINE), fixed.value)
    shape.setBottomMargin(theme.px(GAP))
    return shape


def _label(theme: Theme, role: str) -> QTextCharFormat:
    form = _coloured(theme, role)
    form.setFont(theme.font("small", bold=True))
    return form


def _coloured(theme: Theme, role: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme[role])
    return form


def _formatting(mark: Mark, theme: Theme) -> QTextCharFormat | None:
    form = QTextCharFormat()
    if mark.style == "bold":
        form.setFontWeight(QFont.Weight.Bold)
    elif mark.style == "italic":
        form.setFontItalic(True)
    elif mark.style == "heading":
        font = theme.font("reading", reading=True)
        font.setPixelSize(theme.px(20 if mark.level <= 1 else 18))
        font.setWeight(QFont.Weight.DemiBold)
        form.setFont(font)
    else:
        return None  # lists and cells are told by their lines
    return form
