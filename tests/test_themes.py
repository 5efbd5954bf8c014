"""The themes' colours: enough contrast to read (WCAG 2), and branches apart for every sight."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest

from liveable import paths
from liveable.core import colours

THEMES = ("light", "dark", "contrast")
TEXT = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
GROUNDS = ("window", "panel", "paper", "hover", "chosen")
PASSING = 2.5
EDGE = 3.0  # WCAG 1.4.11: what marks a control or carries meaning
APART = 0.065  # in OKLab, between any two shades of two branches
# How signals of the eye are lost, on linear RGB: Machado, Oliveira and Fernandes (2009).
SIGHTS = {
    "typical": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]


@cache
def theme(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "themes" / f"{name}.toml").read_text("utf-8"))


def times(matrix: Matrix, v: Triple) -> Triple:
    x, y, z = (row[0] * v[0] + row[1] * v[1] + row[2] * v[2] for row in matrix)
    return x, y, z


def rgb(colour: str) -> Triple:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def linear(light: Triple) -> Triple:
    def one(share: float) -> float:
        return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)

    return one(light[0]), one(light[1]), one(light[2])


def contrast(one: Triple, other: Triple) -> float:
    """The WCAG 2 ratio of two opaque colours, 1 to 21."""
    bright = [
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (linear(one), linear(other))
    ]
    return max(bright) / min(bright)


def over(top: str, ground: Triple, share: float) -> Triple:
    """What is seen where a colour lies over another with so much strength."""
    red, green, blue = (t * share + g * (1 - share) for t, g in zip(rgb(top), ground, strict=True))
    return red, green, blue


def oklab(colour: str, sight: str) -> Triple:
    """Where a colour is for somebody's eyes, in a space whose distances are those people see."""
    red, green, blue = (min(1.0, max(0.0, c)) for c in times(SIGHTS[sight], linear(rgb(colour))))
    long, medium, short = (c ** (1 / 3) for c in times(_TO_CONES, (red, green, blue)))
    return times(_TO_OKLAB, (long, medium, short))


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(oklab(one, sight), oklab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def low(found: Iterator[tuple[str, float, float]]) -> list[str]:
    """The rules that are broken, each with its figure."""
    return [
        f"{what}: {value:.2f}, at least {least}" for what, value, least in found if value < least
    ]


def reading(name: str) -> Iterator[tuple[str, float, float]]:
    c, least = theme(name)["colours"], TEXT[name]
    for ink, ground in product(("ink", "ink2", "ink3", "accent"), GROUNDS):
        yield f"{ink} on {ground}", contrast(rgb(c[ink]), rgb(c[ground])), least
    for ink, ground in product(("good", "warn", "bad"), GROUNDS):
        yield f"{ink} on {ground}", contrast(rgb(c[ink]), rgb(c[ground])), 4.5
    yield "text of the main button", contrast(rgb(c["on_accent"]), rgb(c["accent"])), least
    yield "selected text", contrast(rgb(c["ink"]), rgb(c["select"])), 4.5
    for ground in ("window", "panel", "paper"):
        yield f"edge on {ground}", contrast(rgb(c["edge"]), rgb(c[ground])), EDGE


def coded(name: str) -> Iterator[tuple[str, float, float]]:
    c, tint = theme(name)["colours"], theme(name)["tint"]
    paper = rgb(c["paper"])
    for branch in theme(name)["branch"]:
        rest, active = (tint[kind] * branch["weight"] for kind in ("rest", "active"))
        for shade in branch["codes"]:
            what = f"{branch['name']} {shade}"
            lit = over(shade, paper, active)
            stacked = over(shade, over(shade, lit, rest), rest)
            yield f"ink, active under two more {what}", contrast(rgb(c["ink"]), stacked), 4.5
            for ground in (over(shade, paper, rest), lit):
                yield f"label on its tint {what}", contrast(rgb(branch["text"]), ground), 4.5
            for role in ("paper", "panel"):
                yield f"mark on {role} {what}", contrast(rgb(shade), rgb(c[role])), EDGE
            for role in ("chosen", "hover"):  # for a moment, and the name stands beside it
                yield f"mark on {role} {what}", contrast(rgb(shade), rgb(c[role])), PASSING


@pytest.mark.parametrize("name", THEMES)
def test_everything_can_be_read(name: str) -> None:
    """Text on every ground it may lie on; in high contrast far more so."""
    assert low(reading(name)) == []


@pytest.mark.parametrize("name", THEMES)
def test_coded_text_and_marks_can_be_read(name: str) -> None:
    """Words under three tints, names on their tint, marks on every ground of a list."""
    assert low(coded(name)) == []


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", THEMES)
def test_branches_are_told_apart(name: str, sight: str) -> None:
    """Every shade of one from every shade of another, and each branch has a mark of its own."""
    branches = theme(name)["branch"]
    for one, other in combinations(branches, 2):
        least = min(distance(a, b, sight) for a, b in product(one["codes"], other["codes"]))
        assert least >= APART, (one["name"], other["name"], least)
    assert len({branch["mark"] for branch in branches}) == len(branches)


def test_every_theme_has_the_palette_of_the_core() -> None:
    """As many branches and shades as the core knows; the light theme shows them as stored."""
    for name in THEMES:
        shades = [tuple(branch["codes"]) for branch in theme(name)["branch"]]
        assert [len(s) for s in shades] == [len(s) for s in colours.BRANCHES]
        assert all(len(set(s)) == len(s) for s in shades)
    assert tuple(tuple(b["codes"]) for b in theme("light")["branch"]) == colours.BRANCHES
    roles = {frozenset(theme(name)["colours"]) for name in THEMES}
    assert len(roles) == 1


def test_the_measures_measure() -> None:
    """Known figures: black on white is 21:1; red and green of one brightness meet for deutans."""
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert distance("#ffffff", "#000000", "typical") == pytest.approx(1, abs=0.001)
    typical, deutan = (distance("#b05a4a", "#76804a", s) for s in ("typical", "deutan"))
    assert deutan < typical / 2
