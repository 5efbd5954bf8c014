"""Suggestions worked out in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from liveable.core.codebook import Cues, Respelling
from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened
from liveable.core.worker import Failed
from liveable.errors import Refused
from liveable.suggest import suggester as module
from liveable.suggest.engine import suggest
from liveable.suggest.places import places
from liveable.suggest.suggester import Suggester

SAID = "🧡 She rang me out of the blue. She didnae ask. Then tea."
TEXTS = [Listened(str(n), SAID, (Span(0, len(SAID)),), "en") for n in range(3)]
CUES = [CodeCues("c", Cues(("out of the blue", "did not ask"), ("tea",)))]
DIALECT = [Respelling("didnae", "did not")]


@pytest.fixture(scope="module")
def suggester() -> Iterator[Suggester]:
    """One for all questions."""
    with Suggester() as made:
        yield made


def test_it_answers_as_the_engine_does(suggester: Suggester) -> None:
    """Suggestions and places, value for value, with the dialect heard."""
    found = suggester.suggest(TEXTS, CUES, dialect=DIALECT)
    assert found == suggest(TEXTS, CUES, dialect=DIALECT)
    assert {r.text for s in found for r in s.reasons} >= {"out of the blue", "didnae ask"}
    phrases = ("out of the blue", "no such words")
    assert suggester.places(TEXTS, phrases) == places(TEXTS, phrases) == dict.fromkeys(
        phrases, 0
    ) | {"out of the blue": 3}  # fmt: skip


def test_one_process_answers_until_it_is_closed() -> None:
    """spaCy is loaded once a session; no process is there before the first question."""
    with Suggester() as made:
        workers = [made._worker]
        for _ in range(2):
            made.suggest(TEXTS, CUES)
            workers.append(made._worker)
    none, first, second = workers
    assert none is None
    assert first is second
    assert first is not None
    assert not first.alive


def test_what_is_refused_there_is_refused_here(suggester: Suggester) -> None:
    """In the same words; the process goes on."""
    with pytest.raises(Refused, match="There is no folder /no/such place"):
        suggester.try_encoder("/no/such place")
    assert suggester.places(TEXTS, ("out of the blue",)) == {"out of the blue": 3}


def test_stopping_ends_the_process_and_the_next_question_starts_another() -> None:
    """Even while spaCy is loading, which tells of nothing."""
    with Suggester() as made:
        steps: list[int] = []

        def stop_soon(done: int, _total: int, _note: str) -> None:
            steps.append(done)
            if len(steps) == 2:
                progress.cancel()

        progress = Progress(stop_soon)
        with pytest.raises(Cancelled):
            made.suggest(TEXTS, CUES, progress=progress)
        assert made._worker is None
        assert len(made.suggest(TEXTS, CUES)) == 3


def test_progress_is_told(suggester: Suggester) -> None:
    """Of the texts, as by the engine; steps that nobody saw in time are left out."""
    steps: list[tuple[int, int, str]] = []
    suggester.suggest(TEXTS, CUES, progress=Progress(lambda *step: steps.append(step)))
    assert steps[0] == (0, 3, "")
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)


def test_a_process_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence; the next question is answered by another."""
    with Suggester() as made:
        with monkeypatch.context() as patch:
            patch.setattr(module, "_START", "import os; os._exit(3)")
            with pytest.raises(Refused, match="came to its end"):
                made.suggest(TEXTS, CUES)
        assert len(made.suggest(TEXTS, CUES)) == 3


def test_a_fault_of_ours_is_no_refusal(suggester: Suggester) -> None:
    """It is told as such, with where it was, and the process answers on."""
    with pytest.raises(Failed, match="in suggest"):
        suggester.suggest(TEXTS, [None])  # type: ignore[list-item]
    assert len(suggester.suggest(TEXTS, CUES)) == 3


def test_who_asks_does_not_load_spacy() -> None:
    """It would hold up a window."""
    program = (
        "import sys\nfrom tests.suggest.test_suggester import CUES, TEXTS, Suggester\n"
        "with Suggester() as made: assert len(made.suggest(TEXTS, CUES)) == 3\n"
        "print([m for m in ('spacy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
