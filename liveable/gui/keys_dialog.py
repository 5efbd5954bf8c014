"""All commands with their keys; a key is changed by pressing the new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from liveable.core import fuzzy
from liveable.errors import Refused
from liveable.gui import keys
from liveable.gui.commands import COMMANDS, MENUS, Command, Where
from liveable.gui.dialog import Dialog
from liveable.gui.kept import Kept
from liveable.gui.lines import Line, LineDelegate, Lines
from liveable.gui.parts import announce, button, row
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_HEARD: dict[Where, str] = {
    "window": "",
    "text": "In the text",
    "codes": "In the codebook",
    "corpus": "In the list of documents",
    "queue": "In the suggestions",
    "review": "In the review of a merge",
    "editor": "While editing a text",
    "cues": "In the cue phrases of a code",
}


class _Row(NamedTuple):
    """A command and the letters of it that were typed, or the head of a group."""

    command: Command | None
    head: str = ""
    places: tuple[int, ...] = ()


class KeysDialog(Dialog):
    """What each key does, and how to have it otherwise. What is changed is kept at once."""

    def __init__(self, kept: Kept, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            tr("Keys"),
            tr("Choose a command, press Enter, then press the key you want for it."),
            tr("Done"),
            parent,
        )
        self._kept = kept
        self._catching: Command | None = None  # what the next key pressed is for
        self._adding = False
        self._contested: QKeySequence | None = None  # a key of another's, to be taken or left
        self._names = fuzzy.prepare((tr(c.text), _place(c)) for c in COMMANDS)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Find a command or a key"))
        self.filter.setAccessibleName(tr("Find a command or a key"))
        self.filter.textChanged.connect(self._find)
        self.filter.installEventFilter(self)
        self.lines = Lines(self)
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(theme.px(200))
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.change())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._leave())
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._buttons())
        every = button(tr("All usual keys"), link=True)
        every.clicked.connect(self.reset_all)
        self.foot_with(every)
        self.cancel.hide()
        self.wanted.connect(self.accept)
        kept.changed.connect(self.lines.renew)
        self._find("")
        self.fit(620, 700)
        self.filter.setFocus()

    def _buttons(self) -> QWidget:
        made: list[QWidget | int | None] = []
        for text, act in (
            (tr("Change"), self.change),
            (tr("Add a key"), lambda: self.change(adding=True)),
            (tr("No key"), self.remove),
            (tr("Usual key"), self.reset),
        ):
            one = button(text)
            one.clicked.connect(act)
            made.append(one)
        return row(*made, None)

    # --- the list

    def _find(self, typed: str) -> None:
        if not typed.strip():
            self._show(_grouped())
            return
        found = [_Row(COMMANDS[f.which], "", f.places) for f in fuzzy.find(self._names, typed)]
        known = {line.command for line in found}
        wanted = "".join(typed.lower().split())
        by_key = [
            _Row(command)
            for command in COMMANDS
            if command not in known and any(wanted in key.lower() for key in self._shown(command))
        ]
        self._show([*by_key, *found] if "+" in typed else [*found, *by_key])

    def _show(self, rows: Sequence[_Row]) -> None:
        self.lines.show(rows, self._line)
        first = next((i for i, line in enumerate(rows) if line.command), -1)
        if first >= 0:
            self.list.setCurrentIndex(self.lines.index(first))

    def _line(self, line: _Row) -> Line:
        command = line.command
        if command is None:
            return Line(tr(line.head), tr(line.head), head=True)
        text, facts = tr(command.text), tr(_HEARD[command.where])
        if command.name in self._kept.now.keys:
            facts = " · ".join(filter(None, (facts, tr("yours"))))
        first, *more = self._shown(command) or [""]
        said = ", ".join(filter(None, (text, *self._shown(command), facts)))
        return Line(text, said, facts=facts, key=first, more=tuple(more), marks=line.places)

    def _shown(self, command: Command) -> list[str]:
        return [keys.shown(key) for key in keys.keys_of(command, self._kept.now)]

    def command(self) -> Command | None:
        """The command that is chosen in the list."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        chosen: _Row = self.lines.items[index.row()]
        return chosen.command

    def choose(self, name: str) -> None:
        """Choose a command in the list."""
        for place, line in enumerate(self.lines.items):
            if line.command is not None and line.command.name == name:
                self.list.setCurrentIndex(self.lines.index(place))

    # --- changing

    def change(self, adding: bool = False) -> None:
        """Wait for a key to be pressed: instead of the command's keys, or beside them."""
        command = self.command()
        if command is not None:
            self._catching, self._adding, self._contested = command, bool(adding), None
            self.list.setFocus()
            self._say(tr("Press the key for “{command}”, or Esc.", command=tr(command.text)))

    def remove(self) -> None:
        """Let the command have no key."""
        if command := self.command():
            self._keep(command, [])

    def reset(self) -> None:
        """Give the command its usual keys back, where no other command has them now."""
        command = self.command()
        if command is None:
            return
        usual = [QKeySequence(key) for key in command.keys]
        for key in usual:
            for other in keys.clashes(command, key, self._kept.now):
                self._say(self._whose(key, other), "warn")
                return
        self._keep(command, usual)

    def reset_all(self) -> None:
        """Give every command its usual keys back."""
        self._change(dict[str, str](), tr("Every command has its usual keys."))

    def _catch(self, key: QKeySequence) -> None:
        command = self._catching
        assert command is not None
        if self._contested is not None and key.toString() == "Return":
            self._take(command, self._contested)
            return
        self._contested = None
        if why := keys.trouble(command, key):
            self._say(why, "bad")
            return
        others = keys.clashes(command, key, self._kept.now)
        if others:
            self._contested = key
            whose = self._whose(key, others[0])
            self._say(f"{whose} {tr('Enter takes it from there, Esc leaves it.')}", "warn")
            return
        self._take(command, key)

    def _take(self, command: Command, key: QKeySequence) -> None:
        """Give a command a key, and take it from whoever has it where both are heard."""
        own = dict(self._kept.now.keys)
        for other in keys.clashes(command, key, self._kept.now):
            held = keys.keys_of(other, self._kept.now)
            own = keys.with_keys(own, other, keys.without(held, key))
        before = keys.keys_of(command, self._kept.now) if self._adding else []
        own = keys.with_keys(own, command, [*keys.without(before, key), key])
        said = tr("{key}: {command}", key=keys.shown(key), command=tr(command.text))
        self._change(own, said)

    def _keep(self, command: Command, chosen: list[QKeySequence]) -> None:
        shown = ", ".join(keys.shown(key) for key in chosen) or tr("no key")
        said = tr("{command}: {keys}", command=tr(command.text), keys=shown)
        self._change(keys.with_keys(self._kept.now.keys, command, chosen), said)

    def _change(self, own: dict[str, str], said: str) -> None:
        self._catching = self._contested = None
        try:
            self._kept.change(keys=own)
        except Refused as refused:
            self._say(str(refused), "bad")
            return
        self._say(said, "good")

    def _whose(self, key: QKeySequence, other: Command) -> str:
        place = _HEARD[other.where]
        where = f" ({tr(place).lower()})" if place else ""
        return tr(
            "{key} is “{command}”{where}.", key=keys.shown(key), command=tr(other.text), where=where
        )

    def _leave(self) -> None:
        """Wait for no key any more."""
        if self._catching is not None:
            self._catching = self._contested = None
            self._say("")

    def _say(self, text: str, t: str = "quiet") -> None:
        self.show_note(text, t)
        if text:
            announce(self.list, text)

    # --- keys of the dialog itself

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        catching = self._catching is not None and watched is self.list
        if catching and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._caught(event) if catching else self._moved(watched, event)
        return False

    def _caught(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif (key := keys.pressed(event)) is not None:
            self._catch(key)
        return True

    def _moved(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if watched is self.filter and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.change()
            return True
        if watched is self.list and event.key() == Qt.Key.Key_Delete:
            self.remove()
            return True
        return False


def _place(command: Command) -> str:
    return f"{command.menu or ''} {_HEARD[command.where]}"


def _grouped() -> list[_Row]:
    rows: list[_Row] = []
    for menu in (*MENUS, None):
        commands = [command for command in COMMANDS if command.menu == menu]
        if commands:
            rows.append(_Row(None, menu or "By number"))
            rows += [_Row(command) for command in commands]
    return rows
