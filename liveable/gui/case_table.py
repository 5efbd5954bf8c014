"""The drawer's table of cases: who took part, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from liveable.core.files import write_whole
from liveable.core.values import TYPES, Type
from liveable.gui.case_belongings import CaseBelongings
from liveable.gui.case_model import NAME, CaseModel
from liveable.gui.case_model import TYPES as TYPE_NAMES
from liveable.gui.case_rows import CaseRows
from liveable.gui.commands import Doers
from liveable.gui.filter_field import FilterField
from liveable.gui.flow import flowing
from liveable.gui.parts import L, M, S, button, column, label, row
from liveable.gui.pick import Option, Picker, ask_line
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import case_table as acts
from liveable.ops import cases
from liveable.reports import cases_to_csv
from liveable.store import cases as stored
from liveable.store import pasting
from liveable.store.cases import AttributeRow, CaseSheet
from liveable.store.history import Changed
from liveable.store.pasting import Cell
from liveable.store.project import Project

_TABLES = frozenset({"case", "attribute", "value", "document", "speaker"})


class CaseTable(QWidget):
    """Cases in rows, attributes in columns, and beside them what belongs to the case chosen."""

    title_changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = CaseModel(self)
        self.rows = CaseRows(work.theme, self.model)
        self.rows.setAccessibleName(tr("Cases"))
        self.belongings = CaseBelongings(work)
        self.whole = CaseSheet((), ())
        self._measured: tuple[tuple[AttributeRow, ...], int] = ((), 0)
        self._titled = ""
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.new_case = button(tr("New case"), link=True)
        self.new_attribute = button(tr("New attribute"), link=True)
        self.column = button(tr("Column"), link=True)
        self.gone = button(tr("Delete"), link=True)
        self.gone.setAccessibleDescription(tr("The case, or what the chosen cells say"))
        self.column.setAccessibleDescription(tr("Rename, sort, change the type or delete"))
        self.count = label("", "small")
        self.out = button(tr("Save…"), link=True)
        self.out.setAccessibleDescription(tr("What is shown, as a table for a spreadsheet"))
        self.field = FilterField(self.work.theme, tr("Filter cases"), "/")
        acts = flowing(
            row(self.new_case, label(tr("Ins"), "key"), space=4),
            row(self.gone, label(tr("Del"), "key"), space=4),
            self.new_attribute, self.column, self.out, self.count, space=8,
        )  # fmt: skip
        bar = TwoRows(self.work.theme, self.field, acts, 660, (M, 4, M, 4))
        self.first = button(tr("New case"), main=True)
        empty = column(
            label(tr("No cases yet. A case is a person, a household or a place: what you know of "
                     "it is kept here, and excerpts can be sorted by it."), "quiet", wrap=True),
            row(self.first, label(tr("or paste rows of a spreadsheet, names first"), "small"),
                label("Ctrl+V", "key"), None),
            None,
            edges=(L, S, L, S),
        )  # fmt: skip
        self.pages = QStackedWidget()
        self.pages.addWidget(self.rows)
        self.pages.addWidget(empty)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._unfound = label("", "quiet", wrap=True)
        self.pages.addWidget(column(self._unfound, None, edges=(L, S, L, S)))
        self._split.addWidget(row(self.pages, edges=(4, 0, 4, 4)))
        self._split.addWidget(self.belongings)
        self._split.setSizes([600, 240])
        self._split.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.work.changed.connect(self._hear)
        # A model must not begin anew within the view's own handling of what was typed.
        self.model.entered.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        self.rows.cleared.connect(self.clear)
        self.rows.new_wanted.connect(self.add_case)
        self.rows.pasted.connect(self.paste)
        self.rows.led_on.connect(self.belongings.rows.setFocus)
        self.rows.filter_wanted.connect(self.field.setFocus)
        self.field.textChanged.connect(self._narrow)
        self.field.down.connect(self._into_rows)
        self.field.entered.connect(self._into_rows)
        self.field.left.connect(self.rows.setFocus)
        self.out.clicked.connect(self.save)
        self.work.where_changed.connect(self._narrow)
        self.belongings.left.connect(self.rows.setFocus)
        self.rows.selectionModel().currentChanged.connect(self._follow)
        heads = self.rows.horizontalHeader()
        heads.sectionClicked.connect(self.sort)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._menu_of_head)
        self.new_case.clicked.connect(self.add_case)
        self.first.clicked.connect(self.add_case)
        self.gone.clicked.connect(self.clear)
        self.new_attribute.clicked.connect(self.add_attribute)
        self.column.clicked.connect(self._menu_of_column)

    def doers(self) -> Doers:
        """The commands of the table."""
        return {"document.cases": self.focus}

    def title(self) -> str:
        """The words of its tab; where conditions hold, with how many there are of them all."""
        if not self.whole.cases:
            return tr("Cases")
        inside = self.work.inside
        if inside is None:
            return tr("Cases {n}", n=f"{len(self.whole.cases):,}")
        passed = f"{len(inside.cases):,}"
        return tr("Cases {n} of {all}", n=passed, all=f"{len(self.whole.cases):,}")

    def focus(self) -> None:
        """Go into the table."""
        self.refresh()
        if not self.whole.cases:
            self.first.setFocus()
        elif not self.model.cases:
            self.field.setFocus()
        else:
            self._into_rows()

    def _into_rows(self) -> None:
        self.rows.setFocus()
        if not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self.model.index(0, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.rows.paste()  # while there are no rows yet to hear it
        else:
            super().keyPressEvent(event)

    # --- showing

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _TABLES:
            self._later.start()

    def refresh(self) -> None:
        """Show the cases as they are now; the row and column gone to stay so."""
        self.whole = self.work.look(stored.sheet)
        self._show()

    def _narrow(self) -> None:
        """Show what passes now, in order: what comes back goes to its place."""
        self._show()
        self._order(*self.model.sorted_by)

    def _show(self) -> None:
        index = self.rows.currentIndex()
        case = self.model.case(index)
        inside, words = self.work.inside, self.field.text().strip()
        among = inside.cases if inside is not None else None
        measured, self._measured = self._measured, (self.whole.attributes, len(self.whole.cases))
        if self.model.show(stored.narrowed(self.whole, words, among)):
            if measured != self._measured:  # columns stay as wide as they are when rows are hidden
                self.rows.fit()
            if case is not None:
                again = self.model.index_of(case.uid, index.column())
                near = self.model.index(min(index.row(), len(self.model.cases) - 1), index.column())
                self.rows.setCurrentIndex(again if again.isValid() else near)
        self._follow()
        shown, all_ = len(self.model.cases), len(self.whole.cases)
        self.pages.setCurrentIndex(1 if not all_ else 0 if shown else 2)
        self._unfound.setText(
            tr("No case has this.") if among is None else tr("No case passes the filter.")
        )
        self.belongings.setVisible(bool(shown))
        self.field.setVisible(bool(all_))
        self.out.setVisible(bool(all_))
        self.column.setVisible(bool(self.model.attributes))
        n, whole = f"{shown:,}", f"{all_:,}"
        self.count.setText(tr("{n} of {all}", n=n, all=whole))
        self.count.setVisible(shown < all_)
        if self.title() != self._titled:
            self._titled = self.title()
            self.title_changed.emit()

    def _follow(self) -> None:
        self.belongings.show_case(self.model.case(self.rows.currentIndex()))

    def sort(self, column: int) -> None:
        """Put the cases in order of a column; once more turns the order round."""
        by, order = self.model.sorted_by
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self._order(column, down if column == by and order == up else up)

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        case, at = self.model.case(self.rows.currentIndex()), self.rows.currentIndex().column()
        self.model.sort(column, order)
        if case is not None:
            self.rows.setCurrentIndex(self.model.index_of(case.uid, at))

    # --- cells

    def _enter(self, case: str, attribute: str, value: str) -> None:
        work = self.work
        if attribute:
            work.act(cases.set_value, attribute, value, work.coder, case=case)
        else:
            work.act(cases.rename, case, value, work.coder)

    def clear(self) -> None:
        """Delete the chosen cases, where their names are chosen; else empty the chosen cells."""
        chosen = self.rows.chosen()
        gone = [c for i in chosen if i.column() == NAME and (c := self.model.case(i)) is not None]
        work = self.work
        if gone:

            def delete(project: Project) -> bool:
                acts.delete(project, [case.uid for case in gone], work.coder)
                return True

            if work.act(delete):
                what = counted(len(gone), "case", "cases")
                said = f"‘{' '.join(gone[0].name.split())}’" if len(gone) == 1 else what
                work.say(tr("Deleted {what}", what=said), undo=True)
            return
        cells = []
        for index in chosen:
            case, attribute = self.model.case(index), self.model.attribute(index.column())
            if case is not None and attribute is not None and attribute.uid in case.values:
                cells.append(Cell(case.uid, attribute.uid, ""))
        if cells:
            work.act(acts.fill, cells, work.coder)

    def paste(self, block: list[list[str]]) -> None:
        """Fill a piece of a spreadsheet in, from the cell gone to on."""
        index = self.rows.currentIndex()
        at = (max(0, index.row()), max(0, index.column()))
        rows = self.model.cases if at[1] else self.whole.cases  # names lead to all of them
        cells, left_out = pasting.understand(block, rows, self.model.attributes, *at)
        work = self.work
        filled = work.act(acts.fill, cells, work.coder) if cells else None
        if filled is None:
            if not cells:
                work.say(tr("Nothing of that fits here."), bad=True)
            return
        said = tr("Filled in {cells}", cells=counted(filled.cells, "cell", "cells"))
        if filled.cases:
            made = counted(filled.cases, "new case", "new cases")
            said = tr("{said}, {made} among them", said=said, made=made)
        if left_out:
            left = counted(left_out, "row", "rows")
            said = tr("{said}; {rows} left out", said=said, rows=left)
        work.say(said, undo=True)

    def save(self) -> None:
        """Ask where to, and write what is shown as a table for a spreadsheet."""
        project = self.work.project.path
        dialog = QFileDialog(self, tr("Save the table of cases"), str(project.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Table (CSV)") + " (*.csv)")
        dialog.setDefaultSuffix(".csv")
        dialog.selectFile(f"{project.stem} cases.csv")
        if dialog.exec():
            self.write(Path(dialog.selectedFiles()[0]))

    def write(self, path: Path) -> None:
        """Write what is shown, in its order."""
        shown = CaseSheet(self.model.attributes, tuple(self.model.cases))

        def act(_project: Project) -> bool:
            write_whole(path, cases_to_csv.write(shown))
            return True

        if self.work.act(act):
            rows = counted(len(shown.cases), "case", "cases")
            self.work.say(tr("Wrote {name}: {cases}", name=path.name, cases=rows), file=path)

    # --- cases and attributes

    def add_case(self) -> None:
        """Ask for a name and make a case."""
        ask_line(self, tr("New case"), tr("Name"), self._add_case)

    def _add_case(self, name: str) -> None:
        made = self.work.act(cases.create, name, self.work.coder)
        if made is not None:
            self.field.clear()  # what was just made is to be seen
            self.refresh()
            self.rows.setFocus()
            self.rows.setCurrentIndex(self.model.index_of(made))
            if not self.model.index_of(made).isValid():
                self.work.say(tr("‘{name}’ was added; the filter does not let it show.", name=name))

    def add_attribute(self) -> None:
        """Ask for a name and a type, and make an attribute."""
        ask_line(self, tr("New attribute"), tr("Name"), self._ask_type_of_new)

    def _ask_type_of_new(self, name: str) -> None:
        title = tr("What does ‘{name}’ hold?", name=name)
        self._ask_type(title, lambda type_: self._add_attribute(name, type_))

    def _add_attribute(self, name: str, type_: Type) -> None:
        made = self.work.act(cases.define, name, type_, self.work.coder)
        if made is not None:
            self.refresh()
            row_ = max(0, self.rows.currentIndex().row())
            self.rows.setFocus()
            self.rows.setCurrentIndex(self.model.index(row_, len(self.model.attributes)))

    def _ask_type(self, title: str, done: Callable[[Type], object]) -> None:
        options = [Option(type_, tr(TYPE_NAMES[type_])) for type_ in TYPES]

        def answer(value: str) -> None:
            done(next(type_ for type_ in TYPES if type_ == value))

        Picker(self.work.theme, self, title, options, answer).open()

    def menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(text: str, do: Callable[[], object]) -> None:
            action = QAction(text, menu)
            action.triggered.connect(lambda: do())
            menu.addAction(action)

        name = self.model.head(column).replace("&", "&&")
        offer(tr("Sort by ‘{name}’", name=name), partial(self.sort, column))
        attribute = self.model.attribute(column)
        if attribute is not None:
            menu.addSeparator()
            offer(tr("Rename ‘{name}’…", name=name), partial(self._ask_name, attribute))
            offer(tr("Change its type…"), partial(self._ask_new_type, attribute))
            offer(tr("Delete ‘{name}’", name=name), partial(self.delete_attribute, attribute))
        return menu

    def _menu_of_head(self, at: QPoint) -> None:
        heads = self.rows.heads
        column = heads.section_at(at)
        if column >= 0:
            self.menu(column).popup(heads.viewport().mapToGlobal(at))

    def _menu_of_column(self) -> None:
        below = QPoint(0, self.column.height())
        self.menu(max(0, self.rows.currentIndex().column())).popup(self.column.mapToGlobal(below))

    def _ask_name(self, attribute: AttributeRow) -> None:
        title = tr("Rename ‘{name}’", name=attribute.name)
        ask_line(self, title, tr("Name"), partial(self._rename, attribute.uid), attribute.name)

    def _rename(self, attribute: str, name: str) -> None:
        self.work.act(acts.rename_attribute, attribute, name, self.work.coder)

    def _ask_new_type(self, attribute: AttributeRow) -> None:
        self._ask_type(
            tr("What is ‘{name}’?", name=attribute.name), partial(self._retype, attribute)
        )

    def _retype(self, attribute: AttributeRow, type_: Type) -> None:
        self.work.act(acts.retype_attribute, attribute.uid, type_, self.work.coder)

    def delete_attribute(self, attribute: AttributeRow) -> None:
        """Delete an attribute with its values; the notice offers to take it back."""
        work = self.work

        def delete(project: Project) -> bool:
            cases.delete_attribute(project, attribute.uid, work.coder)
            return True

        values = sum(attribute.uid in case.values for case in self.whole.cases)
        if work.act(delete):
            with_ = counted(values, "value", "values")
            work.say(tr("Deleted ‘{name}’, with {v}", name=attribute.name, v=with_), undo=True)
