"""What was learned last from the codings of the open project, kept for all lists and pages that ask
of it; learned anew, beside the window, when nobody has acted for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from liveable.core.learned import CodeMeasure
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.suggestion import Suggestion
from liveable.errors import Refused
from liveable.gui.tasks import Task
from liveable.gui.words import tr
from liveable.ops import learning
from liveable.store.history import Changed
from liveable.suggest.suggester import Suggester

if TYPE_CHECKING:
    from liveable.gui.work import Work

T = TypeVar("T")
Question = Callable[[Suggester, Material, Progress], T]
PAUSE = 2_500  # ms without an act, after which it is learned anew
# What people did or wrote that is learned from; a memo or a star changes nothing.
_LEARNED_FROM = frozenset({
    "coding", "verdict", "reading", "passage_read", "code", "document", "turn", "speaker", "case",
    "attribute", "value", "coder", "alias", "project",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: some codes (None: all) in some documents (None: all), and its name."""

    codes: tuple[str, ...] | None
    documents: tuple[str, ...] | None
    name: str = ""


class _Known(NamedTuple):
    """What came of learning: from what, for what was asked, and after how many changes."""

    material: Material
    asked: Asked | None
    queue: tuple[Suggestion, ...]
    measures: tuple[CodeMeasure, ...]
    changes: int


@dataclass(slots=True)
class _Line:
    """Questions of one kind: the one under way, and what is to be asked after it."""

    task: Task[Any] | None = None
    token: object = None
    following: Callable[[], object] | None = field(default=None)


class Learning(QObject):
    """Off until somebody asks for suggestions of this project, or how good they are.

    ``measures`` are those of each code by its uid, ``queue`` what was suggested for ``asked``, and
    ``material`` what both were learned from; None before. ``learned`` is emitted when they are new,
    ``failed`` with a sentence when nothing could be learned ("" where it was
    stopped). ``stale`` tells that something has changed since.
    """

    learned = Signal()
    failed = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._work = work
        self.measures: dict[str, CodeMeasure] = {}
        self.queue: tuple[Suggestion, ...] = ()
        self.asked: Asked | None = None
        self.material: Material | None = None
        self._begun = False
        self._changes = 0  # so many acts were heard of that are learned from
        self._known_to = -1
        self._lines: dict[str, _Line] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._again)
        work.changed.connect(self._hear)
        work.choices_changed.connect(self._choose)

    @property
    def stale(self) -> bool:
        """Whether something changed since it was learned last."""
        return self._known_to != self._changes

    @property
    def busy(self) -> bool:
        """Whether it is being learned now."""
        line = self._lines.get("learn")
        return line is not None and line.task is not None

    # --- learning

    def ask(self, asked: Asked) -> None:
        """Learn what there is to learn, and suggest passages of these codes in these documents."""
        self.asked = asked
        self._learn(tr("Looking for passages"))

    def begin(self) -> None:
        """Learn what there is to learn, unless nothing changed since it was learned."""
        if self.stale:
            self._learn(tr("Learning from what was coded"))

    def renew(self) -> None:
        """Learn anew at once: somebody has just said something about what is suggested."""
        if self._begun:
            self._learn()

    def _again(self) -> None:
        if self._begun and self.stale:
            self._learn()

    def _choose(self) -> None:
        if self._work.choices.off:  # know nothing any more
            self._begun, self.asked, self.material = False, None, None
            self.measures, self.queue = {}, ()
            self._pause.stop()
        self._note_change()

    def _learn(self, title: str = "") -> None:
        self._begun = not self._work.choices.off
        self._pause.stop()
        work = self._work

        def job(progress: Progress) -> _Known:
            changes, asked = self._changes, self.asked
            material = self._gather()
            progress.step(0, 1)
            queue: list[Suggestion] = []
            if asked is not None:
                queue = work.suggester.queue(
                    material, asked.codes, asked.documents, progress=progress
                )
            measures = work.suggester.measures(material, progress=progress)
            return _Known(material, asked, tuple(queue), tuple(measures), changes)

        self._put("learn", title, job, self._take, always=True)

    def _gather(self) -> Material:
        work = self._work
        if work.choices.off:
            raise Refused("Suggestions are switched off in this project.")
        return work.look(learning.gather, work.coder, encoder=work.encoder, pipeline=work.pipeline)

    def _take(self, known: _Known) -> None:
        self.material, self._known_to = known.material, known.changes
        self.measures = {measure.code: measure for measure in known.measures}
        if known.asked is self.asked:
            self.queue = known.queue
            self.learned.emit()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & _LEARNED_FROM:
            self._note_change()

    def _note_change(self) -> None:
        self._changes += 1
        if self._begun:
            self._pause.start()

    # --- asking of what was learned

    def question(
        self,
        kind: str,
        ask: Question[T],
        done: Callable[[T], object],
        *,
        title: str = "",
        fresh: bool = True,
    ) -> None:
        """Ask something of what is coded now or, not ``fresh``, of what was learned last.

        Of several questions of one ``kind`` only the latest is answered. With a ``title`` it is
        shown that it takes its time.
        """
        self._begun = not self._work.choices.off
        work = self._work

        def job(progress: Progress) -> T:
            material = self.material
            if material is None or (fresh and self.stale):
                material = self._gather()
            return ask(work.suggester, material, progress)

        self._put(kind, title, job, done)

    def forget(self, kind: str) -> None:
        """Take no answer any more to questions of one kind."""
        line = self._lines.get(kind)
        if line is not None:
            line.token = line.following = None

    def _put(
        self,
        kind: str,
        title: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        always: bool = False,
    ) -> None:
        """Ask beside the window once the question of this kind that is under way has its answer,
        which is dropped (or with ``always`` taken as well): to stop it would end the process, and
        with it what that knows.
        """
        line = self._lines.setdefault(kind, _Line())
        token = line.token = object()

        def begin() -> None:
            def came(value: T) -> None:
                if always or token is line.token:
                    done(value)

            def ended() -> None:
                line.task = None
                following, line.following = line.following, None
                if following is not None:
                    following()

            fail = self._fail if title else self._fail_quietly
            task = self._work.tasks.run(title, job, came, fail, quiet=not title)
            line.task = task
            task.cancelled.connect(lambda: self.failed.emit(""))
            task.ended.connect(ended)

        if line.task is None:
            begin()
        else:
            line.following = begin

    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))
        self._work.failed(error)

    def _fail_quietly(self, error: Exception) -> None:
        self.failed.emit(str(error))
        if not isinstance(error, Refused):
            self._work.failed(error)

    def close(self) -> None:
        """Learn no more: the project is let go."""
        self._pause.stop()
        for line in self._lines.values():
            line.following = None
