"""One text of two that were both made from a third: a draft for a person to finish."""

from __future__ import annotations

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
    mine = [(change.old, change.new.of(ours)) for change in changes(base, ours)]
    other = [(change.old, change.new.of(theirs)) for change in changes(base, theirs)]
    made = sorted({*mine, *other})
    if any(a.stop >= b.start for (a, _), (b, _) in zip(made, made[1:], strict=False)):
        return below
    parts, at = [], 0
    for old, new in made:
        parts += [base[at : old.start], new]
        at = old.stop
    return "".join((*parts, base[at:]))
