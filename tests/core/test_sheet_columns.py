"""Which column of a sheet names the cases, and which documents a name fits."""

from __future__ import annotations

import pytest

from liveable.core.sheet_columns import choose, names_somebody, owners, words
from liveable.core.transcript import Sheet


def chosen(header: str, *rows: str, corpus: str = "", labels: str = "") -> str | None:
    """The heading taken for the cases' names; cells are divided by commas."""
    heads = tuple(header.split(","))
    sheet = Sheet(heads, tuple(tuple(row.split(",")) for row in rows), "csv")
    owned = {name for document in filter(None, corpus.split(",")) for name in owners(document)}
    columns = choose(sheet, owned, {words(label) for label in filter(None, labels.split(","))})
    return heads[columns.case] if columns else None


@pytest.mark.parametrize("head", ["Case", "participant", "Participant ID", "CaseName", "case no."])
def test_a_heading_that_says_case_wins(head: str) -> None:
    """Also where its values repeat and another column's do not, or fit documents."""
    rows = ("M01,2025-03-01,Ana", "M01,2025-03-08,Ben", "M02,2025-03-02,Cem")
    assert chosen(f"{head},Date,Who", *rows, corpus="Ana,Ben,Cem") == head


def test_else_the_column_that_fits_the_corpus() -> None:
    """Documents or speakers; gaps are no names, and repeats are no cases."""
    rows = ("na,Ana,woman", "8F,David,man", "9A,Lisa,woman")
    assert chosen("SurveyID,TranscriptName,Sex", *rows, labels="Ana,Lisa") == "TranscriptName"
    assert chosen("SurveyID,TranscriptName,Sex", *rows, corpus="Ana talk") == "TranscriptName"
    assert chosen("ID,Alias,Sex", *rows, labels="Ana") == "Alias"


def test_else_the_likeliest_heading_and_else_the_first_without_gaps() -> None:
    """Names that nothing in the corpus fits yet are names all the same."""
    rows = ("x,M01,38", "y,M01,38", "z,M02,71")
    assert chosen("Note,ID,Age", *rows) == "ID"
    assert chosen("Note,Place,Age", *rows) == "Note"
    assert chosen("Age", "38", "38") is None
    assert chosen("Case,Age", "n/a,38", ",38") is None


def test_what_a_case_may_be_called_to_own_a_document() -> None:
    """The name, its first words, or an id in it; never just any word."""
    found = owners("Rose Street group M01 final")
    for name in ("Rose Street group M01 final", "rose", "Rose street", "m01", "group M01"):
        assert words(name) in found
    for name in ("street", "group", "final", "Street group"):
        assert words(name) not in found


@pytest.mark.parametrize("cell", ["", " ", "na", "N/A", "n.a.", "-", "None", "Not applicable"])
def test_cells_that_name_nobody(cell: str) -> None:
    """What people write into a cell to leave it empty."""
    assert not names_somebody(cell)
    assert names_somebody("Nan")
