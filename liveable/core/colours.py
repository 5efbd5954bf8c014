"""Colours for codes: one hue a branch, apart also for colour-blind readers, and shades within."""

from __future__ import annotations

import colorsys
import re

# Blue, ochre, plum and green stay apart for protan, deutan and tritan sight; ink on their tints
# keeps 4.5:1.
BRANCHES: tuple[tuple[str, ...], ...] = (
    ("#1b6491", "#2d6b9c", "#005d87", "#0e6a92", "#255e8f"),
    ("#a76f18", "#ac7920", "#a0650f", "#b07027", "#9d6e05"),
    ("#661b4f", "#702253", "#5b134c", "#66215b", "#651444"),
    ("#2c9575", "#309e82", "#298d68", "#3f9970", "#129179"),
)
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
