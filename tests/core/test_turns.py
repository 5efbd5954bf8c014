"""Who speaks where, in the forms transcripts are written in, and where nobody does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import turns
from liveable.core.spans import Span
from liveable.core.transcript import Turn

QUESTION = "Could you tell me a wee bit about the close?"
ANSWER = "Well, there's eight of us on the stair and I know most of them to say hello to."
Form = Callable[[str, str, int], str]
PAIR = ("Interviewer", "Moira")


def talk(form: Form, count: int = 8, names: tuple[str, str] = PAIR, sep: str = "\n") -> str:
    """A conversation of two, question and answer, each turn written by ``form``."""
    return sep.join(form(names[n % 2], QUESTION if n % 2 == 0 else ANSWER, n) for n in range(count))


def labels_of(found: turns.Conversation) -> dict[str, int]:
    """Every speaker's number of turns."""
    return {speaker.label: speaker.turns for speaker in found.speakers}


def words(turn: Turn, text: str) -> str:
    """What is said in a turn, without label and time."""
    return text[turn.speech : turn.stop]


FORMS: dict[str, Form] = {
    "colon": lambda who, said, n: f"{who}: {said}",
    "blank line between": lambda who, said, n: f"{who}: {said}\n",
    "space before the colon": lambda who, said, n: f"{who} : {said}",
    "label on its own line": lambda who, said, n: f"{who}:\n{said}",
    "label on its own line, blank line after": lambda who, said, n: f"{who}:\n\n{said}\n",
    "bold in Markdown": lambda who, said, n: f"**{who}:** {said}\n",
    "bold in Markdown, colon outside": lambda who, said, n: f"**{who}**: {said}\n",
    "bold in Markdown with a time": lambda who, said, n: f"**{who}** [{n}:30] {said}\n",
    "name and time on a line": lambda who, said, n: f"{who}  {n}:30\n{said}\n",
    "time before": lambda who, said, n: f"[00:0{n}:30] {who}: {said}",
    "time after in brackets": lambda who, said, n: f"{who} (00:0{n}:30): {said}",
    "time after the colon": lambda who, said, n: f"{who}: [00:0{n}:30] {said}",
    "time on the line above": lambda who, said, n: f"[00:0{n}:30]\n{who}: {said}\n",
    "time on the line below": lambda who, said, n: f"{who}:\n00:0{n}:30\n{said}\n",
    "time range, name, words": lambda who, said, n: f"0:{n}:2.3 --> 0:{n}:9.1\n{who}\n{said}",
    "capitals": lambda who, said, n: f"{who.upper()}: {said}",
    "tab": lambda who, said, n: f"{who}\t{said}",
    "two spaces": lambda who, said, n: f"{who}  {said}",
    "dash": lambda who, said, n: f"{who} – {said}",
    "numbered": lambda who, said, n: f"{n + 1}. {who}: {said}",
    "numbered cells": lambda who, said, n: f"{n + 1}\t{who}\t{said}",
    "full-width colon": lambda who, said, n: f"{who}：{said}",
    "chat": lambda who, said, n: f"00:0{n}:11\t{who}:\t{said}",
    "message": lambda who, said, n: f"[12/05/24, 14:0{n}:11] {who}: {said}",
    "time at the end": lambda who, said, n: f"{who}: {said} #00:0{n}:12-{n}#",
}
TIMED = [name for name in FORMS if "time" in name or name in ("chat", "message")]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_label_is_found(name: str) -> None:
    """Both speakers, four turns each, and nothing of label or time among the words."""
    text = talk(FORMS[name])
    found = turns.find(text)
    assert sorted(labels_of(found).values()) == [4, 4]
    assert {label.casefold() for label in labels_of(found)} == {"interviewer", "moira"}
    assert [speaker.role for speaker in found.speakers] == ["interviewer", "participant"]
    for n, turn in enumerate(found.turns):
        said = words(turn, text).split(" #")[0]
        assert said == (QUESTION if n % 2 == 0 else ANSWER)


@pytest.mark.parametrize("name", TIMED)
def test_times_are_kept_with_their_turns(name: str) -> None:
    """As written, and rising."""
    found = turns.find(talk(FORMS[name]))
    written = [turn.timestamp for turn in found.turns]
    assert None not in written
    if name != "message":
        values = [turn.milliseconds or 0 for turn in found.turns]
        assert values == sorted(values)
        assert values[-1] > values[0]


@pytest.mark.parametrize(
    "names",
    [
        ("I", "R"),
        ("Q", "A"),
        ("INT", "P07"),
        ("JB", "MK"),
        ("Researcher 1", "Ana"),
        ("Entrevistadora", "María José"),
        ("質問者", "田中"),
        ("מראיינת", "דנה כהן"),
        ("Mr. Khamisi", "The Minister for Lands (Mr. Ngala)"),
        ("Jo (interviewer)", "Moira"),
    ],
)
def test_all_kinds_of_names_are_found(names: tuple[str, str]) -> None:
    """Words for roles, initials, codes, names of several scripts, titles."""
    found = turns.find(talk(FORMS["colon"], 12, names))
    assert labels_of(found) == dict.fromkeys(names, 6)
    assert [speaker.role for speaker in found.speakers] == ["interviewer", "participant"]


def test_letters_with_stops_are_question_and_answer() -> None:
    """``Q.`` and ``A.`` as in a deposition."""
    found = turns.find(talk(lambda who, said, n: f"{who}. {said}", 10, ("Q", "A")))
    assert labels_of(found) == {"Q": 5, "A": 5}


def test_names_alone_on_their_lines_are_found_when_they_come_back_often() -> None:
    """Without a colon, capitals or not; the words are on the lines after."""
    for names in (("Ann Lee", "Moira Blair"), ("PRESIDENTA", "MARÍA LÓPEZ")):
        text = talk(lambda who, said, n: f"{who}\n{said}\n", 16, names)
        assert labels_of(turns.find(text)) == dict.fromkeys(names, 8)


def test_bold_names_without_a_colon_are_found() -> None:
    """As a word processor shows them: a bold name, then words that are not."""
    text = talk(lambda who, said, n: f"{who} {said}")
    bold, at = [], 0
    for n, line in enumerate(text.split("\n")):
        bold.append(Span(at, at + len(PAIR[n % 2])))
        at += len(line) + 1
    assert labels_of(turns.find(text, bold)) == {"Interviewer": 4, "Moira": 4}
    assert turns.find(text) == turns.Conversation()


def test_everything_up_to_the_next_label_is_the_running_turn() -> None:
    """Further paragraphs, sounds, times in brackets, notes and remarks with a colon."""
    more = "\n[laughs]\n\nAnd then: I went on.\n[00:20:00] On and on.\nNote: the phone rings\n"
    text = talk(lambda who, said, n: f"{who}: {said}" + (more if n == 3 else ""))
    found = turns.find(text)
    assert labels_of(found) == {"Interviewer": 4, "Moira": 4}
    assert words(found.turns[3], text) == (ANSWER + more).rstrip()


def test_what_stands_before_the_first_label_is_no_ones() -> None:
    """Title and preamble belong to no turn."""
    text = "Interview with Moira\nMaryhill, 12 March\n\n" + talk(FORMS["colon"])
    found = turns.find(text)
    assert text[found.turns[0].start :].startswith("Interviewer: Could")


def test_the_end_of_the_talk_can_be_given() -> None:
    """Notes gathered behind it are not the last speaker's."""
    text = talk(FORMS["colon"])
    found = turns.find(text + "\n[1] A note.", end=len(text))
    assert found.turns[-1].stop == len(text)


def test_one_speakers_label_may_be_written_in_several_ways() -> None:
    """With a no-break space, in capitals, with a time or without a colon now and then."""
    written = ["Dr. Ana Lee", "Dr.\u00a0Ana\u00a0Lee", "DR. ANA LEE", "Dr. Ana Lee"]
    text = talk(lambda who, said, n: f"{written[n % 4] if n % 2 else 'INT'}: {said}", 16)
    assert labels_of(turns.find(text)) == {"INT": 8, "Dr. Ana Lee": 8}
    text = talk(lambda who, said, n: f"{who}{'' if n == 5 else ':'}\n{said}\n", 12)
    assert labels_of(turns.find(text)) == {"Interviewer": 6, "Moira": 6}


def test_someone_who_speaks_once_is_found_when_written_like_the_others() -> None:
    """A husband at the door; but not a paragraph that happens to begin with a common word."""
    aside = "\nHusband: Is the kettle on?\n"
    text = talk(FORMS["colon"], 9) + aside + talk(FORMS["colon"], 9)
    assert labels_of(turns.find(text))["Husband"] == 1
    text = talk(FORMS["colon"], 9) + "\nStair: I know it well.\n" + talk(FORMS["colon"], 9)
    assert "Stair" not in labels_of(turns.find(text))


@pytest.mark.parametrize(
    "line",
    ["Break: [15:23]", "Tele: 0141 496 0000", "Agenda item 2: Money", "Date: 3 May", "Note: x"],
)
def test_things_are_not_people(line: str) -> None:
    """Fields, breaks, numbers and headings in the middle of a talk."""
    text = talk(FORMS["colon"], 9) + f"\n{line}\n" + talk(FORMS["colon"], 9)
    assert set(labels_of(turns.find(text))) == {"Interviewer", "Moira"}


@pytest.mark.parametrize(
    "header",
    [
        "Date: 12 May 2024\nInterviewer: Jo Blair\nParticipant: P07\nPlace: Glasgow\n\n",
        "Interviewer: Jo Blair\nParticipant: P07\n\n",
    ],
)
def test_the_form_at_the_head_of_a_transcript_is_not_part_of_it(header: str) -> None:
    """Who was there is not what was said."""
    text = header + talk(FORMS["colon"], 8, ("Interviewer", "Participant"))
    assert labels_of(turns.find(text)) == {"Interviewer": 4, "Participant": 4}


PARAGRAPH = "A further paragraph that goes on for quite a while about nothing in particular.\n"
NOBODY = {
    "a list": "Milk: two pints\nBread: one loaf\nEggs: a dozen\nTea: a box\n",
    "a report": f"Aim: to see.\nMethod: we asked.\nResult: they told.\n{PARAGRAPH}" * 5,
    "places": f"Glasgow: twelve talks\n{PARAGRAPH * 6}Edinburgh: ten talks\n{PARAGRAPH * 6}" * 2,
    "people in a report": f"Client: the council\n{PARAGRAPH * 20}Host: the university\n",
    "a form filled in": "Interviewer: Jo Blair\nParticipant: P07\nAge: 40\n\n" * 9,
    "a glossary": "\n".join(f"Term{n}: something of that kind" for n in range(20)),
    "chapter and verse": "It is written.\nJohn 3:16 says so.\nMark 4:12 says more.\n" * 5,
    "a timetable": "09:00 Welcome\n09:30 Talk\n10:00 Coffee\n10:30 Talk\n",
    "an essay": "As the poet said: nothing lasts.\nThe question is: who knows?\n" * 4,
    "mail": "From: Ann\nTo: Ben\nSubject: Hello\nDate: 3 May\n\nHi Ben\n" * 3,
    "numbered questions": "\n".join(f"Question {n}: How often?\nOften." for n in range(1, 12)),
    "contents": "Contents\n1. Introduction\t2\n2. What we did\t7\n3. Conditions\t11\n",
    "an article with an excerpt": PARAGRAPH * 40 + talk(FORMS["colon"], 4) + PARAGRAPH * 40,
    "sections": f"Agenda item 1:\n{PARAGRAPH}Agenda item 2:\n{PARAGRAPH}Agenda item 3:\nEnd",
    "nothing": "",
}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_speaks_where_nobody_does(name: str) -> None:
    """Labels prove nothing by themselves."""
    assert turns.find(NOBODY[name]) == turns.Conversation()


def test_times_without_names_begin_turns_of_nobody() -> None:
    """In brackets, or with hours, running forward."""
    for form in ("[00:0{n}:30] {said}", "00:0{n}:30 {said}", "[0{n}:30]\n{said}\n"):
        text = "\n".join(form.format(n=n, said=ANSWER) for n in range(6))
        found = turns.find(text)
        assert found.speakers == ()
        assert [turn.speaker for turn in found.turns] == [None] * 6
        assert [words(turn, text) for turn in found.turns] == [ANSWER] * 6
        assert found.turns[-1].milliseconds in (330_000, 5 * 60_000 + 30_000)
    backwards = "\n".join(f"[00:0{9 - n}:30] {ANSWER}" for n in range(6))
    assert turns.find(backwards).turns == ()


def test_a_time_that_no_label_follows_is_a_turn_of_nobody_in_a_log() -> None:
    """Where each turn has its time on the line above."""
    text = "\n".join(f"[00:0{n}:00]\nCC: Roger.\n" for n in range(5))
    text += "\n[00:06:00]\n_note : landing\n\n[00:07:00]\nP: Roger.\n"
    found = turns.find(text)
    assert [turn.speaker for turn in found.turns] == ["CC"] * 5 + [None, "P"]
    assert found.turns[-1].timestamp == "00:07:00"


def test_a_word_that_it_is_a_conversation_is_enough_for_a_short_one() -> None:
    """Two turns with unknown names, once someone has said so."""
    text = "Ana: We went home early that day.\nBen: So we did, and it rained.\nAna: It did."
    assert turns.find(text).turns == ()
    assert labels_of(turns.find(text, sure=True)) == {"Ana": 2, "Ben": 1}


def test_a_moderator_is_told_among_many() -> None:
    """By the word, or as the one who asks."""
    for who in ("Moderator", "Kirsty"):
        text = "\n".join(
            f"{who}: {QUESTION}\n"
            + "\n".join(f"{name}: {ANSWER}" for name in ("Jean", "Rab", "Isa"))
            for _ in range(6)
        )
        roles = {speaker.label: speaker.role for speaker in turns.find(text).speakers}
        assert roles == {
            who: "interviewer",
            "Jean": "participant",
            "Rab": "participant",
            "Isa": "participant",
        }


def test_nobody_asks_among_equals() -> None:
    """Where both ask as much, no roles are given."""
    both = "Ana: Was it? I thought so too.\nBen: It was. Did you see it?\n" * 8
    assert [speaker.role for speaker in turns.find(both).speakers] == [None, None]


HEADS = """INT: Why?|P1: Because.|[00:12]|**Ann** [0:30] So|Ann  1:30|---|Date: 3 May|ANN|Ann:|
1\tAnn\tSo|Q. Why?|#00:00:12-5#|_page : 3| |"""
LINES = st.lists(st.one_of(st.sampled_from(HEADS.split("|")), st.text(max_size=40)), max_size=40)


@given(LINES, st.booleans())
def test_turns_are_in_order_and_inside_the_text(lines: list[str], sure: bool) -> None:
    """Whatever the lines, turns do not overlap, words stand inside them, speakers are counted."""
    text = "\n".join(lines).replace("\r", "")
    found = turns.find(text, sure=sure)
    for turn in found.turns:
        assert 0 <= turn.start <= turn.speech <= turn.stop <= len(text)
    assert all(a.stop <= b.start for a, b in pairwise(found.turns))
    for speaker in found.speakers:
        assert speaker.turns == sum(turn.speaker == speaker.label for turn in found.turns)
    assert {turn.speaker for turn in found.turns} - {None} == {s.label for s in found.speakers}
