"""What to read next, and recall from what was drawn by lot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from liveable.core.learned import ToRead
from liveable.core.learning import Material
from liveable.core.spans import Span
from liveable.suggest.learn import Learned, learn
from liveable.suggest.measure import measures, probabilities
from liveable.suggest.next_reading import estimates, lot, next_to_read, usable
from liveable.suggest.passages import reading
from tests.suggest.invented import Invented, invent, name


@pytest.fixture(scope="module")
def corpus() -> Invented:
    return invent(2, documents=12, sentences=40, rate=0.2)


@pytest.fixture(scope="module")
def half(corpus: Invented) -> Learned:
    return learn(corpus.material(range(6)))


@pytest.fixture(scope="module")
def whole(corpus: Invented) -> Learned:
    return learn(corpus.material(range(12)))


def of_kind(passages: tuple[ToRead, ...], kind: str) -> list[ToRead]:
    return [passage for passage in passages if passage.kind == kind]


def test_only_what_nobody_read_is_to_be_read(corpus: Invented, half: Learned) -> None:
    """Ten uncertain, ten new, and the rest of the fifty drawn, each in a document not read."""
    found = next_to_read(half)
    assert len(of_kind(found.passages, "uncertain")) == 10
    assert len(of_kind(found.passages, "new")) == 10
    assert len(of_kind(found.passages, "sample")) == found.drawn - found.read
    assert found.drawn == 50
    assert 0 < found.read < 50
    for passage in found.passages:
        number = int(passage.document[3:])
        assert number >= 6
        assert passage.span in corpus.spans[number]


def test_they_are_spread_over_documents(half: Learned) -> None:
    """No two neighbours, and of no document more than two of ten in six."""
    for kind in ("uncertain", "new"):
        found = of_kind(next_to_read(half).passages, kind)
        assert [one.weight for one in found] == sorted((o.weight for o in found), reverse=True)
        documents = [one.document for one in found]
        assert max(map(documents.count, documents)) <= 2
        assert len(set(documents)) >= 5


def test_uncertain_passages_are_as_likely_as_not(half: Learned) -> None:
    """On average they are much nearer to one half than the others for the code that is named."""
    known, given = half.passages, probabilities(half)
    codes = [code.code for code in half.material.codes]
    likely = []
    for one in of_kind(next_to_read(half).passages, "uncertain"):
        at = np.flatnonzero(
            (known.document == int(one.document[3:])) & (known.start == one.span[0])
        )
        assert one.code
        likely.append(given[at[0], codes.index(one.code)])
    off = np.abs(np.array(likely) - 0.5)
    assert off.mean() < 0.2
    assert off.mean() < np.abs(given - 0.5).mean() / 2


def test_new_passages_are_unlike_what_was_read(corpus: Invented, half: Learned) -> None:
    """A new topic, told several times, is shown once; an odd one-off is not."""
    material = half.material
    strange = "Zebra quagga okapi. " * 6 + "Xylem blorp gnarl vext. "
    last = material.heard[11]
    text = last.text + " " + strange
    longer = replace(
        last, text=text, stretches=(last.stretches[0]._replace(span=Span(0, len(text))),)
    )
    found = next_to_read(learn(replace(material, heard=(*material.heard[:11], longer))))
    new = of_kind(found.passages, "new")
    assert sum("okapi" in one.span.of(text) for one in new if one.document == name(11)) == 1
    assert not any("blorp" in one.span.of(text) for one in new if one.document == name(11))


def test_the_lot_is_the_same_for_the_same_words(half: Learned, whole: Learned) -> None:
    """It knows nothing of codings and reading, and keeps its order when documents are added."""
    everything = np.arange(len(half.passages))
    order = lot(half, everything)
    assert sorted(order) == list(everything)
    assert np.array_equal(order, lot(whole, everything))
    some = np.flatnonzero(half.passages.document < 8)
    assert np.array_equal(
        lot(half, some), [row for row in order if half.passages.document[row] < 8]
    )
    assert np.corrcoef(order, everything)[0, 1] == pytest.approx(0, abs=0.15)


def read_too(learned: Learned, rows: list[int]) -> Material:
    """The same with some passages read singly."""
    known = learned.passages
    heard = tuple(
        replace(one, read=(*one.read, *(known.span(r) for r in rows if known.document[r] == d)))
        for d, one in enumerate(learned.material.heard)
    )
    return replace(learned.material, heard=heard)


def test_passages_read_singly_count(half: Learned) -> None:
    """When all that was drawn is read, there are estimates, and fifty more are drawn."""
    assert next_to_read(half).estimates == ()
    order = lot(half, np.arange(len(half.passages)))
    material = read_too(half, order[:50].tolist())
    some = replace(half, material=material, passages=reading(half.passages, material.heard))
    found = next_to_read(some)
    assert found.drawn == 100
    assert found.read >= 50
    assert [one.code for one in found.estimates] == [
        code.code for code in measures(some) if code.cutoff is not None
    ]
    assert len(of_kind(found.passages, "sample")) == found.drawn - found.read


@pytest.mark.parametrize(("gap", "kept"), [(0, 0), (9, 0), (10, 10), (25, 20), (None, 47)])
def test_only_whole_tens_of_the_lot_count(gap: int | None, kept: int) -> None:
    """A passage that was not read ends the sample, whatever was read after it; all is all."""
    read = np.ones(47, bool)
    if gap is not None:
        read[gap] = False
    assert usable(read) == kept


def test_recall_is_estimated_without_bias(whole: Learned) -> None:
    """Over many lots the estimates are right on average, and their intervals as often as said."""
    given = probabilities(whole)
    ready = {code.code: code.cutoff for code in measures(whole) if code.cutoff is not None}
    assert ready
    chance = np.random.default_rng(0)
    found = [
        {one.code: one for one in estimates(whole, chance.permutation(len(given))[:60], given)}
        for _ in range(150)
    ]
    for column, code in enumerate(whole.material.codes):
        if code.code in ready:
            carry = whole.rows[whole.labels[:, column] > 0]
            truth = (given[carry, column] >= np.float32(ready[code.code])).mean()
            each = [one[code.code] for one in found]
            recalls = [(one.recall, one.coded) for one in each if one.recall]
            above = sum(recall.value * coded for recall, coded in recalls)
            assert above / sum(one.coded for one in each) == pytest.approx(truth, abs=0.04)
            assert np.mean([recall.low <= truth <= recall.high for recall, _ in recalls]) >= 0.9


def test_without_readings_or_passages_there_is_little_to_say(corpus: Invented) -> None:
    """Nothing read: nothing is new or uncertain, fifty are drawn; everything read: nothing left."""
    nothing = next_to_read(learn(corpus.material([])))
    assert {one.kind for one in nothing.passages} == {"sample"}
    assert (nothing.read, nothing.drawn, nothing.estimates) == (0, 50, ())
    everything = next_to_read(learn(corpus.material(range(12))))
    assert everything.passages == ()
    assert everything.read == everything.drawn == 480
    assert everything.estimates
