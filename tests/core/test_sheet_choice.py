"""What the columns of a table become, and what a person makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import sheet_choice
from liveable.core.sheet_choice import BECOMES, OF_A_SHEET, OF_A_SURVEY, Becomes
from liveable.core.sheet_columns import choose
from liveable.core.transcript import Columns, Sheet
from liveable.core.values import Type

PEOPLE = Sheet(
    ("Case", "Files", "Alias", "Age", "Alone", ""),
    (
        ("M01", "Talk 1", "Moira", "71", "yes", "x"),
        ("M02", "Talk 2", "Tom", "about 60", "no", "y"),
        ("M03", "", "Ana", "38", "no", ""),
    ),
    "csv",
    columns=Columns(0, (2,), 1, (2, 3, 4)),
)
ANSWERS = Sheet(
    ("ID", "Submitted", "Age", "What helped you most?"),
    (
        ("R1", "2025-03-02", "71", "My neighbour came by every day with some soup."),
        ("R2", "2025-03-03", "38", "Nothing at all helped me that whole long winter."),
    ),
    "csv",
)


def test_a_proposal_is_told_column_by_column() -> None:
    """Types are those of the values, or of the attribute of that name where all values fit."""
    uses: tuple[Becomes, ...] = ("case", "documents", "alias", "text", "boolean", "out")
    assert sheet_choice.becomes(PEOPLE) == uses
    known: dict[str, Type] = {"alone": "text", "age": "number"}
    assert sheet_choice.becomes(PEOPLE, known) == (*uses[:4], "text", "out")
    asked = sheet_choice.as_survey(ANSWERS)
    assert sheet_choice.becomes(asked) == ("case", "when", "number", "question")


def test_a_choice_is_what_the_sheet_says_afterwards() -> None:
    """Types and all; one column takes over what only one can be."""
    uses = sheet_choice.put(sheet_choice.becomes(PEOPLE), 3, "number", PEOPLE)
    uses = sheet_choice.put(uses, 2, "case", PEOPLE)
    assert uses == ("text", "documents", "case", "number", "boolean", "out")
    said = sheet_choice.chosen(PEOPLE, uses)
    assert said.columns == Columns(2, (), 1, (0, 3, 4), ("text", "number", "boolean"))
    assert sheet_choice.becomes(said) == uses


def test_what_does_not_fit_is_found() -> None:
    """By row; what is empty fits everything."""
    assert sheet_choice.misfits(PEOPLE, 3, "number") == [1]
    assert sheet_choice.misfits(PEOPLE, 1, "number") == [0, 1]
    assert sheet_choice.examples(PEOPLE, 4) == ["yes", "no"]


def test_a_table_can_be_read_both_ways() -> None:
    """A survey always has a question: where no answers seem open, those of the longest column."""
    assert sheet_choice.as_attributes(sheet_choice.as_survey(ANSWERS)) == ANSWERS
    asked = sheet_choice.as_survey(replace(PEOPLE, columns=None)).questions
    assert asked is not None
    assert asked.open == (1,)
    assert asked.respondent == 0


def test_what_cannot_be_done_without_is_named() -> None:
    """Cases need a column that names them, a survey one that was answered."""
    assert sheet_choice.lacking(PEOPLE, ("text",) * 6) == "case"
    assert sheet_choice.lacking(sheet_choice.as_survey(ANSWERS), ("text",) * 4) == "question"
    assert sheet_choice.lacking(PEOPLE, sheet_choice.becomes(PEOPLE)) == ""


@pytest.mark.parametrize("survey", [False, True])
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(BECOMES)), max_size=8))
def test_whatever_is_chosen_comes_back_the_same(
    survey: bool, steps: list[tuple[int, Becomes]]
) -> None:
    """Choices written into the sheet and read again are the choices that were made."""
    sheet = sheet_choice.as_survey(ANSWERS)
    if not survey:
        sheet = replace(ANSWERS, columns=choose(ANSWERS, (), ()))
    uses = sheet_choice.becomes(sheet)
    for column, what in steps:
        if what in (OF_A_SURVEY if survey else OF_A_SHEET):
            uses = sheet_choice.put(uses, column, what, sheet)
    if sheet_choice.lacking(sheet, uses) != "case":
        assert sheet_choice.becomes(sheet_choice.chosen(sheet, uses)) == uses
