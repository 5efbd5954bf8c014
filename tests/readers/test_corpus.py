"""Real transcripts and diaries nobody here wrote, against facts checked by hand.

They are not part of the project: set LIVEABLE_SHARED to the folder that holds ``corpus/``.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from liveable.core.transcript import Transcript
from liveable.errors import FileRefused
from liveable.readers import read, read_sheet

SHARED = os.environ.get("LIVEABLE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="LIVEABLE_SHARED is not set")
DEV = Path(SHARED or ".") / "corpus" / "dev"
FACTS: dict[str, Any] = (
    json.loads((DEV / "expected.json").read_text(encoding="utf-8")) if SHARED else {}
)
NOT_YET = ("jupyter_education_2016.csv", ".xlsx")
REFUSED = [name for name in FACTS if name.endswith(NOT_YET) or name == "knesset_317899_ole.doc"]
READ = [name for name in FACTS if name not in REFUSED]
# Heads in other languages and without colons belong to a later version.
LATER = {"terada_1923_sjis.txt", "santoka_shikoku_sjis.txt", "hyrum_smith_1839_sample.pdf"}


@cache
def transcript(name: str) -> Transcript:
    """The file as the readers give it, read once."""
    return read((DEV / name).read_bytes(), name)


def plain(text: str) -> str:
    """Words as both sides write them: typographic signs and white space levelled."""
    text = unicodedata.normalize("NFC", text)
    for signs, sign in (("“”„«»", '"'), ("’‘", "'"), ("–—‑", "-")):
        text = re.sub(f"[{signs}]", sign, text)
    return " ".join(text.replace("…", "...").split())


@pytest.mark.parametrize("name", READ)
def test_every_checked_sentence_is_found(name: str) -> None:
    """Sentences read by eye in the file stand in the text."""
    text = plain(transcript(name).text)
    wanted = FACTS[name].get("sentences", []) + FACTS[name].get("sentences_nfc", [])
    assert [sentence for sentence in wanted if plain(sentence) not in text] == []


@pytest.mark.parametrize("name", [name for name in READ if "turns" in FACTS[name]])
def test_the_turns_are_counted_within_five_percent(name: str) -> None:
    """As many turns as a person counts."""
    assert len(transcript(name).turns) == pytest.approx(FACTS[name]["turns"], rel=0.05)


@pytest.mark.parametrize(
    "name", [name for name in READ if isinstance(FACTS[name].get("speakers"), (list, dict))]
)
def test_the_speakers_are_those_who_speak(name: str) -> None:
    """Every speaker is found with about as many turns as counted, and nobody is invented."""
    wanted = FACTS[name]["speakers"]
    found = {speaker.label: speaker.turns for speaker in transcript(name).speakers}
    if isinstance(wanted, list) or name.endswith(".vtt"):  # of these, cues are counted
        assert set(found) == set(wanted)
    else:
        for label, count in wanted.items():
            assert found[label] == pytest.approx(count, rel=0.05, abs=1), label


@pytest.mark.parametrize("name", [name for name in READ if "lang" in FACTS[name]])
def test_the_language_is_told(name: str) -> None:
    """By script or by little words."""
    assert transcript(name).language == FACTS[name]["lang"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("bundestag_18001_cp1252.txt", "cp1252"),
        ("terada_1923_sjis.txt", "cp932"),
        ("santoka_shikoku_sjis.txt", "cp932"),
        ("knesset_317899.txt", "utf-8"),
        ("derived/aho_utf16le_bom_crlf.txt", "utf-16-le"),
        ("derived/aho_utf16be_nobom.txt", "utf-16-be"),
        ("derived/aho_cp1252_crlf.txt", "cp1252"),
        ("derived/aho_utf8bom_cr.txt", "utf-8"),
        ("derived/bundestag_part_nfd.txt", "utf-8"),
        ("derived/bundestag_part_latin1.txt", "cp1252"),
        ("derived/mananera_cp1252.txt", "cp1252"),
    ],
)
def test_the_encoding_is_told(name: str, encoding: str) -> None:
    """And nothing had to be replaced on the way."""
    assert transcript(name).encoding == encoding
    assert "\ufffd" not in transcript(name).text


def test_the_same_words_come_out_of_every_encoding() -> None:
    """One interview in four encodings is one text."""
    texts = {
        transcript(f"derived/aho_{which}.txt").text.removeprefix("\ufeff")
        for which in ("utf16le_bom_crlf", "utf16be_nobom", "utf8bom_cr")
    }
    assert len(texts) == 1


def seconds(written: str) -> float:
    """A time in seconds, days and minus signs included."""
    sign = -1 if written.startswith("-") else 1
    total = 0.0
    for part in written.lstrip("-").split(":"):
        total = total * (24 if total and len(written.split(":")) == 4 else 60) + float(part)
    return sign * total


@pytest.mark.parametrize("name", [name for name in READ if "first" in FACTS[name]])
def test_the_first_and_last_times_are_kept(name: str) -> None:
    """As written, with the turn they belong to."""
    times = [turn.timestamp for turn in transcript(name).turns if turn.timestamp]
    wanted = FACTS[name]
    assert int(seconds(times[0])) == int(seconds(wanted["first"]))
    if "last" in wanted:
        assert times[-1] == wanted["last"]
    for count in ("timestamps", "messages", "cues"):
        if count in wanted and not name.endswith(".vtt"):  # whose cues are joined into turns
            assert len(times) == pytest.approx(wanted[count], rel=0.05)


@pytest.mark.parametrize("name", [name for name in READ if "date" in FACTS[name]])
def test_the_date_is_told(name: str) -> None:
    """The day of a session is in its title."""
    assert transcript(name).date == FACTS[name]["date"]


OFFICE = [
    (name, f"{name}.{reference}.txt")
    for name in FACTS
    if name.endswith((".docx", ".odt", ".doc", ".htm", ".xhtml")) and name not in REFUSED
    for reference in ("pandoc", "libreoffice")
    if (DEV / "ref" / f"{name}.{reference}.txt").exists()
] + [(f"derived/sheffield_ana.{end}", "sheffield_ana.docx.pandoc.txt") for end in ("odt", "rtf")]


@pytest.mark.parametrize(("name", "reference"), OFFICE)
def test_no_word_is_lost_from_formatted_documents(name: str, reference: str) -> None:
    """Every word that other programs find is in the text."""

    def words(text: str) -> Counter[str]:
        return Counter(re.findall(r"\w+", text))

    theirs = (DEV / "ref" / reference).read_text(encoding="utf-8-sig")
    assert words(theirs) - words(transcript(name).text) == Counter()


def trigrams(text: str) -> Counter[tuple[str, str, str]]:
    """Words by three, as they follow each other."""
    words = re.findall(r"\w+", text)
    return Counter(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("kenya_1998-03-31.pdf", 0.01),
        ("kenya_2006-05-03A.pdf", 0.015),
        ("un_a50_pv33_twocol.pdf", 0.03),
        ("derived/ana_twocol.pdf", 0.002),
    ],
)
def test_pdf_pages_are_read_in_order(name: str, most: float) -> None:
    """Nearly all words stand beside the neighbours another program gives them; what differs is
    running heads and hyphens.
    """
    reference = (
        f"{name}.pdftotext.txt"
        if not name.startswith("derived")
        else "sheffield_ana.docx.pandoc.txt"
    )
    theirs = trigrams((DEV / "ref" / reference).read_text(encoding="utf-8"))
    lost = theirs - trigrams(transcript(name).text)
    assert lost.total() <= most * theirs.total()


@pytest.mark.parametrize("name", ["kenya_1998-03-31.pdf"])
def test_sentences_run_on_over_the_page(name: str) -> None:
    """No running head or page number falls inside a sentence."""
    text = plain(transcript(name).text)
    for sentence in FACTS[name]["across_pages"]:
        assert plain(sentence.replace("|", " ")) in text


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


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_yet_is_refused_in_a_sentence(name: str) -> None:
    """Naming the file and what to do."""
    with pytest.raises(FileRefused) as refused:
        transcript(name)
    assert refused.value.file == name
    assert "\n" not in str(refused.value)


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
