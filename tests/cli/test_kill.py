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

from liveable.ops import codebook
from liveable.store import check, queries
from liveable.store.project import Project, open_project
from tests.conftest import ANN, Add

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
