"""The dates of a diary's entries, how sure they are, and putting them right."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from liveable.core import corrections
from liveable.core.corrections import DOUBTFUL, Dated, how_sure
from liveable.core.intake import Candidate
from liveable.core.transcript import Entry, Precision, Transcript
from liveable.gui import import_words
from liveable.gui.flow import flowing
from liveable.gui.import_rows import Cell, Column, Rows
from liveable.gui.parts import M, Sign, announce, button, label, row
from liveable.gui.pick import Option, Picker
from liveable.gui.theme import Theme
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import tr

_LINES = 3000  # lines offered
_SHOWN = 70  # characters of one
_SEEN = 6  # rows of entries without scrolling


def give_way(box: QComboBox, letters: int) -> None:
    """Let a choice be as narrow as so many letters."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)


def lines_of(text: str, most: int) -> list[tuple[int, str]]:
    """The lines of a text that have words, by where they begin, each shortened."""
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if not line.isspace() and line and len(found) < most:
            found.append((start, " ".join(line[:_SHOWN].split())))
        start += len(line) + 1
    return found


class Dates(QWidget):
    """The entries of one file. ``corrected`` is emitted after each correction."""

    corrected = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._file: Candidate | None = None
        self._entries: tuple[Entry, ...] = ()
        self._filling = False
        self.rows = Rows(
            theme,
            tr("Dates of the entries"),
            (Column("", 144), Column("", 132), Column("", spare=True)),
            height=28,
            least=80,
        )
        self.rows.header().hide()
        self.rows.moved_to = self._edit
        self.rows.keys = {
            Qt.Key.Key_Space: lambda _row: self.confirm(),
            Qt.Key.Key_Delete: lambda _row: self.drop(),
            Qt.Key.Key_Return: lambda _row: self.date.setFocus(),
            Qt.Key.Key_Enter: lambda _row: self.date.setFocus(),
        }
        self.date = QLineEdit()
        self.date.setAccessibleName(tr("Date of this entry"))
        self.date.setPlaceholderText(tr("5 March 2024"))
        self.date.editingFinished.connect(self._typed)
        self.precision = QComboBox()
        self.precision.setAccessibleName(tr("How exact the date is"))
        for precision, name in import_words.PRECISIONS.items():
            self.precision.addItem(tr(name), precision)
        give_way(self.precision, 6)
        self.precision.activated.connect(self._said)
        self.right = button(tr("Right as it is"), link=True)
        self.right.clicked.connect(self.confirm)
        self.right_key = label(tr("Space"), "key")
        self.gone = button(tr("No entry begins here"), link=True)
        self.gone.clicked.connect(self.drop)
        self.more = button(tr("An entry begins at another line…"), link=True)
        self.more.clicked.connect(self.ask_for_line)
        self.problem = label("", "bad", wrap=True)
        self.year = QLineEdit()
        self.year.setAccessibleName(tr("Year of the first entry"))
        self.year.setPlaceholderText(str(datetime.date.today().year))
        self.year.setMaxLength(4)
        self.year.returnPressed.connect(self._year_said)
        self._set_year = button(tr("Set"))
        self._set_year.clicked.connect(self._year_said)
        unwritten = label(tr("Nobody wrote the year. It began in"), "warn", wrap=True)
        unwritten.setMinimumWidth(1)
        asked = row(Sign(theme, "alert", "warn"), unwritten)
        said = row(self.year, self._set_year, None)
        self.year_row = TwoRows(theme, asked, said, 340, (0, 0, 0, 0))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(label(tr("Dates of the entries"), "cap"))
        box.addWidget(self.rows)
        self._fields = TwoRows(theme, self.date, self.precision, 240, (0, 0, 0, 0))
        box.addWidget(self._fields)
        box.addWidget(row(self.right, self.right_key, None))
        box.addWidget(flowing(self.gone, self.more, space=M))
        box.addWidget(self.problem)
        box.addWidget(self.year_row)
        theme.changed.connect(self._fit)

    def show_file(self, file: Candidate | None) -> None:
        """Show the entries of a file; hidden where there are none and it is no diary."""
        other = file is not self._file
        self._file = file
        transcript = file.transcript if file is not None else None
        had = self._entries
        self._entries = transcript.entries if isinstance(transcript, Transcript) else ()
        diary = transcript is not None and transcript.kind == "diary"
        self.setVisible(bool(self._entries) or diary)
        for widget in (self.rows, self._fields, self.right, self.right_key, self.gone):
            widget.setVisible(bool(self._entries))
        self.rows.cells.show(len(self._entries), self._cell, self._spoken)
        self.year_row.setVisible(corrections.lacks_year(self._entries))
        self._fit()
        if file is None or not self._entries:
            return
        if other or len(had) != len(self._entries) or self.rows.row() < 0:
            self.rows.go_to((file.doubtful_dates() or [0])[0])
        self._edit(self.rows.row())

    def _fit(self) -> None:
        shown = min(len(self._entries), _SEEN)
        self.rows.setFixedHeight(self._theme.px(28) * shown + 4)
        self.year.setFixedWidth(self._theme.px(64))
        self.date.setMinimumWidth(self._theme.px(96))
        self.rows.fit()

    def _doubtful(self, number: int) -> bool:
        return self._file is not None and number in self._file.doubtful_dates()

    def _cell(self, number: int, column: int) -> Cell:
        entry = self._entries[number]
        doubtful = self._doubtful(number)
        if column == 0:
            if doubtful:
                return Cell(entry.label, "alert", "warn", words="ink")
            return Cell(entry.label, "done", "good", words="ink")
        if column == 1:
            return Cell(import_words.day(entry.date, entry.precision), bold=True)
        return Cell(self._how(number), ink="warn" if doubtful else "ink3")

    def _how(self, number: int) -> str:
        assert self._file is not None
        entry = self._entries[number]
        if entry.start in self._file.dates:
            return tr("as you said")
        sure = how_sure(entry)
        if entry.start in self._file.right and sure in DOUBTFUL:
            return tr("as you said")
        return tr(import_words.SURE[sure])

    def _spoken(self, number: int) -> str:
        entry = self._entries[number]
        date = import_words.day(entry.date, entry.precision)
        return f"{entry.label}, {date}, {self._how(number)}"

    # --- putting right

    def _edit(self, number: int) -> None:
        """Put an entry's date into the fields."""
        if not 0 <= number < len(self._entries):
            return
        entry = self._entries[number]
        self._filling = True
        self.date.setText(import_words.day(entry.date, "day") if entry.date else "")
        self.precision.setCurrentIndex(self.precision.findData(entry.precision))
        self._filling = False
        self.problem.hide()
        for widget in (self.right, self.right_key):
            widget.setVisible(self._doubtful(number))

    def confirm(self) -> None:
        """Say that a doubtful date is right, and go to the next one."""
        number = self.rows.row()
        if self._file is None or not self._doubtful(number):
            return
        self._file.right.add(self._entries[number].start)
        announce(self.rows, tr("Right as it is"))
        self._go_on()

    def drop(self) -> None:
        """Say that no entry begins where the chosen one does: its words are those of the entry
        before.
        """
        number = self.rows.row()
        if self._file is None or not 0 <= number < len(self._entries):
            return
        start = self._entries[number].start
        found = self._file.found.entries if isinstance(self._file.found, Transcript) else ()
        if any(entry.start == start for entry in found):
            self._file.dates[start] = None
        else:
            self._file.dates.pop(start, None)
        announce(self.rows, tr("No entry begins here"))
        self._go_on()

    def ask_for_line(self) -> None:
        """Ask at which other line an entry begins: those that begin with a date come first."""
        transcript = self._file.transcript if self._file is not None else None
        if transcript is None:
            return
        begun = {entry.start for entry in transcript.entries}
        dated: list[Option] = []
        others: list[Option] = []
        for start, words in lines_of(transcript.text, _LINES):
            day = corrections.day_of(transcript.text, start)
            said = import_words.day(day.date, day.precision) if day else ""
            if start not in begun:
                (dated if day else others).append(Option(str(start), words, said))
        title = tr("At which line does an entry begin?")
        Picker(self._theme, self, title, [*dated, *others], self._begin).open()

    def _begin(self, line: str) -> None:
        """Begin an entry at a line, by its place."""
        transcript = self._file.transcript if self._file is not None else None
        if self._file is None or transcript is None:
            return
        start = int(line)
        day = corrections.day_of(transcript.text, start)
        self._file.dates[start] = day or Dated(None, "unknown")
        self.show_file(self._file)
        at = next(n for n, entry in enumerate(self._entries) if entry.start == start)
        self.rows.go_to(at)
        announce(self.rows, self._spoken(at))
        self.corrected.emit()
        self.rows.go_to(at)
        if day is None:
            self.date.setFocus()

    def _typed(self) -> None:
        if self.date.text().strip() and self.precision.currentData() == "unknown":
            self.precision.setCurrentIndex(self.precision.findData("day"))
        self._said()

    def _said(self) -> None:
        number = self.rows.row()
        if self._filling or self._file is None or not 0 <= number < len(self._entries):
            return
        entry = self._entries[number]
        precision: Precision = self.precision.currentData()
        dated = corrections.understand_date(self.date.text(), precision)
        if dated is None:
            self._refuse(precision)
        elif dated != (entry.date, entry.precision):
            self._file.dates[entry.start] = dated
            self._go_on()
        else:
            self.problem.hide()

    def _refuse(self, precision: Precision) -> None:
        if precision == "month":
            text = tr("That is no month with its year; write March 2024.")
        else:
            text = tr("That is no date with its day and month; write 5 March 2024.")
        if self.problem.isHidden() or self.problem.text() != text:
            announce(self, text)
        self.problem.setText(text)
        self.problem.show()

    def _year_said(self) -> None:
        written = self.year.text().strip() or self.year.placeholderText()
        if self._file is None or not (written.isascii() and written.isdecimal()):
            return
        if not 1000 <= int(written) <= 9999:
            return
        self._file.dates |= corrections.in_year(self._entries, int(written))
        self._go_on()

    def _go_on(self) -> None:
        assert self._file is not None
        self.show_file(self._file)
        doubtful = self._file.doubtful_dates()
        if doubtful and not self._doubtful(self.rows.row()):
            self.rows.go_to(doubtful[0])
        self.corrected.emit()
