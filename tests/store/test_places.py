"""Network and synced folders are known by their file systems, names and marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.store import places


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "Dropbox (University)",
        "OneDrive",
        "OneDrive - University of Edinburgh",
        "Google Drive",
        "My Drive",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/OneDrive-Personal",
        "Nextcloud",
        "ownCloud2",
        "Syncthing",
        "MEGAsync",
    ],
)
def test_folders_of_sync_programs_are_known_by_name(tmp_path: Path, folder: str) -> None:
    """A project anywhere below such a folder counts as synced."""
    inside = tmp_path / folder / "study"
    inside.mkdir(parents=True)
    assert places.place(inside / "p.liveable") == "synced"
    assert places.journal_mode(inside / "p.liveable") == "delete"


@pytest.mark.parametrize("folder", ["study", "boxes", "my dropbox notes", "driven", "megan"])
def test_ordinary_folders_are_local(tmp_path: Path, folder: str) -> None:
    """A name that only resembles one does not slow a project down."""
    (tmp_path / folder).mkdir()
    assert places.place(tmp_path / folder / "p.liveable") == "local"
    assert places.journal_mode(tmp_path / folder / "p.liveable") == "wal"


def test_folders_of_sync_programs_are_known_by_their_marks(tmp_path: Path) -> None:
    """Syncthing and its like leave a hidden mark at the top of what they watch."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / ".stfolder").mkdir()
    assert places.place(tmp_path / "a" / "b" / "p.liveable") == "synced"


def test_network_file_systems_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mount nearest to the file decides, also where its name has a space in it."""
    lines = [
        f"36 35 98:0 / {tmp_path} rw,noatime master:1 - ext4 /dev/root rw",
        f"37 36 0:42 / {tmp_path}/team\\040share rw - cifs //server/share rw",
        f"38 36 0:43 / {tmp_path}/team rw - nfs4 server:/x rw",
    ]
    monkeypatch.setattr(places, "_mounts", lambda: [places._mount(line) for line in lines])
    assert places.place(tmp_path / "team share" / "p.liveable") == "network"
    assert places.place(tmp_path / "team" / "p.liveable") == "network"
    assert places.place(tmp_path / "teamwork" / "p.liveable") == "local"


def test_the_users_wish_goes_before_the_place(tmp_path: Path) -> None:
    """The journal can be set."""
    assert places.journal_mode(tmp_path / "p.liveable", "rollback") == "delete"
    assert places.journal_mode(tmp_path / "Dropbox" / "p.liveable", "wal") == "wal"


@pytest.mark.parametrize(
    "name",
    [
        "study (Ann's conflicted copy 2025-03-04).liveable",
        "study (conflicted copy 2025-03-04 101112).liveable",
        "study.sync-conflict-20250304-101112-ABCDEFG.liveable",
        "study_conflict-20250304-101112.liveable",
        "study (Case Conflict 1).liveable",
        "study (SFConflict ann@x.org 2025-03-04-10-11-12).liveable",
        "study-LAPTOP7.liveable",
        "study (1).liveable",
        "study 2.liveable",
    ],
)
def test_conflict_copies_are_known_by_name(tmp_path: Path, name: str) -> None:
    """Each sync program has its own way of naming the second version."""
    for each in (name, "study.liveable", "study notes for Ben.liveable", "studying.liveable"):
        (tmp_path / each).touch()
    assert places.conflict_names(tmp_path / "study.liveable") == [tmp_path / name]
