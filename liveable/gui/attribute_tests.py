"""Conditions on the attributes of cases and documents, one to a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from liveable.core.conditions import answerable
from liveable.core.query import TESTS, AttributeTest, Test
from liveable.core.values import NAMED
from liveable.gui.combo import Combo
from liveable.gui.parts import button, row
from liveable.gui.words import tr
from liveable.reports.scope import AttributeRow

_BARE: tuple[Test, ...] = ("set", "not set")
_SAID: dict[Test, str] = {
    "is": "is",
    "is not": "is not",
    "contains": "contains",
    "less": "is less than",
    "at most": "is at most",
    "more": "is more than",
    "at least": "is at least",
    "set": "is known",
    "not set": "is not known",
}


class AttributeTests(QWidget):
    """All conditions must hold; one without its value asks nothing yet. ``entered`` is emitted for
    Enter in a value.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._attributes: tuple[AttributeRow, ...] = ()
        self.lines: list[_Line] = []
        self.add = button(tr("Add a condition"), link=True)
        self.add.clicked.connect(self.add_line)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(row(self.add, None))

    def set_attributes(self, attributes: tuple[AttributeRow, ...]) -> None:
        """What there is to set conditions on."""
        self._attributes = attributes
        self.add.setEnabled(bool(attributes))
        for line in list(self.lines):
            self._remove(line)

    def add_line(self) -> None:
        """Begin another condition."""
        self._append().attribute.setFocus()

    def _append(self) -> _Line:
        line = _Line(self._attributes)
        line.changed.connect(self.changed)
        line.gone.connect(lambda: self._remove(line))
        line.value.returnPressed.connect(self.entered)
        self.lines.append(line)
        before = self.add.previousInFocusChain()
        self._box.insertWidget(len(self.lines) - 1, line)
        for one, other in pairwise(filter(None, (before, *line.fields, self.add))):
            QWidget.setTabOrder(one, other)
        self.changed.emit()
        return line

    def set_tests(self, tests: tuple[AttributeTest, ...]) -> None:
        """Show these conditions, a line for each attribute that is there."""
        known = {row.uid for row in self._attributes}
        for test in tests:
            if test.attribute in known:
                self._append().show_test(test)

    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        self._box.removeWidget(line)
        line.deleteLater()
        self.add.setFocus()
        self.changed.emit()

    def problem(self) -> str:
        """What is wrong with the first value that cannot be compared, "" for none."""
        return next(filter(None, (line.problem() for line in self.lines)), "")

    def tests(self) -> tuple[AttributeTest, ...]:
        """The conditions that are complete."""
        return tuple(test for line in self.lines if (test := line.test()) is not None)


class _Line(QWidget):
    changed = Signal()
    gone = Signal()

    def __init__(self, attributes: tuple[AttributeRow, ...]) -> None:
        super().__init__()
        self._attributes = attributes
        self.attribute = Combo()
        self.attribute.addItems([row.name for row in attributes])
        self.attribute.setAccessibleName(tr("Attribute"))
        self.how = Combo()
        self.how.addItems([tr(_SAID[test]) for test in TESTS])
        self.how.setAccessibleName(tr("Test"))
        for choice in (self.attribute, self.how):
            choice.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(6)
        self.value = QLineEdit()
        self.value.setAccessibleName(tr("Value"))
        self.value.setPlaceholderText(tr("value"))
        self.away = button("×", link=True)
        self.away.setAccessibleName(tr("Remove the condition"))
        self.away.clicked.connect(self.gone)
        self.fields = (self.attribute, self.how, self.value, self.away)  # as Tab goes
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.attribute, 0, 0)
        grid.addWidget(self.how, 0, 1)
        grid.addWidget(self.away, 0, 2)
        grid.addWidget(self.value, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.attribute.currentIndexChanged.connect(self._complete)
        self.how.currentIndexChanged.connect(self._fit)
        self.value.textChanged.connect(self.changed)
        self._complete()

    def _complete(self) -> None:
        row = self._row()
        if row is not None:
            known = QCompleter(list(row.values), self)
            known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            known.setFilterMode(Qt.MatchFlag.MatchContains)
            self.value.setCompleter(known)
            self.value.setPlaceholderText(", ".join(row.values[:3]) or tr("value"))
        self._fit()

    def _fit(self) -> None:
        self.value.setVisible(self._test() not in _BARE)
        self.changed.emit()

    def _row(self) -> AttributeRow | None:
        at = self.attribute.currentIndex()
        return self._attributes[at] if 0 <= at < len(self._attributes) else None

    def _test(self) -> Test:
        return TESTS[max(0, self.how.currentIndex())]

    def show_test(self, test: AttributeTest) -> None:
        """Show a condition."""
        uids = [row.uid for row in self._attributes]
        self.attribute.setCurrentIndex(uids.index(test.attribute))
        self.how.setCurrentIndex(TESTS.index(test.test))
        self.value.setText(test.value)

    def problem(self) -> str:
        """Why nothing can be compared with the value, "" where it can."""
        row, test = self._row(), self.test()
        if row is None or test is None or answerable(test, row.type):
            return ""
        what = tr(NAMED.get(row.type, row.type))
        said = tr("‘{value}’ is not {what}, as ‘{name}’ asks for.")
        return said.format(value=test.value, what=what, name=row.name)

    def test(self) -> AttributeTest | None:
        """The condition; None while it has no value to compare with."""
        attribute, test, value = self._row(), self._test(), self.value.text().strip()
        if attribute is None or not (value or test in _BARE):
            return None
        return AttributeTest(attribute.uid, test, "" if test in _BARE else value)


def said(tests: Iterable[AttributeTest], names: Mapping[str, str]) -> str:
    """Conditions as a sentence says them: "Age is at least 65 and Gender is female"."""
    found = [
        " ".join(filter(None, (names.get(t.attribute, "?"), tr(_SAID[t.test]), t.value)))
        for t in tests
    ]
    return tr(" and ").join(found)
