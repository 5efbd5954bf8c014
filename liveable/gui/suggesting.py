"""Asking for suggestions, and which of them wait for this person: plain values, no window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.ops import suggestions
from liveable.ops.whole_codebook import dialect_of
from liveable.store import judged, queries, spots
from liveable.store.inside import Inside, hearing
from liveable.store.project import Project, Session
from liveable.store.spots import Spot
from liveable.suggest.suggester import Suggester

_SHOWN = 240  # code points of a passage that a row may show


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: some codes (None: all) in some documents (None: all), and its name."""

    codes: tuple[str, ...] | None
    documents: tuple[str, ...] | None
    name: str = ""


class Found(NamedTuple):
    """What came of asking: all suggestions, best first, and how many codes had anything to find."""

    suggestions: tuple[Suggestion, ...]
    codes: int


class Waiting(NamedTuple):
    """A suggestion that waits to be judged, perhaps put off once; its words and its place, and the
    names of ``others`` who coded the passage with its code already.
    """

    uid: str
    order: int
    suggestion: Suggestion
    later: bool
    words: str
    spot: Spot
    others: tuple[str, ...] = ()


def find(
    project: Project, asked: Asked, suggester: Suggester, progress: Progress = SILENT
) -> Found:
    """Look for suggestions; reads the project at the beginning and takes its time after that."""
    with project.reading() as session:
        cued = suggestions.cued_codes(session, asked.codes)
        heard = suggestions.listened(session, asked.documents) if cued else []
        dialect = dialect_of(session)
    if not cued:
        return Found((), 0)
    found = suggester.suggest(heard, cued, dialect=dialect, progress=progress)
    return Found(tuple(found), len(cued))


def waiting(
    session: Session, found: Sequence[Suggestion], coder: str, only: str | None = None
) -> list[Waiting]:
    """Those that this coder has neither coded nor judged, those put off among them, unless their
    text was edited since; with ``only`` it is not said what others coded.
    """
    told = suggestions.judged(session, found, coder)
    open_ = [(n, s, said) for n, (s, said) in enumerate(zip(found, told, strict=True))]
    open_ = [(n, s, said) for n, s, said in open_ if said in (None, "later")]
    others: list[tuple[str, ...]] = [()] * len(open_)
    if only is None:
        others = judged.coded_by_others(session, [s for _, s, _ in open_], coder)
    places = spots.spots(session, [(s.document, s.span.start) for _, s, _ in open_])
    bodies = {d: queries.document_text(session, d) for d, _ in places}
    return [
        Waiting(
            uid=str(n),
            order=n,
            suggestion=s,
            later=said == "later",
            words=Span(s.span.start, min(s.span.stop, s.span.start + _SHOWN)).of(
                bodies[s.document]
            ),
            spot=places[s.document, s.span.start],
            others=names,
        )
        for (n, s, said), names in zip(open_, others, strict=True)
        if (s.document, s.span.start) in places and s.fits(bodies[s.document])
    ]


def within(session: Session, waiting: Sequence[Waiting], inside: Inside) -> list[Waiting]:
    """Those whose passage passes conditions on attributes."""
    heard = hearing(session, inside)
    return [w for w in waiting if heard(w.suggestion.document, w.suggestion.span.start)]
