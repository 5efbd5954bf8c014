"""Writing a report: what goes in, how it is grouped and attributed, and what it will look like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from liveable import reports, settings
from liveable.core.progress import Progress
from liveable.core.query import Query
from liveable.errors import Refused
from liveable.gui.attribute_tests import AttributeTests
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.flow import Flow
from liveable.gui.fold import Fold
from liveable.gui.parts import button, label, row
from liveable.gui.report_preview import ReportPreview
from liveable.gui.tasks import Task
from liveable.gui.theme import Theme
from liveable.gui.tick_list import Tick, TickList
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.reports import attribution, excerpts
from liveable.reports.excerpts import DEFAULT_TEMPLATE, GroupBy, Report
from liveable.reports.preview import Preview, preview
from liveable.reports.scope import Named, Scope, scope
from liveable.store.project import Project, Session

_WAIT = 250  # ms after the last change, before the preview is gathered anew
_FORMATS = {".docx": "Word", ".md": "Markdown", ".csv": "Table (CSV)"}
_NARROW = 620  # logical pixels at 100 %: below, there is no room for the preview


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that was chosen for a report."""

    query: Query
    group_by: GroupBy
    template: str
    counts: bool
    codebook: bool
    only: str | None = None

    def gather(self, session: Session) -> Report:
        """The report that was chosen."""
        made = excerpts.gather(
            session,
            self.query,
            group_by=self.group_by,
            template=self.template,
            codebook=self.codebook,
            only=self.only,
        )
        return made if self.counts else replace(made, counts=())


class ReportDialog(Dialog):
    """``template_kept`` carries an attribution that was written with, for the settings."""

    template_kept = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Write a report"),
            tr("Quotes with their sources, for Word, Markdown or a spreadsheet."),
            tr("Write…"),
            parent,
        )
        self.work = work
        self._gone = self._gathering = self._stale = False
        self._writing: Task[int] | None = None
        self._scope: Scope | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._gather)
        self._make_choices()
        self._make_words()
        self._make_format()
        self.body.addStretch(1)
        self.preview = ReportPreview(work.theme)
        self.beside(self.preview, 2)
        work.theme.changed.connect(self._fit_sides)
        self._fit_sides()
        self.wanted.connect(self._ask_and_write)
        self.main.setEnabled(False)
        self.fit(1180, 800)
        work.tasks.run(tr("Looking"), self._look, self._know, self._failed, quiet=True)
        self.folds["codes"].head.setFocus()

    # --- the parts

    def _make_choices(self) -> None:
        self.only = button("", link=True)
        self.only.clicked.connect(self._only_this_code)
        self.only.hide()
        names = {
            "codes": tr("Codes"),
            "documents": tr("Documents"),
            "cases": tr("Cases"),
            "coders": tr("Coders"),
        }
        self.lists = {key: TickList(self.theme, name) for key, name in names.items()}
        self.tests = AttributeTests()
        self.body.addWidget(label(tr("What goes in"), "cap"))
        self.body.addSpacing(-8)
        self.folds = {
            key: Fold(self.theme, name, self.lists[key]) for key, name in names.items()
        } | {"tests": Fold(self.theme, tr("Only where"), self.tests)}
        for key, fold in self.folds.items():
            self.body.addWidget(fold)
            self.body.addSpacing(-8)
            if key == "codes":
                self.body.addWidget(row(self.only, None))
                self.body.addSpacing(-8)
        self.body.addSpacing(8)
        for ticks in self.lists.values():
            ticks.changed.connect(self._changed)
        self.tests.changed.connect(self._changed)

    def _make_words(self) -> None:
        self.group_by: dict[GroupBy, QRadioButton] = {
            "code": QRadioButton(tr("Code")),
            "case": QRadioButton(tr("Case")),
            "document": QRadioButton(tr("Document")),
        }
        self._radios(tr("Quotes under their"), list(self.group_by.values()))
        head = label(tr("Attribution"), "cap")
        self.template = QLineEdit(settings.load().report_template or DEFAULT_TEMPLATE)
        self.template.setAccessibleName(tr("Attribution"))
        self.template.setCursorPosition(0)
        self.template.textChanged.connect(self._changed)
        head.setBuddy(self.template)
        self.usual = button(tr("As usual"), link=True)
        self.usual.setAccessibleName(tr("The usual attribution"))
        self.usual.clicked.connect(lambda: self.template.setText(DEFAULT_TEMPLATE))
        self.template_problem = Problem(self.theme)
        self.example = label("", "reading", wrap=True)
        self.example.setMinimumWidth(1)
        self.fields = QWidget()
        self._flow = Flow(self.fields, space=2)
        self.body.addWidget(row(head, None, self.usual))
        self.body.addSpacing(-8)
        self.body.addWidget(self.template)
        self.body.addWidget(self.template_problem)
        self.body.addWidget(self.example)
        self.body.addWidget(self.fields)

    def _make_format(self) -> None:
        self.counts = QCheckBox(tr("Counts by code"))
        self.codebook = QCheckBox(tr("The codebook as an appendix"))
        for box in (self.counts, self.codebook):
            box.setChecked(True)
            box.setAccessibleName(box.text())
        self.body.addWidget(label(tr("At the end"), "cap"))
        self.body.addSpacing(-8)
        self.body.addWidget(self.counts)
        self.body.addSpacing(-8)
        self.body.addWidget(self.codebook)
        self.formats = {ending: QRadioButton(tr(name)) for ending, name in _FORMATS.items()}
        self._radios(tr("Format"), list(self.formats.values()))
        self.formats[".csv"].toggled.connect(self._fit_format)
        self.table_note = label(
            tr("One row a quote, with its codes, case, document and attributes in columns."),
            "small",
            wrap=True,
        )
        self.table_note.setMinimumWidth(1)
        self.body.addWidget(self.table_note)
        self._fit_format()

    def _radios(self, name: str, choices: list[QRadioButton]) -> None:
        group = QButtonGroup(self)
        self.body.addWidget(label(name, "cap"))
        self.body.addSpacing(-8)
        across = QWidget()
        flow = Flow(across, space=12)
        for choice in choices:
            choice.setAccessibleName(f"{name} {choice.text()}")
            group.addButton(choice)
            flow.addWidget(choice)
        choices[0].setChecked(True)
        group.buttonToggled.connect(self._changed)
        self.body.addWidget(across)

    def _fit_format(self) -> None:
        table = self.formats[".csv"].isChecked()
        self.table_note.setVisible(table)
        self.counts.setEnabled(not table)
        self.codebook.setEnabled(not table)

    def _fit_sides(self) -> None:
        self.area.setMinimumWidth(self.theme.px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= self.theme.px(_NARROW))

    # --- what there is to choose from

    def _look(self, _progress: Progress) -> Scope:
        with self.work.project.reading() as session:
            return scope(session, self.work.only)

    def _know(self, found: Scope) -> None:
        if self._gone:
            return
        self._scope = found
        self.lists["codes"].set_rows(_codes(found, self.theme))
        for key, rows in (
            ("documents", found.documents),
            ("cases", found.cases),
            ("coders", found.coders),
        ):
            self.lists[key].set_rows(_named(rows))
            self.folds[key].setVisible(len(rows) > 1 or key == "documents")
        self.tests.set_attributes(found.attributes)
        self.tests.set_tests(self.work.where)  # what holds in the lists holds here, too
        self.folds["tests"].unfold(bool(self.work.where))
        self.folds["tests"].setVisible(bool(found.attributes))
        for field in found.fields:
            tag = button(f"{{{field}}}", link=True)
            tag.setAccessibleName(tr("Put in {field}", field=field))
            tag.clicked.connect(partial(self._put_in, field))
            self._flow.addWidget(tag)
        self.fields.updateGeometry()
        code = self.work.codes.get(self.work.code)
        self.only.setVisible(code is not None)
        if code is not None:
            self.only.setText(tr("Only “{name}” and below", name=_short(code.name)))
        self._changed()
        self._timer.stop()
        self._gather()

    def _only_this_code(self) -> None:
        self.lists["codes"].ticks.tick([self.work.code])

    def _put_in(self, field: str) -> None:
        self.template.insert(f"{{{field}}}")
        self.template.setFocus()

    # --- what was chosen

    def query(self) -> Query:
        """The codings chosen."""
        return Query(
            codes=self.lists["codes"].chosen(),
            documents=self.lists["documents"].chosen(),
            cases=self.lists["cases"].chosen(),
            coders=self.lists["coders"].chosen(),
            attributes=self.tests.tests(),
        )

    def wish(self) -> Wish:
        """Everything chosen."""
        return Wish(
            self.query(),
            next(key for key, radio in self.group_by.items() if radio.isChecked()),
            self.template.text(),
            self.counts.isChecked(),
            self.codebook.isChecked(),
            self.work.only,
        )

    def _changed(self) -> None:
        if self._scope is None:
            return
        for key, ticks in self.lists.items():
            names = [tick.name for tick in ticks.ticks.all if tick.uid in ticks.ticks.ticked]
            whole = tr("all {n}", n=f"{len(ticks.ticks.all):,}")
            some = ", ".join(names[:2]) if len(names) < 3 else tr("{n} chosen", n=len(names))
            self.folds[key].say(some or whole)
        tests = len(self.tests.tests())
        self.folds["tests"].say(counted(tests, "condition", "conditions") if tests else "")
        if self._template_holds():
            self.preview.wait(True)
            self._timer.start(_WAIT)

    def _template_holds(self) -> bool:
        """Whether quotes can be attributed so; if not, the field says why."""
        if self._scope is None:
            return False
        names = [attribute.name for attribute in self._scope.attributes]
        try:
            attribution.parse(self.template.text(), excerpts.FIELDS, names)
        except Refused as refused:
            self.template_problem.show_text(str(refused))
            self.example.setText("")
            self.preview.wait(False)
            self.main.setEnabled(False)
            return False
        self.template_problem.show_text("")
        self.main.setEnabled(self._writing is None)
        return True

    # --- the preview

    def _gather(self) -> None:
        if self._gathering:
            self._stale = True
            return
        if not self._template_holds():
            return
        self._gathering, self._stale = True, False
        self.work.tasks.run(
            tr("Preview"),
            partial(_previewed, self.work.project, self.wish()),
            self._show,
            self._failed,
            quiet=True,
        )

    def _show(self, found: Preview) -> None:
        if self._gone:
            return
        self._gathering = False
        if self._stale:
            self._gather()
            return
        self.preview.show_preview(found)
        said = f"— {found.example}" if found.example else tr("Quotes stand without a source.")
        self.example.setText(said if found.quotes else "")
        if self._writing is None:
            self.show_note(found.extent if not self.preview.isVisible() else "")

    def _failed(self, error: Exception) -> None:
        self._gathering = False
        if self._gone:
            return
        self._end_writing()
        if not isinstance(error, Refused):
            raise error
        self.show_note(str(error), "bad")

    # --- writing

    def ending(self) -> str:
        """The ending of the format chosen."""
        return next(ending for ending, radio in self.formats.items() if radio.isChecked())

    def _ask_and_write(self) -> None:
        if self._template_holds() and (path := self.ask_file()) is not None:
            self.write(path)

    def ask_file(self) -> Path | None:
        """Ask where to write; whether to write over a file is asked there too."""
        ending, project = self.ending(), self.work.project.path
        dialog = QFileDialog(self, tr("Write a report"), str(project.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{tr(_FORMATS[ending])} (*{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{project.stem} quotes{ending}")
        if not dialog.exec():
            return None
        return Path(dialog.selectedFiles()[0])

    def write(self, path: Path) -> None:
        """Write the report there, beside the window."""
        self.show_note(tr("Writing {name}…", name=path.name))
        self.content.setEnabled(False)
        self.main.setEnabled(False)
        self._writing = self.work.tasks.run(
            tr("Writing {name}", name=path.name),
            partial(_written, self.work.project, self.wish(), path),
            partial(self._wrote, path, self.template.text()),
            self._failed,
        )
        self._writing.cancelled.connect(self._end_writing)

    def _end_writing(self) -> None:
        if self._writing is not None and not self._gone:
            self._writing = None
            self.content.setEnabled(True)
            self.show_note("")
            self._template_holds()

    def _wrote(self, path: Path, template: str, quotes: int) -> None:
        if self._gone:
            return
        self._end_writing()
        self.template_kept.emit("" if template == DEFAULT_TEMPLATE else template)
        count = counted(quotes, "quote", "quotes")
        self.work.say(tr("Wrote {name}: {quotes}", name=path.name, quotes=count), file=path)
        self.accept()

    def reject(self) -> None:
        """Close; while a report is being written, stop that instead."""
        if self._writing is not None:
            self._writing.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._gone = True
        self._timer.stop()
        super().done(result)


def _previewed(project: Project, wish: Wish, _progress: Progress) -> Preview:
    with project.reading() as session:
        return preview(wish.gather(session))


def _written(project: Project, wish: Wish, path: Path, progress: Progress) -> int:
    reports.writer_for(path)  # a name no report can have is refused before the work is done
    progress.step(0, 2, tr("gathering"))
    with project.reading() as session:
        made = wish.gather(session)
    progress.step(1, 2, tr("writing"))
    reports.write(made, path)
    return excerpts.quote_count(made)


def _codes(found: Scope, theme: Theme) -> list[Tick]:
    parents = {code.uid: code.parent for code in found.codes}

    def above(uid: str) -> tuple[str, ...]:
        parent = parents[uid]
        return () if parent is None else (*above(parent), parent)

    return [
        Tick(
            code.uid,
            code.name,
            f"{code.subtree_codings:,}",
            above(code.uid),
            theme.code(code.colour),
        )
        for code in found.codes
    ]


def _named(rows: tuple[Named, ...]) -> list[Tick]:
    return [Tick(row.uid, row.name, f"{row.codings:,}") for row in rows]


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= 24 else f"{line[:23]}…"
