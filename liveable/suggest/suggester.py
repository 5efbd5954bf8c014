"""Suggestions worked out in a process of its own: spaCy takes long breaths, learning takes all of a
processor, and whoever asks has something else to do meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from typing import Any, NamedTuple

from liveable.core import worker
from liveable.core.codebook import Respelling
from liveable.core.learned import (
    CodeMeasure,
    Drift,
    NextReading,
    Proposal,
    SecondReading,
    Torn,
    Why,
)
from liveable.core.learning import Encoded, Heard, Material
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.core.worker import Failed, Lost, Worker, attend
from liveable.errors import Refused
from liveable.suggest.sent import Sent, packed, unpacked

Asked = tuple[str, tuple[Any, ...], dict[str, Any]]  # a function, what it is of, options
Known = Callable[[], Encoded | None]
Keep = Callable[[Encoded], object]
_KNOW = "learner.know"
_START = "from liveable.suggest.suggester import serve; serve()"


def _nothing() -> None:
    pass


def _let_go(made: Encoded) -> None:
    pass


class Suggester:
    """Answers as ``engine.suggest``, ``places.places`` and the questions of ``learner`` do; what is
    told of progress and stopped is told and stopped as there.

    The process is started by the first question and stays for the next ones until ``close``; who
    stops a question ends it, and the next one starts another. It remembers what it learned last,
    so that little has to be learned again when little changed; nothing of it is kept on disk.
    Questions are answered one at a time. What cannot be answered raises Refused.

    What a sentence encoder makes of passages takes long and is to be kept: ``known`` gives what is
    kept of one (None: nothing), ``keep`` gets what was made besides, also of a question that is
    stopped later; both are called by whoever asks.
    """

    def __init__(self, known: Known = _nothing, keep: Keep = _let_go) -> None:
        self._known, self._keep = known, keep
        self._worker: Worker | None = None
        self._knows = False  # the process what is kept of encoders
        self._there: frozenset[str] = frozenset()  # the documents that the process holds
        self._turn = threading.Lock()

    def __enter__(self) -> Suggester:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def suggest(
        self,
        texts: Sequence[Listened],
        cues: Sequence[CodeCues],
        *,
        dialect: Sequence[Respelling] = (),
        pipeline: str | None = None,
        progress: Progress = SILENT,
    ) -> list[Suggestion]:
        """The passages in which a code's cue phrases are found; see ``engine.suggest``."""
        found: list[Suggestion] = self._ask(
            "engine.suggest", texts, cues, dialect=dialect, pipeline=pipeline, progress=progress
        )
        return found

    def places(
        self,
        texts: Sequence[Listened],
        phrases: Sequence[str],
        *,
        dialect: Sequence[Respelling] = (),
        progress: Progress = SILENT,
    ) -> dict[str, int]:
        """The number of passages each phrase points at; see ``places.places``."""
        found: dict[str, int] = self._ask(
            "places.places", texts, phrases, dialect=dialect, progress=progress
        )
        return found

    def queue(
        self,
        material: Material,
        codes: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        *,
        progress: Progress = SILENT,
    ) -> list[Suggestion]:
        """What is suggested of some codes (None: all) in some documents; see ``learner.queue``."""
        found: list[Suggestion] = self._ask(
            "learner.queue", material, codes, documents, progress=progress
        )
        return found

    def measures(self, material: Material, *, progress: Progress = SILENT) -> list[CodeMeasure]:
        """How good the suggestions of each code are; see ``learner.measures``."""
        found: list[CodeMeasure] = self._ask("learner.measures", material, progress=progress)
        return found

    def why(
        self, material: Material, suggestion: Suggestion, *, progress: Progress = SILENT
    ) -> Why:
        """Why a passage is suggested; see ``learner.why``."""
        found: Why = self._ask("learner.why", material, suggestion, progress=progress)
        return found

    def second_reading(
        self, material: Material, document: str | None = None, *, progress: Progress = SILENT
    ) -> SecondReading:
        """What may be missed or is doubtful in a document (None: anywhere); see
        ``learner.second_reading``.
        """
        found: SecondReading = self._ask(
            "learner.second_reading", material, document, progress=progress
        )
        return found

    def torn(self, material: Material, *, progress: Progress = SILENT) -> list[Torn]:
        """Where coders disagree, or the learner is torn; see ``learner.torn``."""
        found: list[Torn] = self._ask("learner.torn", material, progress=progress)
        return found

    def drift(self, material: Material, code: str, *, progress: Progress = SILENT) -> Drift:
        """Early against late codings of a code; see ``learner.drift``."""
        found: Drift = self._ask("learner.drift", material, code, progress=progress)
        return found

    def next_to_read(self, material: Material, *, progress: Progress = SILENT) -> NextReading:
        """What is worth reading next; see ``learner.next_to_read``."""
        found: NextReading = self._ask("learner.next_to_read", material, progress=progress)
        return found

    def similar(
        self,
        material: Material,
        document: str,
        span: Span,
        code: str | None = None,
        *,
        progress: Progress = SILENT,
    ) -> list[Suggestion]:
        """Passages like one of a document; see ``learner.similar``."""
        found: list[Suggestion] = self._ask(
            "learner.similar", material, document, span, code, progress=progress
        )
        return found

    def mine(self, material: Material, code: str, *, progress: Progress = SILENT) -> list[Proposal]:
        """Phrases that tell a code's codings from the rest; see ``learner.mine``."""
        found: list[Proposal] = self._ask("learner.mine", material, code, progress=progress)
        return found

    def try_encoder(self, folder: str, *, progress: Progress = SILENT) -> str:
        """The name of the sentence encoder in a folder. Raises Refused, in one sentence, where
        there is none that can be used.
        """
        names: list[str] = self._ask("trying.encoders", [folder], progress=progress)
        return names[0]

    def close(self) -> None:
        """Let the process go, and what it remembers."""
        if self._worker is not None:
            self._worker.end()
            self._worker, self._there, self._knows = None, frozenset(), False

    def _ask(self, what: str, of: Any, *rest: Any, progress: Progress, **options: Any) -> Any:
        """The answer of a function of this package, by its name and its module's, to a question of
        ``of`` (material, or texts).
        """
        latest = (0, len(of.heard if isinstance(of, Material) else of), "")
        made: SimpleQueue[Encoded] = SimpleQueue()

        def hear(said: tuple[int, int, str] | Encoded) -> None:
            nonlocal latest
            if isinstance(said, Encoded):
                made.put(said)
            else:
                latest = said

        def look() -> None:
            while not made.empty():
                self._keep(made.get())
            progress.step(*latest)

        def answer(to: Asked) -> Any:
            assert self._worker is not None
            future = pool.submit(self._worker.ask, to, hear)
            answer = attend(future, look)
            look()
            return answer

        with self._turn, ThreadPoolExecutor(1, thread_name_prefix="suggester") as pool:
            progress.step(*latest)
            try:
                if self._worker is None:
                    self._worker = Worker(_START)
                if isinstance(of, Material):
                    if not self._knows and (of.encoder or of.pipeline):
                        answer((_KNOW, (self._known() or Encoded("", {}),), {}))
                        self._knows = True
                    of = packed(of, self._there)
                    self._there = frozenset(of.names)
                found = answer((what, (of, *rest), options))
            except (Lost, OSError) as error:
                self.close()
                raise Refused(
                    "The passages could not be looked for: the process that does it came to its "
                    "end, perhaps for want of memory."
                ) from error
            except Failed:
                raise
            except BaseException:
                self.close()
                raise
        if isinstance(found, _Refusal):
            raise Refused(found.sentence)
        return found


def serve() -> None:
    """In a worker: answer what is asked."""
    from liveable.suggest.arrays import give_back_at_once

    give_back_at_once()
    worker.serve(partial(_answer, {}))


class _Refusal(NamedTuple):
    """In place of an answer: the sentence with which it is refused."""

    sentence: str


def _answer(held: dict[str, Heard], asked: Asked, say: worker.Say) -> object:
    what, (of, *rest), options = asked
    module, name = what.split(".")
    if isinstance(of, Sent):
        of = unpacked(of, held)
    if what == _KNOW:
        options = {"keep": say}
    answer = getattr(import_module(f"liveable.suggest.{module}"), name)
    try:
        return answer(of, *rest, progress=Progress(partial(_step, say)), **options)
    except Refused as refused:
        return _Refusal(str(refused))


def _step(say: worker.Say, done: int, total: int, note: str) -> None:
    say((done, total, note))
