"""Several copies at once: each is set against the project as the ones before it would leave it.

That is tried out on a copy of the project in a folder of its own, which nobody else sees; the
project itself is only read.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from liveable.core.progress import SILENT, Progress
from liveable.errors import FileRefused
from liveable.exchange.team.apply import write
from liveable.exchange.team.decide import assemble
from liveable.exchange.team.plan import compare, plan
from liveable.exchange.team.sides import Side, open_copy
from liveable.exchange.team.values import Conflict, Decision, Decisions, MergePlan
from liveable.store import connection
from liveable.store.connection import driver_cursor
from liveable.store.history import now
from liveable.store.project import Project

# Kinds that ask who or what is the same: neither side's is right, and a mistake fuses two things.
_IDENTITIES = frozenset({"two-people", "same-person", "re-created"})


def all_for(conflicts: Sequence[Conflict], side: str) -> Decisions:
    """Settle all conflicts for one side ("ours" or "theirs"), where it is a matter of sides.

    Who is who, and whether two codes of one name mean the same, goes as proposed.
    """
    found = {}
    for conflict in conflicts:
        names = {option.name for option in conflict.options}
        meaning = conflict.kind in _IDENTITIES or (
            conflict.kind == "same-name" and conflict.proposed == "both"
        )
        option = side if side in names and not meaning else conflict.proposed
        found[conflict.key] = Decision(option, why=f"all settled for one side: {side}")
    return found


Settle = Callable[[Sequence[Conflict]], Decisions]


def plan_all(
    project: Project, paths: Sequence[Path], settle: Settle, progress: Progress = SILENT
) -> list[MergePlan | FileRefused]:
    """The plans of several copies one after the other, in their order; nothing is written.

    ``settle`` decides the conflicts of one copy before the next is compared. A copy that cannot be
    read gives its refusal in place of a plan.
    """
    if len(paths) == 1:
        return [_or_refusal(lambda: plan(project, paths[0], progress))]
    found: list[MergePlan | FileRefused] = []
    with _aside(project) as session:
        ours = Side(driver_cursor(session.connection()))
        for number, path in enumerate(paths):
            last = number == len(paths) - 1

            def one(path: Path = path, last: bool = last) -> MergePlan:
                with open_copy(path) as theirs:
                    made = compare(ours, theirs, path, progress)
                    if not last:
                        writes = assemble(made.draft, settle(made.conflicts), "", now())
                        writes.memos.clear()  # they are nobody's before the merge
                        write(session, writes, theirs, path, progress)
                    made.draft = None  # another project's rows: to apply, plan again
                    return made

            found.append(_or_refusal(one))
    return found


def _or_refusal(make: Callable[[], MergePlan]) -> MergePlan | FileRefused:
    try:
        return make()
    except FileRefused as refused:
        return refused


@contextmanager
def _aside(project: Project) -> Iterator[Session]:
    """A copy of the project to try things out in, without its history's guards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "aside.db"
        source = f"{project.path.absolute().as_uri()}?mode=ro"
        with (
            contextlib.closing(sqlite3.connect(source, uri=True)) as old,
            contextlib.closing(sqlite3.connect(path)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = OFF")
            for (name,) in new.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                new.execute(f'DROP TRIGGER "{name}"')
            new.commit()
        engine = connection.engine(path, "write")
        try:
            with engine.connect() as bound, bound.begin(), Session(bound) as session:
                yield session
                session.rollback()
        finally:
            engine.dispose()
