"""What a search found, as a list shows it, and the passages it would be coded as: no window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from liveable.core import folding
from liveable.core.fitting import Unit, around, fitted
from liveable.core.grouped import Grouped
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.gui.spot_words import paragraph
from liveable.gui.words import tr
from liveable.ops.codings import Passage
from liveable.store import queries, search, spots
from liveable.store.inside import Inside
from liveable.store.project import Session
from liveable.store.search import Hit, NoteHit

MOST = 100_000  # places a list holds
_NOTES = {"memo": "Memos", "code": "Codebook"}
_AROUND = 60  # code points of a note shown before its first hit


class Place(NamedTuple):
    """One row: its words and marks, where it is, and what it is: a span of a document, or a row of
    a table (a memo or a code).
    """

    uid: str
    order: int
    group: int
    head: str
    words: str
    marks: tuple[Span, ...]
    where: str
    document: str = ""
    span: Span | None = None
    tbl: str = ""
    row: str = ""


class Answer(NamedTuple):
    """What was found: texts first, memos and the codebook after them; ``cut``: there is more."""

    places: Grouped[Place]
    texts: int
    documents: int
    cut: bool


def find(
    session: Session,
    query: str,
    limit: int,
    typing: bool,
    progress: Progress = SILENT,
    only: str | None = None,
    within: Inside | None = None,
) -> Answer:
    """The places of a query, at most ``limit`` in texts; in memos of one coder ``only``, or of
    anybody; everywhere, or only ``within`` what passes.
    """
    progress.step(0, 0, "Searching")
    hits = search.search(
        session, query, limit=limit + 1, typing=typing, within=within, progress=progress
    )
    cut = len(hits) > limit
    hits = hits[:limit]
    notes = search.search_notes(session, query, typing=typing, only=only, within=within)
    documents = {d: n for n, d in enumerate(dict.fromkeys(hit.document for hit in hits))}
    named = spots.spots(session, ((hit.document, hit.start) for hit in hits))
    numbers = {at: paragraph(spot.paragraph) for at, spot in named.items()}
    rows = [_hit(hit, n, documents, numbers) for n, hit in enumerate(hits)]
    terms = search.understand(query, typing)
    patterns = terms.patterns() if terms else []
    for n, note in enumerate(notes, len(hits)):
        places = folding.places(note.text, patterns)
        rows.append(_note(note, places, n, len(documents)))
    grouped = Grouped(rows, lambda p: p.uid, lambda p: (p.group, p.head), lambda p: p.order)
    return Answer(grouped, len(hits), len(documents), cut)


def nothing() -> Answer:
    """Nothing found, or nothing asked."""
    return Answer(Grouped((), str, lambda _: (0, ""), lambda _: 0), 0, 0, False)


def _hit(
    hit: Hit, number: int, documents: dict[str, int], numbers: dict[tuple[str, int], str]
) -> Place:
    words, begin = hit.context, min(search.CONTEXT, hit.start)  # of the hit in its context
    if hit.start > search.CONTEXT and " " in words[:begin]:  # begin with a whole word
        cut = words.index(" ") + 1
        words, begin = f"…{words[cut:]}", begin - cut + 1
    return Place(
        uid=f"{hit.document}:{hit.start}:{hit.stop}",
        order=number,
        group=documents[hit.document],
        head=hit.document_name,
        words=words,
        marks=(Span(begin, begin + hit.stop - hit.start),),
        where=numbers.get((hit.document, hit.start), ""),
        document=hit.document,
        span=Span(hit.start, hit.stop),
    )


def _note(note: NoteHit, places: Sequence[Span], number: int, documents: int) -> Place:
    start = around(note.text, places[0], _AROUND).start if places else 0
    stop = start + 4 * _AROUND
    inside = (p for p in places if start <= p.start and p.stop <= stop)
    return Place(
        uid=f"{note.tbl}:{note.row}",
        order=number,
        group=documents + list(_NOTES).index(note.tbl),
        head=tr(_NOTES[note.tbl]),
        words=note.text[start:stop],
        marks=tuple(Span(p.start - start, p.stop - start) for p in inside),
        where="",
        tbl=note.tbl,
        row=note.row,
    )


def passages(
    session: Session, places: Iterable[Place], unit: Unit, code: str, progress: Progress = SILENT
) -> list[Passage]:
    """What coding these places comes to: their words, sentences or turns, each once."""
    by_document: dict[str, list[Span]] = {}
    for place in places:
        if place.span is not None:
            by_document.setdefault(place.document, []).append(place.span)
    found = []
    for document, spans in progress.each(by_document.items(), len(by_document), "Reading"):
        body = queries.document_text(session, document)
        turns = spots.turns(session, document) if unit == "turn" else ()
        found += [Passage(document, s, code) for s in fitted(body, spans, unit, turns)]
    return found
