"""Three-way comparison of plain rows: what each side made of what both began with.

A field that one side changed is taken from that side; a field that both changed alike is simply
changed; a field that both changed differently is a clash, for a person to settle. Fields that mean
something only together (the two ends of a span) are compared as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Settle = Callable[[Any, Any, Any], Any]  # base, ours, theirs -> what stands, without a question
Together = tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """``row`` is ours with everything of theirs that does not clash; ``clashes`` the rest."""

    row: dict[str, Any]
    clashes: list[Together] = field(default_factory=list)


def three_way(
    base: Row | None,
    ours: Row,
    theirs: Row,
    together: Sequence[Together] = (),
    settled: Mapping[str, Settle] | None = None,
) -> Outcome:
    """Bring two descendants of ``base`` together (None: they have no common beginning).

    ``together`` names fields that are one; ``settled`` says for some fields how two changes become
    one. Without a base every difference is a clash.
    """
    settled = settled or {}
    outcome = Outcome(dict(ours))
    for names in _units(ours.keys(), together):
        o, t = [ours[n] for n in names], [theirs.get(n) for n in names]
        b = [base.get(n) for n in names] if base is not None else None
        if t in (o, b):
            continue
        if o == b:
            outcome.row.update(zip(names, t, strict=True))
        elif names[0] in settled:
            settle = settled[names[0]]
            for n in names:
                outcome.row[n] = settle(base and base.get(n), ours[n], theirs.get(n))
        else:
            outcome.clashes.append(names)
    return outcome


def _units(names: Iterable[str], together: Sequence[Together]) -> list[Together]:
    grouped = {name for group in together for name in group}
    return [*together, *((name,) for name in names if name not in grouped)]


def merged_list(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """A list that both sides added to and took from: what nobody took away, what anybody added.

    What was there keeps its order; additions follow in alphabetical order, so that it does not
    matter who came first.
    """
    kept = [item for item in base if item in ours and item in theirs]
    added = {item for side in (ours, theirs) for item in side if item not in base}
    return kept + sorted(added)


def cycles(parents: Mapping[str, str | None]) -> set[str]:
    """Of a tree that two people moved about in: the nodes that have become their own ancestors."""
    found: set[str] = set()
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path.append(here)
            here = parents.get(here)
        if here is not None and here in path:
            found.update(path[path.index(here) :])
        done.update(path)
    return found
