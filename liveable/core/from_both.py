"""One text of two that were both made from a third: a draft for a person to finish."""

from __future__ import annotations

from itertools import pairwise

from liveable.core.textdiff import changes


def from_both(base: str | None, ours: str, theirs: str) -> str:
    """What both made of ``base``, each change once, where they changed different words.

    Where both reworded the same, a mixture would read as neither: then, as without a base, the two
    stand one below the other.
    """
    if ours.strip() == theirs.strip() or not theirs.strip():
        return ours
    if not ours.strip():
        return theirs
    below = f"{ours.rstrip()}\n{theirs.lstrip()}"
    if base is None or not base.strip():
        return below
    return together(base, ours, theirs) or below


def together(base: str, ours: str, theirs: str, apart: int = 1) -> str | None:
    """What both made of ``base``, each change once; None where a change of one lies on one of the
    other, or on the same line with fewer than ``apart`` code points between them.
    """
    mine = {(change.old, change.new.of(ours)) for change in changes(base, ours)}
    other = {(change.old, change.new.of(theirs)) for change in changes(base, theirs)}
    made = sorted(mine | other)
    for one, following in pairwise(made):
        between = base[one[0].stop : following[0].start]
        of_both = any({one, following} <= side for side in (mine, other))
        if not of_both and len(between) < apart and "\n" not in between:
            return None
    parts, at = [], 0
    for old, new in made:
        parts += [base[at : old.start], new]
        at = old.stop
    return "".join((*parts, base[at:]))
