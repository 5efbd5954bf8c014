"""Whether a text is a talk or a diary."""

from __future__ import annotations

import pytest

from liveable.core import parts
from liveable.core.transcript import Kind
from tests.core.diaries import WORDS, diary

DAYS = ("3 March 2025", "4 March 2025", "5 March 2025", "9 March 2025", "10 March 2025")
ASKED = "Interviewer: And did it help you?\nMoira: It did, for a good while.\n"
CHAT = "Ann: Are you coming down?\nBen: Not today, I fear.\nAnn: Then tomorrow?\n"


def counted(text: str, kind: Kind | None = None) -> tuple[list[str], int]:
    """The speakers' labels, and how many entries there are."""
    spoken, dated = parts.find(text, (), None, kind)
    return [speaker.label for speaker in spoken.speakers], len(dated)


def test_a_diary_may_quote_what_was_said() -> None:
    """Its words come first, and its talk later on."""
    talk = "Jean: Is it {day}?\nMe: It is {day}.\nJean: Not {day}?\nMe: I said {day}."
    days = (f"{day}\n{WORDS}\n{talk.format(day=day)}" for day in DAYS)
    assert counted(diary(*days)) == ([], 5)


def test_fields_of_entries_are_prompts() -> None:
    """And no speakers, though they come back and alternate."""
    fields = "Mood: I felt well.\nHelp given: I carried her bag up.\nHelp received: None."
    assert counted(diary(*(f"{day}\n{fields}" for day in DAYS))) == (["Prompt"], 5)


def test_a_talk_may_be_dated_day_by_day() -> None:
    """As messages are: whoever writes opens every day."""
    assert counted("\n".join(f"{day}\n{CHAT * 3}" for day in DAYS)) == (["Ann", "Ben"], 0)
    assert counted("\n".join(f"{day}\n{ASKED * 4}" for day in DAYS)) == (
        ["Interviewer", "Moira"],
        0,
    )


def test_who_knows_better_is_believed() -> None:
    """A diary is a diary, an interview an interview."""
    text = "\n".join(f"{day}\n{CHAT * 3}" for day in DAYS)
    assert counted(text, "diary")[1] == 5
    quoting = diary(*(f"{day}\n{WORDS}\nJean: Are you well?\nMe: I am." for day in DAYS))
    assert counted(quoting, "interview") == (["Jean", "Me"], 0)


@pytest.mark.parametrize("kind", ["survey", "field-notes"])
def test_other_kinds_have_no_entries(kind: Kind) -> None:
    """Only a diary has."""
    assert counted(diary(*DAYS), kind) == ([], 0)
