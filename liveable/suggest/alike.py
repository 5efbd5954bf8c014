"""How alike passages are, and the passages like a given one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Near
from liveable.suggest.arrays import Floats
from liveable.suggest.features import Features
from liveable.suggest.passages import Passages

_Rows = NDArray[np.integer] | Sequence[int]


def likeness(features: Features, rows: _Rows, to: _Rows) -> Floats:
    """How alike passages are, between 0 and 1: rows x to.

    The cosine of the encoder's vectors; without an encoder the mean of the cosines of words and
    pairs of words, of letters, and of topics (which finds a passage with the same code more often
    than any of them alone: docs/suggestions.md).
    """
    rows, to = np.asarray(rows, np.int64), np.asarray(to, np.int64)
    if features.space:
        vectors = features.space.rows
        found = vectors[rows].astype(np.float32) @ vectors[to].astype(np.float32).T
    else:
        kinds = [features.word_rows, features.letter_rows]
        found = sum((of[rows] @ of[to].T).toarray() for of in kinds)
        if features.topics:
            found += features.topics.rows[rows] @ features.topics.rows[to].T
        found /= 3 if features.topics else 2
    return np.asarray(np.clip(found, 0, 1), np.float32)


def near(known: Passages, row: int, like: float) -> Near:
    """A passage that is as much like another, or like others."""
    document = known.documents[known.document[row]]
    return Near(document, known.span(row), known.texts[row], float(like))
