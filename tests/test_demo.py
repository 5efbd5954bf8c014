"""The sample project: whole, honest, and the same through every door."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import docx
import numpy as np
import pytest
import yaml

from liveable import demo, paths
from liveable.cli import run
from liveable.core.transcript import KINDS
from liveable.errors import Refused
from liveable.ops.learning import gather
from liveable.store import check, queries
from liveable.store.project import open_project
from liveable.suggest.learn import evidence, learn
from liveable.suggest.measure import measures, probabilities
from tests.conftest import ANN


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> demo.Made:
    """The demonstration, made once."""
    return demo.make(tmp_path_factory.mktemp("demo") / "sample")


@pytest.mark.long
def test_it_has_what_a_demonstration_needs(made: demo.Made) -> None:
    """Interviews, diaries, a focus group; codings by the hundred; memos; suggestions."""
    assert made.coders == "Isla Reid and Tom Baird"
    assert made.codings >= 250
    assert made.memos >= 40
    assert made.suggestions >= 20
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        rows = queries.documents(session)
        assert check.check(project).faults == []
    kinds = [row.kind for row in rows]
    assert [kinds.count(kind) for kind in KINDS[:3]] == [7, 3, 1]
    for row in rows:
        if row.kind == "interview":
            assert 900 <= row.words <= 2_200
        assert row.read
        assert row.codings >= 10


def test_its_people_are_joined_to_documents_and_speakers(made: demo.Made) -> None:
    """Every coding is somebody's, also in the focus group, and has that person's attributes."""
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        found = queries.codings(session)
    assert all(coding.case for coding in found)
    group = {coding.case for coding in found if coding.document_name == "Harbour Rise group"}
    assert len(group) == 4


def test_nobody_codes_an_interviewer(made: demo.Made) -> None:
    """The hand-made codings keep to the codebook's own rule."""
    asking = {"INT", "Interviewer", "Isla", "Tom", "TB", "IR", "Researcher", "Moderator"}
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        assert {c.speaker for c in queries.codings(session)} & asking == set()


def test_its_two_coders_agree_and_differ(made: demo.Made) -> None:
    """There are codings both made, overlaps under one code, and places only one of them saw."""
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        found = queries.codings(session)
    same = overlapping = other_code = 0
    for a, b in combinations(found, 2):
        touching = a.document == b.document and a.start < b.stop and b.start < a.stop
        if touching and a.coder != b.coder:
            same += (a.start, a.stop, a.code) == (b.start, b.stop, b.code)
            overlapping += a.code == b.code
            other_code += a.code != b.code
    assert same >= 2
    assert overlapping >= 30
    assert other_code >= 50


def test_its_report_has_the_quotes_under_their_codes(made: demo.Made) -> None:
    """The Word file holds them as quotes, after headings that are the codes' names."""
    paragraphs = docx.Document(str(made.report)).paragraphs
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        names = {row.name for row in queries.codes(session)}
        words = {text.split("\n")[0] for _, text in queries.excerpts(session)}
    heading, quotes = "", 0
    for paragraph in paragraphs:
        style = str(paragraph.style.name) if paragraph.style else ""
        if style.startswith("Heading"):
            heading = paragraph.text
        elif style == "Quote" and paragraph.text in words:
            assert heading in names
            quotes += 1
    assert quotes >= 60
    assert made.quotes >= 60


def test_every_source_is_read_as_its_readme_says(made: demo.Made) -> None:
    """Speakers, entries and encodings are found without help, and no word of a source is lost."""
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        text = queries.document_text(session, _uid(made, "H03 Alec Ross"))
        entries = project_rows(made, "SELECT count(*) FROM entry GROUP BY document")
        speakers = project_rows(made, "SELECT count(*) FROM speaker GROUP BY document")
        encodings = project_rows(made, "SELECT DISTINCT encoding FROM document")
    assert "’" in text
    assert sorted(entries) == [(11,), (13,), (13,)]
    assert sorted(speakers) == [(1,), *[(2,)] * 7, (5,)]  # a diary's prompts, talks, a group
    assert {("cp1252",), ("utf-8",), (None,)} <= set(encodings)
    source = (paths.resources() / "sample" / "M02 Danny Kerr.txt").read_text(encoding="utf-8")
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        assert queries.document_text(session, _uid(made, "M02 Danny Kerr")) == source


def _uid(made: demo.Made, name: str) -> str:
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        return next(row.uid for row in queries.documents(session) if row.name == name)


def project_rows(made: demo.Made, sql: str) -> list[tuple[object, ...]]:
    """What a query finds in the project."""
    from sqlalchemy import text

    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_it_never_overwrites(made: demo.Made, tmp_path: Path) -> None:
    """A folder that has one already is refused; without a name the next number is taken."""
    with pytest.raises(Refused, match="there is a file of that name already"):
        demo.make(made.project.parent)
    assert demo.free_folder(tmp_path) == tmp_path / "liveable-demo"
    (tmp_path / "liveable-demo").mkdir()
    assert demo.free_folder(tmp_path) == tmp_path / "liveable-demo-2"


def test_undo_works_on_it(made: demo.Made, capsys: pytest.CaptureFixture[str]) -> None:
    """The first thing a new user tries: take something back, and do it again."""
    before = json.loads(_run(capsys, "codings", made.project, "--json"))
    assert run(["undo", str(made.project)]) == 1
    assert "Tom Baird's" in capsys.readouterr().err
    for _ in range(2):
        _run(capsys, "undo", made.project, "--coder", "Tom Baird")
    assert len(json.loads(_run(capsys, "codings", made.project, "--json"))) < len(before)
    for _ in range(2):
        _run(capsys, "redo", made.project, "--coder", "Tom Baird")
    assert json.loads(_run(capsys, "codings", made.project, "--json")) == before


def _run(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert run([str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_its_codings_name_codes_of_the_shipped_codebook() -> None:
    """A change of the codebook's short names must not break the sample."""
    book = yaml.safe_load((paths.codebooks() / "liveable_lives.yaml").read_text(encoding="utf-8"))
    shorts: set[str] = set()
    waiting = list(book["codes"])
    while waiting:
        code = waiting.pop()
        shorts.add(code["short"])
        waiting += code.get("codes", [])
    for path in (paths.resources() / "sample").glob("codings_*.yaml"):
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
        used = {c["code"] for item in listed["documents"] for c in item["codings"]}
        assert used <= shorts


def test_a_source_that_says_something_else_is_named(tmp_path: Path) -> None:
    """A passage that is not there exactly once stops the demonstration with a sentence."""
    with pytest.raises(Refused, match="stands there 0 times, not once"):
        demo._place("some words", {"from": "other words"}, "M01")
    with pytest.raises(Refused, match="does not follow"):
        demo._place("some words", {"from": "some", "to": "gone"}, "M01")


def test_half_of_it_measured_agrees_with_the_other_half(made: demo.Made) -> None:
    """Eleven documents are few: no code is good enough to be shown, and none is. Where everything
    is, for once, shown, precision in the other half is in the intervals of the first.
    """
    with open_project(made.project, ANN, write=False) as project, project.reading() as session:
        isla = next(c.coder for c in queries.codings(session) if c.coder_name == "Isla Reid")
        whole = gather(session, isla)
    there = {heard.document for heard in whole.heard[1::2]}
    material = replace(
        whole,
        heard=tuple(h if h.document in there else replace(h, read=()) for h in whole.heard),
        examples=tuple(e for e in whole.examples if e.document in there),
    )
    learned = learn(material)
    assert {code.cutoff for code in measures(learned) if code.state != "ready"} == {None}
    assert "ready" not in {code.state for code in measures(learned)}
    learned = replace(learned, material=replace(material, threshold=0.0))
    truth = evidence(replace(learned.passages, read=~learned.passages.read), whole)
    given = probabilities(learned)[truth.rows]
    other = ~learned.passages.read[truth.rows]
    inside = []
    for column, code in enumerate(measures(learned)):
        if code.cutoff is not None and code.measured and code.measured.precision:
            shown = other & (given[:, column] >= np.float32(code.cutoff))
            found = truth.labels[shown, column].mean()
            inside.append(code.measured.precision.low <= found <= code.measured.precision.high)
    assert inside
    assert all(inside)
