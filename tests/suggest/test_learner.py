"""What is asked of a material: the same answers always, and little done twice."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass, replace
from typing import Any

import pytest

from liveable.core.codebook import Cues
from liveable.core.learning import Example, Judged, Material
from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.suggest import learner
from liveable.suggest.sent import packed, unpacked
from liveable.suggest.suggester import Suggester
from tests.suggest.learning import ANN, material

MATERIAL = material(8, 20)
_ASKED = "queue measures why second_reading torn drift next_to_read similar mine"
QUESTIONS = tuple(_ASKED.split())


@pytest.fixture(scope="module")
def suggester() -> Iterator[Suggester]:
    """One for all questions."""
    with Suggester() as made:
        yield made


def answers(asked: Any, of: Material = MATERIAL) -> str:
    """What is answered to every question, as JSON."""
    queue = asked.queue(of)
    passage = of.examples[0]
    found = {
        "queue": queue,
        "measures": asked.measures(of),
        "why": [asked.why(of, one) for one in queue[:3]],
        "second_reading": asked.second_reading(of),
        "torn": asked.torn(of),
        "drift": asked.drift(of, "money"),
        "next_to_read": asked.next_to_read(of),
        "similar": asked.similar(of, passage.document, passage.span),
        "mine": asked.mine(of, "help"),
    }
    assert tuple(found) == QUESTIONS
    return json.dumps(found, default=_plain)


def _plain(value: Any) -> Any:
    assert is_dataclass(value)
    assert not isinstance(value, type)
    return asdict(value)


def test_the_same_answers_in_any_process_and_order(suggester: Suggester) -> None:
    """Byte for byte: here, over there, after other questions, and in a process whose strings hash
    otherwise and that was given more threads.
    """
    here = answers(learner)
    assert answers(suggester) == here
    other = replace(MATERIAL, examples=MATERIAL.examples[::2])
    assert answers(suggester, other) != here
    assert answers(suggester) == here
    program = "from tests.suggest.test_learner import *; print(answers(learner))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "4", "OMP_NUM_THREADS": "4"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{here}\n"


def test_every_question_is_asked_as_it_is_answered() -> None:
    """The names that are sent are those of functions, with the same arguments."""
    for name in QUESTIONS:
        there = inspect.signature(getattr(learner, name)).parameters
        here = inspect.signature(getattr(Suggester, name)).parameters
        assert list(here) == ["self", *there], name


def test_one_more_coding_is_learned_from(suggester: Suggester) -> None:
    """What it covers is not suggested again, what was rejected neither; the texts are not sent or
    looked at anew.
    """
    before = suggester.queue(MATERIAL)
    learned = [s for s in before if s.source == "learned"]
    first, second = learned[:2]
    coding = Example(first.document, first.span, first.code, ANN, "2026-02-01T10:00:00")
    verdict = Judged(second.document, second.span, second.code, ANN, accepted=False)
    more = replace(MATERIAL, examples=(*MATERIAL.examples, coding), judged=(verdict,))
    assert not packed(more, suggester._there).new
    after = suggester.queue(more)
    for gone in (first, second):
        same = [s for s in after if (s.document, s.code) == (gone.document, gone.code)]
        assert not any(s.source == "learned" and s.span.overlaps(gone.span) for s in same)
    assert len({s.model for s in (*learned, *after) if s.source == "learned"}) == 2
    features = learner.learned(MATERIAL).features
    assert learner.learned(more).features is features


def test_nothing_is_learned_where_nothing_could_be_shown() -> None:
    """With too few codings of every code there are only cues, and nobody waits for more."""
    few = replace(MATERIAL, examples=MATERIAL.examples[:5])
    kept = list(learner._LEARNED._kept)
    queue = learner.queue(few)
    assert {s.source for s in queue} == {"cue"}
    measures = learner.measures(few)
    assert [(m.state, m.cutoff, m.definition) for m in measures] == [("too few", None, 1.0)] * 3
    assert sum(m.examples for m in measures) == 5
    assert learner._LEARNED._kept == kept


def test_only_what_was_asked_for(suggester: Suggester) -> None:
    """Of some codes, in some documents; with both kinds of source, best first."""
    found = suggester.queue(MATERIAL)
    assert {s.source for s in found} == {"cue", "learned"}
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    (chosen,) = {s.document for s in found[:1]}
    some = suggester.queue(MATERIAL, ("money",), (chosen,))
    assert some
    assert some == [s for s in found if (s.document, s.code) == (chosen, "money")]
    texts = {heard.document: heard.text for heard in MATERIAL.heard}
    assert all(s.fits(texts[s.document]) for s in found)
    assert suggester.queue(MATERIAL, (), None) == []


def test_a_threshold_keeps_back_without_learning_again(suggester: Suggester) -> None:
    """Nor do people's attributes teach anything."""
    strict = replace(MATERIAL, threshold=1.01)
    assert {m.state for m in suggester.measures(strict)} == {"too weak"}
    assert {s.source for s in suggester.queue(strict)} == {"cue"}
    known = learner.learned(MATERIAL)
    assert learner.learned(strict).scores is known.scores
    assert learner.learned(MATERIAL) is known


def test_what_was_made_is_remembered_and_older_things_forgotten() -> None:
    """Two of a kind; what is asked for again is not made again."""
    memory, made = learner.Memory[int](), list[int]()

    def recall(of: int) -> int:
        return memory.recall((of,), lambda: made.append(of) or of * 2)  # type: ignore[func-returns-value]

    assert [recall(n) for n in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert made == [1, 2, 3, 2]


def test_documents_cross_once() -> None:
    """Only those that are new or changed; what is read of them each time, and those that are gone
    are forgotten.
    """
    held: dict[str, Any] = {}
    assert unpacked(packed(MATERIAL, ()), held) == MATERIAL
    first, *rest = MATERIAL.heard
    read = replace(first, read=(Span(0, 3),))
    changed = replace(first, text=first.text.upper())
    for heard, new in ((read, 0), (changed, 1), (first, 1)):
        material_ = replace(MATERIAL, heard=(heard, *rest[1:]))
        sent = packed(material_, held.keys())
        assert len(sent.new) == new
        assert sent.material.heard == ()
        found = unpacked(sent, held)
        assert found == material_
        assert found.heard[1].text is rest[1].text
        assert len(held) == len(MATERIAL.heard) - 1


def test_misleading_words_and_banned_cues_come_over(suggester: Suggester) -> None:
    """What is said of a code's words is said to the learner."""
    money, *others = MATERIAL.codes
    cues = Cues((), (), banned=("pay the bills",), misleading=("bills", "pay"))
    other = replace(MATERIAL, codes=(replace(money, cues=cues), *others))
    found = suggester.queue(other, ("money",))
    words = {reason.text.lower() for s in found for reason in s.reasons}
    assert words
    assert not words & {"bills", "pay", "pay the bills"}


def test_a_question_whose_process_is_killed_or_that_is_stopped(suggester: Suggester) -> None:
    """Killed, it is a refusal in one sentence. Either leaves nothing behind: the next one starts
    anew, with all documents, and is answered alike.
    """
    before = suggester.measures(MATERIAL)
    assert suggester._worker is not None
    suggester._worker.kill()
    with pytest.raises(Refused, match="came to its end"):
        suggester.measures(MATERIAL)
    steps: list[int] = []

    def stop(done: int, _total: int, _note: str) -> None:
        steps.append(done)
        if len(steps) == 2:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        suggester.measures(MATERIAL, progress=progress)
    assert not suggester._there
    assert suggester.measures(MATERIAL) == before
