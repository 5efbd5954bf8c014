"""What was learned, by itself: all that is needed to score text that was never seen, with neither
the corpus nor a codebook, and files to keep it in.

The files are arrays and JSON, never pickles: who opens a stranger's runs nothing of his.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

import numpy as np
import scipy.sparse as sp

from liveable.core.codebook import Respelling
from liveable.core.learning import Described, Heard, Stretch
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.suggest import prior as told
from liveable.suggest import words
from liveable.suggest.arrays import TINY, Floats, Ints, Matrix, Sparse, pick
from liveable.suggest.calibrate import calibrate
from liveable.suggest.features import SHORTER, Features, shadows_of
from liveable.suggest.learn import Learned
from liveable.suggest.measure import ground, measures
from liveable.suggest.passages import passages
from liveable.suggest.ridge import rivals
from liveable.suggest.shares import alone, scale_of
from liveable.suggest.vocabulary import Vocabulary

FORMAT = 1
_MOST = 1 << 30  # bytes of arrays that are read
_KINDS = ("words", "topics", "letters")  # of which weights are kept
_ABROAD = "This is no model of suggestions, or one of another version of Liveable."


@dataclass(frozen=True, slots=True, eq=False)
class Portable:
    """The parts of a model that was learned; columns are ``codes``.

    ``said_…`` and ``cue`` make of stems, words, letters and cues found what the codebook says of
    each code alone; ``contrast``, ``likeness`` and ``last`` are the scales (first row) and means
    (second) with which it was then made standard; ``target`` are the topics of what suits best.
    ``weights`` are those learned, block after block as ``places`` names them ("words prev"), and
    ``misled`` what misleading words would add by their topics; ``learned`` is the constant.
    ``slope`` and ``offset`` make probabilities; ``cutoff`` is 2 where nothing is to be shown.
    """

    codes: list[str]
    version: str
    phrases: list[list[str]]
    dialect: list[list[Any]]
    word_names: list[str]
    letter_names: list[str]
    stem_names: list[str]
    places: list[str]
    word_idf: Floats
    letter_idf: Floats
    turn: Floats
    turned: Ints
    said_stems: Sparse
    said_words: Sparse
    said_letters: Sparse
    cue: Floats
    constant: Floats
    contrast: Floats
    target: Floats
    likeness: Floats
    last: Floats
    beta: Floats
    learned: Floats
    weights: Sparse
    misled: Sparse
    slope: Floats
    offset: Floats
    cutoff: Floats

    def scores(self, text: str, sentences: Sequence[Span]) -> Floats:
        """The scores of the sentences of a text: sentences x codes.

        They are those of the corpus that was learned from, save that nobody is known to speak.
        """
        if not sentences:
            return np.zeros((0, len(self.codes)), np.float32)
        whole = Heard("", text, (Stretch(Span(0, len(text)), None, "", True),))
        known = passages([whole], divide=lambda _: sentences)
        by_word = Vocabulary(self.word_names, self.word_idf).rows(
            words.grams(words.words(said)) for said in known.texts
        )
        by_letter = Vocabulary(self.letter_names, self.letter_idf).rows(
            map(words.letters, known.texts)
        )
        topics = np.asarray(by_word[:, self.turned] @ self.turn.T, np.float32)
        lengths = np.linalg.norm(topics, axis=1, keepdims=True) + TINY
        topics /= lengths
        found = self._said(known.texts, by_word, by_letter, topics) * self.beta + self.learned
        rows: dict[str, Matrix] = {"words": by_word, "topics": topics, "letters": by_letter}
        at = {"prev": known.prev, "next": known.next, "question": known.question}
        first = 0
        for kind, place in map(str.split, self.places):
            of = rows[kind]
            taken = of if place == "self" else pick(of, at[place])
            found += _dense(taken @ self.weights[first : first + of.shape[1]])
            first += of.shape[1]
        found -= _dense(by_word @ self.misled) / lengths
        return rivals(np.asarray(found, np.float32))

    def probabilities(self, scores: Floats) -> Floats:
        """How likely each code is, by its score."""
        given = np.clip(scores * self.slope + self.offset, -30, 30)
        return np.asarray(1 / (1 + np.exp(-given)), np.float32)

    def _said(
        self, texts: Sequence[str], by_word: Sparse, by_letter: Sparse, topics: Floats
    ) -> Floats:
        """What the codebook says of the passages (``prior.prior``)."""
        column = {name: number for number, name in enumerate(self.stem_names)}
        found = np.zeros((len(texts), len(self.codes)), np.float32)
        for row, text in enumerate(texts):
            stems = words.stems(text)
            known = sorted(column[stem] for stem in stems if stem in column)
            brevity = (1.0 + len(stems)) ** SHORTER
            found[row] = brevity * np.asarray(self.said_stems[known].sum(axis=0)).ravel()
        found += _dense(by_word @ self.said_words) + _dense(by_letter @ self.said_letters)
        respelt = tuple(Respelling(a, b, tuple(c), tuple(d)) for a, b, c, d in self.dialect)
        heard = shadows_of(texts, respelt)
        for code, phrases in enumerate(self.phrases):
            for phrase in phrases:
                found[heard.rows(phrase), code] += self.cue[code]
        found += self.constant
        if found.size:
            found -= told.CONTRAST * told.others(found)[:, None]
        found = np.clip(_standard(found, self.contrast), told.BOTTOM, told.TOP)
        liked = _standard(topics @ self.target.T, self.likeness)
        found += told.LIKE * liked * self.target.any(axis=1)
        return np.clip(_standard(found, self.last), told.BOTTOM, told.TOP)

    def to_bytes(self) -> bytes:
        """All of it as a zip file of NumPy arrays, and the names as JSON in one of them."""
        names: dict[str, Any] = {"format": FORMAT}
        arrays = dict[str, Any]()
        for name, value in self._parts():
            if sp.issparse(value):
                shape = np.array(value.shape, np.int64)
                arrays |= {f"{name}.data": value.data, f"{name}.indices": value.indices}
                arrays |= {f"{name}.indptr": value.indptr, f"{name}.shape": shape}
            elif isinstance(value, np.ndarray):
                arrays[name] = value
            else:
                names[name] = value
        written = json.dumps(names, ensure_ascii=False).encode("utf-8", "surrogatepass")
        file = io.BytesIO()
        np.savez_compressed(file, names=np.frombuffer(written, np.uint8), **arrays)
        return file.getvalue()

    def _parts(self) -> list[tuple[str, Any]]:
        return [(part.name, getattr(self, part.name)) for part in fields(self)]


def from_bytes(data: bytes) -> Portable:
    """What ``to_bytes`` wrote. Raises Refused where it is something else, or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST:
                raise Refused(_ABROAD)
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return _checked(arrays)
    except (KeyError, ValueError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise Refused(_ABROAD) from error


def portable(learned: Learned) -> Portable:
    """What was learned, taken out of its corpus. Raises Refused where a sentence encoder had a part
    in it, which cannot be taken along.
    """
    features, codes = learned.features, learned.material.codes
    if features.space:
        raise Refused("What was learned with a sentence encoder cannot be saved without it.")
    said = [alone(features, code) for code in codes]
    columns = told.prior(features, codes)  # so that those of the codes alone are there
    alike = np.empty_like(columns)
    for number, code in enumerate(codes):
        alike[:, number] = features.kept[code]
    if alike.size:
        alike -= told.CONTRAST * told.others(alike)[:, None]
    contrast = _scales(alike)
    limited = np.clip(_standard(alike, contrast), told.BOTTOM, told.TOP)
    topics = features.topics
    turn = topics.turn if topics else np.zeros((0, 0), np.float32)
    target = np.zeros((len(codes), len(turn)), np.float32)
    likeness = np.zeros((2, len(codes)), np.float32)
    for number, code in enumerate(codes):
        if topics and not told.phrases(code):
            target[number] = told.in_topics(topics, limited[:, [number]])[0]
            likeness[:, [number]] = _scales(topics.rows @ target[[number]].T)
    last = _scales(told.with_examples(features, limited, codes))
    on = ground(learned)
    curve = calibrate(np.nan_to_num(learned.held), on.positive, on.weights)
    cutoff = [2.0 if one.cutoff is None else one.cutoff for one in measures(learned)]
    places, weights, misled = _weights(learned)
    return Portable(
        [code.code for code in codes],
        learned.version,
        [list(told.phrases(code)) for code in codes],
        [[r.written, r.standard, list(r.after), list(r.before)] for r in features.shadows.dialect],
        features.words.names,
        features.letters.names,
        list(features.stems),
        places,
        features.words.idf,
        features.letters.idf,
        turn,
        topics.columns if topics else np.zeros(0, np.int32),
        _sparse([one.stems for one in said], len(features.stems)),
        _sparse([one.words for one in said], len(features.words.names)),
        _sparse([one.letters for one in said], len(features.letters.names)),
        np.array([one.cue for one in said], np.float32),
        np.array([one.constant for one in said], np.float32),
        contrast,
        target,
        likeness,
        last,
        learned.model.beta,
        learned.model.constant,
        weights,
        misled,
        curve.slope.astype(np.float32),
        curve.offset.astype(np.float32),
        np.array(cutoff, np.float32),
    )


def _weights(learned: Learned) -> tuple[list[str], Sparse, Sparse]:
    """The learned weights below one another, of what each block of them is, and what misleading
    words would add by their topics.
    """
    features, model = learned.features, learned.model
    off = _misleading(features, learned.material.codes)
    places, kept = [], [sp.csr_matrix((0, off.shape[1]), dtype=np.float32)]
    by_topics = sp.csr_matrix(off.shape, dtype=np.float32)
    for block, weights in zip(features.blocks(model.read), model.weights, strict=True):
        if block.kind not in _KINDS:
            continue
        places.append(f"{block.kind} {block.place}")
        known = sp.csr_matrix(weights)
        if block.place == "self" and block.kind == "words":
            known = known - off.multiply(weights)
        elif features.topics and off.nnz and (block.kind, block.place) == ("topics", "self"):
            by_topics = sp.csr_matrix(off.multiply(features.topics.axes.T @ weights))
        kept.append(known)
    return places, sp.vstack(kept, "csr"), by_topics


def _misleading(features: Features, codes: Sequence[Described]) -> Sparse:
    """The share that a code's misleading words have in each word and pair: words x codes."""
    rows, columns, part = list[int](), list[int](), list[float]()
    for number, code in enumerate(codes):
        entries = {word for entry in code.cues.misleading for word in words.words(entry)}
        for column, name in enumerate(features.words.names) if entries else ():
            inside = [word for word in name.split(" ") if word not in (words.FIRST, words.LAST)]
            if share := sum(word in entries for word in inside):
                rows.append(column)
                columns.append(number)
                part.append(share / len(inside))
    shape = len(features.words.names), len(codes)
    return sp.csr_matrix((np.array(part, np.float32), (rows, columns)), shape)


def _scales(columns: Floats) -> Floats:
    """By what columns are multiplied to be standard, after their means are taken off, and these."""
    found = [scale_of(column) if len(column) else (0.0, 0.0) for column in columns.T]
    return np.array(found, np.float32).reshape(-1, 2).T.copy()


def _standard(columns: Floats, scales: Floats) -> Floats:
    return np.asarray((columns - scales[1]) * scales[0], np.float32)


def _sparse(columns: Sequence[Floats], many: int) -> Sparse:
    if not columns:
        return sp.csr_matrix((many, 0), dtype=np.float32)
    return sp.csr_matrix(np.column_stack(columns))


def _dense(found: Any) -> Floats:
    return np.asarray(found.toarray() if sp.issparse(found) else found, np.float32)


def _checked(arrays: Mapping[str, Any]) -> Portable:
    """The parts, each of the kind and size that the others ask for."""
    names = json.loads(bytes(arrays["names"]))
    if not isinstance(names, dict) or names.get("format") != FORMAT:
        raise Refused(_ABROAD)
    kinds = get_type_hints(Portable)
    known = dict[str, Any]()
    for name in (part.name for part in fields(Portable)):
        if name in names:
            known[name] = names[name]
        elif name in arrays:
            known[name] = np.asarray(arrays[name], np.int32 if kinds[name] is Ints else np.float32)
        else:
            known[name] = _whole(arrays, name)
    found = Portable(**known)
    codes, axes = len(found.codes), len(found.turn)
    sizes: dict[str, tuple[int, ...]] = {
        "word_idf": (len(found.word_names),),
        "letter_idf": (len(found.letter_names),),
        "turn": (axes, len(found.turned)),
        "said_stems": (len(found.stem_names), codes),
        "said_words": (len(found.word_names), codes),
        "said_letters": (len(found.letter_names), codes),
        "misled": (len(found.word_names), codes),
        "target": (codes, axes),
        "weights": (sum(_width(found, place) for place in found.places), codes),
        **dict.fromkeys(("contrast", "likeness", "last"), (2, codes)),
        **dict.fromkeys(("cue", "constant", "beta", "learned"), (codes,)),
        **dict.fromkeys(("slope", "offset", "cutoff"), (codes,)),
    }
    inside = (found.turned >= 0).all() and (found.turned < len(found.word_names)).all()
    strings = (found.codes, found.word_names, found.letter_names, found.stem_names)
    if (
        any(getattr(found, name).shape != size for name, size in sizes.items())
        or not inside
        or not all(isinstance(name, str) for some in strings for name in some)
        or len(found.phrases) != codes
    ):
        raise Refused(_ABROAD)
    return found


def _width(found: Portable, place: str) -> int:
    """How many features a block has; raises KeyError where there is no such block."""
    kind, where = place.split()
    if where not in ("self", "prev", "next", "question"):
        raise KeyError(place)
    widths = (len(found.word_names), len(found.turn), len(found.letter_names))
    return dict(zip(_KINDS, widths, strict=True))[kind]


def _whole(arrays: Mapping[str, Any], name: str) -> Sparse:
    """A sparse matrix, no index of which points beyond it."""
    parts = (arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    data, indices, ends = parts
    many, codes = (int(size) for size in arrays[f"{name}.shape"])
    found = sp.csr_matrix((data.astype(np.float32), indices, ends), (many, codes))
    found.check_format(full_check=True)
    return found
