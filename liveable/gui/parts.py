"""Small parts all panels are made of: labels by role, keys, rows and columns, lines, icons."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.gui.theme import CodeLook, Theme, draw_mark

Part = Literal[
    "display", "title", "reading", "strong", "head", "quiet", "small", "cap", "good", "warn",
    "bad", "key", "tag", "body",
]  # fmt: skip
Icon = Literal[
    "interview", "diary", "focus-group", "survey", "field-notes", "folder", "open", "shut", "done",
    "ring", "cross", "alert", "find", "memo", "star",
]  # fmt: skip
Edges = tuple[int, int, int, int]
XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 40  # the 4-pixel grid


def say(widget: QWidget, **roles: str) -> None:
    """Give a widget its roles in the style sheet (``t``, ``ground``, ``box``, ``main``…)."""
    for name, value in roles.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str, t: Part = "body", *, wrap: bool = False) -> QLabel:
    """Plain text in a role. Nothing the user wrote is ever read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("t", t)
    made.setWordWrap(wrap)
    if t in ("key", "tag"):
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def tip(text: str) -> str:
    """A text of the user's for a tooltip, which would read what looks like HTML as such."""
    if "<" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>'


class Elided(QLabel):
    """One line of text that gives way: cut with an ellipsis, whole in its tooltip."""

    def __init__(self, text: str = "", t: Part = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("t", t)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(tip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.contentsRect(), int(Qt.AlignmentFlag.AlignVCenter | self.alignment()), shown
        )


def button(text: str, *, main: bool = False, link: bool = False) -> QPushButton:
    """A button; ``main`` marks the one main act of a page, ``link`` a quiet one."""
    made = QPushButton(text)
    made.setProperty("main", "1" if main else "0")
    made.setProperty("link", "1" if link else "0")
    made.setAutoDefault(False)
    return made


def row(*items: QWidget | int | None, space: int = S, edges: Edges = (0, 0, 0, 0)) -> QWidget:
    """Widgets side by side; None is a stretch, a number a distance."""
    return _laid(QHBoxLayout(), items, space, edges)


def column(*items: QWidget | int | None, space: int = S, edges: Edges = (0, 0, 0, 0)) -> QWidget:
    """Widgets below one another; None is a stretch, a number a distance."""
    return _laid(QVBoxLayout(), items, space, edges)


def _laid(
    box: QBoxLayout, items: tuple[QWidget | int | None, ...], space: int, edges: Edges
) -> QWidget:
    frame = QWidget()
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    frame.setLayout(box)
    box.setSpacing(space)
    box.setContentsMargins(*edges)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        else:
            fixed = item.property("t") in ("key", "tag") and isinstance(box, QHBoxLayout)
            box.addWidget(item, 0, Qt.AlignmentFlag.AlignVCenter if fixed else Qt.AlignmentFlag(0))
    return frame


def rule(*, upright: bool = False) -> QFrame:
    """A thin line between things."""
    line = QFrame()
    line.setProperty("ground", "line")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # else one just added would be shown as a window of its own, later
            widget.setParent(None)
            widget.deleteLater()


class Pouring(QWidget):
    """What lies in a scroll area and flows anew for every width, however narrow.

    Without this, the height that wrapped words would need at their narrowest is always kept. Where
    nothing wraps, it is never lower than what lies in it.
    """

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None or layout.hasHeightForWidth():
            return QSize(0, 0)
        return QSize(0, layout.minimumSize().height())


def scrolled(content: Pouring) -> QScrollArea:
    """A page that goes up and down where there is too little room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that nobody has to look at."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


Stroke = tuple[tuple[float, float], ...]
_RINGS: dict[Icon, tuple[tuple[float, float, float], ...]] = {
    "focus-group": ((8, 5, 2.3), (3.9, 10.8, 2.1), (12.1, 10.8, 2.1)),
    "ring": ((8, 8, 4.6),),
    "find": ((7, 7, 3.9),),
}
_STROKES: dict[Icon, tuple[Stroke, ...]] = {
    "interview": (
        ((2, 3.5), (14, 3.5), (14, 11), (8, 11), (5, 13.8), (5, 11), (2, 11), (2, 3.5)),
    ),
    "diary": (
        ((3, 2.5), (12.5, 2.5), (12.5, 13.5), (3, 13.5), (3, 2.5)),
        ((5.6, 2.5), (5.6, 13.5)),
        ((8, 6), (10.4, 6)),
    ),
    "focus-group": (),
    "survey": (
        ((3, 2.5), (13, 2.5), (13, 13.5), (3, 13.5), (3, 2.5)),
        ((5.5, 6), (10.5, 6)),
        ((5.5, 9.5), (10.5, 9.5)),
    ),
    "field-notes": (
        ((3, 13), (3.6, 10.4), (11, 3), (13, 5), (5.6, 12.4), (3, 13)),
        ((9.4, 4.6), (11.4, 6.6)),
    ),
    "folder": (((2, 4), (6.4, 4), (7.8, 5.6), (14, 5.6), (14, 12.8), (2, 12.8), (2, 4)),),
    "open": (((4.5, 6.5), (8, 10), (11.5, 6.5)),),
    "shut": (((6.5, 4.5), (10, 8), (6.5, 11.5)),),
    "done": (((3.5, 8.4), (6.8, 11.6), (12.8, 4.8)),),
    "ring": (),
    "cross": (((4.5, 4.5), (11.5, 11.5)), ((11.5, 4.5), (4.5, 11.5))),
    "alert": (
        ((8, 2.8), (14, 13.2), (2, 13.2), (8, 2.8)),
        ((8, 6.8), (8, 9.6)),
        ((8, 11.3), (8, 11.6)),
    ),
    "find": (((10, 10), (13.4, 13.4)),),
    "memo": (
        ((3, 3), (13, 3), (13, 9.6), (9.6, 13), (3, 13), (3, 3)),
        ((13, 9.6), (9.6, 9.6), (9.6, 13)),
    ),
    "star": (
        (
            (8, 2.4), (9.7, 6), (13.6, 6.5), (10.8, 9.2), (11.5, 13.1), (8, 11.2), (4.5, 13.1),
            (5.2, 9.2), (2.4, 6.5), (6.3, 6), (8, 2.4),
        ),
    ),
}  # fmt: skip


def draw_icon(painter: QPainter, icon: Icon, x: float, y: float, colour: QColor, size: int) -> None:
    """An outline icon in a square of ``size`` whose corner is (x, y)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / 16, size / 16)
    pen = QPen(colour, 1.3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for cx, cy, radius in _RINGS.get(icon, ()):
        painter.drawEllipse(QPointF(cx, cy), radius, radius)
    for stroke in _STROKES[icon]:
        painter.drawPolyline([QPointF(*point) for point in stroke])
    painter.restore()


def draw_key(
    painter: QPainter, theme: Theme, key: str, at: QPoint, *, ends: bool = False, least: int = 0
) -> QRect:
    """A key in its cap, ``at`` the middle of its left side, or where it ``ends`` of its right one;
    returns where it is.
    """
    px, font = theme.px, theme.font("tiny")
    font.setWeight(font.Weight.Medium)
    metrics = QFontMetrics(font)
    height = metrics.height() + px(2)
    width = max(metrics.horizontalAdvance(key) + px(12), height + px(4), least)
    cap = QRect(at.x() - (width if ends else 0), at.y() - height // 2 + 1, width, height)
    painter.setPen(QPen(theme["edge"], 1))
    painter.setBrush(theme["paper"])
    painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setFont(font)
    painter.setPen(theme["ink2"])
    painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
    return cap


def icon(theme: Theme, name: Icon, role: str = "ink2") -> QIcon:
    """An outline icon for buttons and item views, in the theme's present colours."""
    size = theme.px(16)
    picture = QPixmap(size * 2, size * 2)  # twice, for dense screens
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_icon(painter, name, 0, 0, theme[role], size)
    painter.end()
    return QIcon(picture)


class Sign(QWidget):
    """An icon or a code's mark beside a word; says nothing to a screen reader, the word does."""

    def __init__(self, theme: Theme, sign: Icon | CodeLook, role: str = "ink3") -> None:
        super().__init__()
        self._theme, self._sign, self._role = theme, sign, role
        self._fit()
        theme.changed.connect(self._fit)

    def set_sign(self, sign: Icon | CodeLook, role: str | None = None) -> None:
        """Show another sign, an icon in another role's colour if one is named."""
        self._sign = sign
        self._role = role or self._role
        self.update()

    def _fit(self) -> None:
        side = self._theme.px(16)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        if isinstance(self._sign, CodeLook):
            look = self._sign
            draw_mark(painter, look.mark, side / 2, side / 2, look.colour, side * 0.62)
        else:
            draw_icon(painter, self._sign, 0, 0, self._theme[self._role], side)


def card(inner: QWidget) -> QFrame:
    """A frame with round corners around a list."""
    made = QFrame()
    made.setProperty("box", "card")
    box = QVBoxLayout(made)
    box.setContentsMargins(1, 1, 1, XS)
    box.addWidget(inner)
    return made
