"""Who works in a project."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import colours
from liveable.core.folding import alike
from liveable.core.uid import mint
from liveable.errors import Refused
from liveable.store import find
from liveable.store.project import Person, Project
from liveable.store.schema import Coder


def present(project: Project, person: Person) -> str:
    """The coder this person is in the project, who joins it at their first act. Returns the uid.

    Joining is recorded in the history, but nothing that undo would take back: whatever they do
    rests on it.
    """
    with project.reading() as session:
        if session.get(Coder, person.uid) is not None:
            return person.uid
    return _join(project, person)


def named(project: Project, name: str, person: Person) -> str:
    """The coder of a name (or uid), who joins if new; among several of one name, oneself if
    possible.

    Names are the same whatever their case, spaces and accents. Raises Refused for an empty one.
    """
    name = expect_name(name)
    with project.reading() as session:
        same = find.coders(session, name)
        if person.uid in same:
            return person.uid
        if same:
            return find.coder(session, name)
    return _join(project, person if alike(person.name) == alike(name) else Person(mint(), name))


def expect_name(name: str) -> str:
    """A coder's name without needless spaces; raises Refused where nothing is left."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused("A coder needs a name.")
    return name


def _join(project: Project, person: Person) -> str:
    with project.operation(f"New coder: {person.name}", person.uid, "join") as session:
        count = len(session.scalars(select(Coder.uid)).all())
        colour = colours.for_code(count, count // len(colours.BRANCHES))
        session.add(Coder(uid=person.uid, name=person.name, colour=colour))
    return person.uid


def namesakes(session: Session, uid: str) -> int:
    """How many other coders of the project have the same name."""
    me = session.get_one(Coder, uid)
    return len(session.scalars(select(Coder.uid).where(Coder.name == me.name)).all()) - 1


def rename(project: Project, uid: str, name: str, coder: str) -> None:
    """Give a coder another name."""
    name = expect_name(name)
    with project.operation(f"Rename coder to ‘{name}’", coder) as session:
        session.get_one(Coder, uid).name = name


def recolour(project: Project, uid: str, colour: str, coder: str) -> None:
    """Give a coder another colour (``#rrggbb``)."""
    if not colours.is_colour(colour):
        raise Refused(f"‘{colour}’ is not a colour like #1b6491.")
    with project.operation("Change a coder's colour", coder) as session:
        session.get_one(Coder, uid).colour = colour
