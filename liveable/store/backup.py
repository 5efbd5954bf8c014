"""Snapshots: whole copies of a project in a folder the user can see, thinned with age, and the way
back to one.

A snapshot is an ordinary project file under another suffix, so that nobody works in it by mistake.
Copies are made with SQLite's backup interface, also while the project is being written to.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from liveable.errors import NotAProject, NotFound, Refused
from liveable.store import migrations
from liveable.store.lock import Lock

SUFFIX = ".snapshot"
_MAGIC = b"SQLite format 3\0"
_NAME = re.compile(r"(?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: (?P<note>.+))?$")
_FORM = "%Y-%m-%d %H.%M.%S"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot: when it was made (local time) and, where it was not routine, why."""

    path: Path
    at: datetime
    note: str = ""


def folder(project: Path, chosen: str = "") -> Path:
    """Where a project's snapshots are: beside it, or in the folder chosen for all projects."""
    name = f"{project.stem} snapshots"
    return Path(chosen).expanduser() / name if chosen else project.with_name(name)


def snapshots(project: Path, chosen: str = "") -> list[Snapshot]:
    """A project's snapshots, latest first."""
    found = []
    for path in folder(project, chosen).glob(f"*{SUFFIX}"):
        m = _NAME.search(path.stem)
        if m and path.stem[: m.start()].strip() == project.stem:
            with contextlib.suppress(ValueError):
                found.append(Snapshot(path, datetime.strptime(m["at"], _FORM), m["note"] or ""))
    return sorted(found, key=lambda s: (s.at, s.path.stat().st_mtime_ns), reverse=True)


def take(project: Path, note: str = "", chosen: str = "", at: datetime | None = None) -> Snapshot:
    """Make a snapshot now; it appears under its name only when it is whole."""
    place = folder(project, chosen)
    at = (at or datetime.now()).replace(microsecond=0)
    target = place / f"{' '.join(filter(None, (project.stem, at.strftime(_FORM), note)))}{SUFFIX}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        _copy(project, target)
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"{place}: no snapshot could be made there ({error}).") from error
    return Snapshot(target, at, note)


def put_aside(project: Path, note: str) -> Snapshot:
    """A snapshot before something that rewrites the whole file; kept until the user deletes it."""
    return take(project, note)


def keep(
    project: Path, minutes: int, chosen: str = "", now: datetime | None = None
) -> Snapshot | None:
    """Make the routine snapshot if the latest is older than ``minutes`` and something happened
    since.

    Then thin the older ones. Returns the snapshot made, if any.
    """
    now = now or datetime.now()
    latest = next(iter(snapshots(project, chosen)), None)
    if latest and (
        now - latest.at < timedelta(minutes=minutes) or _head(latest.path) == _head(project)
    ):
        return None
    made = take(project, chosen=chosen, at=now)
    for old in superfluous(snapshots(project, chosen), now):
        old.path.unlink(missing_ok=True)
    return made


def superfluous(found: Iterable[Snapshot], now: datetime) -> list[Snapshot]:
    """Routine snapshots that age has made one too many.

    Kept are all of the last day, then the last one of each day for a month, of each week for a
    year, and of each month after that.
    """
    kept: set[tuple[int, ...]] = set()
    out = []
    for snapshot in sorted(found, key=lambda s: s.at, reverse=True):
        if snapshot.note:
            continue
        age = now - snapshot.at
        if age <= timedelta(days=1):
            continue
        at = snapshot.at
        if age <= timedelta(days=31):
            slot: tuple[int, ...] = (1, at.year, at.month, at.day)
        elif age <= timedelta(days=366):
            slot = (2, *at.isocalendar()[:2])
        else:
            slot = (3, at.year, at.month)
        if slot in kept:
            out.append(snapshot)
        kept.add(slot)
    return out


def restore(project: Path, snapshot: Path, who: str, chosen: str = "") -> Snapshot | None:
    """Put a snapshot in the project's place, the present file aside first.

    Returns where the present file went (None if it was gone). Raises Refused where the snapshot is
    not one of this project or not sound; the project is then as it was.
    """
    if not snapshot.is_file():
        raise NotFound(f"{snapshot}: there is no such snapshot.")
    lock = Lock(project, who)
    try:
        uid = _sound_uid(snapshot)
        if project.exists() and _uid(project) not in (uid, None):
            raise Refused(f"{snapshot.name} is a snapshot of another project.")
        aside = _aside(project, chosen)
        fresh = project.with_name(f".{project.name}.restored")
        try:
            _copy(snapshot, fresh)
        except (OSError, sqlite3.Error) as error:
            raise Refused(f"{snapshot.name} could not be restored ({error}).") from error
        for log in ("-wal", "-shm", "-journal"):
            project.with_name(project.name + log).unlink(missing_ok=True)
        os.replace(fresh, project)
        return aside
    finally:
        lock.release()


def _aside(project: Path, chosen: str) -> Snapshot | None:
    if not project.exists():
        return None
    try:
        return take(project, "before restoring", chosen)
    except Refused:  # too damaged for SQLite to copy: keep its bytes
        at = datetime.now().replace(microsecond=0)
        place = folder(project, chosen)
        place.mkdir(parents=True, exist_ok=True)
        target = place / f"{project.stem} {at.strftime(_FORM)} damaged, before restoring{SUFFIX}"
        shutil.copy2(project, target)
        return Snapshot(target, at, "damaged, before restoring")


def _copy(source: Path, target: Path) -> None:
    """A whole copy of a database, by SQLite itself, under its name only when complete."""
    aside = target.with_name(f".{target.name}.new")
    aside.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(
                sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
            ) as old,
            contextlib.closing(sqlite3.connect(aside)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _sound_uid(snapshot: Path) -> str | None:
    with snapshot.open("rb") as file:
        database = file.read(len(_MAGIC)) == _MAGIC
    try:
        if not database:
            raise NotAProject
        with contextlib.closing(
            sqlite3.connect(f"{snapshot.absolute().as_uri()}?mode=ro", uri=True)
        ) as db:
            migrations.version_of(snapshot, db)
            sound = db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except NotAProject as error:
        raise Refused(f"{snapshot.name} is not a snapshot.") from error
    except sqlite3.Error:
        sound = False
    if not sound:
        raise Refused(f"{snapshot.name} is damaged; choose another snapshot.")
    return _uid(snapshot)


def _uid(path: Path) -> str | None:
    return _one(path, "SELECT uid FROM project")


def _head(path: Path) -> str | None:
    return _one(path, "SELECT uid FROM operation ORDER BY seq DESC LIMIT 1")


def _one(path: Path, sql: str) -> str | None:
    """One text out of a project file that may be anything at all; None where it cannot be had."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as db:
            row = db.execute(sql).fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row else None
