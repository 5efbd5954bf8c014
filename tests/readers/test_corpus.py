"""What one transcript is in all its containers and encodings, and what is no transcript at all.

What else is known of the real files is compared in ``test_dev_corpus.py``. They are not part of the
project: set LIVEABLE_SHARED to the folder that holds ``corpus/``.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from liveable.core.transcript import Transcript
from liveable.readers import read, read_sheet

SHARED = os.environ.get("LIVEABLE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="LIVEABLE_SHARED is not set")
DEV = Path(SHARED or ".") / "corpus" / "dev"
FACTS: dict[str, Any] = (
    json.loads((DEV / "expected.json").read_text(encoding="utf-8")) if SHARED else {}
)


@cache
def transcript(name: str) -> Transcript:
    """The file as the readers give it, read once."""
    return read((DEV / name).read_bytes(), name)


def test_the_same_words_come_out_of_every_encoding() -> None:
    """One interview in four encodings is one text."""
    texts = {
        transcript(f"derived/aho_{which}.txt").text.removeprefix("\ufeff")
        for which in ("utf16le_bom_crlf", "utf16be_nobom", "utf8bom_cr")
    }
    assert len(texts) == 1


@pytest.mark.parametrize("name", ["bundestag_part_latin1.txt", "mananera_cp1252.txt"])
def test_letters_of_one_byte_are_told(name: str) -> None:
    """And nothing had to be replaced on the way."""
    found = transcript(f"derived/{name}")
    assert found.encoding == "cp1252"
    assert "\ufffd" not in found.text


def test_ana_has_two_speakers_and_246_turns() -> None:
    """In Word, OpenDocument, rich text and a hyphenated PDF of two columns."""
    others = ("derived/sheffield_ana.odt", "derived/sheffield_ana.rtf", "derived/ana_twocol.pdf")
    for name in ("sheffield_ana.docx", *others):
        found = transcript(name)
        assert len(found.turns) == 246
        assert {s.label: (s.turns, s.role) for s in found.speakers} == {
            "Researcher 1": (123, "interviewer"),
            "Ana": (123, "participant"),
        }
        assert found.kind == "interview"


def test_a_sheet_of_participants_is_read_as_text() -> None:
    """Dates and times as people write them, one row a person."""
    facts = FACTS["sheffield_facesheet.xlsx"]
    sheet = read_sheet((DEV / "sheffield_facesheet.xlsx").read_bytes(), "sheffield_facesheet.xlsx")
    cells = {cell for row in sheet.rows for cell in row}
    assert (len(sheet.rows), len(sheet.header)) == (facts["rows"], facts["columns"])
    assert sheet.header[0] == facts["header_first"]
    assert set(facts["cells"]) <= cells | set(sheet.header)
    assert all(
        ":" not in cell or re.fullmatch(r"[\d: -]+", cell) for cell in cells if cell[:1].isdigit()
    )


def test_published_documents_have_no_speakers() -> None:
    """Reports with fields, headings and quotations are not conversations."""
    seeds = sorted((Path(SHARED or ".") / "seeds").glob("*.txt"))
    assert seeds
    for seed in seeds:
        found = read(seed.read_bytes(), seed.name)
        assert (found.turns, found.entries, found.kind) == ((), (), "field-notes"), seed.name
