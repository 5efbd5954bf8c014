"""In how many places a cue phrase is found: as many as there would be suggestions for it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from liveable.core.codebook import Cues, Respelling
from liveable.core.progress import SILENT, Progress
from liveable.core.suggestion import CodeCues, Listened
from liveable.suggest import engine


def places(
    texts: Sequence[Listened],
    phrases: Sequence[str],
    *,
    dialect: Sequence[Respelling] = (),
    progress: Progress = SILENT,
) -> dict[str, int]:
    """The number of passages each phrase points at; runs in a worker.

    Neighbouring sentences count once, as they do for the suggester, and so do ways of spelling.
    """
    wanted = [CodeCues(phrase, Cues((phrase,))) for phrase in dict.fromkeys(phrases)]
    found = Counter(
        s.code for s in engine.suggest(texts, wanted, dialect=dialect, progress=progress)
    )
    return {one.code: found[one.code] for one in wanted}
