"""Whom a sheet speaks of, found in names alone."""

from __future__ import annotations

from liveable.core.sheet_matches import Paper, Voice, match, people
from liveable.core.transcript import Columns, Sheet

SHEET = Sheet(
    ("Case", "Alias", "Files"),
    (
        ("M01", "Moira Reid", ""),
        ("m01", "", "Group; Nowhere"),
        ("K02", "Kim", ""),
        ("n/a", "", ""),
        ("Z9", "", ""),
    ),
    "csv",
)
COLUMNS = Columns(0, (1,), 2, (1,))
PAPERS = (
    Paper("a", "M01 first talk", "a.docx", None, (Voice("a1", "Moira"),)),
    Paper("b", "Group", "b.docx", None, (Voice("b1", "Kim"), Voice("b2", "Moira Reid"))),
    Paper("c", "Untitled", "c.docx", None, (Voice("c1", "KIM"),)),
    Paper("d", "Notes", "d.txt"),
)


def test_rows_of_one_name_are_one_case() -> None:
    """And rows that name nobody are told by their numbers in the file."""
    named = people(SHEET, 0)
    assert [(person.name, person.rows) for person in named.people] == [
        ("M01", (0, 1)),
        ("K02", (2,)),
        ("Z9", (4,)),
    ]
    assert named.nameless == [5]


def test_documents_and_speakers_find_their_cases() -> None:
    """By the document's name, a list of documents, a pseudonym and its first word."""
    done = match(SHEET, COLUMNS, people(SHEET, 0).people, PAPERS)
    assert done.documents == {"a": "m01", "b": "m01", "c": "k02"}
    assert done.speakers == {"a1": "m01", "b2": "m01", "c1": "k02"}
    assert done.missing == [("M01", "Nowhere")]
    assert done.alone == ["z9"]


def test_whom_somebody_is_already_is_known() -> None:
    """A case that was joined by hand is not told to match nothing."""
    papers = (Paper("d", "Notes", "d.txt", "z9"),)
    assert "z9" not in match(SHEET, COLUMNS, people(SHEET, 0).people, papers).alone
