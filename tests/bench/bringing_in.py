"""Many files and huge ones: how two workers compare with one, what the window feels of it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from liveable.readers.workers import read_files
from liveable.store import queries
from tests.bench import corpora
from tests.bench.corpora import ANN
from tests.bench.timing import Row, timed
from tests.bench.window import application
from tests.readers.builders import docx, packed, paragraph
from tests.readers.measured import MEGABYTES, SECONDS, Asked, Reader


def workers(folder: Path) -> Iterator[Row]:
    """The same files read by one worker, and by one for each of two cores."""
    paths = corpora.docx_files(folder / "docx", 200, 8_000)
    took = {}
    for count in (1, 2):
        with patch("os.cpu_count", lambda count=count: count):
            took[count] = timed(lambda: list(read_files(paths)))
    yield Row("200 docx of 8,000 words read by one worker", took[1])
    yield Row("  by two", took[2])
    yield Row("  one worker's time to two's", 100 * took[1] / took[2], unit="%")


def window_docx(folder: Path) -> Iterator[Row]:
    """100 Word files brought into the window."""
    paths = corpora.docx_files(folder / "docx", 100, 8_000)
    yield from _brought(folder, paths, "100 docx of 8,000 words")


def window_pdf(folder: Path) -> Iterator[Row]:
    """100 PDF files brought into the window."""
    paths = corpora.pdf_files(folder / "pdf", 100, 16)
    yield from _brought(folder, paths, "100 pdf of 16 pages")


def _brought(folder: Path, paths: list[Path], what: str) -> Iterator[Row]:
    os.environ["LIVEABLE_CONFIG"] = str(folder / "config")
    from liveable.gui.import_dialog import ImportDialog, begin_import
    from liveable.gui.kept import Kept
    from liveable.gui.theme import Theme
    from liveable.gui.window import Window
    from tests.gui.watch import Watch

    corpora.project(folder / "p.liveable", 3, 2_000, 30, 20).close()
    app = application()
    app.setStyle("Fusion")
    kept = Kept()
    kept.change(person_uid=ANN.uid, person_name=ANN.name)
    window = Window(kept, Theme("light"))
    window.show()
    window.open(folder / "p.liveable")
    work = window.work
    assert work is not None

    def settled() -> bool:
        app.processEvents()
        time.sleep(0.001)
        return not work.tasks.running

    while not settled():
        pass
    with Watch() as watch:
        start = time.perf_counter()
        begin_import(work, window, paths)
        (dialog,) = window.findChildren(ImportDialog)
        while not any(file.found for file in dialog.intake.files):
            settled()
        yield Row(f"in the window, {what}: the first one shown", time.perf_counter() - start, 1.0)
        while not dialog.main.isEnabled():
            settled()
        yield Row("  all of them", time.perf_counter() - start)
        there, start = work.document, time.perf_counter()
        dialog.main.click()
        while work.document == there:
            settled()
        yield Row("  kept: the first one readable", time.perf_counter() - start, 1.0)
        while not settled():
            pass
        yield Row("  all of them", time.perf_counter() - start)
    assert len(work.look(queries.documents)) == len(paths) + 3
    longest = max((stall.seconds for stall in watch.stalls), default=0.0)
    yield Row("  the longest time without an answer meanwhile", longest, 0.05)
    window.close()


def bad_big(folder: Path) -> Iterator[Row]:
    """The largest of malicious files, each with its time and memory; the sentences are printed."""
    reader = Reader()
    for name, data in _huge().items():
        seen = reader.look(Asked(name, data))
        outcome = f"read as {seen.format}" if seen.format else " ".join(seen.said)
        assert not seen.fault, (name, seen.fault)
        yield Row(f"{name}: {outcome}"[:66], seen.seconds, SECONDS)
        yield Row("  memory", seen.megabytes, MEGABYTES, "MB")
    reader.end()


def _huge() -> dict[str, bytes]:
    words = b"words without any line break "
    return {
        "one line of 50 MB.txt": b"Respondent: " + words * 1_780_000,
        "lines of a letter.txt": b"a\n" * 25_000_000,
        "lines of 50 MB.txt": (b"Respondent: " + words * 3 + b"\n") * 500_000,
        "letters.txt": "é".encode("utf-16") * 25_000_000,
        "a table of 50 MB.csv": b"M01,yes,no,perhaps\n" * 2_600_000,
        "one row of 50 MB.csv": b"a," * 25_000_000,
        "a bomb of 60 MB.docx": docx(paragraph("A" * 60_000_000)),
        "paragraphs.docx": docx(paragraph("so it was") * 199_000),
        "many parts.docx": packed({f"word/{n}.xml": "x" for n in range(60_000)}),
        "groups.rtf": b"{\\rtf1" + b"{\\b x}" * 6_000_000,
        "tags.html": b"<html>" + b"<p>x" * 490_000,
        "cues.vtt": b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nA: x\n\n" * 130_000,
        "objects.pdf": b"%PDF-1.4\n" + b"1 0 obj\n<< >>\nendobj\n" * 199_000,
    }
