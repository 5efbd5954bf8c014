"""What the list of excerpts shows: text, arrangement and filters, chosen above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QWidget

from liveable.core.query import AttributeTest, Query
from liveable.core.suggestion import Source
from liveable.gui.combo import Combo
from liveable.gui.excerpting import By, Choice, Order
from liveable.gui.filter_field import FilterField
from liveable.gui.parts import S, button
from liveable.gui.theme import Theme
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import tr
from liveable.reports.facts import Facts

_BY: dict[By, str] = {
    "document": "By document",
    "code": "By code",
    "case": "By case",
    "coder": "By coder",
}
_ORDER: dict[Order, str] = {
    "place": "In order of place",
    "newest": "Newest first",
    "longest": "Longest first",
}
_ORIGINS = {
    "hand": "Coded by hand",
    "search": "From a search",
    "cue": "Suggested by a cue phrase",
    "learned": "Suggested from codings",
    "similar": "Suggested as like another passage",
    "imported": "Imported",
}
_TYPED_AFTER = 150  # ms without a key before the list follows


class ExcerptChoice(TwoRows):
    """The row of controls. ``changed`` says that ``choice`` gives something else now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        self.field = FilterField(theme, tr("Filter excerpts by their words"), "/")
        beside = QWidget()
        self.row = QHBoxLayout(beside)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        super().__init__(theme, self.field, beside, 740)
        self.by = _combo(tr("Group excerpts"), [tr(_BY[by]) for by in get_args(By)])
        self.order = _combo(tr("Order of excerpts"), [tr(_ORDER[o]) for o in get_args(Order)])
        self.filters = button(tr("Filters"))
        self._menu = QMenu(self.filters)
        self.filters.setMenu(self._menu)
        self.filters.setProperty("menu", "1")
        self.below = self._switch(tr("With the codes below"), on=True)
        self.starred = self._switch(tr("Starred only"))
        self._coders = _Choices(tr("Coder"), tr("All coders"), self._say)
        self._cases = _Choices(tr("Case"), tr("All cases"), self._say)
        self._origins = _Choices(tr("Origin"), tr("Any origin"), self._say)
        self.offer_suggested(True)
        self._menu.addSeparator()
        for choices in (self._coders, self._cases, self._origins):
            self._menu.addMenu(choices.menu)
        self._menu.addSeparator()
        clear = self._menu.addAction(tr("No filters"))
        clear.triggered.connect(self.clear)
        for part in (self.by, self.order, self.filters):
            self.row.addWidget(part)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_AFTER)
        self._typed.timeout.connect(self._say)
        self.field.textChanged.connect(self._typed.start)
        self.by.currentIndexChanged.connect(self._say)
        self.order.currentIndexChanged.connect(self._say)

    def _switch(self, text: str, on: bool = False) -> QAction:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(self._say)
        return action

    def know(self, facts: Facts, only: str | None = None) -> None:
        """Offer the project's coders (or one alone) and cases."""
        self._coders.fill({u: name for u, name in facts.coders.items() if only in (None, u)})
        self._cases.fill(facts.cases)

    def offer_suggested(self, offered: bool) -> None:
        """Offer what came from suggestions as an origin, or do not speak of it."""
        unsaid = () if offered else get_args(Source)
        before = self._origins.chosen()
        self._origins.fill({o: tr(said) for o, said in _ORIGINS.items() if o not in unsaid})
        if self._origins.chosen() != before:
            self._say()

    def choice(
        self, code: str, only: str | None = None, where: tuple[AttributeTest, ...] = ()
    ) -> Choice:
        """What is chosen, for a code (all codes, for ""), of everybody's codings or one coder's;
        ``where`` narrows it further.
        """
        query = Query(
            codes=frozenset({code}) if code else None,
            subtree=self.below.isChecked(),
            coders=self._coders.chosen(),
            cases=self._cases.chosen(),
            attributes=where,
            origins=self._origins.chosen(),
            text=self.field.text().strip(),
        )
        return Choice(
            query.of_one(only),
            self.starred.isChecked(),
            get_args(By)[self.by.currentIndex()],
            get_args(Order)[self.order.currentIndex()],
        )

    def narrowed(self) -> int:
        """How many filters of the menu are on."""
        all_ = (self._coders.chosen(), self._cases.chosen(), self._origins.chosen())
        return sum(one is not None for one in all_) + self.starred.isChecked()

    def clear(self) -> None:
        """Leave out all filters."""
        for choices in (self._coders, self._cases, self._origins):
            choices.clear()
        self.starred.setChecked(False)
        self.field.clear()
        self._say()

    def _say(self) -> None:
        on = self.narrowed()
        self.filters.setText(tr("Filters: {count}", count=on) if on else tr("Filters"))
        self.changed.emit()


class _Choices:
    """One of some names, or all: a menu of its own."""

    def __init__(self, title: str, every: str, told: Callable[[], None]) -> None:
        self.menu = QMenu(title)
        self._told = told
        self._every = every
        self._shown: dict[str, str] = {}
        self._group = QActionGroup(self.menu)
        self._add("", every, on=True)

    def _add(self, uid: str, name: str, on: bool) -> None:
        action = self.menu.addAction(name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.setData(uid)
        action.triggered.connect(self._told)
        self._group.addAction(action)

    def fill(self, names: dict[str, str]) -> None:
        """Offer these names by uid; what was chosen stays so while it is among them."""
        if names == self._shown:
            return
        kept = next(iter(self.chosen() or {""}))
        self.menu.clear()
        self._shown = dict(names)
        for uid, name in {"": self._every, **names}.items():
            self._add(uid, name, on=uid == (kept if kept in names else ""))

    def chosen(self) -> frozenset[str] | None:
        """The chosen uid; None for all."""
        action = self._group.checkedAction()
        uid = action.data() if action is not None else ""
        return frozenset({uid}) if uid else None

    def clear(self) -> None:
        """Choose all."""
        self.menu.actions()[0].setChecked(True)


def _combo(name: str, items: list[str]) -> QComboBox:
    made = Combo()
    made.addItems(items)
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(min(11, max(map(len, items))))
    return made


def menu_button(text: str, menu: QMenu) -> QPushButton:
    """A button that opens a menu."""
    made = button(text)
    made.setMenu(menu)
    made.setProperty("menu", "1")
    return made
