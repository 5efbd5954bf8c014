"""The prompts of a diary, told from the answers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import entries, prompts
from liveable.core.spans import Span
from liveable.core.transcript import Speaker

ANSWERS = (
    "Jean from the stair, and the man with the dog, who said it would rain by four, and it did.",
    "I took her bins out, since the lift was off again and she has the bad hip, poor soul.",
    "Nothing to speak of; a quiet day, the telly, my sister on the phone for an hour at night.",
    "He held the door of the bus for me, and we talked all the way to the hospital and back.",
)


def diary(*prompts: str, days: int = 5, sep: str = "\n") -> str:
    """A diary whose entries have these prompts, with an answer behind each."""
    return "\n".join(
        f"{day + 3} March 2025\n"
        + "".join(f"{p}{sep}{ANSWERS[(day * 3 + n) % 4]}\n" for n, p in enumerate(prompts))
        for day in range(days)
    )


def told(text: str, bold: tuple[Span, ...] = ()) -> list[tuple[str | None, str]]:
    """Every turn with its speaker and words."""
    found = prompts.find(text, entries.find(text), bold)
    return [(turn.speaker, text[turn.speech : turn.stop]) for turn in found.turns]


@pytest.mark.parametrize(
    ("asked", "sep"),
    [
        (("Who did you meet today?", "Did anyone help you?"), "\n"),
        (("Who did you meet today?", "Did anyone help you?"), " "),
        (("1. Who did you meet today?", "2. Did anyone help you?"), "\n\n"),
        (("Mood:", "Help given:", "Help received:"), " "),
        (("**Mood:**", "**Help given:**"), " "),
        (("- Mood:", "- Help given:"), "\n"),
        (("¿Quién te ayudó?", "Ánimo:"), "\n"),
        (("誰と話しましたか？", "気分："), "\n"),
        (("Prompt: write of a kindness", "Prompt 2 - and of a slight"), "\n"),
    ],
)
def test_prompts_and_answers_are_told_apart(asked: tuple[str, ...], sep: str) -> None:
    """Questions and fields that come back, on their own lines or before the answer."""
    text = diary(*asked, sep=sep)
    found = told(text)
    assert len(found) == 5 * 2 * len(asked)
    assert all(words.strip("*- 12.") in " ".join(asked) for who, words in found if who)
    assert {words for who, words in found if who is None} <= set(ANSWERS)
    spoken = prompts.find(text, entries.find(text))
    assert spoken.speakers == (Speaker("Prompt", 5 * len(asked), "interviewer"),)


def test_bold_headings_that_come_back_are_prompts() -> None:
    """Though they ask nothing; the same words, not bold, are an answer given again."""
    text = diary("People I met", "A kindness")
    bold = tuple(
        Span(at, at + len(words))
        for words in ("People I met", "A kindness")
        for at in range(len(text))
        if text.startswith(words, at)
    )
    assert sum(who == "Prompt" for who, _ in told(text, tuple(sorted(bold)))) == 10
    assert told(text) == []


def test_what_stands_before_the_first_prompt_is_an_answer() -> None:
    """Behind the head, which is no one's words."""
    text = diary("Did anyone help you?").replace("March 2025\n", "March 2025\nRain.\n")
    assert told(text)[:3] == [
        (None, "Rain."),
        ("Prompt", "Did anyone help you?"),
        (None, ANSWERS[0]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Why bother, with {n} days gone?",
        "So {n}: the same again.",
        "Jean: Are you {n}?\nMe: I am {n}.\nJean: Really, {n}?\nMe: Yes, {n}.",
        "Nothing.",
        "See http://example.org/{n}",
    ],
)
def test_what_a_diarist_writes_is_no_prompt(line: str) -> None:
    """Questions to oneself, talk that is told, short days."""
    heads = [f"{day} March 2025\n{ANSWERS[day % 4]}\n{line.format(n=day)}\n" for day in range(3, 9)]
    assert told("\n".join(heads)) == []


def test_a_prompt_may_be_left_out_now_and_then() -> None:
    """But not in most entries."""
    text = diary("Did anyone help you?", days=6)
    once = text.replace("Did anyone help you?\n", "", 2)
    assert sum(who == "Prompt" for who, _ in told(once)) == 4
    rarely = text.replace("Did anyone help you?\n", "", 4)
    assert told(rarely) == []


LINES = st.lists(
    st.sampled_from(
        [*ANSWERS, "3 March 2025", "4 March", "Mood: low", "Why?", "Prompt: x", " ", ""]
    ),
    max_size=30,
)


@given(LINES)
def test_turns_are_in_order_and_inside_their_entries(lines: list[str]) -> None:
    """Whatever the lines."""
    text = "\n".join(lines)
    dated = entries.find(text)
    found = prompts.find(text, dated)
    for turn in found.turns:
        assert turn.start <= turn.speech < turn.stop
        assert any(e.start <= turn.start and turn.stop <= e.stop for e in dated)
    assert all(a.stop <= b.start for a, b in pairwise(found.turns))
