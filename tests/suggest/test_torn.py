"""Passages that coders or the learner are torn about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from liveable.core.learned import Torn
from liveable.core.learning import Example, Judged
from liveable.core.spans import Span
from liveable.suggest.learn import Learned, learn
from liveable.suggest.measure import measures, probabilities
from liveable.suggest.torn import torn
from tests.suggest.invented import Invented, invent, name


@pytest.fixture(scope="module")
def corpus() -> Invented:
    return invent(4, documents=12, sentences=40, rate=0.25)


@pytest.fixture(scope="module")
def half(corpus: Invented) -> Learned:
    return learn(corpus.material(range(6)))


def between(learned: Learned, *more: Example, coders: tuple[str, ...] = ("isla",)) -> list[Torn]:
    """Where people disagree when others have coded, too."""
    examples = (*learned.material.examples, *more)
    material = replace(learned.material, examples=examples, coders=coders)
    found = torn(replace(learned, material=material))
    return [one for one in found if one.kind == "coders"]


def of_tom(corpus: Invented, document: int, sentence: int, code: int) -> Example:
    return Example(name(document), corpus.spans[document][sentence], f"code{code}", "tom")


def test_coders_who_agree_are_not_torn(corpus: Invented, half: Learned) -> None:
    """Who coded the same, if not to the letter, agrees; a single coder disagrees with nobody."""
    same = [
        one._replace(coder="tom", span=Span(one.span.start + 1, one.span.stop))
        for one in half.material.examples
    ]
    assert between(half) == []
    assert between(half, *same) == []


def test_what_one_coded_and_the_other_read_and_did_not(corpus: Invented, half: Learned) -> None:
    """Each side is named; a text that the other has not come to, or never opened, says nothing."""
    mine = {(o.document, o.span, o.code) for o in half.material.examples}
    free = next(s for s in range(40) if 0 not in corpus.carries[0][s])
    toms = of_tom(corpus, 0, free, 0)
    found = between(half, toms)
    by_tom = [one for one in found if one.coders[0] == ("tom",)]
    assert [(one.document, one.span, one.codes[0][0]) for one in by_tom] == [toms[:3]]
    assert by_tom[0].coders[1] == ("isla",)
    for one in found:
        assert 0 <= one.codes[0][1] <= 1
        if one not in by_tom:  # what Isla coded before the place where Tom was
            assert one.coders == (("isla",), ("tom",))
            assert (one.document, one.span, one.codes[0][0]) in mine
            assert one.document == name(0)
            assert one.span.stop <= toms.span.stop
    assert between(half, of_tom(corpus, 8, 3, 0)) == []  # Isla has not read that


def test_the_more_even_the_split_the_earlier(corpus: Invented, half: Learned) -> None:
    """Two against two comes before one against three."""
    others = [
        one._replace(coder=coder)
        for coder in ("ann", "ben", "tom")
        for one in half.material.examples
    ]
    free = [s for s in range(40) if 0 not in corpus.carries[1][s]][:2]
    first, second = (of_tom(corpus, 1, s, 0) for s in free)
    found = between(half, *others, first, second, second._replace(coder="ann"))
    assert [(one.span, one.coders) for one in found] == [
        (second.span, (("ann", "tom"), ("ben", "isla"))),
        (first.span, (("tom",), ("ann", "ben", "isla"))),
    ]


def test_the_learner_is_torn_about_text_not_read(half: Learned) -> None:
    """A code as likely as not, or two that are: ready ones, in passages that nobody read."""
    found = torn(half)
    known, given = half.passages, probabilities(half)
    cutoffs = {code.code: code.cutoff for code in measures(half)}
    codes = list(cutoffs)
    assert {one.kind for one in found} == {"model"}
    assert len({len(one.codes) for one in found}) == 2
    for one in found:
        at = (known.document == int(one.document[3:])) & (known.start == one.span.start)
        row = int(np.flatnonzero(at)[0])
        assert not known.read[row]
        for code, likely in one.codes:
            assert cutoffs[code] is not None
            assert likely == pytest.approx(given[row, codes.index(code)])
        if len(one.codes) == 1:
            assert 0.4 <= one.codes[0][1] <= 0.6
        else:
            (first, above), (second, below) = one.codes
            assert 0 <= above - below <= 0.1
            assert below >= np.float32(cutoffs[second] or 0)
            assert first != second


def test_what_was_judged_is_settled(half: Learned) -> None:
    """A passage that was rejected for a code is not asked about again."""
    one = next(one for one in torn(half) if len(one.codes) == 1)
    code = one.codes[0][0]
    judged = (Judged(one.document, one.span, code, "isla", accepted=False),)
    after = torn(learn(replace(half.material, judged=judged), features=half.features))
    assert (one.document, one.span, code) not in [
        (o.document, o.span, o.codes[0][0]) for o in after
    ]


def test_codes_that_go_together_are_no_alternatives(corpus: Invented) -> None:
    """Where two codes are mostly given to the same passages, having both is not being torn."""
    together = replace(
        corpus,
        carries=tuple(
            tuple(codes | {1} if 0 in codes else codes - {1} for codes in document)
            for document in corpus.carries
        ),
    )
    found = torn(learn(together.material(range(6))))
    assert all({code for code, _ in one.codes} != {"code0", "code1"} for one in found)


def test_there_are_never_too_many(corpus: Invented, half: Learned) -> None:
    """At most 200, and where both kinds are many, half of each."""
    toms = [
        of_tom(corpus, d, s, code)
        for d in range(6)
        for s in range(40)
        for code in range(4)
        if code not in corpus.carries[d][s]
    ]
    machine = len(torn(half))
    material = replace(half.material, examples=(*half.material.examples, *toms))
    found = torn(replace(half, material=material))
    assert len(found) == 200
    assert [one.kind for one in found] == sorted(one.kind for one in found)
    assert sum(one.kind == "model" for one in found) == min(100, machine)


def test_nothing_read_nothing_torn(corpus: Invented) -> None:
    """Without codings nobody is torn."""
    assert torn(learn(corpus.material([]))) == []
