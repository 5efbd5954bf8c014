"""What is suggested: passages that what was learned points at, beside those that cues point at."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.learned import CodeMeasure
from liveable.core.learning import Heard, Judged, Material, Stretch
from liveable.core.sentences import sentences
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Source, Suggestion
from liveable.suggest.learn import Learned, learn
from liveable.suggest.offer import join, offers, runs
from liveable.suggest.passages import passages
from tests.suggest.learning import ANN, CODES, material


def ready(*codes: str, cutoff: float = 0.5) -> list[CodeMeasure]:
    """These codes are ready, the others have too few examples."""
    return [
        CodeMeasure(c.code, 20, "ready", None, cutoff, 0.5)
        if c.code in codes
        else CodeMeasure(c.code, 5, "too few", None, None, 0.5)
        for c in CODES
    ]


def offered(learned: Learned, measures: list[CodeMeasure]) -> list[Suggestion]:
    """With scores in place of probabilities."""
    return offers(learned, np.clip(learned.scores, 0, 1), measures)


@pytest.fixture(scope="module")
def plain() -> Material:
    """Eight people, six of whom have been read."""
    return material(8, 20)


def test_unread_passages_above_the_cut_off_are_suggested(plain: Material) -> None:
    """Of the codes that are ready alone, best first, each with words that are in it as reasons."""
    learned = learn(plain)
    found = offered(learned, ready("worry", "help"))
    texts = {one.document: one.text for one in plain.heard}
    unread = {one.document for one in plain.heard if not one.read}
    assert {one.code for one in found} == {"worry", "help"}
    assert {one.document for one in found} <= unread
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert 0.5 <= one.score <= 1
        assert one.source == "learned"
        assert one.model == learned.version
        assert one.reasons
        assert one.fits(texts[one.document])
        said = one.span.of(texts[one.document])
        assert said == said.strip()
        for reason in one.reasons:
            assert reason.weight > 0
            assert one.span.contains(Span(reason.start, reason.stop))
    assert found == offered(learn(plain), ready("worry", "help"))


def test_among_some_codes_and_documents(plain: Material) -> None:
    """Only those asked for."""
    learned = learn(plain)
    probabilities = np.clip(learned.scores, 0, 1)
    last = plain.heard[-1].document
    found = offers(learned, probabilities, ready("worry", "help"), ["help"], [last])
    assert {(one.code, one.document) for one in found} == {("help", last)}


def test_what_was_judged_is_not_suggested_again(plain: Material) -> None:
    """Of that code; another coder's verdict says nothing."""
    before = offered(learn(plain), ready("help"))
    first = before[0]
    for coder, gone in ((ANN, True), ("bob", False)):
        judged = (Judged(first.document, first.span, "help", coder, False),)
        after = offered(learn(replace(plain, judged=judged)), ready("help", cutoff=0.0))
        overlapping = [
            one for one in after if one.document == first.document and one.span.overlaps(first.span)
        ]
        assert bool(overlapping) is not gone


def test_neighbouring_sentences_are_one_run() -> None:
    """In one stretch and one paragraph."""
    text = "One here. Two here.\n\nThree here. Four here. Five here.\nSix here."
    stretches = (Span(0, text.index("Six")), Span(text.index("Six"), len(text)))
    heard = [Heard("d", text, tuple(Stretch(span, "P", "p", True) for span in stretches))]
    known = passages(heard)
    assert [t.split()[0] for t in known.texts] == ["One", "Two", "Three", "Four", "Five", "Six"]
    assert list(runs(range(6), known, heard)) == [(0, 1), (2, 3, 4), (5,)]
    assert list(runs([0, 2, 4], known, heard)) == [(0,), (2,), (4,)]
    assert list(runs([], known, heard)) == []


def test_a_run_keeps_to_a_paragraph_and_to_five_sentences() -> None:
    """Two people's answers, a line each, are not one passage; and nobody wants a page in one."""
    text = "Nothing\nNothing\n" + " ".join(f"Then {n} came." for n in "abcdefg")
    heard = [Heard("d", text, (Stretch(Span(0, len(text)), None, "p", True),))]
    known = passages(heard)
    found = list(runs(range(len(known)), known, heard))
    assert found == [(0,), (1,), (2, 3, 4, 5, 6), (7, 8)]


PLACES = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(1, 12)
)


def suggestion(span: Span, source: Source, score: float = 0.5) -> Suggestion:
    """One of a code in a document, with a reason of its kind."""
    kind = "phrase" if source == "cue" else "word"
    reason = Reason(kind, "x", span.start, span.start + 1, score)  # type: ignore[arg-type]
    return Suggestion("d", span, "c", score, source, (reason,), source)


def test_what_cues_and_learning_point_at_is_one_suggestion() -> None:
    """A learned one over the words of both, the cue before the words among its reasons."""
    cued = [suggestion(Span(0, 10), "cue", 0.9), suggestion(Span(30, 40), "cue", 0.2)]
    learned = [suggestion(Span(5, 20), "learned", 0.6)]
    both, alone = join(cued, learned, ["d"])
    assert (both.source, both.span, both.score, both.model) == (
        "learned",
        Span(0, 20),
        0.6,
        "learned",
    )
    assert [reason.kind for reason in both.reasons] == ["phrase", "word"]
    assert alone == cued[1]


@given(st.lists(PLACES, max_size=6), st.lists(PLACES, max_size=6))
def test_nothing_is_lost_and_nothing_overlaps(cued: list[Span], learned: list[Span]) -> None:
    """All that was suggested is in one suggestion, with its reasons, whatever overlaps."""
    some = [suggestion(span, "cue") for span in cued]
    more = [suggestion(span, "learned") for span in learned]
    found = join(some, more, ["d"])
    assert found == join(some[::-1], more[::-1], ["d"])
    for one in (*some, *more):
        (within,) = (f for f in found if f.span.contains(one.span))
        assert set(one.reasons) <= set(within.reasons)
        assert one.source == "cue" or within.source == "learned"
    spans = sorted(one.span for one in found)
    assert all(a.stop <= b.start for a, b in pairwise(spans))


def test_passages_of_a_run_are_whole_sentences(plain: Material) -> None:
    """A suggestion begins and ends where sentences do."""
    found = offered(learn(plain), ready("money", cutoff=0.2))
    for one in found:
        heard = next(h for h in plain.heard if h.document == one.document)
        part = next(s.span for s in heard.stretches if s.span.contains(one.span))
        ends = sentences(part.of(heard.text))
        assert one.span.start - part.start in {s.start for s in ends}
        assert one.span.stop - part.start in {s.stop for s in ends}
