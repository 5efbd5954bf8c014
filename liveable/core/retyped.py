"""What an edit wrote anew of who speaks and of what was written when.

Turns and entries go with their words (reanchor_parts.py). Besides, a turn whose label was written
anew is that label's, and lines typed or divided anew that begin with the label of somebody who
speaks in the text open a turn of theirs; lines typed in a diary that begin with a date open an
entry. Everything else is as it was found, or put right, before the edit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from liveable.core import entries as diary
from liveable.core import labels, timestamps
from liveable.core.openings import Form, Opening, openings
from liveable.core.reanchor import Anchors
from liveable.core.reanchor_parts import Part, solid_end
from liveable.core.spans import Span
from liveable.core.transcript import Entry

_LONGEST = 120  # code points of a label


Time = tuple[str | None, int | None]  # as written, and in milliseconds


class TypedTurn(NamedTuple):
    """A turn that was typed: where it is, the key of its label, its time as written and in ms."""

    part: Part
    key: str
    timestamp: str | None = None
    milliseconds: int | None = None


def label_anew(before: str, after: str, label: str) -> str | None:
    """The label in the head of a turn after it was edited; None where it is the same one.

    A title or another name put to the label leaves it the same person's.
    """
    at = before.find(label) if label else -1
    if at < 0 or before == after:
        return None
    head, tail = before[:at], before[at + len(label) :]
    if not (after.startswith(head) and after.endswith(tail) and len(after) > len(head + tail)):
        return None
    found = labels.tidy(after[len(head) : len(after) - len(tail)])
    words, others = labels.key(label).split(), labels.key(found).split()
    if not found or len(found) > _LONGEST or "\n" in found or set(words) <= set(others):
        return None
    return found


def time_anew(before: str, after: str, time: Time) -> Time:
    """The time in the head of a turn after the head was edited."""
    if time[0] is None or time[0] not in before or time[0] in after:
        return time
    found = next((o.time for o in openings(after.strip(), (), len(after)) if o.time), None)
    return found, timestamps.milliseconds(found) if found else None


def typed_turns(
    anchors: Anchors, placed: Mapping[int, Part], heads: Sequence[Part], known: Collection[str]
) -> tuple[dict[int, Part], list[TypedTurn]]:
    """The turns with those that were typed cut out of them, and these, in order of place.

    ``placed`` are where the turns of the old text (``heads``) are; ``known`` the keys of the labels
    of its speakers.
    """
    parts = dict(placed)
    if not known or not anchors.come:
        return parts, []
    order = sorted(parts, key=lambda n: parts[n].start)
    starts = [parts[n].start for n in order]
    used = _Forms(anchors.old, heads)
    found: list[TypedTurn] = []
    for start, head in _opened(anchors.new, anchors.come, known, used):
        speech = start + head.speech
        after = bisect_left(starts, start)
        if after < len(starts) and starts[after] < speech:
            continue  # it went with its words
        most = starts[after] if after < len(starts) else len(anchors.new)
        inside = order[after - 1] if after and parts[order[after - 1]].stop > start else None
        within = parts[inside].stop if inside is not None else start
        last = found[-1].part if found else None
        if last is not None and last.stop > start:
            within = max(within, last.stop)
            found[-1] = found[-1]._replace(part=_cut(anchors.new, last, start))
        stop = _reach(anchors, start, max(within, speech), most)
        while speech < stop and anchors.new[speech].isspace():
            speech += 1
        if speech >= stop:
            continue
        if inside is not None:
            parts[inside] = _cut(anchors.new, parts[inside], start)
        value = timestamps.milliseconds(head.time) if head.time else None
        found.append(TypedTurn(Part(start, speech, stop), head.key, head.time, value))
    return parts, found


class _Forms:
    """The forms in which the labels of a text are set, looked up when they are asked for."""

    def __init__(self, text: str, heads: Sequence[Part]) -> None:
        self._text, self._heads = text, heads
        self._found: set[Form] | None = None

    def has(self, form: Form) -> bool:
        """Whether labels are set in that form."""
        if form == "colon":
            return True
        if self._found is None:
            lines = (self._text[part.start : part.stop].partition("\n")[0] for part in self._heads)
            firsts = (next(openings(line, (), len(line)), None) for line in lines)
            self._found = {first.form for first in firsts if first}
        return form in self._found


def _opened(
    text: str, come: Sequence[Span], known: Collection[str], used: _Forms
) -> Iterator[tuple[int, Opening]]:
    """The lines with something new at their heads that begin with a known label."""
    for start, stop in _lines(text, come):
        line = text[start:stop]
        for head in openings(line, (), len(line)):
            if head.key in known and used.has(head.form):
                if is_new(come, start - 1, start + head.speech):
                    yield start, head
                break


def _lines(text: str, come: Sequence[Span]) -> Iterator[Span]:
    """The lines that have something new, or begin after a new end of a line."""
    done = 0
    for span in come:
        start = max(done, text.rfind("\n", 0, span.start) + 1)
        while start <= span.stop and start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if start < end:
                yield Span(start, end)
            start = done = end + 1


def is_new(come: Sequence[Span], start: int, stop: int) -> bool:
    """Whether any of a stretch is new."""
    n = bisect_right(come, start, key=lambda span: span.stop)
    return n < len(come) and come[n].start < stop


def _reach(anchors: Anchors, start: int, within: int, most: int) -> int:
    """Where a typed turn ends: with what it was cut out of, or with the last line that is new."""
    text, come = anchors.new, anchors.come
    stop = start
    while True:
        end = text.find("\n", stop)
        end = min(most, len(text) if end < 0 else end)
        stop = max(stop, end)
        if stop >= most:
            break
        following = text.find("\n", stop + 1)
        following = len(text) if following < 0 else following
        blank = not text[stop:following].strip()
        if stop + 1 >= within and not blank and not _all_new(come, stop + 1, following):
            break
        stop += 1
    return solid_end(text, start, stop)


def _all_new(come: Sequence[Span], start: int, stop: int) -> bool:
    n = bisect_right(come, start, key=lambda span: span.stop)
    return n < len(come) and come[n].start <= start and come[n].stop >= stop


def _cut(text: str, part: Part, at: int) -> Part:
    stop = solid_end(text, part.start + 1, at)
    return Part(part.start, min(part.speech, stop), stop)


def typed_entries(
    anchors: Anchors, placed: Mapping[int, Span], written: Sequence[Entry]
) -> tuple[dict[int, Entry], list[Entry]]:
    """The entries of the old text (``written``) where they are now, their dates read again where
    these were written anew, and the entries that were typed; all reach to the next one they reached
    to, typed ones included.
    """
    now = {n: replace(written[n], start=s.start, stop=s.stop) for n, s in placed.items()}
    come = anchors.come
    if not now or not come:
        return now, []
    labelled = {n: _label(anchors, written[n], now[n]) for n in now}
    anew = [n for n, label in labelled.items() if label != written[n].label]
    read = {entry.start: entry for entry in diary.find(anchors.new, sure=True)}
    for n in anew:
        again = read.get(now[n].start)
        if again is not None:
            now[n] = replace(now[n], label=again.label, date=again.date, precision=again.precision)
        else:
            now[n] = replace(now[n], label=labelled[n])
    starts = {entry.start for entry in now.values()}
    typed: list[Entry] = []
    for start, entry in sorted(read.items()):
        line = anchors.new.rfind("\n", 0, start) + 1
        if start in starts or not is_new(come, line - 1, start + len(entry.label)):
            continue
        before = _last_before([*now.values(), *typed], start)
        stop = min((s for s in starts if s > start), default=len(anchors.new))
        if before is not None and before.start + len(before.label) > start:
            continue
        if before is not None and before.stop > start:
            stop = before.stop
            _shorten(now, typed, before, start)
        typed.append(replace(entry, stop=stop))
    return now, typed


def _label(anchors: Anchors, before: Entry, there: Entry) -> str:
    """What stands where the label of an entry stood."""
    at = anchors.old.find(before.label, before.start, before.stop)
    if not before.label or at < 0 or at > before.start + _LONGEST:
        return before.label
    span = anchors.of(Span(at, at + len(before.label))).span
    inside = there.start <= span.start and span.stop <= there.stop
    found = span.of(anchors.new)
    return found if inside and found.strip() and "\n" not in found else before.label


def _last_before(found: Sequence[Entry], start: int) -> Entry | None:
    return max((e for e in found if e.start < start), key=lambda e: e.start, default=None)


def _shorten(now: dict[int, Entry], typed: list[Entry], entry: Entry, stop: int) -> None:
    for n, there in now.items():
        if there is entry:
            now[n] = replace(entry, stop=stop)
    typed[:] = [replace(there, stop=stop) if there is entry else there for there in typed]
