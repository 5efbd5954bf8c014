"""Narrowing every list to some cases: the conditions, and the bar that says that they hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveable.core.progress import Progress
from liveable.core.query import AttributeTest
from liveable.gui.attribute_tests import AttributeTests, said
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Elided, M, S, Sign, announce, button, label
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.reports.scope import AttributeRow, known_attributes
from liveable.store import inside
from liveable.store.inside import Inside


def counts(found: Inside) -> str:
    """How much passes: "5 of 11 cases, 6 of 14 documents"."""
    return tr(
        "{cases} of {all_cases} cases, {documents} of {all_documents} documents",
        cases=f"{len(found.cases):,}",
        all_cases=f"{found.all_cases:,}",
        documents=f"{len(found.documents):,}",
        all_documents=f"{found.all_documents:,}",
    )


_LISTS = "Documents, timeline, excerpts, search, memos and cases"
_LISTS_AND_SUGGESTIONS = "Documents, timeline, excerpts, search, suggestions, memos and cases"


class WhereBar(QWidget):
    """Says across the window which conditions hold in every list; hidden while none do."""

    change_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("box", "where")
        self.setAccessibleName(tr("What is shown"))
        self.words = Elided("", "strong")
        self.counts = label("", "quiet")
        self.change = button(tr("Change…"), link=True)
        self.change.clicked.connect(self.change_wanted)
        self.all = button(tr("Show everything"), link=True)
        self.all.clicked.connect(lambda: work.only_where(()))
        box = QHBoxLayout(self)
        box.setContentsMargins(M, 2, M, 2)
        box.setSpacing(S)
        box.addWidget(Sign(work.theme, "alert", "warn"))
        box.addWidget(self.words, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        box.addWidget(self.counts)
        for part, command in ((self.change, "view.where"), (self.all, "view.everything")):
            box.addWidget(part)
            box.addWidget(KeyCap(work.keys, command), 0, middle)
        work.where_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Say what holds now."""
        found = self.work.inside
        if found is None:
            if self.isVisible():
                announce(self, tr("Everything is shown again."))
            self.hide()
            return
        names = {row.uid: row.name for row in self.work.look(known_attributes)}
        self.words.set_text(tr("Only where {conditions}", conditions=said(self.work.where, names)))
        self.counts.setText(counts(found))
        self.show()
        announce(self, f"{self.words.text()}: {self.counts.text()}")


class OnlyWhere(Dialog):
    """Asks for the conditions; how much passes is counted beside the window."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Only where…"),
            tr(
                "{lists} then show only what passes. Nothing is changed in the project.",
                lists=tr(_LISTS if work.choices.off else _LISTS_AND_SUGGESTIONS),
            ),
            tr("Show only these"),
            parent,
        )
        self.work = work
        self._gone = False
        self.finished.connect(self._leave)
        attributes: tuple[AttributeRow, ...] = work.look(known_attributes)
        self.tests = AttributeTests()
        self.tests.set_attributes(attributes)
        self.problem = Problem(work.theme)
        self.counted = label("", "strong", wrap=True)
        if not attributes:
            self.body.addWidget(
                label(
                    tr("There are no attributes yet. Bring in a sheet of participants with the "
                       "documents, or write them down in the table of cases."),
                    "quiet",
                    wrap=True,
                )
            )  # fmt: skip
            self.tests.hide()
        self.body.addWidget(self.tests)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.counted)
        self.body.addStretch(1)
        self.all = button(tr("Show everything"), link=True)
        self.all.setEnabled(bool(work.where))
        self.all.clicked.connect(lambda: self._take(()))
        self.foot_with(self.all)
        if work.where:
            self.tests.set_tests(work.where)
        elif attributes:
            self.tests.add_line()
        self.tests.changed.connect(self._count)
        self.tests.entered.connect(self._ask)
        self.wanted.connect(lambda: self._take(self.tests.tests()))
        self._count()
        self.fit(560, 420)
        if self.tests.lines:
            line = self.tests.lines[-1]
            (line.value if work.where else line.attribute).setFocus()

    def _leave(self) -> None:
        self._gone = True

    def _take(self, tests: tuple[AttributeTest, ...]) -> None:
        self.work.only_where(tests)
        self.accept()

    def _count(self) -> None:
        tests, work, problem = self.tests.tests(), self.work, self.tests.problem()
        self.problem.show_text(problem)
        self.main.setEnabled(bool(tests) and not problem)
        if not tests or problem:
            self.counted.setText("")
            return

        def done(found: Inside) -> None:
            if not self._gone and tests == self.tests.tests():
                self.counted.setText(counts(found))

        def job(_progress: Progress) -> Inside:
            return work.look(inside.inside, tests)

        work.glance(job, done)
