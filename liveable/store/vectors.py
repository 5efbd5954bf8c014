"""What a sentence encoder made of passages, kept so that it is worked out once. Outside the
history: it can be worked out again at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.learning import Encoded
from liveable.store.connection import driver_cursor
from liveable.store.project import Project


def get(session: Session, model: str, passages: Iterable[bytes] | None = None) -> Encoded:
    """What is known that a model made of passages (by ``learning.digest``), or of all there are."""
    cursor = driver_cursor(session.connection())
    if passages is None:
        return Encoded(model, dict(cursor.execute(f"{_KNOWN} WHERE model = ?", (model,))))
    found: dict[bytes, bytes] = {}
    wanted = iter(dict.fromkeys(passages))
    while some := tuple(islice(wanted, _AT_ONCE)):
        marks = ", ".join("?" * len(some))
        asked = f"{_KNOWN} WHERE model = ? AND passage IN ({marks})"
        found.update(cursor.execute(asked, (model, *some)))
    return Encoded(model, found)


def kept(session: Session) -> Encoded | None:
    """What is known of the one model that there is something of; None of none."""
    model = session.execute(_MODEL).scalar()
    return None if model is None else get(session, model)


def keeping(
    project: Project,
) -> tuple[Callable[[], Encoded | None], Callable[[Encoded], object]]:
    """For whoever makes vectors: what asks for those that are kept, and what keeps more; where the
    project cannot be written to, they are let go.
    """

    def known() -> Encoded | None:
        with project.reading() as session:
            return kept(session)

    def keep(made: Encoded) -> None:
        if project.writable:
            put(project, made)

    return known, keep


_MODEL = text("SELECT model FROM vector ORDER BY model LIMIT 1")
_KNOWN = "SELECT passage, vector FROM vector"
_AT_ONCE = 500


def put(project: Project, made: Encoded) -> None:
    """Keep what a model made of passages; what another model made goes, for a project is learned
    from with one at a time. Raises ReadOnly where the project cannot be written to.
    """
    with project.outside_history() as session:
        cursor = driver_cursor(session.connection())
        cursor.execute("DELETE FROM vector WHERE model < ?1 OR model > ?1", (made.model,))
        cursor.executemany(
            "INSERT OR REPLACE INTO vector (model, passage, vector) VALUES (?, ?, ?)",
            ((made.model, passage, vector) for passage, vector in made.found.items()),
        )
