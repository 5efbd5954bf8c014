"""How much each word of a passage adds to a code's score.

A score is a sum over features of the passage and of those around it, so what is said by the words,
pairs, letters, topics, stems and cues of the passage itself can be given back to its words exactly
(``grains``). The rest comes from neighbours, speaker and an encoder's vectors (``around``), from a
constant, and from the other codes, which contrast and rivals take away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liveable.core.learning import Described
from liveable.suggest import prior as told
from liveable.suggest import words
from liveable.suggest.arrays import Floats
from liveable.suggest.features import Features, Topics, taken
from liveable.suggest.grains import Grains, grains, in_slabs, joined, only, remembered
from liveable.suggest.phrases import places
from liveable.suggest.ridge import Model

_Rows = NDArray[np.int64]
_ABOUT = ("words", "topics", "letters")  # kinds of features whose words are known


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a code's score is made of: a weight for every feature of the passage itself.

    ``topics`` are weights of words, too, for a passage whose length in topics is 1; ``stems`` for
    one whose brevity is 1; ``cue`` is what each cue found adds; ``constant`` is there always.
    ``meant`` (n passages; None without an encoder) is what the encoder sees of the code's words.
    """

    code: Described
    words: Floats
    topics: Floats
    letters: Floats
    stems: Floats
    cue: float
    constant: float
    meant: Floats | None


def weights(features: Features, model: Model, codes: Sequence[Described], column: int) -> Weights:
    """The weights of one of the codes.

    What the codebook says is scaled as ``prior`` does it, which depends on the other codes too.
    """
    book = _book(features, tuple(codes), column)
    beta = float(model.beta[column])
    by_word = beta * book.words
    by_letter = beta * book.letters
    topics = beta * book.topics
    for block, weight in zip(features.blocks(model.read), model.weights, strict=True):
        if block.place != "self":
            continue
        if block.kind == "words":
            by_word = by_word + weight[:, column]
        elif block.kind == "letters":
            by_letter = by_letter + weight[:, column]
        elif block.kind == "topics":
            topics = topics + weight[:, column]
    return Weights(
        codes[column],
        by_word,
        _of_words(features.topics, topics) if features.topics else np.zeros_like(by_word),
        by_letter,
        beta * book.stems,
        beta * book.cue,
        float(model.constant[column]) + beta * book.constant,
        None if book.meant is None else beta * book.meant,
    )


def without(of: Weights, features: Features, read: int, rows: _Rows, pulls: Floats) -> Weights:
    """The same weights less what they have from some of the passages learned from: ``pulls`` is how
    much each of them pulls (``ridge.pulls``). What is left is as the others have it.
    """
    by_word, by_letter, topics = of.words, of.letters, of.topics
    for block in features.blocks(read):
        if block.place != "self" or block.kind not in _ABOUT:
            continue
        some = taken(block, np.asarray(rows, np.int32))
        theirs = np.asarray(block.weight * (some.T @ pulls), np.float32)
        if block.kind == "words":
            by_word = by_word - theirs
        elif block.kind == "letters":
            by_letter = by_letter - theirs
        elif features.topics:
            topics = topics - _of_words(features.topics, theirs)
    return replace(of, words=by_word, letters=by_letter, topics=topics)


def _of_words(topics: Topics, weights: Floats) -> Floats:
    """Weights of topics as weights of the words that they are made of."""
    found = np.zeros(topics.words, np.float32)
    found[topics.columns] = topics.turn.T @ weights
    return found


def shares(features: Features, of: Weights, told_by: Grains) -> Floats:
    """What each of these words adds to the score of its passage."""
    row = told_by.rows[told_by.passage]
    found = np.asarray(told_by.words @ of.words + told_by.letters @ of.letters, np.float32)
    if features.topics:
        found += (told_by.words @ of.topics) / features.topics.lengths[row]
    found += (told_by.stems @ of.stems) * features.brevity[row]
    for phrase in told.phrases(of.code):
        there = remembered(features, ("found", phrase), partial(features.shadows.rows, phrase))
        hit = np.isin(told_by.rows, there)
        for number in np.flatnonzero(hit).tolist():
            inside, many = _in_cue(features, told_by, number, phrase)
            found[inside] += np.float32(of.cue / max(1, many))
    return found


def around(features: Features, model: Model, of: Weights, column: int, some: Grains) -> Floats:
    """What neighbours, the last question, the speaker and an encoder's vectors add to the scores of
    these passages, and the little that stands in no word of theirs.
    """
    in_words, in_letters = some.loose
    found = np.asarray(in_words @ of.words + in_letters @ of.letters, np.float32)
    if features.topics:
        found += (in_words @ of.topics) / features.topics.lengths[some.rows]
    if of.meant is not None:
        found += of.meant[some.rows]
    at = np.asarray(some.rows, np.int32)
    for block, weight in zip(features.blocks(model.read), model.weights, strict=True):
        if block.place != "self" or block.kind not in _ABOUT:
            found += np.asarray(taken(block, at) @ weight[:, column], np.float32).ravel()
    return found


def misleading(features: Features, model: Model, codes: Sequence[Described]) -> Floats | None:
    """What the words that mislead add to the scores: n x codes, to be taken off them; None where no
    code has such words.
    """
    wanted = [
        frozenset(w for entry in code.cues.misleading for w in words.words(entry)) for code in codes
    ]
    if not any(wanted):
        return None
    found = np.zeros((len(features), len(codes)), np.float32)
    for column, some in enumerate(wanted):
        if some:
            where = remembered(features, ("only", some), partial(_only, features, some))
            share = shares(features, weights(features, model, codes, column), where)
            np.add.at(found[:, column], where.rows[where.passage], share)
    return found


def _only(features: Features, wanted: frozenset[str]) -> Grains:
    """These words wherever they stand in what is offered."""
    known = features.passages
    rows = [
        row
        for row in np.flatnonzero(known.offered).tolist()
        if any(word in words.folded(known.texts[row]) for word in wanted)
    ]
    slabs = in_slabs(np.array(rows, np.int64))
    return joined([only(grains(features, some), wanted) for some in slabs])


def _in_cue(features: Features, words_of: Grains, number: int, phrase: str) -> tuple[_Rows, int]:
    """The words of a passage that lie where a cue first stands in it, and how many words are there
    in all.
    """
    first, last = np.searchsorted(words_of.passage, (number, number + 1)).tolist()
    wanted = words.words(phrase)
    size, said = len(wanted), words_of.text[first:last]
    for at in range(len(said) - size + 1 if size else 0):
        if said[at : at + size] == wanted:
            return np.arange(first + at, first + at + size), size
    text = features.passages.texts[int(words_of.rows[number])]
    place = next(iter(places(text, phrase, features.shadows.dialect)), None)
    if place is None:
        return np.zeros(0, np.int64), 1
    here = slice(first, last)
    inside = (words_of.start[here] < place.stop) & (place.start < words_of.stop[here])
    return first + np.flatnonzero(inside), len(words.words(place.of(text)))


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """What the codebook says of one code, as ``Weights`` of a prior whose own weight is 1; here
    ``topics`` are weights of topics.
    """

    words: Floats
    topics: Floats
    letters: Floats
    stems: Floats
    cue: float
    constant: float
    meant: Floats | None


class _Books:
    """The prior of some codes taken apart, code by code as they are asked for."""

    def __init__(self, features: Features, codes: tuple[Described, ...]) -> None:
        told.prior(features, codes)
        self.codes = codes
        self.columns = [features.kept[code] for code in codes]
        self.others = told.others(np.column_stack(self.columns))
        self.made: dict[int, tuple[Book, _Thin, _Thin]] = {}


def _book(features: Features, codes: tuple[Described, ...], column: int) -> Book:
    slot: list[_Books] = remembered(features, "books", list)
    if not slot or slot[0].codes != codes:
        slot[:] = [_Books(features, codes)]
    books = slot[0]
    if column not in books.made:
        found = _taken_apart(features, books, column)
        nothing = np.zeros(0, np.float32)
        thin = _Thin.of(found.words), _Thin.of(found.letters)
        books.made[column] = (replace(found, words=nothing, letters=nothing), *thin)
    kept, by_word, by_letter = books.made[column]
    return replace(kept, words=by_word.whole(), letters=by_letter.whole())


@dataclass(frozen=True, slots=True, eq=False)
class _Thin:
    """Weights most of which are 0."""

    places: NDArray[np.int64]
    values: Floats
    size: int

    @classmethod
    def of(cls, whole: Floats) -> _Thin:
        places = np.flatnonzero(whole)
        return cls(places, whole[places], len(whole))

    def whole(self) -> Floats:
        found = np.zeros(self.size, np.float32)
        found[self.places] = self.values
        return found


def _taken_apart(features: Features, books: _Books, column: int) -> Book:
    """What the code's own words say, less the contrast, standardised, with likeness to examples,
    standardised again (``prior``): only the scales and means of that matter here.
    """
    code = books.codes[column]
    own = alone(features, code)
    left = (books.columns[column] - told.CONTRAST * books.others)[:, None]
    scale, mean = scale_of(left)
    limited = np.clip((left - mean) * scale, told.BOTTOM, told.TOP).astype(np.float32)
    whole = told.with_examples(features, limited.copy(), [code])
    last, middle = scale_of(whole)
    constant = (own.constant - mean) * scale
    meant = own.meant
    if meant is not None:
        meant = np.asarray((meant * scale + (whole - limited)[:, 0]) * last, np.float32)
    topics = np.zeros(0, np.float32)
    if features.topics:
        topics = np.zeros(features.topics.rows.shape[1], np.float32)
        if not features.space and not told.phrases(code):
            target = told.in_topics(features.topics, limited)[0]
            like, usual = scale_of(features.topics.rows @ target)
            topics = np.asarray(told.LIKE * like * last * target, np.float32)
            constant -= told.LIKE * like * usual
    factor = scale * last
    return Book(
        np.asarray(own.words * factor, np.float32),
        topics,
        np.asarray(own.letters * factor, np.float32),
        np.asarray(own.stems * factor, np.float32),
        own.cue * factor,
        (constant - middle) * last,
        meant,
    )


def alone(features: Features, code: Described) -> Book:
    """What a code's own words say, before there are other codes."""
    keywords = told.keywords(features, code)
    scale, mean = scale_of(keywords)
    total = (keywords - mean) * scale
    constant = -mean * scale
    stems = np.zeros(len(features.stems), np.float32)
    for stem, weight in told.wanted(code).items():
        if (place := features.stems.get(stem)) is not None:
            stems[place] = weight * features.rarity[place] * scale
    by_word = np.zeros(len(features.words.names), np.float32)
    by_letter = np.zeros(len(features.letters.names), np.float32)
    for weight, texts in told.likenesses(code):
        like = told.likeness(features, [texts])
        size, usual = scale_of(like)
        in_words, in_letters = told.query(features, texts)
        by_word += weight * size * np.asarray(in_words.sum(axis=0), np.float32).ravel()
        letters = np.asarray(in_letters.sum(axis=0), np.float32).ravel()
        by_letter += weight * size * told.LETTERS * letters
        total += weight * (like - usual) * size
        constant -= weight * usual * size
    more = told.meant(features, code)
    if more is not None:
        total += more
    last, middle = scale_of(total)
    return Book(
        by_word * np.float32(last),
        np.zeros(0, np.float32),
        by_letter * np.float32(last),
        stems * np.float32(last),
        told.FOUND * scale * last,
        (constant - middle) * last,
        None if more is None else np.asarray(more[:, 0] * last, np.float32),
    )


def scale_of(column: Floats) -> tuple[float, float]:
    """By what a column is multiplied to be standard, after its mean is taken off; and the mean."""
    if not column.size:
        return 1.0, 0.0
    spread = float(column.std(dtype=np.float64))
    return 1 / (spread + 1e-9), float(column.mean(dtype=np.float64))
