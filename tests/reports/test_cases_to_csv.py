"""The table of cases as a file for spreadsheets."""

from __future__ import annotations

from liveable.ops import case_sheet
from liveable.readers import read_sheet
from liveable.reports import cases_to_csv
from liveable.store import cases as stored
from liveable.store.cases import CaseSheet
from liveable.store.project import Project
from tests.conftest import ANN

TABLE = (
    "Case,Age,Said,Place\n"
    'M01,71,"two\nlines, and ""quotes""",Millbrae\n'
    "M02,,=1+1,קירקטון\n"
    "M10,38,,Kirkton\n"
)  # fmt: skip


def kept(project: Project, data: bytes) -> CaseSheet:
    case_sheet.bring_in(project, read_sheet(data, "people.csv"), "people.csv", ANN.uid)
    with project.reading() as session:
        return stored.sheet(session)


def test_what_is_written_can_be_brought_in_again(project: Project) -> None:
    """Cases, attributes and values as they were, in the same order."""
    before = kept(project, TABLE.replace("=1+1", "1+1").encode())
    assert kept(project, cases_to_csv.write(before)) == before


def test_no_cell_is_taken_for_a_formula(project: Project) -> None:
    """Not by any spreadsheet; the file says by its first bytes that it is UTF-8."""
    data = cases_to_csv.write(kept(project, TABLE.encode()))
    assert data.startswith(b"\xef\xbb\xbfCase,Age,Said,Place\r\n")
    assert "'=1+1" in data.decode("utf-8-sig")
