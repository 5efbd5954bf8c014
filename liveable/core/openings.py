"""The heads of lines that may open a speaker's turn, by their form alone.

Whether anyone is believed to speak is decided in ``core/turns.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from liveable.core import labels, timestamps
from liveable.core.labels import Shape
from liveable.core.spans import Span

# A label and its colon; a label and a time; a label and a tab, a dash or a stop (``Q.``); a label
# in
# bold; a label with nothing after it. A time without a label; a field of a form (``Date: ...``).
Form = Literal["colon", "timed", "tab", "dash", "bold", "bare", "time", "field"]
# What the line before is.
Before = Literal["blank", "rule", "time", "text"]


@dataclass(slots=True)
class Opening:
    """The head of a line, ``[start, stop)`` of the text, with the words beginning at ``speech``.

    Where the line begins with a time, ``after_time`` is where it ends and ``bracketed`` how it is
    set.

    ``alone`` says that the line holds nothing else, ``key`` is equal for all ways in which one
    label is written, ``index`` numbers the lines that are not blank.
    """

    form: Form
    start: int
    stop: int
    speech: int
    label: str = ""
    time: str | None = None
    shape: Shape | None = None
    alone: bool = False
    bold: bool = False
    numbered: bool = False
    key: str = ""
    after_time: int = 0
    bracketed: bool = False
    before: Before = "text"
    index: int = 0


_HEAD_LENGTH = 240
_BARE_LONGEST = 70
_TAB_LONGEST = 60
_SPACE = " \t\u00a0\u202f\u3000"
_S = f"[{_SPACE}]"
_BOLD = r"(?:\*\*|__)?"
_LINE = re.compile(r"[^\n]+")
# What may stand before a label: a paragraph number, a time, Markdown's signs of bold.
_BEFORE = re.compile(
    rf"{_S}*{_BOLD}(?P<number>\d{{1,5}}(?:[.)]{_S}+|\t))?"
    rf"(?:{timestamps.leading('time')}{_S}*(?:[-–—]{_S}+)?)?{_BOLD}"
)
_AFTER_COLON = re.compile(rf"{_BOLD}{_S}*(?:{timestamps.bracketed('time')})?{_BOLD}{_S}*")
_TIMED = re.compile(
    rf"(?P<label>[^\W\d_][^\n:：\t]{{0,80}}?){_BOLD}(?:{_S}*{timestamps.bracketed('time')}"
    rf"|{_S}{{1,30}}(?P<time_>{timestamps.TIME})){_BOLD}(?P<colon>{_S}*[:：])?{_BOLD}(?P<gap>{_S}*)"
)
_DIGITS = re.compile(r"\d:\d")
_WIDE_SPACE = re.compile(r"\t[ \t]*|[ \u00a0]{2,}\t?")
_DASHED = re.compile(rf"(?P<label>[^\W\d_][^\n:：\t]{{0,30}}?)(?:\.[-–—]+|{_S}[-–—]){_S}+")
_LETTERED = re.compile(rf"(?P<label>[QA])\.{_S}+")
_RULE = re.compile(r"\s*(?:[-–—_=*~#.]\s?){3,}$")
_ASIDE = re.compile(r"_\w+\s*:")  # a line of data about the recording, not of it
_ENDED = tuple(".,;?!…\"”’'")


def openings(text: str, bold: Sequence[Span], end: int) -> Iterator[Opening]:
    """Every line head that has the form of an opening, in order."""
    bold_starts = [span.start for span in bold]
    before: Before = "blank"
    last = index = 0
    for line in _LINE.finditer(text, 0, end):
        start, stop = line.span()
        head = text[start : min(stop, start + _HEAD_LENGTH)]
        if head.isspace():
            continue
        if start > last + 1 and before != "time":
            before = "blank"
        at = bisect_right(bold_starts, start + 1) - 1
        span = bold[at] if at >= 0 and bold[at].stop > start else None
        opening = _opening(head, start, stop, span)
        if opening is not None:
            opening.before, opening.index = before, index
            yield opening
        if not _ASIDE.match(head):
            before = _seen(head, opening)
            last = stop
        index += 1


def _seen(head: str, opening: Opening | None) -> Before:
    if opening is not None and opening.form == "time" and opening.alone:
        return "time"
    return "rule" if _RULE.match(head) else "text"


def _opening(head: str, start: int, stop: int, bold: Span | None) -> Opening | None:
    found = _BEFORE.match(head)
    at = found.end() if found else 0
    rest = head[at:]
    whole = stop - start == len(head)
    time = (found["time"] or found["time_"]) if found else None
    opening = None
    if rest[:1].isalpha():
        opening = (
            (_timed(rest) if _DIGITS.search(rest, 0, 110) else None)
            or _colon(rest)
            or _tab(rest)
            or _lettered(rest)
            or _bold(rest, bold, start + at)
            or _dash(rest)
            or (_bare(rest) if whole else None)
        )
    if opening is None:
        if time is None:
            return None
        opening = Opening("time", 0, 0, 0)
    if found and time:
        opening.after_time, opening.bracketed = start + at, found["time"] is not None
    opening.start, opening.stop = start, stop
    opening.speech += start + at
    opening.time = (opening.time or time or "").partition("-->")[0].strip() or None
    opening.numbered = bool(found and found["number"])
    opening.alone = whole and not head[opening.speech - start :].strip(_SPACE + "*_")
    opening.bold = bold is not None and (bold.stop - start - at) * 2 >= len(opening.label)
    return opening


def _labelled(form: Form, label: str, speech: int, time: str | None = None) -> Opening | None:
    """An opening, if the label could be a person's."""
    shape = labels.shape(label)
    if shape is None:
        return None
    return Opening(form, 0, 0, speech, labels.tidy(label), time, shape, key=labels.key(label))


def _timed(rest: str) -> Opening | None:
    found = _TIMED.match(rest)
    if found is None:
        return None
    set_off = found["time"] or found["colon"] or len(found["gap"]) > 1 or found.end() == len(rest)
    if not set_off:  # "We left at 10:30 and ..."
        return None
    form: Form = "colon" if found["colon"] else "timed"
    return _labelled(form, found["label"], found.end(), found["time"] or found["time_"])


def _colon(rest: str) -> Opening | None:
    places = [place for place in (rest.find(":", 0, 102), rest.find("：", 0, 102)) if place > 0]
    if not places:
        return None
    place = min(places)
    label = rest[:place]
    clock = label[-1].isdigit() and rest[place + 1 : place + 2].isdigit()  # or chapter and verse
    if clock or "\t" in label or rest.startswith("//", place + 1):
        return None
    after = _AFTER_COLON.match(rest, place + 1)
    speech = after.end() if after else place + 1
    if labels.is_field(label):
        return Opening("field", 0, 0, speech, labels.tidy(label))
    return _labelled("colon", label, speech, after["time"] if after else None)


def _tab(rest: str) -> Opening | None:
    found = _WIDE_SPACE.search(rest, 1, _TAB_LONGEST)
    if found is None or not rest[found.end() :].strip():
        return None
    if rest[found.start() - 1] in ".,!?…":  # a sentence and two spaces
        return None
    return _labelled("tab", rest[: found.start()], found.end())


def _lettered(rest: str) -> Opening | None:
    found = _LETTERED.match(rest)
    return _labelled("dash", found["label"], found.end()) if found else None


def _bold(rest: str, bold: Span | None, start: int) -> Opening | None:
    """A bold label, with words after it that are not bold."""
    length = bold.stop - start if bold is not None else 0
    if not 0 < length <= _BARE_LONGEST or not rest[length:].strip():
        return None
    return _labelled("bold", rest[:length], length)


def _dash(rest: str) -> Opening | None:
    found = _DASHED.match(rest)
    return _labelled("dash", found["label"], found.end()) if found else None


def _bare(rest: str) -> Opening | None:
    words = rest.rstrip(_SPACE + "*_")
    if len(words) > _BARE_LONGEST or words.endswith(_ENDED):
        return None
    return _labelled("bare", words, len(rest))
