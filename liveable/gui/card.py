"""A card to press: what it does, a sentence about it, and its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import label
from liveable.gui.theme import Theme

_ARROWS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}


class Card(QAbstractButton):
    """Pressed by a click, Enter or Space; ``arrow`` says which way the arrow keys want to go."""

    arrow = Signal(str)

    def __init__(self, theme: Theme, title: str, about: str, cap: KeyCap | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._head = label(title, "head", wrap=True)
        self._about = label(about, "quiet", wrap=True)
        for words in (self._head, self._about):
            words.setMinimumWidth(1)  # else Qt keeps a wrapped label from becoming narrow
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self._head)
        text.addWidget(self._about)
        self._box = QHBoxLayout(self)
        self._box.addLayout(text, 1)
        self._describe(cap)
        if cap is not None:
            self._box.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            cap.changed.connect(lambda: self._describe(cap))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._fit)
        self._fit()

    def _describe(self, cap: KeyCap | None) -> None:
        key = cap.text() if cap is not None else ""
        self.setAccessibleDescription(f"{self._about.text()} {key}".strip())

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(18), px(12), px(16), px(13))
        self._box.setSpacing(px(16))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif (way := _ARROWS.get(Qt.Key(event.key()))) is not None:
            self.arrow.emit(way)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        over = self.underMouse() and self.isEnabled()
        ground = "chosen" if focused else "hover" if over or self.isDown() else "paper"
        width = 2 if focused else 1
        painter.setBrush(theme[ground])
        edge = "accent" if focused else "edge" if self.isEnabled() else "line"
        painter.setPen(QPen(theme[edge], width))
        half = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), 6, 6)
