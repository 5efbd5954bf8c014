"""The page that says something went wrong inside, with the report to copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QWidget

from liveable.core.files import write_whole
from liveable.errors import FileRefused
from liveable.gui import crash
from liveable.gui.dialog import Dialog
from liveable.gui.parts import button, label, row
from liveable.gui.theme import Theme
from liveable.gui.words import tr


class CrashDialog(Dialog):
    """Shows one report: copy it, save it, continue or quit (``quits``)."""

    def __init__(
        self, theme: Theme, report: str, file: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            tr("Something went wrong inside Liveable"),
            tr("Everything committed is safe, and you can go on working. If it happens again, "
               "send this report to whoever looks after the program. It holds no words of your "
               "project."),
            tr("Continue"),
            parent,
        )  # fmt: skip
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.copy = button(tr("Copy"))
        self.copy.clicked.connect(self._copy)
        self.save = button(tr("Save…"))
        self.save.clicked.connect(self._save)
        kept = tr("Kept in {file}", file=file) if file is not None else ""
        where = label(kept, "small", wrap=True)
        where.setMinimumWidth(1)
        self.body.addWidget(self.report, 1)
        self.body.addWidget(row(self.copy, self.save, None))
        self.body.addWidget(where)
        self.quits = False
        self.cancel.setText(tr("Quit Liveable"))
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self._quit)
        self.wanted.connect(self.accept)
        self.fit(720, 560)
        self.main.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.show_note(tr("Copied"))

    def _save(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, tr("Save the report"), "liveable report.txt", tr("Text") + " (*.txt)"
        )
        if not found:
            return
        try:
            write_whole(Path(found), self.report.toPlainText().encode())
        except FileRefused as refused:
            self.show_note(str(refused), "bad")
        else:
            self.show_note(tr("Saved"))

    def _quit(self) -> None:
        self.quits = True
        self.accept()


def watch(window: QWidget, theme: Theme) -> None:
    """Show every unexpected error over a window from now on."""

    def show(report: str, file: Path | None) -> None:
        dialog = CrashDialog(theme, report, file, _uppermost(window))
        dialog.exec()
        if file is not None:
            crash.mark_read([file])
        if dialog.quits:
            window.close()
            QApplication.exit(1)

    crash.install(show)
    app = QApplication.instance()
    assert app is not None
    app.aboutToQuit.connect(crash.stop_watching)


def said_at_start() -> str:
    """What to say of crashes nobody was told of yet, "" if there was none; says it once."""
    crashes = crash.unread_crashes()
    if not crashes:
        return ""
    crash.mark_read(crashes)
    return tr(
        "Liveable stopped unexpectedly last time. Everything committed is safe. What happened is "
        "kept in {folder}.",
        folder=crashes[-1].parent,
    )


def _uppermost(window: QWidget) -> QWidget:
    """What is on top: a dialog over the window, if one is open."""
    return QApplication.activeModalWidget() or window
