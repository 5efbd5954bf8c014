"""Writing reports to files: by their ending, whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from liveable import reports
from liveable.errors import FileRefused, Refused
from tests.reports.values import one_quote

REPORT = one_quote("Somebody carried my bag.")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("R.DOCX", b"PK\x03\x04"),
        ("r.md", b"# Title\n"),
        ("r.csv", b"\xef\xbb\xbfgroup"),
    ],
)
def test_the_ending_decides(tmp_path: Path, name: str, head: bytes) -> None:
    """A report is written in the form its name asks for, and nothing is left beside it."""
    reports.write(REPORT, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(head)
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["r.pdf", "r", "r.docx.txt"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    """Another ending is refused with those there are, and nothing is written."""
    with pytest.raises(Refused, match=r"\.docx, \.md or \.csv"):
        reports.write(REPORT, tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_an_older_report_is_replaced(tmp_path: Path) -> None:
    """Writing again replaces the file."""
    target = tmp_path / "r.md"
    target.write_text("old", encoding="utf-8")
    reports.write(REPORT, target)
    assert "Somebody carried my bag." in target.read_text(encoding="utf-8")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room, the old report stays and the sentence says why."""
    target = tmp_path / "r.md"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileRefused, match=r"^r\.md: cannot be written \(No space left"):
        reports.write(REPORT, target)
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["r.md"]


def test_no_such_folder(tmp_path: Path) -> None:
    """A folder that is not there is a sentence naming the file."""
    with pytest.raises(FileRefused, match=r"^r\.csv: cannot be written"):
        reports.write(REPORT, tmp_path / "nowhere" / "r.csv")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """A folder of that name is left alone."""
    (tmp_path / "r.docx").mkdir()
    with pytest.raises(FileRefused, match=r"^r\.docx: cannot be written"):
        reports.write(REPORT, tmp_path / "r.docx")
    assert os.listdir(tmp_path) == ["r.docx"]
