"""A copy of a project, and a merge of it written row by row, for what reads merges."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from liveable.core.merging import MergeReport, to_json
from liveable.core.uid import mint
from liveable.store.project import Person, Project, open_project


def copied(project: Project, path: Path, person: Person) -> Project:
    """A copy of a project as it is now, open for somebody; nothing says yet that it is a copy."""
    with closing(sqlite3.connect(project.path)) as here, closing(sqlite3.connect(path)) as there:
        here.backup(there)
    return open_project(path, person)


def taken_in(project: Project, copy: Project, by: str, report: MergeReport) -> str:
    """Write an operation that takes in the acts of a copy that are not here yet; says its uid.

    Only who did what, and the coders, come in: the rows the acts touched stay in the copy.
    """
    known = {uid for (uid,) in _rows(project, "SELECT uid FROM operation")}
    known |= {uid for (uid,) in _rows(project, "SELECT uid FROM their_operation")}
    new: list[tuple[object, ...]] = []
    before: object = b""
    for *act, digest in _rows(
        copy, "SELECT uid, seq, kind, label, coder, at, undoes, digest FROM operation ORDER BY seq"
    ):
        if act[0] not in known:
            new.append((*act, before, digest))
        before = digest
    changes = _rows(
        copy,
        "SELECT o.uid, row_number() OVER (PARTITION BY o.uid ORDER BY c.seq) - 1, tbl, "
        '"row", before_digest, after_digest FROM change c JOIN operation o ON o.seq = c.operation',
    )
    coders = _rows(copy, "SELECT uid, name, colour FROM coder")
    with project.operation(f"Merge {report.whose}", by, "merge") as session:
        cursor = session.connection().exec_driver_sql
        here = {uid for (uid,) in cursor("SELECT uid FROM coder")}
        for coder in coders:
            if coder[0] not in here:
                cursor("INSERT INTO coder (uid, name, colour) VALUES (?, ?, ?)", coder)
        merge = cursor("SELECT uid FROM operation WHERE digest IS NULL").scalar_one()
        cursor(
            'INSERT INTO merged (uid, "copy", head, operation, report) VALUES (?, ?, ?, ?, ?)',
            (mint(), "copy", new[-1][0] if new else "", merge, to_json(report)),
        )
        if new:
            cursor(
                "INSERT INTO their_operation (uid, seq, kind, label, coder, at, undoes, before, "
                "digest, \"copy\", merge) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'copy', ?)",
                [(*act, merge) for act in new],
            )
            cursor(
                "INSERT INTO their_change VALUES (?, ?, ?, ?, ?, ?)",
                [change for change in changes if change[0] in {act[0] for act in new}],
            )
    return str(merge)


def _rows(project: Project, sql: str) -> list[tuple[object, ...]]:
    with project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]
