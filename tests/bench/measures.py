"""What is measured. Each measure gets an empty folder and yields rows: what, seconds, and the
figure to beat.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.core.uid import mint
from liveable.ops import codebook, codings, documents
from liveable.ops import learning as learning_ops
from liveable.ops.codings import Passage
from liveable.readers.workers import ReadFile, read_files
from liveable.store import check, history, queries, search
from liveable.store.connection import add_many
from liveable.store.project import Project, Session, open_project
from liveable.store.schema import Coding
from tests.bench import (
    bringing_in,
    corpora,
    handing_out,
    learning,
    merging,
    ranking,
    starting,
    timeline,
    whole_window,
    window,
    window_quick,
)
from tests.bench.corpora import ANN
from tests.bench.timing import Measure, Row, median, timed


def one_coding(folder: Path) -> Iterator[Row]:
    """One coding while the history grows."""
    project = corpora.project(folder / "p.liveable", 1, 8_000, 0, 5)
    with project.reading() as session:
        document = queries.documents(session)[0].uid
        code = queries.codes(session)[0].uid
    spans = iter(range(10_000))

    def act() -> None:
        start = next(spans)
        codings.code_passage(project, document, Span(start, start + 40), code, ANN.uid)

    for changes in (0, 100_000, 500_000):
        _lengthen(project, changes)
        yield Row(f"one coding, {changes:,} changes in the history", median(act, 300), 0.001)
    project.close()


def _lengthen(project: Project, changes: int) -> None:
    """Make the history as long as that: codings made and changed by the thousand."""
    with project.reading() as session:
        there = session.execute(text("SELECT count(*) FROM change")).scalar_one()
        document = queries.documents(session)[0]
        code = queries.codes(session)[0].uid
    while there < changes:
        with project.operation("Lengthen", ANN.uid) as session:
            rows = _coding_rows(session, document.uid, document.text_sha, [code], 5_000)
            add_many(session, Coding, rows)
        there += 5_000


def _coding_rows(
    session: Session, document: str, sha: str, codes: list[str], count: int
) -> list[dict[str, object]]:
    versions = {c: codebook.version(session, c) for c in codes}
    created = history.now()
    return [
        {
            "uid": mint(),
            "document": document,
            "text_sha": sha,
            "start": 20_000 + number % 20_000,
            "stop": 20_050 + number % 20_000 + number // 20_000,
            "code": codes[number % len(codes)],
            "coder": ANN.uid,
            "created": created,
            "weight": None,
            "star": False,
            "origin": "hand",
            "code_version": versions[codes[number % len(codes)]],
        }
        for number in range(count)
    ]


def many_codings(folder: Path) -> Iterator[Row]:
    """100,000 codings in one act, its undo and its redo."""
    project = corpora.project(folder / "p.liveable", 1, 8_000, 0, 50)
    with project.reading() as session:
        document = queries.documents(session)[0]
        codes = [c.uid for c in queries.codes(session)]
    passages = [
        Passage(document.uid, Span(start, start + length), codes[start % 50])
        for length in range(20, 40)
        for start in range(5_000)
    ]
    yield Row(
        "100,000 codings in one act",
        timed(lambda: codings.code_passages(project, passages, ANN.uid)),
        2,
    )
    yield Row("  its undo", timed(lambda: project.undo(ANN.uid)), 2)
    yield Row("  its redo", timed(lambda: project.redo(ANN.uid)))
    yield Row("  check of all of it", timed(lambda: check.check(project)))
    project.close()


def small_project(folder: Path) -> Iterator[Row]:
    """100 documents of 8,000 words with 20,000 codings."""
    path = folder / "small.liveable"
    corpora.project(path, 100, 8_000, 20_000).close()
    yield Row("open, small", median(lambda: open_project(path, ANN).close(), 9), 0.1)


def big_project(folder: Path) -> Iterator[Row]:
    """1,000 documents of 8,000 words with 100,000 codings."""
    path = folder / "big.liveable"
    corpora.project(path, 1_000, 8_000, 100_000).close()
    yield Row("open, big", median(lambda: open_project(path, ANN).close(), 9), 0.3)
    with open_project(path, ANN) as project:
        yield from _looking(project)
        yield Row("check, big", timed(lambda: check.check(project)))


def _looking(project: Project) -> Iterator[Row]:
    def found(query: str, typing: bool) -> Callable[[], object]:
        def look() -> object:
            with project.reading() as session:
                return search.search(session, query, limit=200, typing=typing)

        return look

    for query in ("the", "th", "kindness", "they hav", '"of the"', "and with not"):
        typed = median(found(query, True), 9)
        yield Row(f"search 8 million words while typing: {query}", typed, 0.05)
    with project.reading() as session:
        rows = queries.codes(session)
    for code in (rows[0], min(rows, key=lambda r: abs(r.codings - 5_260))):
        chosen = Query(codes=frozenset({code.uid}))

        def excerpts(query: Query = chosen) -> object:
            with project.reading() as session:
                return queries.excerpts(session, query)

        yield Row(f"excerpts of one code, big ({code.codings:,})", median(excerpts, 5), 0.2)
    with project.reading() as session:
        yield Row("list of documents, big", median(lambda: queries.documents(session), 5))
        yield Row("list of codes with counts, big", median(lambda: queries.codes(session), 5))


def word_files(folder: Path) -> Iterator[Row]:
    """100 Word files of 8,000 words, read in workers and kept one by one."""
    paths = corpora.docx_files(folder / "docx", 100, 8_000)
    yield from _imported(folder, paths, "100 docx of 8,000 words", 1.0)


def pdf_files(folder: Path) -> Iterator[Row]:
    """100 PDF files of 16 pages."""
    paths = corpora.pdf_files(folder / "pdf", 100, 16)
    yield from _imported(folder, paths, "100 pdf of 16 pages", 30.0)


def _imported(folder: Path, paths: list[Path], what: str, most: float) -> Iterator[Row]:
    project = corpora.project(folder / "p.liveable", 0, 0, 0, 1)
    start = time.perf_counter()
    first = 0.0
    for read in read_files(paths):
        assert isinstance(read, ReadFile), read
        documents.add(project, read.transcript, read.original, ANN.uid)
        first = first or time.perf_counter() - start
    yield Row(
        f"import {what}, both cores, workers' start included", time.perf_counter() - start, most
    )
    yield Row("  first document readable", first, 1.0)
    project.close()


def program(folder: Path) -> Iterator[Row]:
    """Whole processes: the program's start, and one coding from the command line."""
    path = folder / "p.liveable"
    corpora.project(path, 10, 8_000, 500, 20).close()
    run = [sys.executable, "-m", "liveable"]
    yield Row("process: liveable --version", median(lambda: _run([*run, "--version"]), 5))
    yield Row("process: liveable codes", median(lambda: _run([*run, "codes", str(path)]), 5))
    yield Row(
        "process: liveable search", median(lambda: _run([*run, "search", str(path), "the"]), 3)
    )


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def suggesting(folder: Path) -> Iterator[Row]:
    """Cue matching over 60 documents of 8,000 words with the study's own codebook."""
    from liveable.exchange import codebook as codebook_file
    from liveable.ops import whole_codebook
    from liveable.suggest import engine

    with corpora.project(folder / "p.liveable", 60, 8_000, 0, 1) as project:
        whole_codebook.apply(project, codebook_file.load_shipped("liveable_lives"), ANN.uid)
        with project.reading() as session:
            material = learning_ops.gather(session, ANN.uid)
        heard = [each.listened for each in material.heard]
        start = time.perf_counter()
        import spacy  # noqa: F401  (timed apart: it is paid once a session)

        yield Row("import of spaCy", time.perf_counter() - start)
        yield Row(
            "cues of 55 codes over 480,000 words",
            timed(lambda: engine.suggest(heard, material.cued, dialect=material.dialect)),
        )


MEASURES: dict[str, Measure] = {
    "one_coding": one_coding,
    "many_codings": many_codings,
    "small_project": small_project,
    "big_project": big_project,
    "word_files": word_files,
    "pdf_files": pdf_files,
    "workers": bringing_in.workers,
    "window_docx": bringing_in.window_docx,
    "window_pdf": bringing_in.window_pdf,
    "bad_big": bringing_in.bad_big,
    "program": program,
    "suggesting": suggesting,
    "suggestions": ranking.suggestions,
    "suggestions_small": ranking.suggestions_small,
    "suggestions_cues": ranking.suggestions_cues,
    "learning": learning.learning_again,
    "learning_at_large": learning.learning_at_large,
    "hand_out": handing_out.hand_out_copies,
    "merge": merging.merge,
    "merge_conflicts": merging.conflicts,
    "merge_five": merging.five,
    "quick_code": window_quick.quick_code,
    "starting": starting.starting,
    "whole_window": whole_window.whole_window,
    "text_small": window.text_small,
    "text_large": window.text_large,
    "text_by_coder": window.text_by_coder,
    "timeline": timeline.timelines,
}
