"""Speakers' labels that may be one person's, written in two ways: ``H09`` and ``HO9``.

Four signs are believed: the same letters and figures but for spaces, stops and case; signs that
look alike beside figures (O and 0, I and 1) and noughts before a number; a whole name with and
without title, office or party (``core/persons.py``); one letter wrong, missing, too many or changed
with its neighbour in a label that is much rarer than the other. Labels that say what their speakers
do (``Interviewer``, ``Interviewee``) are never alike, and neither are numbers that differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from liveable.core import labels, persons

_LOOKS_AS = str.maketrans("oil|", "0111")
_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"0*(\d+)")
_SHORTEST = 4  # letters; of two short ones, too many differ by one
_RARER = 3  # times


def look_alikes(turns: Mapping[str, int]) -> dict[str, str]:
    """For each label that may be a slip, the commoner one it may stand for."""
    ranks = {label: rank for rank, label in enumerate(sorted(turns, key=lambda o: -turns[o]))}
    found: dict[str, str] = {}
    for one, other in _pairs(turns):
        common, rare = sorted((one, other), key=ranks.__getitem__)
        same = _same_signs(common, rare) or persons.same(common, rare)
        if not same and turns[rare] * _RARER > turns[common]:
            continue
        known = found.get(rare)
        if known is None or ranks[common] < ranks[known]:
            found[rare] = common
    return {rare: _root(common, found) for rare, common in found.items()}


def _root(label: str, found: Mapping[str, str]) -> str:
    while label in found:  # always a commoner one, so this ends
        label = found[label]
    return label


def _pairs(turns: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The pairs that are alike, each once, without comparing every label with every other."""
    near: dict[str, set[str]] = defaultdict(set)
    for label in turns:
        for variant in _variants(label):
            near[variant].add(label)
    seen = set()
    for group in near.values():
        for one in group:
            for other in group:
                if one < other and (one, other) not in seen:
                    seen.add((one, other))
                    if _alike(one, other):
                        yield one, other


def _variants(label: str) -> set[str]:
    """What two labels that are alike have in common at least one of."""
    bare, figures = _bare(label), _figures(label)
    cut = (bare[:at] + bare[at + 1 :] for at in range(len(bare)) if len(bare) >= _SHORTEST)
    name = persons.name_key(label)
    named = {f"name {name}"} if name else set()
    return {_seen(bare), *named, *(f"{figures} {variant}" for variant in (bare, *cut))}


def _bare(label: str) -> str:
    return _NOT_WORDS.sub("", label.casefold())


def _seen(bare: str) -> str:
    """The label as the eye takes it where letters stand for figures."""
    return _NUMBER.sub(r"\1", bare.translate(_LOOKS_AS))


def _same_signs(one: str, other: str) -> bool:
    """Only where there are figures are letters taken for them."""
    one, other = _bare(one), _bare(other)
    if _figures(one) or _figures(other):
        return _seen(one) == _seen(other)
    return one == other != ""


def _alike(one: str, other: str) -> bool:
    said = labels.role(one), labels.role(other)
    if said[0] != said[1] and None not in said:
        return False
    if _same_signs(one, other) or persons.same(one, other):
        return True
    return _one_slip(_bare(one), _bare(other))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many or changed with its neighbour."""
    if min(len(one), len(other)) < _SHORTEST or one == other or _figures(one) != _figures(other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a == b[1:] or a[1:] == b or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _figures(label: str) -> str:
    return "".join(filter(str.isdigit, label))
