"""Captions of a recording, WebVTT and SubRip, as Zoom, Teams, Stream, YouTube and others write.

Both are read by one tolerant parser: real files mix the two, lack blank lines and numbers, end in
the middle, and no cue of them may cost another its words. (``webvtt-py`` stops at the first bad
time, ``srt`` loses text it cannot place.) Cues of one speaker become one turn under the first
one's time; cues of nobody known become paragraphs, at ends of sentences and pauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from liveable.core import timestamps
from liveable.core.text import canonical
from liveable.readers import talk
from liveable.readers.body import Body, Unreadable, counted, left_out
from liveable.readers.caption_voices import Cue, Piece, pieces
from liveable.readers.encodings import decode

_TIMES = re.compile(
    r"[ \t]*(?P<start>\d[\d:.,]*)[ \t]*-{1,2}>[ \t]*(?P<end>[\d:.,]*)"
    r"(?:[ \t]+\[(?P<voice>[^\[\]<>\n]{1,60})\])?"
)
_FIRST_TIMES = re.compile(rf"^{_TIMES.pattern}", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n?")
_LATE = re.compile(r"(\d+:\d\d:\d\d)[:;](\d{1,3})")  # 00:00:01:500
_TIME = re.compile(r"\d{1,4}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?")
_LONGEST_TIME = 60
_DECIMALS = re.compile(r"([.,]\d{3})\d+")
_ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t:]|$)")
_ID = re.compile(r"\d{1,7}|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{20,32}(?:/[\d-]{1,20})?")
_VOICE_ID = re.compile(r"\d{1,7} \"(?P<name>[^\"<>]{1,80})\"(?: \(\d+\))?")  # as Webex writes
_TAG = re.compile(
    r"</?(?:[bciu]|rt|ruby|lang|font)(?:[ \t.][^<>]{0,200})?>|<\d[\d:.]{3,14}>|\{\\[^{}]{0,60}\}"
)
_SENTENCE_END = re.compile(r"[.?!…。？！؟।][\"'”’»)\]]{0,3}$")

MAX_LINES = 400_000  # a whole day of talk has some 30,000 cues, so 120,000 lines
_ROLLING = 0.3  # of the cues repeat the line before, where captions roll
_FAR = 60_000  # ms that times fall back where another recording begins
_BREATH, _SILENCE = 1_500, 4_000  # ms: a pause that ends a paragraph after a sentence; anywhere
# Characters after which the next end of a sentence, and the next cue, ends a paragraph.
_LONG, _TOO_LONG = 600, 1_500
_LONG_TURN, _TOO_LONG_TURN = 1_000, 3_000


@dataclass(slots=True)
class Parsed:
    """The cues in the order of the file, and how many notes and unreadable times there were."""

    cues: list[Cue] = field(default_factory=list)
    notes: int = 0
    timeless: int = 0


def looks_like_captions(data: bytes) -> bool:
    """Whether a text holds any line with the times of a cue."""
    try:
        text = decode(data).text
    except Unreadable:
        return False
    return _FIRST_TIMES.search(text) is not None


def read_captions(data: bytes, encoding: str | None = None) -> Body:
    """WebVTT or SubRip; raises Unreadable for what holds no words under times."""
    decoded = decode(data, encoding)
    if decoded.text.count("\n") > MAX_LINES:
        raise Unreadable(f"has more than {MAX_LINES:,} lines, too many for captions")
    parsed = parse(decoded.text)
    said = [left_out(parsed.notes, "note")] if parsed.notes else []
    if parsed.timeless:
        times = counted(parsed.timeless, "cue has no readable time", "cues have no readable time")
        said.append(f"{times}; the words were kept where they stand.")
    worded = [cue for cue in parsed.cues if any(map(str.strip, cue.lines))]
    backward = sum(_backward(cue) for cue in worded)
    if backward:
        ends = counted(backward, "cue ends before it begins", "cues end before they begin")
        said.append(f"{ends}.")
    cues, order = _in_order(worded)
    said += order
    if not cues:
        raise Unreadable("holds captions without a word")
    repeated = _roll_up(cues)
    if repeated:
        again = counted(repeated, "cue repeats", "cues repeat")
        said.append(f"{again} lines of the one before; these were kept once.")
    text, conversation = talk.write(_turns(pieces(cues)))
    return Body(
        canonical(text),
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *said),
        spoken=conversation,
        kind=None if conversation.speakers else "interview",
    )


def _backward(cue: Cue) -> bool:
    return cue.start is not None and cue.end is not None and cue.end < cue.start


# --- cues


def parse(text: str) -> Parsed:
    """All cues of a canonical text; words that stand under no time go with the cue before."""
    web = text.lstrip("\ufeff \t\n").startswith("WEBVTT")
    found = Parsed()
    block: list[str] = []  # lines since the last blank one that belong to no cue so far
    open_cue = False
    for whole in _LINE.finditer(text):
        line = whole.group()
        times = _TIMES.match(line)
        if times:
            voice = _VOICE_ID.fullmatch(block[-1].strip()) if block else None
            if open_cue:
                _drop_id(found.cues[-1].lines)
            else:
                _stray(found, _without_id(block, web), web)
            block = []
            found.cues.append(_cue(times, found))
            name = voice["name"] if voice else times["voice"]
            if name:
                found.cues[-1].lines.append(f"<v {name}>")
            open_cue = True
        elif not line.strip():
            if block:
                _stray(found, block, web)
                block = []
            # SubRip often has a blank line between times and words.
            open_cue = open_cue and not web and not found.cues[-1].lines
        elif open_cue:
            found.cues[-1].lines.append(_plain(line))
        else:
            block.append(line)
    return found


def _cue(times: re.Match[str], found: Parsed) -> Cue:
    start, end = milliseconds(times["start"]), milliseconds(times["end"])
    found.timeless += start is None
    return Cue(None if start is None else times["start"].rstrip(".,:"), start, end)


def milliseconds(written: str) -> int | None:
    """The value of a cue's time; None where it is none."""
    if len(written) > _LONGEST_TIME:
        return None
    written = _LATE.sub(r"\1.\2", _DECIMALS.sub(r"\1", written.strip()))
    return timestamps.milliseconds(written) if _TIME.fullmatch(written) else None


def _plain(line: str) -> str:
    """A line without tags, save those of voices."""
    return _TAG.sub("", line).strip()


def _drop_id(lines: list[str]) -> None:
    """Take the next cue's number away that follows without a blank line."""
    if lines and _ID.fullmatch(lines[-1]):
        lines.pop()


def _without_id(block: list[str], web: bool) -> list[str]:
    if block and (_ID.fullmatch(block[-1].strip()) or (web and len(block) == 1)):
        return block[:-1]
    return block


def _stray(found: Parsed, block: list[str], web: bool) -> None:
    """Put lines under no time where they belong: notes aside, words to the cue before."""
    if not block:
        return
    aside = _ASIDE.match(block[0]) if web else None
    if aside:
        found.notes += aside[1] == "NOTE"
    elif found.cues:
        lone = len(block) == 1 and _ID.fullmatch(block[0].strip())
        found.cues[-1].lines += [] if lone else map(_plain, block)
    elif not block[0].lstrip("\ufeff \t").startswith("WEBVTT"):
        lines = [_plain(line) for line in block if not _ID.fullmatch(line.strip())]
        found.cues.append(Cue(None, None, None, lines))


def _in_order(cues: list[Cue]) -> tuple[list[Cue], list[str]]:
    """The cues sorted by time, unless the file holds recordings one after the other."""
    places: list[int] = []
    for cue in cues:
        places.append(cue.start if cue.start is not None else places[-1] if places else 0)
    falls = [(a, b) for a, b in pairwise(places) if b < a]
    if not falls:
        return cues, []
    far = [n for n, (a, b) in enumerate(pairwise(places), 1) if b < a - _FAR]
    if far and len(far) * 20 <= len(cues):
        again = counted(len(far), "time", "times")
        said = f"The times begin anew {again}; the cues were left in the order of the file."
        return cues, [said]
    ordered = [cues[n] for n in sorted(range(len(cues)), key=places.__getitem__)]
    stood = counted(len(falls), "cue stood", "cues stood")
    return ordered, [f"{stood} out of order; all were sorted by their times."]


def _roll_up(cues: list[Cue]) -> int:
    """Where captions roll, take from each cue the lines it repeats; how many cues did."""
    fresh: list[list[str]] = []
    for before, cue in pairwise(cues):
        near = cue.start is None or before.end is None or cue.start - before.end < 1_000
        fresh.append(_new_lines(_inked(before.lines), _inked(cue.lines)) if near else cue.lines)
    repeats = [
        new is not cue.lines and new != _inked(cue.lines)
        for new, cue in zip(fresh, cues[1:], strict=True)
    ]
    if sum(repeats) < max(3, _ROLLING * len(repeats)):
        return 0
    for repeated, new, cue in zip(repeats, fresh, cues[1:], strict=True):
        if repeated:
            cue.lines = new
    return sum(repeats)


def _inked(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _new_lines(before: list[str], lines: list[str]) -> list[str]:
    """The lines of a cue without those that the one before ended with, or began to write."""
    for count in range(min(len(before), len(lines), 4), 0, -1):
        if before[-count:] == lines[:count]:
            return lines[count:]
    written, whole = " ".join(before), " ".join(lines)
    if written and whole.startswith(f"{written} "):
        return [whole[len(written) + 1 :]]
    return lines


# --- turns


def _turns(found: Sequence[Piece]) -> Iterator[talk.Said]:
    """What is said, by speakers; what nobody known says, by paragraphs."""
    said: talk.Said | None = None
    last: Piece | None = None
    length = 0  # of the paragraph
    for piece in found:
        same = last is not None and last.speaker == piece.speaker
        goes_on = same and not (piece.begins and piece.speaker is None)
        breaks = last is None or not goes_on or _ends(last, piece, length)
        if said is None or not goes_on or (breaks and piece.speaker is None):
            if said is not None:
                yield said
            said = talk.Said(piece.speaker)
        if breaks:
            said.paragraphs.append((piece.time, piece.words))
            length = len(piece.words)
        else:
            time, words = said.paragraphs[-1]
            said.paragraphs[-1] = time, f"{words} {piece.words}"
            length += 1 + len(piece.words)
        last = piece
    if said is not None:
        yield said


def _ends(last: Piece, piece: Piece, length: int) -> bool:
    """Whether a paragraph ends between two cues of one speaker, or of nobody known."""
    finished = _SENTENCE_END.search(last.words[-8:]) is not None
    if piece.speaker is not None:
        return (finished and length >= _LONG_TURN) or length >= _TOO_LONG_TURN
    pause = 0 if last.end is None or piece.start is None else piece.start - last.end
    long = length >= _LONG or pause >= _BREATH
    return (finished and long) or pause >= _SILENCE or length >= _TOO_LONG
