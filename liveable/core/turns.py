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
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from liveable.core import labels, timestamps
from liveable.core.openings import Form, Opening, openings
from liveable.core.roles import Share, roles_of
from liveable.core.spans import Span
from liveable.core.transcript import Speaker, Turn


class Conversation(NamedTuple):
    """The speakers in order of appearance, and their turns."""

    speakers: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = ()


# How many turns a form needs before it is believed; a form that says less needs more.
_NEEDED: dict[Form, int] = {"timed": 3, "colon": 4, "dash": 6, "tab": 6, "bold": 6, "bare": 8}
_FEW, _MANY = 12, 30
_HEADER_LINES = 30
_VALUE_LONGEST = 120
_SAMPLE = 1_000_000
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
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
    believed = _believed(heads, text, end, sure)
    believed = _with_unnamed(believed, heads) if believed else _times_alone(heads)
    return _conversation(believed, heads, text, end) if believed else Conversation()


def _believed(heads: list[Opening], text: str, end: int, sure: bool) -> list[Opening]:
    """The openings of the form that explains most of the text, each by a believed speaker."""
    header = _header(heads, text)
    by_form: dict[Form, list[Opening]] = defaultdict(list)
    for head in heads:
        if head.start not in header:
            by_form[head.form].append(head)
    judged = {
        form: _judged(form, by_form[form], text, end, sure) for form in _NEEDED if by_form[form]
    }
    most = max(map(len, judged.values()), default=0)
    for found in judged.values():  # the plainest form first, unless another explains far more
        if found and len(found) * 4 >= most:
            return _with_other_forms(found, heads, header)
    return []


def _with_other_forms(
    believed: list[Opening], heads: list[Opening], header: set[int]
) -> list[Opening]:
    """Add the same speakers' labels written otherwise now and then: a time added, the colon
    missing.
    """
    known = {head.key for head in believed}
    forms: set[Form] = {"colon", "timed"}
    if _mostly(believed, lambda head: head.alone):
        forms.add("bare")
    starts = {head.start for head in believed} | header
    first = believed[0].start
    more = (
        head
        for head in heads
        if head.form in forms
        and head.start not in starts
        and head.start > first
        and head.key in known
    )
    return sorted([*believed, *more], key=lambda head: head.start)


def _judged(form: Form, heads: list[Opening], text: str, end: int, sure: bool) -> list[Opening]:
    """The openings of one form by believed speakers; none when the form is not believed."""
    groups: dict[str, list[Opening]] = defaultdict(list)
    for head in heads:
        groups[head.key].append(head)
    _drop_enumerations(groups)
    timed = _mostly(heads, _is_timed)
    if form == "timed" and not _forward(heads):
        return []
    core = {key for key, group in groups.items() if _comes_back(group, form, timed)}
    if sure:
        core |= {key for key, group in groups.items() if group[0].shape != "weak"}
    words = _Words(text)
    core -= {key for key in core if _common(key, groups[key], len(heads), words)}
    silent = _wordless(heads, text, end)
    core -= silent
    believed = sorted((h for key in core for h in groups[key]), key=lambda head: head.start)
    if not believed or not _convincing(believed, form, end, timed or sure):
        return []
    if sum(_names_someone(head, text) for head in believed) > 0.6 * len(believed):
        return []  # a form filled in again and again
    for key, group in groups.items():
        if key not in core | silent and _fits(form, group, believed, words):
            believed.extend(group)
    return sorted(believed, key=lambda head: head.start)


def _comes_back(group: list[Opening], form: Form, timed: bool) -> bool:
    shape, times = group[0].shape, len(group)
    if form == "bare" and not timed:
        return times > 2 and shape != "weak"
    return shape == "role" or (times > 1 and (shape != "weak" or timed))


def _convincing(believed: list[Opening], form: Form, end: int, trusted: bool) -> bool:
    """Whether the labels that come back are a conversation's: they are enough, stand close,
    alternate and reach through the text.
    """
    known = {head.key: head.shape == "role" for head in believed}
    roles = sum(known.values())
    count, lines = len(believed), believed[-1].index - believed[0].index + 1
    enough, density = _NEEDED[form], 0.0
    if trusted or roles > 1:
        enough, density = 2, 0.25 if count < enough else 0.0
    elif count < _FEW and not _mostly(believed, _is_alone):
        density = 0.2
    if len(known) == 1:  # one label alone stands before most paragraphs
        enough, density = (max(3, enough), 0.2) if roles or trusted else (max(6, enough), 0.5)
    elif not roles and 6 * sum(a.key != b.key for a, b in pairwise(believed)) < count - 1:
        return False
    reach = believed[-1].stop - believed[0].start
    return count >= enough and count >= density * lines and (reach * 4 >= end or count >= _MANY)


def _fits(form: Form, group: list[Opening], believed: list[Opening], words: _Words) -> bool:
    """Whether a rarer label is written as the believed ones are, and could be a name."""
    head = group[0]
    if head.start < believed[0].start or (head.shape == "weak" and not _is_timed(head)):
        return False
    if form in ("tab", "dash", "bare") and not _set_apart(head, believed):
        return False
    same = all(
        _same(head, believed, feature)
        for feature in (_is_alone, _is_bold, _is_numbered, _is_timed, _is_upper)
    )
    return same and not _common(head.key, group, len(believed), words)


def _set_apart(head: Opening, believed: list[Opening]) -> bool:
    """Whether the line before is of the kind that stands before the believed labels."""
    usual, count = Counter(other.before for other in believed).most_common(1)[0]
    return usual != "text" and head.before == usual and count >= 0.8 * len(believed)


def _same(head: Opening, believed: list[Opening], feature: Callable[[Opening], bool]) -> bool:
    """Whether the label has what four in five of the believed have, and lacks what they lack."""
    having = sum(feature(other) for other in believed) / len(believed)
    return feature(head) if having > 0.8 else not feature(head) if having < 0.05 else True


def _is_alone(head: Opening) -> bool:
    return head.alone


def _is_bold(head: Opening) -> bool:
    return head.bold


def _is_numbered(head: Opening) -> bool:
    return head.numbered


def _is_timed(head: Opening) -> bool:
    return head.time is not None or head.before == "time"


def _is_upper(head: Opening) -> bool:
    return head.label.isupper() and len(head.label) > 5


def _mostly(heads: Sequence[Opening], feature: Callable[[Opening], bool]) -> bool:
    return sum(map(feature, heads)) >= 0.8 * len(heads) > 0


def _wordless(heads: list[Opening], text: str, end: int) -> set[str]:
    """Labels that never have any words after them: ``Break: [15:23]``, ``Tele: 0141 496 0000``."""
    said: dict[str, bool] = defaultdict(bool)
    for head, stop in zip(heads, [*(head.start for head in heads[1:]), end], strict=True):
        said[head.key] |= (
            _LETTER.search(text, head.speech, min(stop, head.speech + 200)) is not None
        )
    return {key for key, words in said.items() if not words}


def _drop_enumerations(groups: dict[str, list[Opening]]) -> None:
    """Forget labels that only count upwards (``Question 1``, ``Question 2`` ...): they are
    headings.
    """
    series: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, group in groups.items():
        parts = labels.numbered(group[0].label)
        if parts:
            series[parts[0]].extend((head.start, parts[1], key) for head in group)
    for entries in series.values():
        numbers = [number for _, number, _ in sorted(entries)]
        rising = sum(a < b for a, b in pairwise(numbers))
        if len(set(numbers)) > 2 and rising >= 0.8 * (len(numbers) - 1):
            for _, _, key in entries:
                groups.pop(key, None)


class _Words:
    """The words of a text (of its first million characters), gathered when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._text, 0, _SAMPLE))
        return word in self._words


def _common(key: str, group: list[Opening], total: int, words: _Words) -> bool:
    """Whether a label is a single word that the text also uses in lower case, and hardly comes
    back: ``Anyway:``.
    """
    rare = len(group) < max(3, 0.04 * total)
    return rare and group[0].shape == "name" and " " not in key and key in words


def _header(heads: list[Opening], text: str) -> set[int]:
    """Where the lines of a form at the head of a transcript begin: ``Date: ...``, ``Interviewer:
    JB``.

    They stand together near the top and hold no sentence, among fields that are no one's name; or
    they say who is who before the talk begins.
    """
    top = [head for head in heads if head.index < _HEADER_LINES and head.form in ("colon", "field")]
    dropped: set[int] = set()
    run: list[Opening] = []
    for head in top:
        if run and head.index > run[-1].index + 1:
            run = []
        if head.form == "colon" and _sentence(_value(head, text)):
            run = []
        else:
            run.append(head)
        if head.form == "field":
            dropped.update(one.start for one in run)
    named = list(takewhile(lambda head: _names_someone(head, text), top))
    different = len({head.key for head in named}) == len(named) > 1
    if different and any(head.shape == "role" for head in named):
        dropped.update(head.start for head in named)
    return dropped


def _value(head: Opening, text: str) -> str:
    """What stands after a label on its line; of a long line, the beginning."""
    return text[head.speech : min(head.stop, head.speech + _VALUE_LONGEST)]


def _sentence(value: str) -> bool:
    return (
        len(value) == _VALUE_LONGEST
        or len(value.split()) > 8
        or value.rstrip().endswith(tuple(".?!…。？！"))
    )


def _names_someone(head: Opening, text: str) -> bool:
    """Whether what stands after a label is itself a name or code: ``Participant: P07``."""
    value = _value(head, text).strip()
    short = bool(value) and len(value.split()) < 5 and not _sentence(value)
    return short and labels.shape(value) not in (None, "weak")


def _times_alone(heads: list[Opening]) -> list[Opening]:
    """Times at the heads of paragraphs, running forward, each of which begins a turn. Hours and
    minutes might be a timetable's: they must be many, and head most lines.
    """
    timed = [head for head in heads if head.after_time]
    if len(timed) < 3 or not _forward(timed):
        return []
    lines = timed[-1].index - timed[0].index + 1
    exact = _mostly(timed, lambda head: head.bracketed or (head.time or "").count(":") > 1)
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


def _forward(heads: list[Opening]) -> bool:
    """Whether the times of these lines run forward, as a recording does."""
    written = [timestamps.milliseconds(head.time) for head in heads if head.time]
    known = [value for value in written if value is not None]
    return sum(a <= b for a, b in pairwise(known)) >= 0.85 * (len(known) - 1)


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
    roles = roles_of(shares)
    speakers = (Speaker(name, share.turns, roles[name]) for name, share in shares.items())
    return Conversation(tuple(speakers), tuple(turns))


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
