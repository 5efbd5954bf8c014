"""What a timeline is made of, as it stands in a project."""

from __future__ import annotations

from liveable.core.query import AttributeTest
from liveable.core.spans import Span
from liveable.core.timeline import Line
from liveable.core.transcript import Entry, Transcript
from liveable.ops import cases, codebook, coders, codings, documents, texts
from liveable.store import queries, timeline
from liveable.store.cases import belongings
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add, original

DIARY = "My diary\n3 March\nMet Jean.\n4 March\nNothing.\n9 March\nJean again.\n"
HEADS = ("3 March", "4 March", "9 March")


def diary(project: Project, *dates: str | None, day: str | None = None, name: str = "D1") -> str:
    """A diary with an entry for each of these dates, one line below its head."""
    starts = [DIARY.index(head) for head in HEADS[: len(dates)]] + [len(DIARY)]
    entries = tuple(
        Entry(start, stop, head, date, "day" if date else "unknown")
        for start, stop, head, date in zip(starts, starts[1:], HEADS, dates, strict=False)
    )
    made = Transcript(DIARY, "txt", "diary", date=day, entries=entries)
    return documents.add(project, made, original(f"{name}.txt", DIARY.encode()), ANN.uid)


def lines(project: Project, only: str | None = None) -> list[Line]:
    with project.reading() as session:
        return timeline.lines(session, only)


def code(project: Project, document: str, words: str, code: str, coder: str = ANN.uid) -> None:
    with project.reading() as session:
        body = queries.document_text(session, document)
    start = body.index(words)
    codings.code_passage(project, document, Span(start, start + len(words)), code, coder)


def test_entries_and_documents_of_a_case_are_on_one_line(project: Project, add: Add) -> None:
    """By their days, those without any last; then what is no case's."""
    notes = add("Notes", "About nobody.")
    mine = diary(project, "2024-03-03", None, "2024-03-09")
    interview = documents.add(
        project,
        Transcript("INT: So?\n", "txt", "interview", date="2024-03"),
        original("I1.txt", b"INT: So?\n"),
        ANN.uid,
    )
    moira = cases.create(project, "M01", ANN.uid)
    cases.create(project, "M02", ANN.uid)
    cases.assign_documents(project, [mine, interview], moira, ANN.uid)
    first, second = lines(project)
    assert (first.uid, first.name, first.is_case) == (moira, "M01", True)
    assert [(p.name, p.date, p.precision, p.label) for p in first.pieces] == [
        ("I1", "2024-03", "month", ""),
        ("D1", "2024-03-03", "day", "3 March"),
        ("D1", "2024-03-09", "day", "9 March"),
        ("D1", None, "unknown", "4 March"),
    ]
    assert first.gaps == (None, 0, 0)
    assert DIARY[first.pieces[1].start : first.pieces[1].stop] == "3 March\nMet Jean.\n"
    assert (second.uid, second.name, second.is_case) == (notes, "Notes", False)
    assert [(p.days, p.start, p.stop) for p in second.pieces] == [(None, 0, len("About nobody."))]


def test_years_come_from_the_document(project: Project) -> None:
    """Where its entries leave them out."""
    diary(project, "--03-03", "--03-04", "--03-09", day="2024-03-03")
    (line,) = lines(project)
    assert line.gaps == (None, 0, 4)
    assert [p.date for p in line.pieces] == ["--03-03", "--03-04", "--03-09"]


def test_codes_are_counted_where_their_codings_start(project: Project) -> None:
    """What stands before the first entry counts with that; ``only`` leaves out the others'."""
    document = diary(project, "2024-03-03", "2024-03-04", "2024-03-09")
    kind, still = (codebook.create(project, name, ANN.uid) for name in ("Kind", "Still"))
    code(project, document, "My diary", still)
    code(project, document, "Met Jean.\n4 March\nNothing", kind)
    code(project, document, "Jean", kind)
    code(project, document, "Jean again", kind, coders.present(project, BEN))
    (line,) = lines(project)
    assert [p.codes for p in line.pieces] == [{still: 1, kind: 2}, {}, {kind: 1}]
    assert list(line.pieces[0].codes) == [still, kind]
    (bens,) = lines(project, BEN.uid)
    assert [p.codes for p in bens.pieces] == [{}, {}, {kind: 1}]


def test_a_group_stands_with_each_who_speaks(project: Project, add: Add) -> None:
    """There with what is coded in their turns; the rest on its own line."""
    talk = "INT: Well?\nAnn: I would.\nBea: Never.\nCy: Maybe."
    people = (("INT", "interviewer"), ("Ann", None), ("Bea", None), ("Cy", None))
    group = add("Group", talk, *people)
    kind = codebook.create(project, "Kind", ANN.uid)
    for words in ("Well", "would", "Never", "Maybe"):
        code(project, group, words, kind)
    for label in ("Ann", "Bea"):
        cases.assign_speaker(project, speaker(project, label), case(project, label), ANN.uid)
    found = {line.name: line for line in lines(project)}
    assert list(found) == ["Ann", "Bea", "Group"]
    assert {name: line.pieces[0].codes[kind] for name, line in found.items()} == {
        "Ann": 1, "Bea": 1, "Group": 2,
    }  # fmt: skip


def test_an_interview_is_the_case_of_the_one_who_answers(project: Project, add: Add) -> None:
    """With the questions, and without a line of its own."""
    add("Interview", "INT: Well?\nAnn: I would.", ("INT", "interviewer"), ("Ann", None))
    kind = codebook.create(project, "Kind", ANN.uid)
    document = lines(project)[0].uid
    code(project, document, "Well", kind)
    ann = case(project, "Ann")
    cases.assign_speaker(project, speaker(project, "Ann"), ann, ANN.uid)
    (line,) = lines(project)
    assert (line.uid, line.pieces[0].codes) == (ann, {kind: 1})


def test_conditions_leave_lines_and_documents_out(project: Project, add: Add) -> None:
    """An attribute is the case's or, where it has none, the document's."""
    group = add("Group", "Ann: I would.\nBea: Never.", ("Ann", None), ("Bea", None))
    add("Notes", "About nobody.")
    age = cases.define(project, "Age", "number", ANN.uid)
    for label, years in (("Ann", "80"), ("Bea", "20")):
        person = case(project, label)
        cases.assign_speaker(project, speaker(project, label), person, ANN.uid)
        cases.set_value(project, age, years, ANN.uid, case=person)
    old = AttributeTest(age, "at least", "60")
    with project.reading() as session:
        assert [line.name for line in timeline.lines(session, where=[old])] == ["Ann"]
    cases.set_value(project, age, "70", ANN.uid, document=group)
    with project.reading() as session:
        assert [line.name for line in timeline.lines(session, where=[old])] == ["Ann", "Group"]


def test_an_edited_text_has_its_entries_and_codings(project: Project) -> None:
    """Of its present version alone."""
    document = diary(project, "2024-03-03", "2024-03-04", "2024-03-09")
    kind = codebook.create(project, "Kind", ANN.uid)
    code(project, document, "Nothing", kind)
    texts.new_version(project, document, DIARY.replace("Met Jean", "Met old Jean"), ANN.uid)
    (line,) = lines(project)
    assert [sum(p.codes.values()) for p in line.pieces] == [0, 1, 0]
    assert line.pieces[1].start == DIARY.index("4 March") + len("old ")


def speaker(project: Project, label: str) -> str:
    with project.reading() as session:
        (uid,) = [b.speaker for b in belongings(session) if b.label == label]
    assert uid is not None
    return uid


def case(project: Project, name: str) -> str:
    return cases.create(project, name, ANN.uid)
