"""What was learned last, kept beside the window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.gui.learning import Asked
from liveable.gui.work import Work
from liveable.ops import codings, suggesting
from liveable.store import queries
from liveable.store.suggesting import Choices
from liveable.suggest.suggester import Suggester


@pytest.fixture
def learned(qtbot: QtBot, work: Work) -> Work:
    """A project of which somebody has asked; the pause is short."""
    work.learning._pause.setInterval(1)
    with qtbot.waitSignal(work.learning.learned, timeout=20_000):
        work.learning.ask(Asked(None, None))
    return work


def act(work: Work, place: int = 0) -> None:
    """Code a passage."""
    document = work.look(queries.documents)[place].uid
    code = next(row.uid for row in work.codes.values() if row.codable)
    codings.code_passage(work.project, document, Span(0, 9), code, work.coder)


def test_nothing_is_learned_before_somebody_asks(work: Work) -> None:
    """Whatever is coded."""
    act(work)
    assert not work.learning._pause.isActive()
    assert not work.tasks.running
    assert (work.learning.material, work.learning.measures) == (None, {})


def test_it_is_learned_anew_after_a_pause(qtbot: QtBot, learned: Work) -> None:
    """One coding more is among the examples; a memo teaches nothing."""
    learning = learned.learning
    stale = [learning.stale]
    assert learning.material is not None
    before = len(learning.material.examples)
    assert set(learning.measures) == {code.code for code in learning.material.codes}
    with qtbot.waitSignal(learning.learned, timeout=20_000):
        act(learned)
        stale.append(learning.stale)
    stale.append(learning.stale)
    assert len(learning.material.examples) == before + 1
    assert stale == [False, True, False]


def test_of_questions_of_one_kind_the_latest_is_answered(qtbot: QtBot, learned: Work) -> None:
    """They do not stack up: those between are never asked."""
    answers: list[int] = []
    asked: list[int] = []
    for number in range(5):

        def ask(_suggester: Suggester, _of: Material, _p: Progress, number: int = number) -> int:
            asked.append(number)
            return number

        learned.learning.question("test", ask, answers.append)
    qtbot.waitUntil(lambda: not learned.tasks.running)
    assert answers == [4]
    assert asked == [0, 4]


def test_switched_off_nothing_is_known_or_learned(qtbot: QtBot, learned: Work) -> None:
    """And who asks is told so."""
    suggesting.choose(learned.project, Choices(off=True), learned.coder)
    learning = learned.learning
    qtbot.waitUntil(lambda: learning.material is None)
    assert (learning.queue, learning.measures) == ((), {})
    act(learned)
    assert not learning._pause.isActive()
    assert not learned.tasks.running
    with qtbot.waitSignal(learning.failed) as heard:
        learning.question("test", _never, lambda _answer: None)
    assert "switched off" in heard.args[0]


def _never(_suggester: Suggester, _of: Material, _progress: Progress) -> list[Suggestion]:
    raise AssertionError
