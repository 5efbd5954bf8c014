"""What changed between two texts, word by word.

Lines that both texts have once are found first, then the words between them: in a long stretch
those that stand once in both, three in a row; in a short one the longest common runs. A long
stretch in which nothing of the kind is found counts as replaced, so that texts with nothing in
common take no longer than texts that are alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from liveable.core.scripts import UNSPACED
from liveable.core.spans import Span

# Where a script has no spaces each character is a word. Marks and apostrophes are part of words.
WORD = re.compile(rf"[{UNSPACED}]|[^\s!-&(-,./:-@\[-`{{-~«»“”„…–—¿¡。、，！？{UNSPACED}]+")
_SMALL = 100_000  # pairs of words among which common runs are looked for
_ALIKE = 5_000  # how many of these pairs may be the same word
_IN_A_ROW = 3  # words that must be the same for a place in a long stretch to be believed
_LINE = 20  # code points from which on a line is known by its words wherever it stands
_DEEPEST = 8  # times a stretch is divided by what stands once in it
_FURTHEST = 200  # code points a change may be moved along words that repeat

Kind = Literal["same", "gone", "new"]


class Change(NamedTuple):
    """Words of the old text and what stands in their place; one of the two may be empty."""

    old: Span
    new: Span


class Stretch(NamedTuple):
    """Words that both texts have, that only the old one has, or only the new one."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Stretch]:
    """The two texts as one, in the order of reading; no stretch is empty.

    What is the same and what is gone together are the old text, what is the same and what is new
    the new one.
    """
    found: list[Stretch] = []
    done = 0
    for change in changes(old, new):
        found += (
            Stretch("same", old[done : change.old.start]),
            Stretch("gone", change.old.of(old)),
            Stretch("new", change.new.of(new)),
        )
        done = change.old.stop
    return [stretch for stretch in [*found, Stretch("same", old[done:])] if stretch.text]


def changes(old: str, new: str) -> list[Change]:
    """All that changed, in order; between two changes at least one code point is the same."""
    if old == new:
        return []
    whole = Change(Span(0, len(old)), Span(0, len(new)))
    lines, others = _lines(old, whole.old), _lines(new, whole.new)
    moved = _once(_said(old, lines)).keys() & _once(_said(new, others)).keys()
    found = []
    for part in _apart(old, new, whole, lines, others, 1):
        words, new_words = _words(old, part.old, moved), _words(new, part.new, moved)
        for change in _apart(old, new, part, words, new_words, _IN_A_ROW):
            found.append(_trimmed(change, old, new))
    return _settled(joined(found), old, new)


def joined(found: Sequence[Change]) -> list[Change]:
    """The same with changes that touch each other made one."""
    kept: list[Change] = []
    for change in found:
        if kept and kept[-1].old.stop == change.old.start:
            (start, _), (new_start, _) = kept.pop()
            change = Change(Span(start, change.old.stop), Span(new_start, change.new.stop))
        kept.append(change)
    return kept


# --- what is the same

_Run = tuple[int, int, int]  # from which token on in each text, and how many


def _apart(
    old: str, new: str, within: Change, olds: list[Span], news: list[Span], in_a_row: int
) -> Iterator[Change]:
    """Where a stretch of both texts, cut into lines or words, differs between those that are the
    same.
    """
    done, new_done = within.old.start, within.new.start
    for i, j, count in _runs(_said(old, olds), _said(new, news), in_a_row):
        for (start, stop), (new_start, new_stop) in zip(
            olds[i : i + count], news[j : j + count], strict=True
        ):
            if old[done:start] != new[new_done:new_start]:
                yield Change(Span(done, start), Span(new_done, new_start))
            done, new_done = stop, new_stop
    rest = Change(Span(done, within.old.stop), Span(new_done, within.new.stop))
    if rest.old.of(old) != rest.new.of(new):
        yield rest


def _said(text: str, spans: list[Span]) -> list[str]:
    return [text[start:stop] for start, stop in spans]


def _lines(text: str, within: Span) -> list[Span]:
    spans, start = [], within.start
    for line in within.of(text).split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _words(text: str, within: Span, moved: Set[Hashable]) -> list[Span]:
    """The words of a stretch but for those of lines that stand elsewhere in the other text: these
    are not to be taken for what became of another line.
    """
    lines = _lines(text, within) if moved else [within]
    kept = (s for s in lines if s.stop - s.start < _LINE or s.of(text) not in moved)
    return [Span(*m.span()) for line in kept for m in WORD.finditer(text, *line)]


def _runs(a: list[str], b: list[str], in_a_row: int) -> list[_Run]:
    """What two lists have in common, in order: what stands once in both, so many in a row; among
    words, where there are few, whatever comes in the same order.
    """
    found: list[_Run] = []
    small = _SMALL if in_a_row > 1 else 0
    stack = [(0, len(a), 0, len(b), 0)]
    while stack:
        start, stop, other, other_stop, depth = stack.pop()
        begun, most = start, min(stop - start, other_stop - other)
        while start - begun < most and a[start] == b[other]:
            start, other = start + 1, other + 1
        found.append((begun, other - (start - begun), start - begun))
        begun, most = stop, min(stop - start, other_stop - other)
        while begun - stop < most and a[stop - 1] == b[other_stop - 1]:
            stop, other_stop = stop - 1, other_stop - 1
        found.append((stop, other_stop, begun - stop))
        pairs = (stop - start) * (other_stop - other)
        if 0 < pairs <= small and _few_alike(a[start:stop], b[other:other_stop]):
            matcher = SequenceMatcher(None, a[start:stop], b[other:other_stop], autojunk=False)
            found += [(start + i, other + j, n) for i, j, n in matcher.get_matching_blocks()]
        elif pairs and depth < _DEEPEST:
            before = (start, other)
            anchors = _once_in_both(a[start:stop], b[other:other_stop], in_a_row)
            for i, j in anchors:
                found.append((start + i, other + j, 1))
                stack.append((before[0], start + i, before[1], other + j, depth + 1))
                before = (start + i + 1, other + j + 1)
            if anchors:
                stack.append((before[0], stop, before[1], other_stop, depth + 1))
    return sorted(run for run in found if run[2])


def _few_alike(a: list[str], b: list[str]) -> bool:
    counts = Counter(b)
    return sum(counts[token] for token in a) <= _ALIKE


def _once_in_both(a: list[str], b: list[str], in_a_row: int) -> list[tuple[int, int]]:
    """Where tokens (so many in a row) stand that both lists have once, as many as keep their
    order.
    """
    there = _once(b, in_a_row)
    pairs = [(i, there[token]) for token, i in _once(a, in_a_row).items() if token in there]
    return _rising(pairs)


def _once(tokens: list[str], in_a_row: int = 1) -> dict[Hashable, int]:
    """Where each token that stands once does, in order."""
    at: dict[Hashable, int] = {}
    more: set[Hashable] = set()
    each: Iterator[Hashable] = iter(tokens)
    if in_a_row > 1:
        each = zip(*(tokens[n:] for n in range(in_a_row)), strict=False)
    for i, token in enumerate(each):
        if at.setdefault(token, i) != i:
            more.add(token)
    return {token: i for token, i in at.items() if token not in more}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, which rise in the first, that rises in the second too."""
    tops: list[int] = []  # the lowest end of a choice of each length
    ends: list[int] = []  # which pair that is
    before: list[int] = []  # for each pair, the one before it in the longest choice it ends
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [j]
        ends[length : length + 1] = [n]
    chosen = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]


# --- where a change begins and ends


def _trimmed(change: Change, old: str, new: str) -> Change:
    """The change without what is the same at its ends, but for parts of words."""
    gone, come = change.old.of(old), change.new.of(new)
    words, others = list(WORD.finditer(gone)), list(WORD.finditer(come))
    most = most_after = min(len(gone), len(come))
    if words and others:
        most = min(words[0].start(), others[0].start())
        most_after = min(len(gone) - words[-1].end(), len(come) - others[-1].end())
    return shortened(change, old, new, most, most_after)


def shortened(
    change: Change, old: str, new: str, most: int | None = None, most_after: int | None = None
) -> Change:
    """The change without what is the same at its ends, at most so many code points of it."""
    (start, stop), (new_start, new_stop) = change
    room = min(stop - start, new_stop - new_start)
    before = _common(change.old.of(old), change.new.of(new), room if most is None else most)
    room -= before
    after = _common(
        old[start + before : stop][::-1],
        new[new_start + before : new_stop][::-1],
        room if most_after is None else min(room, most_after),
    )
    return Change(Span(start + before, stop - after), Span(new_start + before, new_stop - after))


def _common(a: str, b: str, most: int) -> int:
    """How many code points two texts begin with alike, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a.startswith(b[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _settled(found: list[Change], old: str, new: str) -> list[Change]:
    """What was put in or taken out among words that repeat might as well have been so a little
    earlier or later: let it begin where a line does, a sentence or a word.
    """
    settled: list[Change] = []
    for n, change in enumerate(found):
        text, span = (new, change.new) if not change.old.of(old) else (old, change.old)
        if min(change.old.stop - change.old.start, change.new.stop - change.new.start) == 0:
            least = change.old.start - (settled[-1].old.stop + 1 if settled else 0)
            most = (
                found[n + 1].old.start - 1 if n + 1 < len(found) else len(old)
            ) - change.old.stop
            by = _best_place(text, span, min(least, _FURTHEST), min(most, _FURTHEST))
            change = Change(*(Span(start + by, stop + by) for start, stop in change))
        settled.append(change)
    return settled


def _best_place(text: str, span: Span, left: int, right: int) -> int:
    """How far to move a span of a text so that it begins well and the rest reads the same."""
    start, stop = span
    first = last = 0
    while -first < left and text[start + first - 1] == text[stop + first - 1]:
        first -= 1
    while last < right and text[start + last] == text[stop + last]:
        last += 1
    return max(range(first, last + 1), key=lambda by: (_begins(text, start + by), -abs(by), by))


def _begins(text: str, at: int) -> int:
    before = text[max(0, at - 2) : at]
    if not before or before[-1] == "\n":
        return 3
    if not before[-1].isspace():
        return 0
    return 2 if before[0] in ".?!…" else 1
