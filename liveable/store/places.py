"""Where a project lies: network and synced folders, and the conflict copies that sync programs
leave.

In such folders SQLite's write-ahead log is unsafe: a server may not share its memory map, and a
sync program may carry off one file of the two.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Literal

Place = Literal["local", "network", "synced"]

_NETWORK_FILESYSTEMS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "afpfs",
        "webdav",
        "davfs",
        "davfs2",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "9p",
        "afs",
        "ncpfs",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
        "lustre",
        "gfs2",
        "beegfs",
    ]
)
_SYNCED_FOLDERS = re.compile(
    r"dropbox( \(.+\))?|onedrive( ?-.+)?|sharepoint|google ?drive|googledrive-.+|my drive|"
    r"icloud ?drive|com~apple~clouddocs|mobile documents|cloudstorage|nextcloud\d*|owncloud\d*|"
    r"syncthing|sync\.com|box( sync)?|box-box|pcloud ?drive|mega( ?sync)?|megasync|seafile|"
    r"resilio sync|tresorit|proton ?drive",
    re.IGNORECASE,
)
_SYNC_MARKS = (".dropbox", ".stfolder", ".owncloudsync.log", ".sync.ffs_db", ".syncthing.tmp")
_CONFLICT_MARKS = (
    r" \([^()]*conflicted copy[^()]*\)",  # Dropbox, Nextcloud
    r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?",  # Syncthing
    r"_conflict-\d{8}-\d{6}",  # ownCloud
    r" \(case conflict[^()]*\)",  # Dropbox, Google Drive
    r" \(SFConflict[^()]*\)",  # Seafile
    r"\.conflict\d*",  # pCloud, MEGA
    r"-[A-Za-z][\w-]*",  # OneDrive: -COMPUTER
    r" \(\d+\)",  # Google Drive
    r" \d+",  # iCloud
)
_CONFLICT = re.compile(f"(?:{'|'.join(_CONFLICT_MARKS)})$", re.IGNORECASE)


def place(path: Path) -> Place:
    """Whether a file lies on a local disk, on a network share, or in a folder a sync program
    watches.
    """
    whole = path.absolute().resolve()
    if _is_network(whole):
        return "network"
    parents = whole.parents
    if any(_SYNCED_FOLDERS.fullmatch(p.name) for p in parents):
        return "synced"
    if any((p / mark).exists() for p in parents for mark in _SYNC_MARKS):
        return "synced"
    return "local"


def journal_mode(path: Path, wish: str = "auto") -> Literal["wal", "delete"]:
    """SQLite's journal for a project here: ``wish`` is "wal", "rollback" or "auto" (as the place
    asks).
    """
    if wish == "auto":
        return "wal" if place(path) == "local" else "delete"
    return "wal" if wish == "wal" else "delete"


def conflict_names(path: Path) -> list[Path]:
    """Files beside a project whose names look like a sync program's conflict copy of it."""
    try:
        beside = sorted(path.parent.glob("*" + path.suffix))
    except OSError:
        return []
    return [p for p in beside if p != path and _is_conflict_of(p.stem, path.stem)]


def _is_conflict_of(stem: str, original: str) -> bool:
    mark = _CONFLICT.search(stem, len(original))
    return stem.startswith(original) and mark is not None and mark.start() == len(original)


def _is_network(path: Path) -> bool:
    if sys.platform == "win32":  # pragma: no cover - tried on Windows only
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == remote)
    return _filesystem(path) in _NETWORK_FILESYSTEMS


def _filesystem(path: Path) -> str:
    """The type of the file system a path lies on, empty where the system does not tell."""
    best, kind = "", ""
    for point, filesystem in _mounts():
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, filesystem
    return kind


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":  # pragma: no cover - tried on macOS only
        listed = os.popen("/sbin/mount").read()
        return re.findall(r" on (.+) \((\w+)", listed)
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [_mount(line) for line in lines if " - " in line]


def _mount(line: str) -> tuple[str, str]:
    """One line of mountinfo (proc(5)): the mount point, its octal escapes read, and the type."""
    left, _, right = line.partition(" - ")
    point = re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), left.split()[4])
    return point, right.split()[0]
