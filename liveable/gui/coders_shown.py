"""Whose codings the text shows: everybody's, or those of the coders who are ticked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from liveable.gui.dialog import Dialog
from liveable.gui.tick_list import Tick, TickList
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries

Show = Callable[[frozenset[str] | None], object]


class CodersShown(Dialog):
    """What is ticked takes effect at once; nothing ticked shows everybody's codings."""

    def __init__(
        self,
        work: Work,
        shown: frozenset[str] | None,
        show: Show,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            work.theme,
            tr("Coders shown"),
            tr("Tick whose codings the text shows. With none ticked, it shows everybody's."),
            tr("Done"),
            parent,
        )
        self.ticks = TickList(work.theme, tr("Coders"))
        self.ticks.set_rows(
            Tick(row.uid, row.name, counted(row.codings, "coding", "codings"))
            for row in work.look(queries.coders)
        )
        self.ticks.ticks.tick(shown or ())
        self.ticks.changed.connect(lambda: show(self.ticks.chosen()))
        self.body.addWidget(self.ticks)
        self.body.addStretch(1)
        self.cancel.hide()
        self.wanted.connect(self.accept)
        self.fit(420, 360)
        self.ticks.view.setFocus()
