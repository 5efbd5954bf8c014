"""One text of two that were both made from a third: a draft for a person to finish."""

from __future__ import annotations

from liveable.core.textdiff import Change, changes


def from_both(base: str | None, ours: str, theirs: str) -> str:
    """What both made of ``base``, each change once. Where they changed the same words, ours come
    first and theirs after them. Without a base the two stand one below the other.
    """
    if ours.strip() == theirs.strip() or not theirs.strip():
        return ours
    if not ours.strip():
        return theirs
    if base is None or not base.strip():
        return f"{ours.rstrip()}\n{theirs.lstrip()}"
    mine, other = changes(base, ours), changes(base, theirs)
    parts, at = [], 0
    while mine or other:
        first, second = _taken(mine, other)
        start = min(change.old.start for change in (*first, *second))
        stop = max(change.old.stop for change in (*first, *second))
        parts += [base[at:start], _both(_made(base, ours, start, stop, first),
                                        _made(base, theirs, start, stop, second),
                                        bool(first), bool(second))]  # fmt: skip
        at = stop
    return "".join((*parts, base[at:]))


def _taken(mine: list[Change], other: list[Change]) -> tuple[list[Change], list[Change]]:
    """Take off the first change of all and, of both sides, what it runs into."""
    first: list[Change] = []
    second: list[Change] = []
    start = stop = min(side[0].old.start for side in (mine, other) if side)
    grew = True
    while grew:
        grew = False
        for side, taken in ((mine, first), (other, second)):
            while side and (side[0].old.start == start or side[0].old.start < stop):
                taken.append(side.pop(0))
                stop, grew = max(stop, taken[-1].old.stop), True
    return first, second


def _made(base: str, new: str, start: int, stop: int, found: list[Change]) -> str:
    parts = []
    for change in found:
        parts += [base[start : change.old.start], change.new.of(new)]
        start = change.old.stop
    return "".join((*parts, base[start:stop]))


def _both(mine: str, other: str, changed: bool, also: bool) -> str:
    if not also or (changed and other in mine):
        return mine
    if not changed or mine in other:
        return other
    gap = "" if not mine or mine[-1].isspace() or other[:1].isspace() else " "
    return f"{mine}{gap}{other}"
