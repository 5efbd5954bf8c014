"""Captions, WebVTT and SubRip, tidy and sloppy."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.transcript import Transcript
from liveable.errors import FileRefused
from liveable.readers import captions, read

ZOOM = """WEBVTT

1
00:00:01.500 --> 00:00:04.000
Ann Lee: Shall we begin?

2
00:00:04.200 --> 00:00:06.000
zoë (she/her): Yes. I was thinking: why not?

3
00:00:06.100 --> 00:00:09.000
zoë (she/her): It's a good day.

4
00:00:10.000 --> 00:00:11.000
Ann Lee: Good.
"""
TEAMS = """WEBVTT

0b1c2d3e-4f50-4a61-8b72-9c83ad94be05/1-0
00:00:01.500 --> 00:00:04.000
<v Ann Lee>Shall we
begin?</v>

0b1c2d3e-4f50-4a61-8b72-9c83ad94be05/2-0
00:00:04.200 --> 00:00:06.000
<v.loud Bob &amp; Eve>Yes, 2 &lt; 3, <i>we</i> <c.yellow>shall</c>.</v> <v Ann Lee>Good.
"""


def made(text: str, name: str = "talk.vtt") -> Transcript:
    """What is read from captions written down like this."""
    return read(text.encode(), name)


def said(found: Transcript) -> list[tuple[str | None, str | None, str]]:
    """Speaker, time and words of every turn."""
    return [(t.speaker, t.timestamp, found.text[t.speech : t.stop]) for t in found.turns]


def cues(*lines: str, seconds: float = 2.0) -> str:
    """WebVTT in which each of these is a cue, one after the other without a pause."""
    written = ["WEBVTT\n"]
    for n, line in enumerate(lines):
        start, end = n * seconds, (n + 1) * seconds
        written.append(f"{_time(start)} --> {_time(end)}\n{line}\n")
    return "\n".join(written)


def _time(value: float) -> str:
    minutes, rest = divmod(value, 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"


def test_zoom_names_its_speakers_before_their_words() -> None:
    """Cues of one speaker become one turn under the first one's time."""
    found = made(ZOOM)
    assert found.format == "vtt"
    assert said(found) == [
        ("Ann Lee", "00:00:01.500", "Shall we begin?"),
        ("zoë (she/her)", "00:00:04.200", "Yes. I was thinking: why not? It's a good day."),
        ("Ann Lee", "00:00:10.000", "Good."),
    ]
    assert [turn.milliseconds for turn in found.turns] == [1500, 4200, 10000]
    assert [(s.label, s.turns) for s in found.speakers] == [("Ann Lee", 2), ("zoë (she/her)", 1)]
    assert found.text.startswith("[00:00:01.500] Ann Lee: Shall we begin?\n")
    assert found.warnings == ()


def test_teams_has_voices() -> None:
    """With classes, entities and tags, unclosed at the end; two voices may share a cue."""
    found = made(TEAMS)
    assert said(found) == [
        ("Ann Lee", "00:00:01.500", "Shall we begin?"),
        ("Bob & Eve", "00:00:04.200", "Yes, 2 < 3, we shall."),
        ("Ann Lee", "00:00:04.200", "Good."),
    ]


def test_voices_without_a_name_are_nobodys() -> None:
    """And what stands outside any voice."""
    found = made(cues("<v Ann>One.", "<v>Two.</v>", "Three."))
    assert [(who, words) for who, _, words in said(found)] == [
        ("Ann", "One."),
        (None, "Two. Three."),
    ]


def test_notes_and_styles_are_left_out() -> None:
    """As Stream writes them; notes are counted, and without speakers it is still talk."""
    text = (
        'WEBVTT - a title\nKind: captions\n\nNOTE duration:"00:01"\n\n'
        "STYLE\n::cue { color: red }\n\n"
        "REGION\nid:fred\n\nNOTE Confidence: 0.9\n\nef04c7c2-a59e-463f-9d27-b5b1259d6777\n"
        "00:03.300 --> 00:06.870\nSorry.\n\nNOTE\nlong one\nof two lines\n\nintro\n"
        "00:08.100 --> 00:09.620\nYes.\n"
    )
    found = made(text)
    assert said(found) == [(None, "00:03.300", "Sorry. Yes.")]
    assert found.warnings == ("3 notes were left out.",)
    assert (found.kind, found.speakers) == ("interview", ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["talk.vtt", "talk.txt"])
def test_any_line_ends_and_encodings(ending: str, encoding: str, name: str) -> None:
    """What it is, its content tells."""
    found = read(ZOOM.replace("\n", ending).encode(encoding), name)
    assert (found.format, len(found.turns)) == ("vtt", 3)
    assert found.text == made(ZOOM).text


def test_subrip_in_all_its_sloppiness() -> None:
    """Missing blank lines and numbers, points for commas, a blank line before the words."""
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nA <b>bold</b> word\n"
        "2\n00:00:02.500-->00:00:03\nB {\\an8}and\n\nmore of it\n\n"
        "00:00:09,000 --> 00:00:10,000\n\nC 3 < 4\n\n"
        "5\n\n6\n00:00:11:500 --> 00:00:12:000\n2024\n\n7\n00:00:13,000 --> 00:0"
    )
    found = made(text, "talk.srt")
    assert found.format == "srt"
    assert said(found) == [
        (None, "00:00:01,000", "A bold word B and more of it"),
        (None, "00:00:09,000", "C 3 < 4 2024"),
    ]
    assert found.warnings == ()


def test_broken_cues_lose_no_words() -> None:
    """They are told, and are put where they stand."""
    text = (
        "WEBVTT\n\n00:00:05.000 --> 00:00:02.000\nEnd before start.\n\n"
        "00:61:99.999 --> x\nBad time.\n\n00:00:06.000 --> 00:00:07.000\nWith --> an arrow.\n\n"
        "00:00:01.000 --> 00:00:02.000\nFirst.\n"
    )
    found = made(text)
    assert said(found) == [
        (None, "00:00:01.000", "First."),
        (None, "00:00:05.000", "End before start. Bad time. With --> an arrow."),
    ]
    assert found.warnings == (
        "1 cue has no readable time; the words were kept where they stand.",
        "1 cue ends before it begins.",
        "1 cue stood out of order; all were sorted by their times.",
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("00:00:01.5", 1500),
        ("1:02", 62_000),
        ("100:00:00,250", 360_000_250),
        ("00:00:01:500", 1500),
        ("00:00:01.500999", 1500),
        ("00:61:00.000", None),
        ("00:01.340:5", None),
        ("1.5", None),
        ("...", None),
        ("9" * 5000 + ":00", None),
    ],
)
def test_times_as_cues_write_them(written: str, value: int | None) -> None:
    """And what is none."""
    assert captions.milliseconds(written) == value


def test_recordings_one_after_the_other_are_not_mixed() -> None:
    """Where times begin anew once, the file's order is right."""
    one = cues(*(f"Morning {n}." for n in range(60)))
    two = cues(*(f"Evening {n}." for n in range(60))).removeprefix("WEBVTT\n")
    found = made(one + two)
    words = found.text
    assert words.rindex("Morning") < words.index("Evening")
    assert found.warnings == (
        "The times begin anew 1 time; the cues were left in the order of the file.",
    )


def test_rolling_captions_are_not_doubled() -> None:
    """As YouTube has them: each line comes again above the next one, word by word timed."""
    lines = [f"line number {n} of the talk" for n in range(8)]
    rolled = [lines[0]]
    for before, line in pairwise(lines):
        first, rest = line.split(" ", 1)
        rolled += [f"{before}\n{first}<00:00:00.320><c> {rest}</c>", line]
    found = made(cues(*rolled))
    assert said(found) == [(None, "00:00:00.000", " ".join(lines))]
    assert "were kept once" in found.warnings[0]


def test_captions_that_grow_are_not_doubled() -> None:
    """As live captions write a sentence down anew at every word."""
    words = ["this", "is", "what", "she", "said"]
    found = made(cues(*(" ".join(words[: n + 1]) for n in range(5))))
    assert said(found) == [(None, "00:00:00.000", "this is what she said")]


def test_people_may_repeat_themselves() -> None:
    """Now and then the same words are meant."""
    found = made(cues("Yes.", "Yes.", "I think so.", "Well.", "Who knows.", "No.", "No."))
    assert said(found)[0][2] == "Yes. Yes. I think so. Well. Who knows. No. No."


def test_labels_before_some_cues_need_evidence() -> None:
    """A label holds until the next; a word with a colon is none."""
    found = made(
        cues("Ann: Hello.", "How are you?", "Bob: Fine.", "Ann: Good.", "Bob: And: you?", "All?")
    )
    assert [(who, words) for who, _, words in said(found)] == [
        ("Ann", "Hello. How are you?"),
        ("Bob", "Fine."),
        ("Ann", "Good."),
        ("Bob", "And: you? All?"),
    ]
    none = made(
        cues("Hello there.", "Listen: this is it.", "And now,", "remember: never.", "Good.")
    )
    assert none.speakers == ()
    assert "Listen: this is it." in none.text


def test_labels_in_brackets_and_after_arrows() -> None:
    """As WhisperX and live captioners write them."""
    found = made(cues("[SPEAKER_00]: Hello.", "[SPEAKER_01]: Hi.", "[SPEAKER_00]: So."))
    assert [s.label for s in found.speakers] == ["SPEAKER_00", "SPEAKER_01"]
    found = made(cues(">> Ann: Hello.", ">> Bob: Hi.", ">> Ann: So."))
    assert [s.label for s in found.speakers] == ["Ann", "Bob"]
    found = made(cues("- Hello.\n- Hi.", "[music]", ">> So."))
    assert [words for _, _, words in said(found)] == ["- Hello.", "- Hi. [music]", ">> So."]


def test_nobodys_words_become_paragraphs() -> None:
    """At a silence, or at the end of a sentence when there is much."""
    found = made(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nand so\n\n00:02.100 --> 00:03.000\nit went on\n\n"
        "00:09.000 --> 00:10.000\nuntil she came.\n"
    )
    assert [words for _, _, words in said(found)] == ["and so it went on", "until she came."]
    long = made(cues(*(f"Some words of a talk that goes on for hour {n}." for n in range(100))))
    lengths = [len(words) for _, _, words in said(long)]
    assert all(600 <= length < 700 for length in lengths[:-1])
    endless = made(cues(*(f"some words without any end {n}" for n in range(1000))))
    assert all(len(words) < 1600 for _, _, words in said(endless))


def test_a_long_turn_has_paragraphs_with_their_times() -> None:
    """It is one turn all the same."""
    found = made(cues(*(f"<v Ann>I could go on and on about day {n}." for n in range(100))))
    (turn,) = found.turns
    assert found.text[turn.start : turn.stop].count("\n[00:0") == 3
    assert found.speakers[0].turns == 1


def test_no_words_no_document() -> None:
    """And what is only called captions is read as the text it is."""
    for text in ("WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "WEBVTT\n\nNOTE hm\n"):
        with pytest.raises(FileRefused, match="holds captions without a word"):
            made(text)
    assert made("Ann said so.\n", "talk.srt").format == "txt"
    with pytest.raises(FileRefused, match="more than 400,000 lines"):
        made("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * 133_334)


@given(st.lists(st.sampled_from([*ZOOM.split("\n"), "NOTE x", "<v", "<v A>", "0:0:0", "A:"])))
def test_mangled_captions_never_fail(lines: list[str]) -> None:
    """Lines in any order: read, or refused in a sentence; turns in order and within the text."""
    try:
        found = made("WEBVTT\n\n" + "\n".join(lines))
        cause = ""
    except FileRefused as refused:
        found, cause = Transcript("", "vtt", "interview"), str(refused)
    assert "could not be read" not in cause
    ends = [0]
    for turn in found.turns:
        assert ends[-1] <= turn.start <= turn.speech <= turn.stop <= len(found.text)
        ends.append(turn.stop)


def test_hostile_captions_take_no_time() -> None:
    """Endless lines, tags and labels."""
    for body in (
        "<" * 500_000,
        "a:" * 500_000,
        "<v " * 200_000,
        "x\n" * 100_000,
        "- a\n" * 100_000,
    ):
        begun = time.process_time()
        captions.read_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{body}".encode())
        assert time.process_time() - begun < 5


def test_names_beside_the_numbers_of_cues_speak() -> None:
    """As Webex writes; a number alone, or another identifier, names nobody."""
    cues = "".join(
        f'{n} "{("Anna Low", "Ben")[n % 2]}" (29525{n % 2})\n00:00:0{n}.000 --> 00:00:0{n}.900\n'
        f"I see, number {n}.\n\n"
        for n in range(1, 7)
    )
    found = captions.read_captions(f"WEBVTT\n\n{cues}".encode())
    assert found.spoken is not None
    assert [(s.label, s.turns) for s in found.spoken.speakers] == [("Ben", 3), ("Anna Low", 3)]
    plain = captions.read_captions(f"WEBVTT\n\n{cues}".replace('"', "").encode())
    assert plain.spoken is not None
    assert plain.spoken.speakers == ()


def test_names_behind_the_times_of_cues_speak() -> None:
    """In square brackets; a cue's settings name nobody."""
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900 [Speaker {n % 2}]\nI see, number {n}.\n\n"
        for n in range(1, 7)
    )
    found = read(cues.encode(), "x.srt")
    assert [(s.label, s.turns) for s in found.speakers] == [("Speaker 1", 3), ("Speaker 0", 3)]
    assert "[Speaker" not in found.text
    settings = cues.replace("[Speaker 1]", "align:start").replace("[Speaker 0]", "align:start")
    assert read(settings.encode(), "x.srt").speakers == ()
