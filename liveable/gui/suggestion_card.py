"""One passage laid out to be judged: its words, why, how good such ones were, the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.core.spans import Span
from liveable.gui.commands import BY_NAME
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Elided, L, M, Pouring, S, Sign, button, label, row, say
from liveable.gui.passage import PassageView, Weighed
from liveable.gui.two_rows import TwoRows
from liveable.gui.why_card import Line, WhyView
from liveable.gui.words import tr
from liveable.gui.work import Work

ANSWERS = ("suggest.accept", "suggest.reject", "suggest.later", "suggest.read")


@dataclass(frozen=True, slots=True)
class Told:
    """All that is shown of one passage: its ``code``, or a ``head`` of its own, with a ``remark``;
    its words with ``marks``; ``lines`` below; ``acts`` on words; the ``answers`` there are, each a
    command and what it is called here. ``fits``: its edges can be moved.
    """

    body: str
    span: Span
    code: str = ""
    head: str = ""
    remark: str = ""
    marks: tuple[Weighed, ...] = ()
    lines: tuple[Line, ...] = ()
    acts: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    fits: bool = False


class SuggestionCard(QWidget):
    """``do`` are the commands its buttons stand for, by name; ``told`` is what was shown last."""

    def __init__(self, work: Work, do: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._work, self._do = work, do
        self.sign = Sign(work.theme, "find")
        self.name = label("", "strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        dot = label("·", "small")
        dot.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.record = Elided("", "quiet")
        self.passage = PassageView(work.theme, whole=True)
        self.why = WhyView(work, do)
        self.told: Told | None = None
        self._keyed_parts: dict[str, QWidget] = {}
        self._buttons: dict[str, QPushButton] = {}
        below = Pouring()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(S)
        inner.addWidget(self.passage)
        inner.addWidget(self.why)
        inner.addStretch(1)
        top = row(self.sign, self.name, dot, self.record, space=S)
        answers = self._answers()
        box = QVBoxLayout(self)
        box.setContentsMargins(L, S, L, S)
        box.setSpacing(S)
        box.addWidget(top)
        self._area = _Fitting(below, self.passage)
        box.addWidget(self._area, 1)
        box.addStretch(0)  # what is said takes what it needs first
        box.addWidget(answers)

    def _answers(self) -> QWidget:
        for command in ANSWERS:
            self._keyed(command)
        self._fit_word = label(tr("Fit the span"), "small")
        self._fitting = row(
            self._fit_word,
            self._nudge("suggest.shorter", "suggest.start_left"),
            self._nudge("suggest.longer", "suggest.start_right"),
            None,
            space=6,
        )
        judging = flowing(*self._keyed_parts.values(), space=M)
        return TwoRows(self._work.theme, judging, self._fitting, 405, (0, 0, 0, 0))

    def _keyed(self, command: str) -> None:
        made = self._buttons[command] = button("", main=command == "suggest.accept")
        self._wire(made, command, command)
        made.setObjectName(command)
        self._keyed_parts[command] = row(made, KeyCap(self._work.keys, command), space=6)
        self._keyed_parts[command].hide()

    def _nudge(self, name: str, shifted: str) -> QPushButton:
        """A key cap that can be clicked too; with Shift it moves the beginning."""
        made = button("")
        say(made, t="key")
        made.setAccessibleName(tr(BY_NAME[name].text))
        made.setToolTip(
            tr("{end}. With Shift: {start}", end=tr(BY_NAME[name].text),
               start=tr(BY_NAME[shifted].text).lower())
        )  # fmt: skip
        made.setObjectName(name)
        self._wire(made, name, shifted)
        keys = self._work.keys

        def show() -> None:
            made.setText(keys(name) or "↔")

        keys.changed.connect(show)
        show()
        return made

    def _wire(self, made: QPushButton, name: str, shifted: str) -> None:
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the queue

        def pressed() -> None:
            shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self._do[shifted if shift else name]()

        made.clicked.connect(pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_word.setVisible(self.width() >= self._work.theme.px(540))

    def show_told(self, told: Told) -> None:
        """Show one passage with all that is known of it."""
        self.told = told
        code = self._work.codes.get(told.code)
        look = self._work.theme.code(code.colour) if code is not None else None
        self.sign.setVisible(look is not None)
        if look is not None:
            self.sign.set_sign(look)
        self.name.setText(_short(told.head or (code.name if code is not None else "")))
        self.record.set_text(told.remark)
        self.passage.show_passage(told.body, told.span, told.marks)
        self.why.show_lines(told.lines, told.acts)
        self._area.bring_up()
        for command, part in self._keyed_parts.items():
            part.setVisible(command in told.answers)
            self._buttons[command].setText(told.answers.get(command, ""))
        self._fitting.setVisible(told.fits)


class _Fitting(QScrollArea):
    """As tall as what lies in it where there is room, else it scrolls: the passage itself comes
    first, with a line of what is said before it where all that follows is in sight as well.
    """

    def __init__(self, inner: QWidget, passage: PassageView) -> None:
        super().__init__()
        self._passage = passage
        self._fresh = True  # what is shown has not been scrolled by anybody
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._touched)
        bar.sliderPressed.connect(self._touched)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner
        self.setWidget(inner)
        inner.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
            self._settle()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._touched()
        super().wheelEvent(event)

    def bring_up(self) -> None:
        """Scroll to the passage."""
        self._fresh = True
        self._settle()

    def _touched(self, _action: int = 0) -> None:
        self._fresh = False

    def _settle(self) -> None:
        if self._fresh:
            top = self._passage.y() + self._passage.top()
            before = top - self._passage.line()
            room = self._inner.height() - before <= self.viewport().height()
            self.verticalScrollBar().setValue(before if room else top)

    def _fit(self) -> None:
        layout = self._inner.layout()
        if layout is not None:
            wide = self._inner.width()
            tall = layout.heightForWidth(wide) if layout.hasHeightForWidth() else -1
            tall = max(tall, layout.minimumSize().height() if tall < 0 else 0)
            if tall != self.maximumHeight():
                self.setMaximumHeight(max(tall, 1))
                self.setMinimumHeight(min(tall, 2 * self._passage.line() + S))
                self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())


def _short(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:47]}…"
