"""Which suggestions wait for this person, and where other passages stand: no window, no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from liveable.core.learned import Doubt, ToRead, Torn
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.ops import suggestions
from liveable.store import judged, queries, spots
from liveable.store.inside import Inside, hearing
from liveable.store.project import Session
from liveable.store.spots import Spot

_SHOWN = 240  # code points of a passage that a row may show


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


class Placed(NamedTuple):
    """Something else to look at than a suggestion, with its words and its place."""

    uid: str
    order: int
    about: Doubt | Torn | ToRead
    words: str
    spot: Spot


Item = Waiting | Placed
I = TypeVar("I", Waiting, Placed, Waiting | Placed)  # noqa: E741


def uid_of(suggestion: Suggestion) -> str:
    """A name for a suggestion that it keeps when it is looked for again."""
    start, stop = suggestion.span
    return f"{suggestion.document} {start} {stop} {suggestion.code}"


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
    bodies = {d: queries.document_text(session, d) for d in {d for d, _ in places}}
    return [
        Waiting(
            uid=uid_of(s),
            order=n,
            suggestion=s,
            later=said == "later",
            words=_beginning(s.span, bodies[s.document]),
            spot=places[s.document, s.span.start],
            others=names,
        )
        for (n, s, said), names in zip(open_, others, strict=True)
        if (s.document, s.span.start) in places and s.fits(bodies[s.document])
    ]


def within(session: Session, items: Sequence[I], inside: Inside) -> list[I]:
    """Those whose passage passes conditions on attributes."""
    heard = hearing(session, inside)
    return [item for item in items if heard(*place_of(item))]


def place_of(item: Item) -> tuple[str, int]:
    """The document of an item, and where its passage begins."""
    about = item.suggestion if isinstance(item, Waiting) else item.about
    return about.document, about.span.start


def meet(item: Item, other: Item) -> bool:
    """Whether two suggestions are of one code and have words in common."""
    if not (isinstance(item, Waiting) and isinstance(other, Waiting)):
        return False
    one, two = item.suggestion, other.suggestion
    return (one.document, one.code) == (two.document, two.code) and one.span.overlaps(two.span)


def span_of(item: Item) -> Span:
    """The passage of an item."""
    return item.suggestion.span if isinstance(item, Waiting) else item.about.span


def placed(session: Session, found: Iterable[Doubt | Torn | ToRead]) -> list[Placed]:
    """Passages in the order given, each once; those that are gone from their texts are left out."""
    places = {_name(about): about for about in found}
    spotted = spots.spots(session, [(a.document, a.span.start) for a in places.values()])
    bodies = {d: queries.document_text(session, d) for d in {d for d, _ in spotted}}
    return [
        Placed(
            uid=uid,
            order=n,
            about=about,
            words=_beginning(about.span, bodies[about.document]),
            spot=spotted[about.document, about.span.start],
        )
        for n, (uid, about) in enumerate(places.items())
        if about.document in bodies and about.span.stop <= len(bodies[about.document])
    ]


def _name(about: Doubt | Torn | ToRead) -> str:
    kind = "doubt" if isinstance(about, Doubt) else about.kind
    code = about.codes[0][0] if isinstance(about, Torn) else about.code or ""
    start, stop = about.span
    return f"{kind} {about.document} {start} {stop} {code}"


def _beginning(span: Span, body: str) -> str:
    return Span(span.start, min(span.stop, span.start + _SHOWN)).of(body)
