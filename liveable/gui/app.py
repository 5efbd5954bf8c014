"""The program with a window: everything is made here, and only here."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path


def run(project: Path | None = None) -> int:
    """Show the window, with a project in it or the welcome page. Returns the exit code."""
    if why := _no_screen():
        print(why, file=sys.stderr)
        return 1
    try:
        from PySide6.QtWidgets import QApplication

        from liveable.gui.garbage import Sweeper
        from liveable.gui.kept import Kept
        from liveable.gui.tasks import TURN
        from liveable.gui.theme import Theme
        from liveable.gui.window import Window
    except ImportError as error:
        print(
            f"The window needs system libraries that are missing ({error}). On Debian or Ubuntu: "
            "apt install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 fonts-dejavu-core",
            file=sys.stderr,
        )
        return 1
    from liveable import logs
    from liveable.gui import crash_dialog

    logs.start()
    sys.setswitchinterval(TURN)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Liveable")
    app.setApplicationDisplayName("Liveable")
    app.setStyle("Fusion")  # the only style that takes every colour of ours
    kept = Kept()
    theme = Theme(kept.now.theme, kept.now.zoom)
    window = Window(kept, theme)
    crash_dialog.watch(window, theme)
    window.show()
    if project is not None:
        window.open(project)
    else:
        threading.Thread(target=_get_ready).start()
    # What the window is made of stays: kept out of every search for garbage, it costs no keystroke.
    gc.collect()
    gc.freeze()
    Sweeper(app)
    if said := crash_dialog.said_at_start():
        window.say(said, bad=True)
    return app.exec()


def _get_ready() -> None:
    """Load what a project needs while the person still looks at the welcome page."""
    import liveable.gui.project_page  # noqa: F401


def _no_screen() -> str:
    """Why no window can be shown, "" if it can: Qt itself would end the program without a word."""
    has = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in has):
        return "There is no screen to show the window on; `liveable --help` lists the commands."
    return ""
