"""Who speaks, as a person says it: a label the rules did not believe, and one they should not have.

Evidence is not asked for here. Where somebody says that a label is a person's, a turn begins at
every line that opens with it, in any of the forms that ``openings.py`` knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from liveable.core import labels, timestamps
from liveable.core.openings import AFTER_COLON, BEFORE, WIDE_SPACE, openings
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Role, Speaker, Style, Transcript, Turn

_MOST = 40  # labels offered
_SEARCHED = 200_000  # code points looked through for them
_BEFORE_LONGEST = 60  # characters of bullet, number and time before a label
_TWICE = 2  # lines that a label opens before it is offered
_S = "[ \t\u00a0\u202f\u3000]"
_BOLD = r"(?:\*\*|__)?"
_OPENED = {"[": "]", "<": ">", "(": ")", "【": "】", "［": "］", "〔": "〕"}
_COLON = re.compile(rf"{_BOLD}(?:{_S}*[(\[（][^()\[\]（）\n]{{0,60}}[)\]）])?{_BOLD}{_S}*[:：]")
_TIMED = re.compile(
    rf"{_BOLD}(?:{_S}*{timestamps.bracketed('time')}"
    rf"|{_S}+(?:[-–—|]{_S}+)?(?P<time_>{timestamps.TIME}|{timestamps.DATED}))"
    rf"{_BOLD}{_S}*[:：]?{_BOLD}{_S}*"
)
_SET_OFF = re.compile(
    rf"{_BOLD}(?:\.{_S}?[-–—]+{_S}*|{_S}+[-–—]+{_S}+|\.{_S}+|{WIDE_SPACE.pattern}"
    rf"|{_S}?(?=[「『])|{_S}*$)"
)


class Heard(NamedTuple):
    """A line that opens with a label: where it starts, where the words begin, its time, and how the
    label is written there.
    """

    start: int
    speech: int
    time: str | None = None
    label: str = ""


def heard(text: str, label: str, bold: Sequence[Span] = ()) -> Iterator[Heard]:
    """The lines that open with a label, however its capitals and spaces are written."""
    words = labels.tidy(label).split()
    if not words:
        return
    written = re.compile(rf"{_S}+".join(map(re.escape, words)), re.IGNORECASE)
    starts = [span.start for span in bold]
    last = -1
    for found in written.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        if start == last or found.start() - start > _BEFORE_LONGEST:
            continue
        before = BEFORE.match(text, start)
        at = before.end() if before else start
        closing = _OPENED.get(text[at : at + 1], "") if at + 1 == found.start() else ""
        if at != found.start() and not closing:
            continue
        after = _after(text, Span(*found.span()), closing, bold, starts)
        if after is not None:
            speech, time = after
            last = start
            own = (before["time"] or before["time_"]) if before else None
            first = timestamps.first_of(time or own or "") or None
            yield Heard(start, speech, first, labels.tidy(found[0]))


def _after(
    text: str, label: Span, closing: str, bold: Sequence[Span], starts: Sequence[int]
) -> tuple[int, str | None] | None:
    """Where the words begin behind a label that is set off from them, and the time between."""
    start, stop = label
    end = text.find("\n", stop)
    end = len(text) if end < 0 else end
    if closing:
        if not text.startswith(closing, stop):
            return None
        stop += 1
    colon = _COLON.match(text, stop, end)
    if colon is not None:
        clock = text[colon.end() - 2].isdigit() and text[colon.end() : colon.end() + 1].isdigit()
        after = None if clock else AFTER_COLON.match(text, colon.end(), end)
        if after is not None:
            return after.end(), after["time"] or after["time_"]
    timed = _TIMED.match(text, stop, end)
    if timed is not None:
        return timed.end(), timed["time"] or timed["time_"]
    off = _SET_OFF.match(text, stop, end)
    if off is not None:
        return off.end(), None
    at = bisect_left(starts, start)
    set_in_bold = at < len(bold) and bold[at].start == start and bold[at].stop <= stop + 1
    speech = end - len(text[stop:end].lstrip())
    return (speech, None) if closing or set_in_bold else None


def overlooked(transcript: Transcript) -> list[tuple[str, int]]:
    """Labels that open lines and are nobody's, with how many, the most frequent first."""
    known = {labels.key(speaker.label) for speaker in transcript.speakers}
    lines: dict[str, set[int]] = {}
    names: dict[str, Counter[str]] = {}
    end = min(reach(transcript), _SEARCHED)
    found = openings(transcript.text, marked(transcript, "bold"), end)
    for opening in found:
        key = labels.key(opening.label)
        if opening.form not in ("bare", "time") and key and key not in known:
            lines.setdefault(key, set()).add(opening.start)
            names.setdefault(key, Counter())[opening.label] += 1
    often = [(names[key].most_common(1)[0][0], len(at)) for key, at in lines.items()]
    often = [one for one in often if one[1] >= _TWICE]
    return sorted(often, key=lambda one: -one[1])[:_MOST]


def marked(transcript: Transcript, style: Style) -> list[Span]:
    """Where a text is written in a style."""
    return [Span(mark.start, mark.stop) for mark in transcript.marks if mark.style == style]


def reach(transcript: Transcript) -> int:
    """Where the running text stops: its notes stand behind all that was found in it."""
    stops = [turn.stop for turn in transcript.turns[-1:]]
    stops += [entry.stop for entry in transcript.entries[-1:]]
    return max(stops, default=len(transcript.text))


def people(transcript: Transcript, told: Iterable[str]) -> Transcript:
    """Open a turn at each line that begins with one of the labels told, as far as the next turn or
    entry. The words that stood in another's turn are no longer theirs. The speaker's label is
    written as it is most often there.
    """
    bold = marked(transcript, "bold")
    found: dict[int, Turn] = {}
    for label in told:
        lines = [h for h in heard(transcript.text, label, bold) if h.start < reach(transcript)]
        named = Counter(line.label for line in lines).most_common(1)
        for line in lines:
            value = timestamps.milliseconds(line.time) if line.time else None
            found[line.start] = Turn(
                line.start, line.speech, line.start, named[0][0], line.time, value
            )
    if not found:
        return transcript
    said = {t.speaker: _usual_role(transcript, t.speaker or "") for t in found.values()}
    turns = _cut(transcript, _opened(transcript.turns, found))
    return with_turns(transcript, turns, said)


def _opened(turns: Sequence[Turn], found: dict[int, Turn]) -> list[Turn]:
    """All turns by their start; one of nobody in whose head a label stands is its speaker's."""
    found = dict(found)
    starts = sorted(found)
    opened = []
    for turn in turns:
        at = bisect_left(starts, turn.start)
        new = found.get(starts[at]) if at < len(starts) else None
        head = turn.speech if turn.speaker is None else turn.start
        if new is None or new.start > head:
            opened.append(turn)
            continue
        del found[new.start]
        time = turn if turn.timestamp else new
        opened.append(
            replace(
                new,
                start=turn.start,
                stop=turn.stop,
                timestamp=time.timestamp,
                milliseconds=time.milliseconds,
            )
        )
    return sorted([*opened, *found.values()], key=lambda turn: turn.start)


def _cut(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Turn]:
    """Turns none of which reaches over the next one; new ones, which have no words yet, reach as
    far as they may.
    """
    text, end = transcript.text, reach(transcript)
    entries = [entry.start for entry in transcript.entries]
    for turn, following in zip_longest(turns, turns[1:]):
        start, speech, stop = turn.start, turn.speech, turn.stop
        limit = following.start if following else end
        if stop == start:
            at = bisect_left(entries, start + 1)
            stop = min(limit, entries[at]) if at < len(entries) else limit
            speech += len(text[speech:stop]) - len(text[speech:stop].lstrip())
        elif stop <= limit:
            yield turn
            continue
        stop = start + len(text[start : min(stop, limit)].rstrip())
        if stop > start:
            yield replace(turn, stop=stop, speech=min(speech, stop))


def nobody(transcript: Transcript, keys: Collection[str]) -> Transcript:
    """Take the turns of labels (by ``labels.key``) that are nobody's for words of the turn before;
    where there is none in the same entry they are nobody's words. Nothing of the text is lost.
    """
    if not any(labels.key(speaker.label) in keys for speaker in transcript.speakers):
        return transcript
    turns: list[Turn] = []
    for turn in transcript.turns:
        if turn.speaker is None or labels.key(turn.speaker) not in keys:
            turns.append(turn)
        elif turns and not _parted(transcript.entries, turns[-1].start, turn.start):
            turns[-1] = replace(turns[-1], stop=turn.stop)
    return with_turns(transcript, turns, {})


def speaks_from(transcript: Transcript, place: int, label: str | None) -> Transcript:
    """Say whose the words are from the line on in which a place lies, as far as the next turn or
    entry: a turn that begins there is theirs, else one begins. With None the line is of the turn
    before. For what nobody labelled, or labelled wrongly.
    """
    text = transcript.text
    start = text.rfind("\n", 0, place) + 1
    stop = text.find("\n", place)
    line = text[start : stop if stop >= 0 else len(text)]
    start += len(line) - len(line.lstrip())
    turns = list(transcript.turns)
    at = next((n for n, t in enumerate(turns) if t.start <= start <= max(t.start, t.speech)), None)
    if label is None:
        if at is None:
            return transcript
        gone = turns.pop(at)
        if at and not _parted(transcript.entries, turns[at - 1].start, gone.start):
            turns[at - 1] = replace(turns[at - 1], stop=gone.stop)
    elif at is not None:
        turns[at] = replace(turns[at], speaker=label)
    elif line.strip():
        new = Turn(start, start, start, label)
        turns = list(_cut(transcript, sorted([*turns, new], key=lambda turn: turn.start)))
    return with_turns(transcript, turns, {label: _usual_role(transcript, label or "")})


def _usual_role(transcript: Transcript, label: str) -> Role | None:
    """What somebody new does, by the label, or since somebody else asks."""
    asks = any(speaker.role == "interviewer" for speaker in transcript.speakers)
    return labels.role(label) or ("participant" if asks else None)


def _parted(entries: Sequence[Entry], start: int, stop: int) -> bool:
    """Whether an entry begins between two places."""
    return any(start < entry.start <= stop for entry in entries)


def with_turns(
    transcript: Transcript, turns: Iterable[Turn], said: dict[str | None, Role | None]
) -> Transcript:
    """The transcript with other turns and those who have them, with the roles they had, or else
    those ``said``.
    """
    turns = tuple(turns)
    roles = {speaker.label: speaker.role for speaker in transcript.speakers}
    counts = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    speakers = [Speaker(who, n, roles.get(who, said.get(who))) for who, n in counts.items()]
    return replace(transcript, speakers=tuple(speakers), turns=turns)
