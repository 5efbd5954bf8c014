"""The text itself: laid out by Qt, read-only, selected by keys and mouse.

The widget holds one UTF-16 unit for each unit of the canonical text and one block for each of its
lines. Nothing is read back from it but places, and those become code points here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from liveable.core.offsets import Offsets
from liveable.core.spans import Span
from liveable.gui import drags, page_style, underlay
from liveable.gui.theme import Theme
from liveable.gui.underlay import Row, Shown
from liveable.gui.words import tr
from liveable.store.reading import Opened

EDGE = page_style.EDGE
MEASURE = 70  # characters to a line
_LETTERS = "I would hand it in at the door, and never go in and sit down."
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# What Qt would take for the end of a paragraph, a frame or a picture, each for one unit as long.
_NEUTRAL = str.maketrans("\u2029\0\ufdd0\ufdd1\ufffc", "\u2028\ufffd\ufffd\ufffd\ufffd")
_NOT_OURS = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfLine,
)
GUTTER, LEAST_MARGIN, OVERVIEW = 60, 200, 14


def shown_text(body: str) -> str:
    """The text as the widget is given it: as many UTF-16 units and lines, none with a meaning of
    Qt's own.
    """
    return body.translate(_NEUTRAL)


class Page(QTextEdit):
    """One document's words. ``beside`` are the widgets that stand left and right of them;
    ``wanted`` is how wide the right one is to be at the least, in pixels.

    ``placed``: the caret or the selection moved; ``scrolled``: other lines are in sight;
    ``clicked``: a click on a code point (or -1 beside the words) that selected nothing;
    ``dropped``: a code (by uid) was let fall, at a code point or -1.
    """

    placed = Signal()
    scrolled = Signal()
    clicked = Signal(int)
    dropped = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.opened: Opened | None = None
        self.offsets = Offsets("")
        self.rtl = False
        self.under: Callable[[QPainter, list[Shown]], None] = lambda _painter, _shown: None
        self.over: Callable[[QPainter, list[Shown]], None] = lambda _painter, _shown: None
        self.tip: Callable[[int], str] = lambda _point: ""
        self.target: Callable[[int], Span | None] = lambda _point: None
        self.wanted = 0
        self._left = self._right = -1
        self._near = 0  # the number of the block that was at the top of the view
        self._dragged_over: Span | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)  # the overview stands in its place
        self.setAccessibleName(tr("Text of the document"))
        self.cursorPositionChanged.connect(self.placed)
        self.selectionChanged.connect(self.placed)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.verticalScrollBar().rangeChanged.connect(self.scrolled)

    # --- the text

    def show_text(self, opened: Opened) -> None:
        """Show a document's words in place of what was there."""
        blocked = self.blockSignals(True)
        self.opened = opened
        self.offsets = Offsets(opened.body)
        self.rtl = _RTL.search(opened.body) is not None
        self.setPlainText(shown_text(opened.body))
        self.restyle()
        self.blockSignals(blocked)
        self.placed.emit()

    def take(self, opened: Opened) -> None:
        """Take what is known now of the same words in the same turns."""
        if self.opened is not None:
            page_style.recast(self.document(), self.opened, opened, self.offsets, self.theme)
        self.opened = opened

    def restyle(self) -> None:
        """Set the words in the theme's present faces and colours."""
        self.setCursorWidth(max(2, self.theme.px(2)))
        if self.opened is not None:
            page_style.style(self.document(), self.opened, self.offsets, self.theme)
        self.fit()

    def fit(self) -> None:
        """Give the words a comfortable measure, the margins what is left."""
        px = self.theme.px
        gutter, overview = px(GUTTER), px(OVERVIEW)
        measure = self._measure()
        room = self.width() - gutter - overview
        words = min(measure, room - max(px(LEAST_MARGIN), self.wanted))
        if words < measure * 0.55:  # in a narrow window the names give way first
            words = min(round(measure * 0.55), room - px(64))
        right = self.width() - gutter - max(px(120), words)
        if (gutter, right) != (self._left, self._right):
            self._left, self._right = gutter, right
            self.setViewportMargins(gutter, 0, right, 0)

    def _measure(self) -> int:
        """The width of a line of a comfortable number of ordinary letters."""
        face = QFontMetricsF(self.theme.font("reading", reading=True))
        return round(face.horizontalAdvance(_LETTERS) / len(_LETTERS) * MEASURE) + 2 * EDGE

    def beside(self) -> tuple[QRect, QRect, QRect]:
        """Where the numbers, the margin and the overview go, around the words."""
        px, words = self.theme.px, self.viewport().geometry()
        numbers = QRect(0, words.top(), words.left(), words.height())
        overview = QRect(self.width() - px(OVERVIEW), 0, px(OVERVIEW), self.height())
        left = words.right() + 1
        most = max(px(360), self.wanted + px(160))
        margin = QRect(left, words.top(), min(overview.left() - left, most), words.height())
        return numbers, margin, overview

    # --- places

    def caret(self) -> int:
        """The code point the caret stands before."""
        return self.offsets.point(self.textCursor().position())

    def span(self) -> Span:
        """What is selected, empty at the caret when nothing is."""
        cursor = self.textCursor()
        return self.offsets.span(cursor.selectionStart(), cursor.selectionEnd())

    def put(self, span: Span) -> None:
        """Select a span, or put the caret where an empty one is, and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(self.offsets.units(span.start))
        cursor.setPosition(self.offsets.units(span.stop), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.bring(span)

    def bring(self, span: Span) -> None:
        """Scroll so that a span is in sight with some lines around it; stay if it is."""
        top, bottom = (
            self.height_of(span.start)[0],
            self.height_of(max(span.start, span.stop - 1))[1],
        )
        height, air = self.viewport().height(), self.theme.px(40)
        if top < air or bottom > height - air:
            wanted = height // 3 if bottom - top < height // 2 else air
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - wanted)

    def height_of(self, point: int) -> tuple[int, int]:
        """The top and bottom of the line a code point is in, in the view's pixels."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.offsets.units(point))
        box = self.cursorRect(cursor)
        return box.top(), box.bottom()

    def top(self) -> int:
        """The first code point in sight."""
        shown = self.shown()
        rows = [row for paragraph in shown for row in paragraph.rows if row.top >= 0]
        return rows[0].start if rows else 0

    def show_from(self, point: int) -> None:
        """Scroll so that a code point's line is the first in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.height_of(point)[0] - self.theme.px(page_style.ABOVE))

    def at(self, place: QPoint) -> int:
        """The code point under a place of the view, -1 beside the words."""
        for paragraph in self.shown():
            for row in paragraph.rows:
                if row.top <= place.y() < row.top + row.height:
                    point = row.at(place.x())
                    return -1 if point is None else point
        return -1

    def shown(self) -> list[Shown]:
        """The paragraphs in sight, with their lines as they are laid out."""
        if self.opened is None:
            return []
        layout = self.document().documentLayout()
        shift, bottom = self.verticalScrollBar().value(), self.viewport().height()
        block, found = self._first(shift), []
        while block.isValid():
            area = layout.blockBoundingRect(block)
            if area.top() - shift > bottom:
                break
            found.append(self._paragraph(block, area.left(), area.top() - shift))
            block = block.next()
        return found

    def _first(self, shift: int) -> QTextBlock:
        """The block at the top of the view, sought in growing steps from where it was before.

        Qt's own hit test answers with the last block while a long text is still being laid out,
        and to ask where a block is lays out all that is above it.
        """
        document, layout = self.document(), self.document().documentLayout()

        def above(number: int) -> bool:
            block = document.findBlockByNumber(number)
            return bool(layout.blockBoundingRect(block).top() <= shift)

        count = document.blockCount()
        low = high = min(self._near, count - 1)
        step = 1
        while low > 0 and not above(low):
            low, high, step = max(0, low - step), low, 2 * step
        while high < count and (high == low or above(high)):
            low, high, step = high, min(count, high + step), 2 * step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if above(middle) else (low, middle)
        self._near = low
        return document.findBlockByNumber(low)

    def _paragraph(self, block: QTextBlock, left: float, top: float) -> Shown:
        assert self.opened is not None
        number, flow = block.blockNumber(), block.layout()
        base = block.position()
        rtl = self.rtl and _RTL.search(self.opened.lines.span(number).of(self.opened.body))
        rows = []
        for i in range(flow.lineCount()):
            line = flow.lineAt(i)
            start, length = line.textStart(), line.textLength()
            strips, at = _across(line, self.offsets, base, left, bool(rtl))
            rows.append(
                Row(
                    self.offsets.point(base + start),
                    self.offsets.point(base + start + length),
                    top + line.y(),
                    line.height(),
                    strips,
                    at,
                )
            )
        return Shown(number, tuple(rows))

    # --- Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        shown = [paragraph for paragraph in self.shown() if _crosses(paragraph, area)]
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(area)
            self.under(painter, shown)
            if self._dragged_over is not None:
                for paragraph in shown:
                    for box in underlay.boxes(paragraph.rows, self._dragged_over):
                        underlay.fill(painter, box, self.theme["select"], self.theme.px(3))
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(area)
            self.over(painter, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)
        self.scrolled.emit()

    def event(self, event: QEvent) -> bool:
        # Qt claims the keys of an editor even where nothing can be edited.
        claimed = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claimed and any(event.matches(key) for key in _NOT_OURS):  # type: ignore[attr-defined]
            event.ignore()
            return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self.at(event.pos())
            said = self.tip(point) if point >= 0 else ""
            if said:
                QToolTip.showText(event.globalPos(), said, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit(self.at(event.position().toPoint()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected words as they are in the text, to be copied or dragged onto a code."""
        if self.opened is None:
            return QMimeData()
        span = self.span()
        data = drags.of_passage(self.opened.uid, span)
        data.setText(span.of(self.opened.body))
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        span = None
        if drags.code(event.mimeData()) and self.opened is not None:
            span = self.target(self.at(event.position().toPoint()))
        self._drag_over(span)
        event.accept() if span is not None else event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drag_over(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drag_over(None)
        code = drags.code(event.mimeData())
        if code:
            event.acceptProposedAction()
            self.dropped.emit(code, self.at(event.position().toPoint()))

    def _drag_over(self, span: Span | None) -> None:
        if span != self._dragged_over:
            self._dragged_over = span
            self.viewport().update()


def _crosses(paragraph: Shown, area: QRect) -> bool:
    return any(
        row.top < area.bottom() + 3 and row.top + row.height > area.top() - 3
        for row in paragraph.rows
    )


def _across(
    line: QTextLine, offsets: Offsets, base: int, left: float, rtl: bool
) -> tuple[Callable[[int, int], list[tuple[float, float]]], Callable[[float], int | None]]:
    """Where stretches of one laid-out line begin and end, and what is at an x."""
    start, stop = line.textStart(), line.textStart() + line.textLength()
    most = line.x() + line.naturalTextWidth()

    def x(unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
        found = line.cursorToX(unit, edge)
        return found[0] if isinstance(found, tuple) else found  # type: ignore[return-value]

    def strips(first: int, last: int) -> list[tuple[float, float]]:
        a = max(start, offsets.units(first) - base)
        b = min(stop, offsets.units(last) - base)
        if a >= b:
            return []
        if not rtl:
            return [(left + x(a), left + min(x(b), most))]
        trailing = QTextLine.Edge.Trailing
        pieces = sorted(sorted((x(u), x(u, trailing))) for u in range(a, b))
        joined: list[tuple[float, float]] = []
        for begins, ends in pieces:
            if joined and begins <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
            elif begins < ends:
                joined.append((begins, ends))
        return [(left + begins, left + ends) for begins, ends in joined]

    def at(place: float) -> int | None:
        if not line.x() <= place - left <= most:
            return None
        unit = line.xToCursor(place - left, QTextLine.CursorPosition.CursorOnCharacter)
        return offsets.point(base + min(unit, max(start, stop - 1)))

    return strips, at
