"""What program this is, whose work it is made with, and where it keeps what."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

import liveable
from liveable import logs, settings
from liveable.gui.dialog import Dialog
from liveable.gui.parts import button, label, row
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_NAME = re.compile(r"[A-Za-z0-9._-]+")


class Library(NamedTuple):
    """A library the program is made with."""

    name: str
    version: str
    licence: str


def libraries() -> list[Library]:
    """The libraries this program asks for and has, by name."""
    try:
        asked = metadata.requires("liveable") or []
    except metadata.PackageNotFoundError:
        return []
    names = {m[0] for line in asked if "extra ==" not in line and (m := _NAME.match(line))}
    found = []
    for name in sorted(names, key=str.casefold):
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        licence = str(about.get("license_expression") or about.get("license") or "")
        found.append(
            Library(str(about["name"]), str(about["version"]), licence.split("\n")[0][:60])
        )
    return found


class About(Dialog):
    """A page to read; nothing can be changed in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            tr("Liveable {version}", version=liveable.__version__),
            tr("Read closely. Mark what people say. Carry their words into the report. Everything "
               "stays on this machine: no account, no network."),
            tr("Close"),
            parent,
        )  # fmt: skip
        self.setWindowTitle(tr("About Liveable"))
        self.cancel.hide()
        self.wanted.connect(self.accept)
        self.body.addWidget(label(tr("Licence"), "cap"))
        self.body.addSpacing(-8)
        free = label(tr("MIT: free to use, to change and to pass on."), "body", wrap=True)
        free.setMinimumWidth(1)
        self.body.addWidget(free)
        self.body.addWidget(label(tr("Where things lie"), "cap"))
        self.body.addSpacing(-8)
        self.settings = self._place(tr("Settings"), settings.file())
        self.log = self._place(tr("Log"), logs.file())
        self.body.addWidget(label(tr("Made with"), "cap"))
        self.body.addSpacing(-8)
        self.body.addWidget(self._table())
        self.body.addStretch(1)
        self.fit(600, 660)
        self.main.setFocus()

    def _place(self, name: str, file: Path) -> QWidget:
        words = label(str(file), "body", wrap=True)
        words.setMinimumWidth(1)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show = button(tr("Open folder"), link=True)
        show.setAccessibleName(tr("Open folder: {name}", name=name))
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))))
        made = row(label(name, "quiet"), words, show)
        layout = made.layout()
        assert layout is not None
        layout.setStretch(1, 1)  # type: ignore[attr-defined]
        self.body.addWidget(made)
        self.body.addSpacing(-8)
        return made

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        rows = [
            Library("Python", platform.python_version(), "PSF-2.0"),
            Library("Qt", qVersion(), "LGPL-3.0-only"),
            *libraries(),
        ]
        for number, library in enumerate(rows):
            grid.addWidget(label(library.name), number, 0)
            grid.addWidget(label(library.version, "quiet"), number, 1)
            licence = label(library.licence, "small", wrap=True)
            licence.setMinimumWidth(1)
            grid.addWidget(licence, number, 2)
        grid.setColumnStretch(2, 1)
        return table
