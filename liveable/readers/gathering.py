"""Which files lie in what was chosen or dropped: folders are walked, no material is passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

MAX_FILES = 5_000
_HIDDEN = (".", "~$")  # ~$ is what Word keeps beside an open document
_OURS = (".liveable", ".snapshot")
_PARTS = re.compile(r"(\d+)")


class Gathered(NamedTuple):
    """A file, and the folders it lay in from the one that was chosen down."""

    path: Path
    folders: tuple[str, ...] = ()


class Gathering(NamedTuple):
    """The files in order of their folders and names; how many projects and hidden files were
    passed over; whether there were too many files to take them all.
    """

    files: tuple[Gathered, ...]
    projects: int = 0
    hidden: int = 0
    cut: bool = False


def gather(paths: Sequence[Path], look: Callable[[], object] = lambda: None) -> Gathering:
    """The files of ``paths``, and of the folders among them with all below.

    Links to folders are not followed. ``look`` is called now and then, and may raise.
    """
    files: list[Gathered] = []
    projects = hidden = 0
    for found in _all(paths):
        look()
        if found.path.name.startswith(_HIDDEN):
            hidden += 1
        elif found.path.name.endswith(_OURS):
            projects += 1
        elif any(ours in found.path.suffix for ours in _OURS):  # the log beside an open project
            hidden += 1
        elif len(files) == MAX_FILES:
            return Gathering(tuple(files), projects, hidden, True)
        else:
            files.append(found)
    return Gathering(tuple(files), projects, hidden)


def _all(paths: Sequence[Path]) -> Iterator[Gathered]:
    for path in paths:
        if path.is_dir():
            yield from _within(path)
        else:
            yield Gathered(path)


def _within(top: Path) -> Iterator[Gathered]:
    name = top.name or top.resolve().name
    for folder, below, names in os.walk(top):
        below[:] = sorted((n for n in below if not n.startswith(_HIDDEN)), key=_as_people_count)
        inside = Path(folder).relative_to(top).parts
        for each in sorted(names, key=_as_people_count):
            yield Gathered(Path(folder, each), (name, *inside) if name else inside)


def _as_people_count(name: str) -> list[tuple[int, int, str]]:
    """M2 before M10."""
    parts = _PARTS.split(name.casefold())
    return [(0, int(p), "") if p.isdecimal() and p.isascii() else (1, 0, p) for p in parts if p]
