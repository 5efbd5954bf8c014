"""Passages like a given one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liveable.core.learning import Example
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.suggest.alike import likeness
from liveable.suggest.learn import Learned, learn
from liveable.suggest.similar import code_of, similar
from tests.suggest.learning import ANN, material


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
            assert reason.text.lower() in known.texts[row].lower().strip(".").split()
    assert len(similar(learned, document, span, "worry", 3)) == 3


def test_nothing_is_like_what_is_not_there(learned: Learned) -> None:
    """A span in no document, or where nothing is said."""
    assert similar(learned, "elsewhere", Span(0, 5), "worry") == []
    assert similar(learned, "document 0", Span(100_000, 100_005), "worry") == []


def test_no_code_is_made_up(learned: Learned) -> None:
    """Of a passage that was coded its code, the last one; of another, one that is ready for it; and
    where there is none, one has to be said.
    """
    coded = learned.material.examples[0]
    assert code_of(learned, coded.document, coded.span) == coded.code
    again = Example(coded.document, coded.span, "worry", ANN, "2027-01-01T10:00:00")
    later = replace(learned.material, examples=(*learned.material.examples, again))
    assert code_of(replace(learned, material=later), coded.document, coded.span) == "worry"
    known = learned.passages
    row = next(n for n, t in enumerate(known.texts) if "anxious" in t and not known.read[n])
    place = known.documents[known.document[row]], known.span(row)
    assert code_of(learned, *place) == "worry"
    nothing = learn(replace(learned.material, examples=()), features=learned.features)
    with pytest.raises(Refused, match="Say for which code: this passage is not coded"):
        code_of(nothing, *place)
