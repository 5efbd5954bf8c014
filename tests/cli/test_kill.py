"""Killed at any moment, the program opens again with everything it reported as done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.exchange.handout import hand_out
from liveable.ops import codebook, coders, codings
from liveable.store import check, queries
from liveable.store.project import Project, open_project
from tests import acts
from tests.conftest import ANN, BEN, Add

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

FILES = 200
LINES = (
    "INT: What happened at door {n}?",
    "M{n}: She just appeared with my messages 😀, door {n}.",
)

CODING = """
import sys
from pathlib import Path
from liveable.core.spans import Span
from liveable.ops import codings
from liveable.store.project import Person, open_project
path, document, code, coder, first = sys.argv[1:]
with open_project(Path(path), Person(coder, "Ann")) as project:
    for number in range(int(first), 1000):
        uid = codings.code_passage(project, document, Span(number, number + 9), code, coder)
        print(number, uid, flush=True)
"""

EDITING = """
import sys
from pathlib import Path
from liveable.ops import texts
from liveable.store.project import Person, open_project
path, document, coder, body, first = sys.argv[1:]
with open_project(Path(path), Person(coder, "Ann")) as project:
    for number in range(int(first), 1000):
        texts.new_version(project, document, body.replace("door", f"gate {number}"), coder)
        print(number, flush=True)
"""


def killed_after(command: Sequence[object], lines: int) -> tuple[list[str], bool]:
    """Run Python so, kill it in the work that follows its so-many-th line; what it had said by
    then.

    Also says whether it was killed rather than done.
    """
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if len(said) == lines:
            os.kill(process.pid, signal.SIGKILL)
    process.stdout.close()
    return said, process.wait() == -signal.SIGKILL


@pytest.mark.long
def test_an_import_killed_at_many_moments(project_file: Path, tmp_path: Path) -> None:
    """The file opens, check passes, documents are whole, and what was reported is there."""
    for n in range(FILES):
        lines = "\n".join(line.format(n=n) for line in LINES * 3)
        (tmp_path / f"M{n:03}.txt").write_text(lines, encoding="utf-8")
    files = sorted(tmp_path.glob("M*.txt"))
    chance = random.Random(4)
    reported: set[str] = set()
    kills = 0
    while True:
        command = ["-m", "liveable", "import", project_file, *files]
        said, killed = killed_after(command, chance.randint(1, 120))
        kills += killed
        reported |= {line.split(" as ‘")[1].split("’")[0] for line in said if " as ‘" in line}
        with open_project(project_file, ANN) as project:
            assert check.check(project).faults == []
            assert_whole(project, reported)
        if not killed:
            break
        files = [path for path in files if path.stem not in reported]
    assert kills >= 2
    assert len(reported) == FILES


def assert_whole(project: Project, reported: set[str]) -> None:
    """Every document has its text, paragraphs, turns and index; those reported are among them."""
    with project.reading() as session:
        found = queries.documents(session)
        turns = session.execute(text("SELECT document, count(*) FROM turn GROUP BY document"))
        counts = {document: n for document, n in turns}
        indexed = session.execute(text("SELECT count(*) FROM search_text")).scalar()
        paragraphs = session.execute(text("SELECT count(*) FROM paragraph")).scalar()
    assert reported <= {row.name for row in found}
    assert {(row.paragraphs, counts[row.uid]) for row in found} <= {(6, 6)}
    assert indexed == paragraphs


def test_codings_killed_at_many_moments(project: Project, add: Add) -> None:
    """Of a thousand codings, each one reported is there after every kill."""
    document = add("M01", "Ann: " + "words " * 300)
    code = codebook.create(project, "Help", ANN.uid)
    path = project.path
    project.close()
    chance = random.Random(5)
    reported: set[str] = set()
    first, kills = 0, 0
    while True:
        command = ["-c", CODING, path, document, code, ANN.uid, first]
        said, killed = killed_after(command, chance.randint(1, 400))
        kills += killed
        reported |= {line.split()[1] for line in said if line.endswith("\n")}
        with open_project(path, ANN) as opened:
            assert check.check(opened).faults == []
            with opened.reading() as session:
                codings = queries.codings(session)
        assert reported <= {coding.uid for coding in codings}
        first = max(coding.start for coding in codings) + 1
        if not killed:
            break
    assert kills >= 2
    assert len(codings) == 1000


MERGING = """
import sys
from pathlib import Path
from liveable.core.progress import Progress
from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.store.project import Person, open_project
path, copy, coder = sys.argv[1:]
said = Progress(lambda done, total, what: print(done, total, what, flush=True))
with open_project(Path(path), Person(coder, "Ann")) as project:
    found = plan(project, Path(copy))
    apply(project, found, {}, coder, said)
    print("merged", flush=True)
"""


def test_edits_of_a_text_killed_at_many_moments(project: Project, add: Add) -> None:
    """The text is one that was written whole, the last reported or the next, and what is coded
    lies in it.
    """
    body = "\n".join(line.format(n=n) for n in range(9) for line in LINES)
    document = add("M01", body, ("INT", "interviewer"))
    code, path = codebook.create(project, "Help", ANN.uid), project.path
    for start in range(0, 200, 20):
        codings.code_passage(project, document, Span(start, start + 30), code, ANN.uid)
    project.close()
    first = 0
    for lines in (1, 3):
        command = ["-c", EDITING, path, document, ANN.uid, body, first]
        said, killed = killed_after(command, lines)
        assert killed
        last = int(said[-1])
        with open_project(path, ANN) as again:
            assert check.check(again).faults == []
            with again.reading() as session:
                now = queries.document_text(session, document)
                assert len(queries.codings(session)) == 10
        whole = [body.replace("door", f"gate {n}") for n in (last, last + 1)]
        assert now in whole
        first = last + 10


@pytest.mark.long
def test_a_merge_killed_at_every_moment(project: Project, tmp_path: Path, add: Add) -> None:
    """Killed anywhere, the project is as it was before the merge or as it is after it."""
    code = codebook.create(project, "Help", ANN.uid)
    document = add("M01", "Ann: " + "a wee word for the door " * 400)
    copy = tmp_path / "copy.liveable"
    coder = coders.present(project, BEN)
    hand_out(project, copy, coder, ANN.uid)
    with open_project(copy, BEN) as theirs:
        passages = [codings.Passage(document, Span(n, n + 9), code, "why") for n in range(3000)]
        codings.code_passages(theirs, passages, coder)
        codebook.create(theirs, "Door", coder)
    before = acts.rows_of(project)
    project.close()
    outcomes = set()
    for lines in range(1, 14, 3):
        script = ["-c", MERGING, project.path, copy, ANN.uid]
        said, killed = killed_after(script, lines)
        with open_project(project.path, ANN) as opened:
            assert check.check(opened).faults == []
            rows = acts.rows_of(opened)
            merged = len(rows["coding"]) == 3000
            assert merged or rows == before
            assert len(rows["memo"]) == (3000 if merged else 0)
            assert merged or "merged\n" not in said
            outcomes.add(merged)
            if merged:
                assert opened.undo(ANN.uid).label == "Merge Ben's copy"
        if not killed:
            break
    assert outcomes == {False, True}
