"""A shell for the tests of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from liveable.cli import run

INTERVIEW = (
    "Moira, interview\n"
    "\n"
    "INT: Tell me about the stair 👩‍👩‍👧.\n"
    "M01: It's just not my place. You chap the door and away you go.\u2028"
    "Cafe\u0301 שלום, she said.\n"
    "INT: And the neighbours?\n"
    "M01: The wee one across the landing never asked. “Not my place,” he says, “but here.”\n"
    "INT: Anything else?\n"
    "M01: No.\n"
)
BOOK = (
    "schema: liveable-codebook/1\nname: Small\ncodes:\n"
    "- name: Help\n  codable: false\n  codes:\n"
    "  - name: Not overstepping\n    cues: {phrases: [not my place]}\n"
    "  - name: Lifts\n- name: Lifts\n"
)


class Shell:
    """The command line, in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object, code: int = 0) -> str:
        """Run a command; returns what it printed."""
        self._capsys.readouterr()
        done = run([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        assert done == code, (done, self.out, self.err)
        assert "Traceback" not in self.out + self.err
        return self.out

    def json(self, *words: object, code: int = 0) -> Any:
        """Run a command with --json; returns the one value it printed."""
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A shell in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capsys)


@pytest.fixture
def study(sh: Shell) -> Shell:
    """The same, with a project of one interview and a small codebook."""
    (sh.folder / "M01.txt").write_text(INTERVIEW, encoding="utf-8")
    (sh.folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    sh("new", "p.liveable", "--codebook", "book.yaml", "--coder", "Ann")
    sh("import", "p.liveable", "M01.txt")
    return sh
