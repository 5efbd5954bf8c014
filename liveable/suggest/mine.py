"""Cue mining: phrases that tell a code's codings from the rest.

A phrase is worth the sum of two log-likelihood ratios, in nats. The first compares in how many of
the code's passages it is with in how many of those that were read and not so coded (Dunning 1993,
"Accurate methods for the statistics of surprise and coincidence"). The second asks the learner,
which also knows the codebook's words, what it thinks of the passages that hold the phrase, those
read judged without their person's words: for a mean standard score m of n passages, n m² / 2, as
if there were never more than about twenty.
By the counts alone, words that happen to stand in a coded passage come first; both together put
half as many right ones again among the first five (docs/suggestions.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Proposal
from liveable.core.shadow import shadow
from liveable.suggest.alike import likeness, near
from liveable.suggest.arrays import Bools
from liveable.suggest.learn import Learned
from liveable.suggest.phrases import Phrases, phrases, spoken
from liveable.suggest.words import stem, telling

MOST = 30
_LIKELIEST = 30  # unread passages whose phrases are looked at beside those of the coded ones
_SAME = 0.6  # the share of their places from which two phrases with common words are one
_ENOUGH = 20  # passages, about, beyond which more make a phrase no more certain
_LOOKED_AT = 400  # the best phrases, among which those that say the same are joined
_SEEN = 8  # passages, coded and unread, in which it is looked up how a phrase is written
_TELLS = 3  # words from which a phrase of common words alone tells something ("in my own")

_Words = tuple[str, ...]
_Numbers = NDArray[np.float64]
_Counts = NDArray[np.integer]


def mine(learned: Learned, code: str, most: int = MOST) -> list[Proposal]:
    """Phrases of one to four words for a code, the best first.

    They are looked for in the passages coded with it, and in the unread ones that the learner likes
    best for it, so that there are phrases from the first coding on, and some before it.
    Each is in two people's words at least, or in two documents of one person. It is no cue of the
    code and holds none, and is neither banned nor misleading for it. Of phrases that point at much
    the same passages, and of the forms of one word, only the best is proposed.
    """
    said = _Passages.of(learned, code)
    words = spoken(learned.features)
    found = phrases(words, said.telling, said.everywhere)
    known = _Known.of(learned, code)
    proposals: list[Proposal] = []
    kept = [
        _Phrase(cue, 0, 0, 0, 0.0, frozenset(learned.features.shadows.rows(" ".join(cue)).tolist()))
        for cue in known.cues
    ]
    for one in _best(said, found, words.names):
        if len(proposals) == most:
            break
        if one.words in known or any(_same(one, other) for other in kept):
            continue
        proposal = _proposal(learned, said, one)
        if proposal is not None:
            proposals.append(proposal)
            kept.append(one)
    return proposals


def keyness(inside: _Counts, coded: int, outside: _Counts, uncoded: int) -> _Numbers:
    """How surprising it is, in nats, that a phrase is in ``inside`` of ``coded`` passages and in
    ``outside`` of ``uncoded`` ones, were it as frequent in both: Dunning's log likelihood ratio
    (half of his -2 log λ), below 0 where the phrase is rarer in the coded ones.
    """
    both = (inside + outside) / max(1, coded + uncoded)
    ratio = (
        _surprise(inside, coded * both)
        + _surprise(coded - inside, coded * (1 - both))
        + _surprise(outside, uncoded * both)
        + _surprise(uncoded - outside, uncoded * (1 - both))
    )
    return np.where(inside * uncoded >= outside * coded, ratio, -ratio)


def _surprise(seen: _Counts, expected: _Numbers) -> _Numbers:
    there = seen > 0
    return np.asarray(seen * np.log(np.where(there, seen, 1) / np.where(there, expected, 1)))


@dataclass(frozen=True, slots=True, eq=False)
class _Passages:
    """What is known of the passages for one code, row by row; ``likely`` is what the learner thinks
    of them, as standard scores, with the person of those read held out.
    """

    inside: Bools
    outside: Bools
    unread: Bools
    likely: _Numbers
    group: NDArray[np.int32]  # the person, or where there is but one the document

    @property
    def everywhere(self) -> Bools:
        return self.inside | self.outside | self.unread

    @property
    def telling(self) -> Bools:
        """The passages whose phrases are looked at."""
        unread = self.likely * self.unread
        best = np.argsort(-unread, kind="stable")[:_LIKELIEST]
        found = self.inside.copy()
        found[best[unread[best] > 0]] = True
        return found

    @classmethod
    def of(cls, learned: Learned, code: str) -> _Passages:
        column = [one.code for one in learned.material.codes].index(code)
        passages = learned.passages
        known, coded = learned.known[:, column], learned.labels[:, column] > 0
        inside = np.zeros(len(passages), bool)
        inside[learned.rows[known & coded]] = True
        outside = passages.offered & passages.read
        outside[learned.rows[known & ~coded]] = True
        outside &= ~inside
        unread = passages.offered & ~inside & ~outside
        score = learned.scores[:, column].astype(np.float64)
        held = learned.held[:, column]
        there = np.isfinite(held)
        score[learned.rows[there]] = held[there]
        known_of = inside | outside | unread
        likely = np.zeros(len(passages))
        if known_of.any():
            likely[known_of] = score[known_of] - score[known_of].mean()
            likely /= likely[known_of].std() or 1.0
        several = len(np.unique(passages.person[passages.offered])) > 1
        group = passages.person if several else passages.document
        return cls(inside, outside, unread, likely, group)


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    words: _Words
    inside: int
    outside: int
    unread: int
    keyness: float
    rows: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is not to be proposed for a code: its cues, what is banned, and words that mislead."""

    cues: tuple[_Words, ...]
    banned: frozenset[_Words]
    misleading: frozenset[str]

    @classmethod
    def of(cls, learned: Learned, code: str) -> _Known:
        cues = next(one.cues for one in learned.material.codes if one.code == code)
        dialect = learned.material.dialect

        def words(phrase: str) -> _Words:
            seen = shadow(phrase, dialect)
            return tuple(seen.text[a:b] for a, b in seen.words())

        return cls(
            tuple(found for phrase in cues.phrases if (found := words(phrase))),
            frozenset(_stems(words(phrase)) for phrase in cues.banned),
            frozenset(word for entry in cues.misleading for word in words(entry)),
        )

    def __contains__(self, words: _Words) -> bool:
        if any(_within(cue, words) for cue in self.cues) or _stems(words) in self.banned:
            return True
        telling_ones = [word for word in words if telling(word)]
        return bool(telling_ones) and self.misleading.issuperset(telling_ones)


def _best(said: _Passages, found: Sequence[Phrases], names: Sequence[str]) -> list[_Phrase]:
    """The phrases worth most; of those worth the same, what begins and ends with telling words, the
    longer, and then in the order of letters.
    """
    coded, uncoded = int(said.inside.sum()), int(said.outside.sum())
    several = len(np.unique(said.group[said.everywhere])) > 1
    best: list[_Phrase] = []
    for some in found:
        inside, outside, unread = map(some.count, [said.inside, said.outside, said.unread])
        everywhere = inside + outside + unread
        mean = some.total(said.likely) / everywhere
        seen = everywhere * _ENOUGH / (everywhere + _ENOUGH)
        worth = keyness(inside, coded, outside, uncoded) + seen * mean * np.abs(mean) / 2
        shared = some.spread(said.group) > 1 if several else everywhere > 1
        chosen = np.flatnonzero(shared & (worth > 0))
        for n in chosen[np.argsort(-worth[chosen], kind="stable")[:_LOOKED_AT]].tolist():
            words = tuple(names[word] for word in some.ids[n])
            if _tells(words):
                counts = int(inside[n]), int(outside[n]), int(unread[n])
                rows = frozenset(some.rows(n).tolist())
                best.append(_Phrase(words, *counts, float(worth[n]), rows))
    return sorted(best, key=lambda one: (-round(one.keyness, 6), _ragged(one.words), one.words))


def _tells(words: _Words) -> bool:
    if all(word.isdigit() for word in words):
        return False
    return len(words) >= _TELLS or any(map(telling, words))


def _ragged(words: _Words) -> tuple[int, int]:
    return sum(not telling(word) for word in (words[0], words[-1])), -len(words)


def _same(one: _Phrase, other: _Phrase) -> bool:
    """Whether two phrases say the same: they are in the same passages, or forms of the same words,
    or they overlap and are in mostly the same passages.
    """
    if one.rows == other.rows or _stems(one.words) == _stems(other.words):
        return True
    if not (_meet(one.words, other.words) or _meet(other.words, one.words)):
        return False
    return len(one.rows & other.rows) >= _SAME * len(one.rows | other.rows)


def _meet(one: _Words, other: _Words) -> bool:
    """Whether one holds the other, or ends with what the other begins with."""
    return _within(other, one) or any(
        one[-size:] == other[:size] for size in range(1, min(len(one), len(other)))
    )


def _within(short: _Words, long: _Words) -> bool:
    size = len(short)
    return any(long[n : n + size] == short for n in range(len(long) - size + 1))


@lru_cache(maxsize=4_096)
def _stems(words: _Words) -> _Words:
    return tuple(map(stem, words))


def _proposal(learned: Learned, said: _Passages, one: _Phrase) -> Proposal | None:
    """The phrase as it mostly stands in the text; None where punctuation always parts its words."""
    rows = sorted(one.rows)
    coded = [row for row in rows if said.inside[row]]
    unread = [row for row in rows if said.unread[row]]
    written = Counter(
        words for row in coded[:_SEEN] + unread[:_SEEN] for words in _written(learned, row, one)
    )
    if not written:
        return None
    phrase = max(written, key=lambda words: (written[words], words.islower(), words))
    # A coded passage, and of the unread ones that which suits best and one that suits middling.
    unread.sort(key=lambda row: (-said.likely[row], row))
    shown = coded[:1] + unread[:1] + unread[1:][(len(unread) - 1) // 2 :][:1]
    like = likeness(learned.features, shown, np.flatnonzero(said.inside)).max(axis=1, initial=0)
    places = (near(learned.passages, row, n) for row, n in zip(shown, like, strict=True))
    return Proposal(phrase, one.inside, one.outside, one.unread, one.keyness, tuple(places))


def _written(learned: Learned, row: int, one: _Phrase) -> Iterator[str]:
    """How a phrase is written in a passage, where nothing but spaces and hyphens is between."""
    text = learned.passages.texts[row]
    seen = shadow(text, learned.material.dialect)
    stretches = seen.words()
    written = [seen.text[a:b] for a, b in stretches]
    size = len(one.words)
    for n in range(len(written) - size + 1):
        if tuple(written[n : n + size]) == one.words:
            gaps = (seen.text[a[1] : b[0]] for a, b in pairwise(stretches[n : n + size]))
            if all(not gap.strip(" -'") for gap in gaps):
                place = seen.span(stretches[n][0], stretches[n + size - 1][1])
                yield " ".join(place.of(text).split())
