"""The texts, original files and wordings that rows of a copy rest on: read from it, and proved."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from pathlib import Path

from liveable.errors import FileRefused
from liveable.exchange.team.decide import Writes
from liveable.exchange.team.sides import Side
from liveable.store.schema import PLACED

_BY = {"text": "text_sha", "blob": "original_sha", "code_version": "code_version"}


def lacking(cursor: sqlite3.Cursor, writes: Writes) -> dict[str, list[str]]:
    """What the project does not have yet of what is to be written, by table: their hashes."""
    rows = [
        row
        for tables in (writes.inserts, writes.updates)
        for tbl in ("document", *PLACED)
        for row in tables.get(tbl, {}).values()
    ]
    found = {}
    for table, column in _BY.items():
        known = f"SELECT 1 FROM {table} WHERE sha = ?"
        found[table] = [
            sha
            for sha in sorted({row[column] for row in rows if row.get(column)})
            if cursor.execute(known, (sha,)).fetchone() is None
        ]
    return found


def prove(ours: Side, theirs: Side, writes: Writes, path: Path) -> None:
    """Raise FileRefused where a copy lacks what its rows rest on, or it is not what it was."""
    found = lacking(ours.cursor, writes)
    for sha in found["text"]:
        if sha not in writes.texts:
            text(theirs, sha, path)
    for sha in found["blob"]:
        blob(theirs, sha, path)


def text(theirs: Side, sha: str, path: Path) -> str:
    """The body of a text of a copy."""
    body = theirs.body(sha)
    if body is None or hashlib.sha256(body.encode()).hexdigest() != sha:
        raise FileRefused(path.name, "one of its texts is missing or was changed.")
    return body


def blob(theirs: Side, sha: str, path: Path) -> tuple[int, bytes]:
    """The size of an original file kept in a copy, and the file as it is packed."""
    size, packed = theirs.one("SELECT size, packed FROM blob WHERE sha = ?", sha) or (None, None)
    if isinstance(size, int) and isinstance(packed, bytes):
        try:  # never more than it says it is
            data = zlib.decompressobj().decompress(packed, size + 1)
        except zlib.error:
            data = b""
        if hashlib.sha256(data).hexdigest() == sha:
            return size, packed
    raise FileRefused(path.name, "an original file kept in it is missing or was changed.")
