"""A second reader: what may be missed, which codings look doubtful."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from liveable.core.learning import Example, Judged
from liveable.core.spans import Span
from liveable.suggest.explain import Told
from liveable.suggest.grains import grains
from liveable.suggest.learn import Learned, learn
from liveable.suggest.measure import measures
from liveable.suggest.ridge import pulls
from liveable.suggest.second import second_reading
from tests.suggest.invented import Invented, invent, name

READ = range(8)


@pytest.fixture(scope="module")
def corpus() -> Invented:
    return invent(6, documents=10, sentences=40, rate=0.2, told=1.0)


@pytest.fixture(scope="module")
def careless(corpus: Invented) -> tuple[Learned, list[Example], list[Example]]:
    """Learned from a coder who overlooked some passages and put a code where it is not."""
    material = corpus.material(READ)
    of_code = [one for one in material.examples if one.code == "code1"]
    overlooked = of_code[::7]
    wrong = [
        Example(name(d), corpus.spans[d][s], "code2", "isla")
        for d in (1, 5)
        for s in range(40)
        if not corpus.carries[d][s]
        and "theme" not in corpus.spans[d][s].of(corpus.texts[d]).lower()
    ][::17]
    kept = [one for one in material.examples if one not in overlooked]
    return learn(replace(material, examples=(*kept, *wrong))), overlooked, wrong


def test_what_was_overlooked_is_named(
    corpus: Invented, careless: tuple[Learned, list[Example], list[Example]]
) -> None:
    """Most of it, with its words as reasons; only in text read, and nothing coded already."""
    learned, overlooked, _ = careless
    found = second_reading(learned)
    missed = {(one.document, one.span) for one in found.missed if one.code == "code1"}
    hit = [
        one
        for one in overlooked
        if any(d == one.document and span.contains(one.span) for d, span in missed)
    ]
    assert len(hit) >= 0.8 * len(overlooked)
    coded = {(one.document, one.span, one.code) for one in learned.material.examples}
    cutoffs = {code.code: code.cutoff for code in measures(learned)}
    texts = {name(d): text for d, text in enumerate(corpus.texts)}
    for one in found.missed:
        assert int(one.document[3:]) in READ
        assert (one.document, one.span, one.code) not in coded
        assert one.source == "learned"
        assert one.model == learned.version
        assert one.score >= (cutoffs[one.code] or 1)
        assert one.fits(texts[one.document])
    for coding in hit:
        (made,) = (
            one
            for one in found.missed
            if (one.document, one.code) == (coding.document, "code1")
            and one.span.contains(coding.span)
        )
        assert any(reason.text.lower().startswith("themebx") for reason in made.reasons)


def test_codings_unlike_the_others_are_doubted(
    careless: tuple[Learned, list[Example], list[Example]],
) -> None:
    """Some of what was coded wrongly comes first, and few others; the words are in the passage."""
    learned, _, wrong = careless
    found = second_reading(learned).doubtful
    of_code = [one for one in found if one.code == "code2"]
    codings = [one for one in learned.material.examples if one.code == "code2"]
    assert 1 <= len(of_code) <= len(codings) / 10
    places = {(one.document, one.span) for one in wrong}
    assert (of_code[0].document, of_code[0].span) in places
    cutoffs = {code.code: code.cutoff for code in measures(learned)}
    assert [one.probability for one in found] == sorted(one.probability for one in found)
    text = {heard.document: heard.text for heard in learned.material.heard}
    for one in found:
        assert one.probability < (cutoffs[one.code] or 0) / 2
        weights = [reason.weight for reason in one.reasons]
        assert sum(weight < 0 for weight in weights) <= 3
        assert weights == [w for w in weights if w < 0] + [w for w in weights if w > 0]
        for reason in one.reasons:
            assert one.span.start <= reason.start < reason.stop <= one.span.stop
            assert text[one.document][reason.start : reason.stop] == reason.text


def test_of_one_document_only_that(
    careless: tuple[Learned, list[Example], list[Example]],
) -> None:
    """The same as of all, less what is elsewhere."""
    learned, *_ = careless
    everything = second_reading(learned)
    for d in READ:
        one = second_reading(learned, name(d))
        assert set(one.missed) == {m for m in everything.missed if m.document == name(d)}
        assert set(one.doubtful) == {m for m in everything.doubtful if m.document == name(d)}
        assert one.silent == everything.silent


def test_codes_that_are_not_ready_are_silent(
    careless: tuple[Learned, list[Example], list[Example]],
) -> None:
    """Above a threshold that none reaches nothing is said, and of each code that it is so."""
    learned, *_ = careless
    strict = replace(learned, material=replace(learned.material, threshold=1.01))
    assert second_reading(strict) == ((), (), tuple(f"code{n}" for n in range(4)))


def test_what_was_rejected_is_not_missed(
    careless: tuple[Learned, list[Example], list[Example]],
) -> None:
    """Who has said no is not asked again."""
    learned, *_ = careless
    one = second_reading(learned).missed[0]
    judged = (Judged(one.document, one.span, one.code, "isla", accepted=False),)
    after = second_reading(replace(learned, material=replace(learned.material, judged=judged)))
    assert one not in after.missed
    assert len(after.missed) == len(second_reading(learned).missed) - 1


def test_what_speaks_against_a_coding_is_what_the_others_say(corpus: Invented) -> None:
    """A coding's own part in what its words weigh is left out, much as if it had not been read."""
    material = corpus.material(range(5))
    learned = learn(material)
    rows = np.asarray(learned.rows)
    pull = pulls(
        learned.features,
        learned.prior,
        learned.model,
        learned.rows,
        learned.labels[:, 1],
        learned.noise,
        1,
    )
    assert pull.sum() == pytest.approx(learned.model.constant[1], rel=1e-2)
    off = np.zeros(2)
    for coding in [one for one in material.examples if one.code == "code1"][:4]:
        d, (start, stop) = int(coding.document[3:]), coding.span
        around = (Span(0, start), Span(stop, len(corpus.texts[d])))
        heard = tuple(
            replace(one, read=around) if one.document == coding.document else one
            for one in material.heard
        )
        kept = tuple(one for one in material.examples if one[:2] != coding[:2])
        fresh = learn(replace(material, heard=heard, examples=kept), features=learned.features)
        row = rows[(learned.passages.document[rows] == d) & (learned.passages.start[rows] == start)]
        by = grains(learned.features, row)
        truth = Told.of(fresh, 1, by).share
        for n, alone in enumerate((True, False)):
            off[n] += np.abs(Told.of(learned, 1, by, alone=alone).share - truth).sum()
    assert off[1] < 0.75 * off[0]
