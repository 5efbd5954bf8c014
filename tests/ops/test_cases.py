"""Cases, attributes, and the sheet that brings them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from liveable.core.transcript import Columns, Sheet
from liveable.errors import NotFound, Refused
from liveable.ops import case_sheet, cases, documents
from liveable.readers import read_sheet
from liveable.readers.one_file import ReadFile, read_file
from liveable.store.project import Project
from tests.conftest import ANN, Add


def rows(project: Project, sql: str) -> list[tuple[object, ...]]:
    with project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


VALUES = (
    'SELECT c.name, a.name, v.value FROM value v JOIN "case" c ON c.uid = v."case" '
    "JOIN attribute a ON a.uid = v.attribute ORDER BY 1, 2"
)


def test_values_are_of_their_attributes_type(project: Project, add: Add) -> None:
    """A value is kept in the form of its type, replaced, and taken away; others are refused."""
    case = cases.create(project, "M01", ANN.uid)
    age = cases.define(project, "Age", "number", ANN.uid)
    cases.set_value(project, age, " 1,071.5 ", ANN.uid, case=case)
    assert rows(project, VALUES) == [("M01", "Age", "1071.5")]
    cases.set_value(project, age, "38", ANN.uid, case=case)
    assert rows(project, VALUES) == [("M01", "Age", "38")]
    with pytest.raises(Refused, match="‘old’ is not a number, as ‘Age’ asks for"):
        cases.set_value(project, age, "old", ANN.uid, case=case)
    cases.set_value(project, age, "", ANN.uid, case=case)
    assert rows(project, VALUES) == []
    document = add("M01", "Ann: words")
    cases.set_value(project, age, "5", ANN.uid, document=document)
    assert rows(project, "SELECT value FROM value WHERE document IS NOT NULL") == [("5",)]
    with pytest.raises(ValueError, match="case or to a document"):
        cases.set_value(project, age, "5", ANN.uid)


def test_names_of_cases_and_attributes_are_free(project: Project) -> None:
    """Doubles, blanks and unknown types are refused."""
    case = cases.create(project, "M01", ANN.uid)
    cases.define(project, "Age", "number", ANN.uid)
    with pytest.raises(Refused, match="a case ‘M01’ already"):
        cases.create(project, "m01", ANN.uid)
    with pytest.raises(Refused, match="an attribute ‘Age’ already"):
        cases.define(project, "AGE", "text", ANN.uid)
    with pytest.raises(Refused, match="is not a type"):
        cases.define(project, "Mood", "colour", ANN.uid)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="A case needs a name"):
        cases.rename(project, case, " ", ANN.uid)
    with pytest.raises(NotFound, match="no speaker x"):
        cases.assign_speaker(project, "x", case, ANN.uid)


def test_a_deleted_case_leaves_documents_and_speakers(project: Project, add: Add) -> None:
    """They stay without it, and undo joins them again."""
    document = add("M01", "Ann: words", ("Ann", "participant"))
    case = cases.create(project, "M01", ANN.uid)
    cases.assign_documents(project, [document], case, ANN.uid)
    ((speaker,),) = rows(project, "SELECT uid FROM speaker")
    cases.assign_speaker(project, str(speaker), case, ANN.uid)
    owners = 'SELECT d."case", s."case" FROM document d JOIN speaker s ON s.document = d.uid'
    cases.delete(project, case, ANN.uid)
    assert rows(project, owners) == [(None, None)]
    project.undo(ANN.uid)
    assert rows(project, owners) == [(case, case)]


SHEET = Sheet(
    ("Case", "Pseudonym", "Age", "Lives alone", "Interviewed", "Place", "Documents"),
    (
        (
            "M01",
            "Moira Tennant",
            "71",
            "yes",
            "2025-03-18",
            "Millbrae",
            "M01 interview; Hall group",
        ),
        ("M02", "Danny Kerr", "38", "no", "20/03/2025", "Millbrae", "Hall group"),
        ("H09", "Nobody Yet", "0.5", "", "", "Harbour Rise", "H09 interview"),
    ),
    "csv",
)


def test_a_sheet_brings_cases_attributes_and_who_is_who(project: Project, add: Add) -> None:
    """Types are read off the values; documents and speakers are matched; what is not is listed."""
    add("M01 interview", "INT: Why?\nM01: Because.", ("INT", "interviewer"), ("M01", None))
    add("M01 diary", "Monday. Nothing much.")
    add(
        "Hall group",
        "Moderator: So?\nMoira: Well.\nDanny: Aye.",
        ("Moderator", "interviewer"),
        ("Moira", None),
        ("Danny", None),
    )
    done = case_sheet.bring_in(project, SHEET, "people.csv", ANN.uid)
    assert done.cases == ["M01", "M02", "H09"]
    assert done.attributes == ["Pseudonym", "Age", "Lives alone", "Interviewed", "Place"]
    assert done.unmatched == [
        "H09: there is no document ‘H09 interview’.",
        "H09: no document or speaker has this name.",
    ]
    assert rows(project, "SELECT name, type FROM attribute ORDER BY position") == [
        ("Pseudonym", "text"),
        ("Age", "number"),
        ("Lives alone", "boolean"),
        ("Interviewed", "date"),
        ("Place", "text"),
    ]
    assert ("M02", "Interviewed", "2025-03-20") in rows(project, VALUES)
    assert rows(
        project,
        'SELECT d.name, c.name FROM document d LEFT JOIN "case" c ON c.uid = d."case" ORDER BY 1',
    ) == [("Hall group", None), ("M01 diary", "M01"), ("M01 interview", "M01")]
    assert rows(
        project,
        'SELECT s.label, c.name FROM speaker s LEFT JOIN "case" c ON c.uid = s."case" ORDER BY 1',
    ) == [("Danny", "M02"), ("INT", None), ("M01", "M01"), ("Moderator", None), ("Moira", "M01")]
    project.undo(ANN.uid)
    assert rows(project, 'SELECT * FROM "case"') == []


def test_repeated_rows_are_one_case(project: Project) -> None:
    """Equal values merge, gaps are filled, and what contradicts is told by its row."""
    header = ("Participant", "Visit", "Age", "Place")
    people = (
        ("M01", "1", "71", ""),
        ("M02", "1", "38", "Millbrae"),
        ("m01", "1", "71", "Millbrae"),
        ("na", "1", "5", "Nowhere"),
        ("M02", "1", "39", "millbrae"),
    )
    sheet = Sheet(header, people, "csv", numbers=(2, 3, 5, 6, 7))
    done = case_sheet.bring_in(project, sheet, "people.csv", ANN.uid)
    assert (done.column, done.cases, done.nameless) == ("Participant", ["M01", "M02"], [6])
    assert rows(project, VALUES) == [
        ("M01", "Age", "71"),
        ("M01", "Place", "Millbrae"),
        ("M01", "Visit", "1"),
        ("M02", "Age", "38"),
        ("M02", "Place", "Millbrae"),
        ("M02", "Visit", "1"),
    ]
    told = "Row 7 (M02): Age is ‘39’, against ‘38’ before, which was kept."
    assert done.contradictions == [told]
    assert done.notes() == [
        "Left out, for want of a name under ‘Participant’: row 6.",
        "2 cases are kept that no document or speaker is called after: M01, M02.",
        told,
    ]


def test_a_word_in_a_documents_name_is_no_match(project: Project, add: Add) -> None:
    """Street is not a participant because somebody lives in one."""
    add("Rose Street group", "Words.")
    add("Street", "Other words.")
    sheet = Sheet(("Case", "Age"), (("Street", "38"), ("Group", "39")), "csv")
    case_sheet.bring_in(project, sheet, "people.csv", ANN.uid)
    assert rows(
        project,
        'SELECT d.name, c.name FROM document d LEFT JOIN "case" c ON c.uid = d."case" ORDER BY 1',
    ) == [("Rose Street group", None), ("Street", "Street")]


def test_a_real_sheet_finds_its_people(project: Project, shared: Path) -> None:
    """Survey ids in its first column, the names in the second, and most people not imported."""
    corpus = shared / "corpus" / "dev"
    for path in sorted(corpus.glob("sheffield_*.docx")):
        read = read_file(path)
        assert isinstance(read, ReadFile)
        documents.add(project, read.transcript, read.original, ANN.uid)
    name = "sheffield_facesheet.xlsx"
    sheet = read_sheet((corpus / name).read_bytes(), name)
    done = case_sheet.bring_in(project, sheet, name, ANN.uid)
    assert (done.column, len(done.cases)) == ("TranscriptName", 15)
    assert len(done.notes()) == 1
    assert rows(
        project,
        'SELECT d.name, c.name, s.label FROM document d JOIN "case" c ON c.uid = d."case" '
        'JOIN speaker s ON s."case" = c.uid ORDER BY 1',
    ) == [
        ("sheffield_ana", "Ana", "Ana"),
        ("sheffield_david", "David", "David"),
        ("sheffield_lisa", "Lisa", "Lisa"),
        ("sheffield_stephen", "Stephen", "Stephen"),
    ]


def test_a_sheet_again_updates_and_widens(project: Project) -> None:
    """The same cases are found; a value that is no number makes its attribute text."""
    case_sheet.bring_in(project, SHEET, "people.csv", ANN.uid)
    later = Sheet(("Participant", "Age", "Mood"), (("m01", "over 70", "fine"),), "xlsx")
    case_sheet.bring_in(project, later, "people.xlsx", ANN.uid)
    assert rows(project, "SELECT type FROM attribute WHERE name = 'Age'") == [("text",)]
    assert ("M01", "Age", "over 70") in rows(project, VALUES)
    assert rows(project, 'SELECT count(*) FROM "case"') == [(3,)]


def test_a_sheet_without_names_is_refused(project: Project) -> None:
    """Where no column tells the rows apart there are no cases."""
    sheet = Sheet(("Age", "Place"), (("38", "Millbrae"), ("38", "Millbrae")), "csv")
    with pytest.raises(Refused, match="no column in which every row has a name of its own"):
        case_sheet.bring_in(project, sheet, "people.csv", ANN.uid)
    documents.add_folder(project, "still works", ANN.uid)


def test_what_was_said_of_a_sheet_is_what_comes(project: Project, add: Add) -> None:
    """Which column names the cases, what is left out, and types: what is none of its is told."""
    talk = add("M01 talk", "M01: Aye.", ("M01", None))
    table = (("x", "M01", "71", "3"), ("y", "M02", "about 60", "4"))
    sheet = Sheet(("Case", "Code", "Age", "Notes"), table, "csv")
    sheet = replace(sheet, columns=Columns(1, (), None, (2,), ("number",)))
    done = case_sheet.bring_in(project, sheet, "people.csv", ANN.uid)
    assert (done.column, done.cases, done.attributes) == ("Code", ["M01", "M02"], ["Age"])
    assert done.contradictions == [
        "Row 3 (M02): Age is ‘about 60’, which is not a number and was left out."
    ]
    assert rows(project, VALUES) == [("M01", "Age", "71")]
    assert rows(project, "SELECT name, type FROM attribute") == [("Age", "number")]
    assert rows(project, 'SELECT uid FROM document WHERE "case" IS NOT NULL') == [(talk,)]


def test_a_type_said_of_an_attribute_that_is_there(project: Project) -> None:
    """Is taken where all it has fits, and else not, which is told: no answer is thrown away."""
    case_sheet.bring_in(project, SHEET, "people.csv", ANN.uid)
    sheet = Sheet(("Case", "Age"), (("Z1", "40"),), "csv")
    as_text = replace(sheet, columns=Columns(0, (), None, (1,), ("text",)))
    case_sheet.bring_in(project, as_text, "more.csv", ANN.uid)
    assert rows(project, "SELECT type FROM attribute WHERE name = 'Age'") == [("text",)]
    as_date = replace(sheet, columns=Columns(0, (), None, (1,), ("date",)))
    done = case_sheet.bring_in(project, as_date, "more.csv", ANN.uid)
    assert done.contradictions == ["‘Age’ stays what it is: it has values that are not a date."]
    assert ("Z1", "Age", "40") in rows(project, VALUES)
