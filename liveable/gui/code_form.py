"""The fields of a code's card while they are edited, and which of them were changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from liveable.core.codebook import CUES, STATUSES, Cues
from liveable.core.cues import edited
from liveable.gui.cue_lines import CueLines, Growing, phrases_of
from liveable.gui.flow import flowing
from liveable.gui.fold import Fold
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import button, label, say
from liveable.gui.swatches import Swatches
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops.codebook import cues_of
from liveable.store.one_code import OneCode

STATUS_WORDS = {"draft": "Draft", "agreed": "Agreed", "retired": "Retired"}


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a code: the widget it is edited in, how it is read from it and shown in it."""

    widget: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], object]


class Choice(QComboBox):
    """A choice that the wheel does not change in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CodeForm(QWidget):
    """All fields of one code, one below the other."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work
        self.code: OneCode | None = None
        self._fields: dict[str, _Field] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._line("name", tr("Name"))
        self._lines("brief", tr("In brief"), 1)
        self._lines("definition", tr("Definition"), 3)
        self._lines("use_when", tr("Use when"), 2)
        self._lines("not_when", tr("Not when"), 2)
        say(self._lines("example", tr("Example"), 2), t="reading")
        self.cues = CueLines(work, tr("Cue phrases, one a line"))
        self._put("phrases", tr("Cue phrases, and where they are found"), self.cues,
                  self.cues.phrases, self.cues.show_phrases)  # fmt: skip
        self.find_cues = button(tr("Find cue phrases"), link=True)
        self.find_cues.setAccessibleName(tr("Find cue phrases for this code"))
        self._finding = flowing(self.find_cues, KeyCap(work.keys, "code.cues"))
        self._box.addWidget(self._finding)
        self._phrases("lemmas", tr("Single words that lend weight, one a line"), self._box)
        self._put_unwanted()
        self._status()
        self._line("short", tr("Short name"))
        self._key()
        self.swatches = Swatches(work.theme)
        self._put("colour", tr("Colour"), self.swatches,
                  self.swatches.colour, self.swatches.show_colour)  # fmt: skip
        head = QCheckBox(tr("Only a heading"))
        head.setAccessibleName(tr("Only a heading: holds other codes, is not coded with"))
        head.setToolTip(tr("It holds other codes; passages are not coded with it."))
        self._box.addSpacing(8)
        self._put("codable", "", head, lambda: not head.isChecked(),
                  lambda codable: head.setChecked(not codable))  # fmt: skip

    # --- the fields

    def _put(
        self,
        name: str,
        title: str,
        widget: QWidget,
        read: Callable[[], Any],
        show: Callable[[Any], object],
        box: QVBoxLayout | None = None,
    ) -> None:
        box = box or self._box
        if title:
            over: QLabel = label(title, "cap", wrap=True)
            over.setContentsMargins(0, 8, 0, 0)
            box.addWidget(over)
        box.addWidget(widget)
        self._fields[name] = _Field(widget, read, show)

    def _line(self, name: str, title: str) -> None:
        field = QLineEdit()
        field.setAccessibleName(title)
        self._put(name, title, field, field.text, lambda text: _begin(field, text))

    def _lines(self, name: str, title: str, least: int) -> Growing:
        field = Growing(title, least)
        self._put(name, title, field, field.text, field.setPlainText)
        return field

    def _phrases(self, name: str, title: str, box: QVBoxLayout) -> None:
        field = Growing(title, 1)
        self._put(name, title, field, lambda: phrases_of(field.toPlainText()),
                  lambda words: field.setPlainText("\n".join(words)), box)  # fmt: skip

    def _put_unwanted(self) -> None:
        """What is not to be looked for: shut away where there is nothing of it."""
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._phrases("banned", tr("Never a cue, one phrase a line"), box)
        self._phrases("misleading", tr("Words that weigh nothing, one a line"), box)
        self.unwanted = Fold(self.work.theme, tr("Banned words"), inside)
        self._box.addSpacing(8)
        self._box.addWidget(self.unwanted)

    def _show_unwanted(self, cues: Cues) -> None:
        number = len(cues.banned) + len(cues.misleading)
        self.unwanted.say(f"{number:,}" if number else "")
        self.unwanted.unfold(number > 0)

    def _choice(self, name: str, title: str, options: list[tuple[str, str]]) -> None:
        field = Choice()
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(6)
        field.setAccessibleName(title)
        field.view().setAccessibleName(title)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in options:
            field.addItem(words, value)

        def show(value: str) -> None:
            if field.findData(value) < 0:
                field.addItem(value, value)  # from another program: kept as it is
            field.setCurrentIndex(field.findData(value))

        self._put(name, title, field, field.currentData, show)

    def _status(self) -> None:
        self._choice("status", tr("Status"), [(s, tr(STATUS_WORDS[s])) for s in STATUSES])

    def _key(self) -> None:
        keys = [(str(n), str(n)) for n in range(1, 10)]
        self._choice("key", tr("Key that codes with it"), [("", tr("None of its own")), *keys])

    # --- filling and reading

    def show_code(self, code: OneCode) -> None:
        """Fill the fields with what a code says."""
        self.code = code
        for name, value in _values(code).items():
            self._fields[name].show(value)
        self._show_unwanted(cues_of(code.cues))
        self._finding.setVisible(not self.work.choices.off)

    def rebase(self, code: OneCode) -> None:
        """Take what was changed elsewhere into the fields not touched here."""
        assert self.code is not None
        before, now = _values(self.code), _values(code)
        for name, field in self._fields.items():
            if before[name] != now[name] and field.read() == before[name]:
                field.show(now[name])
        self.code = code

    def go_to(self, name: str) -> None:
        """Put the caret into a field."""
        if name in ("banned", "misleading"):
            self.unwanted.unfold()
        self._fields[name].widget.setFocus()

    def field(self, name: str) -> QWidget:
        """The widget a field is edited in."""
        return self._fields[name].widget

    def changes(self) -> dict[str, Any]:
        """The fields that say something else than the code, as ``ops.codebook.edit`` takes them."""
        if self.code is None:
            return {}
        before = _values(self.code)
        now = {name: field.read() for name, field in self._fields.items()}
        changed = {name: now[name] for name in now if now[name] != before[name]}
        if changed.keys() & set(CUES):
            cues = (Cues(*(values[name] for name in CUES)) for values in (before, now))
            changed["cues"] = edited(*cues)
        return {name: v for name, v in changed.items() if name not in CUES}


def _begin(field: QLineEdit, text: str) -> None:
    field.setText(text)
    field.setCursorPosition(0)


def _values(code: OneCode) -> dict[str, Any]:
    """A code's fields as they are edited; text without white space at its end."""
    values: dict[str, Any] = code._asdict() | asdict(cues_of(code.cues))
    for name in ("uid", "memos", "cues"):
        del values[name]
    for name in ("brief", "definition", "use_when", "not_when", "example"):
        values[name] = values[name].rstrip()
    values["colour"] = values["colour"].lower()
    return values
