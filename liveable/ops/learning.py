"""Out of a project what suggestions are learned from: its texts as they are heard, its codes, and
what its coders made of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.learning import Described, Example, Heard, Judged, Material, Stretch
from liveable.core.spans import Span
from liveable.ops.codebook import cues_of
from liveable.ops.whole_codebook import dialect_of
from liveable.store.lead import hidden_from
from liveable.store.suggesting import choices


def gather(
    session: Session,
    coder: str,
    *,
    encoder: str | None = None,
    pipeline: str | None = None,
) -> Material:
    """All that suggestions for a coder are learned from, in an order that does not change by
    itself: documents and codes by uid, codings and verdicts by document and place.

    Everybody's codings are there that the coder may see; learned from are the coder's own or, where
    the project says so, those of all who may be seen. What a coder coded they have read, what
    they marked as read, and a text in which they coded several places by hand up to the last of
    them; of all else nothing is known.
    """
    said = choices(session)
    alone = hidden_from(session, coder)
    only = {"only": coder if alone else None}
    coders = (coder,) if alone or not said.shared else tuple(session.scalars(_CODERS))
    codes = _codes(session)
    known = {code.code for code in codes}
    codings = session.execute(_CODINGS, only).all()
    examples = [
        Example(document, Span(start, stop), code, by, created, origin in _SUGGESTED)
        for document, start, stop, code, by, created, origin in codings
    ]
    verdicts = [
        Judged(document, Span(start, stop), code, by, verdict == "accepted")
        for document, start, stop, code, by, verdict in session.execute(_VERDICTS, only)
    ]
    return Material(
        heard=_heard(session, _read(session, coders, examples)),
        codes=codes,
        examples=tuple(example for example in examples if example.code in known),
        judged=tuple(verdict for verdict in verdicts if verdict.code in known),
        coders=coders,
        dialect=dialect_of(session),
        attributes=_attributes(session),
        threshold=said.threshold,
        encoder=encoder,
        pipeline=pipeline,
    )


PLACES = 5  # coded by hand in a text, from which on it was read, not only looked into
_SUGGESTED = frozenset({"cue", "learned", "similar"})
_CODERS = text("SELECT uid FROM coder ORDER BY uid")
_CODINGS = text(
    "SELECT document, start, stop, code, coder, created, origin FROM coding "
    "WHERE :only IS NULL OR coder = :only ORDER BY document, start, stop, code, coder, uid"
)
_VERDICTS = text(
    "SELECT document, start, stop, code, coder, verdict FROM verdict "
    "WHERE verdict IN ('accepted', 'rejected') AND (:only IS NULL OR coder = :only) "
    "ORDER BY document, start, stop, code, coder, uid"
)


def heard(session: Session, documents: Sequence[str] | None = None) -> list[Heard]:
    """Documents as they are heard, turn by turn, in the order of their names; a text in which no
    turns were found is one participant's from end to end. What was read is not said.
    """
    wanted = None if documents is None else json.dumps(list(documents))
    asked = {"wanted": wanted}
    turns: dict[str, list[Stretch]] = defaultdict(list)
    for document, start, stop, speaker, role, case in session.execute(_TURNS, asked):
        person = case or document
        said = turns[document]
        if start < stop:
            said.append(Stretch(Span(start, stop), speaker, person, role != "interviewer"))
    found = []
    for uid, body, language, case in session.execute(_DOCUMENTS, asked):
        stretches = tuple(turns[uid]) if uid in turns else (_whole(body, case or uid),)
        found.append(Heard(uid, body, stretches, (), language))
    return found


def _whole(body: str, person: str) -> Stretch:
    return Stretch(Span(0, len(body)), None, person, offered=True)


_WANTED = "(:wanted IS NULL OR d.uid IN (SELECT value FROM json_each(:wanted)))"
_DOCUMENTS = text(
    'SELECT d.uid, t.body, d.language, d."case" FROM document d JOIN text t ON t.sha = d.text_sha '
    f"WHERE {_WANTED} ORDER BY d.name, d.uid"
)
_TURNS = text(
    'SELECT t.document, t.speech, t.stop, s.label, s.role, coalesce(s."case", d."case") '
    "FROM turn t JOIN document d ON d.uid = t.document LEFT JOIN speaker s ON s.uid = t.speaker "
    f"WHERE {_WANTED} ORDER BY t.document, t.start"
)


def _heard(session: Session, read: dict[str, tuple[Span, ...]]) -> tuple[Heard, ...]:
    return tuple(
        Heard(h.document, h.text, h.stretches, read.get(h.document, ()), h.language)
        for h in sorted(heard(session), key=lambda each: each.document)
    )


def _read(
    session: Session, coders: Sequence[str], examples: Iterable[Example]
) -> dict[str, tuple[Span, ...]]:
    """What these coders have read of each document: up to where they said or have come in coding
    it, passages they read by themselves, and what they coded; in order, what meets put together.
    """
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    asked = {"coders": json.dumps(coders), "places": PLACES}
    for document, start, stop in session.execute(_READ, asked):
        spans[document].append((start, stop))
    among = frozenset(coders)
    for example in examples:
        if example.coder in among:
            spans[example.document].append(example.span)
    return {document: _joined(sorted(those)) for document, those in spans.items()}


_READ = text(
    "WITH who(uid) AS (SELECT value FROM json_each(:coders)) "
    "SELECT r.document, 0, min(r.up_to, t.length) FROM reading r "
    "JOIN document d ON d.uid = r.document JOIN text t ON t.sha = d.text_sha "
    "WHERE r.coder IN who AND r.up_to > 0 UNION ALL "
    "SELECT document, start, stop FROM passage_read WHERE coder IN who UNION ALL "
    "SELECT document, 0, max(stop) FROM coding WHERE coder IN who AND origin = 'hand' "
    "GROUP BY document, coder HAVING count(DISTINCT start) >= :places"
)


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start <= joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(stop, joined[-1].stop))
        else:
            joined.append(Span(start, stop))
    return tuple(joined)


def _codes(session: Session) -> tuple[Described, ...]:
    """The codes that may be suggested. When a code is not to be used is left out: its words are
    those of other codes.
    """
    return tuple(
        Described(
            row.uid,
            row.name,
            "\n".join(filter(None, (row.brief, row.definition, row.use_when))),
            cues_of(row.cues),
        )
        for row in session.execute(_CODES)
    )


_CODES = text(
    "SELECT uid, name, brief, definition, use_when, cues FROM code "
    "WHERE codable AND status <> 'retired' ORDER BY uid"
)


def _attributes(session: Session) -> dict[str, dict[str, str]]:
    """What is known of each person, a document's facts where nobody is known, by their names."""
    facts: dict[str, dict[str, str]] = {}
    for whose, name, value in session.execute(_VALUES):
        facts.setdefault(whose, {})[name] = value
    return facts


_VALUES = text(
    'SELECT coalesce(v."case", v.document), a.name, v.value FROM value v '
    "JOIN attribute a ON a.uid = v.attribute WHERE v.value <> '' "
    'ORDER BY coalesce(v."case", v.document), a.position, a.name, a.uid'
)
