"""Colours for codes: one hue a branch, apart also for colour-blind readers, and shades within.

And for coders, who each have a colour of their own.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

# Blue, ochre, plum and green stay apart for protan, deutan and tritan sight; ink on their tints
# keeps 4.5:1.
BRANCHES: tuple[tuple[str, ...], ...] = (
    ("#1b6491", "#2d6b9c", "#005d87", "#0e6a92", "#255e8f"),
    ("#a76f18", "#ac7920", "#a0650f", "#b07027", "#9d6e05"),
    ("#661b4f", "#702253", "#5b134c", "#66215b", "#651444"),
    ("#2c9575", "#309e82", "#298d68", "#3f9970", "#129179"),
)
# The hues of the branches, and one more with the mark of each: those that share a mark stay apart
# for protan and deutan sight too.
CODERS = (*(shades[0] for shades in BRANCHES), "#151579", "#93321a", "#6f1a93", "#297915")
_FORM = re.compile(r"#[0-9a-fA-F]{6}")


def for_code(branch: int, position: int) -> str:
    """The colour of the ``position``-th code in the ``branch``-th branch, both counted from 0."""
    shades = BRANCHES[branch % len(BRANCHES)]
    return shades[position % len(shades)]


def below(top: str, position: int) -> str:
    """The colour of the ``position``-th code of a branch whose top has the colour ``top``: a shade
    of its hue, or the very same where it is a colour of the user's own.
    """
    branch = _branch_of(top)
    return top if branch is None else for_code(branch, position)


def shade(colour: str) -> int:
    """Which shade of its branch's hue a colour is; 0 for one of the user's own."""
    branch = _branch_of(colour)
    return 0 if branch is None else BRANCHES[branch].index(colour.lower())


def same_hue(one: str, other: str) -> bool:
    """Whether two colours say the same branch."""
    branch = _branch_of(one)
    return one.lower() == other.lower() or (branch is not None and branch == _branch_of(other))


def for_coders(stored: Sequence[str]) -> list[str]:
    """A colour for each coder: the one stored with them or, where that is empty or too much like
    that of a coder before them, one that nobody has, as long as there are any.
    """
    kept: list[str] = []
    for colour in stored:
        alike = any(same_hue(colour, other) for other in kept)
        kept.append("" if alike or not colour else colour)
    for place, colour in enumerate(kept):
        if not colour:
            left = [c for c in CODERS if not any(same_hue(c, other) for other in kept)]
            kept[place] = left[0] if left else CODERS[place % len(CODERS)]
    return kept


def _branch_of(colour: str) -> int | None:
    return next((n for n, shades in enumerate(BRANCHES) if colour.lower() in shades), None)


def is_colour(written: str) -> bool:
    """Whether this is a colour as we store it: ``#rrggbb``."""
    return _FORM.fullmatch(written) is not None


def nearest_branch(colour: str) -> int:
    """The branch whose hue is nearest to a colour of the user's own; its mark is drawn with it."""
    hue = _hue(colour)

    def apart(branch: int) -> float:
        distance = abs(_hue(BRANCHES[branch][0]) - hue)
        return min(distance, 1 - distance)

    return min(range(len(BRANCHES)), key=apart)


def _hue(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0]
