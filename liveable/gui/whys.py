"""Why the suggestion in hand is made, asked beside the window."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from liveable.core.learned import Why
from liveable.core.spans import Span
from liveable.gui import spot_words
from liveable.gui.suggesting import Waiting
from liveable.gui.work import Work
from liveable.store import spots


class Known(NamedTuple):
    """Why a suggestion (by its uid) is made, and where the codings it is like stand."""

    uid: str
    why: Why
    places: tuple[str, ...]


class Whys(QObject):
    """``came``: it is known why a suggestion (by its uid) is made."""

    came = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._work = work
        self._known: Known | None = None
        work.learning.learned.connect(self.forget)

    def of(self, uid: str) -> Known | None:
        """What is known of a suggestion by now."""
        return self._known if self._known is not None and self._known.uid == uid else None

    def forget(self) -> None:
        """It was learned anew, or something was said about words: nothing is known any more."""
        self._known = None

    def near(self, uid: str, which: int) -> tuple[str, Span] | None:
        """One of the codings a suggestion is like, the most alike first."""
        known = self.of(uid)
        found = known.why.nearest[which : which + 1] if known is not None else ()
        return (found[0].document, found[0].span) if found else None

    def ask(self, item: Waiting) -> None:
        """Ask why; of several suggestions asked about one after the other, of the last."""
        work, s = self._work, item.suggestion
        if work.learning.material is None or self.of(item.uid) is not None:
            return

        def done(why: Why) -> None:
            near = [(n.document, n.span.start) for n in why.nearest]
            there = work.look(spots.spots, near)
            places = tuple(spot_words.where(there[at]) if at in there else "" for at in near)
            self._known = Known(item.uid, why, places)
            self.came.emit(item.uid)

        work.learning.question(
            "why", lambda suggester, of, p: suggester.why(of, s, progress=p), done, fresh=False
        )
