"""Who speaks where, found in a text by evidence.

``Name:`` at the head of a paragraph proves nothing: so begin notes, headings and half of all lists.
A form of label (``Name: words``, a name on its own line, ``Name  0:30``, ``Name<tab>words``, a bold
name ...) is believed when several labels of that form come back, alternate and reach through the
text; then the rarer labels of the same form are believed too, if they look like names. Everything
up to the next label belongs to the running turn. Where nobody is named but times head the
paragraphs, each time begins a turn without a speaker.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from liveable.core import belief, labels, last_cells, timestamps
from liveable.core.openings import Opening, openings
from liveable.core.roles import Share, roles_of
from liveable.core.spans import Span
from liveable.core.transcript import Speaker, Turn


class Conversation(NamedTuple):
    """The speakers in order of appearance, and their turns."""

    speakers: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = ()


_LABELS = 200
_ANSWERED = 0.5  # of the questions are followed by an answer without a label
_QUESTIONS = ("?", "？", "؟")
_SHORT_LABEL = 2
_ENDING = 0.8  # of the turns end with a time, where times stand behind what is said
_TIME_BEHIND = re.compile(rf"{timestamps.bracketed('time')}[ \t.]*$")
_F4 = re.compile(r"#(\d\d:\d\d:\d\d-\d)#")
_TIME_LINE = re.compile(rf"\s*{timestamps.leading('time')}[ \t]*\n")


def find(
    text: str, bold: Sequence[Span] = (), end: int | None = None, *, sure: bool = False
) -> Conversation:
    """The speakers and turns of a canonical text.

    ``bold`` is where it is bold, which helps to tell labels; ``end`` is where the conversation
    stops at the latest. With ``sure`` someone has said that it is one, and little evidence will do.
    """
    end = len(text) if end is None else end
    heads = list(openings(text, bold, end))
    found = belief.believed(heads, text, end, sure)
    rows = [] if found else last_cells.openings(text, end)
    if rows and belief.speaks(rows, text, end):
        speakers, turns = _conversation(rows, [], text, end)
        bare = (replace(t, stop=text.rindex("\t", t.speech, t.stop)) for t in turns)
        return Conversation(speakers, tuple(bare))
    found = (
        _with_unnamed(_with_slips(found, text, end), heads) if found else _times_alone(heads, end)
    )
    return _conversation(found, heads, text, end) if found else Conversation()


def _with_slips(found: list[Opening], text: str, end: int) -> list[Opening]:
    """Add the lines where a believed label has a semicolon for its colon, or none at all."""
    if not belief.mostly(found, lambda head: head.form == "colon" and not head.alone):
        return found
    known = {head.label: head for head in found}
    either = "|".join(map(re.escape, sorted(known, key=len, reverse=True)[:_LABELS]))
    bare = "|".join(re.escape(label) for label in known if _is_no_word(known[label])) or "(?!)"
    slip = re.compile(
        rf"^[ \t]*(?P<label>(?:{either})(?=;)|(?:{bare})(?=[ \t]));?[ \t]+(?=[^\W\d_a-z])",
        re.MULTILINE,
    )
    starts = {head.start for head in found}
    more = []
    for line in slip.finditer(text, found[0].start, end):
        if line.start() not in starts:
            head = known[line["label"]]
            stop = text.find("\n", line.end(), end)
            stop = end if stop < 0 else stop
            more.append(replace(head, start=line.start(), stop=stop, speech=line.end(), time=None))
    return sorted([*found, *more], key=lambda head: head.start) if more else found


def _is_no_word(head: Opening) -> bool:
    """Whether a label is a code or role too long to begin a sentence: ``P07``, ``INT``."""
    return len(head.label) > _SHORT_LABEL and (head.shape == "code" or head.label.isupper())


def _times_alone(heads: list[Opening], end: int) -> list[Opening]:
    """Times at the heads of paragraphs, running forward through the text, each of which begins a
    turn. Hours and minutes might be a timetable's: they must be many, and head most lines.
    """
    timed = list({head.start: head for head in heads if head.after_time}.values())
    if len(timed) < 3 or not belief.forward(timed):
        return []
    if (timed[-1].stop - timed[0].start) * 3 < end:
        return []
    lines = timed[-1].index - timed[0].index + 1
    exact = belief.mostly(timed, lambda head: head.bracketed or (head.time or "").count(":") > 1)
    if len(timed) < lines * (0.1 if exact else 0.5) or not (exact or len(timed) >= 8):
        return []
    return [replace(head, form="time", label="", speech=head.after_time) for head in timed]


def _with_unnamed(believed: list[Opening], heads: list[Opening]) -> list[Opening]:
    """Where times stand above the labels, a time without one begins a turn of nobody known."""
    claimed = {head.start for head in _times_before(believed, heads).values()}
    first = believed[0].start
    times = [head for head in heads if head.form == "time" and head.alone and head.start > first]
    unnamed = [head for head in times if head.start not in claimed]
    if len(claimed) < 3 or len(unnamed) * 2 > len(times):
        return believed
    return sorted([*believed, *unnamed], key=lambda head: head.start)


def _conversation(
    believed: list[Opening], heads: list[Opening], text: str, end: int
) -> Conversation:
    """Turns from each believed opening to the next."""
    earlier = _times_before(believed, heads)
    starts = [earlier.get(head.start, head).start for head in believed]
    names = _names(believed)
    shares: dict[str, Share] = defaultdict(Share)
    turns = []
    for head, start, following in zip(believed, starts, [*starts[1:], end], strict=True):
        above = earlier.get(head.start)
        speaker = names[head.key] if head.label else None
        turn = _turn(head, Span(start, following), text, speaker, above.time if above else None)
        turns.append(turn)
        if speaker is not None:
            shares[speaker].add(text[turn.speech : turn.stop])
    turns = _with_times_behind(turns, text)
    roles = roles_of(shares)
    speakers = tuple(Speaker(name, share.turns, roles[name]) for name, share in shares.items())
    if len(speakers) == 1 and labels.role(speakers[0].label) == "interviewer":
        answered = list(_with_answers(turns, text))
        if len(answered) > len(turns) * (1 + _ANSWERED):
            return Conversation((replace(speakers[0], role="interviewer"),), tuple(answered))
    return Conversation(speakers, tuple(turns))


def _with_times_behind(turns: list[Turn], text: str) -> list[Turn]:
    """Where a time ends nearly every turn and none begins one, it is the turn's."""
    if any(turn.timestamp for turn in turns):
        return turns
    ends = [
        _TIME_BEHIND.search(text, max(turn.speech, turn.stop - 40), turn.stop) for turn in turns
    ]
    if sum(map(bool, ends)) < _ENDING * len(turns):
        return turns
    written = [timestamps.first_of(end["time"]) if end else None for end in ends]
    return [
        replace(turn, timestamp=time, milliseconds=timestamps.milliseconds(time)) if time else turn
        for turn, time in zip(turns, written, strict=True)
    ]


def _with_answers(turns: Sequence[Turn], text: str) -> Iterator[Turn]:
    """Where only questions have a label, what follows a question is the answer of nobody named."""
    for turn in turns:
        stop = text.find("\n", turn.speech, turn.stop)
        asked = text[turn.speech : max(stop, 0)].rstrip(' \t"”’»)').endswith(_QUESTIONS)
        if not asked:
            yield turn
            continue
        yield replace(turn, stop=stop)
        answer = text[stop : turn.stop]
        start = stop + len(answer) - len(answer.lstrip())
        yield Turn(start, start, turn.stop)


def _times_before(believed: list[Opening], heads: list[Opening]) -> dict[int, Opening]:
    """The line that holds nothing but a time before an opening, by where the opening starts."""
    above = {}
    last: Opening | None = None
    starts = {head.start for head in believed if head.before == "time" and head.form != "time"}
    for head in heads:
        if head.start in starts and last is not None:
            above[head.start] = last
            last = None
        elif head.form == "time" and head.alone:
            last = head
    return above


def _names(believed: list[Opening]) -> dict[str, str]:
    """The commonest way in which each speaker's label is written, by key."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for head in believed:
        written[head.key][head.label] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in written.items()}


def _turn(
    head: Opening, span: Span, text: str, speaker: str | None, time_above: str | None
) -> Turn:
    speech, time = head.speech, head.time or time_above
    if head.alone:
        time_below = _TIME_LINE.match(text, head.stop, span.stop)
        if time is None and time_below:
            time, speech = time_below["time"] or time_below["time_"], time_below.end()
    words = text[speech : span.stop]
    stop = speech + len(words.rstrip())
    speech += len(words) - len(words.lstrip())
    if time is None and "#" in words:
        inside = _F4.search(words)
        time = inside[1] if inside else None
    value = timestamps.milliseconds(time) if time else None
    return Turn(
        span.start,
        min(speech, max(stop, head.speech)),
        max(stop, head.speech),
        speaker,
        time,
        value,
    )
