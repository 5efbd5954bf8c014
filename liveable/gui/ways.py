"""Ways of working through passages: each asks a question of what was learned, and tells how what
came of it stands in the list and on the card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Verdict
from liveable.gui import spot_words, suggesting
from liveable.gui.row_model import Row
from liveable.gui.suggesting import Item, Placed
from liveable.gui.suggestion_card import Told
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store.project import Session
from liveable.suggest.suggester import Suggester

A = TypeVar("A")


class Said(NamedTuple):
    """A sentence, with the command whose key says how to go on; pressed, it does that. ``whole``
    is what it says where there is room.
    """

    text: str
    command: str = ""
    whole: str = ""


class Way(QObject, Generic[A]):
    """``changed``: other passages are to be listed, or other words said. ``answer`` is what came of
    the question, None before; ``outdated`` tells that it was learned anew since.
    """

    changed = Signal()
    kind = ""  # also the name of its command, after "suggest."
    title = ""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.work = work
        self.answer: A | None = None
        self.refused = ""  # why there is no answer to what was asked last
        self.looking = False
        self.outdated = False
        work.learning.learned.connect(self._outdate)
        work.learning.failed.connect(self._stop)

    # --- asking

    def open(self) -> None:
        """Show it: ask, unless that was answered."""
        if self.answer is None:
            self.ask()

    def ask(self) -> None:
        """Ask anew."""
        if self.hindered() is None:
            self.looking, self.outdated, self.refused = True, False, ""
            self.work.learning.question(self.kind, self.question(), self._came, title=tr("Looking"))
        else:
            self.answer = None
        self.changed.emit()

    def question(self) -> Callable[[Suggester, Material, Progress], A]:
        """What is asked."""
        raise NotImplementedError

    def hindered(self) -> Said | None:
        """Why it makes no sense to ask now; None where it does."""
        return None

    def _came(self, answer: A) -> None:
        self.answer, self.looking = answer, False
        self.changed.emit()

    def _stop(self, sentence: str = "") -> None:
        if self.looking:
            self.looking, self.refused = False, sentence
            self.changed.emit()

    def _outdate(self) -> None:
        if self.answer is not None and not self.looking:
            self.outdated = True
            self.changed.emit()

    # --- what is listed

    def items(self, session: Session) -> Sequence[Item]:
        """What is listed now; asked beside the window."""
        raise NotImplementedError

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """Under which head something stands, and its name."""
        raise NotImplementedError

    def row(self, item: Placed) -> Row:
        """How something looks in the list."""
        raise NotImplementedError

    def told(self, item: Placed, body: str) -> Told:
        """What the card says of it."""
        raise NotImplementedError

    def judge(self, item: Placed, verdict: Verdict) -> bool:
        """Answer; whether something was done, so that it leaves the list."""
        raise NotImplementedError

    def empty(self) -> Said:
        """What is said where there is nothing."""
        raise NotImplementedError

    def note(self) -> Said | None:
        """What is quietly said below the list."""
        return None

    def new(self) -> Said | None:
        """That there is something new, which comes when it is asked for."""
        if self.outdated:
            return Said(tr("More was coded since: look again"), "suggest.new")
        return None

    def show_new(self) -> None:
        """Bring it."""
        if self.outdated:
            self.ask()

    # --- for all of them

    def name_of(self, code: str) -> str:
        """A code's name."""
        row = self.work.codes.get(code)
        return row.name if row is not None else tr("a code that is gone")

    def placed(self, session: Session, found: Sequence[Any]) -> list[Placed]:
        """Passages as they are listed."""
        return suggesting.placed(session, found)


def shown(item: Item, name: str, why: str, place: str, *, look: Any = None) -> Row:
    """A row with a code's or another name, why it is there, and where."""
    facts = spot_words.after(name, item.spot) if place else (name,)
    said = ", ".join(filter(None, (name, why, place)))
    return Row(words=item.words, said=f"{said}: {item.words}", facts=facts, look=look)


def passage(item: Placed) -> tuple[str, Span]:
    """The document and the passage of something."""
    return item.about.document, item.about.span
