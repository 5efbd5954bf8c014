"""What a timeline shows: for each case, and each document that is no case's, its diary entries and
documents by their days, with the codes on them.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core import timeline
from liveable.core.query import AttributeTest
from liveable.core.timeline import Line, Piece
from liveable.core.transcript import Kind, Precision
from liveable.store.connection import driver_cursor
from liveable.store.corpus import natural
from liveable.store.inside import passing

R = TypeVar("R")
# uid, span, label and date, as a piece has them. There are many, and they are read often.
_Entry = tuple[str, int, int, str, str | None, Precision]


class _Document(NamedTuple):
    uid: str
    name: str
    kind: Kind
    text_sha: str
    case: str | None
    date: str | None
    stop: int


class _Speaker(NamedTuple):
    role: str | None
    case: str | None


class _Turn(NamedTuple):
    start: int
    stop: int
    case: str | None


class _Coded(NamedTuple):
    """Where codings start, in order, and the codes they are of."""

    starts: list[int]
    codes: list[str]


class _Home(NamedTuple):
    """Whose a line is: a case's, or a document's which is no case's."""

    uid: str
    is_case: bool


_NOTHING = _Coded([], [])


def lines(
    session: Session, only: str | None = None, where: Sequence[AttributeTest] = ()
) -> list[Line]:
    """All lines, those of cases first, each by name as people count, with what passes conditions;
    with ``only`` that coder's codings alone are counted.

    A document is on the line of its case, else on that of the one case of all who answer in it; on
    the lines of its speakers' cases it is with what is coded in their turns. One that is no case's
    has a line of its own. What is coded before the first entry of a diary counts with that entry.
    """
    documents = [_Document(*row) for row in session.execute(_DOCUMENTS)]
    cursor = driver_cursor(session.connection())  # there are many entries
    entries: dict[str, list[_Entry]] = _grouped(tuple, cursor.execute(_ENTRIES))
    speakers = _grouped(_Speaker._make, session.execute(_SPEAKERS))
    homes = {d.uid: _home(d, speakers.get(d.uid, ())) for d in documents}
    guests = {
        uid: {_Home(who.case, True) for who in there if who.case} - {homes[uid]}
        for uid, there in speakers.items()
    }
    turns = _turns(session, [uid for uid, some in guests.items() if some])
    coded, passes = _codings(session, only), passing(session, where)
    found: dict[_Home, list[Piece]] = {}
    for document in documents:
        uid, home = document.uid, homes[document.uid]
        parts = {home: coded.get(uid, _NOTHING)}
        if guests.get(uid):
            parts = dict.fromkeys((home, *guests[uid]), _NOTHING)
            parts |= _parted(coded.get(uid, _NOTHING), turns.get(uid, ()), home)
        for line, codings in parts.items():
            if where and not passes(line.uid if line.is_case else None, uid):
                continue
            found.setdefault(line, []).extend(_pieces(document, entries.get(uid, ()), codings))
    names = {_Home(uid, True): name for uid, name in session.execute(_CASES)}
    names |= {_Home(d.uid, False): d.name for d in documents}
    ordered = sorted(found, key=lambda home: (not home.is_case, natural(names[home]), home.uid))
    return [timeline.line(home.uid, names[home], home.is_case, found[home]) for home in ordered]


# The end of the last paragraph is found without reading the text.
_DOCUMENTS = text(
    'SELECT d.uid, d.name, d.kind, d.text_sha, d."case", d.date, coalesce((SELECT stop '
    "FROM paragraph WHERE text_sha = d.text_sha ORDER BY start DESC LIMIT 1), 0) "
    "FROM document d ORDER BY d.name, d.uid"
)
_ENTRIES = (
    'SELECT document, uid, start, stop, label, date, "precision" FROM entry '
    "ORDER BY document, start"
)
_SPEAKERS = text(
    'SELECT document, role, "case" FROM speaker WHERE document IN '
    '(SELECT document FROM speaker WHERE "case" IS NOT NULL) ORDER BY document'
)
_CASES = text('SELECT uid, name FROM "case"')


def _grouped(make: Callable[[Any], R], rows: Iterable[Any]) -> dict[str, list[R]]:
    """Rows that begin with their document, by that."""
    by_document = groupby(rows, key=itemgetter(0))
    return {document: [make(row[1:]) for row in some] for document, some in by_document}


def _home(document: _Document, speakers: Sequence[_Speaker]) -> _Home:
    """On whose line a document is with all that is not in the turns of others' cases."""
    answering = {who.case for who in speakers if who.role != "interviewer"}
    case = document.case or (answering.pop() if len(answering) == 1 else None)
    return _Home(case, True) if case else _Home(document.uid, False)


def _turns(session: Session, documents: list[str]) -> dict[str, list[_Turn]]:
    return _grouped(_Turn._make, session.execute(_TURNS, {"documents": json.dumps(documents)}))


_TURNS = text(
    'SELECT t.document, t.start, t.stop, s."case" FROM turn t '
    "LEFT JOIN speaker s ON s.uid = t.speaker "
    "WHERE t.document IN (SELECT value FROM json_each(:documents)) ORDER BY t.document, t.start"
)


def _codings(session: Session, only: str | None) -> dict[str, _Coded]:
    """The codings of each document. A hundred thousand rows would take longer than their sum."""
    found = {}
    for document, starts, codes in session.execute(
        _CODINGS if only is None else _CODINGS_OF_ONE, {"only": only}
    ):
        found[document] = _in_order([int(start) for start in starts.split(",")], codes.split(","))
    return found


_SUMMED = "SELECT document, group_concat(start), group_concat(code) FROM coding"
_CODINGS = text(f"{_SUMMED} GROUP BY document")
_CODINGS_OF_ONE = text(f"{_SUMMED} WHERE coder = :only GROUP BY document")


def _in_order(starts: list[int], codes: list[str]) -> _Coded:
    if starts == sorted(starts):  # so they mostly come, by the index
        return _Coded(starts, codes)
    ordered = sorted(zip(starts, codes, strict=True))
    return _Coded([start for start, _ in ordered], [code for _, code in ordered])


def _parted(coded: _Coded, turns: Sequence[_Turn], home: _Home) -> dict[_Home, _Coded]:
    """The codings of each case's turns, and those of nobody's for the document's own line."""
    starts, parts = [turn.start for turn in turns], dict[_Home, _Coded]()
    for start, code in zip(*coded, strict=True):
        at = bisect_right(starts, start) - 1
        case = turns[at].case if at >= 0 and turns[at].stop > start else None
        part = parts.setdefault(_Home(case, True) if case else home, _Coded([], []))
        part.starts.append(start)
        part.codes.append(code)
    return parts


def _pieces(document: _Document, entries: Sequence[_Entry], coded: _Coded) -> list[Piece]:
    """A document's entries or, where it has none, the document, each with the codes of the codings
    that start from it up to the next one.
    """
    there = entries or [("", 0, document.stop, "", document.date, _precision(document.date))]
    days = timeline.spans([(date, precision) for *_, date, precision in there], document.date)
    edges = [0, *(bisect_left(coded.starts, entry[1]) for entry in there[1:]), len(coded.starts)]
    head = document[:4]
    return [
        Piece._make((*head, *entry, day, _counted(coded.codes[edge:next_])))
        for entry, day, edge, next_ in zip(there, days, edges, edges[1:], strict=False)
    ]


def _precision(written: str | None) -> Precision:
    """How exact a document's own date is."""
    return "unknown" if not written else "month" if len(written) == len("2025-03") else "day"


def _counted(codes: list[str]) -> dict[str, int]:
    """How often each is there, the first first; quicker for a few than a Counter."""
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return counts
