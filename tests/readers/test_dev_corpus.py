"""Every fact known of the real files in ``corpus/dev``, in one table.

They are not part of the project: set LIVEABLE_SHARED to the folder that holds ``corpus/``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from liveable.errors import FileRefused
from liveable.readers import read, read_sheet
from liveable.readers.encodings import decode
from tests.readers import facts
from tests.readers.facts import Fact

SHARED = os.environ.get("LIVEABLE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="LIVEABLE_SHARED is not set")
DEV = Path(SHARED or ".") / "corpus" / "dev"
SHARE = 0.95  # of all facts that hold, at the least

# Not written beside the file's other facts, but plain from its name or its words.
ALSO: dict[str, dict[str, Any]] = {
    "derived/aho_utf16le_bom_crlf.txt": {"encoding": "utf-16-le"},
    "derived/aho_utf16be_nobom.txt": {"encoding": "utf-16-be"},
    "derived/aho_cp1252_crlf.txt": {"encoding": "cp1252"},
    "derived/aho_utf8bom_cr.txt": {"encoding": "utf-8"},
    "derived/bundestag_part_nfd.txt": {"encoding": "utf-8"},
    "serdif_P05_notes.txt": {"date": "2021-11-25"},
    "serdif_P01_pssuq.odt": {"date": "2021-11-18"},
}

# Facts that do not hold, and why. Any other that fails is a fault.
_UN = "the 7 turns labelled ‘Mr. X (Y) (interpretation from Z):’ were not counted; each is there"
REASONS: dict[tuple[str, str], str] = {
    ("knesset_317899.txt", "speakers, and no others"): (
        "one who speaks once, שלומית ארליך, is in the text and not in the list"
    ),
    ("un_a50_pv33_twocol.pdf", "number of speakers"): _UN,
    ("un_a50_pv33_twocol.pdf", "turns"): _UN,
}


def of_file(name: str, known: dict[str, Any]) -> Iterator[Fact] | str:
    """The facts of one file, or why it is not read."""
    data = (DEV / name).read_bytes()
    try:
        found = read(data, name)
        if found.format in ("vtt", "srt"):
            return facts.of_captions(name, known, found, decode(data).text)
        if found.format in ("csv", "xlsx"):
            of_table = facts.of_sheet(name, known, read_sheet(data, name))
            return chain(facts.of_document(name, known, found), of_table)
        return facts.of_document(name, known, found)
    except FileRefused as refused:
        cause = refused.cause
    try:
        return facts.of_sheet(name, known, read_sheet(data, name))
    except FileRefused:
        return cause


def test_the_facts_of_the_real_files_hold() -> None:
    """Formats, encodings, sentences, speakers, turns, times, entries: nearly all, and those that
    fail are known by name.
    """
    expected = json.loads((DEV / "expected.json").read_text(encoding="utf-8"))
    rows: list[Fact] = []
    unread: dict[str, str] = {}
    for name, known in expected.items():
        found = of_file(name, known | ALSO.get(name, {}))
        if isinstance(found, str):
            unread[name] = found
            if "refuse" in known.get("expect", ""):
                rows.append(Fact(name, "refused", "a clear message", found, "Word" in found))
        else:
            rows.extend(found)
    failed = [row for row in rows if not row.holds]
    print("\n" + "\n".join(map(str, rows)))
    print("\nNot read:", *(f"{name}: {why}" for name, why in unread.items()), sep="\n  ")
    print(f"\nOf {len(rows)} facts {len(rows) - len(failed)} hold. The others:")
    for row in failed:
        print(f"{row}\n    {REASONS.get((row.file, row.what), 'WHY?')}")
    assert len(rows) - len(failed) >= SHARE * len(rows)
    assert [row for row in failed if (row.file, row.what) not in REASONS] == []
    stale = set(REASONS) - {(row.file, row.what) for row in failed}
    assert stale == set(), "these hold now"
