"""Acts on the table of cases as a whole: several cells at once, and its columns' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from liveable.core.uid import mint
from liveable.core.values import NAMED, TYPES, Type, written
from liveable.errors import NotFound, Refused
from liveable.ops.cases import put_value
from liveable.store import queries
from liveable.store.pasting import Cell as Cell
from liveable.store.project import Project
from liveable.store.schema import Attribute, Case, Document, Speaker, Value

_SHOWN = 8  # values in a sentence


class Filled(NamedTuple):
    """How many cells now say what they were to say, and how many cases were made."""

    cells: int
    cases: int


def fill(project: Project, cells: Sequence[Cell], coder: str) -> Filled:
    """Fill cells in as one act, as when a piece of a spreadsheet is pasted.

    Raises Refused where a value is not of its attribute's type, naming the first; nothing is
    filled in then. A case yet to be made needs a name among the cells.
    """
    with project.operation("Fill in the table of cases", coder) as session:
        made = _name(session, [cell for cell in cells if cell.attribute is None])
        session.flush()
        for cell in cells:
            if cell.attribute is not None:
                case = made.get(cell.case)
                if case is None and isinstance(cell.case, int):
                    raise Refused("A case needs a name.")
                attribute = _get(session, Attribute, cell.attribute)
                put_value(session, attribute, cell.value, case or str(cell.case), None)
    return Filled(len(cells), len(made))


def _name(session: Session, cells: Iterable[Cell]) -> dict[str | int, str]:
    """Rename cases, and make those that are not there; the uids of the new ones by their number."""
    rows = {row.uid: row for row in session.scalars(select(Case))}
    made: dict[str | int, str] = {}
    for cell in cells:
        name = _clean(cell.value)
        if not name:
            raise Refused("A case needs a name.")
        if isinstance(cell.case, int):
            made[cell.case] = uid = mint()
            rows[uid] = Case(uid=uid, name=name, kind="participant")
            session.add(rows[uid])
        elif cell.case in rows:
            rows[cell.case].name = name
        else:
            raise NotFound(f"There is no case {cell.case}.")
    seen: set[str] = set()
    for row in rows.values():
        if row.name.casefold() in seen:
            raise Refused(f"There would be two cases ‘{row.name}’.")
        seen.add(row.name.casefold())
    return made


def delete(project: Project, cases: Sequence[str], coder: str) -> None:
    """Delete cases with their values as one act; documents and speakers stay, without them."""
    count = f"{len(cases)} case{'' if len(cases) == 1 else 's'}"
    with project.operation(f"Delete {count}", coder) as session:
        for uid in cases:
            session.delete(_get(session, Case, uid))


def assign(
    project: Project, documents: list[str], speakers: list[str], case: str | None, coder: str
) -> None:
    """Say whose documents these are and who these speakers are, as one act (None: nobody known)."""
    with project.operation("Assign to a case", coder) as session:
        if case is not None:
            _get(session, Case, case)
        for uid in documents:
            _get(session, Document, uid).case = case
        for uid in speakers:
            _get(session, Speaker, uid).case = case


def rename_attribute(project: Project, attribute: str, name: str, coder: str) -> None:
    """Give an attribute another name."""
    name = _clean(name)
    if not name:
        raise Refused("An attribute needs a name.")
    with project.operation(f"Rename attribute to ‘{name}’", coder) as session:
        for row in session.scalars(select(Attribute)):
            if row.uid != attribute and row.name.casefold() == name.casefold():
                raise Refused(f"There is an attribute ‘{row.name}’ already.")
        _get(session, Attribute, attribute).name = name


def retype_attribute(project: Project, attribute: str, type_: Type, coder: str) -> None:
    """Ask for another type of value.

    Raises Refused where values that are there are none of that type, naming the first so many with
    their cases: no answer is thrown away.
    """
    if type_ not in TYPES:
        raise Refused(f"‘{type_}’ is not a type; choose one of {', '.join(TYPES)}.")
    with project.operation(f"Make an attribute {NAMED[type_]}", coder) as session:
        row = _get(session, Attribute, attribute)
        unfit: list[str] = []
        values = select(Value, func.coalesce(Case.name, Document.name))
        values = values.outerjoin(Case, Case.uid == Value.case)
        values = values.outerjoin(Document, Document.uid == Value.document)
        for value, whose in session.execute(values.where(Value.attribute == attribute)):
            form = written(value.value, type_)
            if form is None:
                unfit.append(f"‘{value.value}’ ({whose})")
            else:
                value.value = form
        if unfit:
            unfit.sort(key=queries.natural)
            more = f" and {len(unfit) - _SHOWN} more" if len(unfit) > _SHOWN else ""
            some = "values which are" if len(unfit) > 1 else "a value which is"
            raise Refused(
                f"‘{row.name}’ has {some} not {NAMED[type_]}: {', '.join(unfit[:_SHOWN])}{more}. "
                f"Change {'those' if len(unfit) > 1 else 'that'} first."
            )
        row.type = type_


def _clean(name: str) -> str:
    return " ".join(name.replace("\0", " ").split())


Found = TypeVar("Found", Attribute, Case, Document, Speaker)


def _get(session: Session, kind: type[Found], uid: str) -> Found:
    found = session.get(kind, uid)
    if found is None:
        raise NotFound(f"There is no {kind.__name__.lower()} {uid}.")
    return found
