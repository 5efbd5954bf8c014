"""What is laid open over a project, with nothing else to do meanwhile: a text that is edited, a
merge before it is written, or something to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveable.gui.asides import Asides
from liveable.gui.commands import Need
from liveable.gui.merge_round import MergeRound
from liveable.gui.text_editing import TextEditing


class LaidOpen(QObject):
    """``changed``: something else is laid open now, or nothing; ``offers_changed``: other commands
    make sense in it.
    """

    changed = Signal()
    offers_changed = Signal()

    def __init__(self, editing: TextEditing, merges: MergeRound, asides: Asides) -> None:
        super().__init__(editing)
        self._editing, self._merges, self._asides = editing, merges, asides
        for each in (editing, merges, asides):
            each.page_changed.connect(self.changed)
            each.offers_changed.connect(self.offers_changed)

    @property
    def page(self) -> QWidget | None:
        """What is laid open; the text first, where a merge came while it was edited."""
        return self._editing.page or self._merges.page or self._asides.page

    def offers(self, undo: frozenset[Need]) -> frozenset[Need] | None:
        """What there is to do in it; None while nothing is laid open. ``undo`` is what there is to
        take back in the project, which can be done where its own acts are what is done in it.
        """
        for each in (self._editing, self._merges):
            if each.page is not None:
                return each.offers()
        return self._asides.offers() | undo if self._asides.page is not None else None

    def undo(self) -> bool:
        """Take back the last step made in it; whether it keeps steps of its own."""
        if self._editing.page is not None:
            self._editing.page.undo()
        elif self._merges.page is not None:
            self._merges.page.take_back()
        else:
            return False
        return True

    def redo(self) -> bool:
        """Make it again."""
        if self._editing.page is not None:
            self._editing.page.redo()
        return (self._editing.page or self._merges.page) is not None

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
        self._asides.close()
