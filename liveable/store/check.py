"""The proof that a project is as it was written: the file, the chain, the images, the rows and the
texts.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Float

from liveable.core.progress import SILENT, Progress
from liveable.store import history, migrations
from liveable.store.connection import driver_cursor
from liveable.store.history import Act
from liveable.store.project import Project
from liveable.store.schema import HISTORICAL, PLACED


@dataclass(slots=True)
class Report:
    """What a check found: how much was looked at, and a sentence for every fault.

    ``theirs`` counts the acts that came with merges.
    """

    operations: int = 0
    changes: int = 0
    theirs: int = 0
    withheld: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(project: Project, progress: Progress = SILENT) -> Report:
    """Prove a project sound, or name every operation and row that is not as it was written."""
    report = Report()
    with project.reading() as session, _any_bytes(session.connection()) as connection:
        parts = (_file, _chain, _theirs, _rows, _texts)
        for number, part in enumerate(parts):
            progress.step(number, len(parts))
            part(connection, report, progress)
    progress.step(len(parts), len(parts))
    return report


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[Connection]:
    """The connection, reading text that is no longer UTF-8 as well: damage must be named, not
    tripped over.
    """
    driver = driver_cursor(connection).connection
    driver.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        yield connection
    finally:
        driver.text_factory = str


def _file(connection: Connection, report: Report, _progress: Progress) -> None:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            report.faults.append(f"The file is damaged: {line}.")
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        report.faults.append(f"A row of {table} ({row}) refers to a {parent} that is not there.")
    if migrations.present_triggers(connection) != migrations.triggers(connection):
        report.faults.append("The guards of the history (triggers) are not those of this version.")


def _chain(connection: Connection, report: Report, progress: Progress) -> None:
    """Recompute every digest: each image's, then each operation's over the one before."""
    before = b""
    total = connection.exec_driver_sql("SELECT count(*) FROM operation").scalar_one()
    for act, digest in _operations(connection):
        progress.step(report.operations, total, "history")
        lines = list(_sound_changes(connection, act, report))
        if digest is None:
            report.faults.append(f"{_named(act)} was never sealed.")
        elif history.chained(before, act, lines) != digest:
            report.faults.append(
                f"{_named(act)} is not as it was written, or what came before it was changed."
            )
        before = digest or b""
        report.operations += 1
    strayed = connection.exec_driver_sql(
        "SELECT count(*) FROM change c LEFT JOIN operation o ON o.seq = c.operation "
        "WHERE o.seq IS NULL OR c.seq < o.first_change"
    ).scalar_one()
    if strayed:
        report.faults.append(f"{strayed} changes belong to no operation: an operation was removed.")


def _operations(connection: Connection) -> Iterator[tuple[Act, bytes | None]]:
    fields = ", ".join(Act._fields)
    for row in connection.exec_driver_sql(
        f"SELECT {fields}, digest FROM operation ORDER BY seq"
    ).all():
        yield Act(*row[:-1]), row[-1]


def _sound_changes(connection: Connection, act: Act, report: Report) -> Iterator[history.Line]:
    """An operation's changes as the chain knows them, each image held against its digest."""
    cursor = connection.exec_driver_sql(
        'SELECT tbl, "row", "before", "after", before_digest, after_digest FROM change '
        f"WHERE {history.CHANGES} ORDER BY seq",
        (act.seq,),
    )
    for tbl, row, before, after, before_digest, after_digest in cursor:
        report.changes += 1
        for image, digest in ((before, before_digest), (after, after_digest)):
            if image is None and digest is not None:
                report.withheld += 1
            elif _digest(image) != digest:
                report.faults.append(f"{_named(act)}: an image of {tbl} {row} was changed.")
        yield tbl, row, before_digest, after_digest


def _theirs(connection: Connection, report: Report, progress: Progress) -> None:
    """Recompute the digests of the acts that came with merges, each over the one before it there.

    That one is among them too, or is an act of this project from before the copy was made.
    """
    known = {b""} | {digest for (digest,) in connection.exec_driver_sql(_DIGESTS)}
    rows = connection.exec_driver_sql(_THEIR_OPERATIONS).all()
    cursor = driver_cursor(connection)
    for *act_fields, before, digest in rows:
        progress.step(report.theirs, len(rows), "merged acts")
        act = Act(*act_fields)
        lines = cursor.execute(_THEIR_CHANGES, (act.uid,)).fetchall()
        if history.chained(before, act, lines) != digest:
            report.faults.append(
                f"{_named(act)}, which came with a merge, is not as it was written."
            )
        elif before not in known:
            report.faults.append(f"What came before {_named(act)} in a merged copy is missing.")
        report.theirs += 1
    strayed = connection.exec_driver_sql(
        "SELECT count(*) FROM their_change WHERE operation NOT IN (SELECT uid FROM their_operation)"
    ).scalar_one()
    if strayed:
        report.faults.append(
            f"{strayed} changes of merged copies belong to no act: one was removed."
        )


# Whatever type a damaged digest may have, it is held against the right one.
_DIGESTS = "SELECT digest FROM operation UNION ALL SELECT CAST(digest AS BLOB) FROM their_operation"
_THEIR_OPERATIONS = (
    f"SELECT {', '.join(Act._fields)}, CAST(before AS BLOB), CAST(digest AS BLOB) "
    "FROM their_operation ORDER BY copy, seq"
)
_THEIR_CHANGES = (
    'SELECT tbl, "row", CAST(before_digest AS BLOB), CAST(after_digest AS BLOB) '
    "FROM their_change WHERE operation = ? ORDER BY number"
)


def _digest(image: str | None) -> bytes | None:
    return None if image is None else hashlib.sha256(_bytes(image)).digest()


def _bytes(stored: str) -> bytes:
    return stored.encode("utf-8", "surrogateescape")


def _named(act: Act) -> str:
    return f"Operation {act.seq} (‘{act.label}’, {act.at}, {act.uid})"


def _rows(connection: Connection, report: Report, progress: Progress) -> None:
    """Hold every row against the last image the history has of it."""
    for number, (tbl, table) in enumerate(HISTORICAL.items()):
        progress.step(number, len(HISTORICAL), tbl)
        names = [c.name for c in table.columns]
        reals = {c.name for c in table.columns if isinstance(c.type, Float)}
        fields = ", ".join(f't."{name}"' for name in names)
        cursor = connection.exec_driver_sql(
            f'SELECT t.uid, c."after", c.after_digest, {fields} FROM "{tbl}" t LEFT JOIN ('
            'SELECT "row", "after", after_digest, max(seq) FROM change WHERE tbl = ? '
            'GROUP BY "row") c ON c."row" = t.uid',
            (tbl,),
        )
        for uid, image, digest, *values in cursor:
            if image is None and digest is not None:
                continue  # withheld: what it was can no longer be told
            if not _agrees(dict(zip(names, values, strict=True)), image, reals):
                report.faults.append(
                    f"The row {uid} of {tbl} was changed behind the history's back."
                )
        gone = connection.exec_driver_sql(
            'SELECT "row", max(seq), "after" FROM change WHERE tbl = ? AND "row" NOT IN '
            f'(SELECT uid FROM "{tbl}") GROUP BY "row" HAVING "after" IS NOT NULL',
            (tbl,),
        )
        for uid, _, _ in gone:
            report.faults.append(f"The row {uid} of {tbl} is missing though nobody deleted it.")


def _agrees(row: dict[str, object], image: str | None, reals: set[str]) -> bool:
    if image is None:
        return False
    try:
        kept = json.loads(image)
        return all(
            row[name]
            == (float(kept[name]) if name in reals and kept[name] is not None else kept[name])
            for name in row.keys() & kept.keys()
        )
    except (ValueError, TypeError, AttributeError):
        return False


def _texts(connection: Connection, report: Report, progress: Progress) -> None:
    """Hold texts and original files against the hashes they are named by."""
    for sha, body in connection.exec_driver_sql("SELECT sha, body FROM text"):
        progress.step(0, 1, "texts")
        if hashlib.sha256(_bytes(body)).hexdigest() != sha:
            report.faults.append(
                f"{_documents(connection, 'text_sha', sha)}: the text was changed."
            )
    for sha, packed in connection.exec_driver_sql("SELECT sha, packed FROM blob"):
        progress.step(0, 1, "original files")
        try:
            sound = hashlib.sha256(zlib.decompress(packed)).hexdigest() == sha
        except zlib.error:
            sound = False
        if not sound:
            report.faults.append(
                f"{_documents(connection, 'original_sha', sha)}: the original file was changed."
            )
    outside = connection.exec_driver_sql(
        "SELECT c.uid FROM coding c JOIN text t ON t.sha = c.text_sha WHERE c.stop > t.length"
    )
    for (uid,) in outside:
        report.faults.append(f"The coding {uid} reaches beyond its text.")
    for tbl in PLACED:
        behind = connection.exec_driver_sql(
            f"SELECT r.uid FROM {tbl} r JOIN document d ON d.uid = r.document "
            "WHERE r.text_sha <> d.text_sha"
        )
        for (uid,) in behind:
            report.faults.append(f"The {tbl} {uid} is on a former text of its document.")


def _documents(connection: Connection, column: str, sha: str) -> str:
    rows = connection.exec_driver_sql(f"SELECT name FROM document WHERE {column} = ?", (sha,))
    return ", ".join(name for (name,) in rows) or f"A text of no document ({sha[:12]})"
