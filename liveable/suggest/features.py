"""What is known of every passage before anything is coded: its words, letters and topics, its
neighbours and speaker, and where cues are found. Worked out once for a corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import scipy.sparse as sp

from liveable.core.codebook import Respelling
from liveable.core.progress import SILENT, Progress
from liveable.core.shadow import Shadow, shadow
from liveable.suggest.arrays import SLAB, TINY, Floats, Ints, Matrix, Sparse, give_back, pick, unit
from liveable.suggest.passages import Passages
from liveable.suggest.vocabulary import WORDS_IN, letter_rows, said, stem_rows, word_rows

Kind = Literal["words", "topics", "vectors", "speaker", "letters"]
Place = Literal["self", "prev", "next", "question"]
Encode: TypeAlias = Callable[[Sequence[str]], Floats]  # texts -> unit vectors, a row for each

# How much each kind of feature may weigh, by the passage it is taken from: the variance of its
# weights before anything is read. Every figure lies on a plateau (docs/suggestions.md).
WEIGHTS: dict[Kind, dict[Place, float]] = {
    "words": {"self": 1.0, "prev": 0.2, "next": 0.1, "question": 0.14},
    "topics": {"self": 0.5, "prev": 0.1, "next": 0.05, "question": 0.1},
    "vectors": {"self": 1.5, "prev": 0.1, "next": 0.05},
    "speaker": {"self": 0.25},
    "letters": {"self": 0.6},
}
LETTERS_FROM, LETTERS_FULL = 300, 1000  # passages read, before letters say anything; say all
TOPICS = 100  # dimensions of the latent semantic analysis
TOPIC_ROWS = 20_000  # passages it is made from, spread evenly, where there are more
SHORTER = -0.15  # stems count for less in a passage of many
_OVERSAMPLED, _ROUNDS = 10, 2  # of the random projection


class Vectors(NamedTuple):
    """What a sentence encoder says: a unit vector for every passage (n x d), and for any text."""

    rows: Floats
    encode: Encode


class Block(NamedTuple):
    """Features of one kind, taken from one place: ``rows[at]`` are the features of all passages
    (none where ``at`` is -1), and their weights have the variance ``weight``.
    """

    kind: Kind
    place: Place
    rows: Matrix
    at: Ints
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """Latent semantic analysis of the words (Deerwester et al. 1990): ``turn`` (dimensions x some
    ``columns`` of so many words) makes ``rows`` of rows of words; their ``lengths`` were made 1.
    """

    turn: Floats
    columns: Ints
    words: int
    rows: Floats
    lengths: Floats

    @property
    def axes(self) -> Floats:
        """The same for all words, those that say nothing of topics with zeros: dimensions x words,
        large.
        """
        if len(self.columns) == self.words:
            return self.turn
        found = np.zeros((len(self.turn), self.words), np.float32)
        found[:, self.columns] = self.turn
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The encoder's vectors (half precision), and how to whiten them.

    A row x whitened is (x - mean) turn, at length 1; ``lengths`` are the lengths before that.
    """

    rows: Matrix
    encode: Encode
    mean: Floats
    turn: Floats
    lengths: Floats
    centre: Floats  # mean of the whitened rows

    def whitened(self, vectors: Floats) -> Floats:
        """Vectors in the whitened space, at length 1."""
        return unit(np.asarray((vectors - self.mean) @ self.turn, np.float32))

    def likeness(self, targets: Floats, *, white: bool) -> Floats:
        """The inner product of every passage with each target (rows), n x targets.

        ``white``: the passages' whitened vectors, and targets in that space.
        """
        turned = self.turn @ targets.T if white else targets.T
        found = np.empty((len(self.rows), len(targets)), np.float32)
        for first in range(0, len(self.rows), SLAB):
            some = slice(first, first + SLAB)
            found[some] = self.rows[some].astype(np.float32) @ turned
        if white:
            found -= self.mean @ turned
            found /= self.lengths[:, None]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Shadows:
    """The shadows of all passages in one string, in which cues are found by searching.

    Words stand between spaces, passages between lines; ``starts`` is where each begins.
    """

    text: str
    starts: Ints
    dialect: tuple[Respelling, ...]

    def rows(self, phrase: str) -> Ints:
        """The passages that hold the phrase, as the cue finder would find it."""
        ways = (shadow(phrase, self.dialect, open_ends=far) for far in (False, True))
        found = list[int]()
        for line in dict.fromkeys(map(_line, ways)):
            at = self.text.find(line) if line.strip() else -1
            while at >= 0:
                found.append(at)
                at = self.text.find(line, at + 1)
        rows = np.searchsorted(self.starts, np.array(found, np.int64), "right") - 1
        return np.unique(rows).astype(np.int32)


def _line(seen: Shadow) -> str:
    """A shadow's words, each with a space before and after it."""
    return " ".join(["", *(seen.text[a:b] for a, b in seen.words()), ""])


class Features:
    """The features of all passages of a corpus. Nothing in them depends on codes or codings.

    ``kept`` is for whoever works something out from them alone and wants it again.
    """

    def __init__(
        self,
        passages: Passages,
        vectors: Vectors | None = None,
        *,
        dialect: Sequence[Respelling] = (),
        progress: Progress = SILENT,
    ) -> None:
        steps = 6
        self.passages = passages
        self.kept: dict[Hashable, Floats] = {}
        progress.step(0, steps, "Looking at words")
        spoken = said(passages.texts)
        self.words, self.word_rows = word_rows(spoken)
        progress.step(1, steps, "Looking at words")
        self.stems, self.stem_rows = stem_rows(spoken)
        seen = np.bincount(self.stem_rows.indices, minlength=len(self.stems))
        self.rarity = np.asarray(np.log(1 + len(passages) / (1 + seen)), np.float32)
        distinct = np.diff(self.stem_rows.indptr)
        self.brevity = np.asarray((1.0 + distinct) ** SHORTER, np.float32)
        progress.step(2, steps, "Looking at letters")
        self.letters, self.letter_rows = letter_rows(passages.texts)
        progress.step(3, steps, "Looking for topics")
        self.topics = _topics(self.word_rows)
        self.speaker_rows = _speakers(passages.speaker)
        progress.step(4, steps, "Listening for cues")
        self.shadows = shadows_of(passages.texts, tuple(dialect))
        progress.step(5, steps, "Looking at meanings")
        self.space = _space(vectors) if vectors is not None else None
        give_back()
        progress.step(steps, steps)

    def __len__(self) -> int:
        return len(self.passages)

    def blocks(self, read: int) -> list[Block]:
        """The features that count when so many passages are read."""
        rows: dict[Kind, Matrix | None] = {
            "words": self.word_rows,
            "topics": self.topics.rows if self.topics else None,
            "vectors": self.space.rows if self.space else None,
            "speaker": self.speaker_rows,
            "letters": self.letter_rows,
        }
        known = self.passages
        at: dict[Place, Ints] = {
            "self": np.arange(len(known), dtype=np.int32),
            "prev": known.prev,
            "next": known.next,
            "question": known.question,
        }
        return [
            Block(kind, place, of_kind, at[place], weight * _said_by(kind, read))
            for kind, of_kind in rows.items()
            if of_kind is not None and _said_by(kind, read) > 0
            for place, weight in WEIGHTS[kind].items()
        ]


def _said_by(kind: Kind, read: int) -> float:
    if kind != "letters":
        return 1.0
    return min(1.0, max(0.0, (read - LETTERS_FROM) / (LETTERS_FULL - LETTERS_FROM)))


def taken(block: Block, rows: Ints) -> Matrix:
    """The block's features of some passages, in single precision."""
    found = pick(block.rows, block.at[rows])
    return found if sp.issparse(found) else np.asarray(found, np.float32)


def times(block: Block, weights: Floats) -> Floats:
    """The block's features of all passages times weights (features x codes): n x codes."""
    if sp.issparse(block.rows) or block.rows.dtype == np.float32:
        found = np.asarray(block.rows @ weights, np.float32)
    else:
        found = np.empty((len(block.rows), weights.shape[1]), np.float32)
        for first in range(0, len(found), SLAB):
            some = slice(first, first + SLAB)
            found[some] = block.rows[some].astype(np.float32) @ weights
    return found if block.place == "self" else pick(found, block.at)


def _topics(words: Sparse) -> Topics | None:
    """None where there are too few words or passages for even one topic.

    The axes are found by random projection, in which two rounds bring out what is strong (Halko,
    Martinsson and Tropp 2011, §4.4-4.5 and §5.1), always with the same random numbers.
    """
    count = words.shape[0]
    rows = words
    if count > TOPIC_ROWS:
        rows = words[np.linspace(0, count - 1, TOPIC_ROWS).astype(int)]
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    columns = np.flatnonzero(seen >= min(WORDS_IN, count)).astype(np.int32)
    dimensions = min(TOPICS, len(columns) - 1, count - 1)
    if dimensions < 1:
        return None
    rows = rows[:, columns]
    found = np.random.RandomState(0).normal(size=(rows.shape[0], dimensions + _OVERSAMPLED))
    found = found.astype(np.float32)
    for _ in range(_ROUNDS):
        found, _ = np.linalg.qr(rows @ (rows.T @ found))
    basis, _ = np.linalg.qr(rows.T @ found)
    turn, _, _ = np.linalg.svd((rows @ basis).T, full_matrices=False)
    axes = np.ascontiguousarray((basis @ turn[:, :dimensions]).T, np.float32)
    placed = np.asarray(words[:, columns] @ axes.T, np.float32)
    lengths = np.linalg.norm(placed, axis=1) + TINY
    placed /= lengths[:, None]
    return Topics(axes, columns, words.shape[1], placed, lengths)


def _speakers(speaker: Ints) -> Sparse | None:
    """Who speaks, one column for each speaker; None where nobody is named."""
    many = int(speaker.max(initial=-1)) + 1
    if not many:
        return None
    return pick(sp.identity(many, np.float32, "csr"), speaker)


def shadows_of(texts: Sequence[str], dialect: tuple[Respelling, ...]) -> Shadows:
    lines = [_line(shadow(text, dialect)) for text in texts]
    lengths = np.array([len(line) + 1 for line in lines], np.int64)
    starts = np.asarray(np.cumsum(lengths) - lengths, np.int32)
    return Shadows("\n".join(lines), starts, dialect)


def _space(vectors: Vectors) -> Space:
    rows = np.asarray(vectors.rows, np.float16)
    count, width = rows.shape
    mean = np.asarray(rows.mean(axis=0, dtype=np.float64), np.float32)
    spread = np.zeros((width, width))
    for first in range(0, count, SLAB):
        some = rows[first : first + SLAB].astype(np.float32) - mean
        spread += some.T @ some
    spread /= count
    values, axes = np.linalg.eigh(spread + np.trace(spread) / width * np.eye(width))
    turn = np.asarray((axes * values**-0.5) @ axes.T, np.float32)
    lengths, centre = np.empty(count, np.float32), np.zeros(width)
    for first in range(0, count, SLAB):
        some = (rows[first : first + SLAB].astype(np.float32) - mean) @ turn
        lengths[first : first + SLAB] = long = np.linalg.norm(some, axis=1) + TINY
        centre += (some / long[:, None]).sum(axis=0, dtype=np.float64)
    return Space(rows, vectors.encode, mean, turn, lengths, np.asarray(centre / count, np.float32))
