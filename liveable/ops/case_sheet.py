"""A sheet of participants: a row a case, columns their attributes, names matched to the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import sheet_columns
from liveable.core.folding import alike
from liveable.core.sheet_columns import Columns, Words, names_somebody, words
from liveable.core.transcript import Sheet
from liveable.core.uid import mint
from liveable.core.values import guess, written
from liveable.errors import Refused
from liveable.ops import cases
from liveable.store.project import Project
from liveable.store.schema import Attribute, Case, Document, Speaker

_SHOWN = 3  # names or faults in one sentence


@dataclass(slots=True)
class Imported:
    """What a sheet brought: names of its cases and attributes, and what did not fit.

    ``column`` is the heading that was taken for the cases' names, ``alone`` the cases without a
    document or speaker, ``missing`` a case and a document it lists that is not there, ``nameless``
    the numbers of rows that name no case, ``contradictions`` sentences on repeated rows.
    """

    column: str = ""
    cases: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    @property
    def unmatched(self) -> list[str]:
        """A sentence for every name that found no match."""
        return [
            *(f"{case}: there is no document ‘{document}’." for case, document in self.missing),
            *(f"{case}: no document or speaker has this name." for case in self.alone),
        ]

    def notes(self, shown: int = _SHOWN) -> list[str]:
        """What did not fit, in a sentence or two whatever its number: ``shown`` names in each."""
        found = []
        if self.nameless:
            rows = _some([str(number) for number in self.nameless], shown)
            found.append(f"Left out, for want of a name under ‘{self.column}’: row {rows}.")
        if self.missing:
            there = _some([f"‘{document}’" for _, document in self.missing], shown)
            found.append(f"Listed documents that are not here: {there}.")
        if self.alone:
            many = len(self.alone) > 1
            found.append(
                f"{len(self.alone)} {'cases are' if many else 'case is'} kept that no document or "
                f"speaker is called after: {_some(self.alone, shown)}."
            )
        more = len(self.contradictions) - shown
        found += self.contradictions[:shown]
        return [*found, f"And {more} more such contradictions."] if more > 0 else found


def _some(names: Sequence[str], shown: int = _SHOWN) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


@dataclass(frozen=True, slots=True)
class _Person:
    """One case of the sheet: its uid, its name, its rows by index."""

    uid: str
    name: str
    rows: list[int]


def bring_in(project: Project, sheet: Sheet, name: str, coder: str) -> Imported:
    """Take a sheet in as one act: cases made or updated, attributes typed by their values.

    Rows of one case become one; where they contradict each other the first counts and the rest is
    told. Documents and speakers are joined to a case where its name, or a pseudonym beside it, is
    the speaker's label or one that the document's name gives its owner; a column of documents says
    so outright. Raises Refused where no column names the cases.
    """
    done = Imported()
    with project.operation(f"Import attributes from ‘{name}’", coder) as session:
        documents = list(session.scalars(select(Document)))
        owned = {d.uid: sheet_columns.owners(d.name) for d in documents}
        labels = {words(s.label) for s in session.scalars(select(Speaker)) if _answers(s)}
        columns = sheet_columns.choose(sheet, set().union(*owned.values()), labels)
        if columns is None:
            raise Refused(
                "The sheet has no column in which every row has a name of its own; "
                "give it one headed ‘Case’."
            )
        done.column = sheet.header[columns.case]
        people = _put(session, sheet, columns, done)
        _join(session, sheet, columns, people, documents, owned, done)
    return done


def put_cases(session: Session, sheet: Sheet, columns: Columns, done: Imported) -> dict[int, str]:
    """Make or update the cases of a sheet inside an act, joined to nothing. Returns the uid of each
    row's case, by the row's index.
    """
    people = _put(session, sheet, columns, done)
    return {index: person.uid for person in people for index in person.rows}


def knows(session: Session, sheet: Sheet) -> bool:
    """Whether a sheet names somebody of whom there is a document, or who speaks in one."""
    owned = set().union(*map(sheet_columns.owners, session.scalars(select(Document.name))))
    labels = {words(s.label) for s in session.scalars(select(Speaker)) if _answers(s)}
    columns = sheet_columns.choose(sheet, owned, labels)
    if columns is None:
        return False
    called = (words(row[columns.case]) for row in sheet.rows)
    return any(name and (name in owned or name in labels) for name in called)


def _put(session: Session, sheet: Sheet, columns: Columns, done: Imported) -> list[_Person]:
    people = _people(session, sheet, columns, done)
    for column in columns.attributes:
        _attribute(session, sheet, column, people, done)
    session.flush()
    return people


def _answers(speaker: Speaker) -> bool:
    return speaker.role != "interviewer"


def _people(session: Session, sheet: Sheet, columns: Columns, done: Imported) -> list[_Person]:
    """The sheet's cases in order, each made where it is new."""
    known = {alike(row.name): row.uid for row in session.scalars(select(Case))}
    people: dict[str, _Person] = {}
    for index, row in enumerate(sheet.rows):
        name = " ".join(row[columns.case].replace("\0", " ").split())
        if not names_somebody(name):
            done.nameless.append(sheet.number(index))
        elif alike(name) in people:
            people[alike(name)].rows.append(index)
        else:
            uid = known.get(alike(name))
            if uid is None:
                uid = mint()
                session.add(Case(uid=uid, name=name))
            people[alike(name)] = _Person(uid, name, [index])
    session.flush()
    done.cases += [person.name for person in people.values()]
    return list(people.values())


def _attribute(
    session: Session, sheet: Sheet, column: int, people: list[_Person], done: Imported
) -> None:
    """One column: the attribute found or made, and its value for each case."""
    name = " ".join(sheet.header[column].replace("\0", " ").split())
    values = [sheet.rows[index][column] for person in people for index in person.rows]
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
    for person in people:
        value = _one_value(sheet, column, person, found, done)
        if value:
            cases.put_value(session, found, value.replace("\0", " "), person.uid, None)
    done.attributes.append(name)


def _one_value(
    sheet: Sheet, column: int, person: _Person, attribute: Attribute, done: Imported
) -> str:
    """The first value of a case's rows; another one among them is told."""

    def form(value: str) -> str:
        return " ".join((written(value, cases.type_of(attribute)) or "").split()).casefold()

    kept = ""
    for index in person.rows:
        value = sheet.rows[index][column].strip()
        kept = kept or value
        if value and form(value) != form(kept):
            done.contradictions.append(
                f"Row {sheet.number(index)} ({person.name}): {attribute.name} is ‘{value}’, "
                f"against ‘{kept}’ before, which was kept."
            )
    return kept


def _join(
    session: Session,
    sheet: Sheet,
    columns: Columns,
    people: list[_Person],
    documents: list[Document],
    owned: dict[str, set[Words]],
    done: Imported,
) -> None:
    """Tell documents and speakers whose they are, and list what found no match."""
    called = {person.uid: _called(sheet, columns, person) for person in people}
    claims: dict[str, list[str]] = {}  # document -> cases
    for person in people:
        claimed = _listed(sheet, columns, person, documents, done)
        claimed += [d.uid for d in documents if owned[d.uid] & called[person.uid]]
        for uid in dict.fromkeys(claimed):
            claims.setdefault(uid, []).append(person.uid)
    joined = {uid for owners in claims.values() for uid in owners}
    for document in documents:
        owners = claims.get(document.uid, [])
        if len(owners) == 1:
            document.case = owners[0]
        joined |= _join_speakers(session, document, owners, called)
    done.alone += [person.name for person in people if person.uid not in joined]


def _listed(
    sheet: Sheet, columns: Columns, person: _Person, documents: list[Document], done: Imported
) -> list[str]:
    """The documents a case lists in its column for them."""
    if columns.documents is None:
        return []
    cells = [sheet.rows[index][columns.documents] for index in person.rows]
    names = filter(names_somebody, re.split(r"[;|\n]", "\n".join(cells)))
    found = []
    for name in dict.fromkeys(map(str.strip, names)):
        same = [d.uid for d in documents if words(name) in (words(d.name), words(d.file))]
        if not same:
            done.missing.append((person.name, name))
        found += same
    return found


def _called(sheet: Sheet, columns: Columns, person: _Person) -> set[Words]:
    """What a case may be called: its name and its pseudonyms."""
    cells = [sheet.rows[i][column] for i in person.rows for column in columns.names]
    return {words(name) for name in (person.name, *cells) if names_somebody(name)}


def _join_speakers(
    session: Session, document: Document, owners: list[str], called: dict[str, set[Words]]
) -> set[str]:
    """Join a document's speakers to cases by label, full or the first word; the one participant of
    one's own document is oneself, and the document of one participant is theirs.
    """
    where = select(Speaker).where(Speaker.document == document.uid)
    speakers = [s for s in session.scalars(where) if _answers(s)]
    joined = set()
    for speaker in speakers:
        label = words(speaker.label)
        likely = [u for u in (owners or called) if any(label in (n, n[:1]) for n in called[u])]
        if len(likely) == 1:
            speaker.case = likely[0]
        elif len(speakers) == 1 and len(owners) == 1:
            speaker.case = owners[0]
        if len(speakers) == 1 and not owners:
            document.case = document.case or speaker.case
        joined |= {speaker.case} if speaker.case else set()
    return joined
