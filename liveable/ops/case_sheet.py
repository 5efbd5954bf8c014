"""A sheet of participants: a row a case, columns their attributes, names matched to the corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.folding import fold
from liveable.core.transcript import Sheet
from liveable.core.uid import mint
from liveable.core.values import guess, written
from liveable.errors import Refused
from liveable.ops import cases
from liveable.store.project import Project
from liveable.store.schema import Attribute, Case, Document, Speaker

_CASE_HEADS = ("case", "participant", "id", "code", "respondent", "name")
_NAME_HEADS = ("pseudonym", "psedudonym", "name", "alias", "speaker")
_DOCUMENT_HEADS = ("document", "transcript", "file")


@dataclass(slots=True)
class Imported:
    """What a sheet brought: names of cases and attributes, and sentences on what found no match."""

    cases: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column says what, by number."""

    case: int
    names: tuple[int, ...]
    documents: int | None
    attributes: tuple[int, ...]


def bring_in(project: Project, sheet: Sheet, name: str, coder: str) -> Imported:
    """Take a sheet in as one act: cases made or updated, attributes typed by their values.

    Documents and speakers are joined to a case where its name, or a pseudonym beside it, is in the
    document's name or is the speaker's label; a column of documents says so outright. Raises
    Refused where no column names the cases.
    """
    columns = _columns(sheet)
    done = Imported()
    with project.operation(f"Import attributes from ‘{name}’", coder) as session:
        people = _cases(session, sheet, columns, done)
        for column in columns.attributes:
            _attribute(session, sheet, column, people, done)
        session.flush()
        _join(session, sheet, columns, people, done)
    return done


def _columns(sheet: Sheet) -> _Columns:
    heads = [fold(head).strip() for head in sheet.header]
    case = _case_column(sheet, heads)
    documents = next((i for i, h in enumerate(heads) if h.startswith(_DOCUMENT_HEADS)), None)
    names = tuple(
        i for i, h in enumerate(heads) if any(n in h for n in _NAME_HEADS) and i != documents
    )
    attributes = tuple(i for i, h in enumerate(heads) if h and i not in (case, documents))
    return _Columns(case, names, documents, attributes)


def _case_column(sheet: Sheet, heads: list[str]) -> int:
    def names_all(column: int) -> bool:
        values = [row[column].strip() for row in sheet.rows]
        return bool(values) and all(values) and len({v.casefold() for v in values}) == len(values)

    told = [i for wanted in _CASE_HEADS for i, head in enumerate(heads) if head == wanted]
    column: int
    for column in (*told, *range(len(heads))):
        if names_all(column):
            return column
    raise Refused(
        "The sheet has no column in which every row has a name of its own; "
        "give it one headed ‘Case’."
    )


def _cases(session: Session, sheet: Sheet, columns: _Columns, done: Imported) -> list[str]:
    """The uid of each row's case, made where it is new."""
    known = {row.name.casefold(): row.uid for row in session.scalars(select(Case))}
    people = []
    for row in sheet.rows:
        name = " ".join(row[columns.case].replace("\0", " ").split())
        uid = known.get(name.casefold())
        if uid is None:
            uid = mint()
            session.add(Case(uid=uid, name=name))
        people.append(uid)
        done.cases.append(name)
    session.flush()
    return people


def _attribute(
    session: Session, sheet: Sheet, column: int, people: list[str], done: Imported
) -> None:
    """One column: the attribute found or made, and its value for each case."""
    name = " ".join(sheet.header[column].replace("\0", " ").split())
    values = [row[column] for row in sheet.rows]
    found = next(
        (a for a in session.scalars(select(Attribute)) if a.name.casefold() == name.casefold()),
        None,
    )
    if found is None:
        found = cases.add_attribute(session, mint(), name, guess(values))
        session.add(found)
    elif any(v.strip() and written(v, cases.type_of(found)) is None for v in values):
        found.type = "text"
    session.flush()
    for uid, value in zip(people, values, strict=True):
        if value.strip():
            cases.put_value(session, found, value.replace("\0", " "), uid, None)
    done.attributes.append(name)


def _join(
    session: Session, sheet: Sheet, columns: _Columns, people: list[str], done: Imported
) -> None:
    """Tell documents and speakers whose they are, and list what found no match."""
    documents = list(session.scalars(select(Document)))
    claims: dict[str, list[str]] = {}  # document -> cases
    for row, uid in zip(sheet.rows, people, strict=True):
        claimed = _listed(row, columns, documents, done)
        claimed += [d.uid for d in documents if _names(d.name, [row[columns.case]])]
        for known in dict.fromkeys(claimed):
            claims.setdefault(known, []).append(uid)
    called = {uid: _called(row, columns) for row, uid in zip(sheet.rows, people, strict=True)}
    joined = {uid for owners in claims.values() for uid in owners}
    for document in documents:
        owners = claims.get(document.uid, [])
        if len(owners) == 1:
            document.case = owners[0]
        joined |= _join_speakers(session, document, owners, called)
    for row, uid in zip(sheet.rows, people, strict=True):
        if uid not in joined:
            done.unmatched.append(f"{row[columns.case]}: no document or speaker has this name.")


def _listed(
    row: tuple[str, ...], columns: _Columns, documents: list[Document], done: Imported
) -> list[str]:
    """The documents a row lists in its column for them."""
    if columns.documents is None:
        return []
    found = []
    for name in filter(None, map(str.strip, re.split(r"[;|\n]", row[columns.documents]))):
        wanted = fold(name).split()
        same = [d.uid for d in documents if wanted in (fold(d.name).split(), fold(d.file).split())]
        if not same:
            done.unmatched.append(f"{row[columns.case]}: there is no document ‘{name}’.")
        found += same
    return found


def _called(row: tuple[str, ...], columns: _Columns) -> list[str]:
    """What a case may be called: its name, its pseudonyms, and their first words."""
    full = [row[i] for i in (columns.case, *columns.names) if row[i].strip()]
    return [*full, *(name.split()[0] for name in full)]


def _join_speakers(
    session: Session, document: Document, owners: list[str], called: dict[str, list[str]]
) -> set[str]:
    """Join a document's speakers to cases by label; the one participant of one's own document is
    oneself.
    """
    where = select(Speaker).where(Speaker.document == document.uid)
    speakers = [s for s in session.scalars(where) if s.role != "interviewer"]
    joined = set()
    for speaker in speakers:
        label = fold(speaker.label).split()
        likely = [u for u in (owners or called) if label in [fold(n).split() for n in called[u]]]
        if len(set(likely)) == 1:
            speaker.case = likely[0]
        elif len(speakers) == 1 and len(owners) == 1:
            speaker.case = owners[0]
        joined |= {speaker.case} if speaker.case else set()
    return joined


def _names(text: str, names: list[str]) -> bool:
    """Whether any of the names stands in a text, as whole words."""
    words = f" {' '.join(fold(text).split())} "
    return any(f" {' '.join(fold(name).split())} " in words for name in names if fold(name).strip())
