"""A table in the import dialog: what each column becomes, and whom it speaks of here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liveable.core import sheet_choice, sheet_matches
from liveable.core.intake import Candidate, Intake
from liveable.core.progress import Progress
from liveable.core.sheet_choice import ONCE, Becomes
from liveable.core.sheet_matches import Paper, Voice
from liveable.core.text import word_count
from liveable.core.transcript import Sheet, Transcript
from liveable.core.values import NAMED, TYPES, Type
from liveable.gui.import_rows import Cell, Column, Rows
from liveable.gui.parts import Sign, announce, label, row
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import case_sheet
from liveable.store.project import Session

_SEEN, _ROW = 9, 28  # rows of columns without scrolling; their height
_SHEET: dict[Becomes, str] = {
    "case": "Names the cases",
    "documents": "Their documents",
    "alias": "Another name",
    "text": "Attribute: text",
    "number": "Attribute: number",
    "boolean": "Attribute: yes or no",
    "date": "Attribute: date",
    "question": "Question",
    "when": "Date of the answers",
    "out": "Left out",
}
_LACKING = {
    "case": "Choose the column that names the cases.",
    "question": "Choose at least one column of answers.",
}
_SHORT: dict[Becomes, str] = {
    "text": "Text",
    "number": "Number",
    "boolean": "Yes or no",
    "date": "Date",
}
USES = {"attributes": "Attributes", "answers": "Survey"}


class Match(NamedTuple):
    """One line on whom the sheet speaks of: a name, what it matches, whether that is well."""

    name: str
    words: str
    well: bool


class Look(NamedTuple):
    """What a sheet would come to: its columns' uses, how many values of each do not fit with the
    first of them, whom it matches, and how many of its cases match something, or are here already.
    """

    sheet: Sheet
    uses: tuple[Becomes, ...]
    misfits: tuple[tuple[int, str], ...]
    matches: tuple[Match, ...]
    cases: int
    matched: int
    nameless: tuple[int, ...]


def coming(intake: Intake) -> tuple[Paper, ...]:
    """The documents that come with this import, as names are matched with them."""
    voices: dict[int, list[Voice]] = {}
    for voice in intake.voices({}):
        if voice.role != "interviewer" and not voice.nobody:
            for number in voice.files:
                spoken = Voice(f"{number}:{voice.label}", voice.joined or voice.label)
                voices.setdefault(number, []).append(spoken)
    return tuple(
        Paper(str(number), file.path.stem, file.path.name, None, tuple(voices.get(number, ())))
        for number, file in enumerate(intake.files)
        if file.goes and isinstance(file.found, Transcript)
    )


def look(session: Session, sheet: Sheet, more: Sequence[Paper]) -> Look:
    """Work out what a sheet would come to in this project, with ``more`` documents in it."""
    papers = [*case_sheet.corpus(session), *more]
    known = case_sheet.attribute_types(session)
    if sheet.questions is None and sheet.columns is None:
        sheet = replace(sheet, columns=case_sheet.propose(sheet, papers))
    uses = sheet_choice.becomes(sheet, known)
    misfits = tuple(_misfits(sheet, column, what) for column, what in enumerate(uses))
    column = uses.index("case") if "case" in uses else None
    if column is None:
        return Look(sheet, uses, misfits, (), len(sheet.rows), 0, ())
    people, nameless = sheet_matches.people(sheet, column)
    here = case_sheet.case_keys(session)
    if sheet.questions is not None:
        said = {True: tr("here already: more is added to it"), False: tr("a new case")}
        found = tuple(Match(p.name, said[p.key in here], True) for p in people)
        return Look(
            sheet, uses, misfits, found, len(people), sum(p.key in here for p in people), ()
        )
    assert sheet.columns is not None
    done = sheet_matches.match(sheet, sheet.columns, people, papers)
    lines = _matches(done, people, papers)
    matched = len(people) - len(done.alone)
    return Look(sheet, uses, misfits, lines, len(people), matched, tuple(nameless))


def _misfits(sheet: Sheet, column: int, what: Becomes) -> tuple[int, str]:
    type_: Type | None = next((each for each in TYPES if each == what), None)
    rows = sheet_choice.misfits(sheet, column, type_) if type_ else []
    return len(rows), " ".join(sheet.rows[rows[0]][column][:80].split()) if rows else ""


def _matches(
    done: sheet_matches.Matches, people: Sequence[sheet_matches.Person], papers: Sequence[Paper]
) -> tuple[Match, ...]:
    """What did not match first, then everybody with theirs, then documents of nobody."""
    theirs: dict[str, list[str]] = {}
    for paper in papers:
        key = done.documents.get(paper.uid, paper.case)
        if key is not None:
            theirs.setdefault(key, []).append(paper.name)
        for voice in paper.voices:
            who = done.speakers.get(voice.uid, voice.case)
            if who is not None and who != key:
                said = tr("{label} in {document}", label=voice.label, document=paper.name)
                theirs.setdefault(who, []).append(said)
    lines = [Match(name, tr("lists ‘{name}’, which is not here", name=listed), False)
             for name, listed in done.missing]  # fmt: skip
    lines += [
        Match(person.name, tr("no document or speaker has this name"), False)
        for person in people
        if person.key in done.alone
    ]
    lines += [
        Match(person.name, "; ".join(theirs.get(person.key, ())), True)
        for person in people
        if person.key not in done.alone
    ]
    keys = {person.key for person in people}
    for paper in papers:
        owners = {done.documents.get(paper.uid, paper.case)}
        owners |= {done.speakers.get(voice.uid, voice.case) for voice in paper.voices}
        if not owners & keys:
            lines.append(Match(paper.name, tr("a document of nobody in this sheet"), False))
    return tuple(lines)


def read_as(file: Candidate, use: str) -> bool:
    """Take a table for something else; says whether that is done without reading it anew."""
    found, other = file.found, file.other
    sheet = found if isinstance(found, Sheet) else other if isinstance(other, Sheet) else None
    if sheet is None:
        return False
    if use in USES:
        if isinstance(found, Transcript):
            file.other = found
        made = (sheet_choice.as_survey if use == "answers" else sheet_choice.as_attributes)(sheet)
        opened = made.questions.open if made.questions is not None else ()
        file.found = made
        file.words = sum(word_count(row[n]) for row in made.rows for n in opened)
        return True
    if isinstance(other, Transcript):
        file.found, file.other, file.words = other, sheet, word_count(other.text)
        return other.kind == use
    return False


class SheetPart(QWidget):
    """``changed`` is emitted when a column becomes something else."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._work: Work | None = None
        self._intake: Intake | None = None
        self._file: Candidate | None = None
        self._look: Look | None = None
        self._asked: object = None
        self.rows = Rows(
            theme,
            tr("Columns of the table"),
            (
                Column(tr("Column"), 148, fits=True),
                Column(tr("Becomes"), 172, fits=True),
                Column(tr("Its values")),
            ),
            height=_ROW,
            least=96,
        )
        self.rows.keys = {
            key: self.choose for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        }
        self.rows.clicked_cell = lambda column, at: self.choose(column) if at == 1 else None
        self.lacking = label("", "bad", wrap=True)
        self._lacking_row = row(Sign(theme, "alert", "bad"), self.lacking, None)
        self.matches = Rows(
            theme,
            tr("Whom it speaks of"),
            (Column(tr("Case"), 172, fits=True), Column(tr("What it matches here"))),
            height=_ROW,
            least=120,
        )
        self._head = label("", "cap")
        self.note = label("", "small", wrap=True)
        self.note.setMinimumWidth(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(row(label(tr("What each column becomes"), "cap"), label(tr("Space"), "key"),
                          None))  # fmt: skip
        box.addWidget(self.rows)
        box.addWidget(self._lacking_row)
        box.addWidget(self._head)
        box.addWidget(self.matches)
        box.addWidget(self.note)
        theme.changed.connect(self._fit)

    def attend(self, work: Work, intake: Intake) -> None:
        """Say in which project and with which other files the table is looked at."""
        self._work, self._intake = work, intake

    # --- showing

    def show_file(self, file: Candidate | None) -> None:
        """Show what a table would come to; hidden where there is none."""
        sheet = file.found if file is not None else None
        self.setVisible(isinstance(sheet, Sheet))
        work, intake = self._work, self._intake
        if not isinstance(sheet, Sheet) or work is None or intake is None:
            self._file = self._look = self._asked = None
            return
        more = coming(intake)
        asked = (sheet, more)
        if file is self._file and asked == self._asked:
            return
        if file is not self._file:
            self._look = None
        self._file, self._asked = file, asked
        self._show()

        def job(_progress: Progress) -> Look:
            return work.look(look, sheet, more)

        def done(found: Look) -> None:
            if asked is self._asked:
                self._look = found
                self._show()

        work.glance(job, done)

    def _show(self) -> None:
        found = self._look
        columns = len(found.uses) if found is not None else 0
        self.rows.cells.show(columns, self._cell, self._said)
        self.rows.fit()
        if columns and self.rows.row() < 0:
            self.rows.go_to(0)
        self._show_matches(found)
        missing = sheet_choice.lacking(found.sheet, found.uses) if found is not None else ""
        self.lacking.setText(tr(_LACKING[missing]) if missing else "")
        self._lacking_row.setVisible(bool(missing))
        self._fit()

    def _show_matches(self, found: Look | None) -> None:
        lines = found.matches if found is not None else ()
        self.matches.setVisible(bool(lines))
        self.matches.cells.show(len(lines), self._match, lambda n: ": ".join(lines[n][:2]))
        self.matches.fit()
        self._head.setText(tr("Looking…") if found is None else self._summary(found))
        nameless = found.nameless if found is not None else ()
        numbers = ", ".join(map(str, nameless[:6])) + (" …" if len(nameless) > 6 else "")
        left = counted(len(nameless), "row", "rows")
        said = tr("{rows} without a name left out: {n}", rows=left, n=numbers) if nameless else ""
        self.note.setText(said)
        self.note.setVisible(bool(said))

    def _summary(self, found: Look) -> str:
        all_ = counted(found.cases, "case", "cases")
        if found.sheet.questions is not None:
            people = counted(found.cases, "respondent", "respondents")
            if not found.matches:
                return tr("{people}, numbered after the file", people=people)
            return tr("{people}, {n} of them here already", people=people, n=found.matched)
        if not found.matches:
            return tr("Whom it speaks of is not told yet")
        return tr("{n} of {cases} match documents or speakers", n=found.matched, cases=all_)

    def _fit(self) -> None:
        columns = min(self.rows.cells.rowCount(), _SEEN)
        lines = min(self.matches.cells.rowCount(), _SEEN)
        head = self._theme.px(36) + 6
        self.rows.setFixedHeight(self._theme.px(_ROW) * max(columns, 1) + head)
        self.matches.setFixedHeight(self._theme.px(_ROW) * max(lines, 1) + head)

    def _cell(self, column: int, at: int) -> Cell:
        if self._look is None:  # the view may ask once more for what is just going
            return Cell()
        sheet, what = self._look.sheet, self._look.uses[column]
        gone = what == "out"
        if at == 0:
            head = " ".join(sheet.header[column].split()) or tr("Column {n}", n=column + 1)
            return Cell(head, bold=not gone, ink="ink3" if gone else "ink")
        if at == 1:
            said = tr(_SHORT.get(what, _SHEET[what]))
            return Cell(said, opens=True, ink="ink3" if gone else "ink")
        count, first = self._look.misfits[column]
        if count:
            said = tr(
                "{n} of {rows} not {what}: ‘{value}’",
                n=count,
                rows=len(sheet.rows),
                what=tr(NAMED[what]),
                value=first,
            )
            return Cell(said, "alert", "warn", words="ink")
        return Cell(" · ".join(sheet_choice.examples(sheet, column)), ink="ink2")

    def _said(self, column: int) -> str:
        if self._look is None:
            return ""
        head, values = (self._cell(column, at).text for at in (0, 2))
        return f"{head}, {tr(_SHEET[self._look.uses[column]])}, {values}"

    def _match(self, number: int, at: int) -> Cell:
        if self._look is None:
            return Cell()
        match = self._look.matches[number]
        if at == 0:
            if not match.well:
                return Cell(match.name, "alert", "warn", words="ink", bold=True)
            return Cell(match.name, "done", "good", words="ink", bold=True)
        return Cell(match.words, ink="ink2")

    # --- correcting

    def choose(self, column: int) -> None:
        """Ask what a column becomes."""
        index = self.rows.cells.index(column, 1)
        corner = self.rows.visualRect(index).bottomLeft()
        self.menu(column).popup(self.rows.viewport().mapToGlobal(corner))

    def menu(self, column: int) -> QMenu:
        """What a column can become."""
        menu = QMenu(self.rows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._look is None:
            return menu
        sheet, now = self._look.sheet, self._look.uses[column]
        survey = sheet.questions is not None
        offered = sheet_choice.OF_A_SURVEY if survey else sheet_choice.OF_A_SHEET
        for what in offered:
            if not sheet.header[column].strip() and what not in ONCE and what != "out":
                continue  # an attribute or a question needs a heading
            action = menu.addAction(tr(_SHEET[what]))
            action.setCheckable(True)
            action.setChecked(what == now)
            action.triggered.connect(partial(self.say, column, what))
        return menu

    def say(self, column: int, what: Becomes, _checked: bool = False) -> None:
        """Have a column become something."""
        if self._look is None or self._file is None or self._look.uses[column] == what:
            return
        sheet, now = self._look.sheet, self._look.uses
        uses = sheet_choice.put(now, column, what, sheet)
        if lacking := sheet_choice.lacking(sheet, uses):
            self.lacking.setText(tr(_LACKING[lacking]))
            self._lacking_row.show()
            announce(self.rows, self.lacking.text())
            return
        self._file.found = sheet_choice.chosen(sheet, uses)
        announce(self.rows, tr(_SHEET[what]))
        self.changed.emit()
