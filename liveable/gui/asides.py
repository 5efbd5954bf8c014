"""Pages laid open over a project to be looked at: the cue phrases of a code, how good suggestions
are, how a code was used early and late.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from liveable.core.spans import Span
from liveable.gui.actions import Actions
from liveable.gui.aside import Aside
from liveable.gui.commands import Doers, Need
from liveable.gui.words import tr
from liveable.gui.work import Work


class Asides(QObject):
    """``page`` is the one that is laid open, None while there is none; ``page_changed`` follows.

    A page that leads to another is gone back to. Who is led from it into the project can come back
    to the pages as they were.
    """

    page_changed = Signal()
    offers_changed = Signal()
    settings_wanted = Signal()

    def __init__(self, work: Work, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.work, self._actions = work, actions
        # Where pages are to stand: made in another place, all that is in them is styled twice.
        self._over = parent.parentWidget()
        self._open: list[Aside] = []
        self._parked: list[Aside] = []
        self._back: QWidget | None = None  # what had the keys before
        work.choices_changed.connect(self._hide_if_off)

    @property
    def page(self) -> Aside | None:
        """What is laid open."""
        return self._open[-1] if self._open else None

    def doers(self) -> Doers:
        """The commands that lay a page open, and those of the pages, which do nothing without."""

        def of_page(name: str) -> Callable[[], object]:
            return lambda: self._do(name)

        names = ("take", "ban", "change", "write", "next_place", "previous_place", "show")
        return {
            "code.cues": self.find_cues,
            "suggest.measures": self.show_measures,
            "suggest.drift": self.show_drift,
        } | {f"cues.{n}": of_page(f"cues.{n}") for n in names}

    def _do(self, name: str) -> None:
        page = self.page
        if page is not None and (do := page.doers().get(name)) is not None:
            do()

    def offers(self) -> frozenset[Need]:
        """What there is to do in the page."""
        return self.page.offers() if self.page is not None else frozenset()

    # --- the pages

    def find_cues(self) -> None:
        """Lay the cue phrases of the chosen code open."""
        self.show_cues(self.work.code)

    def show_cues(self, code: str) -> None:
        """Lay the cue phrases of a code open."""
        from liveable.gui.cue_page import CuePage

        found = self.work.codes.get(code)
        if found is None:
            return
        if not found.codable:
            self.work.say(tr("‘{code}’ only holds other codes.", code=found.name), bad=True)
            return
        self._lay_open(CuePage(self.work, code, self._over))

    def show_measures(self) -> None:
        """Lay open how good the suggestions of each code are."""
        from liveable.gui.measures_page import MeasuresPage

        page = MeasuresPage(self.work, self._over)
        page.command_wanted.connect(self._command)
        page.settings_wanted.connect(self.settings_wanted)
        self._lay_open(page)

    def show_drift(self) -> None:
        """Lay the early and the late uses of the chosen code open."""
        from liveable.gui.drift_page import DriftPage

        if self.work.code in self.work.codes:
            self._lay_open(DriftPage(self.work, self.work.code, self._over))

    def _command(self, name: str) -> None:
        """Do what a page asks for: another page over it, or something in the project."""
        pages = {"code.cues": self.find_cues, "suggest.drift": self.show_drift}
        if name in pages:
            pages[name]()
        else:
            self._park()
            self._actions.by_name[name].trigger()

    def _lay_open(self, page: Aside) -> None:
        if not self._open:
            self._back = QApplication.focusWidget()
            self._forget_parked()
        page.left.connect(self.leave)
        page.place_wanted.connect(self.show_place)
        page.offers_changed.connect(self.offers_changed)
        page.notices.undo_wanted.connect(self._actions.by_name["project.undo"].trigger)
        self._actions.do({}, {"cues": page.keys_at()})
        self._open.append(page)
        self._show()

    def _show(self) -> None:
        self.page_changed.emit()
        if self.page is not None:
            self.page.take_focus()
        elif self._back is not None and self._back.isVisible():
            self._back.setFocus()

    # --- leaving

    def leave(self) -> None:
        """Go back to the page before, or to the project."""
        gone = self._open.pop() if self._open else None
        self._show()
        if gone is not None:
            _forget(gone)

    def show_place(self, document: str, span: Span) -> None:
        """Go to a place in its text; the pages can be come back to."""
        self._park()
        self.work.reveal(document, span)

    def _hide_if_off(self) -> None:
        """Of suggestions that are switched off nothing is to be seen."""
        if self.work.choices.off and self._open:
            self.close()
            self._show()

    def _park(self) -> None:
        """Put the pages away, to be come back to."""
        self._forget_parked()
        self._parked, self._open = self._open, []
        self._show()
        if self._parked:
            title = self._parked[-1].title.text()
            self.work.say(title, lasting=True, more=tr("Back to it"), do=self.come_back)

    def come_back(self) -> None:
        """Lay the pages open again that were left for a place in its text."""
        if self._parked and not self._open:
            self._open, self._parked = self._parked, []
            self._show()

    def _forget_parked(self) -> None:
        parked, self._parked = self._parked, []
        for page in parked:
            _forget(page)

    def close(self) -> None:
        """Let everything go with the project."""
        for page in self._open:
            _forget(page)
        self._open = []
        self._forget_parked()


def _forget(page: Aside) -> None:
    page.stop()
    page.hide()
    page.deleteLater()
