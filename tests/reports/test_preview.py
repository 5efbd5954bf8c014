"""The beginning of a report as lines, and what a report can be narrowed to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.ops import cases, codebook, codings
from liveable.reports import excerpts
from liveable.reports.preview import preview
from liveable.reports.scope import scope
from liveable.store.project import Project
from tests.conftest import ANN, Add

_TEXT = "I made soup.\nI left a tub at his door.\nI would never go in."


@pytest.fixture
def coded(project: Project, add: Add) -> Project:
    """Two documents with three quotes each, under a code and one below it."""
    help_ = codebook.create(project, "Help", ANN.uid)
    soup = codebook.create(project, "Soup", ANN.uid, help_)
    for name in ("M2", "M10"):
        document = add(name, _TEXT + name)
        for start, stop, code in ((0, 12, soup), (13, 38, soup), (39, 59, help_)):
            codings.code_passage(project, document, Span(start, stop), code, ANN.uid)
    return project


def test_a_preview_says_how_much_there_is_and_shows_the_beginning(coded: Project) -> None:
    with coded.reading() as session:
        seen = preview(excerpts.gather(session), most=3)
    assert seen.extent == "6 quotes under 2 codes, from 2 documents"
    assert seen.quotes == 6
    said = [(line.part, line.text) for line in seen.lines]
    assert said[0] == ("heading", "Help")
    assert sum(part == "quote" for part, _ in said) == 3
    assert said[-1] == ("more", "and 3 more quotes")
    assert seen.example


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(most=st.integers(0, 9), by=st.sampled_from(["code", "case", "document"]))
def test_shown_and_left_quotes_make_the_whole(
    coded: Project, most: int, by: excerpts.GroupBy
) -> None:
    with coded.reading() as session:
        seen = preview(excerpts.gather(session, group_by=by), most=most)
    shown = sum(line.part == "quote" for line in seen.lines)
    left = [line.text for line in seen.lines if line.part == "more"]
    assert shown == min(most, 6)
    assert bool(left) == (most < 6)


def test_a_preview_of_nothing_says_so(coded: Project) -> None:
    with coded.reading() as session:
        seen = preview(excerpts.gather(session, Query(codes=frozenset())))
    assert (seen.extent, seen.quotes, seen.example) == ("No quotes", 0, "")
    assert [line.part for line in seen.lines] == ["more"]


def test_a_long_quote_is_cut_in_the_preview_only(project: Project, add: Add) -> None:
    code = codebook.create(project, "Soup", ANN.uid)
    document = add("M1", "so " * 2000)
    codings.code_passage(project, document, Span(0, 5999), code, ANN.uid)
    with project.reading() as session:
        report = excerpts.gather(session)
    [quote] = [line.text for line in preview(report).lines if line.part == "quote"]
    assert len(quote) < 1300
    assert quote.endswith("…")
    assert len(report.groups[0].quotes[0].text) == 5999


def test_the_scope_lists_everything_a_report_can_be_narrowed_to(
    coded: Project,
) -> None:
    anna = cases.create(coded, "Anna", ANN.uid)
    gender = cases.define(coded, "Gender", "text", ANN.uid)
    cases.set_value(coded, gender, "woman", ANN.uid, case=anna)
    with coded.reading() as session:
        found = scope(session)
    assert [code.name for code in found.codes] == ["Help", "Soup"]
    assert [(each.name, each.codings) for each in found.documents] == [("M2", 3), ("M10", 3)]
    assert [(each.name, each.codings) for each in found.cases] == [("Anna", 0)]
    assert [(each.name, each.codings) for each in found.coders] == [("Ann", 6)]
    assert [(each.name, each.type, each.values) for each in found.attributes] == [
        ("Gender", "text", ("woman",))
    ]
    assert "case" in found.fields
    assert "Gender" in found.fields
