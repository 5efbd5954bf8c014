"""Small questions answered by keyboard: which code, which folder, one line of text.

Each opens a window-modal dialog and returns at once; ``done`` is called with the answer, and not at
all when the question was left with Escape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from liveable.core import fuzzy
from liveable.gui.chooser import Chooser, foot
from liveable.gui.lines import Line
from liveable.gui.parts import L, M, S, button, label, row, rule
from liveable.gui.theme import CodeLook, Theme
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.queries import CodeRow, natural

Asked = TypeVar("Asked", bound=QDialog)
_WIDE = 400


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick: ``facts`` are shown at the right, ``beside`` is searched too."""

    value: str
    name: str
    facts: str = ""
    beside: str = ""
    sign: CodeLook | str = ""
    said: str = ""


class Picker(QDialog):
    """Options to choose one of, narrowed by typing."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        title: str,
        options: Sequence[Option],
        done: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._options, self._done = options, done
        self._names = fuzzy.prepare((option.name, option.beside) for option in options)
        self.chooser = Chooser(theme, title, tr("Type to find"), most=10)
        self.chooser.typed.connect(self._find)
        self.chooser.chosen.connect(self._choose)
        self._nothing = label(tr("Nothing of this name."), "quiet")
        self._nothing.setContentsMargins(L, S, L, M)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(_head(title))
        box.addWidget(self.chooser)
        box.addWidget(self._nothing)
        box.addStretch(1)
        box.addWidget(rule())
        box.addWidget(foot(("Enter", tr("choose")), end=("Esc", tr("cancel"))))
        self.setFixedWidth(theme.px(_WIDE))
        self.chooser.fit()
        self.setMinimumHeight(self.chooser.sizeHint().height())
        self._find("")
        self.setMinimumHeight(self.sizeHint().height())  # it does not jump about while typing
        self.chooser.field.setFocus()

    def _find(self, typed: str) -> None:
        found = fuzzy.find(self._names, typed)
        self.chooser.show_items(found, self._line)
        self._nothing.setVisible(not found)

    def _line(self, found: fuzzy.Found) -> Line:
        option = self._options[found.which]
        said = option.said or ", ".join(filter(None, (option.name, option.facts)))
        return Line(option.name, said, option.sign, option.facts, marks=found.places)

    def _choose(self, found: fuzzy.Found) -> None:
        value = self._options[found.which].value
        self.accept()
        self._done(value)


class Asker(QDialog):
    """One line of text."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        done: Callable[[str], object],
        text: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._done = done
        self.field = QLineEdit(text)
        self.field.setAccessibleName(question)
        self.field.selectAll()
        self.field.textChanged.connect(self._look)
        self.keep = button(tr("OK"), main=True)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._answer)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        asked = label(question, "small")
        asked.setBuddy(self.field)
        box = QVBoxLayout(self)
        box.setContentsMargins(L, M, L, L)
        box.setSpacing(S)
        box.addWidget(label(title, "head", wrap=True))
        box.addWidget(asked)
        box.addWidget(self.field)
        box.addSpacing(S)
        box.addWidget(row(None, leave, self.keep))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self._look(text)

    def _look(self, text: str) -> None:
        self.keep.setEnabled(bool(text.strip()))

    def _answer(self) -> None:
        text = self.field.text().strip()
        self.accept()
        self._done(text)


def pick_code(
    work: Work,
    parent: QWidget,
    title: str,
    done: Callable[[str], object],
    *,
    without: frozenset[str] = frozenset(),
    usable: bool = False,
    top: str = "",
) -> Picker:
    """Ask for a code; ``done`` gets its uid.

    ``usable`` leaves only those that can be coded with. ``top`` names a first row that stands for
    no code at all ("At the top of the codebook") and answers "".
    """
    options = [Option("", top)] if top else []
    for code in (work.codes[uid] for uid in by_use(work)):
        if code.uid not in without and (can_code(code) or not usable):
            options.append(_code_option(work, code))
    return _opened(Picker(work.theme, parent, title, options, done))


def pick_folder(
    work: Work,
    parent: QWidget,
    title: str,
    done: Callable[[str], object],
    *,
    without: frozenset[str] = frozenset(),
    top: str = "",
) -> Picker:
    """Ask for a folder; ``done`` gets its uid. ``top`` names a row for no folder, answering ""."""
    paths = work.look(queries.folder_paths)
    options = [Option("", top)] if top else []
    for uid in sorted(paths, key=lambda uid: ([natural(n) for n in paths[uid]], uid)):
        if uid not in without:
            *above, name = paths[uid]
            place = " / ".join(above)
            options.append(Option(uid, name, place, place, "folder"))
    return _opened(Picker(work.theme, parent, title, options, done))


def ask_line(
    parent: QWidget, title: str, question: str, done: Callable[[str], object], text: str = ""
) -> Asker:
    """Ask for one line of text, ``text`` at first; ``done`` gets it, never empty."""
    return _opened(Asker(parent, title, question, done, text))


def _opened(dialog: Asked) -> Asked:
    dialog.open()
    return dialog


def can_code(code: CodeRow) -> bool:
    """Whether passages can be coded with a code."""
    return code.codable and code.status != "retired"


def by_use(work: Work) -> list[str]:
    """The codes by last use, then the others in tree order."""
    recent = [uid for uid in work.recent if uid in work.codes]
    return list(dict.fromkeys([*recent, *work.codes]))


def said_of(code: CodeRow) -> str:
    """A code as a screen reader says it: name, use, and what it is under."""
    above = tr("under {code}", code=parent_name(code)) if len(code.path) > 1 else ""
    return ", ".join(filter(None, (code.name, counted(code.codings, "coding", "codings"), above)))


def _code_option(work: Work, code: CodeRow) -> Option:
    look = work.theme.code(code.colour)
    return Option(code.uid, code.name, parent_name(code), beside(code), look, said_of(code))


def parent_name(code: CodeRow) -> str:
    """The name of the code above, "" at the top."""
    return code.path[-2] if len(code.path) > 1 else ""


def beside(code: CodeRow) -> str:
    """What a code is found by besides its name: its short name and all that is above it."""
    return " ".join((code.short, *code.path[:-1]))


def _head(title: str) -> QWidget:
    head = label(title, "head", wrap=True)
    head.setContentsMargins(L, M, L, 0)
    return head
