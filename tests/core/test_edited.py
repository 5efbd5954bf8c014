"""Speakers, turns and entries after an edit: they go with their words; what is typed is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.edited import Edited, edited
from liveable.core.parts import find
from liveable.core.reanchor import Anchors
from liveable.core.retyped import label_anew
from liveable.core.transcript import Kind, Transcript
from tests.conftest import transcript

TALK = """A talk at the mill.
Int: Did you ask him?
Ann Reid: I never asked him.
It was not my place.
Int: And now?
Ann Reid: No. [laughs]"""
SPEAKERS = (("Int", "interviewer"), ("Ann Reid", "participant"))


def after(body: str, before: Transcript | None = None) -> Edited:
    before = before or _talk()
    return edited(before, Anchors(before.text, body))


def _talk() -> Transcript:
    made = transcript(TALK, *SPEAKERS)
    stop = TALK.index("\nInt: And now")
    turns = list(made.turns)
    turns[1] = type(turns[1])(turns[1].start, turns[1].speech, stop, turns[1].speaker)
    return type(made)(made.text, "txt", made.kind, speakers=made.speakers, turns=tuple(turns))


def spoken(found: Edited) -> list[tuple[str | None, str]]:
    text = found.transcript.text
    return [(turn.speaker, text[turn.speech : turn.stop]) for turn in found.transcript.turns]


def test_a_label_replaced_everywhere_renames_the_speaker() -> None:
    """Who is made nameless in the text is so in the lists, and stays who they are."""
    found = after(TALK.replace("Ann Reid", "[P1]"))
    assert found.renamed == {"Ann Reid": "[P1]"}
    assert [(s.label, s.turns, s.role) for s in found.transcript.speakers] == [
        ("Int", 2, "interviewer"),
        ("[P1]", 2, "participant"),
    ]
    assert [who for who, _ in spoken(found)] == ["Int", "[P1]", "Int", "[P1]"]


def test_a_label_cut_short_renames_and_one_with_a_title_does_not() -> None:
    """``Ann`` for ``Ann Reid`` takes a name away; ``Dr Ann Reid`` is the same label, and more."""
    assert after(TALK.replace("Ann Reid", "Ann")).renamed == {"Ann Reid": "Ann"}
    assert after(TALK.replace("Ann Reid", "Dr Ann Reid")).renamed == {}


def test_a_turn_given_to_somebody_else_is_theirs() -> None:
    """To one who speaks already, or to one who did not; others keep their own."""
    other = TALK.replace("Int: And now?", "Ann Reid: And now?")
    assert [who for who, _ in spoken(after(other))] == ["Int", "Ann Reid", "Ann Reid", "Ann Reid"]
    new = after(TALK.replace("Int: And now?", "Bea: And now?"))
    assert [who for who, _ in spoken(new)] == ["Int", "Ann Reid", "Bea", "Ann Reid"]
    assert ("Bea", 1, None) in [(s.label, s.turns, s.role) for s in new.transcript.speakers]


def test_who_is_called_another_throughout_is_not_there_any_more() -> None:
    """All of one's turns given to the other leave one speaker."""
    found = after(TALK.replace("Int: ", "Ann Reid: "))
    assert [(s.label, s.turns) for s in found.transcript.speakers] == [("Ann Reid", 4)]


def test_lines_that_begin_with_a_known_label_are_turns() -> None:
    """Between turns, within one and after the last; up to what was not typed or cut off."""
    body = TALK.replace("him.\nIt", "him.\nInt: Why?\nIt").replace(
        "And now?", "And now?\nann reid: Now?\nMe?"
    )
    found = after(body + "\nInt: Thanks.\n\nTape ends.")
    assert spoken(found) == [
        ("Int", "Did you ask him?"),
        ("Ann Reid", "I never asked him."),
        ("Int", "Why?\nIt was not my place."),
        ("Int", "And now?"),
        ("Ann Reid", "Now?\nMe?"),
        ("Ann Reid", "No. [laughs]"),
        ("Int", "Thanks.\n\nTape ends."),
    ]


def test_a_turn_divided_in_two() -> None:
    """Enter before a label within a line makes a turn of what follows."""
    before = transcript(TALK.replace("?\nAnn Reid: I", "? Ann Reid: I"), *SPEAKERS)
    found = after(TALK, before)
    assert spoken(found)[:2] == [("Int", "Did you ask him?"), ("Ann Reid", "I never asked him.")]


def test_nobody_known_opens_no_turn() -> None:
    """A note typed between two turns is nobody's, and nobody is made up."""
    found = after(TALK.replace("Int: And", "Note: a door.\nInt: And"))
    assert [s.label for s in found.transcript.speakers] == ["Int", "Ann Reid"]
    assert len(found.transcript.turns) == 4


def test_times_follow_their_heads() -> None:
    """A time put right is read again; one taken out is gone."""
    text = "\n".join(f"[00:0{n}:10] {who}: Words of {who}." for n, who in enumerate("ABABAB"))
    spoken_, _ = find(text, (), None, "interview")
    before = Transcript(text, "txt", "interview", speakers=spoken_.speakers, turns=spoken_.turns)
    assert before.turns[1].timestamp == "00:01:10"
    body = text.replace("00:01:10", "00:01:25").replace("[00:02:10] ", "")
    turns = after(body, before).transcript.turns
    assert [(t.timestamp, t.milliseconds) for t in turns][:4] == [
        ("00:00:10", 10_000),
        ("00:01:25", 85_000),
        (None, None),
        ("00:03:10", 190_000),
    ]


DIARY = "5 March 2024\nRain all day.\n\n7 March 2024\nSun. I went out.\n\n9 March 2024\nSnow."


def _diary() -> Transcript:
    found = find(DIARY, (), None, "diary").dated
    return Transcript(DIARY, "txt", "diary", entries=found)


def dated(found: Edited) -> list[tuple[str, str | None, str]]:
    text = found.transcript.text
    return [(e.label, e.date, text[e.start : e.stop]) for e in found.transcript.entries]


def test_days_that_are_typed_are_entries() -> None:
    """They reach to the next, and the entry before to them; a date put right is read again."""
    body = DIARY.replace("7 March", "8 March").replace("9 March", "8 March 2024\nFog.\n\n9 March")
    body = body.replace("8 March 2024\nSun", "6 March 2024\nSun")
    found = after(body, _diary())
    assert dated(found) == [
        ("5 March 2024", "2024-03-05", "5 March 2024\nRain all day.\n\n"),
        ("6 March 2024", "2024-03-06", "6 March 2024\nSun. I went out.\n\n"),
        ("8 March 2024", "2024-03-08", "8 March 2024\nFog.\n\n"),
        ("9 March 2024", "2024-03-09", "9 March 2024\nSnow."),
    ]


def test_a_date_made_vague_is_not_shown_as_it_was() -> None:
    """The label of an entry is what is printed now."""
    found = after(DIARY.replace("7 March 2024", "[a day in spring]"), _diary())
    assert [label for label, _, _ in dated(found)][1] == "[a day in spring]"


def test_a_title_leaves_a_label_a_persons() -> None:
    """And what stands around a label has to be as it was."""
    assert label_anew("Ann: ", "Ann: ", "Ann") is None
    assert label_anew("Ann: ", "Dr Ann: ", "Ann") is None
    assert label_anew("[0:10] **Ann** ", "[0:10] **Bea** ", "Ann") == "Bea"
    assert label_anew("Ann: ", "Bea - ", "Ann") is None
    assert label_anew("", "Bea: ", "Ann") is None


TEXTS = st.text(st.sampled_from("ab :.\n😀\u2029\xa0"), max_size=12)
KINDS: tuple[Kind, ...] = ("interview", "diary")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_turns_and_entries_stay_in_order_and_apart(data: st.DataObject) -> None:
    """Whatever is typed where: in the text, none over another, the words after their head."""
    before = data.draw(st.sampled_from([_talk(), _diary()]))
    body = before.text
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        stop = min(len(body), start + data.draw(st.integers(0, 20)))
        heads = ["\nInt: ", "Ann Reid: ", "\n8 March 2024\n", "", "\n"]
        body = body[:start] + data.draw(st.sampled_from(heads)) + data.draw(TEXTS) + body[stop:]
    found = after(body, before).transcript
    done = 0
    for turn in found.turns:
        assert done <= turn.start <= turn.speech <= turn.stop <= len(body)
        done = turn.stop
    done = 0
    for entry in found.entries:
        assert done <= entry.start < entry.stop <= len(body)
        done = entry.stop
    labels = [speaker.label for speaker in found.speakers]
    assert len(labels) == len(set(labels))
    assert {turn.speaker for turn in found.turns} <= {*labels, None}
