"""Under the tree: what is known of the document shown, to be put right in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveable.core import corrections, labels, told
from liveable.core.transcript import KINDS, Kind, Role, Transcript
from liveable.gui.parts import Elided, M, S, Sign, button, column, icon, label, row, rule, tip
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

    Built only while it is seen; ``fold`` leaves no more than its head. ``speakers_wanted`` asks for
    the dialog in which all that was found is put right.
    """

    speakers_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.facts: Facts | None = None
        self.folded = False
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shape: tuple[object, ...] = ()
        self._fillers: list[Callable[[Facts], None]] = []
        self._names: list[Elided] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        self.head = button(tr("About this document"))
        self.head.setProperty("link", "head")
        self.head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(lambda: self.fold(not self.folded))
        self._grid = QGridLayout()
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
        """Show what is known now; the rows stay where only their values changed."""
        if self.folded or not self.isVisible():
            return
        work = self.work
        facts = work.look(corpus.facts, work.document, work.only) if work.document else None
        self.facts = facts
        shape = _shape(work.document, facts)
        if shape != self._shape:
            self._shape = shape
            self._build(facts)
        if facts is not None:
            for fill in self._fillers:
                fill(facts)

    def _build(self, facts: Facts | None) -> None:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(M, 0, M, M)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._fillers.clear()
        self._names.clear()
        if facts is None:
            self._across(label(tr("Choose a document to see what is known of it."), "quiet",
                               wrap=True))  # fmt: skip
        else:
            self._kind()
            self._case()
            self._date()
            self._language(facts)
            for name, told in _PLAIN:
                self._plain(tr(name), told)
            for warning in facts.warnings:
                said = label(warning, "warn", wrap=True)
                self._across(row(Sign(self.work.theme, "alert", "warn"), said, space=S), top=S)
            self._speakers_title(bool(facts.speakers))
            for number, _ in enumerate(facts.speakers):
                self._speaker(number)
            if facts.attributes:
                self._title(tr("Attributes"))
            for number, attribute in enumerate(facts.attributes):
                self._attribute(number, attribute)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._fit_names()
        self._scroll.setWidget(inside)  # the one before goes with all its fields

    # --- rows

    def _put(self, name: str, widget: QWidget) -> None:
        at = self._grid.rowCount()
        said = Elided(name, "small")
        self._names.append(said)
        tall = isinstance(widget, Written)  # its name stands beside its first line
        self._grid.addWidget(said, at, 0, Qt.AlignmentFlag.AlignTop if tall else _ANYWHERE)
        self._grid.addWidget(widget, at, 1)

    def _fit_names(self) -> None:
        """Give all names one width: that of the longest, within reason."""
        theme = self.work.theme
        metrics = QFontMetrics(theme.font("small"))
        widest = max((metrics.horizontalAdvance(name.text()) for name in self._names), default=0)
        wide = min(widest + 2, theme.px(84))
        self._grid.setColumnMinimumWidth(0, wide)
        for name in self._names:
            name.setFixedWidth(wide)

    def _across(self, widget: QWidget, top: int = 0) -> None:
        widget.setContentsMargins(0, top, 0, 0)
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def _speakers_title(self, any_speakers: bool) -> None:
        self._across(rule(), S)
        self._across(label(tr("Speakers"), "cap"), 4)
        if not any_speakers:
            link = _link()
            link.setText(tr("Speakers and dates…"))
            link.clicked.connect(self.speakers_wanted)
            self._across(link)

    def _title(self, text: str) -> None:
        self._across(rule(), S)
        self._across(label(text, "cap"), 4)

    def _plain(self, name: str, told: Callable[[Facts], str]) -> None:
        said = Written(most=3)
        self._put(name, said)

        def fill(facts: Facts) -> None:
            said.show_text(told(facts))
            said.setToolTip(tip(told(facts)))
            said.setAccessibleName(f"{name}: {told(facts)}")

        self._fillers.append(fill)

    def _kind(self) -> None:
        field = Choice([(kind, tr(KIND_NAMES[kind])) for kind in KINDS])
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Kind"))
        field.entered.connect(self._change_kind)
        self._put(tr("Kind"), field)
        self._fillers.append(lambda facts: field.show_value(facts.kind))

    def _change_kind(self, value: str) -> None:
        kind: Kind | None = next((kind for kind in KINDS if kind == value), None)
        work = self.work
        if kind is None or self.facts is None or kind == self.facts.kind:
            return
        work.act(documents.change_kind, work.document, kind, work.coder)
        document = work.document
        work.say(
            tr("‘{name}’ is now: {kind}", name=self.facts.name, kind=tr(KIND_NAMES[kind])),
            undo=True,
            more=tr("Find speakers and dates anew"),
            do=lambda: find_anew(work, document),
        )

    def _date(self) -> None:
        field = ValueLine(tr("18 March 2025"))
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Date"))
        field.entered.connect(lambda said: self._change_date(field, said))
        self._put(tr("Date"), field)
        self._fillers.append(lambda facts: field.show_value(said_date(facts.date)))

    def _change_date(self, field: ValueLine, said: str) -> None:
        work = self.work
        if self.facts is not None and said.strip() != said_date(self.facts.date):
            work.act(documents.change_date, work.document, said.strip() or None, work.coder)
        now = work.look(corpus.facts, work.document)
        field.show_value(said_date(now.date) if now is not None else "")

    def _language(self, facts: Facts) -> None:
        codes = sorted({*_LANGUAGES.split(), *filter(None, (facts.language,))}, key=language_name)
        field = Choice([("", "–"), *((code, language_name(code)) for code in codes)])
        field.setProperty("quiet", "1")
        field.setAccessibleName(tr("Language"))
        field.entered.connect(self._change_language)
        self._put(tr("Language"), field)
        self._fillers.append(lambda facts: field.show_value(facts.language or ""))

    def _change_language(self, code: str) -> None:
        work = self.work
        if self.facts is not None and code != (self.facts.language or ""):
            work.act(documents.change_language, work.document, code or None, work.coder)

    def _case(self) -> None:
        link = _link()
        link.clicked.connect(lambda: self._pick_case(tr("Whose document is this?"), self._assign))
        self._put(tr("Case"), link)

        def fill(facts: Facts) -> None:
            _say_case(link, tr("Case"), facts.case_name)

        self._fillers.append(fill)

    def _assign(self, case: str) -> None:
        work = self.work
        work.act(cases.assign_documents, [work.document], case or None, work.coder)

    def _speaker(self, number: int) -> None:
        name, link = Elided("", "body"), _link()
        role, turns = _link(), label("", "small")
        self._across(column(row(name, link, space=S), row(turns, role, None, space=0), space=0))

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
            _say_case(link, speaker.label, speaker.case_name)

        role.clicked.connect(lambda: self._pick_role(number, role))
        link.clicked.connect(pick)
        self._fillers.append(fill)

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
        work = self.work
        before = work.look(reread.as_transcript, work.document)
        right = corrections.cast(before, {label: role})
        work.act(reread.put_right, work.document, right, work.coder)

    def _dismiss(self, label: str) -> None:
        work, document = self.work, self.work.document
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

    def _attribute(self, number: int, attribute: AttributeValue) -> None:
        field = value_field(attribute.name, attribute.type)
        self._put(attribute.name, field)
        field.entered.connect(lambda value: self._set(number, field, value))

        def fill(facts: Facts) -> None:
            shown = facts.attributes[number]
            field.show_value(shown.of_case or shown.of_document)
            whose = facts.case_name if _is_of_case(facts, shown) else tr("this document")
            field.setToolTip(tip(tr("{name}, of {whose}", name=shown.name, whose=whose or "")))
            field.setAccessibleDescription(tr("of {whose}", whose=whose or ""))

        self._fillers.append(fill)

    def _set(self, number: int, field: ValueField, value: str) -> None:
        """Keep what was entered where the value is: with the case, else with the document."""
        facts, work = self.facts, self.work
        if facts is None:
            return
        attribute = facts.attributes[number]
        if value != (attribute.of_case or attribute.of_document):
            whose = {"case": facts.case} if _is_of_case(facts, attribute) else {}
            target = whose or {"document": work.document}
            work.act(cases.set_value, attribute.uid, value, work.coder, **target)
        now = work.look(corpus.facts, work.document)
        if now is not None and len(now.attributes) > number:
            kept = now.attributes[number]
            field.show_value(kept.of_case or kept.of_document)


def _role(speaker: SpeakerRow) -> Role | None:
    return next((role for role in _ROLES if role == speaker.role), None)


def _is_of_case(facts: Facts, attribute: AttributeValue) -> bool:
    """Whether an attribute is answered for the case: it is there, or could come there."""
    return facts.case is not None and bool(attribute.of_case or not attribute.of_document)


def _shape(document: str, facts: Facts | None) -> tuple[object, ...]:
    """What must be the same for rows to be filled anew rather than built."""
    if facts is None:
        return ("",)
    speakers = tuple(speaker.uid for speaker in facts.speakers)
    attributes = tuple(attribute[:3] for attribute in facts.attributes)
    return (document, facts.warnings, speakers, attributes)


def _link() -> QPushButton:
    made = button("", link=True)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def _say_case(link: QPushButton, of: str, case: str | None) -> None:
    name = " ".join(case.split()) if case else tr("No case")
    metrics = link.fontMetrics()
    link.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, 18 * metrics.maxWidth() // 3)
                 .replace("&", "&&"))  # fmt: skip
    link.setToolTip(tip(name))
    link.setAccessibleName(tr("{label}: {case}", label=of, case=name))


def language_name(code: str) -> str:
    """A language's name by its code; the code itself where it has none here."""
    language = QLocale.codeToLanguage(code.partition("-")[0])
    if language == QLocale.Language.AnyLanguage:
        return code
    name = QLocale.languageToString(language)
    region = code.partition("-")[2]
    return f"{name} ({region})" if region else name


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
