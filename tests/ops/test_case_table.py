"""Acts on the table of cases as a whole."""

from __future__ import annotations

import pytest

from liveable.errors import NotFound, Refused
from liveable.ops import case_table, cases
from liveable.ops.case_table import Cell
from liveable.store import cases as store
from liveable.store.cases import CaseSheet
from liveable.store.project import Project
from tests.acts import rows_of
from tests.conftest import ANN, Add


def looked(project: Project) -> CaseSheet:
    with project.reading() as session:
        return store.sheet(session)


def test_a_pasted_block_is_one_act(project: Project) -> None:
    """Cases there are filled in, others made, in the written form of each type."""
    ann = cases.create(project, "Ann", ANN.uid)
    age = cases.define(project, "Age", "number", ANN.uid)
    alone = cases.define(project, "Alone", "boolean", ANN.uid)
    before = rows_of(project)
    cells = [
        Cell(ann, age, "1,083"),
        Cell(ann, alone, "Y"),
        Cell(0, None, " Ben  Ross "),
        Cell(0, age, "44"),
    ]
    assert case_table.fill(project, cells, ANN.uid) == (4, 1)
    assert [(c.name, dict(c.values)) for c in looked(project).cases] == [
        ("Ann", {age: "1083", alone: "yes"}),
        ("Ben Ross", {age: "44"}),
    ]
    project.undo(ANN.uid)
    assert rows_of(project) == before


@pytest.mark.parametrize(
    "cells",
    [
        [("ann", "age", "38"), ("ann", "age", "about forty")],
        [("ann", None, "BEN")],
        [("ann", None, "  ")],
        [(0, None, "ann")],
        [(0, "age", "38")],
    ],
)
def test_a_block_that_does_not_fit_changes_nothing(
    project: Project, cells: list[tuple[str | int, str | None, str]]
) -> None:
    """A wrong type, two cases of one name, no name: refused as a whole."""
    known = {
        "ann": cases.create(project, "Ann", ANN.uid),
        "ben": cases.create(project, "Ben", ANN.uid),
        "age": cases.define(project, "Age", "number", ANN.uid),
    }
    before = rows_of(project)
    block = [
        Cell(known.get(str(case), case), known[attribute] if attribute else None, value)
        for case, attribute, value in cells
    ]
    with pytest.raises(Refused):
        case_table.fill(project, block, ANN.uid)
    assert rows_of(project) == before


def test_names_may_be_swapped(project: Project) -> None:
    """Only what stands in the end is compared."""
    ann, ben = (cases.create(project, name, ANN.uid) for name in ("Ann", "Ben"))
    case_table.fill(project, [Cell(ann, None, "Ben"), Cell(ben, None, "Ann")], ANN.uid)
    assert {c.uid: c.name for c in looked(project).cases} == {ann: "Ben", ben: "Ann"}


def test_documents_and_speakers_are_assigned_as_one_act(project: Project, add: Add) -> None:
    """To a case, or to nobody."""
    document = add("M01", "Ann: So.", ("Ann", None))
    ann = cases.create(project, "Ann", ANN.uid)
    with project.reading() as session:
        speaker = store.belongings(session)[1].speaker
    assert speaker is not None
    case_table.assign(project, [document], [speaker], ann, ANN.uid)
    assert looked(project).cases[0][3:5] == (1, 1)
    case_table.assign(project, [document], [], None, ANN.uid)
    assert looked(project).cases[0][3:5] == (0, 1)
    project.undo(ANN.uid)
    project.undo(ANN.uid)
    assert looked(project).cases[0][3:5] == (0, 0)
    with pytest.raises(NotFound):
        case_table.assign(project, [document], [], "nobody", ANN.uid)


def test_several_cases_go_as_one_act(project: Project) -> None:
    """One undo brings them back."""
    both = [cases.create(project, name, ANN.uid) for name in ("Ann", "Ben")]
    case_table.delete(project, both, ANN.uid)
    assert looked(project).cases == ()
    assert project.undo(ANN.uid).label == "Delete 2 cases"
    assert len(looked(project).cases) == 2


def test_attributes_are_renamed_and_retyped(project: Project) -> None:
    """No two of one name; no answer is thrown away by a narrower type."""
    ann = cases.create(project, "Ann", ANN.uid)
    age = cases.define(project, "Age", "text", ANN.uid)
    cases.define(project, "Place", "text", ANN.uid)
    with pytest.raises(Refused, match="already"):
        case_table.rename_attribute(project, age, " place", ANN.uid)
    case_table.rename_attribute(project, age, "AGE", ANN.uid)
    cases.set_value(project, age, "1,038", ANN.uid, case=ann)
    with pytest.raises(Refused, match="which is not yes or no: ‘1,038’"):
        case_table.retype_attribute(project, age, "boolean", ANN.uid)
    case_table.retype_attribute(project, age, "number", ANN.uid)
    (attribute, _), (case,) = looked(project).attributes, looked(project).cases
    assert attribute == (age, "AGE", "number")
    assert case.values[age] == "1038"
