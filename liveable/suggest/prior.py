"""What a codebook alone says of every passage, before anything is coded: names, definitions and
cues, as the mean from which learning starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sp

from liveable.core.learning import Described
from liveable.suggest import words
from liveable.suggest.arrays import Floats, Ints, Sparse, standard
from liveable.suggest.features import Features, Space, Topics

TOP, BOTTOM = 8.0, -2.0  # between these, in standard deviations
NAME, CUE, DEFINITION = 1.0, 0.7, 0.5  # what a stem shared with each of them counts
FOUND = 3.0  # what a cue counts that is found
LETTERS = 0.7  # of letters against words in the likeness to a cue
LIKE_NAME, LIKE_DEFINITION = 0.3, 0.3  # likeness to these, where a code has no cues
CONTRAST = 0.3  # what the other codes' cues take away
NEAR_CUE = 0.5  # of the encoder's likeness to cues
MEANT = 0.5  # of the encoder's likeness to name and definition, without cues
LIKE, EXAMPLES = 0.5, 30  # likeness to the passages that suit best, and how many of these


def prior(features: Features, codes: Sequence[Described]) -> Floats:
    """How well every passage suits each code by the codebook: n x codes, each column with mean 0
    and standard deviation 1, within limits.

    What one code's own words say is kept and worked out again only when they change.
    """
    asked = tuple(codes)
    if asked in features.kept:
        return features.kept[asked]
    known = {code: features.kept[code] for code in asked if code in features.kept}
    known |= _alone(features, [code for code in dict.fromkeys(asked) if code not in known])
    found = np.empty((len(features), len(asked)), np.float32)
    for column, code in enumerate(asked):
        found[:, column] = known[code]
    if found.size:
        found -= CONTRAST * others(found)[:, None]
    found = np.clip(standard(found), BOTTOM, TOP)
    found = np.clip(standard(with_examples(features, found, asked)), BOTTOM, TOP)
    features.kept = {asked: found, **{code: known[code] for code in known}}
    return found


def wanted(code: Described) -> dict[str, float]:
    """The stems that are looked for on a code's behalf, with what each counts."""
    found = dict[str, float]()
    said = ((DEFINITION, code.definition), (CUE, " ".join(code.cues.phrases + code.cues.lemmas)))
    for weight, text in (*said, (NAME, words.spaced(code.name))):
        for stem in words.stems(_clear(text, code)):
            found[stem] = max(found.get(stem, 0.0), weight)
    return found


def phrases(code: Described) -> tuple[str, ...]:
    """The cue phrases of a code that count: not those made of misleading words alone."""
    told = (phrase for phrase in code.cues.phrases if words.words(_clear(phrase, code)))
    return tuple(dict.fromkeys(told))


def query(features: Features, texts: Sequence[str]) -> tuple[Sparse, Sparse]:
    """Short texts as rows of words and of letters, which together have length 1 (the letters'
    share already in them), for ``likeness``.
    """
    by_words = features.words.rows(words.grams(words.words(text), ends=False) for text in texts)
    by_letters = features.letters.rows(map(words.letters, texts)) * LETTERS
    squares = by_words.multiply(by_words).sum(1) + by_letters.multiply(by_letters).sum(1)
    lengths = np.maximum(np.sqrt(np.asarray(squares, np.float32).ravel()), 1e-9)
    shorter = sp.diags(np.asarray(1 / lengths, np.float32))
    return shorter @ by_words, shorter @ by_letters


def likeness(features: Features, texts: Sequence[Sequence[str]]) -> Floats:
    """The sum of the cosines of every passage with some short texts, by words, pairs of words and
    letters: n x (sets of texts).
    """
    found = np.zeros((len(features), len(texts)), np.float32)
    for column, some in enumerate(texts):
        by_words, by_letters = query(features, some)
        found[:, column] = features.word_rows @ _summed(by_words)
        found[:, column] += LETTERS * (features.letter_rows @ _summed(by_letters))
    return found


def _summed(rows: Sparse) -> Floats:
    return np.asarray(rows.sum(axis=0), np.float32).ravel()


def likenesses(code: Described) -> tuple[tuple[float, list[str]], ...]:
    """The texts to which passages are likened by words and letters on a code's behalf, with what
    each set counts: its cues, or without any its name and definition.
    """
    if told := phrases(code):
        return ((1.0, [_clear(phrase, code) for phrase in told]),)
    name, whole = _described(code)
    return ((LIKE_NAME, [name]), (LIKE_DEFINITION, [whole]))


def keywords(features: Features, code: Described) -> Floats:
    """The rarity of the stems shared with a code, and the cues found: a column of n."""
    looked = np.zeros((len(features.stems), 1), np.float32)
    for stem, weight in wanted(code).items():
        if stem in features.stems:
            row = features.stems[stem]
            looked[row] = weight * features.rarity[row]
    found = np.asarray(features.stem_rows @ looked, np.float32) * features.brevity[:, None]
    for phrase in phrases(code):
        found[features.shadows.rows(phrase)] += FOUND
    return found


def meant(features: Features, code: Described) -> Floats | None:
    """What an encoder adds to what a code's own words say: a column of n."""
    space = features.space
    if not space:
        return None
    if told := phrases(code):
        near = _near(space, [[_clear(phrase, code) for phrase in told]])
        return np.asarray(NEAR_CUE * standard(near), np.float32)
    found = np.zeros((len(features), 1), np.float32)
    for text in _described(code):
        found += MEANT * standard(space.likeness(space.encode([text]), white=False))
    return found


def _described(code: Described) -> tuple[str, str]:
    """A code's name, and its name and definition."""
    name = _clear(words.spaced(code.name), code)
    return name, f"{name}. {_clear(code.definition, code)}"


def _clear(text: str, code: Described) -> str:
    """The text without the words that mislead for this code."""
    misleading = {word for entry in code.cues.misleading for word in words.words(entry)}
    if not misleading:
        return text
    kept = list(text)
    for word in words.placed(text):
        if word.text in misleading:
            kept[word.start : word.stop] = " " * (word.stop - word.start)
    return "".join(kept)


def _alone(features: Features, codes: Sequence[Described]) -> dict[Described, Floats]:
    """What each code's own words say, whatever the other codes are."""
    found: dict[Described, Floats] = {}
    for code in codes:
        column = standard(keywords(features, code))
        for weight, texts in likenesses(code):
            column += weight * standard(likeness(features, [texts]))
        more = meant(features, code)
        if more is not None:
            column += more
        found[code] = np.ascontiguousarray(standard(column)[:, 0])
    return found


def _near(space: Space, cues: Sequence[Sequence[str]]) -> Floats:
    """The mean likeness in meaning to the two nearest cues, code by code."""
    found = np.empty((len(space.rows), len(cues)), np.float32)
    for column, some in enumerate(cues):
        near = space.likeness(space.whitened(space.encode(some)), white=True)
        found[:, column] = np.sort(near, axis=1)[:, -2:].mean(axis=1)
    return found


def others(columns: Floats) -> Floats:
    """What all codes together say of a passage, of which each loses its share (CONTRAST): n."""
    top = columns.max(axis=1)
    total = np.zeros(len(columns), np.float32)
    for column in columns.T:
        total += np.exp(column - top)
    return np.asarray(top + np.log(total), np.float32)


def with_examples(features: Features, columns: Floats, codes: Sequence[Described]) -> Floats:
    """With the likeness to the passages that suit each code best: in meaning where there is an
    encoder, else in topics for codes without cues.
    """
    space, topics = features.space, features.topics
    if space:
        whole = space
        target = examples(columns, lambda rows: whole.whitened(_of(whole, rows)), whole.centre)
        more = standard(space.likeness(target, white=True))
        target = examples(columns, lambda rows: _of(whole, rows), whole.mean)
        more += standard(space.likeness(target, white=False))
        return columns + LIKE * more
    bare = [column for column, code in enumerate(codes) if not phrases(code)]
    if bare and topics:
        target = in_topics(topics, columns[:, bare])
        columns[:, bare] += LIKE * standard(topics.rows @ target.T)
    return columns


def in_topics(topics: Topics, columns: Floats) -> Floats:
    """The direction, in topics, of the passages that suit each code best."""
    return examples(columns, lambda rows: topics.rows[rows], topics.rows.mean(axis=0))


def _of(space: Space, rows: Ints) -> Floats:
    return np.asarray(space.rows[rows], np.float32)


def examples(columns: Floats, of: Callable[[Ints], Floats], centre: Floats) -> Floats:
    """From the centre to the mean of the passages that suit each code best, weighed by how well;
    zeros where none does.
    """
    found = np.zeros((columns.shape[1], len(centre)), np.float32)
    for row, column in enumerate(columns.T):
        best = np.argsort(-column, kind="stable")[:EXAMPLES].astype(np.int32)
        weight = np.maximum(column[best], 0)
        if weight.any():
            found[row] = weight @ of(best) / weight.sum() - centre
    return found
