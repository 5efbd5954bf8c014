"""Suggestions worked out in a process of its own: spaCy takes long breaths, and whoever asks has
something else to do meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from liveable.core import worker
from liveable.core.codebook import Respelling
from liveable.core.progress import SILENT, Progress
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.core.worker import Failed, Lost, Worker, attend
from liveable.errors import Refused
from liveable.suggest import engine, places

T = TypeVar("T")
Asked = Callable[..., Any]  # a function of this package, known by its name over there

_START = "from liveable.suggest.suggester import serve; serve()"


class Suggester:
    """Answers as ``engine.suggest`` and ``places.places`` do; what is told of progress and stopped
    is told and stopped as there.

    The process is started by the first question and stays for the next ones until ``close``; who
    stops a question ends it, and the next one starts another. Questions are answered one at a time.
    """

    def __init__(self) -> None:
        self._worker: Worker | None = None
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
        progress: Progress = SILENT,
    ) -> list[Suggestion]:
        """The passages in which a code's cue phrases are found; see ``engine.suggest``."""
        found: list[Suggestion] = self._ask(engine.suggest, texts, cues, dialect, progress)
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
        found: dict[str, int] = self._ask(places.places, texts, phrases, dialect, progress)
        return found

    def close(self) -> None:
        """Let the process go."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _ask(
        self,
        what: Asked,
        texts: Sequence[Listened],
        wanted: Sequence[Any],
        dialect: Sequence[Respelling],
        progress: Progress,
    ) -> Any:
        latest = (0, len(texts), "")

        def hear(step: tuple[int, int, str]) -> None:
            nonlocal latest
            latest = step

        with self._turn, ThreadPoolExecutor(1, thread_name_prefix="suggester") as pool:
            progress.step(*latest)
            try:
                if self._worker is None:
                    self._worker = Worker(_START)
                future = pool.submit(self._worker.ask, (what, texts, wanted, dialect), hear)
                return attend(future, lambda: progress.step(*latest))
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


def serve() -> None:
    """In a worker: answer what is asked."""
    worker.serve(_answer)


def _answer(asked: tuple[Asked, Any, Any, Any], say: worker.Say) -> object:
    what, texts, wanted, dialect = asked
    report = partial(_step, say)
    return what(texts, wanted, dialect=dialect, progress=Progress(report))


def _step(say: worker.Say, done: int, total: int, note: str) -> None:
    say((done, total, note))
