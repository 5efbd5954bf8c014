"""The words of documents as cues are looked for in them, sentence by sentence, and where words
stand one after another. What ``cues`` does for one spaCy Doc is done here for a corpus at once:
the words are kept as numbers, so that a cue that was changed is found again in no time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from liveable.core.codebook import Respelling
from liveable.core.sentences import sentences
from liveable.core.shadow import Shadow, shadow
from liveable.core.spans import Span
from liveable.suggest.arrays import Ints
from liveable.suggest.hits import Words
from liveable.suggest.pipelines import Read

K = TypeVar("K")
_BETWEEN = "\n.\n"  # no word, and no respelling reaches over it
_Longs = NDArray[np.int64]


class Names:
    """The numbers of words, in the order in which they were first heard."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def of(self, words: Iterable[str]) -> Ints:
        """The numbers of words, new ones for those not heard before."""
        number = self.number
        return np.fromiter((number.setdefault(word, len(number)) for word in words), np.int32)

    def known(self, words: Words) -> tuple[int, ...] | None:
        """The numbers of words; None where one was never heard."""
        found = tuple(self.number.get(word, -1) for word in words)
        return None if -1 in found else found


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """The sentences of one document, or of several after one another, and their words.

    ``begin`` and ``end`` are the sentences' places in their document's text, ``part`` the number of
    the part they are in. ``ids`` number the words, ``row`` is each one's sentence, ``start`` and
    ``stop`` its place in the text. ``lemmas`` number the words' dictionary forms; the words
    themselves, where nobody knows them.
    """

    begin: Ints
    end: Ints
    part: Ints
    ids: Ints
    row: Ints
    start: Ints
    stop: Ints
    lemmas: Ints

    def __len__(self) -> int:
        return len(self.begin)


def spoken(
    text: str,
    parts: Sequence[Span],
    names: Names,
    *,
    english: bool,
    dialect: Sequence[Respelling] = (),
    read: Callable[[str], Read] | None = None,
) -> Spoken:
    """The sentences of some parts of a text, and their words in the shadow; with ``read``, the
    sentences and dictionary forms that a pipeline finds.
    """
    places: list[tuple[int, int, int]] = []
    tokens, forms = list[int](), list[str]()  # where the pipeline's words begin, and their lemmas
    for number, part in enumerate(parts):
        seen_by = read(part.of(text)) if read else None
        for a, b in seen_by.sentences if seen_by else sentences(part.of(text)):
            places.append((part.start + a, part.start + b, number))
        if seen_by:
            tokens += [part.start + word.start for word in seen_by.words]
            forms += seen_by.lemmas
    table = np.fromiter(chain.from_iterable(places), np.int32).reshape(-1, 3)
    begin, end, of_part = (np.ascontiguousarray(column) for column in table.T)
    seen = shadow(
        _BETWEEN.join(text[a:b] for a, b, _ in places), dialect, english=english
    )  # at once: to begin anew for each sentence takes longer than to read it
    stretches = seen.words()
    ids = names.of(seen.text[a:b] for a, b in stretches)
    found = np.fromiter(chain.from_iterable(stretches), np.int64).reshape(-1, 2)
    start, stop = _places(seen, found[:, 0], found[:, 1])
    lengths = (end - begin).astype(np.int64) + len(_BETWEEN)
    first = np.cumsum(lengths) - lengths  # where each sentence begins in what was read
    row = np.asarray(np.searchsorted(first, start, "right") - 1, np.int32)
    shift = begin[row] - first[row]
    start = np.asarray(start + shift, np.int32)
    lemmas = ids
    if tokens:
        at = np.maximum(np.searchsorted(np.array(tokens), start, "right") - 1, 0)
        known = np.array([bool(form) for form in forms])[at]
        lemmas = np.where(known, names.of(forms)[at], ids).astype(np.int32)
    return Spoken(begin, end, of_part, ids, row, start, np.asarray(stop + shift, np.int32), lemmas)


def _places(seen: Shadow, start: _Longs, stop: _Longs) -> tuple[_Longs, _Longs]:
    """As ``Shadow.span``, of many stretches."""
    for layer in reversed(seen.layers):
        pieces = np.fromiter(chain.from_iterable(layer), np.int64).reshape(-1, 4)
        first, last, before, until = np.vstack([[0, 0, 0, 0], pieces]).T
        at = np.searchsorted(first[1:], start, "right")
        start = np.where(start < last[at], before[at], start - last[at] + until[at])
        at = np.searchsorted(first[1:], stop - 1, "right")
        stop = np.where(stop <= last[at], until[at], stop - last[at] + until[at])
    return start, stop


def joined(documents: Sequence[Spoken]) -> Spoken:
    """Documents one after another, their sentences and parts numbered through."""
    rows = np.cumsum([0, *(len(one) for one in documents)])
    parts = np.cumsum([0, *(int(one.part.max(initial=-1)) + 1 for one in documents)])
    nothing = np.zeros(0, np.int32)

    def whole(columns: Iterable[Ints]) -> Ints:
        return np.concatenate([nothing, *columns]).astype(np.int32, copy=False)

    return Spoken(
        whole(one.begin for one in documents),
        whole(one.end for one in documents),
        whole(one.part + np.int32(parts[n]) for n, one in enumerate(documents)),
        whole(one.ids for one in documents),
        whole(one.row + np.int32(rows[n]) for n, one in enumerate(documents)),
        whole(one.start for one in documents),
        whole(one.stop for one in documents),
        whole(one.lemmas for one in documents),
    )


class Found(NamedTuple):
    """Where the words of something stand: the numbers of the first and the last word, in order."""

    first: Ints
    last: Ints


def find(
    within: Spoken, wanted: Mapping[K, Iterable[Words]], names: Names
) -> Iterator[tuple[K, Found]]:
    """For each that is wanted, in order, where one of its forms stands inside a sentence; those
    that stand nowhere are left out.
    """
    counts = np.bincount(within.ids, minlength=len(names.number))
    forms = {
        key: [known for words in sorted(some) if (known := names.known(words))]
        for key, some in wanted.items()
    }
    pivot = {
        form: min(range(len(form)), key=lambda n: counts[form[n]])
        for some in forms.values()
        for form in some
    }  # of each form the rarest word, which is looked for first
    looked_for = np.zeros(len(names.number), bool)
    looked_for[[form[at] for form, at in pivot.items()]] = True
    places = np.flatnonzero(looked_for[within.ids]) if len(within.ids) else np.zeros(0, np.int64)
    places = places[np.argsort(within.ids[places], kind="stable")]
    ids = within.ids[places]
    for key, some in forms.items():
        hits: list[tuple[_Longs, int]] = []
        for form in some:
            word = form[pivot[form]]
            first, last = np.searchsorted(ids, (word, word + 1))
            hits.append((_standing(within, form, places[first:last] - pivot[form]), len(form)))
        begin = np.concatenate([np.zeros(0, np.int64), *(at for at, _ in hits)])
        if len(begin):
            size = np.concatenate([np.full(len(at), long) for at, long in hits])
            order = np.lexsort((size, begin))
            begin, size = begin[order], size[order]
            yield key, Found(begin.astype(np.int32), (begin + size - 1).astype(np.int32))


def _standing(within: Spoken, form: tuple[int, ...], at: _Longs) -> _Longs:
    """Of some places those where all the words of a form stand, in one sentence."""
    at = at[(at >= 0) & (at + len(form) <= len(within.ids))]
    for n, word in enumerate(form):
        at = at[within.ids[at + n] == word]
    same = within.row[at] == within.row[at + len(form) - 1]
    return np.asarray(at[same])
