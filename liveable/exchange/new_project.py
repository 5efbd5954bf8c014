"""A new project in one step: its file, its first coder, and a codebook to begin with."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from liveable.core.codebook import Codebook
from liveable.errors import FileRefused
from liveable.exchange import codebook as codebook_file
from liveable.ops import whole_codebook
from liveable.store.project import SUFFIX, Person, create

_NOT_IN_NAMES = set('<>:"/\\|?*')  # what one system or another forbids in the name of a file
_LONGEST = 120  # characters; leaves room for the names of snapshots within any system's limit


def file_name(project: str) -> str:
    """The file name a project of this name gets; "" where nothing usable is left of the name."""
    kept = "".join(" " if c in _NOT_IN_NAMES or not c.isprintable() else c for c in project)
    stem = " ".join(kept.split())[:_LONGEST].strip(" .")
    return f"{stem}{SUFFIX}" if stem else ""


def make_project(
    path: Path, name: str, person: Person, codebook: str | Path | None, journal: str = "auto"
) -> Sequence[str]:
    """Make a project file with a codebook in it, and close it again; it is there whole or not.

    ``codebook`` is the name of a ready-made one, a file, or None. Returns the codebook's warnings;
    raises Refused, and FileRefused where the codebook is at fault.
    """
    book = read_codebook(codebook)
    with create(path, name, person, journal) as project:
        try:
            if book is not None:
                whole_codebook.apply(project, book, person.uid)
        except BaseException:
            project.close()
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    return book.warnings if book is not None else ()


def read_codebook(codebook: str | Path | None) -> Codebook | None:
    """A ready-made codebook by its name, or one from a file; None for none."""
    if codebook is None:
        return None
    if isinstance(codebook, str):
        return codebook_file.load_shipped(codebook)
    try:
        with codebook.open("rb") as file:
            data = file.read(codebook_file.LARGEST + 1)
    except OSError as error:
        raise FileRefused(codebook.name, f"cannot be read ({error.strerror})") from error
    return codebook_file.read(data, codebook.name)


def why_not(path: Path) -> str:
    """What stands in the way of a new project at a place, as a sentence; "" if nothing does."""
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    if path.exists():
        return f"There is a file {path.name} in this folder already."
    if not os.access(path.parent, os.W_OK):
        return f"You may not write to {path.parent}; choose another folder."
    return ""
