"""What is suggested in this project, and what this computer has to learn it with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from liveable.core.learning import THRESHOLD
from liveable.errors import Refused
from liveable.gui.combo import Combo
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.kept import Kept
from liveable.gui.parts import XL, button, column, label, row, rule
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import suggesting
from liveable.store import queries
from liveable.store.lead import lead_of
from liveable.store.suggesting import HIGHEST, LOWEST, Choices
from liveable.suggest import pipelines
from liveable.suggest.pipelines import Pipeline

_ABLE = {"sentences": "sentences", "lemmas": "dictionary forms", "vectors": "word vectors"}


class SuggestionSettings(Dialog):
    """Nothing is changed before the main button is pressed; what changes in the project is one
    act.
    """

    def __init__(self, work: Work, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(
            work.theme,
            tr("Suggestions"),
            tr("Everything is looked for and learned on this computer. Nothing leaves it, and "
               "nothing is downloaded."),
            tr("Keep"),
            parent,
        )  # fmt: skip
        self.work, self._kept = work, kept
        self._gone = False
        self.finished.connect(self._leave)
        self.body.addWidget(label(tr("In this project"), "head"))
        self._make_switch()
        self._make_threshold()
        self._make_whose()
        self.body.addWidget(rule())
        self.body.addWidget(label(tr("On this computer"), "head"))
        self._make_encoder()
        self._make_pipeline()
        self.body.addWidget(rule())
        self.body.addWidget(label(tr("What is kept"), "head"))
        self._say_what_is_kept()
        self.body.addStretch(1)
        self.wanted.connect(self.keep)
        self._turn()
        self.fit(660, 800)
        self.on.setFocus()
        work.glance(lambda _progress: pipelines.installed(), self._list)

    # --- in this project

    def _make_switch(self) -> None:
        self.on = QCheckBox(tr("Suggest passages"))
        self.on.setAccessibleName(tr("Suggest passages in this project"))
        self.on.setChecked(not self.work.choices.off)
        self.on.toggled.connect(self._turn)
        self._put(
            self.on,
            tr("If not, nothing of suggestions is shown to anybody in this project. What was "
               "accepted stays coded; cue phrases stay on the cards of their codes, and where "
               "they are found is still counted."),
        )  # fmt: skip

    def _make_threshold(self) -> None:
        name = tr("Show what was learned from a precision of")
        self.threshold = QSpinBox()
        self.threshold.setRange(round(LOWEST * 100), round(HIGHEST * 100))
        self.threshold.setSingleStep(5)
        self.threshold.setSuffix(tr(" %"))
        self.threshold.setValue(round(self.work.choices.threshold * 100))
        self.threshold.setMinimumWidth(self.theme.px(96))
        self.threshold.lineEdit().setTextMargins(self.theme.px(6), 0, 0, 0)
        self.threshold.setAccessibleName(name)
        named = label(name)
        named.setBuddy(self.threshold)
        self._put(
            self.threshold,
            tr("Of the passages suggested for a code, so many are right, as measured on "
               "participants (without cases: on documents) left out of the learning. A code that "
               "does not come to it suggests by its cue phrases alone. {n} % is usual; more shows "
               "fewer and surer ones.", n=round(THRESHOLD * 100)),
            row(named, self.threshold, None),
            edge=0,
        )  # fmt: skip

    def _make_whose(self) -> None:
        leads = self.work.leads
        self.own = QRadioButton(tr("Learned from each coder's own codings"))
        self.all = QRadioButton(tr("Learned from everybody's codings"))
        group = QButtonGroup(self)
        for choice in (self.own, self.all):
            group.addButton(choice)
            choice.setEnabled(leads)
        (self.all if self.work.choices.shared else self.own).setChecked(True)
        about = tr(
            "Coders who learn from each other's codings choose less diverse codes, and their "
            "agreement says less."
        )
        if not leads:
            lead = self.work.look(queries.coder_name, self.work.look(lead_of)) or tr("the lead")
            about += " " + tr("Only the lead, {name}, may change this.", name=lead)
        self._put(self.all, about, column(self.own, self.all, space=0))

    def _turn(self) -> None:
        """What only matters with suggestions is off without them."""
        on = self.on.isChecked()
        self.threshold.setEnabled(on)
        for choice in (self.own, self.all):
            choice.setEnabled(on and self.work.leads)

    # --- on this computer

    def _make_encoder(self) -> None:
        name = tr("Sentence encoder")
        self.encoder = QLineEdit(self._kept.now.sentence_encoder)
        self.encoder.setPlaceholderText(tr("None"))
        self.encoder.setAccessibleName(tr("Folder of a sentence encoder"))
        self.browse = button(tr("Browse…"))
        self.browse.setAccessibleName(tr("Choose the folder of a sentence encoder"))
        self.browse.clicked.connect(self.ask_folder)
        self.problem = Problem(self.theme)
        self.encoder.textChanged.connect(lambda: self.problem.show_text(""))
        head = label(name, "cap")
        head.setBuddy(self.encoder)
        self._put(
            self.encoder,
            tr("The folder of a model (ONNX) that you have. With it, passages are found too that "
               "mean the same in other words."),
            column(head, row(self.encoder, self.browse), self.problem, space=4),
            edge=0,
        )  # fmt: skip

    def _make_pipeline(self) -> None:
        self.pipeline = Combo()
        self.pipeline.setAccessibleName(tr("spaCy pipeline"))
        self.pipeline.view().setAccessibleName(tr("spaCy pipeline"))
        self.pipeline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list([])
        head = label(tr("spaCy pipeline"), "cap")
        head.setBuddy(self.pipeline)
        self._put(
            self.pipeline,
            tr("Those that are installed here are listed. One gives sentences, dictionary forms "
               "and, where it has them, the vectors of words."),
            column(head, self.pipeline, space=4),
            edge=0,
        )  # fmt: skip

    def _list(self, installed: list[Pipeline]) -> None:
        """Offer the pipelines there are, and the one that was chosen even where it is gone."""
        if self._gone:
            return
        chosen = self.pipeline.currentData() or self._kept.now.spacy_pipeline
        self.pipeline.clear()
        self.pipeline.addItem(tr("None") if installed else tr("None is installed"), "")
        for one in installed:
            can = ", ".join(tr(word) for name, word in _ABLE.items() if getattr(one, name))
            self.pipeline.addItem(f"{one.name}: {can}" if can else one.name, one.name)
        if chosen and self.pipeline.findData(chosen) < 0:
            self.pipeline.addItem(tr("{name} (not installed)", name=chosen), chosen)
        self.pipeline.setCurrentIndex(max(self.pipeline.findData(chosen), 0))

    def ask_folder(self) -> None:
        """Ask where an encoder is."""
        name = tr("Choose the folder of a sentence encoder")
        found = QFileDialog.getExistingDirectory(self, name, self.encoder.text())
        if found:
            self.encoder.setText(found)

    # --- what is kept

    def _say_what_is_kept(self) -> None:
        for said in (
            tr("Each verdict is kept in the project with the reasons that were given, and a coding "
               "that came from a suggestion says so for ever."),
            tr("What was learned is kept nowhere: it is learned anew from the codings. What a "
               "sentence encoder made of the passages is kept in the project, not in copies "
               "of it, and can be made again."),
        ):  # fmt: skip
            words = label(said, "small", wrap=True)
            words.setMinimumWidth(1)
            self.body.addWidget(words)

    # --- the parts

    def _put(
        self, field: QWidget, about: str, whole: QWidget | None = None, edge: int = XL
    ) -> None:
        """A field, or the row it is in, and below it what it means."""
        field.setAccessibleDescription(about)
        said = label(about, "small", wrap=True)
        said.setMinimumWidth(1)
        self.body.addWidget(column(whole or field, row(said, edges=(edge, 0, 0, 0)), space=2))

    # --- keeping

    def chosen(self) -> Choices:
        """What is to be said in the project."""
        kept, asked = self.work.choices.threshold, self.threshold.value()
        precision = kept if asked == round(kept * 100) else asked / 100
        return Choices(not self.on.isChecked(), precision, self.all.isChecked())

    def keep(self) -> None:
        """Write what was changed, once an encoder that was chosen has shown that it can be used."""
        folder = str(Path(said).expanduser()) if (said := self.encoder.text().strip()) else ""
        if not folder or folder == self._kept.now.sentence_encoder:
            self._write(folder)
            return
        self._turn_busy(True)
        self.work.tasks.run(
            tr("Trying the encoder"),
            lambda progress: self.work.suggester.try_encoder(folder, progress=progress),
            lambda _name: self._tried(folder),
            self._refused,
        )

    def _turn_busy(self, busy: bool) -> None:
        self.content.setEnabled(not busy)
        self.main.setEnabled(not busy)
        self.show_note(tr("Trying the encoder…") if busy else "")

    def _tried(self, folder: str) -> None:
        if not self._gone:
            self._turn_busy(False)
            self._write(folder)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        if not self._gone:
            self._turn_busy(False)
            self.problem.show_text(str(error))
            self.area.ensureWidgetVisible(self.problem)
            self.encoder.setFocus()

    def _write(self, folder: str) -> None:
        work, off = self.work, self.work.choices.off
        pipeline = self.pipeline.currentData() or ""
        try:
            suggesting.choose(work.project, self.chosen(), work.coder)
            self._kept.change(sentence_encoder=folder, spacy_pipeline=pipeline)
        except Refused as refused:
            self.show_note(str(refused), "bad")
            return
        work.learn_with(folder, pipeline)
        if work.choices.off != off:
            said = tr("Suggestions are off in this project.")
            work.say(tr("Suggestions are on again.") if off else said, undo=True)
        self.accept()

    def _leave(self) -> None:
        self._gone = True
