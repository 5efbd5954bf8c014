"""The sample project as the window has it: made once among the user's documents, then kept."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from liveable import paths, settings
from liveable.core.progress import SILENT, Progress
from liveable.core.uid import mint
from liveable.errors import FileRefused
from liveable.gui.tasks import Task, Tasks
from liveable.gui.words import tr
from liveable.store.project import SUFFIX, Person

NAME = "Liveable sample"


def sample_file() -> Path:
    """Where the sample project is, or will be."""
    documents = paths.documents()
    usable = documents.is_dir() and os.access(documents, os.W_OK)
    return (documents if usable else paths.config()) / NAME / f"{NAME}{SUFFIX}"


def make_sample(progress: Progress = SILENT) -> Path:
    """Make the sample project if it is not there yet, for the person of the settings to lead; it is
    there whole or not at all.
    """
    target = sample_file()
    if target.exists():
        return target
    from liveable import demo  # readers and suggestions take a while to load

    aside = target.parent.with_name(f".{NAME}.{mint()}")
    try:
        mine = settings.load()
        made = demo.make(aside, progress, Person(mine.person_uid, mine.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            return target  # asked for twice: what is there may be open by now
        with contextlib.suppress(OSError):  # an older report, open in Word, may stay
            os.replace(made.report, target.parent / made.report.name)
        os.replace(made.project, target)
    except OSError as error:
        raise FileRefused(str(target), f"cannot be made ({error.strerror})") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def open_sample(
    tasks: Tasks, done: Callable[[Path], object], failed: Callable[[Exception], object]
) -> Task[Path] | None:
    """Give ``done`` the sample project's file: at once if it is there, else when a job made it.

    Returns the job, for a page to show its progress.
    """
    target = sample_file()
    if target.exists():
        done(target)
        return None
    return tasks.run(tr("Making the sample project"), make_sample, done, failed)
