"""What was decided of a merge that is not written yet, kept so that no crash costs it.

Outside the history: a decision is no act until the merge is written, and goes when it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.store.connection import driver_cursor
from liveable.store.project import Project


class Kept(NamedTuple):
    """A decision in plain words: the option's name, one's own text where there is one, and why.

    ``asked`` tells what it was that was asked (exchange/team/kept.py).
    """

    option: str
    text: str | None
    why: str
    asked: str


def keep(project: Project, copy: str, decisions: Mapping[str, Kept]) -> None:
    """Keep decisions on a copy (by its uid), each by its conflict's key, in the place of earlier
    ones. In a project that is open for reading only nothing is kept.
    """
    if decisions and project.writable:
        with project.outside_history() as session:
            rows = [(copy, key, *each) for key, each in decisions.items()]
            driver_cursor(session.connection()).executemany(_KEEP, rows)


_KEEP = (
    'INSERT INTO decided (copy, "key", option, text, why, asked) VALUES (?, ?, ?, ?, ?, ?) '
    'ON CONFLICT (copy, "key") DO UPDATE SET option = excluded.option, text = excluded.text, '
    "why = excluded.why, asked = excluded.asked"
)


def forget(project: Project, copy: str, keys: Collection[str]) -> None:
    """Let decisions on a copy go that were taken back."""
    if keys and project.writable:
        with project.outside_history() as session:
            cursor = driver_cursor(session.connection())
            cursor.executemany(_FORGET, [(copy, key) for key in keys])


_FORGET = 'DELETE FROM decided WHERE copy = ? AND "key" = ?'


def kept(session: Session, copy: str) -> dict[str, Kept]:
    """The decisions on a copy that are kept, by their conflicts' keys."""
    return {key: Kept(*each) for key, *each in session.execute(_KEPT, {"copy": copy})}


_KEPT = text('SELECT "key", option, text, why, asked FROM decided WHERE copy = :copy')


def forget_all(session: Session, copy: str) -> None:
    """Let all decisions on a copy go, within the transaction that writes the merge."""
    session.execute(text("DELETE FROM decided WHERE copy = :copy"), {"copy": copy})
