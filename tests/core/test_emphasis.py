"""Questions set in bold or italics, between answers that are not."""

from __future__ import annotations

import pytest

from liveable.core import emphasis, parts
from liveable.core.spans import Span
from liveable.core.transcript import Speaker
from liveable.core.turns import Conversation

ASKED = ("How long have you lived here?", "Did anyone help you move in?", "“And who was that?”")
TOLD = "Eleven years in March, and I would not move now, not for anything, the close is so good.\n"


def talk(count: int = 6, asked: tuple[str, ...] = ASKED) -> tuple[str, list[Span]]:
    """A title, then questions and answers of two paragraphs; and where the questions stand."""
    text, spans = "At home with Moira\n\n", []
    for n in range(count):
        question = asked[n % len(asked)]
        spans.append(Span(len(text), len(text) + len(question)))
        text += f"{question}\n{TOLD}\n{TOLD}\n"
    return text, spans


def test_emphasised_paragraphs_ask() -> None:
    """And what stands between them answers, as one turn."""
    text, spans = talk()
    for found in (emphasis.find(text, spans), emphasis.find(text, (), spans)):
        assert found.speakers == (
            Speaker("Interviewer", 6, "interviewer"),
            Speaker("Participant", 6, "participant"),
        )
        assert text[found.turns[0].speech : found.turns[0].stop] == ASKED[0]
        assert text[found.turns[1].start : found.turns[1].stop].count(TOLD.strip()) == 2
    assert parts.find(text, spans, None, None).spoken.speakers
    assert parts.find(text, spans, None, "field-notes").spoken == Conversation()


@pytest.mark.parametrize(
    ("count", "asked"),
    [
        (4, ASKED),
        (12, ("Aims of the study", "How we asked", "What now?")),
        (12, ("Why?",)),
    ],
)
def test_headings_do_not_ask(count: int, asked: tuple[str, ...]) -> None:
    """Too few questions, or too few among them, or a single word each."""
    text, spans = talk(count, asked)
    assert emphasis.find(text, spans) == Conversation()


def test_a_leaflet_at_the_end_of_a_report_is_no_talk() -> None:
    """The questions must reach through the text; and a part of a paragraph is no question."""
    text, spans = talk()
    behind = TOLD * 60
    moved = [Span(span.start + len(behind), span.stop + len(behind)) for span in spans]
    assert emphasis.find(behind + text, moved) == Conversation()
    assert (
        emphasis.find(text, [Span(span.start, span.stop - 5) for span in spans]) == Conversation()
    )
