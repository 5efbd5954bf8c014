"""A sheet of participants: a row a case, columns their attributes, names matched to the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import sheet_columns, sheet_matches
from liveable.core.folding import alike
from liveable.core.sheet_columns import Words, words
from liveable.core.sheet_matches import Paper, Person, Voice
from liveable.core.transcript import Columns, Sheet
from liveable.core.uid import mint
from liveable.core.values import NAMED, Type, guess, written
from liveable.errors import Refused
from liveable.ops import cases
from liveable.store.project import Project
from liveable.store.schema import Attribute, Case, Document, Speaker, Value

_SHOWN = 3  # names or faults in one sentence
_Found = TypeVar("_Found", Document, Speaker)


@dataclass(slots=True)
class Imported:
    """What a sheet brought: names of its cases and attributes, and what did not fit.

    ``column`` is the heading that was taken for the cases' names, ``alone`` the cases without a
    document or speaker, ``missing`` a case and a document it lists that is not there, ``nameless``
    the numbers of rows that name no case, ``contradictions`` sentences on values that were left
    out: those of repeated rows, and what is none of the type that was asked for.
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
        return [*found, f"And {more} more such values."] if more > 0 else found


def _some(names: Sequence[str], shown: int = _SHOWN) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def bring_in(project: Project, sheet: Sheet, name: str, coder: str) -> Imported:
    """Take a sheet in as one act: cases made or updated, attributes typed by their values, or as
    was said of the sheet's columns.

    Documents and speakers are joined to cases they are called after: a case's name or pseudonym is
    the speaker's label or one that the document's name gives its owner; a column of documents says
    so outright. Raises Refused where no column names the cases.
    """
    done = Imported()
    with project.operation(f"Import attributes from ‘{name}’", coder) as session:
        papers = corpus(session)
        columns = sheet.columns or propose(sheet, papers)
        if columns is None:
            raise Refused(
                "The sheet has no column in which every row has a name of its own; "
                "give it one headed ‘Case’."
            )
        done.column = sheet.header[columns.case]
        people = _put(session, sheet, columns, done)
        _join(session, sheet_matches.match(sheet, columns, people, papers), people, done)
    return done


def propose(sheet: Sheet, papers: Sequence[Paper]) -> Columns | None:
    """What the columns of a sheet say, by their headings and what is here; None where none names
    cases.
    """
    owned, labels = _called(papers)
    return sheet_columns.choose(sheet, owned, labels)


def corpus(session: Session) -> list[Paper]:
    """The documents, and who answers in them, as names are matched with them."""
    keys = {uid: key for key, uid in _uids(session).items()}
    voices: dict[str, list[Voice]] = {}
    spoken = select(Speaker.document, Speaker.uid, Speaker.label, Speaker.case, Speaker.role)
    for document, uid, label, case, role in session.execute(spoken):
        if role != "interviewer":
            voices.setdefault(document, []).append(Voice(uid, label, keys.get(case or "")))
    papers = select(Document.uid, Document.name, Document.file, Document.case)
    return [
        Paper(uid, name, file, keys.get(case or ""), tuple(voices.get(uid, ())))
        for uid, name, file, case in session.execute(papers)
    ]


def attribute_types(session: Session) -> dict[str, Type]:
    """The types of the attributes there are, by name as ``casefold`` has it."""
    return {row.name.casefold(): cases.type_of(row) for row in session.scalars(select(Attribute))}


def case_keys(session: Session) -> set[str]:
    """The keys of the cases there are."""
    return set(_uids(session))


def put_cases(session: Session, sheet: Sheet, columns: Columns, done: Imported) -> dict[int, str]:
    """Make or update the cases of a sheet inside an act, joined to nothing. Returns the uid of each
    row's case, by the row's index.
    """
    people = _put(session, sheet, columns, done)
    uids = _uids(session)
    return {index: uids[person.key] for person in people for index in person.rows}


def knows(session: Session, sheet: Sheet) -> bool:
    """Whether a sheet names somebody of whom there is a document, or who speaks in one."""
    owned, labels = _called(corpus(session))
    columns = sheet_columns.choose(sheet, owned, labels)
    if columns is None:
        return False
    called = (words(row[columns.case]) for row in sheet.rows)
    return any(name and (name in owned or name in labels) for name in called)


def _called(papers: Sequence[Paper]) -> tuple[set[Words], set[Words]]:
    """What owners of the documents, and who speaks in them, may be called."""
    owned: set[Words] = set()
    for paper in papers:
        owned |= sheet_columns.owners(paper.name)
    return owned, {words(voice.label) for paper in papers for voice in paper.voices}


def _uids(session: Session) -> dict[str, str]:
    return {alike(name): uid for uid, name in session.execute(select(Case.uid, Case.name))}


def _put(session: Session, sheet: Sheet, columns: Columns, done: Imported) -> list[Person]:
    """The sheet's cases in order, each made where it is new, and their attributes."""
    people, nameless = sheet_matches.people(sheet, columns.case)
    done.nameless += nameless
    done.cases += [person.name for person in people]
    uids = _uids(session)
    for person in people:
        if person.key not in uids:
            uids[person.key] = mint()
            session.add(Case(uid=uids[person.key], name=person.name))
    session.flush()
    types = columns.types or (None,) * len(columns.attributes)
    for column, type_ in zip(columns.attributes, types, strict=True):
        _attribute(session, sheet, column, type_, people, uids, done)
    session.flush()
    return people


def _attribute(
    session: Session,
    sheet: Sheet,
    column: int,
    type_: Type | None,
    people: list[Person],
    uids: Mapping[str, str],
    done: Imported,
) -> None:
    """One column: the attribute found or made, and its value for each case."""
    name = " ".join(sheet.header[column].replace("\0", " ").split())
    values = [sheet.rows[index][column] for person in people for index in person.rows]
    found = next(
        (a for a in session.scalars(select(Attribute)) if a.name.casefold() == name.casefold()),
        None,
    )
    if found is None:
        found = cases.add_attribute(session, mint(), name, type_ or guess(values))
        session.add(found)
    elif type_ is not None and type_ != cases.type_of(found):
        _retype(session, found, type_, done)
    elif type_ is None and any(
        v.strip() and written(v, cases.type_of(found)) is None for v in values
    ):
        found.type = "text"
    session.flush()
    there = select(Value).where(Value.attribute == found.uid, Value.case.is_not(None))
    known = {row.case: row for row in session.scalars(there)}
    for person in people:
        value = _one_value(sheet, column, person, found, done).replace("\0", " ")
        form = written(value, cases.type_of(found))
        case = uids[person.key]
        if form and case in known:
            known[case].value = form
        elif form:
            session.add(Value(attribute=found.uid, case=case, value=form))
    done.attributes.append(name)


def _retype(session: Session, attribute: Attribute, type_: Type, done: Imported) -> None:
    """Give an attribute the type asked for, unless values it has already are none of it."""
    values = session.scalars(select(Value).where(Value.attribute == attribute.uid)).all()
    forms = [written(value.value, type_) for value in values]
    if None in forms:
        done.contradictions.append(
            f"‘{attribute.name}’ stays what it is: it has values that are not {NAMED[type_]}."
        )
        return
    for value, form in zip(values, forms, strict=True):
        value.value = form or ""
    attribute.type = type_


def _one_value(
    sheet: Sheet, column: int, person: Person, attribute: Attribute, done: Imported
) -> str:
    """The first value of a case's rows that is of the attribute's type; others are told."""
    type_, kept = cases.type_of(attribute), ""

    def form(value: str) -> str:
        return " ".join((written(value, type_) or "").split()).casefold()

    for index in person.rows:
        value = sheet.rows[index][column].strip()
        where = f"Row {sheet.number(index)} ({person.name}): {attribute.name} is ‘{value}’"
        if value and written(value, type_) is None:
            done.contradictions.append(f"{where}, which is not {NAMED[type_]} and was left out.")
            continue
        kept = kept or value
        if value and form(value) != form(kept):
            done.contradictions.append(f"{where}, against ‘{kept}’ before, which was kept.")
    return kept


def _join(
    session: Session, matches: sheet_matches.Matches, people: list[Person], done: Imported
) -> None:
    """Write down whose documents and speakers are, and list what found no match."""
    uids = _uids(session)
    for document, key in matches.documents.items():
        _row(session, Document, document).case = uids[key]
    for speaker, key in matches.speakers.items():
        _row(session, Speaker, speaker).case = uids[key]
    names = {person.key: person.name for person in people}
    done.missing += matches.missing
    done.alone += [names[key] for key in matches.alone]


def _row(session: Session, kind: type[_Found], uid: str) -> _Found:
    found = session.get(kind, uid)
    assert found is not None  # it was read in this very act
    return found
