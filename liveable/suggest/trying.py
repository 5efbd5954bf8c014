"""Whether what a person chose to help the suggester can be used, found out by using it.

Runs in a worker: an encoder takes a while to be opened.
"""

from __future__ import annotations

from collections.abc import Sequence

from liveable.core.progress import SILENT, Progress
from liveable.suggest.encoder import encoder


def encoders(sources: Sequence[str], *, progress: Progress = SILENT) -> list[str]:
    """The names of some encoders, by their folders. Raises Refused, in one sentence, where one
    cannot be used.
    """
    found = []
    for source in progress.each(sources, len(sources), "Trying the encoder"):
        found.append(encoder(source).name)
    return found
