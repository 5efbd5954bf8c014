"""Handing out copies to several coders at once, side by side in one folder."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from liveable.core.progress import SILENT, Cancelled, Progress
from liveable.errors import Refused
from liveable.exchange.handout import HandedOut, expect_place, hand_out
from liveable.exchange.new_project import file_name
from liveable.ops import coders
from liveable.store.project import Person, Project

# Bytes of UTF-8, of a coder's name and of that and the project's: with all that is added to them
# while a file is being written, below what every system allows.
_LONGEST_NAME, _LONGEST = 75, 105


class Receiver(NamedTuple):
    """Whom a copy is for: a coder by name and uid, or a new one by name alone."""

    name: str
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """The copies that were made, in order; why there are no more, "" if nothing was in the way;
    and whether somebody stopped it.
    """

    made: tuple[HandedOut, ...]
    refused: str = ""
    stopped: bool = False


def file_names(project: str, names: Sequence[str]) -> list[str]:
    """The file names of copies for coders of these names, no two alike: "Kindness – Ana.liveable".

    ``project`` is the file name of the project without its ending.
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        file, number = _file_name(project, name), 1
        while file.casefold() in taken:
            number += 1
            file = _file_name(project, name, f" ({number})")
        taken.add(file.casefold())
        found.append(file)
    return found


def _file_name(project: str, name: str, number: str = "") -> str:
    name = _cut(" ".join(name.split()), _LONGEST_NAME)
    return file_name(f"{_cut(project, _LONGEST - len(name))} – {name}{number}")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore").strip()


def why_not(folder: Path, files: Sequence[str]) -> str:
    """What stands in the way of writing these files to a folder, as a sentence; "" if nothing.

    The folder need not be there yet, if the one it is to lie in is.
    """
    if folder.exists() and not folder.is_dir():
        return f"{folder.name} is a file, not a folder."
    if not folder.is_dir():
        above = folder.parent.is_dir()
        return "" if above else f"There is no folder {folder.parent}."
    there = [file for file in files if (folder / file).exists()]
    if not there:
        return ""
    more = f" and {len(there) - 1} more of these files" if len(there) > 1 else ""
    are = "are" if more else "is"
    return (
        f"{there[0]}{more} {are} in this folder already; choose another, or write the name of a "
        "new one."
    )


def hand_out_all(
    project: Project,
    folder: Path,
    receivers: Sequence[Receiver],
    person: Person,
    *,
    documents: Sequence[str] | None = None,
    blind: bool = False,
    progress: Progress = SILENT,
) -> Handed:
    """Make a copy for each receiver in a folder, which is made if need be; new coders join first.

    ``person`` hands them out. Raises Refused, before anything is written, where a file cannot be
    made. What goes wrong later, or is stopped, leaves the copies made by then, which are told.
    """
    files = file_names(project.path.stem, [receiver.name for receiver in receivers])
    if hindrance := why_not(folder, files):
        raise Refused(hindrance)
    made_folder = _make(folder)
    made: list[HandedOut] = []
    refused, stopped = "", False
    try:
        for file in files:
            expect_place(project, folder / file)
        by = coders.present(project, person)
        for number, (receiver, file) in enumerate(zip(receivers, files, strict=True)):
            steps = _within(progress, number, len(files), file)
            coder = receiver.uid or coders.named(project, receiver.name, person)
            copy = hand_out(project, folder / file, coder, by, documents=documents, blind=blind,
                            progress=steps)  # fmt: skip
            made.append(copy)
    except Cancelled:
        stopped = True
    except Refused as error:
        if not made:
            raise
        refused = str(error)
    finally:
        if made_folder and not made:
            with contextlib.suppress(OSError):
                folder.rmdir()
    return Handed(tuple(made), refused, stopped)


def _make(folder: Path) -> bool:
    """Make a folder; says whether it was not there."""
    if folder.is_dir():
        return False
    try:
        folder.mkdir()
    except OSError as error:
        raise Refused(f"The folder {folder} cannot be made ({error.strerror}).") from error
    return True


def _within(whole: Progress, number: int, count: int, file: str) -> Progress:
    """The progress of one copy of several: how many are done is told, of a single one how far."""
    if count == 1:
        return Progress(lambda done, total, _note: whole.step(done, total, file))
    return Progress(lambda _done, _total, _note: whole.step(number, count, file))
