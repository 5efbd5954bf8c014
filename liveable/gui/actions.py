"""Menus and keys, made from the declared list of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from liveable.gui.commands import COMMANDS, MENUS, Command, Doers, Need, Where
from liveable.gui.words import tr

KeysOf = Callable[[Command], list[QKeySequence]]


class Actions:
    """One action for each command. What it does is whatever was last said with ``do``."""

    def __init__(self, window: QWidget, keys: KeysOf) -> None:
        self.by_name = {command.name: self._made(command, window) for command in COMMANDS}
        self._window = window
        self._doers: Doers = {}
        self._needs: frozenset[Need] = frozenset()
        self._hidden: frozenset[str] = frozenset()
        self.set_keys(keys)
        self._show()

    def _made(self, command: Command, window: QWidget) -> QAction:
        action = QAction(tr(command.text), window)
        action.setObjectName(command.name)
        action.setCheckable(command.check)
        action.setMenuRole(_ROLES.get(command.name, QAction.MenuRole.NoRole))
        action.triggered.connect(partial(self._do, command.name))
        if command.where == "window":
            window.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def set_keys(self, keys: KeysOf) -> None:
        """Take the keys a person chose."""
        for command in COMMANDS:
            self.by_name[command.name].setShortcuts(keys(command))

    def do(self, doers: Doers, places: Mapping[Where, QWidget]) -> None:
        """Let panels do the commands they know; the keys of a part are heard where it has focus."""
        self._doers = self._doers | doers
        for command in COMMANDS:
            if command.where != "window" and command.where in places:
                places[command.where].addAction(self.by_name[command.name])
        self._show()

    def forget(self, doers: Doers) -> None:
        """Take back what a panel offered, when it goes."""
        self._doers = {name: do for name, do in self._doers.items() if name not in doers}
        self._show()

    def offer(self, needs: frozenset[Need]) -> None:
        """Say what is there to work on; commands that lack something are switched off."""
        if needs != self._needs:
            self._needs = needs
            self._show()

    def hide(self, names: frozenset[str]) -> None:
        """Take commands out of sight; those hidden before and not named come back."""
        if names != self._hidden:
            self._hidden = names
            self._show()

    def _show(self) -> None:
        for command in COMMANDS:
            able = command.need is None or command.need in self._needs
            seen = command.name not in self._hidden
            self.by_name[command.name].setVisible(seen)
            self.by_name[command.name].setEnabled(seen and able and command.name in self._doers)

    def _do(self, name: str, _checked: bool = False) -> None:
        do = self._doers.get(name)
        if do is not None:
            do()

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a bar."""
        for title in MENUS:
            menu = bar.addMenu(f"&{tr(title)}")
            self.put(menu, [c for c in COMMANDS if c.menu == title])

    def put(self, menu: QMenu, commands: list[Command]) -> None:
        """Put some commands into a menu, groups divided by lines."""
        for command in commands:
            if command.line and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self.by_name[command.name])

    def pop_up(self, where: Where, prefix: str) -> QMenu:
        """A menu for what is under the mouse: the commands of a kind that can be done now."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = [c for c in COMMANDS if c.menu and c.name.startswith(prefix)]
        self.put(menu, [c for c in chosen if c.where in (where, "window")])
        return menu


_ROLES = {
    "project.quit": QAction.MenuRole.QuitRole,
    "project.preferences": QAction.MenuRole.PreferencesRole,
    "help.about": QAction.MenuRole.AboutRole,
}
