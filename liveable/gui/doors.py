"""The ways in and out of the window: making, finding and restoring projects, settings, help.

Dialogs are loaded when they are asked for: the window must be there before they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from liveable.errors import Refused
from liveable.gui.words import tr
from liveable.ops import coders
from liveable.store.copies import ThisCopy
from liveable.store.project import Project, open_project

if TYPE_CHECKING:
    from liveable.gui.window import Window


def show(dialog: QDialog) -> None:
    """Open a dialog over its window, to be forgotten when it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def open_sample(window: Window) -> None:
    """Open the sample project, making it first where it is not there yet."""
    from liveable.gui import sample

    tasks = window.work.tasks if window.work else window.welcome.tasks
    task = sample.open_sample(tasks, window.open, window.failed)
    if task is not None and window.work is None:
        window.welcome.follow(task)


def ask_who(window: Window, project: Project, copy: ThisCopy) -> QDialog:
    """Ask who opens a copy, and let them work in it, or look; else it is closed again."""
    from liveable.gui.who_dialog import Answer, WhoDialog

    def let_in(answer: Answer) -> None:
        if answer.who == "onlooker":
            project.close()
            seen = open_project(project.path, window.kept.person, write=False)
            window.work_in(seen, coders.here(seen, window.kept.person))
            window.say(tr("You only look. To work in it, open it again and say who you are."))
            return
        if answer.who == "coder":
            coder = coders.claim(project, window.kept.person)
        else:
            if answer.name != window.kept.now.name:
                window.keep(person_name=answer.name)
            coder = coders.present(project, window.kept.person)
        window.work_in(project, coder)

    def answered(answer: Answer) -> None:
        try:
            let_in(answer)
        except Refused as refused:
            project.close()
            window.say(str(refused), bad=True)

    dialog = WhoDialog(window.theme, copy, window.kept.now.name, window)
    dialog.answered.connect(answered)
    dialog.rejected.connect(project.close)
    show(dialog)
    return dialog


def new_project(window: Window, files: list[Path] | None = None) -> None:
    """Ask for a new project and open it; ``files`` are then offered to be brought in."""
    from liveable.gui.new_project import NewProject

    def made(path: Path, _codebook: object, person: str) -> None:
        if person != window.kept.now.name:
            window.keep(person_name=person)
        window.open(path)
        if files and window.work is not None:
            from liveable.gui.import_dialog import begin_import

            begin_import(window.work, window, files)

    dialog = NewProject(window.theme, window)
    dialog.created.connect(made)
    show(dialog)


def restore(window: Window) -> None:
    """Go back to a snapshot: of the open project, which is closed for it, or of another."""
    from liveable.gui.restore_dialog import RestoreDialog

    recent = window.kept.now.recent
    path = window.work.project.path if window.work else None
    window.close_project()
    dialog = RestoreDialog(
        window.theme, path or (Path(recent[0]) if recent else None), window.kept.now, window
    )
    dialog.restored.connect(window.open)
    if path is not None:
        dialog.rejected.connect(lambda: window.open(path))
    show(dialog)


def show_preferences(window: Window) -> None:
    """Ask for the settings; they are in force as soon as they are changed."""
    from liveable.gui.preferences import Preferences

    show(Preferences(window.kept, window.theme, window))


def show_keys(window: Window) -> None:
    """Show all keys, and let them be changed."""
    from liveable.gui.keys_dialog import KeysDialog

    show(KeysDialog(window.kept, window.theme, window))


def find_anything(window: Window) -> None:
    """Open the palette: texts, codes and commands by a few letters."""
    from liveable.gui.palette import Palette

    work = None if window.reviewing else window.work  # then only commands can be found
    palette = Palette(work, window.actions_.by_name, window, window.theme)
    palette.finished.connect(palette.deleteLater)
    palette.show()


def show_manual(window: Window) -> None:
    """Show the manual."""
    from liveable.gui.manual_view import ManualView

    manual = ManualView(window.theme, window)
    manual.finished.connect(manual.deleteLater)
    manual.show()


def show_about(window: Window) -> None:
    """Say what this is."""
    from liveable.gui.about import About

    show(About(window.theme, window))
