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


TERSE = "Mon 3 March 2014\nRain.\n\nTue 4 March\nSoup for Jean.\n\n9.3.14\nChurch. Quiet.\n"


@pytest.mark.parametrize("named", ["K02 diary.txt", "Tagebuch_K02.docx", "K02日記.txt"])
def test_what_is_called_a_diary_may_be_terse(named: str) -> None:
    """A few words a day are no diary by themselves: they may be a list of dates."""
    called = parts.find(TERSE, (), None, None, named=named)
    assert [entry.date for entry in called.dated] == ["2014-03-03", "2014-03-04", "2014-03-09"]
    assert parts.find(f"Diary of K02\n\n{TERSE}", (), None, None).dated
    assert not parts.find(TERSE, (), None, None, named="minutes.txt").dated


def test_a_name_alone_makes_no_diary() -> None:
    """A talk about diaries has no days."""
    assert not parts.find(f"Diary interviews\n\n{CHAT * 8}", (), None, None).dated
    assert not parts.find(f"{WORDS}\n4 March 2025\n{WORDS}", (), None, None, named="diary").dated
