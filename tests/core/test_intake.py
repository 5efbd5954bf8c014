"""Files about to be brought in, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.core import intake
from liveable.core.corrections import Dated
from liveable.core.intake import Intake, Line, Rules, Voice
from liveable.core.transcript import Entry, Sheet, Transcript
from tests.conftest import original, transcript

SHEET = Sheet(("Case", "Age"), (("M01", "71"),), "csv")
TALK = transcript("INT: Why?\nH09: Because.\nH09: So.", ("INT", "interviewer"), ("H09", None))
SLIP = transcript("INT: Why?\nHO9: Aye.", ("INT", "interviewer"), ("HO9", "participant"))
DIARY = Transcript(
    text="My diary\n\n3 March: Quiet one.\nWeek 2\nNot much.",
    format="txt",
    kind="diary",
    entries=(
        Entry(10, 30, "3 March", "--03-03", "day"),
        Entry(30, 47, "Week 2", "2024-03-11", "week"),
    ),
)


def taken(*found: Transcript | Sheet, rules: Rules | None = None) -> Intake:
    """An intake of these, named ``0.txt``, ``1.txt``…"""
    made = Intake(rules or Rules())
    for number, one in enumerate(found):
        made.add(Path(f"{number}.txt"))
        made.take(number, one, 5, original(f"{number}.txt", b"%d" % number))
    return made


def test_states_from_waiting_to_left_out() -> None:
    """Reading, refused, ready, left out; a refusal is taken back by a better reading."""
    made = Intake()
    made.add(Path("a.txt"), ("Folder",))
    (file,) = made.files
    assert (file.state, file.goes) == ("reading", False)
    made.refuse(0, "is empty")
    assert (file.state, file.refusal, made.going()) == ("refused", "is empty", [])
    made.take(0, TALK, 4, original("a.txt", b"x"))
    assert (file.state, file.refusal, file.words, made.going()) == ("ready", "", 4, [file])
    file.out = True
    assert (file.state, made.going()) == ("out", [])


def test_the_same_bytes_are_left_out_by_default_but_may_be_taken() -> None:
    """Whether they are in the project or further up in the list; reading again changes no mind."""
    made = Intake()
    for number in range(3):
        made.add(Path(f"{number}.txt"))
    made.take(0, TALK, 1, original("0.txt", b"same"))
    made.take(1, TALK, 1, original("1.txt", b"same"))
    made.take(2, TALK, 1, original("2.txt", b"other"), twin="H09")
    assert [(file.twin, file.out) for file in made.files] == [
        ("", False), ("0.txt", True), ("H09", True),
    ]  # fmt: skip
    made.files[1].out = False
    made.take(1, DIARY, 1, original("1.txt", b"same"))
    assert made.files[1].goes


def test_sheets_go_last() -> None:
    """So that they find the documents of their cases."""
    made = taken(SHEET, TALK)
    assert [file.path.name for file in made.going()] == ["1.txt", "0.txt"]


def test_many_originals_are_not_all_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those beyond the bound keep their name only; they are read again when they are kept."""
    monkeypatch.setattr(intake, "MAX_HELD", 10)
    made = taken(TALK, SLIP)
    held = [file.original and bool(file.original.packed) for file in made.files]
    assert held == [True, False] or held == [False, False]
    assert made.files[1].original is not None
    assert made.files[1].original.sha256


def test_a_label_is_shown_once_for_each_role_it_has() -> None:
    """With its turns and files, and below it what looks like it."""
    made = taken(TALK, SLIP)
    assert made.voices() == [
        Voice("INT", "interviewer", 2, (0, 1)),
        Voice("H09", None, 2, (0,)),
        Voice("HO9", "participant", 1, (1,), alike="H09"),
    ]
    made.cast(made.voices()[0], "participant", only=1)
    assert [(v.label, v.role, v.files) for v in made.voices()][:2] == [
        ("INT", "interviewer", (0,)),
        ("INT", "participant", (1,)),
    ]
    made.files[1].out = True
    assert [v.label for v in made.voices()] == ["INT", "H09"]


def test_joined_speakers_and_roles_reach_the_transcript() -> None:
    """The slip becomes the other, in whatever file it is; roles go by the joined label."""
    made = taken(TALK, SLIP)
    assert made.doubts(1, made.alike()) == {"speakers": 1}
    made.join("HO9", "H09")
    made.cast(made.voices()[1], "participant")
    assert made.doubts(1, made.alike()) == {}
    first, second = made.corrected(0), made.corrected(1)
    assert first is not None
    assert second is not None
    assert [(s.label, s.role) for s in first.speakers] == [
        ("INT", "interviewer"), ("H09", "participant"),
    ]  # fmt: skip
    assert [(s.label, s.turns, s.role) for s in second.speakers] == [
        ("INT", 1, "interviewer"), ("H09", 1, "participant"),
    ]  # fmt: skip
    assert [turn.speaker for turn in second.turns] == ["INT", "H09"]
    made.part("HO9")
    assert made.corrected(1) == SLIP


def test_joining_on_takes_along_what_was_joined_before() -> None:
    """Never a chain, never oneself."""
    made = taken(TALK, SLIP)
    made.join("HO9", "H09")
    made.join("H09", "M1")
    assert made.joined == {"HO9": "M1", "H09": "M1"}
    made.join("M1", "H09")
    assert "M1" not in made.joined


def test_dates_are_put_right_or_said_to_be_right() -> None:
    """Either way they are doubtful no more; another reading starts anew."""
    made = taken(DIARY)
    (file,) = made.files
    assert made.doubts(0, {}) == {"dates": 1, "year": 1}
    file.right.add(30)
    assert made.doubts(0, {}) == {"year": 1}
    file.dates[10] = Dated("2024-03-03", "day")
    assert made.doubts(0, {}) == {}
    corrected = made.corrected(0)
    assert corrected is not None
    assert (corrected.date, corrected.entries[0].date) == ("2024-03-03", "2024-03-03")
    made.take(0, TALK, 4)
    assert (file.dates, file.right) == ({}, set())


def test_letters_that_could_not_be_read_are_worth_a_look() -> None:
    """As many as there are; none of a file that is left out."""
    made = taken(transcript("INT: Caf\ufffd or na\ufffdve?", ("INT", "interviewer")))
    assert made.doubts(0, {}) == {"letters": 2}
    made.files[0].out = True
    assert made.doubts(0, {}) == {}


def test_what_was_said_is_remembered_for_the_same_labels() -> None:
    """Roles said of a label wherever it is, and joins; spelled as the next file spells them."""
    made = taken(TALK, SLIP)
    made.join("HO9", "H09")
    made.cast(made.voices()[1], "participant")
    rules = made.learnt()
    assert rules == Rules({"h09": "participant"}, {"ho9": "H09"})
    then = taken(TALK, SLIP, rules=rules)
    assert [(v.label, v.role, v.joined, v.remembered) for v in then.voices()] == [
        ("INT", "interviewer", "", False),
        ("H09", "participant", "", True),
        ("HO9", "participant", "H09", True),
    ]
    assert then.learnt() == Rules()
    then.part("HO9")
    assert then.target("HO9") == ""
    assert then.forgotten() == Rules(joined={"ho9": ""})
    then.join("HO9", "H09")
    assert not then.forgotten()


def test_a_label_that_is_no_persons_gives_its_turns_up() -> None:
    """It stays in the list, to be taken back, and is known for what it is in the next import."""
    made = taken(TALK, SLIP)
    made.dismiss("INT")
    assert [(v.label, v.role, v.nobody) for v in made.voices()] == [
        ("INT", None, True), ("H09", None, False), ("HO9", "participant", False),
    ]  # fmt: skip
    found = made.corrected(1)
    assert found is not None
    assert [speaker.label for speaker in found.speakers] == ["HO9"]
    rules = made.learnt()
    assert rules == Rules(nobody=frozenset({"int"}))
    then = taken(TALK, rules=rules)
    assert then.voices()[0].nobody
    assert then.voices()[0].remembered
    then.cast(then.voices()[0], "participant")
    assert next((v.label, v.role) for v in then.voices()) == ("INT", "participant")
    assert then.forgotten() == Rules(nobody=frozenset({"int"}))
    assert then.learnt() == Rules({"int": "participant"})


def test_somebody_may_be_told_to_speak_too() -> None:
    """Whom the rules did not believe; said once, it holds for the next import, until taken back."""
    found = transcript("INT: Why?\nNote: y\nAnn: So.\nNote: z\nAnn: Aye.", ("INT", "interviewer"),
                       ("Ann", None))  # fmt: skip
    made = taken(found)
    assert made.says("note") == 2
    made.tell("Note")
    assert made.voices()[1][:3] == ("Note", "participant", 2)
    rules = made.learnt()
    assert rules == Rules(people={"note": "Note"})
    assert made.corrected(0) == rules.applied(found)
    made.dismiss("Note")
    assert made.learnt() == Rules()
    assert made.corrected(0) == found
    then = taken(found, rules=rules)
    assert "Note" in [voice.label for voice in then.voices()]
    then.dismiss("Note")
    assert then.corrected(0) == found
    assert (then.forgotten(), then.learnt()) == (
        Rules(people={"note": "Note"}), Rules(nobody=frozenset({"note"})),
    )  # fmt: skip


def test_rules_do_at_once_what_was_said_one_by_one() -> None:
    """On a transcript that nobody looks at, as the command line brings it in."""
    rules = Rules({"h09": "participant"}, {"ho9": "H09"}, frozenset({"int"}))
    found = rules.applied(SLIP)
    assert [(s.label, s.turns, s.role) for s in found.speakers] == [("H09", 1, "participant")]
    assert Rules().applied(SLIP) == SLIP


def test_a_role_said_of_one_file_only_is_no_rule() -> None:
    """Speaker 1 asks here and answers there."""
    made = taken(TALK, SLIP)
    made.cast(made.voices()[0], "participant", only=0)
    assert made.learnt() == Rules()


def test_first_lines_stand_under_their_speakers_or_dates() -> None:
    """Labels taken off, what stands before them first, long ones cut."""
    assert intake.first_lines(TALK) == [
        Line("INT", "Why?"), Line("H09", "Because."), Line("H09", "So."),
    ]  # fmt: skip
    assert intake.first_lines(DIARY) == [
        Line("", "My diary"), Line("3 March", "Quiet one."), Line("Week 2", "Not much."),
    ]  # fmt: skip
    plain = Transcript("one\n\ntwo\n \nthree", "txt", "field-notes")
    assert intake.first_lines(plain, count=2) == [Line("", "one"), Line("", "two")]
    assert intake.first_lines(plain, longest=3)[2] == Line("", "thr…")
