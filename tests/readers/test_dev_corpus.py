"""Every fact known of the real files in ``corpus/dev``, in one table, and the share of their words
and neighbourhoods that other programs find and the readers do not.

The files go through ``liveable import --json`` into a fresh project, and what is compared is what
the command told and what the project kept. They are not part of the project: set LIVEABLE_SHARED to
the folder that holds ``corpus/``.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text

from liveable.cli import run
from liveable.core.transcript import Entry, Speaker, Transcript, Turn
from liveable.readers import read_sheet
from liveable.readers.encodings import decode
from liveable.store.project import Project, open_project
from tests.conftest import BEN
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
    "derived/bundestag_part_nfd.txt": {"encoding": "utf-8", "turns": 10},
    "serdif_P05_notes.txt": {"date": "2021-11-25"},
    "serdif_P01_pssuq.odt": {"date": "2021-11-18"},
}

# Another file's words; their facts are those of test_corpus.py.
COPIES = ("derived/sheffield_ana.odt", "derived/sheffield_ana.rtf")

# Facts that do not hold, and why. Any other that fails is a fault.
_UN = "the 7 turns labelled ‘Mr. X (Y) (interpretation from Z):’ were not counted; each is there"
REASONS: dict[tuple[str, str], str] = {
    ("knesset_317899.txt", "speakers, and no others"): (
        "one who speaks once, שלומית ארליך, is in the text and not in the list"
    ),
    ("un_a50_pv33_twocol.pdf", "number of speakers"): _UN,
    ("un_a50_pv33_twocol.pdf", "turns"): _UN,
}


class Told(NamedTuple):
    """What ``liveable import --json`` told of each file, and the project it went into."""

    project: Path
    elements: dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """All files in a fresh project: documents by themselves, the sheet of participants as one."""
    project = tmp_path_factory.mktemp("dev") / "p.liveable"
    names = [*json.loads((DEV / "expected.json").read_text(encoding="utf-8")), *COPIES]
    assert run(["new", str(project)]) == 0
    elements: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    sheets = [name for name in names if name.endswith(".xlsx")]
    for words in (
        [str(DEV / name) for name in names if name not in sheets],
        [*(str(DEV / name) for name in sheets), "--kind", "attributes"],
    ):
        for element in _printed(["import", str(project), *words, "--json"]):
            elements[Path(element["file"]).relative_to(DEV).as_posix()].append(element)
    return Told(project, elements)


def _printed(words: list[str]) -> list[dict[str, Any]]:
    """The one JSON value that a command prints."""
    with redirect_stdout(StringIO()) as out:
        run(words)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def kept(project: Project, element: dict[str, Any]) -> Transcript:
    """A document as the command told of it, its words and turns as the project keeps them."""
    with project.reading() as session:
        row = session.execute(_DOCUMENT, {"uid": element["document"]}).one()
        rows = session.execute(_TURNS, {"uid": element["document"]}).all()
    turns = tuple(Turn(*row) for row in rows)
    times = [turn.timestamp for turn in turns if turn.timestamp]
    assert element["turns"] == len(turns)
    assert (element["first_timestamp"], element["last_timestamp"]) == (
        (times[0], times[-1]) if times else (None, None)
    )
    return Transcript(
        text=row.body,
        format=element["format"],
        kind=element["kind"],
        encoding=element["encoding"],
        language=row.language,
        date=row.date,
        speakers=tuple(Speaker(**speaker) for speaker in element["speakers"]),
        turns=turns,
        entries=tuple(Entry(0, 0, **entry) for entry in element["entries"]),
        warnings=tuple(element["warnings"]),
        rows=element["rows"],
    )


_DOCUMENT = text(
    "SELECT t.body, d.language, d.date FROM document d JOIN text t ON t.sha = d.text_sha "
    "WHERE d.uid = :uid"
)
_TURNS = text(
    "SELECT t.start, t.speech, t.stop, s.label, t.timestamp, t.milliseconds FROM turn t "
    "LEFT JOIN speaker s ON s.uid = t.speaker WHERE t.document = :uid ORDER BY t.start"
)


def of_file(
    name: str, known: dict[str, Any], told: list[dict[str, Any]], project: Project
) -> Iterator[Fact] | str:
    """The facts of one file, or why it is not read."""
    first = told[0]
    if "error" in first:
        return str(first["error"])
    data = (DEV / name).read_bytes()
    table = name.endswith((".csv", ".xlsx"))
    of_table = facts.of_sheet(name, known, read_sheet(data, name)) if table else iter(())
    if "cases" in first:
        return of_table
    if len(told) > 1:
        rows, wanted = first["rows"], known["rows"]
        return chain([Fact(name, "rows told", str(wanted), str(rows), rows == wanted)], of_table)
    found = kept(project, first)
    if found.format in ("vtt", "srt"):
        return facts.of_captions(name, known, found, decode(data).text)
    return chain(facts.of_document(name, known, found), of_table)


def test_the_facts_of_the_real_files_hold(told: Told) -> None:
    """Formats, encodings, sentences, speakers, turns, times, entries: nearly all, and those that
    fail are known by name.
    """
    expected = json.loads((DEV / "expected.json").read_text(encoding="utf-8"))
    rows: list[Fact] = []
    unread: dict[str, str] = {}
    with open_project(told.project, BEN, write=False) as project:
        for name, known in expected.items():
            found = of_file(name, known | ALSO.get(name, {}), told.elements[name], project)
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


# Of the neighbourhoods of three words in another program's blocks of text, how many may be missing:
# of the formatted none; of printed pages those over running heads, and cells read in another order.
MOST = {".pdf": 0.01, "saxony_5_2_twocol.pdf": 0.03}
# Their layouts and spellings are no measure: columns side by side, no apostrophes.
UNFIT = (".layout.txt", ".unrtf.txt", ".antiword.txt")


def references(told: Told) -> Iterator[tuple[str, Path]]:
    """Every file that is read, with the text another program found in it."""
    for path in sorted((DEV / "ref").iterdir()):
        name = path.name.rsplit(".", 2)[0]
        if not path.name.endswith(UNFIT) and "error" not in told.elements[name][0]:
            yield name, path
    for copy in (*COPIES, "derived/ana_twocol.pdf"):
        yield copy, DEV / "ref" / "sheffield_ana.docx.pandoc.txt"


def words(text: str) -> list[str]:
    """The words of a text, those divided at the end of a line joined."""
    return re.findall(r"\w+", re.sub(r"(\w)[-\u00ad]\n\s*(\w)", r"\1\2", text))


def neighbours(text: str, heads: set[str]) -> Counter[tuple[str, ...]]:
    """Words by three as they follow each other within a block, without running heads."""
    found: Counter[tuple[str, ...]] = Counter()
    for block in re.split(r"\n\n|\f", text):
        kept = [line for line in block.split("\n") if _head(line) not in heads]
        said = words("\n".join(kept))
        found.update(zip(said, said[1:], said[2:], strict=False))
    return found


def running_heads(text: str) -> set[str]:
    """The lines that stand on most pages, whatever their numbers."""
    pages = text.count("\f")
    often = Counter(_head(line) for line in re.split(r"[\n\f]", text) if line.strip())
    return {head for head, times in often.items() if pages > 2 and times > 0.4 * pages}


def _head(line: str) -> str:
    return re.sub(r"\d+", "9", line.strip())


def test_no_words_are_lost_that_other_programs_find(told: Told) -> None:
    """Word by word where the format says in which order they stand; on printed pages by three."""
    failed = []
    with open_project(told.project, BEN, write=False) as project:
        for name, reference in references(told):
            theirs = reference.read_text(encoding="utf-8-sig")
            ours = kept(project, told.elements[name][0]).text
            lost = Counter(words(theirs)) - Counter(words(ours))
            heads = running_heads(theirs)
            apart = neighbours(theirs, heads)
            share = (apart - neighbours(" ".join(ours.split()), set())).total() / apart.total()
            shown = ", ".join(f"{word} {n}" for word, n in lost.most_common(5))
            counted = f"{lost.total():5} words, {share:7.2%} by three"
            print(f"{name:35} {reference.suffixes[-2]:12} {counted}  {shown}")
            most = MOST.get(name, MOST.get(name[-4:]))
            if share > (most or 0.01) or (most is None and lost):
                failed.append(f"{name}: {reference.name}")
    assert failed == []
