"""Passages like a given one."""

from __future__ import annotations

import pytest

from liveable.core.spans import Span
from liveable.suggest.alike import likeness
from liveable.suggest.learn import Learned, learn
from liveable.suggest.similar import similar
from tests.suggest.learning import material


@pytest.fixture(scope="module")
def learned() -> Learned:
    """From eight people, six of whom have been read."""
    return learn(material(8, 20))


def test_likeness_is_one_with_itself_and_the_same_both_ways(learned: Learned) -> None:
    """Between 0 and 1."""
    rows = list(range(0, len(learned.passages), 3))
    found = likeness(learned.features, rows, rows)
    assert found.diagonal() == pytest.approx(1, abs=1e-5)
    assert found == pytest.approx(found.T, abs=1e-5)
    assert found.min() >= 0


def test_the_most_alike_come_first(learned: Learned) -> None:
    """Of those not coded yet, with the words they share as reasons; none overlaps the passage."""
    known = learned.passages
    row = next(n for n, text in enumerate(known.texts) if "anxious" in text and known.read[n])
    document, span = known.documents[known.document[row]], known.span(row)
    found = similar(learned, document, span, "worry")
    heard = {one.document: one.text for one in learned.material.heard}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert "anxious" in found[0].span.of(heard[found[0].document])
    coded = [(e.document, e.span) for e in learned.material.examples if e.code == "worry"]
    for one in found:
        assert (one.source, one.code) == ("similar", "worry")
        assert 0 < one.score <= 1
        assert one.fits(heard[one.document])
        assert one.document != document or not one.span.overlaps(span)
        assert not [s for d, s in coded if d == one.document and s.overlaps(one.span)]
        for reason in one.reasons:
            assert reason.text.lower() in known.texts[row].lower()
    assert len(similar(learned, document, span, "worry", 3)) == 3


def test_nothing_is_like_what_is_not_there(learned: Learned) -> None:
    """A span in no document, or where nothing is said."""
    assert similar(learned, "elsewhere", Span(0, 5), "worry") == []
    assert similar(learned, "document 0", Span(100_000, 100_005), "worry") == []
