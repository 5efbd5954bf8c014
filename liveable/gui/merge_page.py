"""A merge laid open before it is written: what is to be decided, what moved, what comes in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QCheckBox,
    QFrame,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from liveable.exchange.team import kept
from liveable.exchange.team.values import Conflict, Decision, MergePlan, Moved
from liveable.gui import merge_words as words
from liveable.gui.choice import Choice
from liveable.gui.commands import Need
from liveable.gui.flow import Flow
from liveable.gui.merge_card import ConflictCard, MovedCard
from liveable.gui.merge_choices import Choices
from liveable.gui.merge_decision import MOST, DecisionPanel
from liveable.gui.merge_evidence import EvidencePart
from liveable.gui.merge_left import ConflictList, MovedList
from liveable.gui.merge_summary import CopyFactsList, Summary
from liveable.gui.notices import Notices
from liveable.gui.parts import M, S, announce, button, label, row, rule
from liveable.gui.status import Job
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work

_LEFT, _RIGHT = 312, 332  # logical pixels of the sides
# Logical pixels: the decision beside the card, more room for both sides, all the room they want.
_BESIDE, _WIDE, _ROOMY = 640, 780, 1080
_LOW = 560  # logical pixels: below, the head and the foot say only the most needed


class MergePage(QWidget):
    """``merge_wanted`` carries the decisions by key, ``left`` follows Cancel and Escape.

    ``me`` is the name of who merges; ``place`` says which of several copies this is.
    """

    merge_wanted = Signal(dict)
    left = Signal()
    offers_changed = Signal()

    def __init__(
        self, work: Work, plan: MergePlan, project: str, me: str = "", place: str = ""
    ) -> None:
        super().__init__()
        self.work, self.theme, self.plan = work, work.theme, plan
        before = work.look(kept.before, plan)
        self.choices = Choices(plan.conflicts, before.decisions.items())
        self._project, self._place = project, place
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = label(tr("Merge {copy}", copy=words.called(plan.copy)), "title", wrap=True)
        self.setAccessibleName(self.title.text())
        self.conflicts = ConflictList(work.theme, work.keys, self.choices)
        self.moved = MovedList(work.theme)
        self.summary = Summary(work.theme)
        self.evidence = EvidencePart(work, me)
        self.card = ConflictCard(work.theme, me, plan.copy.since, self.evidence)
        self.moved_card = MovedCard(work.theme)
        self.decision = DecisionPanel(work.theme, work.keys, plan.copy.name, self._count_alike)
        self.tabs = QTabBar()
        self._make_foot()
        self._lay_out()
        self.notices = Notices(work, self.middle)
        self._connect()
        self.show_plan(plan)
        self.conflicts.say_before(len(before.decisions), before.again)
        self._fit()

    # --- looks

    def _make_foot(self) -> None:
        self.rest = QCheckBox(tr("Take the proposals for the rest"))
        self.cancel = button(tr("Cancel"))
        self.merge = button("", main=True)
        self.job = Job()

    def _lay_out(self) -> None:
        self.sections = QStackedWidget()
        self.middle = QStackedWidget()
        self.tabs.setAccessibleName(tr("Parts of this merge"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        facts = CopyFactsList(self.plan)
        for left, card in (
            (self.conflicts, self.card),
            (self.moved, self.moved_card),
            (facts, self.summary),
        ):
            self.sections.addWidget(left)
            self.middle.addWidget(card)
            self.tabs.addTab("")
        self.side = QWidget()
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side.setProperty("ground", "panel")
        left_box = QVBoxLayout(self.side)
        left_box.setContentsMargins(0, S, 0, 0)
        left_box.setSpacing(0)
        left_box.addWidget(row(self.tabs, edges=(4, 0, 4, 0)))
        left_box.addWidget(self.sections, 1)
        self.right = QWidget()  # the card and the decision
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.right)
        self._between = QFrame()
        self._between.setProperty("ground", "line")
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.middle, 1)
        self._across.addWidget(self._between)
        self._across.addWidget(self.decision)
        self.body = row(self.side, rule(upright=True), self.right, space=0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(rule())
        whole.addWidget(self.body, 1)
        whole.addWidget(rule())
        whole.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("ground", "panel")
        box = QVBoxLayout(head)
        box.setContentsMargins(28, 18, 24, 14)
        box.setSpacing(4)
        self.about = label("", "quiet", wrap=True)
        self.counts = QWidget()
        self._counts = Flow(self.counts, space=20)
        box.addWidget(self.title)
        box.addWidget(self.about)
        box.addSpacing(6)
        box.addWidget(self.counts)
        return head

    def _foot(self) -> QWidget:
        promise = tr("Nothing is written until you merge. One undo takes the whole merge back.")
        self._promise = label(promise, "quiet", wrap=True)
        self.merge.setAccessibleDescription(promise)
        nothing = (0, 0, 0, 0)
        last = row(self.job, None, self.cancel, self.merge, space=M)
        acts = TwoRows(self.theme, self.rest, last, 440, nothing)
        foot = TwoRows(self.theme, self._promise, acts, 900, (28, 10, 24, 10))
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("ground", "window")
        return foot

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_section)
        self.conflicts.moved.connect(self._show_conflict)
        self.conflicts.anew.connect(self._start_anew)
        self.moved.moved.connect(self._show_moved)
        self.decision.decided.connect(self._decide)
        self.decision.for_all.connect(self._decide_alike)
        self.decision.left.connect(self.take_focus)
        self.rest.toggled.connect(self._show_state)
        self.cancel.clicked.connect(self.left)
        self.merge.clicked.connect(self.start)
        self.notices.undo_wanted.connect(self.take_back)
        self.work.tasks.started.connect(self.job.follow)
        self.theme.changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        around = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for number in range(1, MOST + 1):
            digit = QShortcut(QKeySequence(str(number)), self, context=around)
            digit.activated.connect(lambda n=number: self._choose(n))
        escape = QShortcut(QKeySequence("Escape"), self, context=around)
        escape.activated.connect(self._escape)

    def _fit(self) -> None:
        px = self.theme.px
        room = self.width() * 100 // self.theme.zoom
        beside = room >= _BESIDE
        left, right = (_LEFT, _RIGHT) if room >= _ROOMY else (280, 268)
        if room < _WIDE:
            left, right = 236, 220
        low = self.height() * 100 // self.theme.zoom < _LOW
        self.counts.setVisible(not low and not self._counts.isEmpty())
        self._promise.setVisible(not low)
        self.side.setFixedWidth(px(left) if beside else max(px(150), self.width() * 3 // 10))
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        most = 16_777_215
        self._between.setFixedSize(1 if beside else most, most if beside else 1)
        self._between.setMinimumSize(1, 1)
        self.decision.setMinimumWidth(px(right) if beside else 0)
        self.decision.setMaximumWidth(px(right) if beside else most)
        self.decision.setMaximumHeight(most if beside else max(self.body.height() * 6 // 10, 120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is shown

    def show_plan(self, plan: MergePlan) -> None:
        """Show a plan, perhaps one that was made anew; decisions that still fit it stay."""
        at = self.conflicts.list.current()
        self.plan = plan
        self.choices = Choices(plan.conflicts, self.choices.decisions.items(), self._keep)
        about = (self._project, words.since(plan.copy), self._place)
        self.about.setText(" · ".join(part for part in about if part))
        self._show_counts(plan)
        self.evidence.forget()
        moved = len(plan.doubtful) + len(plan.reanchored)
        self.tabs.setTabText(0, tr("To decide"))
        self.tabs.setTabText(1, tr("Moved text"))
        self.tabs.setTabText(2, tr("Summary"))
        self.tabs.setTabVisible(0, bool(plan.conflicts))
        self.tabs.setTabVisible(1, bool(moved))
        self.conflicts.show_choices(self.choices, at.key if at else "")
        self.moved.show_moved(plan.doubtful, plan.reanchored)
        self.summary.show_plan(plan)
        if not self.tabs.isTabVisible(self.tabs.currentIndex()) or at is None:
            self.tabs.setCurrentIndex(0 if plan.conflicts else 2)
        self._show_section(self.tabs.currentIndex())
        self._show_state()

    def _show_counts(self, plan: MergePlan) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        said = []
        for number, what in head_counts(plan):
            count = label(f"{number:,}", "head")
            each = row(count, label(what), space=6)
            each.setAccessibleName(f"{number:,} {what}")
            self._counts.addWidget(each)
            said.append(f"{number:,} {what}")
        self.counts.setAccessibleName(", ".join(said))

    def _show_section(self, number: int) -> None:
        self.sections.setCurrentIndex(number)
        self.middle.setCurrentIndex(number)
        self.decision.setVisible(number == 0)
        self._between.setVisible(number == 0)

    def take_focus(self) -> None:
        """Put the keys into the list that is shown."""
        lists = (self.conflicts.list, self.moved.list, self.summary)
        lists[self.tabs.currentIndex()].setFocus()

    def _show_conflict(self, conflict: Conflict | None) -> None:
        self.evidence.ask(self.plan, conflict)
        if conflict is None:
            self.decision.clear()
            return
        self.card.show_conflict(conflict)
        self.decision.show_conflict(conflict, self.choices.decisions.get(conflict.key))

    def _show_moved(self, item: tuple[Moved, bool] | None) -> None:
        if item is not None:
            self.moved_card.show_moved(*item)

    def _show_state(self) -> None:
        left, rest = self.choices.left, self.rest.isChecked()
        self.conflicts.show_rest(rest)
        text = tr("Merge")
        if left and rest:
            text = tr("Merge, {n} as proposed", n=f"{left:,}")
        elif left:
            text = tr("Merge: {n} left to decide", n=f"{left:,}")
        self.merge.setText(text)
        self.merge.setAccessibleName(text)
        self.merge.setEnabled(not left or rest)
        self.rest.setVisible(left > 0 or rest)
        self.offers_changed.emit()

    # --- deciding

    def _deciding(self) -> bool:
        return self.tabs.currentIndex() == 0 and self.body.isEnabled()

    def _count_alike(self, conflict: Conflict, option: str) -> int:
        return len(self.choices.alike(conflict, option))

    def _decide(self, decision: Decision) -> None:
        conflict = self.decision.conflict
        if conflict is not None:
            self.choices.decide(conflict, decision)
            self._go_on()

    def _decide_alike(self, decision: Decision) -> None:
        conflict = self.decision.conflict
        if conflict is None:
            return
        number = self.choices.decide_alike(conflict, decision)
        said = words.decided(conflict, decision)
        self.work.say(tr("Decided {n} alike: {how}", n=f"{number:,}", how=said), undo=True)
        self._go_on()

    def _keep(self, now: Mapping[str, Decision | None]) -> None:
        """Keep in the project what is decided now, so that no crash costs it."""
        self.work.act(kept.keep, self.plan, now)

    def _start_anew(self) -> None:
        number = self.choices.clear()
        self.conflicts.say_before(0, 0)
        self.conflicts.show_choices(self.choices, "")
        self._show_conflict(self.conflicts.list.current())
        self._show_state()
        self.take_focus()
        said = tr("Let go: {n}", n=counted(number, "decision", "decisions"))
        self.work.say(said, undo=True)

    def _go_on(self) -> None:
        self.conflicts.renew()
        self._show_state()
        if self.choices.left:
            self.conflicts.go_next()
            self.take_focus()
        else:
            self.conflicts.go_to(self.conflicts.list.current())
            self._show_conflict(self.conflicts.list.current())
            self.merge.setFocus()
            announce(self, tr("All is decided."))

    def take_back(self) -> None:
        """Take back the last decision, or the last for all alike."""
        if not self.choices.steps:
            return
        self.tabs.setCurrentIndex(0)
        keys = self.choices.take_back()
        self.conflicts.renew()
        self._show_state()
        first = self.choices.conflicts[self.choices.place[keys[0]]]
        self.conflicts.go_to(first)
        self._show_conflict(first)
        self.take_focus()
        number = counted(len(keys), "decision", "decisions")
        back = first.key in self.choices.decisions
        self.work.say(tr("{n} as before", n=number) if back else tr("{n} open again", n=number))

    def next(self) -> None:
        """Go to the next that is not decided."""
        if self._deciding() and not self.conflicts.go_next():
            announce(self, tr("All is decided."))

    def previous(self) -> None:
        """Go to the one before."""
        if self._deciding():
            self.conflicts.go_previous()

    def decide(self) -> None:
        """Settle the one that is shown as it stands, and go on; or press the button at hand."""
        if not self._press() and self._deciding():
            self.decision.decide()

    def decide_alike(self) -> None:
        """Settle the one that is shown and all undecided ones like it."""
        if self._deciding():
            self.decision.decide_alike()

    def _choose(self, number: int) -> None:
        if self._deciding():
            self.decision.choose(number)

    # --- leaving

    def decisions(self) -> dict[str, Decision]:
        """What was decided, by key; what was not is to be done as proposed."""
        return dict(self.choices.decisions)

    def start(self) -> None:
        """Ask for the merge, where it can be had."""
        if self.merge.isEnabled() and self.body.isEnabled():
            self.merge_wanted.emit(self.decisions())

    def set_busy(self, busy: bool) -> None:
        """While the merge is written nothing can be decided; the job can be stopped."""
        if busy:
            self.setFocus()  # it would go anywhere
        for part in (self.body, self.rest, self.cancel):
            part.setEnabled(not busy)
        self.cancel.setVisible(not busy)  # the job under way has a Cancel of its own
        self.merge.setEnabled(not busy)
        if not busy:
            self._show_state()
            self.take_focus()
        self.offers_changed.emit()

    def offers(self) -> frozenset[Need]:
        """What there is to do: nothing while the merge is written."""
        if not self.body.isEnabled():
            return frozenset()
        undo: set[Need] = {"undo"} if self.choices.steps else set()
        return frozenset(undo | {"review"})

    def _escape(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.decision.holds(focus):
            self.take_focus()
        elif self.cancel.isEnabled():
            self.left.emit()

    def _press(self) -> bool:
        """Press the button that has the keys; whether one has that Enter is meant for."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, QAbstractButton) or isinstance(focus, Choice):
            return False
        focus.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not entered or not self._press():
            super().keyPressEvent(event)


def head_counts(plan: MergePlan) -> list[tuple[int, str]]:
    """What stands in the head: numbers and what they are of, those that are nought left out."""
    added, changed, deleted = (c.get("coding", 0) for c in (plan.added, plan.changed, plan.deleted))
    moved = len(plan.reanchored) + len(plan.doubtful)
    first = True
    found = []
    for number, said in ((added, "added"), (changed, "changed"), (deleted, "removed")):
        if number:
            what = (words.table("coding", number) + " ") if first else ""
            found.append((number, what + tr(said)))
            first = False
    rest = words.others(plan.added, plan.changed, plan.deleted)
    asked = len(plan.conflicts)
    found.append((moved, tr("moved with edited text")))
    found.append((rest, tr("other change") if rest == 1 else tr("other changes")))
    found.append((asked, tr("needs a decision") if asked == 1 else tr("need a decision")))
    return [each for each in found if each[0]]
