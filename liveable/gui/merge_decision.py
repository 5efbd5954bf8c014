"""How a conflict is settled: the ways there are, a text of one's own, why, and for which others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveable.core.from_both import from_both
from liveable.exchange.team.values import Conflict, Decision, Option
from liveable.gui import merge_words as words
from liveable.gui.choice import Choice
from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.memo_sheet import Pad
from liveable.gui.merge_choices import WRITTEN
from liveable.gui.parts import L, M, Pouring, button, column, label, row, rule
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_USUAL = 3  # ways there are at least room for
MOST = 9  # options that have a number for a key
_NAMED_APART = ("same-name", "re-created", "matched")  # what is written is theirs' new name
_TALL, _LOW = 132, 40  # logical pixels of the field for texts of several lines, and of one


class Own(Pad):
    """A text of one's own. With ``single`` it has one line, and Enter is enough to be ``done``."""

    def __init__(self) -> None:
        super().__init__()
        self.single = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.single and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class DecisionPanel(QWidget):
    """``decided`` carries the decision to settle the conflict with, ``for_all`` the one to settle
    all undecided ones like it with; ``left`` is emitted when the keys are to leave its fields.
    """

    decided = Signal(object)
    for_all = Signal(object)
    left = Signal()

    def __init__(
        self, theme: Theme, keys: Keys, copy: str, alike: Callable[[Conflict, str], int]
    ) -> None:
        super().__init__()
        self._theme, self._copy, self._alike = theme, copy, alike
        self.conflict: Conflict | None = None
        self._options: list[Option] = []
        self._drafts: dict[str, Decision] = {}  # what was written and not decided
        self._shown = Decision("")
        self.choices: list[Choice] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda _n, _on: self._show_choice())
        self._own_about = label("", "cap")
        self.own = Own()
        self.own.setProperty("t", "reading")
        self.own.done.connect(self.decide)
        self.own.escaped.connect(self.left)
        self.own.textChanged.connect(self._show_able)
        self._why_about = label(tr("Why (goes into the report)"), "cap")
        self.why = QLineEdit()
        self.why.setAccessibleName(tr("Why (goes into the report)"))
        self._why_about.setBuddy(self.why)
        self.go = button(tr("Decide and go on"), main=True)
        self.go.clicked.connect(self.decide)
        self._cap = KeyCap(keys, "merge.decide")
        self._own_cap = label("Ctrl+Enter", "key")
        self.all = button("")
        self.all.clicked.connect(self.decide_alike)
        self._all_cap = KeyCap(keys, "merge.alike")
        self._lay_out()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_cap)
        theme.changed.connect(self._fit)
        self._fit()
        self._show_cap()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "panel")
        inside = Pouring()
        self._box = QVBoxLayout(inside)
        self._box.addWidget(label(tr("Decision"), "head"))
        self._ways = QVBoxLayout()
        self._ways.setSpacing(10)
        self._box.addLayout(self._ways)
        for _ in range(_USUAL):
            self._add_choice()
        for part in (self._own_about, self.own, self._why_about, self.why):
            self._box.addWidget(part)
        self._box.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self._foot = column(
            row(self.go, self._cap, self._own_cap, None),
            row(self.all, self._all_cap, None),
            space=6,
            edges=(L, M, L, M),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(rule())
        whole.addWidget(self._foot)

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(16), px(16), px(16), px(12))
        self._box.setSpacing(px(10))
        self._show_field()

    # --- what is asked

    def show_conflict(self, conflict: Conflict, decision: Decision | None) -> None:
        """Ask about a conflict; what was decided of it, or begun, is shown."""
        self._keep_draft()
        self.conflict = conflict
        self._options = list(conflict.options)
        self._shown = self._drafts.get(conflict.key) or decision or Decision(conflict.proposed)
        with QSignalBlocker(self.own):
            self.own.single = not words.is_long(conflict)
            self.own.setPlainText(self._own_text(conflict))
            self.own.selectAll()
        self.why.setText(self._shown.why)
        said = tr("The {field} from now on", field=words.field_of(conflict))
        if conflict.kind in _NAMED_APART:
            said = tr("The name of theirs from now on")
        self._own_about.setText(said)
        self.own.setAccessibleName(said)
        self._show_ways()

    def _own_text(self, conflict: Conflict) -> str:
        if self._shown.text is not None:
            return self._shown.text
        if not conflict.writable:
            return ""
        if conflict.kind in _NAMED_APART:
            return f"{conflict.what.rpartition(' / ')[2]} ({self._copy})"
        if self.own.single:
            return conflict.ours or conflict.theirs or ""
        return from_both(conflict.base, conflict.ours or "", conflict.theirs or "")

    def _show_ways(self) -> None:
        while len(self.choices) < len(self._options):
            self._add_choice()
            self.setTabOrder(self.choices[-2], self.choices[-1])
        names = [option.name for option in self._options]
        chosen = names.index(self._shown.option) if self._shown.option in names else 0
        with QSignalBlocker(self._group):
            for number, choice in enumerate(self.choices):
                choice.setVisible(number < len(names))
                if number < len(names):
                    option = self._options[number]
                    choice.say(option.text, option.then, str(number + 1) if number < MOST else "")
                choice.setChecked(number == chosen)
        self._show_choice()
        self.area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Ask nothing."""
        self._keep_draft()
        self.conflict = None

    def _keep_draft(self) -> None:
        if self.conflict is None:
            return
        now = self.decision()
        if now != self._shown and (now.why or now.text is not None):
            self._drafts[self.conflict.key] = now
        elif now == Decision(self.conflict.proposed):
            self._drafts.pop(self.conflict.key, None)

    def _add_choice(self) -> None:
        made = Choice(self._theme)
        self._group.addButton(made, len(self.choices))
        self._ways.addWidget(made)
        self.choices.append(made)

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget is one of the fields that are written in."""
        return widget in (self.own, self.why)

    # --- what is answered

    @property
    def option(self) -> str:
        """The name of the way that is chosen."""
        number = self._group.checkedId()
        return self._options[number].name if 0 <= number < len(self._options) else ""

    def decision(self) -> Decision:
        """What stands here now."""
        own = self.own.words() if self.option == WRITTEN else None
        return Decision(self.option, own, self.why.text().strip())

    def choose(self, number: int) -> None:
        """Choose the way of a number, from 1; one that asks for words gets the keys."""
        if self.conflict is None or not 1 <= number <= len(self._options):
            return
        self.choices[number - 1].setChecked(True)
        if self.option == WRITTEN:
            self.own.setFocus()
            self.area.ensureWidgetVisible(self.own)

    def decide(self) -> None:
        """Settle this one as it stands here."""
        if self.conflict is not None and self.go.isEnabled():
            self._drafts.pop(self.conflict.key, None)
            self._shown = now = self.decision()
            self.decided.emit(now)

    def decide_alike(self) -> None:
        """Settle this one and all undecided ones like it."""
        if self.conflict is not None and self.all.isVisibleTo(self):
            self._drafts.pop(self.conflict.key, None)
            self._shown = now = self.decision()
            self.for_all.emit(now)

    # --- what is in sight

    def _show_choice(self) -> None:
        if self.conflict is None:
            return
        self._show_field()
        number = self._alike(self.conflict, self.option)
        one = tr("Same for the other one alike")
        many = tr("Same for {n} others alike", n=f"{number:,}")
        self.all.setText(one if number == 1 else many)
        self.all.setVisible(number > 0)
        self._all_cap.setVisible(number > 0 and bool(self._all_cap.text()))
        self._show_able()

    def _show_field(self) -> None:
        own = self.option == WRITTEN if self.conflict is not None else False
        self._own_about.setVisible(own)
        self.own.setVisible(own)
        self.own.setFixedHeight(self._theme.px(_LOW if self.own.single else _TALL))

    def _show_able(self) -> None:
        blank = self.option == WRITTEN and self.own.single and not self.own.words().strip()
        self.go.setEnabled(not blank)

    def _show_cap(self) -> None:
        writing = self.own.hasFocus() and not self.own.single
        self._own_cap.setVisible(writing)
        self._cap.setVisible(not writing and bool(self._cap.text()))
