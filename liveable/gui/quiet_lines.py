"""A quiet line below a list: what else there is to know, and with its key where that leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from liveable.gui.parts import Elided, M, S, label, tip
from liveable.gui.ways import Said
from liveable.gui.words import tr
from liveable.gui.work import Work


class QuietLine(QAbstractButton):
    """Gone while there is nothing to say. Pressed, it tells ``follow`` the command it names."""

    def __init__(self, work: Work, follow: Callable[[str], object]) -> None:
        super().__init__()
        self._work, self._follow = work, follow
        self._said: Said | None = None
        self._text = Elided("", "small")
        self._key = label("", "key")
        box = QHBoxLayout(self)
        box.setContentsMargins(M, 4, M, 3)
        box.setSpacing(S)
        box.addWidget(self._text, 1)
        box.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the list
        self.clicked.connect(self._press)
        work.keys.changed.connect(self._renew)
        self.hide()

    def show_said(self, said: Said | None) -> None:
        """Say something, or nothing."""
        self._said = said
        self.setVisible(said is not None)
        if said is None:
            return
        key = self._work.keys(said.command) if said.command else ""
        whole = said.whole or said.text
        self._text.set_text(said.text)
        self.setToolTip(tip(whole))
        self._key.setText(key)
        self._fit()
        self.setEnabled(bool(said.command))
        self.setAccessibleName(whole)
        self.setAccessibleDescription(tr("Key: {key}", key=key) if key else "")
        self.updateGeometry()

    def _renew(self) -> None:
        self.show_said(self._said)

    def _fit(self) -> None:
        """The words come first: where there is no room for both, the key is left out."""
        key = self._key.text()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        both = words + self._key.sizeHint().width() + 2 * M + S
        self._key.setVisible(bool(key) and both <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _press(self) -> None:
        if self._said is not None and self._said.command:
            self._follow(self._said.command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._work.theme, QPainter(self)
        painter.setPen(QPen(theme["line"], 1))
        painter.drawLine(0, 0, self.width(), 0)
        inner = self.rect().toRectF().adjusted(4, 3, -4, -2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["hover"])
            painter.drawRoundedRect(inner, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme["accent"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 6, 6)
