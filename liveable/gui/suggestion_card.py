"""One suggestion laid out to be judged: its passage, why, how good such ones were, the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.gui.commands import BY_NAME
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Elided, L, M, S, Sign, button, clear, label, row, say
from liveable.gui.passage import PassageView
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.judged import Record


class SuggestionCard(QWidget):
    """``do`` are the commands its buttons stand for, by name."""

    def __init__(self, work: Work, do: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._work, self._do = work, do
        self.sign = Sign(work.theme, "find")
        self.name = label("", "strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        dot = label("·", "small")
        dot.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.record = Elided("", "quiet")
        self.passage = PassageView(work.theme)
        self._why = QWidget()
        self._reasons = QGridLayout(self._why)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setHorizontalSpacing(M)
        self._reasons.setVerticalSpacing(2)
        self._reasons.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(L, S, L, S)
        box.setSpacing(S)
        box.addWidget(row(self.sign, self.name, dot, self.record, space=S))
        box.addWidget(self.passage, 1)
        box.addWidget(self._why)
        box.addStretch(0)  # the passage takes what it needs first
        box.addWidget(self._answers())

    def _answers(self) -> QWidget:
        fit = label(tr("Fit the span"), "small")
        judging = row(
            *self._keyed("suggest.accept", tr("Accept"), main=True), M,
            *self._keyed("suggest.reject", tr("Reject")), M,
            *self._keyed("suggest.later", tr("Later")), None,
            space=6,
        )  # fmt: skip
        fitting = row(
            fit,
            self._nudge("suggest.shorter", "suggest.start_left"),
            self._nudge("suggest.longer", "suggest.start_right"),
            None,
            space=6,
        )
        return TwoRows(self._work.theme, judging, fitting, 530, (0, 0, 0, 0))

    def _keyed(self, name: str, text: str, main: bool = False) -> tuple[QWidget, QWidget]:
        made = button(text, main=main)
        self._wire(made, name, name)
        made.setObjectName(name)
        return made, KeyCap(self._work.keys, name)

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

    def show_suggestion(
        self,
        suggestion: Suggestion,
        span: Span,
        body: str,
        record: Record,
        others: Sequence[str] = (),
    ) -> None:
        """Show a suggestion, its span perhaps made to fit, and who else coded it already."""
        code = self._work.codes.get(suggestion.code)
        if code is not None:
            self.sign.set_sign(self._work.theme.code(code.colour))
            self.name.setText(_short(code.name))
        self.record.set_text(said_of(record))
        marks = [Span(reason.start, reason.stop) for reason in suggestion.reasons]
        self.passage.show_passage(body, span, marks)
        told = [(tr("Already"), coded_already(others))] if others else []
        self._show_why([*told, *why(suggestion.reasons), (tr("Basis"), basis(record))])

    def _show_why(self, rows: Sequence[tuple[str, str]]) -> None:
        clear(self._reasons)
        for number, (kind, text) in enumerate(rows):
            self._reasons.addWidget(label(kind, "cap"), number, 0)
            self._reasons.addWidget(Elided(text, "quiet"), number, 1)


def coded_already(others: Sequence[str]) -> str:
    """Who else coded a suggestion's passage with its code, in a sentence; "" for nobody."""
    if not others:
        return ""
    text = tr("{who} has coded this with it already")
    return (text if len(others) == 1 else tr("{who} have coded this with it already")).format(
        who=_listed(list(others))
    )


def _short(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:47]}…"


def why(reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """A suggestion's reasons as rows of words: their kind, and a sentence."""
    rows = []
    phrases = _quoted(reason.text for reason in reasons if reason.kind == "phrase")
    if len(phrases) == 1:
        rows.append((tr("Words"), tr("{one} is one of this code's phrases", one=phrases[0])))
    elif phrases:
        said = _listed(phrases)
        rows.append((tr("Words"), tr("{some} are among this code's phrases", some=said)))
    single = _quoted(reason.text for reason in reasons if reason.kind == "lemma")
    if single:
        text = tr("{some} speaks for it") if len(single) == 1 else tr("{some} speak for it")
        rows.append((tr("Also"), text.format(some=_listed(single))))
    return rows


def _quoted(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(f"“{' '.join(each.split())}”" for each in words))


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return tr("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def said_of(record: Record) -> str:
    """How good a code's suggestions were so far, in words."""
    if not record.judged:
        return tr("None of its suggestions was judged yet")
    if record.judged < 40:
        times = counted(record.judged, "time", "times")
        return tr("Right {right} of {times} so far", right=record.right, times=times)
    return tr("Right {right} of the last {judged} times", **record._asdict())


def basis(record: Record) -> str:
    """What is known of the code: how much was coded with it."""
    if not record.codings:
        return tr("Its phrases alone; nothing was coded with it yet")
    return tr(
        "Its phrases; {codings} so far, in {documents}",
        codings=counted(record.codings, "coding", "codings"),
        documents=counted(record.documents, "document", "documents"),
    )
