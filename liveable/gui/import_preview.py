"""The right side of the import dialog: one file as it will be kept, and what can be put right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.core.intake import Candidate, first_lines
from liveable.core.transcript import Sheet, Transcript
from liveable.gui import import_words
from liveable.gui.combo import Combo
from liveable.gui.flow import flowing
from liveable.gui.import_dates import Dates, give_way
from liveable.gui.import_lines import FirstLines
from liveable.gui.import_rows import Cell, Column, Rows
from liveable.gui.import_sheet import USES, SheetPart
from liveable.gui.parts import Elided, L, M, Pouring, Sign, button, clear, label, row, rule
from liveable.gui.theme import Theme
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import KINDS, counted, tr
from liveable.readers import glimpse

_AS_ATTRIBUTES = "Its values are brought in as attributes of cases; the sheet itself is not kept."
_AS_ANSWERS = (
    "A document is made for each respondent, with the answers to {asked}. "
    "All other columns become attributes of the respondents’ cases."
)
_WARNINGS = 4
_ROWS, _COLUMNS = 50, 12  # of a sheet


class Preview(QWidget):
    """One file. ``kind_said`` and ``encoding_said`` ask for another reading, ``toggled`` for the
    file to be left out or taken in; ``corrected`` tells of a date put right.
    """

    kind_said = Signal(str)
    encoding_said = Signal(str)
    toggled = Signal()
    corrected = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file: Candidate | None = None
        self._right: Transcript | None = None
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = Sign(theme, "survey", "ink2")
        self._name = Elided("", "head")
        self.kind = Combo()
        self.kind.setAccessibleName(tr("Read as"))
        self._offered: dict[str, str] = {}
        give_way(self.kind, 9)
        self.kind.activated.connect(lambda at: self.kind_said.emit(self.kind.itemData(at)))
        self._read_as = label(tr("Read as"), "small")
        self.encoding = Combo()
        self.encoding.setAccessibleName(tr("Encoding"))
        give_way(self.encoding, 12)
        self.encoding.activated.connect(self._encoding_said)
        self.encoding.highlighted.connect(self._glimpse)
        self._encoding_row = row(label(tr("Encoding"), "small"), self.encoding)
        self.encoding.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.version = Combo()
        self.version.setAccessibleName(tr("Bring it in as"))
        give_way(self.version, 18)
        self.version.activated.connect(self._version_said)
        self._version_words = label("", "quiet", wrap=True)
        self._version_row = row(label(tr("Bring it in as"), "small"), self.version)
        self.version.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reason = label("", "bad", wrap=True)
        self._reason_row = QWidget()
        reason = QHBoxLayout(self._reason_row)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.setSpacing(8)
        reason.addWidget(Sign(theme, "cross", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        reason.addWidget(self._reason, 1)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(4)
        self.out = button("", link=True)
        self.out.clicked.connect(self.toggled)
        self.dates = Dates(theme)
        self.dates.corrected.connect(self.corrected)
        self.sheet = SheetPart(theme)
        self.sheet.changed.connect(self.corrected)
        self._line = rule()
        self._first = label("", "cap", wrap=True)
        self._first.setMinimumWidth(1)
        self.lines = FirstLines(theme)
        self.table = Rows(theme, tr("First rows of the sheet"), (), wide=True)
        self.sheet_note = label("", "small", wrap=True)
        self._empty = label(tr("Choose a file to see how it will be kept."), "quiet", wrap=True)
        self._lay_out()
        self.show_file(None)

    def _lay_out(self) -> None:
        # The outer parts first: whatever is put into another widget is styled anew with all in it.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea()
        whole.addWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Pouring()
        self.area.setWidget(inner)
        box = QVBoxLayout(inner)
        box.setContentsMargins(L + 4, L + 4, L + 4, M)
        box.setSpacing(8)
        kind = row(self._read_as, self.kind)
        head = TwoRows(self._theme, row(self._sign, self._name), kind, 340, (0, 0, 0, 0))
        self._out_row = flowing(self.out, label(tr("Space"), "key"), space=8)
        newer = (self._version_words, self._version_row)
        for widget in (self._empty, head, *newer, self._encoding_row, self._reason_row):
            box.addWidget(widget)
        box.addLayout(self._warnings)
        box.addWidget(self.dates)
        box.addWidget(self.sheet)
        box.addWidget(self._line)
        box.addWidget(self._first)
        box.addWidget(self.lines, 1)
        box.addWidget(self.table, 1)
        box.addWidget(self.sheet_note)
        box.addWidget(self._out_row)
        box.addStretch(0)
        self._head = head
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for widget in (self.lines, self.table):
            widget.setMinimumHeight(self._theme.px(160))

    # --- showing

    def show_file(self, file: Candidate | None, right: Transcript | None = None) -> None:
        """Show a file as it is understood now; ``right`` is its transcript put right."""
        self._file, self._right = file, right
        found = file.found if file is not None else None
        self._empty.setVisible(file is None)
        self._head.setVisible(file is not None)
        is_document = isinstance(found, Transcript)
        self._read_as.setVisible(found is not None)
        self.kind.setVisible(found is not None)
        self.sheet.show_file(file)
        self.dates.show_file(file if is_document else None)
        self._encoding_row.setVisible(file is not None and file.is_text)
        self._line.setVisible(found is not None)
        self._first.setVisible(found is not None)
        self.lines.setVisible(is_document)
        self.table.setVisible(isinstance(found, Sheet))
        self.sheet_note.setVisible(isinstance(found, Sheet))
        self._out_row.setVisible(found is not None)
        self._show_version(file)
        if file is not None:
            self._show(file)
        else:
            self._reason_row.hide()
            clear(self._warnings)

    def _show(self, file: Candidate) -> None:
        self._sign.set_sign(import_words.icon(file))
        self._name.set_text(file.path.name)
        self.out.setText(tr("Leave this file out") if file.goes else tr("Bring this file in"))
        self._show_encoding(file)
        self._show_reason(file)
        transcript = file.transcript
        self._show_kind(file)
        if transcript is not None:
            self._first.setText(tr("First lines, as they will be kept"))
            self.lines.show_lines(first_lines(self._right or transcript))
        elif isinstance(file.found, Sheet):
            self._show_sheet(file.found)

    def _show_version(self, file: Candidate | None) -> None:
        """Offer to give the document whose text this is, changed, a new version."""
        former = file.former if file is not None and file.found is not None else None
        for part in (self._version_words, self._version_row):
            part.setVisible(former is not None)
        if file is None or former is None:
            return
        if file.twin:
            said = tr("‘{name}’ came from this very file, in another encoding.", name=former[1])
        else:
            said = tr(
                "‘{name}’ came from a file of this name and has largely the same words.",
                name=former[1],
            )
        kept = tr("A new version keeps its codings, memos and case.")
        self._version_words.setText(f"{said} {kept}")
        self.version.clear()
        self.version.addItem(tr("A new version of ‘{name}’", name=former[1]))
        self.version.addItem(tr("Another document"))
        self.version.setCurrentIndex(int(file.apart))

    def _version_said(self, at: int) -> None:
        if self._file is not None:
            self._file.apart = at == 1
            self.corrected.emit()

    def _show_kind(self, file: Candidate) -> None:
        """Offer what a file can be read as: a table more than a text."""
        both = (file.found, file.other)
        kinds = KINDS if any(isinstance(one, Transcript) for one in both) else {}
        uses = USES if any(isinstance(one, Sheet) for one in both) else {}
        offered = {**uses, **kinds} if isinstance(file.found, Sheet) else {**kinds, **uses}
        if list(offered) != list(self._offered):
            self._offered = offered
            self.kind.clear()
            for kind, name in offered.items():
                self.kind.addItem(tr(name), kind)
        now: str = file.found.kind if isinstance(file.found, Transcript) else "attributes"
        if isinstance(file.found, Sheet) and file.found.questions is not None:
            now = "answers"
        self.kind.setCurrentIndex(self.kind.findData(now))

    def _show_reason(self, file: Candidate) -> None:
        """Why it is left out, and what its reader left out or doubts."""
        reason = import_words.sentence(file.refusal)
        if file.found is not None and file.twin:
            reason = tr("The same file is here already, as ‘{name}’.", name=file.twin)
        self._reason.setText(reason)
        self._reason_row.setVisible(bool(reason))
        clear(self._warnings)
        warnings = file.found.warnings if file.found is not None else ()
        for sentence in warnings[:_WARNINGS]:
            words = label(sentence, "quiet", wrap=True)
            words.setMinimumWidth(1)
            line = QWidget()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
            box.addWidget(Sign(self._theme, "alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            box.addWidget(words, 1)
            self._warnings.addWidget(line)
        if len(warnings) > _WARNINGS:
            more = tr("and {n} more", n=len(warnings) - _WARNINGS)
            self._warnings.addWidget(label(more, "small"))

    def _show_sheet(self, sheet: Sheet) -> None:
        rows, columns = sheet.rows[:_ROWS], min(len(sheet.header), _COLUMNS)
        said = counted(len(sheet.rows), "row", "rows")
        if sheet.questions is None:
            self._first.setText(tr("A sheet of attributes: {rows}", rows=said))
            self.sheet_note.setText(tr(_AS_ATTRIBUTES))
        else:
            self._first.setText(tr("A survey: {rows}", rows=said))
            asked = "; ".join(f"‘{sheet.header[n]}’" for n in sheet.questions.open)
            self.sheet_note.setText(tr(_AS_ANSWERS, asked=asked))
        heads = tuple(Column(" ".join(head.split()), 120) for head in sheet.header[:columns])
        if self.table.cells.columns != heads:
            self.table.cells.show_columns(heads)
        self.table.cells.show(
            len(rows),
            lambda at, column: Cell(rows[at][column], bold=column == 0),
            lambda at: ", ".join(filter(None, rows[at][:columns])),
        )
        self.table.fit()

    # --- the encoding

    def _show_encoding(self, file: Candidate) -> None:
        if not file.is_text:
            return
        found = file.found.encoding if file.found is not None else None
        now = import_words.codec(file.encoding or found)
        self.encoding.blockSignals(True)
        self.encoding.clear()
        offered = [*import_words.ENCODINGS, *([now] if now not in import_words.ENCODINGS else [])]
        for codec in filter(None, offered):
            self.encoding.addItem(tr(import_words.ENCODINGS.get(codec, codec)), codec)
        self.encoding.setCurrentIndex(self.encoding.findData(now))
        self.encoding.blockSignals(False)

    def _encoding_said(self, at: int) -> None:
        codec = self.encoding.itemData(at)
        found = self._file.found if self._file is not None else None
        if codec and (found is None or codec != import_words.codec(found.encoding)):
            self.encoding_said.emit(codec)
        elif self._file is not None:
            self.show_file(self._file, self._right)  # after a glimpse at another one

    def _glimpse(self, at: int) -> None:
        """Show at once how the first lines would read in the encoding that is pointed at."""
        file = self._file
        original = file.original if file is not None else None
        if file is not None and original is not None and original.packed:
            seen = glimpse(original.packed, file.path.name, self.encoding.itemData(at))
            self.lines.show_lines(first_lines(seen) if seen else [])
