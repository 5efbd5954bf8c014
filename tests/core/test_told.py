"""Who speaks, as a person says it against the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import labels, told
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Mark, Speaker, Transcript, Turn
from tests.conftest import transcript

LINES = transcript(
    "A talk\nInt: Why?\nAnn: Because.\nNote: tape ends.\n\nAnn: So.\nNOTE: again.",
    ("Int", "interviewer"),
    ("Ann", "participant"),
)
STOPS = (16, 47, len(LINES.text))  # a turn holds all up to the next label that was believed
TALK = replace(
    LINES, turns=tuple(replace(t, stop=s) for t, s in zip(LINES.turns, STOPS, strict=True))
)


def spoken(found: Transcript) -> list[tuple[str | None, str]]:
    """Who says what."""
    return [(t.speaker, found.text[t.speech : t.stop]) for t in found.turns]


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("Note: words", "Note", "words"),
        ("NOTE : words", "Note", "words"),
        ("note： words", "Note", "words"),
        ("- Note: words", "Note", "words"),
        ("[0:30] Note: words", "Note", "words"),
        ("12. Note: words", "Note", "words"),
        ("Note (laughing): words", "Note", "words"),
        ("**Note:** words", "Note", "words"),
        ("**Note** [0:30] words", "Note", "words"),
        ("Note 0:30 words", "Note", "words"),
        ("Note\twords", "Note", "words"),
        ("Note  words", "Note", "words"),
        ("Note - words", "Note", "words"),
        ("Note.- words", "Note", "words"),
        ("Note. Words", "Note", "Words"),
        ("[Note] words", "Note", "words"),
        ("Note「words", "Note", "「words"),
        ("Note\nwords", "Note", "\nwords"),
        ("Date of  birth: words", "Date of birth", "words"),
        ("the woman in red: words", "the woman in red", "words"),
    ],
)
def test_a_label_opens_a_line_in_every_form(line: str, label: str, words: str) -> None:
    """Whatever stands before it, and however it is set off from the words."""
    (found,) = told.heard(f"before\n{line}", label)
    assert found.start == len("before\n")
    assert f"before\n{line}"[found.speech :] == words


@pytest.mark.parametrize(
    "line", ["Note that we left", "Notes: words", "A note: words", "Note 3:16", "Notebook. So"]
)
def test_words_that_go_on_are_no_label(line: str) -> None:
    """Nothing sets them off, or they are other words."""
    assert list(told.heard(line, "Note")) == [] or line == "Note 3:16"


def test_a_bold_label_needs_nothing_behind_it() -> None:
    """Its looks set it off."""
    text = "Jo Well, yes.\nJo went home."
    assert [h.start for h in told.heard(text, "Jo", [Span(0, 2)])] == [0]


def test_somebody_told_speaks_wherever_the_label_opens_a_line() -> None:
    """The words they stood in are theirs no longer; the rest stays."""
    found = told.people(TALK, ["Note"])
    assert spoken(found) == [
        ("Int", "Why?"), ("Ann", "Because."), ("Note", "tape ends."), ("Ann", "So."),
        ("Note", "again."),
    ]  # fmt: skip
    assert found.speakers == (
        Speaker("Int", 1, "interviewer"), Speaker("Ann", 2, "participant"),
        Speaker("Note", 2, "participant"),
    )  # fmt: skip
    assert told.people(TALK, ["Zoë"]) == TALK


def test_the_first_of_all_can_be_told() -> None:
    """In a text in which nobody was found."""
    text = Transcript(text="Head\nthe elder: Come in.\n\nMore.\nthe elder: Go.", format="txt",
                      kind="interview")  # fmt: skip
    found = told.people(text, ["the elder"])
    assert spoken(found) == [("the elder", "Come in.\n\nMore."), ("the elder", "Go.")]


def test_a_time_without_a_name_gets_one() -> None:
    """A turn of nobody, in whose head the label stands, keeps its place and time."""
    text = "[0:30]\nZoë, mother: Hello.\n[0:45]\nWell."
    found = Transcript(
        text=text, format="txt", kind="interview",
        turns=(Turn(0, 7, 26, None, "0:30", 30_000), Turn(27, 34, 39, None, "0:45", 45_000)),
    )  # fmt: skip
    assert told.people(found, ["Zoë, mother"]).turns == (
        Turn(0, 20, 26, "Zoë, mother", "0:30", 30_000),
        Turn(27, 34, 39, None, "0:45", 45_000),
    )


def test_who_is_nobody_says_the_words_of_the_one_before() -> None:
    """In a diary not of the entry before; at the head of a text nobody's."""
    whole = [("Int", TALK.text[12:])]
    assert spoken(told.nobody(TALK, {"ann"})) == whole
    first, last = TALK.turns[1:]
    assert told.nobody(TALK, {"int"}).turns == (first, last)
    diary = replace(
        TALK, kind="diary",
        entries=(Entry(7, 30, "x", None, "unknown"), Entry(48, 70, "y", None, "unknown")),
    )  # fmt: skip
    assert spoken(told.nobody(diary, {"ann"})) == [("Int", TALK.text[12:47])]


def test_what_was_overlooked_is_offered() -> None:
    """Labels that open lines again and again, but for those that are somebody's."""
    assert told.overlooked(TALK) == [("Note", 2)]
    assert told.overlooked(told.people(TALK, ["Note"])) == []


def test_a_line_is_whose_it_is_said_to_be() -> None:
    """A turn begins there, or is another's, or is no turn of its own."""
    note = TALK.text.index("tape")
    found = told.speaks_from(TALK, note, "Zoë")
    assert spoken(found) == [
        ("Int", "Why?"), ("Ann", "Because."), ("Zoë", "Note: tape ends."),
        ("Ann", "So.\nNOTE: again."),
    ]  # fmt: skip
    assert found.speakers[2] == Speaker("Zoë", 1, "participant")
    assert told.speaks_from(found, note, None) == TALK
    ann = TALK.text.index("Because")
    assert spoken(told.speaks_from(TALK, ann, "Int"))[1] == ("Int", "Because.\nNote: tape ends.")
    assert spoken(told.speaks_from(TALK, ann, None))[0][1].startswith("Why?\nAnn: Because.")
    assert told.speaks_from(TALK, 0, None) == TALK
    assert told.speaks_from(TALK, 3, "Ann").turns[0] == Turn(0, 0, 6, "Ann")
    assert told.speaks_from(TALK, TALK.text.index("\n\n") + 1, "Ann") == TALK


ANY = st.lists(
    st.sampled_from(["Int: Why?", "Ann: So.", "Note: x", "[0:30] Note: y", "words", "", "  Ann:"]),
    max_size=12,
)


@given(
    ANY, st.sets(st.sampled_from(["int", "ann", "note"])), st.booleans(), st.integers(0, 60),
    st.sampled_from(["Ann", "Zoë", None]),
)  # fmt: skip
def test_turns_never_overlap_and_hold_words(
    lines: list[str], keys: set[str], dated: bool, place: int, who: str | None
) -> None:
    """Whoever is told to speak, and whoever not."""
    found = transcript("\n".join(lines) or "x", ("Int", "interviewer"), ("Ann", None))
    if dated:
        middle = max(1, len(found.text) // 2)
        found = replace(found, entries=(Entry(0, middle, "a", None, "unknown"),))
    found = told.speaks_from(told.people(found, ["Note"]), min(place, len(found.text)), who)
    found = told.nobody(found, keys)
    last = 0
    for turn in found.turns:
        assert last <= turn.start <= turn.speech <= turn.stop
        assert turn.start < turn.stop
        last = turn.stop
    counts = {speaker.label: speaker.turns for speaker in found.speakers}
    assert not {labels.key(label) for label in counts} & keys or not found.turns
    assert sum(counts.values()) == sum(turn.speaker is not None for turn in found.turns)


def test_marks_tell_where_it_is_bold() -> None:
    """By their style."""
    found = replace(TALK, marks=(Mark(0, 4, "bold"), Mark(5, 9, "italic")))
    assert told.marked(found, "bold") == [Span(0, 4)]
