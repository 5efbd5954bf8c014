"""One of a few ways to go on, as a card to press: what it is, what follows, and its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from liveable.gui.parts import Sign, label
from liveable.gui.theme import Theme


class Choice(QAbstractButton):
    """Stays pressed until another of its kind beside it is; the chosen one has a tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = Sign(theme, "ring")
        self._text = label("", "strong", wrap=True)
        self._then = label("", "small", wrap=True)
        self._key = label("", "key")
        words = QVBoxLayout()
        words.setSpacing(1)
        for line in (self._text, self._then):
            line.setMinimumWidth(1)  # else Qt keeps a wrapped label from becoming narrow
            words.addWidget(line)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self._sign)
        self._box.addLayout(words, 1)
        self._box.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._show)
        theme.changed.connect(self._fit)
        self._fit()
        self._show()

    def say(self, text: str, then: str, key: str) -> None:
        """Offer another way."""
        for line, said in ((self._text, text), (self._then, then), (self._key, key)):
            line.setText(said)
            line.setVisible(bool(said))
        self.setAccessibleName(text)
        self.setAccessibleDescription(" ".join(part for part in (then, key) if part))

    def _show(self) -> None:
        on = self.isChecked()
        self._sign.set_sign("done" if on else "ring", "accent" if on else "ink3")
        self.update()

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(12), px(9), px(12), px(9))
        self._box.setSpacing(px(10))
        self.update()

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
        on = self.isChecked()
        over = self.underMouse() and self.isEnabled()
        strong = on or self.hasFocus()
        width = 2 if strong else 1
        painter.setBrush(theme["chosen" if on else "hover" if over else "paper"])
        edge = "line" if not self.isEnabled() else "accent" if strong else "edge"
        painter.setPen(QPen(theme[edge], width))
        inner = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inner, inner, -inner, -inner), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"], 1))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(4, 4, -4, -4), 4, 4)
