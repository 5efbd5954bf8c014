"""Which words of a passage its features come from: the way back from numbers to words.

Every feature of a passage is divided among the words in which it stands. A pair of words goes half
and half; runs of letters to the words they lie in; a stem to the words that have it. What lies in
no word (the letters of an emoji, say) goes to none.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from liveable.suggest import words
from liveable.suggest.arrays import Sparse
from liveable.suggest.features import Features
from liveable.suggest.vocabulary import Vocabulary

T = TypeVar("T")
_KEPT = 10_000  # passages whose words are kept
_SLAB = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Grains:
    """The words of some passages in order, and how much of its passage's features is each word's.

    ``passage`` numbers ``rows``; ``start`` and ``stop`` are places in the passage's text; ``text``
    is in small letters. ``words``, ``letters`` and ``stems`` are words here x columns of the
    features; over the words of a passage they add up to its row of features, with what stands in
    no word (``loose``, passages x columns of words and of letters).
    """

    rows: NDArray[np.int64]
    passage: NDArray[np.int64]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    text: list[str]
    words: Sparse
    letters: Sparse
    stems: Sparse
    loose: tuple[Sparse, Sparse]


def grains(features: Features, rows: Sequence[int] | NDArray[np.integer]) -> Grains:
    """The words of these passages, with what each has of their features."""
    parts: dict[str, _Part] = remembered(features, "parts", dict)
    stems = remembered(features, "stems", lambda: _Stems(features.stems))
    numbers = np.asarray(rows, np.int64)
    passage: list[int] = []
    start: list[int] = []
    stop: list[int] = []
    text: list[str] = []
    of_words, of_letters, of_stems = _Divided(), _Divided(), _Divided()
    for number, row in enumerate(numbers.tolist()):
        folded = words.folded(features.passages.texts[row])
        first, at = len(text), 0
        for written in folded.split():
            at = folded.index(written, at)
            part = parts.get(written)
            if part is None:
                part = parts[written] = _part(features, written)
            here = len(text)
            for word in part.words:
                text.append(word.text)
                start.append(at + word.start)
                stop.append(at + word.stop)
            of_letters.passage.extend(repeat(number, len(part.columns)))
            of_letters.column += part.columns
            of_letters.word.extend(here + one if one >= 0 else -1 for one in part.word)
            of_letters.share += part.share
            at += len(written)
        passage += [number] * (len(text) - first)
        _grams(features.words, text, first, number, of_words)
        for place in range(first, len(text)):
            if (column := stems[text[place]]) >= 0:
                of_stems.add(number, column, place, 1.0)
    by_words, loose_words = of_words.among(features.word_rows[numbers], len(text))
    by_letters, loose_letters = of_letters.among(features.letter_rows[numbers], len(text))
    by_stems, _ = of_stems.among(features.stem_rows[numbers], len(text))
    return Grains(
        numbers,
        np.array(passage, np.int64),
        np.array(start, np.int64),
        np.array(stop, np.int64),
        text,
        by_words,
        by_letters,
        by_stems,
        (loose_words, loose_letters),
    )


def kept_grains(features: Features, rows: Sequence[int] | NDArray[np.integer]) -> Grains:
    """The words of at least these passages, in order of the passages; those worked out before are
    kept, as far as there is room.
    """
    slot: list[Grains] = remembered(features, "grains", list)
    numbers = np.unique(np.asarray(rows, np.int64))
    if slot and len(slot[0].rows) > _KEPT:
        slot.clear()
    new = np.setdiff1d(numbers, slot[0].rows) if slot else numbers
    if len(new) or not slot:
        some = [grains(features, part) for part in in_slabs(new)]
        slot[:] = [_in_order(joined([*slot, *some]))]
    return slot[0]


def in_slabs(rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """As many passages as are taken apart at once, part by part; one at least."""
    return [rows[first : first + _SLAB] for first in range(0, max(1, len(rows)), _SLAB)]


def _in_order(some: Grains) -> Grains:
    """The same passages by their rows, each there once."""
    rows = np.argsort(some.rows, kind="stable")
    place = np.empty_like(rows)
    place[rows] = np.arange(len(rows))
    passage = place[some.passage]
    at = np.argsort(passage, kind="stable")
    return Grains(
        some.rows[rows],
        passage[at],
        some.start[at],
        some.stop[at],
        [some.text[n] for n in at.tolist()],
        some.words[at],
        some.letters[at],
        some.stems[at],
        (some.loose[0][rows], some.loose[1][rows]),
    )


def only(some: Grains, wanted: Collection[str]) -> Grains:
    """Of these words those wanted, in small letters."""
    at = np.array([n for n, text in enumerate(some.text) if text in wanted], np.int64)
    return Grains(
        some.rows,
        some.passage[at],
        some.start[at],
        some.stop[at],
        [some.text[n] for n in at.tolist()],
        some.words[at],
        some.letters[at],
        some.stems[at],
        some.loose,
    )


def joined(parts: Sequence[Grains]) -> Grains:
    """The words of several, one after another; there is at least one."""
    before = np.cumsum([0, *(len(one.rows) for one in parts)])
    return Grains(
        np.concatenate([one.rows for one in parts]),
        np.concatenate([one.passage + n for one, n in zip(parts, before, strict=False)]),
        np.concatenate([one.start for one in parts]),
        np.concatenate([one.stop for one in parts]),
        [text for one in parts for text in one.text],
        sp.vstack([one.words for one in parts], "csr"),
        sp.vstack([one.letters for one in parts], "csr"),
        sp.vstack([one.stems for one in parts], "csr"),
        (
            sp.vstack([one.loose[0] for one in parts], "csr"),
            sp.vstack([one.loose[1] for one in parts], "csr"),
        ),
    )


def remembered(of: object, what: Hashable, make: Callable[[], T]) -> T:
    """What was made of an object (features, what was learned) under a name, as long as that is;
    made now if it was not.
    """
    of_them = _REMEMBERED.setdefault(of, {})
    if what not in of_them:
        of_them[what] = make()
    found: T = of_them[what]
    return found


_REMEMBERED: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()


class _Part(NamedTuple):
    """A part of a text between white space: its words, by their places in it, and the columns of
    its runs of letters, each with the word it lies in (-1 none) and that word's share of it.
    """

    words: list[words.Word]
    columns: array[int]
    word: array[int]
    share: array[float]


def _part(features: Features, written: str) -> _Part:
    found = _Part(words.placed(written), array("i"), array("i"), array("d"))
    size = start = 0
    for run in words.runs(written):
        start = start + 1 if len(run) == size else -1  # a run begins with the space before the part
        size = len(run)
        column = features.letters.column(run)
        if column < 0:
            continue
        stop = start + size
        inside = [
            n for n, word in enumerate(found.words) if word.start < stop > 0 and start < word.stop
        ]
        for number in inside or [-1]:
            found.columns.append(column)
            found.word.append(number)
            found.share.append(1 / max(1, len(inside)))
    return found


class _Stems(dict[str, int]):
    """The column of each word's stem, -1 where it has none; worked out when first asked for."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns

    def __missing__(self, word: str) -> int:
        found = self._columns.get(words.stem(word), -1) if words.telling(word) else -1
        self[word] = found
        return found


def _grams(known: Vocabulary, text: list[str], first: int, passage: int, to: _Divided) -> None:
    """The words and pairs of words (``words.grams``) of the passage that begins at ``first``."""
    said = text[first:]
    for place, name in enumerate(said, first):
        if (column := known.column(name)) >= 0:
            to.add(passage, column, place, 1.0)
    classed = [words.NUMBER if name.isdigit() else name for name in said]
    if words.NUMBER in classed and (column := known.column(words.NUMBER)) >= 0:
        share = 1 / classed.count(words.NUMBER)
        for place, name in enumerate(classed, first):
            if name == words.NUMBER:
                to.add(passage, column, place, share)
    last = len(text)
    line = [words.FIRST, *classed, words.LAST]
    for place, (one, other) in enumerate(pairwise(line), first):
        if (column := known.column(f"{one} {other}")) < 0:
            continue
        if not said:
            to.add(passage, column, -1, 1.0)
            continue
        whole = place in (first, last)  # an edge has no share
        if place > first:
            to.add(passage, column, place - 1, 1.0 if whole else 0.5)
        if place < last:
            to.add(passage, column, place, 1.0 if whole else 0.5)


@dataclass(slots=True)
class _Divided:
    """Features and the words they stand in, one entry for each word of each time they stand."""

    passage: array[int] = field(default_factory=lambda: array("i"))
    column: array[int] = field(default_factory=lambda: array("i"))
    word: array[int] = field(default_factory=lambda: array("i"))
    share: array[float] = field(default_factory=lambda: array("d"))

    def add(self, passage: int, column: int, word: int, share: float) -> None:
        """A word's share of a feature that stands once."""
        self.passage.append(passage)
        self.column.append(column)
        self.word.append(word)
        self.share.append(share)

    def among(self, rows: Sparse, many: int) -> tuple[Sparse, Sparse]:
        """The features of the passages (rows) divided among their words, and those in no word."""
        width = rows.shape[1]
        passage = np.array(self.passage, np.int64)
        column = np.array(self.column, np.int64)
        word = np.array(self.word, np.int64)
        share = np.array(self.share)
        stored = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr)) * width + rows.indices
        order = np.argsort(stored, kind="stable")
        place = np.searchsorted(stored[order], passage * width + column)
        times = np.bincount(place, share, rows.nnz)[place]
        part = (rows.data[order][place] * share / times).astype(np.float32)
        there = word >= 0
        loose = ~there
        return (
            sp.csr_matrix((part[there], (word[there], column[there])), (many, width)),
            sp.csr_matrix((part[loose], (passage[loose], column[loose])), rows.shape),
        )
