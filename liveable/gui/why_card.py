"""Why a passage is suggested, below it: the words that weigh, codings it is like, what it rests on;
and what can be said about the words from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from liveable.core.learned import CodeMeasure, Near, Share, Why
from liveable.core.suggestion import Reason, Suggestion
from liveable.gui.flow import Flow
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Elided, M, S, button, clear, label, row, tip
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.judged import Record

_WORDS = 3  # named in a sentence
_NEAR = ("suggest.near", "suggest.nearby")  # the keys of the nearest codings
ACTS = ("suggest.mislead", "suggest.promote", "suggest.change_cue", "suggest.ban",
        "suggest.similar")  # fmt: skip


class Line(NamedTuple):
    """One line below a passage; pressed, it does the command, whose key stands before it."""

    kind: str
    text: str
    command: str = ""


class WhyView(QWidget):
    """``do`` are the commands its buttons stand for, by name."""

    def __init__(self, work: Work, do: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._work, self._do = work, do
        lines = QWidget()
        self._lines = QGridLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(M)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnStretch(1, 1)
        acts = QWidget()
        flow = Flow(acts, space=S)
        self._acts: dict[str, QWidget] = {}
        for command, text in zip(ACTS, _act_words(), strict=True):
            pressed = button(text, link=True)
            pressed.setObjectName(command)
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the list
            pressed.clicked.connect(partial(self._press, command))
            self._acts[command] = row(pressed, KeyCap(work.keys, command), S, space=4)
            flow.addWidget(self._acts[command])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(lines)
        box.addWidget(acts)

    def show_lines(self, lines: Sequence[Line], acts: Iterable[str] = ()) -> None:
        """Show these lines, and of the acts those that make sense."""
        clear(self._lines)
        for number, line in enumerate(lines):
            self._lines.addWidget(label(line.kind, "cap"), number, 0)
            self._lines.addWidget(self._said(line), number, 1)
        offered = frozenset(acts)
        for command, part in self._acts.items():
            part.setVisible(command in offered)

    def _press(self, command: str, _checked: bool = False) -> None:
        self._do[command]()

    def _said(self, line: Line) -> QWidget:
        if not line.command:
            return Elided(line.text, "quiet")
        pressed = Pressed(self._work, line.text)
        pressed.clicked.connect(partial(self._press, line.command))
        said = row(KeyCap(self._work.keys, line.command), pressed, space=6)
        said.layout().setStretch(1, 1)  # type: ignore[union-attr]
        return said


class Pressed(QAbstractButton):
    """A quiet line that can be pressed and gives way: cut with an ellipsis, whole in its tip."""

    def __init__(self, work: Work, text: str) -> None:
        super().__init__()
        self._theme = work.theme
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the list
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(24, QFontMetrics(self._theme.font("body")).height() + 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, font = QPainter(self), self._theme.font("body")
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(self._theme["accent"])
        box = self.rect().adjusted(2, 0, -2, 0)
        cut = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(self._whole, cut, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self.hasFocus():
            painter.setPen(QPen(self._theme["accent"], 1))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _act_words() -> tuple[str, ...]:
    return (
        tr("A word misleads"), tr("Make a word a cue"), tr("Change the cue"), tr("Ban the cue"),
        tr("More like this"),
    )  # fmt: skip


# --- what is said


def lines_of(
    reasons: Sequence[Reason],
    why: Why | None,
    record: Record,
    measure: CodeMeasure | None,
    places: Sequence[str] = (),
    *,
    learned: bool = True,
) -> list[Line]:
    """Everything that is known, one line each; ``places`` are where the nearest codings stand.
    What was not ``learned`` well enough to be suggested from is silent here too.
    """
    found = cue_lines(reasons)
    if learned and why is None:
        found += _weighing([reason for reason in reasons if reason.kind == "word"], None)
    elif learned and why is not None:
        found += _weighing(why.words, why.carried)
    if why is not None:
        found += [
            Line(tr("Nearest"), f"{_quote(near)} · {place}" if place else _quote(near), command)
            for near, place, command in zip(why.nearest, places, _NEAR, strict=False)
        ]
    said = why if learned else None
    found.append(Line(tr("Basis"), basis(record, said, measure)))
    if known := tried(said, measure):
        found.append(Line(tr("Tried"), known))
    return found


def like_lines(suggestion: Suggestion, record: Record, like: str) -> list[Line]:
    """Why a passage is like another: how much, and the words that both have."""
    shared = _quoted(r.text for r in suggestion.reasons if r.kind == "word" and r.weight > 0)
    said = tr("{share} like “{words}”", share=f"{suggestion.score:.0%}", words=like)
    found = [Line(tr("Likeness"), said)]
    if shared:
        one, many = tr("{some} stands in both"), tr("{some} stand in both")
        text = one if len(shared) == 1 else many
        found.append(Line(tr("Words"), text.format(some=listed(shared[: 2 * _WORDS]))))
    return [*found, Line(tr("Basis"), basis(record))]


def cue_lines(reasons: Sequence[Reason]) -> list[Line]:
    """The cues that were matched, in sentences."""
    found = []
    phrases = _quoted(reason.text for reason in reasons if reason.kind == "phrase")
    if len(phrases) == 1:
        found.append(Line(tr("Cue"), tr("{one} is one of this code's phrases", one=phrases[0])))
    elif phrases:
        said = listed(phrases)
        found.append(Line(tr("Cues"), tr("{some} are among this code's phrases", some=said)))
    single = _quoted(reason.text for reason in reasons if reason.kind == "lemma")
    if single:
        found.append(Line(tr("Also"), _speaking(single, tr("for it"))))
    return found


def _weighing(words: Sequence[Reason], carried: float | None) -> list[Line]:
    for_ = _quoted(r.text for r in words if r.weight > 0)[:_WORDS]
    against = _quoted(r.text for r in words if r.weight < 0)[:_WORDS]
    found = []
    if for_ and carried is not None:
        one, many = (
            tr("{some} carries {share} of what speaks for it"),
            tr("{some} carry {share} of what speaks for it"),
        )
        said = (one if len(for_) == 1 else many).format(some=listed(for_), share=f"{carried:.0%}")
        found.append(Line(tr("Words"), said))
    elif for_:
        found.append(Line(tr("Words"), _speaking(for_, tr("for it"))))
    if against:
        found.append(Line(tr("Against"), _speaking(against, tr("against it"))))
    return found


def _speaking(words: list[str], what: str) -> str:
    text = tr("{some} speaks {what}") if len(words) == 1 else tr("{some} speak {what}")
    return text.format(some=listed(words), what=what)


def basis(record: Record, why: Why | None = None, measure: CodeMeasure | None = None) -> str:
    """What a code's suggestions rest on: how much was coded, and what the definition still says."""
    said = [_coded(record)]
    if measure is not None and measure.state == "too few" and record.codings:
        said.append(tr("{n} of them learned from: too few", n=f"{measure.examples:,}"))
    if why is not None and why.examples:
        said.append(
            tr("{share} from the definition and cues", share=f"{why.definition:.0%}")
            if why.definition >= 0.005
            else tr("nothing from the definition any more")
        )
    return " · ".join(said)


def tried(why: Why | None, measure: CodeMeasure | None) -> str:
    """How good a code's suggestions are in text held out, and which model it was; "" where
    nothing was learned, or too little was tried.
    """
    said = []
    told = measure.measured if measure is not None and measure.state != "too few" else None
    if measure is not None and told is not None and told.precision:
        precision = share_of(told.precision)
        said.append(
            tr("Too weak: {share} right in text held out", share=precision)
            if measure.state == "too weak"
            else tr("{share} right in text held out", share=precision)
        )
    if why is not None and why.examples:
        said.append(tr("{n} examples, {model}", n=f"{why.examples:,}", model=why.model))
    return " · ".join(said)


def _coded(record: Record) -> str:
    if not record.codings:
        return tr("Nothing was coded with it yet")
    return tr(
        "{codings} in {documents}",
        codings=counted(record.codings, "coding", "codings"),
        documents=counted(record.documents, "document", "documents"),
    )


def share_of(share: Share) -> str:
    """A proportion with its interval: "61% (48–73%)"."""
    value, low, high = (round(100 * part) for part in share)
    return f"{value}% ({low}–{high}%)"


def said_of(record: Record) -> str:
    """How good a code's suggestions were so far, in words."""
    if not record.judged:
        return tr("None of its suggestions was judged yet")
    if record.judged < 40:
        times = counted(record.judged, "time", "times")
        return tr("Right {right} of {times} so far", right=record.right, times=times)
    return tr("Right {right} of the last {judged} times", **record._asdict())


def _quote(near: Near) -> str:
    words = " ".join(near.text.split())
    return f"“{words if len(words) <= 160 else words[:159] + '…'}”"


def _quoted(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(f"“{' '.join(each.split())}”" for each in words))


def listed(words: list[str]) -> str:
    """Several words as one says them."""
    if len(words) < 2:
        return "".join(words)
    return tr("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])
