"""The prompts of a diary told from what its writer answers.

A prompt stands again in most of the entries, word for word: a question or a heading on a line of
its own, or what a line begins with up to a colon or question mark (``Mood: low``); or it says that
it is one (``Prompt: ...``). Prompts and answers become turns, the prompts' being those of a speaker
who asks, the answers nobody's by name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from liveable.core.spans import Span
from liveable.core.transcript import Entry, Speaker, Turn
from liveable.core.turns import Conversation

SPEAKER = "Prompt"
_LEAST = 3  # entries in which a prompt stands
_SHARE = 0.5  # of the entries
_LONGEST = 240
_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[ \t\u00a0\u3000#*_>•–—-]*(?:\d{1,2}[.)][ \t]+|[a-z][.)][ \t]+)?[*_]*")
_HEAD = re.compile(r"[^\n:：?？]{1,160}?(?:[?？]+[*_]*(?=[ \t]|$)|[:：](?!//)[*_]*[ \t]*)")
_SAYS_SO = re.compile(
    r"(?:prompt|question|task|frage|aufgabe|pregunta|consigna|consigne)\s*\d{0,2}\s*[:.–—-]\s*\S",
    re.IGNORECASE,
)
# What stands above every letter of a mailbox asks nothing.
_POSTAL = re.compile(
    r"(?:from|to|b?cc|subject|sent|author|date|von|an|betreff|gesendet|de|à|objet|para|asunto)\s*:",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


class _Asked(NamedTuple):
    """What may be a prompt: where it stands, and what is equal wherever it stands again."""

    start: int
    stop: int
    key: str


def find(text: str, entries: Sequence[Entry], bold: Sequence[Span] = ()) -> Conversation:
    """Turns for the prompts of a diary and the answers to them; none where no prompt is found."""
    starts = [span.start for span in bold]
    asked = [list(_asked(text, entry, bold, starts)) for entry in entries]
    often = Counter(key for one in asked for key in {prompt.key for prompt in one})
    times = Counter(prompt.key for one in asked for prompt in one)
    least = max(_LEAST, _SHARE * len(entries))
    believed = {key for key in often if often[key] >= least and times[key] < 1.5 * often[key]}
    turns: list[Turn] = []
    count = 0
    for entry, candidates in zip(entries, asked, strict=True):
        prompts = _apart([one for one in candidates if not one.key or one.key in believed])
        count += len(prompts)
        turns.extend(_turns(text, entry, prompts))
    if not count:
        return Conversation()
    return Conversation((Speaker(SPEAKER, count, "interviewer"),), tuple(turns))


def _asked(
    text: str, entry: Entry, bold: Sequence[Span], starts: Sequence[int]
) -> Iterator[_Asked]:
    """The lines of an entry, and the heads of lines, that might come back in others; those that
    say they are prompts have no key.
    """
    body = text.find("\n", entry.start, entry.stop)
    for line in _LINE.finditer(text, body if body >= 0 else entry.stop, entry.stop):
        start, stop = line.span()
        marks = _MARKS.match(text, start, stop)
        start = marks.end() if marks else start
        words = text[start : min(stop, start + _LONGEST)].rstrip()
        if _POSTAL.match(words):
            continue
        if _SAYS_SO.match(words):
            yield _Asked(line.start(), stop, "")
            continue
        at = bisect_right(starts, start) - 1
        heading = at >= 0 and bold[at].stop >= start + len(words) and len(words.split()) > 1
        if stop - start <= _LONGEST and (heading or words.endswith(("?", "？", ":", "："))):
            yield _Asked(line.start(), stop, _key(words))
        head = _HEAD.match(words)
        if head and head.end() < len(words):
            yield _Asked(line.start(), start + head.end(), _key(head.group()))


def _key(words: str) -> str:
    """Equal for a prompt wherever it stands: its words alone."""
    return " ".join(_WORD.findall(words.casefold())) or words


def _apart(candidates: Sequence[_Asked]) -> list[_Asked]:
    """Of several that begin together, the longest."""
    longest = {one.start: one for one in sorted(candidates, key=lambda one: one.stop)}
    return [longest[start] for start in sorted(longest)]


def _turns(text: str, entry: Entry, prompts: Sequence[_Asked]) -> Iterator[Turn]:
    first = prompts[0].start if prompts else entry.stop
    yield from _answer(text, entry.start, first, entry.label)
    ends = [*(one.start for one in prompts), entry.stop]
    for prompt, (_, following) in zip(prompts, pairwise(ends), strict=True):
        stop = prompt.start + len(text[prompt.start : prompt.stop].rstrip())
        yield Turn(prompt.start, prompt.start, stop, SPEAKER)
        yield from _answer(text, stop, following)


def _answer(text: str, start: int, stop: int, head: str = "") -> Iterator[Turn]:
    """The words between two prompts, or between an entry's head and its first."""
    words = text[start:stop]
    skipped = words.find(head) + len(head) if head in words else 0
    speech = start + skipped + len(words[skipped:]) - len(words[skipped:].lstrip(" \t\n:.–—|)]*_-"))
    end = start + len(words.rstrip())
    if speech < end:
        yield Turn(speech if not head else start, speech, end)
