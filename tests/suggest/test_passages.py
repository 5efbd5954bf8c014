"""Passages: sentences with what stands around them."""

from __future__ import annotations

import numpy as np

from liveable.core.learning import Heard, Stretch
from liveable.core.spans import Span
from liveable.suggest.features import Features
from liveable.suggest.passages import passages, reading

TALK = [
    ("I", False, "How are you? And your mother?"),
    ("P", True, "Fine. Why do you ask? She is ill."),
    ("I", False, "I see."),
    ("P", True, "It is hard."),
]


def talk(document: str, read: tuple[Span, ...] = ()) -> Heard:
    text, stretches = "", []
    for speaker, offered, said in TALK:
        span = Span(len(text), len(text) + len(said))
        stretches.append(Stretch(span, speaker, document, offered))
        text += f"{said}\n"
    return Heard(document, text, tuple(stretches), read)


def test_neighbours_and_the_last_question_are_in_the_same_document() -> None:
    """An interviewer's question goes before any other that was asked since."""
    known = passages([talk("one"), talk("two")])
    assert known.texts[:7] == [
        "How are you?", "And your mother?", "Fine.", "Why do you ask?", "She is ill.", "I see.",
        "It is hard.",
    ]  # fmt: skip
    assert known.prev[:7].tolist() == [-1, 0, 1, 2, 3, 4, 5]
    assert known.next[:7].tolist() == [1, 2, 3, 4, 5, 6, -1]
    assert known.question[:7].tolist() == [-1, 0, 1, 1, 1, 1, 1]
    assert known.prev[7] == -1
    assert known.question[7:9].tolist() == [-1, 7]
    assert known.offered[:7].tolist() == [False, False, True, True, True, False, True]
    assert known.speaker[:7].tolist() == [0, 0, 1, 1, 1, 0, 1]
    assert known.persons == ("one", "two")
    texts = [one.text for one in (talk("one"), talk("two"))]
    assert [known.span(r).of(texts[known.document[r]]) for r in range(14)] == known.texts


def test_half_of_a_passage_makes_it_read() -> None:
    """Stretches read that touch or overlap are one."""
    text = talk("").text
    start = text.index("She is ill.")
    one = talk("one", (Span(start, start + 3), Span(start + 3, start + 6), Span(start, start + 2)))
    other = talk("two", (Span(start, start + 5),))
    known = reading(passages([one, other]), [one, other])
    assert np.flatnonzero(known.read).tolist() == [4]


def test_cues_are_found_in_the_shadow_of_each_passage() -> None:
    """Apostrophes, contractions and capitals do not matter; passages do."""
    features = Features(passages([talk("one")]))
    found = {phrase: features.shadows.rows(phrase).tolist() for phrase in (
        "How are", "it's hard", "ill i see", "see", "", "hard it is",
    )}  # fmt: skip
    assert found == {
        "How are": [0], "it's hard": [6], "ill i see": [], "see": [5], "": [], "hard it is": [],
    }  # fmt: skip
