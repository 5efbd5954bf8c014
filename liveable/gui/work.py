"""One open project and what its person looks at. Panels listen here, and never to each other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from liveable.core import code_keys
from liveable.core.faces import Face, faces
from liveable.core.progress import Progress
from liveable.core.query import AttributeTest
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.gui.key_cap import Keys
from liveable.gui.learning import Learning
from liveable.gui.tasks import Task, Tasks
from liveable.gui.theme import Theme
from liveable.store import code_use, history, queries, vectors
from liveable.store.history import Changed
from liveable.store.inside import TABLES, Inside, inside, known_attributes
from liveable.store.lead import hidden_from, lead_of
from liveable.store.project import Project, Session
from liveable.store.queries import CodeRow
from liveable.store.recount import counted, recounted
from liveable.store.suggesting import choices
from liveable.suggest.suggester import Suggester

P = ParamSpec("P")
T = TypeVar("T")
_REST = 250  # ms between looks at what the writer's thread does


@dataclass(frozen=True, slots=True)
class Notice:
    """One quiet sentence. ``undo`` offers to take the act back; ``bad`` says it was refused;
    ``file`` is what was written, whose folder can be opened; ``details`` is all there is to say,
    where the sentence leaves something out.
    ``lasting`` ones stay longer. ``more`` is the word for something else to ``do`` about it.
    """

    text: str
    undo: bool = False
    bad: bool = False
    file: Path | None = None
    details: str = ""
    lasting: bool = False
    more: str = ""
    do: Callable[[], object] | None = None


class Work(QObject):
    """The project, its person (``coder`` is a uid) and what is chosen in it.

    ``leads`` tells whether this person leads the project, who alone may change what others coded.
    ``only`` is the person where the lead has hidden from them what others coded and wrote, else
    None: whoever asks for codings or memos asks for those of ``only``.
    ``changed`` carries the ``Changed`` of every committed operation, on the main thread;
    ``document_shown`` and ``code_chosen`` a uid or ""; ``coding_chosen`` a coding's uid or "";
    ``revealed`` a document's uid and a span to bring into sight. ``only_changed``: nothing that is
    shown of others holds any more.
    ``choices`` are the project's about suggestions; ``encoder`` and ``pipeline`` are what this
    computer has to learn with, None for nothing; ``choices_changed``: one of these is another now.
    ``where`` are the conditions on attributes that hold in every list, and ``inside`` what passes
    them; ``where_changed``: another list of them, or something else passes now.
    """

    changed = Signal(object)
    document_shown = Signal(str)
    revealed = Signal(str, object)
    code_chosen = Signal(str)
    coding_chosen = Signal(str)
    recent_changed = Signal()
    said = Signal(object)
    only_changed = Signal()
    where_changed = Signal()
    choices_changed = Signal()
    _told = Signal(object)

    def __init__(
        self,
        project: Project,
        coder: str,
        theme: Theme,
        parent: QObject | None = None,
        keys: Keys | None = None,
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.coder = coder
        self.theme = theme
        self.keys = keys or Keys(parent=self)  # what is written on the caps of commands
        self.tasks = Tasks(self)
        self.suggester = Suggester(*vectors.keeping(project))
        self.document = ""
        self.code = ""
        self.coding = ""
        self.looked_in = project.path.parent  # where files were chosen last
        self.recent: list[str] = []  # codes by last use, latest first
        self.where: tuple[AttributeTest, ...] = ()
        self._inside: Inside | None = None
        self._codes: dict[str, CodeRow] | None = None
        self._faces: dict[str, Face] | None = None
        self._counted_to = 0  # the operation; one of a thread may be heard of after it was counted
        self.leads, self.only = self._standing()
        self.choices = self.look(choices)
        self.encoder: str | None = None
        self.pipeline: str | None = None
        # Large acts commit in the writer's thread; the views hear of them on theirs, and of many
        # that follow each other several at once: to show each would hold the window up.
        self._told.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._gathered: list[Changed] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._pass_on)
        project.changed.append(self._take)
        self.learning = Learning(self)

    # --- looking

    def look(
        self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask the project one thing: ``work.look(queries.documents)``."""
        with self.project.reading() as session:
            return question(session, *args, **kwargs)

    @property
    def codes(self) -> dict[str, CodeRow]:
        """All codes by uid, in tree order; read again after the codebook or a coding changed."""
        if self._codes is None:
            self._codes, self._counted_to = self.look(counted, self.only)
        return self._codes

    @property
    def faces(self) -> dict[str, Face]:
        """How each coder is shown, by uid, this person first."""
        if self._faces is None:
            self._faces = faces(self.look(queries.coder_colours), self.coder)
        return self._faces

    @property
    def inside(self) -> Inside | None:
        """What passes ``where``; None where there are no conditions."""
        if self.where and self._inside is None:
            self._inside = self.look(inside, self.where)
        return self._inside

    @property
    def digits(self) -> dict[str, str]:
        """The digit of each usable code that has one: its own, or by last use."""
        usable = (row for row in self.codes.values() if row.codable and row.status != "retired")
        return code_keys.digits(((row.uid, row.key) for row in usable), self.recent)

    # --- choosing

    def show_document(self, uid: str) -> None:
        """Bring a document into the middle; "" for none."""
        if uid != self.document:
            self.document = uid
            self.choose_coding("")
            self.document_shown.emit(uid)

    def reveal(self, document: str, span: Span) -> None:
        """Bring a passage into sight, whatever document it is in."""
        self.show_document(document)
        self.revealed.emit(document, span)

    def choose_code(self, uid: str) -> None:
        """Make a code the one that card, excerpts and suggestions speak of; "" for none."""
        if uid != self.code:
            self.code = uid
            self.code_chosen.emit(uid)

    def choose_coding(self, uid: str) -> None:
        """Make a coding the active one; "" for none."""
        if uid != self.coding:
            self.coding = uid
            self.coding_chosen.emit(uid)

    def only_where(self, tests: tuple[AttributeTest, ...]) -> None:
        """Show in every list only what passes these conditions; everything, for none."""
        if tests != self.where:
            self.where, self._inside = tests, None
            self.where_changed.emit()

    def find_recent(self) -> None:
        """Take up the codes this person used last, from the project, beside the window."""

        def job(_progress: Progress) -> list[str]:
            return self.look(queries.recent_codes, self.coder)

        def done(found: list[str]) -> None:
            self.recent = [*self.recent, *(uid for uid in found if uid not in self.recent)][:9]
            self.recent_changed.emit()

        self.compute("Looking for recent codes", job, done, quiet=True)

    def learn_with(self, encoder: str, pipeline: str) -> None:
        """Let suggestions be learned with a sentence encoder (its folder) and a spaCy pipeline of
        this computer; "" for neither.
        """
        before = self.encoder, self.pipeline
        self.encoder, self.pipeline = encoder or None, pipeline or None
        if (self.encoder, self.pipeline) != before:
            self.choices_changed.emit()

    def used(self, code: str) -> None:
        """Remember that a code was just coded with."""
        self.recent = [code, *(uid for uid in self.recent if uid != code)][:9]
        self.recent_changed.emit()

    # --- acting

    def act(
        self,
        act: Callable[Concatenate[Project, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Do one small act now. What is refused is said, and None returned.

        Say what was done with ``say`` afterwards, where the view does not show it by itself.
        """
        try:
            return act(self.project, *args, **kwargs)
        except Refused as refused:
            self.say(str(refused), bad=True)
            return None

    def act_large(
        self,
        title: str,
        act: Callable[[Progress], T],
        done: Callable[[T], object],
    ) -> Task[T]:
        """Do an act on more than some 500 rows in the writer's thread; ``done`` gets its value."""

        def told(value: T) -> None:
            self._pass_on()
            done(value)

        task = self.tasks.run(title, act, told, self.failed, lane="write")
        task.ended.connect(self._pass_on)
        return task

    def compute(
        self, title: str, job: Callable[[Progress], T], done: Callable[[T], object], **how: bool
    ) -> Task[T]:
        """Work something out beside the window; ``done`` gets its value on the main thread."""
        return self.tasks.run(title, job, done, self.failed, **how)  # type: ignore[arg-type]

    def glance(self, job: Callable[[Progress], T], done: Callable[[T], object]) -> Task[T]:
        """Look something up for a list, without a word: no long job stands before it."""
        return self.tasks.run("", job, done, self.failed, lane="look", quiet=True)

    def failed(self, error: Exception) -> None:
        """Say what became of a job: a refusal in its own words; anything else is our fault."""
        if isinstance(error, Refused):
            self.say(str(error), bad=True)
        else:
            logging.getLogger("liveable").error("a job failed", exc_info=error)
            raise error

    def say(
        self,
        text: str,
        *,
        undo: bool = False,
        bad: bool = False,
        file: Path | None = None,
        details: str = "",
        lasting: bool = False,
        more: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Give the person one quiet sentence."""
        self.said.emit(Notice(text, undo, bad, file, details, lasting, more, do))

    def _take(self, changed: Changed) -> None:
        """Told by the project, in the thread that wrote."""
        if QThread.currentThread() is self.thread():
            self._pass_on()
            self._hear(changed)
        else:
            self._told.emit(changed)

    def _gather(self, changed: Changed) -> None:
        """Hear of the first at once, and of those that come soon after it after a while."""
        if self._rest.isActive() and changed.operation.kind == "act":
            self._gathered.append(changed)
            return
        self._pass_on()
        self._hear(changed)
        self._rest.start()

    def _pass_on(self) -> None:
        gathered, self._gathered = self._gathered, []
        if gathered:
            self._hear(history.together(gathered))
            self._rest.start()

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"project", "alias"}:
            self._renew_standing()
        if "coder" in changed.rows:
            self._faces = None
        self._recount(changed)
        if changed.operation.kind == "undo" and "coding" in changed.rows:
            self._forget_unused(changed.operation.seq)
        before, asked = self._inside, self.where
        if asked and changed.rows.keys() & TABLES:
            gone = changed.rows.get("attribute", frozenset()) - self.look(known_attributes)
            self.where = tuple(test for test in asked if test.attribute not in gone)
            self._inside = None
        self.changed.emit(changed)
        if asked and (self.where != asked or self.inside != before):
            self.where_changed.emit()

    def _standing(self) -> tuple[bool, str | None]:
        leads = self.look(lead_of) == self.coder
        return leads, self.coder if self.look(hidden_from, self.coder) else None

    def _renew_standing(self) -> None:
        """The lead changes at most who leads, so of what is shown nothing is mended in place."""
        before = self.only
        self.leads, self.only = self._standing()
        chosen, self.choices = self.choices, self.look(choices)
        if self.only != before:
            self._codes = None
            self.only_changed.emit()
        if self.choices != chosen:
            self.choices_changed.emit()

    def _forget_unused(self, undoing: int) -> None:
        """Take codes out of the recent ones whose only use was taken back."""
        gone = self.look(code_use.given_up, undoing, self.coder)
        if gone & set(self.recent):
            self.recent = [uid for uid in self.recent if uid not in gone]
            self.recent_changed.emit()

    def _recount(self, changed: Changed) -> None:
        number = changed.operation.seq
        if self._codes is None or number <= self._counted_to:
            return
        if number > self._counted_to + 1:  # one of another thread is still to be heard of
            self._codes = None
        elif changed.rows.keys() & {"code", "coding", "document"}:
            self._codes = self.look(recounted, self._codes, changed, self.only)
        self._counted_to = number

    def close(self) -> None:
        """Stop the jobs and let the project go."""
        self.learning.close()
        self.tasks.close()
        self.suggester.close()
        self._rest.stop()
        self.project.changed.remove(self._take)
        self.project.close()
