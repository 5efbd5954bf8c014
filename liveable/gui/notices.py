"""One quiet notice at a time, at the foot of what one works in; it never asks for anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QAbstractAnimation,
    QEvent,
    QObject,
    QPropertyAnimation,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QCursor,
    QDesktopServices,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGraphicsDropShadowEffect,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.parts import L, M, Sign, announce, button, label
from liveable.gui.theme import Theme
from liveable.gui.words import tr
from liveable.gui.work import Notice, Work

SECONDS, BAD_SECONDS, HEARD_SECONDS = 6.0, 15.0, 30.0
_FADE = 250  # ms


class Notices(QObject):
    """Shows what ``work`` says over a widget. ``undo_wanted`` follows its Undo.

    Without a project, give a theme and use ``say`` or ``show_notice``.
    """

    undo_wanted = Signal()

    def __init__(self, work: Work | None, over: QWidget, theme: Theme | None = None) -> None:
        super().__init__(over)
        look = work.theme if work is not None else theme
        assert look is not None, "without a project, a notice needs a theme"
        keys = work.keys if work is not None else Keys(parent=self)
        self.card = _Card(over, look, keys)
        self.card.undo.clicked.connect(self._undo)
        self.card.folder.clicked.connect(self._open_folder)
        self.card.details.clicked.connect(self._show_details)
        self.card.more.clicked.connect(self._do_more)
        self.card.shut.clicked.connect(self.card.vanish)
        self._file: Path | None = None
        self._details = ""
        self._more: Callable[[], object] | None = None
        if work is not None:
            work.said.connect(self.show_notice)
            work.changed.connect(self._outdate)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show one sentence."""
        self.show_notice(Notice(text, bad=bad))

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in the place of the one before."""
        self._file, self._details, self._more = notice.file, notice.details, notice.do
        self.card.show_notice(notice)

    def hide(self) -> None:
        """Take the notice away."""
        self.card.vanish()

    def _outdate(self, _changed: object) -> None:
        """Another act was done since: the Undo that is offered would take back that one."""
        self.card.offer_undo(False)

    def _undo(self) -> None:
        self.card.vanish()
        self.undo_wanted.emit()

    def _show_details(self) -> None:
        """Show everything there is to say, for as long as one likes."""
        details = Details(
            self.card.theme, self.card.words.text(), self._details, self.card.window()
        )
        self.card.vanish()
        details.open()

    def _do_more(self) -> None:
        do = self._more
        self.card.vanish()
        if do is not None:
            do()

    def _open_folder(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))


class Details(QDialog):
    """A list that is longer than a notice: to read, to copy, to close."""

    def __init__(self, theme: Theme, about: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(about.partition("\n")[0])
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.windowTitle())
        shut = button(tr("Close"), main=True)
        shut.clicked.connect(self.accept)
        box = QVBoxLayout(self)
        box.setContentsMargins(L, L, L, L)
        box.setSpacing(M)
        box.addWidget(label(self.windowTitle(), "head", wrap=True))
        box.addWidget(self.text, 1)
        box.addWidget(shut, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(560), theme.px(360))


class _Card(QFrame):
    """The notice itself, kept at the bottom right of what it lies over."""

    def __init__(self, over: QWidget, theme: Theme, keys: Keys) -> None:
        super().__init__(over)
        self._over, self.theme = over, theme
        self.setProperty("box", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.sign = Sign(theme, "done", "good")
        self.words = label("", "body", wrap=True)
        self.undo = button(tr("Undo"), link=True)
        self.key = KeyCap(keys, "project.undo")
        self.folder = button(tr("Open folder"), link=True)
        self.details = button(tr("Show all…"), link=True)
        self.more = button("", link=True)
        self.shut = button("×", link=True)
        self.shut.setAccessibleName(tr("Close"))
        for link in (self.undo, self.folder, self.details, self.more, self.shut):
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 7, 10, 7)
        box.setSpacing(8)
        self._after = (
            self.undo, self.key, self.folder, self.details, self.more, self.shut,
        )  # fmt: skip
        for part in (self.sign, self.words, *self._after):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._fade)
        self._fading: QPropertyAnimation | None = None
        self._lasts = 0
        self._pointed_at = False
        self._pointer = QCursor.pos()
        self.setMouseTracking(True)
        over.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        theme.changed.connect(self._fit)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show this now, and for as long as its kind wants."""
        self._stop_fading()
        self.sign.set_sign("alert" if notice.bad else "done", "bad" if notice.bad else "good")
        self.words.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.offer_undo(notice.undo)
        self.folder.setVisible(notice.file is not None)
        self.details.setVisible(bool(notice.details))
        self.more.setText(notice.more)
        self.more.setVisible(bool(notice.more))
        self.shut.setVisible(notice.bad or bool(notice.details or notice.more))
        seconds = BAD_SECONDS if notice.bad or notice.lasting else SECONDS
        if QAccessible.isActive():
            seconds = max(seconds, HEARD_SECONDS)
        self._lasts = round(seconds * 1000)
        self._pointer = QCursor.pos()
        self.show()
        self.raise_()
        self._fit()
        self._count()
        announce(self, notice.text)

    def offer_undo(self, offered: bool) -> None:
        """Show the link, or take it away."""
        self.undo.setVisible(offered)
        self.key.setVisible(offered and bool(self.key.text()))
        self._fit()

    def vanish(self) -> None:
        """Go at once; the keys stay where they were, or go back to what lies below."""
        self._clock.stop()
        self._stop_fading()
        self._pointed_at = False
        if self.isAncestorOf(QApplication.focusWidget() or self._over):
            self._over.setFocus()
        self.hide()

    # --- how long

    def _attended(self) -> bool:
        focus = QApplication.focusWidget()
        return self._pointed_at or (focus is not None and self.isAncestorOf(focus))

    def _count(self) -> None:
        self._clock.stop()
        # A list stays until it is shut, and so does an offer that is made nowhere else in sight.
        if not self._attended() and self.details.isHidden() and self.more.isHidden():
            self._clock.start(self._lasts)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        # Where it came up under a mouse that lies still, nobody is looking at it yet.
        if event.globalPosition().toPoint() != self._pointer:
            self._point_at()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at()

    def _point_at(self) -> None:
        self._pointed_at = True
        self._stop_fading()
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed_at = False
        if self.isVisible():
            self._count()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._stop_fading()
            self._clock.stop()
        elif old is not None and self.isAncestorOf(old) and self.isVisible():
            self._count()

    def _fade(self) -> None:
        if self._attended():
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)  # Qt deletes the shadow, the effect before
        self._fading = QPropertyAnimation(effect, b"opacity", self)
        self._fading.setDuration(_FADE)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.finished.connect(self.vanish)
        self._fading.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)

    def _stop_fading(self) -> None:
        if self._fading is not None:
            self._fading.stop()
            self._fading.deleteLater()
            self._fading = None
        glow = QGraphicsDropShadowEffect(self)
        glow.setBlurRadius(32)
        glow.setOffset(0, 8)
        glow.setColor(self.theme["shadow"])
        self.setGraphicsEffect(glow)

    # --- where

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.vanish()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        if self.isHidden():
            return
        px, over = self.theme.px, self._over
        room = min(over.width() - px(40), px(640))
        parts = (self.sign, *self._after)
        beside = [part.sizeHint().width() + 8 for part in parts if not part.isHidden()]
        measure = self.words.fontMetrics().horizontalAdvance
        needed = max(map(measure, self.words.text().split("\n"))) + 4
        width = max(px(60), min(needed, room - sum(beside) - 22))
        self.words.setMinimumSize(0, 0)  # a label never finds that it needs less than it has
        self.words.setFixedWidth(width)
        self.words.setFixedHeight(self.words.heightForWidth(width))
        size = self.sizeHint()
        self.resize(QSize(min(size.width(), max(over.width(), 1)), size.height()))
        right, below = px(20), px(22)
        self.move(
            max(0, over.width() - self.width() - right),
            max(0, over.height() - self.height() - below),
        )
