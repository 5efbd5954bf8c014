"""The settings in force while the window is open, saved as they change."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Signal

from liveable import settings
from liveable.errors import FileRefused
from liveable.settings import Settings
from liveable.store.project import Person

_RECENT = 8


class Kept(QObject):
    """``now`` is a person's settings; ``changed`` follows every change of them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now: Settings = settings.load()

    @property
    def person(self) -> Person:
        """Who works at this machine."""
        return Person(self.now.person_uid, self.now.name)

    def change(self, **fields: Any) -> None:
        """Change some settings and save them; raises FileRefused where they cannot be kept."""
        self.now = replace(self.now, **fields)
        self.changed.emit()
        settings.save(self.now)

    def opened(self, project: Path) -> None:
        """Put a project on top of the recent ones."""
        name = str(project.absolute())
        others = [other for other in self.now.recent if other != name]
        self._remember(recent=[name, *others][:_RECENT])

    def closed_forever(self, project: Path) -> None:
        """Take a project off the list of recent ones."""
        name = str(project.absolute())
        self._remember(recent=[other for other in self.now.recent if other != name])

    def place(self, name: str) -> QByteArray:
        """A remembered size or state, empty if there is none."""
        try:
            return QByteArray(base64.b64decode(self.now.places.get(name, ""), validate=True))
        except ValueError:
            return QByteArray()

    def remember(self, **places: QByteArray) -> None:
        """Keep the sizes and states of windows and panes."""
        written = {k: base64.b64encode(v.data()).decode() for k, v in places.items()}
        self._remember(places=self.now.places | written)

    def forget(self, unwanted: Callable[[str], bool]) -> None:
        """Drop the places whose name is not wanted any more."""
        places = {name: kept for name, kept in self.now.places.items() if not unwanted(name)}
        if places != self.now.places:
            self._remember(places=places)

    def _remember(self, **fields: Any) -> None:
        """Keep what is convenient, and no more: where it cannot be saved, nothing is lost."""
        try:
            self.change(**fields)
        except FileRefused:
            return
