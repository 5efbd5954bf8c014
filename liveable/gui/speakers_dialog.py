"""Who speaks in a document and when its entries were written, put right after it was brought in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from liveable.core import corrections, labels
from liveable.core.intake import Intake, Line, Voice, first_lines
from liveable.core.progress import Progress
from liveable.core.transcript import Transcript
from liveable.gui.dialog import Dialog
from liveable.gui.flow import flowing
from liveable.gui.import_dates import Dates
from liveable.gui.import_lines import FirstLines
from liveable.gui.import_model import role_cell
from liveable.gui.import_roles import ask_who_else, role_menu
from liveable.gui.import_rows import Cell, Column, Rows
from liveable.gui.parts import Elided, L, M, S, announce, button, label, row
from liveable.gui.pick import Option, Picker, ask_line
from liveable.gui.rules_dialog import RulesDialog
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import import_rules, reread
from liveable.ops.import_rules import NO_RULES
from liveable.store import cases as stored
from liveable.store import corpus

_LEAST, _SEEN = 2, 8  # rows of speakers without scrolling
_OF_ONE = 8  # turns shown of the speaker gone to
_SPEAKER, _TURNS, _ROLE, _WHO, _NOTE = range(5)
_CASE, _NEW = "case:", "new"


@dataclass(frozen=True, slots=True)
class Known:
    """What a project knows of a document's speakers: the names of the cases they are, by label."""

    name: str
    before: Transcript
    cases: dict[str, str] = field(default_factory=dict)
    case: str = ""


def known(work: Work, document: str) -> Known | None:
    """Look it up; None where the document is gone."""
    facts = work.look(corpus.facts, document)
    if facts is None:
        return None
    cases = {speaker.label: speaker.case_name or "" for speaker in facts.speakers}
    return Known(
        facts.name, work.look(reread.as_transcript, document), cases, facts.case_name or ""
    )


def open_speakers(work: Work, parent: QWidget) -> SpeakersDialog | None:
    """Open the dialog on the document in the middle; None where it cannot be, which is said."""
    there = known(work, work.document) if work.document else None
    if there is None:
        return None
    if not work.project.writable:
        work.say(tr("This project is open for reading only."), bad=True)
        return None
    dialog = SpeakersDialog(work, work.document, there, parent)
    dialog.open()
    return dialog


class SpeakersDialog(Dialog):
    """The speakers and dates of one document. Nothing is written before ``put_right``."""

    def __init__(
        self, work: Work, document: str, there: Known, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            work.theme,
            tr("Speakers and dates of ‘{name}’", name=" ".join(there.name.split())),
            tr("What was found in the text can be put right at any time. The words and all codings "
               "stay as they are."),
            tr("Put right"),
            parent,
        )  # fmt: skip
        self.work, self.document, self.there = work, document, there
        self.intake = Intake()
        self.intake.add(Path(there.name))
        self.intake.take(0, there.before)
        self.cases = dict(there.cases)
        self.voices: list[Voice] = []
        self._build()
        self._arrange()
        self.wanted.connect(self.put_right)
        self.fit(1160, 780)
        self._refresh()
        if self.voices:
            self.speakers.go_to(0)
        self.speakers.setFocus()

    # --- the parts

    def _build(self) -> None:
        work, theme = self.work, self.theme
        self.speakers = Rows(
            theme,
            tr("Speakers"),
            (
                Column(tr("Speaker"), 168),
                Column(tr("Turns"), 72, right=True, fits=True, spare=True),
                Column(tr("Role"), 144, fits=True),
                Column(tr("Who it is"), 168, fits=True),
                Column(""),
            ),
        )
        self.speakers.keys = {
            Qt.Key.Key_J: self.join,
            Qt.Key.Key_W: self.choose_case,
            Qt.Key.Key_Space: self.choose_role,
            Qt.Key.Key_Return: self.choose_role,
            Qt.Key.Key_Enter: self.choose_role,
        }
        self.speakers.clicked_cell = self._clicked
        self.speakers.moved_to = lambda _row: self._show_lines()
        self.nobody = label(
            tr("Nobody was found to speak here. If somebody does, say under which label."),
            "quiet",
            wrap=True,
        )
        self.more = button(tr("Somebody else speaks too…"), link=True)
        self.more.clicked.connect(self.ask_who_else)
        self.each = button(tr("A case for each participant"), link=True)
        self.each.clicked.connect(self.give_cases)
        self.again = button(tr("Find speakers and dates anew"), link=True)
        self.again.clicked.connect(self.find_anew)
        self.dates = Dates(theme)
        self.dates.corrected.connect(self._refresh)
        self.everywhere = QCheckBox(tr("Also in all other documents, now and later"))
        self.everywhere.toggled.connect(lambda _on: self._offer())
        self.remembered = button(tr("What is remembered…"), link=True)
        self.remembered.clicked.connect(lambda: RulesDialog(work, self).open())
        self._one_head = Elided("", "cap")
        self.one = FirstLines(theme)
        self.one.setAccessibleName(tr("First turns of this speaker"))
        self.lines = FirstLines(theme)

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("box", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 4)
        inside.addWidget(self.speakers)
        self._card = card
        self.body.addWidget(self.nobody)
        self.body.addWidget(card)
        self.body.addWidget(flowing(self.more, self.each, self.again, space=M))
        self.body.addWidget(self.dates)
        self.body.addWidget(self.everywhere)
        self.body.addWidget(row(self.remembered, None))
        self.body.addStretch(1)
        side = QWidget()
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setProperty("ground", "window")
        box = QVBoxLayout(side)
        box.setContentsMargins(L, L, L, L)
        box.setSpacing(S)
        box.addWidget(self._one_head)
        box.addWidget(self.one, 1)
        box.addWidget(label(tr("How the text begins"), "cap"))
        box.addWidget(self.lines, 1)
        self.beside(side, 1)
        self._across.setStretch(0, 2)
        self.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        shown = min(max(len(self.voices), _LEAST), _SEEN)
        self.speakers.setFixedHeight(self.theme.px(36) * (shown + 1) + self.theme.px(8))

    # --- what is shown

    def _refresh(self) -> None:
        """Show everything as it is said now."""
        self.voices = self.intake.voices()
        self.speakers.show_rows(len(self.voices), self._cell, self._said)
        self.nobody.setVisible(not self.voices)
        self._card.setVisible(bool(self.voices))
        self._fit()
        self.each.setVisible(bool(self._without_case()))
        self.dates.show_file(self.intake.files[0])
        self.lines.show_lines(first_lines(self.right()))
        self._show_lines()
        self._offer()

    def _offer(self) -> None:
        """What would be done, and whether anything would."""
        said = self.intake.learnt()
        self.everywhere.setEnabled(bool(said))
        changed = self.right() != self.there.before or self.cases != self.there.cases
        self.main.setEnabled(changed or (bool(said) and self.everywhere.isChecked()))
        self.show_note(self._change())

    def _change(self) -> str:
        """How the text is divided now, in a few words."""
        right = self.right()
        parts = [counted(len(right.speakers), "speaker", "speakers")] if right.turns else []
        parts += [counted(len(right.turns), "turn", "turns")] if right.turns else []
        parts += [counted(len(right.entries), "entry", "entries")] if right.entries else []
        return " · ".join(parts) or tr("Text without speakers")

    def right(self) -> Transcript:
        """The document's transcript with all that was said."""
        return self.intake.corrected(0) or self.there.before

    def _cell(self, number: int, at: int) -> Cell:
        voice = self.voices[number]
        if at == _SPEAKER:
            return Cell(voice.label, bold=True, words="ink3" if voice.nobody else "")
        if at == _TURNS:
            return Cell(f"{voice.turns:,}", right=True)
        if at == _ROLE:
            return role_cell(voice)
        if at == _WHO:
            if voice.nobody or voice.joined:
                return Cell("")
            name = self.cases.get(voice.label, "")
            return Cell(name or tr("No case"), ink="ink" if name else "ink3", opens=True)
        return self._note(voice)

    def _note(self, voice: Voice) -> Cell:
        if voice.nobody:
            return Cell(tr("Words of the turn before"), ink="ink3")
        if voice.joined:
            text = tr("Joined with {label}", label=voice.joined)
            return Cell(text, "done", "good", act=tr("Take apart"), key="J")
        if voice.alike:
            text = tr("Same person as {label}?", label=voice.alike)
            return Cell(text, "alert", "warn", act=tr("Join them"), key="J")
        return Cell("")

    def _said(self, number: int) -> str:
        voice = self.voices[number]
        turns = counted(voice.turns, "turn", "turns")
        told = (self._cell(number, at).text for at in (_ROLE, _WHO, _NOTE))
        return ", ".join(filter(None, (voice.label, turns, *told)))

    def _show_lines(self) -> None:
        """How the speaker gone to begins."""
        at = self.speakers.row()
        voice = self.voices[at] if 0 <= at < len(self.voices) else None
        self._one_head.setVisible(voice is not None)
        self.one.setVisible(voice is not None)
        if voice is None:
            return
        self._one_head.set_text(tr("First turns of {label}", label=voice.label))
        found = self.intake.heard(0)
        turns = [turn for turn in found.turns if turn.speaker == voice.label][:_OF_ONE]
        self.one.show_lines(
            [Line(t.timestamp or "", _begin(found.text[t.speech : t.stop])) for t in turns]
        )

    # --- what the person says

    def join(self, number: int) -> None:
        """Make a speaker one with the one it looks like, or take them apart again."""
        voice = self.voices[number]
        if voice.joined:
            self.intake.part(voice.label)
        elif voice.alike:
            self.intake.join(voice.label, voice.alike)
        self._told(voice.label)

    def _told(self, label: str) -> None:
        self._refresh()
        at = next((n for n, voice in enumerate(self.voices) if voice.label == label), -1)
        if at >= 0:
            self.speakers.go_to(at)
            announce(self.speakers, self._said(at))

    def choose_role(self, number: int) -> None:
        """Ask what a speaker does, or with whom it is one."""
        voice = self.voices[number]
        menu = role_menu(self.speakers, self.intake, self.voices, voice, 0)
        menu.said.connect(lambda: self._told(voice.label))
        menu.popup(self._below(number, _ROLE))

    def choose_case(self, number: int) -> None:
        """Ask who a speaker is: a case, a new one, or nobody known."""
        voice = self.voices[number]
        if voice.nobody or voice.joined:
            return

        def take(name: str) -> None:
            self.cases[voice.label] = name
            self._told(voice.label)

        def chosen(value: str) -> None:
            if value == _NEW:
                ask_line(self, who, tr("Name of the new case"), take, self._name_for(voice))
            else:
                take(value.removeprefix(_CASE))

        who = tr("Who is ‘{label}’?", label=voice.label)
        options = [Option("", tr("No case")), Option(_NEW, tr("A new case…"))]
        options += [Option(_CASE + name, name) for name in self._names()]
        Picker(self.theme, self, who, options, chosen).open()

    def _names(self) -> list[str]:
        """The cases there are, and those to be made."""
        there = [case.name for case in self.work.look(stored.names)]
        return list(dict.fromkeys([*there, *filter(None, self.cases.values())]))

    def _without_case(self) -> list[Voice]:
        return [
            voice
            for voice in self.voices
            if voice.role != "interviewer"
            and not (voice.nobody or voice.joined or self.cases.get(voice.label))
        ]

    def give_cases(self) -> None:
        """Make every participant who is nobody yet a case."""
        for voice in self._without_case():
            self.cases[voice.label] = self._name_for(voice)
        self._refresh()
        announce(self.speakers, tr("A case for each participant"))

    def _name_for(self, voice: Voice) -> str:
        """A case's name: the document's case or name where the speaker is its only participant and
        the label names nobody; else the label, with the document where it would name many.
        """
        generic = labels.role(voice.label) or labels.numbered(voice.label)
        coded = labels.shape(voice.label) == "code"  # P07
        if len(labels.tidy(voice.label)) > 1 and (coded or not generic):
            return voice.label
        asked = [v for v in self.voices if v.role == "interviewer" or v.nobody or v.joined]
        if len(self.voices) - len(asked) == 1:
            return self.there.case or self.there.name
        return f"{self.there.name} {voice.label}"

    def ask_who_else(self) -> None:
        """Ask for a label that is a person's too."""
        ask_who_else(self.theme, self, self.intake, 0, self._told)

    def find_anew(self) -> None:
        """Look through the text again, as what the document is said to be."""
        before = self.there.before
        self.again.setEnabled(False)

        def job(_progress: Progress) -> Transcript:
            return corrections.found_anew(before)

        def done(found: Transcript) -> None:
            self.again.setEnabled(True)
            self.intake.rules = self.work.look(import_rules.known)
            self.intake.take(0, found)
            self._refresh()
            announce(self.speakers, self._change())

        self._look(job, done)

    def _look(
        self, job: Callable[[Progress], Transcript], done: Callable[[Transcript], object]
    ) -> None:
        task = self.work.compute(tr("Looking for speakers and dates"), job, done)
        self.finished.connect(task.cancel)

    def _clicked(self, number: int, at: int) -> None:
        if at == _ROLE:
            self.choose_role(number)
        elif at == _WHO:
            self.choose_case(number)
        elif at == _NOTE and self._note(self.voices[number]).act:
            self.join(number)

    def _below(self, number: int, at: int) -> QPoint:
        index = self.speakers.cells.index(number, at)
        return self.speakers.viewport().mapToGlobal(self.speakers.visualRect(index).bottomLeft())

    # --- the end

    def put_right(self) -> None:
        """Close, and write everything as one act."""
        if not self.main.isEnabled():
            return
        work, document, right = self.work, self.document, self.right()
        everywhere = self.everywhere.isEnabled() and self.everywhere.isChecked()
        rules = self.intake.learnt() if everywhere else NO_RULES
        forgotten = self.intake.forgotten() if everywhere else NO_RULES
        given = self._given(right)
        name = self.there.name

        def act(_progress: Progress) -> int:
            return reread.put_right(
                work.project, document, right, work.coder, cases=given, rules=rules,
                forgotten=forgotten,
            )  # fmt: skip

        def done(documents: int) -> None:
            said = tr("Put speakers and dates of ‘{name}’ right", name=name)
            if documents > 1:
                others = counted(documents - 1, "other document", "other documents")
                said = tr("{said}, and of {others}", said=said, others=others)
            work.say(said, undo=True)

        self.accept()
        work.act_large(tr("Putting speakers and dates right"), act, done)

    def _given(self, right: Transcript) -> dict[str, str]:
        """Who speakers are now, where that was said, or was said of a label they are one with."""
        whose = dict(self.cases)
        for voice in self.voices:
            if voice.joined and not whose.get(voice.joined):
                whose[voice.joined] = whose.get(voice.label, "")
        before = self.there.cases
        return {
            speaker.label: whose[speaker.label]
            for speaker in right.speakers
            if whose.get(speaker.label, "") != before.get(speaker.label, "")
        }


def _begin(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 240 else words[:240].rstrip() + "…"
