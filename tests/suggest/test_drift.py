"""Drift: early against late use of a code."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from liveable.core.learned import Drift
from liveable.core.learning import Example
from liveable.suggest.drift import drift
from liveable.suggest.learn import Learned, learn
from tests.suggest.invented import Invented, invent, name, spelt

READ = range(10)


@pytest.fixture(scope="module")
def corpus() -> Invented:
    return invent(5, documents=12, sentences=30, rate=0.2, told=1.0)


@pytest.fixture(scope="module")
def learned(corpus: Invented) -> Learned:
    return learn(corpus.material(READ))


def with_codings(learned: Learned, codings: list[Example]) -> Learned:
    return replace(learned, material=replace(learned.material, examples=tuple(codings)))


def turning(corpus: Invented, learned: Learned) -> Learned:
    """ "code0" means in the last five documents what "code1" is."""
    return with_codings(
        learned,
        [
            Example(name(d), span, "code0", "isla", f"2024-03-{d + 1:02}T{n:03}")
            for d in READ
            for n, (span, codes) in enumerate(zip(corpus.spans[d], corpus.carries[d], strict=True))
            if (0 if d < 5 else 1) in codes
        ],
    )


def test_a_code_that_changes_its_meaning_is_told(corpus: Invented, learned: Learned) -> None:
    """Its halves are less alike than each is, by more than chance, and the words say how."""
    found = drift(turning(corpus, learned), "code0")
    assert found.likeness < 0.8
    assert found.chance < 0.05
    early = {used.word[:6] for used in found.words if used.early > used.late}
    late = {used.word[:6] for used in found.words if used.late > used.early}
    assert "themea" in early
    assert "themeb" in late
    texts = dict(zip((name(d) for d in range(12)), corpus.texts, strict=True))
    for half, last in ((found.early, 4), (found.late, 9)):
        assert 1 <= len(half) <= 5
        for near in half:
            assert near.span.of(texts[near.document]) == near.text
            assert last - 5 < int(near.document[3:]) <= last
            assert 0 <= near.likeness <= 1
    assert all("themea" in near.text.lower() for near in found.early)


def test_a_steady_code_does_not_drift(learned: Learned) -> None:
    """Used alike throughout, a division by time is like any other."""
    chances = [drift(learned, f"code{n}").chance for n in range(4)]
    assert np.mean(chances) > 0.2
    assert sum(chance <= 0.05 for chance in chances) <= 1


def test_documents_that_differ_are_not_drift() -> None:
    """A code of which each person speaks in words of their own keeps its meaning all the same."""
    low = 0
    for seed in range(6):
        corpus = invent(seed, documents=10, sentences=12, codes=2, rate=0.3, words=60)
        material = corpus.material(range(10))
        own = tuple(
            replace(one, text=one.text.replace("themeax", spelt("own", 10 + int(one.document[3:]))))
            for one in material.heard
        )
        low += drift(learn(replace(material, heard=own)), "code0").chance <= 0.05
    assert low <= 1


def test_with_few_codings_nothing_is_said(learned: Learned) -> None:
    """Five codings have no halves worth comparing; nor has a code without any."""
    few = [one for one in learned.material.examples if one.code == "code2"][:5]
    nothing = Drift("code2", (), (), (), 1.0, 1.0)
    assert drift(with_codings(learned, few), "code2") == nothing
    assert drift(with_codings(learned, []), "code2") == nothing


def test_others_codings_and_other_places_do_not_count(corpus: Invented, learned: Learned) -> None:
    """Who is not learned from, and what is in no passage, changes nothing; twice is the same."""
    turned = turning(corpus, learned)
    others = [
        one._replace(coder="tom", code="code0", created="2020") for one in learned.material.examples
    ]
    gone = Example("elsewhere", corpus.spans[0][0], "code0", "isla", "2020")
    more = with_codings(learned, [*others, gone, *turned.material.examples])
    assert drift(more, "code0") == drift(turned, "code0")
