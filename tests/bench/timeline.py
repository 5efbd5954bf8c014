"""What the timeline costs: 1,000 documents with 10,000 entries and 100,000 codings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zlib import compress

from liveable.core.timeline import Line
from liveable.core.transcript import Entry, Original
from liveable.ops import cases, codebook, codings, documents
from liveable.store import queries, timeline
from liveable.store.project import Project, create
from tests.bench.corpora import ANN, Writer, passage
from tests.bench.timing import Row, median
from tests.bench.window import application

_DOCUMENTS, _ENTRIES, _CODINGS = 1_000, 10, 100


def timelines(folder: Path) -> Iterator[Row]:
    """Reading it, laying it out, painting it and going about."""
    os.environ["LIVEABLE_CONFIG"] = str(folder / "config")
    project = _diaries(folder / "p.liveable")

    def read() -> list[Line]:
        with project.reading() as session:
            return timeline.lines(session)

    yield Row("timeline of 10,000 entries and 100,000 codings read", median(read, 9), 0.15)
    lines = read()
    application()
    from liveable.gui.theme import Theme
    from liveable.gui.timeline_view import ZOOM, TimelineView

    with project.reading() as session:
        codes = {row.uid: row for row in queries.codes(session)}
    view = TimelineView(Theme("light"), lambda _spot: "")
    view.resize(900, 600)
    view.show()
    shown = median(lambda: view.show_lines(lines, codes, apart=False), 5)
    yield Row("  laid out", shown, 0.05)
    view.go_first()
    yield Row("  painted", median(view.grab, 15), 0.016)
    yield Row("  zoomed", median(lambda: view.zoom(ZOOM), 5), 0.05)
    steps = iter(range(1, 900, 7))

    def gone() -> None:
        view.go_to(next(steps), 3)
        view.grab()

    yield Row("  gone to another case, painted", median(gone, 25), 0.016)
    view.close()
    project.close()


def _diaries(path: Path) -> Project:
    """A diary of ten days for each case."""
    made, writer = create(path, path.stem, ANN), Writer(7)
    codes = [codebook.create(made, f"Code {i}", ANN.uid) for i in range(200)]
    for number in range(_DOCUMENTS):
        diary = writer.interview(1_000)
        edges = [len(diary.text) * n // _ENTRIES for n in range(_ENTRIES + 1)]
        first = date(2024, 3, 1) + timedelta(days=number % 30)
        entries = tuple(
            Entry(edges[n], edges[n + 1], "", (first + timedelta(days=n)).isoformat(), "day")
            for n in range(_ENTRIES)
        )
        diary = replace(diary, kind="diary", turns=(), speakers=(), entries=entries)
        data = diary.text.encode()
        original = Original(
            f"D{number:04}.txt", sha256(data).hexdigest(), len(data), compress(data, 1)
        )
        document = documents.add(made, diary, original, ANN.uid)
        case = cases.create(made, f"P{number:04}", ANN.uid)
        cases.assign_documents(made, [document], case, ANN.uid)
        passages = [passage(writer, document, len(diary.text), codes) for _ in range(_CODINGS)]
        codings.code_passages(made, passages, ANN.uid)
    return made
