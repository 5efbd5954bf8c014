"""The shape of a page laid open over a project to be looked at: a head, a list, what is gone to in
it, and a way back.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liveable.gui.commands import Doers, Need
from liveable.gui.notices import Notices
from liveable.gui.parts import M, S, Sign, button, label, row, rule
from liveable.gui.status import Job
from liveable.gui.theme import CodeLook
from liveable.gui.words import tr
from liveable.gui.work import Work

_MOST = 16_777_215  # Qt's own bound of a widget's size
_LOW = 480  # logical pixels: below, head and foot say only the most needed


class Aside(QWidget):
    """``side`` and ``right`` are put in with ``lay_out``. ``place_wanted`` carries a document and a
    span to show in its text, ``left`` follows Back and Escape, ``offers_changed`` what there is to
    do.

    ``SIDE`` is the width of the list, ``BESIDE`` from where the rest stands beside it, not below;
    both in logical pixels at 100 %.
    """

    place_wanted = Signal(str, object)
    left = Signal()
    offers_changed = Signal()
    SIDE: ClassVar[int] = 400
    BESIDE: ClassVar[int] = 600

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.sign = Sign(work.theme, "find")
        self.sign.hide()
        self.title = label("", "title", wrap=True)
        self.about = label("", "quiet", wrap=True)
        self.promise = label("", "quiet", wrap=True)
        self.back = button(tr("Back"))
        self.job = Job()

    # --- looks

    def lay_out(self, side: QWidget, right: QWidget, over: QWidget | None = None) -> None:
        """Put the parts in; notices come ``over`` a part of the right, or all of it."""
        self._side = side
        self.body = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.body)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._between = QFrame()
        self._between.setProperty("ground", "line")
        for part, share in ((side, 0), (self._between, 0), (right, 1)):
            self._across.addWidget(part, share)
        _ground(side, "panel")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for each in (self._head(), rule(), self.body, rule(), self._foot()):
            whole.addWidget(each, 1 if each is self.body else 0)
        self.notices = Notices(self.work, over or right)
        self.back.clicked.connect(self.left)
        self.work.tasks.started.connect(self.job.follow)
        self.work.theme.changed.connect(self.fit, Qt.ConnectionType.QueuedConnection)
        around = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=around).activated.connect(self.escape)
        self.fit()

    def _head(self) -> QWidget:
        head = QWidget()
        _ground(head, "panel")
        box = QVBoxLayout(head)
        box.setContentsMargins(28, 18, 24, 14)
        box.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.sign)
        line.addWidget(self.title, 1)
        box.addLayout(line)
        box.addWidget(self.about)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        _ground(foot, "window")
        box = QHBoxLayout(foot)
        box.setContentsMargins(28, 10, 24, 10)
        box.setSpacing(M)
        box.addWidget(self.promise, 1)
        box.addStretch(0)
        box.addWidget(self.job)
        box.addWidget(row(self.back, label("Esc", "key"), space=6))
        return foot

    def show_head(self, title: str, look: CodeLook | None = None) -> None:
        """Say what is laid open, with the mark of a code where it is about one."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.sign.setVisible(look is not None)
        if look is not None:
            self.sign.set_sign(look)

    def fit(self) -> None:
        """Lay the parts out for the room there is."""
        px, zoom = self.work.theme.px, self.work.theme.zoom
        beside = self.width() * 100 // zoom >= self.BESIDE
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        low = self.height() * 100 // zoom < _LOW
        wide = min(px(self.SIDE), self.width() * 11 // 20)
        self._side.setMinimumWidth(wide if beside else 0)
        self._side.setMaximumWidth(wide if beside else _MOST)
        self._side.setMaximumHeight(_MOST if beside else max(self.height() * 2 // 5, 160))
        for words in (self.about, self.promise):
            words.setVisible(not low)
        self._between.setMinimumSize(1, 1)
        self._between.setMaximumSize(1 if beside else _MOST, _MOST if beside else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the page."""
        return {}

    def offers(self) -> frozenset[Need]:
        """What there is to do besides taking acts back."""
        return frozenset()

    def keys_at(self) -> QWidget:
        """Where letters alone are heard."""
        return self

    def take_focus(self) -> None:
        """Put the keys where work goes on."""
        self.keys_at().setFocus()

    def escape(self) -> None:
        """Go back."""
        self.left.emit()

    def stop(self) -> None:
        """Work nothing out any more: nobody looks at the page."""


def _ground(widget: QWidget, ground: str) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("ground", ground)
