"""The shape larger dialogs share: a title, content that scrolls, a foot with the one main act."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveable.gui.parts import L, M, Pouring, S, Sign, announce, button, label, rule, say
from liveable.gui.theme import Theme
from liveable.gui.words import tr


class Problem(QWidget):
    """What is wrong with a field, beside it; hidden while nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label("", "bad", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(Sign(theme, "alert", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """The sentence shown, "" for none."""
        return self._words.text()

    def show_text(self, text: str) -> None:
        """Say what is wrong, or with "" that nothing is."""
        if text != self._words.text():
            self._words.setText(text)
            self.setAccessibleName(text)
            if text:
                announce(self, text)
        self.setVisible(bool(text))


class Dialog(QDialog):
    """A titled page with ``body`` to fill, a ``note`` at the foot, Cancel and a main button; it is
    gone for good once it is closed.

    ``wanted`` is emitted when the main act is asked for, by its button or Ctrl+Enter, and possible.
    """

    wanted = Signal()

    def __init__(
        self, theme: Theme, title: str, about: str, act: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.title = label(title, "title", wrap=True)
        self.about = label(about, "quiet", wrap=True)
        self.about.setVisible(bool(about))
        self.content = Pouring()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(24, L, 24, L)
        self.body.setSpacing(M)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.content)
        self.note = label("", "quiet", wrap=True)
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.main = button(act, main=True)
        self.main.setAccessibleName(act)
        self.main.clicked.connect(self.wanted)
        self.key = label("Ctrl+Enter", "key")
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._ask)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("ground", "panel")
        box = QVBoxLayout(head)
        box.setContentsMargins(24, L, 24, M)
        box.setSpacing(4)
        box.addWidget(self.title)
        box.addWidget(self.about)
        self.area.setProperty("ground", "panel")
        self.content.setProperty("ground", "panel")
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("ground", "window")
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, M, 24, M)
        row.setSpacing(S)
        row.addWidget(self.note, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.main)
        row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        self._across.addWidget(self.area, 1)
        whole.addLayout(self._across, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)
        self._foot = row

    def foot_with(self, widget: QWidget) -> None:
        """Put a widget into the foot, before the buttons."""
        self._foot.insertWidget(1, widget)

    def beside(self, widget: QWidget, share: int) -> None:
        """Put a widget to the right of the content, ``share`` times as wide."""
        self._between = rule(upright=True)
        self._across.addWidget(self._between)
        self._across.addWidget(widget, share)

    def fold(self, narrow: bool) -> None:
        """Where there is no room beside the content, put what was there below it."""
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if narrow else ways.LeftToRight
        if way != self._across.direction():
            self._across.setDirection(way)
            line = rule(upright=not narrow)
            self._across.replaceWidget(self._between, line)
            self._between.deleteLater()
            self._between = line

    def fit(self, width: int, height: int) -> None:
        """Take a size in logical pixels at 100 %, as far as the screen has room for it."""
        wanted = QSize(self.theme.px(width), self.theme.px(height))
        screen = self.screen()
        room = screen.availableSize() if screen else wanted
        self.resize(wanted.boundedTo(room * 0.95))

    def show_note(self, text: str, t: str = "quiet") -> None:
        """Say something at the foot: what will be done, or what was."""
        self.note.setText(text)
        say(self.note, t=t)

    def _ask(self) -> None:
        if self.main.isEnabled() and self.main.isVisible():
            self.wanted.emit()
