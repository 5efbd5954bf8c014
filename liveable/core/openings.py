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

# How a label is set: with a colon; with a time; with a dash; with a stop (``Q.``, ``Mr. HALL.``);
# with a tab, wide space or stroke; in brackets; before quotation marks; in bold; with nothing after
# it. A time without a label; a field of a form (``Date: ...``).
Form = Literal[
    "colon",
    "timed",
    "dash",
    "stop",
    "tab",
    "enclosed",
    "quoted",
    "bold",
    "bare",
    "time",
    "field",
]
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
    indented: bool = False
    listed: bool = False
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
# What may stand before a label: a bullet, a paragraph number, a time, Markdown's signs of bold.
# A word for who or what stands here, as the Knesset marks it: "<< speaker >> Ann: << speaker >>".
_MARK = r"<<[^<>\n]{1,30}>>"
_BULLET = (
    rf"(?:[-–—•·▪+|]|\*(?!\*)|>{{1,3}}){_S}+|>>+|{_MARK}{_S}*|[○◯〇◎●□■◆◇▽△]{_S}*"
    r"|\*(?=[A-Z]{2,4}\d?:)"  # as in CHAT
)
_NUMBER = (
    rf"(?P<number>\d{{1,5}}(?:[.)]{_S}+|\t|[ \u00a0]{{2,}}|{_S}*\|{_S}*)"
    rf"|[\[(（]\d{{1,5}}[\])）]{_S}+|\d{{1,5}}[ ](?=[^\W\d_][^\n:：]{{0,40}}[:：]))?"
)
_UNSEEN = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
BEFORE = re.compile(
    rf"{_UNSEEN}{_S}*(?P<bullet>{_BULLET})?{_BOLD}{_NUMBER}"
    rf"(?:{timestamps.leading('time')}{_S}*(?:[-–—|·]{_S}+)?)?{_BOLD}(?:~{_S}?|[#@](?=[^\W\d_]))?{_UNSEEN}"
)
AFTER_COLON = re.compile(
    rf"{_BOLD}{_S}*(?:{_MARK}{_S}*)?(?:{timestamps.bracketed('time')}"
    rf"|(?P<time_>{timestamps.TIME})(?:(?<=:\d\d:\d\d)(?={_S})|(?<=:\d\d[.,]\d\d\d)(?={_S})|(?=\t)|(?={_S}*$)))?"
    rf"{_BOLD}{_S}*"
)
_FROM = re.compile(
    rf"(?i:from){_S}+(?P<label>[^\n:]{{1,60}}?)(?:{_S}+(?i:to){_S}[^\n:]{{1,60}})?{_S}*:"
)
_TIMED = re.compile(
    r"(?P<label>[^\W\d_][^\n:：\t]{0,80}?(?<!\s)|\[[^\W\d_][^\]\n\t]{0,60}\])"
    rf"{_BOLD}(?:{_S}*+{timestamps.bracketed('time')}|{_S}++(?:[-–—|]{_S}++)?"
    rf"(?P<time_>{timestamps.TIME}|{timestamps.DATED})(?:\t{timestamps.TIME}){{0,2}})"
    rf"{_BOLD}(?P<colon>{_S}*[:：])?{_BOLD}"
    rf"(?P<gap>{_S}*)"
)
_DIGITS = re.compile(r"\d[:hm'′’]\s?\d")
WIDE_SPACE = re.compile(r"\t[ \t]*|[ \u00a0]{2,}\t?|\u3000+|[ ]?\|[ ]?")
_DASHED = re.compile(
    r"(?P<label>[^\W\d_][^\n:：\t]{0,60}?)"
    rf"(?:(?:\.|(?<=[)\]])|(?<=[A-Z]{{3}})){_S}?[-–—]+{_S}*|{_S}[-–—]+{_S}+)"
)
_STOPPED = re.compile(
    rf"(?P<label>[^\W\d_][^\n:：\t?!…]{{0,60}}?)\.{_S}+(?=[^\W_]|[“\"‘'(\[¿¡—–-])"
)
_ENCLOSED = re.compile(
    r"(?:\[(?P<square>[^\W\d_][^\]\n]{0,50})\]|<[ @+~&%]?(?P<angle>[^\W\d_][^>\n]{0,50})>"
    r"|\((?P<round>[^\W\d_][^)\n]{0,50})\)|[【［〔](?P<wide>[^\W\d_][^】］〕\n]{0,30})[】］〕])"
    rf"{_S}*(?:[:：]{_S}*)?"
)
_LISTED = ("-", "–", "—", "•", "·", "▪", "+", "* ")
_OPENED = "[<(【［〔"
_QUOTED = re.compile(rf"(?P<label>[^\W\d_][^\n:：「『“«„\"\s]{{0,20}}){_S}?(?=[「『])")
_RULE = re.compile(r"\s*(?:[-–—_=*~#.]\s?){3,}$")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")  # "Frau M."
_ASIDE = re.compile(r"_\w+\s*:")  # a line of data about the recording, not of it
_ENDED = tuple(".,;?!…\"”’'。、，？！")


def openings(text: str, bold: Sequence[Span], end: int) -> Iterator[Opening]:
    """Every way in which a line may open a turn, line by line; of one line, the plainest first."""
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
        found = _openings(head, start, stop, span)
        for opening in found:
            opening.before, opening.index = before, index
        yield from found
        if not _ASIDE.match(head):
            before = _seen(head, found)
            last = stop
        index += 1


def _seen(head: str, found: Sequence[Opening]) -> Before:
    if found and found[0].form == "time" and found[0].alone:
        return "time"
    return "rule" if _RULE.match(head) else "text"


def _openings(head: str, start: int, stop: int, bold: Span | None) -> list[Opening]:
    before = BEFORE.match(head)
    at = before.end() if before else 0
    rest = head[at:]
    whole = stop - start == len(head)
    time = (before["time"] or before["time_"]) if before else None
    found: list[Opening] = []
    if rest[:1].isalpha() or (time is not None and labels.PHONE.match(rest)):
        found = [opening for opening in _labelled_ways(rest, bold, start + at, whole) if opening]
    elif rest[:1] and rest[0] in _OPENED:
        found = [opening for opening in (_timed(rest), _enclosed(rest)) if opening]
    if not found and time is not None:
        found = [Opening("time", 0, 0, 0)]
    for opening in found:
        if before and time:
            opening.after_time, opening.bracketed = start + at, before["time"] is not None
        opening.start, opening.stop = start, stop
        opening.speech += start + at
        opening.time = timestamps.first_of(opening.time or time or "") or None
        opening.indented = head[0] in _SPACE
        opening.listed = bool(before and (before["bullet"] or "").startswith(_LISTED))
        opening.numbered = bool(before and before["number"])
        opening.alone = whole and not head[opening.speech - start :].strip(_SPACE + "*_|")
        opening.bold = bold is not None and (bold.stop - start - at) * 2 >= len(opening.label)
    return found


def _labelled_ways(
    rest: str, bold: Span | None, start: int, whole: bool
) -> Iterator[Opening | None]:
    if _DIGITS.search(rest, 0, 110):
        yield _timed(rest)
    yield _colon(rest)
    yield _dash(rest)
    yield _stop(rest)
    yield _tab(rest)
    yield _quoted(rest)
    yield _bold(rest, bold, start)
    if whole:
        yield _bare(rest)


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
    exact = (found["time_"] or "").count(":") > 1
    set_off = found["time"] or found["colon"] or len(found["gap"]) > (not exact)
    if not set_off and found.end() < len(rest):  # "We left at 10:30 and ..."
        return None
    form: Form = "colon" if found["colon"] else "timed"
    label = found["label"].strip("[] -–—|·,")
    return _labelled(form, label, found.end(), found["time"] or found["time_"])


def _colon(rest: str) -> Opening | None:
    written = _FROM.match(rest)  # "From Ann to Everyone:", in a log of messages
    if written:
        return _labelled("colon", written["label"], written.end())
    places = [place for place in (rest.find(":", 0, 102), rest.find("：", 0, 102)) if place > 0]
    if not places:
        return None
    place = min(places)
    label = rest[:place]
    clock = label[-1].isdigit() and rest[place + 1 : place + 2].isdigit()  # or chapter and verse
    if clock or "\t" in label or rest.startswith("//", place + 1):
        return None
    after = AFTER_COLON.match(rest, place + 1)
    speech = after.end() if after else place + 1
    if labels.is_field(label):
        return Opening("field", 0, 0, speech, labels.tidy(label))
    return _labelled("colon", label, speech, (after["time"] or after["time_"]) if after else None)


def _tab(rest: str) -> Opening | None:
    found = WIDE_SPACE.search(rest, 1, _TAB_LONGEST)
    if found is None or not rest[found.end() :].strip(_SPACE + "|"):
        return None
    label = rest[: found.start()]
    if label[-1] in ".,!?…。、" or ":" in label[:-1]:  # a sentence and two spaces
        return None
    return _labelled("tab", label, found.end())


def _stop(rest: str) -> Opening | None:
    """``Mr. HALL. words``: the first stop that does not shorten a title or a name."""
    at = 0
    while at < labels.LONGEST and (found := _STOPPED.match(rest, at)) is not None:
        label, at = rest[: found.end("label")], found.end()
        if not labels.is_shortened(label):
            shouted = label.isupper() and rest[at : at + 20].isupper()  # a sentence in capitals
            return None if shouted or not labels.stands_out(label) else _labelled("stop", label, at)
    return None


def _bold(rest: str, bold: Span | None, start: int) -> Opening | None:
    """A bold label, with words after it that are not bold."""
    length = bold.stop - start if bold is not None else 0
    if not 0 < length <= _BARE_LONGEST or not rest[length:].strip() or ":" in rest[: length - 1]:
        return None
    return _labelled("bold", rest[:length], length)


def _dash(rest: str) -> Opening | None:
    """``HON. HALL.- words``: the first dash before which a whole label stands."""
    at = 0
    while at < labels.LONGEST and (found := _DASHED.match(rest, at)) is not None:
        label, at = rest[: found.end("label")], found.end()
        if label.count("(") == label.count(")"):
            return _labelled("dash", label, at)
    return None


def _enclosed(rest: str) -> Opening | None:
    """``[Ann] words``, or such a label alone on its line; in round brackets that is an aside."""
    found = _ENCLOSED.match(rest)
    if found is None:
        return None
    label = found[found.lastgroup or 0]
    if found["round"] and found.end() == len(rest):
        return None  # (Applause)
    if (labels.shape(label) == "weak" and not found["angle"]) or _one_sign(label, found):
        return None  # [laughs], <b>, (a)
    return _labelled("enclosed", label, found.end())


def _one_sign(label: str, found: re.Match[str]) -> bool:
    return len(label) == 1 and not found["square"] and not found["wide"]


def _quoted(rest: str) -> Opening | None:
    found = _QUOTED.match(rest)
    return _labelled("quoted", found["label"], found.end()) if found else None


def _bare(rest: str) -> Opening | None:
    words = rest.rstrip(_SPACE + "*_|")
    ended = words.endswith(_ENDED) and not _INITIAL.search(words)
    if len(words) > _BARE_LONGEST or ended or ":" in words[:-1]:
        return None
    return _labelled("bare", words, len(rest))
