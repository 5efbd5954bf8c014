"""Which files lie in what was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.core.progress import Cancelled
from liveable.readers import gathering
from liveable.readers.gathering import Gathered, gather


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with what a researcher's folder holds."""
    top = tmp_path / "Millbrae"
    for name in (
        "M10.txt", "M2.txt", "diaries/M2 diary.docx", ".hidden.txt", "~$M2.docx", ".git/x.txt",
        "study.liveable", "study.liveable-wal", "Study snapshots/study 1.snapshot",
    ):  # fmt: skip
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(b"words")
    return top


def test_folders_are_walked_and_named_from_the_top(top: Path) -> None:
    """In the order people count; hidden files and projects are passed over."""
    found = gather([top, top / "M2.txt"])
    assert found.files == (
        Gathered(top / "M2.txt", ("Millbrae",)),
        Gathered(top / "M10.txt", ("Millbrae",)),
        Gathered(top / "diaries" / "M2 diary.docx", ("Millbrae", "diaries")),
        Gathered(top / "M2.txt"),
    )
    assert (found.projects, found.hidden, found.cut) == (2, 3, False)


def test_what_is_not_there_is_left_to_the_reader(tmp_path: Path) -> None:
    """It says so in a sentence."""
    assert gather([tmp_path / "no.txt"]).files == (Gathered(tmp_path / "no.txt"),)


def test_too_many_files_are_cut(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody dropped the whole disk."""
    monkeypatch.setattr(gathering, "MAX_FILES", 2)
    found = gather([top])
    assert (len(found.files), found.cut) == (2, True)


def test_links_to_folders_are_not_followed(top: Path) -> None:
    """Or a link to the folder above would never end."""
    (top / "again").symlink_to(top)
    assert len(gather([top]).files) == 3


def test_it_can_be_stopped(top: Path) -> None:
    """At any file."""

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        gather([top], stop)
