"""What each column of a table becomes when it is brought in: proposed, and as it is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

from liveable.core import survey
from liveable.core.transcript import Columns, Questions, Sheet
from liveable.core.values import TYPES, Type, guess, written

Becomes = Literal[
    "case", "documents", "alias", "text", "number", "boolean", "date", "question", "when", "out"
]
BECOMES: tuple[Becomes, ...] = get_args(Becomes)
ONCE: frozenset[Becomes] = frozenset({"case", "documents", "when"})  # of one column at most
OF_A_SHEET: tuple[Becomes, ...] = ("case", "documents", "alias", *TYPES, "out")
OF_A_SURVEY: tuple[Becomes, ...] = ("case", "question", "when", *TYPES, "out")


def becomes(sheet: Sheet, known: Mapping[str, Type] | None = None) -> tuple[Becomes, ...]:
    """What the columns become as the sheet says now; ``known`` are the types of the attributes
    there are, by name as ``casefold`` has it.
    """
    asked, said = sheet.questions, sheet.columns
    found: list[Becomes] = ["out"] * len(sheet.header)
    about = asked if asked is not None else said
    if about is not None:
        types = about.types or (None,) * len(about.attributes)
        for column, type_ in zip(about.attributes, types, strict=True):
            found[column] = type_ or fitting(sheet, column, known)
    if asked is not None:
        for column in asked.open:
            found[column] = "question"
        if asked.date is not None:
            found[asked.date] = "when"
        if asked.respondent is not None:
            found[asked.respondent] = "case"
    elif said is not None:
        for column in said.names:
            found[column] = "alias"
        if said.documents is not None:
            found[said.documents] = "documents"
        found[said.case] = "case"
    return tuple(found)


def fitting(sheet: Sheet, column: int, known: Mapping[str, Type] | None = None) -> Type:
    """The type a column is brought in with when nobody says another: that of the attribute of its
    name, if there is one and all values fit, else what the values tell.
    """
    values = [row[column] for row in sheet.rows]
    type_ = (known or {}).get(" ".join(sheet.header[column].split()).casefold())
    if type_ is None:
        return guess(values)
    return type_ if not misfits(sheet, column, type_) else "text"


def put(now: Sequence[Becomes], column: int, what: Becomes, sheet: Sheet) -> tuple[Becomes, ...]:
    """The same with one column becoming something else; what only one can be is taken from the
    column that was it.
    """
    found = list(now)
    if what in ONCE and what in found:
        former = found.index(what)
        found[former] = fitting(sheet, former)
    found[column] = what
    return tuple(found)


def chosen(sheet: Sheet, now: Sequence[Becomes]) -> Sheet:
    """The sheet with this choice written down: a survey where it is one already."""
    kept = (*TYPES, "alias", "when")  # these have a value for each case
    attributes = tuple(n for n, what in enumerate(now) if what in kept)
    types = tuple(_type(sheet, n, now[n]) for n in attributes)
    case, listed, when = (_only(now, what) for what in ("case", "documents", "when"))
    if sheet.questions is not None:
        opened = tuple(n for n, what in enumerate(now) if what == "question")
        return replace(sheet, questions=Questions(case, opened, attributes, when, types))
    if case is None:
        return replace(sheet, columns=None)
    alias = tuple(n for n, what in enumerate(now) if what == "alias")
    return replace(sheet, columns=Columns(case, alias, listed, attributes, types))


def _only(now: Sequence[Becomes], what: str) -> int | None:
    return next((n for n, one in enumerate(now) if one == what), None)


def _type(sheet: Sheet, column: int, what: Becomes) -> Type:
    said = next((type_ for type_ in TYPES if type_ == what), None)
    return said or ("text" if what == "alias" else fitting(sheet, column))


def as_survey(sheet: Sheet) -> Sheet:
    """The table read for its answers; where none seem open, those of the longest column."""
    found = survey.choose(sheet, sure=True)
    if found is None:
        columns = range(len(sheet.header))
        longest = max(columns, key=lambda n: sum(len(row[n]) for row in sheet.rows))
        found = survey.choose(sheet, [longest])
    return replace(sheet, questions=found)


def as_attributes(sheet: Sheet) -> Sheet:
    """The table read for its cases alone."""
    return replace(sheet, questions=None)


def lacking(sheet: Sheet, now: Sequence[Becomes]) -> Literal["case", "question", ""]:
    """What a choice cannot do without, and has not; "" where nothing is missing."""
    if sheet.questions is not None:
        return "" if "question" in now else "question"
    return "" if "case" in now else "case"


def misfits(sheet: Sheet, column: int, type_: Type) -> list[int]:
    """The rows, by index, whose value is none of a type."""
    return [
        index
        for index, row in enumerate(sheet.rows)
        if row[column].strip() and written(row[column], type_) is None
    ]


def examples(sheet: Sheet, column: int, most: int = 4) -> list[str]:
    """The first different values of a column, on one line each."""
    found: dict[str, None] = {}
    for row in sheet.rows:
        if value := " ".join(row[column][:200].split()):
            found[value] = None
        if len(found) == most:
            break
    return list(found)
