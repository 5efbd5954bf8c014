"""The plan of a merge: what a copy brings, what collides, and what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liveable.core.progress import SILENT, Progress
from liveable.errors import Damaged, FileRefused
from liveable.exchange.team import codes, crossed, deleted, fields, missing, needed, texts, twins
from liveable.exchange.team.decide import Writes, assemble
from liveable.exchange.team.merging import Merging
from liveable.exchange.team.names import Names
from liveable.exchange.team.sides import Side, facts, open_copy, since
from liveable.exchange.team.values import Counts, MergePlan
from liveable.exchange.team.who import say_who
from liveable.store.connection import driver_cursor
from liveable.store.project import Project

_OWN = frozenset({"merged", "alias"})  # what a merge writes down about itself
_OF_ONE_PROJECT = frozenset({"project", "handout", *_OWN})


def plan(project: Project, path: Path, progress: Progress = SILENT) -> MergePlan:
    """Set a copy against the project. Nothing is written.

    Raises FileRefused, one sentence, where the copy cannot be read or is not as it was written.
    """
    with open_copy(path) as theirs, _sides(project) as ours:
        return compare(ours, theirs, path, progress)


@contextmanager
def _sides(project: Project) -> Iterator[Side]:
    with project.reading() as session:
        yield Side(driver_cursor(session.connection()))


def compare(ours: Side, theirs: Side, path: Path, progress: Progress = SILENT) -> MergePlan:
    """The same for two sides that are open."""
    copy, base = facts(ours, theirs, path)
    try:
        passed_over = frozenset() if copy.shared else _OF_ONE_PROJECT
        found = since(theirs, base, passed_over, progress)
    except Damaged as damaged:
        raise FileRefused(path.name, str(damaged)) from damaged
    m = Merging(ours, theirs, copy, found, Names(ours, theirs), progress)
    m.head = head_of(ours)
    m.lead = _lead(ours)
    m.alias = _aliases(ours)
    if not copy.shared and not copy.again:
        m.notes.append(
            "The two have no history in common: what is alike was found by its text, place or name."
        )
    elif ours.one("SELECT 1 FROM copy") and not theirs.one("SELECT 1 FROM copy"):
        m.notes.append(
            f"{path.name} is the project that this copy was handed out from: what was done there "
            "comes into the copy."
        )
    if found.withheld:
        m.notes.append(
            f"{found.withheld} rows are withheld in this copy itself and could not be taken over."
        )
    for number, part in enumerate(_PARTS):
        progress.step(number, len(_PARTS), "Comparing")
        part(m)
    say_who(m)
    writes = assemble(m, {}, "", "")
    needed.prove(ours, theirs, writes, path)
    progress.step(len(_PARTS), len(_PARTS), "Comparing")
    added, changed, gone = counts(writes)
    return MergePlan(
        copy=copy,
        added=added,
        changed=changed,
        deleted=gone,
        conflicts=list(m.conflicts.values()),
        reanchored=[moved for moved in writes.moved if moved.before == moved.after],
        doubtful=[moved for moved in writes.moved if moved.before != moved.after],
        notes=m.notes + writes.notes,
        draft=m,
    )


_PARTS = (
    fields.translate,
    crossed.crossed,
    texts.diverged,
    fields.fetch,
    texts.bring_ours,
    fields.sort,
    deleted.deleted,
    twins.twins,
    codes.codes,
    twins.after_codes,
    fields.joined,
    texts.settle,
    missing.missing,
)


def head_of(ours: Side) -> str:
    """Our latest operation that is closed."""
    found = ours.one("SELECT uid FROM operation WHERE digest IS NOT NULL ORDER BY seq DESC LIMIT 1")
    return str(found[0]) if found else ""


def _lead(ours: Side) -> str:
    found = ours.one(
        "SELECT coalesce((SELECT json_extract(settings, '$.lead') FROM project), "
        "(SELECT coder FROM operation WHERE kind = 'create' ORDER BY seq LIMIT 1))"
    )
    return str(found[0]) if found else ""


def _aliases(ours: Side) -> dict[tuple[str, str], str]:
    found = {
        (tbl, gone): kept
        for tbl, gone, kept in ours.cursor.execute("SELECT tbl, gone, kept FROM alias")
    }
    for place, kept in found.items():
        seen = {place[1]}
        while (place[0], kept) in found and kept not in seen:
            seen.add(kept)
            kept = found[(place[0], kept)]
        found[place] = kept
    return found


def counts(writes: Writes) -> tuple[Counts, Counts, Counts]:
    """Rows added, changed and deleted by table, without what a merge writes about itself; memos
    that keep what lost are among those added.
    """
    added = {t: len(rows) for t, rows in writes.inserts.items() if rows and t not in _OWN}
    if writes.memos:
        added["memo"] = added.get("memo", 0) + len(writes.memos)
    changed = {t: len(rows) for t, rows in writes.updates.items() if rows and t not in _OWN}
    return added, changed, dict(Counter(tbl for tbl, _ in writes.cascade))
