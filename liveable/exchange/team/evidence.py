"""What two people made of a code: the passages only one of them coded with it, and those both did.

It helps to decide between two definitions, and is looked up for one conflict at a time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from liveable.core.spans import Span
from liveable.exchange.team.merging import Merging
from liveable.exchange.team.sides import Side, open_copy
from liveable.exchange.team.values import Conflict, MergePlan
from liveable.store.connection import driver_cursor
from liveable.store.project import Project

_SHOWN = 5  # passages of each
_LONGEST = 200  # characters of a passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passages coded with a code here only and in the copy only (the first few, in words, and how
    many there are), and how many overlap one of the other side.
    """

    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    only_ours: int = 0
    only_theirs: int = 0
    same: int = 0


def evidence(project: Project, plan: MergePlan, conflict: Conflict) -> Evidence:
    """What both sides coded with the code a conflict is about."""
    m: Merging = plan.draft
    if conflict.code is None or m is None:
        return Evidence()
    with open_copy(plan.copy.path) as theirs, project.reading() as session:
        ours = Side(driver_cursor(session.connection()))
        mine = _coded(ours, {conflict.code})
        joined = [
            uid for (tbl, uid), kept in m.joins.items() if (tbl, kept) == ("code", conflict.code)
        ]
        hers = _coded(theirs, {conflict.code, *joined})
        only_ours, _ = _apart(mine, hers)
        only_theirs, same = _apart(hers, mine)
        return Evidence(
            _words(ours, only_ours), _words(theirs, only_theirs),
            len(only_ours), len(only_theirs), same,
        )  # fmt: skip


Passage = tuple[str, Span]  # a text and a stretch of it


def _coded(side: Side, codes: set[str]) -> list[Passage]:
    rows = side.rows("coding", codes, "code").values()
    found = {(row["text_sha"], Span(row["start"], row["stop"])) for row in rows}
    return sorted(found)


def _apart(some: list[Passage], others: list[Passage]) -> tuple[list[Passage], int]:
    """Those of ``some`` that overlap none of the others, and how many do."""
    by_text = defaultdict(list)
    for sha, span in others:
        by_text[sha].append(span)
    alone = [(sha, span) for sha, span in some if not any(map(span.overlaps, by_text[sha]))]
    return alone, len(some) - len(alone)


def _words(side: Side, passages: list[Passage]) -> tuple[str, ...]:
    found = []
    for sha, span in passages[:_SHOWN]:
        words = " ".join(span.of(side.body(sha) or "").split())
        found.append(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")
    return tuple(found)
