"""Three people code copies of the sample project, and the lead brings them together."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from liveable import demo
from liveable.core.spans import Span, trimmed
from liveable.exchange.handout import hand_out
from liveable.exchange.team.apply import apply
from liveable.exchange.team.evidence import evidence
from liveable.exchange.team.plan import plan
from liveable.ops import codebook, coders, codings, documents, memos
from liveable.ops.codings import Passage
from liveable.reports import merge_report
from liveable.store import check, copies, merges, queries
from liveable.store.project import Person, Project, open_project
from tests import acts

LEAD = Person("00000000-0000-7000-8000-0000000000f0", "Morag")
TEAM = [
    Person(f"00000000-0000-7000-8000-0000000000f{n}", name)
    for n, name in enumerate(("Ana", "Ben", "Cara"), 1)
]
EACH = 60  # codings a person


@pytest.fixture(scope="module")
def round_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lead's project and three copies, coded differently: Ben's is blind, Cara's
    has half of the documents.
    """
    folder = tmp_path_factory.mktemp("team")
    demo.make(folder / "sample", maker=LEAD)
    lead = folder / "lead.liveable"
    shutil.move(folder / "sample" / demo.PROJECT, lead)
    with open_project(lead, LEAD) as project:
        with project.reading() as session:
            half = [row.uid for row in queries.documents(session)][::2]
        for person in TEAM:
            coders.present(project, person)
            some = half if person.name == "Cara" else None
            blind = person.name == "Ben"
            hand_out(
                project, copy_of(folder, person), person.uid, LEAD.uid, documents=some, blind=blind
            )
    for person in TEAM:
        code(copy_of(folder, person), person, 1)
    return folder


def copy_of(folder: Path, person: Person) -> Path:
    """Where somebody's copy is."""
    return folder / f"{person.name}.liveable"


def code(path: Path, person: Person, part: int) -> None:
    """Passages of every document, a code and a memo of one's own, and documents read."""
    chance = random.Random(f"{person.name} {part}")
    with open_project(path, person) as project:
        with project.reading() as session:
            known = queries.documents(session)
            codes = [row.uid for row in queries.codes(session) if row.codable]
            bodies = {row.uid: queries.document_text(session, row.uid) for row in known}
        for _ in range(EACH):
            document = chance.choice(sorted(bodies))
            start = chance.randrange(len(bodies[document]) - 300)
            span = trimmed(Span(start, start + chance.randint(20, 300)), bodies[document])
            passage = Passage(document, span, chance.choice(codes), "Worth a look.")
            codings.code_passages(project, [passage], person.uid)
        name = f"{person.name}'s idea {part}"
        own = codebook.create(project, name, person.uid, brief="Seen in the texts.")
        memos.write(project, f"{name}: see the texts.", person.uid, code=own)
        documents.mark_read(project, known[0].uid, person.uid)


def content(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those in which a merge speaks of itself."""
    rows = acts.rows_of(project)
    return {tbl: found for tbl, found in rows.items() if tbl not in ("merged", "alias")}


def merged_in(folder: Path, order: tuple[Person, ...], name: str) -> Path:
    """The lead's project with the copies merged in an order."""
    path = folder / f"{name}.liveable"
    shutil.copyfile(folder / "lead.liveable", path)
    with open_project(path, LEAD) as project:
        for person in order:
            found = plan(project, copy_of(folder, person))
            assert found.conflicts == []
            assert found.added["coding"] == EACH
            report = apply(project, found, {}, LEAD.uid)
            assert report.coders == {person.name: found.copy.acts}
            assert report.codings == [
                {"coder": person.name, "added": EACH, "changed": 0, "deleted": 0}
            ]
    return path


@pytest.fixture(autouse=True)
def _no_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liveable.store.backup.take", lambda *_args, **_how: None)


def test_the_same_project_in_all_six_orders_and_a_second_round(round_one: Path) -> None:
    """Whoever comes first, the project is the same. Then the team deletes some codings; the copies
    come back with more, and what was deleted stays away.
    """
    folder = round_one
    orders = list(itertools.permutations(TEAM))
    results = []
    for number, order in enumerate(orders):
        path = merged_in(folder, order, f"order{number}")
        with open_project(path, LEAD) as project:
            results.append(content(project))
    assert all(result == results[0] for result in results)

    gone: set[str] = set()
    people = {person.uid for person in TEAM}
    for path in (folder / "order0.liveable", folder / "order5.liveable"):
        with open_project(path, LEAD) as project:
            with project.reading() as session:
                theirs = sorted(row.uid for row in queries.codings(session) if row.coder in people)
            gone = set(theirs[::10])
            codings.uncode(project, sorted(gone), LEAD.uid)
    for person in TEAM:
        code(copy_of(folder, person), person, 2)
    results = []
    for name, people_in_order in (("order0", TEAM), ("order5", TEAM[::-1])):
        with open_project(folder / f"{name}.liveable", LEAD) as project:
            for person in people_in_order:
                found = plan(project, copy_of(folder, person))
                assert found.copy.again
                assert found.conflicts == []
                assert found.added["coding"] == EACH
                apply(project, found, {}, LEAD.uid)
            assert check.check(project).faults == []
            results.append(content(project))
            assert not gone & {row[0] for row in acts.rows_of(project)["coding"]}
            with project.reading() as session:
                back = copies.copies_out(session)
                assert {(row.coder_name, row.merges) for row in back} == {
                    (person.name, 2) for person in TEAM
                }
    assert results[0] == results[1]


def test_the_report_is_readable(round_one: Path, tmp_path: Path) -> None:
    """It says whose copy it was, who brought what and what was decided, in Word as in Markdown."""
    copy, person = copy_of(round_one, TEAM[0]), TEAM[0]
    path = tmp_path / "lead.liveable"
    shutil.copyfile(round_one / "lead.liveable", path)
    other = tmp_path / "copy.liveable"
    shutil.copyfile(copy, other)
    with open_project(path, LEAD) as project, open_project(other, person) as theirs:
        with project.reading() as session:
            used = next(row for row in queries.codes(session) if row.codable and row.codings > 8)
        codebook.edit(project, used.uid, LEAD.uid, definition="Help that nobody asked for.")
        codebook.edit(theirs, used.uid, person.uid, definition="Help without being asked.")
        found = plan(project, other)
        (conflict,) = found.conflicts
        assert (conflict.kind, conflict.field) == ("edited-twice", "definition")
        seen = evidence(project, found, conflict)
        assert seen.same >= 8
        assert bool(seen.theirs.quotes) == bool(seen.theirs.passages)
        apply(project, found, {}, LEAD.uid)
        with project.reading() as session:
            (kept,) = merges.merges(session)
        for name in ("report.docx", "report.md", "report.csv"):
            merge_report.write(kept.report, tmp_path / name)
    document = docx.Document(str(tmp_path / "report.docx"))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    told = "\n".join([*(p.text for p in document.paragraphs), *cells])
    for words in ("Ana", "Morag", "Help that nobody asked for.", "Help without being asked."):
        assert words in told
        assert words in (tmp_path / "report.md").read_text(encoding="utf-8")
        assert words in (tmp_path / "report.csv").read_text(encoding="utf-8")
