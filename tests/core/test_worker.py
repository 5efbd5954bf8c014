"""What is asked of a process of its own, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from liveable.core.progress import Cancelled, Progress
from liveable.core.worker import Failed, Lost, Worker, attend

CODE = """
import os
from liveable.core.worker import serve
def answer(asked, say):
    print("a library prints this")
    if asked == "die":
        os._exit(3)
    for n in range(asked):
        say(n)
    return [asked, os.getpid()]
serve(answer)
"""


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker that counts."""
    made = Worker(CODE)
    yield made
    made.end()


def test_it_says_something_and_then_answers_as_often_as_it_is_asked(worker: Worker) -> None:
    """In another process, and always the same one; what is printed there does no harm."""
    heard: list[int] = []
    assert worker.ask(3, heard.append) == [3, worker.pid]
    assert heard == [0, 1, 2]
    assert worker.ask(0) == [0, worker.pid]


def test_a_fault_is_told_with_its_places_and_the_worker_goes_on(worker: Worker) -> None:
    """Whoever mends it must know where it was."""
    with pytest.raises(Failed, match="TypeError") as told:
        worker.ask("many")
    assert "in answer" in str(told.value)
    assert worker.ask(1) == [1, worker.pid]


@pytest.mark.parametrize("end", ["die", "kill", "end"])
def test_a_worker_that_is_gone_is_lost(worker: Worker, end: str) -> None:
    """However it came to its end."""
    if end != "die":
        getattr(worker, end)()
    with pytest.raises(Lost):
        worker.ask("die")
    with pytest.raises(Lost):
        worker.ask(1)


def test_waiting_ends_with_the_answer_or_when_one_is_stopped() -> None:
    """Progress is looked at meanwhile."""
    there: Future[str] = Future()
    there.set_result("answer")
    assert attend(there, lambda: None) == "answer"
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        attend(Future[str](), lambda: progress.step(0, 1))
