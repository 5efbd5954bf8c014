"""Under the tree: what is known of the document shown, to be put right in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.core import corrections, labels, told
from liveable.core.progress import Progress
from liveable.core.transcript import KINDS, Kind, Role, Transcript
from liveable.gui.fact_rows import Row, grid, language_name, say_case, title
from liveable.gui.fact_rows import link as made_link
from liveable.gui.parts import Elided, M, S, Sign, button, clear, column, icon, label, row, tip
from liveable.gui.pick import Option, Picker
from liveable.gui.value_fields import Choice, ValueField, ValueLine, value_field
from liveable.gui.words import KINDS as KIND_NAMES
from liveable.gui.words import counted, said_date, tr
from liveable.gui.work import Work
from liveable.gui.written import Written
from liveable.ops import cases, documents, reread
from liveable.store import cases as stored
from liveable.store import corpus
from liveable.store.corpus import AttributeValue, Facts, SpeakerRow
from liveable.store.history import Changed

_TABLES = frozenset({"document", "speaker", "turn", "case", "attribute", "value", "coding"})
_ANYWHERE = Qt.AlignmentFlag(0)
_AT_ONCE = 8  # rows built before the window has its turn again
_ROLES: dict[Role | None, str] = {
    "interviewer": "Interviewer",
    "participant": "Participant",
    None: "Role not told",
}
_LANGUAGES = (
    "ar bg ca cs cy da de el en es et eu fa fi fr ga gd he hi hr hu id is it ja ko lt lv nb nl pl "
    "pt ro ru sk sl sq sr sv sw ta th tr uk ur vi zh"
)  # offered


class DocumentFacts(QWidget):
    """Kind, date, language and format of a document, its case, speakers, warnings, attributes.

    Built only while it is seen, and once: another document fills the same rows. ``fold`` leaves no
    more than its head. ``speakers_wanted`` asks for the dialog in which all that was found is put
    right.
    """

    speakers_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.facts: Facts | None = None
        self.folded = False
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._of = ""  # the document whose facts are shown
        self._fillers: list[Callable[[Facts], None]] = []
        self._speakers: list[Row] = []
        self._attributes: list[Row] = []
        self._asked: list[tuple[str, str, str]] = []  # what the rows of attributes ask for
        self._warnings: list[tuple[QWidget, QLabel]] = []
        self._names: list[Elided] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        self.head = button(tr("About this document"))
        self.head.setProperty("link", "head")
        self.head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(lambda: self.fold(not self.folded))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(tr("About this document"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._bar = row(self.head, None, edges=(6, 4, M, 4))
        box.addWidget(self._bar)
        box.addWidget(self._scroll, 1)
        work.document_shown.connect(lambda _uid: self._later.start())
        work.changed.connect(self._hear)
        work.theme.changed.connect(self._fit)
        self._fit()

    # --- folding

    def fold(self, folded: bool) -> None:
        """Leave only the head, or show everything again."""
        self.folded = folded
        self._scroll.setVisible(not folded)
        self._fit()
        if not folded:
            self._later.start()

    def _fit(self) -> None:
        side = self.work.theme.px(16)
        self.head.setIconSize(QSize(side, side))
        self._fit_names()
        self.head.setIcon(icon(self.work.theme, "shut" if self.folded else "open"))
        self.head.setAccessibleDescription(tr("folded up") if self.folded else tr("open"))
        self.setMaximumHeight(self._bar.sizeHint().height() if self.folded else 16_777_215)

    # --- keeping up

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _TABLES:
            self._later.start()

    def refresh(self) -> None:
        """Show what is known now, in the rows there are; those still missing come in pieces."""
        if self.folded or not self.isVisible():
            return
        work = self.work
        if self._of != work.document:
            self._leave()
        facts = work.look(corpus.facts, work.document, work.only) if work.document else None
        self.facts, self._of = facts, work.document
        if self._scroll.widget() is None:
            self._lay_out()
        self._nothing.setVisible(facts is None)
        if facts is not None:
            self._fill(facts)
        self._known.setVisible(facts is not None)

    def _leave(self) -> None:
        """Keep what was typed with the document it was typed for."""
        for field in self._known.findChildren(ValueLine) if self._of else ():
            if field.isModified():
                field.editingFinished.emit()

    def _lay_out(self) -> None:
        """Lay out what every document has. Outer parts come first: whatever is put into another
        widget is styled anew with all that is in it.
        """
        inside = QWidget()
        self._scroll.setWidget(inside)
        box = QVBoxLayout(inside)
        box.setContentsMargins(M, 0, M, M)
        self._nothing = label(tr("Choose a document to see what is known of it."), "quiet",
                              wrap=True)  # fmt: skip
        box.addWidget(self._nothing)
        self._known = QWidget(inside)
        box.addWidget(self._known)
        box.addStretch(1)
        parts = QVBoxLayout(self._known)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(4)
        self._grid, self._warned = grid(), QVBoxLayout()
        self._who, self._answers = QVBoxLayout(), grid()
        for layout in (self._grid, self._warned, self._who, self._answers):
            parts.addLayout(layout)
        for below in (self._warned, self._who):
            below.setSpacing(4)
        self._fields: list[QWidget] = [self.head]
        for build in (self._kind, self._case, self._date, self._language):
            self._fields.append(build())
        for name, told_ in _PLAIN:
            self._plain(tr(name), told_)
        self._shared = len(self._names)
        for part in title(tr("Speakers")):
            self._who.addWidget(part)
        self._no_speakers = made_link()
        self._no_speakers.setText(tr("Speakers and dates…"))
        self._no_speakers.clicked.connect(self.speakers_wanted)
        self._who.addWidget(self._no_speakers)
        self._fields.append(self._no_speakers)
        self._fit_names()

    def _fill(self, facts: Facts) -> None:
        for fill in self._fillers:
            fill(facts)
        self._warn(facts.warnings)
        asked = [attribute[:3] for attribute in facts.attributes]
        if self._asked != asked[: len(self._asked)]:
            clear(self._answers)
            self._attributes.clear()
            self._asked.clear()
            del self._names[self._shared :]
        built = 0
        while len(self._speakers) < len(facts.speakers) and built < _AT_ONCE:
            self._speakers.append(self._speaker(len(self._speakers)))
            built += 1
        while len(self._asked) < len(asked) and built < _AT_ONCE:
            number = len(self._asked)
            self._attributes.append(self._attribute(number, facts.attributes[number]))
            self._asked.append(asked[number])
            built += 1
        if built:
            self._put_in_order()
            self._fit_names()
            self._later.start()  # for the rows that are still missing
        self._no_speakers.setVisible(not facts.speakers)
        for number, row_ in enumerate(self._speakers):
            row_.whole.setVisible(number < len(facts.speakers))
        for row_ in (*self._speakers[: len(facts.speakers)], *self._attributes):
            row_.fill(facts)

    def _put_in_order(self) -> None:
        """Let Tab go from the top to the bottom, whatever was built last."""
        rows = (*self._speakers, *self._attributes)
        for before, after in pairwise((*self._fields, *(f for row_ in rows for f in row_.fields))):
            QWidget.setTabOrder(before, after)

    # --- rows

    def _put(self, name: str, widget: QWidget, among: QGridLayout | None = None) -> None:
        among = among or self._grid
        at = among.rowCount()
        said = Elided(name, "small")
        self._names.append(said)
        tall = isinstance(widget, Written)  # its name stands beside its first line
        among.addWidget(said, at, 0, Qt.AlignmentFlag.AlignTop if tall else _ANYWHERE)
        among.addWidget(widget, at, 1)

    def _fit_names(self) -> None:
        """Give all names one width: that of the longest, within reason."""
        theme = self.work.theme
        metrics = QFontMetrics(theme.font("small"))
        widest = max((metrics.horizontalAdvance(name.text()) for name in self._names), default=0)
        wide = min(widest + 2, theme.px(84))
        for columns in (self._grid, self._answers) if self._names else ():
            columns.setColumnMinimumWidth(0, wide)
        for name in self._names:
            name.setFixedWidth(wide)

    def _warn(self, warnings: tuple[str, ...]) -> None:
        while len(self._warnings) < len(warnings):
            said = label("", "warn", wrap=True)
            whole = row(Sign(self.work.theme, "alert", "warn"), said, space=S)
            whole.setContentsMargins(0, S, 0, 0)
            self._warned.addWidget(whole)
            self._warnings.append((whole, said))
        for number, (whole, said) in enumerate(self._warnings):
            if number < len(warnings):
                said.setText(warnings[number])
            whole.setVisible(number < len(warnings))

    def _plain(self, name: str, told: Callable[[Facts], str]) -> None:
        said = Written(most=3)
        self._put(name, said)

        def fill(facts: Facts) -> None:
            said.show_text(told(facts))
            said.setToolTip(tip(told(facts)))
            said.setAccessibleName(f"{name}: {told(facts)}")

        self._fillers.append(fill)

    def _kind(self) -> QWidget:
        field = Choice([(kind, tr(KIND_NAMES[kind])) for kind in KINDS])
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Kind"))
        field.entered.connect(self._change_kind)
        self._put(tr("Kind"), field)
        self._fillers.append(lambda facts: field.show_value(facts.kind))
        return field

    def _change_kind(self, value: str) -> None:
        kind: Kind | None = next((kind for kind in KINDS if kind == value), None)
        work = self.work
        if kind is None or self.facts is None or kind == self.facts.kind:
            return
        work.act(documents.change_kind, self._of, kind, work.coder)
        document = self._of
        work.say(
            tr("‘{name}’ is now: {kind}", name=self.facts.name, kind=tr(KIND_NAMES[kind])),
            undo=True,
            more=tr("Find speakers and dates anew"),
            do=lambda: find_anew(work, document),
        )

    def _date(self) -> QWidget:
        field = ValueLine(tr("e.g. 18 March 2025"))  # an example must not pass for its date
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Date"))
        field.entered.connect(lambda said: self._change_date(field, said))
        self._put(tr("Date"), field)
        self._fillers.append(lambda facts: field.show_value(said_date(facts.date)))
        return field

    def _change_date(self, field: ValueLine, said: str) -> None:
        work = self.work
        if self.facts is not None and said.strip() != said_date(self.facts.date):
            work.act(documents.change_date, self._of, said.strip() or None, work.coder)
        now = work.look(corpus.facts, self._of)
        field.show_value(said_date(now.date) if now is not None else "")

    def _language(self) -> QWidget:
        codes = sorted(_LANGUAGES.split(), key=language_name)
        field = Choice([("", "–"), *((code, language_name(code)) for code in codes)])
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Language"))
        field.entered.connect(self._change_language)
        self._put(tr("Language"), field)

        def fill(facts: Facts) -> None:
            code = facts.language or ""
            if field.findData(code) < 0:
                field.addItem(language_name(code), code)
            field.show_value(code)

        self._fillers.append(fill)
        return field

    def _change_language(self, code: str) -> None:
        work = self.work
        if self.facts is not None and code != (self.facts.language or ""):
            work.act(documents.change_language, self._of, code or None, work.coder)

    def _case(self) -> QWidget:
        link = made_link()
        link.clicked.connect(lambda: self._pick_case(tr("Whose document is this?"), self._assign))
        self._put(tr("Case"), link)

        def fill(facts: Facts) -> None:
            say_case(link, tr("Case"), facts.case_name)

        self._fillers.append(fill)
        return link

    def _assign(self, case: str) -> None:
        work = self.work
        work.act(cases.assign_documents, [self._of], case or None, work.coder)

    def _speaker(self, number: int) -> Row:
        name, link = Elided("", "body"), made_link()
        role, turns = made_link(), label("", "small")
        whole = column(row(name, link, space=S), row(turns, role, None, space=0), space=0)
        self._who.addWidget(whole)

        def pick() -> None:
            if self.facts is not None:
                speaker = self.facts.speakers[number]
                who = tr("Who is ‘{label}’?", label=speaker.label)
                self._pick_case(who, lambda case: self._assign_speaker(speaker, case))

        def fill(facts: Facts) -> None:
            speaker = facts.speakers[number]
            name.set_text(speaker.label)
            said = tr(_ROLES[_role(speaker)])
            role.setText(said)
            role.setAccessibleName(tr("{label}: {role}", label=speaker.label, role=said))
            turns.setText(f"{counted(speaker.turns, 'turn', 'turns')} ·")
            say_case(link, speaker.label, speaker.case_name)

        role.clicked.connect(lambda: self._pick_role(number, role))
        link.clicked.connect(pick)
        return Row(whole, (link, role), fill)

    def _pick_role(self, number: int, link: QPushButton) -> None:
        """Ask what a speaker does; whatever else is wrong is put right in a dialog."""
        if self.facts is None:
            return
        speaker = self.facts.speakers[number]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for role, name in _ROLES.items():
            action = menu.addAction(tr(name))
            action.setCheckable(True)
            action.setChecked(role == _role(speaker))
            action.triggered.connect(partial(self._cast, speaker.label, role))
        menu.addSeparator()
        menu.addAction(tr("Not a person")).triggered.connect(partial(self._dismiss, speaker.label))
        menu.addAction(tr("Speakers and dates…")).triggered.connect(self.speakers_wanted)
        menu.popup(link.mapToGlobal(link.rect().bottomLeft()))

    def _cast(self, label: str, role: Role | None) -> None:
        work, document = self.work, self._of

        def act(_progress: Progress) -> int:
            right = corrections.cast(work.look(reread.as_transcript, document), {label: role})
            return reread.put_right(work.project, document, right, work.coder)

        work.act_large(tr("Putting speakers and dates right"), act, lambda _changed: None)

    def _dismiss(self, label: str) -> None:
        work, document = self.work, self._of
        right = told.nobody(work.look(reread.as_transcript, document), {labels.key(label)})

        def done(_changed: int) -> None:
            work.say(tr("‘{label}’ is no speaker any more", label=label), undo=True)

        work.act_large(
            tr("Putting speakers and dates right"),
            lambda _progress: reread.put_right(work.project, document, right, work.coder),
            done,
        )

    def _assign_speaker(self, speaker: SpeakerRow, case: str) -> None:
        self.work.act(cases.assign_speaker, speaker.uid, case or None, self.work.coder)

    def _pick_case(self, title: str, done: Callable[[str], object]) -> None:
        options = [Option("", tr("No case"))]
        options += [Option(case.uid, case.name) for case in self.work.look(stored.names)]
        Picker(self.work.theme, self, title, options, done).open()

    def _attribute(self, number: int, attribute: AttributeValue) -> Row:
        field = value_field(attribute.name, attribute.type)
        if not number:
            for at, part in enumerate(title(tr("Attributes"))):
                self._answers.addWidget(part, self._answers.rowCount() + at, 0, 1, 2)
        self._put(attribute.name, field, self._answers)
        field.entered.connect(lambda value: self._set(number, field, value))

        def fill(facts: Facts) -> None:
            shown = facts.attributes[number]
            field.show_value(shown.of_case or shown.of_document)
            whose = facts.case_name if _is_of_case(facts, shown) else tr("this document")
            field.setToolTip(tip(tr("{name}, of {whose}", name=shown.name, whose=whose or "")))
            field.setAccessibleDescription(tr("of {whose}", whose=whose or ""))

        return Row(field, (field,), fill)

    def _set(self, number: int, field: ValueField, value: str) -> None:
        """Keep what was entered where the value is: with the case, else with the document."""
        facts, work = self.facts, self.work
        if facts is None:
            return
        attribute = facts.attributes[number]
        if value != (attribute.of_case or attribute.of_document):
            whose = {"case": facts.case} if _is_of_case(facts, attribute) else {}
            target = whose or {"document": self._of}
            work.act(cases.set_value, attribute.uid, value, work.coder, **target)
        now = work.look(corpus.facts, self._of)
        if now is not None and len(now.attributes) > number:
            kept = now.attributes[number]
            field.show_value(kept.of_case or kept.of_document)


def _role(speaker: SpeakerRow) -> Role | None:
    return next((role for role in _ROLES if role == speaker.role), None)


def _is_of_case(facts: Facts, attribute: AttributeValue) -> bool:
    """Whether an attribute is answered for the case: it is there, or could come there."""
    return facts.case is not None and bool(attribute.of_case or not attribute.of_document)


def find_anew(work: Work, document: str) -> None:
    """Look for speakers, turns and entries in a document again, and say what was found."""

    def done(found: Transcript) -> None:
        parts = [counted(len(found.speakers), "speaker", "speakers")] if found.speakers else []
        parts += [counted(len(found.turns), "turn", "turns")] if found.turns else []
        parts += [counted(len(found.entries), "entry", "entries")] if found.entries else []
        what = ", ".join(parts) or tr("neither speakers nor dates")
        work.say(tr("Found {what}", what=what), undo=True)

    work.act_large(
        tr("Looking for speakers and dates"),
        lambda _progress: reread.find_anew(work.project, document, work.coder),
        done,
    )


def _file(facts: Facts) -> str:
    of_name = facts.file.lower().endswith(f".{facts.format}")
    return " · ".join(filter(None, (facts.file, "" if of_name else facts.format, facts.encoding)))


_PLAIN: tuple[tuple[str, Callable[[Facts], str]], ...] = (
    ("Codings", lambda facts: f"{facts.codings:,}"),
    ("File", _file),
)
