"""Cases, their attributes, and who in the corpus they are."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.uid import mint
from liveable.core.values import NAMED, TYPES, Type, written
from liveable.errors import NotFound, Refused
from liveable.store.project import Project
from liveable.store.schema import Attribute, Case, Document, Speaker, Value


def create(project: Project, name: str, coder: str, kind: str = "participant") -> str:
    """Make a case. Returns its uid."""
    uid = mint()
    with project.operation(f"Add case ‘{name}’", coder) as session:
        session.add(Case(uid=uid, name=_expect_free(session, name, uid), kind=kind))
    return uid


def of_name(session: Session, name: str) -> str:
    """The uid of the case of a name, made within an open operation where there is none."""
    wanted = " ".join(name.replace("\0", " ").split())
    for uid, taken in session.execute(select(Case.uid, Case.name)):
        if taken.casefold() == wanted.casefold():
            return str(uid)
    made = Case(uid=mint(), name=_expect_free(session, name, ""), kind="participant")
    session.add(made)
    session.flush()
    return made.uid


def rename(project: Project, case: str, name: str, coder: str) -> None:
    """Give a case another name."""
    with project.operation(f"Rename case to ‘{name}’", coder) as session:
        _get(session, Case, case).name = _expect_free(session, name, case)


def delete(project: Project, case: str, coder: str) -> None:
    """Delete a case with its values; documents and speakers stay, without it."""
    with project.operation("Delete case", coder) as session:
        session.delete(_get(session, Case, case))


def assign_documents(project: Project, documents: list[str], case: str | None, coder: str) -> None:
    """Say whose documents these are (None: nobody's in particular)."""
    with project.operation("Assign documents to a case", coder) as session:
        if case is not None:
            _get(session, Case, case)
        for uid in documents:
            _get(session, Document, uid).case = case


def assign_speaker(project: Project, speaker: str, case: str | None, coder: str) -> None:
    """Say who a speaker of a document is (None: not known)."""
    with project.operation("Assign a speaker to a case", coder) as session:
        if case is not None:
            _get(session, Case, case)
        _get(session, Speaker, speaker).case = case


def define(project: Project, name: str, type_: Type, coder: str) -> str:
    """Make an attribute. Returns its uid."""
    uid = mint()
    with project.operation(f"Add attribute ‘{name}’", coder) as session:
        session.add(add_attribute(session, uid, name, type_))
    return uid


def add_attribute(session: Session, uid: str, name: str, type_: Type) -> Attribute:
    """A new attribute, last in order, within an open operation."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused("An attribute needs a name.")
    if type_ not in TYPES:
        raise Refused(f"‘{type_}’ is not a type; choose one of {', '.join(TYPES)}.")
    rows = session.scalars(select(Attribute)).all()
    for row in rows:
        if row.name.casefold() == name.casefold():
            raise Refused(f"There is an attribute ‘{row.name}’ already.")
    position = max((row.position for row in rows), default=-1) + 1
    return Attribute(uid=uid, name=name, type=type_, position=position)


def delete_attribute(project: Project, attribute: str, coder: str) -> None:
    """Delete an attribute with all its values."""
    with project.operation("Delete attribute", coder) as session:
        session.delete(_get(session, Attribute, attribute))


def set_value(
    project: Project,
    attribute: str,
    value: str,
    coder: str,
    *,
    case: str | None = None,
    document: str | None = None,
) -> None:
    """Set an attribute of a case or of a document; an empty value takes it away.

    Raises Refused where the value is not of the attribute's type.
    """
    if (case is None) == (document is None):
        raise ValueError("a value belongs to a case or to a document")
    with project.operation("Set an attribute", coder) as session:
        put_value(session, _get(session, Attribute, attribute), value, case, document)


def put_value(
    session: Session, attribute: Attribute, value: str, case: str | None, document: str | None
) -> None:
    """Set, change or take away a value within an open operation."""
    form = written(value, type_of(attribute)) if value.strip() else ""
    if form is None:
        raise Refused(
            f"‘{value}’ is not {NAMED[type_of(attribute)]}, as ‘{attribute.name}’ asks for."
        )
    where = select(Value).where(Value.attribute == attribute.uid)
    row = session.scalars(
        where.where(Value.case == case if case else Value.document == document)
    ).first()
    if row is None and form:
        session.add(Value(attribute=attribute.uid, case=case, document=document, value=form))
    elif row is not None and form:
        row.value = form
    elif row is not None:
        session.delete(row)


def type_of(attribute: Attribute) -> Type:
    """An attribute's type; text where the file says something else."""
    return next((t for t in TYPES if t == attribute.type), "text")


def _expect_free(session: Session, name: str, uid: str) -> str:
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused("A case needs a name.")
    for other, taken in session.execute(select(Case.uid, Case.name)):
        if other != uid and taken.casefold() == name.casefold():
            raise Refused(f"There is a case ‘{taken}’ already.")
    return name


Found = TypeVar("Found", Case, Document, Speaker, Attribute)


def _get(session: Session, kind: type[Found], uid: str) -> Found:
    found = session.get(kind, uid)
    if found is None:
        raise NotFound(f"There is no {kind.__name__.lower()} {uid}.")
    return found
