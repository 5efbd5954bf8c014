"""What passes conditions on attributes, in every list alike."""

from __future__ import annotations

import pytest

from liveable.core.query import AttributeTest, Query, Test
from liveable.core.spans import Span
from liveable.ops import case_table, cases, codebook, codings, memos
from liveable.store import cases as stored
from liveable.store import corpus, queries, search
from liveable.store.inside import Inside, hearing, inside
from liveable.store.project import Project
from tests.conftest import ANN, Add

GROUP = "Ada: One neighbour.\nBert: Two neighbours.\nSomebody: Three neighbours.\n"


@pytest.fixture
def study(project: Project, add: Add) -> dict[str, str]:
    """Ada (70) and Bert (30) in a group, Ada's diary, and notes of nobody; all by name."""
    found = {
        "group": add("Group", GROUP, ("Ada", None), ("Bert", None), ("Somebody", None)),
        "diary": add("Diary", "A neighbour came.\n"),
        "notes": add("Notes", "No neighbour there.\n"),
    }
    for name in ("Ada", "Bert", "Carl"):
        found[name] = cases.create(project, name, ANN.uid)
    found["age"] = cases.define(project, "Age", "number", ANN.uid)
    cases.set_value(project, found["age"], "70", ANN.uid, case=found["Ada"])
    cases.set_value(project, found["age"], "30", ANN.uid, case=found["Bert"])
    cases.assign_documents(project, [found["diary"]], found["Ada"], ANN.uid)
    with project.reading() as session:
        for row in stored.belongings(session):
            if row.speaker and row.label in found:
                case_table.assign(project, [], [row.speaker], found[row.label], ANN.uid)
    return found


def passing(project: Project, study: dict[str, str], test: Test, value: str = "") -> Inside:
    with project.reading() as session:
        return inside(session, (AttributeTest(study["age"], test, value),))


def test_documents_pass_with_any_of_their_people(project: Project, study: dict[str, str]) -> None:
    """And where only some are heard in one, it is known who."""
    old = passing(project, study, "at least", "65")
    assert old.cases == {study["Ada"]}
    assert old.documents == {study["group"], study["diary"]}
    assert old.partly == {study["group"]: {study["Ada"]}}
    assert (old.all_cases, old.all_documents) == (3, 3)
    unknown = passing(project, study, "not set")
    assert unknown.cases == {study["Carl"]}
    assert unknown.documents == {study["group"], study["notes"]}  # Somebody is nobody's case


def test_an_attribute_of_a_document_stands_in_for_its_cases(
    project: Project, study: dict[str, str]
) -> None:
    """Where the case says nothing itself; then the case passes with its document."""
    wave = cases.define(project, "Wave", "text", ANN.uid)
    cases.set_value(project, wave, "2", ANN.uid, document=study["diary"])
    with project.reading() as session:
        found = inside(session, (AttributeTest(wave, "is", "2"),))
    assert found.documents == {study["diary"]}
    assert found.cases == {study["Ada"]}


def test_every_list_holds_the_same(project: Project, study: dict[str, str]) -> None:
    """Excerpts, places found and the tree leave out the same words, wherever somebody speaks."""
    code = codebook.create(project, "Neighbours", ANN.uid)
    starts = {GROUP.index(word): word for word in ("One", "Two", "Three")}
    for start in starts:
        codings.code_passage(project, study["group"], Span(start, start + 3), code, ANN.uid)
    within = passing(project, study, "less", "65")
    test = AttributeTest(study["age"], "less", "65")
    with project.reading() as session:
        heard = hearing(session, within)
        coded = queries.codings(session, Query(attributes=(test,)))
        places = search.search(session, "neighbour*", within=within)
        tree = corpus.narrowed(corpus.corpus(session, ANN.uid), "", within.documents)
        first = search.search(session, "neighbour*", limit=1, within=within)
    assert [starts[row.start] for row in coded] == ["Two"]
    assert [row.text for row in places] == ["neighbours"]
    assert first == places  # though other places come before it
    assert places[0].start == GROUP.index("neighbours")
    assert [start for start in starts if heard(study["group"], start)] == [coded[0].start]
    assert list(tree.order) == [study["group"]]


def test_memos_on_what_does_not_pass_are_not_found(project: Project, study: dict[str, str]) -> None:
    """Those on the project, on codes and on what passes are."""
    code = codebook.create(project, "Neighbours", ANN.uid)
    two = GROUP.index("Two")
    coding = codings.code_passage(project, study["group"], Span(two, two + 3), code, ANN.uid)
    memos.write(project, "remark on a case", ANN.uid, case=study["Ada"])
    memos.write(project, "remark on a coding", ANN.uid, coding=coding)
    memos.write(project, "remark on notes", ANN.uid, document=study["notes"])
    memos.write(project, "remark at large", ANN.uid)
    within = passing(project, study, "less", "65")
    with project.reading() as session:
        found = search.search_notes(session, "remark", within=within)
    assert {note.text for note in found} == {"remark on a coding", "remark at large"}


def test_cases_are_narrowed_by_words_and_conditions(
    project: Project, study: dict[str, str]
) -> None:
    """Words may stand in a name or in any value."""
    with project.reading() as session:
        sheet = stored.sheet(session)

    def names(words: str, among: set[str] | None = None) -> list[str]:
        return [row.name for row in stored.narrowed(sheet, words, among).cases]

    assert names("") == ["Ada", "Bert", "Carl"]
    assert names("70 ad") == ["Ada"]
    assert names("", {study["Bert"]}) == ["Bert"]
    assert names("ada", {study["Bert"]}) == []
