"""Canonical text, spans and identities."""

from __future__ import annotations

import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import spans
from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.core.text import canonical, paragraphs, word_count
from liveable.core.uid import mint


@given(st.text())
def test_only_newlines_are_changed(text: str) -> None:
    """Of everything else, nothing is altered; the result is stable."""
    done = canonical(text)
    assert done == text.replace("\r\n", "\n").replace("\r", "\n")
    assert canonical(done) == done


def test_half_characters_become_replacement_characters() -> None:
    """A lone surrogate cannot be stored; it stays one character."""
    assert canonical("a\ud800b\x0b\u2028\x85c") == "a\ufffdb\x0b\u2028\x85c"


@given(st.text(st.sampled_from("a \n\u2028\x0b\x85")))
def test_paragraphs_are_the_lines_that_are_not_blank(text: str) -> None:
    """They lie in order, between newlines, and hold all words."""
    found = paragraphs(text)
    assert [span.of(text) for span in found] == [p for p in text.split("\n") if p.strip()]
    assert all(a.stop < b.start for a, b in pairwise(found))
    assert sum(word_count(span.of(text)) for span in found) == word_count(text)


@pytest.mark.parametrize("written", ["", "1", "2:1", "1:1", "-1:2", "a:b", "1:2:3", "١:٢"])
def test_what_is_no_span_is_refused(written: str) -> None:
    """Only START:STOP with START before STOP."""
    with pytest.raises(ValueError, match="is"):
        spans.parse(written)


def test_spans() -> None:
    """Half-open stretches touch without overlapping."""
    a, b = Span(0, 3), Span(3, 5)
    assert not a.overlaps(b)
    assert a.overlaps(Span(2, 4))
    assert Span(0, 5).contains(b)
    assert spans.parse("3:5") == b
    assert str(b) == "3:5"
    assert spans.trimmed(Span(0, 6), "  ab  ") == Span(2, 4)
    assert spans.trimmed(Span(0, 2), "  ab  ") == Span(0, 2)


def test_uids_are_uuids_of_version_7_in_order_of_time() -> None:
    """Each is new, and later ones sort later."""
    uids = [mint() for _ in range(2000)]
    assert len(set(uids)) == 2000
    assert {uuid.UUID(uid).version for uid in uids} == {7}
    assert {uuid.UUID(uid).variant for uid in uids} == {uuid.RFC_4122}
    assert uids[0][:13] <= uids[-1][:13]


def test_progress_steps_and_stops() -> None:
    """Steps are reported before each item and at the end; a cancelled job ends at its next step."""
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *step: told.append(step))
    assert list(progress.each("ab", 2, "x")) == ["a", "b"]
    assert told == [(0, 2, "x"), (1, 2, "x"), (2, 2, "x")]
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(0, 1)


@given(st.text(st.sampled_from("a \n")), st.integers(1, 9))
def test_words_are_counted_across_the_borders_of_stretches(text: str, stretch: int) -> None:
    """A large text is counted piece by piece, which changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("liveable.core.text._STRETCH", stretch)
        assert word_count(text) == len(text.split())
