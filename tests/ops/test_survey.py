"""Surveys: documents and cases in one act."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from liveable.core.transcript import Questions, Sheet
from liveable.errors import Refused
from liveable.ops import case_sheet, documents, survey
from liveable.store.project import Project
from tests.conftest import ANN, original, transcript

SHEET = Sheet(
    ("Respondent", "Age", "Why?"),
    (("M01", "71", "Because."), ("M02", "38", ""), ("M01", "72", "Still.")),
    "csv",
)
ASKED = Questions(0, (2,), (1,))


def rows(project: Project, sql: str) -> list[tuple[object, ...]]:
    with project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_a_survey_is_one_act(project: Project) -> None:
    """A document for each row with an answer, of its respondent's case, in the file's folder."""
    done = survey.bring_in(
        project, SHEET, ASKED, original("why.csv", b"x"), ANN.uid, within=("wave 2",)
    )
    assert [one.name for one in done.documents] == ["M01 why", "M01 why (2)"]
    assert (done.questions, done.cases, done.attributes) == (["Why?"], ["M01", "M02"], ["Age"])
    assert done.notes == [
        "Row 4 (M01): Age is ‘72’, against ‘71’ before, which was kept.",
        "1 respondent answered none of the questions and is a case without a document here.",
    ]
    found = (
        'SELECT d.name, c.name, f.name, d.kind FROM document d JOIN "case" c ON c.uid = d."case"'
    )
    found += " JOIN folder f ON f.uid = d.folder ORDER BY d.name"
    assert rows(project, found) == [
        ("M01 why", "M01", "why", "survey"),
        ("M01 why (2)", "M01", "why", "survey"),
    ]
    speakers = 'SELECT s.label, c.name FROM speaker s JOIN "case" c ON c.uid = s."case"'
    assert rows(project, speakers) == [("M01", "M01")] * 2
    project.undo(ANN.uid)
    assert rows(project, 'SELECT name FROM document UNION SELECT name FROM "case"') == []


def test_cases_that_are_there_are_used(project: Project) -> None:
    """A respondent may have been interviewed before."""
    (made,) = case_sheet.bring_in(
        project, Sheet(("Case", "Town"), (("m01", "Kirkton"),), "csv"), "x.csv", ANN.uid
    ).cases
    survey.bring_in(project, SHEET, ASKED, original("why.csv", b"x"), ANN.uid)
    assert rows(project, 'SELECT name FROM "case" ORDER BY name') == [("M02",), (made,)]


def test_whether_a_table_names_anybody_here(project: Project) -> None:
    """By documents and speakers."""
    with project.reading() as session:
        assert not case_sheet.knows(session, SHEET)
    found = transcript("M02: Aye.", ("M02", None))
    documents.add(project, found, original("talk.txt", b"y"), ANN.uid)
    with project.reading() as session:
        assert case_sheet.knows(session, SHEET)


def test_too_many_respondents_are_refused(project: Project) -> None:
    """Before anything is made."""
    sheet = Sheet(("Why?",), (("Because.",),) * 10_001, "csv")
    with pytest.raises(Refused, match="10,000 respondents"):
        survey.bring_in(project, sheet, Questions(None, (0,), ()), original("x.csv", b"x"), ANN.uid)
