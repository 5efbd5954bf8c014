"""The facts of ``expected.json`` held against what the readers make of a file, one by one; and what
holds for every file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from liveable.core import survey
from liveable.core.text import canonical, paragraphs
from liveable.core.transcript import Sheet, Transcript
from liveable.readers import captions
from liveable.readers.caption_voices import pieces

# By the ending of a name, where the content does not tell another tale.
_FORMATS = {"htm": "html", "xhtml": "html"}
_TALES = {"docx inside a .doc name": "docx", "RTF inside a .doc name": "rtf"}
_KINDS = {"diary": "diary", "field notes": "field-notes", "survey": "survey"}
_COUNTS = ("timestamps", "messages", "cues")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a file: what was wanted, what was found, and whether they agree."""

    file: str
    what: str
    wanted: str
    found: str
    holds: bool

    def __str__(self) -> str:
        sign = "ok" if self.holds else "NOT"
        row = f"{sign:4}{self.file:34}{self.what:34.34}{self.wanted:42.42} {self.found:42.42}"
        return row.rstrip()


def plain(text: str) -> str:
    """Words as both sides write them: typographic signs and white space levelled."""
    text = unicodedata.normalize("NFC", text)
    for signs, sign in (("“”„«»", '"'), ("’‘", "'"), ("–—‑", "-")):
        text = re.sub(f"[{signs}]", sign, text)
    return " ".join(text.replace("…", "...").split())


def seconds(written: str) -> int:
    """A time in whole seconds, minus sign and days included."""
    first = written.split("-->")[0].strip()
    scales = (1, 60, 3600, 86400)
    parts = reversed(first.lstrip("-").split(":"))
    total = sum(float(part) * scale for part, scale in zip(parts, scales, strict=False))
    return int(-total if first.startswith("-") else total)


def near(found: int, wanted: int) -> bool:
    """Within five per cent."""
    return abs(found - wanted) <= 0.05 * wanted


def wanted_format(name: str, facts: Mapping[str, Any]) -> str:
    """What the file is, whatever it is called."""
    ending = name.rpartition(".")[2]
    return _TALES.get(facts.get("kind", ""), _FORMATS.get(ending, ending))


def of_document(name: str, facts: Mapping[str, Any], found: Transcript) -> Iterator[Fact]:
    """All that is known of a document."""

    def fact(what: str, wanted: object, got: object, holds: bool | None = None) -> Fact:
        agree = wanted == got if holds is None else holds
        return Fact(name, what, str(wanted), str(got), agree)

    def count(what: str, wanted: int, got: int) -> Fact:
        return fact(what, wanted, got, near(got, wanted))

    yield fact("format", wanted_format(name, facts), found.format)
    if "encoding" in facts:
        wanted = re.split(r"[ ,]", facts["encoding"])[0]
        yield fact("encoding", wanted, found.encoding)
    if "lang" in facts:
        yield fact("language", facts["lang"], found.language)
    if facts.get("kind") in _KINDS:
        yield fact("kind", _KINDS[facts["kind"]], found.kind)
    if "date" in facts:
        yield fact("date", facts["date"], found.date)
    yield from _words(fact, count, facts, found)
    yield from _speakers(fact, count, facts, found)
    yield from _times(fact, count, facts, found)
    yield from _entries(fact, count, facts, found)


def of_captions(
    name: str, facts: Mapping[str, Any], found: Transcript, text: str
) -> Iterator[Fact]:
    """All that is known of a file of captions, whose facts count cues where turns are joined."""
    cues = captions.parse(text).cues
    speakers = facts.get("speakers", [])
    known = {key: value for key, value in facts.items() if key != "cues"}
    known |= {"speakers": list(speakers)} if "speakers" in facts else {}
    yield from of_document(name, known, found)
    yield Fact(name, "cues", str(facts["cues"]), str(len(cues)), facts["cues"] == len(cues))
    by = Counter(piece.speaker for piece in pieces(cues))
    for label, wanted in speakers.items() if isinstance(speakers, dict) else ():
        yield Fact(name, f"cues of {label}", str(wanted), str(by[label]), near(by[label], wanted))


def _words(fact: Any, count: Any, facts: Mapping[str, Any], found: Transcript) -> Iterable[Fact]:
    text = plain(found.text)
    for n, sentence in enumerate(facts.get("sentences", []) + facts.get("sentences_nfc", []), 1):
        stands = plain(sentence) in text
        yield fact(f"sentence {n}", sentence, "found" if stands else "missing", stands)
    for sentence in facts.get("across_pages", []):
        stands = plain(sentence.replace("|", " ")) in text
        yield fact("sentence over pages", sentence, "found" if stands else "missing", stands)
    for words in facts.get("not_in_text", []):
        yield fact("not in text", words, "absent", words not in found.text)
    for key in ("title", "first_line", "participant"):
        if key in facts:
            stands = plain(facts[key]) in text
            yield fact(key, facts[key], "found" if stands else "missing", stands)
    if "paragraphs" in facts:
        yield count("paragraphs", facts["paragraphs"], len(paragraphs(found.text)))
    if "comments" in facts:
        said = f"{facts['comments']} comments were left out."
        yield fact("comments left out", said, " ".join(found.warnings), said in found.warnings)


def _speakers(fact: Any, count: Any, facts: Mapping[str, Any], found: Transcript) -> Iterable[Fact]:
    by = {speaker.label: speaker.turns for speaker in found.speakers}
    speakers = facts.get("speakers")
    if speakers is not None and "turns_min" not in facts:  # else only the first of them
        yield fact("speakers, and no others", sorted(speakers), sorted(by))
    for key in ("speakers", "speakers_top", "turns_by", "label_lines"):
        if isinstance(facts.get(key), dict):
            for label, turns in facts[key].items():
                yield count(f"turns of {label}", turns, by.get(label, 0))
    for key in ("speaker_count", "speakers_about", "speaker_labels_about"):
        if key in facts:
            yield count("number of speakers", facts[key], len(by))
    for label in facts.get("not_speakers", []):
        yield fact("no speaker", label, "absent", label not in by)
    if "first_speaker" in facts:
        yield fact("first speaker", facts["first_speaker"], next(iter(by), None))
    for key in ("turns", "turns_about"):
        if key in facts:
            yield count("turns", facts[key], len(found.turns))
    if "turns_min" in facts:
        least = facts["turns_min"]
        yield fact("turns", f"{least} or more", len(found.turns), len(found.turns) >= least)


def _times(fact: Any, count: Any, facts: Mapping[str, Any], found: Transcript) -> Iterable[Fact]:
    times = [turn.timestamp for turn in found.turns if turn.timestamp]
    for key, place in (("first", 0), ("last", -1), ("last_start", -1)):
        if key in facts:
            got = times[place] if times else "-"
            yield fact(
                f"{key} time",
                facts[key],
                got,
                times != [] and seconds(got) == seconds(facts[key]),
            )
    for key in _COUNTS:
        if key in facts:
            yield count(f"times ({key})", facts[key], len(times))


def _entries(fact: Any, count: Any, facts: Mapping[str, Any], found: Transcript) -> Iterable[Fact]:
    ends = found.entries[:1] + found.entries[-1:]
    if "entries" in facts:
        yield fact("entries", facts["entries"], len(found.entries))
    for key, place in (("first", 0), ("last", -1)):
        if f"{key}_date" in facts:
            got = ends[place].date if ends else None
            yield fact(f"{key} entry's date", facts[f"{key}_date"], got)
        printed = facts.get(f"{key}_date_printed")
        if printed:
            label = ends[place].label if ends else "-"
            yield fact(f"{key} entry's head", printed, label, plain(printed) in plain(label))


def of_sheet(name: str, facts: Mapping[str, Any], found: Sheet) -> Iterator[Fact]:
    """All that is known of a table."""

    def fact(what: str, wanted: object, got: object, holds: bool | None = None) -> Fact:
        agree = wanted == got if holds is None else holds
        return Fact(name, what, str(wanted), str(got), agree)

    yield fact("format", wanted_format(name, facts), found.format)
    if "rows" in facts:
        yield fact("rows", facts["rows"], len(found.rows))
    columns = facts.get("columns")
    if isinstance(columns, int):
        yield fact("columns", columns, len(found.header))
    elif columns:
        yield fact("columns", columns, list(found.header))
    if "header_first" in facts:
        yield fact("first column", facts["header_first"], found.header[0])
    cells = {cell for row in found.rows for cell in row} | set(found.header)
    for cell in facts.get("cells", []):
        yield fact("cell", cell, "found" if cell in cells else "missing", cell in cells)
    if "open_columns" in facts:
        questions = survey.choose(found)
        yield fact(
            "open questions", facts["open_columns"], list(questions.open if questions else ())
        )
    if "multiline_cells" in facts:
        got = sum("\n" in cell for row in found.rows for cell in row)
        wanted = facts["multiline_cells"]
        yield fact("cells of several lines", wanted, got, near(got, wanted))


def whole(found: Transcript) -> None:
    """What holds for every transcript."""
    size = len(found.text)
    assert found.text == canonical(found.text)
    for turn in found.turns:
        assert 0 <= turn.start <= turn.speech <= turn.stop <= size
    assert all(a.stop <= b.start for a, b in pairwise(found.turns))
    assert all(0 <= e.start < e.stop <= size for e in found.entries)
    assert all(a.stop <= b.start for a, b in pairwise(found.entries))
    assert all(0 <= m.start < m.stop <= size for m in found.marks)
    assert all("\n" not in warning for warning in found.warnings)
    assert {turn.speaker for turn in found.turns} - {None} == {s.label for s in found.speakers}
