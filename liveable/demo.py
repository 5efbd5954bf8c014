"""The sample project, built from its sources through the ordinary functions.

The sources are in resources/sample: transcripts, diaries, a sheet of participants and, per coder, a
YAML list of hand-made codings, each naming its passage by its first and last words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from liveable import paths, reports
from liveable.core import quotes
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.core.uid import mint
from liveable.errors import FileRefused, Refused
from liveable.exchange import codebook as codebook_file
from liveable.ops import (
    case_sheet,
    coders,
    codings,
    documents,
    learning,
    suggestions,
    whole_codebook,
)
from liveable.ops.codings import Passage
from liveable.readers import read_sheet
from liveable.readers.workers import read_files
from liveable.reports import excerpts
from liveable.store import find, queries
from liveable.store.project import Person, Project, create
from liveable.suggest.suggester import Suggester

PROJECT, REPORT, FOLDER = "demo.liveable", "report.docx", "liveable-demo"
CODEBOOK = "liveable_lives"
PLACES = {"M": "Millbrae", "H": "Harbour Rise", "K": "Kirkton Park"}
_SHEET = "participants.csv"
_DOCUMENTS = (".docx", ".pdf", ".txt", ".md")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Made:
    """What the demonstration made, and how much of it."""

    project: Path
    report: Path
    documents: int
    words: int
    codes: int
    codings: int
    coders: str
    memos: int
    suggestions: int
    first_suggestions: tuple[str, ...]
    quotes: int


def free_folder(beside: Path) -> Path:
    """The folder to make it in when none is named: the first numbered one that is not there yet."""
    folder, number = beside / FOLDER, 1
    while folder.exists():
        number += 1
        folder = beside / f"{FOLDER}-{number}"
    return folder


def make(folder: Path, progress: Progress = SILENT, maker: Person | None = None) -> Made:
    """Build the sample project in a folder, suggest, and write the report. Raises Refused if it is
    there.

    ``maker`` makes the project and so leads it; else the first of those who code it does.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused(str(folder), f"the folder cannot be made ({error.strerror}).") from error
    sources = paths.resources() / "sample"
    lists = [_coding_list(path) for path in sorted(sources.glob("codings_*.yaml"))]
    first = Person(mint(), lists[0].coder)
    with create(folder / PROJECT, "Everyday help in Strathcairn", maker or first) as project:
        coder = coders.named(project, first.name, first)
        whole_codebook.apply(project, codebook_file.load_shipped(CODEBOOK), coder)
        _bring_in(project, sources, coder, progress)
        for listed in lists:
            _code(project, listed, coders.named(project, listed.coder, first), progress)
        suggested = _suggest(project, coder, progress)
        return _told(project, folder, suggested)


def _bring_in(project: Project, sources: Path, coder: str, progress: Progress) -> None:
    folders = {key: documents.add_folder(project, name, coder) for key, name in PLACES.items()}
    files = sorted(p for p in sources.iterdir() if p.suffix in _DOCUMENTS and p.stem != "README")
    for read in read_files(files, kind=None, encoding=None, progress=progress):
        if isinstance(read, FileRefused):
            raise read
        documents.add(
            project, read.transcript, read.original, coder, folder=folders[read.path.name[0]]
        )
    sheet = read_sheet((sources / _SHEET).read_bytes(), _SHEET)
    case_sheet.bring_in(project, sheet, _SHEET, coder)


@dataclass(frozen=True, slots=True)
class _CodingList:
    coder: str
    documents: Sequence[dict[str, Any]]


def _coding_list(path: Path) -> _CodingList:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return _CodingList(rows["coder"], rows["documents"])


def _code(project: Project, listed: _CodingList, coder: str, progress: Progress) -> None:
    """One act per document: what this coder coded in it, then the mark that it is read."""
    for item in progress.each(
        listed.documents, len(listed.documents), f"codings by {listed.coder}"
    ):
        with project.reading() as session:
            document = find.document(session, item["document"])
            body = queries.document_text(session, document)
            passages = [
                Passage(
                    document,
                    _place(body, each, item["document"]),
                    find.code(session, each["code"]),
                    each.get("memo", ""),
                )
                for each in item["codings"]
            ]
        done = codings.code_passages(project, passages, coder)
        starred = [
            uid for uid, each in zip(done.codings, item["codings"], strict=True) if each.get("star")
        ]
        if starred:
            codings.star(project, starred, True, coder)
        documents.mark_read(project, document, coder)


def _place(body: str, coding: dict[str, Any], name: str) -> Span:
    """A passage by its first words and, unless they are all of it, its last."""
    starts = quotes.find(body, coding["from"])
    if len(starts) != 1:
        raise Refused(f"{name}: “{coding['from']}” stands there {len(starts)} times, not once.")
    if "to" not in coding:
        return starts[0]
    ends = [span for span in quotes.find(body, coding["to"]) if span.stop > starts[0].start]
    if not ends:
        raise Refused(f"{name}: “{coding['to']}” does not follow “{coding['from']}”.")
    return Span(starts[0].start, max(ends[0].stop, starts[0].stop))


def _suggest(project: Project, coder: str, progress: Progress) -> list[str]:
    """What the machine points at beside what a coder has coded already, as lines to read."""
    with project.reading() as session:
        material = learning.gather(session, coder)
        tree = queries.code_tree(session)
        names = {row.uid: row.name for row in queries.documents(session)}
    bodies = {each.document: each.text for each in material.heard}
    with Suggester() as suggester:
        found = suggester.queue(material, progress=progress)
    with project.reading() as session:
        found = suggestions.unjudged(session, found, coder)
    return [
        f"{tree.path[s.code][-1]}: “{' '.join(s.span.of(bodies[s.document]).split())}” "
        f"({names[s.document]}), because of “{s.reasons[0].text}”"
        for s in found
    ]


def _told(project: Project, folder: Path, suggested: list[str]) -> Made:
    with project.reading() as session:
        rows = queries.documents(session)
        made = excerpts.gather(session)
        names = sorted({c.coder_name for c in queries.codings(session)})
        codes = queries.codes(session)
        memos = len(queries.coding_memos(session))
    reports.write(made, folder / REPORT)
    return Made(
        project=folder / PROJECT,
        report=folder / REPORT,
        documents=len(rows),
        words=sum(row.words for row in rows),
        codes=len(codes),
        codings=sum(code.codings for code in codes),
        coders=" and ".join(names),
        memos=memos,
        suggestions=len(suggested),
        first_suggestions=tuple(suggested[:_SHOWN]),
        quotes=excerpts.quote_count(made),
    )
