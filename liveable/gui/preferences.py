"""Preferences, made from one declared list of the settings that are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from liveable.errors import Refused
from liveable.gui.dialog import Dialog, Problem
from liveable.gui.kept import Kept
from liveable.gui.parts import button, label, rule
from liveable.gui.theme import LARGEST, SMALLEST, Theme
from liveable.gui.words import tr
from liveable.reports import attribution
from liveable.reports.excerpts import DEFAULT_TEMPLATE
from liveable.settings import account_name


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as it is shown: ``choices`` for one of several, ``folder`` for a place; ``hint``
    is what an empty one means.
    """

    field: str
    label: str
    about: str
    group: str = ""
    choices: tuple[tuple[str | int, str], ...] = ()
    folder: bool = False
    hint: Callable[[], str] = str
    check: Callable[[str], object] = str


def _readable(template: str) -> None:
    """Refuse a template with a stray brace; which fields there are depends on the project."""
    named = [name for part in template.split("{")[1:] for name in part.split("}")[0].split("|")]
    if template:
        attribution.parse(template, [name for name in named if name.strip()], ())


def _writable(folder: str) -> None:
    """Refuse a place that is no folder."""
    if folder and not Path(folder).is_dir():
        raise Refused(tr("There is no folder {folder}.", folder=folder))


SHOWN: tuple[Shown, ...] = (
    Shown(
        "person_name",
        "Your name",
        "Your codings and memos are signed with it, from the next time a project is opened.",
        group="You",
        hint=account_name,
    ),
    Shown(
        "theme",
        "Colours",
        "",
        group="The window",
        choices=(
            ("system", "As the system has them"),
            ("light", "Light"),
            ("dark", "Dark"),
            ("contrast", "High contrast"),
        ),
    ),
    Shown(
        "zoom",
        "Text size",
        "",
        choices=tuple((n, f"{n} %") for n in range(SMALLEST, LARGEST + 1, 10)),
    ),
    Shown(
        "snapshots",
        "Keep snapshots",
        "Copies of the whole project while you work, thinned out as they grow old.",
        group="Safety",
    ),
    Shown(
        "snapshot_minutes",
        "Time between them",
        "",
        choices=(
            (10, "10 minutes"),
            (20, "20 minutes"),
            (30, "30 minutes"),
            (60, "1 hour"),
            (120, "2 hours"),
            (240, "4 hours"),
        ),
    ),
    Shown(
        "snapshot_folder",
        "Their folder",
        "Best on another disk; empty means beside each project.",
        folder=True,
        hint=lambda: tr("Beside each project"),
        check=_writable,
    ),
    Shown(
        "journal",
        "Way of writing",
        "In force when a project is opened. Leave it, unless a shared drive gives trouble.",
        choices=(
            ("auto", "As the place asks for"),
            ("wal", "For this machine's own disk"),
            ("rollback", "For shared and synced folders"),
        ),
    ),
    Shown(
        "report_template",
        "Under each quote",
        "Fields in braces: {case}, {speaker}, {document}, {paragraph}, {date}, any attribute.",
        group="Reports",
        hint=lambda: DEFAULT_TEMPLATE,
        check=_readable,
    ),
)
# Kept too, but not here: an identity, what is remembered, and what has a page of its own.
HIDDEN = frozenset({"person_uid", "recent", "keys", "places", "sentence_encoder", "spacy_pipeline"})


class Preferences(Dialog):
    """What a person likes; each is in force and saved as soon as it is changed."""

    def __init__(self, kept: Kept, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            tr("Preferences"),
            tr("In force as soon as you change them, on this machine only."),
            tr("Done"),
            parent,
        )
        self._kept = kept
        self.fields: dict[str, QWidget] = {}
        self.problems: dict[str, Problem] = {}
        for shown in SHOWN:
            if shown.group:
                if self.fields:
                    self.body.addWidget(rule())
                self.body.addWidget(label(tr(shown.group), "head"))
            self.body.addWidget(self._row(shown))
        self.body.addStretch(1)
        self.cancel.hide()
        self.wanted.connect(self._finish)
        self._depend()
        kept.changed.connect(self._depend)
        self.fit(620, 760)
        self.fields[SHOWN[0].field].setFocus()

    def _row(self, shown: Shown) -> QWidget:
        field = self._field(shown)
        field.setAccessibleName(tr(shown.label))
        field.setAccessibleDescription(tr(shown.about))
        self.fields[shown.field] = field
        name = label(tr(shown.label), "body", wrap=True)
        name.setBuddy(field)
        name.setFixedWidth(self.theme.px(150))
        name.setContentsMargins(0, self.theme.px(5), 0, 0)  # beside the words of the field
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(field, 1)
        if shown.folder:
            beside.addWidget(self._chooser(field, shown))
        problem = self.problems[shown.field] = Problem(self.theme)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(beside)
        if shown.about:
            right.addWidget(label(tr(shown.about), "small", wrap=True))
        right.addWidget(problem)
        whole = QWidget()
        box = QHBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(right, 1)
        return whole

    def _field(self, shown: Shown) -> QWidget:
        value: Any = getattr(self._kept.now, shown.field)
        if shown.choices:
            made = QComboBox()
            for stored, said in shown.choices:
                made.addItem(tr(said), stored)
            if made.findData(value) < 0:  # set by hand, in the file
                made.addItem(str(value), value)
            made.setCurrentIndex(made.findData(value))
            made.currentIndexChanged.connect(lambda _at: self._keep(shown, made.currentData()))
            return made
        if isinstance(value, bool):
            box = QCheckBox(tr("Yes"))
            box.setChecked(value)
            box.toggled.connect(lambda on: self._keep(shown, on))
            return box
        line = QLineEdit(value)
        line.setPlaceholderText(shown.hint())
        line.editingFinished.connect(lambda: self._keep(shown, line.text().strip()))
        return line

    def _chooser(self, field: QWidget, shown: Shown) -> QWidget:
        def choose() -> None:
            assert isinstance(field, QLineEdit)
            folder = QFileDialog.getExistingDirectory(self, tr(shown.label), field.text())
            if folder:
                field.setText(folder)
                self._keep(shown, folder)

        made = button(tr("Choose…"))
        made.setAccessibleName(f"{tr(shown.label)}: {tr('Choose…')}")
        made.clicked.connect(choose)
        return made

    def _keep(self, shown: Shown, value: Any) -> None:
        problem = self.problems[shown.field]
        try:
            if isinstance(value, str):
                shown.check(value)
            if value != getattr(self._kept.now, shown.field):
                self._kept.change(**{shown.field: value})
        except Refused as refused:
            problem.show_text(str(refused))
            return
        problem.show_text("")
        if shown.field == "theme" and value != self.theme.choice:
            self.theme.choose(value)
        elif shown.field == "zoom" and value != self.theme.zoom:
            self.theme.set_zoom(value)

    def _depend(self) -> None:
        """What only matters with snapshots is off without them."""
        for field in ("snapshot_minutes", "snapshot_folder"):
            self.fields[field].setEnabled(self._kept.now.snapshots)

    def _finish(self) -> None:
        """Close, once everything that was typed is kept."""
        self.setFocus()  # a line is finished when the keyboard leaves it
        if not any(problem.text() for problem in self.problems.values()):
            self.accept()
