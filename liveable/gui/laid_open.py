"""What is laid open over a project, with nothing else to do meanwhile: a text that is edited, or a
merge before it is written.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveable.gui.commands import Need
from liveable.gui.merge_round import MergeRound
from liveable.gui.text_editing import TextEditing


class LaidOpen(QObject):
    """``changed``: something else is laid open now, or nothing; ``offers_changed``: other commands
    make sense in it.
    """

    changed = Signal()
    offers_changed = Signal()

    def __init__(self, editing: TextEditing, merges: MergeRound) -> None:
        super().__init__(editing)
        self._editing, self._merges = editing, merges
        for each in (editing, merges):
            each.page_changed.connect(self.changed)
            each.offers_changed.connect(self.offers_changed)

    @property
    def page(self) -> QWidget | None:
        """What is laid open; the text first, where a merge came while it was edited."""
        return self._editing.page or self._merges.page

    def offers(self) -> frozenset[Need] | None:
        """What there is to do in it; None while nothing is laid open."""
        if self._editing.page is not None:
            return self._editing.offers()
        return self._merges.offers() if self._merges.page is not None else None

    def undo(self) -> bool:
        """Take back the last step made in it; whether something is laid open."""
        if self._editing.page is not None:
            self._editing.page.undo()
        elif self._merges.page is not None:
            self._merges.page.take_back()
        return self.page is not None

    def redo(self) -> bool:
        """Make it again."""
        if self._editing.page is not None:
            self._editing.page.redo()
        return self.page is not None

    @property
    def unwritten(self) -> bool:
        """Whether something that somebody did in it would be lost with it."""
        return self._editing.unwritten or bool(self._merges.undone)

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Go on once nobody minds what would be lost."""
        self._editing.ask_to_leave(lambda: self._merges.ask_to_leave(then))

    def close(self) -> None:
        """Let it go with the project."""
        self._editing.close()
        self._merges.close()
