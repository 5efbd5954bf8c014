"""Where brackets and their names stand beside the words: plain data, made from plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from liveable.core.index import Index
from liveable.gui.underlay import Shown
from liveable.store.queries import CodingRow

LANES = 8  # columns; what is deeper shares the last
SHARED = 12  # columns of all coders, where each has their own: of these two at the least
LANE = 9  # pixels from column to column
HEAD = 22  # pixels that a coder's initials need
APART = 4  # pixels between the columns of two coders
EDGE = 12  # pixels before the first column and after the last
STEP = 20  # pixels from name to name
REACH = 6  # names between a bracket and its own, at most


class Bracket(NamedTuple):
    """From a coding's first line to its last; ``opens`` and ``closes`` where those are in sight.

    ``middle`` is the height its name would like to stand at.
    """

    uid: str
    x: float
    top: float
    bottom: float
    opens: bool
    closes: bool
    middle: float


class Name(NamedTuple):
    """Where a name stands; without a uid it says how many more there are, ``hidden`` ones."""

    uid: str
    y: float
    hidden: tuple[str, ...] = ()


class Track(NamedTuple):
    """The columns of one group of codings, from ``left`` so ``wide``: as many as ``lanes``, the
    first at ``first``, ``step`` apart.
    """

    left: float
    wide: float
    first: float
    lanes: int
    step: float

    def x(self, lane: int) -> float:
        """Where a lane is; what is deeper shares the last."""
        return self.first + min(lane, self.lanes - 1) * self.step


def tracks(
    lanes: Mapping[int, int],
    named: bool,
    px: Callable[[float], int] = round,
    room: float = inf,
) -> dict[int, Track]:
    """Where the columns of each group are, who has so many lanes; ``named`` leaves room above each
    for a name. ``px`` is how long so many pixels are.

    Where there is less ``room`` than named groups need, each has but one lane, then a narrower one.
    """
    if not named:
        many, step = max(3, min(LANES, lanes.get(0, 0))), px(LANE)
        return {0: Track(px(EDGE), many * step, px(EDGE) + px(4), many, step)}
    share = (room - 2 * px(EDGE)) / max(1, len(lanes)) - px(APART)
    wide = min(px(HEAD), max(px(4), share))
    for most in (max(2, SHARED // max(1, len(lanes))), 1):
        found = _side_by_side(lanes, most, wide, px)
        if not found or end(found, px) <= room:
            break
    return found


def _side_by_side(
    lanes: Mapping[int, int], most: int, least: float, px: Callable[[float], int]
) -> dict[int, Track]:
    """At most so many columns of each group, each ``least`` pixels wide at the least."""
    step, left, found = px(LANE), float(px(EDGE)), {}
    for group, deep in lanes.items():
        many = min(deep, most)
        wide = max(least, many * step if most > 1 else 0)
        first = left + (wide - (many - 1) * step) / 2
        found[group] = Track(left, wide, round(first) + px(1), many, step)
        left += wide + px(APART)
    return found


def brackets(
    shown: Sequence[Shown],
    index: Index[CodingRow],
    height: float,
    across: Mapping[int, Track],
    inset: float = 4,
) -> list[Bracket]:
    """The brackets in sight, from the top down."""
    if not shown:
        return []
    rows = [row for paragraph in shown for row in paragraph.rows]
    found = []
    for coding in index.between(shown[0].line, shown[-1].line):
        first = next((r for r in rows if r.start <= coding.start < max(r.stop, r.start + 1)), None)
        last = next((r for r in reversed(rows) if r.start < coding.stop), None)
        past = coding.stop > rows[-1].stop + 1
        top = first.top + inset if first else -inset
        bottom = height + inset if past or last is None else last.top + last.height - inset
        if bottom < 0 or top > height:
            continue
        middle = first.top + first.height / 2 if first else 0.0
        found.append(
            Bracket(
                coding.uid,
                across[index.group(coding.uid)].x(index.lane(coding.uid)),
                max(top, -inset),
                min(bottom, height + inset),
                top >= 0,
                bottom <= height,
                max(middle, min(inset * 3, bottom)),
            )
        )
    return found


def end(across: Mapping[int, Track], px: Callable[[float], int] = round) -> float:
    """Where the columns end and names may begin."""
    last = across[max(across)]
    return last.left + last.wide + px(EDGE)


def alike(
    found: Sequence[Bracket], code: Callable[[str], str], active: str = ""
) -> dict[str, list[str]]:
    """Codings in sight by the one whose name stands for all of one code that begin in one line: the
    active one, else the first.
    """
    together: dict[tuple[str, float], list[str]] = {}
    for bracket in sorted(found, key=lambda b: b.x):
        together.setdefault((code(bracket.uid), bracket.middle), []).append(bracket.uid)
    return {active if active in some else some[0]: some for some in together.values()}


def names(
    found: Sequence[Bracket],
    height: float,
    step: float = STEP,
    reach: float = REACH,
    active: str = "",
    top: float = 0,
) -> list[Name]:
    """Each bracket's name at its height, below ``top``, pushed down where that is taken.

    One that would stand too far from its bracket, or below what is in sight, is counted instead;
    never the active one.
    """
    placed: list[Name] = []
    waiting: list[str] = []
    free, lowest = top + step / 2, height - step / 2

    def count() -> None:
        nonlocal free
        if waiting:
            placed.append(Name("", free, tuple(waiting)))
            waiting.clear()
            free += step

    for bracket in sorted(found, key=lambda b: (b.middle, b.x)):
        if bracket.middle >= free:  # room again: say what was passed over
            count()
        y = max(bracket.middle, free)
        far = y - bracket.middle > reach * step or y > lowest
        if far and bracket.uid != active:
            waiting.append(bracket.uid)
        else:
            placed.append(Name(bracket.uid, y))
            free = y + step
    count()
    return _raised(placed, top, lowest, step, active)


def _raised(placed: list[Name], top: float, lowest: float, step: float, active: str) -> list[Name]:
    """The names moved up as far as the lowest of them lie below what is in sight; where there is
    no room for all, the last ones are counted with those that are.
    """
    fit = max(2, int((lowest - top - step / 2) / step) + 1)
    while len(placed) > fit:
        hidden = placed.pop().hidden if not placed[-1].uid else ()
        spare = max(n for n, name in enumerate(placed) if name.uid != active)
        gone = placed.pop(spare)
        hidden = (*(gone.hidden or (gone.uid,)), *hidden)
        placed.append(Name("", placed[-1].y + step if placed else top + step / 2, hidden))
    ceiling = lowest
    for n in reversed(range(len(placed))):
        placed[n] = placed[n]._replace(y=min(placed[n].y, ceiling))
        ceiling = placed[n].y - step
    return placed
