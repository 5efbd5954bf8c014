"""Writing a merge: one operation with all that was decided, and the copy's acts kept beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from liveable.core.merging import Counts, Decided, MergeReport, to_json
from liveable.core.progress import SILENT, Progress
from liveable.core.text import paragraphs, word_count
from liveable.core.uid import mint
from liveable.errors import Conflict, FileRefused
from liveable.exchange.team import needed
from liveable.exchange.team.decide import Writes, assemble, decided
from liveable.exchange.team.merging import Merging
from liveable.exchange.team.plan import counts, head_of
from liveable.exchange.team.sides import Side, open_copy
from liveable.exchange.team.values import Decisions, MergePlan, Moved, Row
from liveable.ops import reread
from liveable.ops.edition import bring_forward
from liveable.ops.texts import keep_edited
from liveable.store import backup, search
from liveable.store.connection import driver_cursor
from liveable.store.decided import forget_all
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.schema import HISTORICAL

_BATCH = 2000  # rows between two looks whether to stop


def apply(
    project: Project,
    plan: MergePlan,
    decisions: Decisions,
    coder: str,
    progress: Progress = SILENT,
    *,
    snapshots: str = "",
) -> MergeReport:
    """Do what a plan and the decisions say as one operation of ``coder``. Returns its report.

    A snapshot is taken first (in the folder ``snapshots``, if one was chosen). Raises Refused where
    the project or the copy went on since the plan was made; stopped half way, nothing is written.
    """
    m: Merging = plan.draft
    path = plan.copy.path
    with open_copy(path) as theirs:
        found = theirs.one("SELECT uid FROM operation ORDER BY seq DESC LIMIT 1")
        if found is None or found[0] != plan.copy.head:
            raise FileRefused(path.name, "it was worked in since it was compared; compare again.")
        backup.take(project.path, f"before merging {_plain(plan.copy.name)}", snapshots)
        try:
            with project.operation(f"Merge {plan.copy.name}'s copy", coder, "merge") as session:
                cursor = driver_cursor(session.connection())
                m.ours, m.theirs, m.progress = Side(cursor), theirs, progress
                m.names.look_at(m.ours, theirs)
                if head_of(m.ours) != m.head:
                    raise Conflict("The project was worked in since; compare the copy again.")
                at = now()
                writes = assemble(m, decisions, coder, at)
                write(session, writes, theirs, path, progress)
                writes.moved += _brought_forward(session, m)
                reread.settle(session)
                report = _report(m, plan, decisions, writes, coder, at)
                _note(session, m, report, at)
                forget_all(session, plan.copy.uid)
        except IntegrityError as error:
            raise FileRefused(
                path.name, "what it brings does not fit together; run `liveable check` on it."
            ) from error
    return report


def _brought_forward(session: Session, m: Merging) -> list[Moved]:
    """Codings that came back from a former text, and whose words are others in the present one."""
    reworded = {one.coding: one for one in bring_forward(session).reworded}
    rows = Side(driver_cursor(session.connection())).rows("coding", reworded)
    return [
        Moved(
            coding=uid,
            document=m.names.name("document", row["document"]),
            code=m.names.code(row["code"]),
            coder=m.names.name("coder", row["coder"]),
            before=reworded[uid].before,
            after=reworded[uid].after,
        )
        for uid, row in rows.items()
    ]


def _plain(name: str) -> str:
    """A name that may stand in a file's name."""
    return "".join(c if c.isalnum() or c in " -_" else "_" for c in name)[:40].strip() or "a copy"


def write(
    session: Session, writes: Writes, theirs: Side, path: Path, progress: Progress = SILENT
) -> None:
    """Write rows into the open project: texts and wordings they need, changes, deletions,
    additions.
    """
    cursor = driver_cursor(session.connection())
    _needed(session, writes, theirs, path)
    total = sum(map(len, writes.inserts.values()))
    # In an order that undo can walk backwards: nothing is deleted while something still refers to
    # it, and only what may be there but once (a value) makes room first.
    alone = [place for place in writes.deletes if place[0] in ("value", "reading")]
    _delete(cursor, alone)
    done = 0
    for tbl in HISTORICAL:  # in the order in which they refer to each other
        for batch in _batches(_parents_first(tbl, writes.inserts.get(tbl, {}))):
            progress.step(done, total, "Merging")
            _insert(cursor, tbl, batch)
            done += len(batch)
    _update(cursor, writes)
    _delete(cursor, [place for place in writes.deletes if place not in alone])
    _insert(cursor, "memo", writes.memos)
    joins = [
        {"uid": mint(), "tbl": t, "gone": gone, "kept": kept} for t, gone, kept in writes.joins
    ]
    _insert(cursor, "alias", joins)
    progress.step(total, total, "Merging")


def _update(cursor: Any, writes: Writes) -> None:
    for tbl, changes in writes.updates.items():
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for uid, row in changes.items():
            by_columns.setdefault(tuple(row), []).append((*row.values(), uid))
        for columns, values in by_columns.items():
            sets = ", ".join(f'"{name}" = ?' for name in columns)
            cursor.executemany(f'UPDATE "{tbl}" SET {sets} WHERE uid = ?', values)


def _delete(cursor: Any, places: list[tuple[str, str]]) -> None:
    for tbl, uid in places:
        cursor.execute(f'DELETE FROM "{tbl}" WHERE uid = ?', (uid,))


def _parents_first(tbl: str, rows: dict[str, Row]) -> Iterable[Row]:
    if tbl not in ("code", "folder"):
        return rows.values()

    def depth(row: Row) -> int:
        above, steps = row["parent"], 0
        while above in rows and steps <= len(rows):
            above, steps = rows[above]["parent"], steps + 1
        return steps

    return sorted(rows.values(), key=depth)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    todo = iter(rows)
    while batch := list(islice(todo, _BATCH)):
        yield batch


def _insert(cursor: Any, tbl: str, rows: list[Row]) -> None:
    if rows:
        names = list(rows[0])
        columns, marks = ", ".join(f'"{n}"' for n in names), ", ".join("?" * len(names))
        cursor.executemany(
            f'INSERT INTO "{tbl}" ({columns}) VALUES ({marks})',
            [tuple(row[n] for n in names) for row in rows],
        )


# --- what rows rest on: texts, original files, wordings
# -------------------------------------------------------------------------------------------------


def _needed(session: Session, writes: Writes, theirs: Side, path: Path) -> None:
    cursor = driver_cursor(session.connection())
    lacking = needed.lacking(cursor, writes)
    for sha in lacking["text"]:
        if sha in writes.texts:
            keep_edited(session, *writes.texts[sha])
        else:
            _keep_text(session, theirs, sha, needed.text(theirs, sha, path))
    for sha in lacking["blob"]:
        cursor.execute(
            "INSERT INTO blob (sha, size, packed) VALUES (?, ?, ?)",
            (sha, *needed.blob(theirs, sha, path)),
        )
    for sha in lacking["code_version"]:
        row = theirs.one("SELECT code, wording FROM code_version WHERE sha = ?", sha)
        if row is not None:
            cursor.execute("INSERT INTO code_version (sha, code, wording) VALUES (?, ?, ?)",
                           (sha, *row))  # fmt: skip


def _keep_text(session: Session, theirs: Side, sha: str, body: str) -> None:
    lines = paragraphs(body)
    cursor = driver_cursor(session.connection())
    cursor.execute(
        "INSERT INTO text (sha, body, length, words, paragraphs) VALUES (?, ?, ?, ?, ?)",
        (sha, body, len(body), word_count(body), len(lines)),
    )
    search.add_text(session.connection(), sha, body, lines)
    marks = theirs.cursor.execute(
        "SELECT text_sha, start, stop, style, level FROM display WHERE text_sha = ?", (sha,)
    ).fetchall()
    cursor.executemany("INSERT INTO display VALUES (?, ?, ?, ?, ?)", marks)


# --- the report, and whose acts came along
# -------------------------------------------------------------------------------------------------


def _report(
    m: Merging, plan: MergePlan, decisions: Decisions, writes: Writes, coder: str, at: str
) -> MergeReport:
    added, changed, gone = counts(writes)
    project = m.ours.one("SELECT name FROM project")
    head = m.ours.one("SELECT digest FROM operation WHERE uid = ?", m.head)
    acts = Counter(
        m.names.name("coder", act.coder)
        for act in m.since.acts.values()
        if act.kind not in ("create", "migration", "handout")
    )
    return MergeReport(
        project=str(project[0]) if project else "",
        copy=plan.copy.name,
        file=plan.copy.path.name,
        by=m.names.name("coder", coder),
        at=at,
        since=plan.copy.since,
        acts=len(m.since.acts),
        coders=dict(acts),
        added=added,
        changed=changed,
        deleted=gone,
        codings=_by_coder(m, writes),
        decisions=[_decided(m, key, decisions) for key in m.conflicts],
        reanchored=[moved for moved in writes.moved if moved.before == moved.after],
        doubtful=[moved for moved in writes.moved if moved.before != moved.after],
        notes=[*m.notes, *writes.notes],
        our_head=head[0].hex() if head and isinstance(head[0], bytes) else "",
        their_head=m.since.head.hex(),
    )


def _by_coder(m: Merging, writes: Writes) -> list[dict[str, Any]]:
    found: dict[str, Counts] = {}

    def count(coder: str, what: str) -> None:
        name = m.names.name("coder", coder)
        row = found.setdefault(name, {"added": 0, "changed": 0, "deleted": 0})
        row[what] += 1

    for row in writes.inserts.get("coding", {}).values():
        count(row["coder"], "added")
    touched = set(writes.updates.get("coding", {}))
    gone = {uid for tbl, uid in writes.cascade if tbl == "coding"}
    for row in m.ours.rows("coding", touched).values():
        count(row["coder"], "changed")
    for tbl, uid in m.gone:
        x = m.gone[(tbl, uid)].base
        if tbl == "coding" and uid in gone and x is not None:
            count(x["coder"], "deleted")
            gone.discard(uid)
    return [{"coder": name, **counted} for name, counted in sorted(found.items())]


def _decided(m: Merging, key: str, decisions: Decisions) -> Decided:
    conflict = m.conflicts[key]
    decision = decided(conflict, decisions)
    chosen = next(o for o in conflict.options if o.name == decision.option)
    kept = {"ours": conflict.ours, "theirs": conflict.theirs, "written": decision.text}
    return Decided(
        kind=conflict.kind,
        what=conflict.what,
        field=conflict.field,
        base=conflict.base,
        ours=conflict.ours,
        theirs=conflict.theirs,
        decision=chosen.text,
        kept=kept.get(decision.option, chosen.then),
        why=decision.why,
        proposed=key not in decisions,
    )


def _note(session: Session, m: Merging, report: MergeReport, at: str) -> None:
    """Write down that the copy was taken in, and its acts as they were written there."""
    cursor = driver_cursor(session.connection())
    (operation,) = cursor.execute("SELECT uid FROM operation WHERE digest IS NULL").fetchone()
    row = {
        "uid": mint(),
        "copy": m.copy.uid,
        "head": m.copy.head,
        "operation": operation,
        "report": to_json(report),
    }
    _insert(cursor, "merged", [row])
    first = min(m.since.acts, default=1 << 62)
    fields = "uid, ?, ?, seq, kind, label, coder, at, undoes, digest"
    acts = m.theirs.cursor.execute(
        f"SELECT {fields} FROM operation WHERE seq >= ? ORDER BY seq",
        (m.copy.uid, operation, first),
    ).fetchall()
    before = m.theirs.one("SELECT digest FROM operation WHERE seq = ?", first - 1)
    chain: Any = before[0] if before else b""
    rows = []
    for act in acts:
        rows.append((*act[:-1], chain, act[-1]))
        chain = act[-1]
    marks = ", ".join("?" * 11)
    cursor.executemany(
        "INSERT INTO their_operation (uid, copy, merge, seq, kind, label, coder, at, undoes, "
        f'"before", digest) VALUES ({marks}) ON CONFLICT (uid) DO UPDATE SET '
        "copy = excluded.copy, merge = excluded.merge",
        rows,
    )
    lines = m.theirs.another()
    lines.execute(
        'SELECT o.uid, c.seq - o.first_change, c.tbl, c."row", c.before_digest, c.after_digest '
        "FROM change c JOIN operation o ON o.seq = c.operation WHERE c.seq >= "
        "(SELECT first_change FROM operation WHERE seq = ?)",
        (first,),
    )
    cursor.executemany("INSERT OR IGNORE INTO their_change VALUES (?, ?, ?, ?, ?, ?)", lines)
    _carry_over(cursor, m, operation)


def _carry_over(cursor: Any, m: Merging, operation: str) -> None:
    """Acts that the copy itself had taken in from others."""
    rows = m.theirs.cursor.execute(
        "SELECT uid, copy, ?, seq, kind, label, coder, at, undoes, \"before\", digest "
        "FROM their_operation", (operation,),
    ).fetchall()  # fmt: skip
    known = {uid for (uid,) in cursor.execute("SELECT uid FROM operation")} if rows else set()
    known |= (
        {uid for (uid,) in cursor.execute("SELECT uid FROM their_operation")} if rows else set()
    )
    fresh = [row for row in rows if row[0] not in known]
    marks = ", ".join("?" * 11)
    cursor.executemany(
        "INSERT INTO their_operation (uid, copy, merge, seq, kind, label, coder, at, undoes, "
        f'"before", digest) VALUES ({marks})',
        fresh,
    )
    for uid, *_ in fresh:
        lines = m.theirs.cursor.execute(
            'SELECT operation, number, tbl, "row", before_digest, after_digest FROM their_change '
            "WHERE operation = ?", (uid,),
        ).fetchall()  # fmt: skip
        cursor.executemany("INSERT OR IGNORE INTO their_change VALUES (?, ?, ?, ?, ?, ?)", lines)
