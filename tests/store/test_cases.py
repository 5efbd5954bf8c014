"""What the table of cases shows."""

from __future__ import annotations

from liveable.ops import cases
from liveable.store import cases as store
from liveable.store.project import Project
from tests.conftest import ANN, Add


def test_the_table(project: Project, add: Add) -> None:
    """Cases in the order people count, attributes in theirs, values where there are some."""
    ten, two = (cases.create(project, name, ANN.uid) for name in ("M10", "M2"))
    age = cases.define(project, "Age", "number", ANN.uid)
    cases.define(project, "Alone", "boolean", ANN.uid)
    cases.set_value(project, age, "83", ANN.uid, case=ten)
    document = add("M2 interview", "Ann: So.", ("Ann", None))
    cases.assign_documents(project, [document], two, ANN.uid)
    with project.reading() as session:
        sheet = store.sheet(session)
        named = store.names(session)
    assert [(a.name, a.type) for a in sheet.attributes] == [("Age", "number"), ("Alone", "boolean")]
    assert [(c.name, c.documents, c.speakers) for c in sheet.cases] == [
        ("M2", 1, 0),
        ("M10", 0, 0),
    ]
    assert [dict(c.values) for c in sheet.cases] == [{}, {age: "83"}]
    assert [n.name for n in named] == ["M2", "M10"]


def test_whose_documents_and_speakers_are(project: Project, add: Add) -> None:
    """Each document is followed by its speakers."""
    document = add("M2", "Int: Why?\nAnn: So.", ("Int", "interviewer"), ("Ann", None))
    add("M1", "Nobody speaks.")
    case = cases.create(project, "Ann Ross", ANN.uid)
    with project.reading() as session:
        speaker = next(b.speaker for b in store.belongings(session) if b.label == "Ann")
    assert speaker is not None
    cases.assign_speaker(project, speaker, case, ANN.uid)
    with project.reading() as session:
        found = store.belongings(session)
    assert [(b.document_name, b.label, b.case_name) for b in found] == [
        ("M1", "", None),
        ("M2", "", None),
        ("M2", "Ann", "Ann Ross"),
        ("M2", "Int", None),
    ]
    assert found[2].document == document


def test_values_sort_by_what_they_are() -> None:
    """Numbers by size, texts as people count, what is missing last."""

    def ordered(values: list[str], type_: str) -> list[str]:
        return sorted(values, key=lambda value: store.sorting_key(value, type_))

    assert ordered(["", "10", "-2", "9.5"], "number") == ["-2", "9.5", "10", ""]
    assert ordered(["flat 10", "", "flat 9"], "text") == ["flat 9", "flat 10", ""]
