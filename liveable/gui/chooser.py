"""A field over a list: what is typed narrows the list, arrows move in it, the hands stay put."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from liveable.gui.lines import Line, LineDelegate, Lines, row_height
from liveable.gui.parts import XS, S, announce, label, row, tip
from liveable.gui.theme import Theme

Press = Callable[[QKeyEvent], bool]  # whether the key was taken


class Chooser(QWidget):
    """``typed`` follows the field; ``moved`` the highlighted item; ``chosen`` is Enter or a click.

    ``pinned`` rows stay in sight below the list; the arrows reach them as if they were its last.
    """

    typed = Signal(str)
    moved = Signal()
    chosen = Signal(object)

    def __init__(
        self, theme: Theme, name: str, hint: str, *, press: Press | None = None, most: int = 8
    ) -> None:
        super().__init__()
        self._theme, self._press, self._most = theme, press, most
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.lines, self.pinned = Lines(self), Lines(self)
        self.list = self._made_list(self.lines, name)
        self._pins = self._made_list(self.pinned, name)
        box = QVBoxLayout(self)
        box.setContentsMargins(S, S, S, XS)
        box.setSpacing(0)
        box.addWidget(self.field)
        box.addSpacing(XS)
        box.addWidget(self.list)
        box.addWidget(self._pins)
        self._at = -1
        theme.changed.connect(self.fit)

    def _made_list(self, lines: Lines, name: str) -> QListView:
        made = QListView()
        made.setModel(lines)
        made.setItemDelegate(LineDelegate(self._theme, made))
        made.setUniformItemSizes(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMouseTracking(True)
        made.setAccessibleName(name)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.clicked.connect(lambda index: self._click(lines, index.row()))
        return made

    # --- what is shown

    def show_items(
        self,
        items: Sequence[Any],
        line: Callable[[Any], Line],
        pinned: Sequence[Any] = (),
        *,
        at: int = 0,
    ) -> None:
        """Show these items, ``pinned`` ones below them, and highlight the first from ``at`` on."""
        self.lines.show(items, line)
        self.pinned.show(pinned, line)
        self.fit()
        self._at = -1
        if not self._step(at - 1, 1):
            self._highlight(-1)

    def fit(self) -> None:
        """Take the height the rows need, up to the most that may be shown at once."""
        height = row_height(self._theme)
        frame = 2 * self.list.frameWidth()
        for view, count in (
            (self.list, min(len(self.lines.items), self._most)),
            (self._pins, len(self.pinned.items)),
        ):
            view.setVisible(count > 0)
            view.setFixedHeight(count * height + frame if count else 0)
        self.list.doItemsLayout()

    def set_most(self, rows: int) -> None:
        """Show at most so many rows at once."""
        if rows != self._most:
            self._most = rows
            self.fit()

    def current(self) -> Any:
        """The highlighted item, or None."""
        if self._at < 0:
            return None
        listed = len(self.lines.items)
        return (
            self.lines.items[self._at]
            if self._at < listed
            else self.pinned.items[self._at - listed]
        )

    def row(self) -> int:
        """The highlighted row, pinned ones counted after the others; -1 for none."""
        return self._at

    def renew(self) -> None:
        """Look at the same items again, the highlight where it is."""
        self.lines.renew()
        self.pinned.renew()

    def line(self, row: int) -> Line:
        """How a row looks, pinned ones counted after the others."""
        listed = len(self.lines.items)
        return self.lines.line(row) if row < listed else self.pinned.line(row - listed)

    # --- moving

    def _count(self) -> int:
        return len(self.lines.items) + len(self.pinned.items)

    def _step(self, start: int, way: int) -> bool:
        """Highlight the next row that can be chosen; says whether there is one."""
        row = start + way
        while 0 <= row < self._count():
            line = self.line(row)
            if not line.head and not line.off:
                self._highlight(row)
                return True
            row += way
        return False

    def go(self, rows: int) -> None:
        """Move the highlight; at either end a single step goes round."""
        count, way = self._count(), 1 if rows > 0 else -1
        if abs(rows) == 1:
            if not self._step(self._at, way):
                self._step(-1 if way > 0 else count, way)
            return
        wanted = max(0, min(count - 1, self._at + rows))
        if not self._step(wanted - way, way):
            self._step(wanted + way, -way)

    def _highlight(self, row: int) -> None:
        self._at = row
        listed = len(self.lines.items)
        for view, lines, at in (
            (self.list, self.lines, row if row < listed else -1),
            (self._pins, self.pinned, row - listed),
        ):
            if 0 <= at < len(lines.items):
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                view.selectionModel().setCurrentIndex(lines.index(at), flag)
                below_head = at == 1 and lines.line(0).head
                view.scrollTo(lines.index(0 if below_head else at))
            else:
                view.selectionModel().clear()
        said = self.line(row).said if row >= 0 else ""
        self.field.setAccessibleDescription(said)
        if said and QAccessible.isActive():
            announce(self.field, said)
        self.moved.emit()

    def _click(self, lines: Lines, row: int) -> None:
        line = lines.line(row)
        if not line.head and not line.off:
            self._highlight(row if lines is self.lines else len(self.lines.items) + row)
            self.chosen.emit(lines.items[row])

    # --- keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return bool(self._press and self._press(event)) or self._own(event)
        return False

    def _own(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.NoModifier:
            page = max(1, self._most - 1)
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            if key in steps:
                self.go(steps[Qt.Key(key)])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._at >= 0:
                    self.chosen.emit(self.current())
                return True
        return False


def foot(*keys: tuple[str, str], end: tuple[str, str] = ("Esc", "")) -> QWidget:
    """The keys of a popup in one line, each with what it does; ``end`` stands at the right."""
    parts: list[QWidget | int | None] = []
    for key, does in keys:
        parts += [label(key, "key"), label(does, "small"), XS]
    parts += [None, label(end[0], "key"), *([label(end[1], "small")] if end[1] else [])]
    return row(*parts, space=6, edges=(S + 2, 6, S + 2, S))


class Gist(QWidget):
    """A few lines of text that keep their height: what is too long ends in an ellipsis."""

    def __init__(self, theme: Theme, lines: int) -> None:
        super().__init__()
        self._theme, self._lines = theme, lines
        self._text = ""
        self._fit()
        theme.changed.connect(self._fit)

    def text(self) -> str:
        """What is said, whole."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip(tip(text))
            self.update()

    def _fit(self) -> None:
        line = QFontMetrics(self._theme.font("small")).height()
        self.setFixedHeight(self._lines * line + self._theme.px(2 * S))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        font = theme.font("small")
        metrics = QFontMetrics(font)
        painter.setPen(theme["ink2"])
        side = theme.px(16)
        width = self.width() - 2 * side
        text = " ".join(self._text.split())
        layout = QTextLayout(text, font)
        top = theme.px(S)
        layout.beginLayout()
        for number in range(self._lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            units = text.encode("utf-16-le")
            end = None if number + 1 == self._lines else 2 * (start + length)
            shown = metrics.elidedText(
                units[2 * start : end].decode("utf-16-le", "replace").rstrip(),
                Qt.TextElideMode.ElideRight,
                width,
            )
            painter.setFont(font)
            box = QRect(side, top, width, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
            top += metrics.height()
        layout.endLayout()
