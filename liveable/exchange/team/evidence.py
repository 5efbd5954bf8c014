"""What both sides coded with the code a conflict is about: what their two wordings made of texts.

Looked up while a plan is laid open, beside it: nothing of the plan is written or changed.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from liveable.core.progress import SILENT, Progress
from liveable.core.reanchor import Anchors
from liveable.core.spans import Span
from liveable.exchange.team.merging import Merging
from liveable.exchange.team.rows import WORDS
from liveable.exchange.team.sides import Side, open_copy
from liveable.exchange.team.values import Conflict, Kind, MergePlan
from liveable.store.connection import driver_cursor
from liveable.store.project import Project

TWO_CODES: frozenset[Kind] = frozenset(("same-name", "re-created", "matched"))
_ONE_CODE: frozenset[Kind] = frozenset(("edited-twice", "renamed-twice", "moved-twice"))
_FIELDS = WORDS["code"] - {"short"} | {"parent", "codable", "status"}
_FEW = 3  # quotes of a side
_LONGEST = 160  # characters of a quote


@dataclass(frozen=True, slots=True)
class Coded:
    """What one side alone coded: how many passages, by whom (names), and the words of a few."""

    passages: int = 0
    coders: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """``same`` counts the passages that both sides coded, if perhaps not to the very word;
    ``elsewhere`` those in documents that only one side has, which tell nothing.
    """

    same: int = 0
    ours: Coded = Coded()
    theirs: Coded = Coded()
    elsewhere: int = 0

    @property
    def empty(self) -> bool:
        """Whether nobody coded with the code."""
        return not (self.same or self.ours.passages or self.theirs.passages or self.elsewhere)


def helps(conflict: Conflict) -> bool:
    """Whether it helps to decide a conflict to see what was coded."""
    if conflict.tbl != "code" or conflict.code is None:
        return False
    return conflict.kind in TWO_CODES or (conflict.kind in _ONE_CODE and conflict.field in _FIELDS)


def evidence(
    project: Project,
    plan: MergePlan,
    conflict: Conflict,
    progress: Progress = SILENT,
    *,
    only: str | None = None,
) -> Evidence:
    """What both sides coded with the code of a conflict that this ``helps``; of ``only`` one coder
    (a uid), where the others' codings are hidden.

    Raises FileRefused where the copy cannot be read any more.
    """
    progress.step(0, 3, "")  # who went on to another conflict wants no answer
    m: Merging
    with open_copy(plan.copy.path) as theirs, project.reading() as session:
        m, ours = plan.draft, Side(driver_cursor(session.connection()))
        here, there = _codes(m, conflict)
        progress.step(1, 3, "")
        mine = _passages(ours, here, only)
        others = _translated(m, _passages(theirs, there, None), only)
        progress.step(2, 3, "")
        return _compared(ours, theirs, m, mine, others)


class _Passage(NamedTuple):
    document: str
    span: Span
    sha: str
    coder: str  # a uid
    name: str


def _codes(m: Merging, conflict: Conflict) -> tuple[list[str], list[str]]:
    """What is ours and what is theirs of the code, or the two, that a conflict is about."""
    here, there = m.about[conflict.key]
    assert here is not None, "a conflict on a code is about rows"
    assert there is not None
    uid = there[1]
    same = [u for u in m.names.theirs["code"] if u == uid or m.kept("code", u) == uid]
    return [here[1]], same


def _passages(side: Side, codes: Sequence[str], only: str | None) -> list[_Passage]:
    rows = side.cursor.execute(_CODINGS, (json.dumps(codes), only, only))
    return [
        _Passage(document, Span(start, stop), sha, coder, name)
        for document, start, stop, sha, coder, name in rows
    ]


_CODINGS = (
    "SELECT c.document, c.start, c.stop, c.text_sha, c.coder, k.name FROM coding c "
    "JOIN document d ON d.uid = c.document JOIN coder k ON k.uid = c.coder "
    "WHERE c.code IN (SELECT value FROM json_each(?)) AND (? IS NULL OR c.coder = ?) "
    "ORDER BY d.name, d.uid, c.start, c.stop, c.uid"
)


def _translated(m: Merging, found: Iterable[_Passage], only: str | None) -> list[_Passage]:
    """Their passages with the uids that documents and coders have here."""
    ours = []
    for each in found:
        document, coder = m.kept("document", each.document), m.kept("coder", each.coder)
        if (document, coder) != (each.document, each.coder):
            each = each._replace(document=document, coder=coder)
        ours.append(each)
    return [each for each in ours if only in (None, each.coder)]


def _compared(
    ours: Side, theirs: Side, m: Merging, mine: list[_Passage], others: list[_Passage]
) -> Evidence:
    here = {uid: str(row["text_sha"]) for uid, row in ours.all("document").items()}
    there = {m.kept("document", uid) for uid in theirs.all("document")}
    both = here.keys() & there
    apart = [each for each in (*mine, *others) if each.document not in both]
    mine = [each for each in mine if each.document in both]
    others = [each for each in others if each.document in both]
    carried = _carried(ours, theirs, here, others)
    our_spans, their_spans = _spans((e.document, e.span) for e in mine), _spans(carried)
    shared = {(e.document, e.span) for e in mine if _meets(their_spans, e.document, e.span)}
    only_ours = [e for e in mine if (e.document, e.span) not in shared]
    only_theirs = [
        e for e, place in zip(others, carried, strict=True) if not _meets(our_spans, *place)
    ]
    return Evidence(
        len(shared),
        _coded(ours, only_ours),
        _coded(theirs, only_theirs),
        len({(e.document, e.span) for e in apart}),
    )


def _carried(
    ours: Side, theirs: Side, here: Mapping[str, str], others: Iterable[_Passage]
) -> list[tuple[str, Span]]:
    """Where their passages are in the texts that the documents have here."""
    anchors: dict[tuple[str, str], Anchors] = {}
    found = []
    for each in others:
        texts = (each.sha, here[each.document])
        if texts[0] == texts[1]:
            found.append((each.document, each.span))
            continue
        if texts not in anchors:
            anchors[texts] = Anchors(theirs.body(texts[0]) or "", ours.body(texts[1]) or "")
        found.append((each.document, anchors[texts].of(each.span).span))
    return found


def _spans(places: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    """What is covered in each document, as spans in order that do not overlap."""
    found: dict[str, list[Span]] = {}
    for document, span in sorted(places):
        spans = found.setdefault(document, [])
        if spans and span.start < spans[-1].stop:
            spans[-1] = Span(spans[-1].start, max(spans[-1].stop, span.stop))
        else:
            spans.append(span)
    return found


def _meets(covered: Mapping[str, list[Span]], document: str, span: Span) -> bool:
    spans = covered.get(document, [])
    last = bisect_right(spans, span.stop - 1, key=lambda each: each.start) - 1
    return last >= 0 and spans[last].overlaps(span)


def _coded(side: Side, passages: Sequence[_Passage]) -> Coded:
    places = list(dict.fromkeys((each.sha, each.span, each.document) for each in passages))
    few = min(_FEW, len(places))
    chosen = [places[n * (len(places) - 1) // max(few - 1, 1)] for n in range(few)]
    return Coded(
        len({(document, span) for _, span, document in places}),
        tuple(dict.fromkeys(each.name for each in passages)),
        tuple(_quote(side, sha, span) for sha, span, _ in chosen),
    )


def _quote(side: Side, sha: str, span: Span) -> str:
    row = side.one(
        "SELECT substr(body, ?, ?) FROM text WHERE sha = ?",
        span.start + 1, min(span.stop - span.start, 4 * _LONGEST), sha,
    )  # fmt: skip
    words = " ".join(str(row[0]).split()) if row else ""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:–—-") + " …"
