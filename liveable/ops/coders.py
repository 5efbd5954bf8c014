"""Who works in a project."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Literal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from liveable.core import colours
from liveable.core.folding import alike
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops.settings import put
from liveable.store import find
from liveable.store.copies import ThisCopy, this_copy
from liveable.store.lead import kept_as
from liveable.store.lead import lead_of as lead_of
from liveable.store.project import Person, Project
from liveable.store.schema import Coder
from liveable.store.team_tables import Copy


def here(project: Project, person: Person) -> str:
    """The uid under which a person acts in this file: the coder a copy is for, where they said that
    this is them, else their own.
    """
    with project.reading() as session:
        copy = this_copy(session)
        claimed = copy is not None and copy.person == person.uid
        return kept_as(session, copy.coder if copy and claimed else person.uid)


def unclaimed(project: Project, person: Person) -> ThisCopy | None:
    """The copy this file is, where a person is to be asked whether they are the coder it is for.

    None where the file is no copy, and where it is known who they are: they said so, or work in it
    under a name of their own.
    """
    uid = here(project, person)
    with project.reading() as session:
        return None if session.get(Coder, uid) is not None else this_copy(session)


def claim(project: Project, person: Person) -> str:
    """Record that a person is the coder this copy is for. Returns the uid they now act under.

    Raises Refused where the file is no copy.
    """
    with project.outside_history() as session:
        copy = this_copy(session)
        if copy is None:
            raise Refused(f"{project.path.name} is not a copy that was handed out.")
        session.get_one(Copy, copy.copy).person = person.uid
    return here(project, person)


def present(project: Project, person: Person) -> str:
    """The coder this person is in the project, who joins it at their first act. Returns the uid.

    Joining is recorded in the history, but nothing that undo would take back: whatever they do
    rests on it.
    """
    uid = here(project, person)
    with project.reading() as session:
        if session.get(Coder, uid) is not None:
            return uid
    return _join(project, person)


def named(project: Project, name: str, person: Person) -> str:
    """The coder of a name (or uid), who joins if new; among several of one name, oneself if
    possible.

    Names are the same whatever their case, spaces and accents. Raises Refused for an empty one.
    """
    name = expect_name(name)
    me = here(project, person)
    with project.reading() as session:
        same = find.coders(session, name)
        if me in same:
            return me
        if same:
            return find.coder(session, name)
    if alike(person.name) == alike(name):
        return present(project, person)
    return _join(project, Person(mint(), name))


def expect_name(name: str) -> str:
    """A coder's name without needless spaces; raises Refused where nothing is left."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused("A coder needs a name.")
    return name


def _join(project: Project, person: Person) -> str:
    with project.operation(f"New coder: {person.name}", person.uid, "join") as session:
        others = session.scalars(select(Coder.colour).order_by(Coder.uid)).all()
        colour = colours.for_coders([*others, ""])[-1]
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


def make_lead(project: Project, uid: str, coder: str) -> None:
    """Hand the lead on to another coder. Raises Refused for anyone but the present lead."""
    with project.reading() as session:
        if session.get(Coder, uid) is None:
            raise NotFound(f"There is no coder {uid}.")
        name = _called(session, uid)
    with project.operation(f"Make {name} the lead", coder) as session:
        expect_lead(session, coder, "make somebody else the lead")
        put(session, {"lead": uid})


def hide_others(project: Project, hidden: bool, coder: str) -> None:
    """Let everybody but the lead see only their own codings and memos, or everybody's again.

    Raises Refused for anyone but the lead.
    """
    label = "Hide others' codings" if hidden else "Open everybody's codings"
    with project.operation(label, coder) as session:
        expect_lead(session, coder, "hide codings or open them")
        put(session, {"hidden": hidden})


def others(
    session: Session, table: Literal["coding", "memo"], uids: Collection[str], coder: str
) -> str:
    """How an act on codings or memos says that it changes others': " (Moira's coding)"; "" where
    all are the coder's own.

    Raises Refused for others' unless the coder leads.
    """
    asked = {"coder": coder, "uids": json.dumps(list(uids))}
    theirs = session.execute(_OTHERS[table], asked).all()
    if not theirs:
        return ""
    count = sum(row.number for row in theirs)
    name = _one_line(theirs[0].name)
    if coder != lead_of(session):
        whose = f"{name}'s" if len(theirs) == 1 else "others'"
        lead = _called(session, lead_of(session))
        some = f"This {table} is" if count == 1 else f"{count} of these {table}s are"
        them = "it" if count == 1 else "them"
        raise Refused(f"{some} {whose}; only the lead, {lead}, may change {them}.")
    part = "" if count == len(set(uids)) else f"{count} of them "
    if len(theirs) > 1:
        return f" ({part}{table}s of {len(theirs)} others)"
    return f" ({part}{name}'s {table}{'s' if count > 1 else ''})"


_OTHERS = {
    table: text(
        f"SELECT r.coder, coalesce(k.name, 'somebody') AS name, count(*) AS number FROM {table} r "
        "LEFT JOIN coder k ON k.uid = r.coder WHERE r.coder <> :coder "
        "AND r.uid IN (SELECT value FROM json_each(:uids)) GROUP BY r.coder"
    )
    for table in ("coding", "memo")
}


def expect_lead(session: Session, coder: str, what: str) -> None:
    """Raise Refused for anyone but the lead: "Only the lead, Ann, may hide codings."."""
    lead = lead_of(session)
    if coder != lead:
        raise Refused(f"Only the lead, {_called(session, lead)}, may {what}.")


def _called(session: Session, uid: str) -> str:
    row = session.get(Coder, uid)
    return "somebody" if row is None else _one_line(row.name)


def _one_line(name: str) -> str:
    return " ".join(name.split())
