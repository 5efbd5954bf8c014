"""What a sentence encoder says of the passages, worked out once: what is known of it comes from
whoever keeps it, and what is made anew is handed back while it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from liveable.core.learning import Encoded, Material, digest
from liveable.core.progress import SILENT, Progress
from liveable.suggest import pipelines
from liveable.suggest.arrays import SLAB
from liveable.suggest.encoder import Encoder, encoder, remembering
from liveable.suggest.features import Vectors

Keep = Callable[[Encoded], object]


def source(material: Material) -> str | None:
    """The encoder to be used: the one chosen, else the word vectors of the pipeline chosen, if it
    has any.
    """
    if material.encoder or not material.pipeline:
        return material.encoder
    with_vectors = {one.name for one in pipelines.installed() if one.vectors}
    return material.pipeline if material.pipeline in with_vectors else None


class _Last(NamedTuple):
    """What was asked of an encoder last, and what it said."""

    model: str
    texts: Sequence[str]
    rows: Any  # float16, texts x width


class Meanings:
    """What is known of the encoder that was asked last."""

    def __init__(self) -> None:
        self._told: Encoded | None = None
        self._keep: Keep = lambda made: None
        self._last: _Last | None = None

    def know(self, told: Encoded, keep: Keep) -> None:
        """Take what was kept of an encoder; ``keep`` gets what is made besides."""
        self._told, self._keep = told, keep

    def of(self, texts: Sequence[str], source: str, progress: Progress = SILENT) -> Vectors:
        """What an encoder says of passages. Raises Refused where it cannot be used."""
        made_by = encoder(source)
        known = self._recalled(made_by.name)
        remembers = remembering(made_by, known, self._keep)
        rows = _in_parts(remembers, texts, progress)
        known.clear()  # the rows say it; from here on it is for the codebook's words
        self._told, self._last = None, _Last(made_by.name, texts, rows)
        return Vectors(rows, remembers.encode)

    def _recalled(self, model: str) -> dict[bytes, bytes]:
        known: dict[bytes, bytes] = {}
        if self._told is not None and self._told.model == model:
            known.update(self._told.found)
        if self._last is not None and self._last.model == model:
            pairs = zip(self._last.texts, self._last.rows, strict=True)
            known.update((digest(text), row.tobytes()) for text, row in pairs)
        return known


def _in_parts(made_by: Encoder, texts: Sequence[str], progress: Progress) -> Any:
    """The vectors in half precision, never many in more at once."""
    parts = []
    for first in range(0, len(texts), SLAB):

        def step(done: int, _: int, what: str, first: int = first) -> None:
            progress.step(min(first + done, len(texts)), len(texts), what)

        some = made_by.encode(texts[first : first + SLAB], Progress(step))
        parts.append(some.astype(np.float16))
    return np.concatenate(parts) if parts else np.zeros((0, 1), np.float16)
