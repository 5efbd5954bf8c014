"""The window: the welcome page, or one open project, under one row of menus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from liveable.errors import Refused
from liveable.gui import doors
from liveable.gui.actions import Actions
from liveable.gui.commands import Command, Doers, Need
from liveable.gui.drags import files_in
from liveable.gui.kept import Kept
from liveable.gui.key_cap import Keys
from liveable.gui.keys import keys_of
from liveable.gui.menu_bar import JumpField, MenuBar
from liveable.gui.notices import Notices
from liveable.gui.parts import M, S, rule
from liveable.gui.theme import LARGEST, SMALLEST, Choice, Theme
from liveable.gui.welcome import Welcome
from liveable.gui.words import tr
from liveable.gui.work import Notice, Work
from liveable.ops import coders
from liveable.store.project import SUFFIX, Project, open_project

if TYPE_CHECKING:
    from liveable.gui.project_page import ProjectPage

_STEP = 10  # per cent of the text size
_PAUSE = 60  # ms in which another press of the same key is waited for


class Window(QMainWindow):
    """``opened`` is emitted with a project's path once it is there to work in, "" for none."""

    opened = Signal(str)

    def __init__(self, kept: Kept, theme: Theme) -> None:
        super().__init__()
        self.kept, self.theme = kept, theme
        self.keys = Keys(kept, self)
        self.work: Work | None = None
        self.page: ProjectPage | None = None
        self._keys_shown: dict[str, str] | None = None
        self._left = False  # somebody said that the window may go with what is not written
        self._asking: QDialog | None = None  # who opens a copy
        self._above: QWidget | None = None  # what is laid open over the project
        self.setObjectName("window")
        self.setMinimumSize(800, 560)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, self._keys_of)
        self._stack = QStackedWidget()
        self._stack.setProperty("ground", "panel")
        self.setCentralWidget(self._stack)
        self._make_menus()
        self.welcome = Welcome(theme, self.keys)
        self._connect_welcome()
        self._stack.addWidget(self.welcome)
        self.notices = Notices(None, self._stack, theme)
        self.actions_.do(self.doers(), {})
        self._wanted_zoom = theme.zoom
        self._zooming = QTimer(self)
        self._zooming.setSingleShot(True)
        self._zooming.timeout.connect(self._take_zoom)
        theme.changed.connect(self._dress)
        kept.changed.connect(self._show_keys)
        self._dress()
        self.resize(1440, 900)
        self.restoreGeometry(kept.place("window"))
        self._show_title()
        self.welcome.set_recent(self._recent())

    def _connect_welcome(self) -> None:
        self.welcome.command_wanted.connect(lambda name: self.actions_.by_name[name].trigger())
        self.welcome.project_wanted.connect(self.open)
        self.welcome.files_dropped.connect(lambda files: doors.new_project(self, files))
        self.welcome.forgotten.connect(self.kept.closed_forever)

    def _recent(self) -> list[Path]:
        return [Path(name) for name in self.kept.now.recent]

    # --- looks

    def _make_menus(self) -> None:
        bar = MenuBar()
        self.actions_.fill(bar)
        self.jump = JumpField(self.theme, self.keys)
        self.jump.clicked.connect(lambda: doors.find_anything(self))
        row = QWidget()
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setProperty("ground", "window")
        box = QHBoxLayout(row)
        box.setContentsMargins(2, 6, M, 6)
        box.setSpacing(S)
        box.addWidget(bar, 1)
        box.addWidget(self.jump)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(rule())
        self.setMenuWidget(whole)
        self._show_keys()

    def _dress(self) -> None:
        if not self._zooming.isActive():
            self._wanted_zoom = self.theme.zoom
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(self.theme.palette())
        app.setFont(self.theme.font())
        if app.styleSheet() != (wanted := self.theme.style_sheet()):  # it takes a tenth of a second
            app.setStyleSheet(wanted)

    def _show_keys(self) -> None:
        if self._keys_shown != self.kept.now.keys:
            self._keys_shown = dict(self.kept.now.keys)
            self.actions_.set_keys(self._keys_of)

    def _show_title(self) -> None:
        name = self.work.project.path.stem if self.work else ""
        self.setWindowTitle(f"{name} – Liveable" if name else "Liveable")
        self.jump.setVisible(bool(self.work))

    def _zoom(self, percent: int) -> None:
        """Dressing the window again takes a moment: presses that follow each other are one."""
        self._wanted_zoom = max(SMALLEST, min(LARGEST, percent))
        self._zooming.start(_PAUSE)

    def _take_zoom(self) -> None:
        self.theme.set_zoom(self._wanted_zoom)
        self.keep(zoom=self.theme.zoom)

    def _choose_theme(self, choice: Choice) -> None:
        self.theme.choose(choice)
        self.keep(theme=choice)

    def _keys_of(self, command: Command) -> list[QKeySequence]:
        return keys_of(command, self.kept.now)

    def keep(self, **fields: object) -> None:
        """Change some settings; says so where they cannot be saved."""
        try:
            self.kept.change(**fields)
        except Refused as refused:
            self.say(str(refused), bad=True)

    # --- commands

    def doers(self) -> Doers:
        """What the window does by itself, by the names of the commands."""
        leaving = self._leaving
        return {
            "project.sample": lambda: leaving(lambda: doors.open_sample(self)),
            "project.new": lambda: leaving(lambda: doors.new_project(self)),
            "project.open": lambda: leaving(self.ask_for_project),
            "project.close": self.close_project,
            "project.restore": lambda: leaving(lambda: doors.restore(self)),
            "project.preferences": lambda: doors.show_preferences(self),
            "project.quit": self.close,
            "find.command": lambda: doors.find_anything(self),
            "view.larger": lambda: self._zoom(self._wanted_zoom + _STEP),
            "view.smaller": lambda: self._zoom(self._wanted_zoom - _STEP),
            "view.usual": lambda: self._zoom(100),
            "view.system": lambda: self._choose_theme("system"),
            "view.light": lambda: self._choose_theme("light"),
            "view.dark": lambda: self._choose_theme("dark"),
            "view.contrast": lambda: self._choose_theme("contrast"),
            "help.manual": lambda: doors.show_manual(self),
            "help.keys": lambda: doors.show_keys(self),
            "help.about": lambda: doors.show_about(self),
        }

    @property
    def reviewing(self) -> bool:
        """Whether a merge, or a text that is edited, is laid open over the project."""
        return self._above is not None

    def _leaving(self, then: Callable[[], object]) -> None:
        """Do something that leaves the project, once nobody minds what would be lost by it."""
        if self.page is not None:
            self.page.above.ask_to_leave(then)
        else:
            then()

    def _show_above(self) -> None:
        """Show what is laid open, or the project again."""
        page = self.page
        if self._above is not None:
            self._stack.removeWidget(self._above)
        self._above = page.above.page if page is not None else None
        if self._above is not None:
            self._stack.addWidget(self._above)
        self._stack.setCurrentWidget(self._above or page or self.welcome)
        self._offer()

    def _offer(self) -> None:
        offered: frozenset[Need] = frozenset()
        if self.page is not None:
            offered = self.page.offers()
        self.actions_.offer(offered)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Give the person one quiet sentence, whatever is in the window."""
        if self.work is not None:
            self.work.say(text, bad=bad)
        else:
            self.notices.show_notice(Notice(text, bad=bad))

    def failed(self, error: Exception) -> None:
        """Say what became of a job outside a project; anything but a refusal is our fault."""
        if not isinstance(error, Refused):
            raise error
        self.say(str(error), bad=True)

    # --- projects

    def open(self, path: Path) -> None:
        """Open a project in place of the one that is open; what cannot be opened is said.

        Who opens a copy that was made for somebody is asked who they are before anything else.
        """
        self.close_project()
        try:
            project = open_project(path, self.kept.person, journal=self.kept.now.journal)
        except Refused as refused:
            self.say(str(refused), bad=True)
            return
        try:
            copy = coders.unclaimed(project, self.kept.person)
            coder = "" if copy else coders.present(project, self.kept.person)
        except Refused as refused:
            project.close()
            self.say(str(refused), bad=True)
            return
        if copy is not None:
            self._asking = doors.ask_who(self, project, copy)
            self._asking.finished.connect(self._asked)
        else:
            self.work_in(project, coder)

    def _asked(self) -> None:
        self._asking = None

    def work_in(self, project: Project, coder: str) -> None:
        """Show an open project to the coder (a uid) who acts in it from now on."""
        from liveable.gui.project_page import ProjectPage

        self.work = Work(project, coder, self.theme, self, self.keys)
        self.work.learn_with(self.kept.now.sentence_encoder, self.kept.now.spacy_pipeline)
        # Later, for the act that changed it is still being told of.
        later = Qt.ConnectionType.QueuedConnection
        self.work.only_changed.connect(self._open_again, later)
        page = ProjectPage(self.work, self.kept, self.actions_, self._stack)
        page.offers_changed.connect(self._offer)
        page.above.changed.connect(self._show_above)
        self.page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.kept.opened(project.path)
        self._show_title()
        self._offer()
        page.corpus.take_focus()
        for sentence in project.notices:
            self.work.say(sentence)
        if project.left_behind is not None:
            page.safety.check()
        self.opened.emit(str(project.path))

    def _open_again(self) -> None:
        if self.work is not None:
            self.open(self.work.project.path)

    def close_project(self) -> None:
        """Put the open project away and show the welcome page."""
        if self._asking is not None:
            self._asking.reject()
        page, work = self.page, self.work
        if page is None or work is None:
            return
        self.page = self.work = self._above = None
        self._stack.setCurrentWidget(self.welcome)
        self._stack.removeWidget(page)
        page.close()
        page.deleteLater()
        work.deleteLater()
        self.welcome.set_recent(self._recent())
        self._show_title()
        self._offer()
        self.opened.emit("")

    def ask_for_project(self) -> None:
        """Ask which project to open."""
        recent = self.kept.now.recent
        folder = str(Path(recent[0]).parent) if recent else str(Path.home())
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Open a project"), folder, tr("Liveable projects") + f" (*{SUFFIX})"
        )
        if chosen:
            self.open(Path(chosen))

    # --- dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.page is not None and not self.reviewing and files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = files_in(event)
        if self.page is not None and not self.reviewing and files:
            event.acceptProposedAction()
            self.page.take_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page
        if page is not None and page.above.unwritten and not self._left:
            event.ignore()
            page.above.ask_to_leave(self._leave)
            return
        self.kept.remember(window=self.saveGeometry())
        self.close_project()
        self.welcome.tasks.close()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._left = True
        self.close()
