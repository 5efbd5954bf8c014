"""The timeline itself: painted, only what is in sight; by keys as by mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from liveable.core.timeline import Line, Piece
from liveable.gui import timeline_paint, timeline_rows
from liveable.gui.parts import tip
from liveable.gui.theme import Theme
from liveable.gui.time_axis import Axis
from liveable.gui.timeline_paint import Picture
from liveable.gui.timeline_rows import Rows
from liveable.gui.words import tr
from liveable.store.queries import CodeRow

ZOOM = 1.5  # from step to step
MOST_ZOOM = ZOOM**12
_NAMES, _CODES = 148, 216  # pixels of the names of cases, and of codes
_NEAR = 6  # pixels beside a mark that still mean it


class Spot(NamedTuple):
    """A piece in a row; ``code`` is that of the row, "" where the row is all of a case."""

    line: Line
    code: str
    piece: Piece
    gap: int | None


class TimelineView(QAbstractScrollArea):
    """``moved`` carries the spot gone to (None for none), ``opened`` one that was clicked or that
    Enter was pressed on, ``line_wanted`` a line to be looked at alone (None: all of them).
    """

    moved = Signal(object)
    opened = Signal(object)
    line_wanted = Signal(object)

    def __init__(self, theme: Theme, tip: Callable[[Spot], str]) -> None:
        super().__init__()
        self._theme, self._tip = theme, tip
        self._lines: Sequence[Line] = ()
        self._apart = False  # whether one line is looked at alone
        self._in: tuple[str, ...] = ()  # codes with rows of their own
        self._codes: Mapping[str, CodeRow] = {}
        self._chosen: frozenset[str] = frozenset()
        self._longest = 1
        self._zoom = 1.0
        self.rows = Rows(Axis((), 1, 0))
        self.current: tuple[int, int] | None = None  # a row and a piece of its line
        self.setAccessibleName(tr("Timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self._lay_out)

    # --- what is shown

    def show_lines(
        self,
        lines: Sequence[Line],
        codes: Mapping[str, CodeRow],
        *,
        apart: bool,
        among: frozenset[str] | None = None,
    ) -> None:
        """Show these lines or, ``apart``, the only one of them with a row for each code on it,
        perhaps only ``among`` these. What was gone to stays so where it is still there.
        """
        before = self.spot()
        self._lines, self._codes, self._apart = lines, codes, apart
        there = {code for line in lines for piece in line.pieces for code in piece.codes}
        shown = there if among is None else there & among
        self._in = tuple(code for code in codes if code in shown) if apart else ()
        sizes = (p.stop - p.start for line in lines for p in line.pieces if p.entry)
        self._longest = max(sizes, default=1)
        self._lay_out()
        self.current = self._found(before) if before else None
        if before is not None and self.current is None:
            self.moved.emit(None)

    def show_chosen(self, codes: frozenset[str]) -> None:
        """Let these codes stand out; all are alike where there are none."""
        self._chosen = codes
        self.viewport().update()

    def _found(self, spot: Spot) -> tuple[int, int] | None:
        for number, row in enumerate(self.rows.rows):
            if row.line.uid == spot.line.uid and row.code == spot.code:
                for at in row.there:
                    piece = row.beside(at)
                    same = piece.entry or piece.document
                    if same == (spot.piece.entry or spot.piece.document):
                        return number, at
        return None

    def spot(self) -> Spot | None:
        """What was gone to."""
        return None if self.current is None else self._spot(*self.current)

    def _spot(self, row: int, piece: int) -> Spot:
        found = self.rows.rows[row]
        gap = found.line.gaps[piece] if piece < len(found.line.gaps) else None
        return Spot(found.line, found.code, found.beside(piece), gap)

    # --- where things are

    def _lay_out(self) -> None:
        px, size = self._theme.px, self.viewport().size()
        branches = {} if self._apart else self._branches()
        room = size.width() - self._names() - 2 * px(timeline_paint.PAD)
        rows = timeline_rows.laid(
            self._lines, self._in, branches, max(room, 1), self._zoom, self._exact
        )
        self.rows = rows
        if self.current is not None and self.current[0] >= len(rows.rows):
            self.current = None
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(rows.wide - room)))
        across.setPageStep(max(1, round(room)))
        across.setSingleStep(px(40))
        high = size.height() - px(timeline_paint.HEADER)
        down.setRange(0, max(0, round(rows.high - high)))
        down.setPageStep(max(1, high))
        down.setSingleStep(px(24))
        self.viewport().update()

    def _exact(self, pixels: float) -> float:
        """A distance that grows with the text size; half a pixel of a day is not none."""
        return pixels * self._theme.zoom / 100

    def _branches(self) -> dict[str, int]:
        """A row of signs for each shape that codes of the project have."""
        marks = {uid: self._theme.code(row.colour).mark for uid, row in self._codes.items()}
        used = {code for line in self._lines for piece in line.pieces for code in piece.codes}
        shapes = sorted({marks[code] for code in used if code in marks}, key=_SHAPES.index)
        return {code: shapes.index(marks[code]) for code in used if code in marks}

    def _names(self) -> int:
        wanted = self._theme.px(_CODES if self._apart else _NAMES)
        return min(wanted, self.viewport().width() * 2 // 5)

    def _picture(self) -> Picture:
        size = self.viewport().size()
        return Picture(
            theme=self._theme,
            rows=self.rows,
            codes=self._codes,
            chosen=self._chosen,
            longest=self._longest,
            names=self._names(),
            x=self.horizontalScrollBar().value(),
            y=self.verticalScrollBar().value(),
            wide=size.width(),
            high=size.height(),
            current=self.current,
            focus=self.hasFocus(),
        )

    def at(self, place: QPointF) -> tuple[int, int] | None:
        """The row and the piece whose mark or sign is at a place of the viewport."""
        picture = self._picture()
        number = self.rows.at(place.y() - picture.header + picture.y)
        if number is None or place.x() <= picture.names or place.y() < picture.header:
            return None
        row = self.rows.rows[number]
        x, y = place.x() - picture.left, place.y() - picture.header + picture.y - row.top
        near = self._theme.px(_NEAR)
        found: list[tuple[bool, float, int]] = []
        for at in row.there:
            mark = row.placed[at]
            box = timeline_paint.box_of(row, mark, picture)
            off = max(box.left() - x, x - box.right(), 0.0)
            if row.code or y > box.bottom():
                off = max(0.0, abs(mark.middle - x) - near / 2)
            inside = box.top() - 2 <= y <= box.bottom() + 2
            if off <= near:
                found.append((not inside, off, at))
        return (number, min(found)[2]) if found else None

    # --- going about

    def go_to(self, row: int, piece: int) -> None:
        """Go to a piece of a row, and bring it into sight."""
        self.current = (row, piece)
        self._bring_into_sight()
        self.viewport().update()
        self.moved.emit(self.spot())

    def go_first(self) -> None:
        """Go to the first piece there is, unless somewhere was gone to."""
        first = next((n for n, row in enumerate(self.rows.rows) if row.there), None)
        if self.current is None and first is not None:
            self.go_to(first, self.rows.rows[first].there[0])

    def _bring_into_sight(self) -> None:
        assert self.current is not None
        row, px = self.rows.rows[self.current[0]], self._theme.px
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        mark, margin = row.placed[self.current[1]], px(24)
        room = across.pageStep()
        if mark.x - margin < across.value():
            across.setValue(round(mark.x - margin))
        elif mark.x + mark.wide + margin > across.value() + room:
            across.setValue(round(min(mark.x - margin, mark.x + mark.wide + margin - room)))
        if row.top + row.high > down.value() + down.pageStep():
            down.setValue(round(row.top + row.high - down.pageStep()))
        if row.top < down.value():
            down.setValue(round(row.top))

    def _step(self, by: int) -> None:
        """Go to the next or the previous piece of the row."""
        if self.current is None:
            self.go_first()
            return
        number, piece = self.current
        there = self.rows.rows[number].there
        later = [at for at in there if (at > piece if by > 0 else at < piece)]
        if later:
            self.go_to(number, later[0] if by > 0 else later[-1])

    def _change(self, by: int) -> None:
        """Go to the piece of another row that is nearest in time."""
        if self.current is None:
            self.go_first()
            return
        number, piece = self.current
        middle = self.rows.rows[number].placed[piece].middle
        step = 1 if by > 0 else -1
        left = abs(by)
        target = None
        while 0 <= (number := number + step) < len(self.rows.rows) and left:
            if self.rows.rows[number].there:
                target, left = number, left - 1
        if target is not None:
            row = self.rows.rows[target]
            near = min(row.there, key=lambda at: abs(row.placed[at].middle - middle))
            self.go_to(target, near)

    def _end(self, last: bool, everywhere: bool) -> None:
        rows = [number for number, row in enumerate(self.rows.rows) if row.there]
        if rows:
            here = self.current[0] if self.current is not None else rows[0]
            number = rows[-1 if last else 0] if everywhere else here
            self.go_to(number, self.rows.rows[number].there[-1 if last else 0])

    def zoom(self, by: float | None) -> None:
        """Make days wider or narrower, what was gone to (or the middle) staying where it is; None
        shows all of them.
        """
        across, px = self.horizontalScrollBar(), self._theme.px
        mark = None
        if self.current is not None:
            mark = self.rows.rows[self.current[0]].placed[self.current[1]]
        x = mark.middle if mark is not None else across.value() + across.pageStep() / 2
        seen = x - across.value()
        if not 0 <= seen <= across.pageStep():
            seen = across.pageStep() / 2
        axis = self.rows.axis
        day = axis.day_at(x) if axis.stretches else 0
        self._zoom = 1.0 if by is None else max(1.0, min(self._zoom * by, MOST_ZOOM))
        self._lay_out()
        if mark is not None and self.current is not None:
            x = self.rows.rows[self.current[0]].placed[self.current[1]].middle
        elif axis.stretches:
            x = self.rows.axis.x(day) + px(1)
        across.setValue(round(x - seen))

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        Key, Mod = Qt.Key, Qt.KeyboardModifier
        held = event.modifiers() & ~(Mod.KeypadModifier | Mod.ShiftModifier)
        control = held == Mod.ControlModifier
        page = max(
            1, round(len(self.rows.rows) * self.viewport().height() / max(1, self.rows.high))
        )
        does: dict[int, Callable[[], object]] = {
            Key.Key_Home: lambda: self._end(False, control),
            Key.Key_End: lambda: self._end(True, control),
        }
        if control:
            does |= {
                Key.Key_Return: self._turn_line,
                Key.Key_Enter: self._turn_line,
            }
        elif not held:
            does |= {
                Key.Key_Left: lambda: self._step(-1),
                Key.Key_Right: lambda: self._step(1),
                Key.Key_Up: lambda: self._change(-1),
                Key.Key_Down: lambda: self._change(1),
                Key.Key_PageUp: lambda: self._change(-page),
                Key.Key_PageDown: lambda: self._change(page),
                Key.Key_Return: self._open,
                Key.Key_Enter: self._open,
                Key.Key_Plus: lambda: self.zoom(ZOOM),
                Key.Key_Equal: lambda: self.zoom(ZOOM),
                Key.Key_Minus: lambda: self.zoom(1 / ZOOM),
                Key.Key_0: lambda: self.zoom(None),
            }
            if self._apart:
                does[Key.Key_Escape] = lambda: self.line_wanted.emit(None)
        do = does.get(event.key())
        if do is None:
            super().keyPressEvent(event)
        else:
            do()

    def _open(self) -> None:
        if (spot := self.spot()) is not None:
            self.opened.emit(spot)

    def _turn_line(self) -> None:
        if (spot := self.spot()) is not None:
            self.line_wanted.emit(None if self._apart else spot.line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            found, named = self.at(event.position()), self._row_named(event.position())
            if found is not None:
                self.go_to(*found)
                self._open()
            elif named is not None and self.rows.rows[named].there:
                self.go_to(named, self.rows.rows[named].there[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a name: that line alone."""
        number = self._row_named(event.position())
        if number is not None:
            self.line_wanted.emit(None if self._apart else self.rows.rows[number].line)

    def _row_named(self, place: QPointF) -> int | None:
        header = self._theme.px(timeline_paint.HEADER)
        if place.x() > self._names() or place.y() < header:
            return None
        return self.rows.at(place.y() - header + self.verticalScrollBar().value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM)
            event.accept()
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - event.angleDelta().y() - event.angleDelta().x())
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
            found, named = self.at(place), self._row_named(place)
            if found is not None:
                QToolTip.showText(event.globalPos(), self._tip(self._spot(*found)), self)
            elif named is not None:
                row = self.rows.rows[named]
                name = self._codes[row.code].name if row.code else row.line.name
                QToolTip.showText(event.globalPos(), tip(name), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme["panel"])
        timeline_paint.paint(painter, self._picture())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(240), px(timeline_paint.HEADER + 48))


_SHAPES = ("square", "circle", "diamond", "triangle")
