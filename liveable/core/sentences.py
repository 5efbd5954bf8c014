"""Sentences, as far as marks and line breaks tell them, in talk, diaries and hurried notes.

A sentence ends at its mark, at a blank line, and at a line break unless the line was only wrapped.
Abbreviations, initials and trailing dots do not end one; "...?" and closing quotes belong to it.
What has no mark for very long (captions made by machine) is cut at the best pause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from liveable.core.spans import Span, trimmed
from liveable.core.text import paragraphs

LONGEST = 600  # code points; about 110 English words

_CLOSERS = r"[\"'”’»›)\]}』」）】]*"
_END = re.compile(rf"(?P<mark>[.?!…‼⁇⁈⁉؟۔।॥։።။]+){_CLOSERS}(?=\s)|(?P<full>[。！？｡]+){_CLOSERS}")
_OPENERS = "\"'“‘«‹([{¿¡„ -–—"
_NARROWEST, _WIDEST = 40, 120  # code points of a line, between which text may have been wrapped
_FULL = 0.9  # of the widest line; letters differ in width, so it cannot be exact
_FLOWING = 30  # code points after which a line break before a small letter is only a wrap
_INK = re.compile(r"\S")
_BULLET = re.compile(r"\s*(?:[-–—*•◦·▪]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
_PAUSES = tuple(map(re.compile, (r"[;:—–；：]\s?|\s[—–-]\s|\n", r",\s|[,、，]", r"\s")))

# Never the last word of a sentence; and those that are so only before a capital.
_TITLE = re.compile(
    r"(?:mr|mrs|ms|mx|dr|prof|st|rev|fr|hon|sgt|capt|lt|col|gen|messrs|vs|cf|approx|viz"
    r"|e\.?g|i\.?e)",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"(?:no|nos|nr|pp?|para|paras|art|fig|vol|ch|sec|ca?)", re.IGNORECASE)
_LOOSE = re.compile(r"(?:etc|co|ltd|inc|jr|sr|dept|al|ave|rd)", re.IGNORECASE)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order: no white space at their ends, no word left out."""
    found: list[Span] = []
    for stretch in _stretches(text):
        for sentence in _divided(text, stretch):
            found += _cut(text, sentence)
    return found


def _stretches(text: str) -> Iterator[Span]:
    """Lines, those joined that were one before the text was wrapped."""
    lines = [trimmed(line, text) for line in paragraphs(text)]
    block: list[Span] = []
    for line in lines:
        if block and text.count("\n", block[-1].stop, line.start) > 1:
            yield from _unwrapped(text, block)
            block = []
        block.append(line)
    yield from _unwrapped(text, block)


def _unwrapped(text: str, block: list[Span]) -> Iterator[Span]:
    """The lines between two blank ones, joined where a break is no more than the margin's."""
    filled = _filled(text, block)
    start = 0
    for i, line in enumerate(block):
        if i + 1 == len(block) or not _goes_on(text, line, block[i + 1], filled[i]):
            yield Span(block[start].start, line.stop)
            start = i + 1


def _filled(text: str, block: list[Span]) -> list[bool]:
    """Which lines the next one's first word would hardly have fitted on, where most are so."""
    lengths = [line.stop - line.start for line in block]
    width = max(lengths, default=0)
    if len(block) < 3 or not _NARROWEST <= width <= _WIDEST:
        return [False] * len(block)
    firsts = [len(line.of(text).split(None, 1)[0]) for line in block[1:]]
    filled = [n + 1 + first > _FULL * width for n, first in zip(lengths, firsts, strict=False)]
    return [*filled, False] if 2 * sum(filled) >= len(filled) else [False] * len(block)


def _goes_on(text: str, line: Span, following: Span, filled: bool) -> bool:
    if _BULLET.match(text, following.start):
        return False
    return filled or (line.stop - line.start >= _FLOWING and text[following.start].islower())


def _divided(text: str, stretch: Span) -> Iterator[Span]:
    start = stretch.start
    for match in _END.finditer(text, stretch.start, stretch.stop):
        if _ends(text, match, start):
            yield trimmed(Span(start, match.end()), text)
            start = _next_word(text, match.end())
    if start < stretch.stop:
        yield trimmed(Span(start, stretch.stop), text)


def _next_word(text: str, start: int) -> int:
    found = _INK.search(text, start)
    return found.start() if found else len(text)


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a mark, with the quotes that close after it, ends the sentence begun at ``start``."""
    following = text[match.end() : match.end() + 40].lstrip().lstrip(_OPENERS)
    if match["full"]:
        return not (match.end("full") < match.end() and following.startswith("と"))
    mark, lower = match["mark"], following[:1].islower()
    if lower and match.end("mark") < match.end():
        return False  # "Who is it?" she asked
    if mark == "…" or (len(mark) > 1 and not mark.strip(".…")):
        return not (lower or re.match(r"I\b", following))
    if mark != ".":
        return True
    word = text[max(start, match.start() - 20) : match.start()].rpartition(" ")[2]
    if word.isdigit() and len(word) == match.start() - start < 4:
        return False  # the number of a list
    word = word.lstrip(_OPENERS)
    if following[:1].isdigit() and _BEFORE_NUMBER.fullmatch(word):
        return False
    return not _abbreviated(word, lower)


def _abbreviated(word: str, lower: bool) -> bool:
    """Whether the full stop after this word is an abbreviation's and ends no sentence."""
    if _TITLE.fullmatch(word):
        return True
    if _LOOSE.fullmatch(word):
        return lower
    if "." in word and all(len(letter) == 1 for letter in word.split(".")):
        return lower or word.isupper()  # p.m., U.S.
    return len(word) == 1 and word.isupper() and word != "I"


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.stop - start > LONGEST:
        pause = _pause(text, start)
        if pause is None:
            break
        yield trimmed(Span(start, pause), text)
        start = _next_word(text, pause)
    yield trimmed(Span(start, sentence.stop), text)


def _pause(text: str, start: int) -> int | None:
    """Where a sentence too long is best cut: after the last strong pause in its second half, else a
    weaker one.
    """
    for pauses in _PAUSES:
        found = [m.end() for m in pauses.finditer(text, start + LONGEST // 2, start + LONGEST)]
        if found:
            return found[-1]
    return None
