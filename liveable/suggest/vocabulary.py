"""Texts as rows of numbers: which words, pairs and runs of letters are in them, weighted by rarity.

Weights are tf-idf with sublinear counts: (1 + ln tf) (1 + ln((1 + n) / (1 + df))), rows at length 1
(Salton and Buckley 1988; as scikit-learn's TfidfVectorizer, which would need several times the
memory and time for this).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import scipy.sparse as sp

from liveable.suggest import words
from liveable.suggest.arrays import SLAB, Bools, Floats, Ints, Sparse

WORDS_IN = 2  # passages a word or pair must be in to count
PAIRS_ONE_IN = 20_000  # passages one of which at least must have a pair: there are many rare ones
LETTERS_IN = 3  # and a run of letters


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The features of one kind, in the order of their names, and how rare each is."""

    names: list[str]
    idf: Floats

    def column(self, name: str) -> int:
        """The column of a feature, -1 where there is none."""
        column = bisect_left(self.names, name)  # a dict of them would be larger than they are
        return column if column < len(self.names) and self.names[column] == name else -1

    def rows(self, bags: Iterable[Iterable[str]]) -> Sparse:
        """Texts, as the features they hold, as rows at length 1; unknown features are left out."""
        columns, ends = [], [0]
        for bag in bags:
            columns += [column for name in bag if (column := self.column(name)) >= 0]
            ends.append(len(columns))
        counts = sp.csr_matrix(
            (np.ones(len(columns), np.float32), columns, ends),
            (len(ends) - 1, len(self.names)),
        )
        counts.sum_duplicates()
        return weighted(counts, self.idf)


def weighted(counts: Sparse, idf: Floats) -> Sparse:
    """Counts made tf-idf rows at length 1, in place."""
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    ends = counts.indptr
    squares = np.concatenate([[0.0], np.cumsum(np.square(counts.data, dtype=np.float64))])
    lengths = np.sqrt(np.maximum(squares[ends[1:]] - squares[ends[:-1]], 1e-18))
    counts.data /= np.repeat(lengths, np.diff(ends)).astype(np.float32)
    return counts


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """The words of all passages, one after another: ``ids`` number ``names``, ``row`` the passages;
    ``count`` is the number of passages.
    """

    names: list[str]
    ids: Ints
    row: Ints
    count: int


def said(texts: Sequence[str], divide: Callable[[str], Sequence[str]] = words.words) -> Said:
    """The words of texts, numbered in the order they come."""
    numbers = dict[str, int]()
    lengths = np.zeros(len(texts), np.int32)

    def numbered(row: int, text: str) -> list[int]:
        found = divide(text)
        lengths[row] = len(found)
        return [numbers.setdefault(word, len(numbers)) for word in found]

    every = chain.from_iterable(numbered(row, text) for row, text in enumerate(texts))
    ids = np.fromiter(every, np.int32)
    row = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    return Said(list(numbers), ids, row, len(texts))


def word_rows(spoken: Said) -> tuple[Vocabulary, Sparse]:
    """Words and pairs of words (``words.grams``) of every passage, rows at length 1."""
    many = len(spoken.names)
    counts, known = _counted(spoken)
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    least = np.full(len(seen), min(WORDS_IN, spoken.count))
    least[many + 1 :] = max(least[0], spoken.count // PAIRS_ONE_IN)
    kept = np.flatnonzero(seen >= least)
    single, pairs = kept[kept <= many], known[kept[kept > many] - many - 1]
    marked = [*spoken.names, words.NUMBER, words.FIRST, words.LAST]
    names = [marked[column] for column in single.tolist()]
    for left, right in zip(*(half.tolist() for half in np.divmod(pairs, many + 3)), strict=True):
        names.append(f"{marked[left]} {marked[right]}")
    order = sorted(range(len(names)), key=names.__getitem__)
    idf = _idf(seen[kept[order]], spoken.count)
    placed = _moved(counts, kept[order])
    return Vocabulary([names[n] for n in order], idf), weighted(placed, idf)


def _counted(spoken: Said) -> tuple[Sparse, Ints]:
    """How often each word (by its number), a number (after them) and each pair (after that) is in
    each passage; and what the pairs are: the left one's number times three more than there are
    words, plus the right one's.
    """
    many = len(spoken.names)
    number, first, last = many, many + 1, many + 2
    digits = np.array([name.isdigit() for name in spoken.names], bool)
    classed = spoken.ids.copy()
    if many:
        classed[digits[spoken.ids]] = number
    with_number = np.unique(spoken.row[classed == number])

    row = np.repeat(
        np.arange(spoken.count, dtype=np.int32),
        np.bincount(spoken.row, minlength=spoken.count) + 2,
    )
    line = np.empty(len(row), np.int64)
    line[np.arange(len(classed)) + 2 * spoken.row + 1] = classed
    line[np.flatnonzero(np.diff(row, prepend=-1))] = first
    line[np.flatnonzero(np.diff(row, append=spoken.count))] = last
    inside = row[1:] == row[:-1]
    known, pair = np.unique((line[:-1] * (many + 3) + line[1:])[inside], return_inverse=True)

    pair += many + 1
    parts = spoken.ids, np.full(len(with_number), number, np.int32), pair.astype(np.int32)
    rows = np.concatenate([spoken.row, with_number, row[1:][inside]])
    ones = np.ones(len(rows), np.float32)
    shape = spoken.count, many + 1 + len(known)
    return sp.csr_matrix((ones, (rows, np.concatenate(parts))), shape), known


def letter_rows(texts: Sequence[str]) -> tuple[Vocabulary, Sparse]:
    """Runs of letters (``words.letters``) of every passage, rows at length 1.

    Worked out for each distinct part between white space, and for some rows at a time.
    """
    parts = said(texts, lambda text: words.folded(text).split())
    shape = len(texts), len(parts.names)
    counts = sp.csr_matrix((np.ones(len(parts.ids), np.float32), (parts.row, parts.ids)), shape)
    names, spelling = _spelt(parts)
    seen = np.zeros(len(names), np.int64)
    for first in range(0, len(texts), SLAB):
        found = (counts[first : first + SLAB] @ spelling).indices
        seen += np.bincount(found, minlength=len(seen))
    kept = np.flatnonzero(seen >= min(LETTERS_IN, len(texts)))
    idf = _idf(seen[kept], len(texts))
    spelling = spelling[:, kept]

    total = int(seen[kept].sum())
    data, indices = np.empty(total, np.float32), np.empty(total, np.int32)
    ends = np.zeros(len(texts) + 1, np.int64)
    done = 0
    for first in range(0, len(texts), SLAB):
        some = weighted(counts[first : first + SLAB] @ spelling, idf)
        data[done : done + some.nnz] = some.data
        indices[done : done + some.nnz] = some.indices
        ends[first + 1 : first + 1 + some.shape[0]] = done + some.indptr[1:]
        done += some.nnz
    rows = sp.csr_matrix((data, indices, ends), (len(texts), len(kept)))
    return Vocabulary([names[column] for column in kept], idf), rows


def _spelt(parts: Said) -> tuple[list[str], Sparse]:
    """The runs of letters in order, without those that cannot be in enough passages, and how often
    each is in each part.
    """
    runs = said(parts.names, lambda part: list(words.runs(part)))
    often = np.bincount(parts.ids, minlength=len(parts.names))
    at_most = np.bincount(runs.ids, often[runs.row], minlength=len(runs.names))
    kept = np.flatnonzero(at_most >= min(LETTERS_IN, parts.count)).tolist()
    kept.sort(key=runs.names.__getitem__)
    ones = np.ones(len(runs.ids), np.float32)
    counts = sp.csr_matrix((ones, (runs.row, runs.ids)), (runs.count, len(runs.names)))
    return [runs.names[column] for column in kept], counts[:, kept]


def stem_rows(spoken: Said) -> tuple[dict[str, int], Sparse]:
    """The stems of telling words with their columns, and which are in which passage (1 or none)."""
    numbers = dict[str, int]()
    stem = np.array(
        [
            numbers.setdefault(words.stem(name), len(numbers)) if words.telling(name) else -1
            for name in spoken.names
        ],
        np.int32,
    )
    of_word = stem[spoken.ids] if len(stem) else spoken.ids
    tells: Bools = of_word >= 0
    where = (spoken.row[tells], of_word[tells])
    ones = np.ones(len(where[0]), np.float32)
    there = sp.csr_matrix((ones, where), (spoken.count, len(numbers)))
    there.data[:] = 1
    return numbers, there


def _idf(seen: Ints, count: int) -> Floats:
    return np.asarray(np.log((1 + count) / (1 + seen)) + 1, np.float32)


def _moved(counts: Sparse, columns: Ints) -> Sparse:
    """These columns, in this order."""
    place = np.full(counts.shape[1], -1, np.int32)
    place[columns] = np.arange(len(columns), dtype=np.int32)
    column = place[counts.indices]
    kept = column >= 0
    ends = np.concatenate([[0], np.cumsum(kept)])[counts.indptr]
    shape = counts.shape[0], len(columns)
    found = sp.csr_matrix((counts.data[kept], column[kept], ends), shape)
    found.sort_indices()
    return found
